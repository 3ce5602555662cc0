"""What is asked follows from ontology and shapes alone."""

from kg.parse.answers.form_model import Takes
from kg.parse.answers.form_reading import form_model
from kg.rdf.iris import Base
from tests.parse.conftest import Asking
from tests.workshop import BASE, Workshop


def test_every_sort_of_answer_is_asked_for_somewhere(asking: Asking) -> None:
    fields = [field for each in asking.model.classes.values() for field in each.fields]
    assert {field.takes for field in fields} == set(Takes)


def test_a_field_knows_what_it_takes(asking: Asking) -> None:
    def takes(kind: str, *keys: str) -> list[str]:
        form = asking.model.of_kind(kind)
        assert form is not None
        return [field.takes.value for key in keys if (field := form.field(key))]

    assert takes("project", "title", "category", "spatial", "participation", "identifier", "page") == [
        "text", "choice", "thing", "node", "word", "link",
    ]  # fmt: skip
    assert takes("document", "issued", "publisher") == ["date", "thing"]
    assert takes("place", "type", "lat", "notation") == ["choice", "number", "word"]


def test_derived_fields_are_not_asked(asking: Asking) -> None:
    project = asking.model.of_kind("project")
    assert project is not None
    assert {"partner", "budget", "startsOn"}.isdisjoint(field.key for field in project.fields)


def test_choices_come_in_the_order_of_their_scheme_and_with_all_their_names(asking: Asking) -> None:
    partnership = asking.model.of_kind("partnership")
    form = partnership.field("form") if partnership else None
    assert form is not None
    assert [choice.key for choice in form.choices][:2] == ["iop", "finsam-insats"]
    assert all(choice.label["sv"] and choice.label["en"] for choice in form.choices)


def test_the_source_of_statements_is_the_kind_that_the_shape_says(asking: Asking) -> None:
    assert asking.model.source_kind == "document"


def test_keys_are_local_names_and_each_is_one_field(asking: Asking) -> None:
    for each in asking.model.classes.values():
        keys = [field.key for field in each.fields]
        assert len(set(keys)) == len(keys)
        assert not any(":" in key or "/" in key for key in keys)


def test_two_properties_of_one_local_name_get_their_prefixes() -> None:
    both = ("http://purl.org/dc/terms/title", "https://schema.org/title")
    fields = [{"path": path, "name": {"en": path}, "derived": False, "inverse": False} for path in both]
    model = {"classes": {"https://example.org/ns#X": {"fields": fields}}, "kinds": []}
    read = form_model(model, Base("https://example.org/"))
    assert [field.key for field in read.classes["https://example.org/ns#X"].fields] == ["dcterms:title", "schema:title"]


def test_a_kind_made_of_data_alone_can_be_asked(tiny: Workshop) -> None:
    tiny.write(
        "ontology/course.ttl",
        """@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix samv: <ns#> .
        samv:Course a owl:Class ; samv:kind "course" ; samv:kindOrder 9 ; rdfs:label "kurs"@sv , "course"@en .""",
    )
    tiny.write(
        "shapes/course.ttl",
        """@prefix samv: <ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        <shapes/course> a sh:NodeShape ; sh:targetClass samv:Course ; samv:namedBy ( "kurs" dcterms:title ) ;
            sh:property <shapes/course#title> , <shapes/course#level> .
        <shapes/course#title> sh:path dcterms:title ; sh:name "titel"@sv ; sh:datatype rdf:langString .
        <shapes/course#level> sh:path samv:level ; sh:name "nivå"@sv ; sh:in ( samv:low samv:high ) .""",
    )
    course = form_model(tiny.inputs().model, BASE).of_kind("course")
    assert course is not None
    assert [(field.key, field.takes) for field in course.fields] == [("title", Takes.TEXT), ("level", Takes.CHOICE)]
    assert [choice.key for choice in course.fields[1].choices] == ["low", "high"]
    assert [part.word or part.field for part in course.named_by] == ["kurs", "title"]
