"""A steward edits the answers in the form that submitters use; nothing that was handed in is lost on the way."""

import html
import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kg.inbox import edits
from kg.inbox.values import State
from tests.serve.asking import Desk, Visitor, build, desk, fields
from tests.serve.review.test_record_by_record import hidden

PASSWORD = "en bro över vattnet"
ANSWERS = {
    "kind": "project",
    "answers": {
        "title": [{"value": "Språkstegen", "lang": "sv"}, {"value": "Language steps", "lang": "en"}],
        "category": ["Vägledande insats"],
        "participation": [{"role": ["Samverkanspart"], "actor": ["actor/norbergs-kommun"]}],
        "period": [{"edtf": ["hösten 2018 – våren 2020"]}],
        "spatial": ["1962"],
    },
    "source": {"title": "Slutrapport för Språkstegen", "page": "https://norberg.example.se/rapport.pdf"},
}
MISTYPED = {**ANSWERS, "answers": {**ANSWERS["answers"], "spatial": ["Skinskatteberg"]}}  # type: ignore[dict-item]
_STEWARD = {"name": "granskare", "password": PASSWORD}
STRANGE = '<https://example.se/egenskap> "blå"'


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of a few real records."""
    return build(tmp_path_factory.mktemp("edited"))


@pytest.fixture
def service(home: Path) -> Iterator[Desk]:
    """The service with a steward."""
    made = desk(home)
    with closing(made.inbox):
        made.inbox.add_account("granskare", PASSWORD)
        yield made


@pytest.fixture
def steward(service: Desk) -> Visitor:
    """A steward who is logged in."""
    visitor = service.visitor()
    page = visitor.get("/review/login").text
    visitor.post("/review/login", {**hidden(page), **_STEWARD})
    assert visitor.answer.status_code == 303
    return visitor


def _sent(service: Desk, said: object) -> str:
    answer = service.app.test_client().post("/submissions", data=json.dumps(said), content_type="application/json")
    assert answer.status_code == 202, answer.text
    return str(answer.json["receipt"])


def _turtle(service: Desk, text: str) -> str:
    answer = service.app.test_client().post("/submissions", data=text.encode(), content_type="text/turtle")
    assert answer.status_code == 202, answer.text
    return str(answer.json["receipt"])


def _begin(steward: Visitor, service: Desk, receipt: str, key: str) -> str:
    """The address of a draft of a record's answers, begun by the button on the submission's page."""
    number = service.inbox.submission(receipt).number
    proof = hidden(steward.get(f"/review/{number}").text)["proof"]
    steward.post(f"/review/{number}/form", {"proof": proof, "key": key})
    assert steward.answer.status_code == 303, steward.answer.text
    return urlsplit(steward.answer.headers["Location"]).path


def _decide(steward: Visitor, service: Desk, receipt: str, **fields: str) -> int:
    number = service.inbox.submission(receipt).number
    page = steward.get(f"/review/{number}").text
    return steward.post(f"/review/{number}", {**hidden(page), "action": "accept", **fields}).status_code


def test_a_misread_answer_is_mended_in_the_form_and_accepted(steward: Visitor, service: Desk) -> None:
    receipt = _sent(service, MISTYPED)
    assert _decide(steward, service, receipt) == 422, "what could not be read is not lost in silence"
    path = _begin(steward, service, receipt, "project/sprakstegen")
    page = steward.get(f"{path}/place").text
    assert "Skinskatteberg" in page
    assert "Menar du Skinnskatteberg?" in steward.text
    assert "som granskare" in page
    steward.fill(f"{path}/place", {"spatial/0": "Skinnskatteberg"})
    assert "Spara och gå till inlämningen" in steward.get(f"{path}/granska").text
    answer = steward.fill(f"{path}/granska", {})
    number = service.inbox.submission(receipt).number
    assert urlsplit(answer.headers["Location"]).path == f"/review/{number}"
    review = steward.get(f"/review/{number}").text
    assert "Ändrat av granskare, mot det som lämnades in" in review
    assert re.search(r"<ins>.*Skinnskatteberg", review)
    assert _decide(steward, service, receipt) == 303
    [decision] = service.inbox.decisions(receipt)
    changed = json.loads(decision.edits or "")
    assert (decision.account, changed["project/sprakstegen"]["by"]) == ("granskare", "granskare")
    assert any("skinnskatteberg" in line for line in changed["project/sprakstegen"]["added"])
    assert service.inbox.submission(receipt).state is State.ACCEPTED
    assert edits.of(service.inbox, receipt) == {}


def test_the_source_that_was_described_stays_a_record_of_its_own(steward: Visitor, service: Desk) -> None:
    receipt = _sent(service, ANSWERS)
    path = _begin(steward, service, receipt, "project/sprakstegen")
    steward.fill(f"{path}/about", {"title/0": "Språkstegen i Norberg"})
    steward.fill(f"{path}/granska", {})
    assert steward.answer.status_code == 303, steward.faults
    assert list(edits.of(service.inbox, receipt)) == ["project/sprakstegen"], "the name stays though the title changed"
    assert _decide(steward, service, receipt) == 303
    said = {each.key: each.turtle for each in service.inbox.standings()}
    assert set(said) == {"document/slutrapport-for-sprakstegen", "project/sprakstegen"}
    assert "document/slutrapport-for-sprakstegen" in said["project/sprakstegen"]


def test_what_the_form_cannot_hold_is_told_and_kept_as_it_is(steward: Visitor, service: Desk) -> None:
    receipt = _turtle(service, _with_something_strange(service))
    path = _begin(steward, service, receipt, "project/sprakstegen")
    steward.fill(f"{path}/about", {"title/0": "Språkstegen två"})
    page = steward.get(f"{path}/granska").text
    assert "som formuläret inte frågar om" in page
    assert "blå" in page
    steward.fill(f"{path}/granska", {})
    [edit] = edits.of(service.inbox, receipt).values()
    assert "Språkstegen två" in edit.turtle
    assert STRANGE in edit.turtle
    again = _begin(steward, service, receipt, "project/sprakstegen")
    steward.fill(f"{again}/granska", {"beyond": None})
    [edit] = edits.of(service.inbox, receipt).values()
    assert "Språkstegen två" in edit.turtle, "an edit goes on from the last one"
    assert "blå" not in edit.turtle


def _with_something_strange(service: Desk) -> str:
    """A record as Turtle, with a statement that no form asks about."""
    receipt = _sent(service, ANSWERS)
    [project] = [each.turtle for each in service.inbox.revisions(receipt) if each.key.startswith("project/")]
    service.inbox.withdraw(receipt)
    return project.replace("dcterms:title", f"{STRANGE} ;\n\tdcterms:title", 1)


def test_edits_are_undone_with_a_button(steward: Visitor, service: Desk) -> None:
    receipt = _sent(service, ANSWERS)
    path = _begin(steward, service, receipt, "project/sprakstegen")
    steward.fill(f"{path}/about", {"title/0": "Annat"})
    steward.fill(f"{path}/granska", {})
    assert _decide(steward, service, receipt, action="drop:project/sprakstegen") == 303
    assert edits.of(service.inbox, receipt) == {}


def test_an_edit_that_came_while_the_page_was_open_is_not_accepted_unseen(steward: Visitor, service: Desk) -> None:
    receipt = _sent(service, ANSWERS)
    number = service.inbox.submission(receipt).number
    page = steward.get(f"/review/{number}").text
    path = _begin(steward, service, receipt, "project/sprakstegen")
    steward.fill(f"{path}/about", {"title/0": "Annat"})
    steward.fill(f"{path}/granska", {})
    answer = steward.post(f"/review/{number}", {**hidden(page), "action": "accept"})
    assert answer.status_code == 409
    assert "sedan du såg på den" in answer.text


def test_only_stewards_see_or_save_an_edit(steward: Visitor, service: Desk) -> None:
    receipt = _sent(service, ANSWERS)
    path = _begin(steward, service, receipt, "project/sprakstegen")
    code = path.rpartition("/")[2]
    stranger = service.visitor()
    for at in (path, f"{path}/about", f"{path}/granska"):
        assert stranger.get(at).status_code == 303
        assert "/review/login" in stranger.answer.headers["Location"]
        assert stranger.get(f"/submit/project/{code}{at.removeprefix(path)}").status_code == 404
    page = stranger.get(f"/review/login?next={path.removeprefix('/')}/about").text
    stranger.post(f"/review/login?next={path.removeprefix('/')}/about", {**hidden(page), **_STEWARD})
    assert urlsplit(stranger.answer.headers["Location"]).path == f"{path}/about", "back to where the session ended"
    assert steward.post(f"{path}/granska", {"proof": "fel"}).status_code == 403
    assert steward.post(f"{path}/about", {"do": "save"}).status_code == 403
    assert steward.get(path.replace("/form/", "0/form/")).status_code == 404


def test_what_was_written_when_the_session_had_ended_is_sent_after_the_log_in(service: Desk, steward: Visitor) -> None:
    receipt = _sent(service, ANSWERS)
    path = _begin(steward, service, receipt, "project/sprakstegen")
    typed = [pair for pair in fields(steward.get(f"{path}/about").text) if pair[0] != "title/0"]
    late = service.visitor()
    page = late.post(f"{path}/about", [*typed, ("title/0", 'Steg "ett" & två'), ("do", "leave")]).text
    assert late.answer.status_code == 403
    assert "Det du skrev finns kvar" in page
    wrong = late.post("/review/login", {**_held(page), "name": "granskare", "password": "fel lösenord"}).text
    again = late.post("/review/login", {**_held(wrong), **_STEWARD})
    assert (again.status_code, "Du är inloggad igen" in again.text) == (200, True)
    written = re.findall(r'<textarea name="([^"]+)"[^>]*>\n(.*?)</textarea>', again.text, re.DOTALL)
    late.post(f"{path}/about", [(html.unescape(name), html.unescape(value)) for name, value in written])
    assert late.answer.status_code == 303
    assert ("title/0", 'Steg "ett" & två') in fields(late.get(f"{path}/about").text)


def test_what_another_site_writes_does_not_come_along(service: Desk) -> None:
    stranger = service.visitor()
    answer = stranger.post("/review/1", {"action": "accept"}, Origin="https://annan.example.se")
    assert answer.status_code == 403
    assert "password" not in answer.text
    for to, written in (("https://annan.example.se/", "[]"), ("review/1", "{"), ("review/../sparql", '[["a", "b"]]')):
        page = stranger.get("/review/login").text
        answer = stranger.post("/review/login", {**hidden(page), **_STEWARD, "to": to, "written": written})
        assert answer.status_code == 303


def _held(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in hidden(page).items()}
