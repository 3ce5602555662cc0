"""A file that is a ZIP of XML parts, as office programs write: unpacked within limits, and refused if it could hurt.

Sizes are those declared and those that come out, names are looked at before they are used, and no XML part may have a
document type: without one there are no entities. What a format should not carry besides is its own to say.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.errors import BadSyntax, KgError, UnsupportedMediaType
from kg.parse.workbook.xml import BadXml, check, looks_like_xml
from kg.place import Place

MOST_BYTES = 50 * 1024 * 1024
MOST_ENTRIES = 1000
MOST_TIMES = 100
"""How many times its packed size a large part may be."""
_SMALL = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = b"PK\x01\x02"
_ODF = b"mimetypeapplication/vnd.oasis.opendocument"
_MACROS = re.compile(r"(^|/)(vbaproject|vbadata)[^/]*$", re.IGNORECASE)
_UNSAFE_NAME = re.compile(r"^$|^/|\\|\x00|^[A-Za-z]:|(^|/)\.\.(/|$)")
_LOCAL_HEADER = 30
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, LookupError, OverflowError),
)
"""What the standard library raises over broken bytes, wherever it first meets them."""


@dataclass(frozen=True)
class Wording:
    """How a format is spoken of: the program that writes it, its name and ending, that of its forerunner, what else
    serves, and how to begin anew; each in Swedish and English where they differ."""

    program: str
    name: str
    name_en: str
    ending: str
    old_ending: str
    instead: str
    instead_en: str
    anew: str
    anew_en: str


@dataclass(frozen=True)
class Package:
    """The parts that passed, by name in small letters; `source` is what its owner calls the file."""

    source: str
    parts: Mapping[str, bytes]
    wording: Wording

    def part(self, name: str) -> bytes | None:
        """The XML of a part; names are compared without regard to case, as the formats demand."""
        part = self.parts.get(name.lstrip("/").lower())
        if part is not None and not looks_like_xml(name, part):
            _must_be_harmless_xml(name, part, self.source, self.wording)
        return part


def unpacked(data: bytes, source: str, wording: Wording) -> Package:
    """The parts of the file in these bytes; BadSyntax or UnsupportedMediaType says why it isn't read."""
    _must_be_of_the_format(data, source, wording)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _must_be_within_limits(entries, len(data), source, wording)
            parts = {info.filename.lower(): archive.read(info) for info in entries if not info.filename.endswith("/")}
    except _DAMAGED as wrong:
        raise bad(
            source,
            f"filen är skadad: den går inte att packa upp. Öppna den i {wording.program}, spara den på nytt och försök "
            "igen.",
            f"the file is damaged: it can't be unpacked. Open it in {wording.program}, save it anew and try again.",
        ) from wrong
    for name, part in parts.items():
        if looks_like_xml(name, part):
            _must_be_harmless_xml(name, part, source, wording)
    _must_have_no_macros(parts, source, wording)
    return Package(source, parts, wording)


def _must_be_of_the_format(data: bytes, source: str, wording: Wording) -> None:
    """What its first bytes say, and how many parts it can have: before anything is opened."""
    if not data:
        raise bad(source, "filen är tom.", "the file is empty.")
    if data.startswith(_OLE):
        raise unsupported(
            source,
            f"filen är skyddad med lösenord eller sparad i äldre format ({wording.old_ending}). Ta bort lösenordet och "
            f"spara den som {wording.name} ({wording.ending}).",
            f"the file is protected by a password or saved in an older format ({wording.old_ending}). Take away the "
            f"password and save it as {wording.name_en} ({wording.ending}).",
        )
    if not data.startswith(b"PK"):
        raise bad(
            source,
            f"filen är inte sparad som {wording.name}. Spara den som {wording.ending}, eller {wording.instead}.",
            f"the file isn't saved as {wording.name_en}. Save it as {wording.ending}, or {wording.instead_en}.",
        )
    if _ODF in data[:200]:
        raise unsupported(
            source,
            f"filen är i OpenDocument-format. Spara den som {wording.name} ({wording.ending}).",
            f"the file is in the OpenDocument format. Save it as {wording.name_en} ({wording.ending}).",
        )
    if data.count(_ENTRY) > MOST_ENTRIES:
        raise _too_large(source, wording)


