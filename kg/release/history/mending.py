"""Make the change log anew of the releases that are kept, where it is gone or damaged.

What pruned releases changed is lost with it, and so are rollbacks; the changes get new numbers.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kg.errors import CorruptHistory, Unavailable
from kg.release.diff import differences
from kg.release.durable import storage, sync
from kg.release.history.checking import check, is_sound
from kg.release.history.keeping import keep_up, moment, rows, write
from kg.release.history.log import NAME, Log, exists, writing
from kg.release.layout import Release, current, releases
from kg.release.publish import alone


def mend(home: Path, *, now: datetime | None = None) -> bool:
    """Let the log catch up, or make it anew where it is gone or damaged; whether it was made anew.

    NoRelease where nothing was ever published; Unavailable while somebody else writes, or while a takedown that doesn't
    wait for this is unfinished.
    """
    with alone(home):
        # One that can't be read stops the takedown itself, which cleans it once it can.
        if (home / "takedown").is_dir() and is_sound(home):
            raise Unavailable(
                "A takedown is unfinished: run it again first, then mend the log.",
                message_sv="En borttagning är inte klar: kör den igen först, och laga loggen sedan.",
            )
        shown = _shown(home)
        if exists(home):
            with suppress(CorruptHistory):
                keep_up(home, now=now)
                check(home)
                return False
        with storage(home):
            _replace(home, shown)
        keep_up(home, now=now)
    return True


def _shown(home: Path) -> list[Release]:
    """The releases that readers have been shown, as far as can be seen: downloads are made when one is published."""
    now = current(home)
    return [each for each in releases(home) if each.id == now.id or each.bundle("dumps") is not None]


def _replace(home: Path, shown: list[Release]) -> None:
    draft = home / f"{NAME}.new"
    draft.unlink(missing_ok=True)
    with writing(draft) as log:
        before: Release | None = None
        for each in shown:
            _add(log, before, each)
            before = each
    sync(draft)
    # The journal is the old file's; SQLite would play it back into the new one.
    (home / f"{NAME}-journal").unlink(missing_ok=True)
    draft.replace(home / NAME)
    sync(home)


def _add(log: Log, before: Release | None, release: Release) -> None:
    built = datetime.fromisoformat(release.manifest.built_at)
    changes = list(rows(log, differences(before, release), release))
    write(log, release, changes, how="publish", at=moment(log.last(), built))
