"""A client that hangs up is noticed while something slow is done for it, and only then."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from kg.serve.http.caller import Caller
from tests.serve.http.transport import Transport


def run(caller: Caller, work: object, *given: object) -> object:
    """What comes of the work."""
    assert callable(work)
    with ThreadPoolExecutor(1) as threads, ThreadPoolExecutor(1) as loops:
        return loops.submit(asyncio.run, caller.waits_for(threads, work, *given)).result()


def test_what_is_done_soon_is_handed_over() -> None:
    caller = Caller(Transport())
    assert run(caller, divmod, 7, 2) == (3, 1)
    assert not caller.asker.is_gone


def test_what_fails_fails_for_who_waits() -> None:
    with pytest.raises(ZeroDivisionError):
        run(Caller(Transport()), divmod, 7, 0)


def test_what_is_slow_learns_that_its_client_is_gone() -> None:
    client = Transport()
    caller, gone = Caller(client), threading.Event()
    client.hang_up()

    def work() -> str:
        with caller.asker.waiting(gone.set):
            assert gone.wait(20)
        return "given up"

    assert run(caller, work) == "given up"


def test_a_client_that_stays_gets_what_is_slow() -> None:
    caller, never = Caller(Transport()), threading.Event()
    assert run(caller, never.wait, 0.3) is False
    assert not caller.asker.is_gone
