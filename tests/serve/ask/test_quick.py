"""The quick lane answers as the application does, byte for byte, or leaves the request to it."""

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask

from kg.errors import KgError, QueryTooDemanding, ResultTooLarge
from kg.query.asker import HungUp
from kg.query.leash import Leash, ZygoteProcess
from kg.query.pool import Pool
from kg.query.question import Limits
from kg.release.layout import Release
from kg.serve.app import SITE, create_app
from kg.serve.ask.quick import Quick, QuickLane
from kg.serve.http.caller import Caller
from kg.serve.shelf import edition
from tests.query.workers import MEMORY_BOMB, ended_within
from tests.serve import world
from tests.serve.http.transport import Transport

NAMES = "SELECT ?thing ?name WHERE { ?thing <http://www.w3.org/2000/01/rdf-schema#label> ?name } ORDER BY ?name"
LONG = "SELECT ?n { VALUES ?n { " + " ".join(map(str, range(900))) + " } }"
JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Sent:
    """A request as the server hands it over."""

    query_string: str
    headers: "list[tuple[str, str]] | Headers" = field(default_factory=list)
    method: str = "GET"
    path: str = "/sparql"
    scheme: str = "http"
    http_version: str = "1.1"
    body: bytes = b""

    def __post_init__(self) -> None:
        object.__setattr__(self, "headers", Headers(list(self.headers)))


class Headers(list[tuple[str, str]]):
    """A request's headers."""

    def items(self) -> list[tuple[str, str]]:
        """Every header."""
        return list(self)

    def get(self, key: str, default: str | None = None) -> str | None:
        """The first value of a header."""
        return next((value for name, value in self if name == key), default)


@dataclass(frozen=True)
class Lanes:
    """The two ways of the same service."""

    app: Flask
    lane: QuickLane
    pool: Pool
    run: Callable[[Coroutine[Any, Any, Quick | KgError | None]], Quick | KgError | None]

    def quick(self, sent: Sent) -> Quick | KgError | None:
        """What the lane says."""
        return self.run(self.lane.answer(sent, sent.body, Caller(Transport())))

    def slow(self, sent: Sent) -> tuple[int, dict[str, str], bytes]:
        """What the application says."""
        answer = self.app.test_client().open(
            f"/sparql?{sent.query_string}", method=sent.method, headers=list(sent.headers), data=sent.body or None
        )
        return answer.status_code, dict(answer.headers), answer.data


def ask_of(lanes: Lanes, said: Sent, client: Transport | None = None) -> Coroutine[Any, Any, Quick | KgError | None]:
    """What the lane will say."""
    return lanes.lane.answer(said, said.body, Caller(client or Transport()))


@pytest.fixture(scope="module")
def lanes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lanes]:
    yield from opened(tmp_path_factory.mktemp("lanes"))


@pytest.fixture
def unworn(tmp_path: Path) -> Iterator[Lanes]:
    """The same with workers that have all said that they are ready."""
    yield from opened(tmp_path)


@pytest.fixture
def moving(tmp_path: Path) -> Iterator[Lanes]:
    """The same with a copy in memory being made."""
    yield from opened(tmp_path, copy_bytes=256 << 20)


@pytest.fixture
def roomy(tmp_path: Path) -> Iterator[Lanes]:
    """The same with more workers than turns."""
    yield from opened(tmp_path, workers=max(2, os.cpu_count() or 2) + 1)


def opened(home: Path, copy_bytes: int = 0, workers: int = 2) -> Iterator[Lanes]:
    """The two ways of a service of its own."""
    release: Release = world.build(home)
    limits = Limits(deadline_seconds=5, max_rows=1000, max_bytes=1 << 20, worker_memory_bytes=256 << 20)
    zygote = ZygoteProcess.start()
    leash = Leash(zygote.path)
    loop = asyncio.new_event_loop()
    try:
        with (
            Pool(
                release.store,
                world.BASE,
                leash=leash,
                union=True,
                limits=limits,
                workers=workers,
                copy_bytes=copy_bytes,
            ) as pool,
            ThreadPoolExecutor(2) as threads,
            ThreadPoolExecutor(1) as looping,
        ):
            app = create_app(world.settings(home), world.OneShelf(edition(release, pool)))
            # In a thread of its own: the browser tests' driver keeps a loop running in this one.
            yield Lanes(
                app,
                QuickLane(app.extensions[SITE], threads),
                pool,
                lambda asking: looping.submit(loop.run_until_complete, asking).result(),
            )
    finally:
        loop.close()
        leash.close()
        zygote.close()


