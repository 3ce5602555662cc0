"""Answers the SPARQL of constraints: the engine in memory, the ground loaded once, a record while it is judged.

What is asked about reads the union of ground and record; what is bound beforehand lies in a graph of its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.validate.compiled.graph import Graph
from kg.validate.compiled.model import Query, Row
from kg.validate.compiled.queries import BINDING, BINDS, BOUND_GRAPH
from kg.validate.compiled.terms import is_blank, is_iri, is_literal, literal

SHAPES_GRAPH = "urn:x-kg:shapes"
_GROUND = NamedNode("urn:x-kg:ground")
_BOUND = NamedNode(BOUND_GRAPH)
_WORN = 200
"""So many records are held before the engine begins anew: to forget one takes it longer than to read the ground."""
_NAMED: list[NamedNode | BlankNode] = [_BOUND, NamedNode(SHAPES_GRAPH)]


class Engine:
    """The engine with the ground in it; one record at a time is judged beside it."""

    def __init__(self, ground: Sequence[str], shapes: Sequence[str]) -> None:
        self._ground = frozenset(ground)
        self._graphs = {_GROUND: "".join(ground).encode(), NamedNode(SHAPES_GRAPH): "".join(shapes).encode()}
        self._begin()

    def _begin(self) -> None:
        self._store = ox.Store()
        self._held = self._asked = 0
        for graph, text in self._graphs.items():
            self._store.load(text, ox.RdfFormat.N_TRIPLES, to_graph=graph)

    def hold(self, lines: Iterable[str]) -> None:
        """Read these statements from now on, and no record's before them."""
        if self._held == _WORN:
            self._begin()
        self._held += 1
        text = "".join(line for line in lines if line not in self._ground)
        self._store.load(text.encode(), ox.RdfFormat.N_TRIPLES, to_graph=self._record)

    @property
    def _record(self) -> NamedNode:
        return NamedNode(f"urn:x-kg:record:{self._held}")

    def rows(self, query: Query, bound: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
        """The rows of a query; an ASK has one row or none."""
        self._asked += 1
        binding = f"{BINDING}:{self._asked}"
        constants = {name: (term,) for name, term in query.bound}
        self._store.extend(
            Quad(NamedNode(binding), NamedNode(BINDS + name), _term(each), _BOUND)
            for name, terms in {**constants, **bound}.items()
            for each in terms
        )
        text = query.text.replace(f"<{BINDING}>", f"<{binding}>")
        found = self._store.query(text, default_graph=[_GROUND, self._record], named_graphs=_NAMED)
        if isinstance(found, ox.QueryBoolean):
            return [{}] if found else []
        if not isinstance(found, ox.QuerySolutions):
            raise TypeError("a constraint's query is a SELECT or an ASK")
        names = [variable.value for variable in found.variables]
        return [{n: str(row[n]) for n in names if row[n] is not None} for row in found]


class RecordAsker:
    """Answers about one record; nothing is loaded before the first question."""

    def __init__(self, engine: Callable[[], Engine], graph: Graph, lines: Sequence[str]) -> None:
        self._engine = engine
        self._graph = graph
        self._lines: Sequence[str] | None = lines
        self._told: dict[Query, dict[str, list[Row]]] = {}
        self._written: dict[str, str] | None = None

    def prepare(self, query: Query, focuses: Sequence[str]) -> None:
        """Ask about many focus nodes at once, if that is the same as asking one by one."""
        if not query.together or len(focuses) < 2 or any(map(is_literal, focuses)):
            return
        told: dict[str, list[Row]] = {focus: [] for focus in focuses}
        worth = [focus for focus in focuses if self._is_worth_asking(query, focus)]
        for row in self._asked(query, {"this": worth}) if worth else ():
            told[row["this"]].append(row)
        self._told[query] = told

    def rows(self, query: Query, focus: str, value: str | None) -> Sequence[Row]:
        """The rows about one focus node."""
        known = self._told.get(query, {}).get(focus)
        if known is not None:
            return known
        if not self._is_worth_asking(query, focus):
            return ()
        bound = {"this": (focus,)} if value is None else {"this": (focus,), "value": (value,)}
        found = self._asked(query, bound)
        return [{**row, "this": focus} if "this" in row else row for row in found]

    def _is_worth_asking(self, query: Query, focus: str) -> bool:
        graph = self._graph
        return all(
            graph.subjects(each.predicate, focus) if each.back else graph.objects(focus, each.predicate)
            for each in query.needed
        )

    def _asked(self, query: Query, bound: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
        engine = self._engine()
        if self._lines is not None:
            engine.hold(self._lines)
            self._lines = None
        return [{n: self._as_written(term) for n, term in row.items()} for row in engine.rows(query, bound)]

    def _as_written(self, term: str) -> str:
        """The term as the record has it: the engine writes numbers and times in a form of its own."""
        if not is_literal(term) or term[-1] != ">":
            return term
        if self._written is None:
            self._written = _rewritten(self._graph)
        return self._written.get(term, term)


def _rewritten(graph: Graph) -> dict[str, str]:
    """The literals of a record that the engine writes otherwise: its way of writing each, and the record's."""
    said = {value for about in graph.own.values() for values in about.values() for value in values}
    typed = sorted(value for value in said if is_literal(value) and value[-1] == ">")
    store = ox.Store()
    store.extend(Quad(_GROUND, NamedNode(f"urn:x-kg:{number}"), _term(each)) for number, each in enumerate(typed))
    stored = {str(quad.object): typed[int(quad.predicate.value.rpartition(":")[2])] for quad in store}
    return {engines: ours for engines, ours in stored.items() if engines not in said}


def _term(term: str) -> NamedNode | BlankNode | Literal:
    if is_iri(term):
        return NamedNode(term[1:-1])
    if is_blank(term):
        return BlankNode(term[2:])
    said = literal(term)
    if said.language:
        return Literal(said.text, language=said.language)
    return Literal(said.text, datatype=NamedNode(said.datatype))
