"""Which graphs a query says it asks: its FROM and FROM NAMED clauses, as absolute IRIs."""

from collections.abc import Sequence
from itertools import pairwise

import pyoxigraph as ox

from kg.errors import BadQuery
from kg.query.lexer import Token, holds, is_word, place, prefix


def named_by(
    text: str, prologue: Sequence[Token], query: Sequence[Token], base_iri: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The graphs after FROM, and those after FROM NAMED, each once; BadQuery when they can't be made out."""
    declared = {prefix(after) for word, after in pairwise(prologue) if is_word(word, "PREFIX")}
    default, named = _clauses(text, query, declared)
    if not default and not named:
        return (), ()
    iris = _resolved(prologue, [*default, *named], base_iri)
    return _once(default, iris), _once(named, iris)


def _clauses(text: str, query: Sequence[Token], declared: set[str]) -> tuple[list[Token], list[Token]]:
    default: list[Token] = []
    named: list[Token] = []
    level = 0
    for at, token in enumerate(query):
        if token.kind == "operator":
            level += (token.text in "{(") - (token.text in "})")
        elif is_word(token, "FROM"):
            said = 1 if is_word(_at(query, at + 1), "NAMED") else 0
            (named if said else default).extend(t for t in query[at + 1 + said : at + 2 + said] if t.kind in _NAMES)
        elif level == 0 and holds(token, "FROM") and _is_glued(query, at, declared):
            raise BadQuery(
                f"{token.text[:40]!r} runs FROM together with what stands beside it; put spaces around FROM.",
                message_sv=f"{token.text[:40]!r} skriver ihop FROM med det bredvid; sätt mellanslag runt FROM.",
                place=place(text, token.start),
            )
    return default, named


_NAMES = ("iri", "name")


def _is_glued(query: Sequence[Token], at: int, declared: set[str]) -> bool:
    """The engine reads `FROMex:g` as FROM ex:g, unless a name of a declared prefix `fromex:` may stand there."""
    if query[at].kind == "word" or prefix(query[at]) not in declared:
        return True
    after = _at(query, at + 1)
    is_call = after is not None and after.text == "("
    return not (is_call or is_word(query[at - 1], "FROM", "NAMED") or is_word(query[0], "DESCRIBE"))


def _resolved(prologue: Sequence[Token], graphs: Sequence[Token], base_iri: str) -> dict[int, str]:
    """Absolute IRIs by token offset. Prologues are the same in Turtle, so the engine's Turtle reader resolves them."""
    lines = [token.text for token in prologue]
    lines += [f"{token.text} <x:stands-at> {token.start} ." for token in graphs]
    try:
        quads = list(ox.parse("\n".join(lines), ox.RdfFormat.TURTLE, base_iri=base_iri))
    except SyntaxError as wrong:
        raise BadQuery(
            "the graphs after FROM can't be made into IRIs: a prefix is undeclared, or an IRI is malformed.",
            message_sv="graferna efter FROM kan inte göras till IRI:er: ett prefix saknas, eller en IRI är felskriven.",
        ) from wrong
    return {
        int(quad.object.value): quad.subject.value
        for quad in quads
        if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode)
    }


def _once(graphs: Sequence[Token], iris: dict[int, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(iris[token.start] for token in graphs))


def _at(found: Sequence[Token], index: int) -> Token | None:
    return found[index] if index < len(found) else None
