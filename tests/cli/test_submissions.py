"""The review queue and its accounts at the command line: the same decisions as on the pages."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from kg.inbox.inbox import Inbox
from kg.inbox.values import NewRevision, NewSubmission
from kg.release import shards
from kg.release.layout import current
from tests.cli.commands import kg
from tests.inbox.conftest import yes
from tests.inbox.handing import file_digest, handed, record_of, written
from tests.workshop import Workshop, record

PASSWORD = "en bro över vattnet\n"
NEW = record("actor", "ny", 'skos:prefLabel "Ny"@sv ; rdfs:label "Ny"@sv').replace(
    "@prefix samv", "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix samv"
)
KEY = "project/bro"


@pytest.fixture
def inbox(published: Workshop) -> Iterator[Inbox]:
    """The inbox of the published world, with an account."""
    with closing(Inbox(published.home)) as opened:
        opened.add_account("granskare", PASSWORD.strip())
        yield opened


def _changed(world: Workshop, word: str = "Span") -> str:
    return world.read(f"data/records/{KEY}.ttl").replace("Bridge", word)


def test_accounts_are_made_listed_and_removed(published: Workshop) -> None:
    assert kg(published, "stewards", "list").out == "Inga konton än.\n"
    made = kg(published, "stewards", "add", "granskare", stdin=PASSWORD)
    assert (made.code, made.out, made.err) == (0, "Kontot finns: granskare\n", "")
    assert kg(published, "stewards", "list", "--lang", "en").out.endswith("  granskare\n")
    short = kg(published, "stewards", "add", "annan", stdin="kort\n")
    assert (short.code, short.out) == (2, "")
    assert "minst 12" in short.err
    assert kg(published, "stewards", "remove", "granskare").code == 0
    assert kg(published, "stewards", "remove", "granskare").code == 2


def test_a_submission_is_looked_at_and_rejected(published: Workshop, inbox: Inbox) -> None:
    receipt = handed(inbox, _changed(published), KEY, parent=file_digest(published, KEY))
    listed = kg(published, "submissions", "list")
    assert (listed.code, KEY in listed.out, receipt in listed.out) == (0, True, False)
    assert '"Span"@en' in kg(published, "submissions", "show", "1", "--turtle").out
    assert receipt in kg(published, "submissions", "show", receipt.lower()).out
    stranger = kg(published, "submissions", "reject", "1", "--account", "okänd", "--reason", "Nej.")
    assert (stranger.code, "okänd" in stranger.err) == (2, True)
    done = kg(published, "submissions", "reject", "1", "--account", "granskare", "--reason", "Nej.", "--lang", "en")
    assert (done.code, done.out) == (0, "Submission 1: rejected.\n")
    assert kg(published, "submissions", "withdraw", "1", "--account", "granskare").code == 1
    assert kg(published, "submissions", "list").out == "Här finns inga inlämningar.\n"
    assert kg(published, "submissions", "show", "2").code == 2


def test_what_is_accepted_is_published_and_exported_for_git(published: Workshop, inbox: Inbox) -> None:
    handed(inbox, _changed(published), KEY, parent=file_digest(published, KEY))
    done = kg(published, "submissions", "accept", "1", "--account", "granskare", "--note", "Tack!")
    assert (done.code, done.out, done.err) == (0, "Inlämning 1: godkänd.\n", "")
    first = published.point()
    said = "".join(shards.read(first.path / "shards", shards.shard_of(KEY)))
    assert '"Span"@en' in said
    assert "dateAccepted" in said
    exported = kg(published, "submissions", "export", "data/records")
    assert (exported.code, exported.out) == (0, f"data/records/{KEY}.ttl\n")
    assert kg(published, "submissions", "export", "data/records").out == "Inget att skriva.\n"
    second = published.point()
    assert second.manifest.content_hash == first.manifest.content_hash
    assert inbox.standings() == ()
    published.edit(f"data/records/{KEY}.ttl", "Span", "Arch")
    published.point()
    said = "".join(shards.read(current(published.home).path / "shards", shards.shard_of(KEY)))
    assert '"Arch"@en' in said


def test_faults_are_edited_away_at_the_command_line(published: Workshop, inbox: Inbox) -> None:
    untitled = "\n".join(line for line in _changed(published).splitlines() if "dcterms:title" not in line)
    handed(inbox, untitled, KEY, parent=file_digest(published, KEY))
    refused = kg(published, "submissions", "accept", "1", "--account", "granskare")
    assert refused.code == 1
    assert "fel måste rättas" in refused.err
    path = published.write("../edited.ttl", _changed(published, "Arch"))
    done = kg(published, "submissions", "accept", "1", "--account", "granskare", "--turtle", str(path))
    assert (done.code, done.err) == (0, "")
    assert "Arch" in inbox.standings()[0].turtle


def test_records_are_decided_one_by_one_at_the_command_line(published: Workshop, inbox: Inbox) -> None:
    pairs = [(KEY, _changed(published), file_digest(published, KEY)), ("actor/ny", NEW, None)]
    revisions = []
    for key, text, parent in pairs:
        turtle = written(text, key)
        revisions.append(NewRevision(key, turtle, record_of(turtle, key).digest, parent))
    inbox.keep(NewSubmission("x.ttl", "text/turtle", b"x", "{}", "v1", tuple(revisions)))
    stranger = kg(published, "submissions", "accept", "1", "--account", "granskare", "--only", "actor/annan")
    assert (stranger.code, "De här väntar: actor/ny, project/bro" in stranger.err) == (2, True)
    done = kg(published, "submissions", "accept", "1", "--account", "granskare", "--only", KEY)
    assert (done.code, done.out, done.err) == (0, f"Inlämning 1, {KEY}: godkänd.\n", "")
    assert f"  {KEY}  godkänd\n" in kg(published, "submissions", "show", "1").out
    no = kg(
        published, "submissions", "reject", "1", "--account", "granskare", "--only", "actor/ny", "--reason", "Finns."
    )
    assert (no.code, no.out) == (0, "Inlämning 1, actor/ny: avslagen.\n")
    assert [(each.key, each.verdict) for each in inbox.decisions(inbox.numbered(1).receipt)] == [
        (KEY, "accepted"),
        ("actor/ny", "rejected"),
    ]


def test_a_conflict_is_confirmed_at_the_command_line(published: Workshop, inbox: Inbox) -> None:
    handed(inbox, _changed(published), KEY, parent="något annat")
    refused = kg(published, "submissions", "accept", "1", "--account", "granskare")
    assert (refused.code, "ändrats av någon annan" in refused.err) == (1, True)
    done = kg(published, "submissions", "accept", "1", "--account", "granskare", "--despite-conflict")
    assert (done.code, done.err) == (0, "")


def test_another_file_of_the_same_record_is_pointed_out(published: Workshop, inbox: Inbox) -> None:
    inbox.accept(handed(inbox, NEW, "actor/ny", parent=None), yes(NEW, key="actor/ny"))
    published.write("data/records/actor/ny.jsonld", "{}")
    said = kg(published, "submissions", "export", "data/records")
    assert "ny.jsonld" in said.err


def test_tidying_says_what_went(published: Workshop) -> None:
    assert kg(published, "submissions", "tidy").out == "Rensade adresser: 0\n"
