"""The same workbook with what is wrong shown in it: cells patterned and commented, and a first sheet that lists it all.

Reading it back gives what was there: marks are looks and comments, and the list is a sheet we never read. Marking again
takes the earlier marks away first, so a marked workbook can be mended and handed in until it is right.
"""

import io
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import PatternFill
from openpyxl.styles.proxy import StyleProxy
from openpyxl.utils import quote_sheetname
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from kg.errors import BadSyntax
from kg.parse.packed import Package
from kg.parse.sheet.table import AREA, number
from kg.parse.sheet.words import MARKS
from kg.parse.workbook import look
from kg.parse.workbook.limits import opened
from kg.parse.workbook.reading import sheet_names
from kg.parse.workbook.texts import commented
from kg.parse.workbook.writing import written
from kg.parse.workbook.xml import Ears, listen
from kg.place import Place
from kg.rdf.findings import Finding, Level, counted, level_word

MARKER = f"{look.AUTHOR} (kontroll)"
"""The author of our marks: comments of theirs are ours to take away."""
MOST_LISTED = 5_000
_EARLIER = "\n\n---\n"
_MOST_SPREAD = 100_000
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LOWEST = 1_048_576
_RIGHTMOST = 16_384
_MARKED = {
    Level.VIOLATION: PatternFill("lightUp", fgColor="D98A8A", bgColor="FCEBEB"),
    Level.WARNING: PatternFill("lightDown", fgColor="D9B778", bgColor="FFF6E5"),
    Level.INFO: PatternFill("lightGrid", fgColor="9DB8D9", bgColor="EAF1FA"),
}

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "sv": ("Nivå", "Var", "Vad som är fel", "Tips"),
    "en": ("Level", "Where", "What is wrong", "Hint"),
}
_HOW: Mapping[str, str] = {
    "sv": "Klicka på en cell i listan för att gå dit. Rätta, spara och lämna in boken igen: det här bladet läses inte.",
    "en": "Click a cell in the list to go there. Mend, save and hand the workbook in again: this sheet isn't read.",
}
_SEVERED = (
    AttributeError, BadZipFile, EOFError, IndexError, InvalidFileException, KeyError, OSError, OverflowError,
    SyntaxError, TypeError, ValueError,
)  # fmt: skip
"""What openpyxl comes with when it meets what our own reader has no use for and let through."""


def mark(data: bytes, findings: Sequence[Finding], lang: str, source: str = "") -> bytes:
    """The workbook with these findings shown at their cells; BadSyntax when it can't be written anew."""
    package = opened(data, source)
    _must_be_small(package)
    with _as_excel_writes_it(source):
        book = load_workbook(io.BytesIO(data), rich_text=True, keep_links=False)
    _take_marks_away(book, commented(package))
    listed = sorted(findings, key=lambda each: _order(each, book.sheetnames))
    for (sheet, cell), said in _by_cell(listed, book).items():
        _mark(book[sheet][cell], said, lang)
    _list(book, listed[:MOST_LISTED], lang)
    with _as_excel_writes_it(source):
        return written(book)


