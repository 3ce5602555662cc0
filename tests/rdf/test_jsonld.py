"""JSON-LD as we write it: what two independent readers make of it is exactly what was written."""

import json
import string
from collections.abc import Iterable

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BaseDirection, BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.errors import BadInput
from kg.rdf import jsonld
from kg.rdf.formats import JSONLD
from kg.rdf.graphs import read
from kg.rdf.namespaces import DCTERMS, RDF, SKOS, XSD

# rdflib 7 warns of its own insides whenever a Dataset is read.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
BASE = "https://example.org/"
CONTEXT = {
    "@context": {
        "id": "@id",
        "type": "@type",
        "base": BASE,
        "ex": "http://example.com/#",
        "title": {"@id": "http://purl.org/dc/terms/title", "@container": "@language"},
        "issued": {"@id": "dcterms:issued", "@type": "http://www.w3.org/2001/XMLSchema#date"},
        "amount": {"@id": BASE + "ns#amount", "@type": "http://www.w3.org/2001/XMLSchema#integer"},
        "share": {"@id": BASE + "ns#share", "@type": "http://www.w3.org/2001/XMLSchema#decimal"},
        "known": {"@id": BASE + "ns#known", "@type": "http://www.w3.org/2001/XMLSchema#boolean"},
        "partner": {"@id": BASE + "ns#partner", "@type": "@id", "@container": "@set"},
        "note": "http://www.w3.org/2004/02/skos/core#note",
        "urn": BASE + "ns#urn",
        "tag": "tag:",
        "http://example.org/odd": {"@id": "http://example.org/odd", "@type": "@id"},
        "odd": {"@id": BASE + "ns#odd", "@type": "@vocab"},
        "@vocab": "http://never.example/",
        "@language": "sv",
    }
}


def iri_or_none(text: str) -> NamedNode | None:
    try:
        return NamedNode(text)
    except ValueError:
        return None


LETTERS = string.ascii_letters + string.digits + "åé漢-._~!$&'()*+,;=:@%/?# "
SCHEMES = ["http://", "https://", "urn:", "tag:", "mailto:", "ex:", "base:", "title:", "id:", "type:", "dcterms:", "a:"]
PLACES = [
    BASE,
    BASE + "ns#",
    BASE + "project/",
    "http://example.com/#",
    DCTERMS.title.value,
    "http://a",
    "http://a/../b",
]
iris = (
    st.tuples(st.sampled_from(SCHEMES + PLACES), st.text(LETTERS, max_size=8))
    .map(lambda parts: iri_or_none("".join(parts)))
    .filter(lambda iri: iri is not None)
)
PROPERTIES = [
    RDF.type, DCTERMS.title, DCTERMS.issued, SKOS.note, NamedNode("http://example.org/odd"),
    *(NamedNode(f"{BASE}ns#{name}") for name in ("amount", "share", "known", "partner", "urn", "odd")),
]  # fmt: skip
predicates = st.one_of(st.sampled_from(PROPERTIES), iris)
DATATYPES = [
    XSD.integer, XSD.decimal, XSD.double, XSD.boolean, XSD.date, XSD.string, XSD.anyURI, XSD.nonNegativeInteger,
    NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"), NamedNode("tag:x"), NamedNode("http://example.com/#y"),
]  # fmt: skip
TRICKY = [
    "", "@id", "@type", "@value", "_:b", "title", "ex:a", "1", "01", "-0", "1.0", "1E0", "true", "false", "TRUE",
    "null", "9007199254740993", "-12", '"', "\\", "\n", "\r", "\t", "\u2028", "\x00", "\x0b", "\ufffe", "</script>",
    "2019-01-15",
]  # fmt: skip
texts = st.one_of(st.sampled_from(TRICKY), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
literals = st.one_of(
    texts.map(Literal),
    st.builds(
        lambda text, tag: Literal(text, language=tag), texts, st.sampled_from(["sv", "en", "en-gb", "zh-hant-tw"])
    ),
    st.builds(lambda text, kind: Literal(text, datatype=kind), texts, st.sampled_from(DATATYPES)),
    st.integers().map(lambda n: Literal(str(n), datatype=XSD.integer)),
)
graphs = st.one_of(st.just(DefaultGraph()), iris)
quads = st.sets(st.builds(Quad, iris, predicates, st.one_of(iris, literals), graphs), max_size=8)


@pytest.fixture(autouse=True)
def _literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@settings(deadline=None, max_examples=400)
@given(quads)
def test_reading_it_back_gives_the_same_dataset_in_both_readers(statements: set[Quad]) -> None:
    text = jsonld.write(statements, CONTEXT, BASE, dataset=True)
    assert statements == set(read(text, JSONLD, base_iri="http://never.example/", source="test"))
    assert statements == with_rdflib(text)


@settings(deadline=None, max_examples=100)
@given(quads)
def test_a_reader_can_stream_it(statements: set[Quad]) -> None:
    text = jsonld.write(statements, CONTEXT, BASE, dataset=True)
    assert statements == set(ox.parse(text, ox.RdfFormat.STREAMING_JSON_LD))


@settings(deadline=None, max_examples=100)
@given(quads)
def test_without_a_dataset_the_graphs_are_merged(statements: set[Quad]) -> None:
    text = jsonld.write(statements, CONTEXT, BASE)
    expected = {Quad(*quad.triple) for quad in statements}
    assert expected == set(read(text, JSONLD, base_iri="http://never.example/", source="test")) == with_rdflib(text)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.builds(Triple, iris, predicates, st.one_of(iris, literals)), max_size=8), st.randoms())
