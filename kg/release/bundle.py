"""A bundle of a release as it lies there: its manifest, its files, and whether they are whole. Nothing is made."""

import json
from pathlib import Path
from typing import cast

from kg.errors import CorruptRelease
from kg.release.layout import Release
from kg.release.verify import entry_of

Json = dict[str, object]


def manifest_of(release: Release, name: str = "dumps") -> Json | None:
    """What a release's bundle says of itself; None while it isn't made."""
    folder = release.bundle(name)
    return read(folder) if folder else None


def read(folder: Path) -> Json:
    """The manifest in a bundle's folder; empty when it can't be read."""
    try:
        said = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def files(said: Json) -> list[Json]:
    """The files that a manifest tells of."""
    found = said.get("files")
    return cast("list[Json]", found) if isinstance(found, list) else []


def is_whole(folder: Path, *, hashed: bool = False) -> bool:
    """Whether every file that the manifest tells of lies there with its size, and its hash where that is asked for."""
    said = read(folder)
    for each in files(said):
        path = folder / str(each["name"])
        if not path.is_file() or path.stat().st_size != each["bytes"]:
            return False
        if hashed and entry_of(path).sha256 != each["sha256"]:
            return False
    return bool(said)


def verify(release: Release) -> None:
    """CorruptRelease for a bundle of the release whose files aren't as they were sealed; those not made are none."""
    top = release.path.parent.parent / "bundles" / release.id
    for folder in sorted(top.iterdir()) if top.is_dir() else []:
        if not is_whole(folder, hashed=True):
            raise CorruptRelease(
                f"What was made of release {release.id} in {folder} is damaged. Take that folder away; if the release "
                "is the published one, `kg publish` makes it anew.",
                message_sv=f"Det som gjorts av utgåva {release.id} i {folder} är skadat. Ta bort den mappen; är "
                "utgåvan den publicerade så gör `kg publish` den på nytt.",
            )
