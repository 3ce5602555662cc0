"""The series of releases in the catalogue: each earlier one that is kept, with files that truly answer under its name."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.namespaces import DCAT, DCTERMS, RDF, SPDX
from kg.release import catalogue, dumps
from kg.release.harvest import rehearsal
from kg.release.harvest.fetching import follow, of_files
from kg.release.layout import current, releases
from kg.release.publish import prune, rollback
from kg.release.series import earlier, stamp
from kg.serve.app import create_app
from kg.serve.shelf import HomeShelf
from kg.settings import Settings
from kg.settings import read as read_settings
from kg.validate.shacl import Case, validate
from tests.release.test_harvest import DEPLOYED, ROOT, failed, over_http
from tests.serve.reception import open_engine
from tests.workshop import BASE_IRI, Workshop, workshop

BRO = "data/records/project/bro.ttl"
DATASET, SERIES = (NamedNode(f"{BASE_IRI}catalog#{each}") for each in ("samverkansgrafen", "utgavor"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Three releases with their downloads, and between the second and the third one that nobody was shown."""
    world = workshop(tmp_path_factory.mktemp("series"))
    text = (ROOT / "data/catalogue.ttl").read_text("utf-8")
    world.write("data/catalogue.ttl", text)
    dumps.make(world.point(), world.settings)
    world.edit(BRO, '"Bridge"@en', '"Span"@en')
    dumps.make(world.point(), world.settings)
    world.edit(BRO, '"Span"@en', '"Vault"@en')
    world.built()
    world.edit(BRO, '"Vault"@en', '"Arch"@en')
    world.write("data/catalogue.ttl", text.replace('"2021"^^xsd:gYear', '"2024"^^xsd:gYear'))
    dumps.make(world.point(), world.settings)
    return world


@pytest.fixture
def world(made: Workshop, tmp_path: Path) -> Workshop:
    """The same, our own."""
    return made.copied_to(tmp_path)


def _settings(world: Workshop) -> Settings:
    return replace(read_settings(DEPLOYED), home=world.home)


def _told(world: Workshop) -> list[Triple]:
    return catalogue.of(current(world.home), _settings(world))


def _of(said: Sequence[Triple], subject: object, predicate: NamedNode) -> list[str]:
    return [getattr(t.object, "value", "") for t in said if t.subject == subject and t.predicate == predicate]


def _name(number: int, world: Workshop) -> NamedNode:
    one = next(each for each in releases(world.home) if each.manifest.sequence == number)
    return NamedNode(f"{BASE_IRI}releases/{one.id}")


def test_the_series_holds_each_kept_release_that_readers_were_shown(made: Workshop) -> None:
    said = _told(made)
    first, second = (_name(number, made) for number in (1, 2))
    members = [t.subject for t in said if t.predicate == DCAT.inSeries and t.object == SERIES]
    assert {each.value for each in members} == {DATASET.value, first.value, second.value}
    assert (_of(said, SERIES, DCAT.first), _of(said, SERIES, DCAT.last)) == ([first.value], [DATASET.value])
    assert _of(said, DATASET, DCAT.prev) == [second.value]
    assert _of(said, second, DCAT.prev) == [first.value]
    assert _of(said, first, DCAT.prev) == []
    assert _of(said, first, DCTERMS.issued) == ["2026-03-04T12:00:00Z"]
    assert [_of(said, each, DCAT.version)[0][:5] for each in (first, second)] == ["0001-", "0002-"]
    assert any("(utgåva 0001-" in each for each in _of(said, first, DCTERMS.title))
    listed = {t.object for t in said if t.predicate == DCAT.dataset}
    assert listed == {DATASET, first, second}


def test_what_the_catalogue_said_otherwise_then_it_says_of_the_earlier_release(made: Workshop) -> None:
    said = _told(made)
    (then,), (now,) = (_of(said, each, DCTERMS.temporal) for each in (_name(1, made), DATASET))
    assert [_of(said, NamedNode(each), DCAT.endDate) for each in (then, now)] == [["2021"], ["2024"]]
    assert _of(said, _name(1, made), DCTERMS.provenance) == _of(said, DATASET, DCTERMS.provenance)


