"""What a list's page shows of a choice: the facets to choose from, what is chosen with a way to undo it, the orders."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.serve.lists.choice import Choice, Span
from kg.serve.lists.facets import Facet, Years
from kg.serve.lists.sieve import Counted, Sieve
from kg.serve.model import Kind, Labels
from kg.serve.visit import Visit
from kg.serve.words import alphabetical, pick

_BOXES = 8
"""A facet with more values than this has boxes for the commonest, and the rest in a menu."""
_COMMONEST = 6


@dataclass(frozen=True)
class Offered:
    """A facet on the page: values with a box each, and the others in alphabetical order."""

    word: str
    name: Labels
    boxes: tuple[Counted, ...]
    more: tuple[Counted, ...]


@dataclass(frozen=True)
class OfferedYears:
    """Years on the page: which there are, and those that are asked for."""

    word: str
    name: Labels
    least: int
    most: int
    first: str
    last: str


@dataclass(frozen=True)
class Chip:
    """A thing chosen: what of, what, and the address of the list without it."""

    of: str
    what: str
    path: str


@dataclass(frozen=True)
class Order:
    """An order that the list may be in: its name, its address, and how it stands: rising, falling or not used."""

    name: Labels
    path: str
    now: str


@dataclass(frozen=True)
class Narrowing:
    """All that a page shows of a choice."""

    facets: tuple[Offered, ...]
    years: tuple[OfferedYears, ...]
    chips: tuple[Chip, ...]
    orders: tuple[Order, ...]
    order: str
    complaints: tuple[str, ...]
    clear: str


def shown(visit: Visit, kind: Kind, sieve: Sieve, choice: Choice) -> Narrowing:
    """What the page of a list shows of a choice, in the visitor's language."""
    counted = sieve.counted(choice)
    return Narrowing(
        facets=tuple(_offered(visit, facet, values) for facet, values in counted if values),
        years=tuple(_years(each, choice.spans.get(each.word, Span())) for each in sieve.facets.years),
        chips=(*_chips(visit, kind, sieve, choice), *_year_chips(visit, kind, sieve, choice)),
        orders=_orders(kind, sieve, choice),
        order=choice.order,
        complaints=tuple(each.said(visit.lang) for each in choice.complaints),
        clear=address(kind, Choice(order=choice.order)),
    )


def address(kind: Kind, choice: Choice) -> str:
    """The address of a list with a choice."""
    return f"{kind.name}/?{choice.query}" if choice.query else f"{kind.name}/"


def _offered(visit: Visit, facet: Facet, values: Sequence[Counted]) -> Offered:
    named = sorted(values, key=lambda each: alphabetical(pick(each.value.said, visit.lang, each.value.code)))
    first = sorted(named, key=lambda each: (not each.chosen, -each.count))
    if len(first) <= _BOXES:
        return Offered(facet.word, facet.name, tuple(first), ())
    boxes = first[: max(_COMMONEST, sum(each.chosen for each in first))]
    return Offered(facet.word, facet.name, tuple(boxes), tuple(each for each in named if each not in boxes))


def _years(years: Years, span: Span) -> OfferedYears:
    first, last = ("" if year is None else str(year) for year in (span.first, span.last))
    return OfferedYears(years.word, years.name, years.first, years.last, first, last)


def _chips(visit: Visit, kind: Kind, sieve: Sieve, choice: Choice) -> list[Chip]:
    known = {(facet.word, value.code): value for facet in sieve.facets.values for value in facet.values}
    return [
        Chip(
            of=pick(sieve.facets.words[word], visit.lang, word),
            what=pick(known[word, code].said, visit.lang, code)
            if (word, code) in known
            else visit.say("”{text}”", {"text": code[:60]}),
            path=address(kind, choice.without(word, code)),
        )
        for word, codes in choice.picked.items()
        for code in codes
    ]


def _year_chips(visit: Visit, kind: Kind, sieve: Sieve, choice: Choice) -> list[Chip]:
    return [
        Chip(
            of=pick(sieve.facets.words[word], visit.lang, word),
            what=_said(visit, span),
            path=address(kind, choice.without_years(word)),
        )
        for word, span in choice.spans.items()
    ]


def _said(visit: Visit, span: Span) -> str:
    if span.first is None:
        return visit.say("till {year}", {"year": span.last})
    if span.last is None:
        return visit.say("från {year}", {"year": span.first})
    return str(span.first) if span.first == span.last else f"{span.first}–{span.last}"


def _orders(kind: Kind, sieve: Sieve, choice: Choice) -> tuple[Order, ...]:
    """Alphabetical, and each column that has an order: largest or latest first, and the other way when asked again."""
    if not sieve.sortable:
        return ()
    found = [Order({}, address(kind, choice.ordered("")), "" if choice.order else "rising")]
    for column in sieve.sortable:
        falling, rising = f"-{column.word}", column.word
        now = {falling: "falling", rising: "rising"}.get(choice.order, "")
        asked = choice.ordered(rising if now == "falling" else falling)
        found.append(Order(column.name, address(kind, asked), now))
    return tuple(found)
