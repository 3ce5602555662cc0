"""The tables: a row a thing, a row a node, headers from the model, cells that a spreadsheet takes for what they are."""

import csv
import json
from pathlib import Path

import pytest

from kg.errors import CorruptRelease
from kg.release import dumps, sheets, tables
from kg.release.layout import Release
from kg.release.walk import Walk
from tests.workshop import BASE_IRI, Workshop

EDEN, GETHSEMANE = f"{BASE_IRI}garden/eden", f"{BASE_IRI}garden/gethsemane"


def rows(release: Release, name: str) -> list[dict[str, str]]:
    folder = release.bundle("dumps")
    assert folder is not None
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, strict=True))


def described(release: Release, name: str) -> dict[str, object]:
    folder = release.bundle("dumps")
    assert folder is not None
    return dict(json.loads((folder / f"{name}.csv-metadata.json").read_text("utf-8")))


def row_of(release: Release, name: str, iri: str) -> dict[str, str]:
    return next(row for row in rows(release, name) if row["iri"] == iri)


def test_there_is_a_table_for_each_kind_and_each_class_of_nodes(garden: Release) -> None:
    folder = garden.bundle("dumps")
    assert folder is not None
    assert {path.stem for path in folder.glob("*.csv")} == {
        "project", "actor", "garden", "harvest", "period-of-time",
    }  # fmt: skip


def test_a_kind_has_a_row_for_each_thing_by_name(garden: Release) -> None:
    assert [row["iri"] for row in rows(garden, "garden")] == [EDEN, GETHSEMANE]


def test_the_headers_follow_the_model(garden: Release) -> None:
    assert list(rows(garden, "garden")[0]) == [
        "iri", "type", "type_label", "title_sv", "title_en", "title_fi", "keeper", "keeper_label", "size", "motto",
        "page", "altLabel_sv", "altLabel_en", "above_of", "above_of_label", "opened", "samv_title",
    ]  # fmt: skip


def test_several_values_are_joined_and_their_labels_follow_in_the_same_order(garden: Release) -> None:
    eden = row_of(garden, "garden", EDEN)
    assert eden["keeper"] == f"{BASE_IRI}actor/kvinnohuset | {BASE_IRI}actor/norrby-kommun"
    assert eden["keeper_label"] == "Kvinnohuset | Norrby kommun"


def test_texts_stand_by_language_and_as_they_are(garden: Release) -> None:
    eden = row_of(garden, "garden", EDEN)
    assert (eden["title_sv"], eden["title_en"], eden["title_fi"]) == ("Eden", 'Eden, "the" garden', "Eeden")
    assert eden["motto"] == "'@slut | inte | Rad ett\nrad två\r\nrad\tfyra\u2028fem\u0085sex"
    assert eden["samv_title"] == "<skylt> & 'citat' \\ å 🌳"


def test_what_a_spreadsheet_would_take_for_a_formula_gets_a_mark(garden: Release) -> None:
    eden = row_of(garden, "garden", EDEN)
    assert eden["altLabel_sv"] == "'=cmd|'/c calc'!A1 | Paradiset"
    assert eden["altLabel_en"] == "'+46"


def test_numbers_and_dates_stay_as_they_are(garden: Release) -> None:
    assert row_of(garden, "garden", EDEN)["size"] == "-1.5"
    assert row_of(garden, "garden", EDEN)["opened"] == "2019-04-01"
    assert [row["amount"] for row in rows(garden, "harvest")] == ["12", "-2.5"]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_each_way_a_formula_begins_is_marked(tiny: Workshop, first: str) -> None:
    tiny.edit("data/records/project/ensam.ttl", '"Ensam"@sv', json.dumps(f"{first}1") + "@sv")
    release = tiny.built()
    dumps.make(release, tiny.settings)
    assert row_of(release, "project", f"{BASE_IRI}project/ensam")["title_sv"] == f"'{first}1"


def test_what_points_at_a_thing_is_shown_where_the_model_says_so(garden: Release) -> None:
    gethsemane = row_of(garden, "garden", GETHSEMANE)
    assert (gethsemane["above_of"], gethsemane["above_of_label"]) == (EDEN, "Eden")


def test_a_narrower_class_is_told(garden: Release) -> None:
    assert [row["type_label"] for row in rows(garden, "garden")] == ["Fruktträdgård", ""]


