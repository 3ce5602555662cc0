"""Exports become records: which, with what sources, and what is told of the rest."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import BadInput, BadSyntax, Unavailable
from kg.inbox import links, redactions
from kg.inbox.inbox import Inbox
from kg.link import ledger, sssom
from kg.link.duplicates import PREDICATE
from kg.link.ledger import Decision, Justification, Line, Pair
from kg.parse.record import parse
from kg.rdf.iris import Owner
from kg.release.importing.importing import Request, import_export
from kg.release.importing.shelf import importing_alone
from kg.release.importing.told import Listener
from kg.release.shards import read as read_shard
from kg.release.shards import shard_of
from kg.release.takedown.takedown import take_down
from kg.release.takedown.withheld import Marks
from kg.sources.imported import current, ledgers
from kg.sweden.projectbanks.about import About
from tests.bank_exports import KIIS, VAXER, VAXER_I_KOHESIO
from tests.bench.exports import write
from tests.release.importing.conftest import Bank, a_bank
from tests.workshop import BASE, NOON

PERSON = {
    **VAXER,
    "id": "23-018-S01",
    "title": "Enmansföretaget",
    "owner": "Kim Exempelsson",
    "ownerNumber": "9001019802",
}
NEW = {**VAXER, "id": "23-019-S01", "title": "Nya vägar", "owner": "Nybyns folkhögskola", "ownerNumber": "8020000009"}
NUMBERLESS = {
    **VAXER,
    "id": "23-020-S01",
    "title": "Utan nummer",
    "owner": "Nybyns ideella förening",
    "ownerNumber": "",
}
NOBODY = {**VAXER, "id": "23-021-S01", "title": "Någon", "owner": "Kim Exempelsson", "ownerNumber": ""}
FAULTY = {**VAXER, "id": "23-022-S01", "title": "Fel summa", "budget": "okänt"}
TELEPHONE = {**VAXER, "id": "23-023-S01", "title": "Ring 08-465 004 01"}
POOR = {"id": "23-024-S01", "title": "Bara ett namn"}
KIIS_PAGE = "https://www.esf.se/resultat/projektbanken/projekt/?dnr=2018/00566"
ROWS = (KIIS, VAXER, PERSON, NEW, NUMBERLESS, NOBODY, FAULTY, TELEPHONE, POOR, VAXER)


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    """A bank that an export with rows of every sort has been imported from."""
    made = a_bank(tmp_path_factory.mktemp("rich"))
    made.take("esf", *ROWS)
    return made


def test_each_row_that_can_be_is_a_record_of_its_own(rich: Bank) -> None:
    assert [name for name in rich.files("esf") if "/project/" in name] == [
        f"records/project/esf-23-0{number}-s01.ttl" for number in (17, 18, 19, 20, 21, 24)
    ]


def test_what_keeps_a_row_out_is_told_at_its_cell(rich: Bank) -> None:
    stops = [(told.row, told.note.place.cell) for told in rich.told if told.note.stops]
    assert stops == [(8, "J8"), (9, "F9"), (11, "A11")]


def test_what_is_left_out_of_a_row_is_told_too(rich: Bank) -> None:
    assert [told.row for told in rich.told if not told.note.stops] == [4, 7]


def test_every_fact_has_the_file_as_its_source(rich: Bank) -> None:
    text = rich.text("esf", "records/project/esf-23-017-s01.ttl")
    [export] = [name for name in rich.files("esf") if "/document/" in name]
    document = export.removeprefix("records/").removesuffix(".ttl")
    assert text.count(f"prov:hadPrimarySource <{document}>") == 4
    assert f"dcterms:source <{document}>" in text
    assert "rad 3 i filen esf.csv" in text
    assert "Total projektbudget: 4 973 906" in text


def test_the_files_own_record_tells_its_name_day_and_sum(rich: Bank) -> None:
    [export] = [name for name in rich.files("esf") if "/document/" in name]
    text = rich.text("esf", export)
    assert "Filen esf.csv, hämtad 2026-03-01, SHA-256 " in text
    assert "dcterms:publisher <actor/svenska-esf-radet>" in text


def test_sums_of_two_kinds_are_never_one(rich: Bank) -> None:
    text = rich.text("esf", "records/project/esf-23-017-s01.ttl")
    assert "samv:amount 4973906 ;\n\tsamv:amountKind <concept/beloppsslag/budget>" in text
    assert "samv:amount 1989562 ;\n\tsamv:amountKind <concept/beloppsslag/beviljat-stod>" in text


def test_a_summary_is_nowhere_in_the_import(rich: Bank) -> None:
    assert not any(b"utan undantag" in path.read_bytes() for path in rich.home.rglob("*") if path.is_file())


def test_a_person_is_nowhere_in_the_import(rich: Bank) -> None:
    for path in (path for path in rich.home.rglob("*") if path.is_file()):
        assert b"Exempelsson" not in path.read_bytes(), path
        assert b"9802" not in path.read_bytes(), path


def test_a_beneficiary_that_we_know_is_used(rich: Bank) -> None:
    assert "samv:actor <actor/uppsala-kommun>" in rich.text("esf", "records/project/esf-23-017-s01.ttl")


def test_one_that_nobody_knows_is_a_stub_of_its_own(rich: Bank) -> None:
    named, numbered = (name for name in rich.files("esf") if "/actor/" in name)
    assert named.startswith("records/actor/esf-nybyns-ideella-forening-")
    assert numbered == "records/actor/org-8020000009.ttl"
    text = rich.text("esf", "records/actor/org-8020000009.ttl")
    assert 'samv:organisationNumber "802000-0009"' in text
    assert "samv:actorType <concept/aktorstyp/okand>" in text
    assert "samv:recordStatus <concept/poststatus/stub>" in text


def test_a_row_that_says_little_says_what_it_lacks(rich: Bank) -> None:
    text = rich.text("esf", "records/project/esf-23-024-s01.ttl")
    assert "Raden säger inte heller: tid, total budget, EU-stöd, projektägare." in text
    assert "Nor does the row say: period, total budget, EU contribution, project owner." in text


def test_a_project_that_we_have_waits_with_its_reasons(rich: Bank) -> None:
    [raw] = ledgers(rich.home)
    [line] = sssom.read(raw.read(), raw.name, BASE).lines
    assert line.pair == Pair("project/kiis", PREDICATE, KIIS_PAGE)
    assert line.decision is Decision.HOLD
    assert "samma kod, 2018/00566" in line.told("sv")


def test_imported_records_pass_every_shape_and_are_in_the_release(tmp_path: Path) -> None:
    bank = a_bank(tmp_path, whole=True)
    bank.take("esf", *ROWS)
    bank.take("kohesio", VAXER_I_KOHESIO)
    built = bank.build(judging=True)
    assert "imported" in dict(built.release.manifest.inputs)
    key = "project/esf-23-017-s01"
    lines = read_shard(built.release.path / "shards", shard_of(key))
    assert any(f"<{BASE.iri}{key}>" in line for line in lines)
    assert not bank.build(judging=True).new


def _changed(row: Mapping[str, str], **cells: str) -> dict[str, str]:
    return {**row, **cells}


def test_the_next_import_tells_what_is_new_changed_and_gone(bank: Bank) -> None:
    bank.take("esf", VAXER, NEW, POOR)
    before = {name: (current(bank.home, "esf") or Path()) / name for name in bank.files("esf")}
    stamps = {name: path.stat() for name, path in before.items()}
    tally = bank.take("esf", _changed(VAXER, end="2026-12-31"), NEW, NUMBERLESS).tally
    assert (tally.new, tally.changed, tally.same, tally.gone) == (1, 1, 1, 1)
    assert tally.changed_rows == [("23-017-S01", "Exempelbyn växer")]
    assert tally.gone_rows == [("23-024-S01", "Bara ett namn")]
    same = "records/project/esf-23-019-s01.ttl"
    now = ((current(bank.home, "esf") or Path()) / same).stat()
    assert (now.st_ino, now.st_mtime_ns) == (stamps[same].st_ino, stamps[same].st_mtime_ns)
    assert "2026-12-31" in bank.text("esf", "records/project/esf-23-017-s01.ttl")


def test_the_file_that_an_unchanged_row_came_from_is_still_there(bank: Bank) -> None:
    bank.take("esf", VAXER)
    bank.take("esf", VAXER, POOR)
    assert len([name for name in bank.files("esf") if "/document/" in name]) == 2
    bank.build()


def test_the_same_file_again_changes_nothing(bank: Bank) -> None:
    bank.take("esf", VAXER, NEW)
    first = bank.build()
    tally = bank.take("esf", VAXER, NEW).tally
    assert (tally.same, tally.new, tally.changed, tally.gone) == (2, 0, 0, 0)
    second = bank.build()
    assert (first.new, second.new) == (True, False)


def test_a_dry_run_tells_everything_and_leaves_nothing(bank: Bank) -> None:
    outcome = bank.take("esf", *ROWS, trying=True)
    assert (outcome.tally.new, outcome.counts) == (6, False)
    assert bank.files("esf") == []
    assert [path.name for path in (bank.home / "imported/esf").iterdir()] == ["import.lock"]


def test_an_import_that_ends_half_way_changes_nothing(bank: Bank) -> None:
    bank.take("esf", VAXER)
    before = bank.files("esf")

    def stumble(_: int, __: int) -> None:
        raise BadInput("on purpose")

    request = Request("esf", bank.file("esf", NEW), About.of(()))
    with pytest.raises(BadInput, match="on purpose"):
        import_export(bank.settings, request, now=NOON, listener=Listener(come=stumble))
    assert bank.files("esf") == before
    assert not (bank.home / "imported/esf/scratch").exists()


def test_when_no_row_is_left_the_earlier_import_counts(bank: Bank) -> None:
    bank.take("esf", VAXER)
    outcome = bank.take("esf", VAXER, about=("finns inte",))
    assert (outcome.counts, outcome.tally.passed_by) == (False, 1)
    assert "records/project/esf-23-017-s01.ttl" in bank.files("esf")


def test_only_rows_about_something_are_imported(bank: Bank) -> None:
    other = _changed(NEW, summary="<p>Om bin</p>")
    tally = bank.take("esf", VAXER, other, about=("utrikes född*",)).tally
    assert (tally.new, tally.passed_by) == (1, 1)


def test_a_file_that_is_not_the_banks_changes_nothing(bank: Bank) -> None:
    bank.take("esf", VAXER)
    request = Request("kohesio", bank.file("esf", VAXER), About.of(()))
    with pytest.raises(BadSyntax):
        import_export(bank.settings, request, now=NOON, listener=Listener())
    assert bank.files("kohesio") == []


@pytest.mark.parametrize("first", ["esf", "kohesio"])
def test_one_project_in_two_banks_is_one_project_with_two_sources(bank: Bank, first: str) -> None:
    rows = {"esf": VAXER, "kohesio": VAXER_I_KOHESIO}
    for name in sorted(rows, key=lambda name: name != first):
        bank.take(name, rows[name])
    release = bank.build().release
    key = "project/esf-23-017-s01"
    lines = [line for line in read_shard(release.path / "shards", shard_of(key)) if f"/{key}" in line.split(" ")[0]]
    said = "".join(lines)
    assert said.count("ns#statedBudget>") == 2
    assert said.count("ns#participation>") == 1
    assert said.count("participation-projektagare-uppsala-kommun> <http://www.w3.org/ns/prov#hadPrimarySource>") == 2
    assert said.count("dc/terms/title>") == 1


def test_kohesio_alone_gives_the_project_the_same_name(bank: Bank) -> None:
    bank.take("kohesio", VAXER_I_KOHESIO)
    assert "records/project/esf-23-017-s01.ttl" in bank.files("kohesio")
    said = bank.text("kohesio", "records/project/esf-23-017-s01.ttl")
    assert '"Exempelbyn grows"@en , "Exempelbyn växer"@sv' in said
    assert "samv:amount 433478.4" in said


def test_rows_about_other_countries_are_counted_and_left(bank: Bank) -> None:
    finnish = _changed(VAXER_I_KOHESIO, id="Q8", localId="x", country="Finland")
    tally = bank.take("kohesio", VAXER_I_KOHESIO, finnish).tally
    assert (tally.new, tally.elsewhere) == (1, 1)


def _decide(bank: Bank, decision: Decision) -> None:
    pair = Pair("project/kiis", PREDICATE, KIIS_PAGE)
    line = Line(pair, decision, Justification.BY_PEOPLE.value, "2026-03-04", "Same.", "Samma.", author="Granskare")
    path = bank.root / "data/links/esf.sssom.tsv"
    path.write_bytes(sssom.write(ledger.new("esf", "ESF", {}).with_lines([line]), BASE))


def test_a_row_that_people_say_is_ours_is_linked_and_not_imported(bank: Bank) -> None:
    _decide(bank, Decision.ACCEPT)
    tally = bank.take("esf", KIIS, VAXER).tally
    assert (tally.ours, tally.held, tally.new) == (1, 0, 1)
    assert "records/project/esf-2018-00566.ttl" not in bank.files("esf")


def test_a_row_that_people_say_is_another_is_a_record_of_its_own(bank: Bank) -> None:
    _decide(bank, Decision.REJECT)
    assert bank.take("esf", KIIS, VAXER).tally.new == 2
    text = bank.text("esf", "records/project/esf-2018-00566.ttl")
    assert "foaf:page <https://www.esf.se/resultat/projektbanken/projekt/?dnr=2018/00566>" in text


def test_two_imports_at_once_are_refused(bank: Bank) -> None:
    with importing_alone(bank.home, "esf"), pytest.raises(Unavailable):
        bank.take("esf", VAXER)


def test_a_release_is_built_while_an_import_goes_on(bank: Bank) -> None:
    built: list[bool] = []
    request = Request("esf", bank.file("esf", VAXER), About.of(()))
    listener = Listener(come=lambda _, __: built.append(bank.build().new))
    assert import_export(bank.settings, request, now=NOON, listener=listener).counts
    assert built == [True]


def test_what_is_taken_down_while_an_import_goes_on_ends_it(bank: Bank) -> None:
    def take_it_down(_: int, __: int) -> None:
        with closing(Inbox(bank.home)) as inbox:
            entry = Marks(redactions.key(inbox)).of_text("Exempelbyn växer")
        assert entry is not None
        take_down(bank.settings, [entry], at="2026-03-03T12:00:00Z")

    request = Request("esf", bank.file("esf", VAXER), About.of(()))
    with pytest.raises(Unavailable, match="taken down"):
        import_export(bank.settings, request, now=NOON, listener=Listener(come=take_it_down))
    assert bank.files("esf") == []


def test_an_imported_record_is_read_as_any_record(rich: Bank) -> None:
    name = "records/project/esf-23-017-s01.ttl"
    data = rich.text("esf", name).encode()
    record = parse(data, name, Owner("project", "esf-23-017-s01"), base=BASE)
    assert record.quads


def test_a_stewards_word_settles_a_row_and_links_our_record_to_the_bank(bank: Bank) -> None:
    bank.take("esf", KIIS, VAXER)
    word = links.NewDecision("esf", "project/kiis", PREDICATE, KIIS_PAGE, "accept", "Samma projekt.")
    with closing(Inbox(bank.home)) as inbox:
        links.decide(inbox, "granskare", word)
    assert bank.take("esf", KIIS, VAXER).tally.ours == 1
    release = bank.build().release
    said = "".join(read_shard(release.path / "shards", "graph-links"))
    assert f"<{BASE.iri}project/kiis> <{PREDICATE}> <{KIIS_PAGE}>" in said


def test_a_row_that_waits_is_among_the_links_that_wait(bank: Bank) -> None:
    bank.take("esf", KIIS, VAXER)
    [held] = bank.build().release.links()["held"]  # type: ignore[misc]  # JSON as it was written
    assert (held["authority"], held["subject"], held["object"]) == ("esf", "project/kiis", KIIS_PAGE)


def test_what_was_taken_down_does_not_come_back_by_an_import(bank: Bank) -> None:
    with closing(Inbox(bank.home)) as inbox:
        entry = Marks(redactions.key(inbox)).of_text("Exempelbyn växer")
    assert entry is not None
    take_down(bank.settings, [entry], at="2026-03-03T12:00:00Z")
    assert bank.take("esf", VAXER, NEW).tally.new == 1
    assert [(told.row, "tagits bort" in told.note.sv) for told in bank.told] == [(2, True)]


@pytest.mark.parametrize("name", ["esf", "kohesio"])
def test_every_planted_fault_of_a_larger_export_is_told(bank: Bank, tmp_path: Path, name: str) -> None:
    path = tmp_path / "larger.csv"
    planted = write(name, path, 300)
    request = Request(name, path, About.of(()), trying=True)
    tally = import_export(bank.settings, request, now=NOON, listener=Listener(note=bank.told.append)).tally
    stops = [told.row for told in bank.told if told.note.stops]
    assert (tally.read, tally.faulty, len(stops)) == (300, planted.faulty, planted.faulty)
    assert stops == [row for row in range(2, 302) if (row - 2) % 200 == 199]
    assert len(bank.told) - len(stops) == planted.personal


def test_a_formula_is_a_title_like_any_other(bank: Bank) -> None:
    bank.take("esf", _changed(VAXER, title="=HYPERLINK(1)"))
    assert '"=HYPERLINK(1)"@sv' in bank.text("esf", "records/project/esf-23-017-s01.ttl")


def test_a_character_that_no_format_can_write_keeps_its_row_out(bank: Bank) -> None:
    tally = bank.take("esf", _changed(VAXER, title="Klocka \x07"), NEW).tally
    assert (tally.faulty, tally.new) == (1, 1)
    assert [told.note.place.cell for told in bank.told] == ["F2"]


def test_an_import_of_another_time_is_told_by_its_own_day(bank: Bank) -> None:
    bank.take("esf", VAXER)
    [export] = [name for name in bank.files("esf") if "/document/" in name]
    assert export.startswith("records/document/esf-utdrag-2026-03-01-")


def test_names_that_are_written_alike_in_an_address_are_two_organisations(bank: Bank) -> None:
    others = (
        _changed(VAXER, id=f"24-00{number}-S01", owner=name, ownerNumber="")
        for number, name in enumerate(("Ålandsföreningen", "ÅLANDSFÖRENINGEN", "Alandsföreningen"))
    )
    bank.take("esf", *others)
    assert len([name for name in bank.files("esf") if "/actor/" in name]) == 2


def test_a_local_identifier_that_looks_like_a_personal_number_keeps_its_row_out(bank: Bank) -> None:
    tally = bank.take("kohesio", VAXER_I_KOHESIO, {**VAXER_I_KOHESIO, "id": "Q8", "localId": "900101-9802"}).tally
    assert (tally.faulty, tally.new) == (1, 1)
    assert ["personnummer" in told.note.sv for told in bank.told if told.note.stops] == [True]
