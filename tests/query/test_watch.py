"""One descriptor tells which of several workers speak: never too late, and what it tells too early is harmless."""

import select
import socket
from collections.abc import Iterator

import pytest

from kg.query.watch import Watch
from kg.query.wire import Reply, encode_reply
from kg.query.workers import Worker

ANSWER = encode_reply(Reply({}, b"answer")) + b"answer"
Pair = tuple[Worker, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Worker(0, ours), theirs


def speaks(watch: Watch, within: float = 0.0) -> bool:
    """Whether a loop would call `look` now."""
    found, _, _ = select.select([watch.fileno()], [], [], within)
    return bool(found)


def test_who_waits_is_told_once_when_the_worker_speaks(pair: Pair) -> None:
    watch, told = Watch(), list[str]()
    watch.tell(pair[0], lambda: told.append("spoke"))
    watch.look()
    assert (told, speaks(watch)) == ([], False)
    pair[1].sendall(ANSWER)
    assert speaks(watch, 5)
    watch.look()
    watch.look()
    assert told == ["spoke"]
    reply = pair[0].take()
    assert reply is not None
    assert reply.body == b"answer"


def test_what_was_said_before_the_first_watch_is_told(pair: Pair) -> None:
    watch, told = Watch(), list[str]()
    pair[1].sendall(ANSWER)
    watch.tell(pair[0], lambda: told.append("spoke"))
    watch.look()
    assert told == ["spoke"]


def test_a_worker_that_ends_is_told(pair: Pair) -> None:
    watch, told = Watch(), list[str]()
    watch.tell(pair[0], lambda: told.append("ended"))
    pair[1].close()
    watch.look()
    assert told == ["ended"]
    with pytest.raises(EOFError):
        pair[0].take()


def test_what_a_thread_asked_for_wakes_the_loop_once_and_hides_nothing_after_it(pair: Pair) -> None:
    watch, told = Watch(), list[str]()
    watch.tell(pair[0], lambda: told.append("first"))
    pair[1].sendall(ANSWER)
    watch.look()
    assert pair[0].take() is not None
    pair[1].sendall(ANSWER)
    assert speaks(watch, 5)
    watch.look()
    assert not speaks(watch)
    assert pair[0].exchange(b"", 5).body == b"answer"
    watch.tell(pair[0], lambda: told.append("last"))
    watch.look()
    assert told == ["first"]
    pair[1].sendall(ANSWER)
    watch.look()
    assert told == ["first", "last"]


def test_a_worker_in_the_place_of_one_that_is_gone_is_watched_too() -> None:
    watch, told = Watch(), list[int]()
    places = set()
    for number in range(3):
        ours, theirs = socket.socketpair()
        worker = Worker(number, ours)
        places.add(worker.fileno())
        watch.tell(worker, lambda number=number: told.append(number))  # type: ignore[misc]
        theirs.sendall(ANSWER)
        watch.look()
        worker.close()
        theirs.close()
    assert told == [0, 1, 2]
    assert len(places) == 1
