"""A table as it was read, whatever it was read from: sheets, rows and cells, each with its place, and no meaning."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.place import Place

AREA = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})")
"""An area of cells as a workbook writes it, `A1:C7`."""
MOST_ROWS = 20_000
MOST_COLUMNS = 500
MOST_CELLS = 400_000
LONGEST = 32_767
"""The most characters in a cell: Excel's own limit."""


@dataclass(frozen=True)
class Trouble:
    """Why a cell can't be used, in Swedish and English: a formula, an error, a text that is too long."""

    sv: str
    en: str


@dataclass(frozen=True)
class Cell:
    """What a cell says, as text without spaces around it; with a trouble, nothing that can be used."""

    text: str
    place: Place
    trouble: Trouble | None = None


@dataclass(frozen=True)
class Row:
    """The cells of a row that aren't empty, by column from 1; rows are counted as a spreadsheet counts them."""

    number: int
    cells: Mapping[int, Cell]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (a CSV file has none), its rows that aren't empty, and what is odd about it as a whole."""

    name: str | None
    source: str
    rows: tuple[Row, ...]
    hidden: bool = False
    merged: tuple[str, ...] = ()
    beyond: Place | None = None

    def place(self, column: int, row: int) -> Place:
        """The place of a cell, also of an empty one."""
        return Place(self.source, sheet=self.name, cell=f"{letters(column)}{row}")


def letters(column: int) -> str:
    """The letters of a column.

    >>> letters(1), letters(27), letters(16384)
    ('A', 'AA', 'XFD')
    """
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def number(column: str) -> int:
    """The number of a column, from its letters.

    >>> number("XFD")
    16384
    """
    found = 0
    for letter in column:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found
