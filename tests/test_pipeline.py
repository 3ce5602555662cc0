"""The whole journey: what changed and nothing else, all faults at once, and the same whichever way it is reached."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import NoRelease, Refused, Unreadable
from kg.examine.checking import check_files
from kg.pipeline import Outcome, is_current
from kg.rdf.findings import Finding, Level, in_order
from kg.release import shards
from kg.release.index import reading
from kg.release.layout import Release, current, releases
from kg.release.publish import rollback
from kg.release.verify import verify
from tests.conftest import Golden
from tests.workshop import Workshop, ledger, record, workshop

NAMES = ("bro", "ensam", "vinter", "ny", "tva-ord")


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _said(release: Release) -> dict[str, object]:
    """Everything a release says, the clock and the engine's own files apart."""
    manifest = release.manifest
    with reading(release.path / "index.sqlite") as index:
        known = {key: (e.source, e.text_digest, e.digest, e.quads) for key, e in index.entries().items()}
        pointing = {key: index.references(key) for key in known}
        findings = dict(index.findings())
    texts = ("model.json", "context.jsonld", "report.json", "shapes.ttl", "catalogue.ttl")
    return {
        "content": (manifest.content_hash, manifest.content),
        "counts": (manifest.counts, manifest.kinds, manifest.inputs, manifest.shapes_version),
        "shards": _bytes(release.path / "shards"),
        "texts": {name: (release.path / name).read_bytes() for name in texts if (release.path / name).exists()},
        "index": (known, pointing, findings),
    }


def _refused(world: Workshop, *, judging: bool = True) -> Refused:
    with pytest.raises(Refused) as raised:
        world.build(judging=judging)
    return raised.value


def _texts(findings: Sequence[object]) -> list[str]:
    return [each.text("en") for each in findings if isinstance(each, Finding) and each.level is Level.VIOLATION]


# Nothing more than what changed


def test_nothing_changed_gives_the_release_that_is_there(published: Workshop) -> None:
    before = current(published.home)
    outcome = published.publish(judging=True)
    assert outcome == Outcome(before, outcome.findings, new=False, told=outcome.told)
    assert [each.level for each in outcome.findings] == [Level.WARNING, Level.INFO]
    assert releases(published.home) == [before]


def test_a_touched_file_is_no_change(published: Workshop) -> None:
    for path in (published.root / "data").rglob("*.ttl"):
        os.utime(path)
    assert not published.build().new


def test_publishing_after_a_rollback_points_at_the_newest_again(published: Workshop) -> None:
    published.edit("data/records/project/bro.ttl", "Bridge", "Span")
    newest = published.point()
    rollback(published.home, None)
    assert current(published.home).id != newest.id
    assert published.publish().release.id == current(published.home).id == newest.id


def test_building_leaves_readers_where_they_are(published: Workshop) -> None:
    before = current(published.home)
    published.edit("data/records/project/bro.ttl", "Bridge", "Span")
    built = published.built()
    assert current(published.home) == before
    assert releases(published.home) == [before, built]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("data/records/project/bro.ttl", "Bridge", "Span"),
        ("ontology/kinds.ttl", "Det som någon gör.", "Det någon gör."),
        ("ontology/rules/labels.rq", "# Under", "# By"),
        ("ontology/checks/label-violation.rq", "# Which", "# What"),
        ("shapes/actor.ttl", "Ge aktören ett namn.", "Namnge aktören."),
        ("data/links/wikidata.sssom.tsv", "wd:Q1", "wd:Q2"),
        ("data/queries/partners.rq", "Vilka är", "Vilka var"),
        ("data/catalogue.ttl", "Sex poster.", "6 poster."),
        ("data/tombstones.ttl", "2024-05-06", "2024-05-07"),
    ],
)
def test_a_change_in_any_file_makes_a_new_release(tiny: Workshop, name: str, old: str, new: str) -> None:
    tiny.point()
    assert is_current(tiny.settings)
    tiny.edit(name, old, new)
    assert not is_current(tiny.settings)
    outcome = tiny.build()
    assert outcome.new
    assert _said(outcome.release) == _said(tiny.elsewhere("full").built())


