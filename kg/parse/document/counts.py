"""Figures in a document: under a label they may be facts, in running text they are candidates to be confirmed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kg.parse.answers.answers import Said
from kg.parse.answers.form_model import FormClass, FormField, FormModel, Takes
from kg.parse.document.answers import Answer, Growing
from kg.parse.document.labels import Target
from kg.parse.document.lines import Slice, joined
from kg.parse.document.told import Candidate, Fields, Near
from kg.sweden.figures import MONEY, PART, PERCENT, Figure, find, only_counts
from kg.sweden.names import plain
from kg.sweden.unclear import Unclear

MOST_CANDIDATES = 200
_FEW = 5
_BARE = re.compile(r"\d[\d \u00a0]*(?=[(,;]|varav|of whom)", re.IGNORECASE)
"""Fewer people than this may be recognised."""


def counted_group(growing: Growing, model: FormModel, target: Target, label: Slice, values: Sequence[Slice]) -> bool:
    """Take up a value that says how many there are of whom; whether it was one."""
    fields = {word.casefold(): each for each in _numbers(model, target) for word in each.counted_as}
    if target.inner is None or not any(_counts_people(each) for each in fields.values()):
        return False
    text = joined(each.text.strip() for each in values)
    if text.isdecimal() and 0 < int(text) < _FEW:
        growing.hide(values[0])
        return True
    figures = _counts(text, fields, target.inner) or []
    asked = [fields[figure.unit] for figure in figures]
    if not figures or len({each.key for each in asked}) < len(asked):
        return False
    told = [(each, Answer(Said(_written(f.value)), tuple(values))) for each, f in zip(asked, figures, strict=True)]
    growing.add_group(target, label, told)
    return True


def _counts(text: str, fields: Mapping[str, FormField], main: FormField) -> list[Figure] | None:
    """The figures that a value holds and nothing else; a bare number first is what the label asks for."""
    bare = _BARE.match(text)
    word = next((word for word, each in fields.items() if each.key == main.key), None)
    return only_counts(f"{bare[0].rstrip()} {word} {text[bare.end() :]}" if bare and word else text, list(fields))


def figures_beside(growing: Growing, model: FormModel, target: Target, rest: Slice) -> None:
    """A sum or a share beside a name in a row, as a candidate: what kind of sum it is, the row doesn't say."""
    fields = [(target.field, each) for each in _numbers(model, target)] if target.inner else []
    before = len(growing.candidates)
    _tell(growing, model, rest, fields)
    growing.used.append(rest)
    if len(growing.candidates) == before:
        growing.doubt((target.field,), (rest,), _BESIDE)


def candidates(growing: Growing, model: FormModel, form: FormClass, lines: Sequence[Slice], source: str) -> None:
    """Every figure in these lines that follows a clear pattern, and wasn't read already."""
    fields, used = _all_numbers(model, form), dict[int, list[Slice]]()
    for part in growing.used:
        used.setdefault(id(part.line), []).append(part)
    for line in lines:
        if len(growing.candidates) < MOST_CANDIDATES:
            _tell(growing, model, line, fields, used.get(id(line.line), []))


def few(model: FormModel, form: FormClass, text: str) -> Iterator[tuple[int, int]]:
    """Where in a text figures stand about so few people that they may be recognised."""
    fields = [each[-1] for each in _all_numbers(model, form) if _counts_people(each[-1])]
    for figure in find(text, {*PART, *(word.casefold() for each in fields for word in each.counted_as)}):
        if 0 < figure.value < _FEW and fields:
            yield figure.start, figure.number_end


def _all_numbers(model: FormModel, form: FormClass) -> list[Fields]:
    """The fields that take a number, those of a thing's statements too."""
    fields: list[Fields] = [(each,) for each in form.fields if each.takes is Takes.NUMBER]
    for each in form.fields:
        if each.takes is Takes.NODE:
            fields += [(each, inner) for inner in model.node(each).fields if inner.takes is Takes.NUMBER]
    return fields


def _tell(
    growing: Growing, model: FormModel, line: Slice, fields: Sequence[Fields], used: Sequence[Slice] = ()
) -> None:
    counted = {word.casefold() for each in fields for word in each[-1].counted_as}
    for figure in find(line.text, counted):
        where = line.part(figure.start, figure.end).stripped()
        if any(part.start < where.end and where.start < part.end for part in used):
            continue
        options = tuple(each for each in fields if figure.unit in map(str.casefold, each[-1].counted_as))
        growing.candidates.append(_candidate(growing, model, figure, where, options))


def _candidate(
    growing: Growing, model: FormModel, figure: Figure, where: Slice, options: tuple[Fields, ...]
) -> Candidate:
    words = joined([where.text])
    return Candidate(
        words=words,
        place=where.place(growing.source),
        value=_written(figure.value),
        unit=figure.unit if figure.unit in (*PERCENT, *MONEY) else None,
        of=_written(figure.of) if figure.of is not None else None,
        about=figure.about,
        options=options,
        suggested=tuple(_suggested(model, options, f"{words} {figure.unit}")),
        close=figure.of is not None and 0 < figure.of - figure.value < _FEW,
    )


def _suggested(model: FormModel, options: Sequence[Fields], words: str) -> Iterator[tuple[FormField, Near]]:
    """The choices that words round a figure name: arbete eller studier."""
    said, seen = f" {plain(words)} ", set[str]()
    for each in options:
        for asked in model.node(each[0]).fields if len(each) > 1 else ():
            if asked.takes is not Takes.CHOICE or asked.seldom or asked.path in seen:
                continue
            named = [(len(name), c) for c in asked.choices for name in map(plain, c.names) if f" {name} " in said]
            longest = {c.key: c for length, c in named if length == max(named, key=lambda one: one[0])[0]}
            seen.add(asked.path)
            if len(longest) == 1:
                choice = next(iter(longest.values()))
                yield asked, Near(choice.key, choice.label)


def _numbers(model: FormModel, target: Target) -> list[FormField]:
    return [each for each in model.node(target.field).fields if each.takes is Takes.NUMBER] if target.inner else []


def _counts_people(field: FormField) -> bool:
    return bool(field.counted_as) and not any(word in (*MONEY, *PERCENT, *PART) for word in field.counted_as)


def _written(number: Decimal) -> str:
    return str(number)


_BESIDE = Unclear("Står bredvid ett namn, och lästes inte.", "Stands beside a name, and was not read.")
