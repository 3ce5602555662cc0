"""What the tests of places share: locating a text, the letters that stand at a place, and all places as a table."""

from pyoxigraph import Quad

from kg.place import Place
from kg.rdf.formats import Format
from kg.rdf.located.locate import locate
from kg.rdf.located.spots import Key, Located
from kg.rdf.namespaces import PREFIXES

BASE_IRI = "https://example.org/"
_SHORT = {**PREFIXES, "ex": "http://example.com/", "": BASE_IRI}


def located(text: str | bytes, form: Format) -> Located:
    """The statements of a text and where they stand."""
    data = text.encode() if isinstance(text, str) else text
    return locate(data, form, base_iri=BASE_IRI, source=f"x.{form.extension}")


def key(quad: Quad) -> Key:
    """A statement as spots are asked for it."""
    return str(quad.subject), str(quad.predicate), str(quad.object)


def keys(here: Located) -> set[Key]:
    """Every statement."""
    return {key(quad) for quad in here.quads}


def letters(text: str, place: Place) -> str:
    """What is written at a place: of what goes on to other lines, the first."""
    assert place.line is not None
    assert place.column is not None
    assert place.end_column is not None
    return text.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1]


def table(text: str, form: Format) -> str:
    """Every statement with its three places and what is written there, blank nodes numbered as they come."""
    here = located(text, form)
    names: dict[str, str] = {}
    lines = []
    for spot_key, spot in here.spots.items():
        lines.append(" ".join(_short(term, names) for term in spot_key))
        for place in (spot.subject, spot.predicate, spot.object):
            at = f"{place.line}:{place.column}-{place.end_column}"
            pointer = "" if place.pointer is None else f"  {place.pointer or '(all)'}"
            lines.append(f"    {at:<10} |{letters(text, place)}|{pointer}")
    return "\n".join([*lines, ""])


def _short(term: str, names: dict[str, str]) -> str:
    if term.startswith("_:"):
        return names.setdefault(term, f"_:{len(names) + 1}")
    for prefix, iri in _SHORT.items():
        term = term.replace(f"<{iri}", f"<{prefix}:")
    return term
