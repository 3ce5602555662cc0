"""What a draft tells beside its answers: found, uncertain, candidates, missing, each with its place and its words."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.parse.answers.answers import Answers
from kg.parse.answers.form_model import FormField
from kg.parse.document.masking import LeftOut
from kg.place import Place
from kg.sweden.unclear import Unclear

Fields = tuple[FormField, ...]
"""The fields on the way to a value, outermost first."""


@dataclass(frozen=True)
class Near:
    """Something that may be meant: `key` is what an answer would say; 1.0 is the very same name."""

    key: str
    label: Mapping[str, str]
    score: float = 1.0


@dataclass(frozen=True)
class Found:
    """An answer: its address, what was answered, what that is called, and where it stands in which words."""

    address: str
    value: str
    shown: Mapping[str, str]
    fields: Fields
    label: str | None
    words: str
    places: tuple[Place, ...]
    is_prose: bool = False
    """Whether it is the document's own sentences."""


@dataclass(frozen=True)
class Uncertain:
    """Words that answer a question but can't be read as one thing; nothing of them is in the answers."""

    fields: Fields
    words: str
    place: Place
    why: Unclear
    near: tuple[Near, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A figure in running text, for a person to confirm: its value, of how many, and the questions it may answer.

    `unit` is procent or kronor, where it is counted in them.
    `close` says that it tells, by subtraction, of so few people that they may be recognised.
    """

    words: str
    place: Place
    value: str
    unit: str | None
    of: str | None
    about: bool
    options: tuple[Fields, ...]
    suggested: tuple[tuple[FormField, Near], ...] = ()
    close: bool = False


@dataclass(frozen=True)
class Missing:
    """What a full record says and the draft doesn't; `address` is the statement that lacks it."""

    fields: Fields
    lang: str | None = None
    address: str | None = None
    required: bool = False


@dataclass(frozen=True)
class Draft:
    """A draft of one record: its answers, and everything one should know of them."""

    source: str
    answers: Answers
    found: tuple[Found, ...]
    uncertain: tuple[Uncertain, ...]
    candidates: tuple[Candidate, ...]
    missing: tuple[Missing, ...]
    left_out: tuple[LeftOut, ...]


def name_of(fields: Fields, lang: str) -> str:
    """What a field is called, in Swedish (`sv`) or English, after the fields around it."""
    names = [each.name.get(lang) or each.key for each in fields]
    return ": ".join(name for at, name in enumerate(names) if at == 0 or name != names[at - 1])
