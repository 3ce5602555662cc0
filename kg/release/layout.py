"""The release directory: what lies where, how a release is found and read. Making one is `build`'s work.

home/current -> releases/0002-9f3c21aa77de          readers resolve this link once per answer
home/releases/<id>/manifest.json · store/ · shards/ · index.sqlite · model.json · report.json · context.jsonld
                   links.json · shapes.ttl · rules/ · catalogue.ttl · queries/
home/bundles/<id>/dumps/manifest.json · files       made from the release right after it, never part of it
home/bundles/<id>/quality/quality.json              what rehearsing the harvest of its catalogue came to
home/scratch/                                       what is being built; swept at the next start
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kg.errors import CorruptRelease, Gone, NoRelease, NotFound
from kg.rdf.canonical import digest

ID = re.compile(r"\d{4,}-[0-9a-f]{12}")


@dataclass(frozen=True)
class FileEntry:
    """A file of a release: its SHA-256 and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """What a release says of itself; everything but `built_at` follows from its input.

    `redactions` is the last takedown, by its number in the log, that it has been through; `redacted_on` the day on
    which one took something out of it.
    """

    id: str
    sequence: int
    content_hash: str
    built_at: str
    previous: str | None
    kg_version: str
    base_iri: str
    union: bool
    shapes_version: str
    counts: Mapping[str, int]
    kinds: Mapping[str, int]
    inputs: Mapping[str, str]
    content: Mapping[str, str]
    files: Mapping[str, FileEntry] = field(default_factory=dict)
    redactions: int = 0
    redacted_on: str | None = None

    def as_json(self) -> str:
        """The manifest as text, keys sorted, with a seal over all of it."""
        said = asdict(self)
        return json.dumps({**said, "seal": _seal(said)}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


@dataclass(frozen=True)
class Release:
    """A sealed release: its directory and its manifest."""

    path: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """Its name: the sequence number, then the beginning of the content hash."""
        return self.manifest.id

    @property
    def store(self) -> Path:
        """The engine's store, opened read-only by query workers alone."""
        return self.path / "store"

    def model(self) -> dict[str, object]:
        """What pages, tables and forms know of kinds and fields."""
        return _load(self.path / "model.json")

    def context(self) -> dict[str, object]:
        """The JSON-LD context of the release."""
        return _load(self.path / "context.jsonld")

    def links(self) -> dict[str, object]:
        """Why things are linked, and which links wait for people; empty in a release made before that was kept."""
        return _load(self.path / "links.json") if (self.path / "links.json").is_file() else {}

    def queries(self) -> list[Path]:
        """The competency questions published with the release."""
        return sorted((self.path / "queries").glob("*.rq"))

    def bundle(self, name: str) -> Path | None:
        """The sealed bundle of that name (`dumps`), or None while it isn't made."""
        folder = self.path.parent.parent / "bundles" / self.id / name
        return folder if (folder / "manifest.json").is_file() else None


def releases_folder(home: Path) -> Path:
    """Where releases lie."""
    return home / "releases"


def current(home: Path) -> Release:
    """The release that readers are pointed at; NoRelease when there is none, CorruptRelease when it can't be read."""
    link = home / "current"
    if not link.is_symlink():
        raise NoRelease(
            f"No release is published in {home}: run `kg publish` first.",
            message_sv=f"Ingen utgåva är publicerad i {home}: kör `kg publish` först.",
        )
    return open_release(link.resolve())


def find(home: Path, name: str) -> Release:
    """The release of that id, or of an unambiguous beginning of it; NotFound when there is none."""
    if re.fullmatch(r"[0-9a-f-]{1,80}", name):
        exact = releases_folder(home) / name
        if ID.fullmatch(name) and (exact / "manifest.json").is_file():
            return open_release(exact)
        every = releases(home)
        number = int(name) if name.isdigit() else None
        near = [each for each in every if each.manifest.sequence == number] or [
            each for each in every if each.id.startswith(name) or each.id.lstrip("0").startswith(name)
        ]
        if len(near) == 1:
            return near[0]
    must_not_be_replaced(releases(home), name)
    known = ", ".join(each.id for each in releases(home)[-5:]) or "–"
    raise NotFound(
        f"There is no release {name!r}. The latest are: {known}.",
        message_sv=f"Det finns ingen utgåva {name!r}. De senaste är: {known}.",
    )


def must_not_be_replaced(known: Iterable[Release], name: str) -> None:
    """Gone, where a release of that number had something taken out of it and has another name since."""
    for each in known:
        if each.manifest.redacted_on and each.manifest.sequence == number_of(name):
            raise Gone(
                f"Something was removed from release {name} on {each.manifest.redacted_on}. In its place is {each.id}.",
                message_sv=f"Något togs bort ur utgåva {name} den {each.manifest.redacted_on}. I dess ställe finns "
                f"{each.id}.",
            )


def releases(home: Path) -> list[Release]:
    """Every sealed release, oldest first; a directory whose manifest can't be read is passed over."""
    found = []
    folder = releases_folder(home)
    for path in folder.iterdir() if folder.is_dir() else ():
        if ID.fullmatch(path.name):
            try:
                found.append(open_release(path))
            except CorruptRelease:
                continue
    return sorted(found, key=lambda each: each.manifest.sequence)


def open_release(path: Path) -> Release:
    """The release in a directory; CorruptRelease when its manifest can't be read."""
    said = _load(path / "manifest.json")
    if said.pop("seal", None) != _seal(said):
        raise _corrupt(
            path, "manifest.json has changed since it was sealed", "manifest.json har ändrats sedan den förseglades"
        )
    try:
        manifest = Manifest(**{**said, "files": _files(said["files"])})  # type: ignore[arg-type]
    except (KeyError, TypeError) as wrong:
        raise _corrupt(path, f"manifest.json: {wrong}") from wrong
    if manifest.id != path.name:
        raise _corrupt(path, f"manifest.json: {manifest.id}")
    return Release(path, manifest)


def release_id(sequence: int, content_hash: str) -> str:
    """The name of a release.

    >>> release_id(7, "0123456789abcdef")
    '0007-0123456789ab'
    """
    return f"{sequence:04d}-{content_hash[:12]}"


def next_sequence(home: Path) -> int:
    """One more than the highest number ever given: order is by number, never by clock."""
    names = [p.name for p in releases_folder(home).iterdir()] if releases_folder(home).is_dir() else []
    return 1 + max(map(number_of, names), default=0)


def number_of(name: str) -> int:
    """The sequence number in a release's name; 0 when it is no release's.

    >>> number_of("0007-0123456789ab")
    7
    """
    return int(name.partition("-")[0]) if ID.fullmatch(name) else 0


def _seal(said: Mapping[str, object]) -> str:
    """What a manifest, which no other file vouches for, says of itself: the digest of all the rest."""
    return digest(json.dumps(said, sort_keys=True, ensure_ascii=False))


def _files(said: object) -> dict[str, FileEntry]:
    if not isinstance(said, dict):
        raise TypeError("files is no object")
    return {name: FileEntry(str(entry["sha256"]), int(entry["size"])) for name, entry in said.items()}


def _load(path: Path) -> dict[str, object]:
    try:
        said = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as wrong:
        raise _corrupt(path.parent, f"{path.name} is missing", f"{path.name} saknas") from wrong
    except (OSError, ValueError) as wrong:
        raise _corrupt(path.parent, f"{path.name}: {wrong}") from wrong
    if not isinstance(said, dict):
        raise _corrupt(path.parent, f"{path.name} is no object", f"{path.name} är inget objekt")
    return said


def _corrupt(path: Path, why: str, why_sv: str | None = None) -> CorruptRelease:
    return CorruptRelease(
        f"The release in {path} is damaged ({why}). Make a new one with `kg publish --whole`, or go back "
        "with `kg rollback`.",
        message_sv=f"Utgåvan i {path} är skadad ({why_sv or why}). Gör en ny med `kg publish --whole`, eller gå "
        "tillbaka med `kg rollback`.",
    )
