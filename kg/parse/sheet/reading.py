"""A filled sheet becomes answers: one set for each thing in it, the cell of every answer, and what can't be read.

CSV or a workbook, our template or somebody's own with headings like ours. What people's sheets do wrong is a finding at
its cell; only what can't be opened at all is an exception.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.parse.answers.answers import Answers, read_answers
from kg.parse.answers.form_model import FormKind, FormModel
from kg.parse.media import CSV, XLSX, table_format
from kg.parse.sheet.columns import Column
from kg.parse.sheet.csv_text import read_csv
from kg.parse.sheet.findings import Remarks
from kg.parse.sheet.heads import Head, Heads
from kg.parse.sheet.rows import OnRow, Thing, repeated
from kg.parse.sheet.table import Cell, Row, Sheet
from kg.parse.sheet.words import own_sheet
from kg.parse.workbook.reading import read_workbook
from kg.parse.workbook.texts import every_text
from kg.place import Place
from kg.rdf.findings import Finding


@dataclass(frozen=True)
class SheetAnswers:
    """The answers about one thing; `places` has the cell of every address, `place` is where its first row begins."""

    answers: Answers
    places: Mapping[str, Place]
    place: Place
    rows: Mapping[str, OnRow] = field(default_factory=dict, repr=False, compare=False)
    _around: dict[str, Place] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for address, place in self.places.items():
            while address:
                self._around.setdefault(address, place)
                address = address.rpartition("/")[0]

    def at(self, place: Place | None) -> Place | None:
        """The cell of a place that is an address: the value's, else the empty one it would have, else one near it."""
        if place is None or place.cell is not None:
            return place
        address = place.field or ""
        while address and address not in self._around:
            around, _, key = address.rpartition("/")
            steps = tuple(step for step in address.split("/") if not step.isdigit())
            if not key.isdigit() and around in self.rows and (blank := self.rows[around].place(steps)) is not None:
                return blank
            address = around
        return self._around.get(address, self.place)


@dataclass(frozen=True)
class ReadSheet:
    """What a sheet says: the things in it, and the findings that reading it gave."""

    things: tuple[SheetAnswers, ...]
    findings: tuple[Finding, ...]


def read_sheet(data: bytes, name: str, media_type: str | None, model: FormModel) -> ReadSheet:
    """The answers in a CSV file or a workbook; BadSyntax or UnsupportedMediaType when it can't be read at all."""
    form = table_format(name, media_type)
    sheets = [read_csv(data, name)] if form is CSV else read_workbook(data, name)
    reading = _Reading(name, Remarks(name))
    reading.read(sheets, model)
    return ReadSheet(tuple(_answers(each, reading.remarks) for each in reading.things), tuple(reading.remarks.findings))


def sheet_texts(data: bytes, name: str, media_type: str | None) -> Iterator[tuple[Place, str]]:
    """Every text in a workbook, seen or not, for the gate; a CSV file hides nothing from whoever reads its lines."""
    if table_format(name, media_type) is XLSX:
        yield from every_text(data, name)


def _answers(thing: Thing, remarks: Remarks) -> SheetAnswers:
    thing.refer()
    said = {
        "kind": thing.kind.name,
        "slug": thing.slug,
        "answers": thing.own.answers,
        "record": thing.record.answers,
        "source": thing.source.answers,
    }
    answers, findings = read_answers(said, remarks.source)
    made = SheetAnswers(answers, thing.places, thing.place, thing.stands)
    remarks.findings.extend(in_cells(findings, made))
    return made


def in_cells(findings: Iterable[Finding], said: SheetAnswers) -> list[Finding]:
    """Findings about answers, with the cells where the answers stand in place of their addresses."""
    return [
        replace(each, place=said.at(each.place), also=tuple(filter(None, map(said.at, each.also)))) for each in findings
    ]


