"""Each record of a submission is decided once, together with others or alone; the submission waits for the last."""

import json
import sqlite3
from pathlib import Path

import pytest

from kg.errors import Conflict
from kg.inbox import database, edits, schema
from kg.inbox.inbox import Inbox
from kg.inbox.values import Acceptance, AcceptedRecord, Edit, NewRevision, NewSubmission, State
from tests.inbox.conftest import new, yes

KEYS = ("actor/ny", "project/ett", "project/tva")


def several(keys: tuple[str, ...] = KEYS) -> NewSubmission:
    """A submission of several records."""
    revisions = tuple(NewRevision(key, f"text of {key}", f"digest of {key}", None, '{"kind": "x"}') for key in keys)
    return NewSubmission("tre.xlsx", None, b"tre", '{"findings": []}', "v1", revisions)


def some(accepted: tuple[str, ...], **rejected: str) -> Acceptance:
    """A steward's yes to some of them, and no to others by the last part of their keys."""
    records = tuple(AcceptedRecord(key, f"text of {key}", f"digest of {key}", None) for key in accepted)
    named = {key: rejected[key.rpartition("/")[2]] for key in KEYS if key.rpartition("/")[2] in rejected}
    return Acceptance("granskare", records, "v2", rejected=named)


def _states(inbox: Inbox, receipt: str) -> dict[str, str]:
    return {each.key: each.state for each in inbox.revisions(receipt)}


def test_some_are_accepted_some_rejected_and_the_rest_wait(inbox: Inbox) -> None:
    receipt = inbox.keep(several())
    inbox.accept(receipt, some(("actor/ny",), ett="Källa saknas."))
    assert _states(inbox, receipt) == {"actor/ny": "accepted", "project/ett": "rejected", "project/tva": "waiting"}
    assert inbox.submission(receipt).state is State.WAITING
    assert [each.key for each in inbox.standings()] == ["actor/ny"]
    assert [(d.key, d.verdict, d.reason, d.shapes_version, d.account) for d in inbox.decisions(receipt)] == [
        ("actor/ny", "accepted", None, "v2", "granskare"),
        ("project/ett", "rejected", "Källa saknas.", "v2", "granskare"),
    ]
    inbox.accept(receipt, some(("project/tva",)))
    assert inbox.submission(receipt).state is State.ACCEPTED


def test_a_record_is_decided_once(inbox: Inbox) -> None:
    receipt = inbox.keep(several())
    inbox.accept(receipt, some(("actor/ny",), ett="Nej."))
    for again in (some(("actor/ny",)), some(("project/tva",), ett="Nej igen."), some(("project/ett",))):
        with pytest.raises(Conflict, match="no longer waits"):
            inbox.accept(receipt, again)
    assert _states(inbox, receipt)["project/tva"] == "waiting", "all or nothing"
    assert len(inbox.decisions(receipt)) == 2


def test_what_is_about_everything_is_one_decision(inbox: Inbox) -> None:
    receipt = inbox.keep(several())
    inbox.accept(receipt, some(KEYS))
    assert [(each.key, each.verdict) for each in inbox.decisions(receipt)] == [(None, "accepted")]


def test_the_last_no_leaves_a_submission_rejected_only_where_nothing_was_accepted(inbox: Inbox) -> None:
    none, one = inbox.keep(several()), inbox.keep(several(("project/ett", "project/tre")))
    inbox.accept(none, some((), ny="Nej.", ett="Nej."))
    inbox.reject(none, "granskare", "Inte heller.", "v2")
    assert inbox.submission(none).state is State.REJECTED
    assert [(each.key, each.reason) for each in inbox.decisions(none)][-1] == ("project/tva", "Inte heller.")
    inbox.accept(one, some(("project/ett",)))
    inbox.withdraw(one)
    assert inbox.submission(one).state is State.ACCEPTED
    assert _states(inbox, one) == {"project/ett": "accepted", "project/tre": "withdrawn"}


