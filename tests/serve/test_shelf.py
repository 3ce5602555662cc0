"""The shelf: one release an answer, the next one at once when `current` moves, a damaged one never."""

import logging
import queue
from pathlib import Path

import pytest

from kg.errors import CorruptRelease, NoRelease
from kg.query.question import Answer, Question
from kg.release.layout import Release
from kg.serve.app import create_app
from kg.serve.shelf import HomeShelf, Opened
from tests.serve import world


class Opener:
    """Opens engines in this process, and remembers which are closed."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.closed: list[str] = []

    def __call__(self, release: Release) -> Opened:
        self.opened.append(release.id)
        engine = world.in_process(release).engine
        return Opened(engine, lambda: self.closed.append(release.id))


def test_the_next_release_is_served_at_once(tmp_path: Path) -> None:
    world.build(tmp_path)
    opener = Opener()
    shelf = HomeShelf(tmp_path, opener)
    client = create_app(world.settings(tmp_path), shelf).test_client()
    first = client.get("/project/broar.ttl")
    assert client.get("/").headers["X-Release"] == world.FIRST
    world.build(tmp_path, identifier="0002-aaaaaaaaaaaa")
    second = client.get("/project/broar.ttl", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert second.headers["X-Release"] == "0002-aaaaaaaaaaaa"
    assert opener.opened == [world.FIRST, "0002-aaaaaaaaaaaa"]


def test_an_answer_under_way_keeps_its_release(tmp_path: Path) -> None:
    world.build(tmp_path)
    opener = Opener()
    shelf = HomeShelf(tmp_path, opener)
    held = shelf.current()
    world.build(tmp_path, identifier="0002-aaaaaaaaaaaa")
    shelf.current()
    assert opener.closed == []
    assert held.engine.ask(Question("ASK {}", "text/csv")).form == "ASK"
    world.build(tmp_path, identifier="0003-bbbbbbbbbbbb")
    shelf.current()
    shelf.close()
    assert sorted(opener.closed) == [world.FIRST, "0002-aaaaaaaaaaaa", "0003-bbbbbbbbbbbb"]


@pytest.mark.parametrize("damage", ["manifest.json", "model.json"])
def test_a_damaged_release_is_refused_and_the_one_before_stays(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    world.build(tmp_path)
    shelf = HomeShelf(tmp_path, Opener())
    assert shelf.current().id == world.FIRST
    broken = world.build(tmp_path, identifier="0002-aaaaaaaaaaaa")
    (broken.path / damage).write_text("{", "utf-8")
    with caplog.at_level(logging.ERROR):
        assert shelf.current().id == world.FIRST
    assert "0002-aaaaaaaaaaaa" in caplog.text


def test_a_service_that_starts_on_a_damaged_release_serves_the_one_before(tmp_path: Path) -> None:
    world.build(tmp_path)
    broken = world.build(tmp_path, identifier="0002-aaaaaaaaaaaa")
    (broken.path / "manifest.json").write_text("{", "utf-8")
    assert HomeShelf(tmp_path, Opener()).current().id == world.FIRST


def test_without_a_whole_release_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoRelease):
        HomeShelf(tmp_path, Opener()).current()
    only = world.build(tmp_path)
    (only.path / "manifest.json").write_text("{", "utf-8")
    with pytest.raises(CorruptRelease):
        HomeShelf(tmp_path, Opener()).current()


def test_without_a_release_every_answer_is_503_but_the_service_lives(tmp_path: Path) -> None:
    client = create_app(world.settings(tmp_path), HomeShelf(tmp_path, Opener())).test_client()
    assert client.get("/healthz").status_code == 200
    for path in ("/", "/readyz", "/project/broar", "/sparql?query=ASK%7B%7D", "/download/"):
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert answer.headers["Retry-After"]
    assert "Ingen utgåva" in client.get("/", headers={"Accept": "text/html"}).text


def test_the_protocol_of_an_engine_is_all_that_is_needed(tmp_path: Path) -> None:
    class Yes:
        def ask(self, question: Question) -> Answer:
            return Answer("ASK", "text/csv", b"true", 0.0)

    world.build(tmp_path)
    shelf = HomeShelf(tmp_path, lambda release: Opened(Yes(), lambda: None))
    assert shelf.current().engine.ask(Question("ASK {}", "text/csv")).body == b"true"


def test_who_follows_is_told_of_the_edition_served_and_of_each_that_will_be(tmp_path: Path) -> None:
    world.build(tmp_path)
    shelf = HomeShelf(tmp_path, Opener())
    told: queue.Queue[str] = queue.Queue()
    shelf.follow(lambda edition: told.put(edition.id))
    assert told.get(timeout=60) == world.FIRST
    world.build(tmp_path, identifier="0002-aaaaaaaaaaaa")
    shelf.current()
    shelf.current()
    assert told.get(timeout=60) == "0002-aaaaaaaaaaaa"
    assert told.empty()
