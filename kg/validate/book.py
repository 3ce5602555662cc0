"""What the shapes ask and how things are called, looked up by term: the book that findings are told from.

Terms are N-Triples text. It knows SHACL and labels, and no shape or kind by name.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox
from pyoxigraph import Literal, Quad

from kg.rdf.canonical import text_of
from kg.rdf.iris import slug
from kg.rdf.namespaces import DCTERMS, RDF, RDFS, SKOS
from kg.rdf.namespaces import prefixes as house
from kg.validate.paths import Path, Statements, statements

SHACL = "http://www.w3.org/ns/shacl#"
_NAMES = tuple(str(each) for each in (SKOS.prefLabel, DCTERMS.title, RDFS.label))
_REPEATED = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
_NESTED = ("property", "node", "not", "qualifiedValueShape")
_LISTED = ("and", "or", "xone")
Words = Mapping[str, str]


def sh(name: str) -> str:
    """A SHACL term.

    >>> sh("path")
    '<http://www.w3.org/ns/shacl#path>'
    """
    return f"<{SHACL}{name}>"


def bare(term: str) -> str:
    """A term as people read it: an IRI without its brackets, a literal by its text."""
    if term.startswith("<"):
        return term[1:-1]
    return text_of(literal) if (literal := as_literal(term)) is not None else term


def local(iri: str) -> str:
    """The end of an IRI, which most of them are called by."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def as_literal(term: str) -> Literal | None:
    """The literal that a term is; None for a node."""
    if not term.startswith('"'):
        return None
    found = next(iter(ox.parse(f"<a:a> <a:a> {term} .", ox.RdfFormat.N_TRIPLES))).object
    return found if isinstance(found, Literal) else None


