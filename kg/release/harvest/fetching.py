"""How a portal fetches: one address, an Accept header, redirects followed. Where the answer comes from is a seam.

`of_files` answers from a release's own files, under the addresses where its readers reach it; tests and whoever wants
to may put a real server behind the same seam.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.rdf.formats import RDFXML
from kg.rdf.graphs import write
from kg.release import catalogue
from kg.release.bundle import files, read
from kg.release.layout import Release
from kg.release.series import earlier
from kg.settings import Settings

REDIRECTS = (301, 303, 307, 308)
"""The redirects that Sveriges dataportal follows (DCAT-AP-SE, harvesting)."""
HOPS = 5
_CHUNK = 1 << 20
_CATALOGUES = ("catalog", "catalog.rdf", "datasets/dcat")
PAGES = (
    "", "download/", "sparql", "openapi.json", "catalog.html", "releases/", "ns", "reconcile", "changes",
    "changes.json",
)  # fmt: skip
"""Addresses that the service answers at whatever the release holds; `tests/release/test_harvest.py` asks it."""


@dataclass(frozen=True)
class Answer:
    """An answer: its status and headers (lower case), how many bytes it was, their SHA-256, and short ones whole."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    size: int = 0
    sha256: str = ""
    body: bytes = b""

    @property
    def media_type(self) -> str:
        """The media type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


Fetch = Callable[[str, str], Answer]
"""An address and an Accept header become an answer; redirects are answers too."""


@dataclass(frozen=True)
class Fetched:
    """Where the redirects led, and what was answered there."""

    addresses: tuple[str, ...]
    answer: Answer

    @property
    def ok(self) -> bool:
        """Whether there was an answer with content."""
        return self.answer.status == 200


def follow(fetch: Fetch, address: str, accept: str) -> Fetched:
    """The answer at an address, after at most five redirects of the kinds that portals follow."""
    seen = [address]
    answer = fetch(address, accept)
    while answer.status in REDIRECTS and len(seen) <= HOPS and answer.headers.get("location"):
        seen.append(answer.headers["location"])
        answer = fetch(seen[-1], accept)
    return Fetched(tuple(seen), answer)


def answered(status: int, headers: Mapping[str, str], body: bytes) -> Answer:
    """An answer whose body is at hand."""
    named = {name.lower(): value for name, value in headers.items()}
    return Answer(status, named, len(body), hashlib.sha256(body).hexdigest(), body)


def of_files(release: Release, settings: Settings) -> Fetch:
    """What the release's files answer at the public addresses; elsewhere nothing is asked, and 404 answered.

    Earlier releases answer under their names. Their files were measured when they were made: now their size is.
    """
    before = {each.release.id: each.release for each in earlier(release)}

    def fetch(address: str, accept: str) -> Answer:
        path = address.removeprefix(settings.public) if address.startswith(settings.public) else None
        if path in _CATALOGUES:
            body = write(catalogue.of(release, settings), RDFXML, base_iri=release.manifest.base_iri)
            return answered(200, {"content-type": RDFXML.media_type}, body)
        if path in PAGES:
            return Answer(200)
        if path is not None and path.startswith("releases/"):
            return Answer(200 if path.removeprefix("releases/") in before else 404)
        plain, _, asked = (path or "").partition("?release=")
        folder = before[asked].bundle("dumps") if asked in before else None if asked else release.bundle("dumps")
        if folder is None or not plain.startswith("download/"):
            return Answer(404)
        name = plain.removeprefix("download/")
        if not name:
            return Answer(200)
        if "/" in name or not (folder / name).is_file():
            return Answer(404)
        return _as_sealed(folder, name) if asked else _of_file(folder / name)

    return fetch


def _of_file(path: Path) -> Answer:
    """A file as an answer, read once and not kept."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return Answer(200, {}, path.stat().st_size, digest.hexdigest())


def _as_sealed(folder: Path, name: str) -> Answer:
    """A file of an earlier release as an answer: its size as it lies there, its hash as it was when it was made."""
    told = next((str(each["sha256"]) for each in files(read(folder)) if each["name"] == name), "")
    return Answer(200, {}, (folder / name).stat().st_size, told)
