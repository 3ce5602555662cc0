"""Rows that leave a bank: held for people, and a tombstone where they say so. Nothing goes unsaid."""

from contextlib import closing
from pathlib import Path

from kg.inbox import links
from kg.inbox.inbox import Inbox
from kg.link import sssom
from kg.link.duplicates import PREDICATE
from kg.link.leaving import LEFT, REPLACED
from kg.link.ledger import Decision, Line
from kg.sources.imported import ledgers
from tests.bank_exports import KIIS, VAXER
from tests.release.importing.conftest import Bank
from tests.release.importing.test_importing import KIIS_PAGE, NEW, POOR
from tests.workshop import BASE

GONE = "project/esf-23-019-s01"
PAGE = "https://www.esf.se/resultat/projektbanken/projekt/?dnr=23-019-S01"
LEAVING = f"leaving/records/{GONE}.ttl"


def _lines(bank: Bank) -> list[Line]:
    return [line for raw in ledgers(bank.home) for line in sssom.read(raw.read(), raw.name, BASE).lines]


def _say(bank: Bank, verdict: links.Verdict) -> None:
    with closing(Inbox(bank.home)) as inbox:
        links.decide(inbox, "granskare", links.NewDecision("esf", GONE, LEFT, PAGE, verdict, "Återkallat."))


def test_a_row_that_is_gone_waits_for_people_and_is_published_meanwhile(bank: Bank) -> None:
    bank.take("esf", VAXER, NEW)
    tally = bank.take("esf", VAXER).tally
    assert (tally.gone, tally.leaving, tally.gone_rows) == (1, 1, [("23-019-S01", "Nya vägar")])
    [line] = _lines(bank)
    assert (line.pair.subject, line.pair.object, line.decision) == (GONE, PAGE, Decision.HOLD)
    assert "finns inte längre" in line.told("sv")
    assert LEAVING in bank.files("esf")
    release = bank.build().release
    assert not release.model()["gone"]
    [held] = release.links()["held"]  # type: ignore[misc]  # JSON as it was written
    assert held["subject"] == GONE


def test_what_people_let_go_is_a_tombstone_in_the_next_release_and_ever_after(bank: Bank) -> None:
    bank.take("esf", VAXER, NEW)
    bank.take("esf", VAXER)
    bank.build()
    _say(bank, "accept")
    for _ in range(2):
        release = bank.build().release
        said = release.model()["gone"]
        assert list(said) == [BASE.iri + GONE]  # type: ignore[call-overload]  # JSON as it was written
        assert "Återkallat." in said[BASE.iri + GONE]["reason"]["sv"]  # type: ignore[index]  # likewise
        assert GONE not in str(release.links())
        tally = bank.take("esf", VAXER).tally
        assert (tally.gone, tally.leaving) == (0, 0)
    assert LEAVING not in bank.files("esf")


def test_what_people_keep_is_kept_and_not_asked_of_again(bank: Bank) -> None:
    bank.take("esf", VAXER, NEW)
    bank.take("esf", VAXER)
    _say(bank, "reject")
    tally = bank.take("esf", VAXER).tally
    assert (tally.gone, tally.leaving) == (0, 0)
    assert LEAVING in bank.files("esf")
    assert not bank.build().release.model()["gone"]


def test_a_row_that_comes_back_is_a_record_again(bank: Bank) -> None:
    bank.take("esf", VAXER, NEW)
    bank.take("esf", VAXER)
    _say(bank, "accept")
    bank.take("esf", VAXER)
    bank.take("esf", VAXER, NEW)
    assert f"records/{GONE}.ttl" in bank.files("esf")
    assert not bank.build().release.model()["gone"]


def test_a_row_that_waits_still_when_it_comes_back_is_as_before(bank: Bank) -> None:
    bank.take("esf", VAXER, NEW)
    bank.take("esf", VAXER)
    tally = bank.take("esf", VAXER, NEW).tally
    assert (tally.same, tally.new, tally.gone, tally.leaving) == (2, 0, 0, 0)
    assert (LEAVING in bank.files("esf"), _lines(bank)) == (False, [])


