"""Files made to hurt whoever reads them: each uses up memory, time or stack, calls out, reads what isn't its own, or
hides something. They are made when they are asked for; none is stored.
"""

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

TURTLE, NTRIPLES, NQUADS, TRIG = "text/turtle", "application/n-triples", "application/n-quads", "application/trig"
RDFXML, JSONLD, CSV = "application/rdf+xml", "application/ld+json", "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANSWERS = "application/json"
MIB = 1024 * 1024
PERSONAL_NUMBER = "19800101-9804"
"""From the test series of Skatteverket: nobody has it."""


@dataclass(frozen=True)
class Upload:
    """A request's body and media type; `refused` promises that it is refused, and isn't given a report."""

    body: bytes
    content_type: str
    refused: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Canaries:
    """What nobody should reach: an address that nobody should call, a file that nobody should read."""

    url: str
    file: str


Make = Callable[[Canaries], Upload]
_MAKERS: dict[str, Make] = {}


def _upload(name: str) -> Callable[[Make], Make]:
    def remember(make: Make) -> Make:
        _MAKERS[name] = make
        return make

    return remember


Body = bytes | str | Callable[[], bytes | str]


def _each(name: str, *uploads: tuple[str, str, Body, bool]) -> None:
    """Those that need no canary: what each is, its media type, its body, whether it must be refused."""
    for what, content_type, body, refused in uploads:
        _MAKERS[f"{name}: {what}"] = _maker(body, content_type, refused)


def _maker(body: Body, content_type: str, refused: bool) -> Make:
    def make(_: Canaries) -> Upload:
        said = body() if callable(body) else body
        return Upload(said.encode() if isinstance(said, str) else said, content_type, refused)

    return make


def names() -> list[str]:
    """What they are called."""
    return list(_MAKERS)


@lru_cache(maxsize=1)
def made(name: str, canaries: Canaries) -> Upload:
    """One of them."""
    return _MAKERS[name](canaries)


PREFIXES = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix samv: <https://w3id.org/samverkan/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/samverkan/> .
"""


def record(*said: str, more: str = "") -> str:
    """A project's record that says these things of it."""
    facts = "".join(f" ;\n  {each}" for each in said)
    return (
        f'{PREFIXES}<project/prov> a samv:Project ;\n  dcterms:title "Prov"@sv{facts} .\n'
        f"<record/project/prov> foaf:primaryTopic <project/prov> .\n{more}"
    )


# RDF/XML

_RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">'


def _xml(doctype: str, text: str) -> str:
    about = "https://w3id.org/samverkan/project/prov"
    body = f'<rdf:Description rdf:about="{about}"><e:p>{text}</e:p></rdf:Description></rdf:RDF>'
    return f'<?xml version="1.0"?>\n{doctype}{_RDF}{body}'


def _attributes(count: int) -> str:
    return " ".join(f'e:a{n}="x"' for n in range(count))


_LAUGHS = "".join("<!ENTITY l{} '{}'>".format(n, f"&l{n - 1};" * 10) for n in range(1, 10))
_LAUGHING = _xml(f'<!DOCTYPE r [<!ENTITY l0 "ha">{_LAUGHS}]>', "&l9;")
_QUADRATIC = _xml("<!DOCTYPE r [<!ENTITY a '{}'>]>".format("a" * 100_000), "&a;" * 20_000)

_each(
    "RDF/XML",
    ("a billion laughs", RDFXML, _LAUGHING, True),
    ("a quadratic blow-up", RDFXML, _QUADRATIC, True),
    ("a billion laughs in UTF-16", RDFXML, _LAUGHING.encode("utf-16"), True),
    ("a billion laughs in UTF-16 without a mark", RDFXML, _LAUGHING.encode("utf-16-be"), True),
    ("a billion laughs in UTF-32", RDFXML, _LAUGHING.encode("utf-32"), True),
    ("a DOCTYPE in small letters", RDFXML, _xml("<!doctype r>", "x"), True),
    ("100,000 elements deep", RDFXML, lambda: _RDF + "<e:a><e:b>" * 50_000, True),
    ("an encoding that nobody knows", RDFXML, '<?xml version="1.0" encoding="UTF-7"?>' + _RDF, True),
    ("300,000 attributes", RDFXML, lambda: f"{_RDF}<e:a {_attributes(300_000)}/></rdf:RDF>", False),
)


