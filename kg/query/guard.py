"""Read a query before anybody runs it: what form it has, which graphs it names, and whether we run it at all.

The guard reads tokens, not grammar: it refuses what is well formed and never run here (SERVICE, updates) and what would
take too much stack; faults of grammar are the engine's to tell. It is the polite wall. The hard one is the worker's
sandbox, which holds also where the guard is passed by.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.errors import BadQuery, QueryRefused, QueryTooComplex
from kg.query import dataset
from kg.query.complexity import MAX_DEPTH, MAX_RUN, Size
from kg.query.lexer import Token, holds, is_word, place, tokens

MAX_TEXT_BYTES = 1024 * 1024
MAX_TOKENS = 200_000

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_UNSTABLE = ("NOW", "RAND", "UUID", "BNODE")

# A shorter text has too few clauses, operators and statements for any limit.
_SHORT = 1000
_SIMPLE = re.compile(r"[\x20\t\r\n]*+(SELECT|ASK|DESCRIBE)[\x20\t\r\n{?*<]", re.ASCII | re.IGNORECASE)
_TO_READ_CLOSELY = ("'", '"', "SERVICE", "FROM", "GRAPH", *_UNSTABLE)


@dataclass(frozen=True)
class Inspection:
    """What a query is, as far as its tokens tell.

    `deterministic` is False when asking the same release twice may give other bytes; `names_graphs` is True when a
    GRAPH clause may look into named graphs.
    """

    form: str
    deterministic: bool
    from_default: tuple[str, ...]
    from_named: tuple[str, ...]
    names_graphs: bool

    @property
    def has_dataset(self) -> bool:
        """The query itself says which graphs it asks, by FROM or FROM NAMED."""
        return bool(self.from_default or self.from_named)


def inspect(text: str, base_iri: str) -> Inspection:
    """What the query is; QueryRefused, QueryTooComplex or BadQuery when it won't be run.

    >>> inspect("SELECT ?s FROM <g> { ?s ex:service 'SERVICE' }", "http://example.org/").from_default
    ('http://example.org/g',)
    """
    return at_a_glance(text) or read_closely(text, base_iri)


def at_a_glance(text: str) -> Inspection | None:
    """What a short query is that has nothing in it to be read closely, as most have that want an answer at once."""
    found = _SIMPLE.match(text) if len(text) <= _SHORT and text.isascii() else None
    if found is None:
        return None
    letters = text.upper()
    if any(each in letters for each in _TO_READ_CLOSELY):
        return None
    if sum(map(text.count, "{([<")) > MAX_DEPTH or sum(map(text.count, "!+-^")) > MAX_RUN:
        return None
    return Inspection(found[1].upper(), True, (), (), False)


def read_closely(text: str, base_iri: str) -> Inspection:
    """What the query is by its tokens; it refuses as `inspect` does."""
    _must_be_small(text)
    found = _few_tokens(text)
    start = _form_at(text, found)
    _must_not_call_out(text, found)
    # A word that stands nowhere in the text is in none of its tokens: most queries are read no further.
    letters = text.upper()
    default, named = dataset.named_by(text, found[:start], found[start:], base_iri) if "FROM" in letters else ((), ())
    form = found[start].text.upper()
    return Inspection(
        form=form,
        deterministic=not _is_unstable(form, found[start:], letters),
        from_default=default,
        from_named=named,
        names_graphs="GRAPH" in letters and any(holds(token, "GRAPH") for token in found[start:]),
    )


def form_of(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; QueryRefused for an update, BadQuery for anything else."""
    found = _few_tokens(text)
    return found[_form_at(text, found)].text.upper()


