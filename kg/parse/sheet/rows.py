"""Rows become answers: what each row says of which thing, and the cell that every answer was written in.

A row names its thing by short name or title. Without a name it continues the row above; where it gives a title that
the thing above has already, it is a new thing. What continues a statement are cells of its inner statements alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from kg.parse.answers.form_model import FormField, FormKind, Takes
from kg.parse.sheet.columns import NAME, RECORD, SOURCE, Column
from kg.parse.sheet.table import Cell, Row, Sheet
from kg.parse.sheet.values import split
from kg.parse.sheet.words import several
from kg.place import Place
from kg.rdf.iris import SLUG, slug

_ROW = re.compile(
    r"(?P<sheet>.*?)[\s!]*(?:\b(?:rad|row)\s*|(?<=!)\$?[A-Z]{0,3}\$?)(?P<row>[1-9][0-9]{0,6})", re.IGNORECASE
)
"""How one refers to a row: `Antal deltagare rad 7`, `Antal deltagare!C7`, `rad 7`."""
_Step: TypeAlias = "tuple[tuple[str, ...], Column, Cell]"
"""A cell on its way to where it belongs: the keys it has yet to pass, its column, and itself."""


@dataclass(frozen=True)
class OnRow:
    """A row of a sheet, and its columns by the keys that lead to them: where an answer that is missing would stand."""

    sheet: Sheet
    row: Row
    columns: Mapping[tuple[str, ...], int]

    def place(self, steps: tuple[str, ...]) -> Place | None:
        """The cell of a column in this row; None where the sheet has no such column."""
        at = self.columns.get(steps)
        if at is None:
            return None
        line = next((cell.place.line for cell in self.row.cells.values()), None)
        return replace(self.sheet.place(at, self.row.number), line=line)


@dataclass
class Holder:
    """The answers of a thing, a part or a statement as they gather, and where its addresses begin."""

    address: str
    answers: dict[str, object] = field(default_factory=dict)
    nodes: dict[str, list["Holder"]] = field(default_factory=dict)

    def add(self, key: str, value: object) -> str:
        """Add a value; its address."""
        values = self.answers.setdefault(key, [])
        if not isinstance(values, list):
            raise AssertionError("answers are lists")
        values.append(value)
        return f"{self.address}{key}/{len(values) - 1}"

    def begin(self, key: str) -> "Holder":
        """A new statement of a field."""
        siblings = self.nodes.setdefault(key, [])
        made = Holder(f"{self.address}{key}/{len(siblings)}/")
        self.answers.setdefault(key, [])
        siblings.append(made)
        values = self.answers[key]
        if isinstance(values, list):
            values.append(made.answers)
        return made


@dataclass
class Thing:
    """A thing that rows speak of: its short name as written, its answers, and the place of each."""

    kind: FormKind
    name: str | None
    place: Place
    own: Holder = field(default_factory=lambda: Holder(""))
    record: Holder = field(default_factory=lambda: Holder(f"{RECORD}/"))
    source: Holder = field(default_factory=lambda: Holder(f"{SOURCE}/"))
    places: dict[str, Place] = field(default_factory=dict)
    stands: dict[str, OnRow] = field(default_factory=dict)
    """The row that it, its record and each statement begin on, by address."""
    titles: set[str] = field(default_factory=set)
    """What it is called, in any language."""
    _seen: dict[str, set[str]] = field(default_factory=dict)
    _rows: dict[int, list[tuple[str | None, Holder, FormField]]] = field(default_factory=dict)
    _references: list[tuple[list[object], int, FormField]] = field(default_factory=list)

    @property
    def slug(self) -> str | None:
        """The short name as it stands in the address; None where none that fits was written."""
        bare = (self.name or "").removeprefix(f"{self.kind.name}/")
        return bare if SLUG.fullmatch(bare) else None

    @property
    def wished(self) -> str:
        """A short name like the one that was written, fit for an address."""
        return slug((self.name or "").removeprefix(f"{self.kind.name}/")) or "kort-namn"

    def earlier(self, column: Column) -> Set[str]:
        """What the rows above say in a column of the thing itself."""
        return self._seen.get(column.key, frozenset())

    def take(self, cells: Iterable[tuple[Column, Cell]], on: OnRow) -> None:
        """Add what a row says: values of the thing itself to it, the rest as statements about it."""
        for part in ("", RECORD, SOURCE):
            self.stands.setdefault(part, on)
        inner: list[_Step] = []
        for column, cell in cells:
            if len(column.steps) > 1:
                inner.append((column.steps, column, cell))
            else:
                self._seen.setdefault(column.key, set()).update(values_in(cell.text, column))
                self.titles.update(values_in(cell.text, column) if column.names_its_thing else ())
                self._write(self._holder(column), column, cell)
        self._nodes(self.own, inner, on)

    def refer(self) -> None:
        """Put the address of a statement where a reference names its sheet and row; anything else stays as written."""
        for values, index, asked in self._references:
            found = _ROW.fullmatch(str(values[index]))
            for sheet, node, of in self._rows.get(int(found["row"]), ()) if found else ():
                named = (found["sheet"] or "").strip("' ").casefold() if found else ""
                if of.node_class in asked.node_classes and named in ("", (sheet or "").casefold()):
                    values[index] = node.address.rstrip("/")

    def _holder(self, column: Column) -> Holder:
        return {RECORD: self.record, SOURCE: self.source}.get(column.part or "", self.own)

    def _nodes(self, holder: Holder, cells: list[_Step], on: OnRow) -> None:
        for key in dict.fromkeys(steps[0] for steps, _, _ in cells):
            inside = [(steps[1:], column, cell) for steps, column, cell in cells if steps[0] == key]
            plain = [(column, cell) for steps, column, cell in inside if len(steps) == 1]
            earlier = holder.nodes.get(key)
            node = earlier[-1] if earlier and not plain else holder.begin(key)
            self.stands.setdefault(node.address.rstrip("/"), on)
            field_of_node = inside[0][1].fields[-len(inside[0][0]) - 1 + inside[0][1].named]
            self._rows.setdefault(on.row.number, []).append((on.sheet.name, node, field_of_node))
            for column, cell in plain:
                self._write(node, column, cell)
            self._nodes(node, [each for each in inside if len(each[0]) > 1], on)

    def _write(self, holder: Holder, column: Column, cell: Cell) -> None:
        if column.named:
            holder.answers[NAME] = cell.text
            return
        if column.part == SOURCE:
            self.source.answers[column.field.key] = _value(cell.text, column)
            self.places[f"{SOURCE}/{column.field.key}"] = cell.place
            return
        for text in values_in(cell.text, column):
            self.places[holder.add(column.field.key, _value(text, column))] = cell.place
            values = holder.answers[column.field.key]
            if column.field.takes is Takes.REFERENCE and isinstance(values, list):
                self._references.append((values, len(values) - 1, column.field))


def _value(text: str, column: Column) -> object:
    if column.lang:
        return {"value": text, "lang": column.lang}
    return {"value": text, "datatype": column.datatype} if column.datatype else text


def values_in(text: str, column: Column) -> list[str]:
    """The values in a cell of a column: several where its field takes several, addresses parted by any space."""
    if not several(column):
        return [text]
    if column.field.takes is Takes.LINK:
        return [each for each in text.split() if each != "|"]
    return split(text, chosen=column.chosen)


def repeated(thing: Thing, cells: Iterable[tuple[Column, Cell]]) -> Iterator[tuple[Column, Cell, bool]]:
    """Each cell about the thing itself that its rows above have answered already, and whether it says the same."""
    for column, cell in cells:
        if len(column.steps) == 1 and (earlier := thing.earlier(column)):
            same = set(values_in(cell.text, column)) <= earlier
            if same or not several(column):
                yield column, cell, same
