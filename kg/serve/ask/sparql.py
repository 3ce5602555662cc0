"""SPARQL 1.1 Protocol, the query part: https://www.w3.org/TR/sparql11-protocol/. Reading only; updates are refused.

`GET` with `query`, `POST` of a form, `POST` of the query itself. `format` (a name or extension) goes before Accept.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response

from kg.errors import BadRequest, KgError, PayloadTooLarge, QueryRefused, UnsupportedMediaType
from kg.query import guard
from kg.query.asker import Asker
from kg.query.guard import Inspection
from kg.query.question import Question
from kg.rdf.formats import (
    RDF_FORMATS,
    RESULT_FORMATS,
    SPARQL_JSON,
    TURTLE,
    Format,
    rdf_by_media_type,
    results_by_media_type,
)
from kg.serve.ask import editor, service
from kg.serve.http import negotiate, params, respond
from kg.serve.http.limits import MAX_QUERY, MIB
from kg.serve.http.negotiate import Variant, media_ranges
from kg.serve.http.params import Params
from kg.serve.http.problems import problem, sentence
from kg.serve.http.refusals import NoVariant
from kg.serve.http.respond import Offer
from kg.serve.thing import documents
from kg.serve.thing.documents import PAGE, UTF8
from kg.serve.visit import Visit

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
REFUSED = "kg.refused"
ASKER = "kg.asker"
_TABULAR = ("SELECT", "ASK")
_OWN = frozenset({"format", "lang", "release"})
_METHODS = ["GET", "HEAD", "POST", "OPTIONS"]


def _variants(formats: Sequence[Format]) -> tuple[Variant, ...]:
    """Every media type of some formats: the own types first, then what clients also call them."""
    named = [(each, each.media_types[0]) for each in formats]
    named += [(each, other) for each in formats for other in each.media_types[1:]]
    return tuple(Variant(media_type, each.extension, each.label, _parameters(media_type)) for each, media_type in named)


def _parameters(media_type: str) -> tuple[tuple[str, str], ...]:
    if media_type == "text/csv":
        return (*UTF8, ("header", "present"))
    return UTF8 if media_type.startswith("text/") else ()


RESULTS = (*_variants(RESULT_FORMATS), PAGE)
GRAPHS = (*_variants(RDF_FORMATS), Variant("application/json", "jsonld", "JSON-LD"), PAGE)


@dataclass(frozen=True)
class Request:
    """A query as the protocol handed it in, and the forms asked for by name: any of them will do."""

    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    forms: tuple[str, ...]


def sparql(visit: Visit) -> Response:
    """The endpoint: an answer, the service's description, or the page where people write queries."""
    if visit.method == "POST":
        return _answer(visit, _posted(visit))
    if visit.params.names() <= _OWN:
        return _bare(visit)
    return _answer(visit, _request(visit.params))


def _bare(visit: Visit) -> Response:
    """No query: a page for browsers, a service description for programs."""
    form = _by_name(visit.params.all("format"), documents.FORMS)
    # A wildcard alone is a program that didn't say: it gets the description, as the standard asks.
    ranges = media_ranges(visit.header("Accept"))
    html = any(each.type == "text" and each.subtype == "html" and each.quality > 0 for each in ranges)
    forms = documents.FORMS if html or form is PAGE else (*documents.RDF, PAGE)
    chosen = form or respond.choose(visit, forms)
    offer = Offer(
        key=("sparql",),
        alternates=tuple((f"sparql?format={each.extension}", each.media_type) for each in documents.FORMS),
        vary=("Accept",),
    )
    if chosen is PAGE:
        return respond.answer(visit, PAGE, lambda: editor.empty(visit), offer)
    return respond.answer(visit, chosen, lambda: service.description(visit, chosen), offer)


def _answer(visit: Visit, request: Request) -> Response:
    """The answer to a query; a browser that sent a faulty one gets its page back, with what is wrong."""
    try:
        return _evaluated(visit, request)
    except KgError as refusal:
        if isinstance(refusal, NoVariant) or not _wants_page(visit, request):
            raise
        response = problem(visit, refusal)
        response.response = [editor.refused(visit, request.text, refusal, sentence(visit, refusal))]
        response.headers["Content-Type"] = PAGE.content_type
        response.headers["Content-Length"] = str(len(response.response[0]))
        return response


def _wants_page(visit: Visit, request: Request) -> bool:
    if request.forms:
        return request.forms[0] == PAGE.extension
    return negotiate.best(RESULTS, visit.header("Accept")) is PAGE


def _evaluated(visit: Visit, request: Request) -> Response:
    inspected = guard.inspect(request.text, visit.site.base.iri)
    form = chosen(visit, request, inspected)
    question = asked(request, form, inspected, visit.request.environ.get(ASKER))
    offer = offered(request, form, inspected, visit.edition.order)

    def body() -> bytes:
        # What the quick lane was told is told on: asking again could end a second worker.
        refusal = visit.request.environ.get(REFUSED)
        if isinstance(refusal, KgError):
            raise refusal
        answer = visit.edition.engine.ask(question)
        return editor.answered(visit, request.text, answer) if form is PAGE else answer.body

    return respond.answer(visit, form, body, offer)


def chosen(visit: Visit, request: Request, inspected: Inspection) -> Variant:
    """The form of the answer: what `format` names goes before what Accept likes best; NoVariant when there is none."""
    variants = variants_of(inspected)
    return _by_name(request.forms, variants) or respond.choose(visit, variants)


def variants_of(inspected: Inspection) -> tuple[Variant, ...]:
    """The forms an answer to this query can take."""
    return RESULTS if inspected.form in _TABULAR else GRAPHS


