"""What was fetched, kept on the disk: an answer of a broken run isn't asked for again, an old one only if it changed.

home/upstream/<authority>/pages/<key>.body · <key>.json     an answer and what its sender said of it
                          run.json                          the run that isn't finished
"""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import StorageFailed
from kg.rdf.canonical import digest

RESUME_SECONDS = 6 * 3600
"""A run that broke longer ago than this begins anew."""


@dataclass(frozen=True)
class Asked:
    """One request: its address, the media types it takes, and what it sends along (a query, a selection)."""

    url: str
    accept: str
    body: str = ""

    @property
    def key(self) -> str:
        """The name of its answer on the disk."""
        return digest(f"{self.url}\n{self.accept}\n{self.body}")


@dataclass(frozen=True)
class Held:
    """An answer that we hold, with the validators that its sender gave (RFC 9110, 8.8)."""

    body: bytes
    etag: str
    last_modified: str
    run: str


class Cache:
    """The answers of one authority; `clock` gives seconds since the epoch."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock
        self.run = self._resumed() or self._begun()

    def held(self, asked: Asked) -> Held | None:
        """The answer that we hold, whole; None when there is none or the disk has changed it."""
        try:
            said = json.loads(self._path(asked, "json").read_text("utf-8"))
            body = self._path(asked, "body").read_bytes()
        except (OSError, ValueError):
            return None
        if not isinstance(said, dict) or said.get("sha256") != digest(body):
            return None
        return Held(body, str(said.get("etag", "")), str(said.get("last_modified", "")), str(said.get("run", "")))

    def keep(self, asked: Asked, body: bytes, *, etag: str = "", last_modified: str = "") -> None:
        """Keep an answer as one of this run."""
        said = {**asdict(asked), "sha256": digest(body), "etag": etag, "last_modified": last_modified, "run": self.run}
        self._write(self._path(asked, "body"), body)
        self._write(self._path(asked, "json"), json.dumps(said, ensure_ascii=False, indent=1).encode())

    def finish(self) -> None:
        """The run is done: its answers stay, for the next time; those it didn't ask for go."""
        try:
            for path in (self._folder / "pages").glob("*.json"):
                if json.loads(path.read_text("utf-8")).get("run") != self.run:
                    path.with_suffix(".body").unlink(missing_ok=True)
                    path.unlink(missing_ok=True)
            (self._folder / "run.json").unlink(missing_ok=True)
        except (OSError, ValueError) as wrong:
            raise _failed(self._folder, wrong) from wrong

    def _resumed(self) -> str:
        try:
            said = json.loads((self._folder / "run.json").read_text("utf-8"))
            fresh = 0 <= self._clock() - float(said["started"]) < RESUME_SECONDS
            return str(said["run"]) if fresh else ""
        except (OSError, ValueError, TypeError, KeyError):
            return ""

    def _begun(self) -> str:
        run = secrets.token_hex(8)
        self._write(self._folder / "run.json", json.dumps({"run": run, "started": self._clock()}).encode())
        return run

    def _path(self, asked: Asked, suffix: str) -> Path:
        return self._folder / "pages" / f"{asked.key}.{suffix}"

    def _write(self, path: Path, data: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"{path.name}.new")
            draft.write_bytes(data)
            draft.replace(path)
        except OSError as wrong:
            raise _failed(path, wrong) from wrong


def _failed(path: Path, wrong: Exception) -> StorageFailed:
    reason = wrong.strerror if isinstance(wrong, OSError) else str(wrong)
    return StorageFailed(
        f"What was fetched can't be kept in {path}: {reason}. Make room or mend the folder, and ask again.",
        message_sv=f"Det som hämtats går inte att spara i {path}: {reason}. Ge plats eller laga mappen, och fråga "
        "igen.",
    )
