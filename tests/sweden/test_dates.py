"""Times as people write them: read as exactly as they are said, and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.edtf import bounds
from kg.sweden.dates import edtf_of, halves, joined, language_of
from kg.sweden.unclear import Unclear
from tests.strategies import edtf_texts

READ = {
    "2019-01-15": "2019-01-15",
    "20190115": "2019-01-15",
    "2019-1-5": "2019-01-05",
    "15 januari 2019": "2019-01-15",
    "den 15 januari 2019": "2019-01-15",
    "15 jan. 2019": "2019-01-15",
    "15/1 2019": "2019-01-15",
    "15/1-2019": "2019-01-15",
    "15.1.2019": "2019-01-15",
    "15 January 2019": "2019-01-15",
    "January 15, 2019": "2019-01-15",
    "1st March 2018": "2018-03-01",
    "den sista december 2021": "2021-12-31",
    "sista februari 2020": "2020-02-29",
    "jan 2019": "2019-01",
    "Januari 2019": "2019-01",
    "hösten 2018": "2018-23",
    "Våren 2020": "2020-21",
    "autumn 2018": "2018-23",
    "vintern 2019/2020": "2019-24",
    "vintern 2019–20": "2019-24",
    "ht 2018": "2018-23~",
    "vårterminen 2019": "2019-21~",
    "2018": "2018",
    "år 2018": "2018",
    "under 2018": "2018",
    "slutet av 2019": "2019",
    "ca 2018": "2018~",
    "cirka hösten 2018": "2018-23~",
    "troligen 2018": "2018?",
    "2018?": "2018?",
    "2010-talet": "201X",
    "hösten 2018 – våren 2020": "2018-23/2020-21",
    "hösten 2018-våren 2020": "2018-23/2020-21",
    "hösten 2018 till våren 2020": "2018-23/2020-21",
    "from autumn 2018 to spring 2020": "2018-23/2020-21",
    "15 januari 2019 – 30 november 2021": "2019-01-15/2021-11-30",
    "15 januari – 30 november 2019": "2019-01-15/2019-11-30",
    "15–20 januari 2019": "2019-01-15/2019-01-20",
    "jan–mars 2019": "2019-01/2019-03",
    "1/9–30/11 2019": "2019-09-01/2019-11-30",
    "2018–2020": "2018/2020",
    "2018-2020": "2018/2020",
    "2018 t.o.m. maj 2020": "2018/2020-05",
    "sedan 2019": "2019/..",
    "pågår sedan hösten 2019": "2019-23/..",
    "since 2019": "2019/..",
    "2019 och framåt": "2019/..",
    "2019 – tills vidare": "2019/..",
    "2019 – pågår": "2019/..",
    "från 2019": "2019/",
    "fr.o.m. 2019": "2019/",
    "2019–": "2019/",
    "till och med maj 2021": "/2021-05",
    "/2021-12-31": "/2021-12-31",
    "2019/..": "2019/..",
    "2018-23/2020-21": "2018-23/2020-21",
}
NOT_READ = (
    "", "vintern 2019", "2000-talet", "2018-20", "31 februari 2019", "2019-02-31", "2019-13", "15/13 2019", "i våras",
    "nästa år", "november – mars 2020", "31 april – 2 maj 2019", "våren och hösten 2019", "2018-2019-2020", "15 – 20",
    "för länge sedan", "850101-9802", "9999", "0001-01-01", "2019" * 50, "–", "sedan", "..", "/",
)  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_a_time_is_read_as_it_is_said(text: str) -> None:
    assert edtf_of(text) == READ[text]


@pytest.mark.parametrize("text", NOT_READ)
def test_what_leaves_more_than_one_reading_is_not_read(text: str) -> None:
    found = edtf_of(text)
    assert isinstance(found, Unclear)
    assert found.sv != found.en


def test_a_winter_is_asked_for_both_its_years() -> None:
    found = edtf_of("vintern 2019")
    assert isinstance(found, Unclear)
    assert found.sv == "”vintern 2019” kan vara två vintrar. Skriv båda åren, till exempel vintern 2019/2020."


def test_an_impossible_day_is_told_as_such() -> None:
    found = edtf_of("31 februari 2019")
    assert isinstance(found, Unclear)
    assert found.en == "‘31 februari 2019’ is not in the calendar. Check the day, the month and the year."


@given(edtf_texts())
def test_edtf_is_read_as_itself(text: str) -> None:
    found = edtf_of(text)
    assert found == text.strip() or isinstance(found, Unclear)


@given(st.text(max_size=40) | st.from_regex(r"[0-9a-zåäö /–.-]{0,30}", fullmatch=True))
def test_whatever_is_read_is_a_time(text: str) -> None:
    found = edtf_of(text)
    if isinstance(found, str):
        bounds(found)
        assert edtf_of(found) == found


@pytest.mark.parametrize("text", READ)
def test_two_boxes_joined_say_what_one_box_said(text: str) -> None:
    again = edtf_of(joined(*halves(text)))
    assert isinstance(again, str)
    assert bounds(again) == bounds(READ[text])


@pytest.mark.parametrize("text", [text for text in NOT_READ if text.strip("–")])
def test_what_could_not_be_read_is_still_in_its_boxes(text: str) -> None:
    assert any(halves(text))


def test_words_have_the_language_of_their_words() -> None:
    assert [language_of(text) for text in ("since autumn 2018", "hösten 2018", "april 2018")] == ["en", "sv", "sv"]
