"""A few things that cost much to hold, lent out by name: the one that was asked for longest ago makes room.

Never are more held than are allowed, those being opened and closed counted. Who comes when all are in use waits a
bounded time, and only a few may be lent to or wait at once: the rest are refused at once, so that they hold no thread.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.errors import EngineBusy

Held = TypeVar("Held")


@dataclass
class _Slot(Generic[Held]):
    """Something held, or about to be: `held` and how to be rid of it are None until it is open."""

    held: Held | None = None
    close: Callable[[], None] | None = None
    borrowers: int = 0
    opening: bool = False


class Lending(Generic[Held]):
    """Holds at most `most` things; at most `crowd` callers use them or wait for one, each at most `wait_seconds`."""

    def __init__(self, most: int, *, crowd: int, wait_seconds: float) -> None:
        self._most, self._crowd, self._wait_seconds = most, crowd, wait_seconds
        self._slots: OrderedDict[Hashable, _Slot[Held]] = OrderedDict()
        self._closing = 0
        self._present = 0
        self._changed = threading.Condition()

    @contextmanager
    def lent(self, name: Hashable, opened: Callable[[], tuple[Held, Callable[[], None]]]) -> Iterator[Held]:
        """The thing of that name for as long as the block runs, opened where it isn't held; EngineBusy when it can't
        be had in time."""
        with self._changed:
            if self._present >= self._crowd:
                raise _busy()
            self._present += 1
        try:
            slot = self._taken(name)
            try:
                yield self._open(name, slot, opened)
            finally:
                with self._changed:
                    slot.borrowers -= 1
                    self._changed.notify_all()
        finally:
            with self._changed:
                self._present -= 1

    def held(self) -> list[Hashable]:
        """The names of what is held now, the one asked for longest ago first."""
        with self._changed:
            return list(self._slots)

    def close(self) -> None:
        """Be rid of everything that nobody uses."""
        while (close := self._make_room()) is not None:
            self._closed(close)

    def _taken(self, name: Hashable) -> _Slot[Held]:
        """The place of that name, with us as a borrower of it."""
        while True:
            with self._changed:
                slot = self._slots.get(name)
                if slot is None and len(self._slots) + self._closing < self._most:
                    slot = self._slots[name] = _Slot()
                if slot is not None:
                    slot.borrowers += 1
                    self._slots.move_to_end(name)
                    return slot
                close = self._make_room()
                if close is None and not self._changed.wait_for(self._may_have_room, self._wait_seconds):
                    raise _busy()
            if close is not None:
                self._closed(close)

    def _open(self, name: Hashable, slot: _Slot[Held], opened: Callable[[], tuple[Held, Callable[[], None]]]) -> Held:
        """What the place holds, opened by the first who comes; the others wait for that."""
        with self._changed:
            if slot.opening:
                self._changed.wait_for(lambda: slot.held is not None or self._slots.get(name) is not slot)
                if slot.held is None:
                    raise _busy()
                return slot.held
            slot.opening = True
        done = False
        try:
            held, close = opened()
            done = True
        finally:
            with self._changed:
                if done:
                    slot.held, slot.close = held, close
                else:
                    self._slots.pop(name, None)
                self._changed.notify_all()
        return held

    def _may_have_room(self) -> bool:
        idle = any(slot.borrowers == 0 for slot in self._slots.values())
        return idle or len(self._slots) + self._closing < self._most

    def _make_room(self) -> Callable[[], None] | None:
        """How to be rid of what nobody uses and was asked for longest ago; it is out of reach from now on."""
        with self._changed:
            idle = next((name for name, slot in self._slots.items() if slot.borrowers == 0), None)
            if idle is None:
                return None
            close = self._slots.pop(idle).close
            self._closing += 1
        return close or _nothing

    def _closed(self, close: Callable[[], None]) -> None:
        try:
            close()
        finally:
            with self._changed:
                self._closing -= 1
                self._changed.notify_all()


def _nothing() -> None:
    """There is nothing to be rid of."""


def _busy() -> EngineBusy:
    return EngineBusy(
        "Many are asking earlier releases just now. Try again in a moment; the latest release answers as usual.",
        message_sv="Många frågar tidigare utgåvor just nu. Försök igen om en stund; den senaste utgåvan svarar som "
        "vanligt.",
    )
