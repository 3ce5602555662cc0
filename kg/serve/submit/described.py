"""What was made of a description, for the page that tells it: found, to confirm, uncertain, missing, left out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.parse.answers.form_model import FormField, Takes
from kg.serve import dates
from kg.serve.submit.boxes import id_of
from kg.serve.submit.choices import style_of
from kg.serve.submit.opened import Opened
from kg.serve.words import pick


@dataclass(frozen=True)
class Place:
    """Where in the form something is answered."""

    path: str
    title: str


@dataclass(frozen=True)
class Told:
    """Something that was found, or wasn't: the question, what is said of it, its words, and the line they stand in.

    `statement` is the address of the statement it belongs to, empty outside one.
    """

    name: str
    said: str
    words: str
    line: int | None
    place: Place | None
    hint: str = ""
    must: bool = False
    statement: str = ""


@dataclass(frozen=True)
class Answered:
    """A question with what was found of it; of a statement, each of its answers under its own name."""

    name: str
    place: Place | None
    every: tuple[Told, ...]


@dataclass(frozen=True)
class Figure:
    """A figure to confirm: its words, what it may be by path, and what goes with it."""

    words: str
    line: int | None
    said: str
    value: str
    unit: str
    beside: str
    options: tuple[tuple[str, str], ...]
    suggested: tuple[str, ...]
    close: bool


@dataclass(frozen=True)
class Described:
    """Everything that the page tells."""

    found: tuple[Answered, ...]
    own_words: bool
    figures: tuple[Figure, ...]
    uncertain: tuple[Told, ...]
    missing: tuple[Told, ...]
    left_out: tuple[tuple[str, tuple[int, ...]], ...]


def described(said: Mapping[str, object], form: Opened) -> Described:
    """What an examiner told of a description, in the visitor's language and with the way to each answer."""
    found = _list(said, "found")
    return Described(
        found=tuple(_together(_found(each, form) for each in found)),
        own_words=any(each.get("own_words") for each in found),
        figures=tuple(_figure(each, form) for each in _list(said, "candidates")),
        uncertain=tuple(_uncertain(each, form) for each in _list(said, "uncertain")),
        missing=tuple(_missing(each, form) for each in _list(said, "missing")),
        left_out=_left_out(_list(said, "left_out"), form),
    )


def _together(found: Iterable[Told]) -> Iterator[Answered]:
    """The answers of one statement together, and those of one question; in the order they were first found."""
    groups: dict[tuple[str, str], list[Told]] = {}
    for each in found:
        groups.setdefault((each.statement, "" if each.statement else each.name), []).append(each)
    for (statement, name), every in groups.items():
        parts = [each.name.partition(": ") for each in every]
        own = tuple(replace(each, name=part[2]) for each, part in zip(every, parts, strict=True))
        yield Answered(parts[0][0] if statement else name, every[0].place, own if statement else tuple(every))


def _list(said: Mapping[str, object], name: str) -> list[dict[str, object]]:
    every = said.get(name)
    return [each for each in every if isinstance(each, dict)] if isinstance(every, list) else []


def _text(said: object, lang: str) -> str:
    """A text that is told in several languages, or in one."""
    if isinstance(said, Mapping):
        return pick({str(key): str(value) for key, value in said.items() if value}, lang)
    return str(said) if said is not None else ""


def _line(said: Mapping[str, object]) -> int | None:
    place = said.get("place")
    line = place.get("line") if isinstance(place, Mapping) else None
    return line if isinstance(line, int) else None


def _place(address: str, form: Opened) -> Place | None:
    """The section that asks about an address or a path of fields, at the control where that is one."""
    key, _, rest = address.partition("/")
    holder = "record" if key == "record" else "source" if key == "source" else key
    name = "/".join(address.split("/")[:2]) if holder in ("record", "source") else key
    section = next((each for each in form.sections if any(a.address == name for a in each.every)), None)
    if section is None:
        return _of_the_source(form) if key == "source" else None
    asked = next(each for each in section.every if each.address == name)
    anchor = _anchor(asked.field, asked.address, rest, single=asked.single)
    return Place(f"{form.path(section.slug)}#{anchor}", pick(section.title, form.visit.lang, section.slug))


