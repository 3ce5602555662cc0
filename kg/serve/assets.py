"""Static files under names that change with their content, so that they may be kept for ever."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True)
class Asset:
    """One static file: the name it is served under, its bytes and its type."""

    name: str
    body: bytes
    media_type: str


@dataclass(frozen=True)
class Assets:
    """All static files, by their plain name and by the name they are served under."""

    by_source: Mapping[str, Asset]
    by_name: Mapping[str, Asset]

    def path(self, source: str) -> str:
        """Where a static file is served: `static/` and its hashed name."""
        return f"static/{self.by_source[source].name}"


def read(folder: Path = FOLDER) -> Assets:
    """Every static file of a folder, read once."""
    found = {path.name: _asset(path) for path in sorted(folder.iterdir()) if path.suffix in _TYPES}
    return Assets(found, {each.name: each for each in found.values()})


def _asset(path: Path) -> Asset:
    body = path.read_bytes()
    return Asset(f"{path.stem}.{hashlib.sha256(body).hexdigest()[:12]}{path.suffix}", body, _TYPES[path.suffix])


def fingerprint(*folders: Path) -> str:
    """A hash of everything that shapes an answer besides the release: our own files.

    An ETag built from it changes with the program, so a new version never passes for the old one's bytes.
    """
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
