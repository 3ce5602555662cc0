"""A description becomes a draft in the form; what was found is told once, and nothing of the document is kept."""

import io
import json
import re
from contextlib import closing
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from tests.parse.documents import COLLECTION
from tests.serve.asking import Desk, Visitor, desk, fields, ids

# Of Skatteverket's test series: birth numbers 980 to 999.
NUMBER = "19900101-9802"
HERE = "/submit/project/description"


def _draft(answer: TestResponse) -> str:
    code = re.search(r'<strong class="receipt">(U-[\w-]+)</strong>', answer.text)
    assert code is not None, answer.text
    return f"/submit/project/{code[1]}"


def test_a_text_becomes_a_draft_and_what_was_found_is_told(visitor: Visitor) -> None:
    path = _draft(visitor.post(HERE, {"text": COLLECTION}))
    for said in (
        "Hittat:",
        "Att bekräfta:",
        "Osäkert:",
        "Saknas:",
        "Utelämnat",
        "Kontaktuppgifter",
        "Norbergs bryggeriförening",
    ):
        assert said in visitor.text, said
    assert "Exempelsson" not in visitor.answer.text
    assert ("spatial/0", "Fagersta") in fields(visitor.get(f"{path}/place").text)
    typed = dict(fields(visitor.get(f"{path}/time").text))
    assert typed["period/0/edtf/0~from"] == "hösten 2018"


def test_every_way_leads_to_a_control_of_the_form(visitor: Visitor) -> None:
    page = visitor.post(HERE, {"text": COLLECTION}).text
    ways = re.findall(r'href="\.\./\.\./(submit/project/U-[^"#]+)#([^"]+)"', page)
    assert len(ways) > 10
    for path, anchor in set(ways):
        assert anchor in set(ids(visitor.get(f"/{path}").text)), (path, anchor)


def test_nothing_of_the_document_is_kept_but_the_answers(visitor: Visitor, service: Desk) -> None:
    before = _kept(service, "submission")
    path = _draft(visitor.post(HERE, {"text": COLLECTION}))
    kept = service.inbox.draft(path.rpartition("/")[2]).answers
    assert "bryggeriförening" not in kept
    assert "Exempelsson" not in kept
    assert set(json.loads(kept)) == {"answers"}
    assert _kept(service, "submission") == before


def test_figures_are_taken_up_when_somebody_says_what_they_are(visitor: Visitor) -> None:
    page = visitor.post(HERE, {"text": COLLECTION}).text
    path = _draft(visitor.answer)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    [number] = [name.partition(":")[2] for name, value in hidden.items() if value == "38"]
    assert '<option value="outcome/value">' in page
    visitor.post(f"{path}/figures", {**hidden, f"figure:{number}": "outcome/value"})
    assert visitor.answer.status_code == 303
    typed = fields(visitor.get(f"{path}/result").text)
    assert ("outcome/0/value/0", "38") in typed
    assert ("outcome/0/unit/0", "procent") in typed
    assert any(value == "arbete-eller-studier" for _, value in typed)
    for path_, value in (("title", "38"), ("outcome/actor", "38"), ("outcome/value", "trettio"), ("x/y", "1")):
        before = fields(visitor.get(f"{path}/result").text)
        visitor.post(f"{path}/figures", {"figure:0": path_, "value:0": value})
        assert fields(visitor.get(f"{path}/result").text) == before


def test_a_file_is_read_by_what_it_is(visitor: Visitor, service: Desk) -> None:
    page = "<!doctype html><h1>Yrkesvägen</h1><dl><dt>Plats</dt><dd>Norbergs kommun</dd></dl>"
    answer = service.app.test_client().post(
        HERE, data={"file": (io.BytesIO(page.encode()), "sida.html")}, headers={"Accept": "text/html"}
    )
    path = _draft(answer)
    assert ("title/0", "Yrkesvägen") in fields(visitor.get(f"{path}/about").text)
    assert ("spatial/0", "Norberg") in fields(visitor.get(f"{path}/place").text)


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        ("bild.png", b"\x89PNG", 415, "läses inte"),
        ("x.docx", b"PK\x03\x04 no archive", 400, ""),
        ("x.txt", f"Plats: Sala\n{NUMBER}".encode(), 422, "personnummer"),
        ("x.txt", b"\xff\xff\xff", 400, "UTF-8"),
        ("x.txt", b"", 400, "Inget kom med"),
    ],
)
def test_what_cannot_be_read_is_told_where_it_was_given(
    service: Desk, name: str, data: bytes, status: int, said: str
) -> None:
    before = _kept(service, "draft")
    answer = service.app.test_client().post(
        HERE, data={"file": (io.BytesIO(data), name)} if data else {"text": " "}, headers={"Accept": "text/html"}
    )
    assert answer.status_code == status, answer.text
    fault = re.search(r'<div class="fault" id="fel".*?</div>', answer.text, re.DOTALL)
    assert fault is not None
    assert said in fault[0]
    assert NUMBER not in answer.text
    assert _kept(service, "draft") == before


def _kept(service: Desk, what: str) -> int:
    with service.inbox.reading() as connection:
        return int(connection.execute(f"SELECT COUNT(*) FROM {what}").fetchone()[0])


def test_a_text_that_cannot_be_read_is_still_there(visitor: Visitor) -> None:
    answer = visitor.post(HERE, {"text": f"Plats: Sala\nNummer: {NUMBER}"})
    assert answer.status_code == 422
    assert "Plats: Sala" in answer.text


def test_another_site_and_too_many_are_turned_away(home: Path) -> None:
    made = desk(home, hand_ins=1)
    with closing(made.inbox):
        visitor = made.visitor()
        assert visitor.post(HERE, {"text": "Plats: Sala"}, Origin="https://annan.example.se").status_code == 403
        assert visitor.post(HERE, {"text": "Plats: Sala"}).status_code == 200
        refused = visitor.post(HERE, {"text": "Plats: Sala"})
        assert refused.status_code == 429
        assert 3500 < int(refused.headers["Retry-After"]) <= 3600


def test_whoever_comes_back_to_the_page_begins_anew(visitor: Visitor) -> None:
    assert visitor.get(HERE).headers["Location"].endswith("/submit/project#beskrivning")
