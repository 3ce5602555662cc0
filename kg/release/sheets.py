"""A table in the making: what its columns are, its rows as RFC 4180, its description, and the reading of it again."""

import csv
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import IO

from pyoxigraph import Literal, NamedNode

from kg.errors import CorruptRelease
from kg.rdf.namespaces import RDF
from kg.release.columns import (
    JOINT,
    UNTOUCHED,
    Column,
    Json,
    Seen,
    Text,
    columns,
    fields_of,
    joined,
    shown,
    source_field,
    type_field,
)

Said = Mapping[tuple[str, bool], Sequence[object]]
"""What is said of a subject: its values by property and direction."""

_TYPE = (RDF.type.value, False)
_FORMULA = tuple("=+-@\t\r")
_QUOTED = re.compile('[",\r\n]|^[ ]|[ ]$')
IRI = {
    "name": "iri",
    "titles": {"sv": "IRI", "en": "IRI"},
    "datatype": "anyURI",
    "required": True,
    "suppressOutput": True,
}
READING = {
    "sv": "Flera värden i en cell skiljs åt med ' | '. En text som ett kalkylprogram skulle ta för en formel har en "
    "apostrof framför sig; den hör inte till texten.",
    "en": "Several values in a cell are separated by ' | '. A text that a spreadsheet would take for a formula has an "
    "apostrophe in front of it, which is no part of the text.",
}
OWNER: tuple[Json, ...] = tuple(
    {"name": name, "titles": {"sv": sv, "en": en}, "datatype": datatype, "suppressOutput": True}
    for name, sv, en, datatype in (
        ("owner", "tillhör", "belongs to", "anyURI"),
        ("owner_label", "tillhör (namn)", "belongs to (name)", "string"),
        ("parent", "sitter på", "stands on", "anyURI"),
    )
)


class Group:
    """The columns that come from one subject of a row: the thing or node itself, or its record."""

    def __init__(self, own: str | None, model: Json, base_iri: str, *, prefix: str = "", nodes: bool = False) -> None:
        classes = model.get("classes")
        self._classes: Mapping[str, Json] = classes if isinstance(classes, Mapping) else {}
        self._own = own
        self._base_iri = base_iri
        self._prefix = prefix
        self._nodes = nodes
        self._types: set[str] = set()
        self._narrower = False
        self._seen: dict[tuple[str, bool], Seen] = {}
        self._columns: list[Column] = []

    def look(self, said: Said) -> None:
        """Note a subject: its classes and what its values are."""
        for key, values in said.items():
            seen = self._seen.setdefault(key, Seen())
            for value in values:
                seen.take(value, self._base_iri)
        types = (each.value for each in said.get(_TYPE, ()) if isinstance(each, NamedNode))
        self._types.update(each for each in types if each in self._classes)
        self._narrower = self._narrower or bool(self._types_within(said))

    def settle(self) -> list[Column]:
        """The columns, when everything has been looked at."""
        order = [*([self._own] if self._own else []), *sorted(self._types - {self._own})]
        fields = [fields_of(self._classes[each]) for each in order if each in self._classes]
        if self._nodes:
            fields.append([source_field()])
        kept = [each for each in joined(fields) if shown(each, nodes=self._nodes)]
        if self._own and not self._nodes and self._narrower:
            kept.insert(0, type_field())
        self._columns = columns(kept, self._seen, self._base_iri, prefix=self._prefix)
        return self._columns

    def cells(self, said: Said, labels: Mapping[str, str]) -> list[str]:
        """The cells of one row."""
        return [_cell(each, self._values(each, said), labels) for each in self._columns]

    def _values(self, column: Column, said: Said) -> Sequence[object]:
        key = (column.field.path, column.field.inverse)
        return self._types_within(said) if key == _TYPE else said.get(key, ())

    def _types_within(self, said: Said) -> list[NamedNode]:
        """The classes of ours that a subject is of besides the table's own: what tells a kind's rows apart."""
        types = (each for each in said.get(_TYPE, ()) if isinstance(each, NamedNode))
        return [each for each in types if each.value.startswith(self._base_iri) and each.value != self._own]


