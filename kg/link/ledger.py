"""The ledger of an authority: one decision a line, about a pair of things. `sssom` reads and writes its file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kg.names.strength import in_words

SEMAPV = "https://w3id.org/semapv/vocab/"


class Decision(StrEnum):
    """What was decided on a pair of things."""

    ACCEPT = "accept"
    HOLD = "hold"
    REJECT = "reject"


class Justification(StrEnum):
    """How a pair was found: terms of SEMAPV, https://w3id.org/semapv/vocab/."""

    BY_CODE = "semapv:BackgroundKnowledgeBasedMatching"
    BY_NAME = "semapv:LexicalMatching"
    BY_LIKENESS = "semapv:LexicalSimilarityThresholdMatching"
    BY_PEOPLE = "semapv:ManualMappingCuration"


@dataclass(frozen=True, order=True)
class Pair:
    """What a decision is about: a path of ours, a property, and an IRI of the authority's."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True)
class Line:
    """One decision: what it is about, what was decided, by what or by whom, when and why.

    `author` is an organisation's role and `tool` a program: one of them decided, never a person by name. The confidence
    is from 0 to 1, as text: the ledger keeps it as it was written.
    """

    pair: Pair
    decision: Decision
    justification: str
    date: str
    comment: str
    comment_sv: str
    confidence: str = ""
    subject_label: str = ""
    object_label: str = ""
    author: str = ""
    tool: str = ""
    tool_version: str = ""

    def told(self, lang: str) -> str:
        """Why, in Swedish or English, to people: how strong the likeness is, in a word."""
        return in_words(self.comment_sv if lang == "sv" else self.comment, lang)

    @property
    def by_people(self) -> bool:
        """Whether people decided, rather than a program."""
        return bool(self.author)


@dataclass(frozen=True)
class Ledger:
    """The decisions about one authority. `head` is what its file says of it, a slot a line, without the prefixes."""

    name: str
    head: tuple[str, ...]
    prefixes: Mapping[str, str]
    lines: tuple[Line, ...]

    def by_pair(self) -> dict[Pair, Line]:
        """Each decision by what it is about."""
        return {line.pair: line for line in self.lines}

    def with_lines(self, lines: Iterable[Line]) -> "Ledger":
        """The ledger with other lines added, each in the place of one about the same pair."""
        merged = {**self.by_pair(), **{line.pair: line for line in lines}}
        return replace(self, lines=tuple(merged[pair] for pair in sorted(merged)))


def new(name: str, title: str, prefix: Mapping[str, str]) -> Ledger:
    """A ledger without decisions."""
    head = (
        f'mapping_set_id: "https://w3id.org/samverkan/links/{name}"',
        f'mapping_set_title: "{title}"',
        'comment: "A row is asserted only where its decision is accept: hold waits for a person, reject denies it."',
        'license: "http://creativecommons.org/publicdomain/zero/1.0/"',
        "extension_definitions:",
        "  - slot_name: decision",
        '    property: "https://w3id.org/samverkan/ns#linkDecision"',
        "  - slot_name: comment_sv",
        '    property: "http://www.w3.org/2000/01/rdf-schema#comment"',
    )
    return Ledger(name, head, {**prefix, "semapv": SEMAPV}, ())