@dataclass
class _Reading:
    """The things so far, as the sheets are read one after the other."""

    source: str
    remarks: Remarks
    things: list[Thing] = field(default_factory=list)
    _by_name: dict[tuple[str, str], Thing] = field(default_factory=dict)
    _titles: dict[tuple[str, str], list[Thing]] | None = None

    def read(self, sheets: Iterable[Sheet], model: FormModel) -> None:
        """Read every sheet: first those whose rows are things, then those that speak of them."""
        known = Heads(model)
        found: list[tuple[Sheet, Head]] = []
        for sheet in sheets:
            if own_sheet(sheet.name) or not (sheet.rows or sheet.beyond):
                continue
            head = known.of(sheet)
            if head is None:
                self.remarks.unknown_sheet(sheet)
            elif sheet.hidden:
                self.remarks.hidden_sheet(sheet)
            else:
                found.append((sheet, head))
        for sheet, head in sorted(found, key=lambda each: not each[1].declares):
            self._sheet(sheet, head)
        if not found:
            self.remarks.nothing_known(model)
        elif not self.things and not self.remarks.findings:
            self.remarks.nothing_filled(*found[0])

    def _sheet(self, sheet: Sheet, head: Head) -> None:
        self.remarks.about_sheet(sheet, head)
        current: Thing | None = None
        for row in head.rows:
            name = row.cells.get(head.names) if head.names else None
            cells = list(self._usable(row, head))
            if name is not None and name.trouble is not None:
                self.remarks.trouble(name)
                current = None
            elif cells or name is not None:
                current = self._row(sheet, head, row, name, cells, current)

    def _usable(self, row: Row, head: Head) -> Iterator[tuple[Column, Cell]]:
        """The cells of a row that belong to columns and can be used; those that can't are findings."""
        for at, cell in sorted(row.cells.items()):
            if at in head.columns:
                if cell.trouble is None:
                    yield head.columns[at], cell
                else:
                    self.remarks.trouble(cell, head.columns[at])

    def _row(
        self,
        sheet: Sheet,
        head: Head,
        row: Row,
        name: Cell | None,
        cells: list[tuple[Column, Cell]],
        above: Thing | None,
    ) -> Thing | None:
        """What a row says goes to the thing it speaks of, which it may begin."""
        thing = self._named(head, name) if name is not None else above
        if name is None and (thing is None or _begins_anew(thing, cells)):
            thing = self._unnamed(sheet, head, row)
        elif thing is None and name is not None and head.declares:
            thing = self._begin(head, name.text, name.place)
        if thing is None:
            self.remarks.no_such_thing(name, sheet.place(head.names or 1, row.number), self.things)
            return None
        thing.take(cells if name is None else self._new(thing, name, cells), OnRow(sheet, row, head.steps))
        return thing

    def _new(self, thing: Thing, name: Cell, cells: list[tuple[Column, Cell]]) -> list[tuple[Column, Cell]]:
        """The cells of a row of that name that say something the rows above don't; what contradicts them is told."""
        again = list(repeated(thing, cells))
        for column, cell, same in again:
            if not same:
                self.remarks.said_twice(name, cell, column, thing)
        said = {id(cell) for _, cell, _ in again}
        return [(column, cell) for column, cell in cells if id(cell) not in said]

    def _named(self, head: Head, name: Cell) -> Thing | None:
        """The thing of a short name; where rows only speak of things, also the only one of a title."""
        found = self._by_name.get((head.kind.name, _compared(name.text, head.kind)))
        if found is not None or head.declares:
            return found
        called = self._by_title().get((head.kind.name, name.text.casefold()), [])
        return called[0] if len(called) == 1 else None

    def _by_title(self) -> dict[tuple[str, str], list[Thing]]:
        """Things by what they are called, worked out once the sheets whose rows are things have been read."""
        if self._titles is None:
            self._titles = {}
            for thing in self.things:
                for title in {each.casefold() for each in thing.titles}:
                    self._titles.setdefault((thing.kind.name, title), []).append(thing)
        return self._titles

    def _unnamed(self, sheet: Sheet, head: Head, row: Row) -> Thing | None:
        """The thing of a row that names none and continues none: a new one, or the only one there is."""
        if head.declares:
            return self._begin(head, None, sheet.place(head.names or 1, row.number))
        own = [each for each in self.things if each.kind == head.kind]
        return own[0] if len(own) == 1 else None

    def _begin(self, head: Head, name: str | None, place: Place) -> Thing:
        made = Thing(head.kind, name, place)
        self.things.append(made)
        if name is not None:
            self._by_name[head.kind.name, _compared(name, head.kind)] = made
            if made.slug is None:
                self.remarks.no_short_name(made)
        return made


def _compared(name: str, kind: FormKind) -> str:
    return name.casefold().removeprefix(f"{kind.name}/")


def _begins_anew(thing: Thing, cells: list[tuple[Column, Cell]]) -> bool:
    """Whether a row without a name gives what the thing above has once and for all: then it is about another."""
    names = [(column, cell) for column, cell in cells if column.names_its_thing]
    return any(not same for _, _, same in repeated(thing, names))
