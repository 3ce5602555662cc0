"""What a row of a bank becomes: records written once as Turtle, with holes for what the row says.

`<…/row>`, `<…/owner>` and `<…/export>` stand for the thing that the row is about, for its beneficiary and for the file
it stands in; `row:budget` for a value as it is, and `"… {budget} …"` for a value within a text. A statement with a hole
that nothing fills is left out. A node that `row:needs` values, or that is there `row:onlyIf` one of some holds, is left
out with all that is said of it and points at it; `row:called` says what is then lacking. `row:alone` names what only
one of two records of the same thing may say, and `row:hold` how like a record of ours a row is that waits for people.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.errors import BadSyntax
from kg.place import Place
from kg.rdf.canonical import digest
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base, Owner
from kg.rdf.namespaces import XSD
from kg.sweden.projectbanks.cells import Iri, Value
from kg.sweden.projectbanks.formats import Values

ROW = "urn:samverkan:row#"
ROLES = ("row", "owner", "export")
_ROLE = re.compile(rf"(?<=[/-])({'|'.join(ROLES)})(?=#|$)")
_HOLE = re.compile(r"\{(\w+)\}")
_SHARE = re.compile(r"0\.[0-9]+|1(?:\.0)?")
_WHAT = "what"


@dataclass(frozen=True)
class _Name:
    """An IRI with holes for short names."""

    text: str
    roles: tuple[str, ...]

    def filled(self, slugs: Mapping[str, str]) -> str | None:
        if not self.roles:
            return self.text
        if any(role not in slugs for role in self.roles):
            return None
        return _HOLE.sub(lambda found: slugs[found[1]], self.text)


@dataclass(frozen=True)
class _Statement:
    """A statement with holes: its value is an IRI, a value of the row, or a text."""

    subject: _Name
    predicate: NamedNode
    value: _Name | str | Literal
    holes: tuple[str, ...]


@dataclass(frozen=True)
class _Condition:
    """What a node takes to be there, and what is lacking without it."""

    needs: tuple[str, ...] = ()
    only_if: tuple[tuple[str, str], ...] = ()
    called: tuple[Literal, ...] = ()

    def holds(self, values: Values) -> bool:
        one_of = not self.only_if or any(values.get(name) == value for name, value in self.only_if)
        return one_of and all(name in values for name in self.needs)


@dataclass(frozen=True)
class Pattern:
    """What is said of one of the things that a row speaks of, with what its record says."""

    kind: str
    role: str
    statements: tuple[_Statement, ...]
    conditions: Mapping[str, _Condition]
    lacking: tuple[Literal, ...]
    alone: frozenset[NamedNode]

    def fill(self, slugs: Mapping[str, str], values: Values, *, beside: bool = False) -> list[Triple]:
        """The statements for a row; `beside` another bank's record of the same thing, less what only one may say."""
        gone = {name for name, condition in self.conditions.items() if not condition.holds(values)}
        lacking = self._lacking(gone)
        made = []
        for said in self.statements:
            if said.subject.text in gone or (isinstance(said.value, _Name) and said.value.text in gone):
                continue
            if beside and said.predicate in self.alone:
                continue
            subject = said.subject.filled(slugs)
            value = _value(said, slugs, values, lacking)
            if subject is not None and value is not None:
                made.append(Triple(NamedNode(subject), said.predicate, value))
        return made

    def columns(self, slugs: Mapping[str, str], focus: str, path: str | None) -> tuple[str, ...]:
        """The values of the row that a node, or one of its properties, was made from."""
        about = [said for said in self.statements if said.subject.filled(slugs) == focus]
        exact = [said for said in about if said.predicate.value == path]
        return tuple(dict.fromkeys(hole for said in exact or about for hole in said.holes if hole != _WHAT))

    def _lacking(self, gone: Iterable[str]) -> Mapping[str, str]:
        """What a row doesn't say, as a sentence in each language; empty when nothing is lacking."""
        missing = [self.conditions[name].called for name in self.conditions if name in set(gone)]
        found = {}
        for sentence in self.lacking:
            language = sentence.language or ""
            named = [each.value for called in missing for each in called if each.language == language]
            found[language] = sentence.value.replace(f"{{{_WHAT}}}", ", ".join(named)) if named else ""
        return found


@dataclass(frozen=True)
class Template:
    """The patterns of a bank, by the role of what they are about, and from which likeness on a row is held."""

    patterns: Mapping[str, Pattern]
    hold: float
    digest: str

    def kind(self, role: str) -> str:
        """The kind of the thing with a role."""
        return self.patterns[role].kind


