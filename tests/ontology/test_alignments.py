"""Alignments: only identifiers that have been seen, only relations of the right strength, each file with its header."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.rdf.namespaces import DCTERMS, OWL, RDF, RDFS, SKOS

BASE = "https://example.org/graf/"
ONTOLOGY = Path(__file__).parents[2] / "ontology"
FILES = sorted((ONTOLOGY / "alignments").iterdir())
STRONG = {
    RDFS.subClassOf: "class",
    RDFS.subPropertyOf: "property",
    NamedNode("http://www.w3.org/2002/07/owl#equivalentClass"): "class",
}
LOOSE = {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}
# From vocabularies that are bundled whole with rdflib, as closed lists of terms.
BUNDLED = (rdflib.DCTERMS, rdflib.SKOS, rdflib.OWL, rdflib.RDF, rdflib.RDFS, rdflib.XSD)


def _known() -> dict[str, str]:
    """Each identifier that has been seen, and what sort of thing it is."""
    found: dict[str, str] = {}
    head = None
    for line in (Path(__file__).parent / "known_terms.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("http"):
            head = line.split()
        elif line.startswith(" ") and head:
            found.update({head[0] + term: head[1] for term in line.split()})
    return found


KNOWN = _known()


def _quads(path: Path) -> list[Quad]:
    return list(ox.parse(path.read_bytes(), RdfFormat.TURTLE, base_iri=BASE))


def _links(path: Path) -> list[Quad]:
    return [q for q in _quads(path) if "alignment-" not in q.subject.value]


def test_there_is_a_file_for_each_vocabulary_we_stand_beside() -> None:
    assert {path.stem for path in FILES} == {
        "org", "prov", "dcat", "cpov", "eurio", "schema", "sdg", "eurovoc", "esco", "foaf", "qb",
    }  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_what_it_covers_what_it_leaves_out_and_on_what_terms(path: Path) -> None:
    header = [q for q in _quads(path) if q.subject.value == f"{BASE}ns#alignment-{path.stem}"]
    assert header[0].predicate == RDF.type
    assert header[0].object.value == f"{BASE}ns#Alignment"
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.rights):
        assert {q.object.language for q in header if q.predicate == predicate} == {"sv", "en"}
    said = {q.object.language: q.object.value for q in header if q.predicate == DCTERMS.description}
    assert "Utanför lämnas" in said["sv"]
    assert "Left out " in said["en"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_link_goes_from_a_term_of_ours_to_an_identifier_that_has_been_seen(path: Path, world) -> None:
    declared = {t.subject for t in world.vocabulary if t.predicate == RDF.type}
    for quad in _links(path):
        assert quad.predicate in LOOSE | STRONG.keys(), quad
        assert quad.subject in declared, quad
        assert quad.object.value in KNOWN, quad


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_strong_link_joins_class_with_class_and_property_with_property(path: Path, world) -> None:
    sorts = {t.subject: t.object for t in world.vocabulary if t.predicate == RDF.type}
    for quad in _links(path):
        if sort := STRONG.get(quad.predicate):
            assert KNOWN[quad.object.value] == sort, quad
            assert (sorts[quad.subject] == OWL.Class) is (sort == "class"), quad


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_two_terms_are_linked_in_one_way_only(path: Path) -> None:
    pairs = [(q.subject, q.object) for q in _links(path)]
    assert len(pairs) == len(set(pairs))


def test_every_word_of_others_in_the_ontology_has_been_seen() -> None:
    ours_or_seen = re.compile(
        rf"{re.escape(BASE)}|http://rinfo\.lagrummet\.se/|http://creativecommons\.org/|http://purl\.org/vocab/vann/"
        r"|http://publications\.europa\.eu/resource/authority/currency/(SEK|EUR)$|http://id\.loc\.gov/datatypes/edtf/EDTF$"
        r"|http://www\.w3\.org/2003/01/geo/wgs84_pos#(lat|long)$|http://data\.europa\.eu/r5r/availability$|http://rdfs\.org/ns/void#class$"
        r"|http://www\.w3\.org/2006/vcard/ns#(Organization|fn|hasEmail|hasURL)$"
        r"|http://spdx\.org/rdf/terms#(Checksum|checksum|checksumValue|algorithm)$"
    )
    bundled = {str(term) for vocabulary in BUNDLED for term in dir(vocabulary)}
    unseen = {
        node.value
        for path in ONTOLOGY.rglob("*.ttl")
        for quad in _quads(path)
        for node in quad.triple
        if isinstance(node, NamedNode)
        and node.value not in KNOWN
        and node.value not in bundled
        and not ours_or_seen.match(node.value)
    }
    assert unseen == set()
