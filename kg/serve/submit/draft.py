"""A draft of answers, kept under its code: made, read, put in the order that pages show, and checked by an examiner."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.errors import KgError
from kg.examine.handed import Handed
from kg.inbox import receipts
from kg.parse.answers.answers import Answers, Group, Said, read_answers, values
from kg.parse.answers.form_model import FormClass, FormModel, Takes
from kg.place import Place
from kg.rdf.findings import Finding
from kg.serve.handing.submissions import Beside
from kg.serve.handing.where import examiners_of, inbox_of
from kg.serve.http.refusals import no_page
from kg.serve.submit.findings import Findings, told
from kg.serve.submit.offered import Offer
from kg.serve.submit.origin import JSON, Origin, as_turtle, origin_in, part, proposed, replaced, waiting
from kg.serve.visit import Visit
from kg.validate import personal


@dataclass(frozen=True)
class Draft:
    """Answers under way: their code, what of a submission they correct, if they do, and their own receipt once sent."""

    code: str
    answers: Answers
    origin: Origin | None = None
    sent: str | None = None

    @property
    def is_edit(self) -> bool:
        """Whether a steward edits what somebody else handed in."""
        return self.origin is not None and self.origin.number is not None

    @property
    def path(self) -> str:
        """Where its overview is."""
        if self.origin is not None and self.is_edit:
            return f"review/{self.origin.number}/form/{self.code}"
        return f"submit/{self.answers.kind}/{self.code}"


def begin(visit: Visit, answers: Answers, *, origin: Origin | None = None) -> Draft:
    """A new draft of the answers."""
    code = inbox_of(visit).save_draft(None, answers.kind, _written(answers, origin))
    return Draft(code, answers, origin)


def save(visit: Visit, draft: Draft) -> None:
    """Keep the draft as it is now."""
    inbox_of(visit).save_draft(draft.code, draft.answers.kind, _written(draft.answers, draft.origin))


def mark_sent(visit: Visit, draft: Draft, receipt: str) -> None:
    """Keep nothing of a draft that was sent but its receipt: whoever comes back with the code is led there."""
    kept = {"answers": Answers(draft.answers.kind).as_json(), "sent": receipt}
    inbox_of(visit).save_draft(draft.code, draft.answers.kind, json.dumps(kept))


def find(visit: Visit, kind: str, code: str, model: FormModel) -> Draft:
    """The draft of a code; NotFound when there is none, or it is of another kind."""
    kept = inbox_of(visit).draft(code)
    if kept.kind != kind:
        raise no_page(visit.path)
    said = json.loads(kept.answers)
    answers, _ = read_answers(said["answers"], "")
    return Draft(kept.code, in_rows(answers, model), origin_in(said), said.get("sent"))


def code_of(text: str) -> str | None:
    """The code that somebody typed, as we write it."""
    return receipts.read(text, "U")


def handed(draft: Draft, name: str) -> Handed:
    """The answers as they are handed in."""
    return Handed(name, json.dumps(draft.answers.as_json(), ensure_ascii=False).encode(), JSON)


def checked(visit: Visit, draft: Draft, offer: Offer) -> Findings:
    """What an examiner finds in the draft; where none can check it now, that nobody did: a draft is never shut."""
    name = visit.say("formuläret")
    try:
        examined = examiners_of(visit).examine([handed(draft, name), *_pointed_at(visit, draft)])
    except KgError:
        return Findings(checked=False)
    own = [each for each in examined.findings if each.place is None or each.place.source == name]
    return told(own, draft.answers.kind, offer, visit.site.base, visit.lang)


def _pointed_at(visit: Visit, draft: Draft) -> list[Handed]:
    """The records of the same submission that the draft names: they aren't published, and yet they are there."""
    if draft.origin is None:
        return []
    inbox, words = inbox_of(visit), json.dumps(draft.answers.as_json())
    named = [each for each in waiting(inbox, draft.origin) if f'"{each.key}"' in words]
    if not draft.is_edit:
        return [part(each) for each in named]
    texts = proposed(inbox, draft.origin.receipt)
    return [as_turtle(each.key, texts[each.key]) for each in named]


def supersedes(visit: Visit, draft: Draft) -> str | None:
    """The receipt of the submission whose place the draft takes when it is handed in."""
    return replaced(inbox_of(visit), draft.origin) if draft.origin is not None else None


def along(visit: Visit, draft: Draft) -> Beside:
    """The records of the corrected submission that wait and aren't in the draft: they come along as they were."""
    if draft.origin is None or draft.is_edit:
        return Beside()
    inbox = inbox_of(visit)
    others = waiting(inbox, draft.origin)
    answered = [part(each) for each in others if each.answers is not None]
    plain = [each for each in others if each.answers is None]
    made: set[str] = set()
    if plain:
        # What answers describe beside their own thing, as a new source, is made of them once more.
        made = {each.key for each in examiners_of(visit).examine([handed(draft, "draft.json"), *answered]).records}
    parents = {each.key: each.parent for each in inbox.revisions(draft.origin.receipt)}
    return Beside((*answered, *(part(each) for each in plain if each.key not in made)), parents)


def numbers_in(visit: Visit, texts: Iterable[tuple[str, str]], offer: Offer, kind: str) -> Findings:
    """The personal numbers in what was typed, by address: nothing that holds one is kept."""
    found = personal.gate(((Place("", field=at), text) for at, text in texts), about=visit.site.base.iri)
    stopping: list[Finding] = [each for each in found if personal.stops([each])]
    return told(stopping, kind, offer, visit.site.base, visit.lang)


def texts_of(answers: Answers) -> list[tuple[str, str]]:
    """Everything typed, with its address."""
    source = [(f"source/{key}", said.value) for key, said in answers.source.items()]
    parts = (values(answers.answers), values(answers.record, ("record",)))
    return [*source, *((address, said.value) for part in parts for address, said in part)]


def in_rows(answers: Answers, model: FormModel) -> Answers:
    """The answers with texts two by two, Swedish and English, as the pages of the form show them."""
    form = model.of_kind(answers.kind)
    if form is None:
        return answers
    return replace(
        answers, answers=_group(answers.answers, form, model), record=_group(answers.record, model.record, model)
    )


def _group(group: Group, form: FormClass, model: FormModel) -> Group:
    fields: dict[str, tuple[Said | Group, ...]] = dict(group.fields)
    for key, every in group.fields.items():
        asked = form.field(key)
        if asked is not None and asked.takes is Takes.TEXT:
            fields[key] = tuple(_pairs(group.said(key)))
        elif asked is not None and asked.takes is Takes.NODE:
            node = model.node(asked)
            fields[key] = tuple(_group(each, node, model) if isinstance(each, Group) else each for each in every)
    return replace(group, fields=fields)


def _pairs(texts: Iterable[Said]) -> Iterable[Said]:
    """Each Swedish text with the English one beside it, and a blank where one is missing."""
    rows: list[list[Said]] = []
    for text in texts:
        lang = text.lang or "sv"
        if lang == "en" and rows and rows[-1][1].blank:
            rows[-1][1] = text
        elif lang == "sv" and rows and rows[-1][0].blank:
            rows[-1][0] = replace(text, lang=lang)
        else:
            rows.append([Said("", "sv"), text] if lang == "en" else [replace(text, lang=lang), Said("", "en")])
    return [text for row in rows for text in row]


def _written(answers: Answers, origin: Origin | None) -> str:
    known = origin.as_json() if origin is not None else {}
    return json.dumps({"answers": answers.as_json(), **known}, ensure_ascii=False)
