"""A workbook is a ZIP file of XML: what one should not carry besides what could hurt (macros, objects, links to other
files) is refused here, with a sentence on how to hand in the same figures without them.
"""

import re
from collections.abc import Iterator, Mapping

from kg.parse.packed import Package, Wording, bad, unpacked, unsupported, with_macros
from kg.parse.workbook.xml import relationships

_EXCEL = Wording(
    program="Excel",
    name="Excel-arbetsbok",
    name_en="an Excel workbook",
    ending=".xlsx",
    old_ending=".xls",
    instead="som CSV UTF-8",
    instead_en="as CSV UTF-8",
    anew="Klistra in uppgifterna i en ny mall.",
    anew_en="Paste the figures into a new template.",
)
_MACRO_SHEETS = re.compile(r"^xl/(macrosheets|dialogsheets)/", re.IGNORECASE)
_OBJECTS = re.compile(r"^xl/(embeddings|activex|ctrlprops|webextensions)/", re.IGNORECASE)
_OUTSIDE = re.compile(r"^xl/(externallinks/|connections\.xml$|querytables/)", re.IGNORECASE)


def opened(data: bytes, source: str) -> Package:
    """The parts of the workbook in these bytes; BadSyntax or UnsupportedMediaType says why it isn't read."""
    package = unpacked(data, source, _EXCEL)
    _must_stand_alone(package.parts, source)
    return package


def _must_stand_alone(parts: Mapping[str, bytes], source: str) -> None:
    if any(_MACRO_SHEETS.search(name) for name in parts):
        raise with_macros(source, _EXCEL)
    if any(name.startswith("xl/workbook.bin") for name in parts):
        raise unsupported(
            source,
            "filen är en binär arbetsbok (.xlsb). Spara den som Excel-arbetsbok (.xlsx).",
            "the file is a binary workbook (.xlsb). Save it as an Excel workbook (.xlsx).",
        )
    if any(_OBJECTS.search(name) for name in parts):
        raise bad(
            source,
            "filen har inbäddade objekt. Ta bort dem och spara den igen.",
            "the file has embedded objects. Take them away and save it again.",
        )
    if any(_OUTSIDE.search(name) for name in parts) or any(_reaching_out(parts)):
        raise bad(
            source,
            "filen länkar till andra filer. Bryt länkarna (Data, Redigera länkar) och spara den igen.",
            "the file links to other files. Break the links (Data, Edit links) and save it again.",
        )


def _reaching_out(parts: Mapping[str, bytes]) -> Iterator[bool]:
    """For each relationship to something outside, whether it is more than a link for a reader to follow."""
    for name, part in parts.items():
        if name.endswith(".rels"):
            for each in relationships(part):
                yield each.external and not each.type.endswith("/hyperlink")
