"""The snapshots in data/authorities: whole, described, and the same as the identifiers that our own data uses."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.link.authority import Authority, authorities
from kg.rdf.canonical import digest
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, RDF, VOID
from kg.sources.folder import scan
from kg.sweden.organisationsnummer import is_one

ROOT = Path(__file__).parents[2]
BASE = Base("https://w3id.org/samverkan/")
FOLDER = ROOT / "data" / "authorities"
LINKED = ("dataportal", "esco", "eu-authority", "eurovoc", "geonames", "lau", "nuts", "rinfo", "scb", "sdg", "wikidata")


@pytest.fixture(scope="module")
def known() -> dict[str, Authority]:
    """The authorities, their sums checked."""
    return authorities(scan(ROOT).authorities, BASE)


@pytest.mark.parametrize("name", LINKED)
def test_a_snapshot_is_the_one_that_was_looked_at(name: str) -> None:
    said = (FOLDER / name / "about.ttl").read_text("utf-8")
    assert digest((FOLDER / name / "entries.csv").read_bytes()) in said


@pytest.mark.parametrize("name", LINKED)
def test_a_snapshot_says_where_it_is_from_on_what_terms_and_what_is_left_out(name: str) -> None:
    quads = list(ox.parse((FOLDER / name / "about.ttl").read_bytes(), ox.RdfFormat.TURTLE, base_iri=BASE.iri))
    one = ox.NamedNode(f"{BASE.iri}authority/{name}")
    said = {(quad.predicate, getattr(quad.object, "language", None)) for quad in quads if quad.subject == one}
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert {(predicate, "sv"), (predicate, "en")} <= said
    assert {(DCTERMS.license, None), (DCTERMS.rights, "sv")} & said
    assert any(quad.predicate == RDF.type and quad.object == VOID.Dataset for quad in quads)


def test_every_entry_says_its_sources_and_an_unconfirmed_one_why(known: dict[str, Authority]) -> None:
    for name in LINKED:
        for entry in known[name].entries:
            assert entry.label, (name, entry.iri)
            assert entry.sources or entry.note_sv or not entry.verified, (name, entry.iri)
            assert bool(entry.note_sv) == bool(entry.note_en)


def test_every_kommun_and_every_lan_has_its_code(known: dict[str, Authority]) -> None:
    codes = sorted(entry.code for entry in known["scb"].entries)
    assert (len(codes), sum(len(code) == 2 for code in codes)) == (311, 21)
    assert [entry.code for entry in known["lau"].entries] == [f"SE_{code}" for code in codes if len(code) == 4]


def test_every_organisationsnummer_passes_its_check_digit(known: dict[str, Authority]) -> None:
    numbers = [e.organisationsnummer for each in known.values() for e in each.entries if e.organisationsnummer]
    assert len(numbers) > 150
    assert all(map(is_one, numbers))


def test_every_identifier_of_the_eu_tables_in_the_catalogue_is_in_the_snapshot(known: dict[str, Authority]) -> None:
    space = "http://publications.europa.eu/resource/authority/"
    quads = ox.parse((ROOT / "data" / "catalogue.ttl").read_bytes(), ox.RdfFormat.TURTLE, base_iri=BASE.iri)
    used = {str(quad.object)[1:-1] for quad in quads if str(quad.object).startswith("<" + space)}
    # No stored copy of the table has this one: it is used as the catalogue's specification writes it.
    known_ones = {entry.iri for entry in known["eu-authority"].entries} | {f"{space}file-type/SPARQLQ"}
    assert used
    # Whole tables, beside their values, are named as themes' schemes and the like.
    assert {iri for iri in used if "/" in iri.removeprefix(space)} <= known_ones
