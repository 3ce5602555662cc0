"""Both languages: every text that a page or answer says is translated, with the same values in it."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir

import kg.serve
from kg.errors import KgError
from kg.serve import words
from kg.serve.pages import _kinds_of

FOLDER = Path(kg.serve.__file__).parent
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]


def said() -> set[str]:
    """Every text in the code and the templates."""
    found = extract_from_dir(FOLDER, method_map=METHODS, keywords={"_": None, "say": None})
    return {message for _, _, message, _, _ in found if isinstance(message, str) and message}


def test_every_text_is_translated() -> None:
    assert said() - set(words.read().english) == set()


def test_no_translation_is_left_over() -> None:
    assert set(words.read().english) - said() == set()


def test_a_translation_has_the_same_values_in_it() -> None:
    for swedish, english in words.read().english.items():
        assert sorted(re.findall(r"{\w+}", swedish)) == sorted(re.findall(r"{\w+}", english)), swedish


def test_every_problem_has_a_title_in_both_languages() -> None:
    for kind in _kinds_of(KgError):
        assert kind.title_sv
        assert kind.title_en


def test_a_text_without_translation_is_said_in_swedish() -> None:
    assert words.Words({}).say("en", "Hej") == "Hej"
