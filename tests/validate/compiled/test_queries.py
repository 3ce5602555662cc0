"""SPARQL in shapes: variables bound beforehand mean what they mean to pySHACL, in every place where they may stand."""

from collections import Counter
from collections.abc import Iterator

import pytest

from kg.validate.cases import Case
from kg.validate.compiled.asker import Engine, RecordAsker
from kg.validate.compiled.compiled import Compiled
from kg.validate.compiled.compiler import Uncompiled, compile_shapes
from kg.validate.compiled.graph import Graph, Ground, index
from kg.validate.compiled.of_queries import Select
from kg.validate.compiled.queries import Asking, CantBeAsked
from tests.validate.compiled import ours
from tests.validate.compiled.generated import HEAD
from tests.validate.compiled.oracle import Oracle
from tests.validate.compiled.test_same import lines

_HEAD = HEAD + (
    "ex: a owl:Ontology ; sh:declare [ sh:prefix 'ex' ; sh:namespace 'http://example.org/'^^xsd:anyURI ] .\n"
)
_DATA = lines(
    HEAD
    + """ex:a a ex:T ; ex:p 1, 5, 9 ; ex:q ex:b ; ex:name "ett"@sv, "one"@en .
ex:b a ex:T ; ex:p 2 ; ex:q ex:a, ex:c ; ex:name "två"@sv .
ex:c a ex:T ; ex:name "3" .
ex:d ex:q ex:a ."""
)
_SELECTS = (
    "SELECT $this ?value WHERE { $this ex:p ?value FILTER (?value > 4) }",
    "SELECT $this WHERE { FILTER ($this = ex:a) }",
    "SELECT $this WHERE { FILTER NOT EXISTS { $this ex:p ?x } }",
    "SELECT $this WHERE { $this ex:q ?other FILTER EXISTS { ?other ex:q $this } }",
    "SELECT $this ?value WHERE { ?value ex:q $this . FILTER NOT EXISTS { ?value a ex:T } }",
    "SELECT $this ?value WHERE { { $this ex:p ?value } UNION { ?value ex:q $this FILTER ($this != ex:c) } }",
    "SELECT $this ?x ?value WHERE { OPTIONAL { $this ex:p ?x } OPTIONAL { $this ex:q ?value } }",
    "SELECT $this ?who WHERE { BIND ($this AS ?who) FILTER STRENDS(STR(?who), 'a') }",
    "SELECT $this (SUM(?x) AS ?sum) WHERE { $this ex:p ?x } GROUP BY $this HAVING (SUM(?x) > 3)",
    "SELECT $this (COUNT(?o) AS ?n) WHERE { ?o ex:q $this } GROUP BY $this",
    "SELECT $this ?m WHERE { { SELECT $this (MAX(?x) AS ?m) WHERE { $this ex:p ?x } GROUP BY $this } FILTER (?m > 1) }",
    "SELECT DISTINCT $this (ex:q AS ?path) WHERE { $this ex:q/ex:q ?far }",
    "SELECT $this ?value WHERE { $this (ex:q|^ex:q)+ ?value FILTER ISIRI(?value) }",
    "SELECT $this ?path ?value WHERE { $this ?path ?value FILTER (?path = ex:name) }",
    "SELECT $this ?value WHERE { $this ex:p ?value FILTER NOT EXISTS { $this ex:p ?more FILTER (?more > ?value) } }",
    "SELECT $this ?value WHERE { $this ex:name ?value FILTER (LANG(?value) = '' || '{ $this }' = STR(?value)) } # { $this",
    "SELECT ?value WHERE { $this ex:p ?value } ORDER BY DESC(?value) LIMIT 1",
    "SELECT $this (REPLACE(STR(?name), '(t+)', '$1t') AS ?value) WHERE { $this ex:name ?name }",
    "SELECT $this ?value WHERE { $this a ?type ; ex:p ?value ; ex:q ?q . ?q a ?type }",
)


@pytest.mark.parametrize("select", _SELECTS)
def test_a_constraint_finds_what_pyshacl_finds(select: str, pyshacl: Oracle) -> None:
    shapes = lines(
        f"{_HEAD} ex:s a sh:NodeShape ; sh:targetClass ex:T ; sh:sparql ex:s-sparql . ex:s-sparql "
        f'sh:prefixes ex: ; sh:select """{select}""" ; sh:message "{{$this}} {{?value}} {{?sum}}"@sv .'
    )
    expected = pyshacl(shapes, _DATA)
    compiled = compile_shapes("".join(shapes).encode(), b"")
    assert isinstance(compiled, Compiled)
    assert expected
    assert Counter(compiled.judge(Case("", None, _DATA))) == Counter(expected)


