"""Which graphs a query asks: what the protocol names, what the query names, and what a default graph is."""

from tests.conformance.matrix.check import EX, JSON, MANY, ONE, TWO, Check, column, must_answer, number, protocol
from tests.conformance.wire import Endpoint

_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_NAMED = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
_QUERY = "https://www.w3.org/TR/sparql11-query/"


def own_default(endpoint: Endpoint) -> None:
    """Without a dataset, the default graph and the named graphs are those of the file"""
    assert number(endpoint.get(_COUNT, JSON)) == 1
    assert column(endpoint.get(_NAMED, JSON)) == sorted([ONE, TWO, MANY])


def merged(endpoint: Endpoint) -> None:
    """Several `default-graph-uri` make one RDF graph: a statement in both counts once"""
    both = [("default-graph-uri", ONE), ("default-graph-uri", TWO)]
    assert number(endpoint.get(_COUNT, JSON, params=both)) == 4
    assert column(endpoint.get(f"SELECT ?x {{ ?x <{EX}in> 'both' }}", JSON, params=both)) == [f"{EX}both"]


def repeated(endpoint: Endpoint) -> None:
    """The same `default-graph-uri` twice is that graph"""
    assert number(endpoint.get(_COUNT, JSON, params=[("default-graph-uri", ONE)] * 2)) == 3


def merged_in_query(endpoint: Endpoint) -> None:
    """Several FROM make one RDF graph too"""
    query = _COUNT.replace("{ ?s", f"FROM <{ONE}> FROM <{TWO}> {{ ?s")
    assert number(endpoint.get(query, JSON)) == 4


def only_named(endpoint: Endpoint) -> None:
    """`named-graph-uri` alone leaves the default graph empty, and the other named graphs out"""
    named = [("named-graph-uri", ONE)]
    assert number(endpoint.get(_COUNT, JSON, params=named)) == 0
    assert column(endpoint.get(_NAMED, JSON, params=named)) == [ONE]


def only_default(endpoint: Endpoint) -> None:
    """`default-graph-uri` alone leaves no named graph"""
    assert column(endpoint.get(_NAMED, JSON, params=[("default-graph-uri", ONE)])) == []


def both_kinds(endpoint: Endpoint) -> None:
    """`default-graph-uri` and `named-graph-uri` together"""
    graphs = [("default-graph-uri", ONE), ("named-graph-uri", TWO)]
    query = f"SELECT ?y {{ <{EX}one> <{EX}in> ?x . GRAPH ?g {{ <{EX}two> <{EX}in> ?y }} }}"
    assert column(endpoint.get(query, JSON, params=graphs)) == ["two"]


def replaces_from(endpoint: Endpoint) -> None:
    """The protocol's dataset replaces the one that FROM and FROM NAMED name"""
    query = f"SELECT ?x FROM <{ONE}> FROM NAMED <{ONE}> {{ {{ ?x <{EX}in> ?o }} UNION {{ GRAPH ?x {{ ?s ?p ?o }} }} }}"
    reply = endpoint.get(query, JSON, params=[("default-graph-uri", TWO)])
    assert column(reply) == [f"{EX}both", f"{EX}two"]


def from_named(endpoint: Endpoint) -> None:
    """FROM NAMED alone leaves the default graph empty"""
    assert number(endpoint.get(_COUNT.replace("{ ?s", f"FROM NAMED <{ONE}> {{ ?s"), JSON)) == 0
    assert column(endpoint.get(_NAMED.replace("{ GRAPH", f"FROM NAMED <{ONE}> {{ GRAPH"), JSON)) == [ONE]


def unknown_graph(endpoint: Endpoint) -> None:
    """A graph that isn't here is empty, or refused; never fetched, never another graph in its place"""
    reply = endpoint.get(_COUNT, JSON, params=[("default-graph-uri", f"{EX}graph/nowhere")])
    if reply.status == 200:
        assert number(reply) == 0
    else:
        assert 400 <= reply.status < 500, reply.status


def construct_is_a_set(endpoint: Endpoint) -> None:
    """CONSTRUCT gives a graph: a statement made twice is there once"""
    both = [("default-graph-uri", ONE), ("default-graph-uri", TWO)]
    query = f"CONSTRUCT {{ <{EX}a> <{EX}b> <{EX}c> }} WHERE {{ ?s ?p ?o }}"
    reply = endpoint.get(query, "application/n-triples", params=both)
    must_answer(reply, "application/n-triples")
    assert reply.body.strip().count(b"\n") == 0, reply.body


_AREA = "Choosing graphs"
CHECKS = (
    Check(_AREA, "SPARQL 1.1 Query §13.2", f"{_QUERY}#specifyingDataset", "must", own_default),
    protocol(_AREA, "2.1.4", "dataset", "must", merged),
    protocol(_AREA, "2.1.4", "dataset", "must", repeated),
    Check(_AREA, "SPARQL 1.1 Query §13.2.1", f"{_QUERY}#unnamedGraph", "must", merged_in_query),
    protocol(_AREA, "2.1.4", "dataset", "must", only_named),
    protocol(_AREA, "2.1.4", "dataset", "must", only_default),
    protocol(_AREA, "2.1.4", "dataset", "must", both_kinds),
    protocol(_AREA, "2.1.4", "dataset", "must", replaces_from),
    Check(_AREA, "SPARQL 1.1 Query §13.2.2", f"{_QUERY}#namedGraphs", "must", from_named),
    protocol(_AREA, "2.1.4", "dataset", "must", unknown_graph),
    Check(_AREA, "SPARQL 1.1 Query §16.2", f"{_QUERY}#construct", "must", construct_is_a_set),
)
