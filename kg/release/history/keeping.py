"""Keep the log up with what readers are pointed at: called after each time they are pointed elsewhere, and before
releases are cleared away. Whatever was interrupted in between is caught up with the next time.

It costs what changed: the shards that differ are read, and no others.
"""

import contextlib
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pyoxigraph import Literal

from kg.errors import CorruptHistory, CorruptRelease, NoRelease
from kg.rdf.findings import Finding, Level
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, FOAF, RDFS, SKOS
from kg.release import shards
from kg.release.diff import Difference, differences
from kg.release.durable import storage
from kg.release.history.log import (
    ADDED,
    CHANGED,
    GRAPH,
    MERGED,
    NAME,
    PUT_BACK,
    REMOVED,
    Log,
    Publication,
    packed,
    reading,
    undo_interrupted,
    writing,
)
from kg.release.layout import Release, current, open_release, releases_folder
from kg.release.walk import parsed
from kg.sweden.alphabet import alphabetical

_NAMES = (RDFS.label, SKOS.prefLabel, DCTERMS.title, FOAF.name)
_FORM = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class Row:
    """A change as it is written; `gone` and `new` are its lines."""

    key: str
    word: str
    labels: str
    target: str | None
    whole: bool
    gone: bytes
    new: bytes

    @property
    def kind(self) -> str:
        """The first part of the key."""
        return self.key.partition("/")[0]

    @property
    def order(self) -> tuple[bool, str, tuple[str, str], str]:
        """Where it stands among the changes of its publication: the release's own graphs last."""
        said = json.loads(self.labels)
        name = next((said[tag] for tag in ("sv", "en", *sorted(said)) if tag in said), self.key)
        return (self.kind == GRAPH, self.kind, alphabetical(name), self.key)


def keep_up(home: Path, *, now: datetime | None = None) -> None:
    """Write in the log what readers see now and didn't see when it was last written; nothing where they see the same.

    StorageFailed where the disk refuses; the next time it is tried again. While a takedown is unfinished nothing is
    compared: the difference would be what it takes out.
    """
    if (home / "takedown").is_dir():
        return
    try:
        release = current(home)
    except (NoRelease, CorruptRelease):
        return
    undo_interrupted(home)
    with reading(home) as log:
        last = log.last()
    if last is not None and last.release == release.id:
        return
    with storage(home), writing(home / NAME) as log:
        back = last is not None and _number(release.id) < _number(last.release)
        write(
            log,
            release,
            _changes(home, log, last, release),
            how="rollback" if back else "publish",
            at=moment(last, now),
        )


def keep_up_or_tell(home: Path, base: Base, *, now: datetime | None = None) -> list[Finding]:
    """The same for who has published: a damaged log stops nothing more, and is told."""
    try:
        keep_up(home, now=now)
    except CorruptHistory as wrong:
        return [Finding(base.iri_of("changes"), Level.WARNING, wrong.message_sv, wrong.message)]
    return []


def _changes(home: Path, log: Log, last: Publication | None, release: Release) -> list[Row]:
    """What differs from the release that the log ends with; from the log itself where that one is gone or damaged."""
    before = _kept(home, last)
    if last is None or before is not None:
        # What a damaged release raises is whatever its bytes make of the reader.
        with contextlib.suppress(OSError, EOFError, ValueError, SyntaxError, zlib.error):
            return list(rows(log, differences(before, release), release))
    return list(rows(log, since_the_log(log, release), release))


def moment(last: Publication | None, now: datetime | None) -> str:
    """The time to write: now in UTC, or a second after the last where the clock says no later than that."""
    said = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    if last is not None:
        said = max(said, datetime.strptime(last.at, _FORM).replace(tzinfo=UTC) + timedelta(seconds=1))
    return said.strftime(_FORM)


