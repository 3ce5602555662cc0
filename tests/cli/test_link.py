"""`kg link` and `kg links`: found once, decided by people where a program may not, written for git, published."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from kg.inbox.inbox import Inbox
from kg.release.layout import current
from tests.cli.commands import kg
from tests.link.authorities import planted
from tests.workshop import Workshop, record

LEDGER = "data/links/register.sssom.tsv"


@pytest.fixture
def world(tiny: Workshop) -> Workshop:
    """A world with two places and an authority: one entry is confirmed, the other is not."""
    planted(tiny)
    tiny.write("ontology/place.ttl", "<ns#Place> <ns#kind> 'place' .")
    for slug, name, code in (("sala", "Sala", "1981"), ("heby", "Heby", "0331")):
        body = f"skos:prefLabel '{name}'@sv ; skos:notation '{code}'"
        tiny.write(f"data/records/place/{slug}.ttl", record("place", slug, body))
    return tiny


@pytest.fixture
def steward(world: Workshop) -> Iterator[Inbox]:
    with closing(Inbox(world.home)) as inbox:
        inbox.add_account("granskare", "en bro över vattnet")
        yield inbox


def _held(world: Workshop) -> str:
    return kg(world, "links", "review").out.split()[0]


def test_links_are_found_once_and_what_waits_is_told_with_its_reasons(world: Workshop) -> None:
    first = kg(world, "link")
    assert (first.code, first.err) == (1, "")
    assert first.out.startswith("register: 1 nya länkar, 1 väntar på beslut, 0 gäller sedan förut.\n")
    assert "väntar: Heby (place/heby) – Heby kommun <http://www.wikidata.org/entity/Q11>" in first.out
    assert "uppgiften är inte bekräftad av en andra källa (bara en källa)" in first.out
    again = kg(world, "link", "--authority", "register", "--lang", "en")
    assert (again.code, again.out) == (0, "register: 0 new links, 0 wait for a decision, 1 stand from before.\n")


def test_what_cannot_be_done_is_told(world: Workshop) -> None:
    unknown = kg(world, "link", "--authority", "registret")
    assert (unknown.code, unknown.out) == (2, "")
    assert "Menade du register?" in unknown.err
    assert kg(world, "link", "--accept").code == 2
    world.write(LEDGER, "subject_id\n")
    broken = kg(world, "link")
    assert (broken.code, f"{LEDGER}:1" in broken.err) == (2, True)


@pytest.mark.usefixtures("steward")
def test_a_held_link_is_accepted_exported_and_published(world: Workshop) -> None:
    kg(world, "link")
    name = _held(world)
    said = ("links", "review", "--accept", name, "--because", "Wikidata säger det också")
    stranger = kg(world, *said, "--account", "okänd")
    assert (stranger.code, "'okänd'" in stranger.err) == (2, True)
    assert kg(world, "links", "review", "--accept", name, "--account", "granskare").code == 2
    done = kg(world, *said, "--account", "granskare")
    assert (done.code, done.out) == (0, "Länken godkänd: Heby – Heby kommun.\n")
    assert kg(world, "links", "review", "--lang", "en").out == "No links wait.\n"
    assert kg(world, *said, "--account", "granskare").code == 2
    assert kg(world, "links", "export").out == f"{LEDGER}\n"
    assert "Samverkansgrafens förvaltare" in world.read(LEDGER)
    assert "granskare" not in world.read(LEDGER)
    assert kg(world, "links", "export").out == "Inget att skriva.\n"
    world.point()
    accepted = current(world.home).links()["accepted"]
    assert "place/heby" in {each["subject"] for each in accepted}  # type: ignore[attr-defined]


@pytest.mark.usefixtures("steward")
def test_a_rejected_link_is_never_proposed_again(world: Workshop) -> None:
    kg(world, "link")
    words = ("--because", "en annan plats", "--account", "granskare", "--lang", "en")
    done = kg(world, "links", "review", "--reject", _held(world), *words)
    assert done.out == "The link is rejected: Heby – Heby kommun.\n"
    kg(world, "links", "export")
    assert kg(world, "link").code == 0
    assert "\treject\t" in world.read(LEDGER)
