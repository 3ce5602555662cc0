"""What pages, tables and forms know: read from ontology and shapes, a new kind without a line of code."""

from typing import Any

import pytest

from kg.release.model import model
from tests.workshop import BASE, BASE_IRI, Workshop

NS = BASE_IRI + "ns#"


def _model(tiny: Workshop) -> dict[str, Any]:
    inputs = tiny.inputs()
    return model(inputs.vocabulary, inputs.shapes, BASE)


def _field(made: dict[str, Any], kind: str, path: str) -> dict[str, Any]:
    [field] = [each for each in made["classes"][NS + kind]["fields"] if each["path"].endswith(path)]
    return dict(field)


def test_the_kinds_come_in_their_order_with_their_words(tiny: Workshop) -> None:
    kinds = _model(tiny)["kinds"]
    assert [kind["name"] for kind in kinds] == ["project", "actor"]
    assert kinds[0] == {
        "name": "project",
        "class": NS + "Project",
        "label": {"sv": "Projekt", "en": "Project"},
        "plural": {"sv": "Projekt", "en": "Projects"},
        "definition": {"sv": "En insats med tid och mål.", "en": "An effort with a time and an aim."},
        "order": 1,
        "shape": BASE_IRI + "shapes/project",
    }


def test_the_fields_of_a_kind_are_those_of_its_shape_in_order(tiny: Workshop) -> None:
    fields = _model(tiny)["classes"][NS + "Project"]["fields"]
    assert [each["path"].rpartition("/")[2].rpartition("#")[2] for each in fields] == [
        "title", "partner", "abstract", "period", "page",
    ]  # fmt: skip


def test_a_field_knows_its_words_its_bounds_and_what_its_values_are(tiny: Workshop) -> None:
    made = _model(tiny)
    assert _field(made, "Project", "title") == {
        "path": "http://purl.org/dc/terms/title",
        "inverse": False,
        "name": {"sv": "titel", "en": "title"},
        "description": {},
        "order": 1,
        "group": None,
        "datatype": "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        "class": None,
        "node_class": None,
        "min": 1,
        "max": None,
        "derived": False,
        "message": {
            "sv": "Ge projektet en titel med språkmärke.",
            "en": "Give the project a title with a language tag.",
        },
    }
    assert _field(made, "Project", "partner")["class"] == NS + "Actor"
    assert _field(made, "Project", "partner")["node_class"] is None
    assert _field(made, "Project", "period")["node_class"] == "http://purl.org/dc/terms/PeriodOfTime"


def test_what_a_form_needs_is_read_from_the_shape(tiny: Workshop) -> None:
    tiny.write(
        "shapes/more.ttl",
        "@prefix samv: <ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
        "@prefix dash: <http://datashapes.org/dash#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . "
        "<shapes/project> sh:property <shapes/project#sum>, <shapes/project#level> ; samv:namedBy ( 'projekt' samv:sum ) . "
        "<shapes/project#sum> sh:path samv:sum ; sh:or ( <shapes/int> <shapes/dec> ) ; sh:minInclusive 0 ; "
        "  samv:goesWith samv:level ; samv:seldomAsked true ; sh:defaultValue 1 . "
        "<shapes/int> sh:datatype xsd:integer . <shapes/dec> sh:datatype xsd:decimal . "
        "<shapes/project#level> sh:path samv:level ; sh:node <shapes/in/level> ; dash:singleLine false ; dash:readOnly true . "
        "<shapes/in/level> sh:property <shapes/in/level#scheme> . "
        "<shapes/in/level#scheme> sh:path skos:inScheme ; sh:hasValue <concept/level> .",
    )
    made = _model(tiny)
    summed, level = (_field(made, "Project", name) for name in ("sum", "level"))
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert (summed["datatypes"], summed["least"], summed["default"]) == ([xsd + "integer", xsd + "decimal"], 0, "1")
    assert (summed["goes_with"], summed["seldom"]) == (NS + "level", True)
    assert (level["scheme"], level["long"], level["read_only"]) == ("https://example.org/concept/level", True, True)
    assert made["classes"][NS + "Project"]["named_by"] == [{"word": "projekt"}, {"property": NS + "sum"}]


