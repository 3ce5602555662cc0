"""Descriptions of our own, in the layouts that people use, and short ways to read them. Nobody is named in them."""

import io
import re
import zipfile
from collections.abc import Sequence
from html import escape

from kg.parse.document.draft import draft, read_document
from kg.parse.document.told import Draft, name_of
from tests.parse.conftest import Asking

COLLECTION = """Språkstegen i Bergslagen

Kategori: Språkfrämjande och hälsofrämjande insatser
Plats: Fagersta, Köpings, Norbergs, Sala och Skinnskattebergs kommuner
Kontakt: Testa Exempelsson, projektledare, Norbergs kommun, testa.exempelsson@norberg.example.se, 070-174 06 35
Tidsperiod: hösten 2018 – våren 2020 (planerad)
Finansiering:
- Europeiska socialfonden (ESF)
- Länsstyrelsen i Västmanlands län
- Fagersta, Köpings och Norbergs kommuner
- Norbergs bryggeriförening
Budget: 30\u00a0000\u00a0000 kr
Projektägare: Norbergs kommun
Samverkanspart: Arbetsförmedlingen, Försäkringskassan, Region Västmanland samt Sala kommun
Målgrupp: Utrikes födda kvinnor
Antal deltagare: 120 personer, varav 100 kvinnor och 20 män
Diarienummer: 2018/00123

Beskrivning
Kvinnor som hade läst sfi fick träna svenska på en arbetsplats två dagar i veckan.

Under den tredje omgången gick 38 procent vidare till arbete eller studier. Testa Exempelsson ledde arbetet.

Länk: https://www.example.se/sprakstegen
"""

PAGE = """<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>Yrkesv&auml;gen | Exempelsidan</title>
<style>p { color: black }</style><script>var plats = "Plats: Malmö";</script></head>
<body><nav><ul><li><a href="/budget">Budget</a></li></ul></nav>
<main><h1>Yrkesvägen</h1>
<p>Ett samarbete som började i liten skala.</p>
<h2>Målgrupp</h2>
<ul><li>Utrikes födda kvinnor</li><li>Föräldralediga med kort skolgång</li></ul>
<h2>Syfte</h2>
<p>Att fler kvinnor ska få ett arbete som de trivs med.</p>
<h2>Parter</h2>
<p>Botkyrka kommun driver insatsen tillsammans med Arbetsf&ouml;rmedlingen och en förening i kommunen.</p>
<h2>Fakta</h2>
<table><tr><th>Plats</th><td>Botkyrka kommun</td></tr><tr><th>Startdatum</th><td>2018-11-01</td></tr>
<tr><th>Slutdatum</th><td>2021-10-31</td></tr><tr><th>Budget</th><td>4&nbsp;234&nbsp;334 kr</td></tr></table>
<dl><dt>Finansi&auml;r</dt><dd>Tillväxtverket</dd>
<dt>Kontakt</dt><dd>Testa Exempelsson, <a href="mailto:testa.exempelsson@example.se">mejla</a></dd></dl>
<h2>Metod</h2>
<ul><li>Mentorskap</li><li>Trygga rum för alla</li></ul>
<h2>Resultat</h2>
<p>Av 267 deltagare gick 17&nbsp;% till arbete eller studier. 3 kvinnor flyttade.</p>
<h2>Utvärdering</h2>
<p>En lärande utvärdering gjordes under hela tiden.</p>
<h2>Bakgrund</h2>
<p>Många gick från åtgärd till åtgärd.</p>
<p><a href="https://www.example.se/yrkesvagen?a=1&amp;b=2">Läs mer</a></p>
</main><!-- <p>Plats: Lund</p> --></body></html>
"""

CONTACTS = """# Trygg start

**Plats:** Sala kommun
**Kontaktperson:** Testa Exempelsson
**Telefon:** 08-465 004 01
**Tid:** 2019-01-15 till 2021-11-30
**Samordnare:** Prova Påhittadotter, Sala kommun
**Finansiär:** Länsstyrelsen i Västmanlands län, kontakt Hitta På-Exempel

## Syfte

Att fler ska våga ta första steget, säger enhetschef Hitta På-Exempel. Testa Exempelsson håller med.
Frågor till Prova Påhittadotter, prova.pahittadotter@example.se eller +46 8 465 004 01.
Skriv till registrator@example.se om du vill veta mer.

## Kontakta oss

Förnamn Efternamn
Projektledare, Sala kommun
fornamn.efternamn@example.se

## Uppföljning

Efternamn och adress samlas aldrig in. Förnamn Efternamn följer upp varje termin. Nummer 9001019802 är ett löpnummer.
"""

NEARLY_EMPTY = "Mötesplatsen\n\nVi träffas på torsdagar.\n"

