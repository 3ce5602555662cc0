"""A row of names in a document, read by the names there are: each is one known thing, or it is told what is unclear."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kg.parse.document import MASK, Layout, Slice, joined
from kg.sweden import contacts
from kg.sweden.lists import Join, Piece, bracketed, cut, is_an_abbreviation, readings, shared

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
    """The names in a row: as many parts as make a known name together, else each part by itself."""
    at = 0
    while at < len(row):
        taken = _longest(row[at : at + _LONGEST_RUN], same)
        if taken > 1:
            words = _run(row[at : at + taken])
            yield Named(words, row[at].slice.part(row[at].piece.start, row[at].piece.end), tuple(same(words)))
        else:
            yield _single(row[at], same)
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


def _longest(row: Sequence[Part], same: Same) -> int:
    """How many parts make one name: those between which only such marks stand as a name may hold."""
    for length in range(len(row), 1, -1):
        if all(each.piece.join is not Join.MARK for each in row[1:length]) and len(same(_run(row[:length]))) == 1:
            return length
    return 1


def _run(row: Sequence[Part]) -> str:
    """The words of several parts with what stands between them."""
    said = row[0].piece.text
    for each in row[1:]:
        said += f" och {each.piece.text}" if each.piece.join is Join.AND else f" {each.piece.text}"
    return said


def _single(part: Part, same: Same) -> Named:
    piece = part.piece
    where = part.slice.part(piece.start, piece.end)
    for words in readings(piece):
        if keys := tuple(same(words)):
            return Named(joined([piece.text]), where, keys)
    if (found := _without_bracket(piece.text, same)) is not None:
        return Named(joined([piece.text]), where, found)
    return _with_rest(part, where, same) or Named(joined([piece.text]), where, ())


def _without_bracket(text: str, same: Same) -> tuple[str, ...] | None:
    """A name with its own abbreviation behind it; anything else in brackets may make it another's name."""
    cut_ = bracketed(text)
    if cut_ is None:
        return None
    outside, inside = tuple(same(cut_[0])), tuple(same(cut_[1]))
    return outside if len(outside) == 1 and (outside == inside or is_an_abbreviation(cut_[1], cut_[0])) else None


def _with_rest(part: Part, where: Slice, same: Same) -> Named | None:
    """A name with something beside it that a digit stands in: `Norbergs kommun: 500 000 kr`."""
    text = where.text
    for mark in (":", "–", " - ", "("):
        name, found, rest = text.partition(mark)
        if found and any(c.isdigit() for c in rest) and len(keys := tuple(same(name.strip()))) == 1:
            beside = where.part(len(name) + len(found), len(text)).stripped()
            return Named(name.strip(), where.part(0, len(name.rstrip())), keys, beside)
    return None
