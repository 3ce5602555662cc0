"""A thing in schema.org's words, by the alignment that the release itself holds: no kind is named here.

A class, or a concept that a thing is sorted by, that has a counterpart among schema.org's types gives a type; a
property that is narrower than one of theirs, or the same, gives a property. What has no counterpart is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.query.question import Term
from kg.rdf.namespaces import OWL, RDF, RDFS, SKOS
from kg.serve.schema_org.writing import CONTEXT, Json, whole
from kg.serve.thing import reading
from kg.serve.thing.page import ThingPage
from kg.serve.thing.statements import Statements
from kg.serve.visit import Visit
from kg.serve.words import pick

_SUB_PROPERTY, _SUB_CLASS = RDFS.subPropertyOf.value, RDFS.subClassOf.value
_SAME = (SKOS.closeMatch.value, SKOS.exactMatch.value)
_OF_PROPERTIES = frozenset((_SUB_PROPERTY, *_SAME, SKOS.broadMatch.value))
_OF_TYPES = frozenset((_SUB_CLASS, *_SAME, SKOS.relatedMatch.value))


@dataclass(frozen=True)
class Alignment:
    """Which types and properties of schema.org our terms stand for; a type by class or concept."""

    types: Mapping[str, str]
    properties: Mapping[str, str]


def alignment(rows: Iterable[Mapping[str, Term]]) -> Alignment:
    """The alignment that statements of it give: schema.org's types begin with a capital, its properties don't."""
    types, properties = dict[str, str](), dict[str, str]()
    for row in rows:
        term, how, word = row["term"].value, row["how"].value, row["other"].value.removeprefix(CONTEXT)
        if word[:1].isupper() and how in _OF_TYPES:
            types[term] = word
        elif word[:1].islower() and how in _OF_PROPERTIES:
            properties[term] = word
    return Alignment(dict(sorted(types.items())), dict(sorted(properties.items())))


def thing(visit: Visit, page: ThingPage, record: str) -> Json | None:
    """What a page is about; None where none of its types has a counterpart."""
    engine = visit.edition.engine
    return described(reading.of_record(engine, record), page, alignment(reading.aligned(engine, CONTEXT)), visit.lang)


def described(said: Statements, page: ThingPage, aligned: Alignment, lang: str) -> Json | None:
    """The thing of a page in schema.org's words, from its statements."""
    classes = [aligned.types[each] for each in said.iris(page.iri, RDF.type.value) if each in aligned.types]
    if not classes:
        return None
    sorts = [
        aligned.types[each.value]
        for path in said.properties(page.iri)
        for each in said.values(page.iri, path)
        if isinstance(each, NamedNode) and path != RDF.type.value and each.value in aligned.types
    ]
    types = list(dict.fromkeys([*classes, *sorts]))
    others = [text for _, text in page.other_titles]
    return whole(
        types if len(types) > 1 else types[0],
        {
            "@id": page.iri,
            "url": page.iri,
            "name": page.title,
            "alternateName": others,
            "description": " ".join(filter(None, (page.summary, page.summary_rest))),
            "sameAs": list(said.iris(page.iri, OWL.sameAs.value)),
            **_properties(said, page.iri, aligned, lang),
        },
    )


def _properties(said: Statements, iri: str, aligned: Alignment, lang: str) -> Json:
    found: dict[str, list[object]] = {}
    for path, word in aligned.properties.items():
        for value in _plain(said.values(iri, path), said, lang):
            if value not in found.setdefault(word, []):
                found[word].append(value)
    return {word: values[0] if len(values) == 1 else values for word, values in sorted(found.items()) if values}


def _plain(values: Sequence[Term], said: Statements, lang: str) -> Iterable[object]:
    """Values in the page's language, where they are texts; nodes that have a name."""
    for value in values:
        if isinstance(value, Literal):
            if value.language in (None, lang):
                yield value.value
        elif isinstance(value, NamedNode) and (name := pick(said.label(value.value), lang)):
            yield {"@id": value.value, "name": name}
