"""A disk that is full, broken or closed: a sentence in both languages, and what is published stays whole."""

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from kg.errors import StorageFailed
from kg.release.diff import diff
from kg.release.layout import Release, current, releases
from kg.release.publish import alone, point_at, prune, rollback
from kg.release.verify import verify
from tests.workshop import Workshop

ROOT = os.geteuid() == 0
KIB = 1024


@dataclass(frozen=True)
class Fault:
    """What happens to the disk, when a step begins, and the step that then fails."""

    how: str
    step: str
    left: int
    fails: str


# A file that can't grow is what every user can have; only root can mount a disk that is small.
FAULTS = [Fault("cannot grow", step, 64, step) for step in ("shards", "store", "texts", "manifest", "dumps")]
if ROOT:
    FAULTS += [
        Fault("is full", "shards", 0, "shards"),
        Fault("is full", "store", 0, "store"),
        Fault("is full", "store", 48 * KIB, "store"),
        Fault("is full", "texts", 0, "texts"),
        Fault("is full", "texts", 52 * KIB, "texts"),
        Fault("is full", "manifest", 0, "manifest"),
        Fault("is full", "point", 8 * KIB, "history"),
    ]


@contextmanager
def _mounted(world: Workshop) -> Iterator[None]:
    world.home.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", world.home], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", world.home], check=True)


@contextmanager
def _limits_restored() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def world(tiny: Workshop) -> Iterator[Workshop]:
    """The tiny world published, in a home on a disk of 8 MiB where that can be had."""
    if ROOT:
        with _mounted(tiny):
            tiny.point()
            yield tiny
    else:
        tiny.point()
        yield tiny


def _break(world: Workshop, fault: Fault) -> None:
    if fault.how == "cannot grow":
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (fault.left, hard))
    else:
        said = os.statvfs(world.home)
        (world.home / "ballast").write_bytes(b"x" * max(0, said.f_bavail * said.f_frsize - fault.left))


def _failure(world: Workshop, fault: Fault) -> tuple[StorageFailed, str]:
    """What publishing comes to when a fault begins at a step, and the step it comes to it in."""
    steps: list[str] = []

    def tell(name: str) -> None:
        steps.append(name)
        if name == fault.step:
            _break(world, fault)

    with _limits_restored(), pytest.raises(StorageFailed) as raised:
        world.publish(step=tell)
    return raised.value, steps[-1]


def _stands(world: Workshop, before: Release) -> None:
    """Readers see a whole release, and releases/ holds whole releases alone."""
    every = releases(world.home)
    assert current(world.home).id in {each.id for each in every}
    assert {path.name for path in (world.home / "releases").iterdir()} == {each.id for each in every}
    for release in {before.id: before, **{each.id: each for each in every}}.values():
        verify(release)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.how} at {fault.step}, {fault.left}")
def test_a_disk_that_fails_at_any_step_is_told_and_harms_nothing(world: Workshop, fault: Fault) -> None:
    before = current(world.home)
    world.edit("data/records/project/bro.ttl", "Bridge", "Span")
    wrong, failed = _failure(world, fault)
    assert failed == fault.fails
    assert (wrong.exit_code, wrong.status) == (3, 507)
    for lang, whole in (("sv", "det som är publicerat är helt."), ("en", "what is published is whole.")):
        assert str(world.home) in wrong.text(lang)
        assert wrong.text(lang).lower().endswith(whole)
    if fault.how == "is full":
        assert "is full. Free some space (`kg prune --keep 3`)" in wrong.text("en")
        assert "är full. Frigör plats (`kg prune --keep 3`)" in wrong.text("sv")
        (world.home / "ballast").unlink()
    _stands(world, before)
    after = world.publish().release
    verify(after)
    assert after.bundle("dumps") is not None
    assert os.listdir(world.home / "scratch") == []


@contextmanager
def _read_only(world: Workshop) -> Iterator[None]:
    """The home as one that nothing can be written to; root writes everywhere else, and so needs a mount."""
    if ROOT:
        subprocess.run(["mount", "-o", "remount,ro", world.home], check=True)
    else:
        world.home.chmod(0o555)
    try:
        yield
    finally:
        if ROOT:
            subprocess.run(["mount", "-o", "remount,rw", world.home], check=True)
        else:
            world.home.chmod(0o755)


def test_a_home_that_cannot_be_written_to_is_told_and_can_be_read(world: Workshop) -> None:
    before = current(world.home)
    world.edit("data/records/project/bro.ttl", "Bridge", "Span")
    after = world.built()
    world.edit("data/records/project/bro.ttl", "Span", "Brygga")
    world.built()

    def locked() -> None:
        with alone(world.home):
            raise AssertionError("nobody can be alone in a closed home")

    writes: list[Callable[[], object]] = [
        world.build,
        world.publish,
        locked,
        lambda: point_at(world.home, after),
        lambda: rollback(world.home, "2"),
    ]
    if ROOT:
        writes.append(lambda: prune(world.home, 1))
    with _read_only(world):
        for write in writes:
            with pytest.raises(StorageFailed) as raised:
                write()
            assert "Choose another folder with KG_HOME, or change its rights." in raised.value.text("en")
            assert "Välj en annan mapp med KG_HOME, eller ändra rättigheterna." in raised.value.text("sv")
        assert current(world.home) == before
        assert [each.name for each in diff(before, after)] == ["project/bro"]
        verify(before)
        verify(after)
