"""The change log is held to what readers were shown; what is gone or torn is told in a sentence, and can be mended."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import CorruptHistory, NoRelease, Unavailable
from kg.release.history.checking import check
from kg.release.history.keeping import keep_up
from kg.release.history.log import NAME, packed, reading
from kg.release.history.mending import mend
from kg.release.layout import current
from kg.release.publish import prune, rollback
from tests.release.history.test_keeping import folded, graph_of
from tests.release.takedown.test_takedown import NUMBER, four_releases, taking
from tests.workshop import NOON, Workshop, workshop

BRO = "data/records/project/bro.ttl"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Two publications and a rollback, all kept."""
    world = workshop(tmp_path_factory.mktemp("made"))
    world.point()
    world.edit(BRO, '"Bridge"@en', '"Span"@en')
    world.point()
    rollback(world.home, None)
    return world


@pytest.fixture
def three(made: Workshop, tmp_path: Path) -> Workshop:
    """The same, our own."""
    return made.copied_to(tmp_path)


def _say(world: Workshop, statement: str, *given: object) -> None:
    with closing(sqlite3.connect(world.home / NAME)) as connection, connection:
        connection.execute(statement, given)


def _refused(world: Workshop) -> str:
    with pytest.raises(CorruptHistory) as refused:
        check(world.home)
    assert refused.value.message != refused.value.message_sv
    return refused.value.message


def test_a_log_that_comes_to_what_was_shown_is_whole(three: Workshop) -> None:
    checked = check(three.home)
    assert (checked.publications, checked.compared) == (3, 3)
    before = (three.home / NAME).read_bytes()
    assert not mend(three.home)
    assert (three.home / NAME).read_bytes() == before


def test_what_pruned_releases_said_is_held_to_their_names(three: Workshop) -> None:
    rollback(three.home, "2")
    prune(three.home, 1)
    assert check(three.home).compared == 4
    _say(three, "UPDATE lines SET added = ? WHERE change = 1", packed(["<a> <b> <c> <d> .\n"]))
    assert "after publication 1 it doesn't come to what release 0001-" in _refused(three)


def test_after_a_takedown_the_publications_from_then_on_are_compared(tiny: Workshop) -> None:
    before = tiny.read(BRO)
    four_releases(tiny, dumping=False)
    assert check(tiny.home).compared == 4
    taking(tiny, NUMBER)
    tiny.write(BRO, before.replace('"Bridge"@en', '"Span"@en'))
    tiny.point()
    checked = check(tiny.home)
    assert (checked.publications, checked.compared) == (6, 2)


def _torn(world: Workshop) -> None:
    path = world.home / NAME
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


DAMAGES: dict[str, tuple[Callable[[Workshop], None], str]] = {
    "gone": (lambda world: (world.home / NAME).unlink(), "There is no change log"),
    "torn": (_torn, "history.sqlite, can't be read"),
    "another file": (
        lambda world: (world.home / NAME).write_text("history" * 200) and None,
        "history.sqlite, can't be read",
    ),
    "empty": (lambda world: (world.home / NAME).write_bytes(b"") and None, "There is no change log"),
    "other lines": (
        lambda world: _say(world, "UPDATE lines SET added = removed, removed = added WHERE change = 3"),
        "comes to other statements than release",
    ),
    "torn lines": (lambda world: _say(world, "UPDATE lines SET added = ? WHERE change = 2", b"\x1f\x8b"), "are torn"),
    "a change less": (lambda world: _say(world, "DELETE FROM change WHERE number = 1"), "lacks its publication"),
    "a publication less": (lambda world: _say(world, "DELETE FROM publication WHERE number = 2"), "lacks its"),
    "another order": (
        lambda world: _say(world, "UPDATE publication SET at = '2020-01-01T00:00:00Z' WHERE number = 3"),
        "publication 3 doesn't follow",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_log_is_told_and_mended_of_the_releases_that_are_kept(three: Workshop, damage: str) -> None:
    harm, expected = DAMAGES[damage]
    harm(three)
    assert expected in (said := _refused(three))
    assert "kg verify --mend" in said
    # Only the release that readers see has no downloads here and is known to have been shown.
    assert mend(three.home, now=NOON)
    checked = check(three.home)
    assert (checked.publications, checked.compared) == (1, 1)
    with reading(three.home) as log:
        assert folded(log) == graph_of(current(three.home))


def test_a_mended_log_tells_of_each_kept_release_that_was_published(tiny: Workshop) -> None:
    tiny.publish()
    tiny.edit(BRO, '"Bridge"@en', '"Span"@en')
    tiny.built()
    tiny.edit(BRO, '"Span"@en', '"Arch"@en')
    tiny.publish()
    rollback(tiny.home, "1")
    (tiny.home / NAME).unlink()
    (tiny.home / f"{NAME}-journal").write_bytes(b"of the one that is gone")
    assert mend(tiny.home, now=NOON)
    assert check(tiny.home).compared == 3
    with reading(tiny.home) as log:
        assert [(each.release[:4], each.how) for each in log.publications()] == [
            ("0001", "publish"), ("0003", "publish"), ("0001", "rollback"),
        ]  # fmt: skip


def test_a_log_that_is_behind_is_told_so_and_catches_up(three: Workshop) -> None:
    (three.home / "current").unlink()
    (three.home / "current").symlink_to(next((three.home / "releases").glob("0002-*")).relative_to(three.home))
    assert "a command was interrupted. Run `kg publish`" in _refused(three)
    keep_up(three.home, now=NOON)
    assert check(three.home).publications == 4


def test_where_nothing_is_published_there_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(NoRelease):
        check(tmp_path)
    with pytest.raises(NoRelease):
        mend(tmp_path)


def test_nothing_is_mended_while_a_takedown_is_unfinished(three: Workshop) -> None:
    (three.home / "takedown").mkdir()
    with pytest.raises(Unavailable, match="run it again first"):
        mend(three.home)


def test_a_torn_log_stops_a_takedown_until_it_is_mended(three: Workshop) -> None:
    _torn(three)
    with pytest.raises(CorruptHistory):
        taking(three, NUMBER)
    (three.home / "takedown").mkdir(exist_ok=True)
    assert mend(three.home)
    taking(three, NUMBER)
    assert check(three.home).publications >= 1


def test_a_torn_log_stops_no_publication_and_is_told(three: Workshop) -> None:
    _torn(three)
    three.edit(BRO, '"Span"@en', '"Arch"@en')
    outcome = three.publish()
    assert current(three.home).id == outcome.release.id
    assert outcome.release.bundle("dumps") is not None
    (told,) = [each for each in outcome.told if "history.sqlite" in each.message_en]
    assert "kg verify --mend" in told.message_sv
