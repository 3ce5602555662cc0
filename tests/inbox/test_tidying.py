"""Drafts and submitters' addresses are kept no longer than promised, and are gone from the files then."""

import json
from pathlib import Path

import pytest

from kg.errors import NotFound, PayloadTooLarge
from kg.inbox.drafts import LARGEST
from kg.inbox.inbox import Inbox
from tests.inbox.conftest import Clock, new

ADDRESS = "handlaggare.nittioatta@example.se"


def test_a_draft_is_found_by_its_code_and_saved_again_under_it(inbox: Inbox) -> None:
    code = inbox.save_draft(None, "project", '{"kind": "project"}')
    assert code.startswith("U-")
    assert json.loads(inbox.draft(code.lower()).answers) == {"kind": "project"}
    assert inbox.save_draft(code, "project", '{"kind": "project", "answers": {}}') == code
    assert "answers" in inbox.draft(code).answers
    inbox.remove_draft(code)
    with pytest.raises(NotFound):
        inbox.draft(code)


def test_saving_under_a_code_that_has_run_out_loses_nothing(inbox: Inbox, clock: Clock) -> None:
    code = inbox.save_draft(None, "project", "{}")
    clock.on(days=60)
    with pytest.raises(NotFound):
        inbox.draft(code)
    inbox.tidy(90)
    assert inbox.save_draft(code, "project", '{"a": 1}') == code
    assert inbox.draft(code).answers == '{"a": 1}'


def test_a_draft_has_a_largest_size(inbox: Inbox) -> None:
    with pytest.raises(PayloadTooLarge):
        inbox.save_draft(None, "project", json.dumps("x" * LARGEST))


def test_an_address_goes_some_days_after_the_decision(inbox: Inbox, clock: Clock, tmp_path: Path) -> None:
    receipt = inbox.keep(new(contact=ADDRESS))
    clock.on(days=200)
    assert inbox.tidy(90) == 0, "nothing is decided yet"
    inbox.reject(receipt, "granskare", "Nej.", "v1")
    clock.on(days=89)
    assert inbox.tidy(90) == 0
    assert inbox.contact(receipt) == ADDRESS
    clock.on(days=1)
    assert inbox.tidy(90) == 1
    assert inbox.contact(receipt) is None
    inbox.close()
    kept = b"".join(path.read_bytes() for path in (tmp_path / "inbox").iterdir())
    assert ADDRESS.encode() not in kept


def test_an_address_goes_in_the_end_though_nothing_is_decided(inbox: Inbox, clock: Clock) -> None:
    receipt = inbox.keep(new(contact=ADDRESS))
    clock.on(days=90 + 365)
    assert inbox.tidy(90) == 1
    assert inbox.contact(receipt) is None
    assert inbox.tidy(90) == 0
