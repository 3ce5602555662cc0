"""What somebody may have meant: the nearest of the names that exist, and how like two texts are."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

NEAR = 65.0
"""How like a name, in per cent, what somebody wrote must be for us to ask whether it was meant."""


def nearest(name: str, among: Iterable[str]) -> str | None:
    """The name most like the one given, the first of several that are as like, or None when nothing is near.

    >>> nearest("projects-of-actors", ["projects-of-actor", "kommuner"])
    'projects-of-actor'
    """
    found = process.extractOne(name, list(among), scorer=fuzz.ratio, score_cutoff=NEAR)
    return found[0] if found else None


def alike(one: str, other: str) -> float:
    """How like two texts are, from 0 to 1: the share of their letters that stand in both, in the same order.

    >>> alike("sala", "salla"), alike("sala", "")
    (0.8888888888888888, 0.0)
    """
    return fuzz.ratio(one, other) / 100 if one and other else 0.0
