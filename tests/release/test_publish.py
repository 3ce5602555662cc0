"""Pointing readers at a release, and back; clearing away old ones; one writer at a time."""

import fcntl
import os
from pathlib import Path

import pytest

from kg.errors import CorruptRelease, NoRelease, NotFound, StorageFailed, Unavailable
from kg.release.layout import Release, current, releases
from kg.release.publish import alone, point_at, prune, rollback
from tests.workshop import Workshop


@pytest.fixture
def three(published: Workshop) -> Workshop:
    """Three releases, the last published, the first with downloads."""
    for title in ("Bridge", "Span"):
        published.edit("data/records/project/bro.ttl", f'"{title}"@en', f'"{title}s"@en')
        published.edit("data/records/project/bro.ttl", '"Bridges"@en', '"Span"@en') if title == "Bridge" else None
        published.point()
    return published


def _ids(world: Workshop) -> list[str]:
    return [each.id for each in releases(world.home)]


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_link_is_relative_so_that_a_home_can_be_moved(three: Workshop) -> None:
    target = os.readlink(three.home / "current")
    assert target == f"releases/{_ids(three)[2]}"
    moved = three.home.rename(three.home.with_name("moved"))
    assert current(moved).id == target.removeprefix("releases/")


def test_rollback_goes_to_the_release_before_and_again_to_the_one_before_that(three: Workshop) -> None:
    first, second, third = _ids(three)
    assert rollback(three.home, None).id == current(three.home).id == second
    assert rollback(three.home, None).id == current(three.home).id == first
    with pytest.raises(NotFound) as raised:
        rollback(three.home, None)
    assert raised.value.text("en") == f"There is no release before {first}; nothing is changed."
    assert raised.value.text("sv") == f"Det finns ingen utgåva före {first}; inget är ändrat."
    assert rollback(three.home, "3").id == current(three.home).id == third


def test_rollback_to_a_damaged_release_is_refused_and_readers_stay(three: Workshop) -> None:
    first, _, third = _ids(three)
    (three.home / "releases" / first / "model.json").write_text("{}")
    with pytest.raises(CorruptRelease):
        rollback(three.home, "1")
    assert current(three.home).id == third


def test_rollback_where_nothing_is_published_is_refused(tiny: Workshop) -> None:
    tiny.built()
    with pytest.raises(NoRelease):
        rollback(tiny.home, None)


def test_prune_keeps_the_newest_and_takes_their_downloads_with_the_old(three: Workshop) -> None:
    first, second, third = _ids(three)
    assert (three.home / "bundles" / first).exists()
    assert prune(three.home, 2) == [first]
    assert _ids(three) == [second, third]
    assert _names(three.home / "releases") == [second, third]
    assert not (three.home / "bundles" / first).exists()


def test_prune_never_takes_the_published_release(three: Workshop) -> None:
    first, second, third = _ids(three)
    rollback(three.home, "1")
    assert prune(three.home, 1) == [second]
    assert _ids(three) == [first, third]


@pytest.mark.parametrize("keep", [3, 4, 5, 100])
def test_prune_with_more_to_keep_than_there_are_takes_none(three: Workshop, keep: int) -> None:
    assert prune(three.home, keep) == []
    assert len(_ids(three)) == 3


def test_prune_where_nothing_is_published_keeps_the_newest(tiny: Workshop) -> None:
    tiny.built()
    tiny.edit("data/records/project/bro.ttl", "Bridge", "Span")
    newest = tiny.built()
    assert len(prune(tiny.home, 1)) == 1
    assert _ids(tiny) == [newest.id]


def test_a_pruned_release_is_out_of_the_way_at_once_and_its_remains_are_swept(three: Workshop) -> None:
    """Whatever an interrupted prune leaves lies in scratch, which the next writer sweeps."""
    three.home.joinpath("scratch").mkdir(exist_ok=True)
    prune(three.home, 1)
    assert [name for name in _names(three.home / "releases") if name not in _ids(three)] == []
    with alone(three.home):
        assert not (three.home / "scratch").exists()


def test_the_next_release_stands_on_what_is_left_after_pruning(three: Workshop) -> None:
    prune(three.home, 1)
    three.edit("data/records/project/bro.ttl", "Spans", "Brygga")
    release = three.point()
    assert release.manifest.sequence == 4
    assert release.manifest.content_hash == three.elsewhere("full").built().manifest.content_hash


def test_a_second_writer_is_told_to_wait_and_the_first_is_not_disturbed(tiny: Workshop) -> None:
    with alone(tiny.home):
        (tiny.home / "scratch").mkdir()
        with pytest.raises(Unavailable) as raised:
            tiny.build()
        assert (tiny.home / "scratch").exists()
    assert raised.value.text("en") == (
        f"Another kg command is writing in {tiny.home}. Wait for it to end, then run this one again."
    )
    assert raised.value.text("sv") == (
        f"Ett annat kg-kommando skriver i {tiny.home}. Vänta tills det är klart och kör sedan detta igen."
    )


def test_the_lock_is_let_go_of_whatever_happens(tiny: Workshop) -> None:
    with pytest.raises(ZeroDivisionError), alone(tiny.home):
        _ = 1 // 0
    with (tiny.home / "write.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_home_that_is_a_file_is_refused_in_a_sentence(tiny: Workshop) -> None:
    tiny.home.write_text("")
    with pytest.raises(StorageFailed, match="File exists"):
        tiny.build()


def test_pointing_at_a_release_again_changes_nothing(published: Workshop) -> None:
    release: Release = current(published.home)
    point_at(published.home, release)
    assert current(published.home) == release
    assert "current.new" not in _names(published.home)
