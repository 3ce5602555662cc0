"""What somebody may have meant: the nearest of the names that exist."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, among: Iterable[str]) -> str | None:
    """The name most like the one given, or None when nothing is near.

    >>> nearest("projects-of-actors", ["projects-of-actor", "kommuner"])
    'projects-of-actor'
    """
    return next(iter(get_close_matches(name, list(among), n=1)), None)
