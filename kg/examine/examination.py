"""Examine what is handed in: read it, look for personal details, judge it beside what it points at, tell every fault.

In this process, and in memory alone: whoever examines what strangers send does it in a process that may die of it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pyoxigraph as ox
from pyoxigraph import Quad

from kg.examine.around import Around
from kg.examine.handed import Examined, Handed, WrittenRecord
from kg.examine.reading import Read, Reader, read_all
from kg.names.index import Index
from kg.parse.answers.answers import Answers
from kg.parse.answers.form_model import FormModel
from kg.parse.answers.form_reading import form_model
from kg.parse.candidate import Candidate
from kg.parse.record import Record, check, claimed, own, references
from kg.place import Place
from kg.rdf.canonical import lines
from kg.rdf.findings import Finding, in_order, unreadable
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import write
from kg.release.derive import derive
from kg.release.inputs import Inputs
from kg.release.shards import as_triples
from kg.release.telling import code_in, scene_of
from kg.validate.cases import Case, cases
from kg.validate.decisions import without_own_decisions
from kg.validate.discreet import discreet
from kg.validate.hints import Known
from kg.validate.personal import gate, stops, without_repeats
from kg.validate.placing import Scene
from kg.validate.raised import Raised
from kg.validate.report import told

Judge = Callable[[Sequence[Case]], list[Raised]]


@dataclass(frozen=True)
class Desk:
    """What judging needs, read once: the inputs, the published records around, a judge of cases, and every name."""

    inputs: Inputs
    around: Around
    judge: Judge
    names: Callable[[], Index]
    today: Callable[[], date] = date.today

    @cached_property
    def ground(self) -> ox.Store:
        """The vocabulary as rules read it."""
        return self.inputs.vocabulary.store()

    @cached_property
    def form(self) -> FormModel:
        """What the forms ask."""
        return form_model(self.inputs.model, self.inputs.base)

    @property
    def reader(self) -> Reader:
        """What reading takes, today."""
        inputs = self.inputs
        return Reader(inputs.base, inputs.vocabulary.kinds, self.form, self.names, self.today())

    @cached_property
    def known(self) -> Known:
        """What hints may name."""
        inputs = self.inputs
        return Known(inputs.base, inputs.vocabulary.kinds, self.names, self._code, inputs.worked_out.properties)

    def _code(self, key: str) -> str | None:
        """The code of a published thing, where it has one."""
        return code_in(self.around.lines([key]).get(key, []))

    def warmed(self) -> "Desk":
        """The same desk with everything on it laid out, so that the first who comes doesn't wait for it."""
        book = self.inputs.book
        _ = (book.owners, book.languages, book.spellings, self.inputs.derivations, self.ground, self.form, self.known)
        return self


def examine(handed: Sequence[Handed], desk: Desk) -> Examined:
    """Every finding, and the records as they would be kept; BadSyntax for the first that can't be read at all.

    What people's data does wrong is a finding, never an exception.
    """
    read = read_all(handed, desk.reader)
    if read.unreadable:
        raise read.unreadable[0]
    return _examined(read, desk)


def examine_each(handed: Sequence[Handed], desk: Desk, *, by_steward: bool = True) -> Examined:
    """The same, where what can't be read at all is a finding beside the others.

    Decisions that only a steward can make are taken out of what isn't `by_steward`.
    """
    read = read_all(handed, desk.reader)
    about = desk.inputs.base.iri
    read.findings += [unreadable(wrong, about) for wrong in read.unreadable]
    if not by_steward:
        _take_out_decisions(read, desk)
    return _examined(read, desk)


def _take_out_decisions(read: Read, desk: Desk) -> None:
    """Leave the decisions that are published already; what a submitter adds to them is a finding."""
    for place, candidate in enumerate(read.candidates):
        kept, found = without_own_decisions(candidate, _published(candidate.key, desk), desk.inputs.base)
        read.candidates[place] = kept
        read.findings += found


def _published(key: str, desk: Desk) -> Iterator[str]:
    """What is published of a record; looked up when it is asked for."""
    yield from desk.around.lines([key]).get(key, ())


