"""One fault is told once: the cause stays, what follows from it goes."""

from kg.place import Place
from kg.rdf.findings import Finding, Level
from kg.validate.causes import short
from tests.validate.scenes import findings, places, scene

PROJECT = "<s> a sh:NodeShape ; sh:targetClass samv:Project ; {} ."
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def _told(data: str, shapes: str, *, before: tuple[Finding, ...] = ()) -> list[tuple[str, Level]]:
    at = scene(data, shapes)
    return [(short(each.component) or "reading", each.level) for each in findings(at, before=before)]


def test_a_value_of_the_wrong_sort_is_told_by_its_sort_alone() -> None:
    shape = PROJECT.format(
        "sh:property [ sh:path samv:p ; sh:datatype xsd:integer ; sh:minInclusive 1 ; sh:in ( 1 2 ) ]"
    )
    assert _told("<project/a> a samv:Project ; samv:p 'x' .", shape) == [("Datatype", Level.VIOLATION)]


def test_the_worst_level_of_what_is_told_as_one_counts() -> None:
    shapes = PROJECT.format(
        "sh:property [ sh:path samv:p ; sh:datatype xsd:integer ; sh:severity sh:Warning ] , "
        "[ sh:path samv:p ; sh:maxLength 0 ]"
    )
    assert _told("<project/a> a samv:Project ; samv:p 'x' .", shapes) == [("Datatype", Level.VIOLATION)]


def test_two_rules_that_a_sound_value_breaks_are_both_told() -> None:
    shapes = PROJECT.format(
        "sh:property [ sh:path samv:p ; sh:minInclusive 5 ] , [ sh:path samv:p ; sh:disjoint samv:q ]"
    )
    said = _told("<project/a> a samv:Project ; samv:p 1 ; samv:q 1 .", shapes)
    assert {name for name, _ in said} == {"MinInclusive", "Disjoint"}


def test_a_shape_is_silent_where_its_inner_shape_has_spoken() -> None:
    shapes = (
        PROJECT.format("sh:property [ sh:path samv:period ; sh:node <period> ]")
        + "<period> a sh:NodeShape ; sh:targetClass samv:Period ; sh:property [ sh:path samv:edtf ; sh:minCount 1 ] ."
    )
    data = "<project/a> a samv:Project ; samv:period <project/a#t> . <project/a#t> a samv:Period ."
    assert _told(data, shapes) == [("MinCount", Level.VIOLATION)]


def test_a_property_that_is_missing_explains_the_rules_that_read_it() -> None:
    shapes = PROJECT.format(
        "sh:property [ sh:path samv:title ; sh:minCount 1 ] ; "
        "sh:or ( [ sh:path samv:title ; sh:qualifiedValueShape [ sh:languageIn ( 'sv' ) ] ; sh:qualifiedMinCount 1 ] )"
    )
    assert _told("<project/a> a samv:Project .", shapes) == [("MinCount", Level.VIOLATION)]


def test_a_rule_that_read_a_wrong_value_says_nothing_new() -> None:
    shapes = PROJECT.format(
        "sh:property [ sh:path samv:rank ; sh:in ( samv:normal samv:best ) ] ; "
        "sh:or ( [ sh:path samv:rank ; sh:hasValue samv:normal ] [ sh:path samv:reason ; sh:minCount 1 ] )"
    )
    assert _told("<project/a> a samv:Project ; samv:rank samv:norml .", shapes) == [("In", Level.VIOLATION)]
    assert _told("<project/a> a samv:Project ; samv:rank samv:best .", shapes) == [("Or", Level.VIOLATION)]


def test_a_misspelt_property_explains_why_the_right_one_is_missing() -> None:
    shapes = PROJECT.format(
        f"sh:closed true ; sh:ignoredProperties ( {TYPE} ) ; sh:severity sh:Warning ; sh:property <title> ."
        " <title> sh:path dcterms:title ; sh:minCount 1"
    )
    at = scene("<project/a> a samv:Project ;\n  dcterms:titel 'A' .", shapes)
    [found] = findings(at)
    assert (short(found.component), found.level, str(found.place)) == ("Closed", Level.VIOLATION, "1.ttl:3:3")
    assert found.hint_sv == "Menade du dcterms:title?"


def test_a_strange_property_does_not_explain_one_that_is_not_like_it() -> None:
    shapes = PROJECT.format(
        f"sh:closed true ; sh:ignoredProperties ( {TYPE} ) ; sh:property <title> ."
        " <title> sh:path dcterms:title ; sh:minCount 1"
    )
    assert len(_told("<project/a> a samv:Project ; samv:odd 'A' .", shapes)) == 2


def test_what_reading_found_stands_before_what_a_shape_says_of_the_same_value() -> None:
    before = Finding(
        "r", Level.VIOLATION, "Fel.", "Wrong.", Place("1.ttl", 2, 1),
        "https://example.org/project/a", "https://example.org/ns#p", "01",
    )  # fmt: skip
    shapes = PROJECT.format("sh:property [ sh:path samv:p ; sh:datatype xsd:string ]")
    assert _told("<project/a> a samv:Project ; samv:p 01 .", shapes, before=(before,)) == [("reading", Level.VIOLATION)]


def test_a_thing_without_its_type_is_told_at_the_thing_and_where_it_is_pointed_at() -> None:
    before = Finding(
        "r", Level.VIOLATION, "Ingen typ.", "No type.", Place("1.ttl", 3, 1),
        "https://example.org/actor/b", TYPE.strip("<>"),
    )  # fmt: skip
    shapes = PROJECT.format("sh:property [ sh:path samv:partner ; sh:class samv:Actor ]")
    at = scene("<project/a> a samv:Project ; samv:partner <actor/b> .\n<actor/b> samv:p 1 .", shapes)
    assert places(findings(at, before=(before,))) == ["1.ttl:3:1 + 1.ttl:2:43"]


def test_a_general_validator_tells_every_result() -> None:
    shape = PROJECT.format("sh:property [ sh:path samv:p ; sh:datatype xsd:integer ; sh:in ( 1 2 ) ]")
    assert len(findings(scene("<project/a> a samv:Project ; samv:p 'x' .", shape), every=True)) == 2
