"""What is taken down leaves the inbox wherever it is kept: in answers and in edits too."""

import json
from pathlib import Path

from kg.inbox import edits
from kg.inbox.inbox import Inbox
from kg.inbox.redact import redact
from kg.inbox.values import Edit, NewRevision, NewSubmission

SECRET = "hemlig uppgift"


class Cleaner:
    """Knows one text that was taken down."""

    def text(self, text: str) -> str:
        """The text without it."""
        return text.replace(SECRET, "[…]")

    def body_holds(self, name: str, media_type: str | None, body: bytes) -> bool:
        """Whether what was handed in holds it."""
        return SECRET.encode() in body

    def record(self, key: str, turtle: str) -> tuple[str, str] | None:
        """A record without it."""
        return (turtle.replace(SECRET, "[…]"), "digest") if SECRET in turtle else None


def _kept(inbox: Inbox, *, turtle: str = "Bro", answers: str = "{}") -> str:
    revision = NewRevision("project/bro", turtle, "d", None, answers)
    return inbox.keep(NewSubmission("x.json", "application/json", b"x", "{}", "v1", (revision,)))


def _files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_nothing_of_it_is_left_in_answers_or_edits(inbox: Inbox, tmp_path: Path) -> None:
    said = json.dumps({"kind": "project", "answers": {"title": [SECRET]}})
    in_answers, in_record, in_edit = _kept(inbox, answers=said), _kept(inbox, turtle=SECRET, answers=said), _kept(inbox)
    edits.keep(inbox, in_edit, [Edit("project/bro", "granskare", SECRET, said, SECRET)])
    untouched = _kept(inbox)
    edits.keep(inbox, untouched, [Edit("project/bro", "granskare", "Bro två", "{}")])
    assert redact(inbox, Cleaner()) == 2
    assert SECRET.encode() not in _files(tmp_path)
    assert [inbox.revisions(each)[0].answers for each in (in_record, in_edit)] == [None, None]
    assert "[…]" in (inbox.revisions(in_answers)[0].answers or "")
    assert edits.of(inbox, in_edit) == {}
    assert edits.of(inbox, untouched)["project/bro"].turtle == "Bro två"
