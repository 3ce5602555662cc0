"""What is handed in is checked by confined workers, each used once; whatever it does to its worker, others go on."""

import contextlib
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import BadSyntax, ExaminersBusy, HandInTooDemanding, Unavailable
from kg.examine.faults import MIB, Limits
from kg.examine.handed import Examined, Handed
from kg.examine.pool import ExaminerPool, Job
from kg.examine.readable import MOST_FINDINGS
from kg.examine.wire import Asked
from kg.place import Place
from kg.query import landlock
from kg.query.leash import ZygoteProcess
from kg.rdf.findings import Level
from tests.examine.stand_in import MODULE
from tests.query.workers import ended_within

ROOT = Path(__file__).parents[2]
SHORT = Limits(examiners=2, deadline_seconds=2.0, wait_seconds=1.5, memory_bytes=256 * MIB)
OpenPool = Callable[..., ExaminerPool]


@pytest.fixture(scope="module")
def zygote() -> Iterator[ZygoteProcess]:
    started = ZygoteProcess.start(MODULE)
    yield started
    started.close()


@pytest.fixture
def open_pool(zygote: ZygoteProcess) -> Iterator[OpenPool]:
    """Open a pool; it is closed with the test."""
    with contextlib.ExitStack() as opened:

        def make(job: Job | None = None, *, limits: Limits = SHORT, at: Path | None = None) -> ExaminerPool:
            pool = ExaminerPool(at or zygote.path, limits=limits)
            opened.callback(pool.close)
            pool.follow(job or {"word": "first"})
            return pool

        yield make


@pytest.fixture
def pool(open_pool: OpenPool) -> ExaminerPool:
    return open_pool()


def order(pool: ExaminerPool, text: str) -> Examined:
    """What comes of a hand-in that says what the examiner shall do."""
    return pool.examine([Handed("a.ttl", text.encode(), "text/turtle")])


def said(pool: ExaminerPool, text: str) -> str:
    """What the examiner that did so said."""
    return order(pool, text).findings[0].message_en


def at_rest(pool: ExaminerPool, *, examiners: int = 2) -> None:
    """Wait until so many examiners have nothing to do."""
    until = time.monotonic() + 20
    while len(pool.pids()) != 1 + examiners:
        assert time.monotonic() < until


def zygote_children(zygote: ZygoteProcess) -> list[int]:
    """The offices that it forked and that still live."""
    listed = Path(f"/proc/{zygote.pid}/task/{zygote.pid}/children").read_text()
    return [int(pid) for pid in listed.split()]


def test_what_is_handed_in_arrives_whole_and_the_outcome_comes_back(pool: ExaminerPool) -> None:
    parts = [Handed("a.ttl", b"hello \xff", None), Handed("b.csv", b"x" * 3_000_000, "text/csv")]
    outcome = pool.examine(parts)
    assert [(each.key, each.turtle) for each in outcome.records] == [("a.ttl", "7"), ("b.csv", "3000000")]
    assert outcome.shapes_version == "first"
    assert outcome.findings[0].message_sv == "hello"


def test_what_cannot_be_read_is_told_with_its_place(pool: ExaminerPool) -> None:
    with pytest.raises(BadSyntax) as refused:
        order(pool, "refuse åäö")
    assert refused.value.message == "'åäö' is not it"
    assert refused.value.message_sv == "'åäö' duger inte"
    assert refused.value.place == Place("a.ttl", 3, 7, pointer="/a")


def test_a_report_comes_as_it_was_written(pool: ExaminerPool) -> None:
    assert pool.report([Handed("a.ttl", b"many 3")], Asked("sarif", "en", "project")) == b"sarif en project 3"


def test_every_hand_in_has_a_worker_of_its_own(pool: ExaminerPool) -> None:
    pids = [said(pool, "pid") for _ in range(8)]
    assert len(set(pids)) == 8
    assert all(ended_within(int(pid), 5) for pid in pids[:-1])


def test_more_findings_than_anybody_reads_are_counted(pool: ExaminerPool) -> None:
    found = order(pool, f"many {MOST_FINDINGS + 200}").findings
    assert len(found) == MOST_FINDINGS + 1
    assert found[-1].message_en == "There are 200 more findings that are not shown. Mend these first."
    assert found[-1].level is Level.INFO


