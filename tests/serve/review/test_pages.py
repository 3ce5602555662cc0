"""Stewards log in, compare, and decide: once, with reasons, and with nothing that came in between overlooked."""

import io
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.inbox.inbox import Inbox
from kg.inbox.values import State
from kg.release import shards
from kg.serve.http import visitors
from kg.serve.visit import Visit
from tests.inbox.conftest import Clock
from tests.serve.reception import Reception, reception
from tests.workshop import Workshop, record

PASSWORD = "en bro över vattnet"
NEW = record("project", "ny", 'dcterms:title "Ny väg"@sv')
UNTITLED = record("project", "ny", 'dcterms:abstract "Utan titel."@sv')
REACHED = record(
    "project", "ny", 'dcterms:title "Ny väg"@sv ; dcterms:abstract "Skriv till anna.nittioatta@example.se."@sv'
)
BRO = "data/records/project/bro.ttl"


@dataclass(frozen=True)
class Steward:
    """Somebody who is logged in, in a browser."""

    client: FlaskClient
    service: Reception

    def get(self, path: str) -> TestResponse:
        """A page."""
        return self.client.get(path, headers={"Accept": "text/html"})

    def post(self, path: str, **fields: str) -> TestResponse:
        """A form of the page at that path, with what it holds already."""
        page = self.get(path).text
        held = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
        return self.client.post(
            path, data={**held, **fields}, headers={"Accept": "text/html", "Origin": "http://localhost"}
        )


@pytest.fixture
def clock() -> Clock:
    """A clock at noon."""
    return Clock()


@pytest.fixture
def service(published: Workshop, clock: Clock) -> Iterator[Reception]:
    """The service over the tiny world."""
    made = reception(published, Inbox(published.home, clock=clock))
    made.inbox.add_account("granskare", PASSWORD)
    with closing(made.inbox):
        yield made


def _log_in(service: Reception, name: str = "granskare") -> Steward:
    client = service.client()
    answer = _try(client, name=name, password=PASSWORD)
    assert answer.status_code == 303, answer.text
    return Steward(client, service)


def _try(client: FlaskClient, path: str = "/review/login", **fields: str) -> TestResponse:
    """Fill in the log-in page and send it."""
    page = client.get(path, headers={"Accept": "text/html"}).text
    held = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    return client.post(path, data={**held, **fields}, headers={"Accept": "text/html"})


@pytest.fixture
def steward(service: Reception) -> Steward:
    """A steward who is logged in."""
    return _log_in(service)


def _number(service: Reception, text: str) -> int:
    return service.inbox.submission(service.hand_in(text)).number


def test_nobody_sees_anything_without_logging_in(service: Reception) -> None:
    number = _number(service, NEW)
    for path in ("/review/", f"/review/{number}", f"/review/{number}/file"):
        answer = service.client().get(path)
        assert answer.status_code == 303
        assert "/review/login" in answer.headers["Location"]
    answer = service.client().post(f"/review/{number}", data={"action": "accept"})
    assert answer.status_code == 403
    assert 'name="password"' in answer.text
    assert service.inbox.numbered(number).state is State.WAITING


def test_a_steward_logs_in_and_out(service: Reception) -> None:
    client = service.client()
    assert "Logga in" in client.get("/review/login", headers={"Accept": "text/html"}).text
    wrong = _try(client, name="granskare", password="fel lösenord")
    assert wrong.status_code == 403
    assert "hör inte ihop" in wrong.text
    assert 'value="granskare"' in wrong.text
    right = _try(client, "/review/login?next=review/7", name="granskare", password=PASSWORD)
    assert right.headers["Location"].endswith("/review/7")
    cookie = right.headers["Set-Cookie"]
    for part in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/review"):
        assert part in cookie
    steward = Steward(client, service)
    assert "Inloggad som granskare" in steward.get("/review/").text
    proof = re.search(r'name="proof" value="([^"]+)"', steward.get("/review/").text)
    assert proof is not None
    assert client.post("/review/logout", data={"proof": "fel"}).status_code == 403
    assert client.post("/review/logout", data={"proof": proof[1]}).status_code == 303
    assert steward.get("/review/").status_code == 303


