"""The service as a process: it answers, survives slow clients, follows `current`, and ends clean."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.errors import BadSettings, NoRelease
from kg.serve import server
from tests.ports import free_port
from tests.query.workers import CARTESIAN, ended_within
from tests.serve import world
from tests.serve.running import Running, running


@pytest.fixture(scope="module")
def served_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the process's own."""
    folder = tmp_path_factory.mktemp("running")
    world.build(folder)
    return folder


@pytest.fixture(scope="module")
def service(served_home: Path) -> Iterator[Running]:
    """The service over the test world."""
    with running(served_home) as started:
        yield started


def test_it_answers_a_query_by_its_own_workers(service: Running) -> None:
    query = "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fs%20%3Fp%20%3Fo%7D"
    rows = json.loads(service.get(query, accept="application/sparql-results+json"))["results"]["bindings"]
    assert int(rows[0]["n"]["value"]) > 100


def test_a_thing_is_found_by_following_its_iri(service: Running) -> None:
    turtle = service.get("/project/broar", accept="text/turtle").decode()
    assert "36691291" in turtle


def test_a_hostile_query_is_refused_and_the_service_lives(service: Running) -> None:
    deep = "/sparql?query=ASK" + "%7B" * 3000
    with pytest.raises(urllib.error.HTTPError) as refused:
        service.get(deep)
    assert refused.value.code == 400
    assert json.loads(refused.value.read())["status"] == 400
    assert service.get("/healthz") == b"ok\n"


def test_clients_that_send_slowly_hold_nobody_up(service: Running) -> None:
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 999\r\n\r\nASK"
    )
    slow = [_opened(service.port, head) for _ in range(3 * server.THREADS)]
    begun = time.monotonic()
    assert service.get("/readyz", seconds=5).decode().strip() == world.FIRST
    assert time.monotonic() - begun < 3
    for each in slow:
        each.close()


def test_clients_that_read_slowly_hold_nobody_up(service: Running) -> None:
    head = b"GET /download/samverkan.nq HTTP/1.1\r\nHost: x\r\n\r\n"
    slow = [_opened(service.port, head) for _ in range(3 * server.THREADS)]
    assert service.get("/readyz", seconds=5).decode().strip() == world.FIRST
    for each in slow:
        each.close()


def _opened(port: int, head: bytes) -> socket.socket:
    opened = socket.socket()
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    opened.connect(("127.0.0.1", port))
    opened.sendall(head)
    return opened


def test_ranges_reach_the_client_through_the_server(service: Running) -> None:
    whole = service.get("/download/samverkan.nq")
    with _opened(
        service.port, b"GET /download/samverkan.nq HTTP/1.1\r\nHost: x\r\nRange: bytes=5-14\r\n\r\n"
    ) as opened:
        opened.settimeout(5)
        said = b""
        while not said.endswith(whole[5:15]):
            said += opened.recv(4096)
    assert b"206 Partial Content" in said


def test_it_serves_the_next_release_as_soon_as_it_is_current(service: Running, served_home: Path) -> None:
    world.build(served_home, identifier="0002-cccccccccccc")
    assert service.get("/readyz") == b"0002-cccccccccccc\n"
    assert b"Broar" in service.get("/project/broar.html")


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "text/html"])
def test_a_slow_query_ends_when_its_client_hangs_up(service: Running, accept: str) -> None:
    query = quote(f"{CARTESIAN} # {accept}")
    with socket.create_connection(("127.0.0.1", service.port)) as client:
        client.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\n\r\n".encode())
        until = time.monotonic() + 10
        while not (slow := _that_gave_way(service.process.pid)):
            assert time.monotonic() < until
    # Long before its deadline.
    assert all(ended_within(pid, 5) for pid in slow)
    assert service.get("/healthz") == b"ok\n"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_and_everything_it_started(tmp_path: Path, how: signal.Signals) -> None:
    world.build(tmp_path)
    with running(tmp_path) as started:
        children = _descendants(started.process.pid)
        assert len(children) >= 3
        started.process.send_signal(how)
        assert started.process.wait(timeout=20) == 0
        assert started.process.stderr is not None
        log = started.process.stderr.read()
    assert f"serving at http://127.0.0.1:{started.port}/" in log
    assert f"serving release {world.FIRST}" in log
    assert "Traceback" not in log
    until = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in children) and time.monotonic() < until:
        time.sleep(0.05)
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []


def _that_gave_way(pid: int) -> list[int]:
    """What works for it behind the others."""
    return [each for each in _descendants(pid) if os.getpriority(os.PRIO_PROCESS, each) == 10]


def _descendants(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = [tuple(map(int, line.split())) for line in listed.splitlines()]
    found, waiting = [], [pid]
    while waiting:
        parent = waiting.pop()
        below = [child for child, above in parents if above == parent]
        found += below
        waiting += below
    return found


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path) -> None:
    world.build(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadSettings, match=rf"Port {port} on 127.0.0.1 is already in use. Stop what uses it"):
            server.run(world.settings(tmp_path, port=port), tmp_path)


def test_a_host_that_is_not_ours_is_said_in_a_sentence() -> None:
    with pytest.raises(BadSettings, match="can't be listened on"):
        server.free_port("192.0.2.1", free_port())


def test_port_0_takes_a_free_one() -> None:
    assert server.free_port("127.0.0.1", 0) > 0


def test_without_a_release_it_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(NoRelease):
        server.run(world.settings(tmp_path), tmp_path)
