"""Read and write RDF without changing a literal: one reader for every byte that is published.

Reading refuses what only an attacker or an accident sends: document type declarations, absurd nesting.
Writing is repeatable: the same statements give the same bytes, whatever order they came in.
"""

import codecs
import json
import re
from collections.abc import Iterable, Sequence
from xml.parsers import expat

import pyoxigraph as ox
from pyoxigraph import Quad, Triple

from kg.errors import BadSyntax
from kg.place import Place
from kg.rdf.canonical import in_order
from kg.rdf.formats import JSONLD, RDFXML, TRIG, TURTLE, Format, engine_rdf
from kg.rdf.namespaces import prefixes
from kg.rdf.nesting import must_be_shallow
from kg.rdf.reasons import brief, in_swedish
from kg.rdf.stopped import stopped_at

_REASON = re.compile(r"^Parser error (?:at|between) line \d+ [^:]*: ")


def read(data: bytes, form: Format, *, base_iri: str, source: str, rename_blank_nodes: bool = False) -> list[Quad]:
    """The statements of a file or body, in its order; BadSyntax tells line and column.

    >>> from kg.rdf.formats import TURTLE
    >>> quads = read(b"<a> <b> 1 .", TURTLE, base_iri="http://example.org/", source="x.ttl")
    >>> quads[0].subject.value
    'http://example.org/a'
    """
    if form != RDFXML:
        decoded(data, source)
    else:
        must_not_declare_entities(data, source)
        must_be_whole(data, source)
    must_be_shallow(data, form, source)
    try:
        return list(ox.parse(data, engine_rdf(form), base_iri=base_iri, rename_blank_nodes=rename_blank_nodes))
    except SyntaxError as wrong:
        raise bad_syntax(wrong, form, source, data if form == RDFXML else None) from wrong


def write(statements: Iterable[Quad] | Iterable[Triple], form: Format, *, base_iri: str) -> bytes:
    """Statements as bytes, sorted, with the house's prefixes; graph names are dropped where the format has none."""
    named = prefixes(base_iri)
    ordered: Sequence[Quad] | Sequence[Triple] = in_order(statements, keep_graphs=form.dataset)
    raw = ox.serialize(ordered, format=engine_rdf(form), prefixes=named)
    text = (raw or b"").decode()
    if form == TURTLE:
        text = _spaced(_sorted_header(text))
    elif form == TRIG:
        text = _sorted_header(text)
    elif form == RDFXML:
        # An XML reader makes a bare carriage return into a line feed (https://www.w3.org/TR/xml/#sec-line-ends).
        text = _sorted_root(text).replace("\r", "&#xD;")
    return text.encode()


def _sorted_header(text: str) -> str:
    """Prefix lines in alphabetical order, unused ones left out: the engine writes them in the order of a hash."""
    lines = text.split("\n")
    count = next((n for n, line in enumerate(lines) if not line.startswith("@prefix ")), len(lines))
    body = "\n".join(lines[count:])
    used = set(re.findall(r"(?<![\w<\"])([A-Za-z][\w-]*):", body))
    header = sorted(line for line in lines[:count] if line.split(" ", 2)[1].rstrip(":") in used)
    return "\n".join([*header, "", body]) if header else body


def _spaced(text: str) -> str:
    """An empty line before each subject; a literal never spans lines, for the engine escapes its line ends."""
    return re.sub(r" \.\n(?=[^\s@])", " .\n\n", text)


def _sorted_root(text: str) -> str:
    start, end = text.find("<rdf:RDF"), text.find(">", text.find("<rdf:RDF"))
    if start < 0 or end < 0:
        return text
    root, rest = text[start + len("<rdf:RDF") : end], text[end:]
    names = [n for n in re.findall(r'xmlns:[\w.-]+="[^"]*"', root) if f"<{_prefix(n)}" in rest or _in_tags(n, rest)]
    return text[:start] + "<rdf:RDF" + "".join(f"\n\t{name}" for name in sorted(names)) + rest


