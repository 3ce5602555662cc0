"""Swedish and English are told apart by small words; what says nothing is Swedish."""

import pytest

from kg.sweden.language import written_in


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Kvinnor fick träna svenska på en arbetsplats.", "sv"),
        ("Women practised Swedish at a place of work.", "en"),
        ("KIIS", "sv"),
        ("", "sv"),
        ("Mentorskap for all", "en"),
        ("Projektet heter The Language Ladder och drivs av kommunen i Sala", "sv"),
    ],
)
def test_a_text_is_in_the_language_of_its_small_words(text: str, lang: str) -> None:
    assert written_in(text) == lang
