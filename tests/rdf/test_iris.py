"""IRIs: what is minted can be taken apart again, and what can't end an IRI is refused with a hint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadIri
from kg.rdf.iris import SLUG, Base, Owner, slug
from tests.strategies import BASE_IRI, kinds, slugs

BASE = Base(BASE_IRI)


@given(kinds(), slugs())
def test_a_thing_knows_its_owner(kind: str, name: str) -> None:
    assert BASE.owner_of(BASE.mint(kind, name).value) == Owner(kind, name)


@given(kinds(), slugs())
def test_a_record_and_a_node_have_the_owner_of_their_thing(kind: str, name: str) -> None:
    owner = Owner(kind, name)
    assert BASE.owner_of(BASE.record(kind, name).value) == owner
    assert BASE.owner_of(BASE.mint(kind, name).value + "#period-2019") == owner


@given(kinds(), slugs())
def test_a_path_and_its_iri_are_each_others_inverse(kind: str, name: str) -> None:
    iri = BASE.mint(kind, name).value
    assert BASE.iri_of(BASE.path_of(iri) or "") == iri


@given(st.text(max_size=40))
def test_a_slug_can_end_an_iri_or_is_empty(text: str) -> None:
    made = slug(text)
    assert made == "" or SLUG.fullmatch(made)
    assert slug(made) == made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Länsstyrelsen i Västmanlands län", "lansstyrelsen-i-vastmanlands-lan"),
        ("Håbo kommun", "habo-kommun"),
        ("Café Örnäs – Ängelholm", "cafe-ornas-angelholm"),
        ("A\u030angstro\u0308m", "angstrom"),
        ("  --  ", ""),
        ("Ærø & Łódź", "aero-lodz"),
        ("Straße 3½", "strasse-31-2"),
        ("Stockholm–Uppsala", "stockholm-uppsala"),
    ],
)
def test_a_slug_is_the_plain_letters_of_a_name(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(max_size=20).filter(lambda text: not SLUG.fullmatch(text)))
def test_what_is_no_slug_is_not_minted(text: str) -> None:
    for kind, name in (("project", text), (text, "bro")):
        with pytest.raises(BadIri):
            BASE.mint(kind, name)


def test_a_refused_name_comes_with_one_that_would_do() -> None:
    with pytest.raises(BadIri) as refused:
        BASE.mint("project", "Bygga Bro")
    assert refused.value.text("en") == (
        "'Bygga Bro' cannot be part of an IRI: use a-z, 0-9 and single hyphens, e.g. 'bygga-bro'."
    )


@pytest.mark.parametrize(
    "path",
    [
        "",
        "project",
        "project/",
        "project/Bro",
        "project/bro/mer",
        "concept/roll",
        "concept/roll/medlem",
        "ns#Project",
        "graph/derived",
        "record/project",
        "record/record/bro",
        "record/concept/roll",
        "catalog#samverkansgrafen",
        "shapes/project",
    ],
)
def test_what_belongs_to_no_record_has_no_owner(path: str) -> None:
    assert BASE.owner_of(BASE.iri + path) is None


@pytest.mark.parametrize("iri", ["https://example.org.evil/project/bro", "http://example.org/project/bro", "urn:x"])
def test_another_base_is_not_ours(iri: str) -> None:
    assert BASE.path_of(iri) is None
    assert BASE.owner_of(iri) is None


@given(st.text(max_size=20))
def test_the_iri_of_any_path_holds_no_letter_that_an_iri_cannot(path: str) -> None:
    assert not set(BASE.iri_of(path)) & set('<>"{}|\\^` \n\t\x00')


def test_names_of_graphs_terms_and_concepts() -> None:
    assert BASE.graph("derived").value == "https://example.org/graph/derived"
    assert BASE.ns("Project").value == "https://example.org/ns#Project"
    assert BASE.concept("roll", "medlem").value == "https://example.org/concept/roll/medlem"
