"""Names and codes: the same decides, the like is a hint."""

import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

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


_SAME_EVERYWHERE = """
from kg.parse.names import Name, Names
names = Names(Name(f"actor/{n}", "actor", f"Norra {n % 7} samverkan {n}", preferred=True) for n in range(400))
print(names.find("Norra samvrkan", ["actor"]))
"""


def test_the_nearest_are_the_same_in_every_process_whatever_its_hash_seed() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", _SAME_EVERYWHERE],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(said) == 1
    assert "actor/" in said.pop()


@given(data=st.data())
def test_a_name_with_a_letter_gone_changed_or_moved_finds_its_thing_first(asking: Asking, data: st.DataObject) -> None:
    match = data.draw(st.sampled_from([each for each in asking.names.every(["place"]) if len(each.label) > 6]))
    at = data.draw(st.integers(1, len(match.label) - 3))
    one, other = match.label[at], match.label[at + 1]
    changed = data.draw(st.sampled_from([other, "", "x" + other, other + one + match.label[at + 2 : at + 2]]))
    found = asking.names.find(match.label[:at] + changed + match.label[at + 2 :], ["place"])
    assert match.key in [each.key for each in found]
