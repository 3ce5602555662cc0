"""The columns that a sheet of a kind has: made from the form's model, so a field that a shape gains gets its column.

A kind has a table of its own, a row a thing, and one for each sort of statement about it, a row a statement. A column's
key is the answer's address without its numbers, `participation.actor` or `title@sv`: it is what stays when headings are
translated or renamed. A CSV file has all the columns in one table.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from kg.parse.answers.form_model import FormField, FormKind, FormModel, Takes, last
from kg.rdf.namespaces import PROV

Lang: TypeAlias = Literal["sv", "en"]
LANGS: tuple[Lang, Lang] = ("sv", "en")
NAME = "@id"
RECORD = "record"
SOURCE = "source"

_LANGUAGE_NAMES: Mapping[str, Mapping[str, str]] = {
    "sv": {"sv": "svenska", "en": "engelska"},
    "en": {"sv": "Swedish", "en": "English"},
}
_PART_NAMES: Mapping[str, Mapping[str, str]] = {
    RECORD: {"sv": "Posten", "en": "The record"},
    SOURCE: {"sv": "Källan", "en": "The source"},
}
_NAME_WORDS: Mapping[str, str] = {"sv": "Namn i posten", "en": "Name in the record"}
_SOURCE_HELP: Mapping[str, str] = {
    "sv": "Dokumentet som uppgifterna står i, om det finns i grafen. Annars beskriver du det i kolumnerna intill.",
    "en": "The document in which the figures stand, if it is in the graph. Otherwise describe it in the next columns.",
}
_SOURCE_KEYS = ("title", "page", "publisher", "issued")
_LANGUAGE_TAGS = {"svenska": "sv", "swedish": "sv", "engelska": "en", "english": "en"}
_TAG = re.compile(r"\s*(?:\(\s*(?P<word>[a-z]+)\s*\)|@\s*(?P<tag>[a-z]{2,3}(?:-[a-z0-9]+)*))$")
_JOINT = re.compile(r"\s*[.:/]\s*")
_CHOSEN = (Takes.CHOICE, Takes.THING, Takes.REFERENCE, Takes.YES_NO)


@dataclass(frozen=True)
class Column:
    """One column: the fields on the way to its value, outermost first, and the language of what is written there."""

    fields: tuple[FormField, ...]
    lang: str | None = None
    part: str | None = None
    """The part of the answers it belongs to, where that isn't the thing: the record, or the source."""
    datatype: str | None = None
    named: bool = False
    """Whether it holds the names that statements of its field have already."""

    @property
    def field(self) -> FormField:
        """The field that its cells answer."""
        return self.fields[-1]

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The keys on the way to its value, within its part of the answers."""
        return (*(each.key for each in self.fields), *([NAME] if self.named else []))

    @cached_property
    def key(self) -> str:
        """What names it for machines, in every language and for ever."""
        tag = f"@{self.lang}" if self.lang else f"^{self.datatype}" if self.datatype else ""
        return ".".join((*([self.part] if self.part else []), *self.steps)) + tag

    def part_name(self, lang: Lang) -> str:
        """What its part of the answers is called; nothing for the thing itself."""
        return _PART_NAMES[self.part][lang] if self.part else ""

    @property
    def chosen(self) -> bool:
        """Whether its values are chosen among names, so that a semicolon stands between two of them."""
        return self.field.takes in _CHOSEN

    @property
    def required(self) -> bool:
        """Whether a row can't do without it, and nothing fills it in; of a text, the Swedish column is marked."""
        field = self.field
        if field.minimum == 0 or field.default is not None or field.path == PROV.hadPrimarySource.value:
            return False
        return self.lang == ("sv" if field.takes is Takes.TEXT else None) and len(self.steps) <= 2 and not self.part

    @property
    def names_its_thing(self) -> bool:
        """Whether it holds what a thing is called, in some language: a text that a thing can't do without."""
        return self.field.takes is Takes.TEXT and self.field.minimum > 0 and len(self.steps) == 1 and not self.part

    def heading(self, lang: Lang, *, within: int = 0) -> str:
        """Its heading, without the first `within` fields, which the sheet's own name says."""
        names = [_in(each.name, lang) or each.key for each in self.fields[within:]]
        if self.part:
            names.insert(0, self.part_name(lang))
        if self.named:
            names.append(_NAME_WORDS[lang])
        tag = f" ({_LANGUAGE_NAMES[lang].get(self.lang, self.lang)})" if self.lang else ""
        tag = f" ({last(self.datatype)})" if self.datatype else tag
        return ": ".join(names) + tag


@dataclass(frozen=True)
class Table:
    """The columns of one sheet; `node` is the field whose statements are its rows, None where the things are."""

    kind: FormKind
    node: FormField | None
    columns: tuple[Column, ...]

    @property
    def within(self) -> int:
        """How many fields the sheet's name says already."""
        return 0 if self.node is None else 1

    def title(self, lang: Lang) -> str:
        """What the sheet is called, as Excel allows it."""
        name = _in(self.kind.plural, lang) if self.node is None else _in(self.node.name, lang) or self.node.key
        return re.sub(r"[\[\]:*?/\\']", " ", name or self.kind.name)[:31].strip()