def test_the_order_of_the_statements_does_not_matter(triples: list[Triple], random: object) -> None:
    assert jsonld.write(triples, CONTEXT, BASE) == jsonld.write(reversed(triples), CONTEXT, BASE)


def with_rdflib(text: bytes) -> set[Quad]:
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="json-ld", publicID="http://never.example/")
    return set(as_quads(dataset.quads()))


def as_quads(found: Iterable[tuple[object, object, object, object]]) -> Iterable[Quad]:
    for subject, predicate, value, graph in found:
        default = graph is None or str(graph) == "urn:x-rdflib:default"
        name = DefaultGraph() if default else NamedNode(str(graph))
        yield Quad(term(subject), NamedNode(str(predicate)), term(value), name)  # type: ignore[arg-type]


def term(node: object) -> NamedNode | BlankNode | Literal:
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if not isinstance(node, rdflib.Literal):
        return NamedNode(str(node))
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), datatype=NamedNode(str(node.datatype)) if node.datatype else XSD.string)


def test_the_document_reads_well() -> None:
    thing, other = NamedNode(BASE + "project/a"), NamedNode(BASE + "actor/b")
    said = [
        Triple(thing, RDF.type, NamedNode(BASE + "ns#Project")),
        Triple(thing, DCTERMS.title, Literal("A på svenska", language="sv")),
        Triple(thing, DCTERMS.title, Literal("A in English", language="en")),
        Triple(thing, DCTERMS.title, Literal("A")),
        Triple(thing, DCTERMS.issued, Literal("2019-01-15", datatype=XSD.date)),
        Triple(thing, NamedNode(BASE + "ns#amount"), Literal("36691291", datatype=XSD.integer)),
        Triple(thing, NamedNode(BASE + "ns#partner"), other),
        Triple(thing, DCTERMS.spatial, other),
    ]
    assert json.loads(jsonld.write(said, CONTEXT, BASE)) == {
        "@context": {
            "amount": {"@id": BASE + "ns#amount", "@type": XSD.integer.value},
            "dcterms": "http://purl.org/dc/terms/",
            "id": "@id",
            "issued": {"@id": DCTERMS.issued.value, "@type": XSD.date.value},
            "partner": {"@container": "@set", "@id": BASE + "ns#partner", "@type": "@id"},
            "samv": BASE + "ns#",
            "title": {"@container": "@language", "@id": DCTERMS.title.value},
            "type": "@type",
        },
        "@graph": [
            {
                "id": BASE + "project/a",
                "type": "samv:Project",
                "amount": 36691291,
                "dcterms:spatial": {"id": BASE + "actor/b"},
                "dcterms:title": "A",
                "issued": "2019-01-15",
                "partner": [BASE + "actor/b"],
                "title": {"en": "A in English", "sv": "A på svenska"},
            }
        ],
    }