def test_its_files_answer_under_its_name_with_the_bytes_that_are_told(made: Workshop) -> None:
    said, settings = _told(made), _settings(made)
    client = create_app(settings, HomeShelf(made.home, open_engine)).test_client()
    by_files, by_service = of_files(current(made.home), settings), over_http(client)
    for number in (1, 2):
        files = [NamedNode(each) for each in _of(said, _name(number, made), DCAT.distribution)]
        assert len(files) >= 2
        for each in files:
            (address,) = _of(said, each, DCAT.downloadURL)
            (checksum,) = _of(said, NamedNode(_of(said, each, SPDX.checksum)[0]), SPDX.checksumValue)
            answered = follow(by_service, address, "*/*").answer
            assert (answered.status, answered.sha256) == (200, checksum)
            assert str(answered.size) == _of(said, each, DCAT.byteSize)[0]
            assert follow(by_files, address, "*/*").answer.sha256 == checksum
            for other in (*_of(said, each, DCAT.accessURL), *_of(said, _name(number, made), DCAT.landingPage)):
                assert follow(by_service, other, "*/*").ok
                assert follow(by_files, other, "*/*").ok


def test_it_is_harvested_without_a_violation_and_the_service_answers_as_the_files_do(made: Workshop) -> None:
    settings = _settings(made)
    release = current(made.home)
    rehearsed = rehearsal.rehearse(release, settings, of_files(release, settings))
    assert (failed(list(rehearsed.checks)), rehearsed.violations) == ([], 0)
    assert rehearsed.said["mqa"]["points"] >= 395
    client = create_app(settings, HomeShelf(made.home, open_engine)).test_client()
    assert rehearsal.rehearse(release, settings, over_http(client)).said == rehearsed.said


def test_it_conforms_to_the_shapes_of_dcat_ap(made: Workshop) -> None:
    told = read_settings().suites
    path = (Path(told) if told else ROOT.parent / "shared" / "suites") / "dcat" / "dcat-ap-3.0.1-shapes.ttl"
    if not path.is_file():
        pytest.skip(f"SEMIC's shapes for DCAT-AP 3.0.1 are not at {path}: put them there or set KG_SUITES")
    shapes = read(path.read_bytes(), TURTLE, base_iri=BASE_IRI, source=path.name)
    plain = "".join(f"{quad.triple} .\n" for quad in shapes).encode()
    case = Case("catalog", None, tuple(f"{each} .\n" for each in _told(made)))
    assert validate([case], plain, b"", processes=1) == []


def test_every_name_in_it_leads_to_what_speaks_of_it(made: Workshop) -> None:
    client = create_app(_settings(made), HomeShelf(made.home, open_engine)).test_client()
    name = _name(1, made).value
    answer = client.get(f"/{name.removeprefix(BASE_IRI)}", headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    said = [quad.triple for quad in read(answer.data, TURTLE, base_iri=BASE_IRI, source="answer")]
    assert Triple(NamedNode(name), RDF.type, DCAT.Dataset) in said
    assert _of(said, NamedNode(f"{name}#temporal"), DCAT.endDate) == ["2021"]


def test_what_is_pruned_leaves_the_series_and_the_etag_follows(world: Workshop) -> None:
    client = create_app(_settings(world), HomeShelf(world.home, open_engine)).test_client()
    before = client.get("/catalog", headers={"Accept": "text/turtle"})
    again = {"Accept": "text/turtle", "If-None-Match": before.headers["ETag"]}
    assert client.get("/catalog", headers=again).status_code == 304
    release = current(world.home)
    assert len(earlier(release)) == 2
    kept = stamp(release)
    prune(world.home, 1)
    assert earlier(release) == []
    assert stamp(release) != kept
    after = client.get("/catalog", headers=again)
    assert after.status_code == 200
    assert b"releases/0001-" not in after.data
    assert _of(_told(world), SERIES, DCAT.first) == [DATASET.value]


def test_as_of_an_earlier_release_those_before_it_are_listed(world: Workshop) -> None:
    rollback(world.home, "2")
    assert [each.release.manifest.sequence for each in earlier(current(world.home))] == [1]


def test_where_no_log_can_be_read_there_are_none(world: Workshop) -> None:
    (world.home / "history.sqlite").write_text("no log at all")
    assert earlier(current(world.home)) == []
