"""The SPARQL 1.1 Protocol, clause by clause: https://www.w3.org/TR/sparql11-protocol/."""

import csv
import io
import json
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.rdf.formats import RDF_FORMATS, RESULT_FORMATS
from kg.rdf.namespaces import RDF, SD, VOID
from tests.serve import world

ASK = "ASK {}"
SELECT = "SELECT ?name WHERE { <project/broar> <http://www.w3.org/2000/01/rdf-schema#label> ?name } ORDER BY ?name"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . FILTER(?s = <project/stigen>) }"
HTML = {"Accept": "text/html"}


def asked(query: str, **more: str | list[str]) -> str:
    """The address of a query."""
    return "/sparql?" + urlencode({"query": query, **more}, doseq=True)


def rows(answer: object) -> list[dict[str, dict[str, str]]]:
    """The rows of an answer in JSON."""
    found: list[dict[str, dict[str, str]]] = json.loads(getattr(answer, "data", b""))["results"]["bindings"]
    return found


def test_the_three_operations_give_the_same(client: FlaskClient) -> None:
    by_get = client.get(asked(SELECT))
    by_form = client.post("/sparql", data={"query": SELECT})
    direct = client.post("/sparql", data=SELECT, content_type="application/sparql-query")
    with_charset = client.post("/sparql", data=SELECT, content_type="application/sparql-query; charset=UTF-8")
    assert by_get.status_code == 200
    assert by_get.data == by_form.data == direct.data == with_charset.data
    assert [row["name"]["value"] for row in rows(by_get)] == ["Bridges to Work", "Broar till arbete"]


@pytest.mark.parametrize("form", RESULT_FORMATS)
@pytest.mark.parametrize("query", [SELECT, ASK])
def test_results_come_in_every_format(client: FlaskClient, form: object, query: str) -> None:
    for media_type in getattr(form, "media_types", ()):
        answer = client.get(asked(query), headers={"Accept": media_type})
        assert answer.status_code == 200
        assert answer.mimetype == media_type
        assert answer.data
    by_name = client.get(asked(query, format=getattr(form, "extension", "")), headers={"Accept": "text/html"})
    assert by_name.mimetype == getattr(form, "media_type", "")


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_graphs_come_in_every_format(client: FlaskClient, form: object) -> None:
    answer = client.get(asked(CONSTRUCT), headers={"Accept": getattr(form, "media_type", "")})
    assert answer.mimetype == getattr(form, "media_type", "")
    engine_format = {f.media_type: f for f in (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)}
    if answer.mimetype in engine_format:
        assert list(parse(answer.data, engine_format[answer.mimetype]))


def test_describe_gives_a_graph(client: FlaskClient) -> None:
    answer = client.get(asked("DESCRIBE <project/stigen>"), headers={"Accept": "text/turtle, */*;q=0.1"})
    assert answer.mimetype == "text/turtle"
    assert b"Stigen" in answer.data


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        ("json", "application/ld+json"),
        ("xml", "application/rdf+xml"),
        ("turtle", "text/turtle"),
        ("nt", "application/n-triples"),
    ],
)
def test_format_names_what_suits_a_graph(client: FlaskClient, format_: str, expected: str) -> None:
    assert client.get(asked(CONSTRUCT, format=format_)).mimetype == expected


def test_a_format_there_is_none_of_lists_those_there_are(client: FlaskClient) -> None:
    answer = client.get(asked(SELECT, format="xlsx"))
    assert answer.status_code == 406
    assert "text/csv" in answer.get_json()["alternates"]


