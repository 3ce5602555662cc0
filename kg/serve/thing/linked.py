"""Why a thing is linked to others' data, in words: what the ledger remembered of each decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from kg.names.strength import in_words
from kg.serve.shelf import Edition
from kg.serve.thing.shown import Reader, Shown

Told = Mapping[str, str]


@dataclass(frozen=True)
class Because:
    """One link: by which property, to what, why, when that was decided, and by what or in which role."""

    property: str
    to: Shown
    why: str
    on: str
    by: str


def because(edition: Edition, reader: Reader, thing: str) -> tuple[Because, ...]:
    """Every link of a thing with the reason for it, in the order of the properties."""
    accepted = cast("Mapping[str, Sequence[Told]]", edition.links.get("accepted", {}))
    path = reader.base.path_of(thing) or ""
    told = sorted(accepted.get(path, ()), key=lambda each: (each["predicate"], each["object"]))
    return tuple(
        Because(
            property=reader.property_name(each["predicate"]),
            to=reader.iri(each["object"]),
            why=in_words(each["sv" if reader.lang == "sv" else "en"], reader.lang),
            on=each["date"],
            by=each["by"],
        )
        for each in told
    )
