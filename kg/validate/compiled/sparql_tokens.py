"""SPARQL cut into the pieces that making a query ready must tell apart; no grammar, no meaning."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<space>[\s]++|\#[^\r\n]*+)
    | (?P<string>\"\"\"(?>(?:[^\"\\]|\\.|\"(?!\"\"))*)\"\"\"|'''(?>(?:[^'\\]|\\.|'(?!''))*)'''
        |\"(?>(?:[^\"\\\r\n]|\\.)*)\"|'(?>(?:[^'\\\r\n]|\\.)*)')
    | (?P<iri><[^<>\"{}|^`\\\x00-\x20]*+>)
    | (?P<variable>[?$]\w++)
    | (?P<name>[\w-]*(?:\.+[\w-]+)*:(?>(?:[\w:%-]|\\.|\.+(?=[\w:%-]))*))
    | (?P<word>[A-Za-z_]\w*+)
    | (?P<number>[0-9]++(?:\.[0-9]++)?)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of the text, white space and comments left out, and where it stands."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the next piece may begin."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words

    def is_variable(self, *names: str) -> bool:
        """Whether it is one of these variables, or with no names any."""
        return self.kind == "variable" and (not names or self.text[1:] in names)


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a query.

    >>> [each.text for each in tokens("ASK { $this ex:p 'SERVICE' } # MINUS")]
    ['ASK', '{', '$this', 'ex:p', "'SERVICE'", '}']
    """
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "space":
            yield Token(match.lastgroup or "sign", match[0], match.start())
