"""What an import does of earlier records that no row became again: kept for people to decide on, never dropped unsaid.

A row that is gone waits; one that is faulty or held keeps its earlier record; one that is ours gives way to our record.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from kg.link import sssom
from kg.link.leaving import LEFT, impossible, let_go, replaced, takes_away, waiting
from kg.link.ledger import Decision, Line, Pair
from kg.parse.record import parse, references
from kg.rdf.iris import Owner
from kg.release.importing.batch import Judge, Made
from kg.release.importing.book import Book, Entry
from kg.release.importing.job import Job
from kg.release.importing.shelf import Shelf
from kg.release.importing.sorting import Sort, Sorted
from kg.release.importing.told import Tally
from kg.sources.imported import LEAVING

ROW, LEFT_ROW, OWNER, FILE = "row", "left", "owner", "export"
_BATCH = 500
_NUMBERED = re.compile(r"org-([0-9]{6})([0-9]{4})")


class Leaver:
    """Settles the earlier records that this import has none of; what waits, or is settled, are lines of its ledger."""

    def __init__(self, job: Job, shelf: Shelf, judge: Judge, decided: Mapping[Pair, Decision], tally: Tally) -> None:
        self._job = job
        self._shelf = shelf
        self._judge = judge
        self._decided = decided
        self._tally = tally
        self._lines: dict[str, Line] = {}

    @property
    def lines(self) -> list[Line]:
        """What waits for people, and what has left for good."""
        return list(self._lines.values())

    def met(self, row: Sorted) -> None:
        """Remember of a row that becomes no record what it is, where an earlier import made a record of it."""
        before = self._shelf.before
        key = self._job.row_key(row.row.values) if before is not None else None
        if key is not None and before is not None and before.get(key) is not None:
            self._shelf.book.meet(key, row.sort.value, row.ours or "")

    def settle(self, before: Book) -> None:
        """Keep, hold or let go each earlier record that isn't here."""
        self._remember()
        for role in (ROW, LEFT_ROW):
            missing = (entry for entry in before.entries(role) if entry.key not in self._shelf.book)
            while some := list(islice(missing, _BATCH)):
                self._keep(before, {entry.key: entry for entry in some if self._may_stay(entry, role)})
        for entry in before.entries(OWNER):
            if entry.key not in self._shelf.book and not self._stands_for(entry):
                self._carry(entry, OWNER)

    def _may_stay(self, entry: Entry, role: str) -> bool:
        """Whether an earlier record is kept for now; where people must say, a line asks them."""
        why, ours = self._shelf.book.why(entry.key)
        if why == Sort.OURS.value:
            self._lines[entry.key] = replaced(entry.key, self._job.base.iri + ours, today=self._job.today)
            return False
        if why in (Sort.FAULTY.value, Sort.HELD.value):
            self._tally.kept += 1
            return True
        if role == ROW:
            self._tally.gone += 1
            self._tally.name(self._tally.gone_rows, entry.id, entry.title)
        page = self._job.form.page + entry.id
        said = self._decided.get(Pair(entry.key, LEFT, page))
        if said is None:
            passed = why == Sort.PASSED_BY.value
            line = waiting(entry.key, page, entry.title, today=self._job.today, in_the_file=passed)
            self._lines[entry.key] = let_go(line) if self._job.letting_go else line
            self._tally.leaving += not self._job.letting_go
        return said is not Decision.ACCEPT and (said is not None or not self._job.letting_go)

    def _keep(self, before: Book, entries: Mapping[str, Entry]) -> None:
        """Keep records that the rules still accept, with the bodies and files that they speak of; let the others go."""
        made: dict[str, Made] = {}
        for key in entries:
            kind, _, slug = key.partition("/")
            data = self._shelf.earlier(key)
            if data is None:
                continue
            made[key] = Made(parse(data, f"records/{key}.ttl", Owner(kind, slug), base=self._job.base), {})
            for other in references(made[key].record.quads, self._job.base):
                near = before.get(other)
                if near is not None and near.role in (OWNER, FILE) and other not in self._shelf.book:
                    self._carry(near, near.role)
        wrong = self._judge.judged(made)
        for key in made:
            if key in wrong:
                self._refused(entries[key], wrong[key][0].sv, wrong[key][0].en)
            else:
                self._carry(entries[key], LEFT_ROW)

    def _refused(self, entry: Entry, sv: str, en: str) -> None:
        page = self._job.form.page + entry.id
        self._lines[entry.key] = impossible(entry.key, page, sv, en, today=self._job.today)

    def _stands_for(self, entry: Entry) -> bool:
        """Whether a body that no row speaks of any more is one of ours by now: then ours stands in its place."""
        found = _NUMBERED.fullmatch(entry.key.partition("/")[2])
        ours = self._job.known.owners.known(entry.title, f"{found[1]}-{found[2]}" if found else None)
        if ours is not None:
            self._lines[entry.key] = replaced(entry.key, self._job.base.iri + ours, today=self._job.today)
        return ours is not None

    def _carry(self, entry: Entry, role: str) -> None:
        if self._shelf.carry(entry.key, under=LEAVING if role == LEFT_ROW else None):
            self._shelf.book.add([replace(entry, role=role, rules=self._job.rules)])

    def _remember(self) -> None:
        """What was let go by earlier imports stays so, unless its row is back."""
        self._lines |= {
            line.pair.subject: line for line in self._earlier() if line.pair.subject not in self._shelf.book
        }

    def _earlier(self) -> Iterator[Line]:
        name = f"{self._job.form.name}.sssom.tsv"
        data = self._shelf.earlier_ledger()
        for line in sssom.read(data, name, self._job.base).lines if data is not None else ():
            if takes_away(line) and line.decision is Decision.ACCEPT:
                yield line
