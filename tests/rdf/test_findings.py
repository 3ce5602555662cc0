"""Findings: said in both languages, kept as JSON without loss, in an order that people can read."""

from hypothesis import given
from hypothesis import strategies as st

from kg.place import Place
from kg.rdf.findings import Finding, Level, counted, from_json, in_order, violations

_words = st.text(min_size=1, max_size=10)
_maybe = st.none() | _words
_places = st.none() | st.builds(Place, _words, st.integers(1, 99), st.integers(1, 99)) | st.builds(Place, _words)
_findings = st.builds(
    Finding, _words, st.sampled_from(Level), _words, _words, _places, _maybe, _maybe, _maybe, _maybe, _maybe
)

FAULT = Finding("b", Level.VIOLATION, "Fel.", "Wrong.", Place("x.ttl", 3, 4))
WARNING = Finding("b", Level.WARNING, "Se upp.", "Mind.")
HINT = Finding("a", Level.INFO, "Tänk på.", "Think.")


@given(_findings)
def test_a_finding_survives_being_written_as_json(finding: Finding) -> None:
    assert from_json(finding.as_json()) == finding


def test_a_finding_says_itself_with_its_place_or_its_record() -> None:
    assert FAULT.text("sv") == "x.ttl:3:4: fel: Fel."
    assert FAULT.text("en") == "x.ttl:3:4: fault: Wrong."
    assert WARNING.text("sv") == "b: varning: Se upp."
    assert HINT.text("en") == "a: hint: Think."


def test_findings_are_ordered_by_record_then_worst_first_and_told_once() -> None:
    assert in_order([WARNING, HINT, FAULT, FAULT]) == [HINT, FAULT, WARNING]


def test_only_violations_stop_publication() -> None:
    assert violations([WARNING, FAULT, HINT]) == [FAULT]


def test_findings_are_counted_in_words() -> None:
    assert counted([FAULT, FAULT, WARNING], "en") == "2 faults, 1 warning, no hints"
    assert counted([FAULT, HINT, HINT], "sv") == "1 fel, inga varningar, 2 tips"