def sent(text: str, *headers: tuple[str, str], rest: str = "") -> Sent:
    """A query by GET."""
    return Sent(urlencode({"query": text}) + rest, list(headers))


def posted(body: str, content_type: str, *headers: tuple[str, str], query_string: str = "") -> Sent:
    """A query by POST, with the headers that clients send."""
    data = body.encode()
    named = [("content-type", content_type), ("content-length", str(len(data))), *headers]
    return Sent(query_string, named, method="POST", body=data)


FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
# What SPARQLWrapper, rdflib, YASGUI, comunica and curl send.
CLIENTS = {
    "SPARQLWrapper": sent(
        NAMES + " #1", ("accept", f"{JSON},text/javascript"), rest="&format=json&output=json&results=json"
    ),
    "SPARQLWrapper, a graph": sent(
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1 #2", ("accept", "*/*"), rest="&format=turtle&output=turtle"
    ),
    "SPARQLWrapper by POST": posted(
        urlencode({"query": NAMES + " #3", "format": "csv", "output": "csv"}), FORM, ("accept", "text/csv")
    ),
    "rdflib": sent(NAMES + " #4", ("accept", "application/rdf+xml, application/sparql-results+xml")),
    "YASGUI": posted(urlencode({"query": NAMES + " #5 å"}), f"{FORM}; charset=UTF-8", ("accept", f"{JSON},*/*;q=0.9")),
    "comunica": posted(NAMES + " #6 å + %41", QUERY, ("accept", f"{JSON};q=1.0,text/turtle;q=0.7")),
    "curl": sent(NAMES + " #7", ("accept", "*/*"), rest="&format=xml"),
}


@pytest.mark.parametrize("client", CLIENTS)
def test_what_known_clients_send_is_answered_the_same_both_ways(lanes: Lanes, client: str) -> None:
    asked = CLIENTS[client]
    first, again = lanes.quick(asked), lanes.quick(asked)
    lanes.app.extensions[SITE].answers.forget()
    status, headers, body = lanes.slow(asked)
    assert isinstance(first, tuple)
    assert first == again
    assert (first[0], dict(first[1]), first[2]) == (status, headers, body)


@pytest.mark.parametrize("accept", [JSON, "text/csv", "application/xml;q=0.5, text/tab-separated-values", "*/*", None])
@pytest.mark.parametrize("text", [NAMES, "ASK { ?s ?p ?o }", "SELECT (1 AS ?ett) {} # å ä ö + %"])
def test_both_ways_give_the_same_answer(lanes: Lanes, accept: str | None, text: str) -> None:
    asked = sent(f"{text} # {accept}", *([("accept", accept)] if accept else []))
    quick = lanes.quick(asked)
    assert isinstance(quick, tuple)
    lanes.app.extensions[SITE].answers.forget()
    status, headers, body = lanes.slow(asked)
    assert (quick[0], dict(quick[1]), quick[2]) == (status, headers, body)


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "application/n-triples"])
def test_a_graph_is_the_same_both_ways(lanes: Lanes, accept: str) -> None:
    asked = sent("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . FILTER(isIRI(?o)) } LIMIT 5", ("accept", accept))
    quick = lanes.quick(asked)
    assert isinstance(quick, tuple)
    lanes.app.extensions[SITE].answers.forget()
    status, headers, body = lanes.slow(asked)
    assert (quick[0], dict(quick[1]), quick[2]) == (status, headers, body)


@pytest.mark.parametrize("coding", ["gzip", "br", "gzip, deflate, br", "identity;q=0, *"])
@pytest.mark.parametrize("text", ["ASK {}", NAMES + " #", LONG])
def test_an_answer_is_coded_both_ways_alike(lanes: Lanes, coding: str, text: str) -> None:
    asked = sent(text, ("accept", JSON), ("accept-encoding", coding))
    first, again = lanes.quick(asked), lanes.quick(asked)
    lanes.app.extensions[SITE].answers.forget()
    status, headers, body = lanes.slow(asked)
    for quick in (first, again):
        assert isinstance(quick, tuple)
        assert (quick[0], dict(quick[1]), quick[2]) == (status, headers, body)


