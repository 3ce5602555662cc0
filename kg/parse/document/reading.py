"""What stands under a label, read by the question that the label leads to. Nothing is guessed: it is known, or told."""

import re
from collections.abc import Callable, Mapping, Sequence

from pyoxigraph import NamedNode

from kg.names.index import Index
from kg.parse.answers.answers import MAX_LENGTH, Said
from kg.parse.answers.form_model import FormField, FormModel, Takes
from kg.parse.answers.interpret import Reader, chosen
from kg.parse.document.answers import Answer, Growing
from kg.parse.document.counts import counted_group, figures_beside
from kg.parse.document.labels import Side, Target
from kg.parse.document.lines import HIDDEN, MASK, Layout, Slice, joined
from kg.parse.document.prose import apart, prose, with_value
from kg.parse.document.rows import MOST_NAMES, Named, named, parts
from kg.parse.document.sections import Section
from kg.parse.document.told import Near, Uncertain
from kg.rdf.iris import Base
from kg.sweden.dates import joined as one_time
from kg.sweden.language import written_in
from kg.sweden.lists import bracketed, is_running_text
from kg.sweden.unclear import Unclear

_LONGEST_NAME = 200
MOST_LOOKED_UP = 100
"""Index that aren't known are compared with all that are: only so many of them."""


