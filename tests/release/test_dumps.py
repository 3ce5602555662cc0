"""The downloads: each holds exactly the release's statements, the same content gives the same bytes, nothing false is
offered, nothing is made twice."""

import gzip
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat

from kg.errors import CorruptRelease, Refused
from kg.rdf.canonical import digest
from kg.rdf.formats import by_name
from kg.release import dumps, shards
from kg.release.layout import Release, current
from kg.release.reread import Task, read_again
from kg.release.survey import survey
from kg.release.verify import fingerprint
from kg.release.walk import Walk, as_triple, parsed
from kg.release.writers import DUMPS, Dump
from tests.release.garden import EDEN, planted
from tests.workshop import Workshop, record

each_dump = pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.name)


def folder_of(release: Release) -> Path:
    folder = release.bundle("dumps")
    assert folder is not None
    return folder


def stored(release: Release) -> set[Quad]:
    return {quad for name in shards.names() for quad in parsed(shards.read(release.path / "shards", name))}


def read(path: Path, dump: Dump) -> list[Quad]:
    data = gzip.decompress(path.read_bytes()) if dump.packed else path.read_bytes()
    formats = {"turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS}
    formats |= {"ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD, "rdfxml": RdfFormat.RDF_XML}
    return list(ox.parse(data, formats[dump.form.name]))


@each_dump
def test_a_dump_holds_exactly_what_the_release_holds(garden: Release, dump: Dump) -> None:
    found = read(folder_of(garden) / dump.name, dump)
    wanted = stored(garden) if dump.graphs else {Quad(*quad.triple, DefaultGraph()) for quad in stored(garden)}
    assert set(found) == wanted
    assert len(found) == len(wanted)


@each_dump
def test_another_parser_reads_the_same(garden: Release, dump: Dump) -> None:
    reading = read_again(Task(folder_of(garden) / dump.name, dump.form, by_rdflib=True))
    lines = [line for name in shards.names() for line in shards.read(garden.path / "shards", name)]
    wanted = fingerprint(lines if dump.graphs else map(as_triple, lines))
    assert reading.fault is None
    assert dict(reading.fingerprints) == {"pyoxigraph": wanted, "rdflib": wanted}


def test_the_same_content_gives_the_same_bytes(garden: Release, tmp_path: Path) -> None:
    other = Workshop(garden.path.parents[2] / "root", tmp_path / "other")
    dumps.make(other.point(), other.settings)
    mine, theirs = folder_of(garden), folder_of(current(other.home))
    assert {p.name: digest(p.read_bytes()) for p in mine.iterdir()} == {
        p.name: digest(p.read_bytes()) for p in theirs.iterdir()
    }


def test_an_archive_holds_no_name_and_no_time(garden: Release) -> None:
    for name in ("samverkansgrafen.nq.gz", "samverkansgrafen.nt.gz"):
        head = (folder_of(garden) / name).read_bytes()[:10]
        assert head[3] == 0, "no flags: no file name, no comment"
        assert head[4:8] == b"\0\0\0\0", "no time"


def test_turtle_begins_with_the_prefixes_it_uses_in_order(garden: Release) -> None:
    text = (folder_of(garden) / "samverkansgrafen.ttl").read_text("utf-8")
    names = re.findall(r"(?m)^@prefix (\w+):", text)
    assert names == sorted(names)
    assert {"dcterms", "samv", "xsd"} <= set(names)
    assert "eurio" not in names


def test_turtle_has_one_block_a_subject_and_one_value_a_line(garden: Release) -> None:
    text = (folder_of(garden) / "samverkansgrafen.ttl").read_text("utf-8")
    assert text.count("\n\n") == len({quad.subject for quad in stored(garden)})
    assert '\n\tdcterms:title "Eden"@sv ,\n\t\t"Eden, \\"the\\" garden"@en ,\n\t\t"Eeden"@fi ;\n' in text


def test_trig_opens_each_graph_once(garden: Release) -> None:
    text = (folder_of(garden) / "samverkansgrafen.trig").read_text("utf-8")
    opened = re.findall(r"(?m)^<([^>]*)> \{$", text)
    assert len(opened) == len(set(opened)) == len({quad.graph_name for quad in stored(garden)})
    assert text.count("\n}\n") == len(opened)


def test_json_ld_stands_alone_and_has_one_object_a_subject(garden: Release) -> None:
    document = json.loads((folder_of(garden) / "samverkansgrafen.jsonld").read_bytes())
    subjects = [node["id"] for node in document["@graph"]]
    assert len(subjects) == len(set(subjects)) == len({quad.subject for quad in stored(garden)})
    assert document["@context"]["samv"] == garden.manifest.base_iri + "ns#"
    eden = next(node for node in document["@graph"] if node["id"].endswith("/garden/eden"))
    assert eden["opened"] == "2019-04-01"


def test_the_manifest_tells_of_every_file(garden: Release) -> None:
    folder = folder_of(garden)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["release"] == garden.id
    assert manifest["content_hash"] == garden.manifest.content_hash
    assert {each["name"] for each in manifest["files"]} | {"manifest.json"} == {p.name for p in folder.iterdir()}
    for each in manifest["files"]:
        data = (folder / each["name"]).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(data), digest(data))
        assert set(each["label"]) == {"sv", "en"}
        assert each["what"] in ("graph", "dataset", "table", "table-description")
    packed = {each["name"]: each["encoding"] for each in manifest["files"] if each["encoding"]}
    assert packed == {"samverkansgrafen.nq.gz": "gzip", "samverkansgrafen.nt.gz": "gzip"}


def test_dumps_that_lie_there_whole_are_not_made_again(tiny: Workshop) -> None:
    release = tiny.built()
    folder = dumps.make(release, tiny.settings)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert dumps.make(release, tiny.settings) == folder
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_dumps_that_are_not_whole_are_made_again(tiny: Workshop) -> None:
    release = tiny.built()
    path = dumps.make(release, tiny.settings) / "samverkansgrafen.ttl"
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    dumps.make(release, tiny.settings)
    assert path.read_bytes() == whole


def test_a_release_with_the_same_content_shares_every_file(tiny: Workshop) -> None:
    first = tiny.built()
    one = dumps.make(first, tiny.settings)
    tiny.edit("data/queries/partners.rq", "SELECT", "# another comment\nSELECT")
    second = tiny.built()
    assert (second.id != first.id, second.manifest.content_hash) == (True, first.manifest.content_hash)
    other = dumps.make(second, tiny.settings)
    names = {path.name for path in one.iterdir()} - {"manifest.json"}
    assert all((one / name).samefile(other / name) for name in names)
    assert json.loads((other / "manifest.json").read_text("utf-8"))["release"] == second.id


def test_a_file_that_a_change_does_not_touch_is_shared(tiny: Workshop) -> None:
    one = dumps.make(tiny.built(), tiny.settings)
    tiny.edit("data/records/project/ensam.ttl", "Ensam", "Allena")
    other = dumps.make(tiny.built(), tiny.settings)
    assert (one / "actor.csv").samefile(other / "actor.csv")
    assert not (one / "project.csv").samefile(other / "project.csv")
    assert "Allena" in (other / "samverkansgrafen.ttl").read_text("utf-8")


def test_earlier_dumps_that_were_changed_are_not_shared(tiny: Workshop) -> None:
    path = dumps.make(tiny.built(), tiny.settings) / "samverkansgrafen.ttl"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"Ensam", b"Ensak"))
    tiny.edit("data/queries/partners.rq", "SELECT", "# another comment\nSELECT")
    assert (dumps.make(tiny.built(), tiny.settings) / path.name).read_bytes() == whole


