"""The W3C's tests of service descriptions, which its manifest states in words."""

from collections.abc import Callable, Mapping

import rdflib
from rdflib.namespace import RDF
from rdflib.term import Literal, Node, URIRef

from tests.conformance.matrix.check import GRAPHS
from tests.conformance.matrix.description import SD, described
from tests.conformance.wire import Endpoint

# Of each property of the vocabulary: the class it stands on and the class it points at, where the standard says one
# (https://www.w3.org/TR/sparql11-service-description/#vocab).
_PROPERTIES: Mapping[str, tuple[str, str | None]] = {
    "endpoint": ("Service", None),
    "feature": ("Service", "Feature"),
    "defaultEntailmentRegime": ("Service", "EntailmentRegime"),
    "entailmentRegime": ("NamedGraph", "EntailmentRegime"),
    "defaultSupportedEntailmentProfile": ("Service", "EntailmentProfile"),
    "supportedEntailmentProfile": ("NamedGraph", "EntailmentProfile"),
    "extensionFunction": ("Service", "Function"),
    "extensionAggregate": ("Service", "Aggregate"),
    "languageExtension": ("Service", "Feature"),
    "supportedLanguage": ("Service", "Language"),
    "propertyFeature": ("Service", "Feature"),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "resultFormat": ("Service", None),
    "inputFormat": ("Service", None),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("GraphCollection", "NamedGraph"),
    "name": ("NamedGraph", None),
    "graph": ("NamedGraph", "Graph"),
}
_BROADER = {"Dataset": "GraphCollection"}
_KNOWN = {
    "SPARQL10Query",
    "SPARQL11Query",
    "SPARQL11Update",
    "DereferencesURIs",
    "UnionDefaultGraph",
    "RequiresDataset",
    "EmptyGraphs",
    "BasicFederatedQuery",
}


def returns_rdf(endpoint: Endpoint) -> None:
    """GET on the endpoint returns RDF."""
    for media_type in GRAPHS:
        assert len(described(endpoint, media_type)) > 0, media_type


def has_endpoint_triple(endpoint: Endpoint) -> None:
    """The description contains a matching sd:endpoint triple."""
    assert (None, SD.endpoint, URIRef(endpoint.address)) in described(endpoint)


def conforms_to_schema(endpoint: Endpoint) -> None:
    """Each term is the vocabulary's, and stands on and points at what the vocabulary says."""
    graph = described(endpoint)
    for subject, predicate, value in graph:
        if predicate == RDF.type and str(value).startswith(str(SD)):
            assert _term(value) in {"Service", "Dataset", "Graph", "NamedGraph", "GraphCollection"}, value
        if str(predicate).startswith(str(SD)):
            domain, range_ = _PROPERTIES[_term(predicate)]
            assert _is(graph, subject, domain), (subject, predicate)
            assert not isinstance(value, Literal), (predicate, value)
            if range_ is not None:
                assert _is(graph, value, range_) or _term(value) in _KNOWN, (predicate, value)


def _is(graph: rdflib.Graph, node: Node, name: str) -> bool:
    types = {_term(each) for each in graph.objects(node, RDF.type)}
    return name in types | {_BROADER[each] for each in types & set(_BROADER)}


def _term(node: Node) -> str:
    return str(node).removeprefix(str(SD))


CASES: Mapping[str, Callable[[Endpoint], None]] = {
    "returns-rdf": returns_rdf,
    "has-endpoint-triple": has_endpoint_triple,
    "conforms-to-schema": conforms_to_schema,
}
