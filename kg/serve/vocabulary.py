"""What the graph is written in: the ontology at /ns, and the concept schemes at /concept/."""

from dataclasses import dataclass, replace

from flask import Blueprint, Response

from kg.rdf.namespaces import DCTERMS, RDF, RDFS, SKOS
from kg.serve import frame
from kg.serve.http import respond
from kg.serve.http.negotiate import Variant
from kg.serve.http.refusals import NothingThere, Signpost, no_page
from kg.serve.http.respond import Offer
from kg.serve.thing import describing, documents, reading
from kg.serve.thing.documents import Document
from kg.serve.thing.page import reader_of
from kg.serve.thing.statements import Statements
from kg.serve.visit import Visit
from kg.serve.words import alphabetical, pick

_NAMES = (RDFS.label.value, SKOS.prefLabel.value, DCTERMS.title.value)
_MEANINGS = (SKOS.definition.value, DCTERMS.description.value)


@dataclass(frozen=True)
class Entry:
    """A term, concept or scheme in a readable list."""

    iri: str
    path: str
    anchor: str
    label: str
    definition: str
    types: tuple[str, ...]
    more: tuple[tuple[str, tuple[object, ...]], ...] = ()
    notation: str = ""
    uses: int = 0


def ontology(visit: Visit, name: str = "ns") -> Response:
    """The ontology: hash IRIs, so that one document holds every term."""
    _, form = documents.split(name)
    _must_be_released(visit)
    iri = visit.site.base.iri_of("ns")
    document = Document(
        path="ns",
        triples=lambda: reading.ontology_triples(visit.edition.engine, iri),
        page=lambda: _ontology_page(visit, document, iri),
    )
    return documents.send(visit, document, form)


def _ontology_page(visit: Visit, document: Document, iri: str) -> bytes:
    engine = visit.edition.engine
    terms = reading.terms(engine, iri)
    about = reading.of_thing(engine, iri)
    every = sorted((_term(visit, term, said) for term, said in terms.items()), key=lambda e: alphabetical(e.label))
    # Concept schemes are defined here too, and have pages of their own.
    entries = [each for each in every if each.anchor]
    classes = [each for each in entries if any(t.endswith("Class") for t in each.types)]
    properties = [each for each in entries if any(t.endswith("Property") for t in each.types)]
    known = {each.iri for each in (*classes, *properties)}
    return frame.page(
        visit,
        "ontology.html",
        {
            "iri": iri,
            "summary": _first(about, iri, _MEANINGS, visit.lang),
            "sections": [
                (visit.say("Klasser"), "klasser", classes),
                (visit.say("Egenskaper"), "egenskaper", properties),
                (visit.say("Övriga ord"), "ovriga", [each for each in entries if each.iri not in known]),
            ],
            "forms": document.forms,
            "path": document.path,
        },
        title=_first(about, iri, _NAMES, visit.lang) or visit.say("Ontologi"),
        alternates=document.alternates,
        canonical=iri,
    )


def _term(visit: Visit, iri: str, said: Statements) -> Entry:
    # Many vocabularies have an Agent; here the prefix tells which one.
    reader = replace(reader_of(visit, said), prefixed=True)
    silent = {*_NAMES, *_MEANINGS, RDF.type.value, RDFS.isDefinedBy.value}
    more = tuple(
        (reader.property_name(each), reader.all(said.values(iri, each)))
        for each in said.properties(iri)
        if each not in silent
    )
    anchor = iri.partition("#")[2]
    return Entry(
        iri=iri,
        path=f"ns.html#{anchor}",
        anchor=anchor,
        label=_first(said, iri, _NAMES, visit.lang) or anchor,
        definition=_first(said, iri, _MEANINGS, visit.lang),
        types=tuple(each.replace("#", "/").rpartition("/")[2] for each in said.iris(iri, RDF.type.value)),
        more=more,
    )


def schemes(visit: Visit) -> Response:
    """The list of concept schemes."""
    if not visit.path.endswith("/"):
        return respond.see(visit, "concept/", status=308, vary=())
    _must_be_released(visit)
    return respond.answer(visit, documents.PAGE, lambda: _schemes_page(visit), Offer(("concept",)))


