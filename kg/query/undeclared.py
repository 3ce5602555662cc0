"""Which prefix a query uses without declaring it: the commonest slip, which the engine's parser doesn't name."""

from kg.errors import BadQuery
from kg.query.lexer import Token, is_word, tokens


def undeclared(text: str) -> Token | None:
    """The first prefixed name whose prefix is not declared.

    >>> undeclared("PREFIX a: <b> SELECT * { ?s a:p ?o ; ex:q 'ex:r' }")
    Token(kind='name', text='ex:q', start=37)
    """
    declared, before = set[str](), None
    try:
        for token in tokens(text):
            if token.kind == "name" and is_word(before, "PREFIX"):
                declared.add(token.text)
            elif token.kind == "name" and token.text.partition(":")[0] + ":" not in declared:
                return token
            before = token
    except BadQuery:
        return None
    return None
