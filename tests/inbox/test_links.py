"""Words on links: kept with a reason, the last one on a pair counts, and none is removed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import BadInput
from kg.inbox.inbox import Inbox
from kg.inbox.links import NewDecision, decide, decided, last_number
from kg.inbox.standing import digest_of

PAIR = ("wikidata", "place/sala", "http://www.w3.org/2002/07/owl#sameAs", "http://www.wikidata.org/entity/Q37399")


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Inbox]:
    with closing(Inbox(tmp_path)) as opened:
        yield opened


def test_nothing_is_decided_where_nothing_ever_was(inbox: Inbox) -> None:
    assert decided(inbox) == ()
    assert not inbox.exists()
    assert last_number(()) == 0


def test_the_last_word_on_a_pair_counts(inbox: Inbox) -> None:
    first = decide(inbox, "granskare", NewDecision(*PAIR, "accept", "samma  sak\n"))
    [word] = decided(inbox)
    assert (word.number, word.verdict, word.reason) == (first, "accept", "samma sak")
    second = decide(inbox, "granskare", NewDecision(*PAIR, "reject", "inte samma"))
    [word] = decided(inbox)
    assert (word.number, word.verdict) == (second, "reject")
    assert last_number((word,)) == second > first


def test_a_word_without_a_reason_is_refused(inbox: Inbox) -> None:
    with pytest.raises(BadInput, match="Give a reason"):
        decide(inbox, "granskare", NewDecision(*PAIR, "accept", "  "))
    assert decided(inbox) == ()


def test_a_word_is_never_removed(inbox: Inbox) -> None:
    decide(inbox, "granskare", NewDecision(*PAIR, "accept", "samma"))
    with pytest.raises(Exception, match="never removed"), inbox.writing() as connection:
        connection.execute("DELETE FROM link_decision")
    with closing(sqlite3.connect(inbox.path)) as raw:
        assert raw.execute("SELECT count(*) FROM link_decision").fetchone() == (1,)


def test_a_word_changes_what_is_to_be_published() -> None:
    assert digest_of(()) == digest_of((), links=0) != digest_of((), links=1) != digest_of((), links=2)
