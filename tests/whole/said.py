"""What a document says, read by other eyes than ours: its statements by rdflib, its words as a person sees them."""

import warnings

import pyoxigraph as ox
import rdflib
from lxml import html
from rdflib import Graph, Literal, URIRef

Statement = tuple[str, str, str, str, str]
BASE = "https://w3id.org/samverkan/"
FORMS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt"}
MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "en": "January February March April May June July August September October November December",
}
SEASONS = {
    "sv": {"21": "våren", "22": "sommaren", "23": "hösten", "24": "vintern"},
    "en": {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"},
}


def graph(data: bytes | str, extension: str) -> Graph:
    """The document as rdflib reads it; whoever calls sees to it that rdflib leaves literals alone."""
    if rdflib.NORMALIZE_LITERALS:
        raise AssertionError("rdflib would change the literals")
    with warnings.catch_warnings():
        # rdflib's JSON-LD reader uses what rdflib itself warns of.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=data, format=FORMS[extension])


def statements(data: bytes | str, extension: str) -> set[Statement]:
    """The statements of a document, every literal as it is written."""
    return {(str(s), str(p), *_parts(o)) for s, p, o in graph(data, extension)}


def _parts(term: object) -> tuple[str, str, str]:
    if isinstance(term, Literal):
        return str(term), str(term.datatype or ""), (term.language or "").lower()
    if isinstance(term, URIRef):
        return str(term), "IRI", ""
    raise AssertionError(f"a blank node: {term!r}")


def dumped(data: bytes, form: ox.RdfFormat) -> set[str]:
    """The statements of a whole dump, graphs laid together, as N-Triples lines."""
    return {str(ox.Triple(quad.subject, quad.predicate, quad.object)) for quad in ox.parse(data, form)}


def words(page: str) -> str:
    """The text of a page, every run of white space as one space."""
    return " ".join(html.document_fromstring(page).text_content().split())


def spaced(text: str) -> str:
    """A text with every run of white space, no-break ones too, as one space."""
    return " ".join(text.split())


def kronor(amount: str) -> str:
    """A whole sum as people write it."""
    return f"{int(amount):,} kr".replace(",", " ")


def dates(edtf: str, lang: str) -> list[str]:
    """The days, months, seasons and years that a vague date is made of, as people write them."""
    return [_date(part, lang) for part in edtf.split("/") if part.strip(".")]


def _date(text: str, lang: str) -> str:
    year, month, day = [*text.split("-"), "", ""][:3]
    if month in SEASONS[lang]:
        return f"{SEASONS[lang][month]} {year}"
    name = MONTHS[lang].split()[int(month) - 1] if month else ""
    return " ".join(part for part in (day.lstrip("0"), name, year) if part)
