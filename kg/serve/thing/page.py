"""The page of one thing: what stands at its head, its facts by group, its sources, and what refers to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from kg.rdf.namespaces import DCTERMS, FOAF, RDF, SKOS
from kg.serve.model import ClassModel, Kind, Model
from kg.serve.shelf import Edition
from kg.serve.thing import reading
from kg.serve.thing.facts import Fact, Facts, Section
from kg.serve.thing.linked import Because, because
from kg.serve.thing.places import Places
from kg.serve.thing.reading import Mention
from kg.serve.thing.shown import Reader, Shown, page_of, resource_page, short
from kg.serve.thing.statements import Statements
from kg.serve.visit import Visit
from kg.serve.words import alphabetical, pick

_TITLES = (DCTERMS.title.value, SKOS.prefLabel.value)
_SUMMARIES = (DCTERMS.abstract.value, SKOS.definition.value, DCTERMS.description.value)
_MENTIONS_SHOWN = 100


@dataclass(frozen=True)
class KeyFact:
    """One of the few facts at the head of a page: empty values mean that nothing is known."""

    label: str
    values: tuple[Shown, ...]
    anchor: str
    sources: tuple[int, ...] = ()
    disagrees: bool = False


@dataclass(frozen=True)
class Source:
    """A numbered source."""

    number: int
    title: Shown
    about: tuple[Shown, ...]


@dataclass(frozen=True)
class MentionGroup:
    """What of one kind refers to a thing; `more` counts those that are left out."""

    title: str
    mentions: tuple[tuple[Shown, tuple[str, ...]], ...]
    more: int


@dataclass(frozen=True)
class ThingPage:
    """Everything that the page of a thing shows."""

    iri: str
    kind: str
    kind_path: str
    title: str
    title_lang: str | None
    other_titles: tuple[tuple[str, str], ...]
    status: str
    status_path: str
    missing: str
    summary: str
    summary_rest: str
    summary_lang: str | None
    key_facts: tuple[KeyFact, ...]
    sections: tuple[Section, ...]
    derived: tuple[Fact, ...]
    rest: tuple[Fact, ...]
    missing_facts: tuple[str, ...]
    record: tuple[Fact, ...]
    record_path: str
    sources: tuple[Source, ...]
    mentions: tuple[MentionGroup, ...]
    because: tuple[Because, ...] = ()
    types: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    """What the thing is more closely: its classes of our ontology below that of its kind, in words."""


def read(visit: Visit, kind: Kind, slug: str) -> ThingPage:
    """The page of a thing, read from the release."""
    edition, base = visit.edition, visit.site.base
    thing, record = base.iri_of(f"{kind.name}/{slug}"), base.iri_of(f"record/{kind.name}/{slug}")
    statements = reading.of_record(edition.engine, record)
    reader = reader_of(visit, statements)
    shape = edition.model.kind_class(kind)
    return _Maker(visit, reader, thing, record, kind, shape).page(edition)


def reader_of(visit: Visit, statements: Statements) -> Reader:
    """A reader of statements in the visitor's language."""
    edition = visit.edition
    return Reader(
        statements,
        edition.model,
        visit.site.base,
        visit.lang,
        yes=visit.say("ja"),
        no=visit.say("nej"),
        ages=visit.say("ålder"),
        of_files=edition.of_files,
        public=visit.site.settings.public,
        elsewhere=cast("Mapping[str, str]", edition.links.get("names", {})),
    )


