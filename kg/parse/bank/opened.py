"""An export as it lies on the disk: plain or gzip, its SHA-256, and what it is when it is no CSV in UTF-8 at all."""

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.errors import BadInput, BadSyntax
from kg.place import Place
from kg.rdf.reasons import denied

_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
_OTHERS = (
    (b"PK\x03\x04", "ser ut som en XLSX-arbetsbok eller ett ZIP-arkiv", "looks like an XLSX workbook or a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "ser ut som en gammal Excel-fil (XLS)", "looks like an old Excel file (XLS)"),
    (b"%PDF", "är en PDF", "is a PDF"),
    (b"\xff\xfe", "är kodad som UTF-16", "is encoded as UTF-16"),
    (b"\xfe\xff", "är kodad som UTF-16", "is encoded as UTF-16"),
    (b"\x89PNG", "är en bild", "is a picture"),
    (b"\xff\xd8\xff", "är en bild", "is a picture"),
    (b"<", "är en webbsida eller XML", "is a web page or XML"),
    (b"{", "är JSON", "is JSON"),
    (b"[", "är JSON", "is JSON"),
)


@dataclass(frozen=True)
class Export:
    """A file as it was when it was first looked at: its size in bytes and the SHA-256 of them."""

    path: Path
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """What people call the file: nothing of where it lies."""
        return self.path.name


def export_at(path: Path) -> Export:
    """The file, read through once; BadInput when there is none or it can't be the export of a bank."""
    try:
        with path.open("rb") as file:
            begun = file.read(_CHUNK)
            _must_be_text(begun, path.name)
            code, size = hashlib.sha256(begun), len(begun)
            while chunk := file.read(_CHUNK):
                code.update(chunk)
                size += len(chunk)
    except OSError as wrong:
        raise _no_file(path, wrong) from wrong
    return Export(path, size, code.hexdigest())


@contextmanager
def reading(export: Export) -> Iterator["Bytes"]:
    """The bytes of an export, unpacked; they must be those that it was known by when all of them have been read."""
    with export.path.open("rb") as file:
        watched = _Watched(file)
        yield Bytes(export, watched)


class _Watched:
    """A file that keeps count and digest of what was read of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.code = hashlib.sha256()
        self.at = 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(size)
        self.code.update(chunk)
        self.at += len(chunk)
        return chunk


class Bytes:
    """The bytes of an export in pieces, and how far into the file they have come."""

    def __init__(self, export: Export, watched: _Watched) -> None:
        self._export = export
        self._watched = watched

    @property
    def at(self) -> int:
        """How many bytes of the file have been read."""
        return self._watched.at

    def __iter__(self) -> Iterator[bytes]:
        """Every piece; BadSyntax when what is packed is broken, BadInput when the file is no longer the same."""
        begun = self._watched.read(_CHUNK)
        pieces = self._unpacked(begun) if begun.startswith(_GZIP) else self._plain(begun)
        yield from pieces
        if self._watched.code.hexdigest() != self._export.sha256:
            raise BadInput(
                f"{self._export.name} was changed while it was read. Import it again.",
                message_sv=f"{self._export.name} ändrades medan den lästes. Importera den igen.",
            )

    def _plain(self, begun: bytes) -> Iterator[bytes]:
        while begun:
            yield begun
            begun = self._watched.read(_CHUNK)

    def _unpacked(self, packed: bytes) -> Iterator[bytes]:
        """What gzip members hold, one after another, at most a chunk at a time however well it was packed."""
        unpacker = zlib.decompressobj(wbits=31)
        try:
            while packed:
                yield unpacker.decompress(packed, _CHUNK)
                packed = unpacker.unconsumed_tail
                if unpacker.eof:
                    packed = unpacker.unused_data or self._watched.read(_CHUNK)
                    if packed.strip(b"\0"):
                        unpacker = zlib.decompressobj(wbits=31)
                    else:
                        packed = b""
                elif not packed:
                    packed = self._watched.read(_CHUNK)
        except zlib.error as wrong:
            raise _broken(self._export.name) from wrong
        if not unpacker.eof:
            raise _broken(self._export.name)


def _must_be_text(begun: bytes, name: str) -> None:
    """BadSyntax for what certainly is no CSV in UTF-8."""
    if begun.startswith(_GZIP):
        try:
            begun = zlib.decompressobj(wbits=31).decompress(begun, _CHUNK)
        except zlib.error as wrong:
            raise _broken(name) from wrong
    for mark, sv, en in _OTHERS:
        if begun.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(mark):
            raise BadSyntax(
                f"the file {en}: give the bank's export as CSV in UTF-8.",
                message_sv=f"filen {sv}: ge projektbankens export som CSV i UTF-8.",
                place=Place(name),
            )
    if not begun.strip(b"\xef\xbb\xbf \t\r\n"):
        raise BadSyntax("the file is empty.", message_sv="filen är tom.", place=Place(name))


def _no_file(path: Path, wrong: OSError) -> BadInput:
    said = wrong.strerror or str(wrong)
    return BadInput(
        f"{path} can't be read ({said}). Give the path of the bank's export.",
        message_sv=f"{path} går inte att läsa ({denied(wrong)}). Ange sökvägen till projektbankens export.",
    )


def _broken(name: str) -> BadSyntax:
    return BadSyntax(
        "the packed file is cut off or broken. Fetch it again.",
        message_sv="den packade filen är avklippt eller trasig. Hämta den igen.",
        place=Place(name),
    )
