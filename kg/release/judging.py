"""Judge the records of a draft: which must be judged, what was found, and what the index will remember of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.rdf.findings import Finding, in_order
from kg.release import index
from kg.release.build import Made
from kg.release.changes import Changes
from kg.release.draft import Draft
from kg.release.index import Entry
from kg.release.inputs import Inputs
from kg.release.layout import Release
from kg.release.shards import as_triples
from kg.release.telling import parsed, tell
from kg.validate.cases import cases
from kg.validate.in_files import gated
from kg.validate.personal import undecided, without_repeats
from kg.validate.shacl import validate


@dataclass
class Known:
    """What the previous release's index remembers; empty when a build begins from nothing."""

    entries: dict[str, Entry] = field(default_factory=dict)
    findings: dict[str, tuple[Finding, ...]] = field(default_factory=dict)


def remembered(previous: Release | None) -> Known:
    """The previous release's entries and findings."""
    if previous is None:
        return Known()
    with index.reading(previous.path / "index.sqlite") as before:
        return Known(before.entries(), dict(before.findings()))


def judge(draft: Draft, inputs: Inputs, changes: Changes, known: Known, *, processes: int) -> dict[str, list[Finding]]:
    """The findings of every record that changed, and of every record that points at one that did, by key."""
    pointing = _pointing(draft, known)
    raised = validate(
        cases(pointing, draft.triples, lambda key: pointing[key]),
        inputs.shapes.ntriples(inputs.base.iri),
        "".join(as_triples(inputs.vocabulary.lines())).encode(),
        processes=processes,
    )
    gates = {key: _gated(key, draft, changes, known) for key in pointing}
    remarks = {key: [*gates[key], *_remarks(key, draft, inputs, changes, known)] for key in pointing}
    read = changes.found_in_each()
    before = {key: [*read.get(key, ()), *remarks[key]] for key in pointing}
    told = tell(
        raised,
        files=changes.files,
        lines=draft.now,
        around=lambda key: pointing[key],
        before=before,
        inputs=inputs,
    )
    return {key: [*remarks[key], *without_repeats(told.get(key, []), gates[key])] for key in pointing}


def _remarks(key: str, draft: Draft, inputs: Inputs, changes: Changes, known: Known) -> list[Finding]:
    """The hints that reading the record gave, now or when it was last read."""
    if key in draft.fresh:
        return list(changes.remarks.get(key, ()))
    return [finding for finding in known.findings.get(key, ()) if finding.shape == inputs.worked_out.shape]


def _gated(key: str, draft: Draft, changes: Changes, known: Known) -> list[Finding]:
    """The personal details in the record's file, looked for now or when it was last read: a number stops the build."""
    if key not in draft.fresh:
        return undecided(known.findings.get(key, ()))
    raw, (kind, _, slug) = changes.files[key], key.partition("/")
    about = draft.base.record(kind, slug).value
    return gated(raw.name, raw.read(), parsed(draft.fresh[key]), about=about, base_iri=draft.base.iri)


def _pointing(draft: Draft, known: Known) -> dict[str, frozenset[str]]:
    """The records to judge, each with the records it points at: those read anew and those that point at a moved one."""
    entries = known.entries
    moved = {key for key in draft.fresh if key not in entries or entries[key].digest != draft.digest(key)}
    found = dict(draft.pointing)
    if draft.previous is not None:
        with index.reading(draft.previous.path / "index.sqlite") as before:
            others = before.pointing_at(moved | draft.removed) - draft.removed - set(found)
            found.update({key: before.references(key) for key in others})
    return found


def made(draft: Draft, inputs: Inputs, changes: Changes, known: Known, judged: Mapping[str, Iterable[Finding]]) -> Made:
    """What the index writes, every record's findings, and how many records of each kind there are now."""
    entries = [
        _entry(key, draft, changes, known, judged) for key in sorted({*draft.fresh, *judged, *changes.read_in_vain})
    ]
    keys = (set(known.entries) | set(draft.fresh)) - draft.removed
    kinds = {kind: sum(key.startswith(kind + "/") for key in keys) for kind in inputs.vocabulary.kinds}
    kept = {**known.findings, **{entry.key: entry.findings for entry, _ in entries}}
    return Made(entries, in_order(each for key, every in kept.items() if key in keys for each in every), kinds)


def _entry(
    key: str, draft: Draft, changes: Changes, known: Known, judged: Mapping[str, Iterable[Finding]]
) -> tuple[Entry, frozenset[str] | None]:
    """A record's entry and what it points at; None where that stands as it was."""
    found = tuple(in_order(judged[key])) if key in judged else known.findings.get(key, ())
    raw = changes.files[key]
    if key not in draft.fresh:
        return replace(known.entries[key], stamp=raw.stamp, seen_ns=_seen(key, changes, known), findings=found), None
    found = tuple(in_order(judged.get(key, ())))
    text = changes.digests[key]
    entry = Entry(key, raw.name, raw.stamp, changes.seen_ns, text, draft.digest(key), len(draft.now(key)), found)
    return entry, draft.pointing[key]


def _seen(key: str, changes: Changes, known: Known) -> int:
    """When the record's file was last read: just now, or when the index says."""
    return changes.seen_ns if key in changes.read_in_vain else known.entries[key].seen_ns
