"""The order of the dumps: every statement once, records by name, a subject in one place."""

from itertools import groupby

from kg.release import shards
from kg.release.layout import Release
from kg.release.walk import Walk, graph_of, subject_of


def test_every_statement_is_walked_through_once(garden: Release) -> None:
    walked = [line for part in Walk(garden).parts() for line in part.lines]
    stored = [line for name in shards.names() for line in shards.read(garden.path / "shards", name)]
    assert len(walked) == garden.manifest.counts["quads"] == Walk(garden).count()
    assert sorted(walked) == sorted(stored)


def test_records_come_by_name_and_then_what_no_record_owns(garden: Release) -> None:
    keys = [part.key for part in Walk(garden).parts()]
    assert keys[:-1] == sorted(keys[:-1])
    assert {"garden/eden", "project/bro"} <= set(keys)
    assert keys[-1] == ""


def test_a_subject_stands_in_one_place_links_and_all(garden: Release) -> None:
    subjects = [key for key, _ in groupby(subject_of(line) for part in Walk(garden).parts() for line in part.lines)]
    assert len(subjects) == len(set(subjects))
    eden = next(part for part in Walk(garden).parts() if part.key == "garden/eden")
    assert {graph_of(line).rpartition("/")[2] for line in eden.lines} == {"eden", "derived", "links"}


def test_a_thing_comes_before_its_nodes_and_its_record(garden: Release) -> None:
    eden = next(part for part in Walk(garden).parts() if part.key == "garden/eden")
    subjects = [key.removeprefix(garden.manifest.base_iri) for key, _ in groupby(map(subject_of, eden.lines))]
    assert subjects == [
        "garden/eden", "garden/eden#harvest-apple", "garden/eden#harvest-apple-east", "record/garden/eden",
    ]  # fmt: skip


def test_some_shards_can_be_walked_alone(garden: Release) -> None:
    name = shards.shard_of("garden/eden")
    lines = [line for part in Walk(garden, only=[name]).parts() for line in part.lines]
    assert sorted(lines) == sorted(shards.read(garden.path / "shards", name))
