"""How a portal fetches: one address, an Accept header, redirects followed. Where the answer comes from is a seam.

`of_files` answers from a release's own files, under the addresses where its readers reach it; tests and whoever wants
to may put a real server behind the same seam.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.rdf.formats import RDFXML
from kg.rdf.graphs import write
from kg.release import catalogue
from kg.release.layout import Release
from kg.settings import Settings

REDIRECTS = (301, 303, 307, 308)
"""The redirects that Sveriges dataportal follows (DCAT-AP-SE, harvesting)."""
HOPS = 5
_CHUNK = 1 << 20
_CATALOGUES = ("catalog", "catalog.rdf", "datasets/dcat")
PAGES = ("", "download/", "sparql", "openapi.json", "catalog.html", "releases/", "ns")
"""Addresses that the service answers at whatever the release holds; `tests/release/test_harvest.py` asks it."""


@dataclass(frozen=True)
class Answer:
    """An answer: its status and headers (lower case), how many bytes it was, their SHA-256, and short ones whole."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    size: int = 0
    sha256: str = ""
    body: bytes = b""

    @property
    def media_type(self) -> str:
        """The media type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


Fetch = Callable[[str, str], Answer]
"""An address and an Accept header become an answer; redirects are answers too."""


@dataclass(frozen=True)
class Fetched:
    """Where the redirects led, and what was answered there."""

    addresses: tuple[str, ...]
    answer: Answer

    @property
    def ok(self) -> bool:
        """Whether there was an answer with content."""
        return self.answer.status == 200


def follow(fetch: Fetch, address: str, accept: str) -> Fetched:
    """The answer at an address, after at most five redirects of the kinds that portals follow."""
    seen = [address]
    answer = fetch(address, accept)
    while answer.status in REDIRECTS and len(seen) <= HOPS and answer.headers.get("location"):
        seen.append(answer.headers["location"])
        answer = fetch(seen[-1], accept)
    return Fetched(tuple(seen), answer)


def answered(status: int, headers: Mapping[str, str], body: bytes) -> Answer:
    """An answer whose body is at hand."""
    named = {name.lower(): value for name, value in headers.items()}
    return Answer(status, named, len(body), hashlib.sha256(body).hexdigest(), body)


def of_files(release: Release, settings: Settings) -> Fetch:
    """What the release's files answer at the public addresses; elsewhere nothing is asked, and 404 answered."""

    def fetch(address: str, accept: str) -> Answer:
        path = address.removeprefix(settings.public) if address.startswith(settings.public) else None
        if path in _CATALOGUES:
            body = write(catalogue.of(release, settings), RDFXML, base_iri=release.manifest.base_iri)
            return answered(200, {"content-type": RDFXML.media_type}, body)
        if path in PAGES:
            return Answer(200)
        folder = release.bundle("dumps")
        name = path.removeprefix("download/") if path and path.startswith("download/") else ""
        if folder is not None and name and "/" not in name and (folder / name).is_file():
            return _of_file(folder / name)
        return Answer(404)

    return fetch


def _of_file(path: Path) -> Answer:
    """A file as an answer, read once and not kept."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return Answer(200, {}, path.stat().st_size, digest.hexdigest())
