"""A record that somebody hands in: its statements, and where in what was handed in each was written."""

from dataclasses import dataclass

from pyoxigraph import Quad

from kg.parse.answers.answers import Answers
from kg.rdf.iris import Owner
from kg.rdf.located.spots import Located


@dataclass(frozen=True)
class Candidate:
    """One record as it was read, whatever the format: `source` is the name of what was handed in.

    `answers` are those that the record was made of, where it was handed in so; one that `is_beside` was described in
    the answers about something else, as its source.
    """

    owner: Owner
    source: str
    quads: tuple[Quad, ...]
    located: Located
    answers: Answers | None = None
    is_beside: bool = False

    def says_the_same(self, other: "Candidate") -> bool:
        """Whether the two are one record described twice: what stands beside answers may be told with each of them."""
        return (self.is_beside or other.is_beside) and set(self.quads) == set(other.quads)

    @property
    def key(self) -> str:
        """`kind/slug`, the short name of the record."""
        return f"{self.owner.kind}/{self.owner.slug}"
