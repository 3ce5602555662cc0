"""The workbook one fills in: made from the form's model, with drop-downs, help, an example and headings that stay.

Rows 1 to 4 are the keys (hidden), the groups, the headings and the help; row 5 is the example, and rows below are free.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kg.parse.answers.answers import Answers
from kg.parse.answers.form_model import FormKind, FormModel, Takes
from kg.parse.sheet.columns import LANGS, Column, KindSheet, Lang, kind_sheet
from kg.parse.sheet.filled import FilledTable, filled
from kg.parse.sheet.table import MOST_ROWS, letters
from kg.parse.sheet.words import (
    EXAMPLE,
    LISTS,
    README,
    YES_NO,
    how_to_fill_in,
    long_help,
    name_heading,
    name_help,
    sample,
    several,
    short_help,
)
from kg.parse.workbook import look
from kg.parse.workbook.writing import written

KEYS, GROUPS, HEADINGS, HELP, SAMPLE, FIRST = 1, 2, 3, 4, 5, 6
MOST_LISTED = 3_000
"""Names in a drop-down, at most; beyond that one writes them."""
_NAMED_ROWS = 2_000
Listed = Mapping[str, Sequence[str]]
"""The names of the things of each kind, for drop-downs."""


def workbook(
    model: FormModel, kind: FormKind, *, lang: Lang = "sv", listed: Listed, things: Sequence[Answers] = ()
) -> bytes:
    """The workbook of a kind, empty but for an example, or with these things filled in."""
    sheet = kind_sheet(model, kind)
    book = Workbook()
    book.properties.creator = look.AUTHOR
    book.properties.title = f"{look.AUTHOR}: {sheet.tables[0].title(lang)}"
    book.properties.language = lang
    front = book.active
    if not isinstance(front, Worksheet):
        raise AssertionError("a new workbook has a worksheet")
    _readme(front, sheet, lang)
    lists = _Lists(lang, listed)
    tables = filled(sheet, things, model, lang)
    pages = [book.create_sheet(table.table.title(lang)) for table in tables]
    for page, table in zip(pages, tables, strict=True):
        _Page(page, table, model, lang, lists, pages[0].title).draw()
    lists.draw(book.create_sheet(LISTS[lang]))
    return written(book)


def _readme(page: Worksheet, sheet: KindSheet, lang: Lang) -> None:
    page.title = README[lang]
    page.column_dimensions["A"].width = 100
    page.sheet_view.showGridLines = False
    first, *rest = how_to_fill_in([table.title(lang) for table in sheet.tables], lang)
    look.write(look.cell_at(page, 1, 1), first, look.TITLE)
    for at, line in enumerate(rest, start=3):
        look.write(look.cell_at(page, at, 1), line)
    look.protect(page)


class _Lists:
    """What the drop-downs offer, a column a list: the same list is there once."""

    def __init__(self, lang: Lang, listed: Listed) -> None:
        self._lang = lang
        self._listed = listed
        self._lists: dict[tuple[str, ...], tuple[str, str]] = {}

    def formula(self, column: Column) -> str | None:
        """What a drop-down of a column refers to; None where there is nothing to choose among, or too much."""
        field = column.field
        if field.takes is Takes.YES_NO:
            return f'"{",".join(YES_NO[self._lang])}"'
        offered = self.offered(column)
        if not offered or len(offered) > MOST_LISTED:
            return None
        heading = field.name.get(self._lang) or field.key
        letter, _ = self._lists.setdefault(offered, (letters(len(self._lists) + 1), heading))
        return f"{quote_sheetname(LISTS[self._lang])}!${letter}$2:${letter}${len(offered) + 1}"

    def offered(self, column: Column) -> tuple[str, ...]:
        """The names that one chooses among in a column, in their order."""
        field = column.field
        if field.takes is Takes.CHOICE:
            return tuple(each.label.get(self._lang) or each.label.get("sv") or each.key for each in field.choices)
        if field.takes is Takes.THING:
            return tuple(dict.fromkeys(name for kind in field.kinds for name in self._listed.get(kind, ())))
        return ()

    def draw(self, page: Worksheet) -> None:
        """Write the lists."""
        for at, (offered, (letter, heading)) in enumerate(self._lists.items(), start=1):
            page.column_dimensions[letter].width = 36
            look.write(look.cell_at(page, 1, at), heading, look.BOLD, fill=look.TINTS[0])
            for row, name in enumerate(offered, start=2):
                look.write(look.cell_at(page, row, at), name, wrap=False)
        page.freeze_panes = "A2"
        look.protect(page)


@dataclass(frozen=True)
class _Page:
    """One sheet of the workbook in the making; column A says which thing a row is about."""

    page: Worksheet
    table: FilledTable
    model: FormModel
    lang: Lang
    lists: _Lists
    main: str

    def draw(self) -> None:
        """Write everything on it."""
        self._names()
        groups = {group.iri: group for group in self.model.groups}
        band, tint = "", 0
        for at, column in enumerate(self.table.columns, start=2):
            group = groups.get(column.field.group or "")
            label = column.part_name(self.lang) or (self._word(group.label) if group else "")
            if label != band:
                band, tint = label, tint + 1
                look.write(look.cell_at(self.page, GROUPS, at), label, look.ON_ACCENT, fill=look.BAND, wrap=False)
            else:
                look.cell_at(self.page, GROUPS, at).fill = look.BAND
            self._column(at, column, tint % 2)
        for number, row in enumerate(self.table.rows, start=FIRST):
            self._cell(number, 1, row.name)
            for at, column in enumerate(self.table.columns, start=2):
                if column.key in row.cells:
                    self._cell(number, at, row.cells[column.key])
        self._frame()

    def _names(self) -> None:
        """The first column: in the kind's own sheet the short names, in the others a choice among them."""
        kind = self.table.table.kind
        own = self.table.table.node is None
        self.page.column_dimensions["A"].width = 28
        look.write(look.cell_at(self.page, KEYS, 1), kind.name, look.SMALL)
        look.cell_at(self.page, GROUPS, 1).fill = look.BAND
        look.write(look.cell_at(self.page, HEADINGS, 1), name_heading(kind, self.lang), look.BOLD, fill=look.TINTS[0])
        look.write(
            look.cell_at(self.page, HELP, 1), name_help(kind, self.lang, own=own), look.SMALL, fill=look.TINTS[0]
        )
        look.write(look.cell_at(self.page, SAMPLE, 1), EXAMPLE[self.lang], look.EXAMPLE, fill=look.NOT_READ)
        self._free("A")
        if not own:
            last = FIRST + _NAMED_ROWS
            self._drop_down("A", f"{quote_sheetname(self.main)}!$A${FIRST}:$A${last}", strict=False)

    def _column(self, at: int, column: Column, tint: int) -> None:
        letter, fill = letters(at), look.TINTS[tint]
        within = self.table.table.within
        heading = column.heading(self.lang, within=within) + (" *" if column.required else "")
        self.page.column_dimensions[letter].width = look.width(column)
        look.write(look.cell_at(self.page, KEYS, at), column.key, look.SMALL, wrap=False)
        look.write(look.cell_at(self.page, HEADINGS, at), heading, look.BOLD, fill=fill)
        look.write(look.cell_at(self.page, HELP, at), short_help(column, self.lang), look.SMALL, fill=fill)
        look.note(look.cell_at(self.page, HEADINGS, at), long_help(column, self.lang))
        offered = self.lists.offered(column)
        example = sample(column, self.lang, offered[0] if offered else "")
        look.write(look.cell_at(self.page, SAMPLE, at), example, look.EXAMPLE, fill=look.NOT_READ)
        self._free(letter)
        formula = self.lists.formula(column)
        if formula is not None:
            strict = column.field.takes in (Takes.CHOICE, Takes.YES_NO) and not several(column)
            self._drop_down(letter, formula, strict=strict)

    def _free(self, letter: str) -> None:
        """Everything below the example may be written in, and stays the text that was written."""
        dimension = self.page.column_dimensions[letter]
        dimension.protection = look.OPEN
        dimension.number_format = look.TEXT_FORMAT
        dimension.alignment = look.WRAPPED
        dimension.font = look.PLAIN

    def _drop_down(self, letter: str, formula: str, *, strict: bool) -> None:
        """A list to choose from; a strict one warns of anything else, which is refused only when it is handed in."""
        rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=strict)
        rule.errorStyle = "warning"
        rule.add(f"{letter}{FIRST}:{letter}{MOST_ROWS}")
        self.page.add_data_validation(rule)

    def _cell(self, row: int, column: int, text: str) -> None:
        cell = look.cell_at(self.page, row, column)
        look.write(cell, text)
        cell.protection = look.OPEN

    def _frame(self) -> None:
        self.page.row_dimensions[KEYS].hidden = True
        self.page.row_dimensions[HEADINGS].height = 32
        self.page.row_dimensions[HELP].height = 62
        self.page.row_dimensions[SAMPLE].height = 32
        self.page.freeze_panes = f"B{SAMPLE}"
        self.page.print_title_rows = f"{GROUPS}:{HEADINGS}"
        self.page.page_setup.orientation = "landscape"
        look.protect(self.page)

    def _word(self, labels: Mapping[str, str]) -> str:
        return labels.get(self.lang) or next((labels[lang] for lang in LANGS if lang in labels), "")
