"""What was probably meant, worked out from the data, and always as a question or a choice."""

import pytest

from kg.names.described import Described
from kg.names.index import Index
from kg.validate.cases import Case
from kg.validate.causes import short
from kg.validate.hints import Known, hinted
from kg.validate.report import told
from kg.validate.shacl import judge_by
from tests.validate.scenes import findings, scene
from tests.workshop import BASE

PROJECT = "<s> a sh:NodeShape ; sh:targetClass samv:Project ; sh:property [ sh:path samv:p ; {} ] ."
EDTF = "<http://id.loc.gov/datatypes/edtf/EDTF>"
LANG = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>"
CONCEPTS = "<c/vag> skos:inScheme <c> ; skos:prefLabel 'Vägledning'@sv . <c/halsa> skos:inScheme <c> ; skos:prefLabel 'Hälsa'@sv ."
NAMES = Index(
    [
        Described("place/skinnskatteberg", "place", ("Skinnskatteberg",)),
        Described("place/sala", "place", ("Sala",)),
        Described("actor/sala-kommun", "actor", ("Sala kommun",)),
    ]
)
KNOWN = Known(BASE, {"place": BASE.ns("Place").value}, lambda: NAMES, {"place/sala": "1981"}.get)


def _hints(data: str, shape: str, more: str = "") -> list[str | None]:
    at = scene(f"<project/a> a samv:Project ; samv:p {data} .", PROJECT.format(shape) + more)
    return [hinted(each, at, KNOWN).hint_sv for each in findings(at)]


@pytest.mark.parametrize(
    ("data", "shape", "hint"),
    [
        ("'30 000 000'", "sh:datatype xsd:integer", "Menade du 30000000?"),
        ("'30 000 000 kr'", "sh:datatype xsd:integer", "Menade du 30000000?"),
        ("'12,5'", "sh:datatype xsd:decimal", "Menade du 12.5?"),
        ("'12,5'", "sh:datatype xsd:integer", None),
        ("'15/1 2019'", "sh:datatype xsd:date", 'Menade du "2019-01-15"^^xsd:date?'),
        ("'2019-01-15'", "sh:datatype xsd:date", 'Menade du "2019-01-15"^^xsd:date?'),
        ("'15/1 2019'^^xsd:date", "sh:datatype xsd:date", 'Menade du "2019-01-15"^^xsd:date?'),
        ("'hösten 2018'", "sh:datatype xsd:date", None),
        ("'hösten 2018'", f"sh:datatype {EDTF}", 'Menade du "2018-23"^^edtf:EDTF?'),
        ("'15/1 2019'", f"sh:datatype {EDTF}", 'Menade du "2019-01-15"^^edtf:EDTF?'),
        ("'någon gång'", f"sh:datatype {EDTF}", None),
        ("'ja'", "sh:datatype xsd:boolean", "Menade du true?"),
        ("'Titel'", f"sh:datatype {LANG}", 'Skriv språket efter texten: "Titel"@sv om den är på svenska.'),
        ("'Kod'@sv", "sh:datatype xsd:string", 'Menade du "Kod"?'),
        ("samv:norml", "sh:in ( samv:normal samv:preferred )", "Menade du samv:normal?"),
        ("samv:odd", "sh:in ( samv:normal samv:preferred )", "Välj bland: samv:normal, samv:preferred."),
        ("'hej'@fi", "sh:languageIn ( 'sv' 'en' )", "Välj bland: @sv, @en."),
        ("<place/skinskatteberg>", "sh:class samv:Place", "Menade du <place/skinnskatteberg> (Skinnskatteberg)?"),
        ("'Skinskatteberg'", "sh:class samv:Place", "Menade du <place/skinnskatteberg> (Skinnskatteberg)?"),
        ("'Sala'", "sh:class samv:Place", "Menade du <place/sala> (Sala, 1981)?"),
        ("'Timbuktu'", "sh:class samv:Place", None),
    ],
)
def test_a_value_has_the_hint_that_the_data_gives(data: str, shape: str, hint: str | None) -> None:
    assert _hints(data, shape) == [hint]


@pytest.mark.parametrize("data", ["<c/vagg>", "'vägledning'", "<c/Vag>"])
def test_a_concept_is_looked_for_in_the_scheme_that_is_asked_for(data: str) -> None:
    more = "<in> a sh:NodeShape ; sh:property [ sh:path skos:inScheme ; sh:hasValue <c> ] . " + CONCEPTS
    assert _hints(data, "sh:node <in>", more) == ["Menade du <c/vag> (Vägledning)?"]


def test_a_hint_is_said_in_english_too() -> None:
    at = scene("<project/a> a samv:Project ; samv:p 'ja' .", PROJECT.format("sh:datatype xsd:boolean"))
    assert [each.hint_en for each in findings(at)] == ["Did you mean true?"]


def test_a_sound_value_of_a_wrong_size_has_no_hint() -> None:
    assert _hints("7", "sh:datatype xsd:integer ; sh:maxInclusive 5") == [None]


def test_a_language_that_no_shape_knows_is_asked_about_where_one_that_it_knows_is_missing() -> None:
    shapes = (
        "<s> a sh:NodeShape ; sh:targetClass samv:Project ; sh:or ( [ sh:path samv:p ; "
        "sh:qualifiedValueShape [ sh:languageIn ( 'sv' ) ] ; sh:qualifiedMinCount 1 ] ) . <other> sh:languageIn ( 'en' ) ."
    )
    at = scene("<project/a> a samv:Project ; samv:p 'Bro'@se , 'Bridge'@en .", shapes)
    [found] = findings(at)
    assert (found.hint_sv, str(found.place)) == ("”Bro” är märkt @se. Menade du @sv?", "1.ttl:2:37")


def test_the_names_are_not_asked_for_where_no_thing_is_meant() -> None:
    def never() -> Index:
        raise AssertionError("names cost time")

    at = scene("<project/a> a samv:Project ; samv:p 'x' .", PROJECT.format("sh:datatype xsd:integer"))
    known = Known(BASE, {"place": BASE.ns("Place").value}, never)
    shapes = "".join(f"{s} {p} {o} .\n" for s, p, o in at.book.shapes.every)
    lines = tuple(f"{s} {p} {o} .\n" for s, p, o in at.among.every)
    raised = judge_by(shapes.encode(), b"", processes=1)([Case("", None, lines)])
    assert [short(each.component) for each in told(raised, at, BASE, known)] == ["Datatype"]
