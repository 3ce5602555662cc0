"""What takes a while to make, made once for each kind of an edition, and kept while it is among the latest."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from kg.serve.model import Kind
from kg.serve.shelf import Edition

V = TypeVar("V")
_KEPT = 24


class Made(Generic[V]):
    """Who asks for what another is making waits for it; who asks for anything else doesn't."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[str, str], V] = OrderedDict()
        self._making: dict[tuple[str, str], threading.Lock] = {}
        self._lock = threading.Lock()

    def of(self, edition: Edition, kind: Kind, make: Callable[[], V]) -> V:
        """What was made, or is made now; what `make` raises, which leaves nothing behind."""
        key = (edition.id, kind.name)
        with self._lock:
            if key in self._made:
                return self._made[key]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._made:
                    return self._made[key]
            try:
                found = make()
                with self._lock:
                    self._made[key] = found
                    while len(self._made) > _KEPT:
                        self._made.popitem(last=False)
            finally:
                # Only now: who comes between would find neither what was made nor anybody making it.
                with self._lock:
                    self._making.pop(key, None)
            return found
