"""Make the records of sorted rows: carry over those that are as they were, judge the others, write what is sound."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.errors import BadInput
from kg.link.ledger import Decision, Line, Pair
from kg.parse.bank.rows import BankRow, Header, Note, by_column
from kg.release.importing.batch import Judge, Made, Wrong, made
from kg.release.importing.book import Entry
from kg.release.importing.job import Job
from kg.release.importing.leaving import Leaver
from kg.release.importing.shelf import Shelf
from kg.release.importing.sorting import Sort, Sorted, Thing, entry_of
from kg.release.importing.told import Listener, Tally, Told
from kg.sources.imported import BESIDE
from kg.sweden.projectbanks.formats import Values

_COUNTED = {
    Sort.ELSEWHERE: "elsewhere",
    Sort.PASSED_BY: "passed_by",
    Sort.FAULTY: "faulty",
    Sort.HELD: "held",
    Sort.OURS: "ours",
}


@dataclass(frozen=True)
class _Draft:
    """A record made of a row and not judged yet; `before` is that of the import before, where it says the same."""

    sorted: Sorted
    thing: Thing
    entry: Entry
    made: Made
    before: Entry | None


class Maker:
    """Makes the records of an import on a shelf, and keeps the tally."""

    def __init__(
        self, job: Job, shelf: Shelf, judge: Judge, listener: Listener, decided: Mapping[Pair, Decision]
    ) -> None:
        self._job = job
        self._shelf = shelf
        self._judge = judge
        self._listener = listener
        self._told: list[Told] = []
        self.tally = Tally()
        self._held: list[Line] = []
        self._leaver = Leaver(job, shelf, judge, decided, self.tally)

    def file(self) -> None:
        """Write the record of the file itself; BadInput when its name can't be published."""
        key = self._job.key("export", self._job.export_slug)
        statements = self._job.statements("export", {}, {}, issued=self._job.today)
        draft = made(key, statements, {"file": self._job.export.name, "slug": self._job.export_slug}, self._job.base)
        for wrong in self._judge.judged({key: draft}).get(key, [])[:1]:
            raise BadInput(
                f"The file's name or record can't be published: {wrong.en}",
                message_sv=f"Filens namn eller post kan inte publiceras: {wrong.sv}",
            )
        self._shelf.write(key, draft.record.quads)
        slug = self._job.export_slug
        self._shelf.book.add(
            [
                Entry(
                    key=key,
                    id=slug,
                    number=0,
                    title=self._job.export.name,
                    digest=self._job.export.sha256,
                    issued=self._job.today,
                    export=slug,
                    role="export",
                    rules=self._job.rules,
                )
            ]
        )

    def make(self, header: Header, batch: Sequence[Sorted]) -> None:
        """Take the rows of a batch as far as they go."""
        self.tally.read += len(batch)
        drafts: list[_Draft] = []
        owners: dict[str, _Draft] = {}
        for row in batch:
            if row.sort is Sort.PENDING:
                self._draft(row, drafts, owners)
            else:
                self._count(row.sort)
                self._tell(row.row, row.notes)
                self._held += [row.line] if row.line is not None else []
                self._leaver.met(row)
        wrong = self._judge.judged({each.made.record.key: each.made for each in (*owners.values(), *drafts)})
        for draft in drafts:
            self._finish(draft, owners, wrong, header)
        for told in sorted(self._told, key=lambda told: told.row):
            self._listener.note(told)
        self._told.clear()

    def end(self) -> Tally:
        """Settle what is gone since the import before, and keep the records of the files that are still spoken of."""
        before = self._shelf.before
        if before is not None:
            self._leaver.settle(before)
            for entry in before.entries("export"):
                if entry.id in self._shelf.book.exports() and entry.key not in self._shelf.book:
                    self._shelf.carry(entry.key)
                    self._shelf.book.add([entry])
        return self.tally

    @property
    def lines(self) -> list[Line]:
        """What waits for people, and what has left for good: the lines of the import's ledger."""
        return [*self._held, *self._leaver.lines]

    def _draft(self, row: Sorted, drafts: list[_Draft], owners: dict[str, _Draft]) -> None:
        """Carry a row's record over where nothing has changed; else make it, and its owner's where that is new."""
        thing = row.thing
        if thing is None:
            return
        owner_is_here = row.owner is None or self._has(row.owner, row, owners)
        if owner_is_here and self._carried(thing):
            self.tally.same += 1
            self._tell(row.row, row.notes)
        else:
            drafts.append(self._made(row, thing, "row"))

    def _has(self, owner: Thing, row: Sorted, owners: dict[str, _Draft]) -> bool:
        """Whether the owner's record is here already; where it isn't, it is among the drafts afterwards."""
        if owner.key in self._shelf.book:
            return True
        if self._carried(owner):
            return True
        if owner.key not in owners:
            owners[owner.key] = self._made(row, owner, "owner")
        return False

    def _carried(self, thing: Thing) -> bool:
        """Whether a record is carried over from the import before: it says the same, and the rules are the same."""
        before = self._before(thing.key)
        if before is None or before.digest != thing.digest or before.rules != self._job.rules:
            return False
        return self._carry(before)

    def _carry(self, before: Entry) -> bool:
        if not self._shelf.carry(before.key):
            return False
        self._shelf.book.add([replace(before, rules=self._job.rules)])
        return True

    def _before(self, key: str) -> Entry | None:
        return self._shelf.before.get(key) if self._shelf.before is not None else None

    def _made(self, row: Sorted, thing: Thing, role: str) -> _Draft:
        before = self._before(thing.key)
        issued = before.issued if before is not None else self._job.today
        statements = self._job.statements(role, row.slugs or {}, _numbered(thing, row.row), issued=issued)
        texts = {name: value for name, value in thing.values.items() if type(value) is str and name not in _NO_TEXTS}
        draft = made(thing.key, statements, texts, self._job.base)
        same = before if before is not None and before.digest == thing.digest else None
        return _Draft(row, thing, entry_of(thing, row.row, self._job, role, issued=issued), draft, same)

    def _finish(self, draft: _Draft, owners: dict[str, _Draft], wrong: dict[str, list[Wrong]], header: Header) -> None:
        """Write a record that nothing is wrong with, and its owner's; tell what is wrong with one that isn't."""
        row = draft.sorted
        owner = owners.get(row.owner.key) if row.owner is not None else None
        found = [(draft, each) for each in wrong.get(draft.thing.key, [])]
        found += [(owner, each) for each in wrong.get(owner.thing.key, [])] if owner is not None else []
        if found:
            self._count(Sort.FAULTY)
            self._leaver.met(replace(row, sort=Sort.FAULTY))
            self._tell(row.row, (*row.notes, *dict.fromkeys(self._note(of, each, header) for of, each in found)))
            return
        if owner is not None and owner.thing.key not in self._shelf.book:
            self._put_owner(owner)
        if draft.before is not None and self._carry(draft.before):
            self.tally.same += 1
        else:
            self._write(draft)
        self._tell(row.row, row.notes)

    def _put_owner(self, owner: _Draft) -> None:
        if owner.before is not None and self._carry(owner.before):
            return
        self._shelf.write(owner.thing.key, owner.made.record.quads)
        self._shelf.book.add([owner.entry])
        self.tally.owners += 1

    def _write(self, draft: _Draft) -> None:
        key, row = draft.thing.key, draft.sorted
        self._shelf.write(key, draft.made.record.quads)
        if "operation" in draft.thing.values and self._job.form.numbered_by != self._job.form.name:
            more = self._job.statements(
                "row", row.slugs or {}, _numbered(draft.thing, row.row), issued=draft.entry.issued, beside=True
            )
            self._shelf.write(key, made(key, more, {}, self._job.base).record.quads, under=BESIDE)
        self._shelf.book.add([draft.entry])
        if self._before(key) is not None:
            self.tally.changed += 1
            self.tally.name(self.tally.changed_rows, draft.entry.id, draft.entry.title)
        else:
            self.tally.new += 1

    def _note(self, draft: _Draft, wrong: Wrong, header: Header) -> Note:
        """What is wrong with a record, told of the column that it came from."""
        role = draft.entry.role
        slugs = {**(draft.sorted.slugs or {}), "export": self._job.export_slug}
        pattern = self._job.template.patterns[role]
        names = [wrong.column] if wrong.column is not None else pattern.columns(slugs, wrong.focus, wrong.path)
        return by_column(header, draft.sorted.row, names, wrong.sv, wrong.en)

    def _count(self, sort: Sort) -> None:
        name = _COUNTED[sort]
        setattr(self.tally, name, getattr(self.tally, name) + 1)

    def _tell(self, row: BankRow, notes: Iterable[Note]) -> None:
        self._told += [Told(row.number, note) for note in notes]


def _numbered(thing: Thing, row: BankRow) -> Values:
    return {**thing.values, "rowNumber": str(row.number)}


_NO_TEXTS = frozenset(
    ("id", "operation", "ownerNumber", "start", "end", "edtf", "rate", "budgetWritten", "supportWritten")
)
"""What is of a form that was checked cell by cell: no text where personal details are looked for."""