def _must_be_small(text: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as wrong:
        raise BadQuery(
            "the query holds half a character (a lone surrogate); send it as UTF-8.",
            message_sv="frågan innehåller ett halvt tecken (ett ensamt surrogat); skicka den som UTF-8.",
            place=place(text, wrong.start),
        ) from wrong
    if size > MAX_TEXT_BYTES:
        raise QueryTooComplex(
            f"the query is {size} bytes long; at most {MAX_TEXT_BYTES} are read. Ask in parts.",
            message_sv=f"frågan är {size} byte lång; högst {MAX_TEXT_BYTES} läses. Fråga i delar.",
        )


def _few_tokens(text: str) -> list[Token]:
    """The tokens; a query that takes too much is read only as far as shows it.

    What it is goes before how large it is: a large update is refused as an update.
    """
    found: list[Token] = []
    size = Size()
    try:
        for token in tokens(text):
            found.append(token)
            size.take(token)
            if len(found) > MAX_TOKENS:
                raise QueryTooComplex(
                    f"the query has more than {MAX_TOKENS} words and signs. Ask in parts.",
                    message_sv=f"frågan har fler än {MAX_TOKENS} ord och tecken. Fråga i delar.",
                )
    except QueryTooComplex:
        _form_at(text, found)
        _must_not_call_out(text, found)
        raise
    return found


def _form_at(text: str, found: Sequence[Token]) -> int:
    """Where the prologue ends and the query begins."""
    at = 0
    while at < len(found) and is_word(found[at], "BASE", "PREFIX", "VERSION"):
        at += 3 if is_word(found[at], "PREFIX") else 2
    if at >= len(found):
        raise BadQuery(
            "there is no query here: one begins with SELECT, ASK, CONSTRUCT or DESCRIBE.",
            message_sv="här finns ingen fråga: en sådan börjar med SELECT, ASK, CONSTRUCT eller DESCRIBE.",
        )
    first = found[at].text.upper()[:40]
    if is_word(found[at], *_UPDATES):
        raise QueryRefused(
            f"{first} begins an update, and this endpoint only answers questions: its data changes by new releases.",
            message_sv=f"{first} inleder en ändring, och den här tjänsten svarar bara på frågor: "
            "dess data ändras genom nya utgåvor.",
            place=place(text, found[at].start),
        )
    if not is_word(found[at], *_FORMS):
        raise BadQuery(
            f"{found[at].text[:40]!r} stands where a query must say SELECT, ASK, CONSTRUCT or DESCRIBE.",
            message_sv=f"{found[at].text[:40]!r} står där en fråga ska säga SELECT, ASK, CONSTRUCT eller DESCRIBE.",
            place=place(text, found[at].start),
        )
    return at


def _must_not_call_out(text: str, found: Sequence[Token]) -> None:
    if "SERVICE" not in text.upper():
        return
    for at, token in enumerate(found):
        if holds(token, "SERVICE") and (token.kind == "word" or _is_glued(found, at)):
            raise QueryRefused(
                "SERVICE is not run here: this endpoint answers from its own data only. "
                "Ask the other endpoint yourself and join the two answers on your side.",
                message_sv="SERVICE körs inte här: den här tjänsten svarar bara ur egna data. "
                "Fråga den andra tjänsten själv och slå ihop de två svaren hos dig.",
                place=place(text, token.start),
            )


def _is_glued(found: Sequence[Token], at: int) -> bool:
    """The engine reads `{ SERVICEex:a {` as SERVICE ex:a; a name before an inner brace stands only after GRAPH."""
    opens = at + 1 < len(found) and found[at + 1].text == "{"
    return opens and not is_word(found[at - 1], "GRAPH") and any(token.text == "{" for token in found[:at])


def _is_unstable(form: str, found: Sequence[Token], letters: str) -> bool:
    """NOW and its like are called, or a CONSTRUCT makes new blank nodes."""
    if form == "CONSTRUCT" and any(token.kind == "label" or token.text == "[" for token in _template(found)):
        return True
    if not any(word in letters for word in _UNSTABLE):
        return False
    for token, after in pairwise(found):
        if token.kind == "word" and after.text == "(" and token.text.upper().endswith(_UNSTABLE):
            return True
        # An IRI may swallow a comparison: the engine reads `?a<RAND()&&?b>1` as two comparisons.
        if token.kind == "iri" and "(" in token.text and any(f"{word}(" in token.text.upper() for word in _UNSTABLE):
            return True
    return False


def _template(found: Sequence[Token]) -> Sequence[Token]:
    """What stands before the brace that closes the first one."""
    level = 0
    for at, token in enumerate(found):
        if token.kind == "operator":
            level += (token.text == "{") - (token.text == "}")
            if level == 0 and token.text == "}":
                return found[:at]
    return found
