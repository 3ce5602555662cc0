"""What stands within the braces: conditions, optional parts, values, and statements without a full stop between."""

from collections.abc import Iterator

from kg.query.mistakes.reading import Mistake, Reading

_COMPARISONS = frozenset({">", "<", "=", ">=", "<=", "!=", "&&", "||", "+", "-", "*", "/"})
_WHOLE, _UNKNOWN = 3, -1
_TERMS = frozenset({"variable", "iri", "name", "label", "number", "string"})


def filters(reading: Reading) -> Iterator[Mistake]:
    """Conditions without parentheses around them, and EXISTS without braces."""
    for n in reading.words("FILTER"):
        called = reading.kind(n + 1) == "word" and reading.sign(n + 1) not in ("EXISTS", "NOT")
        last = reading.pairs.get(n + 2)
        if called and reading.sign(n + 2) != "(":
            word = reading.sign(n + 1)
            yield reading.wrong(
                n + 1,
                f"{word} has its values in parentheses: write FILTER({word}(…)).",
                f"{word} har sina värden inom parentes: skriv FILTER({word}(…)).",
            )
        elif called and last is not None and reading.sign(last + 1) in _COMPARISONS:
            yield _unclosed(reading, n + 1, last + 2)
        elif reading.sign(n + 1) == "!":
            yield _unclosed(reading, n + 1, reading.pairs.get(n + 3, n + 2))
        elif reading.kind(n + 1) in ("variable", "string", "number"):
            yield _unclosed(reading, n + 1, n + 3)
    yield from _without_braces(reading)


def _unclosed(reading: Reading, first: int, last: int) -> Mistake:
    said = reading.said(first, last)
    return reading.wrong(
        first,
        f"the condition after FILTER stands in parentheses: write FILTER({said}).",
        f"villkoret efter FILTER står inom parentes: skriv FILTER({said}).",
    )


def _without_braces(reading: Reading) -> Iterator[Mistake]:
    for n in reading.words("EXISTS"):
        if reading.sign(n + 1) != "{":
            said = "NOT EXISTS" if reading.sign(n - 1) == "NOT" else "EXISTS"
            yield reading.wrong(
                n + 1,
                f"after EXISTS stand statements in braces: write FILTER {said} {{ … }}.",
                f"efter EXISTS står påståenden inom klamrar: skriv FILTER {said} {{ … }}.",
            )


def blocks(reading: Reading) -> Iterator[Mistake]:
    """WHERE, OPTIONAL, MINUS and UNION without braces around what belongs to them."""
    for n in reading.words("WHERE", "OPTIONAL", "MINUS"):
        if reading.sign(n + 1) != "{":
            word = reading.sign(n)
            yield reading.wrong(
                n + 1,
                f"what belongs to {word} stands in braces: write {word} {{ … }}.",
                f"det som hör till {word} står inom klamrar: skriv {word} {{ … }}.",
            )
    for n in reading.words("UNION"):
        if reading.sign(n - 1) != "}" or reading.sign(n + 1) != "{":
            yield reading.wrong(
                n,
                "both sides of UNION stand in braces: write { … } UNION { … }.",
                "båda sidorna av UNION står inom klamrar: skriv { … } UNION { … }.",
            )


def bindings(reading: Reading) -> Iterator[Mistake]:
    """BIND without parentheses, or without a variable to bind to; IN without parentheses."""
    for n in reading.words("BIND"):
        last = reading.pairs.get(n + 1)
        if reading.sign(n + 1) != "(":
            yield reading.wrong(
                n + 1,
                "what BIND binds stands in parentheses: write BIND(… AS ?a).",
                "det som BIND binder står inom parentes: skriv BIND(… AS ?a).",
            )
        elif last is not None and not any(reading.sign(k) == "AS" for k in reading.inner(n + 1)):
            yield reading.wrong(
                n,
                "BIND gives a value to a variable: write BIND(… AS ?a).",
                "BIND ger en variabel ett värde: skriv BIND(… AS ?a).",
            )
    for n in reading.words("IN"):
        if reading.sign(n + 1) != "(":
            yield reading.wrong(
                n + 1,
                'the values after IN stand in parentheses: write IN ("a", "b").',
                'värdena efter IN står inom parentes: skriv IN ("a", "b").',
            )


