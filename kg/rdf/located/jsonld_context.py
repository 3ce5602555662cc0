"""The contexts of a JSON-LD text, as https://www.w3.org/TR/json-ld11-api/#context-processing-algorithm reads them.

Contexts from elsewhere are never fetched: the one reader has refused a text that names one. What it has checked
already isn't checked again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pyoxigraph import NamedNode

from kg.rdf.located.json_text import Entries, Piece
from kg.rdf.located.resolving import is_absolute, resolved
from kg.rdf.located.written import Lost

_KEYWORD_FORM = re.compile(r"@[A-Za-z]+")
_KEYWORDS = frozenset((
    "@base", "@container", "@context", "@direction", "@graph", "@id", "@import", "@included", "@index",
    "@json", "@language", "@list", "@nest", "@none", "@prefix", "@propagate", "@protected", "@reverse",
    "@set", "@type", "@value", "@version", "@vocab",
))  # fmt: skip
_ENDS_PREFIX = tuple(":/?#[]@")
_MAX_CHAIN = 32
"""How many words of a context may stand on each other: each goes down by some calls, and that has to end."""


@dataclass(frozen=True)
class Term:
    """What a context says of a word. `iri` is None where it is nothing; without `says_language` the default holds."""

    iri: str | None = None
    has_iri: bool = False
    is_prefix: bool = False
    is_reverse: bool = False
    type: str | None = None
    container: frozenset[str] = frozenset()
    index: str | None = None
    context: Piece | None = None
    language: str | None = None
    says_language: bool = False
    direction: str | None = None
    says_direction: bool = False


@dataclass(frozen=True)
class Context:
    """What words mean in a part of a text; `previous` holds again in the nodes within, where this one doesn't reach."""

    base: str | None
    original_base: str
    vocab: str | None = None
    language: str | None = None
    direction: str | None = None
    terms: Mapping[str, Term] = field(default_factory=dict)
    previous: "Context | None" = None
    _known: dict[tuple[str, bool], str | None] = field(default_factory=dict, repr=False, compare=False)

    def expanded(self, value: str, *, relative: bool = False, vocab: bool = False) -> str | None:
        """The IRI or keyword that a word stands for; None for one that only looks like a keyword."""
        if relative:
            return _Words(self.base, self.vocab, self.terms).expanded(value, relative=True, vocab=vocab)
        asked = (value, vocab)
        if asked not in self._known:
            self._known[asked] = _Words(self.base, self.vocab, self.terms).expanded(value, vocab=vocab)
        return self._known[asked]

    def scoped(self, word: str, *, propagate: bool) -> "Context | None":
        """The context that holds under a word, where it has one of its own."""
        term = self.terms.get(word)
        return processed(self, term.context, propagate=propagate) if term and term.context else None


def processed(active: Context, local: Piece, *, propagate: bool = True) -> Context:
    """The context after a local one."""
    if isinstance(local.value, Entries) and (said := local.value.get("@propagate")) is not None:
        propagate = said.value is True
    result = active
    if not propagate and result.previous is None:
        result = replace(result, previous=active, _known={})
    for each in local.value if isinstance(local.value, tuple) else (local,):
        if each.value is None:
            result = Context(active.original_base, active.original_base, previous=None if propagate else result)
        elif isinstance(each.value, Entries):
            result = _with(result, each.value)
        else:
            raise Lost
    return result


def _with(active: Context, local: Entries) -> Context:
    base, vocab = active.base, active.vocab
    if (said := local.get("@base")) is not None:
        base = resolved(said.value, base or "") if isinstance(said.value, str) else None
    if (said := local.get("@vocab")) is not None:
        words = _Words(base, vocab, active.terms)
        vocab = words.expanded(said.value, relative=True, vocab=True) if isinstance(said.value, str) else None
    making = _Making(base, vocab, dict(active.terms), {key.name: piece for key, piece in local.pairs})
    for word in making.local:
        making.define(word)
    return Context(
        base,
        active.original_base,
        vocab,
        _text_or_none(local.get("@language"), active.language),
        _text_or_none(local.get("@direction"), active.direction),
        making.terms,
        active.previous,
    )


def _text_or_none(said: Piece | None, otherwise: str | None) -> str | None:
    if said is None:
        return otherwise
    return said.value if isinstance(said.value, str) else None


