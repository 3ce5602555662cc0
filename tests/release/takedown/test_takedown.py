"""What is taken down is nowhere any more: in no release, no file, no store, no database; and doesn't come back."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import Gone, Refused, Unavailable
from kg.inbox import redactions
from kg.inbox.inbox import Inbox
from kg.inbox.values import Acceptance, AcceptedRecord, NewRevision, NewSubmission
from kg.link.ledger import Decision
from kg.rdf.canonical import digest
from kg.release import layout, shards
from kg.release.layout import Release, current, releases
from kg.release.publish import rollback
from kg.release.takedown.guard import must_have_been_through
from kg.release.takedown.takedown import TakenDown, carry_out, count, of_record, of_statements, take_down
from kg.release.takedown.withheld import Marks
from kg.release.verify import store_fingerprint, verify
from kg.release.walk import parsed
from tests.release.scanning import places_with
from tests.workshop import WORLD, Workshop, ledger, workshop

NUMBER = "900101-9802"
NOTE = f'skos:note "Fråga {NUMBER} om bron."@sv ;'
NAME = "Fråga Ingela Exempel om bron"
AT = "2026-03-05T12:00:00Z"
BRO = "data/records/project/bro.ttl"
SUBJECT = "https://example.org/project/bro"
SKOS_NOTE = "http://www.w3.org/2004/02/skos/core#note"


def plant(world: Workshop, text: str = NOTE) -> None:
    world.edit(BRO, "@prefix samv:", "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix samv:")
    world.edit(BRO, "<project/bro> a samv:Project ;", f"<project/bro> a samv:Project ; {text}")


def four_releases(world: Workshop, *, dumping: bool) -> list[Release]:
    """One without the value, one with it, one that no longer says it but whose store is a clone of that, one that does."""
    before = world.read(BRO)
    world.publish(dumping=dumping)
    plant(world)
    world.publish(dumping=dumping)
    planted = world.read(BRO)
    world.write(BRO, before)
    world.publish(dumping=dumping)
    world.write(BRO, planted)
    world.publish(dumping=dumping)
    return releases(world.home)


@pytest.fixture(scope="module")
def _four_once(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    made = workshop(tmp_path_factory.mktemp("four"))
    four_releases(made, dumping=False)
    return made


@pytest.fixture
def four(_four_once: Workshop, tmp_path: Path) -> Workshop:
    """Four releases without downloads, to do with as one likes."""
    return _four_once.copied_to(tmp_path / "four")


@pytest.fixture(scope="module")
def _two_once(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    made = workshop(tmp_path_factory.mktemp("two"))
    made.publish(dumping=False)
    plant(made)
    made.publish(dumping=False)
    return made


@pytest.fixture
def two(_two_once: Workshop, tmp_path: Path) -> Workshop:
    """A release without the value, and one with it that readers are pointed at."""
    return _two_once.copied_to(tmp_path / "two")


def marks(world: Workshop) -> Marks:
    with closing(Inbox(world.home)) as inbox:
        return Marks(redactions.key(inbox))


def taking(world: Workshop, text: str, step: Callable[[str], None] = lambda _: None) -> TakenDown:
    entry = marks(world).of_text(text)
    assert entry is not None
    return take_down(world.settings, [entry], at=AT, step=step)


def test_a_number_is_gone_from_every_file_and_the_rest_stays(tiny: Workshop) -> None:
    old = four_releases(tiny, dumping=True)
    assert len(places_with(tiny.home, NUMBER)) > 10
    kept = [each.manifest.counts["record_quads"] for each in old]
    done = taking(tiny, NUMBER)
    assert places_with(tiny.home, NUMBER, NUMBER.replace("-", "")) == []
    made = releases(tiny.home)
    assert list(done.releases.values()) == [0, 1, 0, 1]
    assert [each.manifest.sequence for each in made] == [1, 2, 3, 4]
    assert [each.manifest.counts["record_quads"] for each in made] == [kept[0], kept[1] - 1, kept[2], kept[3] - 1]
    assert [each.id == before.id for each, before in zip(made, old, strict=True)] == [True, False, True, False]
    assert current(tiny.home).id == made[-1].id
    for each in made:
        verify(each)
        assert each.bundle("dumps") is not None
    assert sorted(path.name for path in (tiny.home / "bundles").iterdir()) == [each.id for each in made]
    assert not (tiny.home / "takedown").exists()


def test_no_file_of_a_release_is_shared_with_what_was_destroyed(tiny: Workshop) -> None:
    old = four_releases(tiny, dumping=False)
    held = [os.open(path, os.O_RDONLY) for each in old for path in each.path.rglob("*") if path.is_file()]
    try:
        before = {os.fstat(handle).st_ino for handle in held}
        taking(tiny, NUMBER)
        assert {path.stat().st_ino for path in (tiny.home / "releases").rglob("*") if path.is_file()} & before == set()
        assert {os.fstat(handle).st_nlink for handle in held} == {0}
    finally:
        for handle in held:
            os.close(handle)


def test_a_release_says_that_something_was_removed_and_not_what(four: Workshop) -> None:
    taking(four, NUMBER)
    first, second, *_ = releases(four.home)
    notes = [line for line in _lines(second, "graph-release") if "2026-03-05" in line]
    assert len(notes) == 2
    assert second.manifest.redacted_on == "2026-03-05"
    assert (first.manifest.redacted_on, _lines(first, "graph-release")) == (None, _lines(first, "graph-release"))
    assert [line for line in _lines(first, "graph-release") if "2026-03-05" in line] == []


def test_the_count_in_the_release_graph_is_that_of_the_store(four: Workshop) -> None:
    taking(four, NUMBER)
    for each in releases(four.home):
        said = [line for line in _lines(each, "graph-release") if "void#triples" in line]
        number = store_fingerprint(each.store)[0]
        assert number == each.manifest.counts["quads"]
        assert f'"{number}"' in said[0]


def test_an_old_name_says_that_something_was_removed(four: Workshop) -> None:
    old = releases(four.home)
    taking(four, NUMBER)
    with pytest.raises(Gone, match=r"removed from release .* on 2026-03-05"):
        layout.find(four.home, old[1].id)


def test_a_text_is_known_whatever_stands_between_its_words_and_in_an_iri(tiny: Workshop) -> None:
    plant(
        tiny,
        """skos:note "fråga   INGELA-Exempel om bron!"@sv ; foaf:page <https://example.se/fraga-ingela_exempel%20om/bron> ;""",
    )
    tiny.publish(dumping=False)
    assert taking(tiny, NAME).statements == 2
    assert places_with(tiny.home, "ingela", "INGELA") == []


