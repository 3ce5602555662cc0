"""What there is to choose among: few as radio buttons, several as boxes to tick, many in a list."""

from collections.abc import Iterator, Mapping, Sequence

from kg.parse.answers.answers import Answers, Group, Said
from kg.parse.answers.form_model import Choice, FormField, Takes
from kg.parse.answers.interpret import chosen
from kg.serve.submit.boxes import Choosable
from kg.serve.submit.words import Wording
from kg.serve.words import pick

_RADIOS = 7
_WITH_HINTS = 8


def style_of(field: FormField) -> str:
    """How a field is answered: rows of controls, radios, checks or select."""
    if field.takes is Takes.YES_NO:
        return "radios"
    if field.takes is Takes.REFERENCE:
        return "select"
    if field.takes is not Takes.CHOICE:
        return "rows"
    if field.repeats:
        return "checks"
    return "radios" if len(field.choices) <= _RADIOS else "select"


def choices(field: FormField, said: Sequence[Said], answers: Answers, wording: Wording) -> Iterator[Choosable]:
    """Everything that may be chosen, and what was written that can't be."""
    style = style_of(field)
    if style == "select":
        yield Choosable("", wording.say("Välj"), "", not said)
    if field.takes is Takes.YES_NO:
        yield from _yes_or_no(said, wording)
    elif field.takes is Takes.REFERENCE:
        yield from _statements(field, said, answers, wording)
    else:
        yield from _of_a_list(field, said, wording)
        if style == "radios" and not field.minimum:
            yield Choosable("", wording.say("Inget svar"), "", False)


def _yes_or_no(said: Sequence[Said], wording: Wording) -> Iterator[Choosable]:
    given = said[0].value.casefold() if said else ""
    for value, label, same in (("ja", "Ja", ("ja", "true", "yes")), ("nej", "Nej", ("nej", "false", "no"))):
        yield Choosable(value, wording.say(label), "", given in same)
    yield Choosable("", wording.say("Vet inte"), "", False)


def _of_a_list(field: FormField, said: Sequence[Said], wording: Wording) -> Iterator[Choosable]:
    meant = {each.value: chosen(each.value, field.choices, wording.base) for each in said if not each.blank}
    taken = {found[0].iri for found in meant.values() if len(found) == 1}
    by_iri = {each.iri: each for each in field.choices}
    hinted = len(field.choices) <= _WITH_HINTS
    for each in field.choices:
        label = pick(each.label, wording.lang, each.key)
        hint = pick(each.definition, wording.lang) if hinted else ""
        yield Choosable(each.key, label, hint, each.iri in taken, _depth(each, by_iri))
    for value, found in meant.items():
        if len(found) != 1:
            yield Choosable(value, f"”{value}”", wording.say("Det här finns inte i listan."), True)


def _depth(choice: Choice, among: Mapping[str, Choice]) -> int:
    """How many wider concepts of the list a concept lies under."""
    depth, wider = 0, among.get(choice.broader or "")
    while wider is not None and depth < len(among):
        depth, wider = depth + 1, among.get(wider.broader or "")
    return depth


def _statements(field: FormField, said: Sequence[Said], answers: Answers, wording: Wording) -> Iterator[Choosable]:
    """The statements of the record that may be pointed at."""
    model = wording.offer.form
    form = model.of_kind(answers.kind)
    given = said[0].value if said else ""
    for asked in form.fields if form else ():
        if asked.takes is not Takes.NODE or asked.node_class not in field.node_classes:
            continue
        for index, group in enumerate(answers.answers.fields.get(asked.key, ())):
            if isinstance(group, Group) and not group.blank:
                address = f"{asked.key}/{index}"
                lines = wording.lines(group, model.node(asked), model)
                short = ", ".join(f"{name}: {texts[0][0]}" for name, texts in list(lines)[:2])
                yield Choosable(address, f"{wording.place(address)} ({short})", "", given == address)
