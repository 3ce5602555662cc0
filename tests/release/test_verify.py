"""Does a release hold what it says? Every byte of it is under the seal."""

import os
from pathlib import Path

import pytest

from kg.errors import CorruptRelease
from kg.release import shards, store
from kg.release.layout import Release, current, open_release
from kg.release.publish import trustworthy
from kg.release.verify import fingerprint, store_fingerprint, verify, verify_content, verify_files, verify_store
from tests.workshop import Workshop


@pytest.fixture
def release(published: Workshop) -> Release:
    """A whole release, our own."""
    return current(published.home)


def _files(release: Release) -> list[Path]:
    return sorted(path for path in release.path.rglob("*") if path.is_file())


def _flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def _opened_and_verified(folder: Path) -> None:
    verify(open_release(folder))


def test_a_release_as_it_was_sealed_is_whole(release: Release) -> None:
    told: list[str] = []
    verify(release, tell=told.append)
    assert told == ["files", "content", "store"]


def test_verifying_leaves_the_release_as_it_was(release: Release) -> None:
    before = [(path, path.read_bytes()) for path in _files(release)]
    verify(release)
    assert [(path, path.read_bytes()) for path in _files(release)] == before


def test_one_flipped_bit_in_any_file_is_seen(release: Release) -> None:
    for path in _files(release):
        whole = path.read_bytes()
        for place in {0, len(whole) // 2, len(whole) - 1} if whole else ():
            _flip(path, place)
            with pytest.raises(CorruptRelease) as raised:
                _opened_and_verified(release.path)
            assert "damaged" in raised.value.text("en")
            assert "skadad" in raised.value.text("sv")
            path.write_bytes(whole)
    _opened_and_verified(release.path)


def test_every_word_of_the_manifest_is_under_the_seal(release: Release) -> None:
    """A flipped bit in the blanks between words changes nothing that is said; any other one does."""
    path = release.path / "manifest.json"
    whole = path.read_bytes()
    for place in range(0, len(whole), 41):
        if not whole[place : place + 1].isspace():
            _flip(path, place)
            with pytest.raises(CorruptRelease):
                open_release(release.path)
            path.write_bytes(whole)


def test_a_missing_file_is_seen_by_name(release: Release) -> None:
    for path in _files(release):
        moved = path.rename(release.path.parent / "aside")
        name = path.relative_to(release.path).as_posix()
        with pytest.raises(CorruptRelease, match=rf"{name} is missing"):
            _opened_and_verified(release.path)
        moved.rename(path)


@pytest.mark.parametrize("name", ["extra.txt", "store/000099.sst", "shards/ff.nq.gz", "deep/er/file"])
def test_a_file_too_many_is_seen_by_name(release: Release, name: str) -> None:
    extra = release.path / name
    extra.parent.mkdir(parents=True, exist_ok=True)
    extra.write_bytes(b"")
    with pytest.raises(CorruptRelease, match=rf"{name} is not in the manifest"):
        verify(release)


def test_a_file_cut_short_is_seen(release: Release) -> None:
    path = release.path / "shards" / "graph-vocabulary.nq.gz"
    os.truncate(path, path.stat().st_size - 1)
    with pytest.raises(CorruptRelease, match=r"shards/graph-vocabulary\.nq\.gz has changed since it was sealed"):
        verify_files(release)


def test_a_folder_in_the_place_of_a_file_is_seen(release: Release) -> None:
    (release.path / "model.json").unlink()
    (release.path / "model.json").mkdir()
    with pytest.raises(CorruptRelease, match=r"model\.json is missing"):
        verify_files(release)


def test_a_shard_that_says_something_else_is_seen_although_its_file_is_in_order(release: Release) -> None:
    [name, *_] = [name for name in shards.names() if (release.path / "shards" / f"{name}.nq.gz").exists()]
    lines = shards.read(release.path / "shards", name)
    shards.write(release.path / "shards", name, lines[1:])
    with pytest.raises(CorruptRelease, match=f"the shard {name} has other statements"):
        verify_content(release)


def test_a_store_that_says_something_else_than_the_shards_is_seen(release: Release, tmp_path: Path) -> None:
    store.discard(release.store)
    store.make(release.store, [])
    with pytest.raises(CorruptRelease, match="the store and the shards differ"):
        verify_store(release)


def test_a_store_that_cannot_be_opened_is_seen(release: Release) -> None:
    (release.store / "CURRENT").unlink()
    with pytest.raises(CorruptRelease, match="can't be read"):
        verify_store(release)


def test_a_fingerprint_does_not_depend_on_the_order_and_tells_how_many(release: Release) -> None:
    lines = [line for name in shards.names() for line in shards.read(release.path / "shards", name)]
    assert fingerprint(lines) == fingerprint(reversed(lines)) == store_fingerprint(release.store)
    assert fingerprint(lines)[0] == release.manifest.counts["quads"]
    assert fingerprint(lines[1:]) != fingerprint(lines[:-1])


def test_a_damaged_release_gives_way_to_the_one_before_with_a_sentence(published: Workshop) -> None:
    first = current(published.home)
    published.edit("data/records/project/bro.ttl", "Bridge", "Span")
    second = published.point()
    assert trustworthy(published.home) == (current(published.home), [])
    _flip(second.path / "model.json", 0)
    chosen, passed = trustworthy(published.home)
    assert chosen.id == first.id
    assert passed == [
        f"Release {second.id} is damaged: model.json has changed since it was sealed. Make a new one with "
        "`kg publish --whole`, or go back with `kg rollback`."
    ]


@pytest.mark.parametrize("how", ["manifest gone", "manifest torn", "folder gone"])
def test_a_release_that_cannot_be_opened_gives_way_too(published: Workshop, how: str) -> None:
    first = current(published.home)
    published.edit("data/records/project/bro.ttl", "Bridge", "Span")
    second = published.point()
    if how == "manifest gone":
        (second.path / "manifest.json").unlink()
    elif how == "manifest torn":
        os.truncate(second.path / "manifest.json", 100)
    else:
        second.path.rename(published.home / "elsewhere")
    chosen, [sentence] = trustworthy(published.home)
    assert chosen.id == first.id
    assert second.id in sentence


def test_a_release_newer_than_the_published_one_is_never_taken_for_it(published: Workshop) -> None:
    first = current(published.home)
    published.edit("data/records/project/bro.ttl", "Bridge", "Span")
    published.build()
    _flip(first.path / "model.json", 0)
    with pytest.raises(CorruptRelease, match="No earlier release is whole: publish again") as raised:
        trustworthy(published.home)
    assert "is damaged" in raised.value.text("en")
    assert "är skadad" in raised.value.text("sv")
    assert "damaged" not in raised.value.text("sv")
