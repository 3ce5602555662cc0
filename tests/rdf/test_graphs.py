"""Reading and writing: what comes back is what went in, and what can't be read is told with its place."""

import random
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.errors import BadSyntax
from kg.rdf.formats import JSONLD, NQUADS, NTRIPLES, RDF_FORMATS, RDFXML, TRIG, TURTLE, Format
from kg.rdf.graphs import read, write
from kg.rdf.nesting import MAX_JSON_DEPTH
from kg.rdf.reasons import QUOTED
from tests.strategies import BASE_IRI, quads, triples

NAMES = [form.name for form in RDF_FORMATS]
DATASETS = [form for form in RDF_FORMATS if form.dataset]


def _read(data: bytes, form: Format) -> list[Quad]:
    return read(data, form, base_iri=BASE_IRI, source=f"x.{form.extension}")


def _fault(data: bytes, form: Format) -> BadSyntax:
    with pytest.raises(BadSyntax) as raised:
        _read(data, form)
    return raised.value


@pytest.mark.parametrize("form", RDF_FORMATS, ids=NAMES)
@given(graph=st.lists(triples(), max_size=6))
def test_reading_what_was_written_gives_the_same_statements(form: Format, graph: list[Quad]) -> None:
    assert set(_read(write(graph, form, base_iri=BASE_IRI), form)) == set(graph)


@pytest.mark.parametrize("form", DATASETS, ids=lambda form: form.name)
@given(dataset=st.lists(quads(), max_size=6))
def test_a_dataset_keeps_its_graphs(form: Format, dataset: list[Quad]) -> None:
    assert set(_read(write(dataset, form, base_iri=BASE_IRI), form)) == set(dataset)


@pytest.mark.parametrize("form", RDF_FORMATS, ids=NAMES)
@given(graph=st.lists(triples(), max_size=6), seed=st.integers())
def test_the_order_of_the_statements_does_not_change_the_bytes(form: Format, graph: list[Quad], seed: int) -> None:
    shuffled = [*graph, *graph[:1]]
    random.Random(seed).shuffle(shuffled)
    assert write(shuffled, form, base_iri=BASE_IRI) == write(graph, form, base_iri=BASE_IRI)


@pytest.mark.parametrize("form", RDF_FORMATS, ids=NAMES)
def test_triples_and_quads_of_the_default_graph_are_written_alike(form: Format) -> None:
    triple = Triple(NamedNode(BASE_IRI + "a"), NamedNode(BASE_IRI + "ns#b"), Literal("c"))
    quad = Quad(triple.subject, triple.predicate, triple.object)
    assert write([triple], form, base_iri=BASE_IRI) == write([quad], form, base_iri=BASE_IRI)


def test_a_carriage_return_reaches_every_xml_reader() -> None:
    triple = Triple(NamedNode(BASE_IRI + "a"), NamedNode(BASE_IRI + "ns#b"), Literal("one\r\ntwo\rthree"))
    root = ElementTree.fromstring(write([triple], RDFXML, base_iri=BASE_IRI))
    assert "".join(root.itertext()).strip() == "one\r\ntwo\rthree"


def test_turtle_declares_the_prefixes_it_uses_in_alphabetical_order_and_no_other() -> None:
    thing = NamedNode(BASE_IRI + "project/bro")
    graph = [
        Quad(thing, NamedNode(BASE_IRI + "ns#partner"), NamedNode(BASE_IRI + "actor/norrby")),
        Quad(thing, NamedNode("http://purl.org/dc/terms/title"), Literal("Bro", language="sv")),
    ]
    assert write(graph, TURTLE, base_iri=BASE_IRI).decode() == (
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "@prefix samv: <https://example.org/ns#> .\n"
        "\n"
        '<https://example.org/project/bro> dcterms:title "Bro"@sv ;\n'
        "\tsamv:partner <https://example.org/actor/norrby> .\n"
    )


_WRITE_ALL = """
import hashlib
from pyoxigraph import Literal, NamedNode, Quad
from kg.rdf.formats import RDF_FORMATS
from kg.rdf.graphs import write
from kg.rdf.namespaces import PREFIXES

node = lambda text: NamedNode("https://example.org/" + text)
graph = [
    Quad(node(f"s{n % 5}"), NamedNode(iri + f"p{n % 3}"), Literal(f"text {n}", language="sv"), node(f"g{n % 2}"))
    for n, iri in enumerate(PREFIXES.values())
]
for form in RDF_FORMATS:
    print(form.name, hashlib.sha256(write(graph, form, base_iri="https://example.org/")).hexdigest())
"""


