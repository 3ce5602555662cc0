"""Answers as people read them: choices and things by name, times and sums as we read them."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.parse.answers.answers import Group, Said
from kg.parse.answers.form_model import FormClass, FormField, FormModel, Takes
from kg.parse.answers.interpret import chosen
from kg.rdf.iris import Base
from kg.serve import dates
from kg.serve.submit.offered import Offer
from kg.serve.words import Words, pick
from kg.sweden.dates import edtf_of
from kg.sweden.numbers import numbers_of
from kg.sweden.unclear import Unclear


@dataclass(frozen=True)
class Wording:
    """How answers are said in a language."""

    offer: Offer
    base: Base
    words: Words
    lang: str

    def say(self, text: str) -> str:
        """A text of ours."""
        return self.words.say(self.lang, text)

    def value(self, asked: FormField, said: Said) -> str:
        """A plain answer."""
        text = said.value
        if asked.takes is Takes.CHOICE:
            found = chosen(text, asked.choices, self.base)
            return pick(found[0].label, self.lang, text) if len(found) == 1 else text
        if asked.takes in (Takes.THING, Takes.ANY):
            return self.offer.shown(text, asked.kinds, self.lang)
        if asked.takes in (Takes.PERIOD, Takes.DATE):
            return self.time(text) or text
        if asked.takes is Takes.NUMBER:
            found_numbers = numbers_of(text)
            known = not isinstance(found_numbers, Unclear) and len(found_numbers) == 1
            return dates.number(str(found_numbers[0]), self.lang) if known else text  # type: ignore[index]  # known
        if asked.takes is Takes.YES_NO:
            return {"true": self.say("Ja"), "false": self.say("Nej")}.get(text, text)
        return text

    def time(self, text: str) -> str | None:
        """How a time is read, in words; None where it can't be."""
        found = edtf_of(text) if text else None
        return dates.period(found, self.lang) if isinstance(found, str) else None

    def lines(self, group: Group, form: FormClass, model: FormModel) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """What is said in a statement: the name of each field with its answers, each with its language."""
        for asked in form.fields:
            every = group.fields.get(asked.key, ())
            plain = [(self.value(asked, s), s.lang or "") for s in every if isinstance(s, Said) and not s.blank]
            if plain:
                yield self.name(asked), self.pointed(asked, plain, group)
            for index, inner in enumerate(g for g in every if isinstance(g, Group) and not g.blank):
                node = model.node(asked)
                said = "; ".join(
                    f"{name}: {', '.join(text for text, _ in texts)}" for name, texts in self.lines(inner, node, model)
                )
                yield f"{self.name(asked)} {index + 1}", [(said, "")]

    def pointed(self, asked: FormField, plain: list[tuple[str, str]], group: Group) -> list[tuple[str, str]]:
        """What a reference points at is said by its place in the form."""
        if asked.takes is not Takes.REFERENCE:
            return plain
        return [(self.place(text), lang) for text, lang in plain]

    def place(self, address: str) -> str:
        """The name of a statement by its address: ‘Number of participants 1’."""
        key, _, index = address.partition("/")
        fields = (each.field(key) for each in self.offer.form.classes.values())
        node = next((self.offer.form.node(each) for each in fields if each and each.takes is Takes.NODE), None)
        return f"{pick(node.label, self.lang)} {int(index) + 1}" if node and index.isdigit() else address

    def name(self, asked: FormField) -> str:
        """What a field is called."""
        return pick(asked.name, self.lang, asked.key)
