"""Queries that end an engine, or reach out of it: each gets its error, the web process lives, the next is right.

They are asked twice: as anybody can ask, through the guard, and past the guard, straight at a worker.
"""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import KgError, QueryRefused, QueryTimeout, QueryTooComplex, QueryTooDemanding
from kg.query.pool import Pool
from kg.query.wire import Request
from tests.query.conftest import SHORT, OpenPool
from tests.query.workers import CARTESIAN, MEMORY_BOMB, ask, values

COUNT = "SELECT (COUNT(*) AS ?n) { ?s <number> ?n }"

# Nothing here may be parsed: the guard says so; past the guard it takes the worker's stack.
STACK = {
    "3,000 braces": "SELECT * " + "{" * 3000 + "}" * 3000,
    "14 KB of additions": "SELECT (" + "1+" * 7000 + "1 AS ?x) {}",
    "1,500 calls": "SELECT (" + "CONCAT(" * 1500 + "'a'" + ")" * 1500 + " AS ?x) {}",
    "12,000 negations": "SELECT (" + "!" * 12000 + "true AS ?x) {}",
    "6,000 parentheses": "SELECT (" + "(" * 6000 + "1" + ")" * 6000 + " AS ?x) {}",
    "1,500 EXISTS": "ASK {" + "FILTER EXISTS { ?s ?p ?o " * 1500 + "}" * 1500 + "}",
    "2,000 sub-selects": "SELECT * {" + "{ SELECT * {" * 2000 + "}}" * 2000 + "}",
    "6,000 BIND beside each other": "ASK {" + "".join(f"BIND({n} AS ?x{n})" for n in range(6000)) + "}",
    "12,000 UNION beside each other": "ASK {" + "{} UNION " * 12000 + "{} }",
}
# These look like anybody's query; what they cost shows when they run, within so many seconds.
COST: dict[str, tuple[str, type[KgError], float]] = {
    "a memory bomb": (MEMORY_BOMB, QueryTooDemanding, 20.0),
    "a cartesian count": (CARTESIAN, QueryTimeout, 1.0),
    "nested paths": ("SELECT * { <thing/1> " + "(" * 12 + "<next>" + ")*" * 12 + " ?o }", QueryTimeout, 1.0),
    "800 patterns": ("ASK {" + " ".join(f"?a{n} ?b{n} ?a{n + 1} ." for n in range(800)) + "}", QueryTimeout, 1.0),
}


@pytest.fixture(scope="module")
def heard() -> Iterator[tuple[int, list[bytes]]]:
    """A listener on the loopback interface, its port, and who called it."""
    calls: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            with caller:
                calls.append(caller.recv(100))

    thread = threading.Thread(target=listen)
    thread.start()
    yield listener.getsockname()[1], calls
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


@pytest.fixture
def brave(open_pool: OpenPool, numbered: Path) -> Pool:
    return open_pool(numbered, workers=2, limits=replace(SHORT, deadline_seconds=2.0))


def _survives(pool: Pool, attack: Callable[[], object], *expected: type[KgError]) -> None:
    with pytest.raises(expected) as told:
        attack()
    assert told.value.status in (400, 422, 504)
    assert told.value.message_sv != told.value.message
    assert values(pool, COUNT) == [("300",)]


@pytest.mark.parametrize("name", STACK)
def test_what_takes_too_much_stack_is_refused_unparsed(brave: Pool, name: str) -> None:
    _survives(brave, lambda: ask(brave, STACK[name]), QueryTooComplex)


@pytest.mark.parametrize("name", STACK)
def test_past_the_guard_it_ends_its_worker_alone(brave: Pool, name: str) -> None:
    _survives(brave, lambda: brave.exchange(Request(STACK[name], "json")), QueryTooDemanding, QueryTimeout)


@pytest.mark.parametrize("name", COST)
def test_what_costs_too_much_is_stopped(open_pool: OpenPool, numbered: Path, name: str) -> None:
    text, expected, seconds = COST[name]
    me = os.getpid()
    pool = open_pool(numbered, workers=2, limits=replace(SHORT, deadline_seconds=seconds))
    _survives(pool, lambda: ask(pool, text), expected)
    assert os.getpid() == me


CALLS = [
    "SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE <http://localhost:{port}/> {{ ?s ?p ?o }} }}",
    "ASK {{ ?s ?p ?o SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
    "BASE <http://127.0.0.1:{port}/> SELECT * {{ SERVICE <sparql> {{ ?s ?p ?o }} }}",
    "PREFIX ex: <http://127.0.0.1:{port}/> SELECT * {{ SERVICEex:a {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("text", CALLS)
def test_service_calls_nobody(brave: Pool, heard: tuple[int, list[bytes]], text: str) -> None:
    port, calls = heard
    called = text.format(port=port)
    _survives(brave, lambda: ask(brave, called), QueryRefused)
    _survives(brave, lambda: brave.exchange(Request(called, "json")), QueryRefused)
    assert calls == []


SWALLOWED = [
    "SELECT * {{ SERVICE SILENT <http://127.0.0.1:{port}/> {{}} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }} }}",
]


@pytest.mark.parametrize("text", SWALLOWED)
def test_a_call_whose_failure_is_swallowed_is_no_call(brave: Pool, heard: tuple[int, list[bytes]], text: str) -> None:
    port, calls = heard
    called = text.format(port=port)
    _survives(brave, lambda: ask(brave, called), QueryRefused)
    brave.exchange(Request(called, "json"))
    assert calls == []


@pytest.mark.parametrize("text", ["LOAD <http://127.0.0.1:{port}/>", "INSERT DATA {{ <a> <b> <c> }}", "CLEAR ALL"])
def test_updates_change_nothing_and_call_nobody(brave: Pool, heard: tuple[int, list[bytes]], text: str) -> None:
    port, calls = heard
    said = text.format(port=port)
    _survives(brave, lambda: ask(brave, said), QueryRefused)
    _survives(brave, lambda: brave.exchange(Request(said, "json")), KgError)
    assert calls == []


@pytest.mark.parametrize("graph", ["http://127.0.0.1:{port}/g", "file:///etc/hostname"])
def test_from_fetches_nothing(brave: Pool, heard: tuple[int, list[bytes]], graph: str) -> None:
    port, calls = heard
    text = f"SELECT (COUNT(*) AS ?n) FROM <{graph.format(port=port)}> {{ ?s ?p ?o }}"
    assert values(brave, text) == [("0",)]
    assert calls == []
