"""Asking politely: tries, waits, limits, what is kept, and a sentence for every failure."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import pytest

from kg.errors import EndpointFailed
from kg.sources.upstream.cache import Asked, Cache
from kg.sources.upstream.errand import Errand
from kg.sources.upstream.json_text import load
from kg.sources.upstream.manners import Manners
from kg.sources.upstream.web import Web
from tests.sources.upstream.services import HASTY, NO_ROUTE, Came, Given, refusing, said, serving, silent

JSON = "application/json"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "upstream"


def _bring(home: Path, url: str, *, manners: Manners = HASTY, body: str = "") -> object:
    """One run that asks for one address."""
    errand = Errand(manners, Cache(home))
    web = Web(manners)
    try:
        found = errand.bring(Asked(url, JSON, body), web, lambda got: load(got, url))
    finally:
        web.close()
    errand.finish()
    return found


def _in_turn(*given: Given) -> Callable[[Came], Given]:
    """Answers one after the other, the last for ever."""
    answers: Iterator[Given] = chain(given, repeat(given[-1]))
    return lambda _: next(answers)


def _refusal(home: Path, url: str, *, manners: Manners = HASTY) -> EndpointFailed:
    with pytest.raises(EndpointFailed) as refused:
        _bring(home, url, manners=manners)
    assert url in refused.value.message
    assert url in refused.value.message_sv
    return refused.value


def test_an_answer_is_what_was_sent_and_we_say_who_we_are(home: Path) -> None:
    with serving(lambda _: said({"a": 1})) as service:
        assert _bring(home, service.url) == {"a": 1}
    assert service.asked[0].headers["User-Agent"] == HASTY.agent
    assert service.asked[0].headers["Accept"] == JSON


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_another_try_may_mend_is_tried_again(home: Path, status: int) -> None:
    with serving(_in_turn(Given(status=status), said({"a": 1}))) as service:
        assert _bring(home, service.url) == {"a": 1}
    assert len(service.asked) == 2


def test_retry_after_is_waited_for(home: Path) -> None:
    with serving(_in_turn(Given(status=429, headers=(("Retry-After", "1"),)), said({"a": 1}))) as service:
        began = time.monotonic()
        _bring(home, service.url)
    assert time.monotonic() - began >= 1


def test_a_wait_beyond_reason_is_told_at_once(home: Path) -> None:
    with serving(lambda _: Given(status=503, headers=(("Retry-After", "3600"),))) as service:
        began = time.monotonic()
        assert "HTTP 503" in _refusal(home, service.url).message
    assert time.monotonic() - began < 1
    assert len(service.asked) == 1


def test_tries_come_to_an_end(home: Path) -> None:
    with serving(lambda _: Given(status=500)) as service:
        _refusal(home, service.url)
    assert len(service.asked) == HASTY.attempts


@pytest.mark.parametrize("status", [400, 403, 404, 410])
def test_what_no_other_try_mends_is_asked_once(home: Path, status: int) -> None:
    with serving(lambda _: Given(status=status)) as service:
        assert f"HTTP {status}" in _refusal(home, service.url).message
    assert len(service.asked) == 1


def test_an_answer_cut_off_is_asked_for_again(home: Path) -> None:
    with serving(_in_turn(said({"a": "x" * 1000}, cut=True), said({"a": 1}))) as service:
        assert _bring(home, service.url) == {"a": 1}
    assert len(service.asked) == 2


def test_an_answer_always_cut_off_is_told(home: Path) -> None:
    with serving(lambda _: said({"a": "x" * 1000}, cut=True)) as service:
        assert "höggs av" in _refusal(home, service.url).message_sv


@pytest.mark.parametrize("part", ["drip", "drip_head"])
def test_a_drip_ends_with_the_time(home: Path, part: str) -> None:
    hurried = replace(HASTY, request=0.4, attempts=1)
    with serving(lambda _: replace(said({"a": "x" * 1000}), **{part: True})) as service:
        began = time.monotonic()
        _refusal(home, service.url, manners=hurried)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (Given(b"<html>", kind="text/html"), "text/html"),
        (Given(b"{", kind=JSON), "JSON"),
        (Given(b"[1]", kind=JSON), "object"),
        (Given(b"[" * 100_000, kind=JSON), "JSON"),
        (Given(b'{"a": NaN}', kind=JSON), "JSON"),
        (Given(b"x" * 300_000, kind=JSON), "larger"),
        (Given(b"{}", headers=(("Content-Encoding", "gzip"),)), "gzip"),
        (Given(status=302, headers=(("Location", "/again"),)), "redirects"),
        (Given(status=302, headers=(("Location", "file:///etc/passwd"),)), "redirects"),
        (Given(status=302), "redirects"),
    ],
    ids=["type", "half", "list", "deep", "nan", "huge", "packed", "ring", "file", "nowhere"],
)
def test_an_odd_answer_is_told_and_not_asked_for_again(home: Path, given: Given, word: str) -> None:
    with serving(lambda _: given) as service:
        assert word in _refusal(home, service.url).message
    assert len(service.asked) <= HASTY.redirects + 1


def test_a_redirect_within_reason_is_followed(home: Path) -> None:
    def answer(came: Came) -> Given:
        return Given(status=301, headers=(("Location", "/there"),)) if came.path == "/" else said({"a": 1})

    with serving(answer) as service:
        assert _bring(home, service.url) == {"a": 1}


@pytest.mark.parametrize("url", [NO_ROUTE, refusing()], ids=["no route", "refused"])
def test_nobody_there_is_told_within_the_time(home: Path, url: str) -> None:
    began = time.monotonic()
    refused = _refusal(home, url, manners=replace(HASTY, connect=0.5, total=2))
    assert time.monotonic() - began < 4
    assert "ingenting är ändrat" in refused.message_sv.lower()


def test_one_who_never_answers_is_told_of_within_the_time(home: Path) -> None:
    with silent() as url:
        began = time.monotonic()
        _refusal(home, url, manners=replace(HASTY, silence=0.3, total=2))
    assert time.monotonic() - began < 4


def test_what_did_not_change_is_not_sent_again(home: Path) -> None:
    def answer(came: Came) -> Given:
        if came.headers.get("If-None-Match") == '"one"':
            return Given(b"", status=304)
        return said({"a": 1}, headers=(("ETag", '"one"'),))

    with serving(answer) as service:
        assert _bring(home, service.url) == _bring(home, service.url) == {"a": 1}
    assert len(service.asked) == 2


def test_a_kept_answer_that_the_disk_has_changed_is_asked_for_anew(home: Path) -> None:
    with serving(lambda _: said({"a": 1}, headers=(("ETag", '"one"'),))) as service:
        _bring(home, service.url)
        for path in home.rglob("*.body"):
            path.write_bytes(b"{}")
        assert _bring(home, service.url) == {"a": 1}
    assert "If-None-Match" not in service.asked[1].headers


def test_what_was_fetched_before_a_break_is_not_fetched_again(home: Path) -> None:
    broken = [True]

    def answer(came: Came) -> Given:
        return Given(status=404) if came.path == "/2" and broken else said({"page": came.path})

    def run(url: str) -> list[object]:
        errand, web = Errand(HASTY, Cache(home)), Web(HASTY)
        try:
            found = [errand.bring(Asked(url + n, JSON), web, lambda got: load(got, url)) for n in "123"]
        finally:
            web.close()
        errand.finish()
        return list(found)

    with serving(answer) as service:
        with pytest.raises(EndpointFailed):
            run(service.url)
        broken.clear()
        assert len(run(service.url)) == 3
        assert [each.path for each in service.asked] == ["/1", "/2", "/2", "/3"]
        run(service.url)
    assert len(service.asked) == 7


def test_an_answer_that_cannot_be_read_is_not_kept(home: Path) -> None:
    with serving(_in_turn(Given(b"{"), said({"a": 1}))) as service:
        _refusal(home, service.url)
        assert _bring(home, service.url) == {"a": 1}


def test_requests_to_one_host_keep_the_pace(home: Path) -> None:
    manners = replace(HASTY, pause=0.2)
    with serving(lambda _: said({})) as service:
        errand, web = Errand(manners, Cache(home)), Web(manners)
        began = time.monotonic()
        for n in "123":
            errand.bring(Asked(service.url + n, JSON), web, lambda got: load(got, ""))
        web.close()
    assert time.monotonic() - began >= 0.4


def test_json_goes_out_where_there_is_a_body(home: Path) -> None:
    with serving(lambda came: said(json.loads(came.body))) as service:
        assert _bring(home, service.url, body='{"å": 1}') == {"å": 1}
    assert service.asked[0].method == "POST"


def test_the_time_for_all_of_it_runs_out(home: Path) -> None:
    with serving(lambda _: said({})) as service:
        refused = _refusal(home, service.url, manners=replace(HASTY, total=0.0))
    assert "KG_REFRESH_SECONDS" in refused.message
    assert service.asked == []
