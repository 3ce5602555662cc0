"""What a focus node must have for a query to say anything about it: most have not, and need not be asked about.

Only what is certain: triple patterns in the outermost group, whose subject or object is `$this`. Every solution matches
all of them, so a node that can't match one has none.
"""

from collections.abc import Iterator, Mapping, Sequence

from kg.rdf.namespaces import PREFIXES
from kg.validate.compiled.model import Needed
from kg.validate.compiled.sparql_tokens import Token

_OPEN, _CLOSE = ("{", "(", "["), ("}", ")", "]")
_TERMS = ("variable", "iri", "name")
_VALUES = (*_TERMS, "string", "number", "word")


def needed(found: Sequence[Token], prefixes: Mapping[str, str]) -> tuple[Needed, ...]:
    """The properties that the focus node must have, or with `back` must be a value of."""
    return tuple(dict.fromkeys(each for pattern in _statements(found) for each in _of_pattern(pattern, prefixes)))


def _statements(found: Sequence[Token]) -> Iterator[list[Token]]:
    """The pieces of the outermost group between its full stops; what stands in brackets is one opening bracket."""
    begin = next((number for number, token in enumerate(found) if token.text == "{"), len(found))
    depth, said = 0, list[Token]()
    for token in found[begin + 1 :]:
        if token.text in _CLOSE and depth == 0:
            break
        if depth == 0 and token.text == ".":
            yield said
            said = []
        elif depth == 0:
            said.append(token)
        depth += (token.text in _OPEN) - (token.text in _CLOSE)
    yield said


def _of_pattern(said: Sequence[Token], prefixes: Mapping[str, str]) -> Iterator[Needed]:
    """What `subject property object ; property object` needs; nothing where anything else stands in it."""
    if not said or said[0].kind not in _TERMS:
        return
    for part in _split(said[1:], ";"):
        predicate = _iri(part[0], prefixes) if len(part) > 1 else None
        if predicate is None:
            return
        if said[0].is_variable("this") and (part[1].kind in _VALUES or part[1].text == "/"):
            yield Needed(predicate, back=False)
        elif part[1].is_variable("this"):
            yield Needed(predicate, back=True)
        if any(token.kind == "word" for token in part[1:]):
            return


def _split(said: Sequence[Token], sign: str) -> Iterator[list[Token]]:
    part: list[Token] = []
    for token in said:
        if token.text == sign:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _iri(token: Token, prefixes: Mapping[str, str]) -> str | None:
    if token.kind == "iri":
        return token.text
    if token.kind == "word" and token.text == "a":
        return f"<{PREFIXES['rdf']}type>"
    prefix, _, local = token.text.partition(":")
    if token.kind == "name" and prefix in prefixes and local.isidentifier():
        return f"<{prefixes[prefix]}{local}>"
    return None
