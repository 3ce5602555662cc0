"""What a list is narrowed by: the fields that a shape marks, every value with the things that say it."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg.rdf.iris import Base
from kg.rdf.namespaces import EDTF
from kg.serve.http.params import Params
from kg.serve.lists import choice, facets
from kg.serve.lists.choice import Choice, Span
from kg.serve.lists.facets import Facet, Facets, Value, Years, bits, places
from kg.serve.lists.listing import Item, ListColumn, Listing, Listings, known_entry
from kg.serve.lists.sieve import Sieve, Sieves
from kg.serve.shelf import Edition
from tests.serve import world

BASE = Base(world.BASE)
HTML = {"Accept": "text/html"}


@pytest.fixture
def sieve(edition: Edition) -> Sieve:
    """The list of projects in the test world, with its facets."""
    kind = edition.model.kind("project")
    assert kind is not None
    return Sieves(Listings(BASE)).of(edition, kind, BASE)


def _slugs(listing: Listing) -> list[str]:
    return [each.slug for each in listing.items]


def test_the_facets_are_the_fields_that_the_shape_marks_in_their_order(sieve: Sieve) -> None:
    assert [(each.word, each.name["sv"]) for each in sieve.facets.values] == [
        ("category", "insatskategori"),
        ("spatial", "plats"),
        ("actor", "medverkande"),
    ]
    assert [(each.word, each.first, each.last) for each in sieve.facets.years] == [("period", 2018, 2021)]


def test_a_value_is_named_by_its_last_word_and_answers_to_its_path_and_iri(sieve: Sieve) -> None:
    category = sieve.facets.values[0]
    assert [each.code for each in category.values] == ["sprakframjande", "uppsokande"]
    for text in ("uppsokande", "concept/insatskategori/uppsokande", f"{world.BASE}concept/insatskategori/uppsokande"):
        assert [each.code for each in category.named(text)] == ["uppsokande"]
    assert category.named("nix") == ()


def test_values_of_the_same_last_word_are_named_by_their_paths(edition: Edition) -> None:
    kind = edition.model.kind("place")
    assert kind is not None
    two = [known_entry(NamedNode(world.BASE + path), {"sv": path}, BASE) for path in ("place/sala", "actor/sala")]
    item = Item(f"{world.BASE}place/x", "place/x.html", "x", {"sv": "X"}, (tuple(two),))
    property_ = world.SKOS + "notation"
    shape = edition.model.kind_class(kind)
    marked = replace(shape, fields=tuple(replace(each, facet=1) for each in shape.fields if each.path == property_))
    model = replace(edition.model, classes={**edition.model.classes, shape.iri: marked})
    made = facets.of(replace(edition, model=model), kind, Listing((ListColumn(property_, {}),), (item,)), BASE)
    assert sorted(each.code for each in made.values[0].values) == ["actor/sala", "place/sala"]
    assert len(made.values[0].named("sala")) == 2


def test_values_of_one_facet_are_either_and_facets_are_both(sieve: Sieve) -> None:
    def found(**picked: tuple[str, ...]) -> list[str]:
        return _slugs(sieve.sifted(Choice(picked=picked)))

    assert found(category=("uppsokande",)) == ["broar", "stigen"]
    assert found(category=("sprakframjande",)) == ["broar"]
    assert found(category=("sprakframjande", "uppsokande")) == ["broar", "stigen"]
    assert found(category=("uppsokande",), spatial=("lillby",)) == ["broar"]
    assert found(category=("nix",)) == []
    assert _slugs(sieve.sifted(Choice(words="stigen", picked={"category": ("uppsokande",)}))) == ["stigen"]


@pytest.mark.parametrize(
    ("span", "slugs"),
    [
        (Span(2021, None), ["broar"]),
        (Span(None, 2018), ["stigen"]),
        (Span(2019, 2019), ["broar", "stigen"]),
        (Span(2022, None), []),
    ],
)
def test_years_find_what_may_have_been_under_way_then(sieve: Sieve, span: Span, slugs: list[str]) -> None:
    assert _slugs(sieve.sifted(Choice(spans={"period": span}))) == slugs


def test_an_open_end_lasts_and_what_says_no_year_is_no_span() -> None:
    years = Years("period", {}, ((0, 2019, None), (1, None, 2015)), 2015, 2019)
    assert years.within(2040, None, 2) == 0b01
    assert years.within(None, 1999, 2) == 0b10
    assert facets._span(known_entry(Literal("sedan länge", datatype=EDTF.EDTF), {}, BASE)) is None


def test_a_count_is_what_choosing_the_value_would_show(sieve: Sieve) -> None:
    def counts(asked: Choice) -> dict[str, int]:
        return {each.value.code: each.count for _, values in sieve.counted(asked) for each in values}

    assert counts(Choice()) == {
        "sprakframjande": 1,
        "uppsokande": 2,
        "lillby": 1,
        "lillby-kommun": 1,
        "storby-forening": 1,
    }
    # The facet that is chosen from stays open; the others count what is left.
    assert counts(Choice(picked={"spatial": ("lillby",)}))["uppsokande"] == 1
    assert counts(Choice(picked={"category": ("sprakframjande",)}))["uppsokande"] == 2
    assert counts(Choice(words="stigen")) == {"uppsokande": 1}


@given(
    st.lists(st.frozensets(st.integers(0, 19)), min_size=1, max_size=5),
    st.lists(st.frozensets(st.integers(0, 19)), min_size=1, max_size=5),
    st.frozensets(st.integers(0, 4)),
    st.frozensets(st.integers(0, 4)),
)
def test_choosing_and_counting_are_what_sets_say(
    first: list[frozenset[int]], second: list[frozenset[int]], one: frozenset[int], other: frozenset[int]
) -> None:
    items = tuple(Item(f"{world.BASE}toy/{n}", "", str(n), {"sv": str(n)}, ()) for n in range(20))
    made = Facets(20, {item.iri: n for n, item in enumerate(items)}, (_facet("a", first), _facet("b", second)))
    sieve = Sieve(Listing((), items), made)
    picked = {word: tuple(map(str, sorted(codes))) for word, codes in (("a", one), ("b", other)) if codes}
    fits = [_union(sets, codes) for sets, codes in ((first, one), (second, other))]
    whole = frozenset(range(20))
    expected = (fits[0] if one else whole) & (fits[1] if other else whole)
    assert [int(each.slug) for each in sieve.sifted(Choice(picked=picked)).items] == sorted(expected)
    counted = {each.value.code: each.count for each in sieve.counted(Choice(picked=picked))[0][1]}
    for place, members in enumerate(first):
        assert counted.get(str(place), 0) == len(members & (fits[1] if other else whole))


def _facet(word: str, sets: list[frozenset[int]]) -> Facet:
    values = (Value(str(place), frozenset(), {}, bits(members, 20)) for place, members in enumerate(sets))
    return Facet(word, {}, tuple(values))


def _union(sets: list[frozenset[int]], codes: frozenset[int]) -> frozenset[int]:
    chosen = [members for place, members in enumerate(sets) if place in codes]
    return frozenset().union(*chosen)


@given(st.frozensets(st.integers(0, 99)))
def test_bits_and_places_undo_each_other(members: frozenset[int]) -> None:
    assert places(bits(members, 100), range(100), 100) == sorted(members)


def test_an_address_is_written_in_one_way(sieve: Sieve) -> None:
    def read(*pairs: tuple[str, str]) -> Choice:
        return choice.read(Params(list(pairs)), sieve.facets, tuple(sieve.orders))

    iri = f"{world.BASE}concept/insatskategori/uppsokande"
    asked = read(("period-to", " 2021 "), ("category", iri), ("category", "sprakframjande"), ("category", "uppsokande"))
    assert asked.query == "category=sprakframjande&category=uppsokande&period-to=2021"
    assert asked.deep
    assert not read(("category", "uppsokande")).deep
    again = choice.read(Params([("q", "a&b"), ("sort", "-period")]), sieve.facets, tuple(sieve.orders))
    assert again.query == "q=a%26b&sort=-period"


def test_an_order_puts_what_says_nothing_last(sieve: Sieve) -> None:
    assert _slugs(sieve.sifted(Choice(order="period"))) == ["stigen", "broar"]
    assert _slugs(sieve.sifted(Choice(order="-period"))) == ["broar", "stigen"]
    # Only one of them has a budget: that is no order.
    assert sorted(sieve.orders) == ["-period", "period"]


def test_the_page_offers_facets_with_their_counts_and_keeps_what_is_chosen(client: FlaskClient) -> None:
    page = client.get("/project/?category=uppsokande&q=lillby&sort=-period", headers=HTML).text
    assert re.search(r"<legend>Insatskategori</legend>", page)
    assert 'name="category" value="uppsokande" checked>' in page
    assert 'name="category" value="sprakframjande"><span>Språkfrämjande</span> <span class="count">1</span>' in page
    assert 'name="q" value="lillby"' in page
    assert 'type="hidden" name="sort" value="-period"' in page
    assert 'href="../project/?q=lillby&amp;sort=-period"' in page
    assert 'href="../project.csv?q=lillby&amp;category=uppsokande&amp;sort=-period"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "noindex" not in client.get("/project/?category=uppsokande", headers=HTML).text


def test_downloads_hold_just_the_list_that_is_chosen(client: FlaskClient) -> None:
    query = "?category=uppsokande&sort=-period"
    slugs = [each["iri"].rpartition("/")[2] for each in client.get(f"/project.json{query}").get_json()["items"]]
    assert slugs == ["broar", "stigen"]
    assert len(client.get("/project.csv?category=sprakframjande").text.splitlines()) == 2
    assert client.get("/project.json?category=nix").get_json()["count"] == 0
    assert "stigen" not in client.get("/project.ttl?period-from=2021").text


def test_empty_boxes_of_a_form_leave_no_trace_in_the_address(client: FlaskClient) -> None:
    answer = client.get("/project/?q=&category=uppsokande&category=&period-from=&period-to=2020&lang=en", headers=HTML)
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/project/?category=uppsokande&period-to=2020&lang=en",
    )
    assert client.get("/project.csv?q=").headers["Location"] == "/project.csv"
    assert client.get("/project/?foo=1&q=", headers=HTML).headers["Location"] == "/project/?foo=1"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("foo=1", "Listan går inte att välja ur efter ”foo”."),
        ("period-from=ifjol", "”ifjol” är inget årtal."),
        ("period-from=2021&period-to=2019", "Från (2021) ligger efter till (2019)."),
        ("sort=namn", "Listan kan inte ordnas efter ”namn”."),
    ],
)
def test_what_can_not_be_followed_is_told_on_the_page_and_refused_to_programs(
    client: FlaskClient, query: str, said: str
) -> None:
    page = client.get(f"/project/?{query}", headers=HTML)
    assert page.status_code == 200
    assert said in page.text
    refused = client.get(f"/project.csv?{query}", headers={"Accept": "application/problem+json"})
    assert refused.status_code == 400
    assert said in refused.get_json()["detail"]


def test_a_value_that_nothing_has_gives_an_empty_list_with_ways_out(client: FlaskClient) -> None:
    page = client.get("/project/?category=%3Cb%3E&spatial=lillby", headers=HTML).text
    assert "Inget i listan passar in på allt som är valt." in page
    assert "”&lt;b&gt;”" in page
    assert 'href="../project/?spatial=lillby"' in page
    assert 'class="clear" href="../project/"' in page


def test_a_kind_without_facets_has_its_list_as_before(client: FlaskClient) -> None:
    page = client.get("/place/", headers=HTML).text
    assert "<fieldset>" not in page
    assert 'class="narrowed"' not in page
