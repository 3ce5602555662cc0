"""How strong a likeness is, in words: the number of a ledger is never shown to people, and nothing else is touched."""

import pytest

from kg.names.compare import Likeness, Reason, Score
from kg.names.strength import in_words, of


@pytest.mark.parametrize("likeness", Likeness)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_likeness_is_said_in_a_word(likeness: Likeness, lang: str) -> None:
    said = in_words(Score(likeness.most, (Reason(likeness, "1962"),)).text(lang), lang)
    assert said.startswith(f"{of(likeness.most, lang)}: ")
    assert not any(character.isdigit() for character in said.partition(": ")[0])


def test_a_number_within_a_reason_is_said_in_a_word_too() -> None:
    told = "numret stämmer (innan: 0.93: ett tecken skiljer från ”Sala”; nu 0.40: namnet säger ett annat slag: ”Sala”)"
    assert in_words(told, "sv") == (
        "numret stämmer (innan: trolig: ett tecken skiljer från ”Sala”; nu osäker: namnet säger ett annat slag: ”Sala”)"
    )


@pytest.mark.parametrize("told", ["", "budget 1.005: ja", "v0.93: x", "kl. 10.00: möte", "3.00: nej", "se §0.5: x"])
def test_what_is_no_likeness_stays_as_it_is(told: str) -> None:
    assert in_words(told, "sv") == told
