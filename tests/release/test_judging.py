"""Which records are judged: those that say something else than before, and those that point at one that does."""

import pytest

from kg.errors import Refused
from kg.release.changes import compare
from kg.release.derive import derive
from kg.release.draft import Draft
from kg.release.judging import judge, remembered
from kg.release.layout import current
from kg.sources.folder import scan
from kg.validate.personal import NAMED_ADDRESS, PERSONAL_NUMBER
from tests.workshop import BASE, Workshop, record


def _judged(world: Workshop) -> set[str]:
    """The records that a build would judge now."""
    inputs, previous = world.inputs(), current(world.home)
    known = remembered(previous)
    changes = compare(scan(world.root).records, known.entries, base=BASE, kinds=inputs.vocabulary.kinds)
    draft = Draft(BASE, previous, removed=set(changes.removed))
    records = list(changes.parsed.values())
    derived = derive(records, inputs.rules, inputs.vocabulary, BASE, shapes_version=inputs.shapes.version)
    for each in records:
        draft.take(each, derived[each.key])
    return set(judge(draft, inputs, changes, known, processes=1))


def test_nothing_changed_nothing_is_judged(published: Workshop) -> None:
    assert _judged(published) == set()


def test_a_changed_record_is_judged_alone_when_nobody_points_at_it(published: Workshop) -> None:
    published.edit("data/records/project/vinter.ttl", '"Vinter"', '"Vinter igen"')
    assert _judged(published) == {"project/vinter"}


def test_those_that_point_at_a_changed_record_are_judged_with_it(published: Workshop) -> None:
    published.edit("data/records/actor/norrby-kommun.ttl", "Norrby kommun", "Norrby stad")
    assert _judged(published) == {"actor/norrby-kommun", "project/bro", "project/vinter"}


def test_a_record_in_other_words_that_says_the_same_is_judged_alone(published: Workshop) -> None:
    published.edit("data/records/actor/norrby-kommun.ttl", " ;\n", "  ;\n\n")
    assert _judged(published) == {"actor/norrby-kommun"}


def test_those_that_point_at_a_removed_record_are_judged(published: Workshop) -> None:
    published.remove("data/records/actor/kvinnohuset.ttl")
    assert _judged(published) == {"project/bro"}


def test_a_record_that_comes_back_is_judged_with_those_that_pointed_at_it_in_vain(published: Workshop) -> None:
    text = published.read("data/records/actor/kvinnohuset.ttl")
    published.remove("data/records/actor/kvinnohuset.ttl")
    published.point()
    published.write("data/records/actor/kvinnohuset.ttl", text)
    assert _judged(published) == {"actor/kvinnohuset", "project/bro"}


def test_a_new_record_is_judged(published: Workshop) -> None:
    published.write("data/records/project/ny.ttl", record("project", "ny", "samv:partner <actor/norrby-kommun>"))
    assert _judged(published) == {"project/ny"}


def test_a_personal_number_in_a_comment_of_a_file_stops_the_build(tiny: Workshop) -> None:
    tiny.edit("data/records/project/vinter.ttl", "@prefix", "# Fråga 900101-9802.\n@prefix")
    with pytest.raises(Refused) as refused:
        tiny.build(judging=True)
    [finding] = [each for each in refused.value.findings if each.component == PERSONAL_NUMBER]
    assert str(finding.place).startswith("data/records/project/vinter.ttl:2:")
    assert "9802" not in finding.text("sv")


def test_a_named_address_in_a_file_is_a_warning_that_stays_until_it_is_gone(tiny: Workshop) -> None:
    tiny.edit("data/records/project/vinter.ttl", "# ", "# Skriv till eva.ek@kommun.example.se. ")
    warned = [tiny.publish(judging=True, dumping=False).findings for _ in range(2)]
    tiny.edit("data/records/actor/norrby-kommun.ttl", "Norrby kommun", "Norrby stad")
    warned.append(tiny.publish(judging=True, dumping=False).findings)
    assert [[each.component for each in found].count(NAMED_ADDRESS) for found in warned] == [1, 1, 1]
    tiny.edit("data/records/project/vinter.ttl", " Skriv till eva.ek@kommun.example.se.", "")
    assert NAMED_ADDRESS not in [each.component for each in tiny.publish(judging=True, dumping=False).findings]
