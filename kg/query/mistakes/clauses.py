"""What stands after the last brace: ORDER BY, GROUP BY, HAVING, LIMIT, and their order."""

from collections.abc import Iterator

from kg.query.mistakes.reading import Mistake, Reading

_RANKS = {"GROUP": 1, "HAVING": 2, "ORDER": 3, "LIMIT": 4, "OFFSET": 4}
_COMPARISONS = frozenset({">", "<", "=", ">=", "<=", "!=", "&&", "||"})


def order(reading: Reading) -> Iterator[Mistake]:
    """ORDER and GROUP without BY, DESC after the variable or without parentheses, and clauses in another order."""
    for n in reading.words("ORDER", "GROUP"):
        if reading.sign(n + 1) != "BY":
            word = reading.sign(n)
            yield reading.wrong(
                n, f"after {word} stands BY: write {word} BY.", f"efter {word} står BY: skriv {word} BY."
            )
    for n in reading.words("DESC", "ASC"):
        if reading.sign(n + 1) != "(":
            name = next((reading.sign(k) for k in (n + 1, n - 1) if reading.kind(k) == "variable"), "?a")
            word = reading.sign(n)
            yield reading.wrong(
                n,
                f"{word} has what is ordered by in parentheses: write ORDER BY {word}({name}).",
                f"{word} har det som ordnas efter inom parentes: skriv ORDER BY {word}({name}).",
            )
    yield from _misplaced(reading)


def _misplaced(reading: Reading) -> Iterator[Mistake]:
    before: dict[int, str] = {}
    for n in reading.words("SELECT", *_RANKS):
        word, level = reading.sign(n), reading.within[n]
        last = before.get(level, "")
        if word != "SELECT" and _RANKS[word] < _RANKS.get(last, 0):
            yield reading.wrong(
                n,
                f"{word} stands after {last}: the order is GROUP BY, HAVING, ORDER BY, LIMIT.",
                f"{word} står efter {last}: ordningen är GROUP BY, HAVING, ORDER BY, LIMIT.",
            )
        before[level] = word


def limits(reading: Reading) -> Iterator[Mistake]:
    """LIMIT and OFFSET without a number, or with two."""
    for n in reading.words("LIMIT", "OFFSET"):
        word, given = reading.sign(n), reading.sign(n + 1)
        if reading.kind(n + 1) != "number" or not given.isdigit():
            yield reading.wrong(
                n + 1,
                f"after {word} stands a whole number: write {word} 10.",
                f"efter {word} står ett heltal: skriv {word} 10.",
            )
        elif reading.sign(n + 2) == ",":
            count = reading.sign(n + 3) if reading.kind(n + 3) == "number" else "10"
            yield reading.wrong(
                n + 2,
                f"LIMIT has one number: write LIMIT {count} OFFSET {given}.",
                f"LIMIT har ett tal: skriv LIMIT {count} OFFSET {given}.",
            )


def having(reading: Reading) -> Iterator[Mistake]:
    """Conditions after HAVING without parentheses around them."""
    for n in reading.words("HAVING"):
        last = reading.pairs.get(n + 2)
        bare = reading.kind(n + 1) == "variable"
        compared = reading.sign(n + 2) == "(" and last is not None and reading.sign(last + 1) in _COMPARISONS
        if bare or (compared and reading.sign(n + 1) != "("):
            said = reading.said(n + 1, (n + 1 if bare or last is None else last) + 2)
            yield reading.wrong(
                n + 1,
                f"the condition after HAVING stands in parentheses: write HAVING ({said}).",
                f"villkoret efter HAVING står inom parentes: skriv HAVING ({said}).",
            )
