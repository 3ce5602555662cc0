"""Literals of JSON-LD: what a value becomes, with its type, its language, and a number's one canonical form."""

from decimal import Decimal

from pyoxigraph import BaseDirection, Literal, NamedNode

from kg.rdf.located.json_text import Number, Piece
from kg.rdf.located.jsonld_context import is_iri
from kg.rdf.located.written import ANY_JSON
from kg.rdf.namespaces import XSD

_MOST_DIGITS = 21


def literal(piece: Piece, datatype: str | None, language: str | None, direction: str | None) -> str | None:
    """A value as an N-Triples term; None where the engine makes nothing of it."""
    if datatype == "@json":
        return ANY_JSON
    if datatype is not None and not is_iri(datatype):
        return None
    value = piece.value
    kind = NamedNode(datatype) if datatype is not None else None
    if isinstance(value, Number):
        return str(_number(value, kind))
    if isinstance(value, bool):
        return str(Literal("true" if value else "false", datatype=kind or XSD.boolean))
    if not isinstance(value, str):
        return None
    if language is not None:
        return _tagged(value, language, direction)
    return str(Literal(value, datatype=kind) if kind else Literal(value))


def _tagged(value: str, language: str, direction: str | None) -> str | None:
    try:
        if direction is not None:
            return str(Literal(value, language=language, direction=BaseDirection(direction)))
        return str(Literal(value, language=language))
    except ValueError:
        return None


def _number(text: str, kind: NamedNode | None) -> Literal:
    """https://www.w3.org/TR/json-ld11-api/#data-round-tripping

    >>> _number("1.0", None).value, _number("1.50", None).value, _number("1e30", None).value
    ('1', '1.5E0', '1.0E30')
    """
    sign, digits, exponent = Decimal(text).as_tuple()
    figures = "".join(map(str, digits)).lstrip("0")
    kept = figures.rstrip("0")
    power = int(exponent) + len(figures) - len(kept) + len(kept)
    if not kept:
        kept, power, sign = "0", 1, 0
    minus = "-" if sign else ""
    if kind != XSD.double and len(kept) <= power < _MOST_DIGITS:
        return Literal(minus + kept.ljust(power, "0"), datatype=kind or XSD.integer)
    return Literal(f"{minus}{kept[0]}.{kept[1:] or '0'}E{power - 1}", datatype=kind or XSD.double)