def write(log: Log, release: Release, changes: Iterable[Row], *, how: str, at: str) -> None:
    """Add a publication with its changes, numbered so that the latest first is by kind and name, graphs last.

    Names stand in the order of the Swedish alphabet. A number is given once, so pages keep what they hold.
    """
    last = log.last()
    counts = release.manifest.counts
    number = last.number + 1 if last else 1
    log.connection.execute(
        "INSERT INTO publication VALUES (?,?,?,?,?,?,?)",
        (number, at, release.id, last.release if last else None, how, counts.get("records", 0), counts["quads"]),
    )
    ordered = sorted(changes, key=lambda each: each.order, reverse=True)
    for place, each in enumerate(ordered, log.head() + 1):
        said = (place, number, each.kind, each.key, each.word, each.labels, each.target, int(each.whole), None)
        log.connection.execute("INSERT INTO change VALUES (?,?,?,?,?,?,?,?,?)", said)
        log.connection.execute("INSERT INTO lines VALUES (?,?,?)", (place, each.gone, each.new))


def rows(log: Log, found: Iterable[Difference], release: Release) -> Iterator[Row]:
    """Differences as the log writes them."""
    base = Base(release.manifest.base_iri)
    heirs = _heirs(release)
    for each in found:
        word, target = _word(log, each, heirs.get(base.iri + each.name))
        yield Row(
            key=each.name,
            word=word,
            labels=labels(each.after or each.before, base.iri + each.name),
            target=target,
            whole=False,
            gone=packed(sorted(each.gone)),
            new=packed(sorted(each.new)),
        )


def labels(lines: Iterable[str], thing: str) -> str:
    """What a thing is called by its statements, by language, as JSON."""
    starts = tuple(f"<{thing}> {name} " for name in _NAMES)
    found: dict[str, dict[str, str]] = {}
    for quad in parsed(line for line in sorted(lines) if line.startswith(starts)):
        if isinstance(quad.object, Literal):
            tag = (quad.object.language or "sv").partition("-")[0]
            found.setdefault(quad.predicate.value, {}).setdefault(tag, quad.object.value)
    best = next((found[name.value] for name in _NAMES if name.value in found), {})
    return json.dumps(best, ensure_ascii=False, sort_keys=True)


def since_the_log(log: Log, release: Release) -> Iterator[Difference]:
    """What differs from what the log comes to, for when the release it ends with isn't kept; reads everything."""
    left = {row[0] for row in log.connection.execute("SELECT DISTINCT key FROM change")}
    for difference in differences(None, release):
        left.discard(difference.name)
        found = Difference(difference.name, frozenset(log.state(difference.name)), difference.after)
        if found.before != found.after:
            yield found
    for key in sorted(left):
        before = frozenset(log.state(key))
        if before:
            yield Difference(key, before, frozenset())


def lines_now(release: Release, key: str) -> list[str]:
    """The lines of a record, or of one of the release's own graphs, in a release."""
    folder = release.path / "shards"
    if key.startswith(f"{GRAPH}/"):
        return sorted(shards.read(folder, key.replace("/", "-", 1)))
    found = shards.by_record(shards.read(folder, shards.shard_of(key)), Base(release.manifest.base_iri))
    return sorted(found.get(key, ()))


def _word(log: Log, each: Difference, heir: str | None) -> tuple[str, str | None]:
    if each.word == "added":
        return (PUT_BACK if log.last_word(each.name) in (REMOVED, MERGED) else ADDED), None
    if each.word == "removed":
        return (MERGED if heir else REMOVED), heir
    return CHANGED, None


def _heirs(release: Release) -> dict[str, str]:
    """What took the place of things that were merged, by their IRIs."""
    gone = release.model().get("gone")
    found = gone if isinstance(gone, dict) else {}
    return {str(iri): str(said["replacedBy"]) for iri, said in found.items() if said.get("replacedBy")}


def _kept(home: Path, last: Publication | None) -> Release | None:
    """The release that the log ends with, where it is still there."""
    if last is None:
        return None
    try:
        return open_release(releases_folder(home) / last.release)
    except CorruptRelease:
        return None


def _number(name: str) -> int:
    return int(name.partition("-")[0])
