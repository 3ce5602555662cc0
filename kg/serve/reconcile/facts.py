"""What is said of an entity beside its name, asked for when it is needed, and whether that fits a value."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from kg.names.compare import Likeness, compare_names
from kg.query.question import Engine, Term
from kg.serve.thing import reading

_KEPT = 4096
_ALIKE = Likeness.TYPO.most
Said = Mapping[str, Sequence[Term]]


class Facts:
    """The statements on entities of one release, the latest few thousand of them kept."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: OrderedDict[str, Said] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, iri: str) -> Said:
        """Every value of each property of an IRI; empty where nothing is said."""
        with self._lock:
            found = self._kept.get(iri)
            if found is not None:
                self._kept.move_to_end(iri)
                return found
        made: dict[str, list[Term]] = {}
        for triple in reading.description_triples(self._engine, iri):
            if isinstance(triple.object, NamedNode | Literal):
                made.setdefault(triple.predicate.value, []).append(triple.object)
        with self._lock:
            self._kept[iri] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


Named = Callable[[str], tuple[str, Iterable[str]] | None]
"""What is known of an IRI: its identifier here and its names; None of one that is no entity."""


def fits(facts: Facts, iri: str, property_: str, values: Iterable[str], named: Named) -> bool | None:
    """Whether one of the values is what a thing has of a property; None where it has none.

    Of a value that is a thing, its identifier or a name will do, and also what that thing itself points at: a place
    that lies in a county fits the county.
    """
    said = facts.of(iri).get(property_, ())
    if not said:
        return None
    wanted = list(values)
    if any(_same(term, value, named) for term in said for value in wanted):
        return True
    around = [
        other
        for term in said
        if isinstance(term, NamedNode) and named(term.value) is not None
        for others in facts.of(term.value).values()
        for other in others
        if isinstance(other, NamedNode) and named(other.value) is not None
    ]
    return any(_same(term, value, named) for term in around for value in wanted)


def _same(term: Term, value: str, named: Named) -> bool:
    if isinstance(term, Literal):
        return _same_text(term, value)
    known = named(term.value)
    if known is None:
        return value in (term.value, term.value.rpartition("/")[2])
    id_, names = known
    if value in (id_, term.value):
        return True
    return any(compare_names(value, name)[1] >= _ALIKE for name in names)


def _same_text(term: Literal, value: str) -> bool:
    """Whether a text says the same as a literal: a name as names vary, a number by its value, a day by its year."""
    if term.language:
        return compare_names(value, term.value)[1] >= _ALIKE
    said, given = term.value.strip().casefold(), value.strip().casefold()
    if said == given or (len(given) >= 4 and given.isdigit() and said.startswith(f"{given}-")):
        return True
    try:
        return float(said) == float(given.replace(" ", "").replace(",", "."))
    except ValueError:
        return False
