"""Write given values into a query, for endpoints that take no bindings: a VALUES block, first in the outer pattern."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from pyoxigraph import BlankNode

from kg.errors import BadQuery
from kg.query.lexer import Token, is_word, tokens
from kg.query.question import Term


def written_in(text: str, bindings: Mapping[str, Term]) -> str:
    """The query with its values; a value stands where its variable does in the outer pattern, not inside a sub-select.

    >>> from pyoxigraph import Literal
    >>> written_in("ASK { ?s ?p ?v }", {"v": Literal(7)})
    'ASK { VALUES (?v) { ("7"^^<http://www.w3.org/2001/XMLSchema#integer>) } ?s ?p ?v }'
    """
    if not bindings:
        return text
    if any(isinstance(term, BlankNode) for term in bindings.values()):
        raise BadQuery(
            "a blank node can't be given to another endpoint: it means nothing there.",
            message_sv="en blank nod kan inte ges till en annan tjänst: den betyder ingenting där.",
        )
    at = _pattern_start(list(tokens(text)))
    names = " ".join(f"?{name}" for name in bindings)
    values = " ".join(str(term) for term in bindings.values())
    return f"{text[:at]} VALUES ({names}) {{ ({values}) }}{text[at:]}"


def _pattern_start(found: Sequence[Token]) -> int:
    """Just after the brace that opens the outer WHERE."""
    level, braces = 0, 0
    after_construct = [after for token, after in pairwise(found) if is_word(token, "CONSTRUCT")]
    is_short = after_construct and after_construct[0].text != "{"
    for token in found:
        if token.kind != "operator":
            continue
        if token.text == "{" and level == 0 and not is_short:
            braces += 1
            if braces == (2 if after_construct else 1):
                return token.start + 1
        level += (token.text in ("{", "(")) - (token.text in ("}", ")"))
    raise BadQuery(
        "a value is given to a query that has no pattern to put it in.",
        message_sv="ett värde ges till en fråga som saknar mönster att sätta det i.",
    )
