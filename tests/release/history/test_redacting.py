"""What is taken down is in no line, name or number of the log; the log still comes to what readers see."""

from contextlib import closing
from pathlib import Path

import pytest

from kg.inbox import redactions
from kg.inbox.inbox import Inbox
from kg.release.history.log import Wish, reading
from kg.release.layout import current
from kg.release.publish import prune
from kg.release.takedown.takedown import carry_out, of_record, take_down
from kg.release.takedown.withheld import Marks
from tests.release.history.test_keeping import folded, graph_of
from tests.release.scanning import places_with
from tests.release.takedown.test_takedown import AT, NAME, NOTE, NUMBER, four_releases, plant, taking
from tests.workshop import Workshop, record


@pytest.fixture
def four(tiny: Workshop) -> Workshop:
    """Four publications: without the number, with it, without it, with it."""
    four_releases(tiny, dumping=False)
    return tiny


def _words(world: Workshop) -> list[tuple[str, str, str, bool]]:
    with reading(world.home) as log:
        how = {each.number: each.how for each in log.publications()}
        found = log.following(Wish(), 0, 1000)
    return [(how[each.publication], each.key, each.word, each.whole) for each in found]


def test_the_log_tells_that_something_was_removed_and_not_what(four: Workshop) -> None:
    before = _words(four)
    assert any("history.sqlite" in place for place in places_with(four.home, NUMBER))
    taking(four, NUMBER)
    assert places_with(four.home, NUMBER, NUMBER.replace("-", "")) == []
    after = _words(four)
    assert after[: len(before)] == before
    assert after[len(before) :] == [
        ("takedown", "graph/release", "changed", False),
        ("takedown", "project/bro", "changed", True),
    ]
    with reading(four.home) as log:
        assert folded(log) == graph_of(current(four.home))
        assert log.publications()[-1].release == current(four.home).id
        marked = [each for each in log.following(Wish(key="project/bro"), 0, 100) if each.redacted]
        assert [(each.publication, each.redacted) for each in marked] == [(n, AT[:10]) for n in (2, 3, 4)]


def test_what_pruned_releases_said_is_taken_out_of_the_log_too(four: Workshop) -> None:
    old = [each.release for each in _publications(four)]
    prune(four.home, 1)
    taking(four, NUMBER)
    assert places_with(four.home, NUMBER) == []
    assert [each.release for each in _publications(four)] == ["0001", "0002", "0003", *[current(four.home).id] * 2]
    assert not {each.release for each in _publications(four)} & set(old)


def test_what_readers_no_longer_saw_makes_no_new_publication(tiny: Workshop) -> None:
    before = tiny.read("data/records/project/bro.ttl")
    tiny.point()
    plant(tiny)
    tiny.point()
    tiny.write("data/records/project/bro.ttl", before)
    tiny.point()
    prune(tiny.home, 1)
    taking(tiny, NUMBER)
    assert [each.how for each in _publications(tiny)] == ["publish"] * 3
    with reading(tiny.home) as log:
        assert folded(log) == graph_of(current(tiny.home))


def test_a_name_goes_from_labels_and_from_short_names(tiny: Workshop) -> None:
    tiny.write(
        "data/records/project/ingela-exempel.ttl", record("project", "ingela-exempel", f"dcterms:title '{NAME}'@sv")
    )
    tiny.point()
    taking(tiny, "Ingela Exempel")
    assert places_with(tiny.home, "Ingela", "ingela") == []
    assert ("takedown", "project/borttaget", "removed", True) in _words(tiny)


def test_a_whole_record_goes_and_nobody_can_read_what_it_said(tiny: Workshop) -> None:
    plant(tiny, NOTE)
    tiny.point()
    take_down(tiny.settings, of_record("project/bro"), at=AT)
    with reading(tiny.home) as log:
        assert all(log.statements(each.number) == ([], []) for each in log.following(Wish(key="project/bro"), 0, 9))
        assert all(each.labels == {} for each in log.following(Wish(key="project/bro"), 0, 9))
        assert folded(log) == graph_of(current(tiny.home))


class _Killed(BaseException):
    """As a process is killed."""


@pytest.mark.parametrize("last", ["log", "inbox", "made", "placed", "pointed", "destroyed", "history"])
def test_killed_at_any_step_and_resumed_the_log_is_clean_and_right(tiny: Workshop, last: str) -> None:
    plant(tiny)
    tiny.point()

    def step(name: str) -> None:
        if name == last:
            raise _Killed

    with pytest.raises(_Killed):
        taking(tiny, NUMBER, step)
    carry_out(tiny.settings)
    assert places_with(tiny.home, NUMBER) == []
    with reading(tiny.home) as log:
        assert folded(log) == graph_of(current(tiny.home))
        assert [each.how for each in log.publications()] == ["publish", "takedown"]


def test_a_home_whose_log_was_lost_takes_down_all_the_same(tiny: Workshop) -> None:
    plant(tiny)
    tiny.point()
    (tiny.home / "history.sqlite").unlink()
    with closing(Inbox(tiny.home)) as inbox:
        assert Marks(redactions.key(inbox))
    taking(tiny, NUMBER)
    assert places_with(tiny.home, NUMBER) == []


def _publications(world: Workshop) -> list:  # type: ignore[type-arg]
    with reading(world.home) as log:
        return log.publications()


def test_the_folder_of_the_log_holds_nothing_else(four: Workshop) -> None:
    assert sorted(path.name for path in four.home.glob("history*")) == ["history.sqlite"]
    assert Path(four.home / "history.sqlite").stat().st_size > 0
