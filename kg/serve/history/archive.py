"""The releases that readers can ask as they were: those that were published once, and are kept.

Nothing else is: not one that was only built, not one from before a takedown that was put back from a copy. Query
workers are started for an earlier release when one of its answers needs them, for two releases at a time.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import CorruptRelease, EngineUnavailable, Gone, NotFound
from kg.query.question import Answer, Engine, Question
from kg.release import layout
from kg.release.history.log import NAME, Log, Publication, reading
from kg.release.layout import Release, open_release
from kg.release.verify import SMALL, verify_files
from kg.serve.history.lending import Lending
from kg.serve.shelf import Edition, Opened, Shelf, edition

ENGINES = 2
"""Earlier releases that have query workers at once; each has one, and one more while a slow query is put aside."""

_CROWD = 8
_WAIT_SECONDS = 5.0
_EDITIONS = 8
_LISTED = 10


@dataclass(frozen=True)
class Kept:
    """A release that was published once and is kept: when readers first saw it."""

    id: str
    at: str


class Archive:
    """The past of a home; without a way to open engines, only the release served is to be had."""

    def __init__(self, home: Path, shelf: Shelf, open_engine: Callable[[Release], Opened] | None = None) -> None:
        self._home, self._shelf, self._open_engine = home, shelf, open_engine
        self._lending: Lending[Engine] = Lending(ENGINES, crowd=_CROWD, wait_seconds=_WAIT_SECONDS)
        self._editions: OrderedDict[tuple[str, int], Edition] = OrderedDict()
        self._read: tuple[tuple[int, ...] | None, list[Publication]] = (None, [])
        self._lock = threading.Lock()

    def log(self) -> AbstractContextManager[Log]:
        """The log of changes, to read."""
        return reading(self._home)

    def publications(self) -> list[Publication]:
        """Every publication, oldest first; read again when the log has changed."""
        stamp = _stamp(self._home / NAME)
        read = self._read
        if read[0] != stamp:
            with self.log() as log:
                read = self._read = (stamp, log.publications())
        return read[1]

    def stamp(self) -> tuple[str, ...]:
        """What tells the log as it is from the log as it was."""
        return tuple(map(str, _stamp(self._home / NAME)))

    def changed_at(self) -> str | None:
        """When the log was last written; None where there is none."""
        try:
            said = (self._home / NAME).stat().st_mtime
        except FileNotFoundError:
            return None
        return datetime.fromtimestamp(int(said), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def kept(self) -> list[Kept]:
        """What can be asked as it was, in the order in which readers first saw it."""
        now = self._shelf.current()
        found: dict[str, str] = {}
        for each in self.publications():
            found.setdefault(each.release, each.at)
        found.setdefault(now.id, now.release.manifest.built_at)
        return [Kept(name, at) for name, at in found.items() if name == now.id or self._manifest(name).is_file()]

    def at(self, moment: str) -> Kept:
        """What readers saw at a time, or the nearest before it that is kept; before the first, the first
        (RFC 7089 §4.5.3)."""
        kept = {each.id: each for each in self.kept()}
        seen = [each.release for each in self.publications() if each.at <= moment and each.release in kept]
        return kept[seen[-1]] if seen else next(iter(kept.values()))

    def named(self, name: str) -> Edition:
        """The release of that name, number, or unambiguous beginning of a name.

        NotFound and Gone say which there are.
        """
        now = self._shelf.current()
        if name == now.id:
            return now
        release = self._found(name, now)
        if release.id == now.id:
            return now
        return self._edition(release)

    def close(self) -> None:
        """End the engines that nobody asks."""
        self._lending.close()

    def _found(self, name: str, now: Edition) -> Release:
        kept = self.kept()
        try:
            release = layout.find(self._home, name)
        except Gone:
            raise
        except NotFound as wrong:
            listed = ", ".join(each.id for each in kept[-_LISTED:])
            if any(each.release == name for each in self.publications()):
                raise Gone(
                    f"Release {name} isn't kept any more. /changes tells what it changed. Those there are: {listed}.",
                    message_sv=f"Utgåva {name} finns inte kvar. Vad den ändrade står på /changes. De som finns är: "
                    f"{listed}.",
                ) from wrong
            raise _unknown(name, listed) from wrong
        # As it is on the disk: a takedown may have left the name of what is served as it was.
        last = (self.release(now.id) or now.release).manifest.redactions
        if release.id not in {each.id for each in kept} or release.manifest.redactions < last:
            raise _unknown(name, ", ".join(each.id for each in kept[-_LISTED:]))
        return release

    def _edition(self, release: Release) -> Edition:
        """The release as it is served; of those asked latest it is remembered."""
        key = (release.id, release.manifest.redactions)
        with self._lock:
            found = self._editions.get(key)
            if found is not None:
                self._editions.move_to_end(key)
                return found
        verify_files(release, hashing_up_to=SMALL)
        made = edition(release, _Borrowed(self, key, release))
        with self._lock:
            self._editions[key] = made
            while len(self._editions) > _EDITIONS:
                self._editions.popitem(last=False)
        return made

    def ask(self, key: tuple[str, int], release: Release, question: Question) -> Answer:
        """An earlier release's answer, from workers of its own that are started where there are none."""
        with self._lending.lent(key, lambda: self._opened(release)) as engine:
            return engine.ask(question)

    def _opened(self, release: Release) -> tuple[Engine, Callable[[], None]]:
        if self._open_engine is None:
            raise EngineUnavailable(
                "Earlier releases can't be asked here.", message_sv="Tidigare utgåvor går inte att fråga här."
            )
        opened = self._open_engine(release)
        return opened.engine, opened.close

    def _manifest(self, name: str) -> Path:
        return layout.releases_folder(self._home) / name / "manifest.json"

    def release(self, name: str) -> Release | None:
        """A kept release by its whole name; None when it isn't kept or can't be read."""
        try:
            return open_release(layout.releases_folder(self._home) / name)
        except CorruptRelease:
            return None


@dataclass(frozen=True)
class _Borrowed:
    """The engine of an earlier release, which has workers only while it is asked."""

    archive: Archive
    key: tuple[str, int]
    release: Release

    def ask(self, question: Question) -> Answer:
        """The whole answer, or a KgError that says why there is none."""
        return self.archive.ask(self.key, self.release, question)


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        said = path.stat()
    except FileNotFoundError:
        return ()
    return said.st_ino, said.st_size, said.st_mtime_ns


def _unknown(name: str, listed: str) -> NotFound:
    return NotFound(
        f"There is no release {name!r} to ask. Those there are: {listed}.",
        message_sv=f"Det finns ingen utgåva {name!r} att fråga. De som finns är: {listed}.",
    )
