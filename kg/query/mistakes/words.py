"""Words that SPARQL hasn't: those of SQL, misspelt keywords and functions; and functions with too few values."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from kg.query.mistakes.reading import Mistake, Reading
from kg.query.mistakes.selected import AGGREGATES

_WORDS = (
    "BASE PREFIX VERSION SELECT DISTINCT REDUCED AS CONSTRUCT WHERE DESCRIBE ASK FROM NAMED GROUP BY HAVING ORDER ASC "
    "DESC LIMIT OFFSET VALUES UNDEF OPTIONAL GRAPH SERVICE SILENT BIND MINUS UNION FILTER A TRUE FALSE IN NOT EXISTS "
    "SEPARATOR LATERAL"
)
_KEYWORDS = frozenset(_WORDS.split())
_OF_ONE = (
    "STR LANG DATATYPE BOUND IRI URI ABS CEIL FLOOR ROUND STRLEN UCASE LCASE ENCODE_FOR_URI YEAR MONTH DAY HOURS "
    "MINUTES SECONDS TIMEZONE TZ MD5 SHA1 SHA256 SHA384 SHA512 ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC ISTRIPLE "
    "SUBJECT PREDICATE OBJECT LANGDIR HASLANG HASLANGDIR"
)
_OF_TWO = "LANGMATCHES CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER STRLANG STRDT SAMETERM"
# How many values each function takes, at least and at most.
_FUNCTIONS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(_OF_ONE.split(), (1, 1)),
    **dict.fromkeys(_OF_TWO.split(), (2, 2)),
    **dict.fromkeys(("REGEX", "SUBSTR"), (2, 3)),
    **dict.fromkeys(("IF", "STRLANGDIR", "TRIPLE"), (3, 3)),
    **dict.fromkeys(("NOW", "RAND", "UUID", "STRUUID"), (0, 0)),
    **dict.fromkeys(("CONCAT", "COALESCE"), (0, 10**6)),
    "ADJUST": (1, 2),
    "REPLACE": (3, 4),
    "BNODE": (0, 1),
}
_NAMES = frozenset(_FUNCTIONS) | AGGREGATES
_FOREIGN = {
    "TOP": "LIMIT 10",
    "AND": "&&",
    "OR": "||",
    "LIKE": 'CONTAINS(?a, "…")',
    "NULL": "!BOUND(?a)",
    "IS": "BOUND(?a)",
    "BETWEEN": "?a >= 1 && ?a <= 2",
    "JOIN": "a statement in the braces",
    "SUBSTRING": "SUBSTR(?a, 1, 2)",
    "LENGTH": "STRLEN(?a)",
    "LEN": "STRLEN(?a)",
    "UPPER": "UCASE(?a)",
    "LOWER": "LCASE(?a)",
    "ISNULL": "!BOUND(?a)",
    "IFNULL": "COALESCE(?a, ?b)",
    "NVL": "COALESCE(?a, ?b)",
    "CASE": "IF(?a, ?b, ?c)",
}
_NEAR = 0.74
_FOREIGN_SV = {**_FOREIGN, "JOIN": "ett påstående inom klamrarna"}


def foreign(reading: Reading) -> Iterator[Mistake]:
    """Words of SQL that SPARQL says in another way."""
    for n in reading.words(*_FOREIGN):
        word = reading.sign(n)
        around = reading.within[n]
        if word in ("AND", "OR") and (around < 0 or reading.sign(around) == "{"):
            hint = ("a full stop", "en punkt") if word == "AND" else ("{ … } UNION { … }",) * 2
            yield _not_sparql(reading, n, *hint)
        elif not (word == "IS" and reading.sign(n + 1) == "NULL"):
            yield _not_sparql(reading, n, _FOREIGN[word], _FOREIGN_SV[word])
    for n in reading.words("NOT"):
        if reading.sign(n + 1) not in ("EXISTS", "IN", *_FOREIGN):
            yield _not_sparql(reading, n, "!(…)", "!(…)")


def _not_sparql(reading: Reading, n: int, en: str, sv: str) -> Mistake:
    word = reading.tokens[n].text
    return reading.wrong(
        n, f"{word!r} is no word of SPARQL here: write {en}.", f"{word!r} är inget ord i SPARQL här: skriv {sv}."
    )


def functions(reading: Reading) -> Iterator[Mistake]:
    """Functions that SPARQL hasn't, those without parentheses, and those with too few or too many values."""
    for n, token in enumerate(reading.tokens):
        if token.kind != "word":
            continue
        word, called = reading.sign(n), reading.sign(n + 1) == "("
        if called and word not in _NAMES and word not in _KEYWORDS and word not in _FOREIGN:
            yield _no_function(reading, n)
        elif word in _NAMES and not called:
            yield reading.wrong(
                n,
                f"{word} has its values in parentheses: write {word}(…).",
                f"{word} har sina värden inom parentes: skriv {word}(…).",
            )
        elif word == "GROUP_CONCAT":
            yield from _joined(reading, n)
        elif word in _FUNCTIONS and called:
            yield from _counted(reading, n)


