"""A workbook that could hurt, or that carries what it shouldn't, is refused before anything parses it: in a sentence."""

import io
import struct
import time
import tracemalloc
import zipfile

import pytest

from kg.errors import BadSyntax, UnsupportedMediaType
from kg.parse.packed import MOST_ENTRIES
from kg.parse.workbook.limits import opened
from tests.conftest import Golden
from tests.parse.sheets import bare, book, packed, saved, unpacked

PLAIN = bare("<row><c><v>1</v></c></row>")
_DOCTYPE = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_OUTSIDE = '<Relationship Id="x" Type="http://x/{}" Target="http://example.se/x" TargetMode="External"/>'


def _with(**parts: bytes | str) -> bytes:
    """The plain workbook with these parts beside its own."""
    return packed({**unpacked(PLAIN), **{name.replace("__", "/"): part for name, part in parts.items()}})


def _encrypted() -> bytes:
    return PLAIN.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00", 1)


def _declaring(size: int) -> bytes:
    """The plain workbook whose list of contents says that its first part is of another size."""
    at = PLAIN.index(b"PK\x01\x02") + 24
    return PLAIN[:at] + struct.pack("<I", size) + PLAIN[at + 4 :]


def _twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/a.xml", "<a/>")
        archive.writestr("XL/A.xml", "<a/>")
    return out.getvalue()


REFUSED: dict[str, bytes] = {
    "empty": b"",
    "text": b"Titel;Plats\n",
    "old-or-protected": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
    "cut-off": PLAIN[: len(PLAIN) // 2],
    "damaged": PLAIN[:60] + b"\xff" * 20 + PLAIN[80:],
    "open-document": packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, zipfile.ZIP_STORED),
    "packed-otherwise": packed({"xl/workbook.xml": "<a/>"}, zipfile.ZIP_BZIP2),
    "encrypted-part": _encrypted(),
    "bomb": packed({"xl/workbook.xml": b" " * 30_000_000}),
    "bomb-of-many": packed({f"xl/{n}.bin": b"\0" * 1_000_000 for n in range(60)}),
    "declaring-too-much": _declaring(2**31),
    "declaring-too-little": _declaring(3),
    "many-parts": packed({f"xl/{n}.xml": "<a/>" for n in range(MOST_ENTRIES + 1)}),
    "path-up": _with(**{"..__..__etc__passwd": "x"}),
    "path-absolute": _with(**{"__etc__passwd": "x"}),
    "path-windows": _with(**{"C:\\x.xml": "<a/>"}),
    "same-part-twice": _twice(),
    "document-type": _with(xl__worksheets__sheet1_xml=_DOCTYPE, **{"xl/worksheets/sheet1.xml": _DOCTYPE}),
    "document-type-utf-16": _with(**{"xl/styles.xml": _DOCTYPE.encode("utf-16")}),
    "document-type-utf-16-bare": _with(**{"xl/styles.xml": _DOCTYPE.encode("utf-16-be")}),
    "document-type-other-name": _with(**{"xl/worksheets/sheet1.dat": _DOCTYPE}),
    "not-well-formed": _with(**{"xl/styles.xml": "<a><b></a>"}),
    "nested-deep": _with(**{"xl/styles.xml": "<a>" * 10_000 + "</a>" * 10_000}),
    "unknown-encoding": _with(**{"xl/styles.xml": '<?xml version="1.0" encoding="x-klingon"?><a/>'}),
    "macros": _with(**{"xl/vbaProject.bin": b"\0"}),
    "macros-by-type": _with(**{"[Content_Types].xml": "<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>"}),
    "macro-sheet": _with(**{"xl/macrosheets/sheet1.xml": "<a/>"}),
    "binary": _with(**{"xl/workbook.bin": b"\0"}),
    "objects": _with(**{"xl/embeddings/oleObject1.bin": b"\0"}),
    "external-link": _with(**{"xl/externalLinks/externalLink1.xml": "<a/>"}),
    "connections": _with(**{"xl/connections.xml": "<a/>"}),
    "external-picture": _with(**{"xl/drawings/_rels/d.xml.rels": _RELS.format(_OUTSIDE.format("image"))}),
    "external-utf-16": _with(**{"xl/_rels/x.rels": _RELS.format(_OUTSIDE.format("image")).encode("utf-16")}),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_workbook_that_is_refused_says_why_and_what_to_do(name: str, golden: Golden) -> None:
    with pytest.raises((BadSyntax, UnsupportedMediaType)) as caught:
        opened(REFUSED[name], "bok.xlsx")
    kind = type(caught.value).__name__
    golden(f"parse/workbook-{name}.txt", f"{kind}\n{caught.value.text('sv')}\n{caught.value.text('en')}\n")


def test_a_bomb_costs_neither_time_nor_memory() -> None:
    tracemalloc.start()
    started = time.monotonic()
    for name in ("bomb", "bomb-of-many", "declaring-too-much", "many-parts"):
        with pytest.raises(BadSyntax):
            opened(REFUSED[name], "bok.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000
    assert time.monotonic() - started < 2


def test_every_cut_of_a_workbook_is_a_sentence() -> None:
    for end in range(0, len(PLAIN), 7):
        with pytest.raises((BadSyntax, UnsupportedMediaType)):
            opened(PLAIN[:end], "bok.xlsx")


def test_every_broken_byte_is_a_sentence_or_harmless() -> None:
    for at in range(0, len(PLAIN), 5):
        try:
            opened(PLAIN[:at] + bytes([PLAIN[at] ^ 0x55]) + PLAIN[at + 1 :], "bok.xlsx")
        except (BadSyntax, UnsupportedMediaType) as refused:
            assert refused.place is not None


def test_links_for_readers_and_what_excel_writes_are_fine() -> None:
    made = book(Blad=[["https://example.se/"]])
    made.worksheets[0]["A1"].hyperlink = "https://example.se/"
    assert opened(saved(made), "bok.xlsx").part("/XL/workbook.xml") is not None
