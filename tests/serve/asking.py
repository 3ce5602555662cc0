"""The form as a service of its own: the real ontology and shapes, a handful of real records, an examiner in this process."""

import html
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.errors import EngineUnavailable
from kg.examine import drafting
from kg.examine.examination import Desk as Examining
from kg.examine.examination import examine
from kg.examine.handed import Examined, Handed
from kg.examine.wire import AS_DRAFT, Asked
from kg.inbox.inbox import Inbox
from kg.pipeline import publish
from kg.serve.app import create_app
from kg.serve.shelf import HomeShelf
from kg.settings import read
from tests.examine.desks import ROOT, real_desk
from tests.serve.reception import open_engine
from tests.workshop import NOON

RECORDS = (
    "project/kiis", "partnership/kiis-partnerskap", "document/exempelsamling-2021", "document/esf-projektbanken-2018-00566",
    "document/lansstyrelsen-vastmanland-2019-01-15", "document/lansstyrelsen-vastmanland-2021-11-30",
    "actor/norbergs-kommun", "actor/fagersta-kommun", "actor/kopings-kommun", "actor/sala-kommun",
    "actor/skinnskattebergs-kommun", "actor/svenska-esf-radet", "actor/lansstyrelsen-i-vastmanlands-lan", "actor/ramboll",
    "actor/arbetsformedlingen", "method/trygga-rum", "place/norberg", "place/fagersta", "place/koping", "place/sala",
    "place/skinnskatteberg", "place/vastmanlands-lan",
)  # fmt: skip
Typed = list[tuple[str, str]]


def build(folder: Path, *, more: Mapping[str, str] | None = None) -> Path:
    """A home with a release of a few real records; `more` are further files of its root."""
    root, home = folder / "root", folder / "home"
    for part in ("ontology", "shapes", "data/queries"):
        shutil.copytree(ROOT / part, root / part)
    shutil.copy(ROOT / "data/catalogue.ttl", root / "data/catalogue.ttl")
    for key in RECORDS:
        path = root / "data/records" / f"{key}.ttl"
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "data/records" / f"{key}.ttl", path)
    for name, text in (more or {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    publish(read({"KG_ROOT": str(root), "KG_HOME": str(home)}), now=NOON, judging=False, dumping=False)
    return home


class HereExaminer:
    """Examines in this process, beside all the real records; it may be away."""

    def __init__(self, desk: Examining) -> None:
        self.away = False
        self._desk = desk

    def examine(self, handed: Sequence[Handed], *, kind: str | None = None, by_steward: bool = False) -> Examined:
        """Every finding and the records."""
        if self.away:
            raise EngineUnavailable("Nobody is here.", message_sv="Ingen är här.")
        return examine(handed, self._desk)

    def report(self, handed: Sequence[Handed], asked: Asked) -> bytes:
        """A draft of a description; for reports nobody asks here."""
        if asked.form != AS_DRAFT:
            raise NotImplementedError
        return drafting.told(handed[0], asked.kind, self._desk)

    def is_ready(self) -> bool:
        """Whether it is there."""
        return not self.away


@dataclass(frozen=True)
class Desk:
    """The service, what it keeps, and who examines."""

    app: Flask
    inbox: Inbox
    examiner: HereExaminer

    def visitor(self, lang: str = "sv") -> "Visitor":
        """Somebody who opens a browser without scripts."""
        return Visitor(self.app.test_client(), lang)


def desk(home: Path, *, examining: Examining | None = None, hand_ins: int = 0) -> Desk:
    """The service over a home; who examines has all the real records beside, or what is said.

    `hand_ins` is how many it takes an hour; 0 is any number.
    """
    inbox, examiner = Inbox(home), HereExaminer(examining or real_desk())
    settings = replace(
        read({"KG_HOME": str(home)}), public_url="https://grafen.example.se/", hand_ins_per_hour=hand_ins
    )
    return Desk(create_app(settings, HomeShelf(home, open_engine), inbox=inbox, examiner=examiner), inbox, examiner)


class Visitor:
    """A browser without scripts: it reads a page, types, and presses a button of the page's form."""

    def __init__(self, client: FlaskClient, lang: str) -> None:
        self._client = client
        self._lang = lang
        self.answer: TestResponse

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        self.answer = self._client.get(path, headers=self._headers)
        return self.answer

    def post(self, path: str, typed: Typed | dict[str, str], **headers: str) -> TestResponse:
        """Send a form; where the answer leads elsewhere, it isn't followed."""
        pairs = typed.items() if isinstance(typed, dict) else typed
        data: dict[str, list[str]] = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value)
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answer = self._client.post(path, data=data, headers={**self._headers, **more})
        return self.answer

    def begin(self, kind: str = "project", **more: str) -> str:
        """Begin a draft; its address."""
        self.post(f"/submit/{kind}", {**more})
        assert self.answer.status_code == 303, self.answer.text
        return urlsplit(self.answer.headers["Location"]).path

    def fill(self, path: str, typed: dict[str, str | None], *, press: str = "save") -> TestResponse:
        """Open a page of the form, type over what stands there, and press a button; None takes a choice away."""
        self.get(path)
        form = [(name, value) for name, value in fields(self.answer.text) if name not in typed]
        given = [(name, value) for name, value in typed.items() if value is not None]
        return self.post(path, [*form, *given, ("do", press)])

    @property
    def faults(self) -> list[tuple[str, str]]:
        """The error summary: where each line leads, and what it says."""
        box = re.search(r'<div class="fault" id="fel".*?</div>', self.answer.text, re.DOTALL)
        found = re.findall(r'<a href="#([^"]+)">(.*?)</a>', box[0]) if box else []
        return [(id_, html.unescape(said)) for id_, said in found]

    @property
    def text(self) -> str:
        """The words of the page's main part."""
        main = self.answer.text.partition("<main")[2].partition("</main>")[0]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main.partition(">")[2])).split())

    @property
    def _headers(self) -> dict[str, str]:
        return {"Accept": "text/html", "Accept-Language": self._lang}


def fields(page: str) -> Typed:
    """What a browser would send of the form of a page, its buttons apart."""
    reader = _Fields()
    reader.feed(page.partition('<form class="filling" method="post"')[2].partition("</form>")[0])
    return list(reader.found)


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Typed = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "textarea":
            self._area = said["name"]
            self.found.append((said["name"], ""))
        elif tag == "select":
            self._select = said["name"]
            self.found.append((said["name"], ""))
        elif tag == "option" and self._select and "selected" in said:
            self.found[-1] = (self._select, said["value"])
        elif tag == "input" and "name" in said and (said.get("type") not in ("radio", "checkbox") or "checked" in said):
            self.found.append((said["name"], said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.found[-1] = (self._area, data.removeprefix("\n"))


def ids(page: str) -> Iterator[str]:
    """Every identifier of a page."""
    return (found[1] for found in re.finditer(r'\sid="([^"]+)"', page))
