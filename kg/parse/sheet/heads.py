"""What the columns of a sheet are: by machine keys where a template's are still there, else by their headings.

Keys survive that headings are renamed or translated, headings that the row of keys is lost. Both are looked for in the
first rows, in Swedish and English.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.parse.answers.form_model import FormKind, FormModel
from kg.parse.sheet.columns import Column, KindSheet, Table, column_of, headings, kind_sheet, normal
from kg.parse.sheet.table import Cell, Row, Sheet
from kg.parse.sheet.words import ANY_NAMES, EXAMPLE, is_help, name_headings

_HIGHEST = 10
"""How far down a header may stand."""
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9:.-]*(?:@[A-Za-z0-9-]+|\^\S+)?")


@dataclass(frozen=True)
class Head:
    """The columns of a sheet: `names` says which thing a row is about, `like` are those there could be."""

    kind: FormKind
    columns: Mapping[int, Column]
    names: int | None
    unknown: tuple[tuple[int, Cell | None], ...]
    like: tuple[Column, ...]
    rows: tuple[Row, ...]
    first: int

    @cached_property
    def steps(self) -> dict[tuple[str, ...], int]:
        """The columns by the keys that lead to them, that of the record or the source first; of languages the first."""
        found: dict[tuple[str, ...], int] = {}
        for at, column in sorted(self.columns.items()):
            found.setdefault((*([column.part] if column.part else []), *column.steps), at)
        return found

    @property
    def declares(self) -> bool:
        """Whether its rows are things, not only statements about things."""
        return any(len(column.steps) == 1 for column in self.columns.values())


@dataclass(frozen=True)
class _Table:
    """A table that a sheet may be, with the headings it goes by; `own` are those of the short names."""

    table: Table
    names: Mapping[str, Column]
    own: frozenset[str]

    @property
    def kind(self) -> FormKind:
        """The kind that it is about."""
        return self.table.kind


@dataclass(frozen=True)
class _Line:
    """One of a sheet's first rows, with its texts as headings are compared."""

    row: Row
    texts: Mapping[int, str]


class Heads:
    """Recognises the sheets of every kind; what a kind's headings may be is worked out when a sheet is about it."""

    def __init__(self, model: FormModel) -> None:
        self._model = model
        self._own = {kind.name: name_headings(kind) for kind in model.kinds}
        self._tables: dict[str, tuple[_Table, ...]] = {}

    def of(self, sheet: Sheet) -> Head | None:
        """The head of a sheet; None when its first rows name no columns of ours."""
        top = [
            _Line(row, {at: normal(cell.text) for at, cell in row.cells.items() if cell.text})
            for row in sheet.rows
            if row.number <= _HIGHEST
        ]
        best: tuple[tuple[int, bool, bool], _Table, list[_Line]] | None = None
        for table in self._possible(top):
            found = [(line, self._hits(table, line)) for line in top]
            lines = [line for line, hits in found if hits and hits * 2 >= len(line.texts)]
            hits = sum(hits for line, hits in found if line in lines)
            score = (hits, _named(sheet, table.table), table.table.node is None)
            if lines and (best is None or score > best[0]):
                best = (score, table, lines)
        return self._head(sheet, best[1], best[2]) if best else None

    def _possible(self, top: Iterable[_Line]) -> Iterator[_Table]:
        """The tables of the kinds that a heading names; of all kinds where none does."""
        said = {text for line in top for text in line.texts.values()}
        named = [kind for kind in self._model.kinds if said & (self._own[kind.name] - ANY_NAMES)]
        for kind in named or self._model.kinds:
            if kind.name not in self._tables:
                self._tables[kind.name] = tuple(_tables(kind_sheet(self._model, kind), self._own[kind.name]))
            yield from self._tables[kind.name]

    def _column(self, table: _Table, heading: str, text: str) -> Column | None:
        """The column of a heading as it is compared, or of a key as it is written."""
        return table.names.get(text) or (
            column_of(self._model, table.kind, heading) if _KEY.fullmatch(heading) else None
        )

    def _hits(self, table: _Table, line: _Line) -> int:
        """How many cells of a row name a column."""
        return sum(
            text in table.own or self._column(table, line.row.cells[at].text, text) is not None
            for at, text in line.texts.items()
        )

    def _head(self, sheet: Sheet, table: _Table, lines: Sequence[_Line]) -> Head:
        columns: dict[int, Column] = {}
        names: int | None = None
        said: dict[int, Cell] = {}
        for line in lines:
            for at, text in line.texts.items():
                said[at] = line.row.cells[at]
                if names is None and at not in columns and text in table.own:
                    names = at
                elif at not in columns and at != names and (column := self._column(table, said[at].text, text)):
                    columns[at] = column
        examples = [row.number for row in sheet.rows if row.number <= _HIGHEST and _is_example(row, names)]
        last = max(lines[-1].row.number, *examples, 0)
        below = tuple(
            row
            for row in sheet.rows
            if row.number > last and not _is_help(row, columns) and not _is_example(row, names)
        )
        first = below[0].number if below else max(last, sheet.rows[-1].number) + 1
        used = {at for row in below for at in row.cells}
        unknown = tuple((at, said.get(at)) for at in sorted(used - set(columns) - {names}))
        return Head(table.kind, columns, names, unknown, table.table.columns, below, first)


def _tables(sheet: KindSheet, own: frozenset[str]) -> Iterator[_Table]:
    """Everything at once, as a CSV file has it, and each sort of statement by itself."""
    whole = Table(sheet.kind, None, sheet.columns)
    for table in (whole, *sheet.tables[1:]):
        yield _Table(table, headings(table), own)


def _named(sheet: Sheet, table: Table) -> bool:
    return sheet.name is not None and sheet.name in (table.title("sv"), table.title("en"))


def _is_help(row: Row, columns: Mapping[int, Column]) -> bool:
    """Whether a row is the help of a template whose row of headings was found above it."""
    helps = sum(is_help(cell.text, columns[at]) for at, cell in row.cells.items() if at in columns)
    return helps > 1 and helps * 2 >= len(row.cells)


def _is_example(row: Row, names: int | None) -> bool:
    """Whether a row is the example of a template."""
    cell = row.cells.get(names or 0)
    return cell is not None and cell.text in EXAMPLE.values()
