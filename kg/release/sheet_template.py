"""The template of a kind, made from the vocabulary, the shapes and the names of the records in data/records."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import BadInput
from kg.names.described import Described
from kg.parse.answers.form_model import FormKind, FormModel
from kg.parse.answers.form_reading import form_model
from kg.parse.media import CSV, CSVW_MEDIA_TYPE, XLSX
from kg.parse.sheet.columns import Lang
from kg.parse.sheet.csv_template import csv_description, csv_file
from kg.parse.workbook.template import Listed, workbook
from kg.rdf.formats import Format
from kg.rdf.iris import Base, slug
from kg.rdf.nearest import nearest
from kg.release.inputs import Inputs, read_inputs
from kg.release.telling import names_in
from kg.settings import Settings
from kg.sources.folder import Tree, scan


@dataclass(frozen=True)
class TemplateFile:
    """A file of a template: what it is called beside the others, its media type, its bytes."""

    name: str
    media_type: str
    data: bytes


def template(settings: Settings, kind: str, form: Format, lang: Lang, *, name: str | None = None) -> list[TemplateFile]:
    """The files of a kind's template: a workbook, or a CSV file and its description; `name` is the first one's."""
    tree, base = scan(settings.root), Base(settings.base_iri)
    inputs = read_inputs(tree, base)
    model = form_model(inputs.model, base)
    asked = model.kind(kind)
    if asked is None:
        raise _no_kind(kind, model)
    called = name or f"{slug(asked.label.get(lang, '')) or asked.name}.{form.extension}"
    if form is XLSX:
        made = workbook(model, asked, lang=lang, listed=names_listed(tree, inputs, model))
        return [TemplateFile(called, XLSX.media_type, made)]
    return [
        TemplateFile(called, CSV.media_type, csv_file(model, asked, lang=lang)),
        _description(called, model, asked, base, lang),
    ]


def _description(called: str, model: FormModel, kind: FormKind, base: Base, lang: Lang) -> TemplateFile:
    """CSV on the Web looks for a table's description under the table's own name."""
    described = csv_description(model, kind, called, base_iri=base.iri, lang=lang)
    return TemplateFile(f"{called}-metadata.json", CSVW_MEDIA_TYPE, described)


def names_listed(tree: Tree, inputs: Inputs, model: FormModel) -> Listed:
    """The names of everything that lies in data/records, by kind; a name that several share is told by its address."""
    names = names_in(tree.records, inputs)
    return {kind.name: _told_apart(names.of([kind.name])) for kind in model.kinds}


def _told_apart(things: Sequence[Described]) -> list[str]:
    counts = Counter(each.label for each in things)
    ordered = sorted(things, key=lambda each: (each.label.casefold(), each.key))
    return [each.label if counts[each.label] == 1 else each.key for each in ordered]


def _no_kind(kind: str, model: FormModel) -> BadInput:
    kinds = [each.name for each in model.kinds]
    near = nearest(kind, kinds)
    sv, en = (f" Menade du {near}?", f" Did you mean {near}?") if near else ("", "")
    return BadInput(
        f"{kind!r} is no kind; the kinds are {', '.join(kinds)}.{en}",
        message_sv=f"{kind!r} är inget slag; slagen är {', '.join(kinds)}.{sv}",
    )
