"""What a release's model.json says of kinds, classes, fields and terms, as typed values. It is made from the
ontology and the shapes, so a kind added there has its pages here without a line of Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """One property as a shape shows it: its path, names, place among the others, and what its values are.

    `facet` is its place among what a list is narrowed by, where it is that; `through` the property of its values then.
    """

    path: str
    inverse: bool
    name: Labels
    description: Labels
    order: float
    group: str | None
    datatype: str | None
    value_class: str | None
    node_class: str | None
    minimum: int | None
    maximum: int | None
    derived: bool
    facet: float | None = None
    through: str | None = None


@dataclass(frozen=True)
class ClassModel:
    """A class with the fields of its shape, in their order."""

    iri: str
    label: Labels
    definition: Labels
    fields: tuple[Field, ...]

    def field(self, path: str) -> Field | None:
        """The field of a property, where the shape has one."""
        return next((each for each in self.fields if each.path == path and not each.inverse), None)


@dataclass(frozen=True)
class Kind:
    """A kind: the word in its IRIs, its class and its labels."""

    name: str
    class_iri: str
    label: Labels
    plural: Labels
    definition: Labels
    order: float
    shape: str | None


@dataclass(frozen=True)
class Group:
    """A heading that fields stand under."""

    iri: str
    label: Labels
    order: float


@dataclass(frozen=True)
class Tombstone:
    """A thing that was published and is not any more: when, why, and what took its place."""

    date: str
    reason: Labels
    replaced_by: str | None


@dataclass(frozen=True)
class Model:
    """The whole of model.json; empty for a release of plain files."""

    kinds: tuple[Kind, ...] = ()
    classes: Mapping[str, ClassModel] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    terms: Mapping[str, tuple[Labels, Labels]] = field(default_factory=dict)
    gone: Mapping[str, Tombstone] = field(default_factory=dict)

    def kind(self, name: str) -> Kind | None:
        """The kind of that name."""
        return next((each for each in self.kinds if each.name == name), None)

    def kind_class(self, kind: Kind) -> ClassModel:
        """The class of a kind with its fields; without a shape it has none."""
        return self.classes.get(kind.class_iri) or ClassModel(kind.class_iri, kind.label, kind.definition, ())

    def class_of(self, types: Iterable[str]) -> ClassModel | None:
        """The first class among a node's types that the model knows, in alphabetical order."""
        return next((self.classes[each] for each in sorted(types) if each in self.classes), None)

    def term_label(self, iri: str) -> Labels:
        """What a class or property is called; empty when it isn't ours to name."""
        return self.terms.get(iri, ({}, {}))[0]

    def term_definition(self, iri: str) -> Labels:
        """What a class or property means."""
        return self.terms.get(iri, ({}, {}))[1]


Raw = Mapping[str, object]


def from_json(said: Raw) -> Model:
    """The model that a release wrote; parts it leaves out are empty."""
    return Model(
        kinds=tuple(sorted(map(_kind, _list(said, "kinds")), key=lambda each: (each.order, each.name))),
        classes={iri: _class(iri, raw) for iri, raw in _mapping(said, "classes").items()},
        groups={
            iri: Group(iri, _labels(raw, "label"), _number(raw, "order") or 0)
            for iri, raw in _mapping(said, "groups").items()
        },
        terms={
            iri: (_labels(raw, "label"), _labels(raw, "definition")) for iri, raw in _mapping(said, "terms").items()
        },
        gone={iri: _tombstone(raw) for iri, raw in _mapping(said, "gone").items()},
    )


def _kind(raw: Raw) -> Kind:
    return Kind(
        name=str(raw["name"]),
        class_iri=str(raw["class"]),
        label=_labels(raw, "label"),
        plural=_labels(raw, "plural") or _labels(raw, "label"),
        definition=_labels(raw, "definition"),
        order=_number(raw, "order") or 0,
        shape=_text(raw, "shape"),
    )


def _class(iri: str, raw: Raw) -> ClassModel:
    fields = sorted(map(_field, _list(raw, "fields")), key=lambda each: (each.order, each.path))
    return ClassModel(iri, _labels(raw, "label"), _labels(raw, "definition"), tuple(fields))


def _field(raw: Raw) -> Field:
    return Field(
        path=str(raw["path"]),
        inverse=raw.get("inverse") is True,
        name=_labels(raw, "name"),
        description=_labels(raw, "description"),
        order=_number(raw, "order") or 0,
        group=_text(raw, "group"),
        datatype=_text(raw, "datatype"),
        value_class=_text(raw, "class"),
        node_class=_text(raw, "node_class"),
        minimum=_whole(raw, "min"),
        maximum=_whole(raw, "max"),
        derived=raw.get("derived") is True,
        facet=_number(raw, "facet"),
        through=_text(raw, "facet_through"),
    )


def _tombstone(raw: Raw) -> Tombstone:
    return Tombstone(_text(raw, "date") or "", _labels(raw, "reason"), _text(raw, "replacedBy"))


def _list(raw: Raw, name: str) -> list[Raw]:
    return cast("list[Raw]", raw.get(name) or [])


def _mapping(raw: Raw, name: str) -> Mapping[str, Raw]:
    return cast("Mapping[str, Raw]", raw.get(name) or {})


def _labels(raw: Raw, name: str) -> Labels:
    said = raw.get(name)
    return {str(tag): str(text) for tag, text in said.items() if text} if isinstance(said, Mapping) else {}


def _text(raw: Raw, name: str) -> str | None:
    said = raw.get(name)
    return said if isinstance(said, str) and said else None


def _number(raw: Raw, name: str) -> float | None:
    said = raw.get(name)
    return said if isinstance(said, int | float) else None


def _whole(raw: Raw, name: str) -> int | None:
    said = raw.get(name)
    return said if isinstance(said, int) else None
