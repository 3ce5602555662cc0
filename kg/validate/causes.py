"""One fault is told once: of several results that have one cause, the cause is kept.

- A value that breaks several constraints is told by the one that says most: what sort of thing it is comes first.
- A rule that read a statement which is itself wrong says nothing new; nor does a shape whose inner shape has spoken.
- A property that is missing altogether explains every rule that would have read it.
- A misspelt property explains why the right one is missing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.rdf.findings import Finding, Level
from kg.rdf.nearest import nearest
from kg.validate.book import SHACL, bare, local
from kg.validate.evidence import read_by
from kg.validate.placing import Scene

_TELLING = (
    "", "NodeKind", "Datatype", "Class", "In", "Node", "Pattern", "LanguageIn", "MinLength", "MaxLength",
    "MinInclusive", "MaxInclusive", "MinExclusive", "MaxExclusive", "HasValue", "UniqueLang", "MinCount", "MaxCount",
    "LessThan", "LessThanOrEquals", "Equals", "Disjoint", "QualifiedMinCount", "QualifiedMaxCount", "Or", "Xone",
    "And", "Not", "Property", "SPARQL", "Closed",
)  # fmt: skip
"""Components by how much they say of a fault, most first; a check of ours that no shape made says most."""

_OF_KIND = frozenset(_TELLING[:7])
"""What is told of a value that is wrong in itself, whatever rules say of it."""

_NESTING = frozenset({"Node", "And", "Or", "Xone", "Not", "Property"})
_RANKS = list(Level)


def once(findings: Iterable[Finding], scene: Scene) -> list[Finding]:
    """The findings without those that another explains."""
    kept = list(dict.fromkeys(findings))
    kept = _of_values(kept)
    kept = [each for each in kept if not _is_said_within(each, kept, scene)]
    kept = _of_missing(kept, scene)
    kept = [each for each in kept if not _read_what_is_wrong(each, kept, scene)]
    kept = _of_types(kept)
    return _of_misspelling(kept, scene)


def short(component: str | None) -> str:
    """The name of a constraint component; empty for a check that no shape made.

    >>> short("http://www.w3.org/ns/shacl#MinCountConstraintComponent")
    'MinCount'
    """
    return (component or "").removeprefix(SHACL).removesuffix("ConstraintComponent")


def _telling(finding: Finding) -> int:
    name = short(finding.component) if finding.terms else ""
    return _TELLING.index(name) if name in _TELLING else _TELLING.index("SPARQL")


def _rank(finding: Finding) -> int:
    return _RANKS.index(finding.level)


def _node(finding: Finding) -> str:
    return finding.terms.focus if finding.terms else f"<{finding.focus}>"


def _property(finding: Finding) -> str | None:
    if finding.terms:
        return finding.terms.path
    return f"<{finding.path}>" if finding.path else None


def _of_values(findings: Sequence[Finding]) -> list[Finding]:
    """Of the results on one value by one shape, or on a value that is wrong in itself, the most telling."""
    kept: list[Finding] = []
    groups: dict[tuple[str, str | None, str | None], list[Finding]] = {}
    for each in findings:
        groups.setdefault((_node(each), _property(each), each.value), []).append(each)
    for group in groups.values():
        if group[0].focus is None or len(group) == 1:
            kept += group
            continue
        ordered = sorted(group, key=lambda each: (_telling(each), _rank(each)))
        first = ordered[0]
        if _kind_of(first) and (first.value is not None or not first.terms):
            told = [each for each in group if each.terms is None] or [first]
            worst = min((each.level for each in group), key=_RANKS.index)
            kept += [replace(each, level=worst) for each in told]
        else:
            kept += _by_shape(ordered)
    left, given = set(kept), set(findings)
    return [each for each in findings if each in left] + [each for each in kept if each not in given]


def _kind_of(finding: Finding) -> bool:
    return (short(finding.component) if finding.terms else "") in _OF_KIND


def _by_shape(ordered: Sequence[Finding]) -> Iterator[Finding]:
    seen: set[tuple[str | None, str]] = set()
    for each in ordered:
        keys = {(each.shape, ""), (None, each.message_en)}
        if not keys & seen or each.shape is None:
            yield each
        seen |= keys


def _is_said_within(finding: Finding, every: Sequence[Finding], scene: Scene) -> bool:
    """Whether a shape fails because of an inner one that has spoken for itself, on the value it is about."""
    terms = finding.terms
    if terms is None or terms.value is None or terms.shape is None or short(finding.component) not in _NESTING:
        return False
    inner = set(scene.book.within(terms.shape)) - {terms.shape}
    return any(
        other.terms is not None and other.terms.focus == terms.value and other.terms.shape in inner
        for other in every
        if other is not finding and _rank(other) <= _rank(finding)
    )


def _of_missing(findings: Sequence[Finding], scene: Scene) -> list[Finding]:
    """Without rules of a node that read a property which it lacks altogether, where that is told."""
    missing = {
        (_node(each), _property(each)): each
        for each in findings
        if short(each.component) == "MinCount" and not scene.among.values(_node(each), _property(each) or "")
    }
    return [each for each in findings if not _is_explained(each, missing, scene)]


def _is_explained(finding: Finding, missing: dict[tuple[str, str | None], Finding], scene: Scene) -> bool:
    terms = finding.terms
    if terms is None or terms.shape is None or (terms.focus, terms.path) in missing:
        return False
    if terms.value not in (None, terms.focus):
        return False
    read = {
        predicate
        for shape in scene.book.within(terms.shape)
        if (path := scene.book.path(shape)) is not None and _asks(shape, scene)
        for predicate in path.properties()
    }
    causes = (cause for (node, predicate), cause in missing.items() if node == terms.focus and predicate in read)
    return any(_rank(cause) <= _rank(finding) for cause in causes)


def _asks(shape: str, scene: Scene) -> bool:
    return any(scene.book.one(shape, name) for name in ("minCount", "qualifiedMinCount", "hasValue"))


def _read_what_is_wrong(finding: Finding, every: Sequence[Finding], scene: Scene) -> bool:
    """Whether a rule read a statement of the node that is told to be wrong in itself."""
    terms = finding.terms
    if terms is None or terms.value not in (None, terms.focus) or short(finding.component) in ("MinCount", "Closed"):
        return False
    wrong = {
        (_node(other), _property(other), other.terms.value if other.terms else other.value)
        for other in every
        if other is not finding and _kind_of(other) and other.value is not None and _rank(other) <= _rank(finding)
    }
    if not wrong:
        return False
    read = read_by(terms, scene.book, scene.among)
    return any(step in wrong or (step[0], step[1], bare(step[2])) in wrong for step in read if step[0] == terms.focus)


def _of_types(findings: Sequence[Finding]) -> list[Finding]:
    """A thing that lacks its type is told at the thing; whoever points at it is another place of the same fault."""
    untyped = {
        each.focus: each for each in findings if each.terms is None and each.path and each.path.endswith("#type")
    }
    places: dict[str, list[Finding]] = {}
    for each in findings:
        if each.value in untyped and short(each.component) in ("Class", "Node") and each.focus != each.value:
            places.setdefault(str(each.value), []).append(each)
    told = {id(each) for group in places.values() for each in group}
    return [
        replace(each, also=(*each.also, *(p.place for p in places.get(str(each.focus), ()) if p.place)))
        if each in untyped.values()
        else each
        for each in findings
        if id(each) not in told
    ]


def _of_misspelling(findings: Sequence[Finding], scene: Scene) -> list[Finding]:
    """A property that doesn't belong, so like one that is missing that it was meant: told as one, where it stands."""
    kept = list(findings)
    for wrong in [each for each in findings if short(each.component) == "Closed" and each.path]:
        missing = {
            str(each.path): each
            for each in kept
            if short(each.component) == "MinCount" and _node(each) == _node(wrong) and each.path
        }
        meant = _meant(str(wrong.path), list(missing))
        if meant is not None:
            kept.remove(missing[meant])
            worst = min(wrong.level, missing[meant].level, key=_RANKS.index)
            kept[kept.index(wrong)] = replace(wrong, level=worst)
    return kept


def _meant(predicate: str, missing: Sequence[str]) -> str | None:
    names = {local(each).casefold(): each for each in missing}
    found = nearest(local(predicate).casefold(), names)
    return names[found] if found is not None else None
