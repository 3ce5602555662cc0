"""Which question a label in a description leads to: by the words that shapes give their fields, and by their names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from kg.parse.answers.form_model import Choice, FormClass, FormField, FormModel, Takes
from kg.rdf.namespaces import DCTERMS
from kg.sweden.names import plain


class Side(Enum):
    """Which end of a time a label asks for, where each has its own."""

    START = "start"
    END = "end"


@dataclass(frozen=True)
class Target:
    """The question that a label leads to: a field of the thing, and within its statements the one that is answered.

    `choice` is what the label itself says of the statement: Projektägare is a role. A source is no field of the thing.
    """

    field: FormField
    inner: FormField | None = None
    choice: tuple[FormField, Choice] | None = None
    side: Side | None = None
    is_source: bool = False

    @property
    def asks(self) -> FormField:
        """The field that a value answers."""
        return self.inner or self.field

    @property
    def fields(self) -> tuple[FormField, ...]:
        """The fields on the way to the value."""
        return (self.field, self.inner) if self.inner else (self.field,)

    @property
    def is_long(self) -> bool:
        """Whether what stands under the label may be many paragraphs."""
        return self.asks.takes is Takes.TEXT and self.asks.long


class Labels:
    """The labels of one kind of thing, made once and only read. Where two fields share one, the first has it."""

    def __init__(self, model: FormModel, form: FormClass) -> None:
        self._targets: dict[str, Target] = {}
        for word, target in _labels(model, form):
            self._targets.setdefault(plain(word), target)

    def find(self, words: str) -> Target | None:
        """The question of a label; with several words between slashes, the one that all of them ask."""
        bare = _NUMBERED.sub("", words).strip()
        if (known := self._targets.get(plain(bare))) is not None:
            return known
        each = [self._targets.get(plain(part)) for part in bare.split("/")]
        first = each[0]
        if len(each) < 2 or first is None or any(other is None or other.fields != first.fields for other in each):
            return None
        return first if all(other == first for other in each) else Target(first.field, first.inner)


def _labels(model: FormModel, form: FormClass) -> Iterator[tuple[str, Target]]:
    fields = [each for each in form.fields if not each.read_only]
    yield from ((word, target) for each in fields if (target := _own(model, each)) for word in _words(each))
    source = model.record.at(DCTERMS.source.value)
    if source is not None:
        yield from ((word, Target(source, is_source=True)) for word in _words(source))
    nodes = [each for each in fields if each.takes is Takes.NODE]
    for each in nodes:
        yield from _inner(model, each)
    for each in nodes:
        yield from _choices(model, each)


def _own(model: FormModel, field: FormField) -> Target | None:
    """What a field's own label asks: of a statement, what a bare answer says."""
    if field.takes is not Takes.NODE:
        return Target(field)
    main = model.node(field).field(model.node(field).main or "")
    return Target(field, main) if main else None


def _inner(model: FormModel, field: FormField) -> Iterator[tuple[str, Target]]:
    node = model.node(field)
    for each in node.fields:
        if each.takes is not Takes.NODE:
            yield from ((word, Target(field, each)) for word in each.labels)
            yield from ((word, Target(field, each, side=Side.START)) for word in each.start_labels)
            yield from ((word, Target(field, each, side=Side.END)) for word in each.end_labels)
            if each.key == node.main and each.takes is not Takes.TEXT:
                yield from ((word, Target(field, each)) for word in each.name.values())


def _choices(model: FormModel, field: FormField) -> Iterator[tuple[str, Target]]:
    """What a statement about a thing must say of it, in which role it takes part, is a label too: Projektägare."""
    node = model.node(field)
    main = node.field(node.main or "")
    if main is None or main.takes is not Takes.THING:
        return
    for each in node.fields:
        if each.takes is Takes.CHOICE and each.minimum and each.default is None:
            for choice in each.choices:
                yield from ((word, Target(field, main, (each, choice))) for word in (*choice.names, choice.key))


def _words(field: FormField) -> tuple[str, ...]:
    return (*field.labels, *field.name.values())


_NUMBERED = re.compile(r"\A\s*(?:\d{1,2}[.)])+\s*(?:\d{1,2}\s)?")
