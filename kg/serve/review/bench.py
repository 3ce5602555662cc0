"""What stewards decide with: the inbox, those who examine, the published release; and judging records once more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from kg.errors import Refused
from kg.examine.handed import Examined, Handed
from kg.inbox.inbox import Inbox
from kg.inbox.values import Edit, Revision
from kg.parse.record import references
from kg.query.question import Engine
from kg.rdf.findings import Finding, violations
from kg.rdf.iris import Base
from kg.serve.review import in_force

_TURTLE, _JSON = "text/turtle", "application/json"


class Judges(Protocol):
    """Those who examine, as far as deciding needs them."""

    def examine(self, handed: Sequence[Handed], *, by_steward: bool) -> Examined:
        """Every finding and the records; decisions that only a steward can make stay where it is `by_steward`."""
        ...


@dataclass(frozen=True)
class Bench:
    """What deciding takes: the inbox, those who examine, the published release, and which day it is."""

    inbox: Inbox
    examiners: Judges
    engine: Engine
    base: Base
    today: date

    def digest_in_force(self, key: str) -> str | None:
        """The digest of what counts of a record now; None where there is none."""
        found = in_force.of(key, self.inbox, self.engine, self.base)
        return found.digest if found else None

    def pointed_at(self, key: str, turtle: str) -> frozenset[str]:
        """The records that a record points at."""
        return references(in_force.read_record(key, turtle, self.base).quads, self.base)


def text_of(revision: Revision, edited: Mapping[str, Edit]) -> str:
    """What is proposed of a record: as a steward has edited it, else as it was handed in."""
    return edited[revision.key].turtle if revision.key in edited else revision.in_force


def needs(bench: Bench, turtle: str, key: str, others: Sequence[Revision]) -> tuple[Revision, ...]:
    """The new records of the same submission that a record points at: it can't be accepted without them."""
    pointed = bench.pointed_at(key, turtle)
    return tuple(
        each for each in others if each.key in pointed and not each.stands and bench.digest_in_force(each.key) is None
    )


def judged(bench: Bench, texts: Mapping[str, str]) -> Examined:
    """The records judged beside what they point at, also where that is accepted and not published yet.

    Refused with its findings where something in them stops publication.
    """
    pointed = {key for name, text in texts.items() for key in bench.pointed_at(name, text)}
    accepted = {key: bench.inbox.in_force(key) for key in sorted(pointed - set(texts))}
    beside = {key: found[1] for key, found in accepted.items() if found}
    every = sound(bench, {**texts, **beside})
    records = tuple(each for each in every.records if each.key in texts)
    if {each.key for each in records} != set(texts):
        raise ValueError("the examiner gave other records back than it was given")
    about = {bench.base.iri_of(f"record/{key}") for key in beside}
    return replace(every, records=records, findings=tuple(f for f in every.findings if f.record not in about))


def sound(bench: Bench, texts: Mapping[str, str]) -> Examined:
    """What an examiner makes of records; Refused with its findings where something in them stops publication."""
    handed = [Handed(f"{key}.ttl", text.encode(), _TURTLE) for key, text in sorted(texts.items())]
    examined = bench.examiners.examine(handed, by_steward=True)
    _must_be_sound(examined.findings)
    return examined


def must_be_readable(bench: Bench, answered: Mapping[str, str]) -> None:
    """Refused where an answer can't be read: a record is made of the others, and the one would be lost in silence.

    `answered` are the answers, as JSON, of those records that were made of some. What shapes say of them is judged by
    itself, on the records.
    """
    for key, said in answered.items():
        found = bench.examiners.examine([Handed(f"{key}.json", said.encode(), _JSON)], by_steward=True).findings
        _must_be_sound([each for each in found if each.shape is None and each.place is not None and each.place.field])


def _must_be_sound(findings: Sequence[Finding]) -> None:
    count = len(violations(findings))
    if count:
        raise Refused(
            f"It can't be accepted: {count} {'fault' if count == 1 else 'faults'} must be mended first.",
            message_sv=f"Den kan inte godkännas: {count} fel måste rättas först.",
            findings=findings,
        )
