"""A snapshot is taken over whole: wherever it is cut off, one snapshot is read, and the next command finishes it."""

import os
from pathlib import Path

import pytest

from kg.errors import StorageFailed
from kg.link.accepting import accept, finish_all
from kg.link.keeping import link_all
from kg.sources.folder import scan
from tests.link.authorities import planted
from tests.workshop import Workshop

OLD = {"about.ttl": b"old", "entries.csv": b"old"}
NEW = {"about.ttl": b"new", "entries.csv": b"new", "figures.csv": b"more"}
STEPS = ("draft", "commit", "about.ttl", "entries.csv", "figures.csv", "sweep")


class Cut(Exception):
    """The power goes."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("ontology", "shapes", "data/records", "data/authorities/register"):
        (tmp_path / name).mkdir(parents=True)
    accept(tmp_path / "data/authorities/register", OLD)
    return tmp_path / "data/authorities/register"


def _read(folder: Path) -> dict[str, bytes]:
    return {Path(raw.name).name: raw.read() for raw in scan(folder.parents[2]).authorities}


def _cut_off(folder: Path, at: str) -> None:
    def step(name: str) -> None:
        if name == at:
            raise Cut

    with pytest.raises(Cut):
        accept(folder, NEW, step=step)


@pytest.mark.parametrize("at", STEPS)
def test_cut_off_anywhere_one_snapshot_is_read_and_finishing_changes_nothing_of_it(folder: Path, at: str) -> None:
    _cut_off(folder, at)
    expected = OLD if at in ("draft", "commit") else NEW
    assert _read(folder) == expected
    finish_all(folder.parents[2])
    assert _read(folder) == expected
    assert {path.name: path.read_bytes() for path in folder.glob("*.*") if path.is_file()} == expected
    accept(folder, {"about.ttl": b"newest"})
    assert _read(folder) == {**expected, "about.ttl": b"newest"}
    assert not list(folder.glob(".*"))


def test_the_next_link_finishes_what_was_cut_off(tiny: Workshop) -> None:
    planted(tiny)
    folder = tiny.root / "data/authorities/register"
    (folder / ".accepted").mkdir()
    (folder / "entries.csv").rename(folder / ".accepted/entries.csv")
    link_all(tiny.settings, today="2026-03-05")
    assert not (folder / ".accepted").exists()
    assert (folder / "entries.csv").is_file()


def test_everything_lies_on_the_disk_before_it_counts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str]] = []
    fsync, rename = os.fsync, os.rename

    def flushing(handle: int) -> None:
        told.append(("flush", Path(f"/proc/self/fd/{handle}").resolve().name))
        fsync(handle)

    def renaming(source: Path, target: Path) -> None:
        told.append(("rename", Path(target).name))
        rename(source, target)

    monkeypatch.setattr("os.fsync", flushing)
    monkeypatch.setattr("os.rename", renaming)
    accept(folder, OLD)
    before = [("flush", name) for name in ("about.ttl", "entries.csv", ".accepting")]
    assert told[:5] == [*before, ("rename", ".accepted"), ("flush", "register")]


def test_a_folder_that_refuses_keeps_its_snapshot(folder: Path) -> None:
    (folder / ".accepting").write_text("in the way")
    with pytest.raises(StorageFailed, match="as it was"):
        accept(folder, NEW)
    assert _read(folder) == OLD


def test_a_snapshot_that_cannot_be_moved_counts_already_and_says_so(folder: Path) -> None:
    (folder / "figures.csv").mkdir()
    with pytest.raises(StorageFailed, match="counts already") as refused:
        accept(folder, NEW)
    assert "gäller redan" in refused.value.message_sv
    (folder / "figures.csv").rmdir()
    finish_all(folder.parents[2])
    assert _read(folder) == NEW
