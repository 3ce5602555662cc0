"""What was taken down is known again by its digests alone, however it is written."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal

from kg.inbox.redactions import Entry
from kg.release.takedown.withheld import REMOVED, Marks, Withheld
from tests.sweden.numbers_of_nobody import number
from tests.workshop import BASE

MARKS = Marks(b"0123456789abcdef0123456789abcdef")
TWELVE = number(date(1990, 1, 1), 980)
WORDS = st.lists(st.sampled_from(["Ingela", "Exempel", "åsa", "bro", "väg"]), min_size=1, max_size=6).map(" ".join)


def withheld(*texts: str) -> Withheld:
    return Withheld([entry for text in texts if (entry := MARKS.of_text(text))], MARKS, BASE)


@pytest.mark.parametrize("text", ["900101-9802", "19900101–9802", "9001019802", "９００１０１-9802", "%39001019802"])
def test_a_number_is_known_however_it_is_written(text: str) -> None:
    assert withheld("900101-9802").holds(f"Fråga {text}!")
    assert withheld("900101-9802").cleaned(f"Fråga {text}!") == f"Fråga {REMOVED}!"


def test_a_telephone_number_is_known_however_it_is_written() -> None:
    assert withheld("070-174 06 05").cleaned("Ring +46 70 174 06 05 nu") == f"Ring {REMOVED} nu"


@pytest.mark.parametrize(
    "text", ["Ingela Exempel", "INGELA  exempel", "ingela-exempel", "ingela_exempel", "Ingela%20Exempel"]
)
def test_words_are_known_whatever_stands_between_them(text: str) -> None:
    assert withheld("Ingela Exempel").cleaned(f"/x/{text}/y") == f"/x/{REMOVED}/y"


def test_letters_are_known_as_short_names_write_them() -> None:
    assert withheld("Åsa Öberg").holds("https://example.org/person/asa-oberg")


@pytest.mark.parametrize("text", ["Ingela", "Exempel Ingela", "Ingela och Exempel", "Ingelas Exempel", ""])
def test_other_words_are_left_alone(text: str) -> None:
    assert withheld("Ingela Exempel").cleaned(text) == text


@settings(deadline=None)
@given(WORDS, WORDS)
def test_a_cleaned_text_holds_nothing_of_it(text: str, wanted: str) -> None:
    assert not withheld(wanted).holds(withheld(wanted).cleaned(text))


def test_an_entry_does_not_hold_what_it_is_about() -> None:
    entries: list[Entry | None] = [MARKS.of_text("900101-9802"), MARKS.of_text("Ingela Exempel")]
    entries.append(MARKS.of_statement("https://example.org/project/ingela", "https://x/p", Literal("Ingela")))
    said = json.dumps(entries).casefold()
    assert all(text not in said for text in ("9802", TWELVE, "ingela", "exempel"))
    assert "0123456789abcdef" not in repr(MARKS)


def test_a_text_without_words_can_not_be_looked_for() -> None:
    assert MARKS.of_text(" - ") is None


def test_what_a_removed_statement_said_is_looked_for_in_findings_alone() -> None:
    entry = MARKS.of_text("Ingela Exempel", in_findings_only=True)
    assert entry is not None
    known = Withheld([entry], MARKS, BASE)
    assert not known.holds("Ingela Exempel")
    assert known.cleaned_json({"a": ["Ingela Exempel", 1]}, in_finding=True) == {"a": [REMOVED, 1]}


def test_nothing_was_taken_down_yet() -> None:
    assert not Withheld([], MARKS, BASE)
    assert withheld("Ingela")
