"""How our workbooks look: paper, ink and one accent, as the pages do; a mark is a pattern beside its colour."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from kg.parse.answers.form_model import Takes
from kg.parse.sheet.columns import Column
from kg.parse.sheet.table import LONGEST

AUTHOR = "Samverkansgrafen"
INK = "1A1F24"
QUIET = "4A5560"
ACCENT = "0B5A63"
FAULT = "A61B1B"
WARNING = "8A5A00"
OK = "1D6B3A"
PLAIN = Font(name="Calibri", size=11, color=INK)
BOLD = Font(name="Calibri", size=11, bold=True, color=INK)
TITLE = Font(name="Calibri", size=16, bold=True, color=ACCENT)
SMALL = Font(name="Calibri", size=9, color=QUIET)
LINK = Font(name="Calibri", size=11, underline="single", color=ACCENT)
EXAMPLE = Font(name="Calibri", size=10, italic=True, color=QUIET)
ON_ACCENT = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
TINTS = (PatternFill("solid", fgColor="E3F1F2"), PatternFill("solid", fgColor="F3F6F8"))
BAND = PatternFill("solid", fgColor=ACCENT)
NOT_READ = PatternFill("lightUp", fgColor="D5DBE1")
LINE = Border(bottom=Side(style="thin", color="D5DBE1"))
OPEN = Protection(locked=False)
WRAPPED = Alignment(wrap_text=True, vertical="top")
TEXT_FORMAT = "@"
_LINE_LENGTH = 46
_LINE_HEIGHT = 18

_WIDTHS = {
    Takes.NUMBER: 14,
    Takes.YES_NO: 14,
    Takes.DATE: 18,
    Takes.PERIOD: 26,
    Takes.CHOICE: 28,
    Takes.THING: 34,
    Takes.LINK: 36,
    Takes.WORD: 22,
}


def width(column: Column) -> int:
    """How wide a column is, in characters."""
    return 56 if column.field.long else _WIDTHS.get(column.field.takes, 34)


def cell_at(page: Worksheet, row: int, column: int) -> Cell:
    """The cell at a place; a merged area has only its first."""
    found = page.cell(row, column)
    if not isinstance(found, Cell):
        raise AssertionError(f"{found.coordinate} is inside a merged area")
    return found


def note(cell: Cell, text: str) -> None:
    """Put a comment on a cell, as large as its text needs."""
    said = _shown(text)
    lines = sum(1 + len(line) // _LINE_LENGTH for line in said.splitlines())
    cell.comment = Comment(said, AUTHOR, height=_LINE_HEIGHT * (lines + 1), width=320)


def write(cell: Cell, text: str, font: Font = PLAIN, *, fill: PatternFill | None = None, wrap: bool = True) -> None:
    """Write a text, which is never taken for a formula."""
    cell.value = _shown(text)
    if cell.data_type == "f":
        cell.data_type = "s"
    cell.font = font
    cell.number_format = TEXT_FORMAT
    cell.alignment = WRAPPED if wrap else Alignment(vertical="top")
    if fill is not None:
        cell.fill = fill


def _shown(text: str) -> str:
    """A text as a workbook can hold it: no longer than a cell, and without characters that XML hasn't."""
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)[:LONGEST]


def protect(sheet: Worksheet) -> None:
    """Keep headings as they are; everything one fills in, sorts or widens stays free. There is no password."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatCells = False
    protection.formatColumns = False
    protection.formatRows = False
    protection.insertRows = False
    protection.deleteRows = False
    protection.sort = False
    protection.autoFilter = False
    protection.insertHyperlinks = False
