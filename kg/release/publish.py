"""Point readers at a release, or back at an earlier one, and clear away old ones. Building one is `build`'s work."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import CorruptRelease, KgError, NoRelease, NotFound, Unavailable
from kg.release import store
from kg.release.durable import point, storage
from kg.release.history.keeping import keep_up
from kg.release.layout import Release, current, find, number_of, releases
from kg.release.takedown.guard import must_have_been_through
from kg.release.verify import verify_files


@contextmanager
def alone(home: Path, *, wait: bool = False) -> Iterator[None]:
    """Be the only writer of this home; what an interrupted build left in scratch is swept first.

    Unavailable while somebody else is, unless we `wait`.
    """
    with storage(home):
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / "write.lock").open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as wrong:
            raise Unavailable(
                f"Another kg command is writing in {home}. Wait for it to end, then run this one again.",
                message_sv=f"Ett annat kg-kommando skriver i {home}. Vänta tills det är klart och kör sedan "
                "detta igen.",
            ) from wrong
        with storage(home):
            store.discard(home / "scratch")
        yield


def point_at(home: Path, release: Release) -> None:
    """Serve this release from now on; readers see the old release or the new, never neither."""
    with storage(home):
        point(home / "current", f"releases/{release.id}")


def rollback(home: Path, name: str | None) -> Release:
    """Point readers at the release of that name, or at the one before the current; it is verified first."""
    now = current(home)
    if name is not None:
        target = find(home, name)
    else:
        earlier = [each for each in releases(home) if each.manifest.sequence < now.manifest.sequence]
        if not earlier:
            raise NotFound(
                f"There is no release before {now.id}; nothing is changed.",
                message_sv=f"Det finns ingen utgåva före {now.id}; inget är ändrat.",
            )
        target = earlier[-1]
    verify_files(target)
    must_have_been_through(home, [target])
    keep_up(home)
    point_at(home, target)
    keep_up(home)
    return target


def prune(home: Path, keep: int) -> list[str]:
    """Remove all but the newest `keep` releases, never the one that readers are pointed at; give the removed ids.

    What they changed is in the log before they go.
    """
    keep_up(home)
    every = releases(home)
    try:
        now = current(home).id
    except NoRelease:
        now = ""
    kept = {now, *(each.id for each in every[max(0, len(every) - keep) :])}
    gone = [each for each in every if each.id not in kept]
    with storage(home):
        for release in gone:
            store.discard(home / "bundles" / release.id)
            doomed = home / "scratch" / release.id
            doomed.parent.mkdir(exist_ok=True)
            release.path.rename(doomed)
            store.discard(doomed)
    return [each.id for each in gone]


def trustworthy(home: Path) -> tuple[Release, list[str]]:
    """The newest release, not after the current one, whose files verify, and a sentence for each passed over."""
    passed: list[KgError] = []
    try:
        wanted = current(home)
        verify_files(wanted)
        return wanted, []
    except CorruptRelease as wrong:
        passed.append(wrong)
    limit = number_of((home / "current").resolve().name)
    for release in reversed(releases(home)):
        if release.manifest.sequence < limit:
            try:
                verify_files(release)
            except KgError as wrong:
                passed.append(wrong)
            else:
                return release, [each.message for each in passed]
    en, sv = [each.message for each in passed], [each.message_sv for each in passed]
    raise CorruptRelease(
        " ".join([*en, "No earlier release is whole: publish again."]),
        message_sv=" ".join([*sv, "Ingen tidigare utgåva är hel: publicera på nytt."]),
    )
