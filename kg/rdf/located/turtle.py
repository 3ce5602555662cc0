"""Turtle and TriG with places: the statements in the order the engine gives them, and where each part stands.

Nesting is kept on a list, so nothing sent in can exhaust the stack. RDF 1.2's statements about statements are not
placed: reading ends where one begins.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.rdf.located.text import Span
from kg.rdf.located.turtle_tokens import Terms, Token, tokens
from kg.rdf.located.written import DEFAULT_GRAPH, FRESH, Lost, Written
from kg.rdf.namespaces import RDF

_TYPE, _FIRST, _REST, _NIL = str(RDF.type), str(RDF.first), str(RDF.rest), str(RDF.nil)
_TERMS = frozenset({"iri", "name", "literal", "number", "label", "anonymous", "nil", "word"})
_AT_ONCE = frozenset({"iri", "name", "number", "label", "word"})
"""Items that the engine knows when it has read one word: it gives them before what ties them to their list."""

Part = tuple[str, Span]
"""A term and where it is written."""


@dataclass
class _Open:
    """An open bracket: the node it stands for, and the statement it interrupts; None where it begins one."""

    node: Part
    is_list: bool
    outer: tuple[Part, Part] | None
    empty: bool = True


def statements(text: str, base_iri: str) -> Iterator[Written]:
    """Every statement of a Turtle or TriG text that the one reader takes."""
    reading = _Reading(base_iri)
    for token in tokens(text):
        reading.read(token)
        if reading.found:
            yield from reading.found
            reading.found.clear()


class _Reading:
    """Where we are in the text: `step` is what the next word means there."""

    def __init__(self, base_iri: str) -> None:
        self.found: list[Written] = []
        self.step: Callable[[Token], None] = self._start
        self._terms = Terms(base_iri)
        self._prefix = ""
        self._graph = DEFAULT_GRAPH
        self._subject: Part = ("", (0, 0))
        self._predicate: Part = ("", (0, 0))
        self._open: list[_Open] = []
        self._made = 0
        self._late: Written | None = None
        self._next_late: Written | None = None

    def read(self, token: Token) -> None:
        """Take in a word; a bare string before it is said only now, for now we see that nothing belongs to it."""
        self._late, self._next_late = self._next_late, None
        self.step(token)
        self._say_late()

    def _say_late(self) -> None:
        if self._late is not None:
            self.found.append(self._late)
            self._late = None

    def _fresh(self) -> str:
        self._made += 1
        return f"{FRESH}{self._made}"

    def _term(self, token: Token) -> Part:
        kind, _, span, _ = token
        if kind not in _TERMS:
            raise Lost
        return (self._fresh() if kind == "anonymous" else self._terms.of(token)), span

    def _said(self, subject: Part, predicate: Part, value: Part) -> Written:
        return Written(subject[0], predicate[0], value[0], self._graph, subject[1], predicate[1], value[1])

    def _emit(self, subject: Part, predicate: Part, value: Part) -> None:
        self.found.append(self._said(subject, predicate, value))

    def _start(self, token: Token) -> None:
        """Between statements: a directive, a graph, or a subject."""
        kind, word, span, _ = token
        if kind == "at" or (kind == "word" and word.lower() in _DIRECTIVES):
            self.step = getattr(self, _DIRECTIVES[word.lower().lstrip("@")])
        elif kind == "mark":
            self._start_at_mark(word, span)
        else:
            self._subject = self._term(token)
            self.step = self._verb

    def _start_at_mark(self, word: str, span: Span) -> None:
        if word == "}":
            self._graph = DEFAULT_GRAPH
        elif word in "[(":
            self._enter(word, span, outer=None)
        elif word not in ".{":
            raise Lost

    def _declared_prefix(self, token: Token) -> None:
        self._prefix = token[1]
        self.step = self._declared_iri

    def _declared_iri(self, token: Token) -> None:
        self._terms.declare(self._prefix, token[1])
        self.step = self._start

    def _declared_base(self, token: Token) -> None:
        self._terms.rebase(token[1])
        self.step = self._start

    def _declared_version(self, token: Token) -> None:
        self.step = self._start

    def _named_graph(self, token: Token) -> None:
        self._graph = self._term(token)[0]
        self.step = self._start

    def _verb(self, token: Token) -> None:
        """After a subject or a semicolon: a property, or the end."""
        kind, word, span, _ = token
        if kind == "mark":
            self._verb_at_mark(word)
        else:
            self._predicate = (_TYPE, span) if kind == "word" and word == "a" else self._term(token)
            self.step = self._object

    def _verb_at_mark(self, word: str) -> None:
        if word == "{":
            self._graph = self._subject[0]
            self.step = self._start
        elif word != ";":
            self._after_mark(word)

    def _object(self, token: Token) -> None:
        """A value, or in a list, its next item or its end."""
        kind, word, span, _ = token
        ties: list[tuple[Part, Part, Part]] = []
        if self._open and self._open[-1].is_list:
            if kind == "mark" and word == ")":
                self._end_list(span)
                return
            ties = self._ties(span)
        if kind not in _AT_ONCE:
            while ties:
                self._emit(*ties.pop())
        if kind == "mark":
            self._enter(word, span, outer=(self._subject, self._predicate))
            return
        said = self._said(self._subject, self._predicate, self._term(token))
        if kind not in _AT_ONCE:
            self._say_late()
        if _is_bare(token):
            self._next_late = said
        else:
            self.found.append(said)
        for tie in ties:
            self._emit(*tie)
        self.step = self._next_value()

    def _ties(self, span: Span) -> list[tuple[Part, Part, Part]]:
        """What an item brings with it: the list becomes a value at its first item, and a link longer at the others."""
        here = self._open[-1]
        if here.empty:
            here.empty = False
            return [(*here.outer, here.node)] if here.outer else []
        link = (self._fresh(), span)
        tie = (self._subject, (_REST, self._subject[1]), link)
        self._subject, self._predicate = link, (_FIRST, span)
        return [tie]

    def _end_list(self, span: Span) -> None:
        self._emit(self._subject, (_REST, self._subject[1]), (_NIL, span))
        self._leave()

    def _after(self, token: Token) -> None:
        """After a value: another, another property, or the end."""
        kind, word, _, _ = token
        if kind != "mark":
            raise Lost
        self._after_mark(word)

    def _after_mark(self, word: str) -> None:
        if word == ",":
            self.step = self._object
        elif word == ";":
            self.step = self._verb
        elif word == "]":
            self._leave()
        elif word in ".}":
            self._graph = self._graph if word == "." else DEFAULT_GRAPH
            self.step = self._start
        else:
            raise Lost

    def _enter(self, mark: str, span: Span, *, outer: tuple[Part, Part] | None) -> None:
        """Into brackets."""
        if mark not in "[(":
            raise Lost
        node = (self._fresh(), span)
        self._open.append(_Open(node, mark == "(", outer))
        self._subject, self._predicate = node, (_FIRST, span)
        self.step = self._object if mark == "(" else self._verb

    def _leave(self) -> None:
        """Out of brackets; a node is said to be the value after all that it says itself."""
        left = self._open.pop()
        if left.outer is None:
            self._subject, self.step = left.node, self._verb
            return
        self._subject, self._predicate = left.outer
        if not left.is_list:
            self._emit(*left.outer, left.node)
        self.step = self._next_value()

    def _next_value(self) -> Callable[[Token], None]:
        return self._object if self._open and self._open[-1].is_list else self._after


def _is_bare(token: Token) -> bool:
    """Whether it is a string on its own: the engine gives it only after the word that comes next."""
    kind, _, _, match = token
    return kind == "literal" and match["language"] is None and match["datatype"] is None


_DIRECTIVES = {
    "prefix": "_declared_prefix",
    "base": "_declared_base",
    "version": "_declared_version",
    "graph": "_named_graph",
}
