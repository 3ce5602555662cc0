"""Taking something down on a running service: by the command, for everybody, and whatever happens meanwhile."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from kg.release.layout import current, releases
from kg.release.verify import verify
from tests.cli.commands import REPOSITORY, kg
from tests.release.scanning import places_with
from tests.release.takedown.test_takedown import NUMBER, plant
from tests.whole.process import serving
from tests.workshop import BASE_IRI, Workshop

QUERY = "SELECT ?text { ?s ?p ?text FILTER (CONTAINS(STR(?text), '9802')) }"


def _planted(world: Workshop) -> Workshop:
    world.publish()
    plant(world)
    world.publish()
    return world


def test_a_running_service_moves_on_and_nothing_of_it_is_left(tiny: Workshop) -> None:
    world = _planted(tiny)
    old = current(world.home).id
    settings = {"KG_HOME": str(world.home), "KG_BASE_IRI": BASE_IRI, "KG_WORKERS": "2"}
    with serving(settings) as served:
        assert NUMBER in served.get("/project/bro.ttl")[2].decode()
        assert NUMBER in served.ask(QUERY)[2].decode()
        done = kg(world, "takedown", "--matching", "--yes", "--lang", "en", stdin=NUMBER + "\n")
        assert (done.code, done.err) == (0, "")
        assert "1 statements are gone from 2 releases" in done.out
        until = time.monotonic() + 5
        while served.get("/project/bro.ttl")[1]["X-Release"] == old and time.monotonic() < until:
            time.sleep(0.02)
        assert served.get("/project/bro.ttl")[1]["X-Release"] == current(world.home).id != old
        for path in ("/project/bro.ttl", "/project/bro.html", "/project/bro.jsonld", "/download"):
            status, _, body = served.get(path)
            assert (status, NUMBER.encode() in body) == (200, False)
        assert "9802" not in served.ask(QUERY)[2].decode().partition("results")[2]
        status, _, body = served.get(f"/releases/{old}")
        assert (status, current(world.home).id.encode() in body) == (410, True)
        assert NUMBER not in served.said() + done.out
    assert places_with(world.home, NUMBER, NUMBER.replace("-", "")) == []
    for each in releases(world.home):
        verify(each)
    assert kg(world, "verify").code == 0
    refused = kg(world, "publish", "--lang", "en")
    assert refused.code == 1
    assert "taken down from every release" in refused.err
    assert NUMBER not in refused.err


def test_killed_while_it_works_the_next_run_ends_it(tiny: Workshop) -> None:
    world = _planted(tiny)
    for tenths in (6, 9, 12, 15):
        process = _started(world, "takedown", "--matching", "--yes")
        time.sleep(tenths / 10)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        for each in releases(world.home):
            verify(each)
        assert current(world.home).manifest.sequence == 2
    done = kg(world, "takedown", "--matching", "--yes", stdin=NUMBER)
    assert done.code == 0
    assert places_with(world.home, NUMBER) == []
    assert [each.manifest.sequence for each in releases(world.home)] == [1, 2]
    assert current(world.home).bundle("dumps") is not None


def _started(world: Workshop, *words: str) -> "subprocess.Popen[bytes]":
    environment = {
        "KG_ROOT": str(world.root),
        "KG_HOME": str(world.home),
        "KG_BASE_IRI": BASE_IRI,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(REPOSITORY),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *words],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if process.stdin is not None:
        process.stdin.write(NUMBER.encode())
        process.stdin.close()
    return process


def test_what_is_asked_for_is_one_thing_and_nothing_is_asked_on_the_command_line(published: Workshop) -> None:
    for words in ((), ("project/bro",), ("--matching", "project/bro"), ("project/bro", "--record", "--property", "x")):
        said = kg(published, "takedown", *words, stdin="Något")
        assert (said.code, "Ange en sak att ta bort" in said.err) == (2, True)
    assert kg(published, "takedown", "--matching", stdin=" - ").code == 2
    assert kg(published, "takedown", "project/bro", "--property", "title").code == 2
    assert kg(published, "takedown", "nothing", "--record").code == 2


def test_a_dry_run_counts_and_changes_nothing(published: Workshop) -> None:
    before = current(published.home)
    said = kg(published, "takedown", "project/bro", "--property", "dcterms:title", "--dry-run")
    assert (said.code, said.out.split()[1]) == (0, "4")
    assert current(published.home).manifest == before.manifest
    value = kg(
        published, "takedown", "project/bro", "--property", "dcterms:title", "--value", "--dry-run", stdin="Bro\n"
    )
    assert value.out.split()[1] == "2"


def test_statements_in_a_file_go(published: Workshop, tmp_path: Path) -> None:
    path = tmp_path / "gone.nq"
    path.write_text('<https://example.org/project/bro> <http://purl.org/dc/terms/title> "Bro"@sv .\n', "utf-8")
    assert kg(published, "takedown", "--statements", str(path), "--yes").code == 0
    verify(current(published.home))
    assert "Bridge" in (text := kg(published, "query", "SELECT ?t { ?s <http://purl.org/dc/terms/title> ?t }").out)
    assert " Bro " not in text


def test_the_log_can_be_kept_apart(published: Workshop, tmp_path: Path) -> None:
    kg(published, "takedown", "--matching", "--yes", stdin="Bridge")
    log = tmp_path / "log.json"
    assert kg(published, "takedown", "--export-log", str(log)).code == 0
    assert "Bridge" not in log.read_text()
    assert "0 takedowns" in kg(published, "takedown", "--import-log", str(log), "--lang", "en").out
    log.write_text("{}")
    assert kg(published, "takedown", "--import-log", str(log)).code == 2
    assert "0 uppgifter" in kg(published, "takedown", "--resume").out