@pytest.mark.parametrize(
    ("text", "en", "sv"),
    [
        ("busy 9", "stopped after 2 seconds", "stoppades efter 2 sekunder"),
        ("memory", "more than the 256 MiB of memory", "mer än de 256 MiB minne"),
        ("crash", "nested too deeply", "nästlat för djupt"),
        ("deep ", "nested too deeply", "nästlat för djupt"),
        ("babble 60000000", "more than the 256 MiB of memory", "mer än de 256 MiB minne"),
        ("break 8001019802", "something in it that we did not foresee", "som vi inte har förutsett"),
    ],
)
def test_what_ends_its_worker_is_refused_with_a_sentence_and_the_next_is_checked(
    pool: ExaminerPool, caplog: pytest.LogCaptureFixture, text: str, en: str, sv: str
) -> None:
    with pytest.raises(HandInTooDemanding) as refused:
        order(pool, text)
    assert en in refused.value.message
    assert sv in refused.value.message_sv
    assert refused.value.status == 422
    assert said(pool, "hello") == "hello"
    assert "8001019802" not in caplog.text


def test_a_fault_of_ours_is_logged_with_its_place_and_without_what_was_handed_in(
    pool: ExaminerPool, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(HandInTooDemanding):
        order(pool, "break secret")
    assert "KeyError at " in caplog.text
    assert "stand_in.py:" in caplog.text
    assert "secret" not in caplog.text


def test_an_examiner_has_no_network(pool: ExaminerPool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        host, port = canary.getsockname()
        assert said(pool, f"connect {host} {port}") == "PermissionError"


def test_an_examiner_writes_nothing_and_starts_nothing(pool: ExaminerPool, tmp_path: Path) -> None:
    assert said(pool, f"write {tmp_path / 'a'}") == "PermissionError"
    assert said(pool, "run /bin/true") == "PermissionError"
    assert list(tmp_path.iterdir()) == []


def test_those_that_take_long_hold_up_nobody(open_pool: OpenPool) -> None:
    pool = open_pool(limits=replace(SHORT, deadline_seconds=4.0))
    at_rest(pool)
    with ThreadPoolExecutor(2) as threads:
        slow = [threads.submit(said, pool, "busy 3") for _ in range(2)]
        at_rest(pool, examiners=0)
        assert said(pool, "hello") == "hello"
        assert not any(each.done() for each in slow)
        assert [each.result() for each in slow] == ["done", "done"]


def test_when_all_are_at_work_and_others_wait_the_next_is_told_to_come_back(open_pool: OpenPool) -> None:
    pool = open_pool(limits=replace(SHORT, wait_seconds=0.2))
    at_rest(pool)
    with ThreadPoolExecutor(2) as threads:
        held = [threads.submit(said, pool, "busy 0.8") for _ in range(2)]
        at_rest(pool, examiners=0)
        with pytest.raises(ExaminersBusy) as refused:
            said(pool, "hello")
        assert [each.result() for each in held] == ["done", "done"]
    assert refused.value.status == 503


def test_a_queue_is_short_and_whoever_comes_after_it_is_told_at_once(open_pool: OpenPool) -> None:
    pool = open_pool(limits=replace(SHORT, wait_seconds=30.0))
    at_rest(pool)
    with ThreadPoolExecutor(6) as threads:
        held = [threads.submit(said, pool, "busy 0.9") for _ in range(6)]
        at_rest(pool, examiners=0)
        refused = 0
        until = time.monotonic() + 5
        while not refused and time.monotonic() < until:
            begun = time.monotonic()
            try:
                said(pool, "hello")
            except ExaminersBusy:
                refused += 1
                assert time.monotonic() - begun < 0.5
        assert [each.result() for each in held] == ["done"] * 6
    assert refused == 1


def test_a_new_release_is_followed_and_the_old_one_answers_until_its_office_is_open(open_pool: OpenPool) -> None:
    pool = open_pool()
    assert order(pool, "hello").shapes_version == "first"
    before = pool.pids()
    pool.follow({"word": "second", "seconds": 0.5})
    assert order(pool, "hello").shapes_version == "first"
    until = time.monotonic() + 5
    while order(pool, "hello").shapes_version == "first":
        assert time.monotonic() < until
    assert order(pool, "hello").shapes_version == "second"
    assert all(ended_within(pid, 5) for pid in before)


def test_a_release_that_cannot_be_judged_by_leaves_the_old_one_answering(
    open_pool: OpenPool, caplog: pytest.LogCaptureFixture
) -> None:
    pool = open_pool()
    assert order(pool, "hello").shapes_version == "first"
    pool.follow({"word": "unreadable"})
    until = time.monotonic() + 5
    while "the shapes can't be read" not in caplog.text:
        assert time.monotonic() < until
    assert order(pool, "hello").shapes_version == "first"
    pool.follow({"word": "third"})
    while order(pool, "hello").shapes_version == "first":
        assert time.monotonic() < until


def test_an_office_that_takes_long_to_open_is_not_waited_for_when_another_release_is_wanted(
    open_pool: OpenPool, caplog: pytest.LogCaptureFixture
) -> None:
    pool = open_pool({"word": "first", "seconds": 600.0}, limits=replace(SHORT, wait_seconds=10.0))
    time.sleep(0.2)
    pool.follow({"word": "second"})
    assert order(pool, "hello").shapes_version == "second"
    assert "no examiners" not in caplog.text


def test_a_pool_is_closed_while_its_office_is_opening(zygote: ZygoteProcess) -> None:
    pool = ExaminerPool(zygote.path, limits=SHORT)
    pool.follow({"word": "first", "seconds": 600.0})
    until = time.monotonic() + 5
    while not zygote_children(zygote):
        assert time.monotonic() < until
    family = zygote_children(zygote)
    pool.close()
    assert all(ended_within(pid, 5) for pid in family)


def test_an_office_that_is_killed_opens_again_unasked(open_pool: OpenPool) -> None:
    pool = open_pool(limits=replace(SHORT, wait_seconds=10.0))
    assert said(pool, "hello") == "hello"
    office, *workers = pool.pids()
    os.kill(office, signal.SIGKILL)
    assert ended_within(office, 5)
    assert said(pool, "hello") == "hello"
    assert all(ended_within(pid, 5) for pid in workers)
    assert pool.pids()[0] != office


def test_a_zygote_that_was_killed_and_started_again_is_found(open_pool: OpenPool) -> None:
    zygote = ZygoteProcess.start(MODULE)
    pool = open_pool(at=zygote.path)
    assert said(pool, "hello") == "hello"
    family = [zygote.pid, *pool.pids()]
    os.kill(zygote.pid, signal.SIGKILL)
    assert all(ended_within(pid, 5) for pid in family)
    with pytest.raises(Unavailable, match="can't be checked just now"):
        said(pool, "hello")
    zygote.start_again()
    until = time.monotonic() + 5
    while not pool.is_ready():
        assert time.monotonic() < until
    assert said(pool, "hello") == "hello"
    zygote.close()


def test_nobody_is_left_when_the_pool_is_closed(zygote: ZygoteProcess) -> None:
    pool = ExaminerPool(zygote.path, limits=SHORT)
    pool.follow({"word": "first"})
    assert said(pool, "hello") == "hello"
    family = pool.pids()
    pool.close()
    assert all(ended_within(pid, 5) for pid in family)
    assert [each.name for each in zygote.path.parent.iterdir()] == ["zygote.sock"]
    with pytest.raises(Unavailable):
        said(pool, "hello")


def test_forty_hand_ins_of_all_kinds_from_eight_threads_are_each_answered_right(open_pool: OpenPool) -> None:
    pool = open_pool(limits=replace(SHORT, wait_seconds=30.0, examiners=4))

    def one(number: int) -> bool:
        if number % 10 == 3:
            with pytest.raises(HandInTooDemanding):
                order(pool, "crash")
            return True
        if number % 10 == 6:
            with pytest.raises(BadSyntax):
                order(pool, "refuse it")
            return True
        return said(pool, f"hello-{number}") == f"hello-{number}"

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(one, range(40)))


def test_an_examiner_reads_its_release_and_no_other_file(open_pool: OpenPool, tmp_path: Path) -> None:
    for name in ("release", "inbox"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file.txt").write_text(f"of the {name}")
    pool = open_pool({"word": "first", "files": [str(tmp_path / "release")]})
    assert said(pool, f"read {tmp_path}/release/file.txt") == "of the release"
    hidden = (
        f"{tmp_path}/inbox/file.txt",
        f"{tmp_path}/release/../inbox/file.txt",
        "/etc/passwd",
        str(ROOT / "README.md"),
    )
    if landlock.is_there():
        assert [said(pool, f"read {path}") for path in hidden] == ["PermissionError"] * len(hidden)
    assert said(pool, "import xmlrpc.client") == "xmlrpc.client"
    assert said(pool, "import kg.publisher") == "kg.publisher"
