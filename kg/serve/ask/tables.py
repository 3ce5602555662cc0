"""An answer to SPARQL as a table for people: values in words, IRIs with their prefix and a way to their page."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from kg.rdf.iris import Base
from kg.serve import dates
from kg.serve.thing.shown import page_of, resource_page, short
from kg.serve.words import pick

SHOWN_ROWS = 500


@dataclass(frozen=True)
class Wording:
    """How a page words what it shows: its language, what terms are called, and words for true and false."""

    lang: str
    label: Callable[[str], str]
    words: Mapping[str, str]


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


def worded(table: Table, words: Mapping[str, Mapping[str, str]], said: Wording, *, known: Collection[str]) -> Table:
    """The table of a standing question for people: a thing and its name are one column, and headings are words.
    Where a name in English stands beside as well, that is the name in English.

    Columns that only repeat what was asked, `known`, are left out.
    """
    at = {name: place for place, name in enumerate(table.columns)}
    names = {name: at[f"{name}Name"] for name in at if f"{name}Name" in at}
    merged = {f"{name}{ending}" for name in names for ending in ("Name", "NameEn")}
    if said.lang == "en":
        names |= {name: at[f"{name}NameEn"] for name in names if f"{name}NameEn" in at}
    kept = [name for name in table.columns if name not in known and name not in merged]
    rows = tuple(
        tuple(_named(row[at[name]], row[names[name]] if name in names else None, said) for name in kept)
        for row in table.rows
    )
    headings = tuple(pick(words.get(name, {}), said.lang, name) for name in kept)
    return replace(table, columns=headings, rows=rows)


def _named(cell: TableCell | None, name: TableCell | None, said: Wording) -> TableCell | None:
    """A cell by the name beside it, by what the ontology calls it, or in a word of ours."""
    if cell is None or name is None:
        if cell is not None and cell.title:
            return replace(cell, text=said.label(cell.title) or cell.text)
        return replace(cell, text=said.words.get(cell.text, cell.text)) if cell is not None else name
    return replace(cell, text=name.text, lang=name.lang)


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
