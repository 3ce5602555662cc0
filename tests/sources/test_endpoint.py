"""Rows from a real SPARQL server, page by page, and every way an endpoint can fail us."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import EndpointFailed
from kg.sources.endpoint import rows
from kg.sources.upstream.cache import Cache
from kg.sources.upstream.errand import Errand
from tests.sources.upstream.services import HASTY, NO_ROUTE, Came, Given, refusing, said, serving, silent

ROOT = Path(__file__).parents[2]
RESULTS = "application/sparql-results+json"
QUERY = """PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
SELECT ?item ?code ?org WHERE {
  ?item wdt:P31 wd:Q127448 ; wdt:P525 ?code .
  FILTER NOT EXISTS { ?item wdt:P576 ?ended }
  OPTIONAL { ?item wdt:P6460 ?org }
} ORDER BY ?item ?code
"""


@pytest.fixture(scope="module")
def wikidata(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Oxigraph's own server on loopback, with thirty items shaped as Wikidata's: its query address."""
    folder = tmp_path_factory.mktemp("wikidata")
    lines = []
    for number in range(30):
        item, wdt = f"<http://www.wikidata.org/entity/Q{number}>", "http://www.wikidata.org/prop/direct/"
        lines.append(f"{item} <{wdt}P31> <http://www.wikidata.org/entity/Q127448> .")
        lines.append(f'{item} <{wdt}P525> "{1900 + number}" .')
        lines.append(f'{item} <http://www.w3.org/2000/01/rdf-schema#label> "Kommun {number}"@sv .')
        if number == 28:
            held, prop = "<http://www.wikidata.org/entity/statement/Q28-1>", "http://www.wikidata.org/prop/"
            lines.append(f"{item} <{prop}P525> {held} .")
            lines.append(f'{held} <{prop}statement/P525> "1928" ; <{prop}qualifier/P582> "1970" .')
        if number == 29:
            lines.append(f'{item} <{wdt}P576> "1970-12-31T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .')
    (folder / "data.ttl").write_text("\n".join(lines))
    program = str(Path(sys.executable).parent / "oxigraph")
    store = str(folder / "store")
    subprocess.run(
        [program, "load", "--location", store, "--file", str(folder / "data.ttl")], check=True, capture_output=True
    )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [program, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr is not None
    assert "Listening" in server.stderr.readline()
    yield f"http://127.0.0.1:{port}/query"
    server.terminate()
    server.wait()
    server.stderr.close()


def _rows(home: Path, url: str, *, page_size: int = 500, query: str = QUERY) -> list[dict[str, str]]:
    return rows(Errand(HASTY, Cache(home)), url, query, page_size=page_size)


@pytest.mark.parametrize("page_size", [7, 29, 500])
def test_all_rows_come_whatever_the_page(tmp_path: Path, wikidata: str, page_size: int) -> None:
    found = _rows(tmp_path, wikidata, page_size=page_size)
    assert {row["code"] for row in found} == {str(1900 + n) for n in range(29)}
    assert len(found) == 29
    assert "org" not in found[0]


def test_our_own_query_leaves_out_what_has_ended(tmp_path: Path, wikidata: str) -> None:
    query = (ROOT / "data/authorities/wikidata/refresh.rq").read_text("utf-8")
    found = _rows(tmp_path, wikidata, query=query, page_size=10)
    assert {row["code"] for row in found} == {str(1900 + n) for n in range(28)}
    assert {row["sv"] for row in found} == {f"Kommun {n}" for n in range(28)}


def test_a_long_query_is_posted(tmp_path: Path, wikidata: str) -> None:
    assert len(_rows(tmp_path, wikidata, query="# long\n" * 400 + QUERY)) == 29


def test_a_query_that_it_cannot_parse_is_told_once(tmp_path: Path, wikidata: str) -> None:
    with pytest.raises(EndpointFailed) as refused:
        _rows(tmp_path, wikidata, query="SELECT nonsense ORDER BY")
    assert "400" in refused.value.message


def test_rows_fetched_before_a_break_are_not_fetched_again(tmp_path: Path) -> None:
    broken = [True]

    def answer(came: Came) -> Given:
        query = came.query["query"][0]
        if "OFFSET 2" in query and broken:
            return Given(status=403)
        values = [{"item": {"type": "uri", "value": f"http://example.org/{query[-3:].strip()}{n}"}} for n in range(2)]
        return _results(values if "OFFSET 4" not in query else [])

    with serving(answer) as served:
        with pytest.raises(EndpointFailed):
            _rows(tmp_path, served.url, page_size=2)
        broken.clear()
        assert len(_rows(tmp_path, served.url, page_size=2)) == 4
    assert len(served.asked) == 4


def _results(values: list[dict[str, object]], **given: object) -> Given:
    body = {"head": {"vars": ["item"]}, "results": {"bindings": values}}
    return said(body, **{"kind": RESULTS, **given})


def _ten(_: Came) -> Given:
    return _results([{"item": {"type": "uri", "value": f"http://example.org/{n}"}} for n in range(10)])


ODD: dict[str, Callable[[Came], Given]] = {
    "another type": lambda _: Given(b"<html>", kind="text/html"),
    "half an answer": lambda _: Given(b'{"head": {"vars": ["a"]}, "resu', kind=RESULTS),
    "yes or no": lambda _: said({"head": {}, "boolean": True}, kind=RESULTS),
    "no results": lambda _: said({"rows": []}, kind=RESULTS),
    "too large": lambda _: Given(b" " * 300_000, kind=RESULTS),
    "pages that ignore OFFSET": _ten,
    "not allowed": lambda _: Given(status=403),
    "not there": lambda _: Given(status=404),
    "never well": lambda _: Given(status=500),
    "always busy": lambda _: Given(status=429, headers=(("Retry-After", "0"),)),
    "always cut off": lambda _: _results([], cut=True),
}


@pytest.mark.parametrize("what", ODD)
def test_an_endpoint_that_fails_is_told_of(tmp_path: Path, what: str) -> None:
    with serving(ODD[what]) as served, pytest.raises(EndpointFailed) as refused:
        _rows(tmp_path, served.url, page_size=10)
    assert served.url in refused.value.message_sv
    assert len(served.asked) <= HASTY.attempts


@pytest.mark.parametrize("scheme", ["ftp", "gopher", "file"])
def test_a_redirect_elsewhere_than_to_the_web_is_refused_before_anything_is_opened(tmp_path: Path, scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.setblocking(False)
        there = f"{scheme}://127.0.0.1:{elsewhere.getsockname()[1]}/rows"
        away = Given(status=302, headers=(("Location", there),))
        with serving(lambda _: away) as served, pytest.raises(EndpointFailed) as refused:
            _rows(tmp_path, served.url)
        with pytest.raises(BlockingIOError):
            elsewhere.accept()
    assert served.url in refused.value.message_sv
    assert len(served.asked) == 1
    assert scheme != "ftp" or there in refused.value.message


def test_a_redirect_within_the_web_is_followed(tmp_path: Path) -> None:
    def answer(came: Came) -> Given:
        return _results([]) if came.path == "/there" else Given(status=303, headers=(("Location", "/there"),))

    with serving(answer) as served:
        assert _rows(tmp_path, served.url) == []


def test_busy_once_is_asked_again(tmp_path: Path) -> None:
    turns = iter([Given(status=429, headers=(("Retry-After", "0"),)), Given(status=500), _results([])])
    with serving(lambda _: next(turns)) as served:
        assert _rows(tmp_path, served.url) == []
    assert json.dumps(HASTY.agent) in json.dumps(served.asked[0].headers["User-Agent"])


@pytest.mark.parametrize("url", [NO_ROUTE, refusing()], ids=["no route", "refused"])
def test_nobody_there_is_told(tmp_path: Path, url: str) -> None:
    manners = replace(HASTY, silence=1, request=1, total=2)
    with pytest.raises(EndpointFailed):
        rows(Errand(manners, Cache(tmp_path)), url, QUERY, page_size=10)


def test_one_who_never_answers_is_told_of(tmp_path: Path) -> None:
    manners = replace(HASTY, silence=1, request=0.5, total=1)
    with silent() as url, pytest.raises(EndpointFailed):
        rows(Errand(manners, Cache(tmp_path)), url, QUERY, page_size=10)
