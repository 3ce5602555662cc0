"""What can't be compiled is told with a reason, and shapes nobody targets are nobody's business."""

import pytest

from kg.validate.cases import Case
from kg.validate.compiled.compiled import Compiled
from kg.validate.compiled.compiler import Uncompiled, compile_shapes
from tests.validate.compiled import ours
from tests.validate.compiled.generated import HEAD
from tests.validate.compiled.test_same import lines

_S = "ex:s a sh:NodeShape ; sh:targetClass ex:T ; "
_P = "ex:s a sh:PropertyShape ; sh:targetClass ex:T ; sh:path ex:p ; "


def _compiled(turtle: str) -> Compiled | Uncompiled:
    return compile_shapes("".join(lines(HEAD + turtle)).encode(), b"")


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        (_S + "sh:node ex:s .", "asks itself"),
        (_S + "sh:or ( ex:t ) . ex:t sh:not ex:u . ex:u sh:property [ sh:path ex:p ; sh:node ex:s ] .", "asks itself"),
        (_S + "sh:js [ sh:jsFunctionName 'f' ] .", "sh:js"),
        (_S + "sh:target [ a sh:SPARQLTarget ] .", "sh:target"),
        (_S + "sh:expression [ sh:path ex:p ] .", "sh:expression"),
        (_S + "sh:minCount 1 .", "sh:minCount and no path"),
        (_S + "sh:datatype xsd:string, xsd:integer .", "several values for sh:datatype"),
        (_S + "sh:nodeKind sh:Thing .", "unknown sh:nodeKind"),
        (_S + "sh:in ex:none .", "is no list"),
        (_S + "sh:property ex:t . ex:t a sh:NodeShape .", "asked as a property shape"),
        (_S + "sh:node [ sh:path ex:p ] .", "asked as a node shape"),
        (_S + "sh:pattern '(' .", "sh:pattern that can't be read"),
        (_S + "sh:pattern 'a' ; sh:flags 'q' .", "sh:flags"),
        (_S + "sh:path ex:p .", "a node shape with a path"),
        (_P + "sh:minCount 'ett' .", "where a number belongs"),
        (_P + "sh:maxInclusive ex:x .", "where a literal belongs"),
        (_P + "sh:qualifiedValueShape ex:t .", "without a count"),
        (_P + "sh:and () .", "empty list for sh:and"),
        (_P + "sh:lessThan 5 .", "where a property belongs"),
        ("ex:s sh:targetClass ex:T ; sh:path [ sh:alternativePath ( ex:p ) ] .", "less than two property paths"),
        ("ex:s sh:targetClass ex:T ; sh:path [ ex:strange ex:p ] .", "is no property path"),
        ("ex:c a sh:ConstraintComponent . " + _S + "sh:class ex:A .", "no mandatory parameter"),
    ],
)
def test_what_cant_be_compiled_is_told(turtle: str, reason: str) -> None:
    made = _compiled(turtle)
    assert isinstance(made, Uncompiled)
    assert reason in made.reasons[0]


def test_every_reason_is_told_once() -> None:
    made = _compiled(
        _S + "sh:in ex:none . ex:t sh:targetNode ex:n ; sh:in ex:none . ex:u sh:targetNode ex:n ; sh:js ex:j ."
    )
    assert isinstance(made, Uncompiled)
    assert [reason.rpartition("/")[2] for reason in made.reasons] == ["none> is no list", "u> has sh:js"]


def test_a_shape_that_nothing_asks_may_be_malformed() -> None:
    made = _compiled(_S + "sh:class ex:T . ex:unused a sh:NodeShape ; sh:path ex:p ; sh:in 5 .")
    assert isinstance(made, Compiled)
    assert made.judge(Case("", None, lines(HEAD + "ex:n a ex:T ."))) == []


def test_our_own_shapes_compile() -> None:
    assert len(ours.compiled().shapes) > 60
