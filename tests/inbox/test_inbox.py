"""What is handed in is kept once and decided once, whatever comes in between."""

import sqlite3
import threading
from pathlib import Path

import pytest

from kg.errors import BadInput, BadSettings, Conflict, KgError, NotFound, StorageFailed
from kg.inbox import database, receipts, schema
from kg.inbox.inbox import Inbox
from kg.inbox.standing import digest_of
from kg.inbox.values import State
from tests.inbox.conftest import Clock, new, yes


def test_a_receipt_is_read_however_it_is_typed() -> None:
    made = receipts.new("S")
    assert receipts.read(made, "S") == made
    assert receipts.read(made.lower().replace("-", " "), "S") == made
    assert receipts.read(made, "U") is None
    assert len({receipts.new("S") for _ in range(1000)}) == 1000


def test_what_is_kept_is_found_by_its_receipt_alone(inbox: Inbox) -> None:
    receipt = inbox.keep(new(contact="kansliet@example.se"))
    kept = inbox.submission(receipt.lower())
    assert (kept.receipt, kept.state, kept.received_at) == (receipt, State.WAITING, "2026-03-04T12:00:00Z")
    assert inbox.body(receipt) == b"Bro"
    assert inbox.contact(receipt) == "kansliet@example.se"
    assert [(each.key, each.state) for each in inbox.revisions(receipt)] == [("project/bro", "waiting")]
    with pytest.raises(NotFound):
        inbox.submission("S-2222-2222-2222")


def test_the_same_request_again_gets_the_same_receipt(inbox: Inbox) -> None:
    first = inbox.keep(new(idempotency_key="abc"))
    assert inbox.keep(new(idempotency_key="abc")) == first
    assert inbox.earlier(new(idempotency_key="abc")) == first
    assert inbox.keep(new()) != inbox.keep(new())
    with pytest.raises(Conflict):
        inbox.keep(new("Tunnel", idempotency_key="abc"))
    assert inbox.counts()[State.WAITING] == 3


def test_a_submission_is_decided_once(inbox: Inbox) -> None:
    receipt = inbox.keep(new())
    inbox.reject(receipt, "granskare", " Ange en källa. ", "v1")
    for again in (
        lambda: inbox.accept(receipt, yes()),
        lambda: inbox.reject(receipt, "annan", "Nej.", "v1"),
        lambda: inbox.withdraw(receipt),
    ):
        with pytest.raises(Conflict, match="already rejected"):
            again()
    assert [(each.account, each.verdict, each.reason) for each in inbox.decisions(receipt)] == [
        ("granskare", "rejected", "Ange en källa.")
    ]
    assert inbox.standings() == ()


def test_a_rejection_needs_a_reason(inbox: Inbox) -> None:
    receipt = inbox.keep(new())
    with pytest.raises(BadInput):
        inbox.reject(receipt, "granskare", "  ", "v1")
    assert inbox.submission(receipt).state is State.WAITING


