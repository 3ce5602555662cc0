"""Where each statement of a text is written, for every syntax we read.

The statements are those of the one reader; a reader of ours that keeps places only says where each of them stands.
Where the two disagree, or ours is lost, a statement has no spot of its own: never a wrong one.
"""

from collections.abc import Callable, Iterator

from pyoxigraph import Quad

from kg.rdf.formats import JSONLD, NQUADS, NTRIPLES, RDFXML, TRIG, TURTLE, Format
from kg.rdf.graphs import read
from kg.rdf.located import jsonld, lines, rdfxml, turtle
from kg.rdf.located.json_text import JsonText, parsed
from kg.rdf.located.spots import Located
from kg.rdf.located.text import Text
from kg.rdf.located.written import Lost, Written, located

_PLAIN: dict[str, Callable[[str, str], Iterator[Written]]] = {
    TURTLE.name: turtle.statements,
    TRIG.name: turtle.statements,
    NTRIPLES.name: lines.statements,
    NQUADS.name: lines.statements,
    RDFXML.name: rdfxml.statements,
}


def locate(data: bytes, form: Format, *, base_iri: str, source: str) -> Located:
    """The statements of a file or body with the place of each; BadSyntax as `rdf.graphs.read`.

    >>> here = locate(b"<a> <b> 'c' ,\\n 'd' .", TURTLE, base_iri="http://example.org/", source="x.ttl")
    >>> str(here.place("<http://example.org/a>", "<http://example.org/b>", '"d"'))
    'x.ttl:2:2'
    """
    quads = read(data, form, base_iri=base_iri, source=source)
    text = Text(source, data.decode("utf-8-sig", "replace"))
    if form == JSONLD:
        return _json(quads, text, base_iri)
    return located(quads, _PLAIN[form.name](text.said, base_iri), text.place)


def _json(quads: list[Quad], text: Text, base_iri: str) -> Located:
    try:
        root = parsed(text.said)
    except (Lost, ValueError):
        return Located(tuple(quads), {})
    return located(quads, jsonld.statements(root, base_iri), JsonText(text, root).place)
