"""A record becomes answers again: for corrections, for a steward's edits, for a sheet of what is published."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.parse.answers.answers import Answers, Group, Said
from kg.parse.answers.form_model import FormClass, FormField, FormModel, Takes
from kg.parse.answers.interpret import stem_of
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, FOAF, PROV, RDF, XSD

Term = NamedNode | Literal
Values = Mapping[str, list[Term]]


def unfill(quads: Iterable[Quad], model: FormModel, base: Base) -> Answers:
    """The answers that make the record: `fill` gives the same statements back. Derived statements are left out.

    Every statement keeps its name, so that a correction of it is a correction and no new statement.
    """
    reading = _Reading(quads, model, base)
    return reading.whole()


def beyond(quads: Iterable[Quad], model: FormModel, base: Base) -> tuple[Quad, ...]:
    """The statements of one record that `unfill` can't hold: what nobody is asked about, in the order given."""
    every = tuple(quads)
    reading = _Reading(every, model, base)
    reading.whole()
    return tuple(each for each in every if not reading.holds(each))


class _Reading:
    def __init__(self, quads: Iterable[Quad], model: FormModel, base: Base) -> None:
        stated: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                stated[quad.subject.value][quad.predicate.value].append(quad.object)
        self._stated: Mapping[str, Values] = stated
        self._model = model
        self._base = base
        self._about = next((each for each, values in stated.items() if FOAF.primaryTopic.value in values), "")
        topics = stated[self._about][FOAF.primaryTopic.value] if self._about else []
        self._thing = topics[0].value if topics else next(iter(stated), "")
        self._owner = base.owner_of(self._thing)
        self._form = model.of_kind(self._owner.kind) if self._owner else None
        self._addresses = dict(self._placed(self._form, self._thing, "")) if self._form else {}
        self._classes: dict[str, str] = {}
        self._held: set[tuple[str, str, Term]] = set()

    def whole(self) -> Answers:
        """The answers about the thing and its record; none for what is no record."""
        if self._owner is None or self._form is None:
            return Answers(self._owner.kind if self._owner else "")
        return Answers(
            self._owner.kind, self._owner.slug, self.group(self._form, self._thing), self.record(self._about)
        )

    def holds(self, quad: Quad) -> bool:
        """Whether a statement is in the answers, or goes without saying, once they are read."""
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            return False
        subject = quad.subject.value
        if subject == self._about and quad.predicate == FOAF.primaryTopic:
            return quad.object.value == self._thing
        is_class = quad.predicate == RDF.type and self._classes.get(subject) == quad.object.value
        return is_class or (subject, quad.predicate.value, quad.object) in self._held

    def group(self, form: FormClass, subject: str) -> Group:
        """The answers about a thing or a statement of it."""
        self._classes[subject] = form.iri
        fields = {}
        for asked in form.fields:
            said = tuple(self._answers(asked, subject, form))
            if said and not _goes_without_saying(asked, said):
                fields[asked.key] = said
        return Group(fields, subject.partition("#")[2] or None)

    def record(self, about: str) -> Group:
        """The answers about the record; its sources only where they are others than the statements'."""
        group = self.group(self._model.record, about)
        used = [value for _, values in self._stated.items() for value in values.get(PROV.hadPrimarySource.value, [])]
        given = self._stated.get(about, {}).get(DCTERMS.source.value, [])
        itself = self._base.owner_of(self._thing)
        own = [NamedNode(self._thing)] if itself and itself.kind == self._model.source_kind else []
        if set(given) == set(used or own):
            source = self._model.record.at(DCTERMS.source.value)
            group = Group({key: every for key, every in group.fields.items() if not source or key != source.key})
        return group

    def _answers(self, asked: FormField, subject: str, form: FormClass) -> Iterable[Said | Group]:
        for value in self._stated.get(subject, {}).get(asked.path, []):
            if asked.path == RDF.type.value and value.value == form.iri:
                continue
            if asked.takes is Takes.NODE and value.value not in self._stated:
                continue
            self._held.add((subject, asked.path, value))
            if asked.takes is Takes.NODE:
                yield self.group(self._model.node(asked), value.value)
            else:
                yield self._said(asked, value)

    def _said(self, asked: FormField, value: Term) -> Said:
        if isinstance(value, Literal):
            return _literal(asked, value)
        if asked.takes is Takes.REFERENCE:
            return Said(self._addresses.get(value.value, f"#{value.value.partition('#')[2]}"))
        if asked.takes is Takes.CHOICE:
            return Said(next((each.key for each in asked.choices if each.iri == value.value), value.value))
        if asked.takes is Takes.NAME and value.value.startswith(f"{self._thing}#"):
            name = value.value.partition("#")[2]
            return Said(name.removeprefix(f"{asked.key}-") if name.startswith(f"{asked.key}-") else f"#{name}")
        if asked.takes is Takes.LINK and (stem := stem_of(asked.pattern)) and value.value.startswith(stem):
            return Said(value.value.removeprefix(stem))
        if asked.takes in (Takes.THING, Takes.ANY):
            return Said(self._base.path_of(value.value) or value.value)
        return Said(value.value)

    def _placed(self, form: FormClass, subject: str, at: str) -> Iterable[tuple[str, str]]:
        """The address of every statement of the record, by its IRI."""
        for asked in form.fields:
            if asked.takes is not Takes.NODE:
                continue
            nodes = [v.value for v in self._stated.get(subject, {}).get(asked.path, []) if v.value in self._stated]
            for index, node in enumerate(nodes):
                address = "/".join(part for part in (at, asked.key, str(index)) if part)
                yield node, address
                yield from self._placed(self._model.node(asked), node, address)


def _literal(asked: FormField, value: Literal) -> Said:
    if value.language:
        return Said(value.value, value.language)
    if asked.takes is Takes.ANY:
        return Said(value.value, datatype=value.datatype.value)
    if value.datatype == XSD.decimal and re.fullmatch(r"-?\d{1,3}\.\d{3}", value.value):
        # Three decimals are also how some write thousands; a zero more says that these are decimals.
        return Said(f"{value.value}0")
    return Said(value.value)


def _goes_without_saying(asked: FormField, said: tuple[Said | Group, ...]) -> bool:
    """Whether answers are the default that is filled in where nobody answers, and that few are asked for."""
    if asked.default is None or not asked.seldom or len(said) != 1 or not isinstance(said[0], Said):
        return False
    return any(each.iri == asked.default and each.key == said[0].value for each in asked.choices)
