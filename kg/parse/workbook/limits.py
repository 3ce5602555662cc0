"""A workbook is a ZIP file of XML: here it is opened, and refused before anything parses it if it could hurt.

Sizes are those declared and those that come out, names are looked at before they are used, and no XML part may have a
document type: without one there are no entities. What a workbook should not carry (macros, objects, links to other
files) is refused too, with a sentence on how to hand in the same figures without them.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import BadSyntax, KgError, UnsupportedMediaType
from kg.parse.workbook.xml import BadXml, check, looks_like_xml, relationships
from kg.place import Place

MOST_BYTES = 50 * 1024 * 1024
MOST_ENTRIES = 1000
MOST_TIMES = 100
"""How many times its packed size a large part may be."""
_SMALL = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = b"PK\x01\x02"
_ODF = b"mimetypeapplication/vnd.oasis.opendocument"
_MACROS = re.compile(r"(^|/)(vbaproject|vbadata)[^/]*\.(bin|xml)$|^xl/(macrosheets|dialogsheets)/", re.IGNORECASE)
_OBJECTS = re.compile(r"^xl/(embeddings|activex|ctrlprops|webextensions)/", re.IGNORECASE)
_OUTSIDE = re.compile(r"^xl/(externallinks/|connections\.xml$|querytables/)", re.IGNORECASE)
_UNSAFE_NAME = re.compile(r"^/|\\|\x00|^[A-Za-z]:|(^|/)\.\.(/|$)")


@dataclass(frozen=True)
class Package:
    """The parts of a workbook that passed, by name; `source` is what its owner calls the file."""

    source: str
    parts: Mapping[str, bytes]

    def part(self, name: str) -> bytes | None:
        """The XML of a part; names are compared without regard to case, as the format demands."""
        part = self.parts.get(name.lstrip("/").lower())
        if part is not None and not looks_like_xml(name, part):
            _must_be_harmless_xml(name, part, self.source)
        return part


def opened(data: bytes, source: str) -> Package:
    """The parts of the workbook in these bytes; BadSyntax or UnsupportedMediaType says why it isn't read."""
    _must_be_a_workbook(data, source)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _must_be_within_limits(archive.infolist(), len(data), source)
            parts = {info.filename.lower(): archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as wrong:
        raise _bad(
            source,
            "filen är skadad: den går inte att packa upp. Öppna den i Excel, spara den på nytt och försök igen.",
            "the file is damaged: it can't be unpacked. Open it in Excel, save it anew and try again.",
        ) from wrong
    for name, part in parts.items():
        if looks_like_xml(name, part):
            _must_be_harmless_xml(name, part, source)
    _must_stand_alone(parts, source)
    return Package(source, parts)


def _must_be_a_workbook(data: bytes, source: str) -> None:
    if not data:
        raise _bad(source, "filen är tom.", "the file is empty.")
    if data.startswith(_OLE):
        raise _unsupported(
            source,
            "filen är skyddad med lösenord eller sparad som äldre Excelfil (.xls). Ta bort lösenordet och spara den "
            "som Excel-arbetsbok (.xlsx).",
            "the file is protected by a password or saved as an old Excel file (.xls). Take away the password and save "
            "it as an Excel workbook (.xlsx).",
        )
    if not data.startswith(b"PK"):
        raise _bad(
            source,
            "filen är ingen Excel-arbetsbok. Spara den som .xlsx, eller som CSV UTF-8.",
            "the file is no Excel workbook. Save it as .xlsx, or as CSV UTF-8.",
        )
    if _ODF in data[:200]:
        raise _unsupported(
            source,
            "filen är i OpenDocument-format. Spara den som Excel-arbetsbok (.xlsx).",
            "the file is in the OpenDocument format. Save it as an Excel workbook (.xlsx).",
        )
    if data.count(_ENTRY) > MOST_ENTRIES:
        raise _too_large(source)


def _must_be_within_limits(entries: list[zipfile.ZipInfo], size: int, source: str) -> None:
    """What the list of contents says, before anything is unpacked; reading a part never gives more than it says."""
    names = [info.filename.lower() for info in entries]
    if len(names) > MOST_ENTRIES or sum(info.file_size for info in entries) > MOST_BYTES:
        raise _too_large(source)
    if any(info.file_size > max(_SMALL, MOST_TIMES * info.compress_size) for info in entries):
        raise _too_large(source)
    if sum(info.compress_size for info in entries) > size or len(set(names)) < len(names):
        raise _bad(source, "filens innehållsförteckning är trasig.", "the file's list of contents is broken.")
    if any(_UNSAFE_NAME.search(name) for name in names):
        raise _bad(
            source,
            "filen har delar med otillåtna namn. Spara den på nytt i Excel.",
            "the file has parts with names that aren't allowed. Save it anew in Excel.",
        )
    if any(info.flag_bits & 1 for info in entries):
        raise _unsupported(
            source,
            "filen är skyddad med lösenord. Ta bort lösenordet och spara den igen.",
            "the file is protected by a password. Take away the password and save it again.",
        )
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in entries):
        raise _bad(
            source,
            "filen är packad på ett sätt som Excel inte använder. Spara den på nytt i Excel.",
            "the file is packed in a way that Excel doesn't use. Save it anew in Excel.",
        )


def _must_be_harmless_xml(name: str, part: bytes, source: str) -> None:
    try:
        check(part)
    except BadXml as wrong:
        raise _bad(
            source,
            f"delen {name!r} går inte att läsa: {wrong.sv} Spara filen på nytt i Excel.",
            f"the part {name!r} can't be read: {wrong.en} Save the file anew in Excel.",
        ) from wrong


def _must_stand_alone(parts: Mapping[str, bytes], source: str) -> None:
    if any(_MACROS.search(name) for name in parts) or b"macroEnabled" in parts.get("[content_types].xml", b""):
        raise _unsupported(
            source,
            "filen har makron. Spara den som Excel-arbetsbok utan makron (.xlsx).",
            "the file has macros. Save it as an Excel workbook without macros (.xlsx).",
        )
    if any(name.startswith("xl/workbook.bin") for name in parts):
        raise _unsupported(
            source,
            "filen är en binär arbetsbok (.xlsb). Spara den som Excel-arbetsbok (.xlsx).",
            "the file is a binary workbook (.xlsb). Save it as an Excel workbook (.xlsx).",
        )
    if any(_OBJECTS.search(name) for name in parts):
        raise _bad(
            source,
            "filen har inbäddade objekt. Ta bort dem och spara den igen.",
            "the file has embedded objects. Take them away and save it again.",
        )
    if any(_OUTSIDE.search(name) for name in parts) or any(_reaching_out(parts)):
        raise _bad(
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


def _too_large(source: str) -> KgError:
    mib = MOST_BYTES // 1024 // 1024
    return _bad(
        source,
        f"filen blir för stor när den packas upp: högst {mib} MiB, {MOST_ENTRIES} delar och {MOST_TIMES} gånger den "
        "packade storleken. Klistra in uppgifterna i en ny mall.",
        f"the file becomes too large when unpacked: {mib} MiB, {MOST_ENTRIES} parts and {MOST_TIMES} times the packed "
        "size at most. Paste the figures into a new template.",
    )


def _bad(source: str, sv: str, en: str) -> KgError:
    return BadSyntax(en, message_sv=sv, place=Place(source))


def _unsupported(source: str, sv: str, en: str) -> KgError:
    return UnsupportedMediaType(en, message_sv=sv, place=Place(source))
