"""How much of the engine's stack a query takes to parse and plan, told from its tokens.

Its recursive parser and planner overflow an 8 MiB stack, and so end their process, at 867 nested FILTER EXISTS, 945
nested calls, 2,231 nested braces; and flat, somewhere between 2,500 and 5,000 clauses, at 6,907 additions. The limits
stand well below, so that a query may come near several of them at once.
"""

from typing import NoReturn

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


class Size:
    """Counts what takes stack, token by token, so that a query which takes too much is read no further.

    Rows of data after VALUES and lists in parentheses take none, and are not counted.
    """

    def __init__(self) -> None:
        self.deepest = self.longest_run = self.operators = self.clauses = self.statements = 0
        self._open: list[str] = []
        self._run = 0
        self._rows_at = -1
        self._values_said = False

    def take(self, token: Token) -> None:
        """Count one token; QueryTooComplex at the first that passes a limit."""
        if token.kind == "operator":
            self._sign(token.text)
            self._run = self._run + 1 if token.text in _UNARY else 0
            self.longest_run = max(self.longest_run, self._run)
            self._must_fit()
        else:
            self._run = 0
            if token.kind == "word":
                word = token.text.upper()
                self.clauses += word in _CLAUSES
                self._values_said = self._values_said or word == "VALUES"
                self._must_fit()

    def _must_fit(self) -> None:
        if (
            self.deepest > MAX_DEPTH
            or self.longest_run > MAX_RUN
            or self.operators > MAX_OPERATORS
            or self.clauses > MAX_CLAUSES
            or self.statements > MAX_STATEMENTS
        ):
            self._refuse()

    def _refuse(self) -> NoReturn:
        counts = (
            (self.deepest, MAX_DEPTH, "levels of brackets", "nivåer av parenteser"),
            (self.longest_run, MAX_RUN, "signs like ! or - in a row", "tecken som ! eller - i rad"),
            (self.operators, MAX_OPERATORS, "operators", "operatorer"),
            (self.clauses, MAX_CLAUSES, "clauses", "satser"),
            (self.statements, MAX_STATEMENTS, "statements", "påståenden"),
        )
        limit, en, sv = next((limit, en, sv) for number, limit, en, sv in counts if number > limit)
        raise QueryTooComplex(
            f"the query has more than {limit} {en}; at most {limit} are run. "
            "Put lists of values in VALUES or IN, or ask in parts.",
            message_sv=f"frågan har fler än {limit} {sv}; högst {limit} körs. "
            "Sätt listor av värden i VALUES eller IN, eller fråga i delar.",
        )

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
