"""Content negotiation: RFC 9110 §12 by rule, and the headers that real programs send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.ask.sparql import GRAPHS, RESULTS
from kg.serve.http import negotiate
from kg.serve.http.negotiate import Variant
from kg.serve.thing.documents import FORMS, PAGE, RDF, WISHES

TURTLE, JSONLD, RDFXML, NTRIPLES = RDF

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8"
GOOGLEBOT = "text/html,application/xhtml+xml,application/signed-exchange;v=b3,application/xml;q=0.9,*/*;q=0.8"
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
JENA_3 = "text/turtle,application/rdf+xml;q=0.9,application/n-triples;q=0.9,application/ld+json;q=0.8,*/*;q=0.1"
RAPPER = (
    "application/rdf+xml, text/rdf;q=0.6, application/n-triples, text/turtle, application/x-turtle, "
    "text/n3;q=0.3, application/trig, text/html;q=0.3, application/xhtml+xml;q=0.4, */*;q=0.1"
)
RDFLIB = "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1"
RDFLIB_7 = "text/turtle, application/x-turtle, */*;q=0.1"
COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,application/xml;q=0.3,text/html;q=0.2"
)
DATAPORTAL = "application/rdf+xml"
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"

THINGS = {
    "curl": ("*/*", PAGE),
    "chromium": (BROWSER, PAGE),
    "googlebot": (GOOGLEBOT, PAGE),
    "jena": (JENA, TURTLE),
    "jena 3": (JENA_3, TURTLE),
    "rapper": (RAPPER, TURTLE),
    "rdflib": (RDFLIB, RDFXML),
    "rdflib 7": (RDFLIB_7, TURTLE),
    "comunica": (COMUNICA, JSONLD),
    "dataportal": (DATAPORTAL, RDFXML),
    "java": (JAVA, PAGE),
    "nothing": ("", PAGE),
}


@pytest.mark.parametrize("client", THINGS)
def test_a_real_client_gets_the_form_it_can_read(client: str) -> None:
    accept, expected = THINGS[client]
    assert expected == negotiate.best(FORMS, [accept])


RESULT_CLIENTS = {
    "curl": ("*/*", "application/sparql-results+json"),
    "chromium": (BROWSER, "text/html"),
    "SPARQLWrapper json": (
        "application/sparql-results+json,application/json,text/javascript,application/javascript",
        "application/sparql-results+json",
    ),
    "SPARQLWrapper xml": ("application/sparql-results+xml", "application/sparql-results+xml"),
    "comunica": (
        "application/n-quads,application/trig;q=0.95,application/sparql-results+json;q=0.8,"
        "application/sparql-results+xml;q=0.7,text/tab-separated-values;q=0.6,*/*;q=0.1",
        "application/sparql-results+json",
    ),
    "jena": (
        "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
        "text/tab-separated-values;q=0.7, text/csv;q=0.5, application/json;q=0.2, application/xml;q=0.2, */*;q=0.1",
        "application/sparql-results+json",
    ),
    "R": ("text/csv", "text/csv"),
    "pandas": ("text/csv; charset=utf-8, */*;q=0.1", "text/csv"),
    "fetch": ("application/json", "application/json"),
    "excel": ("text/csv;header=present", "text/csv"),
}


@pytest.mark.parametrize("client", RESULT_CLIENTS)
def test_a_real_client_gets_results_it_can_read(client: str) -> None:
    accept, expected = RESULT_CLIENTS[client]
    chosen = negotiate.best(RESULTS, [accept])
    assert chosen is not None
    assert expected == chosen.media_type


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/turtle;q=0.5, application/ld+json;q=0.6", JSONLD),
        ("text/*;q=0.5, text/turtle;q=0.4, text/html;q=0", TURTLE),
        ("text/turtle, */*", TURTLE),
        ("*/*;q=0.1, text/html;q=0", TURTLE),
        ("text/turtle;charset=UTF-8", TURTLE),
        ("text/turtle;charset=latin-1, application/ld+json;q=0.1", JSONLD),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', JSONLD),
        ('text/turtle;x="a,b;q=1";q=0.2, application/ld+json;q=0.1', JSONLD),
        ("TEXT/Turtle;Q=1", TURTLE),
        ("text/turtle;q=1.000;ext=1", TURTLE),
        ("text/turtle;q=nonsense, application/ld+json;q=0.1", JSONLD),
        ("nonsense", PAGE),
        ("*", PAGE),
        ("*/turtle, application/n-triples", NTRIPLES),
        ("application/json", None),
        ("text/turtle;q=0", None),
        ("image/png, image/*;q=0.8", None),
    ],
)
def test_the_rules_of_the_standard_hold(accept: str, expected: Variant | None) -> None:
    assert expected == negotiate.best(FORMS, [accept])


def test_several_headers_count_as_one() -> None:
    assert negotiate.best(FORMS, ["text/html;q=0.1", "application/n-triples"]) == NTRIPLES


def test_plain_json_gets_json_ld_where_nothing_else_is_wished() -> None:
    chosen = negotiate.best(WISHES, ["application/json"])
    assert chosen is not None
    assert (chosen.media_type, chosen.extension) == ("application/json", "jsonld")


def test_a_wildcard_never_picks_an_alias() -> None:
    for accept in ("*/*", "application/*", "text/*"):
        chosen = negotiate.best(GRAPHS, [accept])
        assert chosen is not None
        assert chosen.media_type in ("text/turtle", "application/ld+json")


TOKENS = st.sampled_from(["text", "application", "turtle", "html", "ld+json", "rdf+xml", "n-triples", "*", "x"])
WEIGHTS = st.sampled_from(["", ";q=1", ";q=0", ";q=0.5", ";q=0.001", "; q = 0.3", ";charset=utf-8;q=0.7", ";q=x"])
RANGES = st.builds(lambda a, b, w: f"{a}/{b}{w}", TOKENS, TOKENS, WEIGHTS)
HEADERS = st.lists(RANGES, min_size=1, max_size=6).map(", ".join)


@given(HEADERS)
def test_what_is_chosen_is_never_refused_by_the_client(accept: str) -> None:
    chosen = negotiate.best(FORMS, [accept])
    ranges = negotiate.media_ranges([accept])
    if chosen is not None and ranges:
        covering = [each for each in ranges if each.covers(chosen)]
        narrowest = max(each.specificity for each in covering)
        assert max(each.quality for each in covering if each.specificity == narrowest) > 0


@given(HEADERS, HEADERS)
def test_splitting_a_header_in_two_changes_nothing(first: str, second: str) -> None:
    assert negotiate.best(FORMS, [f"{first}, {second}"]) == negotiate.best(FORMS, [first, second])


@given(HEADERS, st.sampled_from(FORMS))
def test_a_type_wished_for_at_full_weight_beats_all_lesser_wishes(accept: str, form: Variant) -> None:
    lesser = ", ".join(f"{each.partition(';')[0]};q=0.4" for each in accept.split(", "))
    assert form == negotiate.best(FORMS, [f"{lesser}, {form.media_type}"])


@given(st.text(max_size=200))
def test_no_header_breaks_it(accept: str) -> None:
    negotiate.best(FORMS, [accept])
    negotiate.language(("sv", "en"), [accept])
    assert negotiate.coding(("br", "gzip"), [accept]) in ("br", "gzip", "identity")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "sv"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("sv-SE,sv;q=0.8,en;q=0.7", "sv"),
        ("de, en;q=0.3, sv;q=0.2", "en"),
        ("de", "sv"),
        ("*", "sv"),
        ("sv;q=0, *", "en"),
        ("en;q=0", "sv"),
    ],
)
def test_the_language_is_looked_up(header: str, expected: str) -> None:
    assert expected == negotiate.language(("sv", "en"), [header])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1, br;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("br;q=0, gzip;q=0", "identity"),
        ("deflate", "identity"),
    ],
)
def test_the_coding_follows_the_weights(header: str, expected: str) -> None:
    assert expected == negotiate.coding(("br", "gzip"), [header])
