"""A running service: it follows what is published, refuses what is damaged, writes nothing, and ends with all it started."""

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kg.release.layout import Release, current, releases
from kg.release.publish import rollback
from tests.whole.process import Served, kg, left_after, serving
from tests.workshop import Workshop

BRO = "data/records/project/bro.ttl"
ROOT = os.geteuid() == 0
# A reader reads the file as it is, whoever's language it is in.
ADDRESSES = {
    "/project/bro.ttl": "text/turtle",
    "/project/bro.html?lang=en": "text/html",
    "/project/bro": "application/ld+json",
    "/project.csv": "text/csv",
    "/sparql?query=SELECT%20%3Ft%20%7B%20%3Chttps%3A%2F%2Fexample.org%2Fproject%2Fbro%3E%20%3Fp%20%3Ft%20%7D": "text/csv",
}


def _settings(world: Workshop) -> dict[str, str]:
    return {"KG_HOME": str(world.home), "KG_BASE_IRI": world.base_iri, "KG_WORKERS": "2"}


@pytest.fixture
def world(published: Workshop) -> Workshop:
    """The tiny world published, its bridge called Bridge 0."""
    return _retitled(published, 0)


def _retitled(world: Workshop, number: int) -> Workshop:
    before = f"Bridge {number - 1}." if number else "Bridge"
    world.edit(BRO, f'"{before}"@en', f'"Bridge {number}."@en')
    world.point()
    return world


def _until(seconds: float, seen: Callable[[], bool]) -> bool:
    """Whether it comes to be seen within so many seconds."""
    until = time.monotonic() + seconds
    while not seen():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


# Following


def test_what_is_published_and_rolled_back_is_answered_within_two_seconds(world: Workshop) -> None:
    with serving(_settings(world)) as served:
        family = served.children()
        first = current(world.home).id
        assert served.get("/project/bro.ttl")[1]["X-Release"] == first
        _retitled(world, 1)
        assert _until(2, lambda: b"Bridge 1." in served.get("/project/bro.ttl")[2])
        assert served.get("/project/bro.ttl")[1]["X-Release"] == current(world.home).id != first
        rollback(world.home, None)
        assert _until(2, lambda: served.get("/project/bro.ttl")[1]["X-Release"] == first)
        assert b"Bridge 0." in served.get("/project/bro.html?lang=en", "text/html")[2]
        assert served.children() == family


@dataclass
class Reader:
    """A client that asks again and again, and remembers which release each answer was of, and which title it had."""

    served: Served
    stop: threading.Event
    seen: set[tuple[str, str, str]] = field(default_factory=set)
    failed: list[tuple[str, int, bytes]] = field(default_factory=list)
    answers: int = 0

    def run(self) -> None:
        """Ask until told to stop."""
        while not self.stop.is_set():
            for path, accept in ADDRESSES.items():
                status, headers, body = self.served.get(path, accept)
                self.answers += 1
                if status != 200:
                    self.failed.append((path, status, body))
                    continue
                _, _, rest = body.decode().partition("Bridge ")
                self.seen.add((path, headers["X-Release"], rest.partition(".")[0]))


@contextmanager
def _readers(served: Served, number: int) -> Iterator[list[Reader]]:
    stop = threading.Event()
    readers = [Reader(served, stop) for _ in range(number)]
    threads = [threading.Thread(target=reader.run) for reader in readers]
    for thread in threads:
        thread.start()
    try:
        yield readers
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=60)


def test_every_answer_is_wholly_of_one_release_while_thirty_come_and_go(world: Workshop) -> None:
    titles = {current(world.home).id: "0"}
    with serving(_settings(world)) as served, _readers(served, 2) as readers:
        for number in range(1, 21):
            titles[current(_retitled(world, number).home).id] = str(number)
        for _ in range(10):
            rollback(world.home, None)
            time.sleep(0.05)
        last = current(world.home).id
        assert _until(2, lambda: served.get("/project/bro.ttl")[1]["X-Release"] == last)
    assert [fault for reader in readers for fault in reader.failed] == []
    seen = {each for reader in readers for each in reader.seen}
    assert {(path, release, title) for path, release, title in seen if titles[release] != title} == set()
    assert len({release for _, release, _ in seen}) > 5
    assert {path for path, _, _ in seen} == set(ADDRESSES)


def test_a_service_that_runs_refuses_a_damaged_release_and_says_so(world: Workshop) -> None:
    with serving(_settings(world)) as served:
        good = current(world.home).id
        world.edit(BRO, "Bridge 0.", "Broken")
        broken = world.built()
        (broken.path / "model.json").write_text("{", "utf-8")
        _point(world, broken.id)
        for path in ADDRESSES:
            status, headers, _ = served.get(path)
            assert (status, headers["X-Release"]) == (200, good)
        assert broken.id in served.said()
        world.edit(BRO, "Broken", "Bridge 1.")
        healed = world.point()
        assert _until(2, lambda: served.get("/project/bro.ttl")[1]["X-Release"] == healed.id)


def _point(world: Workshop, name: str) -> None:
    """Point readers at a release as somebody's script might, unverified."""
    draft = world.home / "elsewhere"
    draft.symlink_to(f"releases/{name}")
    draft.replace(world.home / "current")


