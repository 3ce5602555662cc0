"""What machines look for first: the DCAT catalogue, VoID, the site map, and whether the service is well."""

from collections.abc import Sequence
from functools import partial
from xml.sax.saxutils import escape

from flask import Blueprint, Response
from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import ResultTooLarge
from kg.examine.faults import not_open
from kg.query.question import Question
from kg.rdf.formats import JSONLD, NTRIPLES, RDFXML, SPARQL_JSON, TURTLE
from kg.rdf.namespaces import DCAT, DCTERMS, FOAF, RDF, VCARD
from kg.release import catalogue, series
from kg.release import void as statistics
from kg.release.harvest import rehearsal
from kg.serve import dates, frame
from kg.serve.http import respond
from kg.serve.http.negotiate import Variant
from kg.serve.http.refusals import no_page
from kg.serve.http.respond import Offer
from kg.serve.lists.listing import Listings
from kg.serve.model import ClassModel, Labels
from kg.serve.schema_org import dataset as schema_org
from kg.serve.thing import documents, reading, statements
from kg.serve.thing import page as thing_page
from kg.serve.thing.documents import PAGE, Document
from kg.serve.thing.facts import Fact, Facts
from kg.serve.thing.statements import Name, Statements
from kg.serve.visit import Visit
from kg.serve.words import pick

# Harvesters read RDF/XML (DCAT-AP-SE, harvesting): it goes to whoever doesn't say.
HARVEST = documents.rdf_variants((RDFXML, TURTLE, JSONLD, NTRIPLES))
_MAX_URLS = 45_000
_TITLES = (DCTERMS.title.value, FOAF.name.value, VCARD.fn.value)
_SHOWN = (
    DCAT.Catalog.value,
    DCAT.Dataset.value,
    DCAT.DatasetSeries.value,
    DCAT.DataService.value,
    FOAF.Agent.value,
    VCARD.Organization.value,
)


def dcat(visit: Visit, name: str = "catalog") -> Response:
    """The catalogue with the graph's statistics, RDF/XML first; a browser gets it as a page."""
    _, form = documents.split(name)
    document = Document(
        path="catalog",
        triples=lambda: [*described(visit), *counted(visit)],
        page=lambda: _page(visit, document),
        forms=(*HARVEST, PAGE),
        stamp=_stamp(visit),
    )
    return documents.send(visit, document, form)


def harvest(visit: Visit) -> Response:
    """The catalogue where dataportal.se looks for it: never a page."""
    told = partial(described, visit)
    document = Document(path="catalog", triples=told, page=bytes, forms=HARVEST, stamp=_stamp(visit))
    return documents.send(visit, document, None)


def void(visit: Visit) -> Response:
    """The VoID description, where the standard says it is found; people are led to the catalogue's page."""
    form = respond.choose(visit, (*documents.RDF, PAGE))
    if form is PAGE:
        return respond.see(visit, "catalog.html")
    document = Document(".well-known/void", triples=partial(counted, visit), page=bytes, forms=documents.RDF)
    offer = Offer(("void", _stamp(visit)), vary=("Accept",), described_by="catalog")
    return respond.answer(visit, form, lambda: documents.body(visit, document, form), offer)


def _stamp(visit: Visit) -> str:
    """Downloads come after the release, and earlier releases go: neither makes a new release."""
    return series.stamp(visit.edition.release)


def described(visit: Visit) -> list[Triple]:
    """The catalogue of the release served; of one asked for by name, its files lie under that name."""
    said = catalogue.of(visit.edition.release, visit.site.settings)
    files = f"{visit.site.settings.public}download/"
    return [_as_of(visit, each, files) for each in said] if visit.is_past else said


def _as_of(visit: Visit, said: Triple, files: str) -> Triple:
    """A statement with the address of a file of ours as of the release that is asked for."""
    subject, file = said.subject, said.object
    if isinstance(subject, NamedNode) and subject.value.startswith(files):
        subject = NamedNode(visit.in_release(subject.value))
    if isinstance(file, NamedNode) and file.value.startswith(files):
        file = NamedNode(visit.in_release(file.value))
    return Triple(subject, said.predicate, file)


def counted(visit: Visit) -> list[Triple]:
    """The VoID description of the release served, and what its own graph says of it."""
    own = reading.graph_triples(visit.edition.engine, visit.site.base.graph("release").value)
    return [*statistics.of(visit.edition.release, visit.site.settings), *own]


def _page(visit: Visit, document: Document) -> bytes:
    return frame.page(
        visit,
        "catalog.html",
        {
            "blocks": _blocks(visit),
            "forms": document.forms,
            "path": document.path,
            "quality": rehearsal.quality(visit.edition.release),
        },
        title=visit.say("Datakatalog"),
        alternates=document.alternates,
        structured=schema_org.catalogue(
            described(visit), lang=visit.lang, page=f"{visit.site.settings.public}catalog.html"
        ),
    )


