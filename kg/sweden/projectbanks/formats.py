"""What a project bank's export looks like: its delimiter, its columns, and what follows from the cells of a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.sweden.projectbanks.cells import Reader, Value, text_of

Values = Mapping[str, Value]


@dataclass(frozen=True)
class Column:
    """A column: its name here, its heading in the export, and how a cell is read.

    An `optional` column may be missing from the file; a cell that is `needed` may not be empty. Of a column that is
    `prose` nothing is passed on: it is looked in, and no more.
    """

    name: str
    heading: str
    reads: Reader = text_of
    optional: bool = False
    needed: bool = False
    prose: bool = False


@dataclass(frozen=True)
class Format:
    """A bank's export. `completes` gives what follows from the cells; `belongs` whether the row is about Sweden.

    `page` is what the address of a row's page begins with: the row's `id` ends it. `numbered_by` is the bank whose
    numbers the operations have: a thing goes by the same name whichever bank it is met in.

    Every format has the values `id`, the bank's own identifier, and `title`; `operation` where the diarienummer of the
    project is known, `owner` and `ownerNumber` where the beneficiary is. A sum also stands as it was written, under its
    name with `Written` after it.
    """

    name: str
    called_sv: str
    called_en: str
    delimiter: str
    page: str
    numbered_by: str
    columns: tuple[Column, ...]
    completes: Callable[[Values], Values]
    belongs: Callable[[Values], bool] = lambda _: True

    def heading(self, name: str) -> str:
        """The heading of a column by its name here."""
        return next(each.heading for each in self.columns if each.name == name)


def edtf(values: Values) -> str | None:
    """The period of a project as EDTF; None when neither end is known.

    >>> edtf({"start": "2023-09-04"}), edtf({"end": "2024-01-31"})
    ('2023-09-04/', '/2024-01-31')
    """
    start, end = values.get("start", ""), values.get("end", "")
    return f"{start}/{end}" if start or end else None