def test_a_row_that_has_become_faulty_keeps_its_earlier_record(bank: Bank) -> None:
    bank.take("esf", VAXER, NEW)
    tally = bank.take("esf", VAXER, {**NEW, "budget": "okänt"}).tally
    assert (tally.faulty, tally.kept, tally.gone) == (1, 1, 0)
    assert (LEAVING in bank.files("esf"), _lines(bank)) == (True, [])


def test_a_row_that_is_no_longer_looked_for_waits_too(bank: Bank) -> None:
    bank.take("esf", VAXER, {**NEW, "summary": "Om bin"})
    tally = bank.take("esf", VAXER, {**NEW, "summary": "Om bin"}, about=("utrikes född*",)).tally
    assert (tally.passed_by, tally.leaving) == (1, 1)
    assert "säger inte de ord" in _lines(bank)[0].told("sv")


def test_a_record_whose_row_turns_out_to_be_ours_gives_way_to_ours(bank: Bank) -> None:
    with closing(Inbox(bank.home)) as inbox:
        for verdict in ("reject", "accept"):
            bank.take("esf", KIIS, VAXER)
            links.decide(
                inbox, "granskare", links.NewDecision("esf", "project/kiis", PREDICATE, KIIS_PAGE, verdict, "Skäl.")
            )
            bank.take("esf", KIIS, VAXER)
            if verdict == "reject":
                assert "records/project/esf-2018-00566.ttl" in bank.files("esf")
    for _ in range(2):
        gone = bank.build().release.model()["gone"]
        stone = gone[f"{BASE.iri}project/esf-2018-00566"]  # type: ignore[index]  # JSON as it was written
        assert stone["replacedBy"] == f"{BASE.iri}project/kiis"
        bank.take("esf", KIIS, VAXER)
    assert [line.pair.predicate for line in _lines(bank)] == [REPLACED]


def test_a_body_that_no_row_speaks_of_any_more_is_still_there(bank: Bank) -> None:
    bank.take("esf", VAXER, NEW)
    bank.take("esf", VAXER, POOR)
    _say(bank, "accept")
    bank.take("esf", VAXER, POOR)
    assert "records/actor/org-8020000009.ttl" in bank.files("esf")


def test_what_can_no_longer_be_published_is_let_go_with_its_reason(bank: Bank) -> None:
    other = {**NEW, "owner": "UPPSALA KOMMUN", "ownerNumber": "2120003005"}
    bank.take("esf", VAXER, other)
    _without_shapes_for(bank)
    tally = bank.take("esf", POOR).tally
    assert tally.new == 1
    assert "kan inte publiceras" in next(line for line in _lines(bank) if line.pair.subject == GONE).told("sv")


def _without_shapes_for(bank: Bank) -> None:
    """Take away a body of ours that imported records speak of."""
    (bank.root / "data/records/actor/uppsala-kommun.ttl").unlink()


def test_an_import_that_lacks_a_ledger_of_its_own_is_read_all_the_same(bank: Bank) -> None:
    bank.take("esf", VAXER, NEW)
    for path in Path(bank.home).rglob("esf.sssom.tsv"):
        path.unlink()
    assert bank.take("esf", VAXER).tally.leaving == 1


def test_whoever_imports_may_let_all_that_is_gone_go_at_once(bank: Bank) -> None:
    bank.take("esf", VAXER, NEW)
    tally = bank.take("esf", VAXER, letting_go=True).tally
    assert (tally.gone, tally.leaving) == (1, 0)
    for _ in range(2):
        assert list(bank.build().release.model()["gone"]) == [BASE.iri + GONE]  # type: ignore[call-overload]  # JSON
        bank.take("esf", VAXER)
