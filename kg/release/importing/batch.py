"""Judge the records of a batch of rows by what every build asks of records: form, personal details, takedowns, shapes.

A record that a build would refuse is not imported; what is wrong is told of the columns that it came from.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from pyoxigraph import Triple

from kg.parse.record import Record, check, references
from kg.place import Place
from kg.rdf.canonical import in_graph, lines
from kg.rdf.findings import Finding
from kg.rdf.iris import Base, Owner
from kg.rdf.namespaces import RDF, SH
from kg.release.derive import derive
from kg.release.inputs import Inputs
from kg.release.shards import as_triples
from kg.release.takedown.guard import Guard
from kg.validate.cases import Case
from kg.validate.compiled.compiled import Compiled
from kg.validate.compiled.compiler import compile_shapes
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
    triples: Sequence[Triple]
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Wrong:
    """What keeps a record from being imported, in Swedish and English: of which node and property, or which column."""

    focus: str
    path: str | None
    sv: str
    en: str
    column: str | None = None


def made(key: str, triples: Sequence[Triple], texts: Mapping[str, str], base: Base) -> Made:
    """The record of a key from its statements."""
    kind, _, slug = key.partition("/")
    quads = tuple(in_graph(triples, base.record(kind, slug)))
    return Made(Record(Owner(kind, slug), f"records/{key}.ttl", quads, "".join(lines(quads))), triples, texts)


class Judge:
    """What a build would say of records; `is_here` tells which others there are."""

    def __init__(self, inputs: Inputs, guard: Guard, is_here: Callable[[str], bool]) -> None:
        self._inputs = inputs
        self._base = inputs.base
        self._guard = guard
        self._is_here = is_here
        self._shapes = inputs.shapes.ntriples(inputs.base.iri)
        self._ontology = "".join(as_triples(inputs.vocabulary.lines())).encode()

    def judged(self, batch: Mapping[str, Made]) -> dict[str, list[Wrong]]:
        """What is wrong with the records of a batch, by key; those that nothing is wrong with are left out."""
        found = {key: alone for key, each in batch.items() if (alone := self._by_itself(each))}
        sound = {key: each for key, each in batch.items() if key not in found}
        derived = derive(
            [each.record for each in sound.values()],
            self._inputs.rules,
            self._inputs.vocabulary,
            self._base,
            shapes_version=self._inputs.shapes.version,
        )
        own = {key: [*each.record.quads, *derived[key]] for key, each in sound.items()}
        for key, wrong in self._raised(list(self._cases(own, batch))):
            found.setdefault(key, []).append(wrong)
        if self._guard.withheld is not None:
            for key, quads in own.items():
                if self._guard.withheld.taken(lines(quads)):
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

    def _cases(self, own: Mapping[str, Sequence[ox.Quad]], batch: Mapping[str, Made]) -> Iterator[Case]:
        """The records in groups that are judged as one graph, as SHACL does: a query then asks about many nodes."""
        keys = sorted(own)
        for start in range(0, len(keys), GROUP):
            some = [quad for key in keys[start : start + GROUP] for quad in own[key]]
            lines_of = as_triples(lines(some))
            around = sorted(
                self._type(other) for other in references(some, self._base) if other in batch or self._is_here(other)
            )
            focus = tuple(dict.fromkeys(line[1 : line.index(">")] for line in lines_of))
            yield Case(keys[start], focus, tuple(dict.fromkeys((*lines_of, *around))))

    def _type(self, key: str) -> str:
        """All that the shapes ask of what a record points at: which kind of thing it is."""
        kind = key.partition("/")[0]
        return f"<{self._base.iri}{key}> <{RDF.type.value}> <{self._inputs.vocabulary.kinds[kind]}> .\n"

    def _raised(self, cases: Sequence[Case]) -> Iterable[tuple[str, Wrong]]:
        for raised in self._results(cases):
            owner = self._base.owner_of(raised.focus)
            if raised.severity == SH.Violation.value and owner is not None:
                yield f"{owner.kind}/{owner.slug}", _told(raised)

    def _results(self, cases: Sequence[Case]) -> list[Raised]:
        """What the shapes raise, here in this process: starting validators for each batch takes longer than judging it.

        The shapes are compiled anew each time, for what their engine has once seen stays in its memory.
        """
        compiled = compile_shapes(self._shapes, self._ontology) if cases else None
        if isinstance(compiled, Compiled):
            return [raised for case in cases for raised in compiled.judge(case)]
        return validate(cases, self._shapes, self._ontology, processes=PROCESSES)


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
