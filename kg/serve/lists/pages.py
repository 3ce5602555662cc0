"""The list of a kind: a page at a time for people, and exactly the same list whole as CSV, JSON and RDF."""

import csv
import io
import json
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response
from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import BadRequest, ResultTooLarge
from kg.rdf.namespaces import RDF, RDFS
from kg.release.columns import JOINT
from kg.serve import frame
from kg.serve.http import respond
from kg.serve.http.negotiate import Variant
from kg.serve.http.refusals import no_page
from kg.serve.http.respond import Offer
from kg.serve.lists import choice as choosing
from kg.serve.lists import narrowing
from kg.serve.lists.choice import FROM, TO, Choice
from kg.serve.lists.listing import Entry, Item, Listing
from kg.serve.lists.sieve import Sieve, Sieves
from kg.serve.model import Kind
from kg.serve.thing import documents
from kg.serve.thing.documents import PAGE, UTF8
from kg.serve.visit import Visit
from kg.serve.words import LANGUAGES, pick
from kg.sweden.names import plain

PER_PAGE = 50
CSV = Variant("text/csv", "csv", "CSV", (*UTF8, ("header", "present")))
JSON = Variant("application/json", "json", "JSON")
TTL = Variant("text/turtle", "ttl", "Turtle", UTF8)
LD = Variant("application/ld+json", "jsonld", "JSON-LD")
FORMS = (PAGE, CSV, JSON, TTL, LD)


@dataclass(frozen=True)
class Lists:
    """The views of lists."""

    sieves: Sieves

    def listing(self, visit: Visit, kind: str) -> Response:
        """`/project/`: a kind's list, in the form the client asks for; else a slash too many (`/changes/`)."""
        if visit.edition.model.kind(kind) is None and not visit.edition.of_files:
            query = visit.request.query_string.decode("latin-1")
            return respond.see(visit, f"{kind}{'?' if query else ''}{query}", status=308, vary=())
        return self._send(visit, _kind(visit, kind), None)

    def named(self, visit: Visit, name: str) -> Response:
        """`/project.csv`: a kind's list in one form; `/project` leads to `/project/`."""
        start, form = documents.split(name, FORMS)
        kind = _kind(visit, start)
        return self._send(visit, kind, form) if form else respond.see(visit, f"{kind.name}/", status=308, vary=())

    def suffixed(self, visit: Visit, kind: str, extension: str) -> Response:
        """`/project/.csv`, the list's address and an extension, leads to `/project.csv`."""
        return respond.see(visit, f"{_kind(visit, kind).name}{extension}", status=308, vary=())

    def _send(self, visit: Visit, kind: Kind, form: Variant | None) -> Response:
        chosen = form or respond.choose(visit, FORMS)
        page, query = _page_number(visit), _query(visit)
        if any(not value for _, value in visit.params):
            # A form without scripts sends its empty boxes along: an address that people pass on has none.
            return respond.see(visit, _tidy(kind, form, self._choice(visit, kind), visit), vary=())
        offer = Offer(
            key=("list", kind.name, str(page), query),
            alternates=_alternates(kind, query),
            vary=() if form else ("Accept",),
            located_at=None if form else _address(kind, chosen, query),
            filename=f"{kind.name}.{chosen.extension}",
        )
        return respond.answer(visit, chosen, lambda: self._body(visit, kind, chosen, page), offer)

    def _sieve(self, visit: Visit, kind: Kind) -> Sieve:
        try:
            return self.sieves.of(visit.edition, kind, visit.site.base)
        except ResultTooLarge as large:
            raise ResultTooLarge(
                "The list is too long for one answer. Fetch the whole table at /download/.",
                message_sv="Listan är för lång för ett svar. Hämta hela tabellen på /download/.",
            ) from large

    def _choice(self, visit: Visit, kind: Kind) -> Choice:
        sieve = self._sieve(visit, kind)
        return choosing.read(visit.params, sieve.facets, tuple(sieve.orders))

    def _body(self, visit: Visit, kind: Kind, form: Variant, page: int) -> bytes:
        sieve, choice = self._sieve(visit, kind), self._choice(visit, kind)
        if form is PAGE:
            return _page(visit, kind, sieve, choice, page)
        if choice.complaints:
            raise BadRequest(choice.complaints[0].en, message_sv=choice.complaints[0].sv)
        listing = sieve.sifted(choice)
        if form is CSV:
            return as_csv(listing)
        if form is JSON:
            return as_json(listing)
        return documents.written(visit, as_triples(listing, kind), form)