def test_what_followed_from_a_statement_goes_with_it(tiny: Workshop) -> None:
    tiny.publish(dumping=False)
    period = "https://example.org/project/bro#period"
    entries = of_statements(tiny.home, marks(tiny), [(period, "https://example.org/ns#edtf", None)])
    before = _lines_about(current(tiny.home), "project/bro")
    take_down(tiny.settings, entries, at=AT)
    gone = set(before) - set(_lines_about(current(tiny.home), "project/bro"))
    assert any("#edtf" in line for line in gone)
    assert any("startsOn" in line for line in gone)
    assert not [line for line in gone if "#edtf" not in line and "graph/derived" not in line]


def test_a_property_of_a_thing_goes_with_every_value_or_with_one(tiny: Workshop) -> None:
    plant(tiny, 'skos:note "Ett."@sv , "One."@en ;')
    tiny.publish(dumping=False)
    one = [(SUBJECT, SKOS_NOTE, quad) for quad in _notes(tiny)][:1]
    assert sum(count(tiny.home, of_statements(tiny.home, marks(tiny), one), marks(tiny)).values()) == 1
    take_down(tiny.settings, of_statements(tiny.home, marks(tiny), [(SUBJECT, SKOS_NOTE, None)]), at=AT)
    assert _notes(tiny) == []