class Reading:
    """Reads sections into answers."""

    def __init__(self, model: FormModel, names: Index, base: Base, growing: Growing) -> None:
        self._model, self._names, self._base, self.growing = model, names, base, growing
        self._reader = Reader(names, base, NamedNode(base.iri))
        self._sides: dict[str, tuple[Target, dict[Side, tuple[Slice, str]]]] = {}
        self._looked_up = 0

    def section(self, section: Section) -> None:
        """Read what stands under a label."""
        target = section.target
        if target is None:
            if section.values:
                heading = section.label.line.layout is Layout.HEADING
                self.growing.doubt((), (section.label,) if heading else with_value(section), _NO_QUESTION)
            return
        values = [each for each in section.values if each.text.strip(MASK + " \t,.-–—:;()")]
        if values:
            _BY_SORT[target.asks.takes](self, target, section.label, values)

    def beside_contact(self, section: Section) -> None:
        """Tell which organisations stand where people are told of: that one answers questions is no role yet."""
        if section.target is None:
            return
        asked = section.target.asks
        for found in named(parts(section.values)[:MOST_NAMES], self._same(asked)):
            if len(found.keys) == 1:
                near = (Near(found.keys[0], self._called(asked, found.keys[0])),)
                self.growing.doubt(section.target.fields, (found.slice,), _BESIDE_CONTACT, near)

    def compare(self, kind: str) -> None:
        """Tell when a thing of the same name is there already."""
        for each in self.growing.called():
            same = self._names.same(each.value, (kind,)) if each.fields[-1].minimum else []
            near = tuple(Near(match.key, {"sv": match.label, "en": match.label}) for match in same)
            if near:
                self.growing.uncertain.append(Uncertain(each.fields, each.words, each.places[0], _THERE, near))

    def finish(self) -> None:
        """Read what stood under two labels, a time's start and its end."""
        for target, sides in self._sides.values():
            first, last = sides.get(Side.START), sides.get(Side.END)
            text = one_time(first[1] if first else "", last[1] if last else "")
            slices = tuple(each[0] for each in (first, last) if each)
            self._single(target, slices[0], text, slices)

    def plain(self, target: Target, label: Slice, values: Sequence[Slice]) -> None:
        """One value, as the form would read it."""
        text = joined(each.text.strip() for each in values)
        if target.side is not None:
            whole = Target(target.field, target.inner)
            self._sides.setdefault(target.field.key, (whole, {}))[1][target.side] = (values[0], text)
        else:
            self._single(target, label, text, values)

    def number(self, target: Target, label: Slice, values: Sequence[Slice]) -> None:
        """A number; of a statement with several numbers, what words beside them tell."""
        if counted_group(self.growing, self._model, target, label, values):
            return
        self._single(target, label, joined(each.text.strip() for each in values), values)

    def _single(self, target: Target, label: Slice, text: str, values: Sequence[Slice]) -> None:
        read = self._reader.read(target.asks, Said(text))
        inside = bracketed(text) if isinstance(read, Unclear) and target.inner is not None else None
        if inside is not None and (beside := self._one_choice(target, inside[1])) is not None:
            outside = self._reader.read(target.asks, Said(inside[0]))
            if not isinstance(outside, Unclear):
                self.growing.add(target, label, Answer(Said(inside[0]), tuple(values), beside=(beside,)))
                return
        if isinstance(read, Unclear):
            self.growing.doubt(target.fields, values, read)
        else:
            self.growing.add(target, label, Answer(Said(text), tuple(values)))

    def words(self, target: Target, label: Slice, values: Sequence[Slice]) -> None:
        """Codes, one a line."""
        for each in values:
            if HIDDEN not in (text := joined([each.text.strip()])):
                self.growing.add(target, label, Answer(Said(text), (each,)))

    def links(self, target: Target, label: Slice, values: Sequence[Slice]) -> None:
        """Addresses on the web, those written out and those that words lead to."""
        for each in values:
            for address in each.line.links or (joined([each.text.strip()]),):
                read = self._reader.read(target.asks, Said(address))
                if isinstance(read, Unclear):
                    self.growing.doubt(target.fields, (each,), read)
                else:
                    self.growing.add(target, label, Answer(Said(address), (each,)))

    def text(self, target: Target, label: Slice, values: Sequence[Slice]) -> None:
        """The document's own words; a list is as many answers, where several may be given."""
        asked = target.asks
        whole = asked.unique_lang or not (target.inner is not None or asked.repeats)
        for group in [list(values)] if whole else apart(values):
            said = prose(group)
            choice = self._only_choice(target, said) if target.inner is not None else None
            if choice is not None:
                made = Target(target.field, choice[0])
                shown = next(each.label for each in choice[0].choices if each.key == choice[1])
                self.growing.add(made, label, Answer(Said(choice[1]), tuple(group), shown))
            else:
                self._text(target, label, said, group)

    def _text(self, target: Target, label: Slice, said: str, group: Sequence[Slice]) -> None:
        lang, asked = written_in(said), target.asks
        if len(said) > MAX_LENGTH:
            self.growing.doubt(target.fields, group[:1], _TOO_LONG)
        elif target.inner is None and asked.unique_lang and self.growing.has(asked, lang):
            self.growing.doubt(target.fields, group[:1], _TWICE)
        else:
            self.growing.add(target, label, Answer(Said(said, lang), tuple(group), is_prose=asked.long))

    def row(self, target: Target, label: Slice, values: Sequence[Slice]) -> None:
        """Index in a row; in sentences names are only looked for."""
        kept = []
        for each in values:
            if is_running_text(each.text):
                self.growing.doubt(target.fields, (each,), _SENTENCES, self._mentioned(target.asks, each.text))
            else:
                kept.append(each)
        row = parts(kept)
        for found in named(row[:MOST_NAMES], self._same(target.asks)):
            self._named(target, label, found)
        if len(row) > MOST_NAMES:
            self.growing.doubt(target.fields, (row[MOST_NAMES].slice,), _TOO_MANY)

    def _named(self, target: Target, label: Slice, found: Named) -> None:
        if len(found.keys) == 1:
            shown = self._called(target.asks, found.keys[0])
            answer = Answer(Said(found.keys[0]), (found.slice,), shown)
            self.growing.add(target, label, answer)
            if found.rest is not None:
                figures_beside(self.growing, self._model, target, found.rest)
            return
        near = tuple(Near(key, self._called(target.asks, key)) for key in found.keys)
        if near:
            self.growing.doubt(target.fields, (found.slice,), _SEVERAL, near)
        else:
            self.growing.doubt(target.fields, (found.slice,), _NOT_KNOWN, self._near(target.asks, found.words))

    def _same(self, asked: FormField) -> Callable[[str], Sequence[str]]:
        if asked.takes is Takes.CHOICE:
            return lambda text: [each.key for each in chosen(text, asked.choices, self._base)]
        return lambda text: [match.key for match in self._names.same(text, asked.kinds)]

    def _called(self, asked: FormField, key: str) -> Mapping[str, str]:
        if asked.takes is Takes.CHOICE:
            return next(each.label for each in asked.choices if each.key == key)
        label = self._names.label(key)
        return {"sv": label, "en": label}

    def _near(self, asked: FormField, words: str) -> tuple[Near, ...]:
        if asked.takes is Takes.CHOICE:
            likely = self._reader.read(asked, Said(words))
            return tuple(
                Near(each.key, each.label)
                for each in asked.choices
                if isinstance(likely, Unclear)
                and (likely.hint_sv or "").startswith("Menar")
                and each.label.get("sv", each.key) in (likely.hint_sv or "")
            )[:1]
        self._looked_up += 1
        if self._looked_up > MOST_LOOKED_UP or len(words) > _LONGEST_NAME:
            return ()
        found = self._names.guessed(words, asked.kinds)
        return tuple(Near(each.key, {"sv": each.label, "en": each.label}, each.score.value) for each in found)

    def _mentioned(self, asked: FormField, text: str) -> tuple[Near, ...]:
        """The known names in a sentence, for a person to choose among."""
        same, found, words = self._same(asked), dict[str, None](), list(_WORDS.finditer(text))[:400]
        at = 0
        while at < len(words):
            taken = 1
            for length in range(min(7, len(words) - at), 0, -1):
                said = text[words[at].start() : words[at + length - 1].end()]
                if said[0].isupper() and len(keys := same(said)) == 1:
                    found[keys[0]] = None
                    taken = length
                    break
            at += taken
        return tuple(Near(key, self._called(asked, key)) for key in found)

    def _one_choice(self, target: Target, text: str) -> tuple[FormField, str] | None:
        """The choice beside a value that a word names outright: (planerad)."""
        node = self._model.node(target.field)
        found = [
            (each, choice.key)
            for each in node.fields
            if each.takes is Takes.CHOICE and not each.seldom
            for choice in chosen(text, each.choices, self._base)
        ]
        return found[0] if len(found) == 1 else None

    def _only_choice(self, target: Target, text: str) -> tuple[FormField, str] | None:
        return self._one_choice(target, text) if len(text) < 100 else None

    def unread(self, target: Target, label: Slice, values: Sequence[Slice]) -> None:
        """What no text can answer: a pointer to another statement."""
        self.growing.doubt(target.fields, values, _NOT_READ)


