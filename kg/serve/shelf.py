"""The shelf: which release is served just now, with the engine that answers for it.

`current` is resolved once a request, so an answer is made from one release alone, whatever is published meanwhile.
"""

import logging
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from kg.errors import CorruptRelease
from kg.query.pool import Pool
from kg.query.question import Engine
from kg.release import layout
from kg.release.layout import Release
from kg.release.publish import trustworthy
from kg.release.verify import SMALL, verify_files
from kg.serve import model as models
from kg.serve.model import Model

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Edition:
    """A release as it is served: its files, its engine, and what its pages know of kinds and fields."""

    release: Release
    engine: Engine
    model: Model
    context: Mapping[str, object] = field(default_factory=dict)
    links: Mapping[str, object] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The release's name."""
        return self.release.id

    @property
    def of_files(self) -> bool:
        """Whether this is a throw-away release of somebody's files, without kinds and pages of their own."""
        return not self.model.kinds

    @property
    def order(self) -> str:
        """What decides in which order the rows of an answer come where its question doesn't: the same for the same."""
        return "memory" if isinstance(self.engine, Pool) and self.engine.in_memory else "disk"


class Shelf(Protocol):
    """Whoever knows which release is current."""

    def current(self) -> Edition:
        """The edition to answer from now; NoRelease when there is none."""
        ...

    def at_hand(self) -> Edition | None:
        """The edition to answer from now, where it is open already."""
        ...

    def all(self) -> list[Release]:
        """Every release kept, oldest first."""
        ...


def edition(release: Release, engine: Engine) -> Edition:
    """A release with its engine and its model; a release of plain files has an empty model."""
    if not (release.path / "model.json").is_file():
        return Edition(release, engine, Model())
    return Edition(release, engine, models.from_json(release.model()), release.context(), _by_subject(release.links()))


def _by_subject(links: Mapping[str, object]) -> dict[str, object]:
    """Why things are linked, by the path of each; what others' things are called; the links that wait, as they are."""
    found: dict[str, list[Mapping[str, str]]] = {}
    names: dict[str, str] = {}
    accepted = links.get("accepted")
    for each in cast("Sequence[Mapping[str, str]]", accepted if isinstance(accepted, list) else ()):
        found.setdefault(each["subject"], []).append(each)
        names[each["object"]] = each.get("object_label", "")
    return {"accepted": found, "names": names, "held": links.get("held", ())}


@dataclass(frozen=True)
class Opened:
    """An engine, how to have it take little room once few will ask it, and how to be rid of it."""

    engine: Engine
    close: Callable[[], None]
    rest: Callable[[], None] = lambda: None


class HomeShelf:
    """The releases of a home folder. A damaged one is refused and said in the log; the one before stays served."""

    def __init__(self, home: Path, open_engine: Callable[[Release], Opened]) -> None:
        self._home = home
        self._link = str(home / "current")
        self._open_engine = open_engine
        self._served: tuple[str, Edition] | None = None
        self._kept: list[Opened] = []
        self._told: Callable[[Edition], object] | None = None
        self._lock = threading.Lock()

    def follow(self, told: Callable[[Edition], object]) -> None:
        """Call, in a thread of its own, with the edition that is served and with each that will be."""
        served = self.current()
        self._told = told
        self._tell(served)

    def current(self) -> Edition:
        """The edition that `current` names; the one before where that one is damaged."""
        target = self._target()
        served = self._served
        if served is not None and served[0] == target:
            return served[1]
        with self._lock:
            if self._served is None or self._served[0] != target:
                self._served = (target, self._open())
                self._tell(self._served[1])
            return self._served[1]

    def _tell(self, edition: Edition) -> None:
        if self._told is not None:
            threading.Thread(target=self._told, args=(edition,), name="kg-ready", daemon=True).start()

    def at_hand(self) -> Edition | None:
        """The edition that `current` would give, where that takes no opening."""
        served = self._served
        return served[1] if served is not None and served[0] == self._target() else None

    def _target(self) -> str:
        """What the link says, which is enough to know whether it was moved."""
        try:
            return os.readlink(self._link)  # noqa: PTH115 - asked for every answer, and thrice as fast as a Path's
        except OSError:
            return ""

    def all(self) -> list[Release]:
        """Every release kept, oldest first."""
        return layout.releases(self._home)

    def close(self) -> None:
        """End every engine."""
        with self._lock:
            for each in self._kept:
                each.close()
            self._kept.clear()

    def _open(self) -> Edition:
        try:
            opened = self._opened(self._chosen())
        except CorruptRelease as damaged:
            if self._served is None:
                raise
            log.error("%s", damaged)
            opened = self._served[1]
        log.info("serving release %s", opened.id)
        return opened

    def _chosen(self) -> Release:
        """At the start the newest release that is whole, every byte read; later the new one, looked at in passing.

        A release that has just been published was read back when it was sealed, and readers are waiting.
        """
        if self._served is not None:
            release = layout.current(self._home)
            verify_files(release, hashing_up_to=SMALL)
            return release
        release, passed = trustworthy(self._home)
        for sentence in passed:
            log.error("%s", sentence)
        return release

    def _opened(self, release: Release) -> Edition:
        opened = self._open_engine(release)
        # Answers under way may still ask the edition before; the one before that is done.
        for before in self._kept[-1:]:
            threading.Thread(target=before.rest, daemon=True).start()
        for done in self._kept[:-1]:
            threading.Thread(target=done.close, daemon=True).start()
        self._kept = [*self._kept[-1:], opened]
        return edition(release, opened.engine)
