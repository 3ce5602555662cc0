"""The gate finds personal details wherever they stand, and repeats none of them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.place import Place
from kg.rdf.findings import Finding, Level
from kg.validate.discreet import BLANK, blanked, discreet
from kg.validate.personal import (
    NAMED_ADDRESS,
    NEEDS_DECISION,
    PERSONAL_NUMBER,
    POSSIBLE_NUMBER,
    TELEPHONE,
    gate,
    stops,
    undecided,
    without_repeats,
)
from kg.validate.raw_texts import raw_texts
from tests.conftest import Golden
from tests.sweden.numbers_of_nobody import written

ROOT = Path(__file__).parents[2]
ABOUT = "https://example.org/record/project/lyft"
NUMBER = "900101-9802"
TURTLE = """# Uppgifterna kommer från 900101-9802.
<project/lyft> dcterms:title "Lyft"@sv ;
    skos:note "Fråga 900101–9802 eller fornamn.efternamn@example.se."@sv ;
    foaf:homepage <https://example.org/900101%2D9802> .
"""


def found(*texts: tuple[Place, str], own: tuple[tuple[Place, str], ...] = ()) -> list[Finding]:
    return gate(texts, about=ABOUT, own=own)


def test_a_number_in_comment_literal_and_iri_is_one_finding_with_three_places() -> None:
    number, address = gate(raw_texts("lyft.ttl", TURTLE.encode()), about=ABOUT)
    assert (number.component, number.level) == (PERSONAL_NUMBER, Level.VIOLATION)
    assert [str(place) for place in (number.place, *number.also)] == ["lyft.ttl:1:27", "lyft.ttl:3:22", "lyft.ttl:4:40"]
    assert [place.end_column for place in number.also] == [33, 53]
    assert (address.component, str(address.place)) == (NAMED_ADDRESS, "lyft.ttl:3:40")


def test_a_place_that_tells_more_wins() -> None:
    line = (Place("lyft.csv", line=7), f"Lyft,{NUMBER},2019")
    cell = (Place("lyft.csv", sheet=None, cell="B7"), NUMBER)
    assert [(finding.place, finding.also) for finding in found(line, cell)] == [(cell[0], ())]


def test_two_numbers_are_two_findings() -> None:
    assert len(found((Place("a", line=1), f"{NUMBER} {NUMBER[:6]}-9810"))) == 2


def test_bare_digits_are_counted_by_column() -> None:
    cells = [(Place("a.xlsx", sheet="S", cell=f"{column}{row}"), "9001019802") for row in (2, 3) for column in "BC"]
    sv = [(str(each.place), each.message_sv.split(" tal")[0], each.component) for each in found(*cells)]
    assert sv == [("a.xlsx:S!B2", "2", POSSIBLE_NUMBER), ("a.xlsx:S!C2", "2", POSSIBLE_NUMBER)]


def test_bare_digits_are_sure_when_the_same_number_stands_marked_elsewhere() -> None:
    findings = found((Place("a", line=1), "9001019802"), (Place("a", line=2), NUMBER))
    assert [finding.component for finding in findings] == [PERSONAL_NUMBER]
    assert stops(findings)


def test_a_number_in_the_files_name_is_found_and_not_said() -> None:
    [finding] = gate(raw_texts(f"{NUMBER}.ttl", b""), about=ABOUT)
    assert finding.message_sv.startswith("I filens namn: Stopp")
    assert str(finding.place) == f"{BLANK * 11}.ttl"


def test_of_the_submitters_own_details_only_numbers_are_looked_for() -> None:
    own = (
        (Place("", field="contact"), "fornamn.efternamn@example.se 070-174 06 05"),
        (Place("", field="name"), NUMBER),
    )
    assert [str(finding.place) for finding in found(own=own)] == ["name"]


def test_contact_details_wait_for_a_decision_and_stop_nothing() -> None:
    findings = found((Place("a", line=1), "fornamn.efternamn@example.se 070-174 06 05 9001019802 info@example.se"))
    assert {finding.component for finding in findings} == {NAMED_ADDRESS, TELEPHONE, POSSIBLE_NUMBER} == NEEDS_DECISION
    assert {finding.level for finding in findings} == {Level.WARNING}
    assert undecided(findings) == findings
    assert not stops(findings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_whatever_way_it_was_coded(encoding: str) -> None:
    data = f"# a comment\n# {NUMBER}".encode(encoding)
    assert [str(finding.place) for finding in gate(raw_texts("a.ttl", data), about=ABOUT)] == ["a.ttl:2:3"]


def test_bytes_that_are_no_text_give_only_their_name() -> None:
    assert [text for _, text in raw_texts("a.xlsx", b"PK\3\4\0\0\0\0\x08\0abc")] == ["a.xlsx"]


@given(written(), st.sampled_from(["a.ttl", "a–b.csv"]))
def test_no_finding_repeats_the_number(number: str, name: str) -> None:
    texts = [*raw_texts(f"{number} {name}", f"x\n{number}".encode()), (Place(number, field=number), number)]
    said = json.dumps([finding.as_json() for finding in gate(texts, about=ABOUT)], ensure_ascii=False)
    assert number not in said.replace(BLANK, "")
    assert PERSONAL_NUMBER in said


@given(st.text(), written(), st.text())
def test_a_blanked_line_is_as_long_and_holds_no_number(before: str, number: str, after: str) -> None:
    line = f"{before} {number} {after}"
    assert len(blanked(line)) == len(line)
    assert f" {number} " not in blanked(line)


def test_a_finding_of_somebody_else_is_made_discreet_too() -> None:
    place = Place(f"{NUMBER}.ttl", line=3, field=NUMBER)
    other = Finding(
        ABOUT, Level.VIOLATION, f"{NUMBER!r} är fel", f"{NUMBER!r} is wrong", place, value=NUMBER, also=(place,),
        hint_sv=f"Menade du {NUMBER}?", hint_en=f"Did you mean {NUMBER}?",
    )  # fmt: skip
    assert NUMBER not in json.dumps(discreet(other).as_json())
    assert discreet(other).message_en == f"'{BLANK * 11}' is wrong"


def test_a_finding_without_a_number_stays_itself() -> None:
    plain = Finding(ABOUT, Level.INFO, "Se 212000-0142.", "See 212000-0142.", Place("a", line=1, column=2))
    assert discreet(plain) is plain


def test_what_the_gate_has_said_the_shapes_do_not_repeat() -> None:
    def judged(rule: str) -> Finding:
        return Finding(ABOUT, Level.VIOLATION, "", "", shape=f"https://example.org/shapes/rule/{rule}")

    number, contact, other = map(judged, ("no-personal-identity-number#query", "no-contact-details", "small-count"))
    gated = found((Place("a", line=1), NUMBER))
    assert without_repeats([number, contact, other], gated) == [other]
    assert without_repeats([number, contact, other], []) == [number, other]


def test_nothing_in_our_own_data_is_stopped_or_waits_for_a_decision() -> None:
    files = [path for top in ("data", "ontology", "shapes") for path in (ROOT / top).rglob("*") if path.is_file()]
    texts = (text for path in files for text in raw_texts(path.relative_to(ROOT).as_posix(), path.read_bytes()))
    assert len(files) > 800
    assert gate(texts, about=ABOUT) == []


def test_what_is_said_of_each_sort(golden: Golden) -> None:
    texts = ["900101-9802", "900161-9809", "900101-T980", "9001019802", "9001019802 9001019810"]
    texts += ["fornamn.efternamn@example.se", "070-174 06 05"]
    findings = [finding for text in texts for finding in found((Place("lyft.ttl", line=1), text))]
    findings += gate(raw_texts("900101-9802.csv", b""), about=ABOUT)
    lines = (f"{finding.text(lang)}\n  {finding.hint(lang)}\n" for finding in findings for lang in ("sv", "en"))
    golden("validate/personal.txt", "".join(lines))