def test_a_whole_record_goes_and_leaves_a_tombstone(tiny: Workshop) -> None:
    tiny.publish(dumping=False)
    before = current(tiny.home).manifest
    take_down(tiny.settings, of_record("project/bro"), at=AT)
    made = current(tiny.home)
    verify(made)
    assert made.manifest.counts["records"] == before.counts["records"] - 1
    assert [line for line in _lines_about(made, "project/bro") if "graph/release" not in line] == []
    gone = made.model()["gone"]
    assert isinstance(gone, dict)
    assert gone[SUBJECT]["date"] == "2026-03-05"


def test_what_was_said_of_links_of_a_record_goes_with_it(tiny: Workshop) -> None:
    link = ("project/bro", "http://www.w3.org/2002/07/owl#sameAs", "https://elsewhere.example/x")
    tiny.write("data/links/more.sssom.tsv", ledger("more", link))
    tiny.write("data/links/held.sssom.tsv", ledger("held", link, decision=Decision.HOLD))
    assert "project/bro" in (tiny.point().path / "links.json").read_text("utf-8")
    take_down(tiny.settings, of_record("project/bro"), at=AT)
    for release in releases(tiny.home):
        assert "project/bro" not in (release.path / "links.json").read_text("utf-8")
        assert "actor/norrby-kommun" in (release.path / "links.json").read_text("utf-8")


def test_a_build_refuses_a_file_that_still_says_it(four: Workshop) -> None:
    clean = (WORLD / BRO).read_text()
    taking(four, NUMBER)
    with pytest.raises(Refused) as refused:
        four.build()
    [finding] = refused.value.findings
    assert "docs/personal-data.md" in finding.text("sv")
    assert NUMBER not in finding.text("en")
    four.write(BRO, clean)
    outcome = four.publish(dumping=False)
    assert outcome.release.manifest.redactions == 1
    assert places_with(four.home, NUMBER) == []


def test_the_next_build_stands_on_the_redacted_release(four: Workshop) -> None:
    clean = (WORLD / BRO).read_text()
    taking(four, NUMBER)
    four.write(BRO, clean)
    made = four.publish(dumping=False).release
    whole = four.elsewhere("another").publish(dumping=False).release
    assert made.manifest.content == whole.manifest.content
    assert four.publish(dumping=False).new is False


def test_a_release_that_was_put_back_is_cleaned_and_until_then_not_served(four: Workshop, tmp_path: Path) -> None:
    old = releases(four.home)
    copy = Workshop(four.root, four.home).copied_to(tmp_path / "copy")
    taking(four, NUMBER)
    (copy.home / "releases" / old[1].id).rename(four.home / "releases" / old[1].id)
    with pytest.raises(Unavailable, match="takedown --resume"):
        must_have_been_through(four.home, releases(four.home))
    with pytest.raises(Unavailable, match="takedown --resume"):
        rollback(four.home, old[1].id)
    carry_out(four.settings)
    assert places_with(four.home, NUMBER) == []
    must_have_been_through(four.home, releases(four.home))


def test_a_log_that_was_kept_cleans_a_home_that_was_put_back_whole(four: Workshop, tmp_path: Path) -> None:
    marks(four)
    copy = four.copied_to(tmp_path / "copy")
    taking(four, NUMBER)
    with closing(Inbox(four.home)) as inbox:
        said = redactions.exported(inbox)
    assert "9802" not in said
    with closing(Inbox(copy.home)) as inbox:
        assert redactions.imported(inbox, said) == 1
        assert redactions.imported(inbox, said) == 0
    with pytest.raises(Unavailable, match="interrupted"):
        copy.build()
    carry_out(copy.settings)
    assert places_with(copy.home, NUMBER) == []


