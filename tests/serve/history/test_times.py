"""Times of HTTP and of the log: read strictly, and the same there and back."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadRequest
from kg.serve.history import times

SECONDS = st.datetimes(datetime(1000, 1, 1), datetime(9999, 1, 1)).map(lambda at: at.replace(microsecond=0))


@given(SECONDS)
def test_a_time_of_the_log_is_the_same_there_and_back(at: datetime) -> None:
    said = at.isoformat() + "Z"
    assert times.of_http(times.http_date(said)) == said


@pytest.mark.parametrize(
    "text",
    [
        "", "now", "2026-03-04", "Wed, 04 Mar 2026 12:00:00", "Wed, 4 Mar 2026 12:00:00 GMT",
        "Thu, 04 Mar 2026 12:00:00 GMT", "Wed, 31 Feb 2026 12:00:00 GMT", "Wed, 04 Mar 2026 25:00:00 GMT",
        "ons, 04 mars 2026 12:00:00 GMT", "Wed, 04 Mar 2026 12:00:00 +0100", "Wed, ٠٤ Mar 2026 12:00:00 GMT",
    ],
)  # fmt: skip
def test_what_is_no_time_as_http_writes_it_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadRequest, match="Wed, 04 Mar 2026 12:00:00 GMT"):
        times.asked_for(text)


def test_a_day_begins_at_midnight_and_is_taken_in_whole() -> None:
    assert (times.since("2026-03-04"), times.until("2026-03-04")) == ("2026-03-04T00:00:00Z", "2026-03-05T00:00:00Z")


def test_a_moment_is_taken_in_and_its_zone_counts() -> None:
    assert times.since("2026-03-04T12:00:00+01:00") == "2026-03-04T11:00:00Z"
    assert times.until("2026-03-04T12:00:00Z") == "2026-03-04T12:00:01Z"
    assert times.since("2026-03-04T12:00Z") == "2026-03-04T12:00:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "igår",
        "2026",
        "2026-3-4",
        "2026-02-31",
        "2026-03-04T12:00:00",
        "20260304",
        "2026-03-04 12:00",
        "9999-12-31T",
        "٢٠٢٦-٠٣-٠٤",
    ],
)
def test_what_is_no_day_and_no_time_is_refused_by_name(text: str) -> None:
    for read, name in ((times.since, "since"), (times.until, "until")):
        with pytest.raises(BadRequest, match=name):
            read(text)


def test_the_last_day_of_all_days_can_not_be_gone_past() -> None:
    with pytest.raises(BadRequest, match="until"):
        times.until("9999-12-31")


def test_the_log_writes_the_time_that_http_reads() -> None:
    now = datetime(2026, 3, 4, 12, tzinfo=UTC)
    assert times.http_date(now.strftime("%Y-%m-%dT%H:%M:%SZ")) == "Wed, 04 Mar 2026 12:00:00 GMT"