def test_the_way_back_after_the_log_in_leads_nowhere_else(service: Reception) -> None:
    for wanted in ("https://annan.example.se/", "//annan.example.se", "review/../sparql", "review/x"):
        answer = _try(service.client(), f"/review/login?next={wanted}", name="granskare", password=PASSWORD)
        assert answer.headers["Location"] == "https://grafen.example.se/review/"


def test_too_many_tries_must_wait(service: Reception, clock: Clock) -> None:
    for _ in range(5):
        _try(service.client(), name="granskare", password="fel lösenord")
    answer = _try(service.client(), name="granskare", password=PASSWORD)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "900"
    assert "Vänta 15 minuter" in answer.text
    clock.on(minutes=16)
    _log_in(service)


def test_a_page_of_another_site_logs_nobody_in(service: Reception) -> None:
    client, fields = service.client(), {"name": "granskare", "password": PASSWORD}
    for token in ({}, {"token": ""}, {"token": "x" * 32}):
        answer = client.post("/review/login", data={**fields, **token}, headers={"Accept": "text/html"})
        assert answer.status_code == 403
        assert "för gammal" in answer.text
        assert 'value="granskare"' in answer.text
    page = client.get("/review/login", headers={"Accept": "text/html"})
    assert all(part in page.headers["Set-Cookie"] for part in ("HttpOnly", "SameSite=Strict", "Path=/review/login"))
    token = dict(re.findall(r'name="(token)" value="([^"]+)"', page.text))
    assert service.client().post("/review/login", data={**fields, **token}).status_code == 403, "another browser's"
    assert client.post("/review/login", data={**fields, **token}).status_code == 303


def test_a_flood_of_tries_is_turned_away_before_any_account_is_looked_at(service: Reception) -> None:
    client = service.client()
    tries = [_try(client, name=f"konto-{n}", password="fel lösenord").status_code for n in range(22)]
    assert tries == [403] * 20 + [429] * 2


def test_another_sites_page_decides_nothing(steward: Steward) -> None:
    number = _number(steward.service, NEW)
    page = steward.get(f"/review/{number}").text
    proof = re.search(r'name="proof" value="([^"]+)"', page)
    assert proof is not None
    for fields, headers in (
        ({"action": "accept", "proof": proof[1]}, {"Origin": "https://annan.example.se"}),
        ({"action": "accept", "proof": "fel"}, {}),
        ({"action": "accept"}, {}),
    ):
        assert steward.client.post(f"/review/{number}", data=fields, headers=headers).status_code == 403
    assert steward.service.inbox.numbered(number).state is State.WAITING


def test_the_queue_shows_what_waits(steward: Steward) -> None:
    first, second = _number(steward.service, NEW), _number(steward.service, UNTITLED)
    page = steward.get("/review/").text
    assert page.index(f"review/{second}") < page.index(f"review/{first}")
    assert "<div>Ny väg" in page
    assert '<span class="quiet long">project/ny</span>' in page
    assert "<div>project/ny</div>" in page, "what has no name goes by its key"
    assert "1 fel" in page
    assert "inga inlämningar" in steward.get("/review/?state=rejected").text
    assert "Waiting" in steward.get("/review/?lang=en").text


def test_a_change_is_shown_in_words_beside_what_is_published(steward: Steward) -> None:
    text = (
        steward.service.world.read(BRO)
        .replace('"Bridge"@en', '"Span"@en')
        .replace("actor/kvinnohuset", "actor/enby-kommun")
    )
    page = steward.get(f"/review/{_number(steward.service, text)}").text
    assert re.search(r"<del>.*Bridge.*</del>", page)
    assert re.search(r"<ins>.*Span.*</ins>", page)
    assert "Enby kommun" in page, "things are called by their names"
    assert "Krock:" not in page
    assert "@prefix" in page


