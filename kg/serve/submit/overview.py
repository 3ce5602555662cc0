"""The whole of a draft: how far each section has come, and everything that was answered, to read before it is sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.parse.answers.answers import Answers, Group, Said
from kg.parse.answers.form_model import Takes
from kg.serve.submit.boxes import id_of
from kg.serve.submit.findings import Findings, Told
from kg.serve.submit.sections import Asked, Section
from kg.serve.submit.words import Wording
from kg.serve.words import pick


@dataclass(frozen=True)
class Task:
    """A section in the list of what there is to do."""

    slug: str
    title: str
    about: str
    state: str
    word: str


@dataclass(frozen=True)
class Line:
    """A field with its answers, each with its language; `parts` are the fields of a statement."""

    name: str
    texts: tuple[tuple[str, str], ...]
    id: str
    parts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


@dataclass(frozen=True)
class Part:
    """A section as it was answered."""

    slug: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Remark:
    """A finding with the place in the form where it can be mended."""

    told: Told
    slug: str
    title: str
    id: str


def tasks(sections: Sequence[Section], answers: Answers, findings: Findings, wording: Wording) -> list[Task]:
    """Every section, with how far it has come."""
    return [_task(each, answers, findings, wording) for each in sections]


def _task(section: Section, answers: Answers, findings: Findings, wording: Wording) -> Task:
    stopping = [each for each in findings.stopping if each.address and section.holds(each.address)]
    answered = any(_given(answers, each) for each in section.every)
    title = pick(section.title, wording.lang, section.slug)
    about = _about(section, wording)
    if stopping and answered:
        word = wording.say("Att rätta: {n}").format(n=len(stopping))
        return Task(section.slug, title, about, "wrong", word)
    if answered:
        return Task(section.slug, title, about, "done", wording.say("Ifylld"))
    if stopping or (not findings.checked and _is_needed(section)):
        return Task(section.slug, title, about, "needed", wording.say("Behövs"))
    return Task(section.slug, title, about, "empty", wording.say("Frivillig"))


def _about(section: Section, wording: Wording) -> str:
    """What a section asks, in a line."""
    names = [wording.name(each.field) for each in section.asked if not each.field.seldom]
    names = [wording.say("var uppgifterna står"), *names] if section.of_source else names
    said = ", ".join(name[:1].lower() + name[1:] for name in dict.fromkeys(names))
    return said[:1].upper() + said[1:]


def _is_needed(section: Section) -> bool:
    return bool(section.of_source) or any(each.field.minimum and each.field.default is None for each in section.asked)


def parts(sections: Sequence[Section], answers: Answers, wording: Wording) -> list[Part]:
    """Everything that was answered, section by section."""
    return [
        Part(
            each.slug,
            pick(each.title, wording.lang, each.slug),
            tuple(line for asked in each.every for line in _lines(asked, answers, wording)),
        )
        for each in sections
    ]


def _lines(asked: Asked, answers: Answers, wording: Wording) -> Iterator[Line]:
    every, name = _given(answers, asked), wording.name(asked.field)
    plain = [(wording.value(asked.field, each), each.lang or "") for each in every if isinstance(each, Said)]
    if plain:
        yield Line(name, tuple(plain), id_of(asked.address))
    if asked.field.takes is not Takes.NODE:
        return
    form = wording.offer.form.node(asked.field)
    for index, group in enumerate(answers.answers.fields.get(asked.address, ())):
        if isinstance(group, Group) and not group.blank:
            inside = wording.lines(group, form, wording.offer.form)
            title = f"{pick(form.label, wording.lang, name)} {index + 1}"
            said = tuple((field, tuple(texts)) for field, texts in inside)
            yield Line(title, (), id_of(f"{asked.address}/{index}"), said)


def _given(answers: Answers, asked: Asked) -> list[Said | Group]:
    """What was answered of a field, blank answers apart."""
    key = asked.field.key
    if asked.single:
        said = answers.source.get(key)
        return [said] if said is not None and not said.blank else []
    group = answers.record if asked.address.startswith("record/") else answers.answers
    return [each for each in group.fields.get(key, ()) if not each.blank]


def remarks(sections: Sequence[Section], findings: Findings, wording: Wording) -> list[Remark]:
    """Every finding with the section where it can be mended; what is about the whole belongs to the first."""
    return [_remark(each, sections, wording) for each in findings.told]


def _remark(told: Told, sections: Sequence[Section], wording: Wording) -> Remark:
    home = next((each for each in sections if told.address and each.holds(told.address)), sections[0])
    return Remark(told, home.slug, pick(home.title, wording.lang, home.slug), id_of(told.address or ""))
