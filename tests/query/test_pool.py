"""The pool answers, refuses, times out and heals, and every reason has its own error."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal

from kg.errors import (
    BadQuery,
    EngineBusy,
    EngineUnavailable,
    NotAcceptable,
    QueryTimeout,
    QueryTooComplex,
    QueryTooDemanding,
    ResultTooLarge,
)
from kg.query.asker import Asker, HungUp
from kg.query.leash import Leash
from kg.query.pool import Pool
from kg.query.question import Question
from kg.query.wire import Request
from tests.query.conftest import SHORT, OpenPool
from tests.query.workers import (
    BASE_IRI,
    CARTESIAN,
    CSV,
    JSON,
    MEMORY_BOMB,
    NTRIPLES,
    RDFXML,
    TSV,
    TURTLE,
    XML,
    all_at_work,
    ask,
    ended_within,
    node,
    number_of_rows,
    quad,
    store_of,
    values,
)

COUNT = "SELECT (COUNT(*) AS ?n) { ?s <number> ?n }"


def test_a_question_is_answered_whole_with_its_form_and_type(pool: Pool) -> None:
    answer = ask(pool, COUNT)
    assert (answer.form, answer.media_type) == ("SELECT", JSON)
    assert json.loads(answer.body)["results"]["bindings"][0]["n"]["value"] == "300"
    assert 0 < answer.seconds < 3


@pytest.mark.parametrize(
    ("text", "media_type", "form"),
    [
        ("SELECT ?s { ?s <number> 1 }", "application/json", "SELECT"),
        ("SELECT ?s { ?s <number> 1 }", "text/csv; charset=utf-8", "SELECT"),
        ("ASK { ?s <number> 1 }", XML, "ASK"),
        ("CONSTRUCT WHERE { ?s <number> 1 }", TURTLE, "CONSTRUCT"),
        ("DESCRIBE <thing/1>", NTRIPLES, "DESCRIBE"),
        ("DESCRIBE <thing/1>", "application/ld+json", "DESCRIBE"),
        ("DESCRIBE <thing/1>", RDFXML, "DESCRIBE"),
    ],
)
def test_every_form_has_its_formats(pool: Pool, text: str, media_type: str, form: str) -> None:
    answer = ask(pool, text, media_type)
    assert answer.form == form
    assert b"thing/1" in answer.body or form == "ASK"


@pytest.mark.parametrize(("text", "media_type"), [("ASK {}", TURTLE), ("DESCRIBE <a>", JSON), ("ASK {}", "a/b")])
def test_a_format_that_does_not_fit_the_form_is_refused(pool: Pool, text: str, media_type: str) -> None:
    with pytest.raises(NotAcceptable, match="can't be given as"):
        ask(pool, text, media_type)


def test_a_faulty_query_is_told_with_line_and_column(pool: Pool) -> None:
    with pytest.raises(BadQuery, match=r"^query:2:9: the query can't be parsed from '= \?o }' on\.$") as refused:
        ask(pool, "ASK {\n?s ?p ; = ?o }")
    assert refused.value.text("sv").startswith("query:2:9: frågan går inte att tolka")


def test_an_undeclared_prefix_is_named_as_the_fault_in_both_languages(pool: Pool) -> None:
    with pytest.raises(BadQuery, match="the prefix foo: is not declared") as refused:
        ask(pool, "SELECT * { ?s foo:bar ?o }")
    assert "prefixet foo: är inte angivet" in refused.value.message_sv


def test_a_value_for_a_variable_that_is_not_selected_is_refused(pool: Pool) -> None:
    with pytest.raises(BadQuery, match="a value was given for a variable that the query doesn't select"):
        ask(pool, "SELECT ?s { ?s <number> ?n }", JSON, {"n": Literal(3)})


def test_values_are_bound(pool: Pool) -> None:
    text = "SELECT ?s ?n { ?s <number> ?n }"
    assert values(pool, text, {"n": Literal(3)}) == [(f"{BASE_IRI}thing/3", "3")]


def test_a_query_past_the_deadline_is_stopped_and_its_worker_is_gone(open_pool: OpenPool, numbered: Path) -> None:
    pool = open_pool(numbered, limits=replace(SHORT, deadline_seconds=0.5))
    before = pool.pids()
    with pytest.raises(QueryTimeout, match=r"stopped after 0\.5 seconds, and no part of an answer is sent"):
        ask(pool, CARTESIAN)
    assert values(pool, COUNT) == [("300",)]
    assert set(pool.pids()).isdisjoint(before)
    assert all(ended_within(pid, 5) for pid in before)


def test_a_query_that_takes_too_much_memory_is_ended(open_pool: OpenPool, numbered: Path) -> None:
    pool = open_pool(numbered)
    with pytest.raises(QueryTooDemanding, match="more than the 256 MiB of memory"):
        ask(pool, MEMORY_BOMB)
    assert values(pool, COUNT) == [("300",)]


@pytest.mark.parametrize("media_type", [JSON, XML, CSV, TSV])
def test_rows_are_counted_exactly(open_pool: OpenPool, numbered: Path, media_type: str) -> None:
    exact = open_pool(numbered, limits=replace(SHORT, max_rows=300))
    assert number_of_rows(ask(exact, "SELECT ?s { ?s <number> ?n }", media_type)) == 300
    less = open_pool(numbered, limits=replace(SHORT, max_rows=299))
    with pytest.raises(ResultTooLarge, match="larger than 299 rows, and a part of it would mislead"):
        ask(less, "SELECT ?s { ?s <number> ?n }", media_type)


def test_triples_are_counted_exactly(open_pool: OpenPool, numbered: Path) -> None:
    exact = open_pool(numbered, limits=replace(SHORT, max_rows=300))
    assert ask(exact, "CONSTRUCT WHERE { ?s <number> ?n }", NTRIPLES).body.count(b"\n") == 300
    less = open_pool(numbered, limits=replace(SHORT, max_rows=299))
    with pytest.raises(ResultTooLarge):
        ask(less, "CONSTRUCT WHERE { ?s <number> ?n }", NTRIPLES)


@pytest.mark.parametrize(
    ("text", "media_type"), [("SELECT ?s { ?s ?p ?o }", CSV), ("CONSTRUCT WHERE { ?s ?p ?o }", TURTLE)]
)
def test_bytes_are_counted_exactly(open_pool: OpenPool, numbered: Path, text: str, media_type: str) -> None:
    size = len(ask(open_pool(numbered), text, media_type).body)
    exact = open_pool(numbered, limits=replace(SHORT, max_bytes=size))
    assert len(ask(exact, text, media_type).body) == size
    less = open_pool(numbered, limits=replace(SHORT, max_bytes=size - 1))
    with pytest.raises(ResultTooLarge, match="MiB"):
        ask(less, text, media_type)


def test_an_answer_of_several_megabytes_arrives_whole(open_pool: OpenPool, numbered: Path) -> None:
    pool = open_pool(numbered, limits=replace(SHORT, max_rows=100_000, max_bytes=100_000_000))
    answer = ask(pool, "SELECT ?a ?b { ?a <number> ?n . ?b <number> ?m }", CSV)
    assert number_of_rows(answer) == 90_000
    assert len(answer.body) > SHORT.max_bytes


def test_a_worker_that_has_swollen_is_replaced(open_pool: OpenPool, numbered: Path) -> None:
    roomy = replace(SHORT, max_rows=100_000, max_bytes=100_000_000, worker_memory_bytes=128 * 1024 * 1024)
    pool = open_pool(numbered, limits=roomy)
    before = pool.pids()
    assert values(pool, COUNT) == [("300",)]
    assert pool.pids() == before
    ask(pool, "SELECT ?a ?b ?m ?n { ?a <number> ?n . ?b <number> ?m }", JSON)
    assert set(pool.pids()).isdisjoint(before)


def test_when_every_worker_is_at_work_the_next_is_told_to_wait(open_pool: OpenPool, numbered: Path) -> None:
    pool = open_pool(numbered, limits=replace(SHORT, deadline_seconds=0.9, wait_seconds=0.1))
    with ThreadPoolExecutor(1) as threads:
        held = threads.submit(ask, pool, CARTESIAN)
        all_at_work(pool)
        with pytest.raises(EngineBusy, match=r"at work for 0\.1 seconds") as refused:
            ask(pool, "ASK {}")
        with pytest.raises(QueryTimeout):
            held.result()
    assert refused.value.status == 503
    assert values(pool, COUNT) == [("300",)]


def test_a_slow_question_steps_aside_for_the_others(open_pool: OpenPool, numbered: Path) -> None:
    pool = open_pool(numbered, limits=replace(SHORT, deadline_seconds=2.0, wait_seconds=2.0))
    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(ask, pool, CARTESIAN)
        all_at_work(pool)
        assert values(pool, COUNT) == [("300",)]
        assert not slow.done()
        with pytest.raises(QueryTimeout):
            slow.result()
    assert values(pool, COUNT) == [("300",)]


def test_a_worker_that_died_idle_is_replaced_unnoticed(open_pool: OpenPool, numbered: Path) -> None:
    pool = open_pool(numbered, workers=2)
    for pid in pool.pids():
        os.kill(pid, signal.SIGKILL)
        assert ended_within(pid, 5)
    for _ in range(4):
        assert values(pool, COUNT) == [("300",)]


def test_a_worker_killed_at_work_costs_its_own_question_alone(open_pool: OpenPool, numbered: Path) -> None:
    pool = open_pool(numbered)
    (pid,) = pool.pids()
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(ask, pool, CARTESIAN)
        while b") R " not in Path(f"/proc/{pid}/stat").read_bytes():
            pass
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(QueryTooDemanding):
            asked.result()
    assert values(pool, COUNT) == [("300",)]


def test_a_question_of_one_who_hangs_up_is_given_up_and_the_next_is_answered(
    open_pool: OpenPool, numbered: Path
) -> None:
    pool, asker = open_pool(numbered, limits=replace(SHORT, deadline_seconds=60.0)), Asker()
    (pid,) = pool.pids()
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(pool.ask, Question(CARTESIAN, JSON, asker=asker))
        while b") R " not in Path(f"/proc/{pid}/stat").read_bytes():
            pass
        asker.hang_up()
        with pytest.raises(HungUp, match="hung up"):
            asked.result()
    assert ended_within(pid, 5)
    with pytest.raises(HungUp):
        pool.ask(Question(COUNT, JSON, asker=asker))
    assert values(pool, COUNT) == [("300",)]


class LeavesLate(Asker):
    """One who hangs up when the answer has just come."""

    @contextmanager
    def waiting(self, end: Callable[[], None]) -> Iterator[None]:
        with super().waiting(end):
            yield
            self.hang_up()


def test_a_worker_ended_when_it_had_just_answered_is_given_no_other_question(
    open_pool: OpenPool, numbered: Path
) -> None:
    pool = open_pool(numbered)
    (pid,) = pool.pids()
    pool.ask(Question(COUNT, JSON, asker=LeavesLate()))
    assert pid not in pool.pids()
    assert ended_within(pid, 5)
    assert values(pool, COUNT) == [("300",)]


def test_workers_are_gone_after_close_and_nothing_more_is_answered(open_pool: OpenPool, numbered: Path) -> None:
    pool = open_pool(numbered, workers=3)
    pids = pool.pids()
    pool.close()
    assert len(pids) == 3
    assert all(ended_within(pid, 5) for pid in pids)
    with pytest.raises(EngineUnavailable, match="this release is no longer asked"):
        ask(pool, "ASK {}")
    pool.close()


def test_closing_waits_for_the_questions_being_asked(open_pool: OpenPool, numbered: Path) -> None:
    pool = open_pool(numbered, workers=2)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(ask, pool, "SELECT (COUNT(*) AS ?n) { ?a <number> ?x . ?b <number> ?y . ?c <number> 1 }")
        while len(pool.pids()) > 1 and not asked.done():
            pass
        pool.close()
        assert json.loads(asked.result().body)["results"]["bindings"][0]["n"]["value"] == "90000"


def test_a_store_that_cannot_be_opened_leaves_no_worker(open_pool: OpenPool, tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="a query worker could not start"):
        open_pool(tmp_path / "none", workers=2)


def test_two_releases_are_asked_through_one_leash(open_pool: OpenPool, numbered: Path, tmp_path: Path) -> None:
    other = open_pool(store_of(tmp_path / "other", [quad("a", "number", 1, "g")]))
    pool = open_pool(numbered)
    assert (values(pool, COUNT), values(other, COUNT)) == ([("300",)], [("1",)])


def test_the_graphs_of_the_protocol_go_before_those_of_the_query(pool: Pool) -> None:
    text = "SELECT (COUNT(*) AS ?n) FROM <graph/0> FROM <graph/1> { ?s <number> ?x }"

    def count(question: Question) -> str:
        said = json.loads(pool.ask(question).body)
        return str(said["results"]["bindings"][0]["n"]["value"])

    assert count(Question(text, JSON)) == "20"
    given = Question(text, JSON, default_graphs=(f"{BASE_IRI}graph/2",), dataset_given=True)
    assert count(given) == "10"
    assert count(replace(given, default_graphs=(), named_graphs=(f"{BASE_IRI}graph/2",))) == "0"
    only_named = "SELECT (COUNT(*) AS ?n) FROM NAMED <graph/3> { ?s <number> ?x }"
    assert count(Question(only_named, JSON)) == "0"


def test_a_default_graph_is_a_merge_where_statements_repeat(open_pool: OpenPool, tmp_path: Path) -> None:
    store = store_of(tmp_path / "store", [quad("a", "p", 1, "g1"), quad("a", "p", 1, "g2"), quad("a", "p", 2, "g2")])
    text = "SELECT ?o { ?s <p> ?o } ORDER BY ?o"
    pool = open_pool(store, disjoint=False)
    assert values(pool, text) == [("1",), ("2",)]
    assert values(pool, text.replace("{", "FROM <g1> FROM <g2> {")) == [("1",), ("2",)]
    assert values(open_pool(store, disjoint=True), text) == [("1",), ("1",), ("2",)]


def test_a_merge_that_does_not_fit_in_memory_is_told(open_pool: OpenPool, tmp_path: Path) -> None:
    quads = [quad(f"s{n}", "p", f"{n}" * 100, f"g{n % 2}") for n in range(30_000)]
    store = store_of(tmp_path / "store", quads)
    pool = open_pool(store, disjoint=False, limits=replace(SHORT, worker_memory_bytes=4 * 1024 * 1024))
    with pytest.raises(QueryTooDemanding, match="memory"):
        values(pool, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


def test_the_same_question_gives_the_same_bytes_from_every_worker(open_pool: OpenPool, numbered: Path) -> None:
    questions = [
        ("SELECT ?d (COUNT(*) AS ?n) (SAMPLE(?s) AS ?e) { ?s <number> ?x BIND(?x / 7 AS ?d) } GROUP BY ?d", JSON),
        ("SELECT DISTINCT ?t { ?s <next>/<next> ?t }", CSV),
        (
            "SELECT ?s ?m { ?s <number> ?n OPTIONAL { ?s <next>/<number> ?m FILTER(?m > 9) } MINUS { ?s <number> 5 } }",
            TSV,
        ),
        ("CONSTRUCT { ?s <by> ?t } WHERE { ?s <next>+ ?t . ?t <number> 7 }", TURTLE),
        ("DESCRIBE <thing/1> <thing/2>", RDFXML),
    ]
    for text, media_type in questions:
        bodies = {ask(open_pool(numbered), text, media_type).body for _ in range(4)}
        assert len(bodies) == 1


def test_a_hundred_mixed_questions_from_eight_threads_are_answered_right(open_pool: OpenPool, numbered: Path) -> None:
    pool = open_pool(numbered, workers=4, limits=replace(SHORT, wait_seconds=30.0))

    def one(number: int) -> bool:
        if number % 10 == 3:
            with pytest.raises(QueryTooDemanding):
                pool.exchange(Request("SELECT * " + "{" * 30000 + "}" * 30000, "json"))
            return True
        if number % 10 == 6:
            with pytest.raises(QueryTooComplex):
                ask(pool, "SELECT * " + "{" * 300 + "}" * 300)
            return True
        if number % 10 == 9:
            answer = ask(pool, "CONSTRUCT WHERE { ?s <next> ?o }", NTRIPLES)
            return answer.body.count(b"\n") == 300
        found = values(pool, "SELECT ?t ?n { ?t <number> ?n }", {"t": node(f"thing/{number}")})
        return found == [(f"{BASE_IRI}thing/{number}", str(number))]

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(one, range(100)))


def test_a_pool_without_a_sandbox_answers_too(leash: Leash, numbered: Path) -> None:
    with Pool(numbered, BASE_IRI, leash=leash, union=True, limits=SHORT, workers=1, sandbox=False) as pool:
        assert values(pool, COUNT) == [("300",)]
