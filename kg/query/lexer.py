"""Cut SPARQL into its tokens, and nothing more: no grammar, no meaning.

It reads as the standard's terminals do (https://www.w3.org/TR/sparql11-query/#sparqlGrammar): what stands in a comment,
a string, an IRI, a prefixed name, a variable, a blank node label or a language tag is never taken for a keyword.
Every pattern is possessive, so that the time is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.errors import BadQuery
from kg.place import Place

_BASE = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_START = _BASE + "_"
_INNER = _START + r"\-0-9\u00B7\u0300-\u036F\u203F-\u2040"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_IRI = r"<(?>(?:[^<>\"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)>"

_TOKEN = re.compile(
    rf"""
    (?>(?:[\x20\t\r\n]++|\#[^\r\n]*+)*)
    (?:
      (?P<string>\"\"\"[^\"\\]*+(?>(?:(?:\\.|\"{{1,2}}+(?!\"))[^\"\\]*+)*)\"\"\"
               | '''[^'\\]*+(?>(?:(?:\\.|'{{1,2}}+(?!'))[^'\\]*+)*)'''
               | (?!\"\"\"|''')(?:\"[^\"\\\r\n]*+(?>(?:\\.[^\"\\\r\n]*+)*)\"|'[^'\\\r\n]*+(?>(?:\\.[^'\\\r\n]*+)*)'))
    | (?P<iri>{_IRI})
    | (?P<variable>[?$][{_START}0-9][{_START}0-9\u00B7\u0300-\u036F\u203F-\u2040]*+)
    | (?P<label>_:[{_START}0-9](?>(?:[{_INNER}]|\.++(?=[{_INNER}]))*))
    | (?P<name>(?>(?:[{_BASE}](?>(?:[{_INNER}]|\.++(?=[{_INNER}]))*))?):
               (?>(?:(?:[{_START}:0-9]|{_ESCAPED})(?>(?:[{_INNER}:]|{_ESCAPED}|\.++(?=[{_INNER}:%\\]))*))?))
    | (?P<word>[{_BASE}](?>(?:[{_INNER}]|\.++(?=[{_INNER}]))*))
    | (?P<number>(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++)
    | (?P<tag>@[A-Za-z]++(?>(?:-[A-Za-z0-9]++)*)(?:--[A-Za-z]++)?)
    | (?P<operator><(?={_IRI})|&&|\|\||\^\^|!=|<=|>=|<<|>>|\{{\||\|\}}|[{{}}()\[\].,;=<>!+\-*/|^?~@])
    | (?P<other>.)
    | \Z
    )
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A token: its kind (string, iri, variable, label, name, word, number, tag, operator, other), text and offset."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query, without comments and white space; BadQuery for a string that never ends.

    >>> [t.text for t in tokens('ASK { ?s ex:service "SERVICE"@sv } # SERVICE')]
    ['ASK', '{', '?s', 'ex:service', '"SERVICE"', '@sv', '}']
    """
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind is None:
            continue
        token = Token(kind, match[kind], match.start(kind))
        if kind == "other" and token.text in "\"'":
            raise BadQuery(
                'a quotation mark opens a string that never ends; close it, or write \\" inside it.',
                message_sv='ett citattecken öppnar en sträng som aldrig slutar; stäng den, eller skriv \\" inuti den.',
                place=place(text, token.start),
            )
        if kind == "word" and "." in token.text:
            yield from _words(token)
        else:
            yield token


def _words(token: Token) -> Iterator[Token]:
    """`true.OPTIONAL`: only a prefix may hold a full stop, and this is none, so it is words between full stops."""
    for part in re.finditer(r"\.|[^.]++", token.text):
        yield Token("operator" if part[0] == "." else "word", part[0], token.start + part.start())


def place(text: str, offset: int) -> Place:
    """Line and column of an offset, both counted from 1.

    >>> str(place("ASK {\\n ?s }", 7))
    'query:2:2'
    """
    return Place("query", text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def is_word(token: Token | None, *words: str) -> bool:
    """One of these keywords, in any case."""
    return token is not None and token.kind == "word" and token.text.upper() in words


def holds(token: Token, word: str) -> bool:
    """A keyword or prefix with these letters in it: the engine takes a keyword that is glued to its neighbour."""
    if token.kind == "word":
        return word in token.text.upper()
    return token.kind == "name" and word in token.text.partition(":")[0].upper()


def prefix(token: Token) -> str:
    """The prefix of a prefixed name, colon and all, in lower case, as keywords have no case."""
    return token.text.partition(":")[0].casefold() + ":"
