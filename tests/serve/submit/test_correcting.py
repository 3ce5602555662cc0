"""Whoever holds the receipt corrects in the form what was handed in, whatever way it came; the rest comes along."""

import io
import json
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from kg.inbox.values import State
from kg.parse.answers.answers import read_answers
from kg.parse.answers.form_reading import form_model
from kg.parse.workbook.template import workbook
from tests.examine.desks import BASE, real_desk
from tests.serve.asking import Desk, Visitor, desk, fields
from tests.serve.review.test_editing import ANSWERS, MISTYPED, _sent, _turtle, _with_something_strange

KEY = "project/sprakstegen"


def _correct(visitor: Visitor, receipt: str, key: str = KEY, **more: str) -> str:
    visitor.post(f"/submit/{key.partition('/')[0]}", {"receipt": receipt, "key": key, **more})
    assert visitor.answer.status_code == 303, visitor.answer.text
    return urlsplit(visitor.answer.headers["Location"]).path


def _send(visitor: Visitor, path: str) -> str:
    visitor.fill(f"{path}/granska", {}, press="send")
    assert visitor.answer.status_code == 303, visitor.faults
    return urlsplit(visitor.answer.headers["Location"]).path.rpartition("/")[2]


def test_the_receipts_page_leads_to_a_draft_with_everything_typed_and_its_faults(
    visitor: Visitor, service: Desk
) -> None:
    receipt = _sent(service, MISTYPED)
    page = visitor.get(f"/submissions/{receipt}").text
    assert "Rätta i formuläret" in page
    assert f'name="key" value="{KEY}"' in page
    path = _correct(visitor, receipt)
    page = visitor.get(f"{path}/place").text
    assert ("spatial/0", "Skinskatteberg") in fields(page)
    assert "Menar du Skinnskatteberg?" in visitor.text
    visitor.fill(f"{path}/place", {"spatial/0": "Skinnskatteberg"})
    again = _send(visitor, path)
    assert service.inbox.submission(receipt).state is State.SUPERSEDED
    assert service.inbox.submission(again).supersedes == receipt
    assert {each.key for each in service.inbox.revisions(again)} == {KEY, "document/slutrapport-for-sprakstegen"}


def test_data_is_corrected_in_the_form_too(visitor: Visitor, service: Desk) -> None:
    text = _with_something_strange(service).replace('"Språkstegen"@sv', '"Stegen"@sv')
    receipt = _turtle(service, text)
    visitor.post("/submit/project", {"receipt": receipt, "key": KEY})
    assert visitor.answer.status_code == 200
    assert "Formuläret kan inte visa allt" in visitor.text
    assert "blå" in visitor.text
    path = _correct(visitor, receipt, without="yes")
    assert ("title/0", "Stegen") in fields(visitor.get(f"{path}/about").text)


def test_the_other_records_of_the_submission_come_along_as_they_were(visitor: Visitor, service: Desk) -> None:
    projects = [
        {**ANSWERS, "answers": {**ANSWERS["answers"], "title": [{"value": n, "lang": "sv"}]}} for n in ("Ett", "Två")
    ]  # type: ignore[dict-item]
    texts = []
    for said in projects:
        sent = _sent(service, said)
        texts.append("".join(each.turtle for each in service.inbox.revisions(sent)))
        service.inbox.withdraw(sent)
    receipt = _turtle(service, "\n".join(texts))
    before = {each.key: each for each in service.inbox.revisions(receipt)}
    assert set(before) == {"project/ett", "project/tva", "document/slutrapport-for-sprakstegen"}
    path = _correct(visitor, receipt, "project/ett")
    assert "Inget hindrar" in visitor.get(f"{path}/granska").text, "the new document is there though unpublished"
    visitor.fill(f"{path}/about", {"title/0": "Ett och ett halvt"})
    again = _send(visitor, path)
    after = {each.key: each for each in service.inbox.revisions(again)}
    assert set(after) == set(before)
    assert "Ett och ett halvt" in after["project/ett"].turtle
    assert after["project/tva"].turtle == before["project/tva"].turtle
    assert service.inbox.submission(receipt).state is State.SUPERSEDED
    third = _correct(visitor, again, "project/tva")
    assert {each.key for each in service.inbox.revisions(_send(visitor, third))} == set(before)


