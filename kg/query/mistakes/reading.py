"""A refused query as the finders read it: its tokens, and which bracket each of them stands within."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.query.lexer import Token, tokens

OUTSIDE = -1
_PAIRS = {")": "(", "}": "{", "]": "["}


@dataclass(frozen=True)
class Mistake:
    """What is wrong and what to write instead, in English and Swedish, and where it stands: an offset in the text."""

    at: int
    en: str
    sv: str


@dataclass(frozen=True)
class Reading:
    """The tokens of a query; `within[n]` is the number of the innermost bracket around token n, OUTSIDE for none.

    `pairs` leads from each opening bracket to the one that closes it; `open` and `stray` are those without a fellow.
    """

    text: str
    tokens: Sequence[Token]
    within: Sequence[int]
    pairs: dict[int, int]
    open: Sequence[int]
    stray: Sequence[int]

    def sign(self, n: int) -> str:
        """The text of a token; of a word in upper case, and empty where there is none."""
        if not 0 <= n < len(self.tokens):
            return ""
        token = self.tokens[n]
        return token.text.upper() if token.kind == "word" else token.text

    def kind(self, n: int) -> str:
        """The kind of a token; empty where there is none."""
        return self.tokens[n].kind if 0 <= n < len(self.tokens) else ""

    def words(self, *wanted: str) -> Iterator[int]:
        """Where these keywords stand."""
        return (n for n, token in enumerate(self.tokens) if token.kind == "word" and token.text.upper() in wanted)

    def inner(self, opening: int) -> Iterator[int]:
        """The tokens right within a bracket, not those of brackets in it."""
        return (n for n in range(opening + 1, self.pairs.get(opening, opening)) if self.within[n] == opening)

    def said(self, first: int, last: int) -> str:
        """The text from one token to another, both with it, cut where it is long."""
        end = self.tokens[min(last, len(self.tokens) - 1)]
        whole = " ".join(self.text[self.tokens[first].start : end.start + len(end.text)].split())
        return whole if len(whole) <= 40 else f"{whole[:39]}…"

    def wrong(self, n: int, en: str, sv: str) -> Mistake:
        """A mistake at a token; at the end of the text where there is none."""
        return Mistake(self.tokens[n].start if n < len(self.tokens) else len(self.text.rstrip()), en, sv)


def read(text: str) -> Reading:
    """The query as finders read it; BadQuery as the lexer has it."""
    found = list(tokens(text))
    within, stack, pairs, stray = list[int](), list[int](), dict[int, int](), list[int]()
    for n, token in enumerate(found):
        if token.text in _PAIRS and token.kind == "operator":
            if stack and found[stack[-1]].text == _PAIRS[token.text]:
                pairs[stack.pop()] = n
            else:
                stray.append(n)
        within.append(stack[-1] if stack else OUTSIDE)
        if token.text in _PAIRS.values() and token.kind == "operator":
            stack.append(n)
    return Reading(text, found, within, pairs, stack, stray)
