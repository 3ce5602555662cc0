"""What the parameters of a question can be, by name: the things of the same class as the default."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pyoxigraph import NamedNode

from kg.query.questions import Parameter, Value
from kg.rdf.namespaces import RDF
from kg.serve.thing import reading
from kg.serve.visit import Visit
from kg.serve.words import alphabetical, pick

MOST = 2000


@dataclass(frozen=True)
class Choices:
    """Names with the things they stand for; a name that two things share stands for neither."""

    things: Mapping[str, str]

    def names(self) -> list[str]:
        """The names, in alphabetical order; none when they are too many to choose from."""
        return sorted(self.things, key=alphabetical) if len(self.things) <= MOST else []

    def iri(self, name: str) -> str | None:
        """The thing of that name, in whatever letters; None when there is none."""
        wanted = " ".join(name.split()).casefold()
        return next((iri for known, iri in self.things.items() if known.casefold() == wanted), None)

    def name(self, value: Value) -> str | None:
        """The name of a thing, where it is among them."""
        return next((name for name, iri in self.things.items() if iri == value.value), None)

    def near(self, text: str, count: int = 3) -> list[str]:
        """The names that are most like what was typed."""
        known = {name.casefold(): name for name in self.names()}
        return [known[each] for each in get_close_matches(text.casefold(), known, n=count, cutoff=0.5)]


@dataclass(frozen=True)
class Box:
    """A parameter as a page has it: what stands in its box, the names to choose from, and for a name that is none of
    them, those it is like."""

    parameter: Parameter
    value: str
    names: list[str]
    is_known: bool
    near: list[str]


def box(parameter: Parameter, known: Choices, value: Value, typed: str) -> Box:
    """The box of a parameter; `typed` is its value as people write it."""
    name = known.name(value)
    is_known = name is not None or not known.things
    return Box(parameter, name or typed, known.names(), is_known, [] if is_known else known.near(typed))


def of(visit: Visit, parameter: Parameter) -> Choices:
    """The choices for a parameter; none for one that is a date or a text."""
    if not isinstance(parameter.default, NamedNode):
        return Choices({})
    engine = visit.edition.engine
    said = reading.description_triples(engine, parameter.default.value)
    types = [each.object.value for each in said if each.predicate == RDF.type and isinstance(each.object, NamedNode)]
    found = [reading.things(engine, each) for each in types]
    # The narrowest class that the default is one of many in: a county among counties, not among places.
    things = min((each for each in found if len(each) > 1), key=len, default={})
    named: dict[str, list[str]] = {}
    for iri, labels in things.items():
        for name in {pick(labels, visit.lang), *labels.values()}:
            named.setdefault(name, []).append(iri)
    shown = {pick(labels, visit.lang) for labels in things.values()}
    return Choices({name: iris[0] for name, iris in named.items() if len(iris) == 1 and name in shown})
