"""An answer as a table of text, for people at a terminal: our prefixes instead of long IRIs, columns in line."""

import unicodedata
from collections.abc import Mapping, Sequence

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QueryResultsFormat, Triple

from kg.rdf.namespaces import XSD, prefixes

_BETWEEN = "  "
_LEAST = 8
"""So many columns of a text are shown however many columns there are: with fewer, nothing can be read."""
_NUMBERS = frozenset((XSD.integer, XSD.decimal, XSD.double, XSD.float))


def table(body: bytes, base_iri: str, lang: str, *, room: int | None = None) -> str:
    """The SPARQL JSON results as lines of text; where `room` columns don't hold them, the widest cells are cut with an
    ellipsis. Numbers never are: one that is cut is another number.

    >>> print(table(b'{"head":{},"boolean":true}', "https://example.org/", "sv"))
    ja
    """
    results = ox.parse_query_results(body, QueryResultsFormat.JSON)
    if isinstance(results, QueryBoolean):
        return _yes_or_no(bool(results), lang)
    names = [variable.value for variable in results.variables]
    shown = prefixes(base_iri)
    rows = [[_cell(row[name], base_iri, shown) for name in names] for row in results]
    numeric = [_all_numbers(rows, at) for at in range(len(names))]
    whole = [max([_width(name), *(_width(row[at][0]) for row in rows)]) for at, name in enumerate(names)]
    widths = whole if room is None else _fitted(whole, numeric, room)
    texts = [[_cut(text, width) for (text, _), width in zip(row, widths, strict=True)] for row in rows]
    names = [_cut(name, width) for name, width in zip(names, widths, strict=True)]
    lines = [_line(names, widths, [False] * len(names)), _line(["─" * width for width in widths], widths, numeric)]
    return "\n".join([*lines, *(_line(row, widths, numeric) for row in texts), _counted(len(rows), lang)])


def _yes_or_no(value: bool, lang: str) -> str:
    if lang == "sv":
        return "ja" if value else "nej"
    return "yes" if value else "no"


def _cell(
    term: NamedNode | BlankNode | Literal | Triple | None, base_iri: str, shown: Mapping[str, str]
) -> tuple[str, bool]:
    """A term as text, and whether it is a number."""
    if term is None:
        return "", True
    if isinstance(term, Literal):
        return " ".join(term.value.split()), term.datatype in _NUMBERS
    if isinstance(term, NamedNode):
        return _short(term.value, base_iri, shown), False
    return str(term), False


def _short(iri: str, base_iri: str, shown: Mapping[str, str]) -> str:
    for name, namespace in shown.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{name}:{iri[len(namespace) :]}"
    return f"<{iri[len(base_iri) :]}>" if iri.startswith(base_iri) and iri != base_iri else f"<{iri}>"


def _all_numbers(rows: Sequence[Sequence[tuple[str, bool]]], at: int) -> bool:
    return any(row[at][0] for row in rows) and all(row[at][1] for row in rows)


def _fitted(widths: Sequence[int], numeric: Sequence[bool], room: int) -> list[int]:
    """The widths of columns that together fit: no text is given more than the others need, and each a few letters.

    >>> _fitted([4, 50, 90], [True, False, False], 68)
    [4, 30, 30]
    """
    left = room - len(_BETWEEN) * (len(widths) - 1)
    most = dict[int, int]()
    # Numbers first, then what is narrowest: what they leave is shared by the wider.
    order = sorted(range(len(widths)), key=lambda at: (not numeric[at], widths[at]))
    for done, at in enumerate(order):
        share = max(_LEAST, left // (len(order) - done))
        most[at] = widths[at] if numeric[at] else min(widths[at], share)
        left -= most[at]
    return [most[at] for at in range(len(widths))]


def _cut(text: str, width: int) -> str:
    """The text, with an ellipsis at its end where a terminal gives it more columns than these."""
    if _width(text) <= width:
        return text
    kept = 0
    while _width(text[: kept + 1]) < width:
        kept += 1
    return text[:kept] + "…"


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = [
        " " * (width - _width(cell)) + cell if is_right else cell + " " * (width - _width(cell))
        for cell, width, is_right in zip(cells, widths, right, strict=True)
    ]
    return _BETWEEN.join(padded).rstrip()


def _width(text: str) -> int:
    """How many columns a terminal gives the text."""
    marks = sum(1 for c in text if unicodedata.combining(c))
    wide = sum(1 for c in text if unicodedata.east_asian_width(c) in "WF")
    return len(text) - marks + wide


def _counted(number: int, lang: str) -> str:
    if lang == "sv":
        return f"({number} {'rad' if number == 1 else 'rader'})"
    return f"({number} {'row' if number == 1 else 'rows'})"
