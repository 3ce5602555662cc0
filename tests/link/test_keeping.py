"""Linking everything from files to files: what changed is written, and nothing at all where a file is broken."""

import pytest

from kg.errors import BadSyntax, NotFound, StorageFailed
from kg.link.keeping import ledgers, link_all, save
from kg.link.ledger import Decision, new
from kg.sources.folder import scan
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
