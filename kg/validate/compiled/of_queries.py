"""Constraints that are SPARQL queries: sh:sparql, and constraint components with SELECT and ASK validators."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.validate.compiled.model import Messages, Query, Result, Room, Row, Shape, sh
from kg.validate.compiled.queries import filled
from kg.validate.compiled.terms import is_literal, language, text

_SPARQL = sh("SPARQLConstraintComponent")


@dataclass(frozen=True)
class Select:
    """A SELECT whose every row is a fault: `node` is the SPARQL constraint, or None for a constraint component's."""

    query: Query
    component: str
    messages: Messages
    parameters: tuple[tuple[str, str], ...] = ()
    node: str | None = None
    of_nothing = True

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """A result for each row that differs from those before it."""
        told = {frozenset(row.items()): row for row in room.asker.rows(self.query, focus, None)}
        for row in told.values():
            if row.keys() & {"this", "path", "value", "failure"}:
                yield self._result(shape, focus, row)

    def _result(self, shape: Shape, focus: str, row: Row) -> Result:
        value = row.get("value") or (focus if shape.path is None else None)
        said = {**dict(self.parameters), **row, **({"value": value} if value else {})}
        messages = _said(row["message"]) if "message" in row else _filled((*shape.messages, *self.messages), said)
        return Result(
            shape, self.component, row.get("this", focus), value, row.get("path"), messages, constraint=self.node
        )


def sparql(query: Query, messages: Messages, node: str) -> Select:
    """A SPARQL constraint."""
    return Select(query, _SPARQL, messages, node=node)


@dataclass(frozen=True)
class Ask:
    """An ASK that every value must pass."""

    query: Query
    component: str
    messages: Messages
    parameters: tuple[tuple[str, str], ...]
    of_nothing = False

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """A result for each value that doesn't pass."""
        for value in values:
            if not room.asker.rows(self.query, focus, value):
                said = {**dict(self.parameters), "this": focus, "value": value}
                yield Result(
                    shape, self.component, focus, value, messages=_filled((*shape.messages, *self.messages), said)
                )


def _said(message: str) -> Messages:
    return ((language(message), text(message) or ""),) if is_literal(message) else ()


def _filled(messages: Messages, said: Mapping[str, str]) -> Messages:
    words = {name: text(term) or term for name, term in said.items()}
    return tuple(dict.fromkeys((lang, filled(template, words)) for lang, template in messages))
