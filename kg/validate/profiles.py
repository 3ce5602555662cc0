"""Profiles: sets of shapes for others' data that ship with the project, by name, with the code lists they speak of.

A profile is a folder in shapes/. Its `codes.ttl` is data that is read beside what is judged: names of controlled
values. Every other file in it is shapes. No profile takes part in judging our own records.
"""

from dataclasses import dataclass
from pathlib import Path

from kg.errors import NotFound
from kg.sources.folder import Raw, files_in

CODES = "codes.ttl"


@dataclass(frozen=True)
class Profile:
    """A named set of shapes, and the code lists that are read beside what it judges."""

    name: str
    shapes: tuple[Raw, ...]
    codes: tuple[Raw, ...]


def names(root: Path) -> list[str]:
    """The profiles there are under a root."""
    top = root / "shapes"
    return sorted(path.name for path in top.iterdir() if path.is_dir()) if top.is_dir() else []


def profile(root: Path, name: str) -> Profile:
    """The profile of that name, unread; NotFound tells which there are."""
    known = names(root)
    if name not in known:
        listed = ", ".join(known) or "–"
        raise NotFound(
            f"There is no profile {name!r}. There are: {listed}.",
            message_sv=f"Det finns ingen profil {name!r}. De som finns är: {listed}.",
        )
    files = [raw for raw in files_in(root, root / "shapes" / name) if raw.name.endswith(".ttl")]
    return Profile(
        name,
        tuple(raw for raw in files if raw.path.name != CODES),
        tuple(raw for raw in files if raw.path.name == CODES),
    )
