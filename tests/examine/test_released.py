"""A release judges by its own files as the files it was made from do, and beside the records it holds."""

import contextlib
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import CorruptRelease
from kg.examine.desks import tree_desk
from kg.examine.examination import examine_each
from kg.examine.handed import Handed
from kg.examine.released import ReleaseJudge, load
from kg.examine.wire import Asked, Request
from kg.release.judged_by import inputs_of
from kg.release.layout import Release
from kg.sources.folder import scan
from tests.workshop import BASE, Workshop, record, workshop

HANDED = {
    "a project whose partner is published": record(
        "project", "ny", 'dcterms:title "Ny"@sv ; samv:partner <actor/enby-kommun>'
    ),
    "a project whose partner isn't": record("project", "ny", 'dcterms:title "Ny"@sv ; samv:partner <actor/enbi>'),
    "an actor without a name": record("actor", "ny", "samv:foundedOn 1"),
    "what is no record": "<http://example.org/a> <http://example.org/b> 1 .",
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return workshop(tmp_path_factory.mktemp("released"))


@pytest.fixture(scope="module")
def release(world: Workshop) -> Release:
    return world.point()


@contextlib.contextmanager
def _collecting() -> Iterator[None]:
    """A judge stops the collector in the worker that it is meant for; this process goes on."""
    try:
        yield
    finally:
        gc.enable()


@pytest.fixture(scope="module")
def judge(release: Release) -> ReleaseJudge:
    with _collecting():
        made = load({"release": str(release.path)})
        made.prepare()
    return made


def test_what_a_release_was_judged_by_is_in_it(world: Workshop, release: Release) -> None:
    own, given = inputs_of(release), world.inputs()
    assert {str(quad) for quad in own.vocabulary.quads} == {str(quad) for quad in given.vocabulary.quads}
    assert own.vocabulary.kinds == given.vocabulary.kinds
    assert [rule.text for rule in own.rules] == [rule.text for rule in given.rules]
    assert len(own.shapes.quads) == len(given.shapes.quads)
    assert (own.shapes.version, own.shapes.digest) == (given.shapes.version, given.shapes.digest)
    assert own.worked_out == given.worked_out
    assert own.base == given.base


@pytest.mark.parametrize("name", list(HANDED))
def test_a_release_judges_as_the_files_it_was_made_from(world: Workshop, judge: ReleaseJudge, name: str) -> None:
    handed = Handed("ny.ttl", HANDED[name].encode(), "text/turtle")
    desk = tree_desk(scan(world.root), BASE, processes=1)
    expected = examine_each([handed], desk, by_steward=False)
    assert judge.examine(Request((handed,))) == expected


def test_it_has_short_records_to_warm_itself_by(judge: ReleaseJudge) -> None:
    assert [b"/actor/" in judge.samples[0].data, len(judge.samples)] == [True, 2]
    sizes = [each.data.count(b"\n") for each in judge.samples]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize("form", ["json", "ttl", "jsonld", "sarif", "txt"])
def test_a_report_is_written_in_every_form(judge: ReleaseJudge, form: str) -> None:
    request = Request((Handed("ny.ttl", HANDED["an actor without a name"].encode()),))
    report = judge.report(judge.examine(request), request, Asked(form, "sv")).decode()
    assert "Ge aktören ett namn." in report


def test_reading_it_leaves_one_thread_for_those_that_are_forked(release: Release) -> None:
    pid = os.fork()
    if pid == 0:
        load({"release": str(release.path)})
        os._exit(len(os.listdir("/proc/self/task")))
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 1


def test_a_release_that_isn_t_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorruptRelease):
        load({"release": str(tmp_path)})
