"""Bytes that last: flushed to the disk before anything is said of them. OSError where the disk refuses."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Flush a file or a directory to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(path: Path, data: bytes) -> None:
    """A whole file, on the disk; its name lasts once its folder is flushed too."""
    path.write_bytes(data)
    sync(path)


def replace(path: Path, data: bytes) -> None:
    """A whole file in the place of another, or of none, by one rename: after a power cut it is the old or the new."""
    draft = path.with_name(f".{path.name}.new")
    write(draft, data)
    draft.replace(path)
    sync(path.parent)
