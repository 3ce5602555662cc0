"""What changed since the release a build stands on: files by their stamp and text, records by what they point at."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.errors import BadSyntax
from kg.parse.record import Record, check, owner_of, parse, two_claims
from kg.rdf.canonical import digest
from kg.rdf.findings import Finding, unreadable
from kg.rdf.formats import rdf_by_path
from kg.rdf.iris import Base, Owner
from kg.rdf.located.locate import locate
from kg.release.index import Entry
from kg.release.kept import KeptRecords
from kg.sources.folder import Raw

RACY_NS = 2_000_000_000


@dataclass
class Changes:
    """Record files by what must be done with them; `unreadable` are the files that break their format.

    `read_in_vain` are those whose stamp moved and whose text did not: the next index remembers the new stamp.
    `remarks` are hints that reading a record gave.
    `seen_ns` is a moment before any of them was read: what is written later has a later time, or one that can't tell.
    """

    parsed: KeptRecords = field(default_factory=KeptRecords)
    files: dict[str, Raw] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    unchanged: set[str] = field(default_factory=set)
    read_in_vain: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    remarks: dict[str, list[Finding]] = field(default_factory=dict)
    unreadable: list[BadSyntax] = field(default_factory=list)
    seen_ns: int = field(default_factory=time.time_ns)

    def found_in_each(self) -> dict[str, list[Finding]]:
        """What reading the records found, by their keys."""
        found: dict[str, list[Finding]] = {}
        for each in self.findings:
            found.setdefault(each.record.rpartition("record/")[2], []).append(each)
        return found


def compare(records: tuple[Raw, ...], known: Mapping[str, Entry], *, base: Base, kinds: Mapping[str, str]) -> Changes:
    """Parse the record files whose text changed, and tell which stayed and which are gone.

    A file whose stamp is the one we saw isn't read, unless it was written so near our last look that its time
    can't tell the two apart.
    """
    changes = Changes()
    claims: dict[str, list[str]] = {}
    seen = {entry.source: entry for entry in known.values()}
    for raw in records:
        entry = seen.get(raw.name)
        if entry is not None and _same_stamp(raw, entry) and entry.key.partition("/")[0] in kinds:
            claims.setdefault(entry.key, []).append(raw.name)
            changes.files.setdefault(entry.key, raw)
            changes.unchanged.add(entry.key)
            continue
        owner = owner_of(raw.name, base, kinds)
        if isinstance(owner, Finding):
            changes.findings.append(owner)
            continue
        key = f"{owner.kind}/{owner.slug}"
        claims.setdefault(key, []).append(raw.name)
        if len(claims[key]) == 1:
            _look(raw, owner, known.get(key), changes, base=base, kinds=kinds)
    changes.findings += two_claims(claims, base)
    changes.removed = set(known) - set(claims)
    return changes


def _look(
    raw: Raw, owner: Owner, entry: Entry | None, changes: Changes, *, base: Base, kinds: Mapping[str, str]
) -> None:
    key = f"{owner.kind}/{owner.slug}"
    changes.files[key] = raw
    data = raw.read()
    said = digest(data)
    if entry is not None and entry.source == raw.name and entry.text_digest == said:
        changes.unchanged.add(key)
        changes.read_in_vain.add(key)
        return
    changes.digests[key] = said
    try:
        record = parse(data, raw.name, owner, base=base)
    except BadSyntax as wrong:
        changes.unreadable.append(wrong)
        changes.findings.append(unreadable(wrong, base.record(owner.kind, owner.slug).value))
        return
    changes.parsed[key] = record
    changes.findings += _checked(record, data, base=base, kinds=kinds)


def _checked(record: Record, data: bytes, *, base: Base, kinds: Mapping[str, str]) -> list[Finding]:
    """What is wrong with it as it was read, at its place: places cost more than finding that nothing is wrong."""
    form = rdf_by_path(record.source)
    if form is None or not check(record, base=base, kinds=kinds):
        return []
    located = locate(data, form, base_iri=base.iri, source=record.source)
    return check(record, base=base, kinds=kinds, located=located)


def _same_stamp(raw: Raw, entry: Entry) -> bool:
    return raw.stamp == entry.stamp and raw.stamp.modified_ns < entry.seen_ns - RACY_NS


def reparse(key: str, changes: Changes, *, base: Base, kinds: Mapping[str, str]) -> Record:
    """The record of an unchanged file, read and checked again because the ontology, rules or shapes changed."""
    raw = changes.files[key]
    kind, _, slug = key.partition("/")
    data = raw.read()
    changes.digests[key] = digest(data)
    record = parse(data, raw.name, Owner(kind, slug), base=base)
    changes.findings += _checked(record, data, base=base, kinds=kinds)
    return record
