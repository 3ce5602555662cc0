"""How deep a text is nested, told before a parser sees it: what is nested without end ends the process that reads it.

A statement about a statement about a statement is a term as deep, and taking it apart exhausts the stack; JSON-LD costs
memory by the square of its depth. Words are told from brackets as each syntax does, so a bracket in a text, a comment
or an IRI counts for nothing.
"""

import re
from xml.parsers import expat

from kg.errors import BadSyntax
from kg.place import Place
from kg.rdf.formats import JSONLD, RDFXML, SPARQL_JSON, SPARQL_XML, Format

MAX_DEPTH = 200
MAX_JSON_DEPTH = 64

# What lies between two brackets is taken in runs of no more than so many words, the last of which may be cut off (\Z).
_JSON_MARK = re.compile(
    rb'(?>(?:[^"\[\]{}]++|"(?>(?:[^"\\]++|\\(?:.|\Z))*)"?){1,500})|(?P<down>[\[{])|(?P<up>[\]}])', re.DOTALL
)
# Longest first; a backslash outside a text escapes one letter of a name.
_TURTLE_MARK = re.compile(
    rb"(?>(?:[^\"'#<>\\\[\](){}]++"
    rb'|"""(?>(?:[^"\\]|\\(?:.|\Z)|"(?!""))*)(?:""")?'
    rb"|'''(?>(?:[^'\\]|\\(?:.|\Z)|'(?!''))*)(?:''')?"
    rb'|"(?>(?:[^"\\\r\n]++|\\(?:.|\Z))*)"?'
    rb"|'(?>(?:[^'\\\r\n]++|\\(?:.|\Z))*)'?"
    rb"|#[^\r\n]*+"
    rb"|<(?!<)[^<>\s]*+(?:>|\Z)"
    rb"|\\(?:.|\Z)"
    rb"|>\Z){1,500})"
    rb"|(?P<down><<\(?|[\[({])"
    rb"|(?P<up>\)?>>|[\])}])",
    re.DOTALL,
)
_JSON = (JSONLD, SPARQL_JSON)
_BRACKETS = (b"[", b"(", b"{", b"<<")


def must_be_shallow(data: bytes, form: Format, source: str) -> None:
    """BadSyntax for a text that is nested too deep to read, with the place where it goes too deep.

    >>> from kg.rdf.formats import TURTLE
    >>> must_be_shallow(b"<a> <b> [ <c> ( 1 ) ] .", TURTLE, "x.ttl")
    """
    if form in (RDFXML, SPARQL_XML):
        _xml_must_be_shallow(data, form, source)
        return
    most = MAX_JSON_DEPTH if form in _JSON else MAX_DEPTH
    # A text with no more brackets than that needs no second look, and that is nearly every one.
    if sum(map(data.count, _BRACKETS)) > most:
        Depth(form, source).look(data, last=True)


class Depth:
    """How deep a text is nested that comes in pieces; not for XML."""

    def __init__(self, form: Format, source: str) -> None:
        self._form = form
        self._source = source
        self._mark = _JSON_MARK if form in _JSON else _TURTLE_MARK
        self._most = MAX_JSON_DEPTH if form in _JSON else MAX_DEPTH
        self._depth = 0
        self._line = 1
        self._line_begun = b""

    def look(self, data: bytes, *, last: bool) -> bytes:
        """The end of these bytes that may go on in the next piece: give it again with that. BadSyntax if too deep."""
        taken = len(data)
        for mark in self._mark.finditer(data):
            if mark.end() == len(data) and not last:
                taken = mark.start()
            elif mark["down"]:
                self._depth += 1
                if self._depth > self._most:
                    raise _too_deep(self._form, self._most, self._place(data, mark.start()))
            elif mark["up"]:
                self._depth = max(0, self._depth - 1)
        self._go_on(data[:taken])
        return data[taken:]

    def _go_on(self, data: bytes) -> None:
        self._line += data.count(b"\n")
        begun = data.rfind(b"\n") + 1
        self._line_begun = data[begun:] if begun else self._line_begun + data

    def _place(self, data: bytes, at: int) -> Place:
        before = self._line_begun + data[:at]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return Place(self._source, self._line + data.count(b"\n", 0, at), column)


def _xml_must_be_shallow(data: bytes, form: Format, source: str) -> None:
    """What isn't well formed is told by who reads it."""
    parser, depth = expat.ParserCreate(), 0

    def down(_: str, __: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            place = Place(source, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
            raise _too_deep(form, MAX_DEPTH, place)

    def up(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = down, up
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        return


def _too_deep(form: Format, most: int, place: Place) -> BadSyntax:
    return BadSyntax(
        f"the {form.label} is nested more than {most} levels deep here, and no deeper is read. Give what lies inside "
        "an IRI of its own, and refer to it.",
        message_sv=f"{form.label}-texten är nästlad i mer än {most} nivåer här, och djupare läses inte. Ge det inre en "
        "egen IRI, och hänvisa till den.",
        place=place,
    )