def values(reading: Reading) -> Iterator[Mistake]:
    """VALUES with commas, without braces, or with several variables and rows that aren't in parentheses."""
    for n in reading.words("VALUES"):
        several = reading.sign(n + 1) == "("
        opening = _opening_of(reading, n)
        if reading.sign(opening) != "{":
            yield reading.wrong(
                opening,
                'the values of VALUES stand in braces: write VALUES ?a { "x" "y" }.',
                'värdena i VALUES står inom klamrar: skriv VALUES ?a { "x" "y" }.',
            )
            continue
        for k in reading.inner(opening):
            if reading.sign(k) == ",":
                yield reading.wrong(
                    k,
                    'values in VALUES stand with spaces between, without commas: write { "x" "y" }.',
                    'värden i VALUES står med mellanrum mellan, utan komman: skriv { "x" "y" }.',
                )
            elif several and reading.kind(k) in _TERMS:
                yield reading.wrong(
                    k,
                    'after VALUES (…) each row stands in parentheses: write { ("x") ("y") }.',
                    'efter VALUES (…) står varje rad inom parentes: skriv { ("x") ("y") }.',
                )


def statements(reading: Reading) -> Iterator[Mistake]:
    """Statements that follow each other without a full stop.

    Only of plain terms, where there is no doubt which are subject, predicate and object.
    """
    room, n = _UNKNOWN, 0
    data = {_opening_of(reading, each) for each in reading.words("VALUES")}
    while n < len(reading.tokens):
        sign = reading.sign(n)
        if sign in ("{", "}", "."):
            begins = sign == "{" or _in_braces(reading, n)
            room = _WHOLE if begins and n not in data else _UNKNOWN
        elif room in (1, 2) and sign == ",":
            yield reading.wrong(
                n,
                "a comma parts values of one property: write each property with its own, ?a ex:b ?c ; ex:d ?e.",
                "ett komma skiljer värden av en egenskap: skriv varje egenskap med sitt, ?a ex:b ?c ; ex:d ?e.",
            )
            room = _UNKNOWN
        elif room != _UNKNOWN and sign in (";", ","):
            room = _WHOLE - 1 if sign == ";" else 1
        elif room == 0 and _is_term(reading, n):
            yield _no_stop(reading, n)
            room = _UNKNOWN
        elif room != _UNKNOWN and _is_term(reading, n):
            room, n = room - 1, _last_of(reading, n)
        else:
            # A path, a list, a keyword: what follows may be anything.
            room = _UNKNOWN
        n += 1


def _opening_of(reading: Reading, values_: int) -> int:
    """Where the braces of a VALUES open."""
    return reading.pairs.get(values_ + 1, values_ + 1) + 1


def _no_stop(reading: Reading, n: int) -> Mistake:
    said = reading.tokens[n].text[:40]
    return reading.wrong(
        n,
        f"a full stop is missing before {said}: the statement before it is whole. Write one between them: … . {said}",
        f"en punkt saknas före {said}: påståendet dessförinnan är helt. Skriv en mellan dem: … . {said}",
    )


def _in_braces(reading: Reading, n: int) -> bool:
    return reading.sign(reading.within[n]) == "{" and reading.within[n] >= 0


def _is_term(reading: Reading, n: int) -> bool:
    return reading.kind(n) in _TERMS or (reading.kind(n) == "word" and reading.sign(n) in ("A", "TRUE", "FALSE"))


def _last_of(reading: Reading, n: int) -> int:
    """The last token of a term: a text's language or datatype belongs to it."""
    if reading.kind(n) == "string" and reading.kind(n + 1) == "tag":
        return n + 1
    return n + 2 if reading.kind(n) == "string" and reading.sign(n + 1) == "^^" else n