@dataclass
class _Judging:
    """The records that were handed in, by key, as they are judged; what was found while they were made ready."""

    records: dict[str, Record] = field(default_factory=dict)
    answers: dict[str, Answers] = field(default_factory=dict)
    derived: Mapping[str, tuple[Quad, ...]] = field(default_factory=dict)
    pointing: Mapping[str, frozenset[str]] = field(default_factory=dict)
    around: Mapping[str, list[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def _examined(read: Read, desk: Desk) -> Examined:
    gated = gate(read.texts, about=_about(read, desk))
    judging = _made_ready(read, desk)
    raised = desk.judge(_cases(judging))
    found = [*read.findings, *judging.findings]
    if raised or found:
        found = told(raised, _scene(read, judging, desk), desk.inputs.base, desk.known, found)
    found = [*gated, *without_repeats(found, gated)]
    kept = () if stops(gated) else tuple(_written(each, judging, desk) for each in judging.records.values())
    return Examined(tuple(discreet(each) for each in in_order(found)), kept, desk.inputs.shapes.version)


def _about(read: Read, desk: Desk) -> str:
    """What is said of the whole hand-in is said of its first record."""
    base = desk.inputs.base
    return next((base.record(each.owner.kind, each.owner.slug).value for each in read.candidates), base.iri)


def _made_ready(read: Read, desk: Desk) -> _Judging:
    """The records with what they may not hold taken out, and what the rules make of them."""
    judging, inputs = _Judging(), desk.inputs
    claims: dict[str, list[Candidate]] = {}
    for candidate in read.candidates:
        others = claims.setdefault(candidate.key, [])
        if any(candidate.says_the_same(each) for each in others):
            continue
        others.append(candidate)
        text = "".join(lines(candidate.quads))
        record = Record(candidate.owner, candidate.source, candidate.quads, text)
        kinds, located = inputs.vocabulary.kinds, candidate.located
        judging.findings += check(record, base=inputs.base, kinds=kinds, located=located)
        record, remarks = inputs.worked_out.taken_out(own(record, inputs.base), inputs.base, located)
        judging.records[record.key] = record
        if candidate.answers is not None:
            judging.answers[record.key] = candidate.answers
        judging.findings += remarks
    judging.findings += [_claimed(each, desk) for each in claims.values() if len(each) > 1]
    ordered = list(judging.records.values())
    judging.derived = derive(
        ordered,
        inputs.rules,
        inputs.vocabulary,
        inputs.base,
        shapes_version=inputs.shapes.version,
        ground=desk.ground,
        strict=False,
    )
    judging.pointing = {
        key: references((*record.quads, *judging.derived[key]), inputs.base) for key, record in judging.records.items()
    }
    wanted = {key for keys in judging.pointing.values() for key in keys}
    judging.around = desk.around.lines(sorted(wanted - set(judging.records)))
    return judging


def _claimed(several: Sequence[Candidate], desk: Desk) -> Finding:
    owner = several[0].owner
    thing = str(desk.inputs.base.mint(owner.kind, owner.slug))
    places = [each.located.place(thing) or Place(each.source) for each in several]
    return claimed(desk.inputs.base.record(owner.kind, owner.slug).value, several[0].key, places)


def _cases(judging: _Judging) -> Sequence[Case]:
    """A case for each record: its own statements, and those of the records that it points at."""
    triples = {key: as_triples(text) for key, text in judging.around.items()}
    for key, record in judging.records.items():
        triples[key] = as_triples(sorted(lines([*record.quads, *judging.derived[key]])))
    return cases(judging.records, lambda key: triples.get(key, []), lambda key: judging.pointing[key])


def _scene(read: Read, judging: _Judging, desk: Desk) -> Scene:
    parts = {id(each.located): each.located for each in read.candidates}
    own = lines([quad for key, record in judging.records.items() for quad in (*record.quads, *judging.derived[key])])
    beside = [line for text in judging.around.values() for line in text]
    return scene_of(parts.values(), own, beside, desk.inputs)


def _written(record: Record, judging: _Judging, desk: Desk) -> WrittenRecord:
    """A record as it would be kept: the same statements give the same bytes."""
    data = write([quad.triple for quad in record.quads], TURTLE, base_iri=desk.inputs.base.iri)
    answers = judging.answers.get(record.key)
    return WrittenRecord(record.key, data.decode(), answers.as_json() if answers else None)
