"""Nothing leaves the machine unless somebody says --refresh; and then a dead network is a sentence and an exit code."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.link.services import kolada, places, wikidata
from tests.sources.upstream.kolada_service import Kolada
from tests.sources.upstream.services import NO_ROUTE, refusing, serving, silent
from tests.workshop import Workshop, workshop

# Python tells of every socket before it is used (https://docs.python.org/3/library/audit_events.html).
WATCHED = """
import socket, sys

def watch(event, args):
    outside = event in ("socket.connect", "socket.bind", "socket.sendto") and args[0].family != socket.AF_UNIX
    # urllib3 looks, as it is imported, whether this machine has an IPv6 loopback at all.
    if event == "socket.bind" and args[1] == ("::1", 0):
        return
    if outside or event in ("socket.getaddrinfo", "socket.gethostbyname"):
        print("SOCKET", event, args[1:], flush=True)

sys.addaudithook(watch)
from kg.cli import main
for line in sys.stdin.read().splitlines():
    sys.argv = ["kg", *line.split("|")]
    try:
        main()
    except SystemExit as ended:
        print("ENDED", sys.argv[1], ended.code, flush=True)
"""
OFFLINE = (
    "link", "link|--authority|wikidata", "links|review", "build", "publish", "check|data/records", "releases", "verify",
    "query|partners", "explain|https://example.org/project/bro", "template|project|--format|csv", "submissions|list",
)  # fmt: skip


@pytest.fixture
def tiny(tmp_path: Path) -> Workshop:
    return places(workshop(tmp_path))


def _run(tiny: Workshop, *commands: str, seconds: str = "20") -> list[str]:
    """What these commands print, one after the other in one process that tells of its sockets."""
    environ = {
        "KG_ROOT": str(tiny.root), "KG_HOME": str(tiny.home), "KG_BASE_IRI": tiny.base_iri, "PATH": "/usr/bin:/bin",
        "KG_REFRESH_SECONDS": seconds,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", WATCHED], input="\n".join(commands), env=environ, cwd=tiny.root, text=True,
        capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout.splitlines()


def _ended(lines: list[str]) -> list[int]:
    return [int(line.rpartition(" ")[2]) for line in lines if line.startswith("ENDED")]


def test_no_command_opens_a_socket_unless_it_is_told_to_refresh(tiny: Workshop) -> None:
    kolada(tiny, NO_ROUTE)
    wikidata(tiny, NO_ROUTE)
    said = _run(tiny, *OFFLINE)
    assert [line for line in said if line.startswith("SOCKET")] == []
    assert len(_ended(said)) == len(OFFLINE)


def test_the_watch_sees_a_socket_when_there_is_one(tiny: Workshop) -> None:
    with serving(Kolada({("N01951", "1981", 2026, "T"): 1.0})) as service:
        kolada(tiny, service.url)
        said = _run(tiny, "link|--authority|kolada|--refresh|--accept", "link|--authority|kolada|--refresh")
    assert [line for line in said if line.startswith("SOCKET socket.connect")]
    assert _ended(said) == [0, 0]
    assert "Inget nytt." in said


@pytest.mark.parametrize("where", ["no route", "refused", "hanging"])
def test_every_refresh_says_that_the_network_is_unplugged_within_its_time(tiny: Workshop, where: str) -> None:
    with silent() as hanging:
        url = {"no route": NO_ROUTE, "refused": refusing(), "hanging": hanging}[where]
        kolada(tiny, url)
        wikidata(tiny, url)
        before = {path: path.read_bytes() for path in tiny.root.rglob("*") if path.is_file()}
        began = time.monotonic()
        said = _run(tiny, "link|--refresh", "link|--refresh|--accept|--lang|en", seconds="1")
        assert time.monotonic() - began < 30
    assert _ended(said) == [3, 3]
    assert [line.partition(":")[0] for line in said if url in line] == ["kolada", "wikidata"] * 2
    assert {path: path.read_bytes() for path in tiny.root.rglob("*") if path.is_file()} == before
