"""What completes the beginning of a name: entities, types and properties, and the small text that tells of one."""

import html
from collections.abc import Callable, Sequence
from itertools import islice
from typing import TypeVar

from kg.errors import BadRequest, NotFound
from kg.serve.reconcile import wording
from kg.serve.reconcile.asked import MAX_TEXT
from kg.serve.reconcile.register import Entity, Register
from kg.serve.reconcile.schema import Property, Schema, Type
from kg.serve.visit import Visit
from kg.serve.words import LANGUAGES, pick

SHOWN = 20
_MOST = 10_000
Named = TypeVar("Named", Type, Property)
Json = dict[str, object]


def entities(visit: Visit, register: Register) -> list[Json]:
    """The entities whose name, code or identifier begins so; where few do, those with a name that is much like it."""
    prefix, cursor = _prefix(visit), _cursor(visit)
    types = [each.iri for each in _types(visit, register.schema)]
    meant = register.entity(prefix)
    first = [meant] if meant is not None and (not types or set(types) & meant.types) else []
    found: dict[str, Entity] = {each.id: each for each in first}
    for each in islice(register.beginning(prefix, types), cursor + SHOWN):
        found.setdefault(each.id, each)
    if prefix and len(found) < SHOWN:
        for id_ in register.near(prefix, register.kinds(types), SHOWN):
            found.setdefault(id_, register.entities[id_])
    shown = list(found.values())[cursor : cursor + SHOWN]
    return [wording.suggested(visit, register.schema, each) for each in shown]


def types(visit: Visit, schema: Schema) -> list[Json]:
    """The types whose name or identifier has a word that begins so; all of them for an empty beginning."""
    return [wording.type_(visit, schema, each) for each in _page(visit, _fitting(_prefix(visit), schema.types))]


def properties(visit: Visit, schema: Schema) -> list[Json]:
    """The properties with a name, an identifier or a description in which a word begins so; of a type, if asked."""
    of = _types(visit, schema)
    among = schema.of(each.iri for each in of) if of else schema.properties
    return [wording.property_(visit, each) for each in _page(visit, _fitting(_prefix(visit), among))]


def proposed(visit: Visit, schema: Schema) -> Json:
    """The properties that things of a type have, for fetching: of every type where none is named."""
    asked, limit = visit.params.one("type"), _number(visit, "limit")
    found = schema.of(each.iri for each in _types(visit, schema)) if asked else schema.properties
    said: Json = {"properties": [wording.property_(visit, each) for each in found[: limit or None]]}
    return {**said, **({"type": asked} if asked else {}), **({"limit": limit} if limit else {})}


def flyout(visit: Visit, what: str, register: Register) -> Json:
    """A few words on an entity, a type or a property, as HTML in which every word is escaped."""
    id_ = visit.params.one("id") or ""
    schema = register.schema
    if what == "entity" and (entity := register.entity(id_)) is not None:
        return _flyout(id_, entity.name(visit.lang), wording.description(visit, schema, entity))
    if what == "type" and (type_ := schema.type(id_)) is not None:
        return _flyout(id_, wording.named(type_, visit.lang), pick(type_.description, visit.lang))
    if what == "property" and (property_ := schema.property(id_)) is not None:
        return _flyout(id_, wording.named(property_, visit.lang), pick(property_.description, visit.lang))
    raise unknown(id_)


def unknown(id_: str) -> NotFound:
    """The refusal of an identifier that nothing here has."""
    return NotFound(
        f"Nothing here has the identifier {id_!r}.", message_sv=f"Ingenting här har identifieraren {id_!r}."
    )


def _flyout(id_: str, name: str, said: str) -> Json:
    return {"id": id_, "html": f"<p><strong>{html.escape(name)}</strong><br>{html.escape(said)}</p>"}


def _fitting(prefix: str, among: Sequence[Named]) -> list[Named]:
    """Those with a name that begins so, then those with such a word in it, then those whose description has one."""
    start = prefix.casefold()
    ways: Sequence[Callable[[Named], bool]] = (
        lambda each: any(said.startswith(start) for said in _names(each)),
        lambda each: any(f" {start}" in said for said in _names(each)),
        lambda each: any(f" {start}" in f" {said}".casefold() for said in each.description.values()),
    )
    found: dict[str, Named] = {}
    for way in ways:
        for each in among:
            if way(each):
                found.setdefault(each.id, each)
    return list(found.values())


def _names(each: Type | Property) -> tuple[str, ...]:
    local = each.iri.replace("#", "/").rpartition("/")[2]
    return tuple(said.casefold() for said in (*(each.name.get(tag, "") for tag in LANGUAGES), each.id, local, each.iri))


def _page(visit: Visit, found: Sequence[Named]) -> Sequence[Named]:
    cursor = _cursor(visit)
    return found[cursor : cursor + SHOWN]


def _types(visit: Visit, schema: Schema) -> list[Type]:
    """The types that the address asks for; one that isn't ours is refused."""
    said = [each for each in visit.params.all("type") if each]
    found = [(each, schema.type(each)) for each in said]
    for each, type_ in found:
        if type_ is None:
            raise BadRequest(f"{each!r} isn't a type here.", message_sv=f"{each!r} är inte en typ här.")
    return [type_ for _, type_ in found if type_ is not None]


def _prefix(visit: Visit) -> str:
    said = visit.params.one("prefix")
    if said is None:
        raise BadRequest(
            "There is no prefix: give what the name begins with as the parameter 'prefix'.",
            message_sv="Början saknas: ange vad namnet börjar med i parametern 'prefix'.",
        )
    if len(said) > MAX_TEXT:
        raise BadRequest(
            f"The prefix is longer than {MAX_TEXT} characters.",
            message_sv=f"Början är längre än {MAX_TEXT} tecken.",
        )
    return " ".join(said.split())


def _cursor(visit: Visit) -> int:
    return _number(visit, "cursor")


def _number(visit: Visit, name: str) -> int:
    """A whole number of the address; 0 where none is given."""
    said = visit.params.one(name) or "0"
    if not (said.isascii() and said.isdigit() and len(said) <= 9 and int(said) <= _MOST):
        raise BadRequest(
            f"{name!r} is {said!r}; it is a whole number from 0 to {_MOST}.",
            message_sv=f"{name!r} är {said!r}; den ska vara ett heltal från 0 till {_MOST}.",
        )
    return int(said)
