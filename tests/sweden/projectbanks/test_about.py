"""Which rows are about something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sweden.projectbanks.about import About, plain

HTML = "<p>Fler <b>utrikes</b>&nbsp;födda kvinnor</p>\n<ul><li>i arbete</li></ul>"


@pytest.mark.parametrize(
    "phrase", ["utrikes född*", "UTRIKES FÖDDA", "kvinn*", "*arbete", "i arbete", "född*   kvinnor"]
)
def test_a_phrase_is_found_whatever_case_tags_and_spaces(phrase: str) -> None:
    assert About.of([phrase]).is_in([HTML])


@pytest.mark.parametrize("phrase", ["utrikes", "inrikes född*", "kvinn", "föd", "utrikes kvinnor"])
def test_a_word_is_a_whole_word_and_a_phrase_is_words_side_by_side(phrase: str) -> None:
    assert About.of([phrase]).is_in([HTML]) is (phrase == "utrikes")


def test_any_phrase_in_any_text_is_enough() -> None:
    assert About.of(["finns inte", "etablering"]).is_in(["", "Etablering i norr"])


def test_with_nothing_to_look_for_every_text_does() -> None:
    assert About.of(["", "*", "…"]).is_in([""])


@given(st.text())
def test_any_text_can_be_looked_for_and_looked_in(text: str) -> None:
    About.of([text]).is_in([text])
    plain(text)


def test_a_text_of_open_tags_takes_no_time() -> None:
    assert About.of(["kvinnor"]).is_in(["<a" * 50_000 + " kvinnor"])
