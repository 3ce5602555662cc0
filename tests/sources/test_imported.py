"""Imported records behind the record files."""

from pathlib import Path

from kg.sources.folder import Tree, scan
from kg.sources.imported import JointRaw, current, digests, ledgers, put_behind
from tests.workshop import Workshop, record

KEPT = record("project", "importerad", "dcterms:title 'Importerad'@sv")


def _import(home: Path, bank: str, number: str = "0001", **files: str) -> Path:
    """An import as it lies, with files by their paths (`__` parts folders)."""
    top = home / "imported" / bank / number
    for name, text in files.items():
        path = top / f"{name.replace('__', '/').replace('_', '-')}.ttl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    top.mkdir(parents=True, exist_ok=True)
    (top / "digest").write_text(f"{bank}{number}", "utf-8")
    link = top.parent / "current"
    link.unlink(missing_ok=True)
    link.symlink_to(number)
    return top


def _tree(tiny: Workshop) -> Tree:
    return put_behind(scan(tiny.root), tiny.home)


def _names(tree: Tree) -> list[str]:
    return [raw.name for raw in tree.records if raw.name.startswith("imported/")]


def test_without_imports_nothing_is_added(tiny: Workshop) -> None:
    assert put_behind(scan(tiny.root), tiny.home) == scan(tiny.root)
    assert digests(tiny.home) == {}
    assert ledgers(tiny.home) == ()
    assert current(tiny.home, "esf") is None


def test_an_imported_record_is_named_as_if_nothing_had_been_imported_before(tiny: Workshop) -> None:
    _import(tiny.home, "esf", "0007", records__project__importerad=KEPT)
    tree = _tree(tiny)
    assert _names(tree) == ["imported/esf/records/project/importerad.ttl"]
    [raw] = [raw for raw in tree.records if raw.name.startswith("imported/")]
    assert raw.text() == KEPT


def test_a_record_file_of_ours_wins(tiny: Workshop) -> None:
    tiny.write("data/records/project/importerad.ttl", KEPT)
    _import(tiny.home, "esf", records__project__importerad="annat")
    assert _names(_tree(tiny)) == []


def test_the_first_bank_to_have_a_record_wins(tiny: Workshop) -> None:
    _import(tiny.home, "kohesio", records__project__importerad="annat")
    _import(tiny.home, "esf", records__project__importerad=KEPT)
    assert _names(_tree(tiny)) == ["imported/esf/records/project/importerad.ttl"]


def test_what_another_bank_says_beside_it_is_joined(tiny: Workshop) -> None:
    _import(tiny.home, "esf", records__project__importerad=KEPT)
    _import(tiny.home, "kohesio", records__project__importerad="annat", beside__project__importerad="# mer\n")
    [raw] = [raw for raw in _tree(tiny).records if raw.name.startswith("imported/")]
    assert isinstance(raw, JointRaw)
    assert raw.text() == f"{KEPT}\n# mer\n"
    assert raw.stamp.size == len(KEPT.encode()) + len("# mer\n")


def test_a_banks_own_record_is_not_joined_with_what_it_says_itself(tiny: Workshop) -> None:
    _import(tiny.home, "kohesio", records__project__importerad=KEPT, beside__project__importerad="# mer\n")
    [raw] = [raw for raw in _tree(tiny).records if raw.name.startswith("imported/")]
    assert raw.text() == KEPT


def test_the_digest_moves_with_the_import(tiny: Workshop) -> None:
    _import(tiny.home, "esf", "0001")
    before = digests(tiny.home)
    _import(tiny.home, "esf", "0002")
    assert before.keys() == {"imported"}
    assert digests(tiny.home) != before


def test_a_ledger_of_held_rows_is_found_by_its_bank(tiny: Workshop) -> None:
    (_import(tiny.home, "kohesio") / "kohesio.sssom.tsv").write_text("x", "utf-8")
    assert [raw.name for raw in ledgers(tiny.home)] == ["imported/kohesio/kohesio.sssom.tsv"]