def test_whether_a_release_is_current_is_no_question_before_there_is_one(tiny: Workshop) -> None:
    with pytest.raises(NoRelease):
        is_current(tiny.settings)


# Faults


def test_a_violation_stops_the_build_and_what_is_published_stays(published: Workshop) -> None:
    before = current(published.home)
    published.edit("data/records/project/bro.ttl", 'dcterms:title "Bro"@sv , "Bridge"@en ;', "")
    wrong = _refused(published)
    assert (wrong.exit_code, wrong.status, type(wrong)) == (1, 422, Refused)
    assert wrong.text("en") == "Nothing is built: 1 fault must be mended first."
    assert wrong.text("sv") == "Ingen utgåva byggs: 1 fel måste rättas först."
    assert (current(published.home), releases(published.home)) == (before, [before])
    verify(before)


def test_every_fault_is_told_at_once_in_the_golden_words(published: Workshop, golden: Golden) -> None:
    """A broken file, wrong names, blank nodes, statements about others, a broken shape, a broken check."""
    published.write("data/records/actor/kvinnohuset.ttl", "<actor/kvinnohuset> a \n")
    published.write("data/records/actor/Enby Kommun.ttl", record("actor", "enby", "skos:prefLabel 'Enby'@sv"))
    published.write("data/records/project/bro.nt", "")
    body = "dcterms:title 'Kaos'@sv ; samv:period [ samv:edtf '2019' ] ; samv:partner <actor/ingen> ; samv:total 01"
    others = "<actor/norrby-kommun> skos:prefLabel 'Mitt'@sv . _:x dcterms:title 'Ditt'@sv ."
    published.write("data/records/project/kaos.ttl", record("project", "kaos", body) + others)
    published.edit("data/records/project/vinter.ttl", 'dcterms:title "Vinter"@sv ;', "")
    published.write("ontology/boat.ttl", "<ns#Boat> a <http://www.w3.org/2002/07/owl#Class> .")
    wrong = _refused(published)
    assert isinstance(wrong, Unreadable)
    assert wrong.exit_code == 2
    for lang in ("sv", "en"):
        golden(
            f"pipeline/faults.{lang}.txt", "".join(f"{each.text(lang)}\n" for each in wrong.findings) + wrong.text(lang)
        )
    assert len(releases(published.home)) == 1


def test_a_file_that_breaks_its_format_is_told_with_line_and_column(published: Workshop) -> None:
    published.edit("data/records/project/bro.ttl", "<project/bro> a samv:Project ;", "<project/bro> a samv:Project ; ,")
    wrong = _refused(published, judging=False)
    assert _texts(wrong.findings) == [
        "data/records/project/bro.ttl:8:32: fault: this is not valid Turtle: , is not a valid predicate."
    ]
    assert (wrong.exit_code, wrong.status) == (2, 400)


def test_a_record_taken_away_makes_those_that_point_at_it_faulty(published: Workshop) -> None:
    published.remove("data/records/actor/kvinnohuset.ttl")
    assert _texts(_refused(published).findings) == [
        "data/records/project/bro.ttl:11:42: fault: Project “Bridge”, partner: The partner is not among the actors."
    ]


def test_a_neighbour_that_changes_is_seen_by_the_shapes_of_those_that_point_at_it(published: Workshop) -> None:
    published.edit("data/records/actor/kvinnohuset.ttl", "2009-04-01", "2020-04-01")
    assert _texts(_refused(published).findings) == [
        "data/records/project/bro.ttl:11:42: fault: Project “Bridge”: The partner Kvinnohuset was "
        "founded after the project began."
    ]


def test_a_changed_ontology_asks_the_old_records_again_what_they_are(published: Workshop) -> None:
    """The class of a kind moved: a record that nobody touched is no longer of its kind."""
    published.edit("ontology/kinds.ttl", 'samv:kind "actor" ;', "")
    published.write("ontology/body.ttl", "<ns#Body> <ns#kind> 'actor' .")
    incremental = _refused(published, judging=False)
    full = _refused(published.elsewhere("full"), judging=False)
    assert _texts(incremental.findings) == _texts(full.findings)
    assert len(incremental.findings) == 3