def test_doing_it_twice_changes_nothing_more(four: Workshop) -> None:
    taking(four, NUMBER)
    ids = [each.id for each in releases(four.home)]
    assert carry_out(four.settings) == TakenDown({}, 0, ())
    assert [each.id for each in releases(four.home)] == ids


class _Killed(Exception):
    """Somebody pulled the plug."""


STEPS = ["log", "inbox", "made", "placed", "made", "placed", "pointed", "destroyed", "history", "finish"]


@pytest.mark.parametrize("at", range(len(STEPS)))
def test_killed_at_any_step_each_release_is_old_or_new_and_the_next_run_ends_it(two: Workshop, at: int) -> None:
    old = releases(two.home)
    seen: list[str] = []

    def step(name: str) -> None:
        seen.append(name)
        if len(seen) > at:
            raise _Killed

    with pytest.raises(_Killed):
        taking(two, NUMBER, step)
    assert seen == STEPS[: at + 1]
    assert {each.manifest.sequence for each in releases(two.home)} == {1, 2}
    assert current(two.home).manifest.sequence == old[-1].manifest.sequence
    for each in releases(two.home):
        verify(each)
    if at + 1 < len(STEPS):
        with pytest.raises(Unavailable):
            two.build()
    carry_out(two.settings)
    assert places_with(two.home, NUMBER) == []
    assert [each.manifest.sequence for each in releases(two.home)] == [1, 2]


def test_the_inbox_is_cleaned_with_the_releases(tiny: Workshop) -> None:
    tiny.publish(dumping=False)
    with closing(Inbox(tiny.home)) as inbox:
        other = inbox.keep(_submission("Inget särskilt."))
        receipt = inbox.keep(_submission(f"Fråga {NUMBER}."))
        inbox.save_draft(None, "project", f'{{"answers": {{"title": [{{"value": "{NUMBER}"}}]}}}}')
        turtle = inbox.revisions(receipt)[0].turtle
        accepted = AcceptedRecord("project/nytt", turtle, digest(turtle), None)
        inbox.accept(receipt, Acceptance("granskare", (accepted,), "1", ground=f"Om {NUMBER}"))
        assert len(places_with(tiny.home, NUMBER)) > 0
    assert taking(tiny, NUMBER).submissions == 1
    assert places_with(tiny.home, NUMBER) == []
    with closing(Inbox(tiny.home)) as inbox:
        assert inbox.body(receipt) == b""
        assert inbox.body(other) != b""
        [revision] = inbox.revisions(receipt)
        assert "Nytt" in revision.in_force
        assert revision.accepted_digest == revision.digest
        assert inbox.in_force("project/nytt") is not None
        assert inbox.decisions(receipt)[0].ground == "Om borttaget"


def _submission(note: str) -> NewSubmission:
    turtle = f"""@base <https://example.org/> .
<project/nytt> a <ns#Project> ; <http://purl.org/dc/terms/title> "Nytt"@sv ; <{SKOS_NOTE}> "{note}"@sv .
<record/project/nytt> <http://xmlns.com/foaf/0.1/primaryTopic> <project/nytt> .
"""
    report = f'{{"findings": [{{"message": {{"sv": "{note}", "en": ""}}}}], "records": []}}'
    revision = NewRevision("project/nytt", turtle, digest(turtle), None)
    return NewSubmission(
        f"{note}.ttl", "text/turtle", turtle.encode(), report, "1", (revision,), contact="a@example.se"
    )


def _lines(release: Release, shard: str) -> list[str]:
    return shards.read(release.path / "shards", shard)


def _lines_about(release: Release, path: str) -> list[str]:
    return [
        line
        for name in release.manifest.content
        for line in _lines(release, name)
        if line.startswith((f"<https://example.org/{path}>", f"<https://example.org/{path}#"))
    ]


def _notes(world: Workshop) -> list[object]:
    lines = [line for line in _lines_about(current(world.home), "project/bro") if SKOS_NOTE in line]
    return [quad.object for quad in parsed(lines)]
