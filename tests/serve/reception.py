"""A service that takes things in: the tiny world published, an inbox, and an examiner in this process."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox
from flask import Flask
from flask.testing import FlaskClient

from kg.examine.handed import Examined, Handed, WrittenRecord
from kg.inbox.inbox import Inbox
from kg.place import Place
from kg.rdf.findings import Finding, Level
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read, write
from kg.rdf.namespaces import DCTERMS, FOAF
from kg.release.layout import Release
from kg.serve.app import create_app
from kg.serve.shelf import HomeShelf, Opened
from kg.validate import personal
from tests.serve.world import InProcess
from tests.workshop import BASE, BASE_IRI, Workshop

ADDRESS = "https://grafen.example.se/"


class Examiner:
    """Judges Turtle as an examiner does, by three rules that tests need: a title, no numbers, no e-mail addresses."""

    def __init__(self) -> None:
        self.asked = 0

    def examine(self, handed: Sequence[Handed], *, kind: str | None = None, by_steward: bool = False) -> Examined:
        """Every finding and the records."""
        self.asked += 1
        records, findings = [], []
        for each in handed:
            quads = read(each.data, TURTLE, base_iri=BASE_IRI, source=each.name)
            lines = enumerate(each.data.decode().splitlines(), start=1)
            findings += personal.gate([(Place(each.name, n), line) for n, line in lines], about=BASE_IRI)
            for owner in sorted({BASE.owner_of(q.object.value) for q in quads if q.predicate == FOAF.primaryTopic}):
                about = BASE.record(owner.kind, owner.slug)
                own = [q for q in quads if BASE.owner_of(q.subject.value) == owner]
                records.append(
                    WrittenRecord(f"{owner.kind}/{owner.slug}", write(own, TURTLE, base_iri=BASE_IRI).decode())
                )
                if owner.kind == "project" and not any(q.predicate == DCTERMS.title for q in own):
                    findings.append(
                        Finding(
                            about.value, Level.VIOLATION, "Titel saknas.", "A title is missing.", Place(each.name, 1, 1)
                        )
                    )
        return Examined(tuple(findings), tuple(records), "formerna-1")

    def is_ready(self) -> bool:
        """Always."""
        return True


@dataclass(frozen=True)
class Reception:
    """The service, the world behind it, and what it keeps."""

    world: Workshop
    app: Flask
    inbox: Inbox
    examiner: Examiner

    def client(self) -> FlaskClient:
        """A visitor who has been here never before."""
        return self.app.test_client()

    def hand_in(self, text: str, **headers: str) -> str:
        """Turtle handed in by a program; its receipt."""
        answer = self.client().post(
            "/submissions",
            data=text.encode(),
            content_type="text/turtle",
            headers={k.replace("_", "-"): v for k, v in headers.items()},
        )
        assert answer.status_code == 202, answer.text
        receipt = answer.json["receipt"]
        assert isinstance(receipt, str)
        return receipt


def open_engine(release: Release) -> Opened:
    """An engine in this process."""
    store = ox.Store.read_only(str(release.store))
    return Opened(InProcess(store, union=True, base_iri=release.manifest.base_iri), lambda: None)


def reception(world: Workshop, inbox: Inbox | None = None, *, address: str = ADDRESS, hand_ins: int = 0) -> Reception:
    """The service over a published world; `address` is where readers reach it, `hand_ins` how many it takes an hour."""
    kept = inbox or Inbox(world.home)
    settings = replace(world.settings, public_url=address, hand_ins_per_hour=hand_ins)
    examiner = Examiner()
    app = create_app(settings, HomeShelf(world.home, open_engine), inbox=kept, examiner=examiner)
    return Reception(world, app, kept, examiner)
