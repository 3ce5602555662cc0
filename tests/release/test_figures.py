"""Figures in a release: observations in a graph of their own once they are accepted, and nothing of them before."""

import gzip
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import BadSyntax
from kg.link.refresh_snapshot import beside
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, QB, RDF, VOID, XSD
from kg.release import catalogue, shards, void
from kg.release.layout import Release
from kg.release.verify import verify
from kg.release.walk import parsed
from kg.sources.folder import ACCEPTED
from kg.sources.upstream.configuration import upstream
from kg.sources.upstream.figures import Figure, Key, written
from tests.link.services import kolada, places
from tests.workshop import BASE, Workshop, workshop

TABLE = NamedNode(f"{BASE.iri}figures/kolada")
SALA = "<https://example.org/figures/kolada#folkmangd-1981-2024-alla>"
FIGURES = [
    Figure(Key("folkmangd", "1981", 2023, "total"), Decimal("22500")),
    Figure(Key("folkmangd", "1981", 2024, "total"), Decimal("22400.5")),
    Figure(Key("folkmangd", "1981", 2024, "women"), Decimal("3")),
    Figure(Key("folkmangd", "1962", 2024, "total"), None, "Missing"),
    Figure(Key("folkmangd", "9999", 2024, "total"), Decimal("1")),
]


@pytest.fixture
def tiny(tmp_path: Path) -> Workshop:
    made = places(workshop(tmp_path))
    kolada(made, "http://127.0.0.1:9/", "shrink=1")
    made.edit("data/authorities/kolada/about.ttl", '"least=1"', '"least=1" , "hide-below=5"')
    return made


def _accept(tiny: Workshop, figures: list[Figure]) -> None:
    about = upstream(tiny.root / "data/authorities/kolada", Base(tiny.base_iri))
    assert about is not None
    beside(about, "figures.csv", written(figures)).put_in_place("2026-03-04")


def _context(release: Release) -> list[Quad]:
    return parsed(shards.read(release.path / "shards", "graph-context"))


def _said(quads: list[Quad], subject: str) -> dict[str, str]:
    return {q.predicate.value.rpartition("#")[2]: str(q.object) for q in quads if str(q.subject) == subject}


def test_without_figures_there_is_nothing_of_them(tiny: Workshop) -> None:
    plain = workshop(tiny.root.parent / "plain")
    release, without = tiny.built(), places(plain).built()
    assert _context(release) == []
    assert "graph-context" not in release.manifest.content
    assert release.manifest.content_hash == without.manifest.content_hash


def test_a_figure_is_an_observation_with_its_dimensions_value_and_table(tiny: Workshop) -> None:
    _accept(tiny, FIGURES)
    quads = _context(tiny.built())
    ns = BASE.ns
    about = {q.predicate: q.object for q in quads if str(q.subject) == SALA}
    assert about == {
        RDF.type: QB.Observation,
        QB.dataSet: TABLE,
        ns("figurePlace"): NamedNode("https://example.org/actor/sala"),
        ns("figureYear"): Literal("2024", datatype=XSD.gYear),
        ns("figureSeries"): NamedNode(f"{TABLE.value}#folkmangd"),
        ns("figureSex"): BASE.concept("kon", "alla"),
        ns("figureBirth"): BASE.concept("fodelseregion", "alla"),
        ns("figureValue"): Literal("22400.5", datatype=XSD.decimal),
        ns("comparedIn"): NamedNode(f"{TABLE.value}#folkmangd"),
    }


def test_what_has_no_value_or_counts_too_few_or_is_elsewhere_is_no_observation(tiny: Workshop) -> None:
    _accept(tiny, FIGURES)
    found = {q.subject for q in _context(tiny.built()) if q.object == QB.Observation}
    assert {str(each).rpartition("#")[2] for each in found} == {
        "folkmangd-1981-2023-alla>",
        "folkmangd-1981-2024-alla>",
    }


