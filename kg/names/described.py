"""A thing as far as knowing it by name needs: what it is called, its codes, its organisationsnummer."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, SKOS
from kg.sweden.organisationsnummer import written

LABELS = (SKOS.prefLabel, DCTERMS.title)
ALT_LABELS = (SKOS.altLabel, DCTERMS.alternative)


@dataclass(frozen=True)
class Described:
    """A thing as far as comparing needs: what it is called and its codes. `key` is ours or an IRI; "" as kind is any.

    A code is compared with those of its own form: `0180` with `0127`, never with `SE_0127`.
    """

    key: str
    kind: str
    labels: tuple[str, ...]
    alt_labels: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    organisationsnummer: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the shown ones first."""
        return (*self.labels, *self.alt_labels)

    @property
    def label(self) -> str:
        """What it is called, never empty."""
        return next(iter(self.names), self.key)


def described(key: str, quads: Iterable[Quad], base: Base, *, codes: Collection[str] = ()) -> Described:
    """The thing of that key by its statements; `codes` are the properties that its codes stand in."""
    thing = NamedNode(base.iri + key)
    said: dict[str, list[Literal]] = {}
    for quad in quads:
        if quad.subject == thing and isinstance(quad.object, Literal):
            said.setdefault(quad.predicate.value, []).append(quad.object)
    numbers = (each.value for values in said.values() for each in values if not each.language and written(each.value))
    return Described(
        key=key,
        kind=key.partition("/")[0],
        labels=_texts(said, (each.value for each in LABELS)),
        alt_labels=_texts(said, (each.value for each in ALT_LABELS)),
        codes=_texts(said, sorted(codes)),
        organisationsnummer=min(numbers, default=None),
    )


def _texts(said: Mapping[str, list[Literal]], properties: Iterable[str]) -> tuple[str, ...]:
    """The values of some properties, Swedish before others, each once."""
    found = [each for property_ in properties for each in said.get(property_, ())]
    ordered = sorted(found, key=lambda each: (each.language != "sv", each.value))
    return tuple(dict.fromkeys(each.value for each in ordered))
