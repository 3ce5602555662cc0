"""The controls that one value is typed in: a text in each language, a date in three boxes, a time from and to."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kg.parse.answers.answers import Said
from kg.parse.answers.form_model import FormField, Takes
from kg.parse.answers.interpret import stem_of
from kg.serve.submit.boxes import Control
from kg.serve.submit.posted import PIECES, is_vague, shown_halves
from kg.serve.submit.words import Wording

_MODES = {Takes.NUMBER: "decimal", Takes.LINK: "url"}
_WIDTHS = {Takes.NUMBER: "short", Takes.PERIOD: "middling", Takes.THING: "middling", Takes.WORD: "middling"}
_PART_WIDTHS = {"year": "year", "month": "two", "day": "two"}


@dataclass(frozen=True)
class Typed:
    """One value as it is typed: the answers in it, and its number among several."""

    field: FormField
    address: str
    values: tuple[Said, ...]
    wording: Wording
    number: int | None

    @property
    def text(self) -> str:
        """What was typed, where it is one text."""
        return self.values[0].value if self.values else ""

    @property
    def covered(self) -> tuple[str, ...]:
        """The addresses of the answers in it."""
        if self.field.takes is not Takes.TEXT or self.number is None:
            return (self.address,)
        at, _, index = self.address.rpartition("/")
        return (self.address, f"{at}/{int(index) + 1}")

    @property
    def note(self) -> str:
        """How we read a time that was written in words."""
        if self.field.takes is not Takes.PERIOD or not self.text:
            return ""
        read = self.wording.time(self.text)
        return self.wording.say("Vi läser det som: {time}.").format(time=read) if read else ""


def addresses(
    field: FormField, at: str, said: Sequence[Said], *, single: bool
) -> Iterator[tuple[str, tuple[Said, ...]]]:
    """Each row's address with its answers; there is always one."""
    if single:
        yield at, tuple(said[:1])
        return
    step = 2 if field.takes is Takes.TEXT else 1
    for index in range(0, max(len(said), 1), step):
        yield f"{at}/{index}", tuple(said[index : index + step])


def controls(typed: Typed, wrong: Collection[str], autofocus: bool) -> tuple[Control, ...]:
    """The controls of a row; `wrong` are the addresses where something must be mended."""
    made = list(_texts(typed, wrong) if typed.field.takes is Takes.TEXT else _plain(typed, bool(wrong)))
    if autofocus:
        made[0] = Control(**{**vars(made[0]), "autofocus": True})
    return tuple(made)


def _texts(typed: Typed, wrong: Collection[str]) -> Iterator[Control]:
    say = typed.wording.say
    names = {"sv": say("På svenska"), "en": say("På engelska")}
    given = typed.values or (Said("", "sv"),)
    both = [given[0], given[1] if len(given) > 1 else Said("", "en")][: 2 if typed.number is not None else 1]
    for said, name in zip(both, typed.covered, strict=True):
        lang = said.lang or "sv"
        label = names.get(lang) or say("På språket {lang}").format(lang=lang)
        yield Control(name, label, said.value, lang=lang, long=typed.field.long, invalid=name in wrong)


def _plain(typed: Typed, invalid: bool) -> Iterator[Control]:
    field, at, say = typed.field, typed.address, typed.wording.say
    if is_vague(field):
        for part, value in zip(("from", "to"), shown_halves(typed.text), strict=True):
            label = say("Från") if part == "from" else say("Till")
            yield Control(f"{at}~{part}", label, value, width="middling", invalid=invalid)
    elif field.takes is Takes.DATE and re.fullmatch(r"\d*(-[^-]*){0,2}", typed.text):
        parts = [*typed.text.split("-"), "", ""]
        for piece, label, value in zip(PIECES, (say("År"), say("Månad"), say("Dag")), parts, strict=False):
            width = _PART_WIDTHS[piece]
            yield Control(f"{at}~{piece}", label, value, width=width, mode="numeric", invalid=invalid)
    else:
        label = typed.wording.name(field) if typed.number is None else f"{typed.wording.name(field)} {typed.number + 1}"
        kind = field.kinds[0] if field.takes is Takes.THING and field.kinds else ""
        value = typed.wording.offer.shown(typed.text, field.kinds, typed.wording.lang)
        width, mode = _WIDTHS.get(field.takes, ""), _MODES.get(field.takes, "")
        if stem_of(field.pattern):
            width, mode = "year", ""
        yield Control(at, label, value, long=field.long, width=width, mode=mode, kind=kind, invalid=invalid)
