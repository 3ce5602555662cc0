"""A list with all that it is narrowed by: what a choice leaves of it, in which order, and how many more each value has.

What is counted beside a value is the things that choosing it would show: those that fit all else that is chosen.
"""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property, reduce
from operator import and_, or_

from pyoxigraph import Literal

from kg.errors import KgError
from kg.rdf import edtf
from kg.rdf.iris import Base
from kg.rdf.namespaces import XSD
from kg.serve.lists import facets
from kg.serve.lists.choice import Choice
from kg.serve.lists.facets import Facet, Facets, Value
from kg.serve.lists.listing import Entry, Item, ListColumn, Listing, Listings
from kg.serve.lists.made import Made
from kg.serve.model import Kind
from kg.serve.shelf import Edition

_NUMBERS = frozenset({XSD.integer.value, XSD.decimal.value})


@dataclass(frozen=True)
class Counted:
    """A value of a facet, how many things choosing it would show, and whether it is chosen."""

    value: Value
    count: int
    chosen: bool


@dataclass(frozen=True)
class Sieve:
    """A whole list and its facets."""

    listing: Listing
    facets: Facets

    @cached_property
    def orders(self) -> dict[str, tuple[int, ...]]:
        """The places of the list in the order of each column of numbers or times; what says nothing comes last."""
        made: dict[str, tuple[int, ...]] = {}
        for place, column in enumerate(self.listing.columns):
            keys = {at: key for at, item in enumerate(self.listing.items) if (key := _key(item.cells[place]))}
            if len(keys) > 1 and _ordered(self.listing.items, place):
                rest = [at for at in range(self.facets.size) if at not in keys]
                rising = sorted(keys, key=lambda at: keys[at])
                falling = sorted(keys, key=lambda at: keys[at], reverse=True)
                made |= {column.word: (*rising, *rest), f"-{column.word}": (*falling, *rest)}
        return made

    @property
    def sortable(self) -> tuple[ListColumn, ...]:
        """The columns that the list can be in the order of."""
        return tuple(each for each in self.listing.columns if each.word in self.orders)

    def sifted(self, choice: Choice) -> Listing:
        """The things that fit a choice, in its order."""
        fit = _all_of(self._parts(choice), self._whole)
        if fit == self._whole and not choice.order:
            return self.listing
        left = facets.places(fit, self.orders.get(choice.order) or range(self.facets.size), self.facets.size)
        return replace(self.listing, items=tuple(self.listing.items[place] for place in left))

    def counted(self, choice: Choice) -> list[tuple[Facet, list[Counted]]]:
        """The values of each facet that would show something, and those that are chosen, with their counts."""
        parts = self._parts(choice)
        found = []
        for facet in self.facets.values:
            others = _all_of({word: fit for word, fit in parts.items() if word != facet.word}, self._whole)
            codes = choice.picked.get(facet.word, ())
            each = [Counted(value, (value.things & others).bit_count(), value.code in codes) for value in facet.values]
            found.append((facet, [one for one in each if one.count or one.chosen]))
        return found

    @property
    def _whole(self) -> int:
        return (1 << self.facets.size) - 1

    def _parts(self, choice: Choice) -> dict[str, int]:
        """The things that fit each part of a choice, by the word of the part."""
        parts = {"q": self._saying(choice.words)} if choice.words else {}
        for facet in self.facets.values:
            if codes := choice.picked.get(facet.word):
                parts[facet.word] = _any_of([each.things for each in facet.values if each.code in codes])
        for years in self.facets.years:
            if (span := choice.spans.get(years.word)) is not None:
                parts[years.word] = years.within(span.first, span.last, self.facets.size)
        return parts

    def _saying(self, words: str) -> int:
        said = self.listing.saying(words).items
        return facets.bits((self.facets.places[item.iri] for item in said), self.facets.size)


class Sieves:
    """The sieves that have been made, the latest few of them."""

    def __init__(self, listings: Listings) -> None:
        self._listings = listings
        self._made = Made[Sieve]()

    def of(self, edition: Edition, kind: Kind, base: Base) -> Sieve:
        """The sieve of a kind in an edition, made when first asked for."""

        def make() -> Sieve:
            listing = self._listings.of(edition, kind)
            return Sieve(listing, facets.of(edition, kind, listing, base))

        return self._made.of(edition, kind, make)

    def make_all(self, edition: Edition, base: Base) -> None:
        """Make those of every kind before anybody asks; what can't be made is told to who asks for it."""
        for kind in edition.model.kinds:
            with contextlib.suppress(KgError):
                self.of(edition, kind, base)


def _any_of(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


def _all_of(parts: Mapping[str, int], whole: int) -> int:
    return reduce(and_, parts.values(), whole)


def _ordered(items: tuple[Item, ...], place: int) -> bool:
    """Whether everything in a column is a number, or a time."""
    terms = (entry.term for item in items for entry in item.cells[place])
    return all(isinstance(term, Literal) and term.datatype.value in _NUMBERS | facets.TIMES for term in terms)


def _key(cell: tuple[Entry, ...]) -> tuple[Decimal | str, ...]:
    """What a cell is put in order by: its number, or the first day it may mean and then the last."""
    for entry in cell:
        if isinstance(entry.term, Literal):
            measured = _number if entry.term.datatype.value in _NUMBERS else _days
            with contextlib.suppress(ValueError, InvalidOperation):
                return measured(entry.term.value)
    return ()


def _number(text: str) -> tuple[Decimal | str, ...]:
    return (Decimal(text),)


def _days(text: str) -> tuple[Decimal | str, ...]:
    found = edtf.bounds(text)
    return (str(found.earliest_start or ""), str(found.latest_end or "9999"))