@dataclass(frozen=True)
class Book:
    """Shapes and vocabulary, each as statements; our own base names the rest, and prefixes that somebody declared."""

    shapes: Statements
    vocabulary: Statements
    base_iri: str
    declared: Mapping[str, str] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "prefixes", {**self.declared, **house(self.base_iri), **self.declared})

    def all(self, shape: str, name: str) -> list[str]:
        """What a shape says of a SHACL parameter, by its local name."""
        return list(self.shapes.values(shape, sh(name)))

    def one(self, shape: str | None, name: str) -> str | None:
        """The first of those; None where the shape says nothing."""
        return next(iter(self.shapes.values(shape, sh(name))), None) if shape else None

    def listed(self, head: str | None) -> list[str]:
        """The members of an RDF list in the shapes."""
        found: list[str] = []
        seen: set[str] = set()
        while head is not None and head != str(RDF.nil) and head not in seen:
            seen.add(head)
            found += self.shapes.values(head, str(RDF.first))
            head = next(iter(self.shapes.values(head, str(RDF.rest))), None)
        return found

    def path(self, shape: str) -> Path | None:
        """The path of a property shape; None for a node shape."""
        node = self.one(shape, "path")
        return self._path(node) if node else None

    def _path(self, node: str, depth: int = 0) -> Path:
        if node.startswith("<") or depth > 50:
            return Path(predicate=node)
        if inner := self.one(node, "inversePath"):
            return Path("^", parts=(self._path(inner, depth + 1),))
        for name, sign in _REPEATED.items():
            if inner := self.one(node, name):
                return Path(sign, parts=(self._path(inner, depth + 1),))
        choices = self.one(node, "alternativePath")
        steps = self.listed(choices or node)
        return Path("|" if choices else "/", parts=tuple(self._path(each, depth + 1) for each in steps))

    def within(self, shape: str) -> Iterator[str]:
        """A shape and every shape that it is put together from, each once."""
        seen: dict[str, None] = {}
        ahead = [shape]
        while ahead:
            each = ahead.pop(0)
            if each in seen:
                continue
            seen[each] = None
            yield each
            for name in _NESTED:
                ahead += self.all(each, name)
            for name in _LISTED:
                for head in self.all(each, name):
                    ahead += self.listed(head)

    @cached_property
    def owners(self) -> Mapping[str, tuple[str, ...]]:
        """The shapes that hold each property shape."""
        found: dict[str, tuple[str, ...]] = {}
        for subject, predicate, value in self.shapes.every:
            if predicate == sh("property"):
                found[value] = (*found.get(value, ()), subject)
        return found

    @cached_property
    def _fields(self) -> Mapping[str, tuple[str, ...]]:
        """The named property shapes of each simple path."""
        found: dict[str, tuple[str, ...]] = {}
        for subject, predicate, value in self.shapes.every:
            if predicate == sh("path") and value.startswith("<") and self.all(subject, "name"):
                found[value] = (*found.get(value, ()), subject)
        return found

    @cached_property
    def spellings(self) -> Mapping[str, tuple[str, ...]]:
        """Every way in which people may write each term of the vocabulary: by its IRI's end, its names, and as ends of
        IRIs are written. Made once, for a hint compares them all with what was given."""
        return {term: self.spelled(term) for term in dict.fromkeys(subject for subject, *_ in self.vocabulary.every)}

    def spelled(self, term: str) -> tuple[str, ...]:
        """Every way in which people may write a term."""
        names = [local(bare(term)), *(self.label(term, lang) or "" for lang in ("sv", "en"))]
        names += [bare(each) for each in self.vocabulary.values(term, str(SKOS.altLabel))]
        return tuple(dict.fromkeys(form for each in names for form in (each.casefold(), slug(each)) if form))

    @cached_property
    def targets(self) -> frozenset[str]:
        """The classes that some shape is about: what people call a node, beside wider ones that it also is of."""
        return frozenset(value for _, predicate, value in self.shapes.every if predicate == sh("targetClass"))

    @cached_property
    def languages(self) -> frozenset[str]:
        """Every language that some shape asks for."""
        heads = [value for _, predicate, value in self.shapes.every if predicate == sh("languageIn")]
        return frozenset(bare(each).partition("-")[0] for head in heads for each in self.listed(head))

    def properties_of(self, shape: str) -> list[str]:
        """The properties that a shape lists, and those that it ignores: what a closed one allows."""
        paths = [self.path(each) for each in self.all(shape, "property")]
        listed = [path.predicate for path in paths if path is not None and path.simple]
        return [*listed, *self.listed(self.one(shape, "ignoredProperties"))]

    def field(self, predicate: str, classes: Iterable[str]) -> str | None:
        """The named property shape of a property: that of these classes, else any, where all call it the same."""
        known = self._fields.get(predicate, ())
        wanted = set(classes)
        for shape in known:
            owners = self.owners.get(shape, ())
            if any(wanted & set(self.all(owner, "targetClass")) for owner in owners):
                return shape
        names = {tuple(sorted(self.all(each, "name"))) for each in known}
        return known[0] if len(names) == 1 else None

    def words(self, term: str, predicate: str, among: Statements | None = None) -> dict[str, str]:
        """What a property says of a term, by language; a text without one stands under the empty language."""
        found: dict[str, str] = {}
        for value in (among or self.vocabulary).values(term, predicate):
            literal = as_literal(value)
            if literal is not None:
                found.setdefault(literal.language or "", literal.value)
        return found

    def label(self, term: str, lang: str, *others: Statements) -> str | None:
        """What a term is called in the vocabulary, the shapes or other statements; None where nothing names it."""
        for among in (*others, self.vocabulary, self.shapes):
            for name in _NAMES:
                if said := spoken(self.words(term, name, among), lang):
                    return said
        return None

    def name_of(self, shape: str | None, lang: str) -> str | None:
        """The `sh:name` of a shape."""
        return spoken(self.words(shape, sh("name"), self.shapes), lang) if shape else None

    def short(self, term: str) -> str:
        """An IRI as people write it: with a prefix of the house, as a path from our base, or whole in brackets.

        >>> Book(Statements(()), Statements(()), "https://example.org/").short("<https://example.org/project/bro>")
        '<project/bro>'
        """
        if not term.startswith("<"):
            return term
        iri = term[1:-1]
        for prefix, space in self.prefixes.items():
            rest = iri.removeprefix(space)
            if rest != iri and rest and not set(rest) & set("/#:"):
                return f"{prefix}:{rest}"
        return f"<{iri.removeprefix(self.base_iri)}>" if iri != self.base_iri else term


def spoken(words: Words, lang: str) -> str | None:
    """The text in a language, else in Swedish, English, no language or any."""
    return next((words[each] for each in (lang, "sv", "en", "", *words) if each in words), None)


def book(shapes: Iterable[Quad], vocabulary: Iterable[Quad], base_iri: str) -> Book:
    """The book of these shapes and this vocabulary."""
    return Book(statements(shapes), statements(vocabulary), base_iri)
