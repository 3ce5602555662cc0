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

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import BadSyntax
from kg.parse.bank.pattern import Condition, Holed, Name, Pattern, Statement, Written
from kg.place import Place
from kg.rdf.canonical import digest
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base, Owner

ROW = "urn:samverkan:row#"
ROLES = ("row", "owner", "export")
_ROLE = re.compile(rf"(?<=[/-])({'|'.join(ROLES)})(?=#|$)")
_SHARE = re.compile(r"0\.[0-9]+|1(?:\.0)?")


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
            quad.object.value
            for quad in about
            if quad.predicate.value == ROW + "alone" and isinstance(quad.object, NamedNode)
        ),
    )


def _conditions(about: Iterable[Quad], base: Base) -> Iterator[tuple[str, Condition]]:
    nodes: dict[str, list[Quad]] = {}
    for quad in about:
        nodes.setdefault(
            _name(quad.subject.value, base).holed.text if isinstance(quad.subject, NamedNode) else "", []
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
                Condition(
                    tuple(each.value for each in of["needs"]),
                    tuple((left, right) for left, _, right in pairs),
                    tuple(of["called"]),
                ),
            )


def _literals(quad: Quad) -> list[Literal]:
    return [quad.object] if isinstance(quad.object, Literal) else []


def _statement(quad: Quad, base: Base) -> Statement:
    value = quad.object
    subject = _name(quad.subject.value, base) if isinstance(quad.subject, NamedNode) else Name(Holed(""))
    if isinstance(value, NamedNode) and value.value.startswith(ROW):
        return Statement(subject, quad.predicate.value, value.value.removeprefix(ROW))
    if isinstance(value, NamedNode):
        return Statement(subject, quad.predicate.value, _name(value.value, base))
    if isinstance(value, Literal):
        return Statement(subject, quad.predicate.value, Written.of(value))
    raise _not_a_template("", str(value))


def _name(iri: str, base: Base) -> Name:
    path = base.path_of(iri)
    return Name(Holed(iri if path is None else base.iri + _ROLE.sub(r"{\1}", path)))


def _not_a_template(source: str, what: str) -> BadSyntax:
    return BadSyntax(
        f"a bank's template speaks of <…/row>, <…/owner> and <…/export> alone, and says row:hold once: see {what}.",
        message_sv=f"en projektbanks mall talar om <…/row>, <…/owner> och <…/export> allena, och säger row:hold en "
        f"gång: se {what}.",
        place=Place(source),
    )
