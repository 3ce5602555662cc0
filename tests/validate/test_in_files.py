"""The gate at record files: what a comment, an escape or a file's name hides is found, and what is plain is let be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.place import Place
from kg.rdf.findings import Finding
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.sweden import addresses, personnummer, telephones
from kg.validate.in_files import gated
from kg.validate.personal import NAMED_ADDRESS, PERSONAL_NUMBER, POSSIBLE_NUMBER, TELEPHONE, worth_a_look
from tests.workshop import BASE_IRI

NAME = "data/records/project/bro.ttl"
NUMBER = "900101-9802"


def _found(text: str, name: str = NAME) -> list[Finding]:
    quads = read(text.encode(), TURTLE, base_iri=BASE_IRI, source=name)
    return gated(name, text.encode(), quads, about=BASE_IRI + "record/project/bro", base_iri=BASE_IRI)


@pytest.mark.parametrize(
    ("text", "component", "place"),
    [
        (f"# ring {NUMBER}\n<a> <b> 1 .", PERSONAL_NUMBER, Place(NAME, 1, 8, 19)),
        (f"<a> <b> '{NUMBER}'@sv .", PERSONAL_NUMBER, Place(NAME, 1, 10, 21)),
        ("<a> <b> '900101\\u002D9802'@sv .", PERSONAL_NUMBER, Place(NAME, 1, 10, 26)),
        ("<a> <b> <person/900101%2D9802> .", PERSONAL_NUMBER, Place(NAME, 1, 17, 30)),
        ("@prefix n: <http://e/900101-> . <a> <b> n:9802 .", PERSONAL_NUMBER, Place(NAME, 1, 1)),
        ("<a> <b> '9001019802' .", POSSIBLE_NUMBER, Place(NAME, 1, 10, 20)),
        ("<a> <b> 'eva.ek@kommun.example.se' .", NAMED_ADDRESS, Place(NAME, 1, 10, 34)),
        ("<a> <b> 'Ring 08-465 004 01'@sv .", TELEPHONE, Place(NAME, 1, 15, 28)),
    ],
)
def test_what_a_file_holds_is_found_where_it_stands(text: str, component: str, place: Place) -> None:
    [found] = _found(text)
    assert (found.component, found.place) == (component, place)
    assert "9802" not in found.message_sv + found.message_en


def test_a_number_in_the_files_name_is_found_and_not_repeated() -> None:
    [found] = _found("<a> <b> 1 .", f"data/records/project/x-{NUMBER}.ttl")
    assert found.component == PERSONAL_NUMBER
    assert "9802" not in str(found.place)


def test_an_offices_address_and_ordinary_figures_are_let_be() -> None:
    assert _found("<a> <b> 'registrator@kommun.example.se', '2019-01-15/2021-11-30', 1200000, '212000-1611' .") == []


@given(
    st.lists(
        st.sampled_from(
            [NUMBER, "900101", "-", "9802", "９００１０１", "–", "08-465 004 01", "eva.ek", "@", "(at)", "%40", "example.se",
             "@sv", "@en", " ", '"', "\\u0040", "&#64;", "&commat;", "T123", "+46 70 174 06 35", ".", "x", "19", "\u00b2"]
        ),
        max_size=8,
    ).map("".join)
)  # fmt: skip
def test_no_text_that_holds_something_is_passed_by(text: str) -> None:
    found = [*personnummer.find(text), *addresses.find(text), *telephones.find(text)]
    assert worth_a_look(text) or not found
