"""Begin from a description: a text or a file becomes a draft, and a page tells what was found, once.

The document is read by an examiner, never here. Nothing of it is kept but the answers.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from flask import Response

from kg.errors import BadRequest, KgError, PayloadTooLarge
from kg.examine.drafting import stopped
from kg.examine.handed import Handed
from kg.examine.wire import AS_DRAFT, Asked
from kg.parse.answers.answers import Answers, Group, Said, read_answers
from kg.parse.answers.form_model import FormModel, Takes
from kg.rdf.findings import from_json
from kg.serve.handing.where import examiners_of
from kg.serve.http import private
from kg.serve.http.bodies import Posted, posted
from kg.serve.http.limits import MIB
from kg.serve.http.problems import sentence
from kg.serve.http.visitors import count_hand_in
from kg.serve.submit import start
from kg.serve.submit.described import described
from kg.serve.submit.draft import begin, in_rows, save
from kg.serve.submit.offered import Offered
from kg.serve.submit.opened import kind_of, must_be_a_small_form_of_ours, opened
from kg.serve.visit import Visit

_MOST_FIGURES = 200
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?")


def describe(offered: Offered, visit: Visit, kind: str) -> Response:
    """A draft out of a description, and what was found in it; what can't be read is told on the page it came from."""
    private.must_come_from_us(visit)
    offer = offered.of(visit.edition)
    known = kind_of(visit, offer, kind)
    given = Posted(None)
    try:
        count_hand_in(visit)
        given = posted(visit)
        said = _drafted(visit, given, known.name)
    except KgError as refusal:
        fault = start.Described(sentence(visit, refusal), given.fields.get("text", ""))
        response = start.page_of_kind(visit, offer, known, described=fault, status=refusal.status)
        return private.told_to_wait(response, refusal)
    answers, _ = read_answers(said["draft"], "")
    draft = begin(visit, in_rows(replace(answers, kind=known.name), offer.form))
    form = opened(offered, visit, kind, draft.code)
    values = {"form": form, "told": described(said, form), "address": visit.location(form.path())}
    return private.page(visit, "submit/described.html", values, title=visit.say("Det här hittade vi"))


def figures(offered: Offered, visit: Visit, kind: str, code: str) -> Response:
    """Take up the figures that somebody has said what they are."""
    must_be_a_small_form_of_ours(visit)
    form = opened(offered, visit, kind, code)
    if form.draft.sent:
        return private.see(visit, f"submissions/{form.draft.sent}")
    answers, typed = form.draft.answers, visit.request.form
    for number in range(_MOST_FIGURES):
        path, value = typed.get(f"figure:{number}", ""), typed.get(f"value:{number}", "")
        if path and _NUMBER.fullmatch(value):
            more = {"unit": typed.get(f"unit:{number}", ""), **_pairs(typed.get(f"with:{number}", ""))}
            answers = _with(answers, path, value, more, form.offer.form)
    save(visit, replace(form.draft, answers=in_rows(answers, form.offer.form)))
    return private.see(visit, form.path())


def _drafted(visit: Visit, given: Posted, kind: str) -> Mapping[str, object]:
    handed = given.handed or _typed(given)
    said = json.loads(examiners_of(visit).report([handed], Asked(AS_DRAFT, visit.lang, kind)))
    if not isinstance(said, dict):
        raise ValueError("a draft is told as an object")
    if said.get("stopped"):
        raise stopped([from_json(each) for each in said["stopped"]])
    return said


def _typed(given: Posted) -> Handed:
    text = given.fields.get("text", "")
    if not text.strip():
        raise BadRequest(
            "Nothing was given. Paste a text, or choose a file.",
            message_sv="Inget kom med. Klistra in en text, eller välj en fil.",
        )
    if len(text) > MIB:
        raise PayloadTooLarge("The text is too long; shorten it.", message_sv="Texten är för lång; korta den.")
    return Handed("text.txt", text.encode("utf-8", "replace"))


def _pairs(text: str) -> dict[str, str]:
    pairs = (each.partition("=") for each in text.split(";"))
    return {name: value for name, _, value in pairs if name and value}


def _with(answers: Answers, path: str, value: str, more: Mapping[str, str], model: FormModel) -> Answers:
    """The answers with a figure where it belongs; a path that leads to no number is left alone."""
    first, _, last = path.partition("/")
    form = model.of_kind(answers.kind)
    asked = form.field(first) if form else None
    node = model.node(asked) if asked is not None and asked.takes is Takes.NODE else None
    number = node.field(last) if node is not None else asked
    if asked is None or number is None or number.takes is not Takes.NUMBER or bool(node) != bool(last):
        return answers
    new: Said | Group = Said(value)
    if node is not None:
        given = {key: (Said(text),) for key, text in more.items() if text and node.field(key) is not None}
        new = Group({**given, last: (Said(value),)})
    every = (*(each for each in answers.answers.fields.get(first, ()) if not each.blank), new)
    return replace(answers, answers=replace(answers.answers, fields={**answers.answers.fields, first: every}))
