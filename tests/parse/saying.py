"""Short ways to say what filling gave."""

from datetime import date

from pyoxigraph import Literal

from kg.parse.answers.fill import Filled

TODAY = date(2026, 11, 22)
BASE_IRI = "https://w3id.org/samverkan/"


def said(filled: Filled, node: str, *, of: int = 0) -> dict[str, list[str]]:
    """What a candidate says of a subject, by the local name of the property: IRIs without the base, texts with language."""
    found: dict[str, list[str]] = {}
    for quad in filled.candidates[of].quads:
        if getattr(quad.subject, "value", "").removeprefix(BASE_IRI) == node:
            key = quad.predicate.value.rpartition("#")[2].rpartition("/")[2]
            found.setdefault(key, []).append(_short(quad.object))
    return {key: sorted(values) for key, values in found.items()}


def nodes(filled: Filled, *, of: int = 0) -> list[str]:
    """The names of the nodes of a candidate."""
    subjects = {getattr(quad.subject, "value", "") for quad in filled.candidates[of].quads}
    return sorted(each.partition("#")[2] for each in subjects if "#" in each)


def wrong(filled: Filled) -> list[tuple[str | None, str, str | None]]:
    """Address, sentence and hint of every finding, in Swedish."""
    return [(f.place.field if f.place else None, f.message_sv, f.hint_sv) for f in filled.findings]


def _short(term: object) -> str:
    if isinstance(term, Literal):
        return f"{term.value}@{term.language}" if term.language else term.value
    return getattr(term, "value", str(term)).removeprefix(BASE_IRI)
