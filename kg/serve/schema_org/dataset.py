"""The catalogue as schema.org's DataCatalog with its Dataset, as Google Dataset Search and others expect them.

https://developers.google.com/search/docs/appearance/structured-data/dataset: name, description of 50 to 5,000
characters, licence, creator, distribution, coverage in time and space, identifier, version.
"""

from collections.abc import Iterable

from pyoxigraph import Literal, Triple

from kg.rdf.namespaces import DCAT, DCTERMS, FOAF, RDF, VCARD
from kg.serve.schema_org.writing import Json, named, whole
from kg.serve.thing import statements
from kg.serve.thing.statements import Statements
from kg.serve.words import LANGUAGES, pick

_LONGEST = 5000
_LANGUAGES = {"SWE": "sv", "ENG": "en"}


def catalogue(triples: Iterable[Triple], *, lang: str, page: str) -> Json | None:
    """The catalogue in the page's language; None where there is none. `page` is the address of its page."""
    said = statements.of(triples)
    found = [iri for iri in sorted(said.by_subject) if DCAT.Catalog.value in said.iris(iri, RDF.type.value)]
    if not found:
        return None
    iri = found[0]
    return whole(
        "DataCatalog",
        {
            "@id": iri,
            "url": page,
            "name": _text(said, iri, DCTERMS.title.value, lang),
            "description": _text(said, iri, DCTERMS.description.value, lang),
            "license": _one(said, iri, DCTERMS.license.value),
            "inLanguage": list(LANGUAGES),
            "publisher": _agent(said, iri, lang),
            # Earlier releases lie beside it, each with a page of its own.
            "dataset": [
                _dataset(said, each, lang, page, iri)
                for each in said.iris(iri, DCAT.dataset.value)
                if each.startswith(f"{iri}#")
            ],
        },
    )


def _dataset(said: Statements, iri: str, lang: str, page: str, catalogue_iri: str) -> Json:
    agent = _agent(said, iri, lang)
    return named(
        "Dataset",
        {
            "@id": iri,
            "url": f"{page}#{iri.partition('#')[2]}",
            "name": _text(said, iri, DCTERMS.title.value, lang),
            "description": _text(said, iri, DCTERMS.description.value, lang)[:_LONGEST],
            "license": _one(said, iri, DCTERMS.license.value),
            "isAccessibleForFree": True,
            "identifier": [iri, *_texts(said, iri, DCTERMS.identifier.value)],
            "version": _one(said, iri, DCAT.version.value),
            "datePublished": _one(said, iri, DCTERMS.issued.value),
            "dateModified": _one(said, iri, DCTERMS.modified.value),
            "inLanguage": _languages(said, iri),
            "keywords": _keywords(said, iri, lang),
            "creator": agent,
            "publisher": agent,
            "temporalCoverage": _period(said, iri),
            "spatialCoverage": [{"@type": "Place", "@id": each} for each in said.iris(iri, DCTERMS.spatial.value)],
            "includedInDataCatalog": {"@id": catalogue_iri},
            "distribution": [
                _download(said, each, lang)
                for each in said.iris(iri, DCAT.distribution.value)
                if said.iris(each, DCAT.downloadURL.value)
            ],
        },
    )


def _download(said: Statements, iri: str, lang: str) -> Json:
    size = _one(said, iri, DCAT.byteSize.value)
    return named(
        "DataDownload",
        {
            "@id": iri,
            "name": _text(said, iri, DCTERMS.title.value, lang),
            "contentUrl": _one(said, iri, DCAT.downloadURL.value),
            "encodingFormat": _one(said, iri, DCAT.mediaType.value).partition("media-types/")[2],
            "contentSize": f"{size} B" if size else "",
            "license": _one(said, iri, DCTERMS.license.value),
        },
    )


def _agent(said: Statements, iri: str, lang: str) -> Json:
    agents = said.iris(iri, DCTERMS.publisher.value)
    if not agents:
        return {}
    contact = next(iter(said.iris(iri, DCAT.contactPoint.value)), "")
    email = next((each.removeprefix("mailto:") for each in said.iris(contact, VCARD.hasEmail.value)), "")
    point = {"@type": "ContactPoint", "contactType": "customer service", "email": email} if email else {}
    return named(
        "Organization",
        {"@id": agents[0], "name": _text(said, agents[0], FOAF.name.value, lang), "contactPoint": point},
    )


def _period(said: Statements, iri: str) -> str:
    """The time as ISO 8601 writes a span; open at an end that nobody tells."""
    for period in said.iris(iri, DCTERMS.temporal.value):
        ends = [_one(said, period, each.value) or ".." for each in (DCAT.startDate, DCAT.endDate)]
        return "/".join(ends)
    return ""


def _keywords(said: Statements, iri: str, lang: str) -> list[str]:
    words = [each for each in said.values(iri, DCAT.keyword.value) if isinstance(each, Literal)]
    return sorted(each.value for each in words if each.language in (None, lang))


def _languages(said: Statements, iri: str) -> list[str]:
    codes = (each.rpartition("/")[2] for each in said.iris(iri, DCTERMS.language.value))
    return sorted(_LANGUAGES[code] for code in codes if code in _LANGUAGES)


def _texts(said: Statements, iri: str, predicate: str) -> list[str]:
    return [each.value for each in said.values(iri, predicate)]


def _text(said: Statements, iri: str, predicate: str, lang: str) -> str:
    return pick(said.texts(iri, predicate), lang)


def _one(said: Statements, iri: str, predicate: str) -> str:
    return said.text(iri, predicate) or ""
