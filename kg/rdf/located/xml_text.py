"""Where the tags, attributes and texts of an XML document stand: expat reads it, each tag's own text tells the rest."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from kg.rdf.located.text import Span

SEPARATOR = "}"
_TAG = re.compile(r"<[^\s/>]++")
_ATTRIBUTE = re.compile(r"\s*+([^\s=/>]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")


@dataclass(frozen=True)
class Attribute:
    """An attribute that isn't about namespaces: its name made whole, its value, and where both stand.

    A value that is empty stands where the name does.
    """

    name: str
    value: str
    raw_name: str
    name_at: Span
    value_at: Span


@dataclass(frozen=True)
class Start:
    """A start tag: its name made whole, where its beginning stands, and where it ends."""

    name: str
    at: Span
    attributes: tuple[Attribute, ...]
    end: int


def whole(name: str) -> str:
    """The IRI of an element or attribute, from the namespace and the name as expat gives them."""
    namespace, _, local = name.rpartition(SEPARATOR)
    return namespace + local


def walk(said: str, start: Callable[[Start], None], end: Callable[[int], None], text: Callable[[str], None]) -> None:
    """Go through a document without a DTD; `end` is told where the end tag begins."""
    data = said.encode()
    parser = expat.ParserCreate("utf-8", SEPARATOR)
    parser.ordered_attributes = True
    parser.buffer_text = True
    letters = _Letters(data)

    def started(name: str, attributes: list[str]) -> None:
        start(_start(said, letters.before(parser.CurrentByteIndex), name, attributes))

    def ended(_: str) -> None:
        end(letters.before(parser.CurrentByteIndex))

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text
    parser.Parse(data, True)


class _Letters:
    """How many letters stand before a byte, asked from the beginning to the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._bytes = self._letters = 0

    def before(self, index: int) -> int:
        if index < self._bytes:
            return self._letters - len(self._data[index : self._bytes].decode())
        self._letters += len(self._data[self._bytes : index].decode())
        self._bytes = index
        return self._letters


def _start(said: str, at: int, name: str, given: list[str]) -> Start:
    tag = _TAG.match(said, at)
    here = tag.end() if tag else at
    first = (at, here)
    found: list[Attribute] = []
    values = iter(zip(given[::2], given[1::2], strict=True))
    while match := _ATTRIBUTE.match(said, here):
        here = match.end()
        if match[1] == "xmlns" or match[1].startswith("xmlns:"):
            continue
        its_name, value = next(values, ("", ""))
        span = match.span(2) if match[2] is not None else match.span(3)
        name_at = match.span(1)
        found.append(Attribute(whole(its_name), value, match[1], name_at, span if span[0] < span[1] else name_at))
    return Start(whole(name), first, tuple(found), said.find(">", here) + 1)
