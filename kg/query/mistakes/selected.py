"""What stands after SELECT: expressions without a name or parentheses, lists with commas, variables not grouped by."""

from collections.abc import Iterator
from itertools import islice

from kg.query.mistakes.reading import Mistake, Reading

AGGREGATES = frozenset({"COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT"})
_ENDS = frozenset({"SELECT", "WHERE", "FROM", "{", "}", ""})
_MOST_SELECTS = 20
_MODES = frozenset({"DISTINCT", "REDUCED"})


def _selected(reading: Reading, select: int) -> Iterator[int]:
    """The tokens of a SELECT's own list, its brackets with them and what they hold left out."""
    n = select + 1
    while reading.sign(n) not in _ENDS:
        yield n
        n = reading.pairs.get(n, n) + 1 if reading.sign(n) == "(" else n + 1


def unnamed(reading: Reading) -> Iterator[Mistake]:
    """Expressions without parentheses around them, or without a name."""
    for select in reading.words("SELECT"):
        for n in _selected(reading, select):
            if reading.sign(n) != "(":
                continue
            last = reading.pairs.get(n)
            before = reading.sign(n - 1)
            if last is not None and any(reading.sign(k) == "AS" for k in reading.inner(n)):
                yield from _misnamed(reading, n)
            elif before in _MODES and last is not None and reading.kind(n + 1) == "variable":
                inside = reading.said(n + 1, last - 1)
                yield reading.wrong(
                    n,
                    f"{before} is no function: write SELECT {before} {inside}.",
                    f"{before} är ingen funktion: skriv SELECT {before} {inside}.",
                )
            elif reading.kind(n - 1) == "word" and before not in ("SELECT", *_MODES) and last is not None:
                said = reading.said(n - 1, last)
                yield reading.wrong(
                    n - 1,
                    f"what SELECT works out stands in parentheses and has a name: write ({said} AS ?n).",
                    f"det som SELECT räknar ut står inom parentes och har ett namn: skriv ({said} AS ?n).",
                )
            elif last is not None:
                yield _without_name(reading, n, last)


def _without_name(reading: Reading, opening: int, last: int) -> Mistake:
    end = last - 1
    if reading.kind(end) == "variable" and reading.sign(end - 1) == ")":
        end -= 1
    said = reading.said(opening + 1, end)
    return reading.wrong(
        opening,
        f"what is worked out in SELECT has no name: write ({said} AS ?n).",
        f"det som räknas ut i SELECT har inget namn: skriv ({said} AS ?n).",
    )


def _misnamed(reading: Reading, opening: int) -> Iterator[Mistake]:
    name = next(n for n in reading.inner(opening) if reading.sign(n) == "AS") + 1
    if reading.kind(name) != "variable":
        given = reading.sign(name).strip("\"'").lower()
        meant = given if given.isidentifier() else "n"
        yield reading.wrong(
            name,
            f"after AS stands a variable: write AS ?{meant}.",
            f"efter AS står en variabel: skriv AS ?{meant}.",
        )


def listed(reading: Reading) -> Iterator[Mistake]:
    """Commas between variables, variables without ?, TOP, and nothing at all."""
    for select in reading.words("SELECT"):
        found = [n for n in _selected(reading, select) if reading.sign(n) not in _MODES]
        if not found:
            yield reading.wrong(
                select,
                "SELECT names nothing: write SELECT * for everything, or the variables, SELECT ?a ?b.",
                "SELECT nämner ingenting: skriv SELECT * för allt, eller variablerna, SELECT ?a ?b.",
            )
        for n in found:
            if reading.sign(n) == ",":
                yield reading.wrong(
                    n,
                    "variables in SELECT stand with spaces between, without commas: write SELECT ?a ?b.",
                    "variabler i SELECT står med mellanrum mellan, utan komman: skriv SELECT ?a ?b.",
                )
            elif reading.sign(n) == "TOP":
                count = reading.sign(n + 1) if reading.kind(n + 1) == "number" else "10"
                yield reading.wrong(
                    n,
                    f"SPARQL has no TOP: write LIMIT {count} at the end of the query.",
                    f"SPARQL har inget TOP: skriv LIMIT {count} i slutet av frågan.",
                )
            elif reading.kind(n) == "word" and not _may_be_where(reading, n) and reading.sign(n + 1) != "(":
                name = reading.tokens[n].text
                yield reading.wrong(
                    n,
                    f"{name!r} is no variable: one begins with a question mark, ?{name}.",
                    f"{name!r} är ingen variabel: en sådan börjar med frågetecken, ?{name}.",
                )


