"""The faulty rows of an import as a file, CSV or JSON, written as they come."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import BadInput
from kg.parse.sheet.csv_text import guarded
from kg.release.durable import storage
from kg.release.importing.told import Told

_COLUMNS = ("row", "line", "cell", "column", "level", "message_sv", "message_en")


class Report:
    """A report being written; a level is `fault`, of a row that isn't imported, or `note`."""

    def __init__(self, file: IO[str], *, as_json: bool) -> None:
        self._file = file
        self._table = None if as_json else csv.writer(file)
        self._begun = False
        if self._table is not None:
            self._table.writerow(_COLUMNS)

    def add(self, told: Told) -> None:
        """Write a note."""
        note = told.note
        level = "fault" if note.stops else "note"
        values = (told.row, note.place.line, note.place.cell, note.heading, level, note.sv, note.en)
        if self._table is not None:
            self._table.writerow([guarded(str(value)) if value is not None else "" for value in values])
            return
        self._file.write(",\n" if self._begun else "[\n")
        self._file.write(json.dumps(dict(zip(_COLUMNS, values, strict=True)), ensure_ascii=False))
        self._begun = True

    def end(self) -> None:
        """Write what ends the file."""
        if self._table is None:
            self._file.write("\n]\n" if self._begun else "[]\n")


@contextmanager
def opened(path: Path) -> Iterator[Report]:
    """A report to a file, whose name says its format; BadInput when it says none."""
    if path.suffix not in (".csv", ".json"):
        raise BadInput(
            f"{path} is neither .csv nor .json. Give the report one of the two.",
            message_sv=f"{path} är varken .csv eller .json. Ge rapporten en av de två.",
        )
    with storage(path), path.open("w", encoding="utf-8", newline="") as file:
        report = Report(file, as_json=path.suffix == ".json")
        try:
            yield report
        finally:
            report.end()
