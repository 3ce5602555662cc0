"""What a few words may mean: things and concepts by name, code or identifier, and what the lists say of things."""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kg.errors import ResultTooLarge
from kg.serve.lists.listing import Item, Listing, Listings
from kg.serve.model import Kind
from kg.serve.reconcile.register import Entity, Register
from kg.serve.shelf import Edition
from kg.serve.thing.shown import page_of

SHOWN = 10
_MOST = 500
_FEW = 3
_SEARCHED = 5_000
"""Lists longer than this are searched by name alone: going through their columns would take too long."""


@dataclass(frozen=True)
class Hit:
    """One thing that was found, with its row in the list of its kind where there is one at hand."""

    entity: Entity
    row: Item | None


@dataclass(frozen=True)
class Group:
    """What was found of one kind, the likeliest first; `kind` is None for concepts, `count` is how many there are."""

    kind: Kind | None
    found: tuple[Hit, ...]
    count: int


@dataclass(frozen=True)
class Found:
    """Everything that was found, in the order of the kinds; `guessed` where nothing has the words, only likenesses."""

    groups: tuple[Group, ...] = ()
    guessed: bool = False

    @property
    def count(self) -> int:
        """How many there are in all."""
        return sum(each.count for each in self.groups)


def find(edition: Edition, register: Register, listings: Listings, text: str) -> Found:
    """What the words may mean; nothing for no words."""
    if not text:
        return Found()
    lists = {kind.name: _listing(edition, listings, kind) for kind in edition.model.kinds}
    said = [item.path for each in lists.values() for item in each.saying(text).items]
    exact = [*_named(register, text), *_entities(register, said)]
    alike = register.near(text, register.kinds(()), SHOWN) if len(exact) < _FEW else ()
    rows = {item.path: item for each in lists.values() for item in each.items}
    found = {each.id: each for each in (*exact, *_entities(register, alike))}
    return Found(_groups(edition.model.kinds, found.values(), rows), guessed=not exact)


def _named(register: Register, text: str) -> list[Entity]:
    meant = register.entity(text)
    first = [meant] if meant is not None else []
    return [*first, *register.with_code(text), *islice(register.beginning(text, ()), _MOST)]


def _entities(register: Register, paths: Iterable[str]) -> list[Entity]:
    found = map(register.entity, paths)
    return [each for each in found if each is not None]


def _listing(edition: Edition, listings: Listings, kind: Kind) -> Listing:
    """The list of a kind; an empty one in place of one too long to go through."""
    if edition.release.manifest.kinds.get(kind.name, 0) <= _SEARCHED:
        with contextlib.suppress(ResultTooLarge):
            return listings.of(edition, kind)
    return Listing((), ())


def _groups(kinds: Sequence[Kind], found: Iterable[Entity], rows: Mapping[str, Item]) -> tuple[Group, ...]:
    by_kind: dict[str, list[Entity]] = {name: [] for name in (*(kind.name for kind in kinds), "")}
    for each in found:
        name = each.id.partition("/")[0]
        by_kind[name if name in by_kind else ""].append(each)
    named = {kind.name: kind for kind in kinds}
    return tuple(_group(named.get(name), each, rows) for name, each in by_kind.items() if each)


def _group(kind: Kind | None, found: Sequence[Entity], rows: Mapping[str, Item]) -> Group:
    return Group(kind, tuple(Hit(each, rows.get(page_of(each.id))) for each in found[:SHOWN]), len(found))
