"""What is handed in is acknowledged when it is kept, and followed by its receipt."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from werkzeug.test import TestResponse

from kg.inbox.inbox import Inbox
from kg.inbox.values import Acceptance, AcceptedRecord, State
from tests.serve.reception import ADDRESS, Reception, reception
from tests.workshop import Workshop, record

NEW = record("project", "ny", 'dcterms:title "Ny väg"@sv')
UNTITLED = record("project", "ny", 'dcterms:abstract "Utan titel."@sv')
# Of Skatteverket's test series: birth numbers 980 to 999.
NUMBER = "19900101-9802"


@pytest.fixture
def service(published: Workshop) -> Iterator[Reception]:
    """The service over the tiny world."""
    made = reception(published)
    with closing(made.inbox):
        yield made


def test_a_record_is_handed_in_and_followed(service: Reception) -> None:
    client = service.client()
    answer = client.post("/submissions", data=NEW.encode(), content_type="text/turtle")
    assert answer.status_code == 202
    said = answer.json
    assert re.fullmatch(r"S(-[2-9A-Z]{4}){3}", said["receipt"])
    assert answer.headers["Location"] == said["href"] == f"{ADDRESS}submissions/{said['receipt']}"
    assert said["state"] == "waiting"
    assert (said["violations"], said["findings"], said["shapes_version"]) == (0, [], "formerna-1")
    assert said["records"] == [
        {
            "key": "project/ny",
            "name": "Ny väg",
            "iri": "https://example.org/project/ny",
            "state": "waiting",
            "state_text": "Väntar",
            "reason": None,
            "published_in": None,
            "href": None,
        }
    ]
    again = client.get(f"/submissions/{said['receipt']}")
    assert again.status_code == 200
    assert again.json == said


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("text/html", "text/html; charset=utf-8"),
        ("text/plain", "text/plain; charset=utf-8"),
    ],
)
def test_the_answer_has_the_form_that_is_asked_for(service: Reception, accept: str, media_type: str) -> None:
    answer = service.client().post(
        "/submissions", data=NEW.encode(), content_type="text/turtle", headers={"Accept": accept}
    )
    assert (answer.status_code, answer.headers["Content-Type"]) == (202, media_type)
    receipt = answer.headers["Location"].rpartition("/")[2]
    assert receipt in answer.text


def test_nothing_of_it_is_kept_by_others_or_shown_to_other_sites(service: Reception) -> None:
    receipt = service.hand_in(NEW)
    for path in ("/submissions", f"/submissions/{receipt}", "/submissions/S-2222-2222-2222"):
        answer = service.client().get(path, headers={"Accept": "text/html"})
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert answer.headers["Referrer-Policy"] == "same-origin"
    preflight = service.client().options("/submissions", headers={"Origin": "https://annan.example.se"})
    assert "Access-Control-Allow-Methods" not in preflight.headers


def test_faults_are_kept_with_what_they_are_about(service: Reception) -> None:
    receipt = service.hand_in(UNTITLED)
    said = service.client().get(f"/submissions/{receipt}").json
    assert said["violations"] == 1
    assert said["findings"][0]["message"]["sv"] == "Titel saknas."
    page = service.client().get(f"/submissions/{receipt}", headers={"Accept": "text/html"}).text
    assert "Väntar på att du rättar" in page
    assert "Titel saknas." in page
    assert "body.ttl:1:1" in page


def test_a_personal_number_stops_everything_and_is_not_repeated(service: Reception) -> None:
    text = NEW.replace("Ny väg", f"Ny väg {NUMBER}")
    for accept in ("application/json", "text/html", "text/plain"):
        answer = service.client().post(
            "/submissions", data=text.encode(), content_type="text/turtle", headers={"Accept": accept}
        )
        assert answer.status_code == 422
        assert NUMBER[-4:] not in answer.text
        assert ("body.ttl:" if accept != "application/json" else '"line": 9') in answer.text
    assert service.inbox.counts()[State.WAITING] == 0
    kept = b"".join(path.read_bytes() for path in service.inbox.path.parent.iterdir())
    assert NUMBER.encode() not in kept


def test_a_personal_number_in_the_contact_stops_it_too(service: Reception) -> None:
    data = {"file": (io.BytesIO(NEW.encode()), "ny.ttl", "text/turtle"), "contact": f"{NUMBER}@example.se"}
    answer = service.client().post("/submissions", data=data)
    assert answer.status_code == 422
    assert NUMBER not in answer.text
    assert service.inbox.counts()[State.WAITING] == 0


def test_what_comes_in_pieces_is_not_kept_for_nobody_knows_whether_it_is_whole(service: Reception) -> None:
    answer = service.client().post(
        "/submissions", data=NEW.encode(), content_type="text/turtle", headers={"Transfer-Encoding": "chunked"}
    )
    assert answer.status_code == 411
    assert "Content-Length" in answer.json["detail"]
    assert not any(service.inbox.counts().values())


def test_what_cannot_be_read_is_told_with_its_place_and_not_kept(service: Reception) -> None:
    answer = service.client().post("/submissions", data=b"<a> <b>\n  ;;; .", content_type="text/turtle")
    assert answer.status_code == 400
    assert answer.json["line"] == 2
    assert service.inbox.counts()[State.WAITING] == 0


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"", {"Content-Type": "text/turtle"}, 400),
        (b"x", {"Content-Type": "text/turtle", "Content-Encoding": "gzip"}, 415),
        (b"a=b", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        (b"# inget", {"Content-Type": "text/turtle"}, 422),
        (b"x" * (10 * 1024 * 1024 + 1), {"Content-Type": "text/turtle"}, 413),
    ],
)
def test_what_is_no_hand_in_is_refused_in_a_sentence(
    service: Reception, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = service.client().post("/submissions", data=body, headers=headers)
    assert answer.status_code == status
    assert answer.json["detail"]
    assert service.inbox.counts()[State.WAITING] == 0


def test_the_same_key_gives_the_same_receipt_and_another_body_is_refused(service: Reception) -> None:
    first = service.hand_in(NEW, Idempotency_Key="nyckel-1")
    asked = service.examiner.asked
    assert service.hand_in(NEW, Idempotency_Key="nyckel-1") == first
    assert service.examiner.asked == asked, "what was examined once isn't examined again"
    other = service.client().post(
        "/submissions", data=UNTITLED.encode(), content_type="text/turtle", headers={"Idempotency-Key": "nyckel-1"}
    )
    assert other.status_code == 409
    assert service.inbox.counts()[State.WAITING] == 1
    odd = service.client().post("/submissions", data=NEW.encode(), headers={"Idempotency-Key": "å"})
    assert odd.status_code == 400


def test_a_form_hands_in_a_file_with_who_and_how_to_reach_them(service: Reception) -> None:
    data = {
        "file": (io.BytesIO(NEW.encode()), "insatser/ny.ttl", "text/turtle"),
        "organisation": "actor/norrby-kommun",
        "contact": " kansliet@example.se ",
    }
    answer = service.client().post(
        "/submissions", data=data, headers={"Accept": "text/html", "Origin": "http://localhost"}
    )
    assert answer.status_code == 202
    receipt = answer.headers["Location"].rpartition("/")[2]
    kept = service.inbox.submission(receipt)
    assert (kept.name, kept.organisation) == ("ny.ttl", "https://example.org/actor/norrby-kommun")
    assert service.inbox.contact(receipt) == "kansliet@example.se"
    page = service.client().get(f"/submissions/{receipt}", headers={"Accept": "text/html"}).text
    assert "kansliet@example.se" not in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("organisation", "actor/finns-inte"), ("organisation", "Norrby"), ("contact", "inte en adress")],
)
def test_details_that_are_wrong_are_told(service: Reception, field: str, value: str) -> None:
    data = {"file": (io.BytesIO(NEW.encode()), "ny.ttl"), field: value}
    answer = service.client().post("/submissions", data=data)
    assert answer.status_code == 400
    assert service.inbox.counts()[State.WAITING] == 0


def test_another_sites_page_hands_in_nothing(service: Reception) -> None:
    for origin in ("https://annan.example.se", "null"):
        answer = service.client().post("/submissions", data=NEW.encode(), headers={"Origin": origin})
        assert answer.status_code == 403
    for origin in ("http://localhost", ADDRESS.rstrip("/")):
        answer = service.client().post(
            "/submissions", data=NEW.encode(), content_type="text/turtle", headers={"Origin": origin}
        )
        assert answer.status_code == 202


def test_a_receipt_typed_otherwise_leads_to_its_page(service: Reception) -> None:
    receipt = service.hand_in(NEW)
    typed = receipt.lower().replace("-", "")
    assert service.client().get(f"/submissions/{typed}").headers["Location"] == f"{ADDRESS}submissions/{receipt}"
    assert service.client().get(f"/submissions?receipt={typed}").headers["Location"].endswith(receipt)
    odd = service.client().get("/submissions?receipt=kiis", headers={"Accept": "text/html"})
    assert odd.status_code == 200
    assert "kiis är inget kvitto" in odd.text
    for wrong in ("S-2222-2222-2222", "kiis", "1", "S-0000-0000-0000"):
        assert service.client().get(f"/submissions/{wrong}").status_code == 404


def test_the_submitter_takes_it_back_once(service: Reception) -> None:
    receipt = service.hand_in(NEW)
    first = service.client().post(f"/submissions/{receipt}", data={"action": "withdraw"})
    assert (first.status_code, first.json["state"]) == (200, "withdrawn")
    assert service.client().post(f"/submissions/{receipt}", data={"action": "withdraw"}).status_code == 409
    assert service.client().post(f"/submissions/{receipt}", data={"action": "dansa"}).status_code == 400
    browser = service.client().post(
        f"/submissions/{service.hand_in(NEW)}", data={"action": "withdraw"}, headers={"Accept": "text/html"}
    )
    assert browser.status_code == 303


def test_a_corrected_one_takes_its_place(service: Reception) -> None:
    data = {"file": (io.BytesIO(UNTITLED.encode()), "ny.ttl", "text/turtle"), "contact": "kansliet@example.se"}
    receipt = service.client().post("/submissions", data=data).json["receipt"]
    answer = service.client().post(f"/submissions/{receipt}", data=NEW.encode(), content_type="text/turtle")
    assert answer.status_code == 202
    said = answer.json
    assert (said["violations"], said["supersedes"]) == (0, receipt)
    assert service.inbox.contact(said["receipt"]) == "kansliet@example.se"
    old = service.client().get(f"/submissions/{receipt}").json
    assert (old["state"], old["decisions"][0]["decision"]) == ("superseded", "superseded")
    assert (
        service.client().post(f"/submissions/{receipt}", data=NEW.encode(), content_type="text/turtle").status_code
        == 409
    )


def test_the_page_follows_the_submission_to_its_release(service: Reception) -> None:
    receipt = service.hand_in(NEW)
    (revision,) = service.inbox.revisions(receipt)
    records = (AcceptedRecord(revision.key, revision.turtle, revision.digest, None),)
    service.inbox.accept(receipt, Acceptance("granskare", records, "formerna-1"))
    page = service.client().get(f"/submissions/{receipt}", headers={"Accept": "text/html"}).text
    assert "Godkänd." in page
    assert "granskare" not in page
    release = service.world.point()
    said = service.client().get(f"/submissions/{receipt}").json
    assert said["records"][0]["published_in"] == release.id
    assert said["records"][0]["href"] == f"{ADDRESS}project/ny"
    assert service.client().get("/project/ny.ttl").status_code == 200
    english = service.client().get(f"/submissions/{receipt}?lang=en", headers={"Accept": "text/html"}).text
    assert "Published." in english


def test_a_changed_record_remembers_what_it_was_written_from(service: Reception) -> None:
    text = service.world.read("data/records/project/bro.ttl")
    (same,) = service.inbox.revisions(service.hand_in(text))
    (changed,) = service.inbox.revisions(service.hand_in(text.replace("Bridge", "Span")))
    assert same.parent == same.digest
    assert changed.parent == same.digest != changed.digest


def test_a_disk_that_refuses_keeps_nothing_and_says_so(service: Reception) -> None:
    service.hand_in(NEW)
    with service.inbox.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    big = NEW + "# " + "x" * 200_000
    answer = service.client().post("/submissions", data=big.encode(), content_type="text/turtle")
    assert answer.status_code == 507
    assert json.loads(answer.text)["detail"].startswith("Disken där")
    assert service.inbox.counts()[State.WAITING] == 1


def test_more_than_is_taken_in_from_one_address_is_told_to_wait(published: Workshop) -> None:
    with closing(Inbox(published.home)) as inbox:
        made = reception(published, inbox, hand_ins=2)
        client = made.client()

        def sent(text: str, address: str) -> TestResponse:
            environ = {"REMOTE_ADDR": address}
            return client.post("/submissions", data=text.encode(), content_type="text/turtle", environ_base=environ)

        assert [sent(NEW, "192.0.2.1").status_code for _ in range(3)] == [202, 202, 429]
        refused = sent(NEW, "192.0.2.1")
        assert 1740 < int(refused.headers["Retry-After"]) <= 1800
        assert refused.json["status"] == 429
        assert "30 minuter" in refused.json["detail"]
        assert sent(NEW, "192.0.2.2").status_code == 202
        assert inbox.counts()[State.WAITING] == 3
