"""Word documents are read by their styles, lists and tables; what could hurt, or hides something, is refused."""

import zipfile
from io import BytesIO

import pytest

from kg.errors import BadInput, BadSyntax, UnsupportedMediaType
from kg.parse.document.docx import read_docx
from tests.conftest import Golden
from tests.parse.conftest import Asking
from tests.parse.documents import answers, docx, drafted, paragraph

_TABLE = "<w:tbl>{}</w:tbl>"
_BOLD = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Plats</w:t></w:r><w:r><w:t> Sala</w:t></w:r></w:p>"


def _row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"


@pytest.mark.parametrize(
    "body",
    [
        paragraph("Plats: Sala"),
        _BOLD,
        paragraph("Plats", style="Rubrik2") + paragraph("Sala"),
        _TABLE.format(_row("Plats", "Sala")),
        _TABLE.format(_row("Plats", "Tid", "Annat") + _row("Sala", "", "")),
        paragraph("Plats:") + paragraph("Sala", item=True),
        "<w:p><w:r><w:t>Plats:</w:t><w:br/><w:t>Sala</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>Plats:</w:t><w:tab/><w:t>Sala</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>Plats: Sala</w:t></w:r><w:del><w:r><w:delText>, Lund</w:delText></w:r></w:del></w:p>",
        "<w:sdt><w:sdtContent>" + paragraph("Plats: Sala") + "</w:sdtContent></w:sdt>",
    ],
)
def test_a_label_is_known_however_it_stands(body: str, asking: Asking) -> None:
    assert answers(drafted(asking, "a.docx", docx(body))).get("spatial") == ["place/sala"]


def test_a_place_is_the_paragraph_and_the_character(asking: Asking) -> None:
    found = drafted(asking, "a.docx", docx(paragraph("Rubriken", style="Rubrik") + paragraph("Plats: Fagersta, Sala")))
    assert [(each.value, str(each.places[0])) for each in found.found] == [
        ("Rubriken", "a.docx:1:1"),
        ("place/fagersta", "a.docx:2:8"),
        ("place/sala", "a.docx:2:18"),
    ]


def test_what_nobody_sees_is_handed_to_the_gate_and_not_read() -> None:
    body = paragraph("Plats: Sala")
    properties = "<p:coreProperties xmlns:p='x'><p:creator>Skaparen</p:creator></p:coreProperties>"
    made = docx(
        body,
        docProps__core__xml="",
        **{"docProps/core.xml": properties, "word/header1.xml": f"<w:hdr xmlns:w='x'>{paragraph('Sidhuvud')}</w:hdr>"},
    )
    found = read_docx(made, "a.docx")
    assert [line.text for line in found.lines] == ["Plats: Sala"]
    hidden = {text for _, text in found.hidden_texts}
    assert {"Skaparen", "Sidhuvud", "Plats: Sala"} <= hidden


def _packed(names: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, part in names.items():
            archive.writestr(name, part)
    return out.getvalue()


_DOCTYPE = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:p xmlns:w="x">&b;</w:p>'
REFUSED = {
    "empty": b"",
    "text": b"Plats: Sala",
    "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
    "cut-off": docx(paragraph("a"))[:300],
    "no-document": _packed({"a.xml": b"<a/>"}),
    "macros": docx(paragraph("a"), word__vbaProject__bin="x", **{"word/vbaProject.bin": b"x"}),
    "bomb": _packed({"word/document.xml": b" " * 30_000_000}),
    "bomb-of-many": _packed({f"word/{n}.bin": b"\0" * 1_000_000 for n in range(60)}),
    "many-parts": _packed({f"word/{n}.xml": b"<a/>" for n in range(1_001)}),
    "document-type": docx(paragraph("a"), **{"word/footnotes.xml": _DOCTYPE}),
    "nested": docx("<w:x>" * 200 + "</w:x>" * 200),
    "not-well-formed": docx("<w:p>"),
    "too-long": docx(paragraph("a" * 210_000)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_hurt_is_refused_in_a_sentence(name: str, golden: Golden) -> None:
    with pytest.raises((BadSyntax, UnsupportedMediaType, BadInput)) as raised:
        read_docx(REFUSED[name], "a.docx")
    golden(f"draft/docx-{name}.txt", f"{raised.value.text('sv')}\n{raised.value.text('en')}\n")
