"""What a record of each kind may be asked: fields by short key, what they take, what one chooses among.

Made from model.json, and the same for the form, the sheet and the API: a field that a shape gains is asked everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.rdf.namespaces import PROV

Labels = Mapping[str, str]


class Takes(StrEnum):
    """What sort of answer a field takes, and so how it is asked."""

    TEXT = "text"
    """words with a language"""
    WORD = "word"
    """words without one: a code, an identifier"""
    NUMBER = "number"
    YES_NO = "yes-no"
    DATE = "date"
    """a day, or a month or a year where the datatypes allow it"""
    PERIOD = "period"
    """a time as exactly as it is known"""
    CHOICE = "choice"
    """one of `choices`"""
    THING = "thing"
    """a thing of one of `kinds`"""
    NODE = "node"
    """fields of its own: those of `node_class`"""
    REFERENCE = "reference"
    """another statement of the same record, of one of `node_classes`"""
    LINK = "link"
    """an address on the web, or a code that ends one"""
    NAME = "name"
    """a word that statements of the same record share"""
    ANY = "any"
    """whatever the source says"""


@dataclass(frozen=True)
class Choice:
    """Something that may be chosen: `key` is what an answer says, `names` everything else it goes by."""

    iri: str
    key: str
    label: Labels
    definition: Labels
    names: tuple[str, ...] = ()
    broader: str | None = None


@dataclass(frozen=True)
class FormField:
    """One field: its key in answers, its property, what it takes, and how it is asked."""

    key: str
    path: str
    takes: Takes
    name: Labels
    description: Labels
    message: Labels
    examples: Labels
    order: float
    group: str | None
    datatypes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    node_class: str | None = None
    node_classes: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    minimum: int = 0
    maximum: int | None = None
    least: float | None = None
    most: float | None = None
    pattern: str | None = None
    unique_lang: bool = False
    default: str | None = None
    goes_with: str | None = None
    long: bool = False
    seldom: bool = False
    read_only: bool = False
    labels: tuple[str, ...] = ()
    """What texts call it, beside its name."""
    start_labels: tuple[str, ...] = ()
    end_labels: tuple[str, ...] = ()
    counted_as: tuple[str, ...] = ()
    """Words after a number in running text that make it one for this field."""
    of_full_record: bool = False

    @property
    def repeats(self) -> bool:
        """Whether several answers may be given."""
        return self.maximum != 1

    @property
    def identifies(self) -> bool:
        """Whether its value is a code that belongs to one thing alone: a word, once, in a fixed form."""
        return self.takes is Takes.WORD and self.maximum == 1 and self.pattern is not None


@dataclass(frozen=True)
class NamePart:
    """A part of a minted name: a fixed word, or the answer of a field."""

    word: str | None = None
    field: str | None = None


@dataclass(frozen=True)
class FormClass:
    """A class that is asked about: a kind, a sort of statement within a record, or the record itself."""

    iri: str
    label: Labels
    definition: Labels
    fields: tuple[FormField, ...]
    named_by: tuple[NamePart, ...] = ()
    main: str | None = None
    """The key of the field that a bare answer is about."""

    def field(self, key: str) -> FormField | None:
        """The field of a key."""
        return next((each for each in self.fields if each.key == key), None)

    def at(self, path: str) -> FormField | None:
        """The field of a property."""
        return next((each for each in self.fields if each.path == path), None)


@dataclass(frozen=True)
class FormKind:
    """A kind one may hand in."""

    name: str
    class_iri: str
    label: Labels
    plural: Labels
    definition: Labels


@dataclass(frozen=True)
class FormGroup:
    """A heading that fields stand under."""

    iri: str
    label: Labels
    order: float


@dataclass(frozen=True)
class FormModel:
    """Everything that can be asked; `record` is the class of the record beside each thing."""

    kinds: tuple[FormKind, ...]
    classes: Mapping[str, FormClass]
    groups: tuple[FormGroup, ...]
    record: FormClass

    def kind(self, name: str) -> FormKind | None:
        """The kind of that name."""
        return next((each for each in self.kinds if each.name == name), None)

    def of_kind(self, name: str) -> FormClass | None:
        """What is asked of a kind."""
        kind = self.kind(name)
        return self.classes.get(kind.class_iri) if kind else None

    def kind_of(self, class_iri: str) -> str | None:
        """The kind whose class it is."""
        return next((each.name for each in self.kinds if each.class_iri == class_iri), None)

    def node(self, field: FormField) -> FormClass:
        """What is asked of each statement that a field holds."""
        return self.classes[field.node_class or ""]

    @property
    def source_kind(self) -> str | None:
        """The kind of thing that statements have as their source: what their source field points at."""
        for each in self.classes.values():
            if (field := each.at(PROV.hadPrimarySource.value)) is not None and field.kinds:
                return field.kinds[0]
        return None


def last(iri: str) -> str:
    """The last part of an IRI.

    >>> last("https://example.org/concept/roll/samordnare")
    'samordnare'
    """
    return iri.rpartition("#")[2].rpartition("/")[2]