def test_a_large_release_is_checked_by_sample_and_gives_the_same_dumps(garden: Release, tmp_path: Path) -> None:
    other = Workshop(garden.path.parents[2] / "root", tmp_path / "other")
    folder = dumps.make(other.point(), other.settings, whole_up_to=10)
    assert {p.name: digest(p.read_bytes()) for p in folder.iterdir()} == {
        p.name: digest(p.read_bytes()) for p in folder_of(garden).iterdir()
    }


def test_shards_that_lack_a_statement_give_no_dumps(tiny: Workshop) -> None:
    release = tiny.built()
    path = release.path / "shards" / f"{shards.shard_of('project/bro')}.nq.gz"
    lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    path.write_bytes(gzip.compress(b"".join(lines[1:]), mtime=0))
    with pytest.raises(CorruptRelease, match="aren't offered: its shards hold"):
        dumps.make(release, tiny.settings)
    assert release.bundle("dumps") is None
    assert not any((tiny.home / "scratch").iterdir())


@each_dump
def test_a_dump_that_says_something_else_is_found_out(garden: Release, tmp_path: Path, dump: Dump) -> None:
    data = (folder_of(garden) / dump.name).read_bytes()
    plain = gzip.decompress(data) if dump.packed else data
    changed = plain.replace(b"Eeden", b"Eedem")
    assert changed != plain
    path = tmp_path / dump.name
    path.write_bytes(gzip.compress(changed) if dump.packed else changed)
    told = dict(read_again(Task(folder_of(garden) / dump.name, dump.form, by_rdflib=True)).fingerprints)
    found = dict(read_again(Task(path, dump.form, by_rdflib=True)).fingerprints)
    assert all(found[parser] != told[parser] for parser in ("pyoxigraph", "rdflib"))


