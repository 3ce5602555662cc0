"""From what a validator raised to a finding: its level, its words, its record and file."""

import pytest

from kg.rdf.findings import Finding, Level
from kg.validate.raised import Raised
from kg.validate.report import findings
from tests.workshop import BASE

SH = "http://www.w3.org/ns/shacl#"


def _finding(
    focus: str = BASE.iri + "project/bro#period",
    severity: str = "Violation",
    messages: tuple[tuple[str, str], ...] = (("en", "Mend it."), ("sv", "Rätta det.")),
    value: str | None = None,
) -> Finding:
    component = SH + "MinCountConstraintComponent"
    raised = Raised(focus, BASE.ns("edtf").value, value, SH + severity, "x#shape", component, messages)
    [found] = findings([raised], {"project/bro": "data/records/project/bro.ttl"}, BASE)
    return found


def test_a_finding_belongs_to_the_record_of_its_node_and_to_its_file() -> None:
    found = _finding()
    assert found.record == "https://example.org/record/project/bro"
    assert found.text("sv") == "data/records/project/bro.ttl: fel: <project/bro#period> edtf: Rätta det."
    assert found.text("en") == "data/records/project/bro.ttl: fault: <project/bro#period> edtf: Mend it."


@pytest.mark.parametrize(
    ("severity", "level"),
    [("Violation", Level.VIOLATION), ("Warning", Level.WARNING), ("Info", Level.INFO), ("Trace", Level.VIOLATION)],
)
def test_the_severity_is_the_level_and_an_unknown_one_stops_publication(severity: str, level: Level) -> None:
    assert _finding(severity=severity).level is level


def test_a_shape_without_words_is_told_by_its_rule() -> None:
    found = _finding(messages=(), value="2019-99")
    assert found.message("sv").endswith("Värdet '2019-99' uppfyller inte regeln MinCount.")
    assert found.message("en").endswith("The value '2019-99' does not meet the rule MinCount.")


def test_a_shape_with_words_in_one_language_says_them_in_the_other_where_it_must() -> None:
    found = _finding(messages=(("sv", "Rätta det."),))
    assert found.message("en").endswith("Rätta det.")


def test_a_node_that_no_record_owns_speaks_for_itself() -> None:
    found = _finding(focus="http://www.wikidata.org/entity/Q1")
    assert found.record == "http://www.wikidata.org/entity/Q1"
    assert found.place is None
