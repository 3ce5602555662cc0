"""The workbook with its faults shown: at their cells, listed first with links, and still the same to read."""

import io

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from kg.errors import BadSyntax
from kg.parse.sheet.reading import read_sheet
from kg.parse.workbook.limits import opened
from kg.parse.workbook.marked import mark
from kg.parse.workbook.template import workbook
from kg.place import Place
from kg.rdf.findings import Finding, Level
from tests.parse.conftest import Asking
from tests.parse.sheets import bare, book, saved

BOOK = "insatser.xlsx"


def _finding(
    level: Level, sheet: str | None, cell: str | None, text: str, *also: Place, hint: str | None = None
) -> Finding:
    place = Place(BOOK, sheet=sheet, cell=cell)
    return Finding("r", level, text, f"{text} (en)", place, also=also, hint_sv=hint, hint_en=hint)


FINDINGS = [
    _finding(Level.WARNING, "Projekt", "B2", "Titeln är kort."),
    _finding(Level.VIOLATION, "Projekt", "B2", "Titeln är fel.", hint="Menade du KIIS?"),
    _finding(Level.INFO, "Medverkan", "C7", "Rollen är ovanlig.", Place(BOOK, sheet="Medverkan", cell="C9")),
    _finding(Level.VIOLATION, None, None, "Något om hela boken."),
    _finding(Level.VIOLATION, "Finns inte", "A1", "I ett blad som inte finns."),
    _finding(Level.VIOLATION, "Projekt", "=A1", "I en cell som inte finns."),
]


@pytest.fixture
def own() -> bytes:
    made = book(
        Projekt=[["Projekt", "Titel (svenska)"], ["kiis", "KISS"]], Medverkan=[["Projekt", "Aktör"], ["kiis", "Sala"]]
    )
    made["Projekt"]["B2"].comment = Comment("egen kommentar", "ägaren")
    made["Projekt"].merge_cells("D1:E2")
    return saved(made)


def _read(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def test_a_cell_says_what_is_wrong_and_looks_so_without_its_colour(own: bytes) -> None:
    marked = _read(mark(own, FINDINGS, "sv"))
    cell = marked["Projekt"]["B2"]
    assert cell.comment.text == "Fel: Titeln är fel. Menade du KIIS?\nVarning: Titeln är kort.\n\n---\negen kommentar"
    patterns = [
        marked[sheet][at].fill.patternType
        for sheet, at in (("Projekt", "B2"), ("Medverkan", "C7"), ("Medverkan", "C9"))
    ]
    assert patterns == ["lightUp", "lightGrid", "lightGrid"]
    assert marked["Projekt"]["B2"].value == "KISS"


def test_the_first_sheet_lists_everything_with_links(own: bytes) -> None:
    marked = _read(mark(own, FINDINGS, "sv"))
    assert marked.sheetnames == ["Att rätta", "Projekt", "Medverkan"]
    page = marked["Att rätta"]
    assert page["A1"].value == "Att rätta: 4 fel, 1 varning, 1 tips"
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=5)]
    assert [row[1] for row in rows] == [None, "A1", "=A1", "Projekt!B2", "Projekt!B2", "Medverkan!C7"]
    assert rows[3] == ["Fel", "Projekt!B2", "Titeln är fel.", "Menade du KIIS?"]
    assert page["B8"].hyperlink.location == "'Projekt'!B2"
    assert [each.sheet_view.tabSelected for each in marked.worksheets] == [True, False, False]


def test_it_speaks_english_too(own: bytes) -> None:
    marked = _read(mark(own, FINDINGS, "en"))
    assert marked.sheetnames[0] == "To mend"
    assert marked["Projekt"]["B2"].comment.text.startswith("Fault: Titeln är fel. (en)")


def test_marked_and_marked_again_it_reads_as_before(asking: Asking) -> None:
    kind = asking.model.kind("project")
    assert kind is not None
    template = load_workbook(io.BytesIO(workbook(asking.model, kind, listed={})))
    template["Projekt"]["A6"], template["Projekt"]["B6"] = "kiis", "KIIS"
    data = saved(template)
    wrong = [
        _finding(Level.VIOLATION, "Projekt", "B6", "Fel."),
        _finding(Level.WARNING, "Projekt", "B3", "Om rubriken."),
    ]
    once = mark(data, wrong, "sv")
    assert mark(once, wrong, "sv") == once
    mended = mark(once, [], "sv")
    before, *after = (read_sheet(each, BOOK, None, asking.model) for each in (data, once, mended))
    assert after == [before, before]
    assert _read(mended)["Projekt"]["B6"].fill.patternType is None
    assert _read(mended)["Projekt"]["B3"].comment.text == _read(data)["Projekt"]["B3"].comment.text
    opened(once, BOOK)


def test_a_finding_that_quotes_what_no_workbook_can_hold_is_shown_all_the_same(own: bytes) -> None:
    marked = _read(mark(own, [_finding(Level.VIOLATION, "Projekt", "B2", "Tecknet \x00\x1b" + "x" * 40_000)], "sv"))
    assert "Tecknet \ufffd\ufffdx" in marked["Projekt"]["B2"].comment.text
    assert len(marked["Att rätta"]["C5"].value) == 32_767


def test_a_finding_in_a_merged_area_is_shown_at_its_first_cell(own: bytes) -> None:
    marked = _read(mark(own, [_finding(Level.VIOLATION, "Projekt", "E2", "Sammanslagen.")], "sv"))
    assert marked["Projekt"]["D1"].comment.text == "Fel: Sammanslagen."


def test_marking_is_repeatable(own: bytes) -> None:
    assert mark(own, FINDINGS, "sv") == mark(own, FINDINGS, "sv")


def test_a_cell_far_out_is_marked_without_a_rectangle() -> None:
    marked = mark(
        bare('<row><c r="XFD1048576"><v>1</v></c></row>'),
        [_finding(Level.VIOLATION, "Blad", "XFD1048576", "Långt bort.")],
        "sv",
    )
    assert b"XFD1048576" in marked or len(marked) > 1_000


@pytest.mark.parametrize(
    "rest",
    [
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="Blad!A1"/></hyperlinks>',
    ],
)  # fmt: skip
def test_an_area_that_would_never_end_is_refused(rest: str) -> None:
    with pytest.raises(BadSyntax, match="can't be marked"):
        mark(bare("<row><c><v>1</v></c></row>", rest=rest), [], "sv", BOOK)


def test_a_workbook_that_only_our_reader_can_read_is_a_sentence() -> None:
    with pytest.raises(BadSyntax, match="can't be marked"):
        mark(bare("<row><c><v>1</v></c></row>", styles="<cellXfs><xf numFmtId='x'/></cellXfs>"), [], "sv", BOOK)
