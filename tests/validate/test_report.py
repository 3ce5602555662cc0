"""From what a validator raised to a finding: its level, its words, its record, its place."""

import pytest

from kg.rdf.findings import Finding, Level, Terms
from kg.rdf.formats import TURTLE
from kg.rdf.located.locate import locate
from kg.validate.book import Book
from kg.validate.evidence import Derivations
from kg.validate.paths import Statements, statements
from kg.validate.placing import Scene, Written
from kg.validate.raised import Raised
from kg.validate.report import told
from tests.workshop import BASE

SH = "http://www.w3.org/ns/shacl#"
TEXT = b"<project/bro#period> a <ns#Period> ;\n  <ns#edtf> '2019-99' ."


def _scene(text: bytes = TEXT) -> Scene:
    located = locate(text, TURTLE, base_iri=BASE.iri, source="bro.ttl")
    said = statements(located.quads)
    return Scene(Written((located,)), said, said, Book(Statements(()), Statements(()), BASE.iri), Derivations({}))


def _raised(
    focus: str = BASE.iri + "project/bro#period",
    severity: str = "Violation",
    messages: tuple[tuple[str, str], ...] = (("en", "Mend it."), ("sv", "Rätta det.")),
    terms: bool = True,
) -> Raised:
    path, component = BASE.ns("edtf").value, SH + "PatternConstraintComponent"
    inner = Terms(f"<{focus}>", f"<{path}>", '"2019-99"', "<x#shape>") if terms else None
    return Raised(focus, path, "2019-99", SH + severity, "x#shape", component, messages, inner)


def _finding(raised: Raised) -> Finding:
    [found] = told([raised], _scene(), BASE)
    return found


def test_a_finding_belongs_to_the_record_of_its_node_and_stands_at_its_value() -> None:
    found = _finding(_raised())
    assert found.record == "https://example.org/record/project/bro"
    assert found.text("sv") == "bro.ttl:2:13: fel: <project/bro#period>, samv:edtf: Rätta det."
    assert found.text("en") == "bro.ttl:2:13: fault: <project/bro#period>, samv:edtf: Mend it."


@pytest.mark.parametrize(
    ("severity", "level"),
    [("Violation", Level.VIOLATION), ("Warning", Level.WARNING), ("Info", Level.INFO), ("Trace", Level.VIOLATION)],
)
def test_the_severity_is_the_level_and_an_unknown_one_stops_publication(severity: str, level: Level) -> None:
    found = _finding(_raised(severity=severity))
    assert found.level is level
    assert found.terms is not None
    assert found.terms.severity == SH + severity


def test_a_result_without_terms_is_placed_by_its_node_and_property() -> None:
    found = _finding(_raised(terms=False))
    assert str(found.place) == "bro.ttl:2:13"


def test_the_words_of_the_shape_are_kept_beside_the_sentence() -> None:
    found = _finding(_raised(messages=(("de", "Falsch."),)))
    assert found.said == (("de", "Falsch."),)
    assert found.message_en == "“2019-99” does not follow the pattern . In the shape's own words: “Falsch.”"


def test_a_node_that_no_record_owns_speaks_for_itself() -> None:
    found = _finding(_raised(focus="http://www.wikidata.org/entity/Q1"))
    assert found.record == "http://www.wikidata.org/entity/Q1"
    assert found.place is None


def test_a_finding_that_was_made_before_is_told_too() -> None:
    before = Finding("x", Level.WARNING, "Obs.", "Mind.")
    assert before in told([_raised()], _scene(), BASE, before=[before])