# Starting


def _damage_manifest(release: Release) -> None:
    os.truncate(release.path / "manifest.json", 100)


def _damage_store(release: Release) -> None:
    table = max((release.store).glob("*.sst"), key=lambda path: path.stat().st_size)
    data = bytearray(table.read_bytes())
    data[len(data) // 2] ^= 1
    table.unlink()  # An earlier release may hold the same file.
    table.write_bytes(data)


def _damage_whole(release: Release) -> None:
    release.path.rename(release.path.parent.parent / "lost")


@pytest.mark.parametrize("damage", [_damage_manifest, _damage_store, _damage_whole])
def test_a_damaged_release_is_refused_at_the_start_and_the_one_before_is_served(
    world: Workshop, damage: Callable[[Release], None]
) -> None:
    good, broken = releases(world.home)[-2:]
    damage(broken)
    with serving(_settings(world)) as served:
        assert served.get("/project/bro.ttl")[1]["X-Release"] == good.id
        assert served.ask("ASK { ?s ?p ?o }")[0] == 200
        assert broken.id in served.said()


def test_where_no_release_is_whole_it_says_so_and_ends(world: Workshop) -> None:
    for release in releases(world.home):
        _damage_manifest(release)
    ended = _refused(_settings(world))
    assert ended.returncode == 3
    assert b"damaged" in ended.stderr


def _refused(settings: Mapping[str, str], *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """`kg serve` that doesn't come to serve: one sentence on standard error, and nothing else."""
    ended = kg(settings, "serve", "--lang", "en", *arguments)
    assert ended.stdout == b""
    assert b"Traceback" not in ended.stderr
    assert len(ended.stderr.decode().strip().splitlines()) == 1
    return ended


def test_without_a_release_it_says_what_to_do(tmp_path: Path) -> None:
    ended = _refused({"KG_HOME": str(tmp_path)})
    assert ended.returncode == 2
    assert b"run `kg publish` first" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_said(world: Workshop) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = _refused(_settings(world), "--port", port)
    assert ended.returncode == 2
    assert f"Port {port} on 127.0.0.1 is already in use".encode() in ended.stderr


def test_a_setting_that_is_misspelt_is_said(world: Workshop) -> None:
    ended = _refused({**_settings(world), "KG_WORKER": "2"})
    assert ended.returncode == 2
    assert b"There is no setting KG_WORKER. Did you mean KG_WORKERS?" in ended.stderr


# Ending


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_of_it_however_it_ends(world: Workshop, how: signal.Signals) -> None:
    with serving(_settings(world)) as served:
        served.ask("ASK { ?s ?p ?o }")
        family = served.family()
        # The zygote, the web process, two workers.
        assert len(family) >= 4
        served.process.send_signal(how)
        assert served.process.wait(timeout=20) == (-how if how is signal.SIGKILL else 0)
        assert left_after(family, 10) == []
        with pytest.raises(OSError, match="refused"):
            served.get("/healthz")


def test_when_the_web_process_dies_the_service_ends_and_says_so(world: Workshop) -> None:
    with serving(_settings(world)) as served:
        family = served.family()
        os.kill(served.web, signal.SIGKILL)
        assert served.process.wait(timeout=20) != 0
        assert left_after(family, 10) == []
        assert "Unexpected exit" in served.said()


# Reading only


def _listing(folder: Path) -> dict[str, tuple[int, int, int, int]]:
    """Every file and folder with what a writer would change."""
    found = {}
    for path in sorted(folder.rglob("*")):
        stat = path.lstat()
        found[path.relative_to(folder).as_posix()] = (stat.st_ino, stat.st_mode, stat.st_size, stat.st_mtime_ns)
    return found


def _use(served: Served) -> None:
    """A little of everything."""
    for path, accept in {**ADDRESSES, "/": "text/html", "/catalog.rdf": "*/*", "/download/": "text/html"}.items():
        assert served.get(path, accept)[0] == 200
    assert served.get("/download/samverkansgrafen.ttl")[0] == 200
    assert served.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0] == 200
    assert served.ask("SELECT nothing")[0] == 400
    assert served.get("/project/none")[0] == 404


def test_serving_changes_nothing_in_the_home(published: Workshop) -> None:
    before = _listing(published.home)
    with serving(_settings(published)) as served:
        _use(served)
        assert _listing(published.home) == before
    assert _listing(published.home) == before


@contextmanager
def _unwritable(home: Path) -> Iterator[None]:
    """A home that can't be written to: by a mount for root, whom no permission stops, else by permissions."""
    if ROOT:
        subprocess.run(["mount", "--bind", home, home], check=True)
        try:
            subprocess.run(["mount", "-o", "remount,bind,ro", home], check=True)
            yield
        finally:
            subprocess.run(["umount", "-l", home], check=True)
        return
    every = [home, *(path for path in home.rglob("*") if not path.is_symlink())]
    modes = {path: path.stat().st_mode for path in every}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def test_a_home_that_cannot_be_written_to_is_served_all_the_same(published: Workshop) -> None:
    with _unwritable(published.home):
        with pytest.raises(OSError, match="Read-only|Permission"):
            (published.home / "new").touch()
        with serving(_settings(published)) as served:
            _use(served)
