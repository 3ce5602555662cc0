"""One validation result as plain values, as it travels from a validator process to us."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from kg.rdf.findings import Terms


@dataclass(frozen=True)
class Raised:
    """What a shape raised on a focus node; `messages` are (language, sentence), the language empty where none is told.

    `path` is a property's IRI, None for no path and for one that is more than a property; `terms` has every path.
    """

    focus: str
    path: str | None
    value: str | None
    severity: str
    shape: str | None
    component: str
    messages: tuple[tuple[str, str], ...]
    terms: Terms | None = None

    def as_row(self) -> list[object]:
        """The result as a JSON array."""
        return list(astuple(self))


def from_row(row: Sequence[object]) -> Raised:
    """The result that `as_row` wrote; ValueError when it is none."""
    focus, path, value, severity, shape, component, messages, *rest = row
    if not isinstance(messages, list):
        raise ValueError("a result's messages are a list of pairs")
    terms = rest[0] if rest else None
    return Raised(
        str(focus),
        None if path is None else str(path),
        None if value is None else str(value),
        str(severity),
        None if shape is None else str(shape),
        str(component),
        tuple((str(lang), str(text)) for lang, text in messages),
        Terms(*terms) if isinstance(terms, list) else None,
    )
