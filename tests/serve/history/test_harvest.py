"""Three harvesters follow the feed as their standards say, across publications of every sort, and have the graph."""

import re
from dataclasses import dataclass, field

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from lxml import etree

from kg.release.layout import Release, current
from kg.release.publish import prune, rollback
from kg.release.takedown.takedown import of_statements, take_down
from tests.release.history.test_keeping import graph_of, merge
from tests.release.takedown.test_takedown import AT, SKOS_NOTE, SUBJECT, marks, plant
from tests.serve.history.served import Served, path_of, served
from tests.workshop import BASE_IRI, Workshop, record

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}"


@dataclass
class Follower:
    """Goes forward: the page it was last at, and those after it; applies each change's patch once."""

    client: FlaskClient
    page: str = "/changes.json?after=0"
    seen: list[str] = field(default_factory=list)
    quads: set[str] = field(default_factory=set)

    def follow(self) -> None:
        """Take in whatever is new."""
        while True:
            said = self.client.get(self.page).json
            assert len(said["orderedItems"]) <= 100
            for each in said["orderedItems"]:
                if each["id"] not in self.seen:
                    self.seen.append(each["id"])
                    self._apply(each["object"]["id"], self.client.get(path_of(each["instrument"]["id"])).text)
            if "next" not in said:
                return
            self.page = path_of(said["next"]["id"])

    def _apply(self, thing: str, patch: str) -> None:
        lines = patch.splitlines(keepends=True)
        if any(line.startswith("H replaces ") for line in lines):
            self.quads = {each for each in self.quads if not _is_of(thing, each)}
        self.quads -= {line[2:] for line in lines if line.startswith("D ")}
        self.quads |= {line[2:] for line in lines if line.startswith("A ")}


def _is_of(thing: str, line: str) -> bool:
    path = thing.removeprefix(BASE_IRI)
    if path.startswith("graph/"):
        return line.endswith(f"<{thing}> .\n")
    if any(line.endswith(f"<{BASE_IRI}graph/{name}> .\n") for name in ("links", "release", "vocabulary")):
        return False
    return re.match(rf"<{re.escape(BASE_IRI)}(record/)?{re.escape(path)}[>#]", line) is not None


@dataclass
class Discoverer:
    """IIIF Change Discovery 1.0: from the last page backwards to what it knows, then the things as they are."""

    client: FlaskClient
    until: str = ""
    things: dict[str, str] = field(default_factory=dict)

    def discover(self) -> None:
        """Process the pages in reverse; the latest activity of a thing decides."""
        page = path_of(self.client.get("/changes.json").json["last"]["id"])
        done: set[str] = set()
        latest = self.until
        while page:
            said = self.client.get(page).json
            for each in reversed(said["orderedItems"]):
                if each["endTime"] <= self.until:
                    self.until = latest
                    return
                latest = max(latest, each["endTime"])
                thing = each["object"]["id"]
                if thing not in done:
                    done.add(thing)
                    self._process(each, thing)
            page = path_of(said["prev"]["id"]) if "prev" in said else ""
        self.until = latest

    def _process(self, each: dict, thing: str) -> None:  # type: ignore[type-arg]
        if each["type"] in ("Delete", "Move"):
            assert "result" not in each
            self.things.pop(thing, None)
        else:
            assert each["type"] in ("Create", "Update")
            self.things[thing] = self.client.get(path_of(each["result"]["id"])).text


def reading(client: FlaskClient) -> dict[str, str]:
    """A feed reader's idea of what there is: every document of the feed, the latest entry of each id."""
    address, documents = "/feed.atom", list[etree._Element]()
    while address:
        documents.append(etree.fromstring(client.get(address).data))
        address = next((path_of(each.get("href")) for each in _links(documents[-1], "prev-archive")), "")
    latest: dict[str, tuple[str, int, str]] = {}
    for feed in documents:
        assert len(feed.findall(f"{ATOM}entry")) + len(feed.findall(f"{TOMBSTONE}deleted-entry")) <= 100
        for each in feed:
            if each.tag == f"{ATOM}entry":
                name, at, word = each.findtext(f"{ATOM}id"), each.findtext(f"{ATOM}updated"), "there"
            elif each.tag == f"{TOMBSTONE}deleted-entry":
                name, at, word = each.get("ref"), each.get("when"), "gone"
            else:
                continue
            latest[name] = max(latest.get(name, ("", 0, "")), (at, 0, word))
    return {name: word for name, (_, _, word) in latest.items()}