def test_a_correction_takes_the_place_of_what_waits_and_of_nothing_else(inbox: Inbox) -> None:
    receipt = inbox.keep(several())
    inbox.accept(receipt, some(("actor/ny",)))
    inbox.keep(new(key="project/ett", supersedes=receipt))
    assert _states(inbox, receipt) == {"actor/ny": "accepted", "project/ett": "superseded", "project/tva": "superseded"}


def test_an_edit_is_kept_until_its_record_is_decided(inbox: Inbox) -> None:
    receipt = inbox.keep(several())
    for account in ("en", "annan"):
        edits.keep(inbox, receipt, [Edit("project/ett", account, f"text av {account}", "{}")])
    kept = edits.of(inbox, receipt)
    assert {key: (each.account, each.turtle, each.at) for key, each in kept.items()} == {
        "project/ett": ("annan", "text av annan", "2026-03-04T12:00:00Z")
    }
    inbox.accept(receipt, some(("project/ett",)))
    assert edits.of(inbox, receipt) == {}
    with pytest.raises(Conflict, match="no longer waits"):
        edits.keep(inbox, receipt, [Edit("project/ett", "en", "text", "{}")])


def test_an_edit_is_taken_back(inbox: Inbox) -> None:
    receipt = inbox.keep(several())
    edits.keep(inbox, receipt, [Edit("project/ett", "en", "text", "{}")])
    edits.drop(inbox, receipt, "project/ett")
    assert edits.of(inbox, receipt) == {}


def _written_by(steps: int, path: Path) -> None:
    """A database as an earlier version left it, with one submission that waits and one that was accepted."""
    path.parent.mkdir(parents=True)
    connection = sqlite3.connect(path)
    for step in schema.STEPS[:steps]:
        connection.executescript(step)
    for number, state in ((1, "waiting"), (2, "accepted")):
        receipt = f"S-2222-2222-222{number + 1}"
        connection.execute(
            "INSERT INTO submission (receipt, received_at, digest, name, body, report, shapes_version, faults, state) "
            "VALUES (?, '2026-01-01T00:00:00Z', 'd', 'bro.ttl', x'00', '{}', 'v0', 0, ?)",
            (receipt, state),
        )
        text = "Bro" if state == "accepted" else None
        connection.execute(
            "INSERT INTO revision (receipt, key, turtle, digest, state, accepted_turtle, accepted_digest, accepted_at) "
            "VALUES (?, ?, 'Bro', 'digest of Bro', ?, ?, ?, ?)",
            (receipt, f"project/bro{number}", state, text, text and "digest of Bro", text and "2026-01-02T00:00:00Z"),
        )
    connection.execute(
        "INSERT INTO decision (receipt, at, account, verdict, shapes_version) "
        "VALUES ('S-2222-2222-2223', '2026-01-02T00:00:00Z', 'granskare', 'accepted', 'v0')"
    )
    connection.execute(f"PRAGMA user_version = {steps}")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("steps", range(1, len(schema.STEPS)))
def test_an_inbox_of_an_earlier_version_is_brought_up_to_date_with_all_it_holds(tmp_path: Path, steps: int) -> None:
    _written_by(steps, database.path_in(tmp_path))
    inbox = Inbox(tmp_path)
    assert [each.key for each in inbox.standings()] == ["project/bro2"]
    assert [(each.key, each.verdict) for each in inbox.decisions("S-2222-2222-2223")] == [(None, "accepted")]
    [waiting] = inbox.revisions("S-2222-2222-2222")
    assert (waiting.state, waiting.answers) == ("waiting", None)
    inbox.accept("S-2222-2222-2222", yes(key="project/bro1"))
    receipt = inbox.keep(several())
    assert [json.loads(each.answers or "") for each in inbox.revisions(receipt)] == [{"kind": "x"}] * 3
    with inbox.reading() as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(schema.STEPS)
    inbox.close()