def test_a_new_check_is_asked_although_nothing_else_changed(published: Workshop) -> None:
    published.write("ontology/checks/no-projects-violation.rq", "SELECT ?c WHERE { ?c <ns#kind> 'project' }")
    assert _texts(_refused(published).findings) == [
        "ontology/checks/no-projects-violation.rq: fault: The ontology breaks the rule no-projects: "
        "<https://example.org/ns#Project>. The rule is in ontology/checks/no-projects-violation.rq."
    ]


def test_warnings_and_hints_are_published_and_kept_from_one_release_to_the_next(published: Workshop) -> None:
    before = published.publish(judging=True).findings
    published.edit("data/records/actor/enby-kommun.ttl", "Enby kommun", "Enby stad")
    assert published.build(judging=True).findings == before
    published.edit("data/records/project/ensam.ttl", '"Ensam"@sv', '"Ensam"@sv ; dcterms:abstract "Kort."@sv')
    after = published.build(judging=True)
    assert [each.level for each in after.findings] == [Level.INFO]
    published.remove("data/records/project/ensam.ttl")
    assert published.build(judging=True).findings == ()


def test_a_hint_on_what_was_handed_in_stays_when_only_a_neighbour_changes(tiny: Workshop) -> None:
    tiny.write(
        "shapes/handed-in.ttl",
        "@prefix samv: <ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
        "<shapes/handed-in> sh:path [ sh:alternativePath ( samv:startsOn ) ] ; sh:message 'Tas bort.'@sv, 'Dropped.'@en .",
    )
    tiny.edit("data/records/project/bro.ttl", "samv:period", 'samv:startsOn "2019-01-15" ; samv:period')
    first = tiny.build(judging=True)
    assert [each.message_en for each in first.findings if "bro" in each.record] == ["startsOn: Dropped."]
    tiny.edit("data/records/actor/kvinnohuset.ttl", "Kvinnohuset", "Kvinnornas hus")
    assert tiny.build(judging=True).findings == first.findings


def test_checking_one_by_one_finds_what_building_finds(published: Workshop) -> None:
    published.edit("data/records/actor/kvinnohuset.ttl", "2009-04-01", "2020-04-01")
    published.edit("data/records/project/vinter.ttl", "<actor/norrby-kommun>", "<actor/ingen>")
    published.edit("data/records/project/ensam.ttl", '"Ensam"@sv', '"Ensam"@sv, 01')
    whole = _refused(published).findings
    files = sorted((published.root / "data/records").rglob("*.ttl"))
    alone = [each for path in files for each in check_files(published.settings, [path]).findings]
    assert len(_texts(alone)) == 3
    assert in_order(alone) == list(whole)


# Damage


def test_a_damaged_release_is_not_built_upon(tiny: Workshop) -> None:
    first = tiny.point()
    tiny.edit("data/records/project/bro.ttl", "Bridge", "Span")
    second = tiny.built()
    (second.path / "shards" / "graph-links.nq.gz").write_bytes(b"")
    tiny.edit("data/records/project/bro.ttl", "Span", "Brygga")
    third = tiny.built()
    assert (third.manifest.sequence, third.manifest.previous) == (3, first.id)
    assert _said(third) == _said(tiny.elsewhere("full").built())
    verify(third)


def test_with_no_whole_release_left_everything_is_built_anew(published: Workshop) -> None:
    (current(published.home).path / "model.json").unlink()
    outcome = published.build()
    assert outcome.new
    assert outcome.release.manifest.previous is None
    assert outcome.release.manifest.sequence == 2


def test_another_base_begins_from_nothing(published: Workshop) -> None:
    moved = Workshop(published.root, published.home, base_iri="https://elsewhere.example/")
    release = moved.built()
    assert release.manifest.previous is None
    assert release.manifest.sequence == 2
    lines = [line for name in shards.names() for line in shards.read(release.path / "shards", name)]
    assert not [line for line in lines if "example.org" in line]
    verify(release)


# An incremental release is a full release


def _rename(world: Workshop, old: str, new: str) -> None:
    text = world.read(f"data/records/project/{old}.ttl")
    world.remove(f"data/records/project/{old}.ttl")
    world.write(f"data/records/project/{new}.ttl", text.replace(f"project/{old}", f"project/{new}"))