def test_the_table_says_its_source_and_terms_and_the_figures_to_compare_by_are_the_latest(tiny: Workshop) -> None:
    _accept(tiny, FIGURES)
    quads = _context(tiny.built())
    terms = {q.object for q in quads if q.subject == TABLE and q.predicate == DCTERMS.license}
    assert terms == {NamedNode("https://creativecommons.org/licenses/by/4.0/")}
    said = _said(quads, f"<{TABLE.value}>")
    assert said["attribution"] in ('"Källa: Kolada"@sv', '"Source: Kolada"@en')
    issued = {q.object for q in quads if q.subject == TABLE and q.predicate == DCTERMS.issued}
    assert issued == {Literal("2026-03-04", datatype=XSD.date)}
    compared = {q.subject for q in quads if q.predicate == BASE.ns("comparedIn")}
    assert {str(each) for each in compared} == {SALA}
    assert not [q for q in quads if q.predicate == BASE.ns("option")]


def test_a_statement_stands_in_one_graph_and_the_release_is_whole(tiny: Workshop) -> None:
    _accept(tiny, FIGURES)
    release = tiny.built()
    verify(release)
    every = [quad for name in shards.names() for quad in parsed(shards.read(release.path / "shards", name))]
    assert len({quad.triple for quad in every}) == len(every) == release.manifest.counts["quads"]


def test_figures_added_to_a_release_give_the_same_as_a_build_from_nothing(tiny: Workshop) -> None:
    tiny.built()
    _accept(tiny, FIGURES)
    added = tiny.built()
    assert added.manifest.content_hash == tiny.elsewhere("other").built().manifest.content_hash
    _accept(tiny, FIGURES[:2])
    fewer = tiny.built()
    assert fewer.manifest.content_hash == tiny.elsewhere("third").built().manifest.content_hash


def test_figures_are_in_the_dumps_the_void_and_the_catalogue(tiny: Workshop) -> None:
    _accept(tiny, FIGURES)
    release = tiny.publish().release
    dumps = release.bundle("dumps")
    assert dumps is not None
    text = "".join(gzip.decompress(path.read_bytes()).decode() for path in dumps.glob("*.nq.gz"))
    assert f"{SALA} <{QB.dataSet.value}> <{TABLE.value}> <https://example.org/graph/context>" in text
    graph = BASE.graph("context")
    said = void.of(release, tiny.settings)
    counts = [t.object for t in said if t.subject == graph and t.predicate == VOID.triples]
    assert counts == [Literal(str(len(_context(release))), datatype=XSD.integer)]
    assert (graph, DCTERMS.source, TABLE) in {(t.subject, t.predicate, t.object) for t in said}
    told = [t for t in catalogue.of(release, tiny.settings) if t.predicate == DCTERMS.provenance]
    assert len(told) == 1


def test_figures_that_are_accepted_but_not_yet_in_their_places_are_those_of_the_release(tiny: Workshop) -> None:
    _accept(tiny, FIGURES)
    wanted = tiny.built().manifest.content_hash
    folder = tiny.root / "data/authorities/kolada"
    (folder / ACCEPTED).mkdir()
    for name in ("figures.csv", "figures.ttl"):
        (folder / name).rename(folder / ACCEPTED / name)
    assert tiny.elsewhere("other").built().manifest.content_hash == wanted


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("figures.csv", "22500", "22501"),
        ("figures.csv", "series,place", "serie,plats"),
        ("figures.ttl", "samv:sha256", "samv:sha"),
    ],
)
def test_a_snapshot_that_nobody_vouches_for_is_refused(tiny: Workshop, name: str, old: str, new: str) -> None:
    _accept(tiny, FIGURES)
    tiny.edit(f"data/authorities/kolada/{name}", old, new)
    with pytest.raises(BadSyntax) as refused:
        tiny.built()
    assert "--authority kolada --refresh --accept" in refused.value.message_sv
