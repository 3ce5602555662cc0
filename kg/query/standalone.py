"""A standing question as text that anybody can run anywhere: base in front, values in the place of its parameters.

Whoever asks us binds the parameters instead; this is for the editor, for copies, and for other endpoints. A value is
put where its variable stands in a pattern or an expression; where results are named (the outer SELECT) it is given
the variable's name; an inner SELECT no longer names it, and in GROUP BY and ORDER BY the variable stays.
"""

from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from kg.query.lexer import Token, is_word, tokens
from kg.query.questions import StandingQuestion


def standalone(question: StandingQuestion, values: Mapping[str, NamedNode | Literal], base_iri: str) -> str:
    """The question's text with these values, and a BASE line that its relative IRIs are read against."""
    header = [line for line in question.text.splitlines() if line.startswith("# ") and not line.startswith("# param:")]
    body = question.text.splitlines(keepends=True)[_header_length(question.text) :]
    text = "".join(_replaced("".join(body), values)) if values else "".join(body)
    return "\n".join([*header, f"BASE <{base_iri}>", text.rstrip(), ""])


def _header_length(text: str) -> int:
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))


def _replaced(text: str, values: Mapping[str, NamedNode | Literal]) -> Iterator[str]:
    found = list(tokens(text))
    at = 0
    for number, token in enumerate(found):
        name = token.text[1:] if token.kind == "variable" else ""
        if name not in values:
            continue
        yield text[at : token.start]
        yield _in_place(found, number, name, str(values[name]))
        at = token.start + len(token.text)
    yield text[at:]


def _in_place(found: Sequence[Token], number: int, name: str, value: str) -> str:
    clause, depth = _clause(found, number)
    if clause == "SELECT":
        return f"({value} AS ?{name})" if depth == 0 else ""
    return f"?{name}" if clause == "BY" else value


def _clause(found: Sequence[Token], number: int) -> tuple[str, int]:
    """The clause that a token stands in: SELECT, BY (of GROUP or ORDER) or WHERE, and how deep in braces."""
    depth, parens = 0, 0
    clauses = ["WHERE"]
    for token in found[:number]:
        if token.text == "{":
            depth += 1
            clauses.append("WHERE")
        elif token.text == "}":
            depth -= 1
            clauses.pop()
        elif token.text in "()":
            parens += 1 if token.text == "(" else -1
        elif is_word(token, "SELECT", "BY"):
            clauses[-1] = token.text.upper()
        elif is_word(token, "WHERE", "HAVING", "LIMIT"):
            clauses[-1] = "WHERE"
    inside = clauses[-1] == "SELECT" and parens > 0
    return ("WHERE" if inside else clauses[-1]), depth