def test_of_two_stewards_at_once_one_decides(inbox: Inbox, tmp_path: Path) -> None:
    receipt = inbox.keep(new())
    outcomes: list[str] = []

    def decide(account: str) -> None:
        own = Inbox(tmp_path)
        try:
            own.accept(receipt, yes(account=account))
            outcomes.append("won")
        except Conflict:
            outcomes.append("told")
        finally:
            own.close()

    threads = [threading.Thread(target=decide, args=(name,)) for name in ("ett", "två", "tre")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(outcomes) == ["told", "told", "won"]
    assert len(inbox.decisions(receipt)) == 1


def test_an_accepted_record_replaces_the_one_before(inbox: Inbox) -> None:
    one, two = inbox.keep(new("Bro", parent="git")), inbox.keep(new("Spång", parent="git"))
    inbox.accept(one, yes("Bro", over="git"))
    with pytest.raises(Conflict, match="accepted meanwhile"):
        inbox.accept(two, yes("Spång", over="git"))
    assert inbox.submission(two).state is State.WAITING
    inbox.accept(two, yes("Spång", over="digest of Bro"))
    (standing,) = inbox.standings()
    assert (standing.turtle, standing.submission) == ("Spång", 2)
    assert standing.known == {"git", "digest of Bro", "digest of Spång"}
    assert [each.state for each in inbox.revisions(one)] == ["replaced"]
    assert inbox.in_force("project/bro") == ("digest of Spång", "Spång")


def test_what_the_files_say_too_stands_in_no_longer(inbox: Inbox, clock: Clock) -> None:
    one = inbox.keep(new("Bro"))
    inbox.accept(one, yes("Bro"))
    stood = inbox.standings()
    clock.on(minutes=1)
    two = inbox.keep(new("Spång", parent="digest of Bro"))
    inbox.accept(two, yes("Spång", over="digest of Bro"))
    inbox.published(stood, absorbed=["project/bro"], conflicts=(), release="0002-0123456789ab")
    (standing,) = inbox.standings()
    assert standing.turtle == "Spång", "what was accepted after the build began stands on"
    inbox.published(inbox.standings(), absorbed=["project/bro"], conflicts=(), release="0003-0123456789ab")
    assert inbox.standings() == ()
    assert [each.published_in for each in inbox.revisions(one)] == ["0002-0123456789ab"]
    assert [each.state for each in inbox.revisions(two)] == ["absorbed"]


def test_how_publishing_went_is_remembered(inbox: Inbox, clock: Clock) -> None:
    assert inbox.last_publication() is None
    inbox.accept(inbox.keep(new()), yes())
    stood = inbox.standings()
    inbox.failed(stood, {"message": "Nej."})
    clock.on(minutes=1)
    inbox.failed(stood, {"message": "Nej."})
    last = inbox.last_publication()
    assert last is not None
    assert (last.at, last.release, last.problem) == ("2026-03-04T12:00:00Z", None, {"message": "Nej."})
    inbox.published(stood, absorbed=(), conflicts=[{"record": "x"}], release="0002-0123456789ab")
    last = inbox.last_publication()
    assert last is not None
    assert (last.digest, last.release, last.conflicts) == (digest_of(stood), "0002-0123456789ab", ({"record": "x"},))


def test_a_corrected_submission_takes_the_place_of_one_that_waits(inbox: Inbox) -> None:
    one = inbox.keep(new())
    two = inbox.keep(new("Spång", supersedes=one))
    assert inbox.submission(one).state is State.SUPERSEDED
    assert inbox.submission(two).supersedes == one
    with pytest.raises(Conflict, match="superseded"):
        inbox.accept(one, yes())
    inbox.accept(two, yes("Spång"))
    three = inbox.keep(new("Tunnel", supersedes=two))
    assert inbox.submission(two).state is State.ACCEPTED, "what is decided stays decided"
    assert inbox.submission(three).state is State.WAITING


def test_decisions_are_only_ever_added(inbox: Inbox) -> None:
    inbox.reject(inbox.keep(new()), "granskare", "Nej.", "v1")
    for change in ("DELETE FROM decision", "UPDATE decision SET verdict = 'accepted'"):
        with pytest.raises(sqlite3.IntegrityError, match="never"), inbox.writing() as connection:
            connection.execute(change)


def test_the_list_pages_by_number_and_knows_states(inbox: Inbox) -> None:
    made = [inbox.keep(new(str(n))) for n in range(5)]
    inbox.withdraw(made[2])
    first = inbox.listed([State.WAITING], limit=3)
    assert [(each.receipt, keys) for each, keys in first] == [(made[n], ("project/bro",)) for n in (4, 3, 1)]
    rest = inbox.listed([State.WAITING], limit=3, before=first[-1][0].number)
    assert [each.receipt for each, _ in rest] == [made[0]]
    assert [each.number for each in inbox.waiting_with("project/bro")] == [1, 2, 4, 5]


def test_every_write_is_flushed(inbox: Inbox) -> None:
    inbox.keep(new())
    with inbox.reading() as connection:
        said = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")}
    assert said == {"synchronous": 2, "journal_mode": "wal"}


def test_a_database_from_a_later_version_is_left_alone(inbox: Inbox, tmp_path: Path) -> None:
    inbox.keep(new())
    with inbox.writing() as connection:
        connection.execute(f"PRAGMA user_version = {len(schema.STEPS) + 1}")
    with pytest.raises(BadSettings, match="later version"):
        Inbox(tmp_path).counts()


def test_a_damaged_database_is_told(inbox: Inbox, tmp_path: Path) -> None:
    path = database.path_in(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no database" * 100)
    with pytest.raises(StorageFailed, match="damaged"):
        inbox.counts()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "inbox").write_text("in the way")
    with pytest.raises(StorageFailed) as raised:
        Inbox(tmp_path).keep(new())
    assert raised.value.status == 507


def test_a_full_disk_keeps_nothing_and_says_so(inbox: Inbox) -> None:
    inbox.keep(new())
    with inbox.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageFailed, match="full") as raised:
        inbox.keep(new("x" * 100_000))
    assert isinstance(raised.value, KgError)
    assert raised.value.status == 507
    assert inbox.counts()[State.WAITING] == 1


def test_looking_into_no_inbox_makes_none(tmp_path: Path) -> None:
    assert Inbox(tmp_path).standings() == ()
    assert list(tmp_path.iterdir()) == []
