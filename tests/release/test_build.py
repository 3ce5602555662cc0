"""Making a release: the same from the same input, shared where nothing changed, sealed or not there at all."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import BadSyntax, Refused
from kg.pipeline import Outcome
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.namespaces import RDF
from kg.release.layout import Release, current, releases
from kg.release.shards import shard_of
from kg.release.verify import verify
from tests.workshop import BASE_IRI, Workshop, ledger, record

STEPS = [
    "scan", "parse", "derive", "validate", "shards", "store", "texts", "read back", "manifest", "flush", "rename",
]  # fmt: skip


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _bundle(release: Release) -> dict[str, bytes]:
    folder = release.bundle("dumps")
    assert folder is not None
    return _bytes(folder)


def _refusal(action: Callable[[], Outcome]) -> Refused:
    with pytest.raises(Refused) as raised:
        action()
    return raised.value


def test_the_same_input_released_twice_is_the_same_content_and_the_same_downloads(published: Workshop) -> None:
    one = current(published.home)
    other = published.elsewhere("again").publish(judging=True).release
    assert one.id == other.id
    assert one.manifest.content == other.manifest.content
    assert _bytes(one.path / "shards") == _bytes(other.path / "shards")
    assert _bundle(one) == _bundle(other)
    for name in ("model.json", "context.jsonld", "report.json", "shapes.ttl", "catalogue.ttl", "queries/partners.rq"):
        assert (one.path / name).read_bytes() == (other.path / name).read_bytes()


def test_a_small_change_shares_what_did_not_change(published: Workshop) -> None:
    before = current(published.home)
    published.edit("data/records/project/ensam.ttl", "Ensam", "Allena")
    after = published.built()
    both = [name for name in after.manifest.files if (before.path / name).exists()]
    shared = {name for name in both if (before.path / name).samefile(after.path / name)}
    records = {name for name in both if name.startswith("shards/") and "graph-" not in name}
    assert records - shared == {f"shards/{shard_of('project/ensam')}.nq.gz"}
    assert any(name.endswith(".sst") for name in shared)
    verify(before)
    verify(after)


def test_a_large_change_is_built_from_nothing_and_shares_no_store(published: Workshop) -> None:
    before = current(published.home)
    for number in range(20):
        published.write(f"data/records/project/p{number}.ttl", record("project", f"p{number}", "dcterms:title 'P'@sv"))
    after = published.built()
    assert not [path for path in after.store.iterdir() if path.stat().st_nlink > 1]
    assert after.manifest.previous == before.id
    verify(after)


def test_a_text_with_a_line_separator_in_it_is_one_statement_all_the_way(published: Workshop) -> None:
    for mark in ("\u2028", "\u2029", "\x85"):
        published.edit("data/records/project/ensam.ttl", "Ensam", f"En{mark}sam")
        release = published.built()
        verify(release)
        assert release.manifest.content_hash == published.elsewhere("full").built().manifest.content_hash
        published.edit("data/records/project/ensam.ttl", f"En{mark}sam", "Ensam")


def test_every_literal_that_may_be_published_survives_the_store(published: Workshop) -> None:
    said = (
        "samv:a 14, -3, 1.5, true, '2019-02-28'^^xsd:date, '2019-01-01T12:00:00Z'^^xsd:dateTime, '2019'^^xsd:gYear, "
        "'2019-05'^^xsd:gYearMonth, 'http://x'^^xsd:anyURI, '2018-23'^^edtf:EDTF, 'plain', 'rader\\n\\t\\\"'@sv"
    )
    published.write("data/records/project/allt.ttl", record("project", "allt", said))
    verify(published.built())


@pytest.mark.parametrize("cloned", [True, False], ids=["by difference", "from nothing"])
@pytest.mark.parametrize(
    ("name", "text", "graphs"),
    [
        (
            "data/links/double.sssom.tsv",
            ledger("double", ("project/ensam", RDF.type.value, f"{BASE_IRI}ns#Project")),
            {"graph/links", "record/project/ensam"},
        ),
        (
            "data/links/derived.sssom.tsv",
            ledger("derived", ("project/ensam", RDF.type.value, f"{BASE_IRI}ns#Effort")),
            {"graph/links", "graph/derived"},
        ),
        (
            "ontology/double.ttl",
            "<actor/norrby-kommun> <http://www.w3.org/2004/02/skos/core#exactMatch> <http://www.wikidata.org/entity/Q1> .",
            {"graph/links", "graph/vocabulary"},
        ),
        (
            "data/records/actor/norrby-kommun.ttl",
            record("actor", "norrby-kommun", "skos:exactMatch <http://www.wikidata.org/entity/Q1>"),
            {"graph/links", "record/actor/norrby-kommun"},
        ),
    ],
)
def test_a_statement_in_two_graphs_is_refused_and_both_are_named(
    published: Workshop, name: str, text: str | bytes, graphs: set[str], cloned: bool
) -> None:
    published.write(name, text)
    place = published if cloned else published.elsewhere("full")
    wrong = _refusal(place.build)
    [found, *_] = wrong.findings
    for lang, words in (("sv", "Samma uppgift står i två grafer"), ("en", "The same statement stands in two graphs")):
        assert words in found.text(lang)
        assert all(f"{BASE_IRI}{graph}" in found.text(lang) for graph in graphs)
    assert os.listdir(place.home / "scratch") == []
    assert releases(place.home) == (releases(published.home)[:1] if cloned else [])


@pytest.mark.parametrize("step", STEPS)
def test_a_build_that_ends_at_any_step_leaves_what_is_published_as_it_was(published: Workshop, step: str) -> None:
    before = current(published.home)
    published.edit("data/records/project/ensam.ttl", "Ensam", "Allena")

    def end(now: str) -> None:
        if now == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        published.build(step=end)
    assert current(published.home) == before
    assert releases(published.home) == [before]
    verify(before)
    after = published.point()
    verify(after)
    assert after.manifest.sequence == 2
    assert sorted(os.listdir(published.home)) == [
        "bundles",
        "current",
        "history.sqlite",
        "releases",
        "scratch",
        "write.lock",
    ]
    assert os.listdir(published.home / "scratch") == []


def test_the_shapes_of_a_release_are_turtle_that_stands_alone(published: Workshop) -> None:
    data = (current(published.home).path / "shapes.ttl").read_bytes()
    subjects = {str(quad.subject) for quad in read(data, TURTLE, base_iri="http://elsewhere/", source="shapes.ttl")}
    assert f"<{BASE_IRI}shapes/project#title>" in subjects
    assert not [subject for subject in subjects if "elsewhere" in subject]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data/links/wikidata.ttl", "# på".encode("latin-1")),
        ("data/catalogue.ttl", b"<catalog> a"),
        ("data/tombstones.ttl", b"<project/gammal> <ns#note> [] ."),
        ("data/links/wikidata.ttl", b"<project/gammal> <ns#note> 01 ."),
        ("shapes/actor.ttl", b"<a>"),
        ("ontology/kinds.ttl", b"@prefix"),
    ],
)
def test_a_file_that_cannot_be_read_stops_the_build_by_its_name(published: Workshop, name: str, text: bytes) -> None:
    published.write(name, text)
    with pytest.raises(BadSyntax) as raised:
        published.build()
    assert raised.value.place is not None
    assert raised.value.place.source == name
    assert raised.value.exit_code == 2
    assert len(releases(published.home)) == 1
