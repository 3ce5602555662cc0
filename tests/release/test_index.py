"""The index of a release: what it remembers of each record, and of who points at whom."""

from pathlib import Path

import pytest

from kg.rdf.findings import Finding, Level
from kg.release.index import Entry, holds, reading, writing
from kg.release.layout import current
from kg.sources.folder import Stamp
from tests.workshop import Workshop

FOUND = (Finding("r", Level.WARNING, "Se upp.", "Mind."),)


def _entry(key: str, findings: tuple[Finding, ...] = ()) -> Entry:
    return Entry(key, f"data/records/{key}.ttl", Stamp(1, 2, 3), 4, "text", "digest", 5, findings)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An index of three records, two pointing at the third."""
    path = tmp_path / "old.sqlite"
    with writing(path, None) as index:
        index.replace(_entry("a/one"), {"a/three"})
        index.replace(_entry("a/two", FOUND), {"a/one", "a/three"})
        index.replace(_entry("a/three"), set())
    return path


def test_an_entry_comes_back_as_it_was_written_findings_apart(old: Path) -> None:
    with reading(old) as index:
        assert index.entries() == {key: _entry(key) for key in ("a/one", "a/two", "a/three")}
        assert dict(index.findings()) == {"a/two": FOUND}


def test_the_index_knows_who_points_at_whom(old: Path) -> None:
    with reading(old) as index:
        assert index.pointing_at({"a/three"}) == {"a/one", "a/two"}
        assert index.pointing_at({"a/one", "a/two", "a/four"}) == {"a/two"}
        assert index.references("a/two") == {"a/one", "a/three"}


def test_a_new_index_begins_as_the_old_one_and_leaves_it_alone(old: Path, tmp_path: Path) -> None:
    before = old.read_bytes()
    new = tmp_path / "new.sqlite"
    with writing(new, old) as index:
        index.remove("a/one")
        index.replace(_entry("a/two"), None)
        index.replace(_entry("a/three"), {"a/two"})
    with reading(new) as index:
        assert set(index.entries()) == {"a/two", "a/three"}
        assert dict(index.findings()) == {}
        assert index.references("a/two") == {"a/one", "a/three"}
        assert index.pointing_at({"a/two"}) == {"a/three"}
    assert old.read_bytes() == before


def test_reading_an_index_leaves_no_file_beside_it(old: Path, tmp_path: Path) -> None:
    with reading(old) as index:
        index.entries()
    assert [path.name for path in tmp_path.iterdir()] == ["old.sqlite"]


def test_whether_a_release_holds_a_record_is_asked_of_its_index(published: Workshop) -> None:
    path = current(published.home).path / "index.sqlite"
    assert holds(path, "project/bro")
    assert not holds(path, "project/none")
    assert not holds(path.with_name("missing.sqlite"), "project/bro")
