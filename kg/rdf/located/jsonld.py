"""JSON-LD with places: the nodes of a text, each statement with its value, its key and its node.

It expands as https://www.w3.org/TR/json-ld11-api/#expansion-algorithm and makes statements in the order the engine
does: a node is said to be the value before what it says itself, its types first. The nesting is bounded by
`rdf.nesting.MAX_JSON_DEPTH`, so going down by calls is safe.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from kg.rdf.located.json_text import Entries, Key, Number, Piece
from kg.rdf.located.jsonld_context import Context, processed
from kg.rdf.located.jsonld_nodes import NOTHING, VALUE_KEYS, Here, Nodes, Pair, in_order, members_of
from kg.rdf.located.jsonld_slots import Graph, Listed, Said, Slot
from kg.rdf.located.jsonld_values import literal
from kg.rdf.located.written import Lost, Written


def statements(root: Piece, base_iri: str) -> Iterator[Written]:
    """Every statement of a JSON-LD text that the one reader takes."""
    said = Said()
    reading = _Reading(said, root)
    here = Here(None, Context(base_iri, base_iri), Graph(said, ""))
    with suppress(Lost, ValueError, LookupError, ArithmeticError, RecursionError):
        reading.element(root, here)
    yield from said.found


class _Reading:
    """One going through of a text."""

    def __init__(self, said: Said, root: Piece) -> None:
        self._said = said
        self._nodes = Nodes(said, root, self.element)

    def element(self, piece: Piece, here: Here) -> None:
        """A value of any kind, where it stands."""
        value = piece.value
        if value is None:
            return
        if isinstance(value, tuple):
            self._array(piece, value, here)
        elif isinstance(value, Entries):
            self._object(piece, value, here)
        elif here.container == {"@list"} and not here.in_array:
            listed = Listed(self._said, here.slot, piece)
            self._scalar(piece, here._replace(slot=listed))
            listed.end()
        else:
            self._scalar(piece, here)

    def _array(self, piece: Piece, items: Sequence[Piece], here: Here) -> None:
        if here.container != {"@list"}:
            inside = here._replace(in_array=True)
            for item in items:
                self.element(item, inside)
            return
        listed = Listed(self._said, here.slot, piece)
        inside = here._replace(in_array=True, slot=listed)
        for item in items:
            self.element(item, inside)
        listed.end()

    def _object(self, piece: Piece, value: Entries, here: Here) -> None:
        container = here.container
        if container and container <= {"@graph", "@set"} and "@graph" in container:
            here = here._replace(slot=self._graph_of_its_own(piece, here.slot))
        elif ("@index" in container and not here.in_array) or "@id" in container or "@type" in container:
            self._map(value, here)
            return
        elif "@language" in container and not here.in_array:
            self._languages(value, here)
            return
        context = here.context
        keeps = here.extra is None and context.previous is not None and _is_reference_or_value(value, context)
        if context.previous is not None and not keeps:
            context = context.previous
        if here.word is not None and (scoped := here.context.scoped(here.word, propagate=True)) is not None:
            context = scoped
        container = NOTHING if here.in_array else container
        self._node_or_value(piece, value, here._replace(context=context, container=container))

    def _graph_of_its_own(self, piece: Piece, slot: Slot) -> Slot:
        node = self._said.fresh(piece.start)
        slot.add(node)
        return Graph(self._said, node[0], is_dropped=slot.is_dropped)

    def _node_or_value(self, piece: Piece, value: Entries, here: Here) -> None:
        pairs = list(value.pairs)
        local = next((pair for pair in pairs if pair[0].name == "@context"), None)
        if local is not None:
            pairs.remove(local)
            here = here._replace(context=processed(here.context, local[1]))
        ordered = in_order(pairs, here.context)
        first = next((each for each in members_of(ordered, here.context) if each[2] != "@index"), None)
        if first is not None and first[2] == "@list":
            if here.word is not None:
                self._list(first[1], here)
        elif first is not None and first[2] == "@set":
            self.element(first[1], Here(here.word, here.context, here.slot))
        elif here.container == {"@list"}:
            listed = Listed(self._said, here.slot, piece)
            self._nodes.start(piece, ordered, here._replace(slot=listed))
            listed.end()
        else:
            self._nodes.start(piece, ordered, here)

    def _list(self, piece: Piece, here: Here) -> None:
        listed = Listed(self._said, here.slot, piece)
        self.element(piece, Here(here.word, here.context, listed))
        listed.end()

    def _scalar(self, piece: Piece, here: Here) -> None:
        """A string, number or boolean: its key says what it is taken to be."""
        if here.word is None:
            return
        context = here.context.scoped(here.word, propagate=True) or here.context
        term = context.terms.get(here.word)
        is_text = isinstance(piece.value, str) and not isinstance(piece.value, Number)
        if term is not None and is_text and term.type in ("@id", "@vocab"):
            self._nodes.reference(piece, term.type, here._replace(context=context))
            return
        datatype = term.type if term is not None and term.type != "@none" else None
        language = direction = None
        if is_text and (term is None or term.type is None):
            language = term.language if term is not None and term.says_language else context.language
            direction = term.direction if term is not None and term.says_direction else context.direction
        made = literal(piece, datatype if datatype not in ("@id", "@vocab") else None, language, direction)
        here.slot.add((made, piece.at) if made is not None else None, is_literal=True)

    def _languages(self, value: Entries, here: Here) -> None:
        context = here.context
        term = context.terms.get(here.word or "")
        direction = term.direction if term is not None and term.says_direction else context.direction
        for key, given in value.pairs:
            is_none = key.name == "@none" or context.expanded(key.name) == "@none"
            for each in given.value if isinstance(given.value, tuple) else (given,):
                made = literal(each, None, None if is_none else key.name, direction)
                if each.value is not None:
                    here.slot.add((made, each.at) if made is not None else None, is_literal=True)

    def _map(self, value: Entries, here: Here) -> None:
        """Values by an index, a name or a type."""
        context = here.context.previous or here.context
        for key, piece in value.pairs:
            extra = _extra(key, here)
            inside = Here(here.word, context, here.slot, extra=extra)
            if "@graph" in here.container:
                self._graphs(piece, inside)
            else:
                self.element(piece, inside)

    def _graphs(self, piece: Piece, here: Here) -> None:
        if isinstance(piece.value, tuple):
            for each in piece.value:
                self._graphs(each, here)
        elif isinstance(piece.value, Entries) and piece.value.pairs:
            first = piece.value.pairs[0][0].name
            if here.context.expanded(first, vocab=True) == "@graph":
                self._node_or_value(piece, piece.value, here)
            else:
                self._nodes.start(piece, [(Key("@graph", piece.start), piece)], here)


def _extra(key: Key, here: Here) -> Pair | None:
    if here.context.expanded(key.name, vocab=True) == "@none":
        return None
    value = Piece(key.name, key.at)
    for word in ("@id", "@type"):
        if word in here.container:
            return Key(word, key.at), value
    term = here.context.terms.get(here.word or "")
    return (Key(term.index, key.at), value) if term is not None and term.index is not None else None


def _is_reference_or_value(value: Entries, context: Context) -> bool:
    """Whether an object is only a name or a value, where the context under a type still holds."""
    seen_type = seen_id = False
    for _, _, iri in members_of(value.pairs, context):
        if iri in VALUE_KEYS:
            return True
        if iri == "@type":
            seen_type = True
        elif iri == "@id" and not seen_type:
            seen_id = True
        elif iri not in ("@index", "@context"):
            return False
    return seen_id
