"""The first mistake in a query that its writer can be told of: where it is, what is wrong, what to write.

Every finder looks for what is never SPARQL, so that none of them tells of what was right. That needs no grammar, and
little time.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from kg.errors import BadQuery
from kg.query.lexer import place
from kg.query.mistakes import clauses, patterns, selected, signs, words
from kg.query.mistakes.reading import Mistake, Reading, read
from kg.query.wire import Value

Finder = Callable[[Reading], Iterator[Mistake]]

# What stands outside the grammar altogether hides everything after it; so do brackets that don't match.
_FIRST: tuple[Finder, ...] = (signs.quotes, signs.addresses, signs.prefixes, signs.comments)
_THEN: tuple[Finder, ...] = (
    selected.unnamed,
    selected.listed,
    clauses.order,
    clauses.limits,
    clauses.having,
    patterns.filters,
    patterns.blocks,
    patterns.bindings,
    patterns.values,
    patterns.statements,
    signs.operators,
    signs.decimals,
    words.foreign,
    words.functions,
    words.unknown,
)
# A query longer than this is written by a program; and a finder's first mistakes are enough to tell of one.
_LONGEST, _FEW = 20_000, 5
_UNBOUND = "variable that is unbound"


def told(text: str, message: str) -> dict[str, Value]:
    """The mistake as a worker tells it, with line and column; empty where no finder knows it."""
    found = find(text, message)
    if found is None:
        return {}
    where = place(text, found.at)
    return {"fault": "mistake", "line": where.line, "column": where.column, "en": found.en, "sv": found.sv}


def find(text: str, message: str) -> Mistake | None:
    """The mistake in a query that the engine refused with that message; None where no finder knows it."""
    if len(text) > _LONGEST:
        return None
    try:
        reading = read(text)
    except BadQuery:
        return None
    for finders in (_FIRST, (signs.brackets,), _THEN):
        found = _earliest(reading, finders)
        if found is not None:
            return found
    return _earliest(reading, (selected.ungrouped,)) if _UNBOUND in message else None


def _earliest(reading: Reading, finders: tuple[Finder, ...]) -> Mistake | None:
    found = [mistake for finder in finders for mistake in islice(finder(reading), _FEW)]
    return min(found, key=lambda each: each.at) if found else None
