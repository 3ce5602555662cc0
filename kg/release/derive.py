"""Derive the simple statements: run the CONSTRUCT rules of ontology/rules/ over the records that changed.

A rule sees the vocabulary as its default graph and each record as a named graph. What it makes has the record's own
thing, nodes or record as subject, so every derived statement belongs to exactly one record and none is shared.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, RdfFormat, Triple

from kg.errors import BadSyntax
from kg.parse.record import Record
from kg.parse.vocabulary import Vocabulary
from kg.place import Place
from kg.rdf.canonical import split
from kg.rdf.edtf import Bounds, bounds
from kg.rdf.iris import Base
from kg.rdf.namespaces import XSD
from kg.rdf.own_queries import ask
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
    made = derived_lines(records, rules, vocabulary, base, shapes_version=shapes_version, ground=ground, strict=strict)
    return {key: tuple(_parsed(said)) for key, said in made.items()}


def derived_lines(
    records: Sequence[Record],
    rules: Sequence[Rule],
    vocabulary: Vocabulary,
    base: Base,
    *,
    shapes_version: str,
    ground: ox.Store | None = None,
    strict: bool = True,
) -> dict[str, list[str]]:
    """The same as canonical N-Quads, sorted: a line costs a fraction of a statement as an object."""
    owners = _Owners(frozenset(record.key for record in records), base)
    made: dict[str, set[str]] = {record.key: {_checked_with(record, base, shapes_version)} for record in records}
    store = ground if ground is not None else vocabulary.store()
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        for record in batch:
            store.extend(record.quads)
        for rule in rules:
            for line in _run(rule, store, base):
                key = owners.of(line)
                if key is not None and not _has_blank_value(line):
                    made[key].add(line)
                elif strict:
                    raise _unfit(rule, line, owned=key is not None)
        for record in batch:
            store.remove_graph(base.record(record.owner.kind, record.owner.slug))
    graph = f" {base.graph('derived')} .\n"
    stated = {record.key: _triples(record) for record in records}
    return {key: sorted(line[:-3] + graph for line in said - stated[key]) for key, said in made.items()}


class _Owners:
    """Which of the records at hand owns a statement, by its line; each subject is looked at once."""

    def __init__(self, records: Container[str], base: Base) -> None:
        self._records = records
        self._base = base
        self._known: dict[str, str | None] = {}

    def of(self, line: str) -> str | None:
        """The key of the record; None when it belongs to none of them."""
        subject = line[: line.index(" ")]
        if subject not in self._known:
            owner = self._base.owner_of(subject[1:-1]) if subject.startswith("<") else None
            key = f"{owner.kind}/{owner.slug}" if owner else ""
            self._known[subject] = key if key in self._records else None
        return self._known[subject]


def _run(rule: Rule, store: ox.Store, base: Base) -> list[str]:
    """The N-Triples lines that a rule makes of what is in the store."""
    result = ask(store, rule.text, rule.name, base_iri=base.iri, functions=edtf_functions(base))
    if not isinstance(result, QueryTriples):
        raise BadSyntax(
            "a rule is a CONSTRUCT query.", message_sv="en regel är en CONSTRUCT-fråga.", place=Place(rule.name)
        )
    return split((result.serialize(format=RdfFormat.N_TRIPLES) or b"").decode())


def _has_blank_value(line: str) -> bool:
    return line.split(" ", 2)[2].startswith(("_:", "<<"))


def _unfit(rule: Rule, line: str, *, owned: bool) -> BadSyntax:
    """Why a statement made by a rule may not be published."""
    subject = line[: line.index(" ")]
    if not owned:
        return BadSyntax(
            f"the rule makes statements about {subject}, which no record at hand owns.",
            message_sv=f"regeln gör uppgifter om {subject}, som ingen post äger.",
            place=Place(rule.name),
        )
    return BadSyntax(
        f"the rule gives {subject} a blank node as value; give the node an IRI.",
        message_sv=f"regeln ger {subject} en blank nod som värde; ge noden en IRI.",
        place=Place(rule.name),
    )


def _checked_with(record: Record, base: Base, version: str) -> str:
    """Which version of the shapes the record was checked with."""
    about = base.record(record.owner.kind, record.owner.slug)
    return f"{about} {base.ns('checkedWith')} {Literal(version)} .\n"


def _triples(record: Record) -> set[str]:
    """What a record states itself, without its graph."""
    said = ox.serialize((quad.triple for quad in record.quads), format=RdfFormat.N_TRIPLES) or b""
    return set(split(said.decode()))


def _parsed(lines: Iterable[str]) -> list[Quad]:
    return list(ox.parse("".join(lines).encode(), RdfFormat.N_QUADS, lenient=True))


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
