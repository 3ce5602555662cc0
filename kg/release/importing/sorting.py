"""Sort the rows of an export: which are none of ours, faulty, held for people, as they were, or to be made anew."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from kg.link.ledger import Line
from kg.names.described import Described
from kg.parse.bank.rows import BankRow, Header, Note, by_column
from kg.rdf.canonical import digest
from kg.rdf.iris import slug
from kg.release.importing.book import Book, Entry
from kg.release.importing.job import Job
from kg.sweden.names import plain
from kg.sweden.projectbanks.beneficiaries import says_an_organisation
from kg.sweden.projectbanks.cells import Value
from kg.sweden.projectbanks.formats import Values

_LONGEST = 60
"""Characters of a name that are kept in a short name."""
_LOOKED_IN = ("title", "titleEnglish", "objective", "priority", "intervention")


class Sort(Enum):
    """What a row is."""

    ELSEWHERE = "elsewhere"
    PASSED_BY = "passed by"
    FAULTY = "faulty"
    HELD = "held"
    OURS = "ours"
    PENDING = "pending"


@dataclass(frozen=True)
class Thing:
    """A thing to have a record: its key and short name, what is said of it, and a digest of that."""

    key: str
    slug: str
    values: Values
    digest: str


@dataclass(frozen=True)
class Sorted:
    """A row and what it is; with the thing it is about, and its beneficiary where that needs a record of its own.

    `slugs` are the short names of the two, and `ours` is the key of the record of ours that it is.
    """

    sort: Sort
    row: BankRow
    notes: tuple[Note, ...] = ()
    thing: Thing | None = None
    owner: Thing | None = None
    slugs: Mapping[str, str] | None = None
    line: Line | None = None
    ours: str | None = None


class Sorter:
    """Sorts the rows of one export, in their order."""

    def __init__(self, job: Job, header: Header, book: Book) -> None:
        self._job = job
        self._header = header
        self._book = book

    def sort(self, row: BankRow) -> Sorted:
        """What a row is."""
        if not row.belongs:
            return Sorted(Sort.ELSEWHERE, row)
        if row.values and not self._is_about(row):
            return Sorted(Sort.PASSED_BY, row)
        if row.stopped:
            return Sorted(Sort.FAULTY, row, row.notes)
        short = self._job.row_slug(row.values)
        first = self._book.first_seen(self._job.key("row", short), row.number)
        if first != row.number:
            return Sorted(Sort.FAULTY, row, (*row.notes, self._repeated(row, first)))
        settled = self._job.known.duplicates.find(
            self._described(row.values), self._job.form.page + str(row.values["id"]), today=self._job.today
        )
        if settled is not None:
            sort = Sort.OURS if settled.line is None else Sort.HELD
            return Sorted(sort, row, row.notes, line=settled.line, ours=settled.key)
        return self._pending(row, short)

    def _is_about(self, row: BankRow) -> bool:
        named = (str(row.values[name]) for name in _LOOKED_IN if name in row.values)
        return self._job.about.is_in((*named, *row.prose))

    def _described(self, values: Values) -> Described:
        codes = (str(values[name]) for name in ("id", "operation") if name in values)
        titles = (str(values[name]) for name in ("title", "titleEnglish") if name in values)
        return Described("", self._job.template.kind("row"), tuple(titles), codes=tuple(dict.fromkeys(codes)))

    def _pending(self, row: BankRow, short: str) -> Sorted:
        values: dict[str, Value] = dict(row.values)
        slugs, notes = {"row": short}, list(row.notes)
        owner: Thing | None = None
        name = values.get("owner")
        if name is not None:
            number = values.get("ownerNumber")
            key = self._job.known.owners.known(str(name), None if number is None else str(number))
            if key is not None:
                slugs["owner"] = key.partition("/")[2]
            elif number is not None or says_an_organisation(str(name)):
                owner = self._owner(values)
                slugs["owner"] = owner.slug
            else:
                del values["owner"]
                notes.append(self._nobody(row))
        thing = self._thing("row", short, values, slugs.get("owner", ""))
        return Sorted(Sort.PENDING, row, tuple(notes), thing, owner, slugs)

    def _owner(self, values: Values) -> Thing:
        """The beneficiary as a thing of its own: by its number in every bank, by its name in this one."""
        said = {name: values[name] for name in ("owner", "ownerNumber") if name in values}
        number = str(values.get("ownerNumber", "")).replace("-", "")
        return self._thing("owner", f"org-{number}" if number else self._named(str(values["owner"])), said, "")

    def _named(self, name: str) -> str:
        """A short name made of a name: two names that would be written alike are told apart by their sums."""
        return f"{self._job.form.name}-{slug(name)[:_LONGEST].strip('-')}-{digest(plain(name))[:6]}"

    def _thing(self, role: str, short: str, values: Values, beside: str) -> Thing:
        made_by = [beside, self._job.template.digest, self._job.base.iri]
        said = json.dumps([sorted((name, str(value)) for name, value in values.items()), *made_by])
        return Thing(self._job.key(role, short), short, values, digest(said))

    def _repeated(self, row: BankRow, first: int) -> Note:
        return by_column(
            self._header,
            row,
            ["id"],
            f"Samma projekt står redan på rad {first}. Bara den första raden importeras.",
            f"The same project stands in row {first} already. Only the first row is imported.",
        )

    def _nobody(self, row: BankRow) -> Note:
        note = by_column(
            self._header,
            row,
            ["owner"],
            "Stödmottagaren har inget organisationsnummer, är inte känd, och kan vara en person. Namnet är utelämnat.",
            "The beneficiary has no organisation number, isn't known, and may be a person. The name is left out.",
        )
        return replace(note, stops=False)


def entry_of(thing: Thing, row: BankRow, job: Job, role: str, *, issued: str) -> Entry:
    """What the book remembers of a record."""
    title = str(thing.values.get("title", thing.values.get("owner", "")))
    identifier = str(row.values.get("id", ""))
    return Entry(thing.key, identifier, row.number, title, thing.digest, issued, job.export_slug, role, job.rules)
