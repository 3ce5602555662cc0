"""What locating gives: the statements of a text, and the place of each statement, property and subject in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Quad

from kg.place import Place

Key = tuple[str, str, str]
"""Subject, predicate and object of a statement as N-Triples terms."""


@dataclass(frozen=True)
class Spot:
    """Where the three parts of a statement are written; several statements may share a subject or a predicate."""

    subject: Place
    predicate: Place
    object: Place


@dataclass(frozen=True)
class Located:
    """The statements of a text in its order, and where they stand.

    `spots` is keyed by subject, predicate and object as N-Triples terms; a statement written twice has its first spot.
    """

    quads: tuple[Quad, ...]
    spots: Mapping[tuple[str, str, str], Spot]

    @cached_property
    def _subjects(self) -> dict[str, Key]:
        """The first statement of each subject: made when first asked, for a text without faults is never asked."""
        found: dict[str, Key] = {}
        for key in self.spots:
            found.setdefault(key[0], key)
        return found

    @cached_property
    def _properties(self) -> dict[tuple[str, str], Key]:
        found: dict[tuple[str, str], Key] = {}
        for key in self.spots:
            found.setdefault(key[:2], key)
        return found

    def place(self, subject: str, predicate: str | None = None, object: str | None = None) -> Place | None:
        """The place of a value; else of its property; else of its subject; None for a subject that isn't written here.

        A statement that is missing is placed at the subject that lacks it.
        """
        if predicate is not None and object is not None and (spot := self.spots.get((subject, predicate, object))):
            return spot.object
        if predicate is not None and (key := self._properties.get((subject, predicate))):
            return self.spots[key].predicate
        first = self._subjects.get(subject)
        return self.spots[first].subject if first else None
