"""The distributions of a dataset: each file with what proves that it arrived whole, and one for asking a service."""

from collections.abc import Mapping, Sequence
from typing import cast

from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf.iris import Base, slug
from kg.rdf.namespaces import DCAT, DCATAP, DCTERMS, RDF, SPDX, XSD
from kg.release.layout import Release
from kg.settings import Settings

Json = Mapping[str, object]
LICENCE = NamedNode("http://creativecommons.org/publicdomain/zero/1.0/")
_EU = "http://publications.europa.eu/resource/authority/"
_IANA = "https://www.iana.org/assignments/media-types/"
_FILE_TYPES = {
    "turtle": "RDF_TURTLE",
    "trig": "RDF_TRIG",
    "nquads": "RDF_N_QUADS",
    "ntriples": "RDF_N_TRIPLES",
    "jsonld": "JSON_LD",
    "rdfxml": "RDF_XML",
    "csv": "CSV",
}

_ANSWERS = {"SPARQLQ": "application/sparql-results+json", "JSON": "application/json"}
"""What a service answers with, by its format in the EU's file type table."""


def files(dataset: NamedNode, release: Release, dumps: Json | None, settings: Settings) -> list[Triple]:
    """A distribution for each file of a release's downloads, `dumps` being what their manifest says."""
    return [t for each in _listed(dumps) for t in _file(dataset, each, release, settings)]


def earlier_files(dataset: NamedNode, release: Release, dumps: Json | None, settings: Settings) -> list[Triple]:
    """The same for a release that readers are no longer pointed at: the whole graph alone, under its name."""
    found = [each for each in _listed(dumps) if each.get("what") in ("dataset", "graph")]
    return [t for each in found for t in _file(dataset, each, release, settings, past=True)]


def _listed(dumps: Json | None) -> list[Json]:
    said = cast("Sequence[Json]", dumps.get("files") or ()) if dumps else ()
    return [each for each in said if each.get("format") in _FILE_TYPES]


def _file(dataset: NamedNode, each: Json, release: Release, settings: Settings, *, past: bool = False) -> list[Triple]:
    """One file as a distribution, with what proves that it arrived whole."""
    name = str(each["name"])
    base = Base(release.manifest.base_iri)
    mark, query = (f"{release.id}-", f"?release={release.id}") if past else ("", "")
    node, checksum = (
        NamedNode(f"{base.iri}catalog#{word}-{mark}{slug(name)}") for word in ("distribution", "checksum")
    )
    said = [
        *_distribution(dataset, node, release, settings),
        *texts(node, DCTERMS.title, cast("Mapping[str, str]", each["label"])),
        *texts(node, DCTERMS.description, _description(each)),
        Triple(node, DCAT.downloadURL, public(settings, f"download/{name}{query}")),
        Triple(node, DCAT.accessURL, public(settings, f"download/{query}")),
        Triple(node, DCTERMS.format, NamedNode(f"{_EU}file-type/{_FILE_TYPES[str(each['format'])]}")),
        Triple(node, DCAT.mediaType, NamedNode(_IANA + str(each["media_type"]))),
        Triple(node, DCAT.byteSize, Literal(str(each["bytes"]), datatype=XSD.nonNegativeInteger)),
        Triple(node, SPDX.checksum, checksum),
        Triple(checksum, RDF.type, SPDX.Checksum),
        Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
        Triple(checksum, SPDX.checksumValue, Literal(str(each["sha256"]), datatype=XSD.hexBinary)),
    ]
    if each.get("encoding"):
        said.append(Triple(node, DCAT.compressFormat, NamedNode(f"{_IANA}application/{each['encoding']}")))
    described_by = each.get("described_by")
    standard = public(settings, f"download/{described_by}") if described_by else NamedNode(base.iri_of("ns"))
    said += [Triple(node, DCTERMS.conformsTo, standard), Triple(standard, RDF.type, DCTERMS.Standard)]
    columns = {"sv": f"Kolumnerna i {name}", "en": f"The columns of {name}"}
    told = {
        "sv": "Varje kolumn med namn, datatyp och vad den betyder, enligt CSV on the Web.",
        "en": "Each column with its name, datatype and what it means, as CSV on the Web.",
    }
    described = [*texts(standard, DCTERMS.title, columns), *texts(standard, DCTERMS.description, told)]
    return [*said, *(described if described_by else ())]


