"""Judge the records of a batch of rows by what every build asks of records: form, personal details, takedowns, shapes.

A record that a build would refuse is not imported; what is wrong is told of the columns that it came from.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import pyoxigraph as ox
from pyoxigraph import RdfFormat

from kg.parse.record import Record, check
from kg.place import Place
from kg.rdf.canonical import lines, split
from kg.rdf.findings import Finding
from kg.rdf.iris import Base, Owner
from kg.rdf.namespaces import RDF, SH
from kg.release.derive import derived_lines
from kg.release.inputs import Inputs
from kg.release.shards import as_triples
from kg.release.takedown.guard import Guard
from kg.validate.cases import Case
from kg.validate.compiled.compiled import Compiled
from kg.validate.compiled.compiler import Uncompiled, compile_shapes
from kg.validate.compiled.graph import Index, index, joined
from kg.validate.personal import NAMED_ADDRESS, PERSONAL_NUMBER, POSSIBLE_NUMBER, TELEPHONE, gate
from kg.validate.raised import Raised
from kg.validate.shacl import validate

PROCESSES = 2
GROUP = 50
"""Records that are judged as one graph."""
_PERSONAL = {
    PERSONAL_NUMBER: ("ett personnummer", "a personal identity number"),
    POSSIBLE_NUMBER: ("ett personnummer", "a personal identity number"),
    NAMED_ADDRESS: ("en persons e-postadress", "a person's e-mail address"),
    TELEPHONE: ("ett telefonnummer", "a telephone number"),
}


@dataclass(frozen=True)
class Made:
    """A record made of a row, and the texts in it that the row wrote, each by the name of its column."""

    record: Record
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Wrong:
    """What keeps a record from being imported, in Swedish and English: of which node and property, or which column."""

    focus: str
    path: str | None
    sv: str
    en: str
    column: str | None = None


def made(key: str, statements: Iterable[str], texts: Mapping[str, str], base: Base) -> Made:
    """The record of a key from its statements, as N-Triples lines."""
    kind, _, slug = key.partition("/")
    graph = f"{base.record(kind, slug)} .\n"
    text = "".join(line[:-2] + graph for line in statements)
    quads = tuple(ox.parse(text.encode(), RdfFormat.N_QUADS))
    return Made(Record(Owner(kind, slug), f"records/{key}.ttl", quads, "".join(lines(quads))), texts)


@dataclass(frozen=True)
class _Group:
    """Records to be judged as one graph: its nodes, and its statements with the types of what is near, also indexed."""

    key: str
    nodes: Sequence[str]
    said: Index
    statements: tuple[str, ...]

    @property
    def case(self) -> Case:
        """The group as any validator reads it."""
        return Case(self.key, self._focus, self.statements)

    def judged_by(self, compiled: Compiled) -> list[Raised]:
        """What compiled shapes raise."""
        return compiled.judge_indexed(self.said, self.statements, self._focus)

    @property
    def _focus(self) -> tuple[str, ...]:
        return tuple(node[1:-1] for node in self.nodes)


class Judge:
    """What a build would say of records; `is_here` tells which others there are."""

    def __init__(self, inputs: Inputs, guard: Guard, is_here: Callable[[str], bool]) -> None:
        self._inputs = inputs
        self._base = inputs.base
        self._guard = guard
        self._is_here = is_here
        self._shapes = inputs.shapes.ntriples(inputs.base.iri)
        self._ontology = "".join(as_triples(inputs.vocabulary.lines())).encode()
        self._compiled: Compiled | Uncompiled | None = None

    def judged(self, batch: Mapping[str, Made]) -> dict[str, list[Wrong]]:
        """What is wrong with the records of a batch, by key; those that nothing is wrong with are left out."""
        found = {key: alone for key, each in batch.items() if (alone := self._by_itself(each))}
        sound = {key: each for key, each in batch.items() if key not in found}
        derived = derived_lines(
            [each.record for each in sound.values()],
            self._inputs.rules,
            self._inputs.vocabulary,
            self._base,
            shapes_version=self._inputs.shapes.version,
        )
        own = {key: [*split(each.record.text), *derived[key]] for key, each in sound.items()}
        for key, wrong in self._raised(self._groups(own, batch)):
            found.setdefault(key, []).append(wrong)
        if self._guard.withheld is not None:
            for key, said in own.items():
                if self._guard.withheld.taken(said):
                    found.setdefault(key, []).append(_taken_down(self._base.iri + key))
        return found

    def _by_itself(self, each: Made) -> list[Wrong]:
        """What is wrong with a record whatever the shapes say: its form, and personal details in its texts."""
        thing, source = self._base.iri + each.record.key, each.record.source
        form = check(each.record, base=self._base, kinds=self._inputs.vocabulary.kinds)
        personal = gate(((Place(source, field=name), text) for name, text in each.texts.items()), about=thing)
        return [
            *(Wrong(found.focus or thing, found.path, found.message_sv, found.message_en) for found in form),
            *(_personal(found, thing) for found in personal),
        ]

    def _groups(self, own: Mapping[str, Sequence[str]], batch: Mapping[str, Made]) -> Iterator[_Group]:
        """The records in groups that are judged as one graph, as SHACL does: a query then asks about many nodes."""
        keys = sorted(own)
        owners: dict[str, str | None] = {}
        for start in range(0, len(keys), GROUP):
            some = as_triples(line for key in keys[start : start + GROUP] for line in own[key])
            said = index(some)
            subjects = list(said)
            objects = {value for about in said.values() for each in about.values() for value in each if value[0] == "<"}
            for name in {*subjects, *objects} - owners.keys():
                owner = self._base.owner_of(name[1:-1])
                owners[name] = f"{owner.kind}/{owner.slug}" if owner else None
            others = {owners[name] for name in objects} - {owners[name] for name in subjects}
            around = sorted(self._type(key) for key in others if key and (key in batch or self._is_here(key)))
            yield _Group(keys[start], subjects, joined((said, index(around))), (*some, *around))

    def _type(self, key: str) -> str:
        """All that the shapes ask of what a record points at: which kind of thing it is."""
        kind = key.partition("/")[0]
        return f"<{self._base.iri}{key}> <{RDF.type.value}> <{self._inputs.vocabulary.kinds[kind]}> .\n"

    def _raised(self, groups: Iterable[_Group]) -> Iterable[tuple[str, Wrong]]:
        for raised in self._results(groups):
            owner = self._base.owner_of(raised.focus)
            if raised.severity == SH.Violation.value and owner is not None:
                yield f"{owner.kind}/{owner.slug}", _told(raised)

    def _results(self, groups: Iterable[_Group]) -> Iterable[Raised]:
        """What the shapes raise, here in this process: starting validators for each batch takes longer than judging it.

        A copy of the shapes starts an engine of its own, for what an engine has once seen stays in its memory.
        """
        if self._compiled is None:
            self._compiled = compile_shapes(self._shapes, self._ontology)
        if isinstance(self._compiled, Compiled):
            compiled = copy(self._compiled)
            return (raised for each in groups for raised in each.judged_by(compiled))
        return validate([each.case for each in groups], self._shapes, self._ontology, processes=PROCESSES)


def _told(raised: Raised) -> Wrong:
    said = dict(reversed(raised.messages))
    en = said.get("en") or next(iter(said.values()), raised.shape or "")
    return Wrong(raised.focus, raised.path, said.get("sv") or en, en)


def _personal(finding: Finding, thing: str) -> Wrong:
    """What was found in a text, and that the row stays out: there is nobody here who can decide on it."""
    sv, en = _PERSONAL[finding.component or ""]
    return Wrong(
        thing,
        None,
        f"Texten ser ut att innehålla {sv}. Raden importeras inte.",
        f"The text looks as if it held {en}. The row isn't imported.",
        finding.place.field if finding.place is not None else None,
    )


def _taken_down(thing: str) -> Wrong:
    return Wrong(
        thing,
        None,
        "Raden säger något som har tagits bort ur alla utgåvor. Det får inte publiceras igen.",
        "The row says something that was taken down from every release. It may not be published again.",
    )