@_upload("RDF/XML: an entity that reads a file")
def _(canaries: Canaries) -> Upload:
    text = _xml(f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{canaries.file}">]>', "&x;")
    return Upload(text.encode(), RDFXML, refused=True)


@_upload("RDF/XML: an entity that calls an address")
def _(canaries: Canaries) -> Upload:
    return Upload(_xml(f'<!DOCTYPE r [<!ENTITY x SYSTEM "{canaries.url}">]>', "&x;").encode(), RDFXML, refused=True)


@_upload("RDF/XML: a DTD from an address")
def _(canaries: Canaries) -> Upload:
    text = _xml(f'<!DOCTYPE r [<!ENTITY % x SYSTEM "{canaries.url}"> %x;]>', "x")
    return Upload(text.encode("utf-16"), RDFXML, refused=True)


@_upload("RDF/XML: XInclude of a file, and a stylesheet from an address")
def _(canaries: Canaries) -> Upload:
    include = f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{canaries.file}" parse="text"/>'
    sheet = f'<?xml-stylesheet href="{canaries.url}"?>'
    return Upload((sheet + _RDF + include + "</rdf:RDF>").encode(), RDFXML)


# JSON-LD and answers


def _json(value: object) -> str:
    return json.dumps(value)


_each(
    "JSON",
    ("3,000 objects deep", JSONLD, lambda: '{"http://e/p":' * 3_000 + "1" + "}" * 3_000, True),
    ("100,000 arrays deep", JSONLD, lambda: "[" * 100_000 + "]" * 100_000, True),
    ("5,000 lists deep", JSONLD, lambda: '{"http://e/p":' + '{"@list":[' * 5_000 + "]}" * 5_000 + "}", True),
    ("5,000 scoped contexts deep", JSONLD, lambda: '{"@context":{"a":' * 5_000 + "{}" + "}}" * 5_000, True),
    ("5,000 graphs deep", JSONLD, lambda: '{"@graph":[' * 5_000 + "]}" * 5_000, True),
    ("numbers without end", JSONLD, lambda: f'{{"@id":"http://e/a","http://e/p":[1e999,{"9" * 5_000}]}}', False),
    ("half a character", JSONLD, r'{"@id":"http://e/a","http://e/p":"\ud800"}', False),
    ("a context that means itself", JSONLD, '{"@context":{"a":"b:x","b":"a:x"},"a":1}', False),
    ("a million keys", JSONLD, lambda: "{" + ",".join(f'"http://e/{n}":{n}' for n in range(300_000)) + "}", False),
    ("answers of no kind", ANSWERS, _json({"kind": "../../etc", "slug": "../../x", "answers": {}}), False),
    (
        "answers 5,000 deep",
        ANSWERS,
        lambda: '{"kind":"project","answers":' + '{"a":[' * 5_000 + "]}" * 5_000 + "}",
        False,
    ),
    ("answers of the wrong sorts", ANSWERS, _json({"kind": "project", "answers": [1, None, {"x": True}]}), False),
    ("300,000 answers", ANSWERS, lambda: _json({"kind": "project", "answers": {"spatial": ["Sala"] * 300_000}}), False),
    ("a number of 100,000 digits", ANSWERS, lambda: '{"kind":"project","answers":' + "9" * 100_000 + "}", False),
)


@_upload("JSON: a context from an address")
def _(canaries: Canaries) -> Upload:
    return Upload(_json({"@context": canaries.url, "a": "b"}).encode(), JSONLD, refused=True)


@_upload("JSON: a context from a file")
def _(canaries: Canaries) -> Upload:
    return Upload(_json({"@context": f"file://{canaries.file}", "a": "b"}).encode(), JSONLD, refused=True)


@_upload("JSON: a context that imports one from an address")
def _(canaries: Canaries) -> Upload:
    context = {"@version": 1.1, "@import": canaries.url, "b": {"@id": "http://e/b", "@context": canaries.url}}
    return Upload(_json({"@context": context, "b": {"c": 1}}).encode(), JSONLD, refused=True)


# Turtle and its kin

_CLIQUE = "".join(f"_:b{a} <http://e/p> _:b{b} .\n" for a in range(12) for b in range(12) if a != b)
_CYCLE = "_:a rdf:first 1 ; rdf:rest _:b . _:b rdf:first 2 ; rdf:rest _:a .\n<project/prov> samv:participation _:a .\n"
_CHAIN = "".join(f"<http://e/{n}> rdfs:subClassOf <http://e/{n + 1}> .\n" for n in range(5_000))
_SHAPE = """[] a sh:NodeShape ; sh:targetNode <project/prov> ;
  sh:property [ sh:path dcterms:title ; sh:pattern "^(a+)+$" ] ;
  sh:js [ sh:jsFunctionName "x" ; sh:jsLibrary [ sh:jsLibraryURL "http://127.0.0.1:9/x.js" ] ] ;
  sh:sparql [ sh:select "SELECT $this { $this ?p ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }" ] .
"""

_each(
    "Turtle",
    ("100,000 brackets deep", TURTLE, lambda: "<http://e/a> <http://e/p> " + "[ <http://e/p> " * 100_000, True),
    ("100,000 lists deep", TURTLE, lambda: "<http://e/a> <http://e/p> " + "(" * 100_000, True),
    ("100,000 triple terms deep", TURTLE, lambda: "<http://e/a> <http://e/p> " + "<<( <http://e/s> <http://e/p> " * 100_000, True),
    ("5,000 triple terms deep", NTRIPLES, lambda: f"{'<<( <http://e/s> <http://e/p> ' * 5_000}<http://e/o>{' )>>' * 5_000}", True),
    ("a decimal of a thousand million digits", TURTLE, record('samv:statedBudget "1E999999999"^^xsd:decimal'), False),
    ("an integer of 5,000 digits", TURTLE, lambda: record(f"samv:count {'9' * 5_000}"), False),
    ("HTML that is slow to read", TURTLE, lambda: record(f'dcterms:abstract "{"<b>" * 10_000}"^^rdf:HTML'), False),
    ("an XML literal with a DOCTYPE", TURTLE, record(f"dcterms:abstract {json.dumps(_LAUGHING)}^^rdf:XMLLiteral"), False),
    ("a clique of blank nodes", NTRIPLES, _CLIQUE, False),
    ("a list that never ends", TURTLE, record(more=_CYCLE), False),
    ("a chain of 5,000 classes", TURTLE, record("a <http://e/0>", more=_CHAIN), False),
    ("shapes among the data", TURTLE, record(f'dcterms:alternative "{"a" * 40}!"', more=_SHAPE), False),
    ("a query in an IRI", TURTLE, record('dcterms:relation <http://e/%3E%7D;DROP%20ALL;SELECT*%7B>, "} ; DROP ALL #"'), False),
    ("a script for a link", TURTLE, record("foaf:page <javascript:alert(1)>, <data:text/html,x>, <vbscript:x>"), False),
    ("a script for a title", TURTLE, record('dcterms:alternative "<script>alert(1)</script>"@sv, "]]>--><svg onload=x>"@sv'), False),
    ("a literal of 10 MB", TURTLE, lambda: record(f'dcterms:abstract "{"a" * (10 * MIB - 2000)}"@sv'), False),
    ("an IRI of 5 MB", TURTLE, lambda: record(f"dcterms:relation <http://e/{'a' * 5 * MIB}>"), False),
    ("a line of 10 MB without an end", NTRIPLES, lambda: f'<http://e/a> <http://e/p> "{"a" * (9 * MIB)}', True),
    ("a tag of 100,000 characters", TURTLE, lambda: record(f'dcterms:alternative "x"@{"a-" * 50_000}a'), True),
    ("characters that turn the text round", TURTLE, record('dcterms:alternative "\u202egnp.exe\u2066\u200b\ufeff"@sv'), False),
    ("a NUL in the middle", TURTLE, record('dcterms:alternative "a\x00b"@sv, "\\u0000"@sv'), False),
    ("bytes that are no UTF-8", TURTLE, record('dcterms:alternative "åäö"@sv').encode("latin-1"), True),
    ("half a character", TURTLE, record('dcterms:alternative "\\uD800"@sv'), True),
    ("a half character in bytes", TURTLE, b'<http://e/a> <http://e/p> "\xed\xa0\x80" .', True),
    ("nothing but byte order marks", TURTLE, lambda: b"\xef\xbb\xbf" * 10_000, True),
    ("100,000 graphs", NQUADS, lambda: "".join(f"<http://e/{n}> <http://e/p> 'x' <http://e/g{n}> .\n" for n in range(100_000)), True),
    ("50,000 records", TURTLE, lambda: PREFIXES + "".join(f"<project/p{n}> a samv:Project .\n" for n in range(50_000)), False),
    ("a record that points at 50,000", TURTLE, lambda: record("samv:method " + ", ".join(f"<method/m{n}>" for n in range(50_000))), False),
    ("50,000 properties", TURTLE, lambda: record(*(f"<http://e/p{n}> {n}" for n in range(50_000))), False),
    ("50,000 faults", TURTLE, lambda: record(*(f'dcterms:alternative "{n}"' for n in range(50_000))), False),
    ("50,000 prefixes", TURTLE, lambda: "".join(f"@prefix p{n}: <http://e/{n}#> .\n" for n in range(50_000)), False),
    ("dates without end", TURTLE, record('samv:period <project/prov#p>', more='<project/prov#p> a samv:Period ; samv:edtf '
     '"Y-17E1000000"^^edtf:EDTF, "0000/999999999999"^^edtf:EDTF, "9999999-99-99"^^xsd:date, "P999999999Y"^^xsd:duration .'), False),
    ("digits that look like numbers of persons", TURTLE, lambda: record(f'dcterms:abstract "{"80-01_01 98" * 50_000}"@sv'), False),
    ("strings that patterns stumble on", TURTLE, record(
        f'dcterms:abstract "{"a" * 50_000}!"@sv, "{"a@" * 50_000}"@sv, "{"+46 " * 50_000}"@sv, "{" " * 100_000}x"@sv, '
        f'"{"http://" * 20_000}"@sv, "{"1-" * 50_000}"@sv, "{"(" * 50_000}"@sv'), False),
    ("a graph inside a graph", TRIG, "<http://e/g> { <http://e/g> { <http://e/a> <http://e/b> <http://e/c> } }", True),
)  # fmt: skip


@_upload("Turtle: a base at an address, and imports")
def _(canaries: Canaries) -> Upload:
    more = f"<> owl:imports <{canaries.url}>, <file://{canaries.file}> ; rdfs:isDefinedBy <{canaries.url}> .\n"
    return Upload(record(more=f"@base <{canaries.url}> .\n{more}").encode(), TURTLE)


@_upload("Turtle: numbers of persons in odd places")
def _(_: Canaries) -> Upload:
    spaced = PERSONAL_NUMBER.replace("-", " \u2013 ")
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in PERSONAL_NUMBER)
    text = record(f'dcterms:alternative "{spaced}"@sv, "{wide}"@sv', f"dcterms:relation <http://e/{PERSONAL_NUMBER}>")
    return Upload(f"# {PERSONAL_NUMBER}\n{text}".encode(), TURTLE)


