"""How much of the engine's stack a query takes to parse and plan, told from its tokens.

Its recursive parser and planner overflow an 8 MiB stack, and so end their process, at 867 nested FILTER EXISTS, 945
nested calls, 2,231 nested braces; and flat, somewhere between 2,500 and 5,000 clauses, at 6,907 additions. The limits
stand well below, so that a query may come near several of them at once.
"""

from collections.abc import Iterable

from kg.errors import QueryTooComplex
from kg.query.lexer import Token

MAX_DEPTH = 128
MAX_RUN = 64
MAX_OPERATORS = 2_000
MAX_CLAUSES = 1_000
MAX_STATEMENTS = 1_000

_CLAUSES = frozenset({"UNION", "OPTIONAL", "MINUS", "BIND", "FILTER", "VALUES", "GRAPH", "SELECT", "AS", "LATERAL"})
_OPERATORS = frozenset("+-*/|^!=<>") | {"&&", "||", "!=", "<=", ">=", "^^"}
_UNARY = frozenset("!+-^")
_CLOSER = {"{": "}", "(": ")", "[": "]", "<<": ">>", "{|": "|}"}


def depth(found: Iterable[Token]) -> int:
    """How deep the brackets nest; QueryTooComplex past any of the limits."""
    count = _Count()
    for token in found:
        count.take(token)
    for number, limit, en, sv in (
        (count.deepest, MAX_DEPTH, "levels of brackets", "nivåer av parenteser"),
        (count.longest_run, MAX_RUN, "signs like ! or - in a row", "tecken som ! eller - i rad"),
        (count.operators, MAX_OPERATORS, "operators", "operatorer"),
        (count.clauses, MAX_CLAUSES, "clauses", "satser"),
        (count.statements, MAX_STATEMENTS, "statements", "påståenden"),
    ):
        if number > limit:
            raise QueryTooComplex(
                f"the query has {number} {en}; at most {limit} are run. "
                "Put lists of values in VALUES or IN, or ask in parts.",
                message_sv=f"frågan har {number} {sv}; högst {limit} körs. "
                "Sätt listor av värden i VALUES eller IN, eller fråga i delar.",
            )
    return count.deepest


class _Count:
    """Counts what takes stack. Rows of data after VALUES and lists in parentheses take none, and are not counted."""

    def __init__(self) -> None:
        self.deepest = self.longest_run = self.operators = self.clauses = self.statements = 0
        self._open: list[str] = []
        self._run = 0
        self._rows_at = -1
        self._values_said = False

    def take(self, token: Token) -> None:
        """Count one token."""
        self._run = self._run + 1 if token.kind == "operator" and token.text in _UNARY else 0
        self.longest_run = max(self.longest_run, self._run)
        if token.kind == "word":
            word = token.text.upper()
            self.clauses += word in _CLAUSES
            self._values_said = self._values_said or word == "VALUES"
        elif token.kind == "operator":
            self._sign(token.text)

    def _sign(self, sign: str) -> None:
        if sign in _CLOSER:
            self._open.append(_CLOSER[sign])
            self.deepest = max(self.deepest, len(self._open))
            if sign == "{" and self._values_said:
                self._rows_at, self._values_said = len(self._open), False
        elif self._open and sign == self._open[-1]:
            self._rows_at = -1 if len(self._open) == self._rows_at else self._rows_at
            self._open.pop()
        elif self._rows_at < 0:
            self.operators += sign in _OPERATORS
            self.statements += sign in (".", ";", ",") and self._open[-1:] != [")"]
