"""A record that somebody hands in: its statements, and where in what was handed in each was written."""

from dataclasses import dataclass

from pyoxigraph import Quad

from kg.parse.answers.answers import Answers
from kg.rdf.iris import Owner
from kg.rdf.located.spots import Located


@dataclass(frozen=True)
class Candidate:
    """One record as it was read, whatever the format: `source` is the name of what was handed in.

    `answers` are those that the record was made of, where it was handed in so.
    """

    owner: Owner
    source: str
    quads: tuple[Quad, ...]
    located: Located
    answers: Answers | None = None

    @property
    def key(self) -> str:
        """`kind/slug`, the short name of the record."""
        return f"{self.owner.kind}/{self.owner.slug}"
