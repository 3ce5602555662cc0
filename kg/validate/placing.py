"""Where in what was handed in a fault stands: at the value, the property, or the subject that lacks something.

A result names a node, a path and a value; what was handed in says where each statement was written. Between the two
are statements that nobody wrote (they were derived), paths of several steps, and rules that name no path at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.place import Place
from kg.rdf.findings import Terms
from kg.rdf.located.spots import Located
from kg.validate.book import SHACL, Book, as_literal, bare
from kg.validate.evidence import Derivations, evidence, odd_languages
from kg.validate.paths import Path, Statement, Statements, parse, walk

_MISSING = frozenset({"MinCount", "QualifiedMinCount"})
_LANGUAGE = "UniqueLang"


@dataclass(frozen=True)
class Written:
    """Everything that was handed in, text by text: where each statement stands."""

    parts: tuple[Located, ...]

    def value(self, statement: Statement) -> Place | None:
        """Where a statement's value is written; None for a statement that nobody wrote."""
        spots = (part.spots.get(statement) for part in self.parts)
        return next((spot.object for spot in spots if spot is not None), None)

    def predicate(self, statement: Statement) -> Place | None:
        """Where a statement's property is written."""
        spots = (part.spots.get(statement) for part in self.parts)
        return next((spot.predicate for spot in spots if spot is not None), None)

    def nearest(self, subject: str, predicate: str | None = None) -> Place | None:
        """Where a property stands, or the subject that lacks it; None for a subject that isn't written here."""
        known = [(part, place) for part in self.parts if (place := part.place(subject)) is not None]
        if predicate is not None:
            for part, place in known:
                if (found := part.place(subject, predicate)) not in (None, place):
                    return found
        return known[0][1] if known else None


@dataclass(frozen=True)
class Scene:
    """What a fault is placed in: what was written, what may be read beside it, and the book of shapes.

    `given` are the statements that were handed in, `among` those and what was derived and what stands around them.
    """

    written: Written
    given: Statements
    among: Statements
    book: Book
    derivations: Derivations

    def placed(self, statement: Statement) -> Place | None:
        """Where a statement's value is written; for one that was derived, where what it follows from is written."""
        place = self.written.value(statement)
        if place is None and (source := self.derivations.source(statement, self.given, self.among)) is not None:
            place = self.written.value(source)
        return place


Placed = tuple[Place | None, tuple[Place, ...]]


def placed(terms: Terms, component: str, scene: Scene) -> Placed:
    """The place of a result, and the other places of the same fault."""
    short = component.removeprefix(SHACL).removesuffix("ConstraintComponent")
    path = _path(terms)
    if path is None:
        return _by_evidence(terms, scene)
    if terms.value is None or terms.value == terms.focus != _end(path, terms, scene):
        return _without_value(terms, path, short, scene)
    if short == "Closed":
        statement = (terms.focus, path.predicate, terms.value)
        return scene.written.predicate(statement) or scene.written.nearest(terms.focus), ()
    return _with_value(terms, path, terms.value, scene)


def _path(terms: Terms) -> Path | None:
    try:
        return parse(terms.path) if terms.path else None
    except ValueError:
        return None


def _end(path: Path, terms: Terms, scene: Scene) -> str | None:
    """The node itself, where the path leads back to it: a query that tells no value gives the node as one."""
    return terms.focus if terms.focus in walk(path, terms.focus, scene.among) else None


def _with_value(terms: Terms, path: Path, value: str, scene: Scene) -> Placed:
    way = walk(path, terms.focus, scene.among).get(value, ())
    if not way and path.simple:
        way = ((terms.focus, path.predicate, value),)
    places = [place for step in reversed(way) if (place := scene.placed(step)) is not None]
    own = [place for step in reversed(way) if step[0] == terms.focus and (place := scene.placed(step))]
    is_node = value != terms.focus and not value.startswith('"')
    at_value = scene.written.nearest(value) if is_node else None
    if not places:
        place = scene.written.nearest(terms.focus, path.predicate if path.simple else None)
        return place, _others(place, [at_value])
    target = at_value if _elsewhere(value, terms.focus) else None
    if len(way) == 1 or _same_record(way[-1][0], terms.focus):
        return places[0], _others(places[0], [target])
    first = (own or places)[0]
    return first, _others(first, [places[0], target])


