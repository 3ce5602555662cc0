"""What a ZIP file says of itself is never believed: every lie, bomb and hiding place is a sentence, in each format."""

import io
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BadSyntax, KgError, UnsupportedMediaType
from kg.parse.document.docx import read_docx
from kg.parse.packed import MOST_BYTES, MOST_ENTRIES
from kg.parse.workbook.limits import opened
from tests.parse.documents import docx, paragraph
from tests.parse.sheets import bare, packed

WORD = docx(paragraph("Plats: Sala"))
EXCEL = bare("<row><c><v>1</v></c></row>")
FORMATS: dict[str, tuple[Callable[[bytes, str], object], bytes]] = {"word": (read_docx, WORD), "excel": (opened, EXCEL)}
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def _changed(data: bytes, at: int, fmt: str, value: int) -> bytes:
    """The file with a number in its first line of contents set."""
    start = data.index(_CENTRAL) + at
    return data[:start] + struct.pack(fmt, value) + data[start + struct.calcsize(fmt) :]


def _overlapping(times: int) -> bytes:
    """Many lines of contents that all point at one and the same packed part."""
    inner = zipfile.ZipInfo("a.bin")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(inner, b"\0" * 900_000, zipfile.ZIP_DEFLATED)
    whole = out.getvalue()
    start, end = whole.index(_CENTRAL), whole.index(_END)
    local, line = whole[:start], whole[start:end]
    lines = b"".join(line.replace(b"a.bin", b"%05d" % number) for number in range(times))
    tail = _END + struct.pack("<HHHHIIH", 0, 0, times, times, len(lines), len(local), 0)
    return local + lines + tail


def _zip64(size: int, packed_size: int, offset: int) -> bytes:
    """One part whose sizes and offset stand in a ZIP64 field, and lie."""
    name, body = b"[Content_Types].xml", b"<Types/>"
    extra = struct.pack("<HHQQQ", 1, 24, size, packed_size, offset)
    local = _LOCAL + struct.pack("<HHHHHIIIHH", 45, 0, 0, 0, 0, 0, len(body), len(body), len(name), 0) + name + body
    line = _CENTRAL + struct.pack(
        "<HHHHHHIIIHHHHHII", 45, 45, 0, 0, 0, 0, 0, *(0xFFFFFFFF,) * 2, len(name), len(extra), 0, 0, 0, 0, 0xFFFFFFFF
    )
    line += name + extra
    return local + line + _END + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(line), len(local), 0)


def _twice(first: str, second: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(first, "<a/>")
        archive.writestr(second, "<a/>")
    return out.getvalue()


LIES: dict[str, bytes] = {
    "a bomb": packed({"a.xml": b" " * 30_000_000}),
    "a bomb of many parts": packed({f"{n}.bin": b"\0" * 1_000_000 for n in range(60)}),
    "a bomb in a bomb": packed({"a.zip": packed({"b.bin": b"\0" * 40_000_000}), "a.xml": b" " * 2_000_000}),
    "more parts than are read": packed({f"{n}.xml": "<a/>" for n in range(MOST_ENTRIES + 1)}),
    "parts that lie on each other": _overlapping(50),
    "two parts that lie on each other": _overlapping(2),
    "zip64: more than there is": _zip64(2**62, 8, 0),
    "zip64: packed larger than the file": _zip64(8, 2**62, 0),
    "zip64: beyond the end": _zip64(8, 8, 2**62),
    "zip64: a number below nothing": _zip64(2**64 - 1, 2**64 - 1, 2**64 - 1),
    "declares too much": _changed(EXCEL, 24, "<I", 2**31),
    "declares too little": _changed(EXCEL, 24, "<I", 3),
    "is packed to more than the file": _changed(EXCEL, 20, "<I", 2**31),
    "points beyond the file": _changed(EXCEL, 42, "<I", 2**31),
    "is protected": _changed(EXCEL, 8, "<H", 1),
    "is packed by bzip2": packed({"a.xml": "<a/>"}, zipfile.ZIP_BZIP2),
    "is packed by lzma": packed({"a.xml": "<a/>"}, zipfile.ZIP_LZMA),
    "no name": _twice("a.xml", "b.xml").replace(b"b.xml", b"\0.xml"),
    "a name that goes up": packed({"../../etc/passwd": "x"}),
    "a name that goes up inside": packed({"a/../../b.xml": "<a/>"}),
    "an absolute name": packed({"/etc/passwd": "x"}),
    "a drive": packed({"C:/x.xml": "<a/>"}),
    "a backslash": packed({"a\\b.xml": "<a/>"}),
    "the same name twice": _twice("a.xml", "b.xml").replace(b"b.xml", b"a.xml"),
    "the same name in other letters": _twice("a.xml", "A.XML"),
    "a document type": packed({"a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "a document type under another name": packed({"a.dat": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "nesting without end": packed({"a.xml": "<a>" * 100_000 + "</a>" * 100_000}),
    "another archive": b"7z\xbc\xaf\x27\x1c" + b"\0" * 100,
    "nothing": b"",
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_a_sentence_and_costs_next_to_nothing(lie: str, form: str) -> None:
    tracemalloc.start()
    started = time.monotonic()
    with pytest.raises((BadSyntax, UnsupportedMediaType)) as refused:
        FORMATS[form][0](LIES[lie], "fil")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.message_sv.endswith(".")
    assert refused.value.message.endswith(".")
    assert peak < MOST_BYTES / 2
    assert time.monotonic() - started < 5


def test_each_format_speaks_of_its_own_program() -> None:
    said = []
    for read, _ in FORMATS.values():
        with pytest.raises(KgError) as refused:
            read(LIES["is packed by bzip2"], "fil")
        said.append(refused.value.text("sv"))
    assert said == [
        "fil: filen är packad på ett sätt som Word inte använder. Spara den på nytt i Word.",
        "fil: filen är packad på ett sätt som Excel inte använder. Spara den på nytt i Excel.",
    ]


@pytest.mark.parametrize("form", FORMATS)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_file_with_any_bytes_changed_is_read_or_refused(form: str, data: st.DataObject) -> None:
    read, whole = FORMATS[form]
    broken = bytearray(whole)
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=6)):
        broken[at] = data.draw(st.integers(0, 255))
    try:
        read(bytes(broken), "fil")
    except KgError as refused:
        assert refused.message_sv
