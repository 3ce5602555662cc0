"""A release with a shape that our own validator can't apply has examiners all the same: pySHACL judges, as confined."""

import logging
import time
from collections.abc import Iterator

import pytest

from kg.examine.desks import tree_desk
from kg.examine.examination import examine_each
from kg.examine.handed import Handed
from kg.examine.pool import ExaminerPool, job_of
from kg.query.leash import ZygoteProcess
from kg.sources.folder import scan
from tests.workshop import BASE, Workshop, record, workshop

FAULTY = Handed("ny.ttl", record("actor", "ny", "samv:foundedOn 1").encode(), "text/turtle")
SOUND = Handed("ny.ttl", record("actor", "ny", 'dcterms:title "Ny"@sv').encode(), "text/turtle")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    made = workshop(tmp_path_factory.mktemp("by-reference"))
    path = next(path for path in sorted((made.root / "shapes").glob("*.ttl")) if "sh:targetClass" in path.read_text())
    path.write_text(path.read_text().replace("sh:targetClass", "sh:js <urn:script> ; sh:targetClass", 1))
    return made


@pytest.fixture(scope="module")
def pool(world: Workshop) -> Iterator[ExaminerPool]:
    release = world.point()
    zygote = ZygoteProcess.start("kg.examine.zygote")
    pool = ExaminerPool(zygote.path)
    pool.follow(job_of(release))
    until = time.monotonic() + 60
    while not pool.is_ready():
        assert time.monotonic() < until
    yield pool
    pool.close()
    zygote.close()


def test_examiners_start_and_judge_as_the_command_line_does(world: Workshop, pool: ExaminerPool) -> None:
    desk = tree_desk(scan(world.root), BASE, processes=1)
    for handed in (FAULTY, SOUND, FAULTY):
        expected = examine_each([handed], desk, by_steward=False)
        assert pool.examine([handed]) == expected
    assert {each.record for each in examine_each([FAULTY], desk).findings} == {"https://example.org/record/actor/ny"}


def test_the_log_says_that_pyshacl_judges_and_why(
    world: Workshop, pool: ExaminerPool, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "kg.examine.pool"):
        pool.follow({**job_of(world.built()), "again": 1})
        until = time.monotonic() + 60
        while not caplog.records:
            assert time.monotonic() < until
    assert "pySHACL judges hand-ins, which is slower:" in caplog.text
    assert "sh:js" in caplog.text
