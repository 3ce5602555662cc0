"""Derive the simple statements: run the CONSTRUCT rules of ontology/rules/ over the records that changed.

A rule sees the vocabulary as its default graph and each record as a named graph. What it makes has the record's own
thing, nodes or record as subject, so every derived statement belongs to exactly one record and none is shared.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, Triple

from kg.errors import BadSyntax
from kg.parse.record import Record
from kg.parse.vocabulary import Vocabulary
from kg.place import Place
from kg.rdf.canonical import in_graph
from kg.rdf.edtf import Bounds, bounds
from kg.rdf.iris import Base
from kg.rdf.namespaces import XSD
from kg.sources.folder import Raw

BATCH = 1000
Term = NamedNode | ox.BlankNode | Literal | Triple


@dataclass(frozen=True)
class Rule:
    """One CONSTRUCT query and the file it was read from."""

    name: str
    text: str


def read_rules(files: Iterable[Raw]) -> tuple[Rule, ...]:
    """The rules in the files, in the order of their names."""
    return tuple(Rule(raw.name, raw.text()) for raw in files)


def derive(
    records: Sequence[Record],
    rules: Sequence[Rule],
    vocabulary: Vocabulary,
    base: Base,
    *,
    shapes_version: str,
    ground: ox.Store | None = None,
    strict: bool = True,
) -> dict[str, tuple[Quad, ...]]:
    """What the rules make of each record, by its key; BadSyntax names the rule that can't be run.

    `ground` is the vocabulary's own store, where somebody keeps one; it is left as it was. Not `strict` is for what
    nobody has judged yet: a statement that no record at hand may say is left out, for its cause is told by the shapes.
    """
    made: dict[str, set[Triple]] = {record.key: {_checked_with(record, base, shapes_version)} for record in records}
    store = ground if ground is not None else vocabulary.store()
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        for record in batch:
            store.extend(record.quads)
        for rule in rules:
            for triple in _run(rule, store, base):
                if strict or _may_be_said(triple, made, base):
                    made[_owner(triple, rule, made, base)].add(triple)
        for record in batch:
            store.remove_graph(base.record(record.owner.kind, record.owner.slug))
    graph = base.graph("derived")
    stated = {record.key: {quad.triple for quad in record.quads} for record in records}
    return {key: tuple(in_graph(triples - stated[key], graph)) for key, triples in made.items()}


def _run(rule: Rule, store: ox.Store, base: Base) -> Iterable[Triple]:
    try:
        result = store.query(rule.text, base_iri=base.iri, custom_functions=edtf_functions(base))
    except SyntaxError as wrong:
        raise BadSyntax(
            f"the rule can't be run: {wrong}.", message_sv=f"regeln går inte att köra: {wrong}.", place=Place(rule.name)
        ) from wrong
    if not isinstance(result, QueryTriples):
        raise BadSyntax(
            "a rule is a CONSTRUCT query.", message_sv="en regel är en CONSTRUCT-fråga.", place=Place(rule.name)
        )
    return result


def _owner(triple: Triple, rule: Rule, records: Container[str], base: Base) -> str:
    """The record, by its key, that a statement made by a rule belongs to; BadSyntax when it may not be published."""
    owner = base.owner_of(triple.subject.value) if isinstance(triple.subject, NamedNode) else None
    key = f"{owner.kind}/{owner.slug}" if owner else ""
    if key not in records:
        raise BadSyntax(
            f"the rule makes statements about {triple.subject}, which no record at hand owns.",
            message_sv=f"regeln gör uppgifter om {triple.subject}, som ingen post äger.",
            place=Place(rule.name),
        )
    if not isinstance(triple.object, NamedNode | Literal):
        raise BadSyntax(
            f"the rule gives {triple.subject} a blank node as value; give the node an IRI.",
            message_sv=f"regeln ger {triple.subject} en blank nod som värde; ge noden en IRI.",
            place=Place(rule.name),
        )
    return key


def _may_be_said(triple: Triple, records: Container[str], base: Base) -> bool:
    owner = base.owner_of(triple.subject.value) if isinstance(triple.subject, NamedNode) else None
    return (
        owner is not None and f"{owner.kind}/{owner.slug}" in records and isinstance(triple.object, NamedNode | Literal)
    )


def _checked_with(record: Record, base: Base, version: str) -> Triple:
    """Which version of the shapes the record was checked with."""
    about = base.record(record.owner.kind, record.owner.slug)
    return Triple(about, base.ns("checkedWith"), Literal(version))


def edtf_functions(base: Base) -> dict[NamedNode, Callable[..., Term | None]]:
    """The four functions that rules may call on an EDTF text; each gives a day, or nothing where none is known."""

    def calling(side: Callable[[Bounds], date | None]) -> Callable[..., Term | None]:
        def call(*terms: Term) -> Term | None:
            if len(terms) != 1 or not isinstance(terms[0], Literal):
                return None
            try:
                day = side(bounds(terms[0].value))
            except ValueError:
                return None
            return Literal(day.isoformat(), datatype=XSD.date) if day else None

        return call

    return {
        base.ns("earliestStartOf"): calling(lambda known: known.earliest_start),
        base.ns("latestStartOf"): calling(lambda known: known.latest_start),
        base.ns("earliestEndOf"): calling(lambda known: known.earliest_end),
        base.ns("latestEndOf"): calling(lambda known: known.latest_end),
    }
