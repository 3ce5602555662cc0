"""Each address at its own pace: so many an hour, told honestly, in memory that doesn't grow."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import TooManyTries
from kg.serve.http.pace import Pace, household


@dataclass
class Seconds:
    """A clock that stands still until it is moved."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def test_so_many_at_once_and_then_as_many_as_time_gives_back() -> None:
    clock = Seconds()
    pace = Pace(60, clock=clock)
    for _ in range(60):
        pace.count("192.0.2.1")
    with pytest.raises(TooManyTries) as raised:
        pace.count("192.0.2.1")
    assert (raised.value.status, raised.value.seconds) == (429, 60)
    assert "Vänta 1 minut " in raised.value.message_sv
    pace.count("192.0.2.2")
    clock.now += raised.value.seconds
    pace.count("192.0.2.1")
    with pytest.raises(TooManyTries):
        pace.count("192.0.2.1")


@given(st.integers(1, 500), st.lists(st.floats(0, 4000), max_size=60))
def test_whoever_waits_as_long_as_is_told_comes_in(an_hour: int, waits: list[float]) -> None:
    clock = Seconds()
    pace = Pace(an_hour, clock=clock)
    for wait in waits:
        clock.now += wait
        try:
            pace.count("192.0.2.1")
        except TooManyTries as told:
            clock.now += told.seconds
            pace.count("192.0.2.1")


def test_addresses_are_forgotten_before_there_are_too_many() -> None:
    pace = Pace(10, most=100)
    for number in range(1000):
        pace.count(f"198.51.{number // 250}.{number % 250}")
    assert len(pace) == 100


def test_a_network_is_one_visitor_and_nonsense_is_one_too() -> None:
    assert household("2001:db8:1:2:3::4") == household("2001:db8:1:2:ffff::1")
    assert household("2001:db8:1:2::1") != household("2001:db8:1:3::1")
    assert household("fe80::1%eth0") == "fe80::/64"
    assert len(household("x" * 10_000)) == 64


def test_no_limit_counts_nothing() -> None:
    pace = Pace(0)
    for _ in range(1000):
        pace.count("192.0.2.1")
    assert len(pace) == 0
