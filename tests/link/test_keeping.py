"""Linking everything from files to files: what changed is written, and nothing at all where a file is broken."""

from contextlib import closing

import pytest

from kg.errors import BadSyntax, NotFound, StorageFailed
from kg.inbox.inbox import Inbox
from kg.inbox.links import NewDecision, decide
from kg.link.keeping import ledgers, link_all, save
from kg.link.ledger import Decision, new
from kg.sources.folder import scan
from tests.inbox.handing import accepted, file_digest
from tests.link.authorities import planted
from tests.workshop import BASE, Workshop, record

LEDGER = "data/links/register.sssom.tsv"


@pytest.fixture
def world(tiny: Workshop) -> Workshop:
    planted(tiny)
    tiny.write("ontology/place.ttl", "<ns#Place> <ns#kind> 'place' .")
    tiny.write(
        "data/records/place/sala.ttl", record("place", "sala", "skos:prefLabel 'Sala'@sv ; skos:notation '1981'")
    )
    return tiny


def test_what_is_found_is_written_once(world: Workshop) -> None:
    [done] = link_all(world.settings, today="2026-03-05")
    assert [line.pair.subject for line in done.new] == ["place/sala"]
    before = world.read(LEDGER)
    assert before.count("\n") == before.count("\n#") + 3
    assert link_all(world.settings, ["register"], today="2026-04-01")[0].lines == ()
    assert world.read(LEDGER) == before
    found = {each.name: each for each in ledgers(scan(world.root), BASE)}
    assert found["register"].lines[0].decision is Decision.ACCEPT


def test_what_is_accepted_and_not_yet_exported_is_linked_too(world: Workshop) -> None:
    sala = world.read("data/records/place/sala.ttl")
    with closing(Inbox(world.home)) as inbox:
        accepted(inbox, sala.replace("1981", "0000"), "place/sala", parent=file_digest(world, "place/sala"))
        ny = record("place", "nya-sala", "skos:prefLabel 'Sala'@sv ; skos:notation '1981'")
        accepted(inbox, ny, "place/nya-sala", parent=None)
    [done] = link_all(world.settings, today="2026-03-05")
    assert [line.pair.subject for line in done.new if line.decision is Decision.ACCEPT] == ["place/nya-sala"]
    assert world.read("data/records/place/sala.ttl") == sala


def test_what_a_steward_has_rejected_is_left_alone_though_it_is_not_yet_exported(world: Workshop) -> None:
    [done] = link_all(world.settings, today="2026-03-05")
    pair = done.new[0].pair
    before = world.read(LEDGER)
    world.edit("data/records/place/sala.ttl", "1981", "0000")
    with closing(Inbox(world.home)) as inbox:
        word = NewDecision("register", pair.subject, pair.predicate, pair.object, "reject", "Annan plats.")
        decide(inbox, "granskare", word)
    assert link_all(world.settings, today="2026-03-06")[0].changed == ()
    assert world.read(LEDGER) == before


def test_a_name_that_is_none_is_refused(world: Workshop) -> None:
    with pytest.raises(NotFound, match="Did you mean register"):
        link_all(world.settings, ["registr"], today="2026-03-05")


def test_where_a_ledger_is_broken_nothing_is_written(world: Workshop) -> None:
    world.write("data/links/annan.sssom.tsv", "subject_id\n")
    with pytest.raises(BadSyntax):
        link_all(world.settings, today="2026-03-05")
    assert not (world.root / LEDGER).exists()


def test_a_folder_that_refuses_is_told(world: Workshop) -> None:
    (world.root / LEDGER).mkdir()
    with pytest.raises(StorageFailed, match="can't be written"):
        save(world.root, [new("register", "R", {})], BASE)