def test_a_refusal_is_not_kept(lanes: Lanes) -> None:
    answers = lanes.app.extensions[SITE].answers
    answers.forget()
    assert isinstance(lanes.quick(sent("SELECT * { ?s ?p ?o . ?a ?b ?c } # kept?", ("accept", JSON))), KgError)
    assert answers.size == 0


def test_what_was_answered_one_way_is_kept_for_the_other(lanes: Lanes) -> None:
    asked = sent("SELECT * { ?s ?p ?o } LIMIT 3 # kept", ("accept", JSON))
    quick = lanes.quick(asked)
    assert isinstance(quick, tuple)
    assert lanes.slow(asked)[2] == quick[2] == lanes.quick(asked)[2]  # type: ignore[index]
    tag = dict(quick[1])["ETag"]
    again = lanes.app.test_client().get(f"/sparql?{asked.query_string}", headers={"Accept": JSON, "If-None-Match": tag})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "asked",
    [
        Sent("query=ASK%7B%7D", method="POST"),
        Sent("query=ASK%7B%7D", method="HEAD"),
        Sent("query=ASK%7B%7D", path="/sparql/"),
        Sent(""),
        Sent("query=ASK%7B%7D&format=html"),
        Sent("query=ASK%7B%7D&format=png"),
        Sent("query=ASK%7B%7D&query=ASK%7B%7D"),
        Sent("query=ASK%7B%7D&lang=en"),
        Sent("query=ASK%7B%7D&release=0001-0123456789ab"),
        Sent("query=ASK%7B%7D&format=%FF"),
        Sent("query=ASK%7B%7D", body=b"query=ASK%7B%7D"),
        posted("query=ASK%7B%7D", FORM, query_string="query=ASK%7B%7D"),
        posted("query=ASK%7B%7D&update=CLEAR+ALL", FORM),
        posted("query=ASK%7B%7D", "text/plain"),
        posted("ASK {}", f"{QUERY}; charset=latin-1"),
        posted("ASK {}", QUERY, ("content-encoding", "gzip")),
        posted("ASK {} # " + "x" * 5000, QUERY),
        posted("ASK {}", QUERY, ("accept", "text/html")),
        Sent("", [("content-type", QUERY)], method="POST", body=b"ASK {} # \xff"),
        Sent("default-graph-uri=http%3A%2F%2Fa%2Fb&query=ASK%7B%7D"),
        Sent("query=" + quote("ASK {} # ") + "%FF"),
        sent("ASK {}", ("if-none-match", '"x"')),
        sent("ASK {}", ("if-match", '"x"')),
        sent("ASK {}", ("if-unmodified-since", "Wed, 04 Mar 2026 12:00:00 GMT")),
        sent("ASK {}", ("accept-datetime", "Thu, 01 Jan 2026 00:00:00 GMT")),
        sent("ASK {}", ("accept", "text/csv;q=0.5, " * 50)),
        sent("ASK {}", ("accept", "text/html")),
        sent("ASK {}", ("accept", "image/png")),
        sent("ASK {}", ("accept", JSON), ("accept", "text/csv")),
        sent("SELECT (RAND() AS ?chance) {}"),
        sent("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"),
        sent("ASK {} # " + "x" * 5000),
    ],
)
def test_what_is_not_plain_is_left_to_the_application(lanes: Lanes, asked: Sent) -> None:
    assert lanes.quick(asked) is None


def test_a_long_answer_comes_whole(lanes: Lanes) -> None:
    text = "SELECT ?n ?text { VALUES ?n { 1 2 3 } BIND(CONCAT(" + ", ".join(["?long"] * 40) + ") AS ?text) "
    asked = sent(text + 'BIND("' + "a" * 900 + '" AS ?long) }', ("accept", JSON))
    wide = sent('SELECT * { ?s ?p ?o . ?a ?b ?c . BIND("' + "b" * 800 + '" AS ?wide) } LIMIT 200', ("accept", JSON))
    for each in (asked, wide):
        quick = lanes.quick(each)
        assert isinstance(quick, tuple)
        lanes.app.extensions[SITE].answers.forget()
        assert quick[2] == lanes.slow(each)[2]
    assert len(quick[2]) > 100_000