# Sheets

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
    'sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-office'
    'document.spreadsheetml.worksheet+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{office}/{type}" Target="{target}"{more}/></Relationships>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Projekt" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def _sheet(rows: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _cell(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


_ROWS = f'<row r="1">{_cell("A1", "Titel")}</row><row r="2">{_cell("A2", "Prov")}</row>'


def _workbook(sheet: str | bytes, more: Mapping[str, str | bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELS.format(office=_OFFICE, type="officeDocument", target="xl/workbook.xml", more=""),
            "xl/workbook.xml": _BOOK,
            "xl/_rels/workbook.xml.rels": _RELS.format(
                office=_OFFICE, type="worksheet", target="worksheets/sheet1.xml", more=""
            ),
            "xl/worksheets/sheet1.xml": sheet,
            **(more or {}),
        }
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def _rows(count: int) -> Iterator[str]:
    for n in range(1, count + 1):
        yield f'<row r="{n}">{_cell(f"A{n}", "x")}</row>'


def _entries(count: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for n in range(count):
            packed.writestr(f"xl/worksheets/sheet{n}.xml", b"")
    return out.getvalue()


_XLSX: dict[str, tuple[Callable[[], bytes], bool]] = {
    "sixty megabytes of nothing": (lambda: _workbook(_sheet(_ROWS), {"xl/media/a.xml": b"\0" * (60 * MIB)}), True),
    "a sheet of sixty megabytes": (lambda: _workbook(_sheet("".join(_rows(1)) + " " * (60 * MIB))), True),
    "the last cell there can be": (lambda: _workbook(_sheet(f'<row r="1048576">{_cell("XFD1048576", "x")}</row>')), False),
    "a cell beyond the last": (lambda: _workbook(_sheet(f'<row r="99999999">{_cell("ZZZZZZ99999999", "x")}</row>')), False),
    "a billion laughs": (lambda: _workbook(_sheet(_cell("A1", "&l9;"), f'<!DOCTYPE r [<!ENTITY l0 "ha">{_LAUGHS}]>')), True),
    "a billion laughs in UTF-16": (
        lambda: _workbook(_sheet("", f'<!DOCTYPE r [<!ENTITY l0 "ha">{_LAUGHS}]>').encode("utf-16")), True),
    "macros": (lambda: _workbook(_sheet(_ROWS), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), False),
    "names that climb": (lambda: _workbook(_sheet(_ROWS), {"../../../../tmp/kg-was-here": b"x", "/etc/kg": b"x"}), False),
    "half of it": (lambda: _workbook(_sheet(_ROWS))[:700], True),
    "an old or locked workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000, True),
    "nothing but a zip": (lambda: _entries(0), True),
    "20,000 sheets": (lambda: _entries(20_000), True),
    "a zip in a zip": (lambda: _workbook(_workbook(_sheet(_ROWS))), True),
    "200,000 rows": (lambda: _workbook(_sheet("".join(_rows(200_000)))), False),
    "a row of 16,384 columns": (
        lambda: _workbook(_sheet('<row r="1">' + "<c><v>1</v></c>" * 16_384 + "</row>")), False),
    "a formula that calls": (
        lambda: _workbook(_sheet('<row r="1"><c r="A1"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>1</v></c></row>')), False),
    "elements without end": (lambda: _workbook(_sheet("<row>" * 200_000)), True),
}  # fmt: skip
_each("XLSX", *((name, XLSX, make, refused) for name, (make, refused) in _XLSX.items()))


@_upload("XLSX: links to an address and a file")
def _(canaries: Canaries) -> Upload:
    external = ' TargetMode="External"'
    rels = _RELS.format(office=_OFFICE, type="externalLinkPath", target=canaries.url, more=external)
    other = _RELS.format(office=_OFFICE, type="image", target=f"file://{canaries.file}", more=external)
    more = {"xl/externalLinks/_rels/externalLink1.xml.rels": rels, "xl/worksheets/_rels/sheet1.xml.rels": other}
    return Upload(_workbook(_sheet(_ROWS), more), XLSX)


@_upload("XLSX: an entity that reads a file")
def _(canaries: Canaries) -> Upload:
    doctype = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{canaries.file}">]>'
    return Upload(_workbook(_sheet(f'<row r="1">{_cell("A1", "&x;")}</row>', doctype)), XLSX, refused=True)


_each(
    "CSV",
    ("a million columns", CSV, lambda: ";" * 1_000_000 + "\n" + ";" * 1_000_000, False),
    ("a million empty rows", CSV, lambda: "title\n" + "\n" * 1_000_000, False),
    ("a quotation mark that never closes", CSV, lambda: 'title\n"' + "a\n" * 2_000_000, False),
    ("formulas", CSV, "title\n=cmd|'/c calc'!A1\n@SUM(1)\n+1\n-1\n", False),
    ("UTF-16 with NULs in it", CSV, "title\nPr\x00ov\n".encode("utf-16"), False),
    ("no text at all", CSV, lambda: bytes(range(256)) * 4_000, False),
    ("100,000 rows", CSV, lambda: "title\n" + "Prov\n" * 100_000, False),
    ("a cell of 9 MB", CSV, lambda: "title\n" + "a" * (9 * MIB), False),
)

# HTTP


def _multipart(*parts: tuple[str, bytes], end: bool = True) -> bytes:
    """Parts by their header lines and bodies, between the boundaries of a form."""
    pieces = [
        b"--x\r\n" + head.encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body + b"\r\n" for head, body in parts
    ]
    return b"".join([*pieces, b"--x--\r\n" if end else b""])


_FORM = "multipart/form-data; boundary=x"
_FILE = 'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/turtle'
_FIELD = 'Content-Disposition: form-data; name="{name}"'
_GOOD = record().encode()

_each(
    "a form",
    ("10,000 parts", _FORM, lambda: _multipart(*((_FIELD.format(name=f"a{n}"), b"x") for n in range(10_000))), True),
    ("10,000 files", _FORM, lambda: _multipart(*((_FILE.format(name=f"{n}.ttl"), b"") for n in range(10_000))), True),
    ("a header of a megabyte", _FORM, lambda: _multipart((_FILE.format(name="a" * MIB), _GOOD)), False),
    ("a name that climbs", _FORM, _multipart((_FILE.format(name="../../../../etc/passwd\x00.ttl"), _GOOD)), False),
    ("a name that isn't text", _FORM, _multipart((_FILE.format(name="\udcff\udcfe.ttl"), _GOOD)), False),
    ("a name with a script", _FORM, _multipart((_FILE.format(name="<img src=x onerror=alert(1)>.ttl"), _GOOD)), False),
    ("a name with a number of a person", _FORM, _multipart((_FILE.format(name=f"{PERSONAL_NUMBER}.ttl"), _GOOD)), False),
    ("no end", _FORM, lambda: _multipart((_FILE.format(name="a.ttl"), b"x" * MIB), end=False), True),
    ("no boundary", "multipart/form-data", _multipart((_FILE.format(name="a.ttl"), _GOOD)), True),
    ("a boundary of 100,000 characters", f"multipart/form-data; boundary={'x' * 5_000}", b"--" + b"x" * 5_000, True),
    ("a form in a form", _FORM, _multipart((_FIELD.format(name="file") + "\r\nContent-Type: multipart/mixed; boundary=y",
     b"--y\r\n\r\n" * 10_000)), True),
    ("a text of 9 MB", _FORM, lambda: _multipart((_FIELD.format(name="text"), b"a" * (9 * MIB))), True),
    ("100,000 fields in a line", "application/x-www-form-urlencoded", lambda: "&".join(f"a{n}=b" for n in range(100_000)), True),
    ("escapes that are none", "application/x-www-form-urlencoded", "text=%zz%ff%c0%80", True),
    ("nothing", TURTLE, b"", True),
    ("a charset that isn't", "text/turtle; charset=utf-16", "x".encode("utf-16"), True),
    ("a media type that isn't", "text/turtle/../../x; a=\"b", _GOOD, True),
)  # fmt: skip


@_upload("packed: a gzip bomb")
def _(_: Canaries) -> Upload:
    bomb = gzip.compress(b"\0" * (60 * MIB), 9)
    return Upload(bomb, TURTLE, refused=True, headers={"Content-Encoding": "gzip"})


@_upload("packed: a gzip bomb that says nothing of it")
def _(_: Canaries) -> Upload:
    return Upload(gzip.compress(b"\0" * (60 * MIB), 9), TURTLE, refused=True)


@_upload("packed: a coding that nobody knows")
def _(_: Canaries) -> Upload:
    return Upload(_GOOD, TURTLE, refused=True, headers={"Content-Encoding": "br, gzip"})


@_upload("a body larger than is read")
def _(_: Canaries) -> Upload:
    return Upload(b"#" * (12 * MIB), TURTLE, refused=True)
