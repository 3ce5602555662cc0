"""JSON with places: every value and every key knows where it is written, and has its pointer (RFC 6901)."""

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TypeAlias

from kg.place import Place
from kg.rdf.located.text import Span, Text
from kg.rdf.located.written import Lost

_SPACES = ("", " ", "\t", "\r", "\n")
_SPACE = re.compile(r"[ \t\r\n]*+")
_STRING = re.compile(r'"(?>(?:[^"\\]++|\\.)*)"', re.DOTALL)
_NUMBER = re.compile(r"-?[0-9]++(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?")
_WORDS = {"true": True, "false": False, "null": None}


class Number(str):
    """A number as it is written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Key:
    """The name of a member of an object, without quotes, and where it stands with them."""

    name: str
    at: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A JSON value and where it stands: a tuple of pieces is an array, an `Entries` an object."""

    value: "Scalar | tuple[Piece, ...] | Entries"
    at: Span

    @property
    def start(self) -> Span:
        """The first character of it: the opening bracket of an array or object."""
        return self.at[0], self.at[0] + 1


@dataclass(frozen=True, slots=True)
class Entries:
    """The members of an object in their order; JSON lets a name come twice."""

    pairs: tuple[tuple[Key, Piece], ...]

    def get(self, name: str) -> Piece | None:
        """The last member of that name."""
        return next((piece for key, piece in reversed(self.pairs) if key.name == name), None)


Scalar: TypeAlias = "str | Number | bool | None"


def parsed(text: str) -> Piece:
    """The whole of a JSON text whose nesting has been checked to be shallow."""
    piece, end = _piece(text, _skip(text, 0))
    if _skip(text, end) != len(text):
        raise Lost
    return piece


def _skip(text: str, at: int) -> int:
    if text[at : at + 1] not in _SPACES:
        return at
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _piece(text: str, at: int) -> tuple[Piece, int]:
    mark = text[at : at + 1]
    if mark == "{":
        return _object(text, at)
    if mark == "[":
        return _array(text, at)
    if mark == '"':
        name, end = _string(text, at)
        return Piece(name, (at, end)), end
    if number := _NUMBER.match(text, at):
        return Piece(Number(number[0]), number.span()), number.end()
    for word, value in _WORDS.items():
        if text.startswith(word, at):
            end = at + len(word)
            return Piece(value, (at, end)), end
    raise Lost


def _string(text: str, at: int) -> tuple[str, int]:
    found = _STRING.match(text, at)
    if not found:
        raise Lost
    raw = found[0]
    return (str(json.loads(raw, strict=False)) if "\\" in raw else raw[1:-1]), found.end()


def _array(text: str, start: int) -> tuple[Piece, int]:
    items: list[Piece] = []
    at = _skip(text, start + 1)
    while text[at : at + 1] != "]":
        item, at = _piece(text, at)
        items.append(item)
        at = _next(text, at, "]")
    return Piece(tuple(items), (start, at + 1)), at + 1


def _object(text: str, start: int) -> tuple[Piece, int]:
    pairs: list[tuple[Key, Piece]] = []
    at = _skip(text, start + 1)
    while text[at : at + 1] != "}":
        name, end = _string(text, at)
        key = Key(name, (at, end))
        at = _skip(text, end)
        if text[at : at + 1] != ":":
            raise Lost
        piece, at = _piece(text, _skip(text, at + 1))
        pairs.append((key, piece))
        at = _next(text, at, "}")
    return Piece(Entries(tuple(pairs)), (start, at + 1)), at + 1


def _next(text: str, at: int, end: str) -> int:
    """Past the comma to the next member, or to the end; the one reader has refused a comma before an end."""
    at = _skip(text, at)
    if text[at : at + 1] == ",":
        return _skip(text, at + 1)
    if text[at : at + 1] != end:
        raise Lost
    return at


def pointer(root: Piece, at: int) -> str:
    """The pointer to what is written at a place: a key's is its value's.

    >>> pointer(parsed('{"a": [1, {"b/c": 2}]}'), 18)
    '/a/1/b~1c'
    """
    steps: list[str] = []
    here = root
    while here.at[0] < at:
        if at >= here.at[1] - 1:
            break
        if isinstance(here.value, tuple):
            index = bisect_right(here.value, at, key=lambda item: item.at[0]) - 1
            steps.append(str(index))
            here = here.value[index]
        elif isinstance(here.value, Entries):
            index = bisect_right(here.value.pairs, at, key=lambda pair: pair[0].at[0]) - 1
            key, here = here.value.pairs[index]
            steps.append(key.name.replace("~", "~0").replace("/", "~1"))
        else:
            break
    return "".join(f"/{step}" for step in steps)


@dataclass(frozen=True)
class JsonText:
    """A JSON text: places in it have a pointer beside line and column."""

    text: Text
    root: Piece

    def place(self, span: Span) -> Place:
        """Where it stands."""
        return replace(self.text.place(span), pointer=pointer(self.root, span[0]))