def test_accepting_publishes_with_the_day_and_the_organisation(steward: Steward) -> None:
    service = steward.service
    data = {"file": (io.BytesIO(NEW.encode()), "ny.ttl", "text/turtle"), "organisation": "actor/norrby-kommun"}
    receipt = service.client().post("/submissions", data=data).json["receipt"]
    number = service.inbox.submission(receipt).number
    answer = steward.post(f"/review/{number}", action="accept", note="Tack!")
    assert answer.status_code == 303
    (decision,) = service.inbox.decisions(receipt)
    assert (decision.account, decision.verdict, decision.reason) == ("granskare", "accepted", "Tack!")
    assert (decision.shapes_version, decision.edits) == ("formerna-1", None)
    release = service.world.point()
    said = "".join(shards.read(release.path / "shards", shards.shard_of("project/ny")))
    assert 'dateAccepted> "2026-03-04"^^' in said
    assert "<https://example.org/ns#submitter> <https://example.org/actor/norrby-kommun>" in said
    assert "ns#checkedWith" in said
    assert "granskare" not in said
    page = steward.get(f"/review/{number}").text
    assert "Besluta" not in page
    assert "granskare" in page


def test_two_stewards_at_once_decide_once(service: Reception) -> None:
    service.inbox.add_account("annan", PASSWORD)
    number = _number(service, NEW)
    one, two = _log_in(service), _log_in(service, "annan")
    page = two.get(f"/review/{number}").text
    assert one.post(f"/review/{number}", action="accept").status_code == 303
    held = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    answer = two.client.post(
        f"/review/{number}", data={**held, "action": "reject", "reason": "Nej."}, headers={"Accept": "text/html"}
    )
    assert answer.status_code == 409
    assert "redan godkänd" in answer.text
    assert len(service.inbox.decisions(service.inbox.numbered(number).receipt)) == 1


def test_a_rejection_needs_a_reason_and_the_submitter_reads_it(steward: Steward) -> None:
    receipt = steward.service.hand_in(NEW)
    number = steward.service.inbox.submission(receipt).number
    assert steward.post(f"/review/{number}", action="reject").status_code == 400
    assert steward.post(f"/review/{number}", action="reject", reason="Källa saknas.").status_code == 303
    said = steward.service.client().get(f"/submissions/{receipt}").json
    assert said["state"] == "rejected"
    assert said["decisions"][0]["reason"] == "Källa saknas."
    assert "granskare" not in str(said)


def test_faults_cannot_be_accepted_but_edited_away(steward: Steward) -> None:
    service = steward.service
    receipt = service.hand_in(UNTITLED)
    number = service.inbox.submission(receipt).number
    refused = steward.post(f"/review/{number}", action="accept")
    assert refused.status_code == 422
    assert "1 fel måste rättas" in refused.text
    (revision,) = service.inbox.revisions(receipt)
    edited = revision.turtle.replace("dcterms:abstract", 'dcterms:title "Ny väg"@sv ;\n\tdcterms:abstract')
    broken = steward.post(f"/review/{number}", action="accept", **{"turtle:project/ny": edited.replace('"@sv', "@sv")})
    assert broken.status_code == 400
    assert "inte giltig Turtle" in broken.text
    other = steward.post(
        f"/review/{number}", action="accept", **{"turtle:project/ny": edited.replace("project/ny", "project/annan")}
    )
    assert other.status_code == 400
    assert "project/annan" in other.text, "what was written is still there"
    assert service.inbox.numbered(number).state is State.WAITING
    assert steward.post(f"/review/{number}", action="accept", **{"turtle:project/ny": edited}).status_code == 303
    (decision,) = service.inbox.decisions(receipt)
    assert decision.edits is not None
    assert "Ny väg" in decision.edits
    (standing,) = service.inbox.standings()
    assert '"Ny väg"@sv' in standing.turtle


def test_a_warning_about_personal_details_asks_for_a_ground(steward: Steward) -> None:
    receipt = steward.service.hand_in(REACHED)
    number = steward.service.inbox.submission(receipt).number
    refused = steward.post(f"/review/{number}", action="accept")
    assert refused.status_code == 400
    assert "på vilken grund" in refused.text
    assert steward.post(f"/review/{number}", action="accept", ground="Registrator i tjänsten.").status_code == 303
    (decision,) = steward.service.inbox.decisions(receipt)
    assert decision.ground == "Registrator i tjänsten."
    assert "Registrator" not in str(steward.service.client().get(f"/submissions/{receipt}").json)


