"""RDF/XML with places: each element by the beginning of its tag, values by their text or attribute.

It follows https://www.w3.org/TR/rdf-syntax-grammar/ as the engine reads it. What RDF 1.2 adds isn't placed.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError

from pyoxigraph import Literal, NamedNode

from kg.rdf.located.resolving import is_absolute, resolved
from kg.rdf.located.text import Span
from kg.rdf.located.written import ANY_XML, DEFAULT_GRAPH, FRESH, Lost, Written
from kg.rdf.located.xml_text import Attribute, Start, walk
from kg.rdf.namespaces import PREFIXES

_RDF = PREFIXES["rdf"]
_XML = "http://www.w3.org/XML/1998/namespace"
_ITS = "http://www.w3.org/2005/11/its"
_TYPE, _FIRST, _REST, _NIL = (f"<{_RDF}{name}>" for name in ("type", "first", "rest", "nil"))
_NEWER = frozenset({_RDF + "version", _RDF + "annotation", _RDF + "annotationNodeID"})
_SYNTAX = frozenset(_RDF + name for name in ("ID", "bagID", "nodeID", "about", "resource", "datatype", "parseType"))

Part = tuple[str, Span]


@dataclass
class _Frame:
    """An open element. `is_node`: what stands in it are properties of `subject`; else values of `predicate`."""

    base: str
    language: str | None
    is_node: bool = False
    subject: Part = ("", (0, 0))
    predicate: Part | None = None
    value: Part | None = None
    statement: Part | None = None
    datatype: str | None = None
    items: list[Part] | None = None
    is_literal: bool = False
    is_ignored: bool = False
    text: list[str] = field(default_factory=list)
    text_at: int = 0
    counted: int = 0


def statements(text: str, base_iri: str) -> Iterator[Written]:
    """Every statement of an RDF/XML text that the one reader takes."""
    reading = _Reading(text, base_iri)
    with suppress(Lost, ExpatError, ValueError, LookupError):
        walk(text, reading.start, reading.end, reading.characters)
    yield from reading.found


class _Reading:
    """The open elements, and what was found. The engine gives what one tag says in the opposite order."""

    def __init__(self, text: str, base_iri: str) -> None:
        self.found: list[Written] = []
        self._text = text
        self._open = [_Frame(base_iri, None)]
        self._depth = 0
        self._made = 0
        self._said: list[Written] = []

    def start(self, tag: Start) -> None:
        """A start tag: a node or a property, by what it stands in."""
        if self._depth:
            self._depth += 1
            return
        outer = self._open[-1]
        base, language = _inherited(tag, outer)
        if len(self._open) == 1 and tag.name == _RDF + "RDF":
            frame = _Frame(base, language)
        elif outer.is_node:
            frame = self._property(tag, outer, base, language)
        else:
            frame = self._node(tag, base, language)
        self._open.append(frame)
        self._flush()

    def characters(self, text: str) -> None:
        """A text, or a part of one."""
        self._open[-1].text.append(text)

    def end(self, at: int) -> None:
        """An end tag: only now a property's value is known."""
        if self._depth > 1:
            self._depth -= 1
            return
        self._depth = 0
        left = self._open.pop()
        outer = self._open[-1]
        if left.is_node and left.predicate is None:
            if outer.items is not None:
                outer.items.append(left.subject)
            else:
                outer.value = left.subject
        elif not left.is_node and left.predicate is not None and not left.is_ignored:
            self._end_property(left, left.predicate, at)
        self._flush()

    def _flush(self) -> None:
        self.found += reversed(self._said)
        self._said.clear()

    def _emit(self, subject: Part, predicate: Part, value: Part) -> None:
        self._said.append(
            Written(subject[0], predicate[0], value[0], DEFAULT_GRAPH, subject[1], predicate[1], value[1])
        )

    def _fresh(self, at: Span) -> Part:
        self._made += 1
        return f"{FRESH}{self._made}", at

    def _node(self, tag: Start, base: str, language: str | None) -> _Frame:
        said = _known(tag)
        if (about := said.get("about")) is not None:
            subject = (_iri(about.value, base), tag.at)
        elif (name := said.get("ID")) is not None:
            subject = (_iri("#" + name.value, base), tag.at)
        elif (label := said.get("nodeID")) is not None:
            subject = (f"_:{label.value}", tag.at)
        else:
            subject = self._fresh(tag.at)
        self._say_attributes(subject, tag, base, language)
        if tag.name != _RDF + "Description":
            self._emit(subject, (_TYPE, tag.at), (f"<{tag.name}>", tag.at))
        return _Frame(base, language, is_node=True, subject=subject)

    def _say_attributes(self, subject: Part, tag: Start, base: str, language: str | None) -> None:
        for each in _properties(tag):
            value = str(Literal(each.value, language=language) if language else Literal(each.value))
            self._emit(subject, (f"<{each.name}>", each.name_at), (value, each.value_at))
        if (kind := _known(tag).get("type")) is not None:
            self._emit(subject, (_TYPE, kind.name_at), (_iri(kind.value, base), kind.value_at))

    def _property(self, tag: Start, outer: _Frame, base: str, language: str | None) -> _Frame:
        said = _known(tag)
        name = tag.name
        if name == _RDF + "li":
            outer.counted += 1
            name = f"{_RDF}_{outer.counted}"
        frame = _Frame(base, language, subject=outer.subject, predicate=(f"<{name}>", tag.at), text_at=tag.end)
        if (identifier := said.get("ID")) is not None:
            frame.statement = (_iri("#" + identifier.value, base), identifier.value_at)
        if (datatype := said.get("datatype")) is not None:
            frame.datatype = _iri(datatype.value, base)
        parse_type = said.get("parseType")
        if parse_type is not None:
            return self._parsed_as(parse_type.value, frame, tag)
        if "resource" in said or "nodeID" in said or any(True for _ in _properties(tag)):
            frame.value = self._referred(said, tag, base)
            self._say_attributes(frame.value, tag, base, language)
        return frame

    def _referred(self, said: dict[str, Attribute], tag: Start, base: str) -> Part:
        if (resource := said.get("resource")) is not None:
            return _iri(resource.value, base), resource.value_at
        if (label := said.get("nodeID")) is not None:
            return f"_:{label.value}", label.value_at
        return self._fresh(tag.at)

    def _parsed_as(self, parse_type: str, frame: _Frame, tag: Start) -> _Frame:
        if parse_type == "Resource":
            node = self._fresh(tag.at)
            self._say(frame, frame.predicate or node, node)
            return _Frame(frame.base, frame.language, is_node=True, subject=node, predicate=frame.predicate)
        if parse_type == "Collection":
            frame.items = []
        elif parse_type == "Triple":
            raise Lost
        else:
            frame.is_literal, frame.is_ignored = parse_type == "Literal", parse_type != "Literal"
            self._depth = 1
        return frame

    def _say(self, frame: _Frame, predicate: Part, value: Part) -> None:
        """A property's statement, and where it has a name of its own, what describes it."""
        if (name := frame.statement) is not None:
            for word, part in (
                ("type", (f"<{_RDF}Statement>", name[1])),
                ("subject", frame.subject),
                ("predicate", predicate),
                ("object", value),
            ):
                self._emit(name, (f"<{_RDF}{word}>", name[1]), part)
        self._emit(frame.subject, predicate, value)

    def _end_property(self, left: _Frame, predicate: Part, at: int) -> None:
        if left.items is not None:
            value = self._listed(left.items, predicate[1])
        elif left.is_literal:
            value = (ANY_XML, self._text_at(left, at, predicate[1]))
        elif left.value is not None:
            value = left.value
        else:
            value = (str(_literal(left)), self._text_at(left, at, predicate[1]))
        self._say(left, predicate, value)

    def _listed(self, items: list[Part], at: Span) -> Part:
        here: Part = (_NIL, at)
        for item in reversed(items):
            link = self._fresh(item[1])
            self._emit(link, (_FIRST, item[1]), item)
            self._emit(link, (_REST, item[1]), here)
            here = link
        return here

    def _text_at(self, left: _Frame, end: int, element: Span) -> Span:
        """Where a text stands; one that begins on a line of its own from its first letter, none at its element."""
        start = left.text_at
        if end <= start:
            return element
        first = end - len(self._text[start:end].lstrip())
        return (first if start < first < end and "\n" in self._text[start:first] else start), end


def _literal(frame: _Frame) -> Literal:
    text = "".join(frame.text)
    if frame.datatype is not None:
        return Literal(text, datatype=NamedNode(frame.datatype[1:-1]))
    return Literal(text, language=frame.language) if frame.language else Literal(text)


def _inherited(tag: Start, outer: _Frame) -> tuple[str, str | None]:
    base, language = outer.base, outer.language
    for each in tag.attributes:
        if each.name.startswith(_ITS) or each.name in _NEWER:
            raise Lost
        if each.name == _XML + "base":
            base = each.value
        elif each.name == _XML + "lang":
            language = each.value.lower()
    return base, language


def _known(tag: Start) -> dict[str, Attribute]:
    return {each.name.removeprefix(_RDF): each for each in tag.attributes if each.name.startswith(_RDF)}


def _properties(tag: Start) -> Iterator[Attribute]:
    for each in tag.attributes:
        if each.name not in _SYNTAX and each.name != _RDF + "type" and not each.raw_name.startswith("xml"):
            yield each


def _iri(reference: str, base: str) -> str:
    return f"<{reference if is_absolute(reference) else resolved(reference, base)}>"
