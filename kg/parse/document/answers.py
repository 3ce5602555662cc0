"""The answers of a draft as they grow: each with its address and its place, and each said once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.parse.answers.answers import Answers, Group, Said
from kg.parse.answers.form_model import FormField, FormModel, Takes
from kg.parse.document.labels import Target
from kg.parse.document.lines import Slice, joined
from kg.parse.document.masking import SMALL, LeftOut
from kg.parse.document.told import Candidate, Fields, Found, Near, Uncertain
from kg.rdf.namespaces import DCTERMS
from kg.sweden.unclear import Unclear

_LONGEST_WORDS = 160
_MISSING = "missing"
"""The key of what a record says that it lacks."""


@dataclass(frozen=True)
class Answer:
    """A value for a field, where it stands, and what else its statement says."""

    said: Said
    slices: tuple[Slice, ...]
    shown: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[tuple[FormField, str], ...] = ()
    is_prose: bool = False


class Growing:
    """Answers that grow, and what is told of them."""

    def __init__(self, model: FormModel, kind: str, source: str) -> None:
        self.found: list[Found] = []
        self.uncertain: list[Uncertain] = []
        self.candidates: list[Candidate] = []
        self.left_out: list[LeftOut] = []
        self.used: list[Slice] = []
        self._model, self._kind, self.source = model, kind, source
        self._fields: dict[str, list[Said | Group]] = {}
        self._sources: dict[str, Said] = {}

    def add(self, target: Target, label: Slice | None, answer: Answer) -> str | None:
        """Take an answer up, and give its address; None where it was there already."""
        said = answer.said
        if target.is_source:
            self._sources[self._model.source_kind or ""] = said
            address: str | None = f"source/{self._model.source_kind}"
        elif target.inner is None:
            address = self._put(target.field, said)
        else:
            beside = [*answer.beside, *([(target.choice[0], target.choice[1].key)] if target.choice else [])]
            group = Group({target.inner.key: (said,), **{each.key: (Said(key),) for each, key in beside}})
            at = self._put(target.field, group)
            address = f"{at}/{target.inner.key}/0" if at else None
        if not answer.is_prose:
            self.used += answer.slices
        if address is not None:
            self._tell(address, target.fields, label, answer)
            self._tell_beside(address, target, label, answer)
        return address

    def add_group(self, target: Target, label: Slice | None, answers: Sequence[tuple[FormField, Answer]]) -> None:
        """Take up several answers as one statement."""
        at = self._put(target.field, Group({each.key: (answer.said,) for each, answer in answers}))
        for each, answer in answers if at else ():
            self._tell(f"{at}/{each.key}/0", (target.field, each), label, answer)
        self.used += [part for _, answer in answers for part in answer.slices]

    def doubt(self, fields: Fields, where: Sequence[Slice], why: Unclear, near: tuple[Near, ...] = ()) -> None:
        """Tell of words that can't be read as one thing."""
        words = _short(joined(each.text for each in where))
        if words:
            self.uncertain.append(Uncertain(fields, words, where[0].place(self.source), why, near))

    def hide(self, where: Slice) -> None:
        """Tell that a figure about very few people was left out."""
        self.left_out.append(LeftOut(SMALL, where.place(self.source)))
        self.used.append(where)

    def has(self, field_: FormField, lang: str | None = None) -> bool:
        """Whether a field is answered, in a language where one is asked for."""
        every = self._fields.get(field_.key, [])
        return any(lang is None or (isinstance(each, Said) and each.lang == lang) for each in every)

    def called(self) -> list[Found]:
        """What the thing is called."""
        return [each for each in self.found if len(each.fields) == 1 and each.fields[0].takes is Takes.TEXT]

    @property
    def has_source(self) -> bool:
        """Whether it is known what the facts stand in."""
        return bool(self._sources)

    def stands_in(self, sources: Mapping[str, Said]) -> None:
        """Say what all the facts stand in."""
        self._sources = dict(sources)

    def groups(self) -> list[tuple[FormField, str, Group]]:
        """The statements with their fields and addresses."""
        form = self._model.of_kind(self._kind)
        return [
            (asked, f"{key}/{at}", each)
            for key, every in self._fields.items()
            for at, each in enumerate(every)
            if isinstance(each, Group) and form is not None and (asked := form.field(key)) is not None
        ]

    def answers(self, missing: Sequence[Said]) -> Answers:
        """The answers so far, in the order of the form; `missing` are the words for what they lack."""
        form = self._model.of_kind(self._kind)
        order = [each.key for each in form.fields] if form else []
        fields = {key: tuple(self._fields[key]) for key in order if key in self._fields}
        field_ = self._model.record.field(_MISSING)
        record = Group({field_.key: tuple(missing)} if field_ is not None and missing else {})
        return Answers(self._kind, answers=Group(fields), record=record, source=self._sources)

    def _put(self, asked: FormField, value: Said | Group) -> str | None:
        every = self._fields.setdefault(asked.key, [])
        if value in every:
            return None
        every.append(value)
        return f"{asked.key}/{len(every) - 1}"

    def _tell(self, address: str, fields: Fields, label: Slice | None, answer: Answer) -> None:
        words = _short(joined(each.text for each in answer.slices))
        shown = answer.shown or {"sv": _short(answer.said.value), "en": _short(answer.said.value)}
        places = tuple(each.place(self.source) for each in answer.slices[:2])
        said = joined([label.text.strip(" :*")]) if label is not None else None
        value = answer.said.value
        self.found.append(Found(address, value, shown, fields, said, words, places[:1], answer.is_prose))

    def _tell_beside(self, address: str, target: Target, label: Slice | None, answer: Answer) -> None:
        """What a label says of a statement is found too."""
        at = address.rpartition("/")[0].rpartition("/")[0]
        for each, key in answer.beside:
            shown = next((choice.label for choice in each.choices if choice.key == key), {})
            more = Answer(Said(key), answer.slices[:1], shown)
            self._tell(f"{at}/{each.key}/0", (target.field, each), label, more)
        if target.choice and label is not None:
            field_, choice = target.choice
            self._tell(
                f"{at}/{field_.key}/0", (target.field, field_), label, Answer(Said(choice.key), (label,), choice.label)
            )


def record_source(model: FormModel) -> FormField | None:
    """The field that asks what a record rests on."""
    return model.record.at(DCTERMS.source.value)


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST_WORDS else flat[:_LONGEST_WORDS].rpartition(" ")[0] + " …"
