"""An answer to SPARQL as a table for people: values in words, IRIs with their prefix and a way to their page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from kg.rdf.iris import Base
from kg.serve import dates
from kg.serve.shown import page_of, resource_page, short

SHOWN_ROWS = 500
_NUMBERS = ("integer", "decimal", "double", "float")


@dataclass(frozen=True)
class TableCell:
    """A value of an answer: its words, and the page of ours it leads to."""

    text: str
    path: str | None = None
    title: str | None = None
    lang: str | None = None
    number: bool = False


@dataclass(frozen=True)
class Table:
    """The head of an answer's rows, how many there are in all, or the one word of a yes-or-no question."""

    columns: tuple[str, ...]
    rows: tuple[tuple[TableCell | None, ...], ...]
    total: int
    boolean: bool | None = None

    @property
    def more(self) -> int:
        """How many rows aren't shown."""
        return self.total - len(self.rows)


def read(body: bytes, base: Base, lang: str, *, of_files: bool = False) -> Table:
    """The table of an answer in SPARQL results JSON; in plain files every IRI has a page by its name alone."""
    said = json.loads(body)
    if "boolean" in said:
        return Table((), (), 0, bool(said["boolean"]))
    columns = tuple(said["head"]["vars"])
    bindings = said["results"]["bindings"]
    rows = tuple(
        tuple(_cell(row[name], base, lang, of_files) if name in row else None for name in columns)
        for row in bindings[:SHOWN_ROWS]
    )
    return Table(columns, rows, len(bindings))


def _cell(value: Mapping[str, object], base: Base, lang: str, of_files: bool) -> TableCell:
    said, kind = value["value"], value["type"]
    # A triple as a term (RDF 1.2) has parts instead of a text.
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    if kind == "uri":
        path = None if of_files else base.path_of(text)
        return TableCell(path or short(text, base.iri), page_of(path) if path else resource_page(text), text)
    if kind == "bnode":
        return TableCell(f"_:{text}")
    datatype = str(value.get("datatype", "")).rpartition("#")[2]
    if datatype in _NUMBERS:
        return TableCell(dates.number(text, lang), title=text, number=True)
    language = value.get("xml:lang")
    return TableCell(text, lang=language if isinstance(language, str) else None)