def test_the_bytes_are_the_same_in_every_process_whatever_its_hash_seed() -> None:
    here = Path(__file__).parents[2]
    said = {
        subprocess.run(
            [sys.executable, "-c", _WRITE_ALL],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(here)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(said) == 1
    assert [line.split()[0] for line in said.pop().splitlines()] == NAMES


@pytest.mark.parametrize(
    ("form", "data", "place"),
    [
        (TURTLE, b"<a> <b> <c> .\n<d> <e> \n  'x'@ ;\n", "x.ttl:3:7"),
        (TURTLE, b"@prefix x: <http://a/> .\n<a> y:b <c> .\n", "x.ttl:2:5"),
        (TURTLE, "<a> <b> 'åäö' . <a> <å b> 'x' .".encode(), "x.ttl:1:21"),
        (TRIG, b"<a> <b> <c> .\n<g> { <d> <e> }\n", "x.trig:2:15"),
        (NTRIPLES, b"<http://a/a> <http://a/b> 'c' .\n", "x.nt:1:27"),
        (NQUADS, b"<http://a/a> <http://a/b> <http://a/c> .\n<http://a/d> <http://a/e> .\n", "x.nq:2:27"),
        (JSONLD, b'{"@id": "a",\n "b" }', "x.jsonld:2:6"),
        (RDFXML, b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n <a></rdf:RDF>', "x.rdf:2:7"),
    ],
    ids=["turtle", "prefix", "letters", "trig", "ntriples", "nquads", "jsonld", "rdfxml"],
)
def test_a_syntax_error_tells_its_line_and_column(form: Format, data: bytes, place: str) -> None:
    assert str(_fault(data, form).place) == place


@pytest.mark.parametrize(
    ("inside", "place"),
    [
        ("<e:a>\n  <f:b/></e:a>", "x.rdf:3:3"),
        ("<e:a>\n  <b/></e:a>", "x.rdf:3:3"),
        ("<e:a>\n\n <e:b>x</e:b> ö stray\n</e:a>", "x.rdf:4:15"),
        ("<e:a>\n <e:b rdf:resource='http://[x'/></e:a>", "x.rdf:3:2"),
    ],
    ids=["prefix", "namespace", "text", "iri"],
)
def test_what_only_the_engine_refuses_in_rdf_xml_has_a_place_too(inside: str, place: str) -> None:
    root = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">\n'
    assert str(_fault(f"{root}{inside}</rdf:RDF>".encode(), RDFXML).place) == place


@pytest.mark.parametrize("encoding", ["UTFF-8", "rot13", "utf-7", "idna", "utf-16", "latin-1"])
def test_rdf_xml_in_an_encoding_that_is_not_read_is_refused_with_a_sentence(encoding: str) -> None:
    wrong = _fault(f"<?xml version='1.0' encoding='{encoding}'?>\n<a/>".encode(), RDFXML)
    assert QUOTED.partition("«")[0] not in wrong.message_sv
    assert wrong.place is not None


def test_a_fault_repeats_no_more_of_a_long_text_than_it_takes_to_find_it() -> None:
    wrong = _fault(("<a> '''" + "ett långt stycke " * 500 + "''' <c> .").encode(), TURTLE)
    assert len(wrong.message_sv) < 150
    assert "ett långt stycke" in wrong.message_sv


def test_a_syntax_error_is_one_sentence_without_the_parsers_own_place() -> None:
    wrong = _fault(b"@prefix x: <http://a/> .\n<a> y:b <c> .\n", TURTLE)
    assert wrong.text("en") == "x.ttl:2:5: this is not valid Turtle: The prefix y: has not been declared."
    assert wrong.text("sv") == "x.ttl:2:5: det här är inte giltig Turtle: prefixet y: är inte deklarerat."


@pytest.mark.parametrize(
    "data",
    [
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="a">'
        b'<b xmlns="http://q/">x</b></rdf:Description>',
        b"",
    ],
)
def test_rdf_xml_that_ends_too_early_is_refused_and_never_read_in_part(data: bytes) -> None:
    assert _fault(data, RDFXML).place is not None


def test_a_byte_that_is_not_utf_8_is_told_with_its_place_counted_in_letters() -> None:
    wrong = _fault("<a> <b> 'x' .\n<a> <b> 'åäö', 'ö".encode() + b"\xff' .", TURTLE)
    assert wrong.text("en") == "x.ttl:2:18: the byte 0xff is not UTF-8; save the file as UTF-8."


@pytest.mark.parametrize("form", [TURTLE, TRIG, NTRIPLES, NQUADS, JSONLD], ids=lambda form: form.name)
def test_a_byte_order_mark_that_nobody_sees_is_told_by_name(form: Format) -> None:
    wrong = _fault(b"\xef\xbb\xbf<http://a/a> <http://a/b> <http://a/c> .", form)
    assert wrong.text("en") == (
        f"x.{form.extension}:1:1: the file begins with an invisible byte order mark; save it as UTF-8 without BOM."
    )
    assert "spara den som UTF-8 utan BOM" in wrong.text("sv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_declaration_is_refused(encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><rdf:RDF/>'.encode(encoding)
    assert "document type declaration" in _fault(bomb, RDFXML).message


def test_json_ld_nested_deeper_than_we_read_is_refused() -> None:
    deep = b'{"@graph":' * (MAX_JSON_DEPTH + 1) + b"[]" + b"}" * (MAX_JSON_DEPTH + 1)
    assert "nested" in _fault(deep, JSONLD).message
    shallow = b'{"http://a/b":' * 20 + b'"c"' + b"}" * 20
    assert len(_read(shallow, JSONLD)) == 20


def test_brackets_inside_json_strings_are_no_nesting() -> None:
    said = b'{"@id": "http://a/a", "http://a/b": "' + b'[{\\"' * 100 + b'"}'
    assert len(_read(said, JSONLD)) == 1


def test_a_json_string_that_never_ends_is_refused_in_time_that_grows_with_its_length() -> None:
    started = time.process_time()
    _fault(b'"' + b'\\"' * 1_000_000, JSONLD)
    assert time.process_time() - started < 10


def test_a_remote_context_is_not_fetched() -> None:
    wrong = _fault(b'{"@context": "http://127.0.0.1:9/context", "@id": "a"}', JSONLD)
    assert "aren't fetched" in wrong.message
