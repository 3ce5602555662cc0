"""A hand-in of several records is decided record by record; what points at a new one goes with it, or not at all."""

import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.inbox.inbox import Inbox
from kg.inbox.values import State
from tests.inbox.conftest import Clock
from tests.serve.reception import Reception, reception
from tests.workshop import Workshop, record

PASSWORD = "en bro över vattnet"
ACTOR = record("actor", "ny", 'skos:prefLabel "Ny aktör"@sv')
PROJECT = record("project", "ett", 'dcterms:title "Ett"@sv ; samv:partner <actor/ny>')
OTHER = record("project", "tva", 'dcterms:title "Två"@sv')
THREE = ACTOR + PROJECT + OTHER


@pytest.fixture
def service(published: Workshop) -> Iterator[Reception]:
    """The service over the tiny world, with a steward."""
    made = reception(published, Inbox(published.home, clock=Clock()))
    made.inbox.add_account("granskare", PASSWORD)
    with closing(made.inbox):
        yield made


@pytest.fixture
def client(service: Reception) -> FlaskClient:
    """A steward who is logged in."""
    made = service.client()
    log_in(made)
    return made


def log_in(client: FlaskClient) -> None:
    """Log in as a browser does: open the page, and send it."""
    page = client.get("/review/login", headers={"Accept": "text/html"}).text
    answer = client.post("/review/login", data={**hidden(page), "name": "granskare", "password": PASSWORD})
    assert answer.status_code == 303, answer.text


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))


def _post(client: FlaskClient, number: int, **fields: str) -> TestResponse:
    path = f"/review/{number}"
    held = hidden(client.get(path, headers={"Accept": "text/html"}).text)
    return client.post(path, data={**held, **fields}, headers={"Accept": "text/html"})


def _states(service: Reception, receipt: str) -> dict[str, str]:
    return {each.key: each.state for each in service.inbox.revisions(receipt)}


def _hand_in(service: Reception) -> tuple[str, int]:
    receipt = service.hand_in(THREE)
    return receipt, service.inbox.submission(receipt).number


def test_some_are_accepted_and_others_rejected_and_each_tells_its_state(
    service: Reception, client: FlaskClient
) -> None:
    receipt, number = _hand_in(service)
    decisions = {"decision:actor/ny": "accept", "decision:project/ett": "accept", "decision:project/tva": "reject"}
    answer = _post(client, number, action="decide", **decisions, **{"reason:project/tva": "Källa saknas."})
    assert answer.status_code == 303, answer.text
    assert _states(service, receipt) == {"actor/ny": "accepted", "project/ett": "accepted", "project/tva": "rejected"}
    assert sorted(each.key for each in service.inbox.standings()) == ["actor/ny", "project/ett"]
    said = service.client().get(f"/submissions/{receipt}").json
    assert (said["state"], said["state_text"]) == ("partly_accepted", "Delvis godkänd")
    assert [(each["key"], each["state"], each["state_text"], each["reason"]) for each in said["records"]] == [
        ("actor/ny", "accepted", "Godkänd", None),
        ("project/ett", "accepted", "Godkänd", None),
        ("project/tva", "rejected", "Avslagen", "Källa saknas."),
    ]
    page = service.client().get(f"/submissions/{receipt}", headers={"Accept": "text/html"}).text
    assert "Delvis godkänd." in page
    assert "Källa saknas." in page
    assert "Lämna in igen som utkast" in page


def test_the_rest_waits_and_is_decided_later(service: Reception, client: FlaskClient) -> None:
    receipt, number = _hand_in(service)
    assert _post(client, number, action="decide", **{"decision:project/tva": "accept"}).status_code == 303
    assert service.inbox.submission(receipt).state is State.WAITING
    assert service.client().get(f"/submissions/{receipt}").json["state_text"] == "Delvis beslutad"
    assert _post(client, number, action="accept").status_code == 303
    assert set(_states(service, receipt).values()) == {"accepted"}


def test_what_points_at_a_new_record_is_not_accepted_without_it(service: Reception, client: FlaskClient) -> None:
    receipt, number = _hand_in(service)
    assert "De måste godkännas först" in client.get(f"/review/{number}").text
    alone = {"decision:project/ett": "accept"}
    refused = _post(client, number, action="decide", **alone)
    assert refused.status_code == 422
    assert "den pekar på actor/ny, som är ny och inte är beslutad" in refused.text
    assert re.search(r'name="decision:project/ett" value="accept" checked', refused.text), "what was chosen stays"
    without = {**alone, "decision:actor/ny": "reject", "reason:actor/ny": "Finns redan."}
    assert _post(client, number, action="decide", **without).status_code == 422
    assert set(_states(service, receipt).values()) == {"waiting"}
    reject = {"decision:actor/ny": "reject", "reason:actor/ny": "Finns redan."}
    assert _post(client, number, action="decide", **reject).status_code == 303
    assert "som är ny och är avslagen" in _post(client, number, action="decide", **alone).text


def test_a_record_that_points_at_one_accepted_before_may_follow_it(service: Reception, client: FlaskClient) -> None:
    receipt, number = _hand_in(service)
    assert _post(client, number, action="decide", **{"decision:actor/ny": "accept"}).status_code == 303
    assert _post(client, number, action="decide", **{"decision:project/ett": "accept"}).status_code == 303
    assert _states(service, receipt)["project/ett"] == "accepted"


def test_a_rejection_needs_a_reason_and_a_decision_needs_a_record(service: Reception, client: FlaskClient) -> None:
    receipt, number = _hand_in(service)
    answer = _post(client, number, action="decide", **{"decision:project/tva": "reject"})
    assert answer.status_code == 400
    assert "skäl till att project/tva avslås" in answer.text
    assert "minst en post" in _post(client, number, action="decide").text
    assert set(_states(service, receipt).values()) == {"waiting"}
