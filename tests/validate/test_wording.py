"""Which node and which field a fault is about, in the words people use."""

import pytest

from kg.rdf.findings import Terms
from kg.validate.wording import about
from tests.validate.scenes import scene

SHAPES = """<shapes/funding> a sh:NodeShape ; sh:targetClass samv:Funding ; sh:property <f#funder> , <f#amount> , <f#source> .
<f#funder> sh:path samv:funder ; sh:name "Finansiär"@sv , "Funder"@en ; sh:order 2 ; sh:class samv:Actor .
<f#amount> sh:path samv:amount ; sh:name "Belopp"@sv , "Amount"@en ; sh:order 1 .
<f#source> sh:path samv:source ; sh:name "Källa"@sv ; sh:order 0 ; sh:class samv:Document .
<b> sh:property <f#source> . <c> sh:property <f#source> .
samv:Funding rdfs:label "Finansiering"@sv , "Funding"@en . samv:Project rdfs:label "Projekt"@sv , "Project"@en .
samv:odd rdfs:label "udda"@sv ."""
DATA = """<project/a> a samv:Project ; dcterms:title "Bro"@sv .
<project/a#f> a samv:Funding ; samv:funder <actor/n> ; samv:amount 5 ; samv:source <document/d> .
<project/a#g> a samv:Funding ; samv:amount 5 ; samv:source <document/d> .
<project/a#h> a samv:Funding .
<actor/n> skos:prefLabel "Norbergs kommun"@sv . <document/d> dcterms:title "En samling"@sv .
<record/project/a> <http://xmlns.com/foaf/0.1/primaryTopic> <project/a> ."""


@pytest.mark.parametrize(
    ("node", "path", "sv", "en"),
    [
        ("project/a#f", "ns#amount", "Finansiering (Norbergs kommun), Belopp", "Funding (Norbergs kommun), Amount"),
        ("project/a#g", None, "Finansiering (5)", "Funding (5)"),
        ("project/a#h", None, "Finansiering (<project/a#h>)", "Funding (<project/a#h>)"),
        ("project/a", "ns#odd", "Projekt ”Bro”, udda", "Project “Bro”, udda"),
        ("project/a", "ns#strange", "Projekt ”Bro”, samv:strange", "Project “Bro”, samv:strange"),
        ("record/project/a", None, "”Bro”", "“Bro”"),
        ("actor/x", "ns#funder", "<actor/x>, Finansiär", "<actor/x>, Funder"),
    ],
)
def test_node_and_field_are_named(node: str, path: str | None, sv: str, en: str) -> None:
    at = scene(DATA, SHAPES)
    terms = Terms(f"<https://example.org/{node}>", f"<https://example.org/{path}>" if path else None)
    assert about(terms, at.book, at.among, "sv") == sv
    assert about(terms, at.book, at.among, "en") == en


def test_a_longer_path_is_told_as_people_write_it() -> None:
    at = scene(DATA, SHAPES)
    terms = Terms("<https://example.org/project/a>", "<https://example.org/ns#p>/^<https://example.org/ns#q>")
    assert about(terms, at.book, at.among, "sv") == "Projekt ”Bro”, samv:p/(^samv:q)"


def test_a_blank_node_and_a_value_have_words_too() -> None:
    at = scene(DATA, SHAPES)
    assert about(Terms("_:b"), at.book, at.among, "sv") == "en nod utan namn"
    assert about(Terms('"x"'), at.book, at.among, "en") == "“x”"