def _prefix(declaration: str) -> str:
    return declaration.removeprefix("xmlns:").partition("=")[0] + ":"


def _in_tags(declaration: str, rest: str) -> bool:
    return _prefix(declaration) in ("rdf:",) or f" {_prefix(declaration)}" in rest


def decoded(data: bytes, source: str) -> str:
    """The text of a file or body; BadSyntax tells where a byte isn't UTF-8, and of a mark that nobody sees."""
    must_have_no_mark(data, source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        before = data[: wrong.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise BadSyntax(
            f"the byte 0x{data[wrong.start]:02x} is not UTF-8; save the file as UTF-8.",
            message_sv=f"byten 0x{data[wrong.start]:02x} är inte UTF-8; spara filen som UTF-8.",
            place=Place(source, line, column),
        ) from wrong


def must_have_no_mark(data: bytes, source: str) -> None:
    """A byte order mark is no letter of the text, nobody sees it, and parsers stumble on it."""
    if data.startswith(codecs.BOM_UTF8):
        raise BadSyntax(
            "the file begins with an invisible byte order mark; save it as UTF-8 without BOM.",
            message_sv="filen börjar med ett osynligt tecken (BOM); spara den som UTF-8 utan BOM.",
            place=Place(source, 1, 1),
        )


def must_not_declare_entities(data: bytes, source: str) -> None:
    """Entity expansion has no limit in the parser: a kilobyte can become gigabytes."""
    flat = data.replace(b"\x00", b"").upper()
    found = re.search(rb"<!DOCTYPE|<!ENTITY", flat)
    if found:
        raise BadSyntax(
            "RDF/XML with a document type declaration isn't read; write the prefixes as xmlns attributes instead.",
            message_sv="RDF/XML med en dokumenttypsdeklaration läses inte; skriv prefixen som xmlns-attribut.",
            place=Place(source, flat.count(b"\n", 0, found.start()) + 1),
        )


def must_be_whole(data: bytes, source: str) -> None:
    """The engine takes RDF/XML that is cut off for the whole of it, and has no places to tell."""
    parser = expat.ParserCreate()
    try:
        parser.Parse(data, True)
    except expat.ExpatError as wrong:
        reason = expat.ErrorString(wrong.code)
        raise BadSyntax(
            f"this is not valid RDF/XML: {reason}.",
            message_sv=f"det här är inte giltig RDF/XML: {in_swedish(reason)}.",
            place=Place(source, wrong.lineno, wrong.offset + 1),
        ) from wrong
    except (ValueError, LookupError) as wrong:
        raise BadSyntax(
            "the file declares an encoding that isn't read here; save it as UTF-8.",
            message_sv="filen anger en teckenkodning som inte läses här; spara den som UTF-8.",
            place=Place(source, 1),
        ) from wrong


def bad_syntax(wrong: SyntaxError, form: Format, source: str, xml: bytes | None = None) -> BadSyntax:
    """The parser's complaint as ours: the format, the reason, and the place; that in RDF/XML is looked up in `xml`."""
    reason = brief(_REASON.sub("", str(wrong.msg)).strip().rstrip("."))
    if reason.startswith("No LoadDocumentCallback"):
        reason = "Contexts and imports by address aren't fetched; write the context into the text"
    line, column = wrong.lineno, wrong.offset
    if form == JSONLD and line is None:
        line, column = _json_place(wrong)
    if xml is not None:
        line, column = stopped_at(xml)
    return BadSyntax(
        f"this is not valid {form.label}: {reason}.",
        message_sv=f"det här är inte giltig {form.label}: {in_swedish(reason)}.",
        place=Place(source, line or None, column or None),
    )


def _json_place(wrong: SyntaxError) -> tuple[int | None, int | None]:
    if isinstance(wrong.__cause__, json.JSONDecodeError):
        return wrong.__cause__.lineno, wrong.__cause__.colno
    return None, None
