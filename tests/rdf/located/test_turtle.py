"""Turtle and TriG: every construct of the grammar, each part of each statement at its very letters."""

import pytest

from kg.rdf.formats import NQUADS, NTRIPLES, TRIG, TURTLE, Format
from kg.rdf.nesting import MAX_DEPTH
from tests.conftest import Golden
from tests.rdf.located.telling import key, keys, letters, located, table

TERMS = r"""# A comment <a> <b> <c> .
@prefix ex: <http://example.com/> . @prefix : <#> .
PREFIX  e.x: <http://example.com/x/>
BASE <http://example.com/dir/>
@base <sub/> .

ex:thing a ex:Project ; # 'not this'
    ex:title "Håll i hop 😀"@SV-fi, 'single'  @en , "" ;
    ex:escaped "a\tb \"c\" \u00e5\U0001F600" ; ;
    ex:long '''one
  'two' "three"
''', ''''quoted'''@en ;
    ex:typed "2019-01-15"^^<http://www.w3.org/2001/XMLSchema#date>, "x" ^^ # why
      e.x:t ;
    ex:numbers 1, -2, +3.50, .5, 1e3, 1.E-3, 4. # 4 and a full stop
ex:other ex:truth true, false; ex:near <../near>, <>, <#frag>, <//host/p>, <http://example.com/\u00e5> ;
    e.x:a.b ex:c%20d, ex:e\,f\~g, :x:y, ex:, : .
ex:last ex:p"no space"@en,<x>;ex:q true.
"""

NODES = """@prefix ex: <http://example.com/> .
_:a ex:p _:b.c , [] , [ ] .
[] ex:p ex:o .
[ ex:p [ ex:q 'deep' ; ] ; ex:r ( ) ] .
[ ex:p 1 ] ex:q 2 .
ex:s ex:list ( ex:a "b" [ ex:c 'd' ] ( 1 "2"@en ) "e" "f" ) , ( ) .
( ex:x 'y' ) ex:p ex:o .
"""

GRAPHS = """PREFIX ex: <http://example.com/>
ex:a ex:p 1 .
ex:g { ex:a ex:p 2 ; ex:q 3 . ex:b ex:p 4 . }
GRAPH ex:h { [ ex:p ex:o ] . ex:c ex:p ( 5 ) }
{ ex:d ex:p 6 }
_:g { ex:e ex:p 7 } [] { ex:f ex:p 8 }
ex:i {} ex:g ex:p 9 .
"""

LINES = """# N-Quads
<http://example.com/a> <http://example.com/p> "å\\n\\u00E5"@sv .

_:b <http://example.com/p><http://example.com/o><http://example.com/g>.
<http://example.com/a> <http://example.com/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> _:g . # end
"""


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [("terms", TERMS, TURTLE), ("nodes", NODES, TURTLE), ("graphs", GRAPHS, TRIG), ("lines", LINES, NQUADS)],
    ids=["terms", "nodes", "graphs", "lines"],
)
def test_every_construct_is_placed_at_its_letters(name: str, text: str, form: Format, golden: Golden) -> None:
    here = located(text, form)
    assert keys(here) == set(here.spots)
    golden(f"located/{form.extension}-{name}.txt", table(text, form))


def test_columns_are_counted_in_letters_and_not_in_bytes() -> None:
    text = "<a> <b> 'ååå' , '😀😀' , 'x' ."
    here = located(text, TURTLE)
    assert [letters(text, spot.object) for spot in here.spots.values()] == ["'ååå'", "'😀😀'", "'x'"]
    assert [spot.object.column for spot in here.spots.values()] == [9, 17, 24]


def test_lines_that_end_as_on_windows_are_counted_once() -> None:
    text = "<a> <b> '''x\r\ny''' ;\r\n <c> 'z' .\r\n"
    places = [spot.object for spot in located(text, TURTLE).spots.values()]
    assert [(place.line, place.column, place.end_column) for place in places] == [(1, 9, 13), (3, 6, 9)]


def test_a_statement_in_two_graphs_is_placed_where_it_stands_first() -> None:
    here = located("<g> { <a> <b> 1 }\n<h> { <a> <b> 1 }", TRIG)
    assert len(here.quads) == 2
    assert [spot.object.line for spot in here.spots.values()] == [1]


def test_a_prefix_may_be_declared_anew() -> None:
    here = located("@prefix x: <http://a/> . x:s x:p x:o .\n@prefix x: <http://b/> . x:s x:p x:o .", TURTLE)
    assert [spot.subject.line for spot in here.spots.values()] == [1, 2]
    assert keys(here) == set(here.spots)


def test_the_direction_of_a_text_is_read() -> None:
    here = located('@version "1.2" .\nVERSION "1.2"\n<a> <b> "x"@ar--rtl .', TURTLE)
    assert keys(here) == set(here.spots)


@pytest.mark.parametrize(
    "newer",
    [
        "<d> <e> <<( <f> <g> <h> )>> .",
        "<< <d> <e> <f> >> <g> <h> .",
        "<d> <e> <f> ~ <g> .",
        "<d> <e> <f> {| <g> <h> |} .",
    ],
)
def test_statements_about_statements_are_read_and_what_stands_before_them_is_placed(newer: str) -> None:
    here = located(f"<a> <b> 'c' .\n{newer}", TURTLE)
    assert key(here.quads[0]) in here.spots
    assert set(here.spots) <= keys(here)


def test_what_nests_as_deep_as_is_read_is_placed() -> None:
    for start, end in (("[ <b> ", "]"), ("(", ")")):
        here = located("<a> <b> " + start * MAX_DEPTH + "1" + end * MAX_DEPTH + " .", TURTLE)
        assert keys(here) == set(here.spots)


def test_lines_are_read_without_prefixes() -> None:
    here = located(LINES.replace("<http://example.com/g>", "").replace(" _:g", ""), NTRIPLES)
    assert keys(here) == set(here.spots)
