"""What each parameter of SHACL Core is compiled to, where it asks no other shape."""

import re
from collections.abc import Callable, Iterator

from kg.validate.compiled.model import Constraint
from kg.validate.compiled.of_sets import AtLeast, AtMost, Closed, Has, LessThan, NoneOf, OncePerLanguage, SameAs
from kg.validate.compiled.of_values import (
    Among,
    InLanguages,
    Matching,
    OfClass,
    OfDatatype,
    OfKind,
    OfLength,
    OfMostLength,
    Within,
    kinds,
)
from kg.validate.compiled.source import CantCompile, Source
from kg.validate.compiled.terms import is_iri, is_literal, literal

Parameter = Callable[[Source, str], Iterator[Constraint]]
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
PROPERTY_ONLY = ("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals")


def constraints(source: Source, node: str) -> Iterator[Constraint]:
    """The constraints of a shape that ask no other shape."""
    has_path = bool(source.objects(node, "path"))
    for name, made in _PARAMETERS.items():
        if source.objects(node, name):
            if name in PROPERTY_ONLY and not has_path:
                raise CantCompile(f"{node} has sh:{name} and no path")
            yield from made(source, node)


def _classes(source: Source, node: str) -> Iterator[Constraint]:
    for name in source.objects(node, "class"):
        yield OfClass(name)


def _datatype(source: Source, node: str) -> Iterator[Constraint]:
    yield OfDatatype(_iri(source, node, "datatype")[1:-1])


def _kind(source: Source, node: str) -> Iterator[Constraint]:
    first_letters = kinds(_iri(source, node, "nodeKind"))
    if first_letters is None:
        raise CantCompile(f"{node} has an unknown sh:nodeKind")
    yield OfKind(first_letters)


def _iri(source: Source, node: str, name: str) -> str:
    found = source.at_most_one(node, name)
    if found is None or not is_iri(found):
        raise CantCompile(f"{node} has {found} for sh:{name}, where an IRI belongs")
    return found


def _at_least(source: Source, node: str) -> Iterator[Constraint]:
    yield AtLeast(source.count(node, "minCount") or 0)


def _at_most(source: Source, node: str) -> Iterator[Constraint]:
    yield AtMost(source.count(node, "maxCount") or 0)


def _within(name: str) -> Parameter:
    def made(source: Source, node: str) -> Iterator[Constraint]:
        for bound in source.objects(node, name):
            if not is_literal(bound):
                raise CantCompile(f"{node} has {bound} for sh:{name}, where a literal belongs")
            yield Within(bound, name)

    return made


def _at_least_long(source: Source, node: str) -> Iterator[Constraint]:
    yield OfLength(source.count(node, "minLength") or 0, None)


def _at_most_long(source: Source, node: str) -> Iterator[Constraint]:
    yield OfMostLength(0, source.count(node, "maxLength"))


def _patterns(source: Source, node: str) -> Iterator[Constraint]:
    flags = re.RegexFlag(0)
    for said in source.literals(node, "flags"):
        for letter in said.text:
            if letter not in _FLAGS:
                raise CantCompile(f"{node} has {letter!r} among its sh:flags")
            flags |= _FLAGS[letter]
    for said in source.literals(node, "pattern"):
        try:
            yield Matching(re.compile(said.text, flags))
        except re.error as wrong:
            raise CantCompile(f"{node} has a sh:pattern that can't be read: {wrong}") from wrong


def _languages(source: Source, node: str) -> Iterator[Constraint]:
    head = source.at_most_one(node, "languageIn")
    members = source.items(head) if head is not None else []
    if not all(map(is_literal, members)):
        raise CantCompile(f"{node} has something that is no text in sh:languageIn")
    yield InLanguages(tuple(literal(each).text.lower() for each in members))


def _unique(source: Source, node: str) -> Iterator[Constraint]:
    if source.flag(node, "uniqueLang"):
        yield OncePerLanguage()


def _among(source: Source, node: str) -> Iterator[Constraint]:
    head = source.at_most_one(node, "in")
    yield Among(frozenset(source.items(head) if head is not None else ()))


def _has(source: Source, node: str) -> Iterator[Constraint]:
    for value in source.objects(node, "hasValue"):
        yield Has(value)


def _closed(source: Source, node: str) -> Iterator[Constraint]:
    if not source.flag(node, "closed"):
        return
    allowed = {path for shape in source.objects(node, "property") for path in source.objects(shape, "path")}
    for head in source.objects(node, "ignoredProperties"):
        allowed.update(source.items(head))
    yield Closed(frozenset(filter(is_iri, allowed)))


def _pairs(name: str, made: Callable[[str], Constraint]) -> Parameter:
    def every(source: Source, node: str) -> Iterator[Constraint]:
        for predicate in source.objects(node, name):
            if not is_iri(predicate):
                raise CantCompile(f"{node} has {predicate} for sh:{name}, where a property belongs")
            yield made(predicate)

    return every


_PARAMETERS: dict[str, Parameter] = {
    "class": _classes,
    "datatype": _datatype,
    "nodeKind": _kind,
    "minCount": _at_least,
    "maxCount": _at_most,
    **{name: _within(name) for name in ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")},
    "minLength": _at_least_long,
    "maxLength": _at_most_long,
    "pattern": _patterns,
    "languageIn": _languages,
    "uniqueLang": _unique,
    "in": _among,
    "hasValue": _has,
    "closed": _closed,
    "equals": _pairs("equals", SameAs),
    "disjoint": _pairs("disjoint", NoneOf),
    "lessThan": _pairs("lessThan", lambda predicate: LessThan(predicate, or_equal=False)),
    "lessThanOrEquals": _pairs("lessThanOrEquals", lambda predicate: LessThan(predicate, or_equal=True)),
}