def test_csv_says_that_it_has_a_header(client: FlaskClient) -> None:
    answer = client.get(asked(SELECT), headers={"Accept": "text/csv"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert next(csv.reader(io.StringIO(answer.text))) == ["name"]


@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_the_protocol_names_the_dataset(client: FlaskClient, how: str) -> None:
    query = "SELECT (COUNT(*) AS ?n) WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    dataset = {
        "default-graph-uri": [f"{world.BASE}record/project/stigen", f"{world.BASE}record/place/lillby"],
        "named-graph-uri": f"{world.BASE}graph/links",
    }
    if how == "get":
        answer = client.get(asked(query, **dataset))  # type: ignore[arg-type]  # a list or a text
    elif how == "form":
        answer = client.post("/sparql", data={"query": query, **dataset})
    else:
        address = f"/sparql?{urlencode(dataset, doseq=True)}"
        answer = client.post(address, data=query, content_type="application/sparql-query")
    expected = client.get(
        asked(
            "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(?g IN "
            "(<record/project/stigen>, <record/place/lillby>, <graph/links>)) }"
        )
    )
    assert rows(answer) == rows(expected)


def test_the_dataset_of_the_protocol_goes_before_that_of_the_query(client: FlaskClient) -> None:
    query = "SELECT DISTINCT ?s FROM <graph/derived> WHERE { ?s ?p ?o }"
    answer = client.get(asked(query, **{"default-graph-uri": f"{world.BASE}graph/links"}))
    assert [row["s"]["value"] for row in rows(answer)] == [f"{world.BASE}place/lillby"]


@pytest.mark.parametrize(
    ("method", "address", "body", "content_type", "status"),
    [
        ("GET", "/sparql?default-graph-uri=urn:x", None, None, 400),
        ("GET", f"/sparql?query={quote(ASK)}&query={quote(ASK)}", None, None, 400),
        ("GET", "/sparql?query=SELECT%20nonsense", None, None, 400),
        ("GET", "/sparql?query=", None, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=not-absolute", None, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=http://a/%3E%20b", None, None, 400),
        ("GET", "/sparql?query=%ff", None, None, 400),
        ("GET", "/sparql?query=" + quote("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"), None, None, 400),
        ("GET", "/sparql?update=" + quote("DROP ALL"), None, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&update=" + quote("DROP ALL"), None, None, 400),
        ("GET", "/sparql?query=" + quote("DELETE WHERE { ?s ?p ?o }"), None, None, 400),
        ("POST", "/sparql", b"", "application/x-www-form-urlencoded", 400),
        ("POST", "/sparql", b"query=ASK%7B%7D&query=ASK%7B%7D", "application/x-www-form-urlencoded", 400),
        ("POST", "/sparql", b"query=%ff", "application/x-www-form-urlencoded", 400),
        ("POST", "/sparql", b"update=CLEAR+ALL", "application/x-www-form-urlencoded", 400),
        ("POST", "/sparql?query=ASK%7B%7D", b"ASK {}", "application/sparql-query", 400),
        ("POST", "/sparql", b"ASK {}", None, 415),
        ("POST", "/sparql", b"ASK {}", "text/plain", 415),
        ("POST", "/sparql", b"query=ASK%7B%7D", "text/plain", 415),
        ("POST", "/sparql", "ASK {}".encode("utf-16"), "application/sparql-query; charset=UTF-16", 415),
        ("POST", "/sparql", b"ASK { \xff }", "application/sparql-query", 400),
        ("POST", "/sparql", b"CLEAR ALL", "application/sparql-update", 400),
        ("PUT", "/sparql?query=ASK%7B%7D", None, None, 405),
        ("DELETE", "/sparql", None, None, 405),
    ],
)
def test_what_breaks_the_protocol_is_refused_with_an_honest_status(
    client: FlaskClient, method: str, address: str, body: bytes | None, content_type: str | None, status: int
) -> None:
    answer = client.open(address, method=method, data=body, content_type=content_type)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert len(answer.get_json()["detail"]) > 10


def test_a_coded_body_is_refused(client: FlaskClient) -> None:
    headers = {"Content-Encoding": "gzip"}
    answer = client.post("/sparql", data=b"x", content_type="application/sparql-query", headers=headers)
    assert answer.status_code == 415


def test_a_form_may_name_the_dataset_in_the_address(client: FlaskClient) -> None:
    address = f"/sparql?{urlencode({'default-graph-uri': world.BASE + 'graph/links'})}"
    answer = client.post(address, data={"query": "SELECT * { ?s ?p ?o }"})
    assert len(rows(answer)) == 1


def test_a_slash_too_many_leads_to_the_endpoint_with_the_query(client: FlaskClient) -> None:
    answer = client.get("/sparql/?query=ASK%7B%7D")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/sparql?query=ASK%7B%7D")


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"]
)
def test_a_bare_get_describes_the_service(client: FlaskClient, media_type: str) -> None:
    answer = client.get("/sparql", headers={"Accept": media_type})
    assert answer.status_code == 200
    assert answer.mimetype == media_type


def test_a_program_that_does_not_say_gets_the_description(client: FlaskClient) -> None:
    assert client.get("/sparql").mimetype == "text/turtle"
    assert client.get("/sparql", headers={"Accept": "*/*"}).mimetype == "text/turtle"
    assert client.get("/sparql?format=nt", headers=HTML).mimetype == "application/n-triples"


def test_the_description_names_the_endpoint_and_what_it_holds(client: FlaskClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "application/n-triples"})
    said = {(q.subject.value, q.predicate, q.object) for q in parse(answer.data, RdfFormat.N_TRIPLES)}
    endpoint = NamedNode("http://127.0.0.1:8000/sparql")
    services = [s for s, p, o in said if (p, o) == (RDF.type, SD.Service)]
    assert services == ["http://127.0.0.1:8000/sparql#service"]
    assert (services[0], SD.endpoint, endpoint) in said
    assert (services[0], SD.supportedLanguage, SD.SPARQL11Query) in said
    assert (services[0], SD.feature, SD.UnionDefaultGraph) in said
    assert len([1 for s, p, o in said if p == SD.resultFormat]) == 10
    graphs = {getattr(o, "value", "") for s, p, o in said if p == SD.name}
    assert f"{world.BASE}record/project/broar" in graphs
    assert any(p == VOID.triples for s, p, o in said)
    assert b"_:" not in answer.data


