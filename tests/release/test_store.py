"""The engine's store: made whole or by difference, the same either way, and never the previous one's undoing."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, Quad

from kg.errors import CorruptRelease
from kg.rdf.canonical import lines
from kg.release import store
from tests.workshop import BASE


def _quad(slug: str, text: str = "x") -> Quad:
    return Quad(BASE.mint("project", slug), BASE.ns("says"), Literal(text), BASE.record("project", slug))


def _made(folder: Path, quads: list[Quad]) -> Path:
    store.make(folder, ["".join(lines([quad])).encode() for quad in quads])
    return folder


def _content(folder: Path) -> set[Quad]:
    return set(ox.Store.read_only(str(folder)))


def test_a_store_holds_the_statements_of_every_text(tmp_path: Path) -> None:
    quads = [_quad(f"p{number}") for number in range(5)]
    assert _content(_made(tmp_path / "store", quads)) == set(quads)


def test_a_store_of_nothing_is_a_store(tmp_path: Path) -> None:
    assert _content(_made(tmp_path / "store", [])) == set()


def test_a_clone_differs_by_what_it_was_told_and_leaves_the_original_as_it_was(tmp_path: Path) -> None:
    old = _made(tmp_path / "old", [_quad("a"), _quad("b")])
    before = {path.name: path.read_bytes() for path in old.iterdir()}
    store.clone(old, tmp_path / "new", remove=[_quad("a")], add=[_quad("c")])
    assert _content(tmp_path / "new") == {_quad("b"), _quad("c")}
    assert _content(old) == {_quad("a"), _quad("b")}
    assert {path.name: path.read_bytes() for path in old.iterdir()} == before


def test_a_clone_shares_the_files_that_hold_data(tmp_path: Path) -> None:
    old = _made(tmp_path / "old", [_quad("a")])
    store.clone(old, tmp_path / "new", remove=[], add=[_quad("b")])
    shared = [path.name for path in old.glob("*.sst") if path.samefile(tmp_path / "new" / path.name)]
    assert shared


def test_a_difference_between_store_and_intention_is_seen(tmp_path: Path) -> None:
    folder = _made(tmp_path / "store", [_quad("a")])
    assert not store.differs(folder, gone=[_quad("b")], there=[_quad("a")])
    assert store.differs(folder, gone=[_quad("a")], there=[])
    assert store.differs(folder, gone=[], there=[_quad("b")])


def test_a_statement_in_two_graphs_is_seen_from_either(tmp_path: Path) -> None:
    one, other = _quad("a"), Quad(*_quad("a").triple, BASE.graph("links"))
    folder = _made(tmp_path / "store", [one, other, _quad("b")])
    assert store.repeated(folder, [one, _quad("b")]) == [(one, BASE.graph("links").value)]
    assert store.repeated(folder, [other]) == [(other, BASE.record("project", "a").value)]


def test_a_folder_that_is_no_store_is_corrupt(tmp_path: Path) -> None:
    with pytest.raises(CorruptRelease) as raised:
        store.differs(tmp_path / "missing", gone=[], there=[])
    assert str(tmp_path / "missing") in raised.value.text("sv")


def test_tidying_takes_the_engines_log_and_lock_and_leaves_the_data(tmp_path: Path) -> None:
    folder = _made(tmp_path / "store", [_quad("a")])
    store.tidy(folder)
    assert not [path.name for path in folder.iterdir() if path.name.startswith("LO")]
    assert _content(folder) == {_quad("a")}


def test_discarding_what_is_not_there_is_fine(tmp_path: Path) -> None:
    store.discard(tmp_path / "missing")
    (tmp_path / "folder" / "inner").mkdir(parents=True)
    store.discard(tmp_path / "folder")
    assert not (tmp_path / "folder").exists()
