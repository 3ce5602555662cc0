"""What locating gives: the statements of a text, and the place of each statement, property and subject in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import Quad

from kg.errors import Place


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
    _subjects: dict[str, Place] = field(init=False, repr=False, compare=False, default_factory=dict)
    _properties: dict[tuple[str, str], Place] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for (subject, predicate, _), spot in self.spots.items():
            self._subjects.setdefault(subject, spot.subject)
            self._properties.setdefault((subject, predicate), spot.predicate)

    def place(self, subject: str, predicate: str | None = None, object: str | None = None) -> Place | None:
        """The place of a value; else of its property; else of its subject; None for a subject that isn't written here.

        A statement that is missing is placed at the subject that lacks it.
        """
        if predicate is not None and object is not None and (spot := self.spots.get((subject, predicate, object))):
            return spot.object
        if predicate is not None and (place := self._properties.get((subject, predicate))):
            return place
        return self._subjects.get(subject)