@dataclass
class _Words:
    """How words are expanded; `_Making` first defines those that the same context has still to define."""

    base: str | None
    vocab: str | None
    terms: Mapping[str, Term]

    def define(self, word: str) -> None:
        """Nothing to define: the context is made."""

    def expanded(self, value: str, *, relative: bool = False, vocab: bool = False) -> str | None:
        if value[:1] == "@" and _KEYWORD_FORM.fullmatch(value):
            return value if value in _KEYWORDS else None
        self.define(value)
        term = self.terms.get(value)
        if term and term.has_iri and (term.iri is None or term.iri in _KEYWORDS or vocab):
            return term.iri
        prefix, colon, suffix = value.partition(":")
        if colon:
            if prefix == "_" or suffix.startswith("//"):
                return value
            self.define(prefix)
            term = self.terms.get(prefix)
            if term and term.iri is not None and term.is_prefix:
                return term.iri + suffix
            if is_iri(value):
                return value
        if vocab and self.vocab is not None:
            return self.vocab + value
        return resolved(value, self.base) if relative and self.base is not None else value


@dataclass
class _Making(_Words):
    """A context while it is made: a word may stand on others that come after it."""

    terms: dict[str, Term]
    local: Mapping[str, Piece]
    started: set[str] = field(default_factory=set)
    depth: int = 0

    def define(self, word: str) -> None:
        said = self.local.get(word)
        if said is None or word in self.started:
            return
        self.started.add(word)
        if _KEYWORD_FORM.fullmatch(word) and word != "@type":
            return
        if self.depth == _MAX_CHAIN:
            raise Lost
        self.depth += 1
        self.terms.pop(word, None)
        entries = said.value if isinstance(said.value, Entries) else None
        made = self._term(word, entries) if entries else self._named(word, said.value, Term())
        if made is not None:
            self.terms[word] = made
        self.depth -= 1

    def _term(self, word: str, said: Entries) -> Term | None:
        term = Term(
            type=self._iri(said.get("@type")),
            container=_container(said.get("@container")),
            context=said.get("@context"),
            index=_text_or_none(said.get("@index"), None),
            language=_text_or_none(said.get("@language"), None),
            says_language=said.get("@language") is not None,
            direction=_text_or_none(said.get("@direction"), None),
            says_direction=said.get("@direction") is not None,
        )
        if "@type" in term.container and term.type is None:
            term = replace(term, type="@id")
        if (reverse := said.get("@reverse")) is not None:
            if isinstance(reverse.value, str) and _KEYWORD_FORM.fullmatch(reverse.value):
                return None
            return replace(term, iri=self._iri(reverse), has_iri=True, is_reverse=True)
        name = said.get("@id")
        named = self._named(word, name.value if name is not None else word, term)
        if named is not None and (prefix := said.get("@prefix")) is not None:
            named = replace(named, is_prefix=prefix.value is True)
        return named

    def _named(self, word: str, name: object, term: Term) -> Term | None:
        if name is None:
            return replace(term, iri=None, has_iri=True)
        if isinstance(name, str) and name != word:
            iri = self.expanded(name, vocab=True)
            if iri is None:
                return None
            is_prefix = not set(":/") & set(word) and (iri.endswith(_ENDS_PREFIX) or iri.startswith("_:"))
            return replace(term, iri=iri, has_iri=True, is_prefix=is_prefix)
        iri = self._own(word)
        return replace(term, iri=iri, has_iri=iri is not None)

    def _own(self, word: str) -> str | None:
        """What a word stands for that is given no IRI: it is a compact IRI, or one of the vocabulary's."""
        prefix, colon, suffix = word.partition(":")
        if colon and prefix:
            self.define(prefix)
            term = self.terms.get(prefix)
            return word if term is None else term.iri + suffix if term.iri is not None else None
        if word == "@type":
            return word
        if "/" in word:
            return resolved(word, self.base) if self.base is not None else None
        return self.vocab + word if self.vocab is not None else None

    def _iri(self, said: Piece | None) -> str | None:
        return self.expanded(said.value, vocab=True) if said is not None and isinstance(said.value, str) else None


def _container(said: Piece | None) -> frozenset[str]:
    if said is None:
        return frozenset()
    pieces = said.value if isinstance(said.value, tuple) else (said,)
    return frozenset(piece.value for piece in pieces if isinstance(piece.value, str))


def is_iri(text: str) -> bool:
    """Whether a text is an IRI in full, as the engine sees it."""
    if not is_absolute(text):
        return False
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
