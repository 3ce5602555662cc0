"""Every constraint component has a sentence in Swedish and in English, also where a shape has no words of its own."""

from pathlib import Path

from kg.examine.by_shapes import examine_by
from kg.examine.handed import Handed
from kg.rdf.findings import Finding, Terms
from kg.validate.book import Book
from kg.validate.causes import short
from kg.validate.paths import Statements
from kg.validate.raised import Raised
from kg.validate.sentences import COMPONENTS, plain, sentence
from tests.conftest import Golden

FILE = Handed("every.ttl", (Path(__file__).parent / "every_component.ttl").read_bytes())
NOTHING = Book(Statements(()), Statements(()), "https://example.org/")


def _found() -> list[Finding]:
    return examine_by([FILE], [FILE])


def _raised(*messages: tuple[str, str], component: str = "MinCount") -> Raised:
    terms = Terms("<https://example.org/project/bro>", "<http://purl.org/dc/terms/title>")
    name = f"http://www.w3.org/ns/shacl#{component}ConstraintComponent"
    return Raised("https://example.org/project/bro", None, None, "", None, name, messages, terms)


def test_each_component_is_told_in_the_golden_words(golden: Golden) -> None:
    said = [f"{short(each.component)}\n  {each.sentence('sv')}\n  {each.sentence('en')}\n" for each in _found()]
    golden("validate/components.txt", "".join(sorted(said)))


def test_every_component_of_shacl_core_is_among_them() -> None:
    assert {short(each.component) for each in _found()} >= set(COMPONENTS) - {"Property"}


def test_each_component_is_placed_where_it_breaks() -> None:
    assert all(each.place and each.place.line and each.place.end_column for each in _found())


def test_the_words_of_a_shape_stand_before_ours() -> None:
    raised = _raised(("sv", "Ge en titel."), ("en", "Give a title."))
    assert sentence(raised, NOTHING, Statements(()), "sv") == "Ge en titel."
    assert sentence(raised, NOTHING, Statements(()), "en") == "Give a title."


def test_words_of_no_language_are_said_in_both() -> None:
    assert sentence(_raised(("", "Title!")), NOTHING, Statements(()), "sv") == "Title!"


def test_words_in_another_language_stand_after_ours() -> None:
    raised = _raised(("en", "Give a title."))
    assert sentence(raised, NOTHING, Statements(()), "sv") == (
        "dcterms:title saknas: minst  ska anges. Formens egna ord: ”Give a title.”"
    )


def test_an_iri_in_the_words_is_called_by_its_name() -> None:
    known = Statements(
        (("<https://example.org/actor/hus>", "<http://www.w3.org/2004/02/skos/core#prefLabel>", '"Huset"@sv'),)
    )
    raised = _raised(("sv", "Parten https://example.org/actor/hus är för ny."))
    assert sentence(raised, NOTHING, known, "sv") == "Parten Huset är för ny."


def test_a_component_that_nobody_knows_is_told_as_a_broken_rule() -> None:
    assert plain(_raised(component="Odd"), NOTHING, Statements(()), "en") == "<project/bro> breaks the rule SPARQL."
