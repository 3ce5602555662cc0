"""Writing so that it lasts: a link that points at the old or the new, and disk trouble in words."""

import os
from pathlib import Path

import pytest

from kg.errors import StorageFailed
from kg.release.durable import point, storage, sync_tree, write_text


def test_a_link_points_at_its_target_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    link = tmp_path / "current"
    for target in ("one", "two"):
        point(link, target)
        assert os.readlink(link) == target
    assert [path.name for path in tmp_path.iterdir()] == ["current"]


def test_a_link_half_made_by_an_earlier_process_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "current.new").symlink_to("nowhere")
    point(tmp_path / "current", "one")
    assert os.readlink(tmp_path / "current") == "one"


def test_a_text_is_written_as_utf_8_with_the_folders_it_needs(tmp_path: Path) -> None:
    write_text(tmp_path / "a" / "b.txt", "åäö\n")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "åäö\n".encode()


def test_a_tree_is_flushed_whole(tmp_path: Path) -> None:
    write_text(tmp_path / "a" / "b.txt", "x")
    sync_tree(tmp_path, known=frozenset({"a/b.txt"}))
    sync_tree(tmp_path)


def test_a_refusal_of_the_file_system_is_ours_and_keeps_its_cause(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed) as raised, storage(tmp_path):
        (tmp_path / "missing").read_text()
    assert isinstance(raised.value.__cause__, FileNotFoundError)
    assert raised.value.text("en") == f"{tmp_path}: No such file or directory. What is published is whole."
