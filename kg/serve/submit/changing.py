"""Add a row, take a row away: what the buttons of the form do to the answers. What points at a row follows it."""

import re
from collections.abc import Callable
from dataclasses import replace

from kg.parse.answers.answers import Answers, Group, Said
from kg.parse.answers.form_model import FormClass, FormField, FormModel, Takes

_ORDER = re.compile(r"(add|remove):([\w:/.-]{1,200})")


def changed(answers: Answers, order: str, model: FormModel) -> tuple[Answers, str] | None:
    """The answers after an order of the form, and the address to go on at; None for what is no order."""
    found = _ORDER.fullmatch(order)
    form = model.of_kind(answers.kind)
    if found is None or form is None:
        return None
    parts = tuple(found[2].split("/"))
    return _added(answers, parts, form, model) if found[1] == "add" else _removed(answers, parts, form, model)


def _added(answers: Answers, parts: tuple[str, ...], form: FormClass, model: FormModel) -> tuple[Answers, str] | None:
    """A blank row at the end of a field: a text in each language, a statement, or a value."""
    part, path, holder = _placed(answers, parts, form, model)
    asked = _field(holder, path, model)
    if asked is None or not asked.repeats:
        return None
    before = _at(part, path)
    new: tuple[Said | Group, ...] = (Said(""),)
    if asked.takes is Takes.TEXT:
        new = (Said("", "sv"), Said("", "en"))
    elif asked.takes is Takes.NODE:
        new = (Group(),)
    return _with(answers, parts, _set(part, path, (*before, *new))), "/".join((*parts, str(len(before))))


def _removed(answers: Answers, parts: tuple[str, ...], form: FormClass, model: FormModel) -> tuple[Answers, str] | None:
    part, path, holder = _placed(answers, parts[:-1], form, model)
    asked = _field(holder, path, model)
    if asked is None or not parts[-1].isdigit():
        return None
    before, index = list(_at(part, path)), int(parts[-1])
    del before[index : index + (2 if asked.takes is Takes.TEXT else 1)]
    left = _with(answers, parts, _set(part, path, tuple(before)))
    if asked.takes is Takes.NODE:
        left = replace(left, answers=_followed(left.answers, form, model, _after("/".join(parts[:-1]), index)))
    return left, "/".join(parts[:-1])


def _placed(
    answers: Answers, parts: tuple[str, ...], form: FormClass, model: FormModel
) -> tuple[Group, tuple[str, ...], FormClass]:
    if parts[0] == "record":
        return answers.record, parts[1:], model.record
    return answers.answers, parts, form


def _with(answers: Answers, parts: tuple[str, ...], part: Group) -> Answers:
    return replace(answers, record=part) if parts[0] == "record" else replace(answers, answers=part)


def _field(form: FormClass, path: tuple[str, ...], model: FormModel) -> FormField | None:
    """The field that a path of keys and indexes leads to."""
    asked: FormField | None = None
    holder: FormClass | None = form
    for key in path[::2]:
        asked = holder.field(key) if holder else None
        holder = model.node(asked) if asked and asked.takes is Takes.NODE else None
    return asked if len(path) % 2 else None


def _at(group: Group, path: tuple[str, ...]) -> tuple[Said | Group, ...]:
    every = group.fields.get(path[0], ())
    if len(path) == 1:
        return every
    inside = every[int(path[1])] if path[1].isdigit() and int(path[1]) < len(every) else None
    return _at(inside, path[2:]) if isinstance(inside, Group) else ()


def _set(group: Group, path: tuple[str, ...], values: tuple[Said | Group, ...]) -> Group:
    if len(path) == 1:
        return replace(group, fields={**group.fields, path[0]: values})
    every, index = list(group.fields.get(path[0], ())), int(path[1]) if path[1].isdigit() else len(group.fields)
    if index < len(every) and isinstance(inside := every[index], Group):
        every[index] = _set(inside, path[2:], values)
    return replace(group, fields={**group.fields, path[0]: tuple(every)})


def _after(list_: str, removed: int) -> Callable[[str], str]:
    """Where an address of a row leads once a row of its list is gone."""

    def moved(address: str) -> str:
        found = re.fullmatch(rf"{re.escape(list_)}/(\d+)", address)
        if found is None or int(found[1]) < removed:
            return address
        return "" if int(found[1]) == removed else f"{list_}/{int(found[1]) - 1}"

    return moved


def _followed(group: Group, form: FormClass, model: FormModel, moved: Callable[[str], str]) -> Group:
    """The answers with every reference moved."""
    fields: dict[str, tuple[Said | Group, ...]] = dict(group.fields)
    for key, every in group.fields.items():
        asked = form.field(key)
        if asked is not None and asked.takes is Takes.REFERENCE:
            fields[key] = tuple(
                replace(each, value=moved(each.value)) if isinstance(each, Said) else each for each in every
            )
        elif asked is not None and asked.takes is Takes.NODE:
            node = model.node(asked)
            fields[key] = tuple(
                _followed(each, node, model, moved) if isinstance(each, Group) else each for each in every
            )
    return replace(group, fields=fields)
