"""The CSV file one fills in and its description, CSV on the Web: what a workbook has in several sheets, in one table.

A row begins a thing or adds to one: rows of the same name are about the same thing, and each adds a statement of every
sort it has cells for. See https://www.w3.org/TR/tabular-metadata/.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence

from kg.parse.answers.answers import Answers
from kg.parse.answers.form_model import FormField, FormKind, FormModel, Takes
from kg.parse.sheet.columns import LANGS, Column, Lang, kind_sheet
from kg.parse.sheet.csv_text import guarded
from kg.parse.sheet.filled import filled, side_by_side
from kg.parse.sheet.words import YES_NO, long_help, name_heading, name_help, several
from kg.rdf.namespaces import XSD

_MARK = "\ufeff"
_Described = dict[str, object]


def csv_file(model: FormModel, kind: FormKind, *, lang: Lang = "sv", things: Sequence[Answers] = ()) -> bytes:
    """The header of a kind's table, and a row or more for each of these things; RFC 4180 with a byte order mark."""
    tables = filled(kind_sheet(model, kind), things, model, lang)
    columns = [column for table in tables for column in table.columns]
    asked = {column.key for table in tables for column in table.table.columns}
    heads = [column.heading(lang) if column.key in asked else column.key for column in columns]
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([name_heading(kind, lang), *heads])
    for row in side_by_side(tables):
        writer.writerow([guarded(row.name), *(guarded(row.cells.get(column.key, "")) for column in columns)])
    return (_MARK + made.getvalue()).encode()


def csv_description(
    model: FormModel, kind: FormKind, url: str, *, base_iri: str, lang: Lang = "sv", things: Sequence[Answers] = ()
) -> bytes:
    """What the columns of a kind's table are, as CSV on the Web metadata for the file at `url`."""
    columns = [column for table in filled(kind_sheet(model, kind), things, model, lang) for column in table.columns]
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": lang}],
        "url": url,
        "lang": lang,
        "dc:title": _said({tag: kind.plural.get(tag, kind.name) for tag in LANGS}),
        "dc:description": _said(kind.definition),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {
            "aboutUrl": f"{base_iri}{kind.name}/{{{kind.name}}}",
            "columns": [_of_names(kind), *(_described(column, base_iri, lang) for column in columns)],
        },
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _of_names(kind: FormKind) -> _Described:
    return {
        "name": kind.name,
        "titles": _titles(kind.name, [name_heading(kind, tag) for tag in LANGS]),
        "dc:description": _said({tag: name_help(kind, tag, own=True) for tag in LANGS}),
        "datatype": "string",
        "lang": "und",
        "required": True,
        "suppressOutput": True,
    }


def _described(column: Column, base_iri: str, lang: Lang) -> _Described:
    """One column; of statements about the thing only the cells are described, for they have no name of their own."""
    about: _Described = {
        "name": _name(column),
        "titles": _titles(column.key, [column.heading(tag) for tag in LANGS]),
        "dc:description": _said({tag: long_help(column, tag) for tag in LANGS}),
        "datatype": _datatype(column.field, lang),
        "lang": column.lang or "und",
        "required": False,
    }
    if several(column) and column.field.takes is not Takes.LINK:
        about["separator"] = ";" if column.chosen else " | "
    if len(column.steps) > 1 or column.part:
        about["suppressOutput"] = True
        return about
    about["propertyUrl"] = column.field.path
    if (value_url := _value_url(column, base_iri)) is not None:
        about["valueUrl"] = value_url
    return about


def _titles(key: str, headings: Sequence[str]) -> dict[str, str]:
    """What the heading may be: in our languages, or the key."""
    titles: dict[str, str] = dict(zip(LANGS, headings, strict=True))
    return {**titles, "und": key}


def _said(texts: Mapping[str, str]) -> list[_Described]:
    """Texts in their languages, as a common property has them: only titles may be a map of languages."""
    return [{"@value": texts[tag], "@language": tag} for tag in LANGS if tag in texts]


def _name(column: Column) -> str:
    """The column's key, in the letters that a variable of a URI template may have."""
    return column.key.replace("@", "_").replace(":", "_").replace("-", "_")


def _datatype(field: FormField, lang: Lang) -> object:
    if field.takes is Takes.YES_NO:
        return {"base": "boolean", "format": "|".join(YES_NO[lang])}
    if field.takes is Takes.NUMBER:
        return "integer" if set(field.datatypes) == {XSD.integer.value} else "decimal"
    if field.takes is Takes.DATE and set(field.datatypes) == {XSD.date.value}:
        return "date"
    return "anyURI" if field.takes is Takes.LINK and field.default is None else "string"


def _value_url(column: Column, base_iri: str) -> str | None:
    """What a value becomes where the cell holds a key or an address: a concept of the scheme, a thing of ours."""
    field = column.field
    if field.takes is Takes.THING:
        return f"{base_iri}{{+{_name(column)}}}"
    starts = {choice.iri.removesuffix(choice.key) for choice in field.choices}
    if field.takes is Takes.CHOICE and len(starts) == 1:
        return f"{starts.pop()}{{{_name(column)}}}"
    return None