def test_a_node_has_its_owner_its_parent_and_its_source(garden: Release) -> None:
    whole, part = rows(garden, "harvest")
    assert (whole["owner"], whole["owner_label"], whole["parent"]) == (EDEN, "Eden", EDEN)
    assert (part["owner"], part["parent"]) == (EDEN, f"{EDEN}#harvest-apple")
    assert whole["hadPrimarySource_label"] == "Bro"
    assert part["hadPrimarySource"] == f"{BASE_IRI}project/bro | {BASE_IRI}project/ensam"
    assert whole["fruit_label"] == "Äpple"


def test_lines_end_as_rfc_4180_says(garden: Release) -> None:
    folder = garden.bundle("dumps")
    assert folder is not None
    data = (folder / "actor.csv").read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == 1 + len(rows(garden, "actor"))
    assert data.startswith(b"iri,")


@pytest.mark.parametrize("name", ["project", "actor", "garden", "harvest", "period-of-time"])
def test_the_description_names_every_column_in_order(garden: Release, name: str) -> None:
    said = described(garden, name)
    schema = said["tableSchema"]
    assert isinstance(schema, dict)
    folder = garden.bundle("dumps")
    assert folder is not None
    header = (folder / f"{name}.csv").read_bytes().decode().partition("\r\n")[0]
    assert [column["name"] for column in schema["columns"]] == header.split(",")
    assert said["url"] == f"{name}.csv"


def test_the_description_has_titles_datatypes_and_properties(garden: Release) -> None:
    schema = described(garden, "garden")["tableSchema"]
    assert isinstance(schema, dict)
    columns = {column["name"]: column for column in schema["columns"]}
    assert columns["size"] == {
        "name": "size",
        "titles": {"sv": "yta", "en": "size"},
        "datatype": "decimal",
        "propertyUrl": f"{BASE_IRI}ns#size",
    }
    assert columns["title_sv"]["lang"] == "sv"
    assert columns["title_sv"]["titles"] == {"sv": "namn (sv)", "en": "name (sv)"}
    assert (columns["keeper"]["datatype"], columns["keeper"]["separator"]) == ("anyURI", " | ")
    assert columns["keeper_label"]["suppressOutput"] is True
    assert columns["opened"]["datatype"] == "date"
    assert "propertyUrl" not in columns["above_of"], "the other way round"


@pytest.mark.parametrize("name", ["garden", "harvest", "project"])
def test_a_converter_says_of_a_thing_what_the_table_says_of_it(garden: Release, name: str) -> None:
    schema = described(garden, name)["tableSchema"]
    assert isinstance(schema, dict)
    for column in schema["columns"]:
        of_it = "propertyUrl" in column and not column["name"].startswith("record_")
        assert column.get("suppressOutput", False) == (not of_it)
        assert column.get("valueUrl", f"{{+{column['name']}}}") == f"{{+{column['name']}}}"
        assert not ("valueUrl" in column and "separator" in column), "one address for several things"


def test_a_number_that_the_model_leaves_open_is_told_from_the_data(garden: Release) -> None:
    schema = described(garden, "harvest")["tableSchema"]
    assert isinstance(schema, dict)
    assert {column["name"]: column["datatype"] for column in schema["columns"]}["amount"] == "decimal"


def test_a_kind_without_things_has_a_header(tiny: Workshop) -> None:
    tiny.write("ontology/empty.ttl", "@prefix samv: <ns#> . samv:Shed samv:kind 'shed' .")
    release = tiny.built()
    dumps.make(release, tiny.settings)
    folder = release.bundle("dumps")
    assert folder is not None
    assert (folder / "shed.csv").read_bytes() == b"iri\r\n"


def test_a_table_that_reads_back_otherwise_is_not_offered(garden: Release, tmp_path: Path) -> None:
    sheet = sheets.Sheet("t", {"sv": "T"}, [], owned=False)
    with (tmp_path / "t.csv").open("wb") as handle:
        sheet.open(handle)
        sheet.add(['a "quoted", value'], [], {})
    sheet.check(tmp_path)
    (tmp_path / "t.csv").write_bytes(b'iri\r\n"a ""quoted"", valve"\r\n')
    with pytest.raises(CorruptRelease, match=r"t\.csv, read again, doesn't hold what was written"):
        sheet.check(tmp_path)


def test_a_very_long_text_is_a_cell_like_any_other(tiny: Workshop) -> None:
    tiny.edit("data/records/project/ensam.ttl", '"Ensam"@sv', '"' + 200_000 * "å" + '"@sv')
    release = tiny.built()
    made = tables.write(Walk(release), tiny.home, release.model())
    assert {each["rows"] for each in made if each["name"] == "project.csv"} == {3}
