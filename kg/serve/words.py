"""What we say, in Swedish and English: the Swedish text in code and templates is the key, `en.po` the translation."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po

from kg.sweden.alphabet import alphabetical as alphabetical

LANGUAGES = ("sv", "en")
CATALOGUE = Path(__file__).parent / "translations" / "en.po"


@dataclass(frozen=True)
class Words:
    """The translations; a text without one is said in Swedish rather than not at all."""

    english: Mapping[str, str]

    def say(self, lang: str, text: str, values: Mapping[str, object] | None = None) -> str:
        """The text in that language, with the values in their places.

        >>> Words({"Hej {name}": "Hello {name}"}).say("en", "Hej {name}", {"name": "KIIS"})
        'Hello KIIS'
        """
        said = self.english.get(text, text) if lang == "en" else text
        return said.format_map(values) if values else said


def read(path: Path = CATALOGUE) -> Words:
    """The translations of a catalogue file, read as it is: there is no compiled form."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale="en")
    return Words({str(each.id): str(each.string) for each in catalogue if each.id and each.string})


def pick(said: Mapping[str, str], lang: str, otherwise: str = "") -> str:
    """The wording in a language, else in Swedish, English, any other, or what stands in its place.

    >>> pick({"sv": "Projekt"}, "en")
    'Projekt'
    """
    for tag in (lang, *LANGUAGES, *sorted(said)):
        if said.get(tag):
            return said[tag]
    return otherwise
