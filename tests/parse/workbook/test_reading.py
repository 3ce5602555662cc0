"""Every sort of cell that a workbook may hold, as its reader sees it; what can't be used is trouble at its cell."""

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BadSyntax
from kg.parse.sheet.table import LONGEST, MOST_COLUMNS, MOST_ROWS
from kg.parse.workbook.reading import read_workbook
from tests.parse.sheets import XLSX, bare, book, first, only, saved, texts, troubles, unpacked

_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_DAYS = '<numFmts><numFmt numFmtId="164" formatCode="{}"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>'


def _formatted(value: object, code: str) -> str:
    made = book(Blad=[[value]])
    first(made)["A1"].number_format = code
    return texts(only(saved(made)))["A1"]


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        ("  Språkstegen \n", "General", "Språkstegen"),
        (30000000.0, "General", "30000000"),
        (30000000, "#,##0", "30000000"),
        (0.1 + 0.2, "General", "0.3"),
        (12.5, "0.00", "12.5"),
        (1.5e-7, "General", "0.00000015"),
        (-3, "General", "-3"),
        (True, "General", "true"),
        (False, "General", "false"),
        (0.455, "0.0%", "45.5 %"),
        (180, "0000", "0180"),
        (date(2019, 1, 15), "yyyy-mm-dd", "2019-01-15"),
        (date(2019, 1, 15), "d mmmm yyyy", "2019-01-15"),
        (date(2019, 5, 1), "mmm-yy", "2019-05"),
        (date(2019, 1, 1), "yyyy", "2019"),
        (datetime(2019, 1, 15, 10, 30), "yyyy-mm-dd hh:mm", "2019-01-15T10:30"),
        (time(10, 30), "hh:mm", "10:30"),
        (date(1900, 1, 1), "yyyy-mm-dd", "1900-01-01"),
        (date(1900, 3, 1), "yyyy-mm-dd", "1900-03-01"),
    ],
)
def test_a_cell_says_what_its_reader_sees(value: object, code: str, said: str) -> None:
    assert _formatted(value, code) == said


def test_a_day_is_counted_from_1904_where_the_workbook_does_so() -> None:
    cell = '<row r="1"><c r="A1" s="0"><v>42018</v></c></row>'
    styles = _DAYS.format("yyyy-mm-dd")
    assert texts(only(bare(cell, styles=styles, properties='<workbookPr date1904="1"/>'))) == {"A1": "2019-01-15"}
    assert texts(only(bare(cell, styles=styles))) == {"A1": "2015-01-14"}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', "delad"),
        ('<c r="A1" t="s"><v>1</v></c>', "i två färger"),
        ('<c r="A1" t="inlineStr"><is><t>inne</t></is></c>', "inne"),
        ('<c r="A1" t="inlineStr"><is><r><t>in</t></r><r><t>ne</t></r></is></c>', "inne"),
        ('<c r="A1" t="str"><v>text</v></c>', "text"),
        ('<c r="A1" t="d"><v>2019-01-15T00:00:00</v></c>', "2019-01-15"),
        ('<c r="A1" t="b"><v>1</v></c>', "true"),
        ('<c t="inlineStr"><is><t>utan namn</t></is></c>', "utan namn"),
        ('<c r="A1" t="inlineStr"><is><t>a_x000A_b _x005F_x0041_</t></is></c>', "a\nb _x0041_"),
        ('<c r="A1"><v>7</v></c>', "7"),
        ('<c r="A1" s="99"><v>7</v></c>', "7"),
        (f'<c r="A1" s="{"9" * 5000}"><v>7</v></c>', "7"),
        ('<c r="A1" s="²"><v>7</v></c>', "7"),
    ],
)
def test_every_way_of_writing_a_text_is_read(cell: str, said: str) -> None:
    shared = "<si><t>delad</t></si><si><r><t>i två </t></r><r><t>färger</t></r><rPh><t>läshjälp</t></rPh></si>"
    for ns in ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", _STRICT):
        assert texts(only(bare(f"<row>{cell}</row>", shared=shared, ns=ns))) == {"A1": said}


@pytest.mark.parametrize(
    ("cell", "trouble"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', "formel"),
        ('<c r="A1"><f t="shared" si="0"/><v>2</v></c>', "formel"),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "felet #REF!"),
        ('<c r="A1" t="s"><v>99</v></c>', "går inte att läsa"),
        ('<c r="A1" t="s"><v>-1</v></c>', "går inte att läsa"),
        (f'<c r="A1" t="s"><v>{"9" * 5000}</v></c>', "går inte att läsa"),
        (f'<c r="A1"><v>{"9" * 5000}</v></c>', "går inte att läsa"),
        ('<c r="A1"><v>tretton</v></c>', "går inte att läsa"),
        ('<c r="A1"><v>NaN</v></c>', "går inte att läsa"),
        ('<c r="A1"><v>1e999</v></c>', "går inte att läsa"),
        ('<c r="A1" s="0"><v>-5</v></c>', "går inte att läsa"),
        ('<c r="A1" s="0"><v>99999999999</v></c>', "går inte att läsa"),
        (f'<c r="A1" t="inlineStr"><is><t>{"x" * (LONGEST + 1)}</t></is></c>', "Korta den"),
    ],
)
def test_what_cannot_be_used_is_trouble_at_its_cell(cell: str, trouble: str) -> None:
    [found] = troubles(only(bare(f"<row>{cell}</row>", styles=_DAYS.format("yyyy-mm-dd")))).values()
    assert trouble in found


