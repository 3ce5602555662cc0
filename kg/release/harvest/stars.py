"""The five stars of open data (https://5stardata.info/), each with its ground: one is given when those before are."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.rdf.namespaces import DCAT, DCTERMS
from kg.release.bundle import manifest_of
from kg.release.harvest.mqa import OPEN_FORMATS
from kg.release.harvest.statements import Statements
from kg.release.layout import Release

METHOD = "https://5stardata.info/"


@dataclass(frozen=True)
class Star:
    """One star: whether its own condition holds, what it asks, and the ground, in Swedish and English."""

    holds: bool
    sv: str
    en: str
    found_sv: str
    found_en: str


def stars(said: Statements, release: Release) -> list[Star]:
    """The five conditions in order."""
    files = said.things(DCAT.Distribution)
    licences = ", ".join(said.said_at(DCTERMS.license))
    forms = sorted({said.one(each, DCTERMS.format).rpartition("/")[2] for each in files} - {""})
    is_open = [form for form in forms if form in OPEN_FORMATS]
    as_rdf = [form for form in forms if form.startswith(("RDF", "JSON_LD"))]
    links = _links(release)
    return [
        Star(
            bool(licences) and bool(files), "På webben, med öppen licens", "On the web, under an open licence",
            licences or "Ingen licens", licences or "No licence",
        ),
        Star(
            bool(forms), "Strukturerat, så att en maskin kan läsa det", "Structured, so that a machine can read it",
            ", ".join(forms) or "Inga filer", ", ".join(forms) or "No files",
        ),
        Star(
            bool(is_open), "I öppna format, som ingen äger", "In open formats that nobody owns",
            ", ".join(is_open) or "Inga öppna format", ", ".join(is_open) or "No open formats",
        ),
        Star(
            bool(as_rdf), "Varje sak har en egen adress (RDF)", "Each thing has an address of its own (RDF)",
            f"{release.manifest.counts.get('records', 0)} poster; {', '.join(as_rdf)}",
            f"{release.manifest.counts.get('records', 0)} records; {', '.join(as_rdf)}",
        ),
        Star(
            links > 0, "Länkat till andras data", "Linked to the data of others",
            f"{links} länkar till andra datamängder", f"{links} links to other datasets",
        ),
    ]  # fmt: skip


def _links(release: Release) -> int:
    """How many statements the graph of links holds, as counted when the dumps were made."""
    counted = (manifest_of(release) or {}).get("statistics")
    graphs = counted.get("graphs") if isinstance(counted, Mapping) else None
    number = graphs.get("links") if isinstance(graphs, Mapping) else None
    return number if isinstance(number, int) else 0


def as_json(found: list[Star]) -> dict[str, object]:
    """The stars as plain values; `count` is how many hold from the first on."""
    count = next((number for number, each in enumerate(found) if not each.holds), len(found))
    return {
        "method": METHOD,
        "count": count,
        "stars": [
            {
                "given": number < count,
                "asked": {"sv": each.sv, "en": each.en},
                "found": {"sv": each.found_sv, "en": each.found_en},
            }
            for number, each in enumerate(found)
        ],
    }
