"""What is said of addresses beyond that they exist: in two languages, with parameters and media types.

An address that nobody has described here is told of by its view's own first line.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_RDF = ("text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples")
_HTML = "text/html"
_ROWS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
_READ = ("application/trig", "application/n-quads", "text/csv",
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/json")  # fmt: skip
_REPORTS = ("application/json", "text/turtle", "application/ld+json", "application/sarif+json", _HTML, "text/plain")


@dataclass(frozen=True)
class Parameter:
    """A parameter in the query string, and what it does."""

    name: str
    sv: str
    en: str
    required: bool = False


@dataclass(frozen=True)
class Operation:
    """What an address answers: in words, its parameters, what it gives and takes."""

    sv: str
    en: str
    produces: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    consumes: tuple[str, ...] = ()
    status: str = "200"


_FORMAT = Parameter("format", "Svarets format, i stället för Accept.", "The form of the answer, instead of Accept.")
_QUERY = Parameter("query", "Frågan i SPARQL 1.1.", "The query in SPARQL 1.1.")
_GRAPHS = (
    Parameter("default-graph-uri", "En graf att fråga.", "A graph to ask."),
    Parameter("named-graph-uri", "En namngiven graf att fråga.", "A named graph to ask."),
)
_WORDS = Parameter("q", "Ord att söka efter.", "Words to search for.")
_PAGE = Parameter("page", "Sidans nummer.", "The number of the page.")
OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("/", "get"): Operation("Startsidan.", "The front page.", (_HTML,)),
    ("/sparql", "get"): Operation(
        "Ställ en fråga i SPARQL 1.1. Utan fråga: tjänstens beskrivning.",
        "Ask a query in SPARQL 1.1. Without one: the service description.",
        (*_ROWS, *_RDF, _HTML),
        (_QUERY, *_GRAPHS, _FORMAT),
    ),
    ("/sparql", "post"): Operation(
        "Ställ en fråga i SPARQL 1.1 som formulär eller som text.",
        "Ask a query in SPARQL 1.1 as a form or as text.",
        (*_ROWS, *_RDF),
        (*_GRAPHS, _FORMAT),
        ("application/x-www-form-urlencoded", "application/sparql-query"),
    ),
    ("/{kind}/", "get"): Operation(
        "Listan över ett slag, till exempel project, actor eller place.",
        "The list of a kind, for example project, actor or place.",
        (_HTML, "text/csv", "application/json", "text/turtle", "application/ld+json"),
        (_WORDS, _PAGE),
    ),
    ("/{name}", "get"): Operation(
        "Listan över ett slag i ett format, till exempel project.csv.",
        "The list of a kind in one form, for example project.csv.",
        ("text/csv", "application/json", "text/turtle", "application/ld+json", _HTML),
        (_WORDS,),
    ),
    ("/{kind}/{slug}", "get"): Operation(
        "En sak: leder vidare till det dokument som Accept ber om; med ändelse dokumentet självt.",
        "A thing: leads to the document that Accept asks for; with an extension the document itself.",
        (_HTML, *_RDF),
    ),
    ("/record/{kind}/{name}", "get"): Operation(
        "Posten om en sak: källor, datum och status.",
        "The record on a thing: sources, dates and status.",
        (_HTML, *_RDF),
    ),
    ("/catalog", "get"): Operation(
        "Datakatalogen enligt DCAT-AP-SE, med statistik.", "The data catalogue, as DCAT-AP-SE, with statistics.",
        ("application/rdf+xml", "text/turtle", "application/ld+json", "application/n-triples", _HTML),
    ),
    ("/datasets/dcat", "get"): Operation(
        "Datakatalogen där Sveriges dataportal letar efter den.",
        "The data catalogue where Sweden's data portal looks for it.",
        ("application/rdf+xml", "text/turtle", "application/ld+json", "application/n-triples"),
    ),
    ("/catalog/quality", "get"): Operation(
        "Hur väl katalogen går att skörda: kontroller, poäng och skäl.",
        "How well the catalogue can be harvested: checks, points and grounds.",
        (_HTML, "application/json"),
    ),
    ("/.well-known/void", "get"): Operation("Datamängden beskriven i VoID.", "The dataset described in VoID.", _RDF),
    ("/validate", "get"): Operation("Sidan där man prövar en text.", "The page where a text is checked.", (_HTML,)),
    ("/validate", "post"): Operation(
        "Pröva poster innan de lämnas in, eller en katalog mot en profil. Inget sparas.",
        "Check records before they are handed in, or a catalogue by a profile. Nothing is kept.",
        _REPORTS,
        (
            Parameter("shapes", "Ett slag: bara dess former.", "A kind: its shapes alone."),
            Parameter("profile", "En profil, till exempel dcat-ap-se.", "A profile, for example dcat-ap-se."),
            _FORMAT,
        ),
        (*_RDF, *_READ, "multipart/form-data"),
    ),
    ("/submissions", "post"): Operation(
        "Lämna in poster till granskning. Svaret är ett kvitto.",
        "Hand in records for review. The answer is a receipt.",
        ("application/json", _HTML),
        (),
        (*_RDF, *_READ, "multipart/form-data"),
        "202",
    ),
    ("/submissions/{receipt}", "get"): Operation(
        "Hur det har gått för en inlämning.", "What became of a submission.", (_HTML, "application/json")
    ),
    ("/download/", "get"): Operation("Alla filer att ladda ner.", "Every file to download.", (_HTML,)),
    ("/download/{name}", "get"): Operation(
        "En fil, hel eller i delar.", "A file, whole or in ranges.", ("application/octet-stream",)
    ),
    ("/openapi.json", "get"): Operation(
        "Den här beskrivningen.", "This description.", ("application/json",),
    ),
    ("/questions/{name}", "get"): Operation(
        "En färdig fråga: sidan, svaret eller frågans text.", "A prepared question: its page, its answer or its text.",
        (_HTML, "text/csv", "application/json"),
    ),
    ("/resource", "get"): Operation(
        "Vad grafen säger om en IRI.", "What the graph says of an IRI.", (_HTML, *_RDF),
        (Parameter("iri", "IRI:n.", "The IRI.", required=True),),
    ),
    ("/ns", "get"): Operation("Ontologin.", "The ontology.", (_HTML, *_RDF)),
    ("/concept/", "get"): Operation("Begreppslistorna.", "The code lists.", (_HTML,)),
    ("/concept/{name}", "get"): Operation("En begreppslista.", "A code list.", (_HTML, *_RDF)),
    ("/concept/{scheme}/{name}", "get"): Operation("Ett begrepp.", "A concept.", (_HTML, *_RDF)),
    ("/shapes/", "get"): Operation("Alla former (SHACL).", "All shapes (SHACL).", (_HTML, *_RDF)),
    ("/shapes/{name}", "get"): Operation(
        "Formerna (SHACL) för ett slag, eller en profil för andras data.",
        "The shapes (SHACL) of a kind, or a profile for others' data.", (_HTML, *_RDF),
    ),
    ("/graph/{name}", "get"): Operation(
        "En av utgåvans egna grafer.", "One of the release's own graphs.", (_HTML, *_RDF)
    ),
    ("/questions/", "get"): Operation("De färdiga frågorna.", "The prepared questions.", (_HTML,)),
    ("/releases/", "get"): Operation("Utgåvorna.", "The releases.", (_HTML,)),
    ("/releases/{name}", "get"): Operation("En utgåva.", "A release.", (_HTML, *_RDF)),
    ("/changes", "get"): Operation(
        "Vad som har ändrats: tillagt, ändrat, sammanslaget och borttaget.",
        "What has changed: added, changed, merged and removed.",
        (_HTML, "application/json", "text/turtle", "application/ld+json"),
    ),
    ("/changes/{name}", "get"): Operation("En ändring.", "A change."),
    ("/feed.atom", "get"): Operation(
        "Ändringarna som Atom-flöde.", "The changes as an Atom feed.", ("application/atom+xml",)
    ),
    ("/timemap/link/{path}", "get"): Operation(
        "En adress i varje utgåva (Memento).", "An address in every release (Memento).", ("application/link-format",)
    ),
    ("/timemap/json/{path}", "get"): Operation(
        "En adress i varje utgåva, som JSON.", "An address in every release, as JSON.", ("application/json",)
    ),
    ("/reconcile", "get"): Operation(
        "Matchning av namn mot grafen (Reconciliation Service API 0.2).",
        "Matching names with the graph (Reconciliation Service API 0.2).",
        ("application/json", _HTML), (Parameter("queries", "Frågorna som JSON.", "The queries as JSON."),),
    ),
    ("/reconcile", "post"): Operation(
        "Matchning av många namn på en gång.", "Matching many names at once.", ("application/json",), (),
        ("application/x-www-form-urlencoded",),
    ),
    ("/om", "get"): Operation("Om data och API.", "About data and API.", (_HTML,)),
    ("/problems", "get"): Operation("Alla slags problem.", "Every kind of problem.", (_HTML,)),
    ("/tillganglighet", "get"): Operation("Tillgänglighetsredogörelsen.", "The accessibility statement.", (_HTML,)),
    ("/healthz", "get"): Operation("Tjänsten lever.", "The service is alive.", ("text/plain",)),
    ("/readyz", "get"): Operation("Tjänsten är redo att svara.", "The service is ready to answer.", ("text/plain",)),
}  # fmt: skip
"""By path as OpenAPI writes it, and method."""
