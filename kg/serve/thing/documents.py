"""A resource in all its forms: a page, and RDF in four writings, each with an address of its own.

A thing in the world answers 303 to the form that suits; a document answers with it at once, and says where it lies.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Response
from pyoxigraph import Triple

from kg.rdf import graphs, jsonld
from kg.rdf.formats import JSONLD, NTRIPLES, RDFXML, TURTLE, Format, rdf_by_media_type
from kg.serve.http import respond
from kg.serve.http.negotiate import Variant
from kg.serve.http.respond import Offer
from kg.serve.visit import Visit

UTF8 = (("charset", "utf-8"),)
PAGE = Variant("text/html", "html", "HTML", UTF8)


def rdf_variants(formats: Sequence[Format]) -> tuple[Variant, ...]:
    """The variants that RDF formats give: each by its own media type, text with its charset."""
    return tuple(
        Variant(each.media_type, each.extension, each.label, UTF8 if each.media_type.startswith("text/") else ())
        for each in formats
    )


RDF = rdf_variants((TURTLE, JSONLD, RDFXML, NTRIPLES))
# What is asked for as plain JSON is JSON-LD; at the end, so that a wildcard never picks it.
FORMS = (PAGE, *RDF)
WISHES = (*FORMS, Variant("application/json", "jsonld", "JSON-LD"))


@dataclass(frozen=True)
class Document:
    """What a resource is made of: its path without extension, its statements, and its page.

    `stamp` tells it from what it was before, where that isn't told by the release alone.
    """

    path: str
    triples: Callable[[], Sequence[Triple]]
    page: Callable[[], bytes]
    described_by: str = ".well-known/void"
    forms: Sequence[Variant] = FORMS
    stamp: str = ""

    @property
    def alternates(self) -> tuple[tuple[str, str], ...]:
        """The paths of its forms with their media types."""
        between = "&format=" if "?" in self.path else "."
        return tuple((f"{self.path}{between}{each.extension}", each.media_type) for each in self.forms)


def split(name: str, forms: Sequence[Variant] = FORMS) -> tuple[str, Variant | None]:
    """A last path segment as a name and the form its extension asks for.

    >>> split("kiis.ttl")[0], split("kiis.ttl")[1].media_type, split("kiis")
    ('kiis', 'text/turtle', ('kiis', None))
    """
    start, dot, extension = name.rpartition(".")
    form = next((each for each in forms if each.extension == extension), None)
    return (start, form) if dot and start and form is not None else (name, None)


def point(visit: Visit, document: Document) -> Response:
    """303 from a thing to the form that suits the client."""
    form = respond.choose(visit, _wishes(document))
    response = respond.see(visit, f"{document.path}.{form.extension}")
    offer = Offer((document.path,), document.alternates, document.described_by)
    response.headers["Link"] = respond.links(visit, offer)
    return response


def send(visit: Visit, document: Document, form: Variant | None, *, status: int = 200) -> Response:
    """The form asked for by extension, else the one that suits the client, from the one address."""
    chosen = form or respond.choose(visit, _wishes(document))
    offer = Offer(
        key=(document.path, document.stamp),
        alternates=document.alternates,
        described_by=document.described_by,
        vary=() if form else ("Accept",),
        located_at=None if form else f"{document.path}.{chosen.extension}",
    )
    return respond.answer(visit, chosen, lambda: body(visit, document, chosen), offer, status=status)


def _wishes(document: Document) -> Sequence[Variant]:
    return WISHES if document.forms is FORMS else document.forms


def body(visit: Visit, document: Document, form: Variant) -> bytes:
    """The bytes of one form of a document."""
    if form.media_type == PAGE.media_type:
        return document.page()
    return written(visit, document.triples(), form)


def written(visit: Visit, triples: Sequence[Triple], form: Variant) -> bytes:
    """Statements in an RDF form; JSON-LD with the short names of the release's context, where it has one."""
    base_iri, context = visit.site.settings.base_iri, visit.edition.context
    wanted = rdf_by_media_type(form.media_type) or JSONLD
    if wanted == JSONLD and context:
        return jsonld.write(triples, context, base_iri)
    return graphs.write(triples, wanted, base_iri=base_iri)