def _must_be_within_limits(entries: Sequence[zipfile.ZipInfo], size: int, source: str, wording: Wording) -> None:
    """What the list of contents says, before anything is unpacked; reading a part never gives more than it says."""
    names = [info.filename.lower() for info in entries]
    if len(names) > MOST_ENTRIES or sum(info.file_size for info in entries) > MOST_BYTES:
        raise _too_large(source, wording)
    if any(info.file_size > max(_SMALL, MOST_TIMES * info.compress_size) for info in entries):
        raise _too_large(source, wording)
    if sum(info.compress_size for info in entries) > size or len(set(names)) < len(names) or _overlap(entries):
        raise bad(source, "filens innehållsförteckning är trasig.", "the file's list of contents is broken.")
    if any(_UNSAFE_NAME.search(name) for name in names):
        raise bad(
            source,
            f"filen har delar med otillåtna namn. Spara den på nytt i {wording.program}.",
            f"the file has parts with names that aren't allowed. Save it anew in {wording.program}.",
        )
    if any(info.flag_bits & 1 for info in entries):
        raise unsupported(
            source,
            "filen är skyddad med lösenord. Ta bort lösenordet och spara den igen.",
            "the file is protected by a password. Take away the password and save it again.",
        )
    if any(info.compress_type not in _PACKINGS for info in entries):
        raise bad(
            source,
            f"filen är packad på ett sätt som {wording.program} inte använder. Spara den på nytt i {wording.program}.",
            f"the file is packed in a way that {wording.program} doesn't use. Save it anew in {wording.program}.",
        )


def _overlap(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether two parts share bytes of the file: so a few of them can be many times as much when they are unpacked."""
    ordered = sorted(entries, key=lambda info: info.header_offset)
    return any(
        before.header_offset + _LOCAL_HEADER + before.compress_size > after.header_offset
        for before, after in pairwise(ordered)
    )


def _must_be_harmless_xml(name: str, part: bytes, source: str, wording: Wording) -> None:
    try:
        check(part)
    except BadXml as wrong:
        raise bad(
            source,
            f"delen {name!r} går inte att läsa: {wrong.sv} Spara filen på nytt i {wording.program}.",
            f"the part {name!r} can't be read: {wrong.en} Save the file anew in {wording.program}.",
        ) from wrong


def _must_have_no_macros(parts: Mapping[str, bytes], source: str, wording: Wording) -> None:
    if any(_MACROS.search(name) for name in parts) or b"macroEnabled" in parts.get("[content_types].xml", b""):
        raise with_macros(source, wording)


def with_macros(source: str, wording: Wording) -> KgError:
    """The refusal of a file with macros."""
    return unsupported(
        source,
        f"filen har makron. Spara den som {wording.name} utan makron ({wording.ending}).",
        f"the file has macros. Save it as {wording.name_en} without macros ({wording.ending}).",
    )


def _too_large(source: str, wording: Wording) -> KgError:
    mib = MOST_BYTES // 1024 // 1024
    return bad(
        source,
        f"filen blir för stor när den packas upp: högst {mib} MiB, {MOST_ENTRIES} delar och {MOST_TIMES} gånger den "
        f"packade storleken. {wording.anew}",
        f"the file becomes too large when unpacked: {mib} MiB, {MOST_ENTRIES} parts and {MOST_TIMES} times the packed "
        f"size at most. {wording.anew_en}",
    )


def bad(source: str, sv: str, en: str) -> KgError:
    """A file that can't be read."""
    return BadSyntax(en, message_sv=sv, place=Place(source))


def unsupported(source: str, sv: str, en: str) -> KgError:
    """A file that could be read, and isn't."""
    return UnsupportedMediaType(en, message_sv=sv, place=Place(source))