def test_a_browser_gets_a_form_with_examples(client: FlaskClient) -> None:
    page = client.get("/sparql", headers=HTML).text
    assert '<textarea id="fraga" name="query"' in page
    assert '<label for="fraga">' in page
    assert "Var skiljer sig källorna?" in page
    assert "<script" not in page


def test_a_browser_that_asks_gets_a_table_and_ways_to_fetch_it(client: FlaskClient) -> None:
    page = client.get(asked(SELECT), headers=HTML).text
    assert "Bridges to Work" in page
    assert "2 rader" in page
    for extension in ("csv", "json", "tsv", "xml"):
        assert f"format={extension}" in page


def test_a_browser_that_asks_for_a_graph_sees_turtle(client: FlaskClient) -> None:
    page = client.get(asked(CONSTRUCT), headers=HTML).text
    assert "Stigen &lt;b&gt;&amp;&lt;/b&gt; vägen" in page
    assert "format=ttl" in page


def test_a_browser_gets_its_faulty_query_back_with_what_is_wrong(client: FlaskClient) -> None:
    answer = client.get(asked("SELECT * WHERE { <a> <script>alert(1)</script>"), headers=HTML)
    assert answer.status_code == 400
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert 'role="alert"' in answer.text


def test_an_empty_answer_says_what_that_means(client: FlaskClient) -> None:
    page = client.get(asked("SELECT * { <urn:nobody> ?p ?o }") + "&lang=en", headers=HTML).text
    assert "The answer is empty" in page


def test_the_answer_to_yes_or_no_is_a_word(client: FlaskClient) -> None:
    assert '<p class="verdict">Ja</p>' in client.get(asked(ASK), headers=HTML).text
    assert '<p class="verdict">Nej</p>' in client.get(asked("ASK { <urn:x> ?p ?o }"), headers=HTML).text


def test_a_long_answer_is_cut_on_the_page_and_says_so(client: FlaskClient) -> None:
    page = client.get(asked("SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 600"), headers=HTML).text
    assert page.count("<tr>") == 501
    assert "de första 500 av 600 raderna" in page


def test_a_triple_as_a_value_is_shown_and_breaks_nothing(client: FlaskClient) -> None:
    page = client.get(asked("SELECT (TRIPLE(<urn:a>, <urn:b>, 1) AS ?t) {}"), headers=HTML)
    assert page.status_code == 200
    assert "urn:b" in page.text


def test_a_byte_order_mark_in_front_of_a_posted_query_is_no_part_of_it(client: FlaskClient) -> None:
    answer = client.post("/sparql", data="\ufeffASK {}".encode(), content_type="application/sparql-query")
    assert answer.status_code == 200
