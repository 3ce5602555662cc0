"""Where compiled shapes and pySHACL differ, and why: each difference is one that the recommendation decides for us.

Results are told as component and value. pySHACL says None where it gives up on the shapes altogether.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from kg.validate.cases import Case
from kg.validate.compiled.compiled import Compiled
from kg.validate.compiled.compiler import compile_shapes
from kg.validate.raised import Raised
from tests.validate.compiled.generated import HEAD
from tests.validate.compiled.oracle import Oracle
from tests.validate.compiled.test_same import lines

_XSD = "http://www.w3.org/2001/XMLSchema#"
_OF_P = "ex:s a sh:PropertyShape ; sh:targetNode ex:n ; sh:path ex:p ; "
Told = list[tuple[str, str | None]] | None


@dataclass(frozen=True)
class Difference:
    """A difference: why, shapes and data as Turtle, and what each says."""

    why: str
    shapes: str
    data: str
    ours: Told
    pyshacl: Told


def _typed(text: str, datatype: str) -> str:
    return f'"{text}"^^<{_XSD}{datatype}>'


def _datatype(why: str, datatype: str, text: str, *, ill_typed: bool) -> Difference:
    found: Told = [("Datatype", _typed(text, datatype))]
    shapes, data = f"{_OF_P} sh:datatype xsd:{datatype} .", f'ex:n ex:p "{text}"^^xsd:{datatype} .'
    return Difference(why, shapes, data, found if ill_typed else [], [] if ill_typed else found)


_FORMS = "Python reads more forms than the datatype has"
DIFFERENCES = (
    *(_datatype(_FORMS, "integer", text, ill_typed=True) for text in ("1_000", " 5 ", "٣")),
    *(_datatype(_FORMS, "decimal", text, ill_typed=True) for text in ("1e3", "NaN")),
    *(_datatype(_FORMS, "double", text, ill_typed=True) for text in ("nan", "infinity")),
    *(_datatype(_FORMS, "date", text, ill_typed=True) for text in ("2020-W01-1", "2020-01-01T10:00:00")),
    *(_datatype(_FORMS, "dateTime", text, ill_typed=True) for text in ("2020-01-01", "20200101T100000")),
    _datatype("Python has no days before our era", "date", "-0044-03-15", ill_typed=False),
    _datatype("Python has no midnight at the end of a day", "dateTime", "2020-01-01T24:00:00", ill_typed=False),
    Difference(
        "values of different datatypes are ordered by the names of the datatypes",
        f"{_OF_P} sh:maxInclusive 5 .",
        'ex:n ex:p "2020-01-01"^^xsd:date .',
        [("MaxInclusive", _typed("2020-01-01", "date"))],
        [],
    ),
    Difference(
        "what is ill-typed is ordered by the name of its datatype",
        f"{_OF_P} sh:minInclusive 2.0 .",
        'ex:n ex:p "x"^^xsd:integer .',
        [("MinInclusive", _typed("x", "integer"))],
        [],
    ),
    Difference(
        "IRIs are ordered as text",
        f"{_OF_P} sh:lessThan ex:q .",
        "ex:n ex:p ex:a ; ex:q ex:b .",
        [("LessThan", "<http://example.org/a>")],
        [],
    ),
    Difference(
        "texts in different languages are ordered by their languages",
        f"{_OF_P} sh:lessThan ex:q .",
        'ex:n ex:p "a"@en ; ex:q "b"@sv .',
        [("LessThan", '"a"@en')],
        [],
    ),
    Difference(
        "a blank node among what is compared ends the whole validation",
        f"{_OF_P} sh:lessThan ex:q .",
        "ex:n ex:p _:b ; ex:q 5 .",
        [("LessThan", "_:b")],
        None,
    ),
    Difference(
        "an ill-typed day among what is compared ends the whole validation",
        f"{_OF_P} sh:lessThanOrEquals ex:q .",
        'ex:n ex:p "igår"^^xsd:date ; ex:q "2020-01-01"^^xsd:date .',
        [("LessThanOrEquals", _typed("igår", "date"))],
        None,
    ),
    Difference(
        "a language range of two parts takes no longer tags",
        f'{_OF_P} sh:languageIn ( "de-CH" ) .',
        'ex:n ex:p "a"@de-CH-1996 .',
        [],
        [("LanguageIn", '"a"@de-ch-1996')],
    ),
    Difference(
        "a sequence that is inverted keeps its order",
        "ex:s a sh:PropertyShape ; sh:targetNode ex:n ; sh:path [ sh:inversePath ( ex:p ex:q ) ] ; sh:minCount 1 .",
        "ex:a ex:p ex:b . ex:b ex:q ex:n .",
        [],
        [("MinCount", None)],
    ),
    Difference(
        "the flag s is not known",
        f'{_OF_P} sh:pattern "a.b" ; sh:flags "s" .',
        'ex:n ex:p "a\\nb" .',
        [],
        [("Pattern", '"a\\nb"')],
    ),
    Difference(
        "in a query too, text is greater than any number",
        "ex:s a sh:NodeShape ; sh:targetNode ex:n ; sh:sparql [ sh:select "
        '"SELECT $this ?value WHERE { $this <http://example.org/p> ?value FILTER (?value > 100) }" ] .',
        'ex:n ex:p "abc", 1.50, 200.50 .',
        [("SPARQL", _typed("200.50", "decimal"))],
        [("SPARQL", _typed("200.50", "decimal")), ("SPARQL", '"abc"')],
    ),
    Difference(
        "an ASK on a property shape tells no value",
        "ex:c a sh:ConstraintComponent ; sh:parameter [ sh:path ex:most ] ; sh:validator [ a sh:SPARQLAskValidator ; "
        f'sh:ask "ASK {{ FILTER ($value <= $most) }}" ] . {_OF_P} ex:most 3 .',
        "ex:n ex:p 2, 4 .",
        [("http://example.org/c", _typed("4", "integer"))],
        [("http://example.org/c", None)],
    ),
)


@pytest.mark.parametrize("each", DIFFERENCES, ids=lambda each: each.why)
def test_a_difference_is_as_it_is_described(each: Difference, pyshacl: Oracle) -> None:
    shapes, data = lines(HEAD + each.shapes), lines(HEAD + each.data)
    compiled = compile_shapes("".join(shapes).encode(), b"")
    assert isinstance(compiled, Compiled)
    assert (_told(compiled.judge(Case("", None, data))), _told(pyshacl(shapes, data))) == (each.ours, each.pyshacl)


def _told(raised: Iterable[Raised] | None) -> Told:
    if raised is None:
        return None
    return sorted((_name(each.component), each.terms.value) for each in raised if each.terms)


def _name(component: str) -> str:
    return component.removeprefix("http://www.w3.org/ns/shacl#").removesuffix("ConstraintComponent")
