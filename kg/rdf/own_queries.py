"""Ask a store a query that comes with the data, a rule or a check: its faults are told with their place.

It asks nobody else: a SERVICE would open a socket while a release is built.
"""

import re
from collections.abc import Callable

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from kg.errors import BadSyntax
from kg.place import Place

Term = NamedNode | ox.BlankNode | Literal | ox.Triple
Functions = dict[NamedNode, Callable[..., Term | None]]

_PLACE = re.compile(r"^error at (\d+):(\d+)(?:-\d+:\d+)?: ")
_ASIDE = re.compile(r'"""[^"]*+"""|"(?>(?:[^"\\\n]++|\\.)*)"|\'(?>(?:[^\'\\\n]++|\\.)*)\'|<[^<>\s]*+>|#[^\n]*+')
_SERVICE = re.compile(r"(?<![\w:?$@.-])service(?![\w:.-])", re.IGNORECASE)
_SHOWN = 80


def ask(
    store: ox.Store, text: str, source: str, *, base_iri: str, functions: Functions | None = None
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The answer of a store; BadSyntax for a query that can't be parsed, or that asks another service.

    >>> ask(ox.Store(), "ASK {\\n SERVICE <http://a/> {} }", "x.rq", base_iri="http://e/")
    Traceback (most recent call last):
        ...
    kg.errors.BadSyntax: x.rq:2:2: a query of ours asks no other service: take SERVICE away.
    """
    plain = _ASIDE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    if found := _SERVICE.search(plain):
        line, column = plain.count("\n", 0, found.start()) + 1, found.start() - plain.rfind("\n", 0, found.start())
        raise BadSyntax(
            "a query of ours asks no other service: take SERVICE away.",
            message_sv="en fråga bland våra egna frågar ingen annan tjänst: ta bort SERVICE.",
            place=Place(source, line, column),
        )
    try:
        return store.query(text, base_iri=base_iri, custom_functions=functions)
    except SyntaxError as wrong:
        raise _broken(str(wrong), source) from wrong


def _broken(said: str, source: str) -> BadSyntax:
    """The parser's complaint, without the long list of everything it would have taken."""
    at = _PLACE.match(said)
    reason = " ".join(_PLACE.sub("", said).split()).rstrip(".")
    short = reason if len(reason) <= _SHOWN else f"{reason[:_SHOWN].rstrip()} …"
    return BadSyntax(
        f"the query can't be parsed: {short}.",
        message_sv=f"frågan går inte att tolka här; tolken säger (på engelska) «{short}».",
        place=Place(source, int(at[1]), int(at[2])) if at else Place(source),
    )
