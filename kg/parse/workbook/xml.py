"""The XML of a workbook's parts, as a stream of events: no tree is built, no document type is let through.

Names come without their namespace: a workbook saved as Strict has other namespaces and the same names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

DEEPEST = 100
_CHUNK = 1 << 16
_XML_ENDINGS = (".xml", ".rels", ".vml")
_SPACES = b"\xef\xbb\xbf \t\r\n"


class BadXml(ValueError):
    """A part that we don't read; in Swedish and English, for the sentence that names the part."""

    def __init__(self, sv: str, en: str) -> None:
        super().__init__(en)
        self.sv = sv
        self.en = en


@dataclass(frozen=True)
class Ears:
    """Who is told of what: a start with its attributes, an end, and the text of an element when it ends."""

    start: Callable[[str, Mapping[str, str]], None] | None = None
    end: Callable[[str, str], None] | None = None


@dataclass(frozen=True)
class Relationship:
    """What a part refers to, by its id there; an external one lies outside the workbook."""

    id: str
    type: str
    target: str
    external: bool


def relationships(part: bytes) -> list[Relationship]:
    """The relationships that a .rels part holds."""
    found: list[Relationship] = []

    def start(name: str, said: Mapping[str, str]) -> None:
        if name == "Relationship":
            external = said.get("TargetMode", "").strip().lower() == "external"
            found.append(Relationship(said.get("Id", ""), said.get("Type", ""), said.get("Target", ""), external))

    listen(part, Ears(start=start))
    return found


def looks_like_xml(name: str, part: bytes) -> bool:
    """Whether somebody might take a part for XML: by its name, or because it begins as XML does."""
    if name.lower().endswith(_XML_ENDINGS):
        return True
    return part.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00<")) or part[:64].lstrip(_SPACES).startswith(b"<")


def check(part: bytes) -> None:
    """Read a part to its end; BadXml when it is not well formed, has a document type or is nested too deep."""
    depth = 0

    def down(_: str, __: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise BadXml("den är nästlad för djupt.", "it is nested too deep.")

    def up(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = down
    parser.EndElementHandler = up
    _run(parser, part)


def listen(part: bytes, ears: Ears) -> None:
    """Tell of the elements of a part, in its order; the text that an end gives is what stood just before it."""
    texts: list[str] = []

    def down(name: str, attributes: Mapping[str, str]) -> None:
        texts.clear()
        if ears.start is not None:
            ears.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def up(name: str) -> None:
        if ears.end is not None:
            ears.end(_local(name), "".join(texts))
        texts.clear()

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = down
    parser.EndElementHandler = up
    parser.CharacterDataHandler = texts.append
    _run(parser, part)


def _run(parser: expat.XMLParserType, part: bytes) -> None:
    parser.StartDoctypeDeclHandler = _no_document_type
    try:
        for start in range(0, len(part), _CHUNK):
            parser.Parse(part[start : start + _CHUNK], False)
        parser.Parse(b"", True)
    except expat.ExpatError as wrong:
        raise BadXml("den är ingen korrekt XML.", "it is no well-formed XML.") from wrong
    except (ValueError, LookupError) as wrong:
        if isinstance(wrong, BadXml):
            raise
        raise BadXml("dess teckenkodning är okänd.", "its character encoding is unknown.") from wrong


def _no_document_type(*_: object) -> None:
    raise BadXml("den har en dokumenttyp (DOCTYPE).", "it has a document type (DOCTYPE).")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