def test_what_lists_are_narrowed_by_is_read_from_the_shape(tiny: Workshop) -> None:
    tiny.write(
        "shapes/more.ttl",
        "@prefix samv: <ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
        "<shapes/project> sh:property <shapes/project#group>, <shapes/project#ties> . "
        "<shapes/project#group> sh:path samv:targetGroup ; samv:facetOrder 2 ; samv:facetThrough samv:group . "
        "<shapes/project#ties> sh:path samv:tie .",
    )
    made = _model(tiny)
    group, tie = (_field(made, "Project", name) for name in ("targetGroup", "tie"))
    assert (group["facet"], group["facet_through"]) == (2, NS + "group")
    assert "facet" not in tie


def test_concepts_are_listed_in_the_order_of_their_file(tiny: Workshop) -> None:
    tiny.write(
        "ontology/levels.ttl",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . "
        "<concept/level/low> skos:inScheme <concept/level> ; skos:prefLabel 'låg'@sv , 'low'@en ; skos:altLabel 'lägre'@sv . "
        "<concept/level/high> skos:inScheme <concept/level> ; skos:prefLabel 'hög'@sv ; skos:broader <concept/level/low> .",
    )
    concepts = _model(tiny)["concepts"]
    assert [iri.rpartition("/")[2] for iri in concepts] == ["low", "high"]
    low = concepts["https://example.org/concept/level/low"]
    assert (low["label"], low["alternative"]) == ({"sv": "låg", "en": "low"}, ["lägre"])


def test_a_derived_property_is_marked_as_derived(tiny: Workshop) -> None:
    tiny.write(
        "shapes/more.ttl",
        "@prefix samv: <ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
        "<shapes/project> sh:property <shapes/project#starts> . "
        "<shapes/project#starts> sh:path samv:startsOn ; sh:order 9 .",
    )
    field = _field(_model(tiny), "Project", "startsOn")
    assert field["derived"] is True
    assert field["name"] == {"sv": "första dag", "en": "first day"}


def test_a_path_backwards_and_two_shapes_on_one_path_are_one_field_each(tiny: Workshop) -> None:
    tiny.write(
        "shapes/more.ttl",
        "@prefix samv: <ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
        "<shapes/actor> sh:property <shapes/actor#projects>, <shapes/actor#again> . "
        "<shapes/actor#projects> sh:path [ sh:inversePath samv:partner ] ; sh:name 'projekt'@sv . "
        "<shapes/actor#again> sh:path samv:foundedOn ; sh:minCount 0 .",
    )
    made = _model(tiny)
    backwards = _field(made, "Actor", "partner")
    assert (backwards["inverse"], backwards["name"]) == (True, {"sv": "projekt"})
    founded = _field(made, "Actor", "foundedOn")
    assert (founded["name"]["sv"], founded["min"], founded["max"]) == ("bildad", 0, 1)


def test_a_new_kind_is_an_ontology_entry_and_a_shape(tiny: Workshop) -> None:
    tiny.write(
        "ontology/boat.ttl",
        "@prefix samv: <ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
        "samv:Boat samv:kind 'boat' ; rdfs:label 'Båt'@sv , 'Boat'@en .",
    )
    tiny.write(
        "shapes/boat.ttl",
        "@prefix samv: <ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
        "<shapes/boat> sh:targetClass samv:Boat ; sh:property <shapes/boat#mast> . "
        "<shapes/boat#mast> sh:path samv:mast ; sh:name 'mast'@sv .",
    )
    made = _model(tiny)
    assert [kind["name"] for kind in made["kinds"]] == ["project", "actor", "boat"]
    assert made["kinds"][2]["plural"] == {"sv": "Båt", "en": "Boat"}
    assert _field(made, "Boat", "mast")["name"] == {"sv": "mast"}


@pytest.mark.parametrize("attempt", [1, 2])
def test_the_model_is_the_same_each_time(tiny: Workshop, attempt: int) -> None:
    tiny.write(f"ontology/empty-{attempt}.ttl", "")
    assert _model(tiny) == _model(tiny)
    assert list(_model(tiny)["terms"]) == sorted(_model(tiny)["terms"])
