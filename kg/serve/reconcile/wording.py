"""Types, properties, entities and candidates as the interface's JSON says them, in the visitor's language."""

from collections.abc import Sequence

from kg.names.compare import Likeness
from kg.serve.reconcile.matching import Candidate
from kg.serve.reconcile.register import Entity
from kg.serve.reconcile.schema import IDENTITIES, Property, Schema, Type
from kg.serve.visit import Visit
from kg.serve.words import pick

_CODES_SHOWN = 1


def type_(visit: Visit, schema: Schema, said: Type) -> dict[str, object]:
    """A type with what is wider."""
    broader = [wider for wider in map(schema.type_of, said.broader) if wider is not None]
    made: dict[str, object] = {"id": said.id, "name": pick(said.name, visit.lang, said.id)}
    if description := pick(said.description, visit.lang):
        made["description"] = description
    if broader:
        made["broader"] = [{"id": each.id, "name": pick(each.name, visit.lang, each.id)} for each in broader]
    return made


def property_(visit: Visit, said: Property) -> dict[str, object]:
    """A property and what it means."""
    made: dict[str, object] = {"id": said.id, "name": named(said, visit.lang)}
    if description := pick(said.description, visit.lang):
        made["description"] = description
    return made


def named(said: Property | Type, lang: str) -> str:
    """What a type or a property is called, with a capital letter."""
    name = pick(said.name, lang, said.id)
    return name[:1].upper() + name[1:]


def types(visit: Visit, schema: Schema, entity: Entity) -> list[dict[str, str]]:
    """The types of an entity, the narrowest first."""
    known = [each for each in schema.types if each.iri in entity.types]
    return [
        {"id": each.id, "name": pick(each.name, visit.lang, each.id)}
        for each in sorted(known, key=lambda each: -len(schema.above(each.iri)))
    ]


def description(visit: Visit, schema: Schema, entity: Entity) -> str:
    """What tells an entity from its namesakes: its narrowest type and its codes."""
    first = types(visit, schema, entity)[:1]
    codes = [value for property_iri, value in entity.codes if property_iri not in IDENTITIES]
    return ", ".join([*(each["name"] for each in first), *codes[:_CODES_SHOWN]])


def suggested(visit: Visit, schema: Schema, entity: Entity) -> dict[str, object]:
    """An entity that completes what somebody writes."""
    return {
        "id": entity.id,
        "name": entity.name(visit.lang),
        "description": description(visit, schema, entity),
        "notable": types(visit, schema, entity),
    }


def candidate(visit: Visit, schema: Schema, said: Candidate) -> dict[str, object]:
    """A candidate: its score is 0 to 100, its description ends with why it is what it is."""
    reasons = "; ".join(_reasons(visit, said))
    about = description(visit, schema, said.entity)
    return {
        "id": said.entity.id,
        "name": said.entity.name(visit.lang),
        "description": f"{about} – {reasons}" if reasons else about,
        "type": types(visit, schema, said.entity),
        "score": round(100 * said.value, 1),
        "match": said.match,
        "features": _features(said),
    }


def _features(said: Candidate) -> list[dict[str, object]]:
    found: list[dict[str, object]] = [{"id": "type_match", "value": said.of_type}]
    if said.names is not None:
        found.append({"id": "name_similarity", "value": said.names.value})
    found += [{"id": each.id, "value": fits} for each, fits in said.fitting if fits is not None]
    return found


def _reasons(visit: Visit, said: Candidate) -> Sequence[str]:
    names = said.names.reasons if said.names is not None else ()
    found = [each.sv if visit.lang == "sv" else each.en for each in names]
    if said.names is not None and said.decided and said.names.value <= Likeness.SORT.most:
        found = [visit.say("namnet är ett helt annat")]
    fits, differs = visit.say("{property} stämmer"), visit.say("{property} stämmer inte")
    for each, fit in said.fitting:
        if fit is not None:
            found.append((fits if fit else differs).format(property=named(each, visit.lang)))
    return found