def _no_function(reading: Reading, n: int) -> Mistake:
    word = reading.tokens[n].text
    near = _nearest(reading.sign(n), _NAMES | _KEYWORDS)
    en, sv = (f" Did you mean {near}?", f" Menade du {near}?") if near else ("", "")
    return reading.wrong(n, f"SPARQL has no function {word!r}.{en}", f"SPARQL har ingen funktion {word!r}.{sv}")


def _joined(reading: Reading, n: int) -> Iterator[Mistake]:
    inner = list(reading.inner(n + 1))
    comma = next((k for k in inner if reading.sign(k) == ","), None)
    apart = next((k for k in inner if reading.sign(k) == "SEPARATOR"), None)
    if comma is not None or (apart is not None and (reading.sign(apart - 1), reading.sign(apart + 1)) != (";", "=")):
        yield reading.wrong(
            comma if comma is not None else apart or n,
            'what stands between is told with SEPARATOR: write GROUP_CONCAT(?a; SEPARATOR=", ").',
            'det som står emellan anges med SEPARATOR: skriv GROUP_CONCAT(?a; SEPARATOR=", ").',
        )


def _counted(reading: Reading, n: int) -> Iterator[Mistake]:
    opening = n + 1
    last = reading.pairs.get(opening)
    if last is None:
        return
    given = 0 if last == opening + 1 else 1 + sum(reading.sign(k) == "," for k in reading.inner(opening))
    least, most = _FUNCTIONS[reading.sign(n)]
    if not least <= given <= most:
        word = reading.sign(n)
        wanted_en = f"{least}" if least == most else f"{least} to {most}"
        wanted_sv = f"{least}" if least == most else f"{least} till {most}"
        yield reading.wrong(
            n,
            f"{word} takes {wanted_en} {'value' if most == 1 else 'values'}, and is given {given} here.",
            f"{word} tar {wanted_sv} {'värde' if most == 1 else 'värden'}, och får {given} här.",
        )


def unknown(reading: Reading) -> Iterator[Mistake]:
    """Words that are neither keywords nor functions: variables without ?, texts without quotation marks, slips."""
    known = _KEYWORDS | _NAMES | set(_FOREIGN)
    for n, token in enumerate(reading.tokens):
        if token.kind != "word" or token.text.upper() in known or reading.sign(n + 1) == "(":
            continue
        word = token.text
        near = _nearest(word.upper(), _KEYWORDS)
        if near:
            yield reading.wrong(
                n,
                f"{word!r} is no word of SPARQL. Did you mean {near}?",
                f"{word!r} är inget ord i SPARQL. Menade du {near}?",
            )
        else:
            yield reading.wrong(
                n,
                f'{word!r} stands alone: write ?{word} for a variable, "{word}" for text.',
                f'{word!r} står ensamt: skriv ?{word} för en variabel, "{word}" för text.',
            )


def _nearest(word: str, among: Iterable[str]) -> str | None:
    """The word that may have been meant; by the standard library, for a worker holds no more than it needs."""
    found = get_close_matches(word, sorted(among), 1, _NEAR) if len(word) > 2 else []
    return found[0] if found else None
