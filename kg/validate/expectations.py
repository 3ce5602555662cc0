"""What a shape asked for and what it found, in words: the class, the datatype, the list, the count.

It fills the sentences of `sentences`; it decides nothing about them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from kg.rdf.findings import Terms
from kg.validate.book import SHACL, Book, as_literal, bare, sh, spoken
from kg.validate.paths import Statements, parse, walk
from kg.validate.phrases import CONDITIONS, DATATYPES, LANG_STRING, NODE_KINDS, NUMBERS, quoted, unnamed

SHOWN = 8
"""How many allowed values a sentence lists before it says how many more there are."""


@dataclass(frozen=True)
class Asked:
    """A result, the book, and the data, for filling the holes of a template in one language."""

    terms: Terms
    book: Book
    among: Statements
    component: str
    lang: str

    def parameter(self, name: str) -> str | None:
        return self.book.one(self.terms.shape, name)

    def called(self, term: str) -> str:
        """A term in words where it has a name, else as it is written."""
        if (literal := as_literal(term)) is not None:
            return literal.value if literal.datatype.value in NUMBERS else quoted(literal.value, self.lang)
        if term.startswith("_:"):
            return unnamed(self.lang)
        return self.book.label(term, self.lang, self.among) or self.book.short(term)

    def several(self, terms: Iterable[str], mark: str = ", ") -> str:
        every = list(terms)
        said = mark.join(self.called(each) for each in every[:SHOWN])
        if len(every) <= SHOWN:
            return said
        return f"{said} … ({len(every) - SHOWN} {'till' if self.lang == 'sv' else 'more'})"

    def name(self) -> str:
        """The field as people know it: the shape's name, the property's label, or the property itself."""
        shape, path = self.terms.shape, self.terms.path
        if path is None:
            return self.called(self.terms.focus)
        return self.book.name_of(shape, self.lang) or (
            self.called(path) if path.startswith("<") and path.count("<") == 1 else self.shortened(path)
        )

    def shortened(self, path: str) -> str:
        """A path with its properties shortened."""
        try:
            return path_words(path, self.book)
        except ValueError:
            return path

    def values(self) -> list[str]:
        try:
            path = parse(self.terms.path) if self.terms.path else None
        except ValueError:
            return []
        return list(walk(path, self.terms.focus, self.among)) if path else []


def path_words(path: str, book: Book) -> str:
    """A property path with each property as people write it."""
    said = str(parse(path))
    for predicate in dict.fromkeys(parse(path).properties()):
        said = said.replace(predicate, book.short(predicate))
    return said


def _value(asked: Asked) -> str:
    return asked.called(asked.terms.value or asked.terms.focus)


def _found(asked: Asked) -> str:
    """How many there are, where there are some."""
    number = len(asked.values())
    said = f", och här finns {number}" if asked.lang == "sv" else f", and here are {number}"
    return said if number else ""


def _length(asked: Asked) -> str:
    return str(len(bare(asked.terms.value or asked.terms.focus)))


def _other(asked: Asked) -> str:
    """The value on the other side of a comparison."""
    name = {"LessThan": "lessThan", "LessThanOrEquals": "lessThanOrEquals"}.get(asked.component, "")
    predicate = asked.parameter(name)
    values = asked.among.values(asked.terms.focus, predicate) if predicate else ()
    return f" ({asked.several(values)})" if values else ""


def _rule(asked: Asked) -> str:
    """What a rule is called: by itself, by its shape, or by the component that it is a use of."""
    for term in (asked.terms.constraint, asked.component, asked.terms.shape):
        if term and (said := asked.book.label(term, asked.lang)):
            return said
    shape = asked.terms.shape or ""
    return asked.book.short(shape) if shape.startswith("<") else "SPARQL"


def _kind(asked: Asked) -> str:
    return _condition(asked, asked.parameter("qualifiedValueShape"))


def _expected(asked: Asked) -> str:
    """What the shape asks for, in the words of its component."""
    fill = _EXPECTED.get(asked.component)
    return fill(asked) if fill else ""


def _class(asked: Asked) -> str:
    return asked.called(asked.parameter("class") or "")


def _datatype(asked: Asked) -> str:
    iri = bare(asked.parameter("datatype") or "")
    literal = as_literal(asked.terms.value or "")
    words = DATATYPES.get(iri)
    short = asked.book.short(f"<{iri}>")
    if literal is not None and literal.datatype.value == iri and iri != LANG_STRING:
        right = "skrivet i rätt form" if asked.lang == "sv" else "written in its right form"
        return f"{words[asked.lang != 'sv'] if words else right} ({short})"
    return f"{words[asked.lang != 'sv']} ({short})" if words else short


def _node_kind(asked: Asked) -> str:
    kind = bare(asked.parameter("nodeKind") or "").removeprefix(SHACL)
    return NODE_KINDS.get(kind, (kind, kind))[asked.lang != "sv"]


def _condition(asked: Asked, shape: str | None) -> str:
    """A shape in words: its name or label, its IRI, or the first of what it asks."""
    if shape is None:
        return ""
    if said := asked.book.name_of(shape, asked.lang) or asked.book.label(shape, asked.lang):
        return said
    return asked.book.short(shape) if shape.startswith("<") else _unnamed(asked, shape)


def _unnamed(asked: Asked, shape: str) -> str:
    """A shape without a name, by the first of what it asks."""
    said = []
    for name, (sv, en) in CONDITIONS.items():
        values = asked.book.all(shape, name)
        listed = [each for head in values for each in asked.book.listed(head)] if name in _LISTS else values
        if listed:
            inner = Terms(asked.terms.focus, asked.terms.path, None, shape)
            fill = _EXPECTED.get(name[0].upper() + name[1:])
            words = fill(replace(asked, terms=inner)) if fill else asked.several(listed)
            said.append((sv if asked.lang == "sv" else en).format(words))
    return ", ".join(said[:3]) or ("ett villkor utan namn" if asked.lang == "sv" else "a condition without a name")


def _conditions(name: str) -> Callable[[Asked], str]:
    def fill(asked: Asked) -> str:
        heads = asked.book.all(asked.terms.shape or "", name)
        mark = "; "
        return mark.join(_condition(asked, each) for head in heads for each in asked.book.listed(head))

    return fill


def _pattern(asked: Asked) -> str:
    """The pattern, and what the shape says of how to write it."""
    pattern = bare(asked.parameter("pattern") or "")
    shape = asked.terms.shape
    said = spoken(asked.book.words(shape, sh("description"), asked.book.shapes), asked.lang) if shape else None
    return f"{pattern} ({said.rstrip('.')})" if said else pattern


def _literal(name: str) -> Callable[[Asked], str]:
    return lambda asked: bare(asked.parameter(name) or "")


def _term(name: str) -> Callable[[Asked], str]:
    return lambda asked: asked.several(asked.book.all(asked.terms.shape or "", name))


def _field(name: str) -> Callable[[Asked], str]:
    """Another property, by the name that a field gives it."""

    def fill(asked: Asked) -> str:
        predicate = asked.parameter(name) or ""
        return asked.book.name_of(asked.book.field(predicate, ()), asked.lang) or asked.called(predicate)

    return fill


def _nested(name: str) -> Callable[[Asked], str]:
    return lambda asked: _condition(asked, asked.parameter(name))


def _languages(asked: Asked) -> str:
    return ", ".join(bare(each) for each in asked.book.listed(asked.parameter("languageIn")))


def _allowed(asked: Asked) -> str:
    return asked.several(asked.book.listed(asked.parameter("in")))


_EXPECTED: Mapping[str, Callable[[Asked], str]] = {
    "Class": _class,
    "Datatype": _datatype,
    "NodeKind": _node_kind,
    "MinCount": _literal("minCount"),
    "MaxCount": _literal("maxCount"),
    "MinExclusive": _literal("minExclusive"),
    "MinInclusive": _literal("minInclusive"),
    "MaxExclusive": _literal("maxExclusive"),
    "MaxInclusive": _literal("maxInclusive"),
    "MinLength": _literal("minLength"),
    "MaxLength": _literal("maxLength"),
    "Pattern": _pattern,
    "LanguageIn": _languages,
    "Equals": _field("equals"),
    "Disjoint": _field("disjoint"),
    "LessThan": _field("lessThan"),
    "LessThanOrEquals": _field("lessThanOrEquals"),
    "Not": _nested("not"),
    "And": _conditions("and"),
    "Or": _conditions("or"),
    "Xone": _conditions("xone"),
    "Node": _nested("node"),
    "Property": _nested("property"),
    "QualifiedMinCount": _literal("qualifiedMinCount"),
    "QualifiedMaxCount": _literal("qualifiedMaxCount"),
    "HasValue": _term("hasValue"),
    "In": _allowed,
}
_LISTS = frozenset({"in", "languageIn"})
HOLES: Mapping[str, Callable[[Asked], str]] = {
    "value": _value,
    "name": lambda asked: asked.name(),
    "asked": _expected,
    "found": _found,
    "length": _length,
    "other": _other,
    "rule": _rule,
    "kind": _kind,
}
"""How each hole of a sentence is filled."""
