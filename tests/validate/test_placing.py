"""Where a fault stands: at the value, the property, or the subject that lacks something."""

import pytest

from kg.validate.evidence import derivations
from tests.validate.scenes import findings, places, scene

SHAPES = "<s> a sh:NodeShape ; sh:targetClass samv:Project ; {} ."


@pytest.mark.parametrize(
    ("shape", "data", "expected"),
    [
        pytest.param("sh:property [ sh:path samv:p ; sh:datatype xsd:integer ]", "samv:p 1 ,\n  'x'", "1.ttl:3:3", id="a value"),
        pytest.param("sh:property [ sh:path samv:p ; sh:minCount 1 ]", "samv:q 1", "1.ttl:2:1", id="a missing statement"),
        pytest.param("sh:property [ sh:path samv:p ; sh:minCount 2 ]", "samv:p 1", "1.ttl:2:30", id="too few"),
        pytest.param(
            "sh:property [ sh:path samv:p ; sh:maxCount 1 ]", "samv:p 1 ,\n  2 , 3",
            "1.ttl:3:3 + 1.ttl:2:37 + 1.ttl:3:7", id="too many",
        ),
        pytest.param(
            "sh:property [ sh:path samv:p ; sh:uniqueLang true ]", "samv:p 'a'@sv , 'b'@en ,\n  'c'@sv",
            "1.ttl:3:3 + 1.ttl:2:37", id="a language twice",
        ),
        pytest.param(
            "sh:closed true ; sh:ignoredProperties ( <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> )", "\n  samv:odd 1",
            "1.ttl:3:3", id="a wrong property",
        ),
        pytest.param(
            "sh:property [ sh:path ( samv:node samv:p ) ; sh:datatype xsd:integer ]",
            "samv:node <project/a#n> .\n<project/a#n> samv:p 'x'", "1.ttl:3:22", id="a path of two steps",
        ),
        pytest.param(
            "sh:property [ sh:path [ sh:inversePath samv:up ] ; sh:class samv:Project ]",
            "samv:q 1 .\n<project/a#n> samv:up <project/a>", "1.ttl:3:23", id="an inverse path",
        ),
        pytest.param(
            "sh:property [ sh:path samv:p ; sh:hasValue 1 ]", "samv:p 2", "1.ttl:2:37", id="a value that must be another",
        ),
        pytest.param(
            "sh:or ( [ sh:property [ sh:path samv:p ; sh:hasValue 1 ] ] [ sh:property [ sh:path samv:q ; sh:minCount 1 ] ] )",
            "samv:p 2", "1.ttl:2:1", id="a rule that asks for what is missing",
        ),
        pytest.param(
            "sh:or ( [ sh:path samv:q ; sh:minCount 1 ] [ sh:property [ sh:path samv:p ; sh:not [ sh:maxExclusive 5 ] ] , "
            "[ sh:path samv:r ; sh:not [ sh:maxExclusive 5 ] ] ] )",
            "samv:p 9 ;\n samv:r 3", "1.ttl:3:9", id="a rule that a value breaks",
        ),
        pytest.param(
            "sh:sparql [ sh:select 'SELECT $this WHERE { $this <https://example.org/ns#a> ?a ; <https://example.org/ns#b> ?b . "
            "FILTER (?b < ?a) }' ]",
            "samv:a 3 ;\n samv:b 2", "1.ttl:2:37", id="a query without a path",
        ),
        pytest.param(
            "sh:sparql [ sh:select 'SELECT $this (<https://example.org/ns#b> AS ?path) WHERE { $this <https://example.org/ns#b> 2 }' ]",
            "samv:a 3 ;\n samv:b 2", "1.ttl:3:9", id="a query with a path",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_placed(shape: str, data: str, expected: str) -> None:
    at = scene(f"<project/a> a samv:Project ; {data} .", SHAPES.format(shape))
    assert places(findings(at)) == [expected]


def test_a_fault_across_two_texts_is_placed_in_both() -> None:
    shapes = SHAPES.format("sh:property [ sh:path samv:partner ; sh:class samv:Actor ]")
    at = scene("<project/a> a samv:Project ; samv:partner <actor/b> .", shapes, "<actor/b> a samv:Robot .")
    assert places(findings(at)) == ["1.ttl:2:43 + 2.ttl:2:1"]


def test_a_query_across_two_records_is_placed_at_what_it_read_in_each() -> None:
    query = (
        "SELECT $this ?value WHERE { $this <https://example.org/ns#starts> ?start ; <https://example.org/ns#partner> ?value . "
        "?value <https://example.org/ns#founded> ?founded . FILTER (?founded > ?start) }"
    )
    at = scene(
        "<project/a> a samv:Project ; samv:starts 2019 ; samv:partner <actor/b> .",
        SHAPES.format(f"sh:sparql [ sh:select '{query}' ]"),
        "<actor/b> a samv:Actor ;\n  samv:founded 2020 .",
    )
    assert places(findings(at)) == ["1.ttl:2:62 + 2.ttl:3:16"]


def test_what_was_derived_is_placed_where_it_follows_from() -> None:
    rule = (
        "PREFIX samv: <ns#> CONSTRUCT { ?p samv:startsOn ?day } "
        "WHERE { GRAPH ?g { ?p samv:period ?t . ?t samv:edtf ?e } BIND (samv:dayOf(?e) AS ?day) }"
    )
    shapes = SHAPES.format("sh:property [ sh:path samv:startsOn ; sh:maxExclusive 2000 ]")
    at = scene(
        "<project/a> a samv:Project ; samv:period <project/a#t> .\n<project/a#t> samv:edtf '2019' .",
        shapes,
        derived="<project/a> samv:startsOn 2019 .",
        derivations=derivations([rule], {}, "https://example.org/"),
    )
    assert places(findings(at)) == ["1.ttl:3:25"]


def test_a_derived_reference_is_placed_where_the_node_names_it() -> None:
    rule = (
        "PREFIX samv: <ns#> CONSTRUCT { ?p samv:partner ?a } WHERE { GRAPH ?g { ?p samv:part ?x . ?x samv:actor ?a } }"
    )
    at = scene(
        "<project/a> a samv:Project ; samv:part <project/a#x> .\n<project/a#x> samv:actor <actor/b> .",
        SHAPES.format("sh:property [ sh:path samv:partner ; sh:class samv:Actor ]"),
        derived="<project/a> samv:partner <actor/b> .",
        derivations=derivations([rule], {}, "https://example.org/"),
    )
    assert places(findings(at)) == ["1.ttl:3:26"]


def test_a_node_that_is_not_written_has_no_place() -> None:
    at = scene(
        "<project/b> samv:p 1 .", "<s> sh:targetNode <project/a> ; sh:property [ sh:path samv:p ; sh:minCount 1 ] ."
    )
    assert places(findings(at)) == ["None"]
