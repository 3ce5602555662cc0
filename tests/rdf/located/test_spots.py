"""Where a fault is shown: at its value, else at its property, else at its subject."""

from kg.rdf.formats import TURTLE
from tests.rdf.located.telling import located

TEXT = "<a> <b> 'one' ,\n  'two' ;\n  <c> 'three' .\n<d> <b> 'one' .\n<a> <b> 'one' ."
HERE = located(TEXT, TURTLE)
A, B, C = (f"<https://example.org/{name}>" for name in "abc")


def _at(*asked: str) -> str:
    return str(HERE.place(*asked))


def test_a_value_has_a_place_of_its_own() -> None:
    assert _at(A, B, '"two"') == "x.ttl:2:3"


def test_a_value_that_is_not_written_is_shown_at_its_property() -> None:
    assert _at(A, C, '"four"') == "x.ttl:3:3"


def test_a_property_that_is_not_written_is_shown_at_its_subject() -> None:
    assert _at(A, "<https://example.org/missing>") == _at(A) == "x.ttl:1:1"


def test_a_subject_that_is_not_written_has_no_place() -> None:
    assert HERE.place("<https://example.org/e>", B) is None


def test_what_is_written_twice_is_shown_where_it_is_written_first() -> None:
    assert _at(A, B, '"one"') == "x.ttl:1:9"


def test_two_readings_of_a_text_are_equal() -> None:
    assert located(TEXT, TURTLE) == HERE