def _without_value(terms: Terms, path: Path, component: str, scene: Scene) -> Placed:
    if not path.simple:
        place, also = _by_evidence(terms, scene)
        return place or scene.written.nearest(terms.focus), also
    written = [
        statement
        for value in scene.given.values(terms.focus, path.predicate)
        if scene.written.value(statement := (terms.focus, path.predicate, value)) is not None
    ]
    if component == _LANGUAGE:
        places = [place for each in _same_language(written) if (place := scene.written.value(each))]
        return (places[1], (places[0], *places[2:])) if len(places) > 1 else (scene.written.nearest(terms.focus), ())
    if component == "MaxCount" and written:
        return _beyond(terms, written, scene)
    if component in _MISSING or not written:
        if not written and (traced := scene.placed((terms.focus, path.predicate, ""))) is not None:
            return traced, ()
        return scene.written.nearest(terms.focus, path.predicate), ()
    if len(written) == 1:
        return scene.written.value(written[0]), ()
    return scene.written.nearest(terms.focus, path.predicate), ()


def _beyond(terms: Terms, written: Sequence[Statement], scene: Scene) -> Placed:
    """The first value that is one too many, in the order they are written; the others beside it."""
    most = as_literal(scene.book.one(terms.shape, "maxCount") or "")
    number = int(most.value) if most is not None and most.value.isdigit() else 0
    places = sorted(filter(None, map(scene.written.value, written)), key=_reading_order)
    if not places:
        return scene.written.nearest(terms.focus), ()
    first = places[min(number, len(places) - 1)]
    return first, _others(first, places)


def _same_language(written: Iterable[Statement]) -> list[Statement]:
    """The statements whose language another of them has, those of the first such language."""
    by_language: dict[str, list[Statement]] = {}
    for statement in written:
        literal = as_literal(statement[2])
        if literal is not None and literal.language:
            by_language.setdefault(literal.language.lower(), []).append(statement)
    return next((each for each in by_language.values() if len(each) > 1), [])


def _by_evidence(terms: Terms, scene: Scene) -> Placed:
    """A rule about a whole node: at what it read of the node that was written, else at the node."""
    subject = scene.written.nearest(terms.focus)
    if terms.value is not None and terms.value != terms.focus:
        pointing = _pointing_at(terms.value, terms.focus, scene)
        read = [step for step in evidence(terms, scene.book, scene.among) if step[0] == terms.value]
        beyond = [scene.placed(step) for step in read] or [scene.written.nearest(terms.value)]
        place = pointing or subject
        return place, _others(place, beyond if _elsewhere(terms.value, terms.focus) else ())
    odd = [place for step in odd_languages(terms, scene.book, scene.among) if (place := scene.written.value(step))]
    if odd:
        return odd[0], _others(odd[0], odd)
    steps = evidence(terms, scene.book, scene.among)
    own = [place for step in steps if step[0] == terms.focus and (place := scene.placed(step))]
    also = [place for step in steps if _elsewhere(step[0], terms.focus) and (place := scene.written.value(step))]
    place = own[0] if own else subject
    return place, _others(place, also)


def _pointing_at(value: str, focus: str, scene: Scene) -> Place | None:
    """Where the node, or another node of its record, names a value."""
    holders = [each for each in scene.given.every if each[2] == value and _same_record(each[0], focus)]
    holders.sort(key=lambda each: each[0] != focus)
    return next((place for each in holders if (place := scene.written.value(each))), None)


def _same_record(one: str, other: str) -> bool:
    """Whether two nodes are the same thing or nodes of it: what stands before the fragment is the same."""
    return bare(one).partition("#")[0] == bare(other).partition("#")[0]


def _elsewhere(node: str, focus: str) -> bool:
    return not node.startswith('"') and not _same_record(node, focus)


def _others(place: Place | None, every: Iterable[Place | None]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(each for each in every if each is not None and each != place))


def _reading_order(place: Place) -> tuple[str, int, int]:
    return (place.source, place.line or 0, place.column or 0)
