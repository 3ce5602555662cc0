"""A score like that of data.europa.eu's Metadata Quality Assessment: five dimensions, 405 points, each with its ground.

The indicators, their points and the ratings are those of the published method (https://data.europa.eu/mqa/methodology).
Each of the 23 numbers, and the limits of the four ratings, were compared on 2026-11-22 with public copies of it that
agree: the table in github.com/mjanez/ckan-mqa (README.md, commit 468010f) and the score values of the portal's own
piveau-metrics-score as listed in public code; the sums by property are also in mobilityDCAT-AP/mobilityDCAT-AP#84.

It is a rehearsal and not their tool. A property of distributions gets its points by the share of distributions that
have it, where the portal counts the best distribution of each dataset: ours is never the higher. The points for
compliance with DCAT-AP are given when our shapes for DCAT-AP-SE, which ask for more, find no violation. Two newer
indicators in the portal's score values, that a file is of its format and well-formed (15 points each, beyond the 405),
are left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.rdf.namespaces import DCAT, DCTERMS
from kg.release.harvest.fetching import Fetch, follow
from kg.release.harvest.statements import Statements

METHOD = "https://data.europa.eu/mqa/methodology"
RATINGS = (
    (351, "Utmärkt", "Excellent"),
    (221, "Bra", "Good"),
    (121, "Tillräckligt", "Sufficient"),
    (0, "Dåligt", "Bad"),
)
"""The least number of points of each rating."""
_EU = "http://publications.europa.eu/resource/authority/"
_IANA = "https://www.iana.org/assignments/media-types/"
OPEN_FORMATS = frozenset(
    ("CSV", "JSON", "JSON_LD", "RDF", "RDF_N_QUADS", "RDF_N_TRIPLES", "RDF_TRIG", "RDF_TURTLE", "RDF_XML", "SPARQLQ",
     "XML")
)  # fmt: skip
"""Formats of the EU's file type table that machines read and nobody owns."""


@dataclass(frozen=True)
class Indicator:
    """One indicator: how many points of how many, and how many things have what it asks for."""

    name: str
    dimension: str
    sv: str
    en: str
    of: int
    having: int
    among: int

    @property
    def points(self) -> int:
        """The points, by the share that has it."""
        return round(self.of * self.having / self.among) if self.among else 0

    def as_json(self) -> dict[str, object]:
        """The indicator as plain values."""
        return {
            "name": self.name,
            "label": {"sv": self.sv, "en": self.en},
            "points": self.points,
            "of": self.of,
            "having": self.having,
            "among": self.among,
        }


DIMENSIONS = (
    ("findability", "Sökbarhet", "Findability"),
    ("accessibility", "Tillgänglighet", "Accessibility"),
    ("interoperability", "Interoperabilitet", "Interoperability"),
    ("reusability", "Återanvändbarhet", "Reusability"),
    ("contextuality", "Sammanhang", "Contextuality"),
)


def indicators(said: Statements, fetch: Fetch, *, conforms: bool) -> list[Indicator]:
    """Every indicator of the method, for the datasets of a catalogue and their distributions."""
    datasets, files = said.things(DCAT.Dataset), said.things(DCAT.Distribution)
    return [*_of_datasets(said, datasets), *_of_files(said, files, fetch), *_of_all(said, datasets, files, conforms)]


def as_json(found: list[Indicator]) -> dict[str, object]:
    """The score as plain values, by dimension."""
    points = sum(each.points for each in found)
    rating = next(each for each in RATINGS if points >= each[0])
    return {
        "method": METHOD,
        "points": points,
        "of": sum(each.of for each in found),
        "rating": {"sv": rating[1], "en": rating[2]},
        "dimensions": [
            {
                "name": name,
                "label": {"sv": sv, "en": en},
                "points": sum(each.points for each in found if each.dimension == name),
                "of": sum(each.of for each in found if each.dimension == name),
                "indicators": [each.as_json() for each in found if each.dimension == name],
            }
            for name, sv, en in DIMENSIONS
        ],
    }


