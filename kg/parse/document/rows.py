"""A row of names in a document, read by the names there are: each is one known thing, or it is told what is unclear."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.parse.document.lines import MASK, Layout, Slice, joined
from kg.sweden import contacts
from kg.sweden.lists import Join, Piece, bracketed, cut, is_a_unit, is_an_abbreviation, readings, shared

MOST_NAMES = 200
_LONGEST_RUN = 4

Same = Callable[[str], Sequence[str]]
"""The keys of what a text is the very name of."""


@dataclass(frozen=True)
class Part:
    """A part of a row, in the line that it stands in."""

    piece: Piece
    slice: Slice


@dataclass(frozen=True)
class Named:
    """What some words in a row are called by: `keys` holds one key where they are known, several, or none."""

    words: str
    slice: Slice
    keys: tuple[str, ...]
    rest: Slice | None = None
    """What else stands beside the name: a sum."""


def parts(values: Sequence[Slice]) -> list[Part]:
    """The parts of a row that may go on over several lines, or be a list with an item a line."""
    found: list[Part] = []
    group: list[Part] = []
    for at, value in enumerate(values):
        before = values[at - 1] if at else None
        wraps = before is not None and _wraps(before, value)
        if not wraps:
            found += _shared(group)
            group = []
        for number, piece in enumerate(cut(value.text)):
            if not number and wraps and before is not None and not before.text.rstrip().endswith((",", ";")):
                piece = Piece(piece.text, piece.start, piece.end, Join.WRAP)
            group.append(Part(piece, value))
    return [each for each in (*found, *_shared(group)) if not _is_of_people(each.piece.text)]


def named(row: Sequence[Part], same: Same) -> Iterator[Named]:
    """The names in a row: as many parts as make a known name together, else each part by itself.

    A unit that nobody knows may belong to the body after it: then neither is taken for what it may not be.
    """
    at = 0
    while at < len(row):
        taken = _longest(row[at : at + _LONGEST_RUN], same)
        found = _single(row[at], same) if taken == 1 else _several(row[at : at + taken], same)
        if not found.keys and is_a_unit(found.words) and row[at].slice is _slice(row, at + 1):
            taken, found = 2, replace(_several(row[at : at + 2], same), keys=())
        yield found
        at += taken


def _is_of_people(text: str) -> bool:
    """Whether nothing is left of a part when people are left out of it."""
    rest = text.replace(MASK, "").strip(" ,.-–()/")
    return not rest or (rest != text and (contacts.is_label(rest) or contacts.is_title(rest)))


def _wraps(before: Slice, value: Slice) -> bool:
    return not value.line.apart and value.line.layout is not Layout.ITEM and before.line.layout is not Layout.HEADING


def _shared(group: Sequence[Part]) -> list[Part]:
    told = shared([each.piece for each in group])
    return [Part(piece, each.slice) for piece, each in zip(told, group, strict=True)]


def _slice(row: Sequence[Part], at: int) -> Slice | None:
    return row[at].slice if at < len(row) else None


def _longest(row: Sequence[Part], same: Same) -> int:
    """How many parts make one name: a name may hold a comma or an and, and be broken between two lines."""
    for length in range(len(row), 1, -1):
        together = all(
            after.piece.join is not Join.MARK or after.slice is before.slice for before, after in pairwise(row[:length])
        )
        if together and len(_keys(_run(row[:length]), same)) == 1:
            return length
    return 1


def _several(row: Sequence[Part], same: Same) -> Named:
    """Several parts as one name."""
    first, last = row[0], row[-1]
    end = last.piece.end if last.slice is first.slice else first.piece.end
    words = _run(row)
    return Named(joined([words]), first.slice.part(first.piece.start, end), _keys(words, same))


def _run(row: Sequence[Part]) -> str:
    """The words of several parts with what stands between them."""
    said = row[0].piece.text
    for each in row[1:]:
        said += f"{_BETWEEN[each.piece.join]}{each.piece.text}"
    return said


def _single(part: Part, same: Same) -> Named:
    piece = part.piece
    where = part.slice.part(piece.start, piece.end)
    for words in readings(piece):
        if keys := _keys(words, same):
            return Named(joined([piece.text]), where, keys)
    return _with_rest(part, where, same) or Named(joined([piece.text]), where, ())


def _keys(text: str, same: Same) -> tuple[str, ...]:
    """What a text is the name of, also with its own abbreviation behind it; other brackets may make it another's."""
    apart = bracketed(text)
    found = tuple(same(text))
    if found or apart is None:
        return found
    outside, inside = tuple(same(apart[0])), tuple(same(apart[1]))
    is_own = outside == inside or is_an_abbreviation(apart[1], apart[0]) or MASK in apart[1]
    return outside if len(outside) == 1 and is_own else ()


def _with_rest(part: Part, where: Slice, same: Same) -> Named | None:
    """A name with something beside it that a digit stands in: `Norbergs kommun: 500 000 kr`."""
    text = where.text
    found = _BESIDE.fullmatch(text)
    if found is None or len(keys := tuple(same(found["name"]))) != 1:
        return None
    return Named(
        found["name"], where.part(0, found.end("name")), keys, where.part(found.start("rest"), found.end("rest"))
    )


_BETWEEN = {Join.MARK: ", ", Join.AND: " och ", Join.WRAP: " "}
_BESIDE = re.compile(r"(?P<name>[^\d:(]{2,100}?)\s*[:(–-]?\s*(?P<rest>\d.{0,100}?)[\s).]*", re.DOTALL)
