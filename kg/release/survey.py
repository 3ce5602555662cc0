"""One look at every statement before a dump is written: counts, the names in use, and what XML can't hold."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import Refused
from kg.rdf.jsonld_terms import scheme_of
from kg.rdf.namespaces import RDF, prefixes
from kg.release.walk import OWN_GRAPHS, Walk, graph_of

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TYPE = RDF.type
_LOCAL = re.compile(r"[A-Za-z_À-ÖØ-öø-ÿ][\w.\-·]*$")


@dataclass
class Survey:
    """What was seen: numbers for VoID, and the names that writers need to know of beforehand."""

    base_iri: str
    triples: int = 0
    subjects: int = 0
    graphs: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)
    schemes: set[str] = field(default_factory=set)
    examples: dict[str, str] = field(default_factory=dict)
    _spaces: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._house = tuple(prefixes(self.base_iri).values())

    def prefixes(self) -> dict[str, str]:
        """The house's prefixes that some IRI begins with, in alphabetical order."""
        every = prefixes(self.base_iri)
        return {name: iri for name, iri in every.items() if any(space.startswith(iri) for space in self._spaces)}

    def take(self, quads: Iterable[Quad], graphs: Iterable[str]) -> None:
        """Note the statements of one part; `graphs` are the names of theirs, in the same order."""
        subject = None
        for quad, graph in zip(quads, graphs, strict=True):
            predicate, value = quad.predicate, quad.object
            if quad.subject != subject:
                subject = quad.subject
                self.subjects += 1
                self._name(subject)
            self.triples += 1
            self.graphs[graph] += 1
            self.properties[predicate.value] += 1
            if isinstance(value, Literal):
                self._literal(quad, value)
            elif isinstance(value, NamedNode):
                self._name(value)
                if predicate == _TYPE:
                    self.classes[value.value] += 1
                if graph == "links":
                    self.links[(predicate.value, space_of(value.value.rstrip("/")))] += 1

    def finish(self) -> None:
        """Note the names of properties and classes, and refuse those that XML has no way to write."""
        for iri in (*self.properties, *self.classes):
            self._name(NamedNode(iri))
            if not _LOCAL.search(iri):
                raise _no_name(iri)

    def _literal(self, quad: Quad, literal: Literal) -> None:
        wrong = _NOT_XML.search(literal.value)
        if wrong:
            raise _no_character(quad, wrong[0])
        if not literal.language:
            self._name(literal.datatype)

    def _name(self, term: object) -> None:
        if isinstance(term, NamedNode):
            iri = term.value
            self.schemes.add(scheme_of(iri))
            if iri.startswith(self._house):
                self._spaces.add(space_of(iri))


def survey(walk: Walk) -> Survey:
    """What a walk through the statements shows; Refused when one can't be written in every format."""
    found = Survey(walk.base.iri)
    own = {walk.base.graph(name).value: name for name in OWN_GRAPHS}
    for part in walk.parts():
        if part.key:
            found.examples.setdefault(part.key.partition("/")[0], walk.base.iri + part.key)
        found.take(part.quads(), [own.get(graph_of(line), "records") for line in part.lines])
    found.finish()
    return found


def space_of(iri: str) -> str:
    """An IRI up to and with its last `/` or `#`.

    >>> space_of("http://www.wikidata.org/entity/Q104231")
    'http://www.wikidata.org/entity/'
    """
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def _no_character(quad: Quad, character: str) -> Refused:
    where = f"{quad.subject} {quad.predicate}"
    code = f"U+{ord(character):04X}"
    return Refused(
        f"The text at {where} has the character {code}, which XML can't hold, so no downloads are made. Take it out of "
        "the record.",
        message_sv=f"Texten vid {where} har tecknet {code}, som inte kan stå i XML, så inga nedladdningar görs. Ta "
        "bort det ur posten.",
    )


def _no_name(iri: str) -> Refused:
    return Refused(
        f"The property or class <{iri}> doesn't end in a name (letters first, e.g. …#title), so RDF/XML can't write it "
        "and no downloads are made. Give it another IRI.",
        message_sv=f"Egenskapen eller klassen <{iri}> slutar inte med ett namn (först bokstäver, t.ex. …#title), så "
        "RDF/XML kan inte skriva den och inga nedladdningar görs. Ge den en annan IRI.",
    )
