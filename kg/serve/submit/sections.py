"""The sections of a form, each a page: the groups of the shapes, where the statements stand, what the record says."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.parse.answers.form_model import FormClass, FormField, FormModel, Labels, Takes, last
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, FOAF, PROV

_OF_A_SOURCE = (DCTERMS.title, FOAF.page, DCTERMS.publisher, DCTERMS.issued)
"""What is asked of a source that isn't in the graph: enough to find it."""


@dataclass(frozen=True)
class Asked:
    """A field with where its answers lie: in a list, or in `source`, where each field has one answer."""

    field: FormField
    address: str
    single: bool = False


@dataclass(frozen=True)
class Section:
    """A page of the form."""

    slug: str
    title: Labels
    asked: tuple[Asked, ...]
    of_source: tuple[Asked, ...] = ()

    def holds(self, address: str) -> bool:
        """Whether an answer belongs to this page."""
        inside = any(address == each.address or address.startswith(f"{each.address}/") for each in self.every)
        return inside or address in self.wholes

    @property
    def wholes(self) -> tuple[str, ...]:
        """The parts of the answers that this page asks about as such: where they stand, and their record."""
        of_record = any(each.address.startswith("record/") for each in self.asked)
        return (*(["source"] if self.of_source else []), *(["record"] if of_record else []))

    @property
    def every(self) -> tuple[Asked, ...]:
        """Everything that the page asks."""
        return (*self.of_source, *self.asked)


def sections(model: FormModel, kind: str, base: Base) -> tuple[Section, ...]:
    """The sections of a kind, in the order of the groups; one that asks nothing is left out."""
    form = model.of_kind(kind)
    if form is None:
        return ()
    found = []
    for group in model.groups:
        asked = [*_of_the_thing(form, group.iri), *_of_the_record(model.record, group.iri, base)]
        source = tuple(_of_the_source(model)) if group.iri == _source_group(model) else ()
        if asked or source:
            found.append(Section(last(group.iri), group.label, tuple(asked), source))
    return tuple(found)


def _of_the_thing(form: FormClass, group: str) -> Iterator[Asked]:
    for field in form.fields:
        if field.group == group and not field.read_only:
            yield Asked(field, field.key)


def _of_the_record(record: FormClass, group: str, base: Base) -> Iterator[Asked]:
    """What is asked of the record: neither its days nor its sources, nor who hands it in, which are known otherwise."""
    known = (DCTERMS.source.value, base.ns("submitter").value)
    for field in record.fields:
        if field.group == group and not field.read_only and field.path not in known:
            yield Asked(field, f"record/{field.key}")


def _of_the_source(model: FormModel) -> Iterator[Asked]:
    kind = model.source_kind
    form = model.of_kind(kind) if kind else None
    if kind is None or form is None:
        return
    yield Asked(known_source(model, kind), f"source/{kind}", single=True)
    for path in _OF_A_SOURCE:
        if (field := form.at(path.value)) is not None:
            # Nothing of it is needed: either the known document is given, or a title.
            yield Asked(replace(field, minimum=0, maximum=1), f"source/{field.key}", single=True)


def known_source(model: FormModel, kind: str) -> FormField:
    """The question which known document the statements stand in."""
    known = model.kind(kind)
    label = known.label if known else {}
    return FormField(
        kind, PROV.hadPrimarySource.value, Takes.THING, label, {}, {}, {}, 0, None, kinds=(kind,), maximum=1
    )


def _source_group(model: FormModel) -> str | None:
    """The group that sources of statements are asked in."""
    found = (each.at(PROV.hadPrimarySource.value) for each in model.classes.values())
    return next((field.group for field in found if field is not None), None)


def inner(parent: FormField, form: FormClass) -> tuple[tuple[FormField, ...], tuple[FormField, ...]]:
    """The fields of a statement as they are asked, and those that are folded: what few answer, and its source."""
    source = next((field.group for field in form.fields if field.path == PROV.hadPrimarySource.value), None)
    asked = [field for field in form.fields if not field.read_only]
    folded = [field for field in asked if field.seldom or field.group == source]
    plain = [field for field in asked if field not in folded]
    ordered = sorted(plain, key=lambda field: (field.group != parent.group, not field.minimum, field.order))
    return tuple(ordered), tuple(folded)
