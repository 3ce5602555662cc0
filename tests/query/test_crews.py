"""From the disk at once, from memory soon: the same answers, nobody refused on the way, and the disk whenever the copy is
gone or doesn't fit."""

import logging
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.errors import EngineUnavailable, QueryTimeout, QueryTooDemanding
from kg.query.guard import inspect
from kg.query.leash import Leash, ZygoteProcess
from kg.query.pool import Pool
from kg.query.question import MIB, Limits, Question
from tests.query.conftest import SHORT
from tests.query.workers import (
    BASE_IRI,
    CARTESIAN,
    CSV,
    JSON,
    MEMORY_BOMB,
    ask,
    ended_within,
    node,
    numbers,
    store_of,
    values,
)

OpenCopied = Callable[..., Pool]
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture
def open_copied(leash: Leash, numbered: Path) -> Iterator[OpenCopied]:
    """Open a pool that makes a copy; it is closed with the test."""
    with ExitStack() as opened:

        def make(store: Path = numbered, *, limits: Limits = SHORT, workers: int = 1, most: int = 256 * MIB) -> Pool:
            pool = Pool(store, BASE_IRI, leash=leash, union=True, limits=limits, workers=workers, copy_bytes=most)
            return opened.enter_context(pool)

        yield make


@pytest.fixture
def copied(open_copied: OpenCopied) -> Pool:
    """One worker, which answers from memory."""
    pool = open_copied()
    assert pool.moved()
    return pool


def _office(pool: Pool) -> int:
    """The process that holds the copy: the parent of its workers."""
    return int(Path(f"/proc/{pool.pids()[0]}/stat").read_text().rpartition(")")[2].split()[1])


def test_it_answers_at_once_and_from_memory_soon(open_copied: OpenCopied) -> None:
    pool = open_copied()
    assert values(pool, COUNT) == [("600",)]
    assert pool.moved()
    assert pool.in_memory
    assert values(pool, COUNT) == [("600",)]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT * { GRAPH ?g { ?s <kind> ?o } }",
        "SELECT * FROM <graph/a> { ?s ?p ?o }",
        "SELECT * FROM NAMED <graph/b> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?o { ?s <says> ?o FILTER(LANG(?o) = 'sv') }",
        "SELECT ?s ?n { ?s <number> ?n FILTER(?n > 1.4) }",
        "SELECT ?x { ?s <knows> ?x . ?x <says> ?o }",
    ],
)
def test_the_copy_holds_what_the_disk_does(text: str, open_copied: OpenCopied, leash: Leash, tmp_path: Path) -> None:
    number = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    store = store_of(
        tmp_path / "store",
        [
            Quad(node("s"), node("says"), Literal('rad 1\nrad "2"\t\\ åäö 🧭', language="sv"), node("graph/a")),
            Quad(node("s"), node("says"), Literal("", language="en"), node("graph/a")),
            Quad(node("s"), node("number"), Literal("01.50", datatype=number), node("graph/b")),
            Quad(node("s"), node("knows"), BlankNode("x"), node("graph/b")),
            Quad(BlankNode("x"), node("says"), Literal("blank", language="sv"), node("graph/b")),
            Quad(node("s"), node("kind"), node("ö/%C3%A5"), node("graph/b")),
        ],
    )
    pool = open_copied(store)
    with Pool(store, BASE_IRI, leash=leash, union=True, limits=SHORT, workers=1) as disk:
        assert pool.moved()
        assert _rows(pool, text) == _rows(disk, text)
        assert _rows(disk, text)


def _rows(pool: Pool, text: str) -> list[list[str]]:
    """The rows, sorted, with one name for every blank node."""
    rows = [[("_:b" if cell and cell.startswith("_:") else cell or "") for cell in row] for row in _cells(pool, text)]
    return sorted(rows)


def _cells(pool: Pool, text: str) -> list[list[str]]:
    lines = ask(pool, text, "text/tab-separated-values").body.decode().splitlines()[1:]
    return [line.split("\t") for line in lines]


def test_what_holds_the_copy_has_one_thread_for_what_has_more_must_not_fork(copied: Pool) -> None:
    assert len(os.listdir(f"/proc/{_office(copied)}/task")) == 1


