"""The dataset described in VoID: what it holds, by class, property and graph, where to get it and what it links to.

The numbers are counted once, when the dumps are made, and lie in their manifest; before that only the release's own
few numbers are told. Every node has an IRI: parts by class, property and graph are named after what they hold.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.rdf.canonical import digest, lines
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCAT, DCTERMS, FOAF, RDF, VOID, XSD, prefixes
from kg.release.bundle import manifest_of
from kg.release.catalogue import authored
from kg.release.figures_told import in_void
from kg.release.layout import Release
from kg.release.survey import Survey, space_of
from kg.release.walk import Walk, as_triple, parsed
from kg.settings import Settings

Json = Mapping[str, object]
_CLASS = NamedNode(VOID.iri + "class")
_FEATURES = {
    "turtle": "Turtle",
    "trig": "TriG",
    "nquads": "N-Quads",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
_GRAPHS = {
    "records": ("Poster: en namngiven graf för varje post", "Records: a named graph for each record"),
    "derived": ("Härledda uppgifter", "Derived statements"),
    "context": ("Tal om platser, från andra källor", "Figures of places, from other sources"),
    "links": ("Länkar till andra datamängder", "Links to other datasets"),
    "release": ("Utgåvan om sig själv", "The release about itself"),
    "vocabulary": ("Ontologi, begrepp och anknytningar", "Ontology, concepts and alignments"),
}


def statistics(seen: Survey, walk: Walk) -> dict[str, object]:
    """What is counted when the dumps are made, as plain values for their manifest."""
    return {
        "triples": seen.triples,
        "subjects": seen.subjects,
        "graphs": dict(sorted(seen.graphs.items())),
        "classes": dict(sorted(seen.classes.items())),
        "properties": dict(sorted(seen.properties.items())),
        "examples": dict(sorted(seen.examples.items())),
        "linksets": _linksets(seen, walk),
    }


def of(release: Release, settings: Settings) -> list[Triple]:
    """The description of a release with what lies in it and in its dumps."""
    return describe(release, manifest_of(release), authored(release), settings)


def describe(release: Release, dumps: Json | None, written: Iterable[Quad], settings: Settings) -> list[Triple]:
    """The description; `dumps` is a dumps bundle's manifest, if there is one, `written` the catalogue's text."""
    base = Base(release.manifest.base_iri)
    triples = [quad.triple for quad in written]
    dataset = _dataset(triples, base)
    document = NamedNode(base.iri_of(".well-known/void"))
    said = [
        Triple(document, RDF.type, VOID.DatasetDescription),
        *_texts(document, ("Beskrivning av datamängden i VoID", "Description of the dataset in VoID")),
        Triple(document, FOAF.primaryTopic, dataset),
        Triple(document, DCTERMS.modified, Literal(release.manifest.built_at, datatype=XSD.dateTime)),
        Triple(dataset, RDF.type, VOID.Dataset),
        *(t for t in triples if t.subject == dataset and t.predicate in (DCTERMS.title, DCTERMS.description)),
        Triple(dataset, DCTERMS.modified, Literal(release.manifest.built_at, datatype=XSD.dateTime)),
        Triple(dataset, DCAT.version, Literal(release.id)),
        Triple(dataset, DCTERMS.license, NamedNode("http://creativecommons.org/publicdomain/zero/1.0/")),
        Triple(dataset, VOID.uriSpace, Literal(base.iri)),
        Triple(dataset, VOID.vocabulary, NamedNode(base.iri + "ns")),
        Triple(dataset, VOID.triples, _number(release.manifest.counts["quads"])),
        Triple(dataset, VOID.entities, _number(release.manifest.counts["records"])),
        Triple(dataset, VOID.documents, _number(release.manifest.counts["records"])),
        Triple(dataset, VOID.sparqlEndpoint, NamedNode(f"{settings.public}sparql")),
    ]
    if dumps:
        said += _files(dataset, dumps, settings)
        said += _counted(dataset, dumps, base)
    said += in_void(release)
    return list(dict.fromkeys(said))


def _files(dataset: NamedNode, dumps: Json, settings: Settings) -> list[Triple]:
    """Where to get the whole, and in which formats."""
    found = [each for each in cast("Sequence[Json]", dumps.get("files") or ()) if each.get("format") in _FEATURES]
    forms = {_FEATURES[str(each["format"])] for each in found}
    return [
        *(Triple(dataset, VOID.dataDump, NamedNode(f"{settings.public}download/{each['name']}")) for each in found),
        *(Triple(dataset, VOID.feature, NamedNode(f"http://www.w3.org/ns/formats/{name}")) for name in sorted(forms)),
    ]


def _counted(dataset: NamedNode, dumps: Json, base: Base) -> list[Triple]:
    """The numbers that were counted when the dumps were made."""
    counted = cast("Json", dumps.get("statistics") or {})
    classes, properties, graphs, examples = (
        cast("Mapping[str, int]", counted.get(name) or {}) for name in ("classes", "properties", "graphs", "examples")
    )
    spaces = sorted({space_of(iri) for iri in (*classes, *properties)} - {base.ns("").value})
    said = [
        Triple(dataset, VOID.classes, _number(len(classes))),
        Triple(dataset, VOID.properties, _number(len(properties))),
        Triple(dataset, VOID.distinctSubjects, _number(cast("int", counted.get("subjects", 0)))),
        *(Triple(dataset, VOID.vocabulary, NamedNode(space)) for space in spaces),
        *(Triple(dataset, VOID.exampleResource, NamedNode(str(iri))) for iri in examples.values()),
    ]
    for iri, number in classes.items():
        part = _part(base, "class", iri)
        said += [Triple(dataset, VOID.classPartition, part), Triple(part, RDF.type, VOID.Dataset)]
        said += [Triple(part, _CLASS, NamedNode(iri)), Triple(part, VOID.entities, _number(number))]
    for iri, number in properties.items():
        part = _part(base, "property", iri)
        said += [Triple(dataset, VOID.propertyPartition, part), Triple(part, RDF.type, VOID.Dataset)]
        said += [Triple(part, VOID.property, NamedNode(iri)), Triple(part, VOID.triples, _number(number))]
    for name, number in graphs.items():
        graph = NamedNode(base.iri_of(".well-known/void#records")) if name == "records" else base.graph(name)
        said += [Triple(dataset, VOID.subset, graph), Triple(graph, RDF.type, VOID.Dataset)]
        said += [*_texts(graph, _GRAPHS[name]), Triple(graph, VOID.triples, _number(number))]
    for each in cast("Sequence[Json]", counted.get("linksets") or ()):
        said += _linkset(dataset, each)
    return said


def _linkset(dataset: NamedNode, said: Json) -> list[Triple]:
    """A linkset as its file describes it, and how many links it holds where that can be told."""
    linkset, count = NamedNode(str(said["iri"])), said.get("triples")
    return [
        Triple(dataset, VOID.subset, linkset),
        *(quad.triple for quad in parsed(cast("Sequence[str]", said["about"]))),
        Triple(linkset, VOID.subjectsTarget, dataset),
        *([Triple(linkset, VOID.triples, _number(count))] if isinstance(count, int) else []),
    ]


def _linksets(seen: Survey, walk: Walk) -> list[Json]:
    quads = parsed(walk.graph("links"))
    heads = {q.subject: set[str]() for q in quads if q.predicate == RDF.type and q.object == VOID.Linkset}
    spaces: dict[object, str] = {}
    targets: dict[object, object] = {}
    for quad in quads:
        if quad.predicate == VOID.linkPredicate and isinstance(quad.object, NamedNode) and quad.subject in heads:
            heads[quad.subject].add(quad.object.value)
        elif quad.predicate == VOID.objectsTarget:
            targets[quad.subject] = quad.object
        elif quad.predicate == VOID.uriSpace and isinstance(quad.object, Literal):
            spaces[quad.subject] = quad.object.value
    found: list[Json] = []
    for head in sorted((h for h in heads if isinstance(h, NamedNode)), key=lambda h: h.value):
        about = [as_triple(line) for line in lines(q for q in quads if q.subject == head)]
        others = set[str]().union(*(words for other, words in heads.items() if other != head))
        space = spaces.get(targets.get(head))
        found.append({"iri": head.value, "about": about, "triples": _links(seen, heads[head], others, space)})
    return found


def _links(seen: Survey, words: set[str], others: set[str], space: str | None) -> int | None:
    """How many links a linkset holds: by its target's IRI space, or by its predicates where no other has them."""
    if space is None and words & others:
        return None
    return sum(n for (word, start), n in seen.links.items() if word in words and start.startswith(space or ""))


def _dataset(written: Iterable[Triple], base: Base) -> NamedNode:
    found = sorted(str(t.subject)[1:-1] for t in written if t.predicate == RDF.type and t.object == DCAT.Dataset)
    return NamedNode(found[0] if found else base.iri_of("catalog#samverkansgrafen"))


def _part(base: Base, word: str, iri: str) -> NamedNode:
    """The name of the part of one class or property: its short name, or a digest where it has none."""
    space = space_of(iri)
    short = next((f"{name}-{iri[len(space) :]}" for name, known in prefixes(base.iri).items() if known == space), "")
    safe = short if re.fullmatch(r"[A-Za-z0-9_-]+", short) else digest(iri)[:16]
    return NamedNode(base.iri_of(f".well-known/void#{word}-{safe}"))


def _texts(subject: NamedNode, said: tuple[str, str]) -> list[Triple]:
    sv, en = said
    return [
        Triple(subject, DCTERMS.title, Literal(sv, language="sv")),
        Triple(subject, DCTERMS.title, Literal(en, language="en")),
    ]


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)
