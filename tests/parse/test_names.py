"""Names and codes: the same decides, the like is a hint."""

from kg.parse.names import Match, Name, Names
from tests.parse.conftest import Asking

FEW = (
    Name("actor/habo-kommun", "actor", "Habo kommun", preferred=True),
    Name("actor/habo-kommun", "actor", "Habo Municipality"),
    Name("actor/habo-kommun", "actor", "212000-1611", is_code=True),
    Name("actor/habo-folkhogskola", "actor", "Habo folkhögskola"),
    Name("place/habo", "place", "Habo", preferred=True),
    Name("place/habo", "place", "0643", is_code=True),
    Name("method/kartlaggning", "method", "Kartläggning"),
    Name("method/kartlaggning-2", "method", "kartläggning"),
)


def test_a_code_decides_with_or_without_its_marks() -> None:
    names = Names(FEW)
    assert [[match.key for match in names.find(text, ["actor", "place"])] for text in ("212000-1611", "2120001611", "0643")] == [
        ["actor/habo-kommun"], ["actor/habo-kommun"], ["place/habo"],
    ]  # fmt: skip


def test_only_the_kinds_asked_for_are_found() -> None:
    names = Names(FEW)
    assert names.find("Habo", ["place"]) == [Match("place/habo", "Habo", 1.0)]
    assert [match.key for match in names.find("Habo", ["actor"])] == ["actor/habo-folkhogskola", "actor/habo-kommun"]
    assert all(match.score < 1 for match in names.find("Habo", ["actor"]))


def test_a_shared_name_gives_everyone_that_has_it() -> None:
    assert [match.score for match in Names(FEW).find("Kartläggning", ["method"])] == [1.0, 1.0]


def test_what_is_like_nothing_finds_nothing() -> None:
    assert Names(FEW).find("Xyzzy", ["actor", "place", "method"]) == []
    assert Names(FEW).find("", ["actor"]) == []


def test_everything_of_a_kind_is_listed_by_name() -> None:
    assert [match.label for match in Names(FEW).every(["actor"])] == ["Habo folkhögskola", "Habo kommun"]


def test_no_two_real_things_of_a_kind_have_names_that_compare_the_same(asking: Asking) -> None:
    shared = {}
    for kind in ("actor", "place", "method", "document", "project", "partnership"):
        for match in asking.names.every([kind]):
            found = asking.names.find(match.label, [kind])
            if [each.key for each in found] != [match.key]:
                shared[match.label] = found
    assert shared == {}


def test_the_nearest_of_the_real_things_come_first(asking: Asking) -> None:
    nearest = {
        ("Skinskatteberg", "place"): "Skinnskatteberg",
        ("Skinskattebergs kommun", "actor"): "Skinnskattebergs kommun",
        ("Sala", "actor"): "Sala kommun",
        ("Arbetsförmedligen", "actor"): "Arbetsförmedlingen",
    }
    assert {asked: asking.names.find(asked[0], [asked[1]])[0].label for asked in nearest} == nearest
