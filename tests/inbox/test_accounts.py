"""Stewards log in with a password, not too often, and are logged out in time."""

import time

import pytest

from kg.errors import BadInput, NotFound, TooManyTries
from kg.inbox import passwords
from kg.inbox.accounts import SESSION_HOURS
from kg.inbox.inbox import Inbox
from kg.inbox.values import Session
from tests.inbox.conftest import Clock

PASSWORD = "en bro över vattnet"


@pytest.fixture
def steward(inbox: Inbox) -> Inbox:
    """An inbox with one account."""
    inbox.add_account("granskare", PASSWORD)
    return inbox


def _logged_in(inbox: Inbox) -> tuple[str, Session]:
    found = inbox.log_in("granskare", PASSWORD, "192.0.2.1")
    assert found is not None
    return found


def test_a_password_is_kept_as_a_hash_of_its_own() -> None:
    one, two = passwords.hashed(PASSWORD), passwords.hashed(PASSWORD)
    assert one != two
    assert PASSWORD not in one
    assert passwords.fits(PASSWORD, one)
    assert not passwords.fits("ett annat lösenord", one)
    assert not passwords.fits(PASSWORD, None)
    with pytest.raises(BadInput):
        passwords.hashed("kort")


def test_a_steward_logs_in_and_out(steward: Inbox) -> None:
    cookie, session = _logged_in(steward)
    assert session.account == "granskare"
    assert steward.session(cookie) == session
    other, _ = _logged_in(steward)
    assert other != cookie, "each log-in is a new session"
    steward.log_out(cookie)
    assert steward.session(cookie) is None
    assert steward.session(other) is not None


@pytest.mark.parametrize("cookie", ["", ".", "x.y", "å.ä"])
def test_a_cookie_of_somebody_elses_making_is_nobody(steward: Inbox, cookie: str) -> None:
    assert steward.session(cookie) is None


def test_a_changed_cookie_is_nobody(steward: Inbox) -> None:
    cookie, _ = _logged_in(steward)
    token, _, signature = cookie.partition(".")
    assert steward.session(f"{token}x.{signature}") is None
    assert steward.session(f"{token}.{signature[:-1]}") is None


def test_a_session_ends_by_itself(steward: Inbox, clock: Clock) -> None:
    cookie, _ = _logged_in(steward)
    clock.on(hours=SESSION_HOURS)
    assert steward.session(cookie) is None


def test_a_new_password_or_no_account_ends_the_sessions(steward: Inbox) -> None:
    cookie, _ = _logged_in(steward)
    steward.add_account("granskare", "ett nytt och längre lösenord")
    assert steward.session(cookie) is None
    found = steward.log_in("granskare", "ett nytt och längre lösenord", "192.0.2.1")
    assert found is not None
    steward.remove_account("granskare")
    assert steward.session(found[0]) is None
    assert steward.accounts() == []
    with pytest.raises(NotFound):
        steward.remove_account("granskare")


def test_too_many_wrong_passwords_must_wait_but_only_where_they_were_tried(steward: Inbox, clock: Clock) -> None:
    for _ in range(5):
        assert steward.log_in("granskare", "fel lösenord", "192.0.2.1") is None
    with pytest.raises(TooManyTries) as raised:
        steward.log_in("granskare", PASSWORD, "192.0.2.1")
    assert (raised.value.status, raised.value.seconds) == (429, 900)
    assert steward.log_in("granskare", PASSWORD, "192.0.2.2") is not None
    clock.on(minutes=15, seconds=1)
    assert steward.log_in("granskare", PASSWORD, "192.0.2.1") is not None


def test_an_account_that_is_no_account_is_refused(inbox: Inbox) -> None:
    for name in ("", " x", "a\nb", "x" * 65):
        with pytest.raises(BadInput):
            inbox.add_account(name, PASSWORD)


def test_tries_are_kept_without_names_and_addresses(steward: Inbox) -> None:
    steward.log_in("granskare", "fel lösenord", "192.0.2.77")
    with steward.reading() as connection:
        rows = [tuple(row) for row in connection.execute("SELECT * FROM attempt")]
    assert len(rows) == 1
    assert "192.0.2.77" not in repr(rows)
    assert "granskare" not in repr(rows)


def test_no_account_costs_as_much_as_a_wrong_password() -> None:
    """In processor time, which nothing else on the machine adds to: nobody learns which accounts there are."""
    kept = passwords.hashed(PASSWORD)

    def cost(known: str | None) -> float:
        begun = time.thread_time()
        assert not passwords.fits("fel lösenord", known)
        return time.thread_time() - begun

    wrong, nobody = (min(cost(known) for _ in range(5)) for known in (kept, None))
    assert 0.5 < wrong / nobody < 2
