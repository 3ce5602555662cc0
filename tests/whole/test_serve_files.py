"""`kg serve FILE…`: anybody's RDF with the same endpoint at once, graphs and blank nodes exactly as in the files."""

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import html

from tests.whole.process import Served, kgs, serving

FILES = {
    "things.ttl": """@prefix ex: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:a a ex:Thing ; rdfs:label "A & <B>"@sv ; ex:knows _:b .
_:b ex:name "i Turtle" .
ex:a ex:number "01"^^<http://www.w3.org/2001/XMLSchema#string> .
""",
    "graphs.trig": """@prefix ex: <http://example.org/> .
ex:a ex:said "i standardgrafen" .
ex:g1 { ex:a a ex:Thing ; ex:said "i g1" . _:b ex:name "i TriG" . }
""",
    "lines.nq": """<http://example.org/a> <http://example.org/said> "i g1" <http://example.org/g1> .
<http://example.org/a> <http://example.org/said> "i g2" <http://example.org/g2> .
<http://example.org/b> <http://example.org/said> "i standardgrafen" .
""",
    "packed.nt.gz": """_:b <http://example.org/name> "i N-Triples" .
<http://example.org/c> <http://example.org/said> "radbrytning\\noch \\"citat\\"" .
""",
    "linked.jsonld": json.dumps(
        {
            "@context": {"name": "http://example.org/name"},
            "@id": "http://example.org/g3",
            "@graph": [{"@id": "_:b", "name": "i JSON-LD"}],
        }
    ),
    "old.rdf": """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="http://example.org/">
  <rdf:Description rdf:about="local"><ex:name xml:lang="sv">i RDF/XML</ex:name></rdf:Description>
</rdf:RDF>
""",
}
EX = "PREFIX ex: <http://example.org/>"
# Statements in the default graph of each file, and in each named graph of all of them together.
# One statement stands in the default graph and in a named one.
IN_DEFAULT, IN_NAMED, REPEATED = 5 + 1 + 1 + 2 + 1, {"g1": 3, "g2": 1, "g3": 1}, 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("files")
    for name, text in FILES.items():
        data = text.encode()
        (made / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return made


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    """All the files, served together."""
    with serving({}, [str(folder / name) for name in FILES]) as made:
        yield made


def _rows(served: Served, query: str) -> list[list[str]]:
    status, _, body = served.ask(f"{EX} {query}", "text/csv")
    assert status == 200, body
    return list(csv.reader(io.StringIO(body.decode())))[1:]


def _page(served: Served, path: str) -> html.HtmlElement:
    status, headers, body = served.get(path, "text/html")
    assert status == 200, path
    assert headers["Content-Type"].startswith("text/html")
    return html.document_fromstring(body.decode())


def test_every_graph_holds_what_the_files_put_there(served: Served) -> None:
    assert _rows(served, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [[str(IN_DEFAULT)]]
    found = _rows(served, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g")
    assert {graph.removeprefix("http://example.org/"): int(number) for graph, number in found} == IN_NAMED


def test_blank_nodes_of_different_files_stay_different(served: Served) -> None:
    found = _rows(
        served, "SELECT ?name (ISBLANK(?b) AS ?blank) { { ?b ex:name ?name } UNION { GRAPH ?g { ?b ex:name ?name } } }"
    )
    assert {name for name, blank in found if blank == "true"} == {"i Turtle", "i TriG", "i N-Triples", "i JSON-LD"}
    together = _rows(served, "SELECT ?one { ?s ex:knows ?b . ?b ex:name ?one }")
    assert together == [["i Turtle"]]


def test_literals_are_as_in_the_files(served: Served) -> None:
    assert _rows(served, "SELECT ?v { ex:a ex:number ?v }") == [["01"]]
    assert _rows(served, "SELECT ?v { ex:c ex:said ?v }") == [['radbrytning\noch "citat"']]


def test_what_is_relative_in_a_file_lies_beside_it(served: Served, folder: Path) -> None:
    [[subject]] = _rows(served, 'SELECT ?s { ?s ex:name "i RDF/XML"@sv }')
    assert subject == (folder / "local").as_uri()


def test_with_union_the_default_graph_holds_each_statement_once(folder: Path) -> None:
    with serving({}, ["--union", *(str(folder / name) for name in FILES)]) as made:
        whole = IN_DEFAULT + sum(IN_NAMED.values()) - REPEATED
        assert _rows(made, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [[str(whole)]]
        said = _rows(made, "SELECT ?said { ex:a ex:said ?said } ORDER BY ?said")
        assert said == [["i g1"], ["i g2"], ["i standardgrafen"]]
        assert len(_rows(made, "SELECT ?g { GRAPH ?g {} }")) == len(IN_NAMED)


def test_the_front_page_tells_graphs_and_classes(served: Served) -> None:
    words = _page(served, "/?lang=en").text_content()
    for graph in IN_NAMED:
        assert f"http://example.org/{graph}" in words or f"example.org/{graph}" in words
    assert "Thing" in words


def test_every_link_on_its_pages_leads_somewhere(served: Served) -> None:
    waiting, seen = ["/"], set[str]()
    while waiting and len(seen) < 60:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        status, headers, body = served.get(path, "text/html")
        assert status == 200, path
        if headers["Content-Type"].startswith("text/html"):
            page = html.document_fromstring(body.decode())
            links = [link.partition("#")[0] for link in page.xpath("//@href") if link.startswith("./")]
            waiting += [link[1:] for link in links]
    assert len([path for path in seen if "/resource?" in path]) > 5


def test_anything_in_the_files_has_a_page(served: Served) -> None:
    page = _page(served, f"/resource?iri={quote('http://example.org/a', safe='')}")
    words = page.text_content()
    assert "A & <B>" in words
    assert "i g1" in words
    assert "i standardgrafen" in words
    status, _, body = served.get(f"/resource?iri={quote('http://example.org/a', safe='')}", "text/turtle")
    assert status == 200
    assert b"i g2" in body


def test_what_is_not_in_the_files_is_not_found(served: Served) -> None:
    assert served.get("/resource?iri=http://example.org/none", "text/html")[0] == 404
    assert served.get("/resource?iri=none", "text/html")[0] == 400
    assert served.get("/project/", "text/html")[0] == 404
    assert served.get("/ns", "text/turtle")[0] == 404


# What can't be served


BROKEN = {
    "broken.ttl": "@prefix ex: <http://example.org/> .\nex:a ex:b ex:c\nex:d ex:e ex:f .\n",
    "broken.trig": "<http://example.org/g> {\n  <http://example.org/a> <b c> 1 .\n}\n",
    "broken.nt": '<http://example.org/a> <http://example.org/b> "c" .\n<http://example.org/a> <http://example.org/b>\n',
    "broken.nq": "<http://example.org/a> <http://example.org/b> <c> <http://example.org/g> .\n",
    "broken.rdf": '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<oj>\n',
    "broken.jsonld": '{\n  "@id": "http://example.org/a",\n  "http://example.org/b": \n}\n',
}


def test_a_file_that_breaks_its_format_is_told_with_line_and_column(tmp_path: Path) -> None:
    for name, text in BROKEN.items():
        (tmp_path / name).write_text(text, "utf-8")
    ended = kgs({}, [("serve", "--port", "0", str(tmp_path / name)) for name in BROKEN])
    assert [each.returncode for each in ended] == [2] * len(BROKEN)
    for name, each in zip(BROKEN, ended, strict=True):
        said = each.stderr.decode()
        assert re.search(rf"{re.escape(str(tmp_path / name))}:\d+:\d+: ", said), said
        assert len(said.splitlines()) == 1
        assert each.stdout == b""


def _flipped(packed: bytes) -> bytes:
    return packed[:12] + bytes([packed[12] ^ 255]) + packed[13:]


UNUSABLE = {
    "none.ttl": (None, "There is no file"),
    "table.xyz": (b"a", "the extension doesn't say which RDF format this is"),
    "torn.nt.gz": (gzip.compress(b"<http://a> <http://b> <http://c> .\n" * 50)[:40], "damaged or cut off"),
    "plain.nt.gz": (b"<http://a> <http://b> <http://c> .\n", "damaged or cut off"),
    "flipped.nt.gz": (_flipped(gzip.compress(bytes(range(256)) * 9)), "damaged or cut off"),
    "deep.jsonld": (b'{"http://e/a":' * 4000 + b"1" + b"}" * 4000, "nested more than 64 levels deep"),
    "deep.ttl": (
        b"<a> <b> " + b"<<( <a> <b> " * 100_000 + b"1" + b" )>>" * 100_000,
        "nested more than 200 levels deep",
    ),
    "mark.ttl": (b"\xef\xbb\xbf<http://a> <http://b> 1 .", "byte order mark"),
    "doctype.rdf": (b'<!DOCTYPE r [<!ENTITY a "a">]><r/>', "doctype.rdf"),
}


def test_a_file_that_cannot_be_served_is_told_in_a_sentence(tmp_path: Path) -> None:
    for name, (data, _) in UNUSABLE.items():
        if data is not None:
            (tmp_path / name).write_bytes(data)
    ended = kgs({}, [("serve", "--lang", "en", "--port", "0", str(tmp_path / name)) for name in UNUSABLE])
    assert [each.returncode for each in ended] == [2] * len(UNUSABLE)
    for (name, (_, words)), each in zip(UNUSABLE.items(), ended, strict=True):
        said = each.stderr.decode()
        assert words in said
        assert name in said
        assert len(said.splitlines()) == 1


def test_nothing_is_left_on_the_disk(folder: Path, tmp_path: Path) -> None:
    with serving({"TMPDIR": str(tmp_path)}, [str(folder / "things.ttl")]) as made:
        assert made.ask("ASK {}")[0] == 200
        assert list(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == []
