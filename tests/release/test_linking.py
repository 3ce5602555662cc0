"""The links graph: accepted lines alone, with what stewards have said in their place; and why, beside it."""

from collections.abc import Sequence

import pytest

from kg.errors import BadSyntax
from kg.inbox.links import LinkDecision
from kg.link.keeping import save
from kg.link.ledger import Decision
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.namespaces import OWL
from kg.release import shards
from kg.release.linking import ROLE, Links, ledgers, links, name_of
from kg.sources.folder import scan
from tests.workshop import BASE, BASE_IRI, Workshop, ledger

SAME = OWL.sameAs.value
BRO = ("project/bro", SAME, "https://elsewhere.example/bro")
VINTER = ("project/vinter", SAME, "https://elsewhere.example/vinter")


def _links(world: Workshop, heads: str = "", decided: Sequence[LinkDecision] = (), vocabulary: str = "") -> Links:
    said, among = (read(each.encode(), TURTLE, base_iri=BASE_IRI, source="x.ttl") for each in (heads, vocabulary))
    return links(scan(world.root), said, BASE, among=among, decided=decided)


def _word(link: tuple[str, str, str], verdict: str, reason: str = "vi har frågat", number: int = 1) -> LinkDecision:
    return LinkDecision("more", *link, verdict, reason, "Bro", "Bro", number, "2026-03-05T10:00:00Z")  # type: ignore[arg-type]  # accept or reject


@pytest.fixture
def world(tiny: Workshop) -> Workshop:
    tiny.remove("data/links/wikidata.sssom.tsv")
    tiny.write("data/links/more.sssom.tsv", ledger("more", BRO))
    tiny.write("data/links/held.sssom.tsv", ledger("held", VINTER, decision=Decision.HOLD))
    return tiny


def _pairs(made: Links) -> set[tuple[str, str, str]]:
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in made.quads}


def _term(link: tuple[str, str, str]) -> tuple[str, str, str]:
    return f"<{BASE_IRI}{link[0]}>", f"<{link[1]}>", f"<{link[2]}>"


def test_accepted_lines_are_published_and_held_ones_wait(world: Workshop) -> None:
    made = _links(world)
    assert _pairs(made) == {_term(BRO)}
    [told] = made.told["accepted"]  # type: ignore[misc,attr-defined]
    assert told["subject"] == "project/bro"
    [held] = made.told["held"]  # type: ignore[misc,attr-defined]
    assert (held["subject"], held["authority"], held["sv"]) == ("project/vinter", "held", "för hand")


def test_what_a_linkset_says_of_itself_is_published_as_it_stands(world: Workshop) -> None:
    head = "<links/more> <http://purl.org/dc/terms/title> 'Mer'@sv ."
    assert len(_links(world, head).quads) == 2


def test_a_link_that_stands_in_no_ledger_is_refused(world: Workshop) -> None:
    with pytest.raises(BadSyntax, match="a link stands in a ledger") as wrong:
        _links(world, f"<{BRO[0]}> <{SAME}> <{VINTER[2]}> .")
    assert "liggare" in wrong.value.text("sv")


def test_what_the_vocabulary_says_of_its_own_is_not_said_again(world: Workshop) -> None:
    concept = ("concept/slag/ett", SAME, "https://elsewhere.example/ett")
    world.write("data/links/more.sssom.tsv", ledger("more", BRO, concept))
    said = f"<{concept[0]}> <{SAME}> <{concept[2]}> . <{BRO[0]}> <{SAME}> <{BRO[2]}> ."
    assert _pairs(_links(world, vocabulary=said)) == {_term(BRO)}


def test_what_stewards_say_stands_in_for_the_lines(world: Workshop) -> None:
    made = _links(world, decided=[_word(BRO, "reject"), _word(VINTER, "accept", number=2)])
    assert _pairs(made) == {_term(VINTER)}
    [told] = made.told["accepted"]  # type: ignore[misc,attr-defined]
    assert told["subject"] == "project/vinter"
    assert (told["by"], told["date"], told["sv"]) == (ROLE, "2026-03-05", "vi har frågat")
    assert made.digest != _links(world).digest


def test_a_word_keeps_what_the_line_said_before_it(world: Workshop) -> None:
    word = LinkDecision("held", *VINTER, "accept", "vi har frågat", "Vinter", "", 1, "2026-03-05T10:00:00Z")
    line = next(line for each in ledgers(scan(world.root), BASE, [word]) for line in each.lines if each.name == "held")
    assert (line.decision, line.author, line.tool) == (Decision.ACCEPT, ROLE, "")
    assert line.comment_sv == "vi har frågat (innan: för hand)"


def test_a_word_that_the_files_have_taken_up_changes_nothing_more(world: Workshop) -> None:
    word = _word(BRO, "reject")
    save(world.root, ledgers(scan(world.root), BASE, [word]), BASE)
    before = ledgers(scan(world.root), BASE)
    assert ledgers(scan(world.root), BASE, [word]) == before
    assert _pairs(_links(world, decided=[word])) == _pairs(_links(world)) == set()


def test_a_line_written_after_the_word_is_what_counts(world: Workshop) -> None:
    old = LinkDecision("more", *BRO, "reject", "då", "", "", 1, "2026-03-03T10:00:00Z")
    assert _pairs(_links(world, decided=[old])) == {_term(BRO)}


def test_a_link_goes_by_a_name_of_its_own(world: Workshop) -> None:
    lines = [(each.name, line.pair) for each in ledgers(scan(world.root), BASE) for line in each.lines]
    assert len({name_of(*each) for each in lines}) == 2


def test_a_release_tells_why_and_what_waits(world: Workshop) -> None:
    release = world.point()
    told = release.links()
    assert set(told) == {"accepted", "held"}
    assert [line for line in shards.read(release.path / "shards", "graph-links") if BRO[2] in line]
    assert [each["subject"] for each in told["accepted"]] == ["project/bro"]  # type: ignore[attr-defined]