def _of_the_source(form: Opened) -> Place | None:
    """Where it is asked in what the facts stand."""
    section = next((each for each in form.sections if each.of_source), None)
    if section is None:
        return None
    title = pick(section.title, form.visit.lang, section.slug)
    return Place(f"{form.path(section.slug)}#{id_of(section.of_source[0].address)}", title)


def _anchor(field: FormField, at: str, rest: str, *, single: bool) -> str:
    index = rest.partition("/")[0]
    if field.takes is Takes.NODE:
        return id_of(f"{at}/{index}") if index.isdecimal() else id_of(at)
    return id_of(at) if single or style_of(field) == "checks" else id_of(f"{at}/0")


def _found(said: Mapping[str, object], form: Opened) -> Told:
    lang, value, address = form.visit.lang, str(said.get("value") or ""), str(said.get("address") or "")
    shown = _text(said.get("shown"), lang) or value
    parts = address.split("/")
    return Told(
        _text(said.get("field"), lang),
        shown,
        str(said.get("words") or ""),
        _line(said),
        _place(address, form),
        statement="/".join(parts[:2]) if len(parts) > 2 and parts[0] not in ("record", "source") else "",
    )


def _uncertain(said: Mapping[str, object], form: Opened) -> Told:
    lang, near = form.visit.lang, _list(said, "near")
    names = ", ".join(_text(each.get("label"), lang) or str(each.get("key")) for each in near)
    hint = form.visit.say("Kan vara: {names}", {"names": names}) if names else _text(said.get("hint"), lang)
    path = str(said.get("path") or "")
    return Told(
        _text(said.get("field"), lang),
        _text(said.get("why"), lang),
        str(said.get("words") or ""),
        _line(said),
        _place(path, form) if path else None,
        hint=hint,
    )


def _missing(said: Mapping[str, object], form: Opened) -> Told:
    lang, at = form.visit.lang, str(said.get("statement") or said.get("path") or "")
    name = _text(said.get("field"), lang)
    langs = {"sv": form.visit.say("på svenska"), "en": form.visit.say("på engelska")}
    name = f"{name} {langs.get(str(said.get('lang')), '')}".strip()
    place = _place(at, form) or _place(f"record/{at}", form)
    return Told(name, "", "", None, place, must=bool(said.get("required")))


def _figure(said: Mapping[str, object], form: Opened) -> Figure:
    lang, say = form.visit.lang, form.visit.say
    value, of, unit = str(said.get("value") or ""), said.get("of"), str(said.get("unit") or "")
    shown = dates.number(value, lang)
    if of is not None:
        shown = say("{n} av {of}", {"n": shown, "of": dates.number(str(of), lang)})
    suggested = said.get("suggested")
    near = suggested if isinstance(suggested, Mapping) else {}
    return Figure(
        words=str(said.get("words") or ""),
        line=_line(said),
        said=say("ungefär {n}", {"n": shown}) if said.get("about") else shown,
        value=value,
        unit=unit,
        beside=";".join(f"{key}={each['key']}" for key, each in near.items()),
        options=tuple((str(each.get("path")), _text(each.get("field"), lang)) for each in _list(said, "may_be")),
        suggested=tuple(_text(each["label"], lang) for each in near.values()),
        close=bool(said.get("fewer_than_five_apart")),
    )


def _left_out(every: Sequence[Mapping[str, object]], form: Opened) -> tuple[tuple[str, tuple[int, ...]], ...]:
    say = form.visit.say
    words = {
        "contact": say("Kontaktuppgifter"),
        "person": say("Namn på personer"),
        "e-mail": say("Personers e-postadresser"),
        "telephone": say("Telefonnummer"),
        "number": say("Tal som kan vara personnummer"),
        "small-number": say("Uppgifter om färre än fem personer"),
    }
    lines: dict[str, list[int]] = {}
    for each in every:
        line = _line(each)
        lines.setdefault(words.get(str(each.get("what")), str(each.get("what"))), []).append(line or 1)
    return tuple((what, tuple(sorted(set(at)))) for what, at in lines.items())