def test_what_changed_meanwhile_is_shown_and_must_be_confirmed(steward: Steward) -> None:
    service = steward.service
    text = service.world.read(BRO)
    number = _number(service, text.replace("Bridge", "Span"))
    service.world.edit(BRO, "Bridge", "Arch")
    service.world.point()
    page = steward.get(f"/review/{number}").text
    assert "Krock:" in page
    assert re.search(r"<del>.*Arch.*</del>", page)
    refused = steward.post(f"/review/{number}", action="accept")
    assert refused.status_code == 409
    assert "ändrats av någon annan" in refused.text
    assert steward.post(f"/review/{number}", action="accept", despite="yes").status_code == 303
    outcome = service.world.publish(dumping=False)
    assert not [each for each in outcome.findings if each.component == "accepted-and-file-differ"]


def test_what_changed_while_the_page_was_open_is_told(steward: Steward) -> None:
    service = steward.service
    text = service.world.read(BRO)
    number = _number(service, text.replace("Bridge", "Span"))
    page = steward.get(f"/review/{number}").text
    held = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    other = _number(service, text.replace("Bridge", "Arch"))
    assert steward.post(f"/review/{other}", action="accept").status_code == 303
    answer = steward.client.post(
        f"/review/{number}", data={**held, "action": "accept", "despite": "yes"}, headers={"Accept": "text/html"}
    )
    assert answer.status_code == 409
    assert "sedan du såg på den" in answer.text


def test_what_may_be_the_same_thing_is_pointed_out(steward: Steward) -> None:
    twin = record("project", "bron", 'dcterms:title "Bro"@sv ; foaf:page <https://www.example.se/bro>')
    page = steward.get(f"/review/{_number(steward.service, twin)}").text
    assert "Kan redan finnas:" in page
    assert "Liknande namn: Bro" in page
    assert "Samma uppgift: https://www.example.se/bro" in page
    other = steward.get(f"/review/{_number(steward.service, NEW)}").text
    assert "Kan redan finnas:" not in other
    again = steward.get(f"/review/{_number(steward.service, twin)}").text
    assert "Fler inlämningar om samma post väntar:" in again


def test_the_file_is_fetched_as_it_came_and_never_shown(steward: Steward) -> None:
    number = _number(steward.service, NEW)
    answer = steward.get(f"/review/{number}/file")
    assert answer.data == NEW.encode()
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=inlamning-{number}.ttl"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_why_publishing_failed_stands_where_stewards_look(steward: Steward) -> None:
    service = steward.service
    number = _number(service, NEW)
    steward.post(f"/review/{number}", action="accept")
    assert "Publiceras just nu: Ny väg" in steward.get("/review/").text
    problem = {"message": {"sv": "Ingen utgåva byggs: 1 fel.", "en": "Nothing is built."}, "findings": []}
    service.inbox.failed(service.inbox.standings(), problem)
    assert "Ingen utgåva byggs: 1 fel." in steward.get("/review/").text
    assert "Nothing is built." in steward.get(f"/review/{number}?lang=en").text
    service.world.point()
    page = steward.get("/review/").text
    assert "Ingen utgåva byggs" not in page
    assert "Publiceras just nu" not in page


def test_files_in_conflict_with_what_is_accepted_stand_in_the_queue(steward: Steward) -> None:
    service = steward.service
    steward.post(f"/review/{_number(service, service.world.read(BRO).replace('Bridge', 'Span'))}", action="accept")
    service.world.point()
    service.world.edit(BRO, "Bridge", "Arch")
    service.world.point()
    assert BRO in steward.get("/review/").text


def test_the_address_of_who_tries_is_the_one_that_the_proxies_say(service: Reception) -> None:
    with service.app.test_request_context(
        "/review/login", headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.9, 10.0.0.1"}
    ) as context:
        for proxies, expected in ((0, ""), (1, "10.0.0.1"), (2, "192.0.2.9"), (9, "")):
            settings = replace(service.world.settings, proxies=proxies)
            visit = Visit(_Site(settings), context.request)  # type: ignore[arg-type]
            assert visitors.address_of(visit) == expected


@dataclass(frozen=True)
class _Site:
    settings: object
