"""JSON-stat 2.0 datasets (https://json-stat.org/full/): dimensions, the codes of each in order, and the cells.

The cells stand in row-major order of the dimensions; `value` and `status` are a list of all, or an object of some.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod

from kg.sources.upstream.candidate import plain
from kg.sources.upstream.errand import odd
from kg.sources.upstream.figures import number
from kg.sources.upstream.json_text import mapping, sequence, text, wrong_type

CELLS = 2_000_000
"""Cells in one answer, at most: no table that we ask for has as many."""


@dataclass(frozen=True)
class Cell:
    """One cell: its code in each dimension, its value if it has one, and its status."""

    at: Mapping[str, str]
    value: Decimal | None
    status: str


def dimensions(said: Mapping[str, object], url: str) -> dict[str, list[str]]:
    """Each dimension's codes, dimensions and codes in their order; EndpointFailed when they don't hold together."""
    names = [text(each, url, "id") for each in sequence(said.get("id"), url, "id")]
    every = mapping(said.get("dimension"), url, "dimension", "dimension")
    sizes = sequence(said.get("size"), url, "size")
    made = {name: _codes(mapping(every.get(name), url, name, name), name, url) for name in names}
    if len(made) != len(names) or [len(codes) for codes in made.values()] != list(sizes):
        raise odd(url, "size stämmer inte med dimensionerna", "size doesn't fit the dimensions")
    return made


def cells(said: Mapping[str, object], url: str) -> Iterator[Cell]:
    """Every cell of a dataset that has a value or a status."""
    axes = dimensions(said, url)
    count = prod(len(codes) for codes in axes.values())
    if count > CELLS:
        raise odd(url, f"det är fler än {CELLS} celler", f"there are more than {CELLS} cells")
    values, statuses = (
        _spread(said.get("value"), count, "value", url),
        _spread(said.get("status"), count, "status", url),
    )
    if not isinstance(said.get("value"), list | dict):
        raise wrong_type(url, "value", "value", "en lista eller ett objekt", "a list or an object")
    for place, codes in enumerate(product(*axes.values())):
        raw, status = values.get(place), statuses.get(place)
        if raw is None and status is None:
            continue
        value = number(raw)
        if raw is not None and value is None:
            raise wrong_type(url, f"value[{place}]", f"value[{place}]", "ett tal", "a number")
        yield Cell(dict(zip(axes, codes, strict=True)), value, plain(status) if isinstance(status, str) else "")


def _codes(dimension: Mapping[str, object], name: str, url: str) -> list[str]:
    """The codes in order: `index` is a list of them, or an object of places; without one there is a single label."""
    category = mapping(dimension.get("category"), url, f"{name}.category", f"{name}.category")
    index = category.get("index")
    if index is None:
        labels = mapping(category.get("label"), url, f"{name}.label", f"{name}.label")
        if len(labels) != 1:
            raise odd(url, f"{name} saknar index", f"{name} has no index")
        return list(labels)
    if isinstance(index, list):
        return _unique([text(each, url, f"{name}.index") for each in index], name, url)
    places = mapping(index, url, f"{name}.index", f"{name}.index")
    ordered = sorted(places, key=lambda code: _place(places[code], name, url))
    if [places[code] for code in ordered] != list(range(len(ordered))):
        raise odd(url, f"platserna i {name}.index har luckor", f"the places in {name}.index have gaps")
    return ordered


def _place(said: object, name: str, url: str) -> int:
    if not isinstance(said, int) or isinstance(said, bool):
        raise wrong_type(url, f"{name}.index", f"{name}.index", "heltal", "whole numbers")
    return said


def _unique(codes: list[str], name: str, url: str) -> list[str]:
    if len(set(codes)) != len(codes):
        raise odd(url, f"samma kod står två gånger i {name}", f"the same code stands twice in {name}")
    return codes


def _spread(said: object, count: int, name: str, url: str) -> Mapping[int, object]:
    """The values by their place; one text as `status` is that of all."""
    if said is None:
        return {}
    if isinstance(said, str) and name == "status":
        return dict.fromkeys(range(count), said)
    if isinstance(said, list):
        return _listed(said, count, name, url)
    found: dict[int, object] = {}
    for key, value in mapping(said, url, name, name).items():
        if not key.isdecimal() or len(key) > 9 or int(key) >= count:
            raise odd(url, f"{name} har platsen {key!r} av {count}", f"{name} has the place {key!r} of {count}")
        found[int(key)] = value
    return found


def _listed(said: Sequence[object], count: int, name: str, url: str) -> Mapping[int, object]:
    if len(said) != count and not (name == "status" and len(said) == 1):
        raise odd(url, f"{name} har {len(said)} celler, inte {count}", f"{name} has {len(said)} cells, not {count}")
    return dict.fromkeys(range(count), said[0]) if len(said) != count else dict(enumerate(said))
