"""Small workbooks to read: made from rows, or from the XML of a sheet where a test is about the XML."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kg.parse.sheet.reading import ReadSheet, read_sheet
from kg.parse.sheet.table import Sheet
from kg.parse.workbook.reading import read_workbook
from tests.parse.conftest import Asking

XLSX = "bok.xlsx"
CSV = "tabell.csv"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

Rows = Sequence[Sequence[object]]


def book(**sheets: Rows) -> Workbook:
    """A workbook with these rows in these sheets, to do more with."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        page = made.create_sheet(name.replace("_", " "))
        for row in rows:
            page.append(list(row))
    return made


def saved(made: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def first(made: Workbook) -> Worksheet:
    """The first sheet."""
    return made.worksheets[0]


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def bare(
    cells: str,
    *,
    shared: str = "",
    styles: str = "",
    properties: str = "",
    rest: str = "",
    ns: str = _MAIN,
    more: Mapping[str, bytes | str] | None = None,
    compression: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A workbook of one sheet, `Blad`, whose rows are this XML and nothing else is."""
    sheet = f'<worksheet xmlns="{ns}"><sheetData>{cells}</sheetData>{rest}</worksheet>'
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Override PartName="/xl/workbook.xml" ContentType="{_BOOK}"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{ns}" xmlns:r="{_REL}">{properties}<sheets><sheet name="Blad" sheetId="1" r:id="s"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="s" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="t" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="y" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": sheet,
            "xl/sharedStrings.xml": f'<sst xmlns="{ns}">{shared}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{ns}">{styles}</styleSheet>',
            **(more or {}),
        },
        compression,
    )


def texts(sheet: Sheet) -> dict[str, str]:
    """What the cells of a sheet say, by their names."""
    return {str(cell.place.cell): cell.text for row in sheet.rows for cell in row.cells.values()}


def troubles(sheet: Sheet) -> dict[str, str]:
    """What is wrong with the cells of a sheet, by their names."""
    return {
        str(cell.place.cell): cell.trouble.sv
        for row in sheet.rows
        for cell in row.cells.values()
        if cell.trouble is not None
    }


def only(data: bytes) -> Sheet:
    """The only sheet of a workbook."""
    [sheet] = read_workbook(data, XLSX)
    return sheet


def reading(asking: Asking, data: bytes | str, name: str = XLSX) -> ReadSheet:
    """What a sheet says, by the real model."""
    return read_sheet(data.encode() if isinstance(data, str) else data, name, None, asking.model)


def told(sheet: ReadSheet) -> list[str]:
    """Every finding of a sheet in Swedish, with its cell and its hint."""
    return [f"{finding.text('sv')} {finding.hint_sv or ''}".strip() for finding in sheet.findings]


def said(sheet: ReadSheet) -> list[object]:
    """The answers of every thing in a sheet, as JSON."""
    return [thing.answers.as_json() for thing in sheet.things]
