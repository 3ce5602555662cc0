"""A release in the making: what each record says now and said before, and what that changes."""

import pytest
from pyoxigraph import Literal, Quad

from kg.parse.record import parse
from kg.rdf.canonical import digest
from kg.rdf.iris import Owner
from kg.release import shards
from kg.release.draft import Draft, other_graphs
from kg.release.layout import current
from tests.workshop import BASE, Workshop, record


def _take(draft: Draft, slug: str, body: str, *derived: Quad) -> None:
    text = record("project", slug, body).encode()
    draft.take(parse(text, f"data/records/project/{slug}.ttl", Owner("project", slug), base=BASE), derived)


def _label(slug: str, text: str) -> Quad:
    return Quad(BASE.mint("project", slug), BASE.ns("label"), Literal(text), BASE.graph("derived"))


@pytest.fixture
def draft(published: Workshop) -> Draft:
    """A draft on top of the published tiny world."""
    return Draft(BASE, current(published.home))


def test_an_untouched_draft_changes_nothing(draft: Draft) -> None:
    assert (draft.touched(), draft.difference(limit=0)) == ({}, ([], []))
    assert draft.now("project/bro") == draft.before("project/bro")
    assert len(draft.now("project/bro")) == 18


def test_a_record_taken_stands_with_what_was_derived_from_it_in_order(draft: Draft) -> None:
    _take(draft, "ny", "dcterms:title 'Ny'@sv ; samv:partner <actor/kvinnohuset>", _label("ny", "Ny"))
    assert draft.before("project/ny") == []
    assert draft.now("project/ny") == sorted(draft.now("project/ny"))
    assert sum("graph/derived" in line for line in draft.now("project/ny")) == 1
    assert draft.pointing["project/ny"] == {"actor/kvinnohuset"}
    assert all(line.endswith(" .\n") and "record/" not in line.split()[-2] for line in draft.triples("project/ny"))


def test_a_removed_record_says_nothing_more(draft: Draft) -> None:
    draft.removed.add("project/bro")
    before = draft.before("project/bro")
    assert draft.now("project/bro") == []
    assert draft.difference(limit=len(before)) == (before, [])
    name = shards.shard_of("project/bro")
    assert draft.touched() == {name: {"project/bro"}}
    assert "project/bro" not in shards.by_record(draft.shard(name, {"project/bro"}), BASE)


def test_only_the_lines_that_differ_are_a_difference(draft: Draft) -> None:
    text = "".join(draft.before("project/ensam"))
    assert "Ensam" in text
    _take(draft, "ensam", "dcterms:title 'Allena'@sv", _label("ensam", "Ensam"))
    difference = draft.difference(limit=100)
    assert difference is not None
    gone, new = difference
    assert not set(gone) & set(new)
    assert any('"Ensam"@sv' in line for line in gone)
    assert any('"Allena"@sv' in line for line in new)
    assert not any("primaryTopic" in line for line in [*gone, *new])


def test_a_shard_is_touched_whole_with_the_records_beside_it(draft: Draft) -> None:
    _take(draft, "ensam", "dcterms:title 'Allena'@sv")
    beside = next(f"p{n}" for n in range(9999) if shards.shard_of(f"project/p{n}") == shards.shard_of("project/ensam"))
    _take(draft, beside, "dcterms:title 'Granne'@sv")
    name, both = shards.shard_of("project/ensam"), {"project/ensam", f"project/{beside}"}
    assert draft.touched() == {name: both}
    lines = list(draft.shard(name, both))
    assert set(shards.by_record(lines, BASE)) == both
    assert lines == list(shards.joined({key: draft.now(key) for key in both}))


def test_a_difference_that_is_too_large_is_none(draft: Draft) -> None:
    draft.removed.update({"project/bro", "project/ensam"})
    both = len(draft.before("project/bro")) + len(draft.before("project/ensam"))
    assert draft.difference(limit=both) is not None
    assert draft.difference(limit=both - 1) is None


def test_a_digest_follows_the_lines(draft: Draft) -> None:
    before = draft.digest("project/ensam")
    _take(draft, "ensam", "dcterms:title 'Allena'@sv")
    assert draft.digest("project/ensam") != before
    assert draft.digest("project/ensam") == digest("".join(draft.now("project/ensam")))
    assert draft.count("project/ensam") == len(draft.now("project/ensam"))
    draft.removed.add("project/ensam")
    assert (draft.digest("project/ensam"), draft.count("project/ensam")) == (digest(""), 0)


def test_the_other_graphs_are_read_from_the_release_before(published: Workshop) -> None:
    found = other_graphs(current(published.home).path / "shards")
    assert set(found) == {"context", "links", "release", "vocabulary"}
    assert len(found["links"]) == 1
    assert other_graphs(None) == {"context": [], "links": [], "release": [], "vocabulary": []}
