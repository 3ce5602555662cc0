"""Make a constraint's SPARQL ready to be asked: with prefixes, `$PATH`, and its variables bound beforehand.

SHACL binds `$this` and its like before a query is evaluated, in every part of it
(https://www.w3.org/TR/shacl/#pre-binding). The engine has no such thing: what it can bind, it binds outside. So what is
bound stands as statements in a graph of its own, and every group of the query begins by reading them. That is the
recommendation's own definition, a join with the values wherever a pattern stands, written in SPARQL; and one asking can
bind many focus nodes at once.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from kg.validate.compiled.model import Query
from kg.validate.compiled.needed import needed
from kg.validate.compiled.sparql_tokens import Token, tokens

BOUND_GRAPH = "urn:x-kg:bound"
BINDING = "urn:x-kg:binding"
BINDS = "urn:x-kg:binds:"
_FORBIDDEN = ("MINUS", "VALUES", "SERVICE", "FROM")
_NOT_TOGETHER = ("LIMIT", "OFFSET", "REDUCED")


class CantBeAsked(ValueError):
    """A query that SHACL or the engine doesn't take; the message says why."""


@dataclass(frozen=True)
class Asking:
    """What surrounds a constraint's query: its prefixes, the path of its shape in SPARQL, and what is bound."""

    prefixes: Mapping[str, str]
    path: str | None
    bound: Mapping[str, str]
    bound_later: tuple[str, ...] = ("this",)

    def query(self, text: str) -> Query:
        """The query ready to be asked; CantBeAsked when it can't be."""
        found = list(tokens(text))
        _must_be_bindable(found, {*self.bound, *self.bound_later, "currentShape", "shapesGraph"})
        later = tuple(n for n in self.bound_later if any(t.is_variable(n) for t in found))
        used = {name: term for name, term in self.bound.items() if any(t.is_variable(name) for t in found)}
        body = self._with_bindings(text, found, (*later, *used))
        named = {token.text.partition(":")[0] for token in found if token.kind == "name"}
        declared = (f"PREFIX {name}: <{iri}>\n" for name, iri in self.prefixes.items() if name in named)
        ready = "".join(declared) + body
        _must_parse(ready)
        of_each = _selects_this(found)
        together = of_each and not any(token.is_word(*_NOT_TOGETHER) for token in found)
        return Query(ready, tuple(sorted(used.items())), together, needed(found, self.prefixes) if of_each else ())

    def _with_bindings(self, text: str, found: Sequence[Token], names: Sequence[str]) -> str:
        """The text with the bindings read at the beginning of every group, and `$PATH` written out."""
        reading, replacements = _reading(names), _replacements(found)
        made, last = [], 0
        for token, following in zip(found, [*found[1:], None], strict=True):
            made.append(text[last : token.start])
            last = token.end
            if token.text == "{" and not (following is not None and following.is_word("SELECT")):
                made.append("{" + reading)
            elif token.is_variable("PATH"):
                made.append(self._written_path())
            else:
                made.append(_as_the_engine_has_it(token.text) if token in replacements else token.text)
        return "".join([*made, text[last:]])

    def _written_path(self) -> str:
        if self.path is None:
            raise CantBeAsked("$PATH stands in a query of a shape that has no path")
        return f"({self.path})"


def _reading(names: Sequence[str]) -> str:
    said = " ; ".join(f"<{BINDS}{name}> ?{name}" for name in names)
    return f" GRAPH <{BOUND_GRAPH}> {{ <{BINDING}> {said} }} " if said else ""


def _replacements(found: Sequence[Token]) -> set[Token]:
    """The strings that REPLACE puts in place of others: its third argument, where that is a string."""
    made = set()
    for begin in (number for number, token in enumerate(found) if token.is_word("REPLACE")):
        depth = commas = 0
        for token in found[begin + 1 :]:
            depth += {"(": 1, ")": -1}.get(token.text, 0)
            commas += token.text == "," and depth == 1
            if depth == 0:
                break
            if commas == 2 and token.kind == "string":
                made.add(token)
    return made


def _as_the_engine_has_it(replacement: str) -> str:
    """`$1d` is the first group and a d; the engine takes it for a group called 1d."""
    if re.search(r"\\\\|\$[0-9]{2}", replacement):
        raise CantBeAsked("the replacement of a REPLACE may mean another thing to the engine")
    return re.sub(r"\$([0-9])(?=[A-Za-z_])", r"${\1}", replacement)


def _must_be_bindable(found: Sequence[Token], names: set[str]) -> None:
    """What SHACL-SPARQL forbids, because nobody could say what a bound variable means in it."""
    for token in found:
        # The engine takes a keyword that is glued to its neighbour.
        said = token.text.partition(":")[0].upper() if token.kind in ("word", "name") else ""
        if token.is_word(*_FORBIDDEN) or "SERVICE" in said:
            raise CantBeAsked(f"{said} may not stand in the query of a constraint")
    for token, following in pairwise(found):
        if token.is_word("GRAPH") and not following.is_variable("shapesGraph"):
            raise CantBeAsked("the query of a constraint reads no other named graph than $shapesGraph")
        if token.is_word("AS") and following.is_variable(*names):
            raise CantBeAsked(f"{following.text} is bound beforehand and may not be bound again")
    for inner in _inner_selects(found):
        if not any(token.is_variable("this") for token in inner):
            raise CantBeAsked("an inner SELECT must select $this")


def _inner_selects(found: Sequence[Token]) -> Iterator[list[Token]]:
    """What each SELECT but the first selects."""
    begins = [number for number, token in enumerate(found) if token.is_word("SELECT")]
    for begin in begins[1:]:
        yield _selected(found, begin)


def _selects_this(found: Sequence[Token]) -> bool:
    begin = next((number for number, token in enumerate(found) if token.is_word("SELECT")), None)
    return begin is not None and any(token.is_variable("this") for token in _selected(found, begin))


def _selected(found: Sequence[Token], begin: int) -> list[Token]:
    """The variables after a SELECT, as they stand or as what is worked out is called."""
    selected, depth = [], 0
    for token in found[begin + 1 :]:
        if token.is_word("WHERE") or token.text == "{":
            break
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth == 0 and token.is_variable():
            selected.append(token)
    return selected


def _must_parse(text: str) -> None:
    try:
        found = ox.Store().query(text)
    except SyntaxError as wrong:
        raise CantBeAsked(f"the engine can't read the query: {wrong}") from wrong
    if isinstance(found, ox.QueryTriples):
        raise CantBeAsked("the query of a constraint is a SELECT or an ASK")


def filled(template: str, row: Mapping[str, str]) -> str:
    """A message with `{?name}` and `{$name}` replaced by what the row says; others are left as they stand."""
    return re.sub(r"\{[?$](\w+)\}", lambda hole: row.get(hole[1], hole[0]), template)
