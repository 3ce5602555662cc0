"""A table as lines: each word that heads a row or a column, and then what stands beside or under it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.parse.document.lines import Layout, Line


@dataclass(frozen=True)
class Row:
    """A row: its cells, each the lines in it; a head is a row that is all headings."""

    cells: tuple[tuple[Line, ...], ...]
    is_head: bool


def told(rows: Sequence[Row]) -> Iterator[Line]:
    """The lines of a table in the order one reads them: by rows where the first cell heads the row, else by columns."""
    kept = [row for row in rows if any(row.cells)]
    widest = max((len(row.cells) for row in kept), default=0)
    if len(kept) > 1 and (kept[0].is_head or widest > 2):
        for column, head in enumerate(kept[0].cells):
            yield from _termed(head)
            for row in kept[1:]:
                if column < len(row.cells):
                    yield from _valued(row.cells[column])
        return
    for row in kept:
        if len([cell for cell in row.cells if cell]) > 1:
            yield from _termed(row.cells[0])
            for cell in row.cells[1:]:
                yield from _valued(cell)
        else:
            yield from (line for cell in row.cells for line in cell)


def _termed(cell: Sequence[Line]) -> Iterator[Line]:
    for line in cell[:1]:
        yield replace(line, layout=Layout.TERM, apart=True)
    yield from cell[1:]


def _valued(cell: Sequence[Line]) -> Iterator[Line]:
    for at, line in enumerate(cell):
        yield replace(line, apart=line.apart and at > 0)