def test_its_workers_share_the_copy(open_copied: OpenCopied) -> None:
    pool = open_copied(workers=3)
    assert pool.moved()
    parents = {Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1] for pid in pool.pids()}
    assert len(pool.pids()) == 3
    assert len(parents) == 1


@pytest.mark.parametrize(("text", "refusal"), [(CARTESIAN, QueryTimeout), (MEMORY_BOMB, QueryTooDemanding)])
def test_what_asks_too_much_ends_its_worker_and_not_the_copy(
    text: str, refusal: type[Exception], open_copied: OpenCopied
) -> None:
    limits = Limits(deadline_seconds=0.5 if refusal is QueryTimeout else 20, worker_memory_bytes=64 * MIB)
    pool = open_copied(limits=limits)
    assert pool.moved()
    office = _office(pool)
    with pytest.raises(refusal):
        ask(pool, text)
    assert values(pool, COUNT) == [("600",)]
    assert _office(pool) == office


def test_a_copy_that_does_not_fit_is_not_made(open_copied: OpenCopied, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        pool = open_copied(most=64 * 1024)
        assert not pool.moved()
    assert "answered from the disk" in caplog.text
    assert values(pool, COUNT) == [("600",)]


def test_a_copy_that_is_gone_is_made_again_and_the_disk_answers_meanwhile(copied: Pool) -> None:
    office = _office(copied)
    os.kill(office, signal.SIGKILL)
    assert ended_within(office, 5)
    assert values(copied, COUNT) == [("600",)]
    assert copied.moved()
    assert values(copied, COUNT) == [("600",)]


def test_a_question_whose_copy_dies_under_it_is_answered(copied: Pool) -> None:
    inspection = inspect(COUNT, BASE_IRI)
    os.kill(copied.pids()[0], signal.SIGSTOP)
    begun = copied.begin(Question(COUNT, JSON), inspection)
    assert begun is not None
    os.kill(_office_of(begun.posted.worker.pid), signal.SIGKILL)
    assert b'"600"' in begun.answer().body


def _office_of(worker: int) -> int:
    return int(Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[1])


def test_nobody_is_refused_while_the_copy_takes_over(open_copied: OpenCopied) -> None:
    pool = open_copied(workers=2)
    with ThreadPoolExecutor(4) as asking:
        answers = {asking.submit(lambda: ask(pool, COUNT, CSV).body) for _ in range(200)}
        assert pool.moved()
        answers |= {asking.submit(lambda: ask(pool, COUNT, CSV).body) for _ in range(100)}
        assert {each.result() for each in answers} == {b"n\r\n600\r\n"}


def test_a_pool_at_rest_lets_its_copy_go_and_answers(copied: Pool) -> None:
    office = _office(copied)
    copied.rest()
    assert ended_within(office, 5)
    assert not copied.in_memory
    assert values(copied, COUNT) == [("600",)]


def test_a_pool_at_rest_whose_store_was_taken_away_ends(open_copied: OpenCopied, tmp_path: Path) -> None:
    store = store_of(tmp_path / "store", numbers(3))
    pool = open_copied(store)
    assert pool.moved()
    office = _office(pool)
    shutil.rmtree(store)
    pool.rest()
    assert ended_within(office, 5)
    with pytest.raises(EngineUnavailable):
        ask(pool, COUNT)


def test_closing_ends_a_copy_that_is_being_made(zygote: ZygoteProcess, leash: Leash, numbered: Path) -> None:
    before = _children(zygote.pid)
    pool = Pool(numbered, BASE_IRI, leash=leash, union=True, limits=SHORT, workers=1, copy_bytes=256 * MIB)
    assert _children(zygote.pid) > before
    pool.close()
    assert _children(zygote.pid) == before


def _children(pid: int) -> set[str]:
    return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def test_the_order_of_rows_nobody_ordered_is_the_same_in_every_copy(open_copied: OpenCopied) -> None:
    text = "SELECT * { ?s ?p ?o }"
    first, second = open_copied(), open_copied()
    assert first.moved()
    assert second.moved()
    assert ask(first, text, CSV).body == ask(second, text, CSV).body
