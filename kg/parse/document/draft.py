"""A description becomes a draft: labelled facts as answers, the rest told. People are left out before anything is read.

The bytes are read by what they are; then everything goes by the labels (`document_labels`), which the shapes say.
"""

import re
from collections.abc import Iterator, Mapping

from kg.errors import BadSyntax, UnsupportedMediaType
from kg.names.index import Index
from kg.parse.answers.answers import Said
from kg.parse.answers.form_model import FormClass, FormField, FormModel, Takes
from kg.parse.document.answers import Answer, Growing, record_source
from kg.parse.document.counts import candidates, few
from kg.parse.document.docx import read_docx
from kg.parse.document.html import read_html
from kg.parse.document.labels import Labels, Target
from kg.parse.document.lines import Document, Layout, Slice, joined, must_be_small
from kg.parse.document.masking import masked
from kg.parse.document.reading import Reading
from kg.parse.document.sections import Sections, sections
from kg.parse.document.text import first_line, read_text
from kg.parse.document.told import Draft, Missing, name_of
from kg.place import Place
from kg.rdf.graphs import decoded
from kg.rdf.iris import Base
from kg.rdf.namespaces import PROV
from kg.sweden.language import written_in

_LANGS = ("sv", "en")
_TEXTS = ("txt", "text", "md", "markdown")
_PAGES = ("html", "htm", "xhtml")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_OLD = ("iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "iso-8859-15")
_BOM = b"\xef\xbb\xbf"


def read_document(data: bytes, source: str) -> Document:
    """The document in these bytes, by the ending of its name; standard input by what it begins with."""
    must_be_small(len(data), source)
    ending = _ending(data, source)
    if ending == "docx":
        return read_docx(data, source)
    text = _text(data, source, is_page=ending in _PAGES)
    return read_html(text, source) if ending in _PAGES else read_text(text, source)


def draft(document: Document, model: FormModel, kind: str, names: Index, *, base: Base, stands_in: str | None) -> Draft:
    """The draft of a thing of a kind; `stands_in` is the document that it is drawn from, by name or by title."""
    form = model.of_kind(kind)
    if form is None:
        raise ValueError(f"there is no kind {kind!r}")
    labels, growing = Labels(model, form), Growing(model, kind, document.source)
    kinds = [each.name for each in model.kinds]
    open_, reading = sections(document, labels), Reading(model, names, base, growing)
    quiet, left_out = masked(
        document,
        open_,
        is_known=lambda name: bool(names.same(name, kinds)),
        few=lambda text: few(model, form, text),
    )
    growing.left_out += left_out
    found = sections(quiet, labels)
    for section in open_.sections:
        if section.is_contact:
            reading.beside_contact(section)
    title = _title(quiet, form, found)
    for section in found.sections:
        if not section.is_contact and not (title and section.target is None and section.label.line is title.line):
            reading.section(section)
    reading.finish()
    if title is not None:
        _call(growing, form, title)
    reading.compare(kind)
    _stand(growing, model, names, stands_in)
    candidates(growing, model, form, list(_told(found)), document.source)
    missing = tuple(_missing(growing, model, form))
    return Draft(
        source=document.source,
        answers=growing.answers(list(_in_words(growing, missing))),
        found=tuple(sorted(growing.found, key=lambda each: _order(each.places[0]))),
        uncertain=tuple(growing.uncertain),
        candidates=tuple(growing.candidates),
        missing=missing,
        left_out=tuple(sorted(growing.left_out, key=lambda each: _order(each.place))),
    )


def _order(place: Place) -> tuple[int, int]:
    return place.line or 0, place.column or 0


def _ending(data: bytes, source: str) -> str:
    name = source.rpartition("/")[2].lower()
    ending = name.rpartition(".")[2] if "." in name else ""
    if ending in (*_TEXTS, *_PAGES, "docx"):
        return ending
    if ending:
        raise UnsupportedMediaType(
            f"a .{ending} file is not read. Give a .txt, .md, .html or .docx file.",
            message_sv=f"filer som slutar på .{ending} läses inte. Ange en fil som är .txt, .md, .html eller .docx.",
            place=Place(source),
        )
    start = data[:1000].removeprefix(_BOM).lstrip().lower()
    if start.startswith((b"pk\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "docx"
    return "html" if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--")) else "txt"


def _text(data: bytes, source: str, *, is_page: bool) -> str:
    """The text of the bytes, which a page may say is in an older encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as wrong:
            raise BadSyntax(
                "the text can't be read; save it as UTF-8.",
                message_sv="texten går inte att läsa; spara den som UTF-8.",
                place=Place(source),
            ) from wrong
    said = _CHARSET.search(data[:2000]) if is_page else None
    if said and said[1].decode("ascii").lower() in _OLD:
        return data.decode("cp1252", "replace")
    return decoded(data.removeprefix(_BOM), source)


def _title(document: Document, form: FormClass, found: Sections) -> Slice | None:
    """What the document is called, where no label says it: its first heading, or else the name it gives itself."""
    asked = _naming(form)
    if asked is None or any(section.target and section.target.field == asked for section in found.sections):
        return None
    labelled = {id(section.label.line) for section in found.sections if section.target or section.is_contact}
    for at, line in enumerate(document.lines):
        if line.layout is Layout.HEADING and (line.level <= 1 or at == 0) and id(line) not in labelled:
            return Slice(line, 0, len(line.text))
    first = first_line(document)
    if first is not None and id(first.line) in labelled:
        first = None
    return document.title or first


def _naming(form: FormClass) -> FormField | None:
    """The field that names a thing."""
    return next((each for each in form.fields if each.takes is Takes.TEXT and each.minimum), None)


def _call(growing: Growing, form: FormClass, title: Slice) -> None:
    asked, text = _naming(form), joined([title.text.strip()])
    if asked is not None and text:
        growing.add(Target(asked), None, Answer(Said(text, written_in(text)), (title.stripped(),)))


def _stand(growing: Growing, model: FormModel, names: Index, stands_in: str | None) -> None:
    """What the facts stand in: a document there is, or a new one by its title."""
    kind = model.source_kind
    if stands_in is None or kind is None:
        return
    known = [stands_in] if stands_in in names else [each.key for each in names.same(stands_in, (kind,))]
    asked = model.of_kind(kind)
    title = _naming(asked) if asked else None
    sources: Mapping[str, Said] = {kind: Said(known[0])} if len(known) == 1 else {}
    if not sources and title is not None:
        sources = {title.key: Said(stands_in, written_in(stands_in))}
    growing.stands_in(sources)


def _told(found: Sections) -> Iterator[Slice]:
    """Every line where people aren't told of."""
    for section in found.sections:
        if not section.is_contact:
            yield from section.values
    yield from found.rest


def _missing(growing: Growing, model: FormModel, form: FormClass) -> Iterator[Missing]:
    """What a full record answers and this doesn't; then what the statements that were found lack."""
    for each in form.fields:
        needed = each.minimum > 0 and each.default is None
        if not (needed or each.of_full_record):
            continue
        if each.takes is Takes.TEXT and each.unique_lang:
            required = needed and not growing.has(each)
            yield from (Missing((each,), lang, required=required) for lang in _LANGS if not growing.has(each, lang))
        elif not growing.has(each):
            yield Missing((each,), required=needed)
    for asked, address, group in growing.groups():
        for inner in model.node(asked).fields:
            needed = inner.minimum > 0 and inner.default is None
            if needed and inner.path != PROV.hadPrimarySource.value and inner.key not in group.answered():
                yield Missing((asked, inner), address=address, required=True)
    source = record_source(model)
    if source is not None and not growing.has_source:
        yield Missing((source,), required=True)


def _in_words(growing: Growing, missing: tuple[Missing, ...]) -> Iterator[Said]:
    """What the description says nothing of, as the record says it; what is only unclear isn't missing."""
    doubted = {each.fields[0].key for each in growing.uncertain if each.fields}
    own = [each for each in missing if each.address is None and each.lang is None and each.fields[0].of_full_record]
    for lang, words in (("sv", "Beskrivningen säger inget om: {}."), ("en", "The description says nothing of: {}.")):
        names = [name_of(each.fields, lang).lower() for each in own if each.fields[0].key not in doubted]
        if names:
            yield Said(words.format(", ".join(names)), lang)
