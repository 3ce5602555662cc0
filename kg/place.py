"""Where in what people hand us something stands: what errors and findings point at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where in the input something stands: a file or body by name, then line and columns counted from 1.

    `end_column` is the first column after it, on the same line. JSON has a pointer (RFC 6901) beside the line, a
    workbook a sheet and a cell, a form or an API the address of an answer.

    >>> str(Place("data/records/project/kiis.ttl", 12, 5))
    'data/records/project/kiis.ttl:12:5'
    >>> str(Place("insatser.xlsx", sheet="Medverkan", cell="C7"))
    'insatser.xlsx:Medverkan!C7'
    """

    source: str
    line: int | None = None
    column: int | None = None
    end_column: int | None = None
    pointer: str | None = None
    sheet: str | None = None
    cell: str | None = None
    field: str | None = None

    def __str__(self) -> str:
        if self.cell is not None:
            inside = f"{self.sheet}!{self.cell}" if self.sheet else self.cell
        elif self.line is not None:
            inside = f"{self.line}:{self.column}" if self.column is not None else f"{self.line}"
        else:
            inside = self.field or self.pointer or ""
        return ":".join(part for part in (self.source, inside) if part)
