"""Does the change log hold together, and come to what readers were shown? Read through from beginning to end.

A release's name holds the beginning of its content hash, so what the log says until a publication can be held to it
though the release itself is pruned. Where the release is kept each of its shards is. After a takedown that is so for
the publications from then on: what was taken out of the earlier ones is gone from their names too.
"""

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import CorruptHistory, CorruptRelease
from kg.rdf.canonical import digest
from kg.release import shards
from kg.release.history.log import GRAPH, Log, Publication, damaged, exists, reading, unpacked
from kg.release.layout import ID, current, open_release, release_id, releases_folder
from kg.release.verify import content_hash

_STRAY = """
SELECT number FROM change WHERE publication NOT IN (SELECT number FROM publication)
UNION SELECT number FROM change WHERE number NOT IN (SELECT change FROM lines)
UNION SELECT change FROM lines WHERE change NOT IN (SELECT number FROM change)
LIMIT 1
"""
_TAKEN_OUT = "SELECT COALESCE(MAX(publication), 0) FROM change WHERE redacted NOT NULL"
_OF_KEY = """
SELECT publication, number, whole, removed, added FROM change JOIN lines ON lines.change = number WHERE key = ?
"""
_MEND = ("Make it anew with `kg verify --mend`.", "Gör om den med `kg verify --mend`.")


@dataclass(frozen=True)
class Checked:
    """What a whole log holds, and how many of its publications were held to what readers were shown."""

    publications: int
    changes: int
    compared: int


def check(home: Path) -> Checked:
    """Read the log of a home through; CorruptHistory names the first thing that is wrong, and says what to do.

    NoRelease where nothing was ever published; a home whose log was never written is told so.
    """
    now = current(home)
    if not exists(home):
        raise _gone()
    with reading(home) as log:
        _must_be_sound(log)
        publications = log.publications()
        _must_follow(publications)
        compared = _must_come_to(home, log, publications)
        changes = int(log.connection.execute("SELECT COUNT(*) FROM change").fetchone()[0])
    if not publications or publications[-1].release != now.id:
        raise _behind(publications[-1].release if publications else "–", now.id)
    return Checked(len(publications), changes, compared)


def is_sound(home: Path) -> bool:
    """Whether there is a log that can be read from beginning to end, whatever it comes to."""
    try:
        with reading(home) as log:
            _must_be_sound(log)
    except CorruptHistory:
        return False
    return exists(home)


def _must_be_sound(log: Log) -> None:
    try:
        said = log.connection.execute("PRAGMA integrity_check").fetchone()[0]
        if said != "ok":
            raise damaged(ValueError(str(said).splitlines()[0]))
        stray = log.connection.execute(_STRAY).fetchone()
    except sqlite3.DatabaseError as wrong:
        if wrong.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
            raise  # Half written by a command that was interrupted: the next one that writes puts it right.
        raise damaged(wrong) from wrong
    if stray:
        raise _wrong(
            f"change {stray[0]} lacks its publication or its lines",
            f"ändring {stray[0]} saknar sin publicering eller sina rader",
        )
    first, last, count = log.connection.execute("SELECT MIN(number), MAX(number), COUNT(*) FROM change").fetchone()
    if count and (first, last) != (1, count):
        raise _wrong(f"of {last} changes {count} are left", f"av {last} ändringar finns {count} kvar")


def _must_follow(publications: Sequence[Publication]) -> None:
    before: Publication | None = None
    for number, each in enumerate(publications, 1):
        follows = each.at > before.at and each.before == before.release if before else each.before is None
        if each.number != number or not follows:
            raise _wrong(
                f"publication {each.number} doesn't follow on the one before",
                f"publicering {each.number} följer inte på den före",
            )
        before = each