def _blocks(visit: Visit) -> list[tuple[str, str, str, tuple[Fact, ...]]]:
    """What the catalogue holds, for people: anchor, title, summary and facts. Files have a page of their own."""
    every = _told(described(visit), visit.lang)
    plain = statements.of(every)
    named = {s: Name(_title(plain, s)) for s in plain.by_subject if _title(plain, s)}
    said = statements.of(every, {**_releases(visit, plain), **named})
    silent = frozenset({*_TITLES, DCTERMS.description.value, DCAT.distribution.value, RDF.type.value})
    # Earlier releases have pages of their own.
    apart = visit.site.base.iri_of("releases/")
    ours = [iri for iri in sorted(said.by_subject) if visit.site.base.path_of(iri) and not iri.startswith(apart)]
    shown = [iri for type_ in _SHOWN for iri in ours if type_ in said.iris(iri, RDF.type.value)]
    blocks = []
    for iri in dict.fromkeys(shown):
        title = pick(_title(said, iri), visit.lang)
        summary = pick(said.texts(iri, DCTERMS.description.value), visit.lang)
        # On its own, so that what it points to is a link and not a part of it.
        reader = thing_page.reader_of(visit, Statements({iri: said.by_subject[iri]}, said.names))
        facts = Facts(reader, iri, "", ClassModel("", {}, {}, ())).rest(silent)
        blocks.append((iri.partition("#")[2], title, summary, facts))
    return blocks


def _told(every: Sequence[Triple], lang: str) -> list[Triple]:
    """The catalogue with nodes that say but one thing in place: a period as its span, a provenance as its text."""
    plain = statements.of(every)
    words: dict[str, list[Literal]] = {}
    for iri in plain.by_subject:
        types = plain.iris(iri, RDF.type.value)
        if DCTERMS.PeriodOfTime.value in types:
            ends = [plain.text(iri, each.value) or ".." for each in (DCAT.startDate, DCAT.endDate)]
            words[iri] = [Literal(dates.period("/".join(ends), lang), language=lang)]
        elif DCTERMS.ProvenanceStatement.value in types:
            words[iri] = [v for v in plain.values(iri, DCTERMS.description.value) if isinstance(v, Literal)]
    found: list[Triple] = []
    for each in every:
        said = words.get(each.object.value) if isinstance(each.object, NamedNode) else None
        found += [Triple(each.subject, each.predicate, word) for word in said] if said else [each]
    return found


def _releases(visit: Visit, said: Statements) -> dict[str, Name]:
    """What the release before this one is called: it isn't described here."""
    start = visit.site.base.iri_of("releases/")
    mentioned = {iri for subject in said.by_subject for iri in said.iris(subject, DCAT.previousVersion.value)}
    names = {iri: iri.removeprefix(start) for iri in mentioned if iri.startswith(start)}
    return {iri: Name({"sv": f"Utgåva {name}", "en": f"Release {name}"}) for iri, name in names.items()}


def _title(said: Statements, iri: str) -> Labels:
    return next((found for found in (said.texts(iri, each) for each in _TITLES) if found), {})


def health(visit: Visit) -> Response:
    """Alive: the process answers."""
    return respond.plain(visit, b"ok\n", "text/plain; charset=utf-8")


def ready(visit: Visit) -> Response:
    """Ready: there is a release, its engine answers, and what is handed in would be checked."""
    visit.edition.engine.ask(Question("ASK {}", SPARQL_JSON.media_type))
    if visit.site.examiner is not None and not visit.edition.of_files and not visit.site.examiner.is_ready():
        raise not_open()
    return respond.plain(visit, f"{visit.edition.id}\n".encode(), "text/plain; charset=utf-8")


def robots(visit: Visit) -> Response:
    """What crawlers may fetch: everything but endless questions."""
    lines = ["User-agent: *", "Disallow: /sparql?", "Disallow: /resource?", "Disallow: /*?q=", "Disallow: /*release="]
    lines.append(f"Sitemap: {visit.site.settings.public}sitemap.xml")
    return respond.plain(visit, "\n".join([*lines, ""]).encode(), "text/plain; charset=utf-8")


def sitemap(visit: Visit, listings: Listings) -> Response:
    """Every page, for search engines."""
    if visit.edition.of_files:
        raise no_page(visit.path)
    variant = Variant("application/xml", "xml", "XML")
    return respond.answer(visit, variant, lambda: _sitemap(visit, listings), Offer(("sitemap",)))


def _sitemap(visit: Visit, listings: Listings) -> bytes:
    public = visit.site.settings.public
    paths: list[str] = ["", "questions/", "download/", "releases/", "changes", "ns.html", "concept/", "om"]
    paths.append("tillganglighet")
    for kind in visit.edition.model.kinds:
        paths.append(f"{kind.name}/")
        try:
            paths += [item.path for item in listings.of(visit.edition, kind).items]
        except ResultTooLarge:
            continue
    urls = "".join(f"<url><loc>{escape(public + path)}</loc></url>\n" for path in paths[:_MAX_URLS])
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{urls}</urlset>\n".encode()


def blueprint(listings: Listings) -> Blueprint:
    """The routes of catalogue, health and crawlers."""
    routes = Blueprint("catalogue", __name__)
    methods = ["GET", "HEAD", "OPTIONS"]
    names = ", ".join(f"'catalog.{each.extension}'" for each in (*HARVEST, PAGE))
    for rule, endpoint, view in (
        ("/catalog", "catalog", dcat),
        (f"/<any({names}):name>", "catalog-form", dcat),
        ("/datasets/dcat", "dcat", harvest),
        ("/.well-known/void", "void", void),
        ("/healthz", "healthz", health),
        ("/readyz", "readyz", ready),
        ("/robots.txt", "robots", robots),
        ("/sitemap.xml", "sitemap", partial(sitemap, listings=listings)),
    ):
        routes.add_url_rule(rule, endpoint, view, methods=methods)
    return routes
