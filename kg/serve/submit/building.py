"""A section of the form made of what is asked, what was answered and what was found."""

from collections.abc import Iterable, Sequence

from kg.parse.answers.answers import Answers, Group, Said
from kg.parse.answers.form_model import FormField, Takes, last
from kg.rdf.namespaces import PROV
from kg.serve.submit.boxes import Box, Fault, Page, Row, StatementBox, StatementsBox, id_of
from kg.serve.submit.choices import choices, style_of
from kg.serve.submit.findings import Findings, Told
from kg.serve.submit.rows import Typed, addresses, controls
from kg.serve.submit.sections import Asked, Section, inner
from kg.serve.submit.words import Wording
from kg.serve.words import pick

Given = Sequence[Said | Group]
_WHOLE = "formular"
"""What stands above all boxes: what was found of the page's subject as a whole."""


def build(section: Section, answers: Answers, findings: Findings, wording: Wording, new: str) -> Page:
    """The page of a section; `new` is the address of what was just added, where the reader goes on."""
    building = _Building(answers, findings, wording, new)
    told = tuple(each for whole in section.wholes for each in building.told(whole, _WHOLE))
    of_source = tuple(building.asked(each) for each in section.of_source)
    statements = (each for each in section.asked if each.field.takes is Takes.NODE and not each.field.seldom)
    first = next((each.address for each in statements), None)
    boxes = tuple(building.asked(each, begun=each.address == first) for each in section.asked)
    lists = tuple((kind, wording.offer.options(kind, wording.lang)) for kind in sorted(building.kinds))
    return Page(boxes, of_source, tuple(building.faults), lists, told)


class _Building:
    def __init__(self, answers: Answers, findings: Findings, wording: Wording, new: str) -> None:
        self._answers = answers
        self._findings = findings
        self._wording = wording
        self._new = new
        self._model = wording.offer.form
        self.kinds: set[str] = set()
        self.faults: list[Fault] = []

    def asked(self, asked: Asked, *, begun: bool = False) -> Box | StatementsBox:
        """The box of a field of a section; a field of statements is begun with a blank one where it is the first."""
        key = asked.field.key
        if asked.single:
            known = self._answers.source.get(key)
            return self._box(asked.field, asked.address, [known] if known else [], single=True)
        group = self._answers.record if asked.address.startswith("record/") else self._answers.answers
        given: Given = group.fields.get(key, ())
        return self._any(asked.field, asked.address, given or ([Group()] if begun else []))

    def told(self, address: str, id_: str) -> tuple[Told, ...]:
        """What was found at exactly an address; what must be mended goes to the summary too, with a link."""
        found = self._findings.at(address)
        return self._summed(found, id_)

    def _summed(self, found: Iterable[Told], id_: str) -> tuple[Told, ...]:
        every = tuple(found)
        self.faults.extend(Fault(each.sentence, id_) for each in every if each.stops)
        return every

    def _any(self, field: FormField, at: str, given: Given) -> Box | StatementsBox:
        return self._statements(field, at, given) if field.takes is Takes.NODE else self._box(field, at, given)

    def _statements(self, field: FormField, at: str, given: Given) -> StatementsBox:
        label = pick(self._model.node(field).label, self._wording.lang, field.key)
        told = self.told(at, id_of(at))
        every = tuple(
            self._statement(
                field, f"{at}/{index}", each if isinstance(each, Group) else Group(), f"{label} {index + 1}"
            )
            for index, each in enumerate(given)
        )
        return StatementsBox(
            address=at,
            name=self._wording.name(field),
            hint=pick(field.description, self._wording.lang),
            optional=not field.minimum,
            statements=every,
            told=told,
            add=f"add:{at}" if field.repeats else "",
            add_label=label[:1].lower() + label[1:],
        )

    def _statement(self, field: FormField, at: str, group: Group, title: str) -> StatementBox:
        told = self.told(at, id_of(at))
        plain, folded = inner(field, self._model.node(field))
        boxes = tuple(self._any(each, f"{at}/{each.key}", group.fields.get(each.key, ())) for each in plain)
        more = tuple(self._any(each, f"{at}/{each.key}", group.fields.get(each.key, ())) for each in folded)
        return StatementBox(at, title, boxes, more, told, f"remove:{at}")

    def _box(self, field: FormField, at: str, given: Given, *, single: bool = False) -> Box:
        said = [each for each in given if isinstance(each, Said)]
        self.kinds.update(field.kinds)
        style = style_of(field)
        control = at if single or style == "checks" else f"{at}/0"
        if style != "rows":
            return Box(
                at,
                self._wording.name(field),
                self._hint(field),
                self._optional(field),
                style=style,
                choices=tuple(choices(field, said, self._answers, self._wording)),
                control=control,
                told=self._summed(self._findings.under(at), id_of(control)),
                autofocus=self._is_new(control),
            )
        about = [] if single else self._findings.at(at)
        rows = tuple(self._rows(field, at, said, single=single, wrong=any(each.stops for each in about)))
        once = single or not field.repeats or (field.takes is Takes.TEXT and field.unique_lang)
        return Box(
            at,
            self._wording.name(field),
            self._hint(field),
            self._optional(field),
            rows=rows,
            told=self._summed(about, rows[0].controls[0].id),
            add="" if once else f"add:{at}",
        )

    def _rows(self, field: FormField, at: str, said: Sequence[Said], *, single: bool, wrong: bool) -> Iterable[Row]:
        """The rows of a field; the first control is marked where something is wrong with the field as a whole."""
        for number, (address, values) in enumerate(addresses(field, at, said, single=single)):
            typed = Typed(field, address, values, self._wording, number if field.repeats and not single else None)
            found = [(each, self._findings.under(each)) for each in typed.covered]
            marked = {each for each, told in found if any(t.stops for t in told)}
            if wrong and not number:
                marked.add(address)
            made = controls(typed, marked, self._is_new(address))
            ids = {control.name.partition("~")[0]: control.id for control in reversed(made)}
            told = tuple(each for at_, found_ in found for each in self._summed(found_, ids.get(at_, made[0].id)))
            yield Row(made, told, typed.note, f"remove:{address}" if number or self._more(field, said) else "")

    def _more(self, field: FormField, said: Sequence[Said]) -> bool:
        """Whether there is more than one value, so that the first may be taken away."""
        return field.repeats and len(said) > (2 if field.takes is Takes.TEXT else 1)

    def _hint(self, field: FormField) -> str:
        say, more = self._wording.say, ""
        if field.path == PROV.hadPrimarySource.value and field.key == last(field.path):
            more = say("Lämna tomt om uppgiften står i den källa som gäller för hela formuläret.")
        elif field.default is not None:
            default = self._wording.value(field, Said(field.default)).rpartition("/")[2]
            more = say("Lämnar du det tomt blir det {default}.").format(default=default)
        elif field.takes is Takes.THING:
            more = say("Börja skriva namnet och välj i listan.")
        return f"{pick(field.description, self._wording.lang)} {more}".strip()

    def _optional(self, field: FormField) -> bool:
        return not field.minimum or field.default is not None or field.path == PROV.hadPrimarySource.value

    def _is_new(self, address: str) -> bool:
        """Whether this is the first control of what was just added."""
        inside = bool(self._new) and (address == self._new or address.startswith(f"{self._new}/"))
        if inside:
            self._new = ""
        return inside