def read_template(data: bytes, source: str, base: Base) -> Template:
    """The template in a Turtle file; BadSyntax when it can't be read or lacks one of the roles."""
    quads = read(data, TURTLE, base_iri=base.iri, source=source)
    groups: dict[str, list[Quad]] = {}
    kinds: dict[str, str] = {}
    for quad in quads:
        owner = base.owner_of(quad.subject.value) if isinstance(quad.subject, NamedNode) else None
        if owner is None or owner.slug not in ROLES:
            raise _not_a_template(source, str(quad.subject))
        groups.setdefault(owner.slug, []).append(quad)
        kinds[owner.slug] = owner.kind
    for role in ROLES:
        if role not in groups:
            raise _not_a_template(source, f"<…/{role}>")
    patterns = {role: _pattern(Owner(kinds[role], role), groups[role], base) for role in ROLES}
    return Template(patterns, _hold(quads, source), digest(data))


def _hold(quads: Iterable[Quad], source: str) -> float:
    said = [each.value for quad in quads if quad.predicate.value == ROW + "hold" for each in _literals(quad)]
    if len(said) != 1 or not _SHARE.fullmatch(said[0]):
        raise _not_a_template(source, "row:hold")
    return float(said[0])


def _pattern(owner: Owner, quads: Iterable[Quad], base: Base) -> Pattern:
    said, about = list[Quad](), list[Quad]()
    for quad in quads:
        (about if quad.predicate.value.startswith(ROW) else said).append(quad)
    return Pattern(
        owner.kind,
        owner.slug,
        tuple(_statement(quad, base) for quad in said),
        dict(_conditions(about, base)),
        tuple(each for quad in about if quad.predicate.value == ROW + "lacking" for each in _literals(quad)),
        frozenset(
            quad.object
            for quad in about
            if quad.predicate.value == ROW + "alone" and isinstance(quad.object, NamedNode)
        ),
    )


def _conditions(about: Iterable[Quad], base: Base) -> Iterator[tuple[str, _Condition]]:
    nodes: dict[str, list[Quad]] = {}
    for quad in about:
        nodes.setdefault(
            _name(quad.subject.value, base).text if isinstance(quad.subject, NamedNode) else "", []
        ).append(quad)
    for name, quads in nodes.items():
        of = {
            word: [each for quad in quads if quad.predicate.value == ROW + word for each in _literals(quad)]
            for word in ("needs", "onlyIf", "called")
        }
        if of["needs"] or of["onlyIf"]:
            pairs = (each.value.partition("=") for each in of["onlyIf"])
            yield (
                name,
                _Condition(
                    tuple(each.value for each in of["needs"]),
                    tuple((left, right) for left, _, right in pairs),
                    tuple(of["called"]),
                ),
            )


def _literals(quad: Quad) -> list[Literal]:
    return [quad.object] if isinstance(quad.object, Literal) else []


def _statement(quad: Quad, base: Base) -> _Statement:
    value = quad.object
    subject = _name(quad.subject.value, base) if isinstance(quad.subject, NamedNode) else _Name("", ())
    if isinstance(value, NamedNode) and value.value.startswith(ROW):
        name = value.value.removeprefix(ROW)
        return _Statement(subject, quad.predicate, name, (name,))
    if isinstance(value, NamedNode):
        return _Statement(subject, quad.predicate, _name(value.value, base), ())
    if isinstance(value, Literal):
        return _Statement(subject, quad.predicate, value, tuple(_HOLE.findall(value.value)))
    raise _not_a_template("", str(value))


def _name(iri: str, base: Base) -> _Name:
    path = base.path_of(iri)
    if path is None:
        return _Name(iri, ())
    return _Name(base.iri + _ROLE.sub(r"{\1}", path), tuple(_ROLE.findall(path)))


def _value(
    said: _Statement, slugs: Mapping[str, str], values: Values, lacking: Mapping[str, str]
) -> NamedNode | Literal | None:
    """What a statement says of this row; None when a hole of it isn't filled."""
    if isinstance(said.value, _Name):
        iri = said.value.filled(slugs)
        return None if iri is None else NamedNode(iri)
    if isinstance(said.value, str):
        return _term(values.get(said.value))
    if not said.holes:
        return said.value
    known = {**values, _WHAT: lacking.get(said.value.language or "", "")} if _WHAT in said.holes else values
    if any(known.get(hole, "") == "" and hole != _WHAT for hole in said.holes):
        return None
    text = _HOLE.sub(lambda found: str(known[found[1]]), said.value.value)
    if said.value.language:
        return Literal(text, language=said.value.language)
    return Literal(text, datatype=said.value.datatype)


def _term(value: Value | None) -> NamedNode | Literal | None:
    if value is None:
        return None
    if isinstance(value, Iri):
        return NamedNode(value)
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return Literal(f"{value:f}", datatype=XSD.integer if whole else XSD.decimal)
    return Literal(value)


def _not_a_template(source: str, what: str) -> BadSyntax:
    return BadSyntax(
        f"a bank's template speaks of <…/row>, <…/owner> and <…/export> alone, and says row:hold once: see {what}.",
        message_sv=f"en projektbanks mall talar om <…/row>, <…/owner> och <…/export> allena, och säger row:hold en "
        f"gång: se {what}.",
        place=Place(source),
    )
