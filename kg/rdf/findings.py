"""A finding is data: what in a record is wrong, where, how bad, and what to do, in Swedish and in English."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from kg.errors import BadSyntax
from kg.place import Place


class Level(StrEnum):
    """How bad: a violation stops publication, a warning is published and listed, an info is a hint."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


_WORDS = {
    Level.VIOLATION: ("fel", "fault"),
    Level.WARNING: ("varning", "warning"),
    Level.INFO: ("tips", "hint"),
}

_PLACES = ("file", "pointer", "cell", "field")
UNREADABLE = "unreadable"
"""The component of a finding that no shape and no check made: the file breaks its format."""


@dataclass(frozen=True)
class Terms:
    """A validation result as RDF terms, each written as in N-Triples, and the path as SPARQL writes one.

    `constraint` is the SPARQL constraint in the shape, where one made the result; `severity` an IRI, bare, for SHACL
    knows more of them than we have levels.
    """

    focus: str
    path: str | None = None
    value: str | None = None
    shape: str | None = None
    constraint: str | None = None
    severity: str | None = None


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a record: its focus node, the property, the value and the shape that says so.

    `about` names node and property in the words people use. `also` are the other places of the same fault, for example
    in another record; a hint says what was probably meant. `terms` and `said` are a validator's result as RDF: its
    terms, and the shape's own messages as (language, text), the language empty where the shape tells none.
    """

    record: str
    level: Level
    message_sv: str
    message_en: str
    place: Place | None = None
    focus: str | None = None
    path: str | None = None
    value: str | None = None
    shape: str | None = None
    component: str | None = None
    also: tuple[Place, ...] = ()
    hint_sv: str | None = None
    hint_en: str | None = None
    about_sv: str | None = None
    about_en: str | None = None
    terms: Terms | None = None
    said: tuple[tuple[str, str], ...] = ()

    def message(self, lang: str) -> str:
        """The sentence in Swedish (`sv`) or English."""
        return self.message_sv if lang == "sv" else self.message_en

    def hint(self, lang: str) -> str | None:
        """What was probably meant, or what may be chosen, in Swedish (`sv`) or English; None without a hint."""
        return self.hint_sv if lang == "sv" else self.hint_en

    def about(self, lang: str) -> str | None:
        """The node and the property in words, in Swedish (`sv`) or English; None where nothing names them."""
        return self.about_sv if lang == "sv" else self.about_en

    def sentence(self, lang: str) -> str:
        """The sentence, led by what it is about."""
        about = self.about(lang)
        return f"{about}: {self.message(lang)}" if about else self.message(lang)

    def text(self, lang: str) -> str:
        """A line for a terminal: place, level and sentence."""
        return f"{self.place or self.record}: {level_word(self.level, lang)}: {self.sentence(lang)}"

    def as_json(self) -> dict[str, object]:
        """The finding as plain values, in the order people read them."""
        return {
            "record": self.record,
            "level": self.level.value,
            "message": {"sv": self.message_sv, "en": self.message_en},
            "about": {"sv": self.about_sv, "en": self.about_en} if self.about_sv and self.about_en else None,
            "hint": {"sv": self.hint_sv, "en": self.hint_en} if self.hint_sv and self.hint_en else None,
            **_plain(self.place or Place("")),
            "also": [_plain(place) for place in self.also],
            "focus": self.focus,
            "path": self.path,
            "value": self.value,
            "shape": self.shape,
            "component": self.component,
            "terms": asdict(self.terms) if self.terms is not None else None,
            "said": [list(each) for each in self.said],
        }

    @property
    def order(self) -> tuple[str, int, int, int, str, str, str, str]:
        """Findings sort by record, then worst first, then by place, node and property."""
        rank = list(Level).index(self.level)
        line, column = (self.place.line or 0, self.place.column or 0) if self.place else (0, 0)
        return (self.record, rank, line, column, self.focus or "", self.path or "", self.value or "", self.message_en)


def from_json(said: Mapping[str, object]) -> Finding:
    """The finding that `as_json` wrote."""
    message, hint, also = said["message"], said.get("hint"), said.get("also")
    if not isinstance(message, Mapping):
        raise ValueError("a finding's message is a mapping of languages")
    hints = hint if isinstance(hint, Mapping) else {}
    about = named if isinstance(named := said.get("about"), Mapping) else {}
    own = said.get("said")
    return Finding(
        record=str(said["record"]),
        level=Level(str(said["level"])),
        message_sv=str(message["sv"]),
        message_en=str(message["en"]),
        place=_place(said) if any(said.get(name) is not None for name in _PLACES) else None,
        focus=_word(said, "focus"),
        path=_word(said, "path"),
        value=_word(said, "value"),
        shape=_word(said, "shape"),
        component=_word(said, "component"),
        also=tuple(_place(each) for each in also if isinstance(each, Mapping)) if isinstance(also, list) else (),
        hint_sv=_word(hints, "sv"),
        hint_en=_word(hints, "en"),
        about_sv=_word(about, "sv"),
        about_en=_word(about, "en"),
        terms=_terms(said.get("terms")),
        said=tuple((str(lang), str(text)) for lang, text in own) if isinstance(own, list) else (),
    )


def level_word(level: Level, lang: str) -> str:
    """What a level is called: fel, varning, tips; fault, warning, hint."""
    return _WORDS[level][0 if lang == "sv" else 1]


def _terms(said: object) -> Terms | None:
    if not isinstance(said, Mapping):
        return None
    return Terms(
        _word(said, "focus") or "",
        _word(said, "path"),
        _word(said, "value"),
        _word(said, "shape"),
        _word(said, "constraint"),
        _word(said, "severity"),
    )


def _plain(place: Place) -> dict[str, object]:
    """A place as JSON: file, line and column always, the rest where it is known."""
    said: dict[str, object] = {"file": place.source or None, "line": place.line, "column": place.column}
    rest = {name: getattr(place, name) for name in ("end_column", "pointer", "sheet", "cell", "field")}
    return {**said, **{name: value for name, value in rest.items() if value is not None}}


def _place(said: Mapping[str, object]) -> Place:
    def number(name: str) -> int | None:
        value = said.get(name)
        return value if isinstance(value, int) else None

    return Place(
        _word(said, "file") or "",
        line=number("line"),
        column=number("column"),
        end_column=number("end_column"),
        pointer=_word(said, "pointer"),
        sheet=_word(said, "sheet"),
        cell=_word(said, "cell"),
        field=_word(said, "field"),
    )


def _word(said: Mapping[str, object], name: str) -> str | None:
    value = said.get(name)
    return value if isinstance(value, str) else None


def unreadable(wrong: BadSyntax, about: str) -> Finding:
    """The violation that a file can't be read at all."""
    return Finding(about, Level.VIOLATION, wrong.message_sv, wrong.message, wrong.place, component=UNREADABLE)


def violations(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stop publication."""
    return [each for each in findings if each.level is Level.VIOLATION]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings each once, in the order people read them."""
    return sorted(set(findings), key=lambda each: each.order)


def counted(findings: Iterable[Finding], lang: str) -> str:
    """How many of each level, in words.

    >>> counted([], "en")
    'no faults, no warnings, no hints'
    """
    every = list(findings)
    parts = []
    for level, sv, en in (
        (Level.VIOLATION, ("fel", "fel"), ("fault", "faults")),
        (Level.WARNING, ("varning", "varningar"), ("warning", "warnings")),
        (Level.INFO, ("tips", "tips"), ("hint", "hints")),
    ):
        number = sum(each.level is level for each in every)
        one, many = sv if lang == "sv" else en
        none = "inga" if lang == "sv" else "no"
        parts.append(f"{number or none} {one if number == 1 else many}")
    return ", ".join(parts)
