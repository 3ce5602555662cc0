"""Look for a text in everything that lies under a folder: bytes, what is packed, stores' terms, databases' pages."""

import gzip
import io
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox


def places_with(folder: Path, *values: str) -> list[str]:
    """Where any of the values stands, in any of the ways it can be coded."""
    wanted = [form for value in values for form in _forms(value)]
    return [name for name, data in _everything(folder) if any(form in data for form in wanted)]


def _forms(value: str) -> list[bytes]:
    escaped = "".join(c if c.isascii() else f"\\u{ord(c):04x}" for c in value)
    return [value.encode(), value.encode("utf-16-le"), value.encode("utf-16-be"), escaped.encode()]


def _everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield f"the name {name}", name.encode()
        if path.is_file() and not path.is_symlink():
            yield from _layers(name, path.read_bytes())
        elif path.is_dir() and (path / "CURRENT").is_file():
            terms = "\n".join(map(str, ox.Store.read_only(str(path))))
            yield f"the terms of {name}", terms.encode()


def _layers(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file's bytes, and those of what is packed in it."""
    yield name, data
    if data[:2] == b"\x1f\x8b":
        yield from _layers(f"{name} unpacked", gzip.decompress(data))
    elif data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.namelist():
                yield from _layers(f"{name}!{part}", package.read(part))
    elif data[:15] == b"SQLite format 3":
        yield from _values(name, data)


def _values(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """What is packed in the values of a database."""
    with closing(sqlite3.connect(":memory:")) as database:
        # In memory there is no write-ahead log, which the bytes may ask for.
        database.deserialize(data[:18] + b"\1\1" + data[20:])
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):
                for value in row:
                    if isinstance(value, bytes):
                        yield from _layers(f"{name} {table}", value)