@pytest.mark.parametrize(
    ("name", "broken"),
    [("turtle", "<a:b> <a:c> ."), ("jsonld", "{"), ("rdfxml", "<rdf:RDF>"), ("nquads", "x"), ("rdfxml", "<a>\x0b</a>")],
)
def test_a_dump_that_can_not_be_read_is_a_fault_in_words(tmp_path: Path, name: str, broken: str) -> None:
    form = by_name(name)
    assert form is not None
    path = tmp_path / f"broken.{form.extension}"
    path.write_text(broken, "utf-8")
    fault = read_again(Task(path, form, by_rdflib=True)).fault
    assert fault is not None
    assert "Error" in fault


@pytest.mark.parametrize("text", ["a\\u000Bb", "a\\uFFFEb", "\\u0000"])
def test_a_character_that_xml_can_not_hold_is_refused_with_a_sentence(tiny: Workshop, text: str) -> None:
    tiny.write("data/links/fel.ttl", f'<links/fel> <http://purl.org/dc/terms/title> "{text}"@sv .')
    release = tiny.built()
    with pytest.raises(Refused, match=r"links/fel> .* has the character U\+[0-9A-F]{4}, which XML can't hold"):
        dumps.make(release, tiny.settings)
    assert release.bundle("dumps") is None


@pytest.mark.parametrize("iri", ["http://example.com/123", "http://example.com/a/", "urn:x:1"])
def test_a_property_without_a_name_is_refused_with_a_sentence(tiny: Workshop, iri: str) -> None:
    tiny.write("data/records/project/fel.ttl", record("project", "fel", f'dcterms:title "a"@sv ; <{iri}> "b"'))
    with pytest.raises(Refused, match=f"<{iri}> doesn't end in a name"):
        dumps.make(tiny.built(), tiny.settings)


def test_the_survey_counts_what_is_there(tiny: Workshop) -> None:
    seen = survey(Walk(planted(tiny).built()))
    assert seen.classes["https://example.org/ns#Harvest"] == EDEN.count("a samv:Harvest")
    assert sum(seen.properties.values()) == sum(seen.graphs.values()) == seen.triples
    assert {"http", "https", "tag", "mailto"} <= seen.schemes
    assert seen.examples["garden"] == "https://example.org/garden/eden"
