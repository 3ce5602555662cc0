"""The formats we read and write: one table of names, media types and file extensions."""

from dataclasses import dataclass
from pathlib import PurePath

from pyoxigraph import QueryResultsFormat, RdfFormat


@dataclass(frozen=True)
class Format:
    """A format of graphs, datasets or query results; `media_types[0]` is the one we send."""

    name: str
    label: str
    extension: str
    media_types: tuple[str, ...]
    dataset: bool = False

    @property
    def media_type(self) -> str:
        """The media type we send."""
        return self.media_types[0]


TURTLE = Format("turtle", "Turtle", "ttl", ("text/turtle", "application/x-turtle"))
JSONLD = Format("jsonld", "JSON-LD", "jsonld", ("application/ld+json",), dataset=True)
RDFXML = Format("rdfxml", "RDF/XML", "rdf", ("application/rdf+xml",))
NTRIPLES = Format("ntriples", "N-Triples", "nt", ("application/n-triples", "text/plain"))
TRIG = Format("trig", "TriG", "trig", ("application/trig", "application/x-trig"), dataset=True)
NQUADS = Format("nquads", "N-Quads", "nq", ("application/n-quads", "text/x-nquads"), dataset=True)

RDF_FORMATS: tuple[Format, ...] = (TURTLE, JSONLD, RDFXML, NTRIPLES, TRIG, NQUADS)

SPARQL_JSON = Format("json", "JSON", "json", ("application/sparql-results+json", "application/json"))
SPARQL_XML = Format("xml", "XML", "xml", ("application/sparql-results+xml", "application/xml", "text/xml"))
SPARQL_CSV = Format("csv", "CSV", "csv", ("text/csv",))
SPARQL_TSV = Format("tsv", "TSV", "tsv", ("text/tab-separated-values",))

RESULT_FORMATS: tuple[Format, ...] = (SPARQL_JSON, SPARQL_XML, SPARQL_CSV, SPARQL_TSV)

_RDF_BY_MEDIA_TYPE = {name: each for each in RDF_FORMATS for name in each.media_types}
_RESULTS_BY_MEDIA_TYPE = {name: each for each in RESULT_FORMATS for name in each.media_types}
_BY_NAME = {name: each for each in (*RDF_FORMATS, *RESULT_FORMATS) for name in (each.name, each.extension)}

_ENGINE_RDF = {
    "turtle": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "ntriples": RdfFormat.N_TRIPLES,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}
_ENGINE_RESULTS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}


def rdf_by_media_type(media_type: str) -> Format | None:
    """The RDF format of a media type, whatever its parameters.

    >>> rdf_by_media_type("text/turtle; charset=utf-8").name
    'turtle'
    """
    return _RDF_BY_MEDIA_TYPE.get(_bare(media_type))


def results_by_media_type(media_type: str) -> Format | None:
    """The query result format of a media type."""
    return _RESULTS_BY_MEDIA_TYPE.get(_bare(media_type))


def rdf_by_path(path: str) -> Format | None:
    """The RDF format of a file name, by its last extension; a trailing .gz is looked past.

    >>> rdf_by_path("data/records/project/kiis.ttl").name
    'turtle'
    >>> rdf_by_path("dump.nq.gz").name
    'nquads'
    """
    suffix = PurePath(path.removesuffix(".gz")).suffix.lstrip(".").lower()
    named = {
        **{f.extension: f for f in RDF_FORMATS},
        "turtle": TURTLE,
        "xml": RDFXML,
        "owl": RDFXML,
        "json": JSONLD,
    }
    return named.get(suffix)


def by_name(name: str) -> Format | None:
    """The RDF or result format of that short name or extension."""
    return _BY_NAME.get(name)


def engine_rdf(form: Format) -> RdfFormat:
    """The engine's own name for an RDF format."""
    return _ENGINE_RDF[form.name]


def engine_results(form: Format) -> QueryResultsFormat:
    """The engine's own name for a query result format."""
    return _ENGINE_RESULTS[form.name]


def _bare(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()