def _of_datasets(said: Statements, datasets: list[str]) -> Iterator[Indicator]:
    def one(name: str, dimension: str, sv: str, en: str, points: int, has: Callable[[str], object]) -> Indicator:
        return Indicator(name, dimension, sv, en, points, sum(bool(has(each)) for each in datasets), len(datasets))

    find, reuse = "findability", "reusability"
    yield one("keyword", find, "Nyckelord", "Keywords", 30, lambda each: said.of(each, DCAT.keyword))
    yield one("theme", find, "Tema", "Categories", 30, lambda each: said.of(each, DCAT.theme))
    yield one("spatial", find, "Område", "Geo search", 20, lambda each: said.of(each, DCTERMS.spatial))
    yield one("temporal", find, "Tidsperiod", "Time based search", 20, lambda each: said.of(each, DCTERMS.temporal))
    rights = DCTERMS.accessRights
    yield one("access-rights", reuse, "Åtkomsträttigheter", "Access rights", 10, lambda each: said.of(each, rights))
    yield one(
        "access-rights-list", reuse, "Åtkomsträttigheter ur EU:s lista", "Access rights from the EU's list", 5,
        lambda each: said.one(each, rights).startswith(f"{_EU}access-right/"),
    )  # fmt: skip
    yield one("contact", reuse, "Kontaktuppgift", "Contact point", 20, lambda each: said.of(each, DCAT.contactPoint))
    yield one("publisher", reuse, "Utgivare", "Publisher", 10, lambda each: said.of(each, DCTERMS.publisher))


def _of_files(said: Statements, files: list[str], fetch: Fetch) -> Iterator[Indicator]:
    def one(name: str, dimension: str, sv: str, en: str, points: int, has: Callable[[str], object]) -> Indicator:
        return Indicator(name, dimension, sv, en, points, sum(bool(has(each)) for each in files), len(files))

    def answers(address: str) -> bool:
        return bool(address) and follow(fetch, address, "*/*").ok

    reach, work, reuse, context = "accessibility", "interoperability", "reusability", "contextuality"
    yield one("access-url", reach, "Åtkomstadressen svarar", "The access URL answers", 50,
              lambda each: answers(said.one(each, DCAT.accessURL)))  # fmt: skip
    yield one("download-url", reach, "Nedladdningsadress finns", "There is a download URL", 20,
              lambda each: said.of(each, DCAT.downloadURL))  # fmt: skip
    yield one("download-answers", reach, "Nedladdningsadressen svarar", "The download URL answers", 30,
              lambda each: answers(said.one(each, DCAT.downloadURL)))  # fmt: skip
    yield one("format", work, "Format", "Format", 20, lambda each: said.of(each, DCTERMS.format))
    yield one("media-type", work, "Medietyp", "Media type", 10, lambda each: said.of(each, DCAT.mediaType))
    yield one(
        "format-list", work, "Format och medietyp ur listor", "Format and media type from vocabularies", 10,
        lambda each: said.one(each, DCTERMS.format).startswith(f"{_EU}file-type/")
        and said.one(each, DCAT.mediaType).startswith(_IANA),
    )  # fmt: skip
    yield one("open-format", work, "Öppet format", "Non-proprietary format", 20, lambda each: _is_open(said, each))
    yield one("machine-readable", work, "Maskinläsbart", "Machine-readable", 20, lambda each: _is_open(said, each))
    yield one("licence", reuse, "Licens", "Licence", 20, lambda each: said.of(each, DCTERMS.license))
    yield one("licence-list", reuse, "Licens som är känd", "A known licence", 10,
              lambda each: said.one(each, DCTERMS.license).startswith("http://creativecommons.org/"))  # fmt: skip
    for name, sv, en, term in (
        ("rights", "Rättighetsförklaring", "Rights", DCTERMS.rights),
        ("byte-size", "Storlek", "File size", DCAT.byteSize),
    ):
        having = sum(bool(said.of(each, term)) for each in files)
        yield Indicator(name, context, sv, en, 5, having, len(files))


def _of_all(said: Statements, datasets: list[str], files: list[str], conforms: bool) -> Iterator[Indicator]:
    yield Indicator(
        "compliance", "interoperability", "Följer DCAT-AP (våra former för DCAT-AP-SE)",
        "Complies with DCAT-AP (our shapes for DCAT-AP-SE)", 30, int(conforms), 1,
    )  # fmt: skip
    every = [*datasets, *files]
    for name, sv, en, term in (
        ("issued", "Utgivningsdatum", "Date of issue", DCTERMS.issued),
        ("modified", "Ändringsdatum", "Date of modification", DCTERMS.modified),
    ):
        having = sum(bool(said.of(each, term)) for each in every)
        yield Indicator(name, "contextuality", sv, en, 5, having, len(every))


def _is_open(said: Statements, each: str) -> bool:
    return said.one(each, DCTERMS.format).rpartition("/")[2] in OPEN_FORMATS
