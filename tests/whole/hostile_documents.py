"""Descriptions made to hurt whoever reads them: each by the name of its file. They are made when they are asked for."""

import io
import zipfile
from collections.abc import Callable

from tests.parse.documents import docx, paragraph
from tests.whole.uploads import MIB, PERSONAL_NUMBER, Canaries

Make = Callable[[Canaries], bytes]
_ENTITIES = '<!DOCTYPE w [<!ENTITY a SYSTEM "{}"><!ENTITY b SYSTEM "file://{}">]>'


def _packed(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return packed.getvalue()


def _fetching(canaries: Canaries) -> bytes:
    tags = "".join(
        f'<{tag} {how}="{canaries.url}"></{tag}>'
        for tag, how in (("img", "src"), ("link", "href"), ("iframe", "src"), ("script", "src"), ("object", "data"))
    )
    return f'<html><base href="{canaries.url}">{tags}<p>Plats: Sala</p></html>'.encode()


DOCUMENTS: dict[str, tuple[str, Make]] = {
    "bomb": ("x.docx", lambda _: _packed(**{"word__document.xml": b" " * 60_000_000})),
    "many parts": ("x.docx", lambda _: _packed(**{f"word__{n}": b"\0" * 1_000_000 for n in range(60)})),
    "entities in a part": (
        "x.docx",
        lambda c: docx(
            paragraph("a"), **{"word/footnotes.xml": _ENTITIES.format(c.url, c.file) + '<w:p xmlns:w="x">&a;&b;</w:p>'}
        ),
    ),
    "entities in a page": (
        "x.html",
        lambda c: (_ENTITIES.format(c.url, c.file) + "<html><p>Plats: &a; &b;</p></html>").encode(),
    ),
    "a page that fetches": ("x.html", _fetching),
    "deep page": ("x.html", lambda _: b"<div>" * 200_000),
    "deep table": ("x.html", lambda _: b"<table><tr><td>" * 60_000),
    "open comment": ("x.html", lambda _: b"<!--" * 500_000),
    "deep document": ("x.docx", lambda _: docx("<w:p>" * 100_000 + "</w:p>" * 100_000)),
    "one long line": ("x.txt", lambda _: b"a" * (2 * MIB)),
    "too many lines": ("x.txt", lambda _: b"Plats: Sala\n" * 30_000),
    "as many lines as may be": ("x.txt", lambda _: b"Plats: Sala, Norbergs och K\xc3\xb6pings kommuner\n" * 4_000),
    "names that nobody has": ("x.txt", lambda _: b"Finansi\xc3\xa4r: " + b"Norbergs brygg, " * 12_000),
    "figures without end": ("x.txt", lambda _: b"1 000 000 av 2 000 000 procent " * 6_000),
    "dates without end": ("x.txt", lambda _: b"Tidsperiod: " + "hösten 2018 – ".encode() * 10_000),
    "headings alone": ("x.md", lambda _: b"# " * 90_000),
    "a number in a comment": ("x.html", lambda _: f"<p>Plats: Sala</p><!-- {PERSONAL_NUMBER} -->".encode()),
    "a number in a document": ("x.docx", lambda _: docx(paragraph(f"Nummer {PERSONAL_NUMBER}"))),
    "larger than is read": ("x.txt", lambda _: b"a" * (11 * MIB)),
    "no text": ("x.txt", lambda _: bytes(range(256)) * 1000),
    "no archive": ("x.docx", lambda _: b"PK\x03\x04" + b"\xff" * 1000),
    "an old document": ("x.docx", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000),
    "a name that leads elsewhere": ("../../etc/passwd.txt", lambda _: b"Plats: Sala"),
    "another sort of file": ("x.exe", lambda _: b"MZ"),
    "nothing": ("x.txt", lambda _: b""),
}
"""The name of each file, and its bytes."""
