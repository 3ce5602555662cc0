"""Names in a row are taken apart as people write them, and a noun that is said once counts for all."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sweden.lists import cut, is_an_abbreviation, is_running_text, readings, shared

NAMES = ["Fagersta", "Köping", "Norberg", "Sala"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sala", ["Sala"]),
        ("Fagersta, Köping och Sala", ["Fagersta", "Köping", "Sala"]),
        ("Fagersta; Köping samt Sala.", ["Fagersta", "Köping", "Sala"]),
        ("Europeiska socialfonden (ESF, EU), Sala m.fl.", ["Europeiska socialfonden (ESF, EU)", "Sala"]),
        ("bl.a. ”Hela Människan” & Bilda, med flera", ["Hela Människan", "Bilda"]),
        ("Arbetsmarknads- och vuxenutbildningsförvaltningen", ["Arbetsmarknads- och vuxenutbildningsförvaltningen"]),
        ("1,5 mkr", ["1,5 mkr"]),
        (" , ;", []),
    ],
)
def test_a_row_is_taken_apart_at_its_marks(text: str, parts: list[str]) -> None:
    assert [piece.text for piece in cut(text)] == parts


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Fagersta, Köpings och Salas kommuner", ["Fagersta kommun", "Köpings kommun", "Salas kommun"]),
        ("kommunerna Fagersta och Sala", ["Fagersta kommun", "Sala kommun"]),
        ("Stockholms och Uppsala län", ["Stockholms län", "Uppsala län"]),
        ("Arbetsförmedlingen, Uppsala län", ["Arbetsförmedlingen", "Uppsala län"]),
    ],
)
def test_a_noun_said_once_is_said_of_all(text: str, first: list[str]) -> None:
    assert [readings(piece)[0] for piece in shared(cut(text))] == first


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
    st.sampled_from([", ", "; ", " och ", " samt "]),
)
def test_every_piece_stands_where_it_says(names: list[str], mark: str) -> None:
    text = mark.join(names)
    assert [text[piece.start : piece.end] for piece in cut(text)] == names


def test_an_abbreviation_is_made_of_the_names_own_letters() -> None:
    assert is_an_abbreviation("HBS", "Samordningsförbundet Huddinge Botkyrka Salem")
    assert not is_an_abbreviation("Malmö", "Arbetsförmedlingen")
    assert not is_an_abbreviation("AF", "Försäkringskassan")


def test_sentences_are_told_from_names() -> None:
    assert is_running_text("Kommunen driver insatsen tillsammans med tre föreningar i länet.")
    assert not is_running_text(
        "Norbergs kommun, Sala kommun, Region Västmanland, Arbetsförmedlingen i Sala, Röda Korset."
    )


@pytest.mark.parametrize("text", ["Aa, " * 50_000, "och " * 50_000, "(" * 200_000, "m.fl., " * 30_000, "- " * 100_000])
def test_a_long_row_takes_no_longer_than_its_length(text: str) -> None:
    begun = time.process_time()
    shared(cut(text))
    assert time.process_time() - begun < 5
