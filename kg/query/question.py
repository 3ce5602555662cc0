"""What is asked, what is answered, and within which limits. Who answers is behind one small seam, the Engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.query.asker import Asker

Term = NamedNode | BlankNode | Literal

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much one question may cost; past any of them the answer is an error, never a part of an answer."""

    deadline_seconds: float = 20.0
    max_rows: int = 100_000
    max_bytes: int = 64 * MIB
    worker_memory_bytes: int = 1024 * MIB
    wait_seconds: float = 2.0


@dataclass(frozen=True)
class Question:
    """One SPARQL query and the form its answer takes.

    `dataset_given` says that the protocol named the graphs: then they replace what FROM says, and the graphs not
    named are empty (SPARQL 1.1 Protocol, 2.1.4). `bindings` are values put in the place of variables; in a SELECT
    each such variable must be projected. The work ends when the `asker` hangs up, where one is named.
    """

    text: str
    media_type: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    dataset_given: bool = False
    bindings: Mapping[str, Term] = field(default_factory=dict)
    asker: Asker | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Answer:
    """The whole answer as bytes; `form` is SELECT, ASK, CONSTRUCT or DESCRIBE."""

    form: str
    media_type: str
    body: bytes
    seconds: float


class Engine(Protocol):
    """Whoever answers SPARQL: our worker pool, or any SPARQL 1.1 endpoint."""

    def ask(self, question: Question) -> Answer:
        """The whole answer, or a KgError that says why there is none."""
        ...