def through(
    dataset: NamedNode, service: NamedNode, said: Sequence[Triple], release: Release, settings: Settings
) -> list[Triple]:
    """A distribution that stands for asking the service: without one a portal shows no API on the dataset."""
    node = NamedNode(f"{release.manifest.base_iri}catalog#distribution-{slug(service.value.rpartition('#')[2])}")
    shared = {DCTERMS.title: DCTERMS.title, DCTERMS.description: DCTERMS.description, DCTERMS.format: DCTERMS.format}
    copied = {**shared, DCAT.endpointURL: DCAT.accessURL}
    own = [t for t in said if t.subject == service]
    formats = {t.object.value.rpartition("/")[2] for t in own if isinstance(t.object, NamedNode)}
    answers = {_ANSWERS[each] for each in formats & set(_ANSWERS)}
    return [
        *_distribution(dataset, node, release, settings),
        Triple(node, DCAT.accessService, service),
        *(Triple(node, DCAT.mediaType, NamedNode(_IANA + each)) for each in sorted(answers)),
        *(Triple(node, copied[t.predicate], t.object) for t in own if t.predicate in copied),
    ]


def _distribution(dataset: NamedNode, node: NamedNode, release: Release, settings: Settings) -> list[Triple]:
    at = Literal(release.manifest.built_at, datatype=XSD.dateTime)
    return [
        Triple(dataset, DCAT.distribution, node),
        Triple(node, RDF.type, DCAT.Distribution),
        Triple(node, DCTERMS.license, LICENCE),
        Triple(node, DCTERMS.issued, at),
        Triple(node, DCTERMS.modified, at),
        Triple(node, DCTERMS.language, NamedNode(f"{_EU}language/SWE")),
        Triple(node, DCTERMS.language, NamedNode(f"{_EU}language/ENG")),
        Triple(node, DCATAP.availability, NamedNode(f"{_EU}planned-availability/AVAILABLE")),
    ]


def _description(each: Json) -> dict[str, str]:
    if each.get("what") == "table":
        return {
            "sv": f"En tabell med {each['rows']} rader i CSV (UTF-8, kommatecken). Flera värden i en cell skiljs åt "
            "med « | ». Kolumnerna beskrivs i en fil bredvid, enligt CSV on the Web.",
            "en": f"A table of {each['rows']} rows in CSV (UTF-8, commas). Several values in a cell are separated by "
            "“ | ”. The columns are described in a file beside it, as CSV on the Web.",
        }
    if each.get("what") == "dataset":
        return {
            "sv": "Alla uppgifter i utgåvan, var och en i sin namngivna graf: en för varje post, och egna för det som "
            "är härlett, för länkar och för ordförråd.",
            "en": "Every statement of the release, each in its named graph: one for each record, and others for what "
            "is derived, for links and for the vocabulary.",
        }
    return {
        "sv": "Alla uppgifter i utgåvan i en enda graf: poster, härledda uppgifter, länkar och ordförråd.",
        "en": "Every statement of the release in a single graph: records, derived statements, links and vocabulary.",
    }


def texts(subject: NamedNode, predicate: NamedNode, said: Mapping[str, str]) -> list[Triple]:
    """A text in each language."""
    return [Triple(subject, predicate, Literal(text, language=tag)) for tag, text in said.items()]


def public(settings: Settings, path: str) -> NamedNode:
    """A path of ours as readers reach it."""
    return NamedNode(Base(settings.public).iri_of(path))
