"""A workbook becomes a table: the text of every cell that isn't empty, read as a stream from parts within the limits.

Nothing is computed: a formula is told, not trusted. No rectangle is built: a cell at XFD1048576 costs what any does.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openpyxl.utils.escape import unescape

from kg.errors import BadSyntax
from kg.parse.packed import Package
from kg.parse.sheet import table
from kg.parse.sheet.csv_text import too_long
from kg.parse.sheet.table import Cell, Row, Sheet, Trouble, letters, number
from kg.parse.workbook.limits import opened
from kg.parse.workbook.numbers import format_code, iso_day, said
from kg.parse.workbook.xml import Ears, listen, relationships
from kg.place import Place

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_DIGITS = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class _Part:
    """A sheet as the workbook lists it: what it is called, whether it is shown, and which part holds it."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True)
class _Book:
    """What the cells of every sheet need: the shared texts, the code of each style, where days are counted from."""

    texts: tuple[str, ...]
    codes: tuple[str, ...]
    since_1904: bool


@dataclass
class _Budget:
    """How many filled cells the workbook may have, and how many of them are left."""

    most: int
    left: int


def read_workbook(data: bytes, source: str, *, most_cells: int = table.MOST_CELLS) -> list[Sheet]:
    """The sheets in a workbook's bytes, in their order; BadSyntax or UnsupportedMediaType when it can't be read."""
    return sheets_of(opened(data, source), most_cells=most_cells)


def sheets_of(package: Package, *, most_cells: int = table.MOST_CELLS) -> list[Sheet]:
    """The sheets of a workbook that is open, in their order."""
    root = _main_part(package)
    targets = _targets(package, root)
    parts, since_1904 = _listed(package, root, {id: target for id, (_, target) in targets.items()})
    by_type = dict(targets.values())
    book = _Book(
        _shared_texts(package.part(by_type.get("sharedStrings", "")) or b""),
        _codes(package.part(by_type.get("styles", "")) or b""),
        since_1904,
    )
    budget = _Budget(most_cells, most_cells)
    return [_sheet(package, each, book, budget) for each in parts]


def sheet_names(package: Package) -> dict[str, str]:
    """What each sheet's part is called by people."""
    root = _main_part(package)
    parts, _ = _listed(package, root, {id: target for id, (_, target) in _targets(package, root).items()})
    return {each.part.lower(): each.name for each in parts}


def _main_part(package: Package) -> str:
    for each in relationships(package.part("_rels/.rels") or b"<none/>"):
        if each.type.endswith("/officeDocument") and package.part(_resolved("", each.target)) is not None:
            return _resolved("", each.target)
    raise BadSyntax(
        "the file is no Excel workbook. Save it as .xlsx, or as CSV UTF-8.",
        message_sv="filen är ingen Excel-arbetsbok. Spara den som .xlsx, eller som CSV UTF-8.",
        place=Place(package.source),
    )


