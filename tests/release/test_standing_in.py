"""Accepted records are built in the place of their files; a file that was changed meanwhile is a warning, never a loss."""

import json
from contextlib import closing

from kg.inbox.inbox import Inbox
from kg.pipeline import Outcome, is_current
from kg.rdf.findings import Finding, Level
from kg.release import index, shards
from kg.release.layout import Release, current
from kg.release.standing_in import IN_CONFLICT
from kg.release.verify import verify
from tests.inbox.handing import accepted, file_digest, handed
from tests.workshop import Workshop, record

KEY = "project/bro"
FILE = "data/records/project/bro.ttl"


def _said(release: Release, key: str = KEY) -> str:
    lines = shards.read(release.path / "shards", shards.shard_of(key))
    return "".join(line for line in lines if f"record/{key}>" in line)


def _conflicts(outcome: Outcome) -> list[Finding]:
    return [each for each in outcome.findings if each.component == IN_CONFLICT]


def _changed(world: Workshop, word: str) -> str:
    return world.read(FILE).replace("Bridge", word)


def test_an_accepted_record_is_published_in_the_place_of_its_file(published: Workshop) -> None:
    before = current(published.home)
    with closing(Inbox(published.home)) as inbox:
        receipt = accepted(inbox, _changed(published, "Span"), KEY, parent=file_digest(published, KEY))
        assert not is_current(published.settings)
        outcome = published.publish(judging=True, dumping=False)
        (revision,) = inbox.revisions(receipt)
    assert outcome.new
    assert '"Span"@en' in _said(outcome.release)
    assert '"Bridge"@en' not in _said(outcome.release)
    assert outcome.release.manifest.kinds == before.manifest.kinds
    assert outcome.release.manifest.inputs["accepted"] != before.manifest.inputs["accepted"]
    assert revision.published_in == outcome.release.id
    assert is_current(published.settings)
    assert not published.publish(dumping=False).new
    verify(outcome.release)


def test_a_whole_build_gives_the_same(published: Workshop) -> None:
    with closing(Inbox(published.home)) as inbox:
        accepted(inbox, _changed(published, "Span"), KEY, parent=file_digest(published, KEY))
        accepted(inbox, record("actor", "ny", 'samv:name "Ny"@sv'), "actor/ny", parent=None)
    step_by_step = published.point()
    (published.home / "releases" / step_by_step.id).rename(published.home / "releases" / "aside")
    for path in (published.home / "releases").glob("0001-*"):
        path.rename(published.home / "old")
    whole = published.built()
    assert whole.manifest.content_hash == step_by_step.manifest.content_hash
    assert dict(whole.manifest.inputs) == dict(step_by_step.manifest.inputs)


def test_a_receipt_stands_nowhere_in_a_release(published: Workshop) -> None:
    with closing(Inbox(published.home)) as inbox:
        receipt = accepted(inbox, _changed(published, "Span"), KEY, parent=file_digest(published, KEY))
    release = published.publish().release
    with index.reading(release.path / "index.sqlite") as kept:
        assert kept.entries()[KEY].source == f"inbox/1/records/{KEY}.ttl"
    for path in published.home.glob("[rb]*/**/*"):
        if path.is_file():
            assert receipt.encode() not in path.read_bytes()


def test_a_file_that_says_the_same_takes_the_record_up(published: Workshop) -> None:
    text = _changed(published, "Span")
    with closing(Inbox(published.home)) as inbox:
        accepted(inbox, text, KEY, parent=file_digest(published, KEY))
        first = published.point()
        published.write(FILE, "# En anmärkning\n" + text)
        second = published.point()
        assert inbox.standings() == ()
        assert second.manifest.content_hash == first.manifest.content_hash
        published.edit(FILE, "Span", "Arch")
        third = published.point()
        assert '"Arch"@en' in _said(third), "from now on the file is what counts"
        assert inbox.last_publication().conflicts == ()  # type: ignore[union-attr]


def test_a_file_changed_meanwhile_is_a_warning_that_names_both(published: Workshop) -> None:
    with closing(Inbox(published.home)) as inbox:
        accepted(inbox, _changed(published, "Span"), KEY, parent=file_digest(published, KEY))
        published.point()
        published.edit(FILE, "Bridge", "Arch")
        outcome = published.publish(dumping=False)
        found = _conflicts(outcome)
        assert [(each.level, str(each.place), str(each.also[0])) for each in found] == [
            (Level.WARNING, FILE, f"inbox/1/records/{KEY}.ttl")
        ]
        assert '"Span"@en' in _said(outcome.release)
        report = json.loads((outcome.release.path / "report.json").read_text("utf-8"))
        assert [each["record"] for each in report if each["component"] == IN_CONFLICT] == [
            f"https://example.org/record/{KEY}"
        ]
        last = inbox.last_publication()
        assert last is not None
        assert len(last.conflicts) == 1
        published.edit(FILE, "Arch", "Bridge")
        assert _conflicts(published.publish(dumping=False)) == []


def test_a_correction_of_an_accepted_record_knows_the_file_behind_both(published: Workshop) -> None:
    with closing(Inbox(published.home)) as inbox:
        accepted(inbox, _changed(published, "Span"), KEY, parent=file_digest(published, KEY))
        published.point()
        before = inbox.in_force(KEY)
        assert before is not None
        accepted(inbox, _changed(published, "Arch"), KEY, parent=before[0])
        outcome = published.publish(dumping=False)
        assert '"Arch"@en' in _said(outcome.release)
        assert _conflicts(outcome) == []


def test_a_removed_file_is_a_warning_too(published: Workshop) -> None:
    with closing(Inbox(published.home)) as inbox:
        accepted(inbox, _changed(published, "Span"), KEY, parent=file_digest(published, KEY))
    published.remove(FILE)
    outcome = published.publish(dumping=False)
    assert len(_conflicts(outcome)) == 1
    assert '"Span"@en' in _said(outcome.release)


def test_a_new_record_needs_no_file(published: Workshop) -> None:
    with closing(Inbox(published.home)) as inbox:
        accepted(inbox, record("actor", "ny", 'samv:name "Ny"@sv'), "actor/ny", parent=None)
        handed(inbox, record("actor", "vantar", 'samv:name "Väntar"@sv'), "actor/vantar", parent=None)
    release = published.point()
    assert "actor/ny" in _said(release, "actor/ny")
    assert _said(release, "actor/vantar") == ""