def as_csv(listing: Listing) -> bytes:
    """The list as CSV (RFC 4180): the IRI, the name in each language, then the columns in Swedish.

    Several values in a cell are joined as in the tables of the downloads.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["iri", *(f"name_{tag}" for tag in LANGUAGES), *(each.word for each in listing.columns)])
    for item in listing.items:
        names = (item.said.get(tag, "") for tag in LANGUAGES)
        cells = (JOINT.join(_raw(entry) for entry in cell) for cell in item.shown(LANGUAGES[0]))
        writer.writerow([_safe(each) for each in (item.iri, *names, *cells)])
    return out.getvalue().encode()


def as_json(listing: Listing) -> bytes:
    """The list as JSON: one object a thing, values with their words and IRIs."""
    items = [
        {
            "iri": item.iri,
            "name": dict(item.said),
            **{
                column.word: [_value(entry) for entry in cell]
                for column, cell in zip(listing.columns, item.cells, strict=True)
            },
        }
        for item in listing.items
    ]
    return json.dumps({"count": len(items), "items": items}, ensure_ascii=False, indent=1).encode() + b"\n"


def as_triples(listing: Listing, kind: Kind) -> list[Triple]:
    """The list as statements: types, names and the columns that are properties of the things."""
    said = []
    for item in listing.items:
        thing = NamedNode(item.iri)
        said.append(Triple(thing, RDF.type, NamedNode(kind.class_iri)))
        said += [Triple(thing, RDFS.label, Literal(text, language=tag)) for tag, text in item.said.items()]
        for column, cell in zip(listing.columns, item.cells, strict=True):
            # The time stands on a node of its own, not on the thing.
            if not column.property.endswith("#period"):
                said += [Triple(thing, NamedNode(column.property), entry.term) for entry in cell]
    return said


def _page(visit: Visit, kind: Kind, sieve: Sieve, choice: Choice, page: int) -> bytes:
    listing = sieve.sifted(choice)
    pages = max(1, -(-len(listing.items) // PER_PAGE))
    if page > pages:
        raise no_page(visit.path)
    start = (page - 1) * PER_PAGE
    title = pick(kind.plural, visit.lang, kind.name)
    return frame.page(
        visit,
        "list.html",
        {
            "kind": kind,
            "listing": listing,
            "items": listing.items[start : start + PER_PAGE],
            "first": start + 1,
            "page_number": page,
            "pages": pages,
            "forms": [(each.label, _address(kind, each, choice.query), each.media_type) for each in FORMS[1:]],
            "words": choice.words,
            "near": _near(sieve.listing, choice) if not listing.items else (),
            "narrowing": narrowing.shown(visit, kind, sieve, choice),
        },
        title=title if page == 1 else f"{title} ({page}/{pages})",
        description=pick(kind.definition, visit.lang),
        alternates=_alternates(kind, choice.query)[1:],
        canonical=_canonical(visit, kind, choice),
        unlisted=choice.deep,
    )


def _near(whole: Listing, choice: Choice) -> tuple[Item, ...]:
    """What may have been meant by words that nothing has."""
    if not choice.words or choice.narrows:
        return ()
    return tuple(whole.near(plain(choice.words).replace(" ", "-")))


def _canonical(visit: Visit, kind: Kind, choice: Choice) -> str:
    """The public address of the list with this choice; none where the service isn't told its own address."""
    return visit.location(narrowing.address(kind, choice)) if visit.site.settings.public_url else ""


def _kind(visit: Visit, name: str) -> Kind:
    kind = visit.edition.model.kind(name)
    if kind is None:
        raise no_page(visit.path)
    return kind


def _alternates(kind: Kind, query: str) -> tuple[tuple[str, str], ...]:
    return tuple((_address(kind, each, query), each.media_type) for each in FORMS)


def _address(kind: Kind, form: Variant, query: str) -> str:
    path = f"{kind.name}.{form.extension}"
    return f"{path}?{query}" if query else path


def _query(visit: Visit) -> str:
    """What is chosen, as the address has it; language, release and page say how it is shown."""
    words = visit.params.words()
    said = [(name, value) for name, value in visit.params if name not in ("q", "page", "lang", "release")]
    return urlencode([*([("q", words)] if words else []), *said])


def _tidy(kind: Kind, form: Variant | None, choice: Choice, visit: Visit) -> str:
    """The address of the same list without empty parameters; strange ones are kept, so that they are told of."""
    ours = {
        *choice.picked,
        *(word + end for word in choice.spans for end in (FROM, TO)),
        "q",
        "sort",
        "lang",
        "release",
    }
    rest = urlencode([(name, value) for name, value in visit.params if value and name not in ours])
    query = "&".join(each for each in (choice.query, rest) if each)
    path = f"{kind.name}.{form.extension}" if form else f"{kind.name}/"
    return f"{path}?{query}" if query else path


def _page_number(visit: Visit) -> int:
    said = visit.params.one("page")
    if said is None:
        return 1
    if not said.isascii() or not said.isdigit() or not int(said[:9]) > 0 or len(said) > 9:
        raise BadRequest(f"The page {said!r} isn't a page number.", message_sv=f"Sidan {said!r} är inget sidnummer.")
    return int(said)


def _raw(entry: Entry) -> str:
    return entry.term.value if isinstance(entry.term, Literal) else pick(entry.said, "sv")


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _value(entry: Entry) -> object:
    if isinstance(entry.term, Literal):
        return entry.term.value
    return {"iri": entry.term.value, "name": dict(entry.said)}


def blueprint(sieves: Sieves) -> Blueprint:
    """The routes of lists: `/project/`, `/project.csv` and the like."""
    views = Lists(sieves)
    routes = Blueprint("lists", __name__)
    methods = ["GET", "HEAD", "OPTIONS"]
    extensions = ", ".join(f"'.{each.extension}'" for each in FORMS)
    routes.add_url_rule("/<kind>/", "listing", views.listing, methods=methods)
    routes.add_url_rule("/<name>", "named", views.named, methods=methods)
    routes.add_url_rule(f"/<kind>/<any({extensions}):extension>", "suffixed", views.suffixed, methods=methods)
    return routes
