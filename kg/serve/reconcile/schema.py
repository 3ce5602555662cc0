"""The types and properties that names are matched by, as the release's own model has them: nothing here names a kind.

A class of our ontology goes by its word, `Actor`; another by its prefix, `skos:Concept`; a list of concepts by its
path, `concept/roll`. Whoever writes one may also give its IRI, its prefixed name or what it is called.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from kg.rdf.iris import Base
from kg.rdf.namespaces import OWL, SKOS, XSD
from kg.serve.model import ClassModel, Field, Labels, Model
from kg.serve.thing.shown import short

CONCEPT = SKOS.Concept.value
IDENTITIES = (OWL.sameAs.value, SKOS.exactMatch.value)
"""The links that say which entry of another register a thing is."""
_OF_CONCEPTS = tuple(each.value for each in (SKOS.definition, SKOS.altLabel, SKOS.notation, SKOS.broader))
_LAST = 1000
_CONCEPTS: Labels = {"sv": "Begrepp", "en": "Concept"}


@dataclass(frozen=True)
class Type:
    """A class that things are of, or a list that concepts stand in; `broader` are the IRIs of wider types."""

    id: str
    iri: str
    name: Labels
    description: Labels = field(default_factory=dict)
    broader: tuple[str, ...] = ()


@dataclass(frozen=True)
class Property:
    """Something that is said of things of some types; `of` is the type of its values, where they are things.

    `places` are where a form of each type has it. It `decides` where its value tells one thing from all others, as a
    code does.
    """

    id: str
    iri: str
    name: Labels
    description: Labels = field(default_factory=dict)
    decides: bool = False
    places: Mapping[str, int] = field(default_factory=dict)
    of: str | None = None

    @property
    def types(self) -> frozenset[str]:
        """The types that have it, as IRIs."""
        return frozenset(self.places)


@dataclass(frozen=True)
class Schema:
    """Every type and property of a release, in the order that its model has them."""

    types: tuple[Type, ...]
    properties: tuple[Property, ...]
    base: Base

    def type(self, said: str) -> Type | None:
        """The type that somebody means by an identifier, an IRI or a name."""
        return cast("Type | None", self._meant(said, self.types))

    def property(self, said: str) -> Property | None:
        """The property that somebody means by an identifier, an IRI or a name."""
        return cast("Property | None", self._meant(said, self.properties))

    def type_of(self, iri: str) -> Type | None:
        """The type of an IRI."""
        return next((each for each in self.types if each.iri == iri), None)

    def above(self, iri: str) -> frozenset[str]:
        """A type and every type that is wider."""
        found = self.type_of(iri)
        return frozenset({iri}).union(*(self.above(each) for each in (found.broader if found else ())))

    def of(self, types: Iterable[str]) -> tuple[Property, ...]:
        """The properties that things of some of these types have, in the order that a form of the first has them."""
        wanted = frozenset().union(*map(self.above, types))
        found = [each for each in self.properties if each.types & wanted]
        return tuple(sorted(found, key=lambda each: min(each.places[type_] for type_ in each.types & wanted)))

    def _meant(self, said: str, among: "Iterable[Type | Property]") -> "Type | Property | None":
        every = list(among)
        folded = said.strip().casefold()
        for names in (_by_identity, _by_word):
            for each in every:
                if folded in (name.casefold() for name in names(each, self.base)):
                    return each
        return None


def schema(model: Model, raw: Mapping[str, object], base: Base) -> Schema:
    """The schema of a release: its model, and of what the model file says the subclasses and the lists of concepts."""
    classes = cast("Mapping[str, Mapping[str, object]]", raw.get("classes") or {})
    types = [*_classes(model, classes, base), *_lists(raw, base)]
    return Schema(tuple(types), tuple(_properties(model, base)), base)


def _classes(model: Model, classes: Mapping[str, Mapping[str, object]], base: Base) -> Iterable[Type]:
    for kind in model.kinds:
        yield Type(identifier(kind.class_iri, base), kind.class_iri, kind.label, kind.definition)
        for iri in cast("list[str]", classes.get(kind.class_iri, {}).get("subclasses") or []):
            name = model.term_label(iri) or {"sv": identifier(iri, base)}
            yield Type(identifier(iri, base), iri, name, model.term_definition(iri), (kind.class_iri,))


def _lists(raw: Mapping[str, object], base: Base) -> Iterable[Type]:
    lists = cast("list[Mapping[str, object]]", raw.get("schemes") or [])
    if lists:
        yield Type(identifier(CONCEPT, base), CONCEPT, _CONCEPTS)
    for each in lists:
        iri = str(each["iri"])
        said, meaning = (cast("Labels", each.get(name) or {}) for name in ("label", "definition"))
        yield Type(identifier(iri, base), iri, said or {"sv": identifier(iri, base)}, meaning, (CONCEPT,))


def _properties(model: Model, base: Base) -> list[Property]:
    """The fields of every kind, each property once; those inside a record's own nodes are none of the thing's."""
    found: dict[str, Property] = {}
    for kind in model.kinds:
        for place, each in enumerate(_direct(model.kind_class(kind))):
            made = Property(identifier(each.path, base), each.path, each.name, each.description)
            known = found.setdefault(each.path, made)
            found[each.path] = replace(
                known,
                decides=known.decides or is_code(each),
                places={**known.places, kind.class_iri: place},
                of=known.of or each.value_class,
            )
    for iri in (*_OF_CONCEPTS, *IDENTITIES):
        known = found.get(iri) or Property(identifier(iri, base), iri, model.term_label(iri) or {"en": iri})
        every = [CONCEPT, *(kind.class_iri for kind in model.kinds)] if iri in IDENTITIES else [CONCEPT]
        places = {**dict.fromkeys(every, _LAST), **known.places}
        found[iri] = replace(known, places=places, decides=known.decides or iri in IDENTITIES)
    return list(found.values())


def _direct(shape: ClassModel) -> list[Field]:
    return [each for each in shape.fields if not each.inverse and not each.node_class]


def is_code(shown: Field) -> bool:
    """Whether a field holds a code or a number: text in no language."""
    return shown.datatype == XSD.string.value


def identifier(iri: str, base: Base) -> str:
    """What a type or a property goes by: the word of one of ours, a path, or a prefixed name.

    >>> base = Base("https://example.org/")
    >>> identifier("https://example.org/ns#Actor", base), identifier(CONCEPT, base)
    ('Actor', 'skos:Concept')
    """
    path = base.path_of(iri)
    if path is not None:
        return path.removeprefix("ns#")
    return short(iri, base.iri)


def _by_identity(each: Type | Property, base: Base) -> tuple[str, ...]:
    return (each.id, each.iri, short(each.iri, base.iri))


def _by_word(each: Type | Property, base: Base) -> tuple[str, ...]:
    return tuple(each.name.values())
