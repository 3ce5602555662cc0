"""From a hand-in to what readers see, in the running service: accepted work is published by a process beside it."""

import contextlib
import json
import os
import re
import signal
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kg.inbox.inbox import Inbox
from kg.serve.publishing import PUBLISHER
from tests.inbox.handing import accepted, file_digest
from tests.whole.process import Served, serving
from tests.workshop import BASE_IRI, Workshop

PASSWORD = "en bro över vattnet"
BRO = "data/records/project/bro.ttl"
SECONDS = 60.0


class Steward:
    """Somebody who is logged in to the running service."""

    def __init__(self, served: Served) -> None:
        self._address = served.address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._post("/review/login", name="granskare", password=PASSWORD, **self._held("/review/login"))

    def accept(self, number: int) -> None:
        """Accept a submission."""
        self._post(f"/review/{number}", action="accept", **self._held(f"/review/{number}"))

    def _held(self, path: str) -> dict[str, str]:
        """The hidden fields of a page's form."""
        with self._opener.open(urllib.request.Request(self._address + path, headers={"Accept": "text/html"})) as answer:
            page = answer.read().decode()
        return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))

    def _post(self, path: str, **fields: str) -> None:
        request = urllib.request.Request(self._address + path, urlencode(fields).encode(), {"Accept": "text/html"})
        with self._opener.open(request, timeout=30) as answer:
            assert answer.status == 200


def _hand_in(served: Served, text: str) -> str:
    request = urllib.request.Request(f"{served.address}/submissions", text.encode(), {"Content-Type": "text/turtle"})
    until = time.monotonic() + SECONDS
    while True:
        # The examiners may still be on their way.
        with contextlib.suppress(urllib.error.HTTPError), urllib.request.urlopen(request, timeout=30) as answer:
            return str(json.load(answer)["receipt"])
        assert time.monotonic() < until, "nothing can be handed in"
        time.sleep(0.1)


def _says(served: Served, word: str) -> bool:
    return word in served.get("/project/bro.ttl")[2].decode()


def _until(what: str, served: Served, word: str) -> None:
    until = time.monotonic() + SECONDS
    while not _says(served, word):
        assert time.monotonic() < until, f"{what}: {served.said()}"
        time.sleep(0.1)


def _publisher(served: Served) -> int | None:
    found = [pid for pid in served.children() if PUBLISHER in Path(f"/proc/{pid}/cmdline").read_text()]
    return found[0] if found else None


@pytest.mark.parametrize("killed", [False, True], ids=["undisturbed", "its process killed before"])
def test_what_a_steward_accepts_is_what_readers_see(published: Workshop, killed: bool) -> None:
    with contextlib.closing(Inbox(published.home)) as inbox:
        inbox.add_account("granskare", PASSWORD)
    settings = {"KG_ROOT": str(published.root), "KG_HOME": str(published.home), "KG_BASE_IRI": BASE_IRI}
    text = published.read(BRO)
    with serving(settings) as served:
        steward = Steward(served)
        receipt = _hand_in(served, text.replace("Bridge", "Span"))
        first = _publisher(served)
        assert first is not None
        if killed:
            os.kill(first, signal.SIGKILL)
        steward.accept(1)
        _until("the accepted record was not published", served, '"Span"@en')
        assert (_publisher(served) == first) is not killed
        said = json.loads(served.get(f"/submissions/{receipt}")[2])
        assert said["records"][0]["published_in"] == served.get("/healthz")[1]["X-Release"]


def test_a_service_that_was_stopped_publishes_what_was_accepted_meanwhile(published: Workshop) -> None:
    settings = {"KG_ROOT": str(published.root), "KG_HOME": str(published.home), "KG_BASE_IRI": BASE_IRI}
    with contextlib.closing(Inbox(published.home)) as inbox:
        text = published.read(BRO).replace("Bridge", "Span")
        accepted(inbox, text, "project/bro", parent=file_digest(published, "project/bro"))
    with serving(settings) as served:
        _until("what was accepted was not published", served, '"Span"@en')
