"""Which entities a query may mean, how likely each is, and which one is certain enough to be taken.

The name suggests; a code decides, whatever the name says; other properties tell namesakes apart. A match is certain
when a code decides it for one entity alone, or when the name is enough and no other entity comes near.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import chain

from kg.names.codes import code_form
from kg.names.compare import Likeness, Reason, Score, compare
from kg.names.described import Described
from kg.serve.reconcile import facts
from kg.serve.reconcile.asked import MAX_TEXT, Condition, Query
from kg.serve.reconcile.register import Entity, Register
from kg.serve.reconcile.schema import Property

ACCEPT = Likeness.TYPO.most
"""The likeness of a name that is enough, where no other name is near."""
_LOOKED_AT = 40
_NEAR = 0.03
"""A rival within this leaves the choice to people."""
_BESIDE = 0.75
_WRONG_CODE = 0.5
_WRONG_PROPERTY = 0.15
_OTHER_TYPE = 0.1
_UNSURE = 0.6


@dataclass(frozen=True)
class Candidate:
    """An entity that may be meant: how likely, from 0 to 1, why, and whether it is certain.

    `names` is how like the name is, None where no name was asked for; `fitting` tells of each property that was given
    whether it fits, None where the entity has none.
    """

    entity: Entity
    value: float
    names: Score | None = None
    fitting: tuple[tuple[Property, bool | None], ...] = ()
    of_type: bool = True
    match: bool = False
    identified: bool = field(default=False, repr=False)

    @property
    def decided(self) -> bool:
        """Whether a code of its own decides, and none speaks against it."""
        codes = [fits for property_, fits in self.fitting if property_.decides]
        return self.identified or (True in codes and False not in codes)

    @property
    def contradicted(self) -> bool:
        """Whether some property that was given speaks against it."""
        return any(fits is False for _, fits in self.fitting)


def candidates(register: Register, query: Query) -> list[Candidate]:
    """The entities that a query may mean, likeliest first; at most one of them is a match."""
    if len(query.text) > MAX_TEXT:
        # No name is as long as that.
        return []
    wanted = [each.iri for each in query.types]
    kinds = register.kinds(wanted, every=query.strict == "all")
    found = _found(register, query, kinds, of_type=True)
    # Clients say "should" of every type that somebody chooses: others are shown only where none of the type is found.
    if not found and wanted and query.strict == "should":
        return _found(register, query, register.kinds(()), of_type=False)
    return found


def _found(register: Register, query: Query, kinds: list[str], *, of_type: bool) -> list[Candidate]:
    """The candidates in some groups, the match marked."""
    named = register.near(query.text, kinds, _LOOKED_AT) if query.text else {}
    found = [
        _judged(register, query, register.entities[each], named.get(each), of_type=of_type)
        for each, kind in _possible(register, query, named)
        if kind in kinds
    ]
    decided = any(each.decided for each in found)
    # What a code speaks for goes before what only has the name.
    told = [
        each if each.decided or not decided else replace(each, value=round(each.value * _BESIDE, 3)) for each in found
    ]
    ordered = sorted((each for each in told if each.value > 0), key=lambda each: (-each.value, each.entity.id))
    return _certain(ordered)[: query.limit]


def _possible(register: Register, query: Query, named: Iterable[str]) -> list[tuple[str, str]]:
    """Every entity worth judging, and its group: by name, by code, by identifier; else by what it points at."""
    coded = chain.from_iterable(
        register.coded(each.property.iri, value)
        for each in query.conditions
        if each.property.decides
        for value in each.values
    )
    meant = [register.entity(query.text), *register.with_code(query.text)] if query.text else []
    ids = [*named, *(each.id for each in chain(coded, filter(None, meant)))]
    if not query.text and not ids:
        ids = [each.id for each in register.saying([(c.property.iri, c.values) for c in query.conditions])]
    return [(each, register.entities[each].described.kind) for each in dict.fromkeys(ids)]


def _judged(register: Register, query: Query, entity: Entity, names: Score | None, *, of_type: bool) -> Candidate:
    if query.text and (register.entity(query.text) is entity or entity in register.with_code(query.text)):
        sure = Score(1.0, (Reason(Likeness.CODE, query.text),))
        return Candidate(entity, 1.0, sure, _fitting(register, query.conditions, entity), of_type, identified=True)
    if query.text and names is None:
        names = compare(Described("", "", (query.text,)), entity.described)
    fitting = _fitting(register, query.conditions, entity)
    made = Candidate(entity, 0.0, names, fitting, of_type)
    value = _value(made) - (0 if of_type else _OTHER_TYPE)
    return Candidate(entity, round(max(0.0, value), 3), names, fitting, of_type)


def _value(made: Candidate) -> float:
    """How likely a candidate is: by its codes where they tell, else by its name; less for what differs."""
    codes = [fits for property_, fits in made.fitting if property_.decides and fits is not None]
    others = [fits for property_, fits in made.fitting if not property_.decides and fits is not None]
    name = made.names.value if made.names is not None else None
    if made.decided:
        base = Likeness.CODE.most if name is None or name > Likeness.SORT.most else Likeness.CODE_ALONE.most
    elif True in codes:
        base = _UNSURE
    elif name is not None:
        base = name * _WRONG_CODE if codes else name
    else:
        base = 0.0 if codes else _UNSURE * sum(others) / max(1, len(others))
    return base - (0 if made.decided else _WRONG_PROPERTY * others.count(False))


def _fitting(
    register: Register, conditions: Iterable[Condition], entity: Entity
) -> tuple[tuple[Property, bool | None], ...]:
    found: dict[str, tuple[Property, bool | None]] = {}
    for each in conditions:
        fits = _code_fits(entity, each) if each.property.decides else _fact_fits(register, entity, each)
        _, known = found.get(each.property.id, (each.property, None))
        both = fits if known is None else known if fits is None else (known and fits)
        found[each.property.id] = (each.property, both)
    return tuple(found.values())


def _code_fits(entity: Entity, condition: Condition) -> bool | None:
    """Whether an entity has one of the codes; None where it has none of that form, as an entry in another register."""
    own = {code_form(value) for property_, value in entity.codes if property_ == condition.property.iri}
    given = {code_form(value) for value in condition.values}
    if own & given:
        return True
    return False if {_shape(each) for each in own} & {_shape(each) for each in given} else None


def _fact_fits(register: Register, entity: Entity, condition: Condition) -> bool | None:
    iri = register.iri(entity)
    return facts.fits(register.facts, iri, condition.property.iri, condition.values, register.named)


def _shape(code: str) -> str:
    """How a code is written, whatever its figures: `q9`."""
    return re.sub(r"\d+", "9", code)


def _certain(ordered: list[Candidate]) -> list[Candidate]:
    """The candidates, the first marked as the match where it is certain."""
    if not ordered or not ordered[0].of_type or ordered[0].contradicted:
        return ordered
    first, rivals = ordered[0], ordered[1:]
    if first.decided:
        sure = not any(each.decided for each in rivals)
    else:
        near = any(each.value > first.value - _NEAR and not each.contradicted for each in rivals)
        sure = first.names is not None and first.value >= ACCEPT and not near
    return [replace(first, match=sure), *rivals]