def test_a_refusal_is_handed_to_the_application_to_tell(lanes: Lanes) -> None:
    many = sent("SELECT * { ?s ?p ?o . ?a ?b ?c }", ("accept", JSON))
    assert isinstance(lanes.quick(many), ResultTooLarge)
    assert isinstance(lanes.quick(sent(MEMORY_BOMB, ("accept", JSON))), QueryTooDemanding)
    # The worker that took the place of that one is new: the application hears its first word.
    assert lanes.slow(sent("ASK {} # first"))[0] == 200
    assert isinstance(lanes.quick(sent("ASK {}", ("accept", JSON))), tuple)


def test_slow_questions_hold_up_no_quick_one(unworn: Lanes) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(9)) + " }"

    async def both() -> tuple[bool, list[object]]:
        waiting = [asyncio.ensure_future(ask_of(unworn, sent(f"{slow} # {n}", ("accept", JSON)))) for n in range(2)]
        await asyncio.sleep(0.5)
        asked = sent("ASK {} # quick", ("accept", JSON))
        if await ask_of(unworn, asked) is None:
            # The workers that took the place of the slow ones are new: the application hears their first word.
            await asyncio.get_running_loop().run_in_executor(None, unworn.slow, asked)
        return any(each.done() for each in waiting), list(await asyncio.gather(*waiting))

    one_was_done, refused = unworn.run(both())  # type: ignore[arg-type,misc]
    assert not one_was_done
    assert all(isinstance(each, KgError) for each in refused)


def test_what_is_not_answered_at_once_gives_up_its_turn_long_before_it_counts_as_slow(
    roomy: Lanes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.serve.ask.quick.SLOW_SECONDS", 1000.0)
    slow = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(9)) + " }"
    workers = roomy.pool.pids()

    async def both() -> tuple[object, list[object]]:
        asking = [ask_of(roomy, sent(f"{slow} # {n}", ("accept", JSON))) for n in range(len(workers) - 1)]
        waiting = [asyncio.ensure_future(each) for each in asking]
        fast = await asyncio.wait_for(ask_of(roomy, sent("ASK {} # at once", ("accept", JSON))), 60)
        assert not any(each.done() for each in waiting)
        for pid in set(workers) - set(roomy.pool.pids()):
            os.kill(pid, signal.SIGKILL)
        return fast, list(await asyncio.gather(*waiting))

    fast, refused = roomy.run(both())  # type: ignore[arg-type,misc]
    assert isinstance(fast, tuple)
    assert all(isinstance(each, QueryTooDemanding) for each in refused)


def test_what_a_tag_promises_holds_when_a_copy_in_memory_takes_over(moving: Lanes) -> None:
    sent = Sent(urlencode({"query": "SELECT * { ?s ?p ?o }"}), [("accept", JSON)])
    seen: dict[str, bytes] = {}
    for _ in range(2):
        status, headers, body = moving.slow(sent)
        assert status == 200
        assert seen.setdefault(headers["ETag"], body) == body
        quick = moving.quick(sent)
        assert isinstance(quick, tuple)
        assert seen.setdefault(dict(quick[1])["ETag"], quick[2]) == quick[2]
        assert moving.pool.moved()
        moving.app.extensions[SITE].answers.follow("none")
    assert moving.slow(sent)[1]["ETag"] in seen


def test_a_question_that_turned_out_slow_is_given_up_when_its_client_hangs_up(roomy: Lanes) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(9)) + " }"
    workers, client = set(roomy.pool.pids()), Transport()

    async def leave() -> tuple[set[int], object]:
        waiting = asyncio.ensure_future(ask_of(roomy, sent(slow, ("accept", JSON)), client))
        while workers <= set(roomy.pool.pids()):
            await asyncio.sleep(0.01)
        at_work = workers - set(roomy.pool.pids())
        client.hang_up()
        return at_work, await waiting

    at_work, refused = roomy.run(leave())  # type: ignore[arg-type,misc]
    assert isinstance(refused, HungUp)
    assert all(ended_within(pid, 2) for pid in at_work)