def _links(feed: etree._Element, relation: str) -> list[etree._Element]:
    return [each for each in feed.findall(f"{ATOM}link") if each.get("rel") == relation]


def records_of(release: Release) -> set[str]:
    """The things of a release."""
    topic = "<http://xmlns.com/foaf/0.1/primaryTopic> <"
    return {line.partition(topic)[2].partition(">")[0] for line in graph_of(release) if topic in line}


def _same(service: Served, follower: Follower, discoverer: Discoverer) -> None:
    """All three know what readers see."""
    release = current(service.world.home)
    follower.follow()
    assert follower.quads == graph_of(release)
    assert len(follower.seen) == len(set(follower.seen))
    discoverer.discover()
    assert {name for name in discoverer.things if "/graph/" not in name} == records_of(release)
    known = {quad.triple for text in discoverer.things.values() for quad in ox.parse(text, ox.RdfFormat.TURTLE)}
    assert known == {quad.triple for quad in ox.parse("".join(graph_of(release)), ox.RdfFormat.N_QUADS)}
    there = {name for name, word in reading(service.client).items() if word == "there" and "/graph/" not in name}
    assert there == records_of(release)


@pytest.fixture
def large(tiny: Workshop) -> Workshop:
    """The tiny world with so many records that a list of them takes three pages."""
    for number in range(230):
        text = record("project", f"nr-{number}", f"dcterms:title 'Nummer {number}'@sv")
        tiny.write(f"data/records/project/nr-{number}.ttl", text)
    return tiny


def test_harvesters_end_with_exactly_the_graph_whatever_is_published(large: Workshop) -> None:
    large.point()
    service = served(large)
    follower, discoverer = Follower(service.client), Discoverer(service.client)
    _same(service, follower, discoverer)
    assert follower.page != "/changes.json?after=0"

    for number in range(150):
        large.edit(f"data/records/project/nr-{number}.ttl", f"'Nummer {number}'@sv", f"'Tal {number}'@sv")
    ensam = large.read("data/records/project/ensam.ttl")
    large.remove("data/records/project/ensam.ttl")
    large.point()
    _same(service, follower, discoverer)

    merge(large, "project/nr-7", "project/bro")
    large.write("data/records/project/ensam.ttl", ensam)
    plant(large)
    large.point()
    assert prune(large.home, 2)
    large.write("data/records/project/ny.ttl", record("project", "ny", "dcterms:title 'Ny'@sv"))
    large.point()
    _same(service, follower, discoverer)

    rollback(large.home, None)
    _same(service, follower, discoverer)
    large.point()
    take_down(large.settings, of_statements(large.home, marks(large), [(SUBJECT, SKOS_NOTE, None)]), at=AT)
    _same(service, follower, discoverer)

    fresh = Follower(service.client)
    _same(service, fresh, Discoverer(service.client))
    assert fresh.seen == follower.seen


def test_full_pages_and_full_archives_never_change(large: Workshop) -> None:
    large.point()
    service = served(large)
    page = "/changes.json?after=0"
    before = (service.client.get(page).json, service.client.get("/feed.atom?archive=2").data)
    large.edit("data/records/project/bro.ttl", '"Bridge"@en', '"Span"@en')
    large.point()
    assert (service.client.get(page).json, service.client.get("/feed.atom?archive=2").data) == before
    assert service.client.get("/feed.atom?archive=3").status_code == 404


def test_pages_lead_there_and_back_whatever_is_filtered(large: Workshop) -> None:
    large.point()
    service = served(large)
    for query in ("", "kind=project", "since=2026-03-04&kind=project", "until=2020-01-01"):
        whole = service.client.get(f"/changes.json?{query}").json
        forth, address = [], path_of(whole["first"]["id"])
        while address:
            said = service.client.get(address).json
            assert said["startIndex"] == sum(len(each["orderedItems"]) for each in forth)
            forth.append(said)
            address = path_of(said["next"]["id"]) if "next" in said else ""
        assert sum(len(each["orderedItems"]) for each in forth) == whole["totalItems"]
        back, address = [], path_of(whole["last"]["id"])
        while address:
            back.append(service.client.get(address).json)
            address = path_of(back[-1]["prev"]["id"]) if "prev" in back[-1] else ""
        assert [each["id"] for each in reversed(back)] == [each["id"] for each in forth]