@dataclass(frozen=True)
class KindSheet:
    """Everything one may write about a kind: its own table first, then one for each sort of statement."""

    kind: FormKind
    tables: tuple[Table, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, as a CSV file has them."""
        return tuple(column for table in self.tables for column in table.columns)


def kind_sheet(model: FormModel, kind: FormKind) -> KindSheet:
    """The tables of a kind."""
    own = model.classes[kind.class_iri]
    asked = [each for each in own.fields if not each.read_only]
    main = [
        *_ordered(c for each in asked if each.takes is not Takes.NODE for c in _columns((each,))),
        *_of_record(model),
        *_of_source(model),
    ]
    nodes = [each for each in asked if each.takes is Takes.NODE]
    return KindSheet(
        kind,
        (
            Table(kind, None, tuple(main)),
            *(Table(kind, each, tuple(_ordered(_within(model, (each,))))) for each in nodes),
        ),
    )


def column_of(model: FormModel, kind: FormKind, key: str) -> Column | None:
    """The column of a key, also one that no template shows: another language, a field the record keeps itself."""
    path, _, datatype = key.partition("^")
    steps, lang = path.removesuffix(f".{NAME}").split("."), ""
    named = path.endswith(f".{NAME}")
    if not named:
        steps[-1], _, lang = steps[-1].partition("@")
    part = steps[0] if steps[0] in (RECORD, SOURCE) and len(steps) > 1 else None
    fields = list(_along(model, _start(model, kind, part), steps[1:] if part else steps))
    if not fields or fields[-1] is None or (fields[-1].takes is Takes.NODE) is not named:
        return None
    return Column(tuple(each for each in fields if each), lang or None, part, datatype or None, named)


def _along(model: FormModel, start: tuple[FormField, ...], steps: Sequence[str]) -> Iterator[FormField | None]:
    """The fields that keys lead through, from those of a thing or a part; None where a key leads nowhere."""
    among = start
    for step in steps:
        field = next((each for each in among if each.key == step), None)
        yield field
        if field is None:
            return
        among = model.node(field).fields if field.takes is Takes.NODE else ()


def normal(heading: str) -> str:
    """A heading as it is compared: without case, marks of a required field and ways of writing the language.

    >>> normal("Titel (svenska) *"), normal("Medverkan: Aktör"), normal("medverkan.aktör"), normal("title@sv")
    ('titel@sv', 'medverkan.aktör', 'medverkan.aktör', 'title@sv')
    """
    bare = re.sub(r"\s+", " ", heading.casefold()).strip(" *")
    found = _TAG.search(bare)
    if found is None:
        return _JOINT.sub(".", bare)
    tag = found["tag"] or _LANGUAGE_TAGS.get(found["word"], "" if len(found["word"]) > 3 else found["word"])
    return f"{_JOINT.sub('.', bare[: found.start()])}@{tag}" if tag else _JOINT.sub(".", bare)


def headings(table: Table) -> dict[str, Column]:
    """The columns of a table by everything their heading may say, compared as `normal` gives it."""
    found: dict[str, Column] = {}
    for column in table.columns:
        for lang in LANGS:
            found.setdefault(normal(column.heading(lang, within=table.within)), column)
    for column in table.columns:
        for name in (column.key, *(column.heading(lang) for lang in LANGS)):
            found.setdefault(normal(name), column)
    return found


def _start(model: FormModel, kind: FormKind, part: str | None) -> tuple[FormField, ...]:
    if part == RECORD:
        return model.record.fields
    return _source_fields(model) if part == SOURCE else model.classes[kind.class_iri].fields


def _columns(fields: tuple[FormField, ...], part: str | None = None) -> Iterator[Column]:
    """The columns of a field that is no node: a text has one in each of our languages."""
    takes = fields[-1].takes
    if takes is not Takes.TEXT or part == SOURCE:
        yield Column(fields, None, part)
    if takes in (Takes.TEXT, Takes.ANY) and part != SOURCE:
        yield from (Column(fields, lang, part) for lang in LANGS)


def _within(model: FormModel, fields: tuple[FormField, ...]) -> Iterator[Column]:
    """The columns of a node's fields; of a node within it, those that many need."""
    around = {each.node_class for each in fields}
    for each in model.node(fields[-1]).fields:
        if each.read_only or (each.seldom and len(fields) > 1):
            continue
        if each.takes is not Takes.NODE:
            yield from _columns((*fields, each))
        elif each.node_class not in around:
            yield from _within(model, (*fields, each))


def _ordered(columns: Iterator[Column]) -> list[Column]:
    """In the order of the shapes, with what is nested after what is plain, and last what few need to answer."""
    return sorted(columns, key=lambda each: (any(f.seldom for f in each.fields), len(each.fields)))


def _of_record(model: FormModel) -> Iterator[Column]:
    for each in model.record.fields:
        if not each.read_only and each.takes is not Takes.NODE:
            yield from _columns((each,), RECORD)


def _of_source(model: FormModel) -> Iterator[Column]:
    for each in _source_fields(model):
        yield from _columns((each,), SOURCE)


def _source_fields(model: FormModel) -> tuple[FormField, ...]:
    """The document that a record rests on: one that there is, or what a new one is made of. Each is answered once."""
    kind = model.kind(model.source_kind or "")
    own = model.classes.get(kind.class_iri) if kind else None
    if kind is None or own is None:
        return ()
    asked = [replace(each, minimum=0, maximum=1) for key in _SOURCE_KEYS if (each := own.field(key)) is not None]
    there = FormField(
        key=kind.name,
        path=PROV.hadPrimarySource.value,
        takes=Takes.THING,
        name=kind.label,
        description=_SOURCE_HELP,
        message={},
        examples={},
        order=0,
        group=None,
        kinds=(kind.name,),
        maximum=1,
    )
    return (there, *asked)


def _in(labels: Mapping[str, str], lang: str) -> str:
    return labels.get(lang) or labels.get("sv") or next(iter(labels.values()), "")