class Sheet:
    """One table: its name, what it is called, and its groups of columns."""

    def __init__(self, name: str, label: Text, groups: Sequence[Group], *, owned: bool) -> None:
        self.name = name
        self.groups = groups
        self._label = label
        self._first = (IRI, *OWNER) if owned else (IRI,)
        self._columns: list[Json] = []
        self._handle: IO[bytes] | None = None
        self._rows = 0
        self._digest = blake2b()

    def open(self, handle: IO[bytes]) -> None:
        """Settle the columns and write the header."""
        self._columns = [*self._first, *(each.as_json() for group in self.groups for each in group.settle())]
        self._handle = handle
        self._write([str(each["name"]) for each in self._columns])

    def add(self, first: Sequence[str], said: Iterable[Said], labels: Mapping[str, str]) -> None:
        """Write a row: its own first cells, then those of each group."""
        cells = [cell for group, each in zip(self.groups, said, strict=True) for cell in group.cells(each, labels)]
        self._write([*first, *cells])
        self._rows += 1

    def check(self, folder: Path) -> None:
        """Read the file again, with a parser that didn't write it; CorruptRelease when it gives other cells."""
        csv.field_size_limit(sys.maxsize)
        digest = blake2b()
        try:
            with (folder / f"{self.name}.csv").open(encoding="utf-8", newline="") as handle:
                for row in csv.reader(handle, strict=True):
                    digest.update(_mark(row))
        except (csv.Error, UnicodeDecodeError) as wrong:
            raise self._corrupt() from wrong
        if digest.digest() != self._digest.digest():
            raise self._corrupt()

    def described(self) -> Json:
        """The table as CSV on the Web describes it."""
        return {
            "@context": "http://www.w3.org/ns/csvw",
            "url": f"{self.name}.csv",
            "rdfs:label": [{"@value": text, "@language": tag} for tag, text in self._label.items()],
            "rdfs:comment": [{"@value": text, "@language": tag} for tag, text in READING.items()],
            "dc:license": {"@id": "http://creativecommons.org/publicdomain/zero/1.0/"},
            "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"], "delimiter": ","},
            "tableSchema": {"aboutUrl": "{+iri}", "primaryKey": "iri", "columns": self._columns},
        }

    def files(self) -> list[dict[str, object]]:
        """The table and its description, for the bundle's manifest."""
        name = f"{self.name}.csv"
        label = {"sv": f"Tabell: {self._said('sv')}", "en": f"Table: {self._said('en')}"}
        about = {"sv": f"Tabellens kolumner: {self._said('sv')}", "en": f"The table's columns: {self._said('en')}"}
        more = {"format": "csv", "what": "table", "rows": self._rows, "described_by": f"{name}-metadata.json"}
        described = {
            "media_type": "application/csvm+json",
            "encoding": None,
            "format": "json",
            "what": "table-description",
        }
        return [
            {"name": name, "media_type": "text/csv", "encoding": None, "label": label, **more},
            {"name": f"{name}-metadata.json", "label": about, **described},
        ]

    def _said(self, lang: str) -> str:
        return self._label.get(lang) or next(iter(self._label.values()), self.name)

    def _write(self, cells: Sequence[str]) -> None:
        if self._handle is None:
            raise ValueError(f"the table {self.name} isn't open")
        self._handle.write((",".join(map(_quoted, cells)) + "\r\n").encode())
        self._digest.update(_mark(cells))

    def _corrupt(self) -> CorruptRelease:
        return CorruptRelease(
            f"The table {self.name}.csv, read again, doesn't hold what was written to it: no downloads are offered.",
            message_sv=f"Tabellen {self.name}.csv stämmer inte när den läses igen: inga nedladdningar erbjuds.",
        )


def _cell(column: Column, values: Sequence[object], labels: Mapping[str, str]) -> str:
    if column.shows == "text":
        texts = sorted(v.value for v in values if isinstance(v, Literal) and (v.language or "") == column.language)
        return _plain(JOINT.join(texts))
    ordered = sorted(values, key=_text)
    if column.shows == "label":
        names = [labels.get(_text(each), "") for each in ordered]
        return _plain(JOINT.join(names)) if any(names) else ""
    text = JOINT.join(map(_text, ordered))
    return text if all(isinstance(v, Literal) and v.datatype.value in UNTOUCHED for v in values) else _plain(text)


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _text(value: object) -> str:
    return value.value if isinstance(value, NamedNode | Literal) else str(value)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def _mark(cells: Sequence[str]) -> bytes:
    return "\x1e".join(cells).encode() + b"\x1d"
