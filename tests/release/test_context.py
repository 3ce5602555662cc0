"""The JSON-LD context: every property by a short name, typed where all its uses agree, no name for two."""

import json
from typing import Any

from kg.rdf.formats import JSONLD
from kg.rdf.graphs import read
from kg.rdf.namespaces import PREFIXES
from kg.release.context import context
from tests.workshop import BASE_IRI, Workshop

NS = BASE_IRI + "ns#"


def _terms(tiny: Workshop) -> dict[str, Any]:
    terms = context(tiny.inputs().model, BASE_IRI)["@context"]
    assert isinstance(terms, dict)
    return terms


def test_the_context_names_every_property_and_types_what_is_always_of_one_type(tiny: Workshop) -> None:
    terms = _terms(tiny)
    assert terms["partner"] == {"@id": NS + "partner", "@type": "@id"}
    assert terms["foundedOn"] == {"@id": NS + "foundedOn", "@type": "http://www.w3.org/2001/XMLSchema#date"}
    assert terms["title"] == {"@id": "http://purl.org/dc/terms/title"}
    assert (terms["id"], terms["type"], terms["samv"]) == ("@id", "@type", NS)
    assert {name: terms[name] for name in PREFIXES} == dict(PREFIXES)


def test_two_properties_of_one_name_are_never_mixed_up(tiny: Workshop) -> None:
    tiny.write(
        "shapes/more.ttl",
        "@prefix samv: <ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
        "<shapes/project> sh:property <shapes/project#own-title> . <shapes/project#own-title> sh:path samv:title .",
    )
    named = [term["@id"] for term in _terms(tiny).values() if isinstance(term, dict)]
    assert [iri for iri in named if iri.endswith("title")] == ["http://purl.org/dc/terms/title"]
    assert len(set(named)) == len(named)


def test_what_is_written_by_the_short_names_is_read_as_the_properties_they_stand_for(tiny: Workshop) -> None:
    text = f"""{{"@context": {json.dumps(_terms(tiny))}, "id": "{BASE_IRI}actor/x", "type": "{NS}Actor",
      "foundedOn": "2009-04-01", "prefLabel": {{"@value": "X", "@language": "sv"}}}}"""
    quads = read(text.encode(), JSONLD, base_iri=BASE_IRI, source="x.jsonld")
    assert {f"{quad.predicate} {quad.object}" for quad in quads} == {
        f'<{NS}foundedOn> "2009-04-01"^^<http://www.w3.org/2001/XMLSchema#date>',
        f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{NS}Actor>",
        '<http://www.w3.org/2004/02/skos/core#prefLabel> "X"@sv',
    }
