"""Finding what somebody means: the likeliest first, by names, codes and numbers, in an order that stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link.compare import Described
from kg.link.index import LEAST, Index

THINGS = (
    Described("actor/af", "actor", ("Arbetsförmedlingen",), ("AF",), organisationsnummer="202100-2114"),
    Described("actor/af-malmo", "actor", ("Arbetsförmedlingen i Malmö",), ("Arbetsförmedlingen Malmö",)),
    Described("actor/habo", "actor", ("Habo kommun",)),
    Described("actor/habo-0305", "actor", ("Håbo kommun",)),
    Described("actor/sala", "actor", ("Sala kommun",)),
    Described("place/sala", "place", ("Sala",), ("Sala kommun",), ("1981", "SE_1981")),
)
INDEX = Index(THINGS)


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("AF", "actor", "actor/af"),
        ("af malmö", "actor", "actor/af-malmo"),
        ("Habo kommun", "actor", "actor/habo"),
        ("HÅBO KOMMUN", "actor", "actor/habo-0305"),
        ("Projektägare: Sala stad", "actor", "actor/sala"),
        ("Sala kommun 95 %", "actor", "actor/sala"),
        ("1981", "place", "place/sala"),
        ("se_1981", "place", "place/sala"),
        ("16202100-2114", "actor", "actor/af"),
        ("Arbetsformedlingen", "actor", "actor/af"),
    ],
)
def test_what_people_write_finds_what_they_mean(text: str, kind: str, key: str) -> None:
    assert INDEX.near(text, kinds=[kind])[0].key == key


def test_only_the_kinds_asked_for_are_found_and_none_means_all() -> None:
    assert {match.key for match in INDEX.near("Sala kommun", kinds=["place"])} == {"place/sala"}
    assert {"actor/sala", "place/sala"} <= {match.key for match in INDEX.near("Sala kommun")}


def test_a_name_without_dots_and_rings_is_worth_less_than_one_with_them() -> None:
    first, second = INDEX.near("Habo kommun", kinds=["actor"])[:2]
    assert (first.key, second.key) == ("actor/habo", "actor/habo-0305")
    assert first.score.value > second.score.value


def test_a_described_thing_finds_others_like_it_and_never_itself() -> None:
    twin = Described("actor/ny", "actor", ("Sala stad",))
    assert [match.key for match in Index((*THINGS, twin)).like(twin)] == ["actor/sala"]


@given(st.text(max_size=40), st.permutations(THINGS))
def test_whatever_is_asked_the_answer_is_in_order_and_the_same_whatever_order_they_came_in(
    text: str, things: list[Described]
) -> None:
    found = [(match.key, match.score.value) for match in Index(things).near(text, limit=10)]
    assert found == sorted(found, key=lambda each: (-each[1], each[0]))
    assert found == [(match.key, match.score.value) for match in INDEX.near(text, limit=10)]
    assert all(value >= LEAST for _, value in found)