def _must_come_to(home: Path, log: Log, publications: Sequence[Publication]) -> int:
    """Hold what the log comes to, publication by publication, to the releases and their names; how many were held."""
    said = _digests(log, [each.number for each in publications])
    first = _comparable(log, publications)
    compared = 0
    for each in publications:
        last = each.number == len(publications)
        if not last and each.number < first:
            continue
        wanted = _kept(home, each.release)
        if wanted is not None:
            other = sorted(
                name for name in {*wanted, *said[each.number]} if wanted.get(name) != said[each.number].get(name)
            )
            if other:
                raise _wrong(
                    f"after publication {each.number} it comes to other statements than release {each.release} has, "
                    f"in the shard {other[0]}",
                    f"efter publicering {each.number} ger den andra uppgifter än utgåva {each.release} har, i delen "
                    f"{other[0]}",
                )
        elif not ID.fullmatch(each.release):
            continue
        elif release_id(int(each.release.partition("-")[0]), content_hash(said[each.number])) != each.release:
            raise _wrong(
                f"after publication {each.number} it doesn't come to what release {each.release} was named after",
                f"efter publicering {each.number} ger den inte det som utgåva {each.release} fick sitt namn av",
            )
        compared += 1
    return compared


def _comparable(log: Log, publications: Iterable[Publication]) -> int:
    """The first publication that no takedown has changed since."""
    taken = max((each.number for each in publications if each.how == "takedown"), default=1)
    return max(taken, int(log.connection.execute(_TAKEN_OUT).fetchone()[0]) + 1)


def _kept(home: Path, name: str) -> Mapping[str, str] | None:
    """The digests of a release's shards, where it is kept and its manifest can be read."""
    try:
        return open_release(releases_folder(home) / name).manifest.content
    except CorruptRelease:
        return None


def _digests(log: Log, numbers: Sequence[int]) -> dict[int, dict[str, str]]:
    """The digest of each shard after each publication, worked out a shard at a time."""
    keys: dict[str, list[str]] = defaultdict(list)
    for (key,) in log.connection.execute("SELECT DISTINCT key FROM change"):
        keys[key.replace("/", "-", 1) if key.startswith(f"{GRAPH}/") else shards.shard_of(key)].append(key)
    said: dict[int, dict[str, str]] = {number: {} for number in numbers}
    for name, own in sorted(keys.items()):
        for number, code in _of_shard(log, own, numbers):
            said[number][name] = code
    return said


def _of_shard(log: Log, keys: Sequence[str], numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The digest of a shard's text after each publication; none where it is empty."""
    told = defaultdict[int, list[tuple[int, str, int, bytes, bytes]]](list)
    for key in keys:
        for publication, number, whole, removed, added in log.connection.execute(_OF_KEY, (key,)):
            told[publication].append((number, key, whole, removed, added))
    state: dict[str, set[str]] = {}
    code = None
    for publication in numbers:
        for number, key, whole, removed, added in sorted(told.get(publication, ())):
            before = set() if whole else state.get(key, set())
            state[key] = before.difference(_lines(removed, number)).union(_lines(added, number))
        if publication in told:
            text = "".join(shards.joined({key: list(lines) for key, lines in state.items()}))
            code = digest(text) if text else None
        if code is not None:
            yield publication, code


def _lines(data: bytes, number: int) -> list[str]:
    try:
        return unpacked(data)
    except (OSError, EOFError, ValueError, zlib.error) as wrong:
        raise _wrong(f"the lines of change {number} are torn", f"raderna i ändring {number} är trasiga") from wrong


def _wrong(en: str, sv: str) -> CorruptHistory:
    return CorruptHistory(
        f"The change log is damaged: {en}. What is published is whole. {_MEND[0]}",
        message_sv=f"Ändringsloggen är skadad: {sv}. Det som är publicerat är helt. {_MEND[1]}",
    )


def _gone() -> CorruptHistory:
    return CorruptHistory(
        "There is no change log, history.sqlite. Make one of the releases that are kept with `kg verify --mend`, or "
        "one that begins today with `kg publish`.",
        message_sv="Det finns ingen ändringslogg, history.sqlite. Gör en av de utgåvor som finns kvar med `kg verify "
        "--mend`, eller en som börjar i dag med `kg publish`.",
    )


def _behind(last: str, now: str) -> CorruptHistory:
    return CorruptHistory(
        f"The change log ends with release {last}, and readers see {now}: a command was interrupted. Run `kg publish`, "
        "which catches up.",
        message_sv=f"Ändringsloggen slutar med utgåva {last}, men läsarna ser {now}: ett kommando avbröts. Kör "
        "`kg publish`, som kommer i kapp.",
    )
