"""What changed: a record is parsed only when its text did, and a file's time is trusted only when it can be."""

import os
import time

import pytest

from kg.rdf.findings import Level
from kg.release.changes import Changes, compare
from kg.release.index import Entry, reading
from kg.release.layout import current
from kg.sources.folder import scan
from tests.workshop import BASE, BASE_IRI, Workshop, record

KINDS = {"actor": BASE_IRI + "ns#Actor", "project": BASE_IRI + "ns#Project"}
LONG_AGO = 1_500_000_000_000_000_000
EVERY = {
    "actor/enby-kommun", "actor/kvinnohuset", "actor/norrby-kommun", "project/bro", "project/ensam", "project/vinter",
}  # fmt: skip


def _compared(world: Workshop) -> Changes:
    known: dict[str, Entry] = {}
    if (world.home / "current").exists():
        with reading(current(world.home).path / "index.sqlite") as index:
            known = index.entries()
    return compare(scan(world.root).records, known, base=BASE, kinds=KINDS)


@pytest.fixture
def old(tiny: Workshop) -> Workshop:
    """A published world whose files were written long before, so that their times can be trusted."""
    for raw in scan(tiny.root).records:
        os.utime(raw.path, ns=(LONG_AGO, LONG_AGO))
    tiny.point()
    return tiny


def test_at_first_every_record_is_parsed(tiny: Workshop) -> None:
    changes = _compared(tiny)
    assert set(changes.parsed) == set(changes.files) == set(changes.digests) == EVERY
    assert (changes.unchanged, changes.removed, changes.findings) == (set(), set(), [])


def test_a_file_with_the_stamp_we_saw_is_not_even_read(old: Workshop) -> None:
    path = old.root / "data/records/project/bro.ttl"
    same = path.read_bytes().replace(b"Bridge", b"Brygga")
    with path.open("r+b") as handle:
        handle.write(same)
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    assert _compared(old).unchanged == EVERY


def test_a_file_written_so_near_our_look_that_its_time_cannot_tell_is_read(old: Workshop) -> None:
    path = old.root / "data/records/project/bro.ttl"
    os.utime(path, ns=(LONG_AGO + 1, LONG_AGO + 1))
    old.edit("data/records/project/bro.ttl", "Bridge", "Bryg")
    moment = time.time_ns()
    os.utime(path, ns=(moment, moment))
    old.point()
    with path.open("r+b") as handle:
        handle.write(path.read_bytes().replace(b"Bryg", b"Span"))
    os.utime(path, ns=(moment, moment))
    assert set(_compared(old).parsed) == {"project/bro"}


def test_the_time_of_our_look_is_before_the_reading_and_not_after_the_judging(old: Workshop) -> None:
    """A file may be written again, in the same tick and with the same size, while the shapes are asked."""
    old.edit("data/records/project/bro.ttl", "Bridge", "Bryg")
    moments: dict[str, int] = {}
    release = old.build(step=lambda step: moments.update({step: time.time_ns()})).release
    with reading(release.path / "index.sqlite") as index:
        assert moments["scan"] <= index.entries()["project/bro"].seen_ns <= moments["derive"]


def test_a_touched_file_is_read_and_not_parsed(old: Workshop) -> None:
    os.utime(old.root / "data/records/project/bro.ttl")
    changes = _compared(old)
    assert changes.unchanged == EVERY
    assert changes.parsed == {}


def test_only_what_changed_is_parsed(old: Workshop) -> None:
    old.edit("data/records/project/bro.ttl", "Bridge", "Span")
    old.write("data/records/project/ny.ttl", record("project", "ny", "dcterms:title 'Ny'@sv"))
    old.remove("data/records/actor/enby-kommun.ttl")
    changes = _compared(old)
    assert set(changes.parsed) == {"project/bro", "project/ny"}
    assert changes.removed == {"actor/enby-kommun"}
    assert changes.unchanged == EVERY - {"project/bro", "actor/enby-kommun"}


def test_a_renamed_file_is_a_record_removed_and_another_added(old: Workshop) -> None:
    old.remove("data/records/project/ensam.ttl")
    old.write("data/records/project/allena.ttl", record("project", "allena", "dcterms:title 'Ensam'@sv"))
    changes = _compared(old)
    assert (set(changes.parsed), changes.removed) == ({"project/allena"}, {"project/ensam"})


def test_a_record_in_another_format_is_parsed_again(old: Workshop) -> None:
    old.write("data/records/project/ny.ttl", record("project", "ny", "dcterms:title 'Ny'@sv"))
    before = _compared(old).parsed["project/ny"]
    old.remove("data/records/project/ny.ttl")
    old.write("data/records/project/ny.nq", before.text)
    [after] = _compared(old).parsed.values()
    assert (after.key, after.text, after.source) == (before.key, before.text, "data/records/project/ny.nq")


def test_a_file_that_breaks_its_format_is_told_and_its_record_is_not_taken_for_gone(old: Workshop) -> None:
    old.write("data/records/project/bro.ttl", "<project/bro> a \n")
    changes = _compared(old)
    assert [str(wrong.place) for wrong in changes.unreadable] == ["data/records/project/bro.ttl:2:1"]
    assert [found.level for found in changes.findings] == [Level.VIOLATION]
    assert changes.removed == set()


def test_two_files_of_one_record_are_told_once_and_one_is_parsed(old: Workshop) -> None:
    old.write("data/records/project/bro.xml", "")
    changes = _compared(old)
    assert [found.message_en for found in changes.findings] == [
        "Several files claim to be the record project/bro: data/records/project/bro.ttl, data/records/project/bro.xml. "
        "Keep one."
    ]