def _targets(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to inside the workbook: by id, the last word of its type, and the part."""
    folder, name = posixpath.split(part)
    rels = package.part(f"{folder}/_rels/{name}.rels") or b"<none/>"
    return {
        each.id: (each.type.rpartition("/")[2], _resolved(folder, each.target))
        for each in relationships(rels)
        if not each.external
    }


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _listed(package: Package, root: str, targets: Mapping[str, str]) -> tuple[list[_Part], bool]:
    found: list[_Part] = []
    since_1904 = False

    def start(name: str, has: Mapping[str, str]) -> None:
        nonlocal since_1904
        if name == "workbookPr":
            since_1904 = has.get("date1904", "").lower() in ("1", "true")
        elif name == "sheet" and has.get("id") in targets:
            hidden = has.get("state", "visible") != "visible"
            found.append(_Part(has.get("name", ""), hidden, targets[has["id"]]))

    listen(package.part(root) or b"<none/>", Ears(start=start))
    return found, since_1904


def _shared_texts(part: bytes) -> tuple[str, ...]:
    """The texts that cells share: the runs of a text joined, the reading aids of East Asian ones left out."""
    if not part:
        return ()
    found: list[str] = []
    runs: list[str] = []
    aside = 0

    def start(name: str, _: Mapping[str, str]) -> None:
        nonlocal aside
        if name == "si":
            runs.clear()
        aside += name == "rPh"

    def end(name: str, text: str) -> None:
        nonlocal aside
        if name == "t" and not aside:
            runs.append(text)
        elif name == "si":
            found.append(unescape("".join(runs)))
        aside -= name == "rPh"

    listen(part, Ears(start=start, end=end))
    return tuple(found)


def _codes(part: bytes) -> tuple[str, ...]:
    """The format code of each cell style, by its number."""
    if not part:
        return ()
    custom: dict[int, str] = {}
    numbers: list[int] = []
    inside: list[str] = []

    def start(name: str, has: Mapping[str, str]) -> None:
        inside.append(name)
        code = _whole(has.get("numFmtId", ""))
        if name == "numFmt" and code is not None:
            custom[code] = has.get("formatCode", "")
        elif name == "xf" and "cellXfs" in inside:
            numbers.append(code or 0)

    def end(_: str, __: str) -> None:
        inside.pop()

    listen(part, Ears(start=start, end=end))
    return tuple(format_code(each, custom) for each in numbers)


def _sheet(package: Package, part: _Part, book: _Book, budget: _Budget) -> Sheet:
    ears = _SheetEars(part.name, package.source, book, budget)
    listen(package.part(part.part) or b"<none/>", Ears(start=ears.start, end=ears.end))
    rows = tuple(Row(row, cells) for row, cells in sorted(ears.rows.items()))
    return Sheet(part.name, package.source, rows, part.hidden, tuple(ears.merged), ears.beyond)


class _SheetEars:
    """Hears one sheet, and keeps the cells that say something."""

    def __init__(self, name: str, source: str, book: _Book, budget: _Budget) -> None:
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merged: list[str] = []
        self.beyond: Place | None = None
        self._name = name
        self._source = source
        self._book = book
        self._budget = budget
        self._row = 0
        self._column = 0
        self._has: Mapping[str, str] = {}
        self._value: str | None = None
        self._runs: list[str] = []
        self._formula = False
        self._aside = 0

    def start(self, name: str, has: Mapping[str, str]) -> None:
        """A row, a cell or a merged area begins."""
        if name == "c":
            self._begin_cell(has)
        elif name == "row":
            self._row = _whole(has.get("r", "")) or self._row + 1
            self._column = 0
        elif name == "mergeCell" and len(self.merged) < table.MOST_ROWS:
            self.merged.append(has.get("ref", ""))
        self._aside += name == "rPh"
        self._formula = self._formula or name == "f"

    def end(self, name: str, text: str) -> None:
        """A value, a run of text or a whole cell is there."""
        if name == "v":
            self._value = text
        elif name == "t" and not self._aside:
            self._runs.append(text)
        elif name == "c":
            self._end_cell()
        self._aside -= name == "rPh"

    def _begin_cell(self, has: Mapping[str, str]) -> None:
        found = _REFERENCE.fullmatch(has.get("r", ""))
        self._column = number(found[1]) if found else self._column + 1
        self._row = int(found[2]) if found else self._row
        self._has, self._value, self._runs, self._formula = has, None, [], False

    def _end_cell(self) -> None:
        place = Place(self._source, sheet=self._name, cell=f"{letters(self._column)}{self._row}")
        cell = self._cell(place)
        if not cell.text and cell.trouble is None:
            return
        if self._row > table.MOST_ROWS or self._column > table.MOST_COLUMNS:
            self.beyond = self.beyond or place
            return
        self._budget.left -= 1
        if self._budget.left < 0:
            raise BadSyntax(
                f"the workbook has more than {self._budget.most} filled cells. Divide it.",
                message_sv=f"arbetsboken har fler än {self._budget.most} ifyllda celler. Dela upp den.",
                place=place,
            )
        self.rows.setdefault(self._row, {})[self._column] = cell

    def _cell(self, place: Place) -> Cell:
        if self._formula:
            return Cell("", place, _FORMULA)
        kind, value = self._has.get("t", "n"), self._value
        read = _KINDS.get(kind)
        if kind == "inlineStr":
            text: str | None = unescape("".join(self._runs))
        elif value is None or not value.strip():
            return Cell("", place)
        elif kind == "e":
            return Cell("", place, _error(value))
        else:
            text = read(value, self._book) if read else self._number(value)
        if text is None:
            return Cell("", place, _NO_VALUE)
        text = text.strip()
        return Cell("", place, too_long(len(text))) if len(text) > table.LONGEST else Cell(text, place)

    def _number(self, value: str) -> str | None:
        style, codes = _whole(self._has.get("s", "")) or 0, self._book.codes
        code = codes[style] if style < len(codes) else "General"
        return said(value, code, since_1904=self._book.since_1904)


def _shared(value: str, book: _Book) -> str | None:
    index = _whole(value.strip())
    return book.texts[index] if index is not None and index < len(book.texts) else None


def _whole(text: str) -> int | None:
    """A whole number as a workbook writes one; None for anything else, however many digits it has."""
    return int(text) if _DIGITS.fullmatch(text) else None


_KINDS: Mapping[str, Callable[[str, _Book], str | None]] = {
    "s": _shared,
    "str": lambda value, _: unescape(value),
    "b": lambda value, _: "true" if value.strip() in ("1", "true") else "false",
    "d": lambda value, _: iso_day(value.strip()),
}
_FORMULA = Trouble(
    "Cellen innehåller en formel. Kopiera den och klistra in som värde, eller skriv värdet.",
    "The cell holds a formula. Copy it and paste it as a value, or write the value.",
)
_NO_VALUE = Trouble(
    "Cellens värde går inte att läsa: det är inget tal, och ingen dag i Excels kalender. Skriv det som text.",
    "The cell's value can't be read: it is no number, and no day in Excel's calendar. Write it as text.",
)


def _error(value: str) -> Trouble:
    return Trouble(
        f"Cellen innehåller felet {value.strip()[:20]}. Skriv värdet.",
        f"The cell holds the error {value.strip()[:20]}. Write the value.",
    )