def _may_be_where(reading: Reading, n: int) -> bool:
    """Whether a word stands where WHERE does, and is long enough to be a misspelt one."""
    return reading.sign(n + 1) == "{" and len(reading.sign(n)) > 3


def ungrouped(reading: Reading) -> Iterator[Mistake]:
    """What SELECT gives beside sums and counts must be grouped by; sums and counts stand in SELECT and HAVING alone."""
    for n in reading.words(*AGGREGATES):
        around = reading.within[n]
        while around >= 0 and reading.sign(around) == "(" and reading.sign(around - 1) not in ("FILTER", "BIND"):
            around = reading.within[around]
        if around >= 0 and reading.sign(around) == "(":
            said = reading.said(n, reading.pairs.get(n + 1, n))
            where = reading.sign(around - 1)
            yield reading.wrong(
                n,
                f"{reading.sign(n)} can't stand in {where}: work it out in SELECT, ({said} AS ?n) with GROUP BY, "
                f"or compare it after GROUP BY, HAVING ({said} > 1).",
                f"{reading.sign(n)} kan inte stå i {where}: räkna ut det i SELECT, ({said} AS ?n) med GROUP BY, "
                f"eller jämför det efter GROUP BY, HAVING ({said} > 1).",
            )
    for select in islice(reading.words("SELECT"), _MOST_SELECTS):
        yield from _missing_group(reading, select)


def _missing_group(reading: Reading, select: int) -> Iterator[Mistake]:
    level = reading.within[select]
    end = reading.pairs.get(level, len(reading.tokens))
    same = [n for n in range(select, end) if reading.within[n] == level]
    group = next((n for n in same if reading.sign(n) == "GROUP" and reading.sign(n + 1) == "BY"), None)
    chosen = [n for n in _selected(reading, select) if reading.kind(n) == "variable"]
    if group is None:
        yield from _no_group(reading, select, same, chosen)
        return
    for n in [n for n in same if n > group + 1]:
        if reading.sign(n) in ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"):
            break
        last = reading.pairs.get(n)
        named = last is None or any(reading.sign(k) == "AS" for k in reading.inner(n))
        if reading.sign(n) == "(" and last is not None and not named:
            said = reading.said(n + 1, last - 1)
            yield reading.wrong(
                n,
                f"what GROUP BY works out has no name for SELECT to give: write GROUP BY ({said} AS ?g), "
                "and ?g in SELECT.",
                f"det som GROUP BY räknar ut har inget namn som SELECT kan ge: skriv GROUP BY ({said} AS ?g), "
                "och ?g i SELECT.",
            )
            return
    grouped = {reading.sign(n) for n in range(group, end) if reading.kind(n) == "variable"}
    for n in chosen:
        if reading.sign(n) not in grouped:
            yield _not_grouped(reading, n)


def _no_group(reading: Reading, select: int, same: list[int], chosen: list[int]) -> Iterator[Mistake]:
    having = next((n for n in same if reading.sign(n) == "HAVING"), None)
    names = " ".join(reading.sign(n) for n in chosen[:3]) or "?a"
    if having is not None:
        yield reading.wrong(
            having,
            f"HAVING compares groups, and the query makes none: write GROUP BY {names} before it.",
            f"HAVING jämför grupper, och frågan gör inga: skriv GROUP BY {names} före.",
        )
    elif chosen and any(reading.sign(n) in AGGREGATES for n in range(select, _end_of(reading, select))):
        yield reading.wrong(
            chosen[0],
            f"SELECT has a variable that is neither bound nor grouped by, {reading.sign(chosen[0])}: "
            f"write GROUP BY {names} after the last brace.",
            f"SELECT har en variabel som varken är bunden eller grupperas på, {reading.sign(chosen[0])}: "
            f"skriv GROUP BY {names} efter den sista klammern.",
        )


def _end_of(reading: Reading, select: int) -> int:
    return next((n for n in range(select, len(reading.tokens)) if reading.sign(n) in ("WHERE", "{")), select)


def _not_grouped(reading: Reading, n: int) -> Mistake:
    name = reading.sign(n)
    return reading.wrong(
        n,
        f"{name} in SELECT is neither grouped by nor summed up: add it to GROUP BY, or write (SAMPLE({name}) AS ?one).",
        f"{name} i SELECT varken grupperas på eller räknas samman: lägg den till GROUP BY, eller skriv "
        f"(SAMPLE({name}) AS ?en).",
    )
