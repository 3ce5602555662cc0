"""Signs that are none of SPARQL's: quotation marks of word processors, bare addresses, comments, unmatched brackets."""

from collections.abc import Iterator

from kg.query.mistakes.reading import OUTSIDE, Mistake, Reading

_QUOTES = "“”„‟«»‘’‚‛´`＂"
_CONDITIONS = frozenset({"FILTER", "HAVING", "&&", "||", "!"})
_OPERATORS = {("=", "="): "=", ("!", "=="): "!=", ("=", "<"): "<=", ("=", ">"): ">="}


def quotes(reading: Reading) -> Iterator[Mistake]:
    """Quotation marks that word processors put in."""
    for n, token in enumerate(reading.tokens):
        if token.kind == "other" and token.text in _QUOTES:
            yield reading.wrong(
                n,
                f"the quotation mark {token.text} is not one of SPARQL's: word processors put it in. "
                'Write text between straight ones, "text".',
                f"citattecknet {token.text} är inget som SPARQL känner: ordbehandlare sätter in det. "
                'Skriv text mellan raka, "text".',
            )


def addresses(reading: Reading) -> Iterator[Mistake]:
    """Web addresses without < and >, which look like names with the prefix http:."""
    for n, token in enumerate(reading.tokens):
        if token.kind == "name" and token.text.lower() in ("http:", "https:") and reading.sign(n + 1) == "/":
            yield reading.wrong(
                n,
                f"an address stands between < and >: write <{token.text.lower()}//…>.",
                f"en adress står mellan < och >: skriv <{token.text.lower()}//…>.",
            )


def prefixes(reading: Reading) -> Iterator[Mistake]:
    """PREFIX without the colon after the name, or without an address in < and >."""
    for n in reading.words("PREFIX"):
        name = reading.sign(n + 1).rstrip(":").lower() or "namn"
        if reading.kind(n + 1) == "word" and reading.kind(n + 2) == "iri":
            there = reading.sign(n + 2)
            yield reading.wrong(
                n + 1,
                f"a prefix ends with a colon: write PREFIX {name}: {there}.",
                f"ett prefix slutar med kolon: skriv PREFIX {name}: {there}.",
            )
        elif reading.kind(n + 1) == "name" and reading.kind(n + 2) != "iri":
            yield reading.wrong(
                n + 2,
                f"what a prefix stands for is an address between < and >: write PREFIX {name}: <…>.",
                f"det som ett prefix står för är en adress mellan < och >: skriv PREFIX {name}: <…>.",
            )


def comments(reading: Reading) -> Iterator[Mistake]:
    """Comments as SQL and other languages write them."""
    for n, (token, after) in enumerate(zip(reading.tokens, reading.tokens[1:], strict=False)):
        pair = token.text + after.text
        glued = token.kind == after.kind == "operator" and after.start == token.start + 1
        if glued and (pair in ("//", "/*") or (pair == "--" and reading.kind(n + 2) in ("word", "other", ""))):
            yield reading.wrong(
                n,
                f"{pair} begins no comment here: write # before it, and the rest of the line is one.",
                f"{pair} inleder ingen kommentar här: skriv # före den, så är resten av raden en.",
            )


def brackets(reading: Reading) -> Iterator[Mistake]:
    """Brackets that are never closed, and those that close nothing."""
    for n in reading.stray[:1]:
        sign, around = reading.sign(n), reading.within[n]
        if around != OUTSIDE:
            yield _never_closed(reading, around)
        else:
            yield reading.wrong(
                n,
                f"this {sign} closes nothing: take it away, or write the one that opens before it.",
                f"den här {sign} stänger ingenting: ta bort den, eller skriv den som öppnar före den.",
            )
    if not reading.stray:
        yield from (_never_closed(reading, n) for n in reading.open)


def _never_closed(reading: Reading, n: int) -> Mistake:
    closing = {"(": ")", "{": "}", "[": "]"}[reading.sign(n)]
    if closing == "}":
        return reading.wrong(
            n,
            "the query ends too early: a brace is open. Write } where what begins with this { ends.",
            "frågan slutar för tidigt: en klammer är öppen. Skriv } där det som börjar med den här { slutar.",
        )
    return reading.wrong(
        n,
        f"this {reading.sign(n)} is never closed: write {closing} where what begins with it ends.",
        f"den här {reading.sign(n)} stängs aldrig: skriv {closing} där det som börjar med den slutar.",
    )


def operators(reading: Reading) -> Iterator[Mistake]:
    """Comparisons as other languages write them; `<>` is an IRI to whoever reads it."""
    for n, (token, after) in enumerate(zip(reading.tokens, reading.tokens[1:], strict=False)):
        meant = _OPERATORS.get((token.text, after.text))
        glued = token.kind == after.kind == "operator" and after.start == token.start + len(token.text)
        if meant and glued:
            pair = token.text + after.text
            yield reading.wrong(
                n,
                f"{pair} is no comparison in SPARQL: write {meant}.",
                f"{pair} är ingen jämförelse i SPARQL: skriv {meant}.",
            )
        if token.text == "<>" and reading.kind(n - 1) in ("variable", "number", "string") and _in_condition(reading, n):
            yield reading.wrong(
                n, "<> is no comparison in SPARQL: write !=.", "<> är ingen jämförelse i SPARQL: skriv !=."
            )


def decimals(reading: Reading) -> Iterator[Mistake]:
    """Decimal commas in conditions."""
    for n, token in enumerate(reading.tokens):
        numbers = reading.kind(n - 1) == reading.kind(n + 1) == "number"
        if token.text == "," and numbers and _in_condition(reading, n):
            said = f"{reading.sign(n - 1)}.{reading.sign(n + 1)}"
            yield reading.wrong(
                n,
                f"decimals come after a full stop: write {said}.",
                f"decimaler skrivs efter punkt: skriv {said}.",
            )


def _in_condition(reading: Reading, n: int) -> bool:
    """Whether a token stands right within the parentheses of a condition, where no list can be."""
    around = reading.within[n]
    return reading.sign(around) == "(" and reading.sign(around - 1) in _CONDITIONS