def _edit(world: Workshop, what: str, name: str, word: str) -> None:
    """One edit such as people make; one that can't be made (no such record) is none."""
    path = f"data/records/project/{name}.ttl"
    there = (world.root / path).exists()
    if what == "write":
        world.write(path, record("project", name, f"dcterms:title '{word}'@sv ; samv:partner <actor/enby-kommun>"))
    elif what == "remove" and there:
        world.remove(path)
    elif what == "rename" and there:
        _rename(world, name, f"{name}-{word}")
    elif what == "comment" and there:
        world.write(path, world.read(path) + f"# {word}\n")
    elif what == "touch" and there:
        os.utime(world.root / path)
    elif what == "break":
        world.write(path, f"<project/{name}> {word}")
    elif what == "period":
        world.write(path, record("project", name, f"samv:period <project/{name}#{word}> ") + _period(name, word))
    elif what == "ontology":
        world.write("ontology/more.ttl", f"<ns#More> <http://www.w3.org/2000/01/rdf-schema#label> '{word}'@sv .")
    elif what == "shape":
        world.write("shapes/more.ttl", f"<shapes/more> <http://www.w3.org/ns/shacl#name> '{word}'@sv .")
    elif what == "link":
        link = (f"project/{name}", "http://www.w3.org/2000/01/rdf-schema#seeAlso", f"http://elsewhere.example/{word}")
        world.write("data/links/more.sssom.tsv", ledger("more", link))
    elif what == "rule":
        world.write(
            "ontology/rules/more.rq", f"CONSTRUCT {{ ?p <ns#{word}> 1 }} WHERE {{ GRAPH ?g {{ ?p a <ns#Project> }} }}"
        )
    elif what == "kind":
        world.write("ontology/boat.ttl", "<ns#Boat> <ns#kind> 'boat' .")
        world.write("data/records/boat/eka.ttl", record("boat", "eka", f"dcterms:title '{word}'@sv"))


def _period(name: str, word: str) -> str:
    year = 1990 + len(word)
    return f"<project/{name}#{word}> a dcterms:PeriodOfTime ; samv:edtf '{year}-24/..'^^edtf:EDTF ."


EDITS = (
    "write", "remove", "rename", "comment", "touch", "break", "period", "ontology", "shape", "link", "rule", "kind",
)  # fmt: skip
_edits = st.tuples(st.sampled_from(EDITS), st.sampled_from(NAMES), st.sampled_from(("ett", "nytt", "ord")))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(_edits, min_size=1, max_size=3), min_size=1, max_size=3))
def test_whatever_is_edited_an_incremental_release_is_a_full_release(
    tmp_path_factory: pytest.TempPathFactory, journey: list[list[tuple[str, str, str]]]
) -> None:
    world = workshop(tmp_path_factory.mktemp("journey"))
    world.built()
    for number, edits in enumerate(journey):
        for what, name, word in edits:
            _edit(world, what, name, word)
        _same_either_way(world, world.elsewhere(f"full-{number}"))


def _same_either_way(world: Workshop, full: Workshop) -> None:
    before = releases(world.home)
    try:
        wanted = full.built()
    except Refused as wrong:
        assert _texts(_refused(world, judging=False).findings) == _texts(wrong.findings)
        assert releases(world.home) == before
    else:
        made = world.built()
        assert _said(made) == _said(wanted)
        verify(made)


def test_judged_and_with_downloads_an_incremental_release_is_a_full_release_too(published: Workshop) -> None:
    published.edit("data/records/actor/kvinnohuset.ttl", "Kvinnohuset", "Kvinnornas hus")
    published.edit(
        "data/records/project/ensam.ttl", "dcterms:title", "samv:partner <actor/enby-kommun> ; dcterms:title"
    )
    _rename(published, "vinter", "sommar")
    made, wanted = published.publish(judging=True), published.elsewhere("full").publish(judging=True)
    assert _said(made.release) == _said(wanted.release)
    assert made.findings == wanted.findings
    for mine, other in ((made.release.bundle("dumps"), wanted.release.bundle("dumps")),):
        assert mine is not None
        assert other is not None
        one, two = _bytes(mine), _bytes(other)
        assert one.pop("manifest.json") != two.pop("manifest.json")  # they name two releases
        assert one == two
