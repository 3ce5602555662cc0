"""What changed between two releases, told by record, by statement, by value."""

import pytest

from kg.release.diff import Change, RecordChange, diff
from kg.release.layout import Release, current
from tests.workshop import BASE_IRI, Workshop, record

TITLE = "http://purl.org/dc/terms/title"


@pytest.fixture
def two(published: Workshop) -> tuple[Release, Release]:
    """Two releases: one record changed, one added, one removed, one link changed."""
    before = current(published.home)
    published.edit("data/records/project/ensam.ttl", '"Ensam"@sv', '"Allena"@sv , "Alone"@en')
    published.write("data/records/project/ny.ttl", record("project", "ny", "dcterms:title 'Ny'@sv"))
    published.remove("data/records/actor/enby-kommun.ttl")
    published.edit("data/links/wikidata.sssom.tsv", "wd:Q1", "wd:Q2")
    return before, published.built()


def _by_name(changes: list[RecordChange]) -> dict[str, RecordChange]:
    return {each.name: each for each in changes}


def test_every_record_and_graph_that_differs_is_told_in_the_order_of_names(two: tuple[Release, Release]) -> None:
    assert [(each.name, each.word) for each in diff(*two)] == [
        ("actor/enby-kommun", "removed"),
        ("graph/links", "changed"),
        ("graph/release", "changed"),
        ("project/ensam", "changed"),
        ("project/ny", "added"),
    ]


def test_a_value_that_changed_is_told_before_and_after(two: tuple[Release, Release]) -> None:
    thing = BASE_IRI + "project/ensam"
    [title] = [each for each in _by_name(diff(*two))["project/ensam"].changes if each.predicate == TITLE]
    assert title == Change(thing, TITLE, ('"Ensam"@sv',), ('"Allena"@sv', '"Alone"@en'))
    assert title.word == "changed"


def test_what_follows_from_a_change_is_part_of_the_change(two: tuple[Release, Release]) -> None:
    changed = {each.predicate.rpartition("#")[2] for each in _by_name(diff(*two))["project/ensam"].changes}
    assert changed == {TITLE, "label"}


def test_an_added_record_has_only_added_statements_and_a_removed_one_only_removed(two: tuple[Release, Release]) -> None:
    named = _by_name(diff(*two))
    assert {each.word for each in named["project/ny"].changes} == {"added"}
    assert {each.word for each in named["actor/enby-kommun"].changes} == {"removed"}


def test_the_other_way_round_is_the_same_difference_reversed(two: tuple[Release, Release]) -> None:
    old, new = two
    forth, back = diff(old, new), diff(new, old)
    assert [each.name for each in forth] == [each.name for each in back]
    for one, other in zip(forth, back, strict=True):
        assert [(c.before, c.after) for c in one.changes] == [(c.after, c.before) for c in other.changes]


def test_a_release_does_not_differ_from_itself(published: Workshop) -> None:
    assert diff(current(published.home), current(published.home)) == []


def test_a_difference_as_plain_values(two: tuple[Release, Release]) -> None:
    said = _by_name(diff(*two))["graph/links"].as_json()
    assert said == {
        "record": "graph/links",
        "change": "changed",
        "statements": [
            {
                "subject": BASE_IRI + "actor/norrby-kommun",
                "predicate": "http://www.w3.org/2004/02/skos/core#exactMatch",
                "change": "changed",
                "before": ["<http://www.wikidata.org/entity/Q1>"],
                "after": ["<http://www.wikidata.org/entity/Q2>"],
            }
        ],
    }
