"""What is said of addresses beyond that they exist: in two languages, with parameters and media types.

An address that nobody has described here is told of by its view's own first line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.serve.openapi.parameters import (
    AFTER,
    ARCHIVE,
    BEFORE,
    CHANGES,
    CURSOR,
    EXTEND,
    FACETS,
    GRAPHS,
    ID,
    IDEMPOTENCY,
    IRI,
    LIMIT,
    ORGANISATION,
    PAGE,
    PREFIX,
    PROFILE,
    QUERIES,
    QUERY,
    RECEIPT,
    SHAPES,
    SORT,
    TYPE,
    WORDS,
    Parameter,
    format_of,
    one_of,
)  # fmt: skip

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
_TOLD = ("application/json", _HTML, "text/plain")
_REPORTS = ("application/json", "text/turtle", "application/ld+json", "application/sarif+json", _HTML, "text/plain")


@dataclass(frozen=True)
class Operation:
    """What an address answers: in words, its parameters, what it gives and takes.

    `leads` says that it may lead on to another address, `lasting` that its answer has a tag to ask by again, and
    `fields` are those of a form that is posted, `alone` whether one of them is given at a time.
    """

    sv: str
    en: str
    produces: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    consumes: tuple[str, ...] = ()
    status: str = "200"
    leads: bool = False
    lasting: bool = True
    fields: tuple[Parameter, ...] = ()
    alone: bool = False


_ANSWERS = format_of("json", "xml", "csv", "tsv", "ttl", "jsonld", "rdf", "nt", "html")
_FILE = Parameter("file", "Filen.", "The file.", {"type": "string", "format": "binary"})
_TEXT = Parameter("text", "Texten, i stället för en fil.", "The text, instead of a file.")
_HANDED = (_FILE, ORGANISATION, Parameter("contact", "Vart vi får skriva.", "Where we may write.", {"type": "string"}))
_ACTION = Parameter("action", "Ta tillbaka eller rätta.", "Take back or correct.", one_of("withdraw", "correct"))
OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("/", "get"): Operation("Startsidan.", "The front page.", (_HTML,)),
    ("/sparql", "get"): Operation(
        "Ställ en fråga i SPARQL 1.1. Utan fråga: tjänstens beskrivning.",
        "Ask a query in SPARQL 1.1. Without one: the service description.",
        (*_ROWS, *_RDF, _HTML),
        (QUERY, *GRAPHS, _ANSWERS),
    ),
    ("/sparql", "post"): Operation(
        "Ställ en fråga i SPARQL 1.1 som formulär eller som text.",
        "Ask a query in SPARQL 1.1 as a form or as text.",
        (*_ROWS, *_RDF),
        (*GRAPHS, _ANSWERS),
        ("application/x-www-form-urlencoded", "application/sparql-query"),
        fields=(replace(QUERY, required=True),),
    ),
    ("/{kind}/", "get"): Operation(
        "Listan över ett slag, till exempel project, actor eller place.",
        "The list of a kind, for example project, actor or place.",
        (_HTML, "text/csv", "application/json", "text/turtle", "application/ld+json"),
        (WORDS, PAGE, SORT, FACETS),
    ),
    ("/{name}", "get"): Operation(
        "Listan över ett slag i ett format, till exempel project.csv.",
        "The list of a kind in one form, for example project.csv.",
        ("text/csv", "application/json", "text/turtle", "application/ld+json", _HTML),
        (WORDS, SORT, FACETS),
    ),
    ("/{kind}/{slug}", "get"): Operation(
        "En sak: leder vidare till det dokument som Accept ber om; med ändelse dokumentet självt.",
        "A thing: leads to the document that Accept asks for; with an extension the document itself.",
        (_HTML, *_RDF),
        leads=True,
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
            SHAPES,
            PROFILE,
            format_of("json", "ttl", "jsonld", "sarif", "html", "txt"),
        ),
        (*_RDF, *_READ, "multipart/form-data"),
        lasting=False,
        fields=(_FILE, _TEXT, SHAPES, PROFILE),
    ),
    ("/submissions", "post"): Operation(
        "Lämna in poster till granskning. Svaret är ett kvitto.",
        "Hand in records for review. The answer is a receipt.",
        _TOLD,
        (ORGANISATION, IDEMPOTENCY),
        (*_RDF, *_READ, "multipart/form-data"),
        "202",
        lasting=False,
        fields=_HANDED,
    ),
    ("/submissions", "get"): Operation(
        "Sidan där en fil lämnas in och ett kvitto slås upp.",
        "The page where a file is handed in and a receipt is looked up.",
        (_HTML,), (RECEIPT,), leads=True, lasting=False,
    ),
    ("/submissions/{receipt}", "get"): Operation(
        "Hur det har gått för en inlämning.", "What became of a submission.", _TOLD, leads=True, lasting=False,
    ),
    ("/submissions/{receipt}", "post"): Operation(
        "Ta tillbaka inlämningen, eller lämna in en rättad i dess ställe.",
        "Take the submission back, or hand in a corrected one in its place.",
        _TOLD, (ORGANISATION, IDEMPOTENCY), ("multipart/form-data", "application/x-www-form-urlencoded"),
        leads=True, lasting=False, fields=(replace(_ACTION, required=True), *_HANDED),
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
        (IRI, format_of("html", "ttl", "jsonld", "rdf", "nt")),
        leads=True,
    ),
    ("/ns", "get"): Operation("Ontologin.", "The ontology.", (_HTML, *_RDF)),
    ("/concept/", "get"): Operation("Begreppslistorna.", "The code lists.", (_HTML,)),
    ("/concept/{name}", "get"): Operation("En begreppslista.", "A code list.", (_HTML, *_RDF), leads=True,),
    ("/concept/{scheme}/{name}", "get"): Operation("Ett begrepp.", "A concept.", (_HTML, *_RDF), leads=True,),
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
        CHANGES,
    ),
    ("/changes.html", "get"): Operation(
        "Ändringarna som sida.", "The changes as a page.", (_HTML,), (*CHANGES, BEFORE),
    ),
    **{
        (f"/changes.{extension}", "get"): Operation(
            "Ändringarna, sida för sida.", "The changes, page by page.", (media_type,), (*CHANGES, AFTER)
        )
        for extension, media_type in (
            ("json", "application/json"), ("ttl", "text/turtle"), ("jsonld", "application/ld+json"),
        )
    },
    ("/changes/{name}", "get"): Operation(
        "En ändring.", "A change.", (_HTML, "application/json", "text/turtle", "application/ld+json"), leads=True,
    ),
    ("/feed.atom", "get"): Operation(
        "Ändringarna som Atom-flöde.", "The changes as an Atom feed.", ("application/atom+xml",), (*CHANGES, ARCHIVE),
    ),
    ("/timemap/link/{path}", "get"): Operation(
        "En adress i varje utgåva (Memento).", "An address in every release (Memento).", ("application/link-format",)
    ),
    ("/timemap/json/{path}", "get"): Operation(
        "En adress i varje utgåva, som JSON.", "An address in every release, as JSON.", ("application/json",)
    ),
    ("/timemap/link/", "get"): Operation(
        "Startsidan i varje utgåva (Memento).", "The front page in every release (Memento).",
        ("application/link-format",),
    ),
    ("/timemap/json/", "get"): Operation(
        "Startsidan i varje utgåva, som JSON.", "The front page in every release, as JSON.", ("application/json",),
    ),
    ("/search", "get"): Operation("Sök på namn bland allt.", "Search everything by name.", (_HTML,), (WORDS,)),
    ("/reconcile", "get"): Operation(
        "Matchning av namn mot grafen (Reconciliation Service API 0.2). Utan fråga: tjänstens beskrivning.",
        "Matching names with the graph (Reconciliation Service API 0.2). Without a query: the manifest.",
        ("application/json", _HTML), (QUERIES,),
    ),
    ("/reconcile", "post"): Operation(
        "Matchning av många namn på en gång, eller deras egenskaper.",
        "Matching many names at once, or their properties.", ("application/json",), (),
        ("application/x-www-form-urlencoded",), lasting=False, fields=(QUERIES, EXTEND), alone=True,
    ),
    ("/reconcile/suggest/entity", "get"): Operation(
        "Saker vars namn eller kod börjar så.", "Things whose name or code begins so.",
        ("application/json",), (PREFIX, CURSOR, TYPE),
    ),
    ("/reconcile/suggest/type", "get"): Operation(
        "Slag som heter något som börjar så.", "Types with a name that begins so.",
        ("application/json",), (PREFIX, CURSOR),
    ),
    ("/reconcile/suggest/property", "get"): Operation(
        "Egenskaper som heter något som börjar så.", "Properties with a name that begins so.",
        ("application/json",), (PREFIX, CURSOR, TYPE),
    ),
    ("/reconcile/properties", "get"): Operation(
        "Egenskaperna som kan hämtas för ett slag.", "The properties that can be fetched for a type.",
        ("application/json",), (TYPE, LIMIT),
    ),
    **{
        (f"/reconcile/flyout/{what}", "get"): Operation(
            "Några ord om det som föreslogs.", "A few words on what was suggested.", ("application/json",), (ID,)
        )
        for what in ("entity", "type", "property")
    },
    ("/reconcile/preview", "get"): Operation(
        "En liten sida om en sak, som får visas i en ram.", "A small page on a thing, that may be framed.",
        (_HTML,), (ID,),
    ),
    ("/reconcile/view", "get"): Operation(
        "Från en identifierare till saken.", "From an identifier to the thing.", (), (ID,), status="303",
    ),
    ("/om", "get"): Operation("Om data och API.", "About data and API.", (_HTML,)),
    ("/problems", "get"): Operation("Alla slags problem.", "Every kind of problem.", (_HTML,)),
    ("/tillganglighet", "get"): Operation("Tillgänglighetsredogörelsen.", "The accessibility statement.", (_HTML,)),
    ("/healthz", "get"): Operation("Tjänsten lever.", "The service is alive.", ("text/plain",)),
    ("/readyz", "get"): Operation("Tjänsten är redo att svara.", "The service is ready to answer.", ("text/plain",)),
}  # fmt: skip
"""By path as OpenAPI writes it, and method."""
