"""What differs between two snapshots: every row is counted once, and told as people read it."""

from hypothesis import given
from hypothesis import strategies as st

from kg.link.refresh_difference import SHOWN, difference

CELL = st.sampled_from(["", "a", "b"])
ROWS = st.dictionaries(st.sampled_from("pqrstu"), st.tuples(CELL, CELL))


@given(ROWS, ROWS)
def test_every_row_is_new_changed_gone_or_as_before(
    before: dict[str, tuple[str, str]], now: dict[str, tuple[str, str]]
) -> None:
    found = difference(("x", "y"), before, now)
    assert {*found.added, *found.changed, *found.gone} == {
        key for key in {*before, *now} if before.get(key) != now.get(key)
    }
    assert not set(found.added) & set(before)
    assert not set(found.gone) & set(now)
    assert found.any is (before != now)


@given(ROWS)
def test_a_snapshot_does_not_differ_from_itself(rows: dict[str, tuple[str, str]]) -> None:
    assert difference(("x", "y"), rows, dict(rows)).text("en") == f"0 new, 0 changed, 0 gone, {len(rows)} as before"


def test_each_sort_is_told_in_its_way_and_in_both_languages() -> None:
    found = difference(
        ("name", "code"), {"a": ("Sala", "1"), "b": ("Berg", "")}, {"a": ("Sala", "2"), "c": ("Ceda", "3")}
    )
    assert found.text("sv").splitlines() == [
        "1 nya, 1 ändrade, 1 borta, 0 som förut",
        "  + c: Ceda, 3",
        "  ~ a: code 1 → 2",
        "  - b: Berg",
    ]
    assert found.text("en").splitlines()[0] == "1 new, 1 changed, 1 gone, 0 as before"


def test_many_rows_are_counted_beyond_those_shown() -> None:
    found = difference(("n",), {}, {f"{n:03}": (str(n),) for n in range(SHOWN + 7)})
    assert found.text("sv").splitlines()[-1] == "  + … och 7 till"
    assert len(found.text("en").splitlines()) == SHOWN + 2
