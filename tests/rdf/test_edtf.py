"""Vague dates: the days between which they start and end, by table and by property."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.rdf.edtf import bounds, certainly_before
from tests.strategies import edtf_parts, edtf_texts

TABLE = [
    # text, earliest and latest start, earliest and latest end
    ("2019-01-15", "2019-01-15", "2019-01-15", "2019-01-15", "2019-01-15"),
    ("2019-01-15/2021-11-30", "2019-01-15", "2019-01-15", "2021-11-30", "2021-11-30"),
    ("2019", "2019-01-01", "2019-12-31", "2019-01-01", "2019-12-31"),
    ("2020-02", "2020-02-01", "2020-02-29", "2020-02-01", "2020-02-29"),
    ("1900-02", "1900-02-01", "1900-02-28", "1900-02-01", "1900-02-28"),
    ("2018-21", "2018-03-01", "2018-05-31", "2018-03-01", "2018-05-31"),
    ("2018-22", "2018-06-01", "2018-08-31", "2018-06-01", "2018-08-31"),
    ("2018-23", "2018-09-01", "2018-11-30", "2018-09-01", "2018-11-30"),
    ("2018-24", "2018-12-01", "2019-02-28", "2018-12-01", "2019-02-28"),
    ("2019-24", "2019-12-01", "2020-02-29", "2019-12-01", "2020-02-29"),
    ("2018-23/2020-23", "2018-09-01", "2018-11-30", "2020-09-01", "2020-11-30"),
    ("2021-10-31/..", "2021-10-31", "2021-10-31", None, None),
    ("2021-10-31/", "2021-10-31", "2021-10-31", None, None),
    ("../2021", None, None, "2021-01-01", "2021-12-31"),
    ("/2021", None, None, "2021-01-01", "2021-12-31"),
    ("201X", "2010-01-01", "2019-12-31", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31", "2000-01-01", "2099-12-31"),
    ("2019-XX", "2019-01-01", "2019-12-31", "2019-01-01", "2019-12-31"),
    ("2019-02-XX", "2019-02-01", "2019-02-28", "2019-02-01", "2019-02-28"),
    ("2019-XX-12", "2019-01-12", "2019-12-12", "2019-01-12", "2019-12-12"),
    ("2019?", "2019-01-01", "2019-12-31", "2019-01-01", "2019-12-31"),
    ("2019-05~/2020-06-07%", "2019-05-01", "2019-05-31", "2020-06-07", "2020-06-07"),
    (" 2019-05 ", "2019-05-01", "2019-05-31", "2019-05-01", "2019-05-31"),
]


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_a_text_has_these_bounds(row: tuple[str, str | None, str | None, str | None, str | None]) -> None:
    text, *days = row
    known = bounds(text)
    found = (known.earliest_start, known.latest_start, known.earliest_end, known.latest_end)
    assert [day.isoformat() if day else None for day in found] == days


@pytest.mark.parametrize(
    "text",
    [
        "", "/", "../..", "..", "hösten 2018", "2019-13", "2019-00", "2019-02-30", "2021-02-29", "2019-25", "2018-23-01",
        "19-05-01", "2019-5-1", "2019/2020/2021", "2019-05-01T12:00", "XXXX", "2019 - 2020", "2019-05-01/x", "-2019",
    ],
)  # fmt: skip
def test_what_is_no_vague_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        bounds(text)


@given(edtf_texts())
def test_the_earliest_day_is_never_after_the_latest(text: str) -> None:
    known = bounds(text)
    for earliest, latest in (
        (known.earliest_start, known.latest_start),
        (known.earliest_end, known.latest_end),
    ):
        assert (earliest is None) == (latest is None)
        assert earliest is None or latest is None or earliest <= latest


@given(edtf_parts())
def test_a_single_date_starts_and_ends_within_itself(text: str) -> None:
    known = bounds(text)
    assert (known.earliest_start, known.latest_start) == (known.earliest_end, known.latest_end)


@given(edtf_parts(), edtf_parts())
def test_an_interval_starts_within_its_first_part_and_ends_within_its_second(first: str, second: str) -> None:
    known, start, end = bounds(f"{first}/{second}"), bounds(first), bounds(second)
    assert (known.earliest_start, known.latest_start) == (start.earliest_start, start.latest_start)
    assert (known.earliest_end, known.latest_end) == (end.earliest_end, end.latest_end)


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)), st.sampled_from((4, 7, 10)))
def test_a_day_lies_within_its_month_and_year(day: date, letters: int) -> None:
    known = bounds(day.isoformat()[:letters])
    assert known.earliest_start is not None
    assert known.latest_end is not None
    assert known.earliest_start <= day <= known.latest_end
    assert (known.exact_start == day) == (letters == 10)


@given(st.integers(1000, 9997))
def test_the_seasons_follow_each_other_day_by_day_and_winter_ends_in_the_next_year(year: int) -> None:
    seasons = [bounds(f"{year}-{season}") for season in (21, 22, 23, 24)] + [bounds(f"{year + 1}-21")]
    for one, following in zip(seasons, seasons[1:], strict=False):
        assert one.latest_end is not None
        assert one.latest_end + timedelta(days=1) == following.earliest_start
    assert seasons[3].latest_end is not None
    assert seasons[3].latest_end.year == year + 1


@given(edtf_texts(), edtf_texts())
def test_certainly_before_holds_in_one_direction_only(one: str, other: str) -> None:
    first, second = bounds(one), bounds(other)
    assume(not certainly_before(first, first))
    assume(not certainly_before(second, second))
    assert not (certainly_before(first, second) and certainly_before(second, first))


@pytest.mark.parametrize(
    ("one", "other", "certain"),
    [
        ("2018", "2019", True),
        ("2018-24", "2019", False),
        ("2018-24", "2019-03", True),
        ("2018/..", "2030", False),
        ("2018", "../2030", False),
        ("2019", "2019-06", False),
    ],
)
def test_only_what_is_certain_on_every_reading_is_before(one: str, other: str, certain: bool) -> None:
    assert certainly_before(bounds(one), bounds(other)) is certain
