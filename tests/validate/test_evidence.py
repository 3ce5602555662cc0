"""What rules and queries read, from their own text."""

from kg.rdf.findings import Terms
from kg.validate.evidence import derivations, evidence, read_by
from tests.validate.scenes import scene

NS = "https://example.org/ns#"


def _iri(name: str) -> str:
    return f"<{NS}{name}>"


def test_a_derived_property_is_followed_to_what_it_is_made_from() -> None:
    rules = [
        "PREFIX samv: <ns#>\n# samv:not-this\nCONSTRUCT { ?p samv:starts ?d } WHERE { ?p samv:period ?t . ?t samv:day ?d }",
        'PREFIX samv: <ns#> CONSTRUCT { ?t samv:day ?d } WHERE { ?t samv:edtf ?e FILTER (?e != "samv:nor-this") }',
    ]
    made = derivations(rules, {}, "https://example.org/")
    assert made.reads == {_iri("starts"): (_iri("period"), _iri("day")), _iri("day"): (_iri("edtf"),)}
    given = scene("<project/a> samv:period <project/a#t> . <project/a#t> samv:edtf '2019' .", "").given
    source = made.source(("<https://example.org/project/a>", _iri("starts"), '"2019"'), given, given)
    assert source == ("<https://example.org/project/a#t>", _iri("edtf"), '"2019"')


def test_what_nobody_derives_follows_from_nothing() -> None:
    given = scene("<project/a> samv:p 1 .", "").given
    assert derivations([], {}, "https://example.org/").source(("<a:a>", "<a:b>", '"c"'), given, given) is None


def test_what_a_rule_asks_for_last_is_what_it_fails_by() -> None:
    shapes = "<s> sh:or ( [ sh:path samv:p ; sh:hasValue 1 ] [ sh:path samv:q ; sh:hasValue 1 ] ) ."
    at = scene("<a> samv:p 2 ; samv:q 2 .", shapes)
    steps = evidence(Terms("<https://example.org/a>", shape="<https://example.org/s>"), at.book, at.among)
    assert [step[1] for step in steps] == [_iri("q"), _iri("p")]


def test_a_rule_that_lacks_what_it_asks_for_has_no_evidence_but_has_read_the_rest() -> None:
    shapes = "<s> sh:or ( [ sh:path samv:p ; sh:hasValue 1 ] [ sh:path samv:q ; sh:minCount 1 ] ) ."
    at = scene("<a> samv:p 2 .", shapes)
    terms = Terms("<https://example.org/a>", shape="<https://example.org/s>")
    assert evidence(terms, at.book, at.among) == []
    assert [step[1] for step in read_by(terms, at.book, at.among)] == [_iri("p")]
