"""A page of the form as it was posted becomes answers: each control is called by the address of what is typed in it."""

import re
from collections.abc import Sequence

from werkzeug.datastructures import MultiDict

from kg.parse.answers.answers import Answers, Group, Said, read_answers
from kg.parse.answers.form_model import FormField, FormModel, Takes
from kg.serve.submit.sections import Asked, Section, inner
from kg.sweden.dates import halves, joined

Form = MultiDict[str, str]
Json = object
PIECES = ("year", "month", "day")


def answered(answers: Answers, section: Section, form: Form, model: FormModel) -> Answers:
    """The answers with those of a section as they were posted; what other sections hold is as it was."""
    said = answers.as_json()
    for asked in section.every:
        before = _before(answers, asked)
        if asked.single:
            _put(said, asked, _single(asked.field, form, asked.address, before))
        else:
            _put(said, asked, _many(asked.field, form, asked.address, before, model))
    read, _ = read_answers(said, "")
    return read


def is_vague(field: FormField) -> bool:
    """Whether a time may begin in one and end in another: then it is asked in two boxes."""
    return field.takes is Takes.PERIOD and bool(field.pattern) and bool(re.fullmatch(field.pattern or "", "2019/.."))


def _before(answers: Answers, asked: Asked) -> Sequence[Said | Group]:
    key = asked.field.key
    if asked.single:
        return [answers.source[key]] if key in answers.source else []
    group = answers.record if asked.address.startswith("record/") else answers.answers
    return group.fields.get(key, ())


def _put(said: dict[str, object], asked: Asked, value: Json) -> None:
    part = "source" if asked.single else "record" if asked.address.startswith("record/") else "answers"
    inside = said[part]
    if isinstance(inside, dict):
        inside[asked.field.key] = value


def _single(field: FormField, form: Form, at: str, before: Sequence[Said | Group]) -> Json:
    return _typed(field, form, at, before[0] if before and isinstance(before[0], Said) else None)


def _many(field: FormField, form: Form, at: str, before: Sequence[Said | Group], model: FormModel) -> list[Json]:
    if field.takes is Takes.CHOICE and field.repeats:
        return list(form.getlist(at))
    if field.takes is Takes.NODE:
        return _trimmed([_node(field, form, f"{at}/{i}", _at(before, i), model) for i in _indexes(form, at)], 1)
    found = [_typed(field, form, f"{at}/{i}", _at(before, i)) for i in _indexes(form, at)]
    return _trimmed(found, 2 if field.takes is Takes.TEXT else 1)


def _node(field: FormField, form: Form, at: str, before: Said | Group | None, model: FormModel) -> Json:
    """A statement with its fields; it keeps the name it has, and what the form doesn't ask."""
    known = before if isinstance(before, Group) else Group()
    said = known.as_json()
    for each in (own for part in inner(field, model.node(field)) for own in part):
        said[each.key] = _many(each, form, f"{at}/{each.key}", known.fields.get(each.key, ()), model)
    return {key: value for key, value in said.items() if value}


def _typed(field: FormField, form: Form, at: str, before: Said | Group | None) -> Json:
    """One typed value: pieces of a date put together, two boxes made one time, a text with its language."""
    if field.takes is Takes.TEXT:
        return {"value": form.get(at, ""), "lang": form.get(f"{at}~lang", "sv")}
    if field.takes is Takes.DATE and f"{at}~year" in form:
        return "-".join(form.get(f"{at}~{piece}", "").strip() for piece in PIECES).rstrip("-")
    if is_vague(field) and f"{at}~from" in form:
        first, end = form.get(f"{at}~from", "").strip(), form.get(f"{at}~to", "").strip()
        kept = before.value if isinstance(before, Said) else ""
        return kept if kept and shown_halves(kept) == (first, end) else joined(first, end)
    return form.get(at, "")


def shown_halves(text: str) -> tuple[str, str]:
    """A time as its two boxes show it."""
    first, end = halves(text)
    return first, "pågår" if end == ".." else end


def _indexes(form: Form, at: str) -> list[int]:
    """Which places of a list were posted."""
    begun = f"{at}/"
    numbers = (re.match(r"\d{1,4}(?=[/~]|$)", name[len(begun) :]) for name in form if name.startswith(begun))
    return sorted({int(found[0]) for found in numbers if found})


def _at(before: Sequence[Said | Group], index: int) -> Said | Group | None:
    return before[index] if index < len(before) else None


def _trimmed(values: list[Json], step: int) -> list[Json]:
    """The values without blank ones at the end; texts go two by two, a language each."""
    while values and not any(map(_says, values[-step:])):
        del values[-step:]
    return values


def _says(value: Json) -> bool:
    if isinstance(value, dict):
        return any(_says(each) for key, each in value.items() if key not in ("lang", "@id"))
    return any(map(_says, value)) if isinstance(value, list) else bool(str(value).strip())
