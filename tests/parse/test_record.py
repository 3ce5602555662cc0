"""A record file as text and as a record: each way of getting it wrong is told in a sentence, in both languages."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from pyoxigraph import Literal

from kg.errors import BadSyntax
from kg.parse.record import Record, check, owner_of, parse, references, two_claims
from kg.rdf.findings import Finding
from kg.rdf.formats import NQUADS, RDF_FORMATS, Format
from kg.rdf.graphs import read, write
from kg.rdf.iris import Owner
from tests.conftest import Golden
from tests.strategies import literals, slugs
from tests.workshop import BASE, BASE_IRI, record

KINDS = {"actor": BASE_IRI + "ns#Actor", "project": BASE_IRI + "ns#Project"}
BRO = record("project", "bro", 'dcterms:title "Bro"@sv')


def _said(findings: Sequence[Finding]) -> str:
    """Everything people and programs are told, in both languages."""
    return "".join(
        f"{each.text('sv')}\n{each.text('en')}\n  {each.record} | {each.focus} | {each.path} | {each.value}\n"
        for each in findings
    )


def _parsed(text: str, source: str = "data/records/project/bro.ttl") -> Record:
    owner = owner_of(source, BASE, KINDS)
    assert isinstance(owner, Owner)
    return parse(text.encode(), source, owner, base=BASE)


def _found(text: str, source: str = "data/records/project/bro.ttl") -> list[Finding]:
    return check(_parsed(text, source), base=BASE, kinds=KINDS)


def test_a_sound_record_has_nothing_to_complain_of() -> None:
    assert _found(BRO) == []


def test_a_record_without_its_type_is_told_so_for_no_shape_would_look_at_it() -> None:
    (only,) = _found(BRO.replace("a dcat:CatalogRecord ; ", ""))
    assert only.message_en.endswith("Write ‘a dcat:CatalogRecord’.")
    assert only.focus == BASE_IRI + "record/project/bro"


def test_a_record_stands_in_its_own_graph_and_knows_its_name() -> None:
    made = _parsed(BRO)
    assert made.key == "project/bro"
    assert {quad.graph_name for quad in made.quads} == {BASE.record("project", "bro")}
    assert len(made.quads) == 4
    assert made.digest == _parsed(BRO.replace(" ; ", " ;\n    ")).digest


def test_a_statement_said_twice_is_one_statement() -> None:
    assert _parsed(BRO + '<project/bro> dcterms:title "Bro"@sv .').quads == _parsed(BRO).quads


@pytest.mark.parametrize("form", RDF_FORMATS, ids=lambda form: form.name)
def test_a_record_may_be_written_in_any_rdf_format(form: Format) -> None:
    written = write(_parsed(BRO).quads, form, base_iri=BASE_IRI)
    source = f"data/records/project/bro.{form.extension}"
    assert parse(written, source, Owner("project", "bro"), base=BASE).text == _parsed(BRO).text


WRONG = {
    "no-type": "<project/bro> dcterms:title 'Bro'@sv . <record/project/bro> a dcat:CatalogRecord ; foaf:primaryTopic <project/bro> .",
    "another-type": "<project/bro> a samv:Actor, skos:Concept . <record/project/bro> a dcat:CatalogRecord ; foaf:primaryTopic <project/bro> .",
    "another-iri": "<project/bron> a samv:Project . <record/project/bron> foaf:primaryTopic <project/bron> .",
    "another-kind": "<actor/bro> a samv:Actor . <record/actor/bro> foaf:primaryTopic <actor/bro> .",
    "no-topic": "<project/bro> a samv:Project .",
    "two-topics": "<project/bro> a samv:Project . <record/project/bro> foaf:primaryTopic <project/bro>, <actor/bro> .",
    "foreign-subject": "<http://www.wikidata.org/entity/Q1> skos:prefLabel 'Bro'@sv . <ns#Project> skos:note 'Nej'@sv .",
    "subject-of-another-record": "<actor/norrby> skos:prefLabel 'Norrby'@sv . <actor/norrby#a> skos:note 'Nej'@sv .",
    "blank-nodes": "<project/bro> samv:period [ samv:edtf '2019'^^edtf:EDTF ] ; samv:partner _:b .",
    "triple-term": "<project/bro> samv:period <<( <project/bro> a samv:Project )>> .",
    "derived-integer": "<project/bro> samv:total '05'^^xsd:nonNegativeInteger, '7'^^xsd:int .",
    "not-canonical": "<project/bro> samv:amount 1.50, 14.0 ; samv:total 007 ; samv:done '1'^^xsd:boolean .",
    "text-direction": "<project/bro> dcterms:title 'جسر'@ar--rtl .",
    "odd-host": "<project/bro> <http://xmlns.com/foaf/0.1/page> <http://a\\u2100b.example/> .",
    "control-character": "<project/bro> dcterms:title 'Br\\u0007o'@sv, 'Bro\\uFFFE'@en .",
}
HEADER = BRO.partition("\n\n")[0] + "\n\n"
SOUND = ("foreign-subject", "subject-of-another-record", "blank-nodes", "triple-term", "derived-integer")


@pytest.mark.parametrize("name", sorted(WRONG))
def test_a_record_that_is_wrong_is_told_so_in_the_golden_words(name: str, golden: Golden) -> None:
    body = WRONG[name]
    text = HEADER + body if "primaryTopic" in body or name == "no-topic" else BRO + body
    golden(f"parse/{name}.txt", _said(_found(text)))


PATHS = {
    "wrong-folder": "data/records/projekt/bro.ttl",
    "folder-in-folder": "data/records/project/2019/bro.ttl",
    "outside-records": "project/bro.ttl",
    "no-folder": "bro.ttl",
    "bad-name": "data/records/project/Bygga Bro.ttl",
    "no-name": "data/records/project/åäö--.ttl",
    "no-letters": "data/records/project/----.ttl",
    "compressed": "data/records/project/bro.ttl.gz",
    "bad-extension": "data/records/project/bro.txt",
    "no-extension": "data/records/project/bro",
}


@pytest.mark.parametrize("name", sorted(PATHS))
def test_a_path_that_names_no_record_is_told_so_in_the_golden_words(name: str, golden: Golden) -> None:
    owner = owner_of(PATHS[name], BASE, KINDS)
    assert isinstance(owner, Finding)
    golden(f"parse/path-{name}.txt", _said([owner]))


def test_two_files_that_claim_one_record_are_told_so_in_the_golden_words(golden: Golden) -> None:
    claims = {
        "project/bro": ["data/records/project/bro.ttl", "data/records/project/bro.nt", "data/records/project/bro.rdf"],
        "actor/norrby": ["data/records/actor/norrby.ttl"],
    }
    golden("parse/two-files.txt", _said(two_claims(claims, BASE)))


@given(slugs())
def test_a_path_among_the_records_names_its_record(slug: str) -> None:
    assert owner_of(f"data/records/project/{slug}.ttl", BASE, KINDS) == Owner("project", slug)


def test_a_file_that_breaks_its_format_is_told_with_line_and_column() -> None:
    with pytest.raises(BadSyntax) as raised:
        _parsed(BRO + "\n<project/bro> dcterms:title 'Bro'@sv ;; .\n<project/bro> dcterms:title .")
    assert str(raised.value.place) == f"data/records/project/bro.ttl:{BRO.count(chr(10)) + 3}:29"


@given(literals())
def test_a_literal_in_canonical_form_is_kept_as_it_was_typed(literal: Literal) -> None:
    subject = BASE.mint("project", "bro").value
    text = f"<{subject}> <{BASE.ns('says').value}> {literal} .\n"
    made = parse(text.encode(), "data/records/project/bro.nq", Owner("project", "bro"), base=BASE)
    assert [quad.object for quad in made.quads] == [literal]
    assert read(made.text.encode(), NQUADS, base_iri=BASE_IRI, source="x")[0].object == literal
    assert {each.path for each in check(made, base=BASE, kinds=KINDS)} & {BASE.ns("says").value} == set()


def test_a_record_points_at_the_records_of_other_things_and_not_at_its_own_nodes() -> None:
    text = BRO + (
        "<project/bro> samv:partner <actor/norrby>, <actor/norrby#unit> ; samv:period <project/bro#period> ;"
        " samv:category <concept/kategori/ett> ; skos:exactMatch <http://www.wikidata.org/entity/Q1> ;"
        " dcterms:source <record/document/samling> ."
    )
    assert references(_parsed(text).quads, BASE) == {"actor/norrby", "document/samling"}
