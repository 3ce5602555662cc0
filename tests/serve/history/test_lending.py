"""Lending: never more are held than are allowed, who uses one keeps it, and who can't be served is told soon."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from kg.errors import EngineBusy
from kg.serve.history.lending import Lending


class Things:
    """Opens names as things, and counts what is open."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.most = 0
        self.opened = 0
        self._lock = threading.Lock()

    def opening(self, name: str) -> Callable[[], tuple[str, Callable[[], None]]]:
        """How a thing of that name is opened, and then closed."""

        def opened() -> tuple[str, Callable[[], None]]:
            with self._lock:
                self.open.append(name)
                self.opened += 1
                self.most = max(self.most, len(self.open))
            return name, lambda: self._close(name)

        return opened

    def _close(self, name: str) -> None:
        with self._lock:
            self.open.remove(name)


def test_what_is_asked_again_is_opened_once_and_the_oldest_makes_room() -> None:
    things, lending = Things(), Lending[str](2, crowd=4, wait_seconds=0.01)
    for name in ("a", "b", "a", "c", "a"):
        with lending.lent(name, things.opening(name)) as held:
            assert held == name
    assert lending.held() == ["c", "a"]
    assert (things.open, things.opened) == (["a", "c"], 3)
    lending.close()
    assert things.open == []


def test_what_is_in_use_is_not_taken_away() -> None:
    things, lending = Things(), Lending[str](1, crowd=4, wait_seconds=0.01)
    with lending.lent("a", things.opening("a")):
        with pytest.raises(EngineBusy), lending.lent("b", things.opening("b")):
            pass
        with lending.lent("a", things.opening("a")) as again:
            assert again == "a"
        assert things.open == ["a"]
    with lending.lent("b", things.opening("b")):
        assert things.open == ["b"]


def test_who_waits_gets_what_is_given_back() -> None:
    things, lending = Things(), Lending[str](1, crowd=4, wait_seconds=30)
    used = threading.Event()

    def borrow() -> str:
        used.set()
        with lending.lent("b", things.opening("b")) as held:
            return held

    with ThreadPoolExecutor(1) as threads:
        with lending.lent("a", things.opening("a")):
            asked = threads.submit(borrow)
            assert used.wait(10)
        assert asked.result(10) == "b"
    assert things.most == 1


def test_a_crowd_is_refused_at_once() -> None:
    things, lending = Things(), Lending[str](2, crowd=1, wait_seconds=60)
    with lending.lent("a", things.opening("a")), pytest.raises(EngineBusy), lending.lent("b", things.opening("b")):
        pass


def test_what_can_not_be_opened_leaves_its_place_to_others() -> None:
    things, lending = Things(), Lending[str](1, crowd=4, wait_seconds=0.01)

    def broken() -> tuple[str, Callable[[], None]]:
        raise OSError("no")

    for _ in range(3):
        with pytest.raises(OSError, match="no"), lending.lent("a", broken):
            pass
    assert lending.held() == []
    with lending.lent("b", things.opening("b")) as held:
        assert held == "b"


def test_many_threads_never_hold_more_than_is_allowed() -> None:
    things, lending = Things(), Lending[str](2, crowd=6, wait_seconds=30)

    def borrow(number: int) -> bool:
        name = str(number % 7)
        try:
            with lending.lent(name, things.opening(name)) as held:
                return held == name
        except EngineBusy:
            return True

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(borrow, range(400)))
    assert things.most <= 2
    lending.close()
    assert things.open == []