def test_one_object_stands_for_each_subject() -> None:
    a, b = NamedNode(BASE + "a"), NamedNode(BASE + "b")
    said = [
        Triple(b, SKOS.note, a),
        Triple(a, SKOS.note, b),
        Triple(b, SKOS.note, Literal("x")),
        Triple(a, SKOS.note, a),
    ]
    document = json.loads(jsonld.write(said, CONTEXT, BASE))
    assert [node["id"] for node in document["@graph"]] == [BASE + "a", BASE + "b"]


def test_a_name_that_is_also_a_scheme_is_left_out() -> None:
    said = [
        Triple(NamedNode("urn:x"), NamedNode(BASE + "ns#urn"), NamedNode("title:y")),
        Triple(NamedNode("urn:x"), DCTERMS.title, Literal("z")),
    ]
    document = json.loads(jsonld.write(said, CONTEXT, BASE))
    assert {"dcterms", "id", "samv"} == set(document["@context"])


def test_blank_nodes_keep_their_labels() -> None:
    said = [
        Quad(BlankNode("a"), SKOS.note, BlankNode("b"), BlankNode("g")),
        Quad(BlankNode("a"), RDF.type, BlankNode("c"), BlankNode("g")),
    ]
    text = jsonld.write(said, CONTEXT, BASE, dataset=True)
    assert set(said) == set(read(text, JSONLD, base_iri=BASE, source="test"))


def test_no_statements_make_an_empty_document() -> None:
    assert json.loads(jsonld.write([], {}, BASE)) == {"@context": {}, "@graph": []}


@pytest.mark.parametrize(
    "value",
    [Triple(NamedNode("a:b"), RDF.type, NamedNode("a:c")), Literal("x", language="ar", direction=BaseDirection.RTL)],
)
def test_what_json_ld_can_not_hold_is_refused(value: Triple | Literal) -> None:
    with pytest.raises(BadInput, match="ask for N-Quads or TriG instead"):
        jsonld.write([Triple(NamedNode("a:b"), SKOS.note, value)], CONTEXT, BASE)


@pytest.mark.parametrize(("number", "native"), [(2**53 - 1, True), (-(2**53) + 1, True), (2**53, False)])
def test_a_whole_number_is_native_only_where_every_reader_keeps_it(number: int, native: bool) -> None:
    said = [Triple(NamedNode("a:b"), SKOS.note, Literal(str(number), datatype=XSD.integer))]
    node = json.loads(jsonld.write(said, CONTEXT, BASE))["@graph"][0]
    assert (number if native else {"@type": "xsd:integer", "@value": str(number)}) == node["note"]


def test_a_name_that_a_definition_uses_as_a_scheme_is_left_out() -> None:
    context = {
        "amount": {"@id": BASE + "ns#amount", "@type": "tag:money"},
        "tag": {"@id": BASE + "ns#tag", "@type": "@id"},
    }
    said = [
        Triple(NamedNode(BASE + "a"), NamedNode(BASE + "ns#amount"), Literal("1", datatype=XSD.string)),
        Triple(NamedNode(BASE + "a"), NamedNode(BASE + "ns#tag"), NamedNode(BASE + "b")),
    ]
    text = jsonld.write(said, context, BASE)
    assert json.loads(text)["@context"].keys() == {"amount", "samv"}
    assert (
        {Quad(*triple) for triple in said} == set(read(text, JSONLD, base_iri=BASE, source="test")) == with_rdflib(text)
    )
