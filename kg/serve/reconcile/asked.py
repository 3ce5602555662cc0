"""What a client asks, read strictly by the specification: a batch of queries, or properties of entities to fetch.

Each limit that is passed, and each thing that isn't as specified, is a BadRequest that says where it stands.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from kg.errors import BadRequest, PayloadTooLarge
from kg.serve.reconcile.schema import Property, Schema, Type

BATCH = 100
"""Queries in a batch; the manifest says so."""
MAX_TEXT = 500
"""Characters in a value or an identifier. A longer query is no name: it has no candidates, the others have."""
_LONGEST = 100_000
MAX_VALUES = 20
MAX_CANDIDATES = 50
DEFAULT_CANDIDATES = 8
MAX_IDS = 200
MAX_PROPERTIES = 30
_QUERY = frozenset({"query", "type", "limit", "properties", "type_strict"})
_STRICT = ("any", "should", "all")

Json: TypeAlias = "Mapping[str, object]"


@dataclass(frozen=True)
class Condition:
    """A property with the values that a wanted entity would have, each as text."""

    property: Property
    values: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """One reconciliation query; `strict` is how its types are taken: any, should or all."""

    text: str = ""
    types: tuple[Type, ...] = ()
    conditions: tuple[Condition, ...] = ()
    limit: int = DEFAULT_CANDIDATES
    strict: str = "any"


@dataclass(frozen=True)
class Fetch:
    """Entities, and the properties to fetch of each with their settings."""

    ids: tuple[str, ...]
    properties: tuple[tuple[Property, Json], ...] = field(default_factory=tuple)


def batch(text: str, schema: Schema) -> dict[str, Query]:
    """The queries of a batch by their keys."""
    said = _object(_json(text, "queries"), "queries")
    if len(said) > BATCH:
        raise PayloadTooLarge(
            f"There are {len(said)} queries in the batch; send {BATCH} at most at a time.",
            message_sv=f"Det är {len(said)} frågor på en gång; skicka högst {BATCH} åt gången.",
        )
    return {_text(key, "queries"): query(each, schema, f"queries.{key}") for key, each in said.items()}


def single(text: str, schema: Schema) -> Query:
    """One query, as the first version of the interface had it: JSON, or just the text that is looked for."""
    return query(_json(text, "query"), schema, "query") if text.lstrip().startswith("{") else _only(text)


def query(said: object, schema: Schema, where: str) -> Query:
    """One query; `where` it stands is told in what is refused."""
    given = _object(said, where)
    if unknown := sorted(given.keys() - _QUERY):
        raise _wrong(
            where,
            f"has {unknown[0]!r}, which no query has. A query has {', '.join(sorted(_QUERY))}.",
            f"har {unknown[0]!r}, som ingen fråga har. En fråga har {', '.join(sorted(_QUERY))}.",
        )
    text = _text(given.get("query", ""), f"{where}.query", most=_LONGEST)
    conditions = _conditions(given.get("properties"), schema, f"{where}.properties")
    if "query" not in given and not conditions:
        raise _wrong(where, "has neither 'query' nor 'properties'.", "har varken 'query' eller 'properties'.")
    return Query(
        text=text,
        types=tuple(_type(each, schema, f"{where}.type") for each in _several(given.get("type"))),
        conditions=conditions,
        limit=_limit(given.get("limit"), f"{where}.limit"),
        strict=_strict(given.get("type_strict"), f"{where}.type_strict"),
    )


def fetch(text: str, schema: Schema) -> Fetch:
    """The entities and properties of a data extension query."""
    said = _object(_json(text, "extend"), "extend")
    ids, wanted = _array(said.get("ids"), "extend.ids"), _array(said.get("properties"), "extend.properties")
    for found, most, where in ((ids, MAX_IDS, "extend.ids"), (wanted, MAX_PROPERTIES, "extend.properties")):
        if len(found) > most:
            raise PayloadTooLarge(
                f"There are {len(found)} of {where}; send {most} at most at a time.",
                message_sv=f"Det är {len(found)} i {where}; skicka högst {most} åt gången.",
            )
    properties = []
    for number, each in enumerate(wanted):
        one = _object(each, f"extend.properties.{number}")
        settings = _object(one.get("settings") or {}, f"extend.properties.{number}.settings")
        properties.append((_property(one.get("id"), schema, f"extend.properties.{number}.id"), settings))
    return Fetch(tuple(_text(each, "extend.ids") for each in ids), tuple(properties))


def _only(text: str) -> Query:
    if not text.strip():
        raise _wrong("query", "is empty.", "är tom.")
    return Query(_text(text, "query"))


def _conditions(said: object, schema: Schema, where: str) -> tuple[Condition, ...]:
    found = []
    every = _array(said, where) if said is not None else ()
    if len(every) > MAX_VALUES:
        raise _wrong(where, f"has more than {MAX_VALUES} members.", f"har fler än {MAX_VALUES} delar.")
    for number, each in enumerate(every):
        given, place = _object(each, f"{where}.{number}"), f"{where}.{number}"
        if "pid" not in given or "v" not in given:
            raise _wrong(place, "must have both 'pid' and 'v'.", "ska ha både 'pid' och 'v'.")
        values = [value for value in (_value(one, f"{place}.v") for one in _several(given["v"])) if value]
        if len(values) > MAX_VALUES:
            raise _wrong(f"{place}.v", f"has more than {MAX_VALUES} values.", f"har fler än {MAX_VALUES} värden.")
        property_ = _property(given["pid"], schema, f"{place}.pid")
        if values:
            found.append(Condition(property_, tuple(values)))
    return tuple(found)


def _value(said: object, where: str) -> str:
    """A value as text: of an entity that was matched before, its identifier."""
    if isinstance(said, Mapping):
        return _text(said.get("id"), f"{where}.id")
    if isinstance(said, bool):
        return "true" if said else "false"
    if isinstance(said, int | float):
        return str(int(said)) if isinstance(said, float) and said.is_integer() else str(said)
    return _text(said, where)


def _type(said: object, schema: Schema, where: str) -> Type:
    text = _text(said.get("id") if isinstance(said, Mapping) else said, where)
    found = schema.type(text)
    if found is None:
        raise _wrong(
            where,
            f"is {text!r}, which isn't a type here. Find one at reconcile/suggest/type?prefix=.",
            f"är {text!r}, som inte är en typ här. Sök en på reconcile/suggest/type?prefix=.",
        )
    return found


def _property(said: object, schema: Schema, where: str) -> Property:
    text = _text(said, where)
    found = schema.property(text)
    if found is None:
        raise _wrong(
            where,
            f"is {text!r}, which isn't a property here. Find one at reconcile/suggest/property?prefix=.",
            f"är {text!r}, som inte är en egenskap här. Sök en på reconcile/suggest/property?prefix=.",
        )
    return found


def _limit(said: object, where: str) -> int:
    if said is None:
        return DEFAULT_CANDIDATES
    if isinstance(said, bool) or not isinstance(said, int | float) or said != said or said < 1 or said % 1:
        raise _wrong(
            where, f"is {said!r}; it is a whole number above 0.", f"är {said!r}; den ska vara ett heltal över 0."
        )
    return int(min(said, MAX_CANDIDATES))


def _strict(said: object, where: str) -> str:
    if said is None:
        return _STRICT[0]
    if said not in _STRICT:
        raise _wrong(
            where,
            f"is {said!r}; it is one of {', '.join(_STRICT)}.",
            f"är {said!r}; den är en av {', '.join(_STRICT)}.",
        )
    return str(said)


def _text(said: object, where: str, *, most: int = MAX_TEXT) -> str:
    if not isinstance(said, str) or any("\ud800" <= each <= "\udfff" for each in said):
        raise _wrong(where, "must be text.", "ska vara text.")
    if len(said) > most:
        raise _wrong(
            where,
            f"is {len(said)} characters long; {most} are read at most.",
            f"är {len(said)} tecken lång; högst {most} läses.",
        )
    return " ".join(said.split())


def _several(said: object) -> Sequence[object]:
    if said is None or said == "":
        return ()
    return cast("list[object]", said) if isinstance(said, list) else (said,)


def _array(said: object, where: str) -> list[object]:
    if not isinstance(said, list):
        raise _wrong(where, "must be an array.", "ska vara en lista.")
    return said


def _object(said: object, where: str) -> Json:
    if not isinstance(said, dict):
        raise _wrong(where, "must be a JSON object.", "ska vara ett JSON-objekt.")
    return said


def _json(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as wrong:
        raise _wrong(
            where,
            f"isn't JSON: line {wrong.lineno}, character {wrong.colno}.",
            f"är inte JSON: rad {wrong.lineno}, tecken {wrong.colno}.",
        ) from wrong
    except (RecursionError, ValueError) as wrong:
        raise _wrong(where, "can't be read as JSON.", "går inte att läsa som JSON.") from wrong


def _wrong(where: str, en: str, sv: str) -> BadRequest:
    return BadRequest(f"The part {where} {en}", message_sv=f"Delen {where} {sv}")