def test_a_formula_is_told_whatever_it_would_give() -> None:
    assert troubles(only(saved(book(Blad=[["=1+1", '=HYPERLINK("http://example.se")']])))).keys() == {"A1", "B1"}


def test_a_cell_at_the_end_of_the_world_costs_a_cell_and_is_told() -> None:
    made = book(Blad=[["Titel"]])
    first(made)["XFD1048576"] = "x"
    sheet = only(saved(made))
    assert (texts(sheet), str(sheet.beyond)) == ({"A1": "Titel"}, "bok.xlsx:Blad!XFD1048576")


@pytest.mark.parametrize("ref", [f"A{MOST_ROWS + 1}", "SH1"])
def test_rows_and_columns_beyond_ours_are_told(ref: str) -> None:
    assert MOST_COLUMNS == 501 - 1
    assert only(bare(f'<row><c r="{ref}"><v>1</v></c></row>')).beyond is not None


def test_more_cells_than_we_read_are_refused_whatever_sheet_they_are_in() -> None:
    made = book(Ett=[[1, 2]], Två=[[3, None, 4]])
    assert len(read_workbook(saved(made), XLSX, most_cells=4)) == 2
    with pytest.raises(BadSyntax, match=r"the workbook has more than 3 filled cells") as caught:
        read_workbook(saved(made), XLSX, most_cells=3)
    assert str(caught.value.place) == "bok.xlsx:Två!C1"


def test_a_row_with_an_impossible_number_comes_after_the_one_above() -> None:
    assert texts(only(bare(f'<row r="{"9" * 5000}"><c><v>1</v></c></row><row r="x"><c><v>2</v></c></row>'))) == {
        "A1": "1",
        "A2": "2",
    }


def test_a_part_that_is_no_xml_where_xml_should_be_is_a_sentence() -> None:
    rels = unpacked(bare(""))["xl/_rels/workbook.xml.rels"].decode().replace("worksheets/sheet1.xml", "media/bild.png")
    with pytest.raises(BadSyntax, match="media/bild.png"):
        read_workbook(bare("", more={"xl/_rels/workbook.xml.rels": rels, "xl/media/bild.png": b"\x89PNG"}), XLSX)


def test_merged_areas_and_hidden_sheets_are_remembered() -> None:
    made = book(Blad=[["a"]], Dolt=[["b"]], Mycket_dolt=[["c"]])
    first(made).merge_cells("A1:B3")
    made["Dolt"].sheet_state = "hidden"
    made["Mycket dolt"].sheet_state = "veryHidden"
    sheets = read_workbook(saved(made), XLSX)
    assert [(sheet.name, sheet.hidden, sheet.merged) for sheet in sheets] == [
        ("Blad", False, ("A1:B3",)), ("Dolt", True, ()), ("Mycket dolt", True, ()),
    ]  # fmt: skip


def test_a_workbook_without_its_parts_is_an_empty_one_or_none() -> None:
    parts = bare("<row><c><v>1</v></c></row>")
    assert texts(only(parts)) == {"A1": "1"}
    with pytest.raises(BadSyntax, match="no Excel workbook"):
        read_workbook(bare("", more={"_rels/.rels": "<Relationships/>"}), XLSX)
    assert read_workbook(bare("", more={"xl/_rels/workbook.xml.rels": "<Relationships/>"}), XLSX) == []


@settings(deadline=None)
@given(st.integers(min_value=-(10**14), max_value=10**14) | st.floats(min_value=-1e300, max_value=1e300))
def test_a_number_is_the_number_that_was_written(value: float) -> None:
    text = texts(only(bare(f"<row><c><v>{value!r}</v></c></row>")))["A1"]
    assert "e" not in text.lower()
    assert float(text) == pytest.approx(value, rel=1e-14, abs=0)


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff_")),
            max_size=4,
        ),
        max_size=4,
    )
)
def test_texts_come_back_from_any_workbook(rows: list[list[str]]) -> None:
    made = book(Blad=rows)
    for line in first(made).iter_rows():
        for cell in line:
            if cell.data_type == "f":
                cell.data_type = "s"
    wanted = {text.strip() for row in rows for text in row} - {""}
    assert set(texts(only(saved(made))).values()) == wanted
