"""Answers become rows: what reading the rows gives back, for every table of a kind.

A value that no template's column takes, in a third language or of a field that the record keeps itself, gets a column.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeAlias

from kg.parse.answers.answers import Answers, Group, Said
from kg.parse.answers.form_model import FormModel, Takes
from kg.parse.sheet.columns import NAME, RECORD, SOURCE, Column, KindSheet, Table, column_of
from kg.parse.sheet.values import joined
from kg.parse.sheet.words import YES_NO, several

Cells: TypeAlias = "dict[str, str]"
"""What a row says, by the key of the column."""


@dataclass(frozen=True)
class FilledRow:
    """A row: the thing it is about, and what it says."""

    name: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class FilledTable:
    """A table with rows; its columns are the template's and those that the rows need besides."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[FilledRow, ...]


def filled(sheet: KindSheet, things: Sequence[Answers], model: FormModel, lang: str) -> tuple[FilledTable, ...]:
    """The tables of a kind with these things in them; without things, the bare tables."""
    rows: list[list[FilledRow]] = [[] for _ in sheet.tables]
    for answers in things:
        name = answers.slug or _title(answers)
        for at, table in enumerate(sheet.tables):
            said = _Layout(model, table, lang)
            every = said.thing(answers) if table.node is None else said.statements(answers)
            rows[at].extend(FilledRow(name, cells) for cells in every)
    return tuple(_table(table, each, model) for table, each in zip(sheet.tables, rows, strict=True))


def side_by_side(tables: Sequence[FilledTable]) -> tuple[FilledRow, ...]:
    """The rows of all tables as one: the first row about a thing holds its first statement of each sort."""
    names = dict.fromkeys(row.name for table in tables for row in table.rows)
    found: list[FilledRow] = []
    for name in names:
        columns = [[row.cells for row in table.rows if row.name == name] for table in tables]
        for together in zip_longest(*columns, fillvalue={}):
            found.append(FilledRow(name, {key: text for cells in together for key, text in cells.items()}))
    return tuple(found)


def _title(answers: Answers) -> str:
    """What a thing without a short name is called: its first text."""
    texts = (said.value for every in answers.answers.fields.values() for said in every if isinstance(said, Said))
    return next(texts, "")


def _table(table: Table, rows: Sequence[FilledRow], model: FormModel) -> FilledTable:
    known = {column.key: column for column in table.columns}
    keys = dict.fromkeys(key for row in rows for key in row.cells if key not in known)
    more = tuple(column for key in keys if (column := column_of(model, table.kind, key)) is not None)
    return FilledTable(table, (*table.columns, *more), tuple(rows))


@dataclass(frozen=True)
class _Layout:
    """Lays answers out in the rows of a table."""

    model: FormModel
    table: Table
    lang: str

    def thing(self, answers: Answers) -> list[Cells]:
        """The rows of a thing itself: one, and more where a single-valued column has several values."""
        plain = self._spread("", answers.answers)
        record = self._spread(f"{RECORD}.", answers.record)
        source = {f"{SOURCE}.{key}": [said] for key, said in answers.source.items()}
        rows = self._rows({**plain, **record, **source})
        return rows or [{}]

    def statements(self, answers: Answers) -> list[Cells]:
        """The rows of the statements of this table's field."""
        key = self.table.node.key if self.table.node else ""
        return [row for group in answers.answers.groups(key) for row in self._statement(f"{key}.", group)]

    def _statement(self, before: str, group: Group) -> list[Cells]:
        own = self._rows(self._spread(before, group))
        if group.name is not None:
            own = [{**(own[0] if own else {}), before + NAME: group.name}, *own[1:]]
        inner = [
            [row for each in every if isinstance(each, Group) for row in self._statement(f"{before}{key}.", each)]
            for key, every in group.fields.items()
        ]
        beside: Iterable[tuple[Cells, ...]] = zip_longest(own, *inner, fillvalue={})
        return [{key: text for cells in together for key, text in cells.items()} for together in beside]

    def _spread(self, before: str, group: Group) -> dict[str, list[Said]]:
        """The plain values of answers, by the key of their column."""
        found: dict[str, list[Said]] = {}
        for key in group.fields:
            for said in group.said(key):
                tag = f"@{said.lang}" if said.lang else f"^{said.datatype}" if said.datatype else ""
                found.setdefault(f"{before}{key}{tag}", []).append(said)
        return found

    def _rows(self, said: Mapping[str, Sequence[Said]]) -> list[Cells]:
        rows: list[Cells] = []
        for key, values in said.items():
            column = column_of(self.model, self.table.kind, key)
            if column is None:
                continue
            for at, text in enumerate(self._texts(column, values)):
                if at == len(rows):
                    rows.append({})
                rows[at][key] = text
        return rows

    def _texts(self, column: Column, values: Sequence[Said]) -> list[str]:
        texts = [_shown(column, said.value, self.lang) for said in values]
        if not several(column):
            return texts
        return [" ".join(texts) if column.field.takes is Takes.LINK else joined(texts, chosen=column.chosen)]


def _shown(column: Column, value: str, lang: str) -> str:
    """What stands in the cell: a choice by its label where no other goes by it, ja or nej for a truth."""
    if column.field.takes is Takes.YES_NO and value in ("true", "false"):
        return YES_NO[lang][value == "false"]
    for choice in column.field.choices:
        if choice.key == value:
            label = choice.label.get(lang, "")
            alike = [each for each in column.field.choices if label.casefold() in _names(each.key, each.names)]
            return label if alike == [choice] else value
    return value


def _names(key: str, names: Sequence[str]) -> Iterator[str]:
    yield key.casefold()
    yield from (name.casefold() for name in names)
