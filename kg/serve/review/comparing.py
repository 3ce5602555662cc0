"""What a proposed record changes in what is in force, in the words that the record's page uses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from kg.query.question import Term
from kg.rdf.canonical import text_of
from kg.rdf.namespaces import PROV, RDF
from kg.serve.model import ClassModel
from kg.serve.thing import reading, statements
from kg.serve.thing.page import reader_of
from kg.serve.thing.shown import Reader, Shown
from kg.serve.thing.statements import Statements
from kg.serve.visit import Visit
from kg.serve.words import pick

_WORDS = ("removed", "added", "kept")
_SILENT = frozenset({PROV.hadPrimarySource.value, RDF.type.value})


@dataclass(frozen=True)
class Value:
    """A value that is taken away, added, or stays; a text says its language."""

    shown: Shown
    word: str


@dataclass(frozen=True)
class Line:
    """One property of one node: its values, those that go first; `order` is its place on the page."""

    property: str
    values: tuple[Value, ...]
    order: float


@dataclass(frozen=True)
class Part:
    """The thing, one of its nodes, or its record: what changes there; `word` is added, removed or changed."""

    name: str
    word: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Difference:
    """Everything that a proposal changes in one record, and how much."""

    parts: tuple[Part, ...]
    added: int
    removed: int


def compare(visit: Visit, before: Iterable[Triple], after: Iterable[Triple]) -> Difference:
    """What becomes of a record when the proposal stands: only the properties that change are told."""
    old, new = set(before), set(after)
    every = statements.of([*old, *new])
    reader = reader_of(visit, Statements(every.by_subject, _names(visit, old | new)))
    subjects = sorted({text_of(each.subject) for each in old ^ new}, key=_place)
    parts = (_part(visit, reader, subject, old, new) for subject in subjects)
    return Difference(tuple(each for each in parts if each.lines), len(new - old), len(old - new))


def _names(visit: Visit, triples: Iterable[Triple]) -> dict[str, statements.Name]:
    """What the things that are mentioned are called: asked one by one, for a record mentions few."""
    mentioned = {each.object.value for each in triples if isinstance(each.object, NamedNode)}
    found = {iri: reading.called(visit.edition.engine, iri) for iri in sorted(mentioned)}
    return {iri: statements.Name(labels) for iri, labels in found.items() if labels}


def _place(iri: str) -> tuple[int, str]:
    """The thing first, then its nodes, then its record."""
    return (2 if "/record/" in iri else 1 if "#" in iri else 0, iri)


def _part(visit: Visit, reader: Reader, subject: str, old: set[Triple], new: set[Triple]) -> Part:
    was = [each for each in old if text_of(each.subject) == subject]
    now = [each for each in new if text_of(each.subject) == subject]
    changed = {each.predicate.value for each in set(was) ^ set(now)} - {RDF.type.value}
    shape = reader.model.class_of(reader.statements.iris(subject, RDF.type.value))
    rows = [_line(reader, shape, path, was, now) for path in sorted(changed)]
    told = [row for row in rows if row.values]
    word = "added" if not was else "removed" if not now else "changed"
    ordered = sorted(told, key=lambda each: (each.order, each.property.lower()))
    return Part(_name(visit, reader, subject, shape), word, tuple(ordered))


def _name(visit: Visit, reader: Reader, subject: str, shape: ClassModel | None) -> str:
    label = pick(shape.label, reader.lang) if shape else ""
    if "/record/" in subject:
        return visit.say("Posten")
    if "#" not in subject:
        return label or subject
    said = _said(reader, subject, shape) or subject.partition("#")[2]
    return f"{label}: {said}" if label else said


def _said(reader: Reader, node: str, shape: ClassModel | None) -> str:
    """What tells a node from others of its class: the first two of our things and concepts that it names."""
    silent = {*_SILENT, reader.base.ns("rank").value}
    fields = [each for each in (shape.fields if shape else ()) if not each.inverse and each.path not in silent]
    named = [iri for each in fields for iri in reader.statements.iris(node, each.path)]
    ours = [iri for iri in named if reader.statements.label(iri) and reader.base.path_of(iri)]
    things = [iri for iri in ours if reader.base.owner_of(iri)]
    return ", ".join(reader.iri(iri).text for iri in dict.fromkeys([*things, *ours][:2]))


def _line(reader: Reader, shape: ClassModel | None, path: str, was: Sequence[Triple], now: Sequence[Triple]) -> Line:
    before = {each.object for each in was if each.predicate.value == path and not _is_own(each)}
    after = {each.object for each in now if each.predicate.value == path and not _is_own(each)}
    field = shape.field(path) if shape else None
    words = [
        *(("removed", each) for each in before - after),
        *(("added", each) for each in after - before),
        *(("kept", each) for each in before & after),
    ]
    values = [Value(_shown(reader, term), word) for word, term in words if not isinstance(term, Triple)]
    return Line(
        (pick(field.name, reader.lang) if field else "") or reader.property_name(path),
        tuple(sorted(values, key=lambda each: (_WORDS.index(each.word), each.shown.text))),
        field.order if field else 1e9,
    )


def _is_own(triple: Triple) -> bool:
    """Whether it only leads from a thing to a node of its own, which is told apart."""
    return text_of(triple.object).startswith(text_of(triple.subject).partition("#")[0] + "#")


def _shown(reader: Reader, term: Term) -> Shown:
    """A value in words; a text in another language than the page's says which."""
    shown = reader.show(term)
    if isinstance(term, Literal) and term.language and term.language != reader.lang and not shown.lang:
        return Shown(shown.text, lang=term.language)
    return shown
