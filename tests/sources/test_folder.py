"""The folder source: which files count, under which names, and what is said when they can't be had."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import BadSettings, StorageFailed
from kg.sources.folder import Raw, digest_of, files_in, scan
from tests.workshop import Workshop


def _names(files: tuple[Raw, ...]) -> list[str]:
    return [raw.name for raw in files]


def test_every_file_has_its_place_and_they_come_in_order(tiny: Workshop) -> None:
    tree = scan(tiny.root)
    assert _names(tree.ontology) == ["ontology/kinds.ttl", "ontology/properties.ttl"]
    assert _names(tree.rules) == [f"ontology/rules/{name}.rq" for name in ("labels", "starts-on", "types")]
    assert _names(tree.checks) == ["ontology/checks/label-violation.rq"]
    assert _names(tree.shapes) == ["shapes/actor.ttl", "shapes/common.ttl", "shapes/project.ttl"]
    assert _names(tree.records) == [
        "data/records/actor/enby-kommun.ttl",
        "data/records/actor/kvinnohuset.ttl",
        "data/records/actor/norrby-kommun.ttl",
        "data/records/project/bro.ttl",
        "data/records/project/ensam.ttl",
        "data/records/project/vinter.ttl",
    ]
    assert _names(tree.links) == ["data/links/wikidata.ttl"]
    assert _names(tree.queries) == ["data/queries/partners.rq"]
    assert _names(tree.catalogue) == ["data/catalogue.ttl"]
    assert _names(tree.tombstones) == ["data/tombstones.ttl"]


def test_hidden_files_and_readmes_are_no_records_and_everything_else_is(tiny: Workshop) -> None:
    before = set(_names(scan(tiny.root).records))
    for name in (".bro.ttl.swp", ".git/bro.ttl", "README.md", "project/README.md", "project/bro.txt", "project/x/y.z"):
        tiny.write(f"data/records/{name}", "")
    after = set(_names(scan(tiny.root).records))
    assert after - before == {"data/records/project/bro.txt", "data/records/project/x/y.z"}


def test_what_may_be_missing_is_none_at_all(tiny: Workshop) -> None:
    links = ("data/links/wikidata.ttl", "data/links/wikidata.sssom.tsv")
    for name in ("data/catalogue.ttl", "data/tombstones.ttl", *links):
        tiny.remove(name)
    (tiny.root / "data/links").rmdir()
    tree = scan(tiny.root)
    assert (tree.catalogue, tree.tombstones, tree.links) == ((), (), ())


@pytest.mark.parametrize("folder", ["ontology", "shapes", "data/records"])
def test_a_root_without_its_folders_is_refused(tmp_path: Path, folder: str) -> None:
    for needed in {"ontology", "shapes", "data", "data/records"} - {folder}:
        (tmp_path / needed).mkdir(parents=True, exist_ok=True)
    with pytest.raises(BadSettings) as refused:
        scan(tmp_path)
    assert refused.value.text("en") == (
        f"The folder {tmp_path}/{folder} is missing: run kg where ontology/, shapes/ and data/records/ lie, or set "
        "KG_ROOT."
    )
    assert refused.value.text("sv").startswith(f"Mappen {tmp_path}/{folder} saknas:")


def test_a_digest_covers_names_and_bytes(tiny: Workshop) -> None:
    before = digest_of(scan(tiny.root).rules)
    assert digest_of(scan(tiny.root).rules) == before
    os.utime(tiny.root / "ontology/rules/types.rq", (1, 1))
    assert digest_of(scan(tiny.root).rules) == before
    (tiny.root / "ontology/rules/types.rq").rename(tiny.root / "ontology/rules/wider.rq")
    renamed = digest_of(scan(tiny.root).rules)
    tiny.edit("ontology/rules/labels.rq", "shown", "known")
    assert len({before, renamed, digest_of(scan(tiny.root).rules)}) == 3


def test_a_file_that_vanishes_before_it_is_read_is_told_by_name(tiny: Workshop) -> None:
    [raw] = scan(tiny.root).links
    tiny.remove(raw.name)
    with pytest.raises(StorageFailed) as refused:
        raw.read()
    assert refused.value.text("en") == "data/links/wikidata.ttl can't be read: No such file or directory."
    assert refused.value.text("sv") == "data/links/wikidata.ttl går inte att läsa: filen eller mappen finns inte."


def test_a_folder_that_goes_round_in_circles_is_told_by_name(tiny: Workshop) -> None:
    (tiny.root / "data/records/project/round").symlink_to(".")
    with pytest.raises(StorageFailed) as refused:
        scan(tiny.root)
    assert refused.value.text("en").startswith("data/records/project/round is a link to a folder that it lies in")


def test_files_at_a_path_are_named_from_the_root_or_as_they_were_given(tiny: Workshop, tmp_path: Path) -> None:
    inside = files_in(tiny.root, tiny.root / "data/records/actor")
    assert _names(inside) == [f"data/records/actor/{n}.ttl" for n in ("enby-kommun", "kvinnohuset", "norrby-kommun")]
    outside = tmp_path / "draft.ttl"
    outside.write_text("")
    assert _names(files_in(tiny.root, outside)) == [outside.as_posix()]


def _to_nothing(place: Path) -> None:
    place.symlink_to("/nowhere")


@pytest.mark.parametrize("put", [_to_nothing, os.mkfifo], ids=["a link to nothing", "a pipe"])
def test_what_is_no_file_is_refused_and_no_record_is_gone_without_a_word(
    tiny: Workshop, put: Callable[[Path], None]
) -> None:
    place = tiny.root / "data/records/project/bro.ttl"
    place.unlink()
    put(place)
    with pytest.raises(StorageFailed) as refused:
        scan(tiny.root)
    assert refused.value.text("sv").startswith("data/records/project/bro.ttl är ingen fil")
