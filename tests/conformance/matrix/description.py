"""What an endpoint says of itself: SPARQL 1.1 Service Description."""

import rdflib
from rdflib.namespace import RDF
from rdflib.term import URIRef

from tests.conformance import results
from tests.conformance.matrix.check import BROWSER, GRAPHS, MANY, ONE, TWO, Check, must_answer, must_refuse
from tests.conformance.wire import Endpoint

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
_STANDARD = "https://www.w3.org/TR/sparql11-service-description/"


def described(endpoint: Endpoint, media_type: str = "text/turtle") -> rdflib.Graph:
    """The description that the endpoint gives, read by rdflib."""
    reply = endpoint.bare(media_type)
    must_answer(reply, media_type)
    return results.graph(reply.body, media_type, endpoint.address)


def in_rdf(endpoint: Endpoint) -> None:
    """GET without a query gives the description in Turtle, RDF/XML, N-Triples or JSON-LD"""
    for media_type in GRAPHS:
        assert (None, RDF.type, SD.Service) in described(endpoint, media_type), media_type


def without_a_wish(endpoint: Endpoint) -> None:
    """… and in one of these where no Accept is sent, or `*/*`"""
    must_answer(endpoint.bare(), *GRAPHS)
    must_answer(endpoint.bare("*/*"), *GRAPHS)


def names_endpoint(endpoint: Endpoint) -> None:
    """It names the endpoint by the address it was asked at"""
    graph = described(endpoint)
    assert (None, SD.endpoint, URIRef(endpoint.address)) in graph, list(graph.objects(None, SD.endpoint))


def names_language(endpoint: Endpoint) -> None:
    """It names the language: SPARQL 1.1 Query, and no Update where there is none"""
    languages = set(described(endpoint).objects(None, SD.supportedLanguage))
    assert SD.SPARQL11Query in languages
    assert SD.SPARQL11Update not in languages


def names_formats(endpoint: Endpoint) -> None:
    """It names the formats of results"""
    names = {str(each).rpartition("/")[2] for each in described(endpoint).objects(None, SD.resultFormat)}
    wanted = {"SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"}
    assert names >= wanted | {"Turtle", "RDF_XML", "N-Triples"}, names


def names_graphs(endpoint: Endpoint) -> None:
    """It describes the dataset: its default graph, and its named graphs by name"""
    graph = described(endpoint)
    dataset = graph.value(None, RDF.type, SD.Dataset)
    assert dataset is not None
    assert graph.value(dataset, SD.defaultGraph) is not None
    names = {str(graph.value(each, SD.name)) for each in graph.objects(dataset, SD.namedGraph)}
    assert names == {ONE, TWO, MANY}, names


def head(endpoint: Endpoint) -> None:
    """HEAD of it is GET without its body"""
    full, bare = endpoint.bare("text/turtle"), endpoint.bare("text/turtle", method="HEAD")
    assert (bare.status, bare.body) == (full.status, b"")
    assert bare.header("Content-Type") == full.header("Content-Type")


def nothing_suits(endpoint: Endpoint) -> None:
    """A type that isn't offered is 406"""
    must_refuse(endpoint.bare("image/png"), 406)


def editor(endpoint: Endpoint) -> None:
    """A browser gets a page to ask from"""
    reply = endpoint.bare(BROWSER)
    must_answer(reply, "text/html")
    assert b"<form" in reply.body or b"<script" in reply.body


_AREA = "Describing itself"
CHECKS = tuple(
    Check(_AREA, f"Service Description, {term}", f"{_STANDARD}#{anchor}", level, run)
    for term, anchor, level, run in (
        ("accessing", "accessing", "should", in_rdf),
        ("accessing", "accessing", "ours", without_a_wish),
        ("`sd:endpoint`", "sd-endpoint", "must", names_endpoint),
        ("`sd:supportedLanguage`", "sd-supportedLanguage", "should", names_language),
        ("`sd:resultFormat`", "sd-resultFormat", "should", names_formats),
        ("`sd:defaultDataset`", "sd-defaultDataset", "may", names_graphs),
        ("accessing", "accessing", "must", head),
        ("accessing", "accessing", "may", nothing_suits),
        ("accessing", "accessing", "ours", editor),
    )
)
