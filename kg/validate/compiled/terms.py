"""Terms as N-Triples writes them, which is what the validator works on: two terms are the same when their texts are.

`<iri>`, `_:label`, `"text"`, `"text"@sv`, `"12"^^<datatype>`. The first character tells the kind.
"""

import re
from typing import NamedTuple

XSD = "http://www.w3.org/2001/XMLSchema#"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Literal(NamedTuple):
    """What a literal says: its lexical form, the IRI of its datatype, and its language or nothing."""

    text: str
    datatype: str
    language: str


def is_literal(term: str) -> bool:
    """Whether the term is a literal."""
    return term[0] == '"'


def is_iri(term: str) -> bool:
    """Whether the term is an IRI."""
    return term[0] == "<"


def is_blank(term: str) -> bool:
    """Whether the term is a blank node."""
    return term[0] == "_"


def literal(term: str) -> Literal:
    r"""A literal taken apart.

    >>> literal('"tv\\u00e5"@sv')
    Literal(text='två', datatype='http://www.w3.org/1999/02/22-rdf-syntax-ns#langString', language='sv')
    """
    end = term.rindex('"')
    tail = term[end + 1 :]
    if not tail:
        return Literal(_unescaped(term[1:end]), XSD + "string", "")
    if tail[0] == "@":
        return Literal(_unescaped(term[1:end]), LANG_STRING, tail[1:].partition("--")[0])
    return Literal(_unescaped(term[1:end]), tail[3:-1], "")


def language(term: str) -> str:
    """The language of a literal; nothing for any other term."""
    return literal(term).language if term[0] == '"' and term[-1] not in '">' else ""


def text(term: str) -> str | None:
    """A term as people read it: an IRI bare, a literal by its text; a blank node has none."""
    if term[0] == "<":
        return term[1:-1]
    return literal(term).text if term[0] == '"' else None


def _unescaped(said: str) -> str:
    return _ESCAPE.sub(_character, said) if "\\" in said else said


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _LETTERS.get(match[3], match[3])
