"""Rows of a bank that may be records of ours: compared with what we have, and held for people with the reasons.

A decision is never made here: what is as like as the threshold says waits, whatever its score.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kg import __version__
from kg.link.ledger import Decision, Justification, Line, Pair
from kg.names.compare import Likeness
from kg.names.described import Described
from kg.names.index import Index, Match
from kg.rdf.namespaces import RDFS

TOOL = "kg import"
PREDICATE = RDFS.seeAlso.value
"""A bank's page tells more of our thing; it is a page, so never the same thing."""


@dataclass(frozen=True)
class Settled:
    """What people have decided on a row: it is this record of ours, or nothing is decided and the line waits."""

    key: str
    line: Line | None


class Duplicates:
    """What we have, and what people have decided on pairs of it and a bank's rows."""

    def __init__(self, index: Index, decided: Mapping[Pair, Decision], hold: float) -> None:
        self._index = index
        self._decided = decided
        self._hold = hold

    def find(self, row: Described, page: str, *, today: str) -> Settled | None:
        """The record of ours that a row is or may be, None when it is none; `page` is the row's in the bank."""
        waiting: Settled | None = None
        for match in self._index.like(row):
            if match.score.value < self._hold:
                break
            pair = Pair(match.key, PREDICATE, page)
            said = self._decided.get(pair)
            if said is Decision.ACCEPT:
                return Settled(match.key, None)
            if waiting is None and said is not Decision.REJECT:
                waiting = Settled(match.key, _line(pair, match, row, today))
        return waiting


def _line(pair: Pair, match: Match, row: Described, today: str) -> Line:
    likeness = match.score.reasons[0].likeness
    by_code = likeness in (Likeness.CODE, Likeness.NUMBER, Likeness.CODE_ALONE)
    held_sv, held_en = "väntar: raden kan vara en post som finns", "held: the row may be a record that exists"
    return Line(
        pair,
        Decision.HOLD,
        (Justification.BY_CODE if by_code else Justification.BY_LIKENESS).value,
        today,
        f"{match.score.text('en')}; {held_en}",
        f"{match.score.text('sv')}; {held_sv}",
        confidence=f"{match.score.value:.2f}",
        subject_label=match.label,
        object_label=row.label,
        tool=TOOL,
        tool_version=__version__,
    )
