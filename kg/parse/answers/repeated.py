"""Fields that stand twice in one object of a JSON text: whoever reads it takes one and drops the other in silence."""

from collections.abc import Iterator

from kg.place import Place
from kg.rdf.findings import Finding, Level
from kg.rdf.located.json_text import Entries, JsonText, Key, Piece, parsed
from kg.rdf.located.text import Text
from kg.rdf.located.written import Lost

_MOST = 20
"""Characters of a field's name that a sentence repeats."""


def repeated(text: str, source: str) -> list[Finding]:
    """A violation for each field that stands again, at its place; the text is JSON, and no deeper than is read.

    In one with a word that JSON lacks, none is looked for.

    >>> [str(each.place) for each in repeated('{"a": 1,\\n "b": {"c": 1, "c": 2}}', "svar.json")]
    ['svar.json:2:16']
    """
    try:
        root = parsed(text)
    except Lost:  # NaN and Infinity
        return []
    said = JsonText(Text(source, text), root)
    return [_finding(key, said.place(key.at)) for key in _again(root)]


def _again(piece: Piece) -> Iterator[Key]:
    if isinstance(piece.value, tuple):
        for item in piece.value:
            yield from _again(item)
    elif isinstance(piece.value, Entries):
        seen: set[str] = set()
        for key, value in piece.value.pairs:
            if key.name in seen:
                yield key
            seen.add(key.name)
            yield from _again(value)


def _finding(key: Key, place: Place) -> Finding:
    name = key.name.encode("utf-8", "replace").decode()
    name = name if len(name) <= _MOST else f"{name[:_MOST]}…"
    return Finding(
        "",
        Level.VIOLATION,
        f"Fältet ”{name}” står två gånger i samma objekt. Ange det en gång, med värdena i en lista.",
        f"The field ‘{name}’ stands twice in one object. Give it once, with its values in a list.",
        place,
    )
