"""Data extension: the values of properties of entities, as the release's own statements have them."""

import math
import re
from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from kg.errors import BadRequest
from kg.query.question import Term
from kg.rdf.namespaces import XSD
from kg.serve.reconcile import wording
from kg.serve.reconcile.asked import Fetch
from kg.serve.reconcile.limits import Clock
from kg.serve.reconcile.register import Register
from kg.serve.reconcile.schema import Property
from kg.serve.visit import Visit
from kg.serve.words import LANGUAGES, alphabetical, pick

_FLOATS = frozenset({XSD.decimal.value, XSD.double.value, XSD.float.value})
_DAYS = frozenset({XSD.date.value, XSD.dateTime.value})
# A year of four digits: what the interface's schema takes.
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?(Z|[+-][0-9:]{5})?"
)
_WHOLE = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?[0-9]*\.?[0-9]+([eE][+-]?[0-9]+)?")
_LONGEST_NUMBER = 300
Json = dict[str, object]


def extension(visit: Visit, register: Register, asked: Fetch, clock: Clock) -> Json:
    """The properties that were asked for, and for each entity the values of each; none of an entity that isn't here."""
    settings = {each.id: _Wish(visit, said, each.id) for each, said in asked.properties}
    meta = [_meta(visit, register, each) for each, _ in asked.properties]
    rows: dict[str, dict[str, list[Json]]] = {}
    for id_ in asked.ids:
        clock.check()
        entity = register.entity(id_)
        said = register.facts.of(register.iri(entity)) if entity is not None else {}
        rows[id_] = {
            each.id: [_value(register, term, visit.lang) for term in settings[each.id].of(said.get(each.iri, ()))]
            for each, _ in asked.properties
        }
    return {"meta": meta, "rows": rows}


class _Wish:
    """How many values of a property are wanted, and in which language."""

    def __init__(self, visit: Visit, said: Mapping[str, object], id_: str) -> None:
        self.limit = _limit(said.get("limit"), id_)
        language = said.get("language")
        if language not in (None, "", "all", *LANGUAGES):
            raise BadRequest(
                f"The setting 'language' of {id_!r} is {language!r}; it is sv, en or all.",
                message_sv=f"Inställningen 'language' för {id_!r} är {language!r}; den ska vara sv, en eller all.",
            )
        self.language = str(language or visit.lang)

    def of(self, terms: Sequence[Term]) -> list[Term]:
        """The values to give: of texts those in the language, where there are any in it."""
        tagged = [each for each in terms if isinstance(each, Literal) and each.language]
        mine = [each for each in tagged if (each.language or "").partition("-")[0] == self.language]
        kept = [each for each in terms if each not in tagged or not mine or each in mine]
        return sorted(kept, key=lambda each: alphabetical(str(each)))[: self.limit or None]


def _limit(said: object, id_: str) -> int:
    text = "0" if said in (None, "") else str(said)
    if isinstance(said, bool) or not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise BadRequest(
            f"The setting 'limit' of {id_!r} is {said!r}; it is a whole number, 0 for all values.",
            message_sv=f"Inställningen 'limit' för {id_!r} är {said!r}; den ska vara ett heltal, 0 för alla värden.",
        )
    return int(text)


def _meta(visit: Visit, register: Register, said: Property) -> Json:
    of = register.schema.type_of(said.of) if said.of else None
    type_ = {"type": {"id": of.id, "name": pick(of.name, visit.lang, of.id)}} if of else {}
    return {"id": said.id, "name": wording.named(said, visit.lang), **type_}


def _value(register: Register, term: Term, lang: str) -> Json:
    """A value as the interface has them: an entity, a whole number, a number, a day, else text.

    Its schema has no booleans, and days only with a time: a day is the moment it begins, in UTC.
    """
    if isinstance(term, NamedNode):
        entity = register.entities.get(register.schema.base.path_of(term.value) or "")
        return {"id": entity.id, "name": entity.name(lang)} if entity else {"str": term.value}
    if isinstance(term, Literal) and len(term.value) <= _LONGEST_NUMBER:
        datatype, text = term.datatype.value, term.value
        if datatype == XSD.integer.value and _WHOLE.fullmatch(text):
            return {"int": int(text)}
        if datatype in _FLOATS and _NUMBER.fullmatch(text) and math.isfinite(number := float(text)):
            return {"float": number}
        moment = f"{text}T00:00:00Z" if datatype == XSD.date.value else text
        if datatype in _DAYS and _MOMENT.fullmatch(moment):
            return {"date": moment}
    return {"str": term.value}
