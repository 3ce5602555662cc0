"""Locating: the statements are the one reader's, and each is where its letters are, whatever the syntax."""

import html
import json
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg.errors import BadSyntax
from kg.rdf import jsonld
from kg.rdf.formats import JSONLD, NQUADS, NTRIPLES, RDF_FORMATS, RDFXML, TRIG, TURTLE, Format, rdf_by_path
from kg.rdf.graphs import read, write
from kg.rdf.located.locate import locate
from kg.rdf.located.spots import Located, Spot
from kg.rdf.namespaces import RDF
from kg.rdf.nesting import MAX_JSON_DEPTH
from tests.conformance.manifests import suites
from tests.rdf.located.telling import BASE_IRI, key, keys, letters, located
from tests.rdf.located.texts import HEAD, broken, turtle
from tests.strategies import quads, triples

ROOT = Path(__file__).parents[3]
NAMES = [form.name for form in RDF_FORMATS]
CONTEXT = json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))


def _spelled(head: str, written: str) -> str:
    """What a word of Turtle stands for, as the engine reads it."""
    text = f"{head}<x:s> <x:p> {written} ."
    return str(next(iter(ox.parse(text.encode(), RdfFormat.TRIG, base_iri=BASE_IRI))).object)


def _must_spell(text: str, head: str, here: Located) -> None:
    for (_, predicate, value), spot in here.spots.items():
        written = letters(text, spot.object)
        if value.startswith("_:"):
            assert written[0] in "_[(" or predicate == str(RDF.rest)
        elif written not in (")", "(") and not _goes_on(text, spot):
            assert _spelled(head, written) == value


def _goes_on(text: str, spot: Spot) -> bool:
    """Whether a value goes on to the next line."""
    assert spot.object.line is not None
    return spot.object.end_column == len(text.split("\n")[spot.object.line - 1].removesuffix("\r")) + 1


@pytest.mark.parametrize("form", [TURTLE, TRIG, NTRIPLES, NQUADS], ids=lambda form: form.name)
@given(dataset=st.lists(quads(), max_size=6))
def test_what_we_write_is_found_at_its_letters(form: Format, dataset: list[Quad]) -> None:
    text = write(dataset, form, base_iri=BASE_IRI).decode()
    here = located(text, form)
    assert keys(here) == set(here.spots) == {key(quad) for quad in dataset}
    head = "".join(line + "\n" for line in text.split("\n") if line.startswith("@prefix "))
    for (_, _, value), spot in here.spots.items():
        assert _spelled(head, letters(text, spot.object)) == value


@given(graph=st.lists(triples(), max_size=6))
def test_rdf_xml_as_we_write_it_is_found_at_its_letters(graph: list[Quad]) -> None:
    text = write(graph, RDFXML, base_iri=BASE_IRI).decode()
    here = located(text, RDFXML)
    assert keys(here) == set(here.spots) == {key(quad) for quad in graph}
    for quad in graph:
        spot = here.spots[key(quad)]
        written = html.unescape(letters(text, spot.object))
        value = quad.object.value if isinstance(quad.object, Literal | NamedNode) else ""
        assert written == value or not value or "\n" in value or "\r" in value or written.startswith("<")


@given(graph=st.lists(triples(), max_size=6), context=st.sampled_from(({}, CONTEXT)))
def test_json_ld_as_we_write_it_is_found_at_its_letters(graph: list[Quad], context: dict[str, object]) -> None:
    text = jsonld.write(graph, context, BASE_IRI).decode()
    here = located(text, JSONLD)
    assert keys(here) == set(here.spots) == {key(quad) for quad in graph}
    for quad in graph:
        written = json.loads(letters(text, here.spots[key(quad)].object))
        if isinstance(quad.object, Literal):
            assert (written if isinstance(written, str) else json.dumps(written)) == quad.object.value


@settings(max_examples=200)
@given(turtle)
def test_turtle_in_any_shape_is_found_at_its_letters(text: str) -> None:
    here = located(text, TURTLE)
    assert keys(here) == set(here.spots)
    _must_spell(text, HEAD, here)


@given(broken(turtle))
def test_a_spoilt_text_is_refused_as_the_reader_does_or_is_placed_rightly(text: str) -> None:
    _must_do_as_the_reader(text.encode(), TURTLE)


@pytest.mark.parametrize("form", [JSONLD, RDFXML], ids=lambda form: form.name)
@given(graph=st.lists(triples(), max_size=4), data=st.data())
def test_a_spoilt_document_is_refused_as_the_reader_does(form: Format, graph: list[Quad], data: st.DataObject) -> None:
    text = write(graph, form, base_iri=BASE_IRI).decode()
    _must_do_as_the_reader(data.draw(broken(st.just(text))).encode(), form)


