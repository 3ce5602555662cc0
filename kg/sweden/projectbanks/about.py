"""Which rows are about something: words looked for in names, aims and summaries, tags and entities read away."""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_TAG = re.compile(r"<[!/a-zA-Z][^<>]{0,2000}>")
_WORDS = re.compile(r"\*?\w[\w*]*")


@dataclass(frozen=True)
class About:
    """What is looked for: any of some phrases, each of words side by side; `*` ends a word that may go on.

    >>> about = About.of(["utrikes född*"])
    >>> about.is_in(["<p>Fler utrikes&nbsp;födda kvinnor</p>"]), about.is_in(["utrikes föräldrar"])
    (True, False)
    """

    patterns: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, phrases: Sequence[str]) -> "About":
        """What these phrases look for; a phrase without a word is left aside."""
        return cls(tuple(_pattern(words) for phrase in phrases if (words := _WORDS.findall(phrase.casefold()))))

    def is_in(self, texts: Iterable[str]) -> bool:
        """Whether any of the texts says any of the phrases; with nothing to look for, every text does."""
        if not self.patterns:
            return True
        return any(
            pattern.search(said) for text in texts if (said := plain(text).casefold()) for pattern in self.patterns
        )


def plain(text: str) -> str:
    """A text without its HTML: tags are spaces, entities are what they stand for.

    >>> plain("<p>Projekt ISA &#8211; Insatser</p><p>för unga &amp; vuxna</p>")
    'Projekt ISA – Insatser för unga & vuxna'
    """
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    said = r"\W+".join(r"\w*".join(map(re.escape, word.split("*"))) for word in words)
    return re.compile(rf"(?<!\w){said}(?!\w)")