def test_a_rejected_record_is_a_draft_again_with_the_reason_on_top(visitor: Visitor, service: Desk) -> None:
    receipt = _sent(service, ANSWERS)
    service.inbox.reject(receipt, "granskare", "Vilken kommun gäller det?", "v1")
    assert "Lämna in igen som utkast" in visitor.get(f"/submissions/{receipt}").text
    path = _correct(visitor, receipt)
    for at in (path, f"{path}/about", f"{path}/granska"):
        assert "Granskarens skäl: Vilken kommun gäller det?" in " ".join(visitor.get(at) and visitor.text.split())
    assert service.inbox.submission(_send(visitor, path)).supersedes == receipt
    assert service.inbox.submission(receipt).state is State.REJECTED


def test_what_is_no_record_of_the_submission_is_not_found(visitor: Visitor, service: Desk) -> None:
    receipt = _sent(service, ANSWERS)
    for typed in ({"receipt": receipt, "key": "project/annan"}, {"receipt": "S-2222-2222-2222", "key": KEY}):
        assert visitor.post("/submit/project", typed).status_code == 404
    service.inbox.withdraw(receipt)
    assert visitor.post("/submit/project", {"receipt": receipt, "key": KEY}).status_code == 409


def test_a_draft_of_an_earlier_version_is_still_read(visitor: Visitor, service: Desk) -> None:
    receipt = _sent(service, ANSWERS)
    code = service.inbox.save_draft(None, "project", json.dumps({"answers": ANSWERS, "supersedes": receipt}))
    assert "Språkstegen" in visitor.get(f"/submit/project/{code}").text


def _sheet(*places: str) -> bytes:
    """A workbook of projects, one for each place, as somebody filled in the template."""
    model = form_model(real_desk().inputs.model, BASE)
    kind = model.kind("project")
    assert kind is not None
    asked = dict(ANSWERS["answers"])  # type: ignore[call-overload]
    things = []
    for number, place in enumerate(places, start=1):
        title = [{"value": f"Insats {number}", "lang": "sv"}, {"value": f"Project {number}", "lang": "en"}]
        said = {**ANSWERS, "slug": f"insats-{number}", "answers": {**asked, "title": title, "spatial": [place]}}
        things.append(read_answers(said, "")[0])
    return workbook(model, kind, listed={}, things=things)


def test_one_row_of_a_sheet_is_mended_in_the_form_and_the_others_come_along(visitor: Visitor, service: Desk) -> None:
    data = {"file": (io.BytesIO(_sheet("Norberg", "Skinskatteberg", "Sala")), "insatser.xlsx")}
    answer = service.app.test_client().post("/submissions", data=data)
    assert answer.status_code == 202, answer.text
    receipt = answer.json["receipt"]
    kept = {each.key: each for each in service.inbox.revisions(receipt)}
    projects = {key for key in kept if key.startswith("project/")}
    assert projects == {"project/insats-1", "project/insats-2", "project/insats-3"}
    assert all(kept[key].answers is not None for key in projects)
    path = _correct(visitor, receipt, "project/insats-2")
    assert ("spatial/0", "Skinskatteberg") in fields(visitor.get(f"{path}/place").text)
    visitor.fill(f"{path}/place", {"spatial/0": "Skinnskatteberg"})
    again = _send(visitor, path)
    after = {each.key: each for each in service.inbox.revisions(again)}
    assert set(after) == set(kept)
    assert "place/skinnskatteberg" in after["project/insats-2"].turtle
    for key in set(kept) - {"project/insats-2"}:
        assert after[key].turtle == kept[key].turtle, key
    assert service.inbox.submission(again).faults == 0


def test_a_form_that_is_sent_too_often_is_told_to_wait_and_loses_nothing(home: Path) -> None:
    made = desk(home, hand_ins=1)
    with closing(made.inbox):
        visitor = made.visitor()
        path = visitor.begin()
        visitor.fill(f"{path}/about", {"title/0": "Språkstegen"})
        refused = visitor.fill(f"{path}/granska", {"contact": "kansliet@example.se"}, press="anyway")
        assert refused.status_code == 429
        assert 3500 < int(refused.headers["Retry-After"]) <= 3600
        assert ("contact", "kansliet@example.se") in fields(refused.text)
        assert "Språkstegen" in refused.text
