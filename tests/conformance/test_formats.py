"""Values that are awkward to write, in every result format: other people's parsers read back what was put in."""

from collections.abc import Iterator
from pathlib import Path
from xml.dom.minidom import Document

import pytest
import rdflib
from rdflib.namespace import XSD
from rdflib.term import BNode, Identifier, Literal, URIRef
from SPARQLWrapper import SPARQLWrapper

from tests.conformance import results, servers
from tests.conformance.matrix.check import CSV, EX, GRAPHS, JSON, TABULAR, TSV, XML
from tests.conformance.results import Table, Triples
from tests.conformance.wire import Endpoint

VALUES: tuple[Identifier, ...] = (
    Literal(""),
    Literal(" space before and after "),
    Literal("comma, semicolon; tab\tand 'both' \"quotes\""),
    Literal("a line\nanother\r\nand a last\rone"),
    Literal("back\\slash \\n \\t"),
    Literal("<b>&amp;</b> ]]> <!-- -->"),
    Literal("åäö ÅÄÖ 漢字 🙂 e\u0301 \u00a0 \u2028 \u0085 \ufeff"),
    Literal("=1+1"),
    Literal("01"),
    Literal("true"),
    Literal("_:b0"),
    Literal("http://example.org/"),
    Literal("<http://example.org/>"),
    Literal("?x"),
    Literal("hej", lang="sv"),
    Literal("colour", lang="en-gb"),
    Literal("", lang="sv"),
    Literal("2019-01-15", datatype=XSD.date, normalize=False),
    Literal("2018-23/2020-23", datatype=URIRef("http://id.loc.gov/datatypes/edtf/EDTF"), normalize=False),
    Literal("-14", datatype=XSD.integer, normalize=False),
    Literal("-1.5", datatype=XSD.decimal, normalize=False),
    Literal("1.5", datatype=XSD.double, normalize=False),
    Literal("INF", datatype=XSD.double, normalize=False),
    Literal("true", datatype=XSD.boolean, normalize=False),
    Literal("not a number", datatype=XSD.integer, normalize=False),
    Literal("a\tb\n", datatype=URIRef("http://example.org/type"), normalize=False),
    URIRef("http://example.org/å/漢?q=a&b='c'#d,e;f"),
    BNode("shared"),
)
SELECT = (
    f"SELECT ?n ?value ?same {{ ?s <{EX}n> ?n ; <{EX}value> ?value OPTIONAL {{ ?s <{EX}same> ?same }} }} ORDER BY ?n"
)
CONSTRUCT = f"CONSTRUCT {{ ?s <{EX}value> ?value }} WHERE {{ ?s <{EX}value> ?value }}"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The values, served as a file."""
    graph = rdflib.Graph()
    for n, value in enumerate(VALUES):
        thing = URIRef(f"{EX}thing/{n}")
        graph.add((thing, URIRef(f"{EX}n"), Literal(n)))
        graph.add((thing, URIRef(f"{EX}value"), value))
        if n % 2:
            graph.add((thing, URIRef(f"{EX}same"), BNode("shared")))
    file: Path = tmp_path_factory.mktemp("formats") / "values.nt"
    graph.serialize(file, format="nt", encoding="utf-8")
    with servers.ours(file) as served:
        yield served


def table() -> Table:
    """What was put in, as the query asks for it."""
    same = BNode("shared")
    rows = ((Literal(str(n), datatype=XSD.integer), v, same if n % 2 else None) for n, v in enumerate(VALUES))
    return Table(("n", "value", "same"), tuple(rows))


@pytest.mark.parametrize("media_type", TABULAR)
def test_a_table_reads_back_as_it_was_put_in(media_type: str, endpoint: Endpoint) -> None:
    got = endpoint.get(SELECT, media_type).answer()
    assert isinstance(got, Table)
    expected = results.as_csv(table()) if media_type == CSV else table()
    assert results.same(got, expected, ordered=True), got


@pytest.mark.parametrize("media_type", GRAPHS)
def test_a_graph_reads_back_as_it_was_put_in(media_type: str, endpoint: Endpoint) -> None:
    got = endpoint.get(CONSTRUCT, media_type).answer()
    predicate = URIRef(f"{EX}value")
    triples = frozenset((URIRef(f"{EX}thing/{n}"), predicate, value) for n, value in enumerate(VALUES))
    assert results.same(got, Triples(triples), ordered=False), got


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper_reads_our_tables(form: str, endpoint: Endpoint) -> None:
    client = SPARQLWrapper(endpoint.address, returnFormat=form)
    client.setQuery(f"SELECT ?x {{ ?x <{EX}value> 'hej'@sv }}")
    said = client.queryAndConvert()
    text = said.toxml() if isinstance(said, Document) else said.decode() if isinstance(said, bytes) else str(said)
    assert f"{EX}thing/14" in text


def test_sparqlwrapper_reads_our_graphs_and_booleans(endpoint: Endpoint) -> None:
    client = SPARQLWrapper(endpoint.address, returnFormat="turtle")
    client.setQuery(CONSTRUCT)
    turtle = client.queryAndConvert()
    assert isinstance(turtle, bytes)
    assert f"{EX}thing/14" in turtle.decode()
    client = SPARQLWrapper(endpoint.address, returnFormat="json")
    client.setMethod("POST")
    client.setQuery("ASK { ?s ?p 'åäö' }")
    assert client.queryAndConvert() == {"head": {}, "boolean": False}


def test_rdflib_asks_us_as_a_store(endpoint: Endpoint) -> None:
    graph = rdflib.Graph(store="SPARQLStore")
    graph.open(endpoint.address)
    assert (URIRef(f"{EX}thing/14"), URIRef(f"{EX}value"), Literal("hej", lang="sv")) in graph
    graph.close()


@pytest.mark.parametrize("media_type", [JSON, TSV, CSV])
def test_a_control_character_passes_where_the_format_can_hold_it(media_type: str, endpoint: Endpoint) -> None:
    answer = endpoint.get('SELECT ("a\\u0001b" AS ?x) {}', media_type).answer()
    assert answer == Table(("x",), ((Literal("a\u0001b"),),))


def test_a_control_character_is_refused_as_xml(endpoint: Endpoint) -> None:
    reply = endpoint.get('SELECT ("a\\u0001b" AS ?x) {}', XML)
    assert (reply.status, reply.media_type) == (406, "application/problem+json")