@pytest.mark.parametrize("path", ["ex:p", "[ sh:inversePath ex:q ]", "( ex:q ex:p )", "[ sh:oneOrMorePath ex:q ]"])
def test_a_path_is_written_into_the_query(path: str, pyshacl: Oracle) -> None:
    shapes = lines(
        f"{_HEAD} ex:s a sh:PropertyShape ; sh:path {path} ; sh:targetClass ex:T ; sh:sparql [ "
        f'sh:prefixes ex: ; sh:select "SELECT $this ?value WHERE {{ $this $PATH ?value }}" ] .'
    )
    compiled = compile_shapes("".join(shapes).encode(), b"")
    assert isinstance(compiled, Compiled)
    told = [
        {(each.focus, each.value) for each in found or ()}
        for found in (compiled.judge(Case("", None, _DATA)), pyshacl(shapes, _DATA))
    ]
    assert told[0] == told[1] != set()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("SELECT $this WHERE { $this ?p ?o MINUS { $this ?p 1 } }", "MINUS"),
        ("SELECT $this WHERE { VALUES ?x { 1 } }", "VALUES"),
        ("SELECT $this WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT $this WHERE {?s ?p ?o .SERVICEex:x { ?s ?p ?o } }", "SERVICE"),
        ("SELECT $this WHERE { BIND (1 AS $this) }", "bound beforehand"),
        ("SELECT $this WHERE { { SELECT ?x WHERE { ?x ?p ?o } } }", "inner SELECT"),
        ("SELECT $this WHERE { { SELECT * WHERE { $this ?p ?o } } }", "inner SELECT"),
        ("SELECT $this WHERE { GRAPH ?g { $this ?p ?o } }", "named graph"),
        ("SELECT $this WHERE { $this $PATH ?o }", "no path"),
        ("SELECT $this WHERE { $this ex:p ?o }", "can't read"),
        ("SELECT $this WHERE {", "can't read"),
        ("DESCRIBE $this", "SELECT or an ASK"),
        ("SELECT $this WHERE { FILTER (REPLACE('a', '(a)', '$10') = '') }", "REPLACE"),
    ],
)
def test_what_no_one_could_give_a_meaning_is_not_asked(text: str, why: str) -> None:
    with pytest.raises(CantBeAsked, match=why):
        Asking({}, None, {}).query(text)


def test_a_keyword_in_a_string_an_iri_or_a_comment_is_none() -> None:
    text = "SELECT $this WHERE { $this <http://example.org/VALUES> 'MINUS {' } # SERVICE {"
    assert Asking({}, None, {}).query(text).together


def _selects() -> Iterator[Select]:
    for shape in ours.compiled().shapes:
        yield from (each for each in shape.constraints if isinstance(each, Select))


def test_our_own_queries_are_all_asked_about_many_nodes_at_once() -> None:
    assert [each.node for each in _selects() if not each.query.together] == []
    assert len(list(_selects())) >= 12


def test_an_uncompiled_query_is_named() -> None:
    shapes = lines(f'{_HEAD} ex:s sh:targetClass ex:T ; sh:sparql ex:q . ex:q sh:select "SELECT $this WHERE {{" .')
    compiled = compile_shapes("".join(shapes).encode(), b"")
    assert isinstance(compiled, Uncompiled)
    assert compiled.reasons[0].startswith("<http://example.org/q>: the engine can't read the query")


def test_a_literal_is_told_as_the_record_has_it() -> None:
    data = lines(HEAD + 'ex:a ex:p 1.50, "007"^^xsd:integer, "2020-01-01T00:00:00.0Z"^^xsd:dateTime .')
    asker = RecordAsker(lambda: Engine((), ()), Graph(index(data), Ground(())), data)
    query = Asking({}, None, {}).query("SELECT $this ?value WHERE { $this ?p ?value }")
    values = {row["value"].partition("^")[0] for row in asker.rows(query, "<http://example.org/a>", None)}
    assert values == {'"1.50"', '"007"', '"2020-01-01T00:00:00.0Z"'}