def _schemes_page(visit: Visit) -> bytes:
    base = visit.site.base
    found = [
        Entry(
            iri=iri,
            path=f"{base.path_of(iri)}.html",
            anchor="",
            label=_first(said, iri, _NAMES, visit.lang) or iri,
            definition=_first(said, iri, _MEANINGS, visit.lang),
            types=(),
        )
        for iri, said in reading.schemes(visit.edition.engine).items()
        if base.path_of(iri)
    ]
    entries = sorted(found, key=lambda each: alphabetical(each.label))
    return frame.page(visit, "schemes.html", {"entries": entries}, title=visit.say("Begreppslistor"))


def scheme(visit: Visit, name: str) -> Response:
    """A concept scheme with its concepts."""
    start, form = documents.split(name)
    iri = visit.site.base.iri_of(f"concept/{start}")
    _must_be_known(visit, iri, Signpost(visit.say("Begreppslistor"), "concept/"))
    document = Document(
        path=f"concept/{start}",
        triples=lambda: reading.scheme_triples(visit.edition.engine, iri),
        page=lambda: _scheme_page(visit, document, iri),
    )
    return documents.send(visit, document, form) if form else documents.point(visit, document)


def _scheme_page(visit: Visit, document: Document, iri: str) -> bytes:
    engine = visit.edition.engine
    about = reading.of_thing(engine, iri)
    uses = reading.uses(engine, iri)
    entries = [_concept(visit, each, said, uses) for each, said in reading.concepts(engine, iri).items()]
    entries.sort(key=lambda each: (each.notation, alphabetical(each.label)))
    return frame.page(
        visit,
        "scheme.html",
        {
            "iri": iri,
            "summary": _first(about, iri, _MEANINGS, visit.lang),
            "entries": entries,
            "forms": document.forms,
            "path": document.path,
        },
        title=_first(about, iri, _NAMES, visit.lang) or document.path,
        alternates=document.alternates,
        canonical=iri,
    )


def _concept(visit: Visit, iri: str, said: Statements, uses: dict[str, int]) -> Entry:
    path = visit.site.base.path_of(iri) or iri
    return Entry(
        iri=iri,
        path=f"{path}.html",
        anchor=path.rpartition("/")[2],
        label=_first(said, iri, (SKOS.prefLabel.value, *_NAMES), visit.lang) or path,
        definition=_first(said, iri, _MEANINGS, visit.lang),
        types=(),
        notation=said.text(iri, SKOS.notation.value) or "",
        uses=uses.get(iri, 0),
    )


def concept(visit: Visit, scheme: str, name: str) -> Response:
    """A concept: what it means, and what uses it."""
    start, form = documents.split(name)
    iri = visit.site.base.iri_of(f"concept/{scheme}/{start}")
    _must_be_known(visit, iri, Signpost(scheme, f"concept/{scheme}.html"))
    document = Document(
        path=f"concept/{scheme}/{start}",
        triples=lambda: reading.description_triples(visit.edition.engine, iri),
        page=lambda: describing.page(
            visit,
            document,
            describing.read(
                visit, iri, reading.of_thing(visit.edition.engine, iri), kind=visit.say("Begrepp"), mentions=True
            ),
        ),
        described_by=f"concept/{scheme}",
    )
    return documents.send(visit, document, form) if form else documents.point(visit, document)


def _first(said: Statements, iri: str, properties: tuple[str, ...], lang: str) -> str:
    return next((text for text in (pick(said.texts(iri, each), lang) for each in properties) if text), "")


def _must_be_released(visit: Visit) -> None:
    if visit.edition.of_files:
        raise no_page(visit.path)


def _must_be_known(visit: Visit, iri: str, near: Signpost) -> None:
    if not reading.known(visit.edition.engine, iri):
        raise NothingThere(
            f"There is no concept at {visit.path!r}.",
            message_sv=f"Det finns inget begrepp på {visit.path!r}.",
            near=() if visit.edition.of_files else (near,),
        )


def blueprint() -> Blueprint:
    """The routes of ontology, concepts and shapes."""
    routes = Blueprint("vocabulary", __name__)
    methods = ["GET", "HEAD", "OPTIONS"]
    names: list[Variant] = list(documents.FORMS)
    extensions = ", ".join(f"'ns.{each.extension}'" for each in names)
    for rule, endpoint, view in (
        ("/ns", "ns", ontology),
        (f"/<any({extensions}):name>", "ns-form", ontology),
        ("/concept", "schemes-bare", schemes),
        ("/concept/", "schemes", schemes),
        ("/concept/<name>", "scheme", scheme),
        ("/concept/<scheme>/<name>", "concept", concept),
    ):
        routes.add_url_rule(rule, endpoint, view, methods=methods)
    return routes
