"""The release directory: how a release is named, found and opened, and what is said when it can't be."""

import json
from pathlib import Path

import pytest

from kg.errors import CorruptRelease, NoRelease, NotFound
from kg.release.layout import Release, current, find, next_sequence, open_release, release_id, releases
from tests.workshop import Workshop


@pytest.fixture
def three(published: Workshop) -> Workshop:
    """Three releases, the first published."""
    for title in ("Brygga", "Spång"):
        published.edit("data/records/project/bro.ttl", '"Bro"@sv', f'"{title}"@sv')
        published.build()
        published.edit("data/records/project/bro.ttl", f'"{title}"@sv', '"Bro"@sv')
    return published


def _copies(published: Workshop, numbers: list[int]) -> None:
    """Releases of other numbers beside the published one, made by its manifest alone."""
    for number in numbers:
        said = json.loads((current(published.home).path / "manifest.json").read_text())
        name = release_id(number, said["content_hash"])
        folder = published.home / "releases" / name
        folder.mkdir()
        first = current(published.home).manifest
        manifest = type(first)(**{**vars(first), "id": name, "sequence": number})
        (folder / "manifest.json").write_text(manifest.as_json())


def test_a_release_is_named_by_its_number_and_its_content(published: Workshop) -> None:
    release = current(published.home)
    assert release.id == f"0001-{release.manifest.content_hash[:12]}"
    assert release.path == published.home.resolve() / "releases" / release.id


def test_the_manifest_says_what_the_release_holds(published: Workshop) -> None:
    manifest = current(published.home).manifest
    assert manifest.built_at == "2026-03-04T12:00:00Z"
    assert manifest.base_iri == "https://example.org/"
    assert manifest.kinds == {"actor": 3, "project": 3}
    assert manifest.counts["records"] == 6
    assert (manifest.previous, manifest.union, manifest.sequence) == (None, True, 1)
    assert manifest.shapes_version.startswith("7+")


def test_releases_come_in_the_order_of_their_numbers(three: Workshop) -> None:
    every = releases(three.home)
    assert [each.manifest.sequence for each in every] == [1, 2, 3]
    assert [each.manifest.previous for each in every] == [None, every[0].id, every[1].id]
    assert current(three.home) == Release(three.home.resolve() / "releases" / every[0].id, every[0].manifest)


def test_a_release_is_found_by_its_id_by_its_beginning_and_by_its_number(three: Workshop) -> None:
    second = releases(three.home)[1]
    for name in (second.id, second.id[:7], "0002", "2", "2-"):
        assert find(three.home, name).id == second.id


def test_a_number_names_its_own_release_and_no_other_that_begins_with_it(published: Workshop) -> None:
    _copies(published, [10, 11, 100])
    for number in (1, 10, 100):
        assert find(published.home, str(number)).manifest.sequence == number


@pytest.mark.parametrize("name", ["", "9", "000", "0", "../0001", "0001-ffffffffffff", "bro", "a" * 200])
def test_a_name_that_means_no_one_release_is_not_found_and_told_the_latest(three: Workshop, name: str) -> None:
    with pytest.raises(NotFound) as raised:
        find(three.home, name)
    ids = ", ".join(each.id for each in releases(three.home))
    assert raised.value.text("en") == f"There is no release {name!r}. The latest are: {ids}."
    assert raised.value.text("sv") == f"Det finns ingen utgåva {name!r}. De senaste är: {ids}."


def test_nothing_published_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoRelease) as raised:
        current(tmp_path)
    assert raised.value.text("en") == f"No release is published in {tmp_path}: run `kg publish` first."
    assert releases(tmp_path) == []


def test_a_number_once_given_is_never_given_again(three: Workshop) -> None:
    (three.home / "releases" / "0007-0123456789ab").mkdir()
    (three.home / "releases" / ".gone-0009-0123456789ab").mkdir()
    assert next_sequence(three.home) == 8


def test_after_9999_releases_the_next_is_10000(published: Workshop) -> None:
    _copies(published, [9999, 10000])
    assert next_sequence(published.home) == 10001
    assert [each.manifest.sequence for each in releases(published.home)] == [1, 9999, 10000]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"files": []}', '"0001"', "\x00"])
def test_a_manifest_that_cannot_be_read_is_a_damaged_release(published: Workshop, text: str) -> None:
    release = current(published.home)
    (release.path / "manifest.json").write_text(text)
    with pytest.raises(CorruptRelease, match=r"is damaged \(manifest\.json"):
        open_release(release.path)
    assert releases(published.home) == []


def test_a_manifest_is_sealed_word_for_word(published: Workshop) -> None:
    release = current(published.home)
    path = release.path / "manifest.json"
    said = json.loads(path.read_text())
    for name, value in (
        ("built_at", "2026-03-05T12:00:00Z"),
        ("kg_version", "9"),
        ("counts", {**said["counts"], "quads": 1}),
    ):
        path.write_text(json.dumps({**said, name: value}))
        with pytest.raises(CorruptRelease, match="has changed since it was sealed"):
            open_release(release.path)
    path.write_text(json.dumps(said))
    assert open_release(release.path).manifest == release.manifest


def test_a_release_under_another_name_is_damaged(published: Workshop) -> None:
    release = current(published.home)
    moved = release.path.rename(release.path.with_name("0005-0123456789ab"))
    with pytest.raises(CorruptRelease):
        open_release(moved)


def test_a_release_gives_its_model_context_and_questions(published: Workshop) -> None:
    release = current(published.home)
    assert release.model()["base"] == "https://example.org/"
    assert "@context" in release.context()
    assert [path.name for path in release.queries()] == ["partners.rq"]
    bundle = release.bundle("dumps")
    assert bundle is not None
    assert bundle.parts[-3:] == ("bundles", release.id, "dumps")
    assert release.bundle("search") is None
