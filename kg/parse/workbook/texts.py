"""Every text in a workbook, seen or not: cells, hidden sheets, comments, properties, headers, names, texts nobody uses.

The gate for personal data reads them all: what is out of sight in Excel is still handed in.
"""

import posixpath
from collections.abc import Iterator, Mapping
from functools import partial

from kg.parse.packed import Package
from kg.parse.workbook.limits import opened
from kg.parse.workbook.reading import sheet_names, sheets_of
from kg.parse.workbook.xml import Ears, listen, looks_like_xml, relationships
from kg.place import Place

_WHOLE = frozenset({"si", "comment", "threadedComment", "p"})
"""Elements whose runs are one text: a number may be written in two colours."""
_SAYING = frozenset(
    {
        "alt", "author", "caption", "comment", "customMenu", "descr", "description", "display", "displayName", "error",
        "errorTitle", "help", "location", "name", "prompt", "promptTitle", "statusBar", "string", "Target", "title",
        "tooltip", "uniqueName", "userId",
    }
)  # fmt: skip
"""Attributes in which a person's words can stand; the others hold numbers, references and styles."""


def every_text(data: bytes, source: str) -> Iterator[tuple[Place, str]]:
    """Each text in the workbook with its place: a cell where there is one, else the part of the file and what it is."""
    package = opened(data, source)
    seen: set[str] = set()
    for sheet in sheets_of(package):
        for row in sheet.rows:
            for cell in row.cells.values():
                if cell.text:
                    seen.add(cell.text)
                    yield cell.place, cell.text
    owners = _owners(package)
    for name, part in package.parts.items():
        if looks_like_xml(name, part) and not name.startswith("[content_types]"):
            for place, text in _said(part, name, owners.get(name), source):
                if text not in seen:
                    yield place, text


def commented(package: Package) -> dict[str, list[str]]:
    """The cells of each sheet that have a comment."""
    owners = _owners(package)
    found: dict[str, list[str]] = {}
    for name, part in package.parts.items():
        if name in owners and looks_like_xml(name, part):
            cells: list[str] = []
            listen(part, Ears(start=partial(_note_comment, cells)))
            found.setdefault(owners[name], []).extend(cells)
    return found


def _note_comment(cells: list[str], name: str, has: Mapping[str, str]) -> None:
    if name == "comment" and has.get("ref"):
        cells.append(has["ref"])


def _owners(package: Package) -> dict[str, str]:
    """The sheet that a part belongs to, by part: the sheet's own, its comments and its drawings."""
    owners = sheet_names(package)
    for part, sheet in list(owners.items()):
        folder, name = posixpath.split(part)
        for each in relationships(package.part(f"{folder}/_rels/{name}.rels") or b"<none/>"):
            if not each.external:
                target = posixpath.normpath(posixpath.join("/", folder, each.target)).lstrip("/").lower()
                owners.setdefault(target, sheet)
    return owners


def _said(part: bytes, name: str, sheet: str | None, source: str) -> Iterator[tuple[Place, str]]:
    ears = _TextEars()
    listen(part, Ears(start=ears.start, end=ears.end))
    for cell, element, text in ears.found:
        if sheet is not None and cell:
            yield Place(source, sheet=sheet, cell=cell), text
        else:
            yield Place(source, sheet=sheet, field=f"{name}#{element}"), text


class _TextEars:
    """Hears a part, and keeps what words stand in it: the cell they belong to, the element, the text."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []
        self._cell = ""
        self._whole: list[list[str]] = []

    def start(self, name: str, has: Mapping[str, str]) -> None:
        """An element begins; its attributes may say something."""
        if name in ("c", "comment", "threadedComment", "dataValidation", "hyperlink"):
            self._cell = has.get("r") or has.get("ref") or has.get("sqref", "")
        if name in _WHOLE:
            self._whole.append([])
        inside = name == "Relationship" and has.get("TargetMode") != "External"
        for key, value in has.items():
            if key in _SAYING and value.strip() and not inside:
                self.found.append((self._cell, key, value.strip()))

    def end(self, name: str, text: str) -> None:
        """An element ends with its text; a number in a cell was told by the cell."""
        if text.strip() and name != "v":
            if self._whole:
                self._whole[-1].append(text)
            else:
                self.found.append((self._cell, name, text.strip()))
        if name in _WHOLE and self._whole:
            joined = "".join(self._whole.pop()).strip()
            if joined:
                self.found.append((self._cell, name, joined))
        if name in ("c", "comment", "threadedComment", "dataValidation", "hyperlink"):
            self._cell = ""