class _Maker:
    def __init__(self, visit: Visit, reader: Reader, thing: str, record: str, kind: Kind, shape: ClassModel) -> None:
        self.visit = visit
        self.reader = reader
        self.thing = thing
        self.record = record
        self.kind = kind
        self.facts = Facts(reader, thing, record, shape)
        self.shape = shape

    def page(self, edition: Edition) -> ThingPage:
        lang, statements = self.visit.lang, self.reader.statements
        titles = next((t for t in (statements.texts(self.thing, each) for each in _TITLES) if t), {})
        summary_path = next((each for each in _SUMMARIES if statements.values(self.thing, each)), "")
        summaries = statements.texts(self.thing, summary_path)
        first, others = first_sentence(pick(summaries, lang))
        title = pick(titles, lang, self.thing.rpartition("/")[2])
        shown = frozenset({*_TITLES, summary_path})
        status = (statements.iris(self.record, self.reader.base.ns("recordStatus").value) or ("",))[0]
        key_facts = self._key_facts()
        sections = self.facts.sections(shown)
        derived, rest = self.facts.derived(shown), self.facts.rest(shown)
        places = Places((*(fact for section in sections for fact in section.facts), *rest, *derived))
        sections = tuple(replace(each, facts=places.of(each.facts)) for each in sections)
        rest, derived = places.of(rest), places.of(derived)
        return ThingPage(
            iri=self.thing,
            kind=pick(self.kind.label, lang, self.kind.name),
            kind_path=f"{self.kind.name}/",
            title=title,
            title_lang=_language_of(titles, title, lang),
            other_titles=tuple((tag, text) for tag, text in sorted(titles.items()) if text != title),
            status=self.reader.iri(status).text if status else "",
            status_path=page_of(self.reader.base.path_of(status) or ""),
            missing=pick(statements.texts(self.record, self.reader.base.ns("missing").value), lang),
            summary=first,
            summary_rest=others,
            summary_lang=_language_of(summaries, pick(summaries, lang), lang),
            key_facts=key_facts,
            sections=sections,
            derived=derived,
            rest=rest,
            missing_facts=self.facts.missing(shown) if self.shape.field(self.reader.base.ns("period").value) else (),
            record=self._record(),
            record_path=f"record/{self.kind.name}/{self.thing.rpartition('/')[2]}.html",
            sources=self._sources(edition),
            mentions=mention_groups(self.visit, reading.mentions(edition.engine, self.thing)),
            types=tuple(statements.iris(self.thing, RDF.type.value)),
            narrower=self._narrower(),
            because=because(edition, self.reader, self.thing),
        )

    def _narrower(self) -> tuple[str, ...]:
        base, model = self.reader.base, self.reader.model
        types = self.reader.statements.iris(self.thing, RDF.type.value)
        ours = (each for each in types if base.path_of(each) is not None and each != self.kind.class_iri)
        return tuple(filter(None, (pick(model.term_label(each), self.visit.lang) for each in ours)))

    def _key_facts(self) -> tuple[KeyFact, ...]:
        ns, say = self.reader.base.ns, self.visit.say
        happens = self.shape.field(ns("period").value) is not None
        wanted = (
            (say("När"), (ns("period"),), "edtf"),
            (say("Var"), (DCTERMS.spatial, ns("area"), ns("within")), ""),
            (say("Form"), (ns("form"), ns("projectType"), ns("actorType"), ns("documentType")), ""),
            (say("Sektor"), (ns("sector"),), ""),
            (say("Pengar"), (ns("statedBudget"),), "amount"),
            (say("Deltagare"), (ns("participantCount"),), "total"),
            (say("Utgivare"), (DCTERMS.publisher,), ""),
            (say("Utgivet"), (DCTERMS.issued,), ""),
            (say("Kod"), (SKOS.notation,), ""),
        )
        found = []
        for label, properties, within in wanted:
            fields = [f for f in (self.shape.field(each.value) for each in properties) if f is not None]
            facts = [fact for fact in map(self.facts.fact, fields) if fact is not None]
            if facts:
                found.append(_key_fact(label, facts[0], ns(within or "value").value))
            elif fields and happens:
                found.append(KeyFact(label, (), ""))
        return tuple(found)

    def _record(self) -> tuple[Fact, ...]:
        shape = self.reader.model.classes.get(_RECORD) or ClassModel(_RECORD, {}, {}, ())
        facts = Facts(self.reader, self.record, "", shape)
        silent = frozenset({FOAF.primaryTopic.value, RDF.type.value, DCTERMS.source.value})
        named = [f for s in facts.sections(silent) for f in s.facts]
        return (*named, *facts.derived(silent), *facts.rest(silent))

    def _sources(self, edition: Edition) -> tuple[Source, ...]:
        known = reading.sources(edition.engine, self.record)
        made = []
        for number, iri in enumerate(self.facts.notes.order, 1):
            about: list[Shown] = []
            if iri in known:
                reader = reader_of(self.visit, known[iri])
                for each in (DCTERMS.publisher, DCTERMS.issued, DCTERMS.isPartOf, FOAF.page):
                    about += reader.all(known[iri].values(iri, each.value))
            made.append(Source(number, self.reader.iri(iri), tuple(about)))
        return tuple(made)


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of a text, and the rest.

    >>> first_sentence("Fem kommuner gick samman. De prövade nytt.")
    ('Fem kommuner gick samman.', 'De prövade nytt.')
    """
    found = re.match(r"(.{20,}?[.!?])\s+(?=[A-ZÅÄÖ])", text, re.DOTALL)
    return (found[1], text[found.end() :]) if found else (text, "")


def _key_fact(label: str, fact: Fact, column: str) -> KeyFact:
    """The head of a fact: its values, or of its best row what stands in one column."""
    if not fact.rows:
        return KeyFact(label, fact.values, fact.anchor, fact.sources, fact.disagrees)
    best = next((row for row in fact.rows if row.rank != "deprecated"), None)
    cells = zip(fact.columns, best.cells, strict=True) if best else ()
    values = next((cell.values for each, cell in cells if each.path == column), ())
    return KeyFact(label, values, fact.anchor, best.sources if best else (), fact.disagrees)


def mention_groups(visit: Visit, mentions: list[Mention]) -> tuple[MentionGroup, ...]:
    """Mentions by the kind of what mentions, each in alphabetical order; in plain files by the property."""
    if visit.edition.of_files:
        return _by_property(visit, mentions)
    model, base = visit.edition.model, visit.site.base
    by_kind: dict[str, list[Mention]] = {}
    for each in mentions:
        owner = base.owner_of(each.iri)
        by_kind.setdefault(owner.kind if owner else "", []).append(each)
    order = [*(kind.name for kind in model.kinds), *sorted(set(by_kind) - {k.name for k in model.kinds})]
    return tuple(_mention_group(visit, model, name, by_kind[name]) for name in order if name in by_kind)


def _by_property(visit: Visit, mentions: list[Mention]) -> tuple[MentionGroup, ...]:
    found: dict[str, list[tuple[Shown, tuple[str, ...]]]] = {}
    for each in mentions:
        for property_ in each.properties:
            found.setdefault(property_, []).append((_mention(visit, each), ()))
    titles = {property_: short(property_, visit.site.base.iri) for property_ in found}
    return tuple(_group(titles[each], found[each]) for each in sorted(found, key=lambda each: titles[each]))


def _mention_group(visit: Visit, model: Model, name: str, mentions: list[Mention]) -> MentionGroup:
    kind = model.kind(name)
    title = pick(kind.plural, visit.lang, name) if kind else visit.say("Annat")
    return _group(title, [(_mention(visit, each), _ways(visit, each)) for each in mentions])


def _group(title: str, lines: list[tuple[Shown, tuple[str, ...]]]) -> MentionGroup:
    ordered = sorted(lines, key=lambda line: alphabetical(line[0].text))
    return MentionGroup(title, tuple(ordered[:_MENTIONS_SHOWN]), max(0, len(ordered) - _MENTIONS_SHOWN))


def _mention(visit: Visit, mention: Mention) -> Shown:
    path = None if visit.edition.of_files else visit.site.base.path_of(mention.iri)
    label = pick(mention.labels, visit.lang, path or short(mention.iri, visit.site.base.iri))
    return Shown(label, path=page_of(path) if path else resource_page(mention.iri))


def _ways(visit: Visit, mention: Mention) -> tuple[str, ...]:
    """The roles it has there, else the properties that lead to it."""
    roles = [pick(each, visit.lang) for each in mention.roles]
    model = visit.edition.model
    named = [pick(model.term_label(each), visit.lang) for each in mention.properties]
    return tuple(sorted(dict.fromkeys(each for each in (roles or named) if each)))


def _language_of(said: Mapping[str, str], text: str, lang: str) -> str | None:
    """The language of a wording, where it isn't the page's."""
    return (
        next((tag for tag, each in said.items() if each == text and tag != lang), None)
        if said.get(lang) != text
        else None
    )


_RECORD = "http://www.w3.org/ns/dcat#CatalogRecord"
