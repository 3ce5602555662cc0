"""What the shapes ask and how things are called, looked up by term."""

import pytest

from kg.validate.book import as_literal, bare, sh
from tests.validate.scenes import scene

SHAPES = """<s> a sh:NodeShape ; sh:targetClass samv:Project ; sh:property <s#p> , <s#q> ;
    sh:ignoredProperties ( rdfs:label ) ; sh:or ( <a> <b> ) .
<s#p> sh:path samv:p ; sh:name "pe"@sv , "pea"@en .
<s#q> sh:path ( samv:p [ sh:inversePath samv:q ] [ sh:alternativePath ( samv:r [ sh:zeroOrMorePath samv:s ] ) ] ) .
<a> sh:not <c> . <b> sh:node <c> . <c> sh:in ( 1 2 ) . <t> sh:property <t#p> . <t#p> sh:path samv:t ; sh:name "te"@sv .
<t2#p> sh:path samv:t ; sh:name "annat"@sv .
samv:Project rdfs:label "Projekt"@sv , "Project"@en ."""
BOOK = scene("<a> samv:b 1 .", SHAPES).book


def _iri(path: str) -> str:
    return f"<https://example.org/{path}>"


@pytest.mark.parametrize("term", ['"a\\"b\\n"@sv', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"x"'])
def test_a_literal_is_read_from_its_term_and_written_back(term: str) -> None:
    assert str(as_literal(term)) == term


def test_a_node_is_no_literal_and_reads_bare() -> None:
    assert as_literal("<a:b>") is None
    assert (bare("<a:b>"), bare('"x"@sv'), bare("_:b")) == ("a:b", "x", "_:b")


def test_a_path_is_read_whole() -> None:
    assert str(BOOK.path(_iri("s#q"))) == (f"{_iri('ns#p')}/(^{_iri('ns#q')})/({_iri('ns#r')}|({_iri('ns#s')}*))")
    assert BOOK.path(_iri("s")) is None


def test_lists_are_read_in_their_order_and_end_where_they_go_round() -> None:
    assert [bare(each) for each in BOOK.listed(BOOK.one(_iri("c"), "in"))] == ["1", "2"]
    round_about = scene(
        "<a> samv:b 1 .",
        "_:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 ; "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l .",
    ).book
    head = round_about.shapes.every[0][0]
    assert [bare(each) for each in round_about.listed(head)] == ["1"]


def test_a_shape_is_put_together_from_what_it_names() -> None:
    assert list(BOOK.within(_iri("s"))) == [_iri(each) for each in ("s", "s#p", "s#q", "a", "b", "c")]


def test_a_closed_shape_allows_its_properties_and_those_it_ignores() -> None:
    assert BOOK.properties_of(_iri("s")) == [_iri("ns#p"), "<http://www.w3.org/2000/01/rdf-schema#label>"]


def test_a_field_is_that_of_the_class_or_one_that_all_call_the_same() -> None:
    assert BOOK.field(_iri("ns#p"), [_iri("ns#Project")]) == _iri("s#p")
    assert BOOK.field(_iri("ns#p"), []) == _iri("s#p")
    assert BOOK.field(_iri("ns#t"), []) is None


def test_things_are_called_by_their_label_in_a_language_or_another() -> None:
    assert BOOK.label(_iri("ns#Project"), "en") == "Project"
    assert BOOK.name_of(_iri("t#p"), "en") == "te"
    assert BOOK.label(_iri("ns#Nothing"), "sv") is None


@pytest.mark.parametrize(
    ("iri", "shown"),
    [
        ("<http://purl.org/dc/terms/title>", "dcterms:title"),
        ("<https://example.org/ns#p>", "samv:p"),
        ("<https://example.org/project/bro#x>", "<project/bro#x>"),
        ("<http://other.example/a>", "<http://other.example/a>"),
        ("_:b", "_:b"),
    ],
)
def test_an_iri_is_shown_as_people_write_it(iri: str, shown: str) -> None:
    assert BOOK.short(iri) == shown


def test_a_shacl_term_is_written_whole() -> None:
    assert sh("path") == "<http://www.w3.org/ns/shacl#path>"
