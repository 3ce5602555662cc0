"""The log of changes: what each publication changed, in words and lines, so that who follows it has the graph."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.errors import Unavailable
from kg.release import shards
from kg.release.history.checking import check
from kg.release.history.keeping import keep_up, moment
from kg.release.history.log import EVERYTHING, NAME, Log, Publication, Wish, reading
from kg.release.layout import Release, current
from kg.release.publish import prune, rollback
from tests.workshop import BASE_IRI, NOON, Workshop, record

BRO = "data/records/project/bro.ttl"


def merge(world: Workshop, gone: str, heir: str) -> None:
    """Say that a thing became part of another."""
    world.remove(f"data/records/{gone}.ttl")
    text = world.read("data/tombstones.ttl")
    said = f'<{gone}> dcterms:isReplacedBy <{heir}> ; samv:removedOn "2026-03-04"^^xsd:date ; samv:removalReason "Samma."@sv .'
    world.write("data/tombstones.ttl", f"{text}\n{said}\n")


def told(world: Workshop, publication: int | None = None) -> list[tuple[int, str, str]]:
    """The records that changed, by publication, and what happened to them."""
    with reading(world.home) as log:
        found = log.following(Wish(publication=publication), 0, 1000)
    return sorted((each.publication, each.key, each.word) for each in found if each.kind != "graph")


def graph_of(release: Release) -> set[str]:
    """Every statement of a release."""
    return {line for name in shards.names() for line in shards.read(release.path / "shards", name)}


def folded(log: Log) -> set[str]:
    """What the log comes to, followed change by change."""
    said: dict[str, set[str]] = {}
    for each in log.following(EVERYTHING, 0, 10_000):
        removed, added = log.statements(each.number)
        before = set() if each.whole else said.get(each.key, set())
        said[each.key] = (before - set(removed)) | set(added)
    return {line for lines in said.values() for line in lines}


def test_the_first_publication_adds_everything(tiny: Workshop) -> None:
    tiny.point()
    assert {word for _, _, word in told(tiny)} == {"added"}
    with reading(tiny.home) as log:
        assert [(p.number, p.at, p.before, p.how) for p in log.publications()] == [
            (1, "2026-03-04T12:00:00Z", None, "publish")
        ]
        assert folded(log) == graph_of(current(tiny.home))
        assert log.counts() == {1: {"added": 6}}


def test_what_is_changed_added_removed_merged_and_put_back_is_told_so(tiny: Workshop) -> None:
    tiny.point()
    ensam = tiny.read("data/records/project/ensam.ttl")
    tiny.edit(BRO, '"Bridge"@en', '"Span"@en')
    tiny.write("data/records/project/ny.ttl", record("project", "ny", "dcterms:title 'Ny'@sv"))
    tiny.remove("data/records/project/ensam.ttl")
    tiny.point()
    tiny.write("data/records/project/ensam.ttl", ensam)
    merge(tiny, "project/ny", "project/bro")
    tiny.point()
    assert told(tiny, 2) == [
        (2, "project/bro", "changed"),
        (2, "project/ensam", "removed"),
        (2, "project/ny", "added"),
    ]
    assert told(tiny, 3) == [(3, "project/ensam", "put-back"), (3, "project/ny", "merged")]
    with reading(tiny.home) as log:
        [merged] = log.following(Wish(key="project/ny", publication=3), 0, 10)
        assert (merged.target, merged.labels) == (BASE_IRI + "project/bro", {"sv": "Ny"})
        assert folded(log) == graph_of(current(tiny.home))


def test_a_rollback_is_a_change_too(tiny: Workshop) -> None:
    tiny.point()
    tiny.edit(BRO, '"Bridge"@en', '"Span"@en')
    tiny.point()
    rollback(tiny.home, None)
    assert told(tiny, 3) == [(3, "project/bro", "changed")]
    with reading(tiny.home) as log:
        assert [each.how for each in log.publications()] == ["publish", "publish", "rollback"]
        assert folded(log) == graph_of(current(tiny.home))
        there, back = (log.preceding(Wish(key="project/bro", publication=n), None, 1)[0] for n in (2, 3))
        assert log.statements(there.number) == tuple(reversed(log.statements(back.number)))


def test_what_pruned_releases_changed_is_still_told(tiny: Workshop) -> None:
    tiny.point()
    tiny.edit(BRO, '"Bridge"@en', '"Span"@en')
    tiny.point()
    before = told(tiny)
    assert len(prune(tiny.home, 1)) == 1
    assert told(tiny) == before
    tiny.edit(BRO, '"Span"@en', '"Arch"@en')
    tiny.point()
    with reading(tiny.home) as log:
        assert folded(log) == graph_of(current(tiny.home))


def test_the_changes_of_a_publication_stand_in_the_order_of_the_swedish_alphabet(tiny: Workshop) -> None:
    tiny.point()
    for slug, name in (("a", "Östan"), ("b", "Ärlig"), ("c", "Zorn"), ("d", "Åmål"), ("e", "abborre")):
        tiny.write(f"data/records/project/{slug}.ttl", record("project", slug, f"dcterms:title '{name}'@sv"))
    tiny.point()
    with reading(tiny.home) as log:
        found = log.preceding(Wish(kind="project", publication=2), None, 10)
        pages = [log.preceding(Wish(kind="project", publication=2), each.number, 1) for each in found]
    assert [each.labels["sv"] for each in found] == ["abborre", "Zorn", "Åmål", "Ärlig", "Östan"]
    assert [page[0] for page in pages[:-1]] == found[1:]


def test_publishing_nothing_new_tells_nothing(tiny: Workshop) -> None:
    tiny.point()
    before = told(tiny)
    tiny.point()
    keep_up(tiny.home)
    assert told(tiny) == before


def test_what_was_not_written_is_caught_up_with_whatever_is_left(tiny: Workshop) -> None:
    tiny.point()
    kept = (tiny.home / "history.sqlite").read_bytes()
    tiny.edit(BRO, '"Bridge"@en', '"Span"@en')
    tiny.point()
    (tiny.home / "history.sqlite").write_bytes(kept)
    prune(tiny.home, 1)
    assert told(tiny, 2) == [(2, "project/bro", "changed")]
    tiny.edit(BRO, '"Span"@en', '"Arch"@en')
    tiny.point()
    (tiny.home / "history.sqlite").write_bytes(kept)
    keep_up(tiny.home, now=NOON)
    assert told(tiny, 2) == [(2, "project/bro", "changed")]
    with reading(tiny.home) as log:
        assert folded(log) == graph_of(current(tiny.home))


def test_only_the_shards_that_differ_are_read(tiny: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.point()
    tiny.edit(BRO, '"Bridge"@en', '"Span"@en')
    tiny.point()
    kept = tiny.home / "history.sqlite"
    with reading(tiny.home) as log:
        before = log.publications()[0]
    assert before.statements == 140
    read = list[str]()
    plain = shards.read

    def counting(folder: Path, name: str) -> list[str]:
        read.append(name)
        return plain(folder, name)

    rollback(tiny.home, None)
    monkeypatch.setattr(shards, "read", counting)
    rollback(tiny.home, "2")
    assert set(read) == {shards.shard_of("project/bro"), "graph-release"} or set(read) == {
        shards.shard_of("project/bro")
    }
    assert kept.is_file()


def test_no_two_publications_have_the_same_time() -> None:
    last = Publication(1, "2026-03-04T12:00:00Z", "0001-0123456789ab", None, "publish", 1, 1)
    assert moment(None, NOON) == "2026-03-04T12:00:00Z"
    assert moment(last, NOON) == "2026-03-04T12:00:01Z"
    assert moment(last, datetime(2020, 1, 1, tzinfo=UTC)) == "2026-03-04T12:00:01Z"
    assert moment(last, datetime(2027, 1, 1, tzinfo=UTC)) == "2027-01-01T00:00:00Z"


def test_a_home_without_a_log_reads_as_an_empty_one(tmp_path: Path) -> None:
    with reading(tmp_path) as log:
        assert (log.last(), log.head(), log.publications(), log.total(EVERYTHING)) == (None, 0, [], 0)
    keep_up(tmp_path)
    assert list(tmp_path.iterdir()) == []


_CUT = """
import os, sqlite3, sys
log = sqlite3.connect(sys.argv[1], isolation_level=None)
log.execute("PRAGMA cache_size = 1")
log.execute("BEGIN IMMEDIATE")
log.execute("CREATE TABLE half (text)")
log.executemany("INSERT INTO half VALUES (?)", (("x" * 4000,) for _ in range(500)))
os._exit(9)
"""


def test_what_a_command_that_was_ended_had_begun_to_write_is_taken_back_by_the_next(tiny: Workshop) -> None:
    tiny.point()
    before = told(tiny)
    cut = subprocess.run([sys.executable, "-c", _CUT, str(tiny.home / NAME)], check=False)
    assert cut.returncode == 9
    with pytest.raises(Unavailable), reading(tiny.home) as log:
        log.last()
    with pytest.raises(Unavailable, match="run `kg publish`"):
        check(tiny.home)
    keep_up(tiny.home)
    assert told(tiny) == before