_WORDS = re.compile(r"[^\s,;:()\"”.!?]+")
_BY_SORT: Mapping[Takes, Callable[[Reading, Target, Slice, Sequence[Slice]], None]] = {
    Takes.TEXT: Reading.text,
    Takes.WORD: Reading.words,
    Takes.NUMBER: Reading.number,
    Takes.YES_NO: Reading.plain,
    Takes.DATE: Reading.plain,
    Takes.PERIOD: Reading.plain,
    Takes.CHOICE: Reading.row,
    Takes.THING: Reading.row,
    Takes.LINK: Reading.links,
    Takes.NODE: Reading.unread,
    Takes.REFERENCE: Reading.unread,
    Takes.NAME: Reading.unread,
    Takes.ANY: Reading.unread,
}
_NO_QUESTION = Unclear("Ingen fråga i formuläret heter så.", "No question in the form is called that.")
_BESIDE_CONTACT = Unclear(
    "Står vid kontaktuppgifterna. Är det en av parterna?", "Stands with the contact details. Is it one of the parties?"
)
_THERE = Unclear(
    "Finns redan under det namnet. Är det samma, lämna in en rättelse av den posten.",
    "Is there already under that name. If it is the same, hand in a correction of that record.",
)
_NOT_READ = Unclear("Det går inte att läsa ur en text.", "It can't be read out of a text.")
_SEVERAL = Unclear("Flera heter så. Välj en av dem.", "Several are called that. Choose one of them.")
_NOT_KNOWN = Unclear("Finns inte under det namnet.", "Is not there under that name.")
_SENTENCES = Unclear(
    "Det är löpande text. Läs den och fyll i själv.", "It is running text. Read it and fill it in yourself."
)
_TOO_LONG = Unclear(
    f"Texten är längre än {MAX_LENGTH} tecken. Korta den.",
    f"The text is longer than {MAX_LENGTH} characters. Shorten it.",
)
_TOO_MANY = Unclear(
    f"Det är fler än {MOST_NAMES} namn. Resten lästes inte.",
    f"There are more than {MOST_NAMES} names. The rest wasn't read.",
)
_TWICE = Unclear(
    "Frågan är redan besvarad på samma språk. Välj en av texterna.",
    "The question is answered in the same language already. Choose one of the texts.",
)