def asked(request: Request, form: Variant, inspected: Inspection, asker: Asker | None) -> Question:
    """What the engine is asked, and by whom."""
    return Question(
        request.text,
        _written(form, inspected.form in _TABULAR).media_type,
        default_graphs=request.default_graphs,
        named_graphs=request.named_graphs,
        dataset_given=bool(request.default_graphs or request.named_graphs),
        asker=asker,
    )


def offered(request: Request, form: Variant, inspected: Inspection, order: str) -> Offer:
    """What the answer depends on and says of itself."""
    return Offer(
        key=("sparql", order, request.text, *request.default_graphs, "\x1e", *request.named_graphs),
        vary=("Accept",),
        described_by="sparql",
        filename=f"svar.{form.extension}",
        lasting=inspected.deterministic,
        mapped=False,
    )


def _written(form: Variant, tabular: bool) -> Format:
    """The format the engine writes: for a page, the one that pages read."""
    if form is PAGE:
        return SPARQL_JSON if tabular else TURTLE
    if tabular:
        return results_by_media_type(form.media_type) or SPARQL_JSON
    return next((f for f in RDF_FORMATS if f.extension == form.extension), None) or (
        rdf_by_media_type(form.media_type) or TURTLE
    )


def _by_name(names: Sequence[str], variants: Sequence[Variant]) -> Variant | None:
    """The variant that `format` names: by extension, label or media type.

    SPARQLWrapper gives `format` twice, a short name of its own and the media type: the first that names one decides.
    """
    found = [each for each in (_named(name.lower(), variants) for name in names) if each is not None]
    if names and not found:
        raise NoVariant(variants)
    return found[0] if found else None


def _named(name: str, variants: Sequence[Variant]) -> Variant | None:
    wanted = {"turtle": "ttl", "ntriples": "nt", "nquads": "nq"}.get(name, name)
    for each in variants:
        if wanted in (each.extension, each.media_type, each.label.lower()):
            return each
    # `json` and `xml` mean JSON-LD and RDF/XML where the answer is a graph.
    graph = {"json": "jsonld", "xml": "rdf"}.get(wanted)
    return next((each for each in variants if each.extension == graph), None)


def _posted(visit: Visit) -> Request:
    declared = visit.request.content_length
    if declared is not None and declared > MAX_QUERY:
        raise _too_large()
    if visit.request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType(
            "A coded body isn't read here; send it without Content-Encoding.",
            message_sv="Ett packat innehåll läses inte här; skicka det utan Content-Encoding.",
        )
    media_type, charset = visit.request.mimetype, visit.request.mimetype_params.get("charset", "utf-8")
    body = visit.request.get_data(cache=False, parse_form_data=False)
    if len(body) > MAX_QUERY:
        raise _too_large()
    if media_type == UPDATE:
        raise _no_updates()
    if media_type == FORM:
        return _request(visit.params.plus(params.read(body, "body", "innehållet")))
    if media_type != QUERY:
        raise UnsupportedMediaType(
            f"A query is posted as {FORM} or {QUERY}, not as {media_type or 'a body without a media type'}.",
            message_sv=f"En fråga skickas som {FORM} eller {QUERY}, inte som {media_type or 'ett namnlöst format'}.",
        )
    if charset.lower().replace("_", "-") not in ("utf-8", "utf8"):
        raise UnsupportedMediaType(
            f"The query is in {charset}; SPARQL is sent as UTF-8.",
            message_sv=f"Frågan är i {charset}; SPARQL skickas som UTF-8.",
        )
    # A query in the address too is a query given twice.
    return _request(visit.params.plus(Params([("query", _decoded(body))])))


def _request(given: Params) -> Request:
    if "update" in given:
        raise _no_updates()
    text = given.one("query")
    if text is None:
        raise BadRequest(
            "There is no query: give it as the parameter 'query'.",
            message_sv="Det finns ingen fråga: ange den i parametern 'query'.",
        )
    return Request(
        text=text,
        default_graphs=tuple(map(_graph, given.all("default-graph-uri"))),
        named_graphs=tuple(map(_graph, given.all("named-graph-uri"))),
        forms=given.all("format"),
    )


def _graph(iri: str) -> str:
    scheme, colon, rest = iri.partition(":")
    if not (colon and rest and scheme.isalnum() and scheme[:1].isalpha()) or set(iri) & set('<>"{}|\\^` \t\r\n'):
        raise BadRequest(
            f"{iri!r} isn't an absolute IRI of a graph.", message_sv=f"{iri!r} är ingen fullständig IRI för en graf."
        )
    return iri


def _decoded(body: bytes) -> str:
    """The query, without the byte order mark that some editors put in front of it."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BadRequest(
            f"Byte {wrong.start + 1} of the query isn't UTF-8.",
            message_sv=f"Byte {wrong.start + 1} i frågan är inte UTF-8.",
        ) from wrong


def _no_updates() -> QueryRefused:
    return QueryRefused(
        "This endpoint answers questions and takes no updates. Data changes by new releases.",
        message_sv="Den här adressen svarar på frågor och tar inte emot ändringar. Data ändras genom nya utgåvor.",
    )


def _too_large() -> PayloadTooLarge:
    return PayloadTooLarge(
        f"The query is larger than {MAX_QUERY // MIB} MiB.",
        message_sv=f"Frågan är större än {MAX_QUERY // MIB} MiB.",
    )


def blueprint() -> Blueprint:
    """The route of the endpoint."""
    routes = Blueprint("sparql", __name__)
    routes.add_url_rule("/sparql", "sparql", sparql, methods=_METHODS)

    def with_slash(visit: Visit) -> Response:
        query = visit.request.query_string.decode("latin-1")
        return respond.see(visit, f"sparql{'?' if query else ''}{query}", status=308, vary=())

    routes.add_url_rule("/sparql/", "slash", with_slash, methods=_METHODS)
    return routes
