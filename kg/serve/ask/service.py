"""The endpoint's own description: SPARQL 1.1 Service Description with VoID, without blank nodes."""

from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf.namespaces import DCTERMS, RDF, SD, VOID, XSD
from kg.serve.http.negotiate import Variant
from kg.serve.site import LICENSE
from kg.serve.thing import documents, reading
from kg.serve.visit import Visit

_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "RDF_XML",
    "N-Triples",
    "N-Quads",
    "TriG",
    "JSON-LD",
)
_NAMED_GRAPHS = 50


def description(visit: Visit, form: Variant) -> bytes:
    """The description in an RDF format."""
    return documents.written(visit, triples(visit), form)


def triples(visit: Visit) -> list[Triple]:
    """The description: what is understood, which formats there are, and what the dataset holds.

    Named graphs are one a record; they are listed while they are few, and asked for with `GRAPH ?g` when many.
    """
    endpoint = NamedNode(f"{visit.site.settings.public}sparql")
    service, dataset, default = (NamedNode(f"{endpoint.value}#{part}") for part in ("service", "dataset", "default"))
    manifest, engine = visit.edition.release.manifest, visit.edition.engine
    said = [
        Triple(service, RDF.type, SD.Service),
        Triple(service, SD.endpoint, endpoint),
        Triple(service, SD.supportedLanguage, SD.SPARQL11Query),
        Triple(service, SD.defaultDataset, dataset),
        Triple(dataset, RDF.type, SD.Dataset),
        Triple(dataset, RDF.type, VOID.Dataset),
        Triple(dataset, VOID.sparqlEndpoint, endpoint),
        Triple(dataset, DCTERMS.license, NamedNode(LICENSE)),
        Triple(dataset, DCTERMS.identifier, Literal(visit.edition.id)),
        Triple(dataset, SD.defaultGraph, default),
        Triple(default, RDF.type, SD.Graph),
        Triple(default, VOID.triples, _number(reading.size(engine))),
    ]
    said += [Triple(service, SD.resultFormat, NamedNode(f"http://www.w3.org/ns/formats/{name}")) for name in _FORMATS]
    if manifest.union:
        said.append(Triple(service, SD.feature, SD.UnionDefaultGraph))
    for place, (name, size) in enumerate(_listed(visit)):
        said += _named(dataset, NamedNode(f"{endpoint.value}#graph-{place + 1}"), NamedNode(name), size)
    return said


def _listed(visit: Visit) -> list[tuple[str, int | None]]:
    """Every named graph with its size while they are few, else the release's own without: a count reads them all."""
    edition = visit.edition
    if edition.release.manifest.counts.get("graphs", 0) <= _NAMED_GRAPHS:
        return [*sorted(reading.graphs(edition.engine))]
    names = ["derived", "links", "release", "vocabulary"]
    names[:0] = ["context"] if "graph-context" in edition.release.manifest.content else []
    return [(visit.site.base.graph(name).value, None) for name in names]


def _named(dataset: NamedNode, entry: NamedNode, name: NamedNode, size: int | None) -> list[Triple]:
    graph = NamedNode(f"{entry.value}-content")
    return [
        Triple(dataset, SD.namedGraph, entry),
        Triple(entry, RDF.type, SD.NamedGraph),
        Triple(entry, SD.name, name),
        Triple(entry, SD.graph, graph),
        Triple(graph, RDF.type, SD.Graph),
        *([Triple(graph, VOID.triples, _number(size))] if size is not None else []),
    ]


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)
