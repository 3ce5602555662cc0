"""The nodes of JSON-LD: a node is said to be the value before what it says itself, and its types come first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.rdf.located.json_text import Entries, Key, Piece
from kg.rdf.located.jsonld_context import Context
from kg.rdf.located.jsonld_slots import Graph, Part, Said, Slot, name_of, property_of
from kg.rdf.located.jsonld_values import literal
from kg.rdf.located.text import Span
from kg.rdf.located.written import Lost
from kg.rdf.namespaces import RDF

_TYPE = str(RDF.type)
VALUE_KEYS = ("@value", "@language", "@direction")
NOTHING: frozenset[str] = frozenset()

Pair = tuple[Key, Piece]
Keyed = tuple[Key, Piece, str]
"""A member of an object, and what its key stands for."""


class Here(NamedTuple):
    """What holds where a value stands: its key, its context, how the key's values are kept, and where it goes."""

    word: str | None
    context: Context
    slot: Slot
    container: frozenset[str] = NOTHING
    in_array: bool = False
    extra: Pair | None = None


@dataclass
class _Node:
    """What is known of a node before its properties are read."""

    types: list[tuple[str, Part]] = field(default_factory=list)
    identifier: Piece | None = None


class Nodes:
    """What makes nodes of objects; `element` is what makes anything of anything, and brings us the objects."""

    def __init__(self, said: Said, root: Piece, element: Callable[[Piece, Here], None]) -> None:
        self._said = said
        self._root = root
        self._element = element

    def start(self, piece: Piece, pairs: Sequence[Pair], here: Here) -> None:
        """The types and the name of an object come first; then it shows whether it is a value or a node."""
        node, context, extra = _Node(), here.context, here.extra
        for number, (key, value) in enumerate(pairs):
            iri = context.expanded(key.name, vocab=True)
            if iri == "@type":
                context = self._types(node, key, value, context)
            elif iri == "@id":
                node.identifier = value
                extra = None if extra and extra[0].name == "@id" else extra
            elif iri is not None and iri != "@index":
                rest = members_of(pairs[number:], context)
                break
        else:
            rest = []
        if extra is not None:
            context, rest = self._with_extra(node, extra, rest, context)
        if rest and rest[0][2] in VALUE_KEYS:
            self._value(node, rest, here.slot)
        elif rest and rest[0][2] == "@graph" and piece is self._root and not node.types and node.identifier is None:
            self._element(rest[0][1], Here(None, context, here.slot))
        else:
            self._node(piece, node, rest, here._replace(context=context))

    def _with_extra(self, node: _Node, extra: Pair, rest: list[Keyed], context: Context) -> tuple[Context, list[Keyed]]:
        """What the key of a map says of the nodes under it."""
        key, value = extra
        iri = context.expanded(key.name, vocab=True)
        if iri == "@id":
            node.identifier = value
        elif iri == "@type":
            context = self._types(node, key, value, context)
            rest = members_of([(each, piece) for each, piece, _ in rest], context)
        elif iri is not None:
            rest = [(key, value, iri), *rest]
        return context, rest

    def _types(self, node: _Node, key: Key, piece: Piece, context: Context) -> Context:
        """The types of a node, and the context under them; both go by the types' own order."""
        found = context
        given = piece.value if isinstance(piece.value, tuple) else (piece,)
        for each in sorted(given, key=lambda one: str(one.value).encode()):
            if not isinstance(each.value, str):
                raise Lost
            scoped = context.scoped(each.value, propagate=False)
            found = scoped if scoped is not None else found
            iri = context.expanded(each.value, relative=True, vocab=True)
            if iri is not None:
                node.types.append((iri, (iri, each.at)))
                self._said.keys[each.at] = key.at
        return found

    def _value(self, node: _Node, rest: Sequence[Keyed], slot: Slot) -> None:
        said = {iri: piece for _, piece, iri in reversed(rest)}
        if (value := said.get("@value")) is None:
            return
        language, direction = said.get("@language"), said.get("@direction")
        made = literal(
            value,
            node.types[0][0] if node.types else None,
            language.value if language is not None and isinstance(language.value, str) else None,
            direction.value if direction is not None and isinstance(direction.value, str) else None,
        )
        if value.value is not None or made is not None:
            slot.add((made, value.at) if made is not None else None, is_literal=True)

    def _node(self, piece: Piece, node: _Node, rest: Sequence[Keyed], here: Here) -> None:
        """A node: it is said to be the value, then its types, then its properties."""
        if node.identifier is None:
            node.identifier = self._nested_name(rest, here.context)
        if node.identifier is None:
            name: Part | None = self._said.fresh(piece.start)
        else:
            text = node.identifier.value
            iri = here.context.expanded(text, relative=True) if isinstance(text, str) else None
            if iri is None and not rest:
                return
            name = (name_of(iri), node.identifier.at) if iri is not None else self._said.fresh(piece.start)
        if name is not None and not name[0]:
            name = None
        here.slot.add(name)
        for iri, (_, at) in node.types:
            self._say_type(name, iri, at, here.slot)
        self._members(name, rest, here.context, here.slot)

    def _say_type(self, name: Part | None, iri: str, at: Span, slot: Slot) -> None:
        if name is not None and slot.graph is not None and (kind := name_of(iri)):
            self._said.say(name, (_TYPE, self._said.keys.get(at, at)), (kind, at), slot.graph)

    def _members(self, name: Part | None, members: Sequence[Keyed], context: Context, slot: Slot) -> None:
        for key, value, iri in members:
            if iri == "@graph":
                graph = Graph(self._said, name[0] if name else None, is_dropped=slot.is_dropped)
                self._element(value, Here(None, context, graph))
            elif iri == "@included":
                self._element(value, Here(None, context, Graph(self._said, slot.graph, is_dropped=slot.is_dropped)))
            elif iri == "@reverse":
                self._reversed(name, value, context, slot)
            elif iri == "@nest":
                self._nested(name, key, value, context, slot)
            elif not iri.startswith("@"):
                self._property(name, key, value, iri, context, slot)

    def _reversed(self, name: Part | None, value: Piece, context: Context, slot: Slot) -> None:
        if isinstance(value.value, Entries):
            for key, each, iri in members_of(value.value.pairs, context):
                self._property(name, key, each, iri, context, slot, turned=True)

    def _nested(self, name: Part | None, key: Key, value: Piece, context: Context, slot: Slot) -> None:
        inner = _inside(key, context)
        for each in _objects(value):
            for inside, piece, iri in members_of(each.pairs, inner):
                if iri == "@type":
                    node = _Node()
                    inner = self._types(node, inside, piece, inner)
                    for kind, (_, at) in node.types:
                        self._say_type(name, kind, at, slot)
                elif iri != "@id":
                    self._members(name, [(inside, piece, iri)], inner, slot)

    def _nested_name(self, members: Sequence[Keyed], context: Context) -> Piece | None:
        """The name of a node that is given only inside its `@nest`."""
        for key, value, iri in members:
            if iri == "@id":
                return value
            for each in _objects(value) if iri == "@nest" else ():
                inner = _inside(key, context)
                if (found := self._nested_name(members_of(each.pairs, inner), inner)) is not None:
                    return found
        return None

    def _property(
        self,
        name: Part | None,
        key: Key,
        value: Piece,
        iri: str,
        context: Context,
        slot: Slot,
        *,
        turned: bool = False,
    ) -> None:
        term = context.terms.get(key.name)
        predicate = None if slot.is_dropped else property_of(iri)
        here = Slot(
            self._said,
            slot.graph,
            name,
            (predicate, key.at) if predicate else None,
            is_reverse=turned != (term is not None and term.is_reverse),
            is_dropped=predicate is None,
        )
        if term is not None and term.type == "@json" and not turned:
            here.add((literal(value, "@json", None, None) or "", value.at), is_literal=True)
            return
        self._element(value, Here(key.name, context, here, term.container if term else NOTHING))

    def reference(self, piece: Piece, kind: str, here: Here) -> None:
        context, named = here.context, piece
        if kind == "@vocab":
            iri = context.expanded(str(piece.value), relative=True, vocab=True)
            if iri is None:
                raise Lost
            context, named = context.previous or context, Piece(iri, piece.at)
        node = _Node(identifier=named)
        rest: list[Keyed] = []
        if here.extra is not None:
            context, rest = self._with_extra(node, here.extra, rest, context)
        self._node(piece, node, rest, here._replace(context=context))


def _inside(key: Key, context: Context) -> Context:
    """The context in what a key nests."""
    return context.scoped(key.name, propagate=True) or context.previous or context


def _objects(piece: Piece) -> Iterator[Entries]:
    """An object, or every object of an array."""
    if isinstance(piece.value, Entries):
        yield piece.value
    elif isinstance(piece.value, tuple):
        for each in piece.value:
            yield from _objects(each)


def members_of(pairs: Sequence[Pair], context: Context) -> list[Keyed]:
    """The members of an object whose keys stand for something."""
    found = ((key, piece, context.expanded(key.name, vocab=True)) for key, piece in pairs)
    return [(key, piece, iri) for key, piece, iri in found if iri is not None]


def in_order(pairs: Sequence[Pair], context: Context) -> list[Pair]:
    """Types by their key, then the name, then the rest, and graphs last."""
    ranks = {"@type": 0, "@id": 1, "@graph": 3}
    ranked = [(ranks.get(context.expanded(pair[0].name, vocab=True) or "", 2), pair) for pair in pairs]
    ranked.sort(key=lambda each: (each[0], each[1][0].name.encode() if each[0] == 0 else b""))
    return [pair for _, pair in ranked]