ENGLISH = """Title: The Language Ladder
Description: Support for women who want to work, in the region and with the employers.
Where: Botkyrka Municipality
Time period: autumn 2018 to autumn 2020
Funded by: Tillväxtverket
Budget: about 4 million kronor
Website: www.example.se/ladder
Goals:
* Half of the participants find work
* The employers learn to see what people can do
"""

_ROW = re.compile(r"(?P<label>[^:]{1,30}):\s*(?P<value>.*)")


def as_html(text: str) -> str:
    """The collection's layout as a web page: labels in bold, a list as a list, each paragraph its own."""
    title, *rest = text.split("\n")
    out, items = [f"<h1>{escape(title)}</h1>"], list[str]()
    for line in [*rest, ""]:
        if items and not line.startswith("- "):
            out.append(f"<ul>{''.join(items)}</ul>")
            items = []
        row = _ROW.fullmatch(line)
        if line.startswith("- "):
            items.append(f"<li>{escape(line[2:])}</li>")
        elif row:
            value = row["value"].replace("https://www.example.se/sprakstegen", "")
            link = '<a href="https://www.example.se/sprakstegen">sidan</a>' if value != row["value"] else ""
            out.append(f"<p><strong>{row['label']}:</strong> {escape(value)}{link}</p>")
        elif line == "Beskrivning":
            out.append("<h2>Beskrivning</h2>")
        elif line:
            out.append(f"<p>{escape(line)}</p>")
    return f"<html><head><title>x</title></head><body>{chr(10).join(out)}</body></html>"


def as_docx(text: str) -> bytes:
    """The collection's layout as a Word document."""
    title, *rest = text.split("\n")
    body = [paragraph(title, style="Rubrik")]
    for line in rest:
        if line.startswith("- "):
            body.append(paragraph(line[2:], item=True))
        elif line == "Beskrivning":
            body.append(paragraph(line, style="Rubrik2"))
        elif line:
            body.append(paragraph(line))
    return docx("".join(body))


def paragraph(text: str, *, style: str = "", item: bool = False) -> str:
    """A paragraph in Word's XML, written in two runs."""
    half = len(text) // 2
    runs = "".join(f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in (text[:half], text[half:]))
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if item else ""
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr>{runs}</w:p>"


def docx(body: str, **parts: str | bytes) -> bytes:
    """A Word document with this body, and further parts, whose names have __ for a slash."""
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    names = {"Rubrik": "Title", "Rubrik1": "heading 1", "Rubrik2": "heading 2"}
    styles = "".join(f'<w:style w:styleId="{id}"><w:name w:val="{name}"/></w:style>' for id, name in names.items())
    whole = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {word}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {word}>{styles}</w:styles>",
        **{name.replace("__", "/"): part for name, part in parts.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in whole.items():
            archive.writestr(name, part)
    return out.getvalue()


DOCUMENTS: dict[str, bytes] = {
    "samling.txt": COLLECTION.encode(),
    "samling.html": as_html(COLLECTION).encode(),
    "samling.docx": as_docx(COLLECTION),
    "sida.html": PAGE.encode(),
    "kontakter.md": CONTACTS.encode(),
    "nastan-tom.txt": NEARLY_EMPTY.encode(),
    "engelska.txt": ENGLISH.encode(),
}
PEOPLE = ("Exempelsson", "Påhittadotter", "På-Exempel", "Förnamn", "exempelsson@", "465 004", "174 06 35", "9001019802")


def drafted(
    asking: Asking, name: str, data: bytes | str, *, kind: str = "project", stands_in: str | None = None
) -> Draft:
    """The draft of a document, by the real shapes and names."""
    raw = data.encode() if isinstance(data, str) else data
    return draft(read_document(raw, name), asking.model, kind, asking.names, base=asking.base, stands_in=stands_in)


def answers(found: Draft) -> dict[str, object]:
    """The answers as JSON."""
    said = found.answers.as_json()["answers"]
    assert isinstance(said, dict)
    return said


def doubts(found: Draft) -> list[tuple[str, str, list[str]]]:
    """What is uncertain: the question, the words, the keys of what may be meant."""
    return [(name_of(each.fields, "sv"), each.words, [near.key for near in each.near]) for each in found.uncertain]


def left(found: Draft) -> list[tuple[str, int | None]]:
    """What sorts of things were left out, and on which lines."""
    return [(each.what, each.place.line) for each in found.left_out]


def figures(found: Draft) -> list[tuple[str, str | None, Sequence[str]]]:
    """The candidates: value, whole, and the questions they may answer."""
    return [
        (each.value, each.of, ["/".join(f.key for f in option) for option in each.options]) for each in found.candidates
    ]
