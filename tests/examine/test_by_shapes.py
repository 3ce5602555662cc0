"""Any RDF by any shapes: every result at its place, context read and not judged, and nothing fetched."""

import pytest

from kg.errors import BadShapes, BadSyntax
from kg.examine.by_shapes import examine_by
from kg.examine.handed import Handed
from kg.rdf.findings import UNREADABLE, Finding, Level
from kg.validate.causes import short

EX = "@prefix ex: <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
SHAPES = EX + (
    "ex:S a sh:NodeShape ; sh:targetClass ex:Person ; sh:property [ sh:path ex:name ; sh:minCount 1 ] , "
    "[ sh:path ex:knows ; sh:class ex:Person ] , [ sh:path ex:age ; sh:maxInclusive 150 ; sh:severity sh:Warning ] ."
)


def _given(*texts: str) -> list[Handed]:
    return [Handed(f"{number}.ttl", (EX + text).encode()) for number, text in enumerate(texts, 1)]


def _found(*texts: str, shapes: str = SHAPES, context: tuple[str, ...] = ()) -> list[Finding]:
    beside = [Handed(f"c{number}.ttl", (EX + text).encode()) for number, text in enumerate(context, 1)]
    return examine_by(_given(*texts), [Handed("shapes.ttl", shapes.encode())], beside)


def _said(found: list[Finding]) -> list[tuple[str, str]]:
    return [(short(each.component), str(each.place)) for each in found]


def test_every_result_is_told_at_its_place() -> None:
    found = _found("ex:a a ex:Person ; ex:knows ex:b , [ a ex:Dog ] ; ex:age 200 .")
    assert _said(found) == [
        ("MinCount", "1.ttl:2:1"),
        ("Class", "1.ttl:2:29"),
        ("Class", "1.ttl:2:36"),
        ("MaxInclusive", "1.ttl:2:58"),
    ]
    assert found[-1].level is Level.WARNING


def test_context_is_read_and_not_judged() -> None:
    assert _said(_found("ex:a a ex:Person ; ex:name 'A' ; ex:knows ex:b .")) == [("Class", "1.ttl:2:43")]
    assert (
        _found("ex:a a ex:Person ; ex:name 'A' ; ex:knows ex:b .", context=("ex:b a ex:Person ; ex:name 'B' .",)) == []
    )
    assert _found("ex:a a ex:Person ; ex:name 'A' .", context=("ex:b a ex:Person .",)) == []


def test_a_node_that_is_given_too_is_judged_with_what_the_context_says_of_it() -> None:
    found = _found("ex:a a ex:Person ; ex:name 'A' ; ex:knows ex:b .", context=("ex:b a ex:Person .",))
    assert [(short(each.component), each.focus) for each in found] == [("MinCount", "http://example.org/b")]


def test_a_node_that_shapes_target_by_name_is_judged_though_nobody_speaks_of_it() -> None:
    found = _found(
        "ex:a ex:b 1 .", shapes=EX + "ex:S sh:targetNode ex:x ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ."
    )
    assert [(each.focus, each.place) for each in found] == [("http://example.org/x", None)]


def test_blank_nodes_of_two_files_are_never_the_same() -> None:
    found = _found("_:x a ex:Person ; ex:name 'A' .", "_:x ex:knows ex:b ; a ex:Person .")
    assert _said(found) == [("MinCount", "2.ttl:2:1"), ("Class", "2.ttl:2:14")]


def test_named_graphs_are_merged() -> None:
    data = Handed("d.trig", f"{EX}ex:g {{ ex:a a ex:Person }} ex:h {{ ex:a ex:name 'A' }}".encode())
    assert examine_by([data], [Handed("s.ttl", SHAPES.encode())]) == []


def test_what_cannot_be_read_of_the_data_is_a_finding_and_of_the_shapes_a_refusal() -> None:
    found = examine_by([Handed("a.ttl", b"<a> <b"), *_given("ex:a a ex:Person .")], [Handed("s.ttl", SHAPES.encode())])
    assert {each.component for each in found} >= {UNREADABLE}
    with pytest.raises(BadSyntax):
        examine_by(_given("ex:a ex:b 1 ."), [Handed("s.ttl", b"<a> <b")])


def test_imports_are_left_alone() -> None:
    shapes = (
        SHAPES
        + " <http://127.0.0.1:9/none> a <http://www.w3.org/2002/07/owl#Ontology> ; <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/x> ."
    )
    assert len(_found("ex:a a ex:Person .", shapes=shapes)) == 1


@pytest.mark.parametrize(
    ("broken", "said", "place"),
    [
        (
            "sh:property [ sh:path ex:p ; sh:pattern '([' ; sh:name 'mail' ]",
            "a shape without a name (mail): the pattern '([' is no regular expression: unterminated character set (character 2).",
            "shapes.ttl:2:90",
        ),
        (
            "sh:sparql [ sh:select 'SELECT $this WHERE { $this' ]",
            "a shape without a name: the SPARQL query can't be parsed: ",
            "shapes.ttl:2:72",
        ),
        (
            "sh:sparql [ sh:select 'SELECT $this WHERE { $this ex:p ?x }' ]",
            "a shape without a name: the SPARQL query uses a prefix that isn't declared by sh:prefixes (line 1, column 32 of the query).",
            "shapes.ttl:2:72",
        ),
        ("sh:property [ sh:path 'mail' ; sh:minCount 1 ]", "a shape without a name: \"mail\" is no path", "shapes.ttl:2:72"),
        ("sh:property [ sh:path ex:p ; sh:minCount 'x' ]", "a shape without a name: sh:minCount must be a whole number, not \"x\".", "shapes.ttl:2:91"),
    ],
    ids=["pattern", "query", "prefix", "path", "number"],
)  # fmt: skip
def test_shapes_that_cannot_be_applied_are_told_by_shape_and_place(broken: str, said: str, place: str) -> None:
    shapes = f"{EX}ex:S a sh:NodeShape ; sh:targetClass ex:Person ; {broken} ."
    with pytest.raises(BadShapes) as raised:
        _found("ex:a a ex:Person ; ex:p 'x' .", shapes=shapes)
    assert raised.value.message.startswith(said)
    assert str(raised.value.place) == place
    assert raised.value.message_sv != raised.value.message