def _must_do_as_the_reader(data: bytes, form: Format) -> None:
    try:
        expected = read(data, form, base_iri=BASE_IRI, source=f"x.{form.extension}")
    except BadSyntax as refused:
        with pytest.raises(BadSyntax) as raised:
            located(data, form)
        assert str(raised.value) == str(refused)
        return
    here = located(data, form)
    assert len(here.quads) == len(expected)
    assert set(here.spots) <= keys(here)


@pytest.mark.parametrize("folder", ["data", "shapes", "ontology", "tests"])
def test_every_statement_of_every_file_of_ours_has_a_place(folder: str) -> None:
    _must_be_whole(ROOT / folder)


def test_every_statement_of_the_standards_own_files_has_a_place() -> None:
    suite = suites()
    for folder in (suite, suite.parent / "shacl") if suite else ():
        _must_be_whole(folder)


def _must_be_whole(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        form = rdf_by_path(path.name)
        if form is None or path.suffix in (".json", ".xml", ".gz") or "golden" in path.parts:
            continue
        try:
            here = locate(path.read_bytes(), form, base_iri=f"{BASE_IRI}{path.name}", source=path.name)
        except BadSyntax:
            continue
        assert keys(here) == set(here.spots), path


@pytest.mark.parametrize("form", RDF_FORMATS, ids=NAMES)
def test_a_record_has_all_its_places_in_every_syntax_and_soon(form: Format) -> None:
    said = read((ROOT / "data/records/project/kiis.ttl").read_bytes(), TURTLE, base_iri=BASE_IRI, source="kiis.ttl")
    data = jsonld.write(said, CONTEXT, BASE_IRI) if form == JSONLD else write(said, form, base_iri=BASE_IRI)
    started = time.process_time()
    here = located(data, form)
    assert time.process_time() - started < 1
    assert keys(here) == set(here.spots) == {key(quad) for quad in said}


def test_the_time_grows_with_the_length_of_the_text() -> None:
    lines = "".join(f"<a{n}> <b> 'text {n}'@sv, {n}, [ <c> <d{n}> ] .\n" for n in range(10_000))
    started = time.process_time()
    here = located(lines, TURTLE)
    assert len(here.spots) == 40_000
    assert time.process_time() - started < 15


_NAMESPACES = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"'


@pytest.mark.parametrize(
    ("data", "form"),
    [
        ("<a> <b> " + "[ <b> " * 100_000, TURTLE),
        ("<a> <b> " + "(" * 100_000, TRIG),
        ("[" * 100_000, TURTLE),
        ("{" * 100_000, TRIG),
        ("<a> <b> 'c' " + " #\n" * 200_000 + ".", TURTLE),
        ("<a> <b> '" + "\\\\" * 200_000 + "' .", TURTLE),
        ("<a> <b> '''" + "'a''b" * 200_000 + "''' .", TURTLE),
        ("@prefix a: <http://a/> . a:b" + "." * 200_000 + "c a:p 'c' .", TURTLE),
        ("@base <http://x/> .\n<a> <b> <c> .\n" * 20_000, TURTLE),
        ('{"http://e/p":' * 100_000, JSONLD),
        ("[" * 100_000, JSONLD),
        ('{"http://e/p":' + "[" * (MAX_JSON_DEPTH - 1) + "]" * (MAX_JSON_DEPTH - 1) + "}", JSONLD),
        ('{"@context":{' + ",".join(f'"a{n}":"http://x/{n}"' for n in range(20_000)) + '},"a1":1}', JSONLD),
        (f"<rdf:RDF {_NAMESPACES}><e:a><e:p>" + " \n" * 200_000 + "</e:p></e:a></rdf:RDF>", RDFXML),
        (f"<rdf:RDF {_NAMESPACES}>" + "<e:a><e:p>" * 1000 + "</e:p></e:a>" * 1000 + "</rdf:RDF>", RDFXML),
        (f"<rdf:RDF {_NAMESPACES}><e:a " + " ".join(f'e:a{n}="{n}"' for n in range(10_000)) + "/></rdf:RDF>", RDFXML),
        (f"<rdf:RDF {_NAMESPACES}>{'<e:a e:p=' + chr(34) + 'ååå' + chr(34) + '/>'}</rdf:RDF>", RDFXML),
    ],
    ids=range(17),
)
def test_what_was_made_to_hurt_is_placed_or_refused_in_time(data: str, form: Format) -> None:
    started = time.process_time()
    _must_do_as_the_reader(data.encode(), form)
    assert time.process_time() - started < 15
