"""The names of the real records: the very name decides, what is like one is a question."""

from collections.abc import Iterator

from kg.parse.names import naming
from kg.rdf.namespaces import DCTERMS, SKOS
from tests.parse.conftest import Asking


def test_names_and_codes_stand_in_the_properties_that_the_form_says(asking: Asking) -> None:
    assert {SKOS.prefLabel, DCTERMS.title, SKOS.altLabel, SKOS.notation} <= set(naming(asking.model))


def test_a_thing_is_known_by_its_codes_and_its_abbreviation(asking: Asking) -> None:
    meant = {
        ("AF", "actor"): "actor/arbetsformedlingen",
        ("FK", "actor"): "actor/forsakringskassan",
        ("af malmö", "actor"): "actor/arbetsformedlingen-i-malmo",
        ("SE_1981", "place"): "place/sala",
        ("1981", "place"): "place/sala",
        ("16 202100-2114", "actor"): "actor/arbetsformedlingen",
        ("Lst Skåne", "actor"): "actor/lansstyrelsen-i-skane-lan",
    }
    found = {asked: [match.key for match in asking.names.same(asked[0], [asked[1]])] for asked in meant}
    assert found == {asked: [key] for asked, key in meant.items()}


def test_no_two_real_things_of_a_kind_have_names_that_compare_the_same(asking: Asking) -> None:
    shared = {}
    for kind in ("actor", "place", "method", "document", "project", "partnership"):
        for each in asking.names.of([kind]):
            found = asking.names.same(each.label, [kind])
            if [match.key for match in found] != [each.key]:
                shared[each.label] = found
    assert shared == {}


def test_the_nearest_of_the_real_things_come_first(asking: Asking) -> None:
    nearest = {
        ("Skinskatteberg", "place"): "Skinnskatteberg",
        ("Skinskattebergs kommun", "actor"): "Skinnskattebergs kommun",
        ("Sala", "actor"): "Sala kommun",
        ("Arbetsförmedligen", "actor"): "Arbetsförmedlingen",
    }
    assert {asked: asking.names.guessed(asked[0], [asked[1]])[0].label for asked in nearest} == nearest


def test_a_name_with_a_letter_gone_changed_or_moved_brings_its_thing_up(asking: Asking) -> None:
    places = asking.names.of(["place"])
    names = {place.label.casefold() for place in places}
    lost = {
        said: place.label
        for place in places
        if len(place.label) > 6
        for said in _slips(place.label)
        if said.casefold() not in names
        and place.key not in [match.key for match in asking.names.guessed(said, ["place"])]
    }
    assert lost == {}


def _slips(name: str) -> Iterator[str]:
    """The names that a slip of the hand makes of one: its first letter and its last stand."""
    for at in range(1, len(name) - 2):
        one, other = name[at], name[at + 1]
        yield from (name[:at] + slip + name[at + 2 :] for slip in (other, "x" + other, other + one))
