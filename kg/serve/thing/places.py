"""Where on its page each node of a thing stands, so that every link within the page finds its place.

A node that the thing itself points at is a row. One that only another node points at (the time of an evaluation) stands
in that node's cell, and its place is there: the first cell that shows it has the place, and others lead to it.
"""

from collections.abc import Iterable
from dataclasses import replace

from kg.serve.lists.cells import Cell
from kg.serve.thing.facts import Fact, Row
from kg.serve.thing.shown import Shown

Facts = tuple[Fact, ...]


class Places:
    """The places of a page, in the order in which its facts are asked for."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._taken = {row.anchor for fact in facts for row in fact.rows}

    def of(self, facts: Facts) -> Facts:
        """The facts, with a place for what has none on the page yet."""
        return tuple(replace(fact, rows=tuple(self._row(row) for row in fact.rows)) for fact in facts)

    def _row(self, row: Row) -> Row:
        return replace(row, cells=tuple(self._cell(cell) for cell in row.cells))

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, values=tuple(self._shown(each) for each in cell.values))

    def _shown(self, shown: Shown) -> Shown:
        name = (shown.path or "").removeprefix("#")
        if not name or name == shown.path or name in self._taken:
            return shown
        self._taken.add(name)
        return replace(shown, path=None, place=name)
