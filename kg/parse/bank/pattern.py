"""Statements with holes, filled with what a row says: lines of N-Triples, for the engine reads them faster than terms.

What a template is, and how it is read, is told in `template`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pyoxigraph import Literal

from kg.rdf.namespaces import XSD
from kg.sweden.projectbanks.cells import Iri, Value
from kg.sweden.projectbanks.formats import Values

WHAT = "what"
_HOLE = re.compile(r"\{(\w+)\}")
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_INTEGER, _DECIMAL = XSD.integer.value, XSD.decimal.value


@dataclass(frozen=True)
class Holed:
    """A text with named holes.

    >>> Holed("rad {row} av {file}").filled({"row": "3", "file": "x.csv"})
    'rad 3 av x.csv'
    >>> Holed("rad {row}").filled({}) is None
    True
    """

    text: str

    @cached_property
    def _parts(self) -> list[str]:
        return _HOLE.split(self.text)

    @cached_property
    def holes(self) -> tuple[str, ...]:
        """The names of the holes, in their order."""
        return tuple(self._parts[1::2])

    def filled(self, said: Mapping[str, str]) -> str | None:
        """The text with its holes filled; None when nothing, or an empty text, fills one of them."""
        if not self.holes:
            return self.text
        parts = self._parts.copy()
        for at in range(1, len(parts), 2):
            found = said.get(parts[at], "")
            if not found and parts[at] != WHAT:
                return None
            parts[at] = found
        return "".join(parts)


@dataclass(frozen=True)
class Name:
    """An IRI with holes for short names."""

    holed: Holed


@dataclass(frozen=True)
class Written:
    """A literal: its text with holes, already escaped, its language, and what follows its quotation marks."""

    holed: Holed
    language: str
    suffix: str

    @classmethod
    def of(cls, literal: Literal) -> "Written":
        """What a template's literal says."""
        typed = "" if literal.datatype == XSD.string else f"^^<{literal.datatype.value}>"
        suffix = f"@{literal.language}" if literal.language else typed
        return cls(Holed(escaped(literal.value)), literal.language or "", suffix)


@dataclass(frozen=True)
class Statement:
    """A statement with holes: its value is an IRI, a text, or by its name a value of the row."""

    subject: Name
    predicate: str
    value: Name | Written | str

    @property
    def holes(self) -> tuple[str, ...]:
        """The values of the row that it is made from."""
        if isinstance(self.value, str):
            return (self.value,)
        return self.value.holed.holes if isinstance(self.value, Written) else ()


@dataclass(frozen=True)
class Condition:
    """What a node takes to be there, and what is lacking without it."""

    needs: tuple[str, ...] = ()
    only_if: tuple[tuple[str, str], ...] = ()
    called: tuple[Literal, ...] = ()

    def holds(self, values: Values) -> bool:
        """Whether the node is there for a row."""
        one_of = not self.only_if or any(values.get(name) == value for name, value in self.only_if)
        return one_of and all(name in values for name in self.needs)


@dataclass(frozen=True)
class Pattern:
    """What is said of one of the things that a row speaks of, with what its record says."""

    kind: str
    role: str
    statements: tuple[Statement, ...]
    conditions: Mapping[str, Condition]
    lacking: tuple[Literal, ...]
    alone: frozenset[str]

    def fill(self, slugs: Mapping[str, str], values: Values, *, beside: bool = False) -> list[str]:
        """The N-Triples lines for a row; `beside` another bank's record of the thing, less what only one may say."""
        gone = {name for name, condition in self.conditions.items() if not condition.holds(values)}
        names = {each.text: None if each.text in gone else each.filled(slugs) for each in self._names}
        texts = {name: escaped(str(value)) for name, value in values.items()}
        lacking = self._lacking(gone)
        made = dict[str, None]()
        for said in self.statements:
            subject = names[said.subject.holed.text]
            if subject is None or (beside and said.predicate in self.alone):
                continue
            value = _value(said.value, names, values, texts, lacking)
            if value is not None:
                made[f"<{subject}> <{said.predicate}> {value} .\n"] = None
        return list(made)

    def columns(self, slugs: Mapping[str, str], focus: str, path: str | None) -> tuple[str, ...]:
        """The values of the row that a node, or one of its properties, was made from."""
        about = [said for said in self.statements if said.subject.holed.filled(slugs) == focus]
        exact = [said for said in about if said.predicate == path]
        return tuple(dict.fromkeys(hole for said in exact or about for hole in said.holes if hole != WHAT))

    @cached_property
    def _names(self) -> tuple[Holed, ...]:
        """Every name in the statements, once: most stand in many."""
        found = (each for said in self.statements for each in (said.subject, said.value) if isinstance(each, Name))
        return tuple({each.holed.text: each.holed for each in found}.values())

    def _lacking(self, gone: Iterable[str]) -> Mapping[str, str]:
        """What a row doesn't say, as a sentence in each language; empty when nothing is lacking."""
        missing = [self.conditions[name].called for name in self.conditions if name in set(gone)]
        found = {}
        for sentence in self.lacking:
            language = sentence.language or ""
            named = [each.value for called in missing for each in called if each.language == language]
            said = sentence.value.replace(f"{{{WHAT}}}", ", ".join(named)) if named else ""
            found[language] = escaped(said)
        return found


def escaped(text: str) -> str:
    """A text as it stands between the quotation marks of N-Triples (https://www.w3.org/TR/n-triples/#grammar)."""
    return text.translate(_ESCAPED)


def _value(
    said: Name | Written | str,
    names: Mapping[str, str | None],
    values: Values,
    texts: Mapping[str, str],
    lacking: Mapping[str, str],
) -> str | None:
    """What a statement says of this row; None when a hole of it isn't filled."""
    if isinstance(said, Name):
        iri = names[said.holed.text]
        return None if iri is None else f"<{iri}>"
    if isinstance(said, str):
        return _term(values.get(said))
    known = {**texts, WHAT: lacking.get(said.language, "")} if WHAT in said.holed.holes else texts
    text = said.holed.filled(known)
    return None if text is None else f'"{text}"{said.suffix}'


def _term(value: Value | None) -> str | None:
    if value is None:
        return None
    if isinstance(value, Iri):
        return f"<{value}>"
    if isinstance(value, Decimal):
        datatype = _INTEGER if value == value.to_integral_value() else _DECIMAL
        return f'"{value:f}"^^<{datatype}>'
    return f'"{escaped(value)}"'