@contextmanager
def _as_excel_writes_it(source: str) -> Iterator[None]:
    """Turn what openpyxl comes with, when a part isn't as it expects, into a sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out, which is nobody's data
            yield
    except _SEVERED as wrong:
        raise _unmarkable(source) from wrong


def _unmarkable(source: str) -> BadSyntax:
    return BadSyntax(
        "the workbook can't be marked: a part of it isn't as Excel writes it. Use the list of findings instead.",
        message_sv="arbetsboken går inte att märka: en del av den är inte som Excel skriver den. Använd listan.",
        place=Place(source),
    )


def _must_be_small(package: Package) -> None:
    """Merged areas and links over areas are spread out cell by cell: an area of the whole sheet would never end."""
    total = 0

    def start(name: str, has: Mapping[str, str]) -> None:
        nonlocal total
        found = AREA.fullmatch(has.get("ref", "")) if name in ("mergeCell", "hyperlink") else None
        if found is not None:
            total += abs(number(found[3]) - number(found[1]) + 1) * abs(int(found[4]) - int(found[2]) + 1)

    for part in sheet_names(package):
        listen(package.part(part) or b"<none/>", Ears(start=start))
    if total > _MOST_SPREAD:
        raise _unmarkable(package.source)


def _take_marks_away(book: Workbook, comments: Mapping[str, Sequence[str]]) -> None:
    """Leave the workbook as it was before it was marked, but for a colour that stood under a mark."""
    for page in book.worksheets:
        for ref in comments.get(page.title, ()):
            cell = page[ref] if _is_cell(ref) else None
            comment = cell.comment if isinstance(cell, Cell) else None
            if not isinstance(cell, Cell) or comment is None or comment.author != MARKER:
                continue
            _, kept, earlier = comment.text.partition(_EARLIER)
            cell.comment = None
            if kept:
                look.note(cell, earlier)
            if _looks(cell.fill) in map(_looks, _MARKED.values()):
                cell.fill = PatternFill()
    for name in MARKS.values():
        if name in book.sheetnames and len(book.sheetnames) > 1:
            book.remove(book[name])


def _looks(fill: PatternFill | StyleProxy) -> tuple[object, ...]:
    return (fill.patternType, fill.fgColor.rgb, fill.bgColor.rgb) if fill.tagname == PatternFill.tagname else ()


def _by_cell(findings: Iterable[Finding], book: Workbook) -> dict[tuple[str, str], list[Finding]]:
    """What is said of each cell; a merged area is marked at its first."""
    found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        for place in (finding.place, *finding.also):
            if place is not None and place.sheet in book.sheetnames and _is_cell(place.cell):
                page = book[place.sheet or ""]
                if isinstance(page, Worksheet):
                    found[page.title, _anchor(page, place.cell or "A1")].append(finding)
    return found


def _is_cell(cell: str | None) -> bool:
    found = _CELL.fullmatch(cell or "")
    return found is not None and number(found[1]) <= _RIGHTMOST and int(found[2]) <= _LOWEST


def _anchor(page: Worksheet, cell: str) -> str:
    area = next((area for area in page.merged_cells.ranges if cell in area), None)
    return cell if area is None else area.coord.partition(":")[0]


def _mark(cell: Cell, findings: Sequence[Finding], lang: str) -> None:
    worst = min((each.level for each in findings), key=list(Level).index)
    cell.fill = _MARKED[worst]
    said = "\n".join(dict.fromkeys(_said(each, lang) for each in findings))
    earlier = f"{_EARLIER}{cell.comment.text}" if cell.comment is not None else ""
    look.note(cell, said + earlier)
    if cell.comment is not None:
        cell.comment.author = MARKER


def _said(finding: Finding, lang: str) -> str:
    sentence = f"{level_word(finding.level, lang).capitalize()}: {finding.sentence(lang)}"
    hint = finding.hint(lang)
    return f"{sentence} {hint}" if hint else sentence


def _order(finding: Finding, sheets: Sequence[str]) -> tuple[int, int, int, int]:
    """By sheet, row, column, worst first; what has no cell comes first."""
    place = finding.place
    found = _CELL.fullmatch(place.cell or "") if place else None
    if place is None or found is None or place.sheet not in sheets:
        return (-1, 0, 0, list(Level).index(finding.level))
    at = sheets.index(place.sheet or "")
    return (at, int(found[2]), number(found[1]), list(Level).index(finding.level))


def _list(book: Workbook, findings: Sequence[Finding], lang: str) -> None:
    """The first sheet: how many of what, then a line a finding with a link to its cell."""
    page = book.create_sheet(MARKS[lang], 0)
    for letter, width in zip("ABCD", (12, 30, 80, 50), strict=True):
        page.column_dimensions[letter].width = width
    look.write(look.cell_at(page, 1, 1), f"{MARKS[lang]}: {counted(findings, lang)}", look.TITLE, wrap=False)
    look.write(look.cell_at(page, 2, 1), _HOW[lang], wrap=False)
    for column, heading in enumerate(_HEADINGS[lang], start=1):
        look.write(look.cell_at(page, 4, column), heading, look.BOLD, fill=look.TINTS[0])
    for row, finding in enumerate(findings, start=5):
        look.write(
            look.cell_at(page, row, 1), level_word(finding.level, lang).capitalize(), fill=_MARKED[finding.level]
        )
        _link(look.cell_at(page, row, 2), finding, book)
        look.write(look.cell_at(page, row, 3), finding.sentence(lang))
        look.write(look.cell_at(page, row, 4), finding.hint(lang) or "")
    page.freeze_panes = "A5"
    book.active = 0
    for at, each in enumerate(book.worksheets):
        each.sheet_view.tabSelected = at == 0


def _link(cell: Cell, finding: Finding, book: Workbook) -> None:
    """Where it is, as a link where that is a cell of the workbook."""
    place = finding.place
    if place is None or place.sheet not in book.sheetnames or not _is_cell(place.cell):
        look.write(cell, (place.field or place.cell or "") if place else "")
        return
    look.write(cell, f"{place.sheet}!{place.cell}", look.LINK)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(place.sheet or '')}!{place.cell}")
