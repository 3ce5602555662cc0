"""Make a release again without what was taken down: every file new, the store made from the redacted statements.

Its number stays; its name follows from its content. It says of itself that something was removed and when, never what.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import CorruptRelease
from kg.parse.record import references
from kg.rdf.canonical import digest
from kg.rdf.canonical import lines as canonical
from kg.rdf.findings import Finding, from_json
from kg.rdf.iris import Base
from kg.rdf.namespaces import SKOS, VOID, XSD
from kg.release import index, shards, store
from kg.release.durable import sync_tree, write_text
from kg.release.layout import FileEntry, Manifest, Release, release_id
from kg.release.takedown.redact_lines import Going
from kg.release.takedown.withheld import Withheld
from kg.release.verify import content_hash, entry_of, fingerprint, store_fingerprint
from kg.release.walk import parsed
from kg.sources.folder import Stamp

NOTE_SV = "{on}: en eller flera uppgifter har tagits bort ur den här utgåvan, och ur alla dess filer."
NOTE_EN = "{on}: one or more statements have been removed from this release, and from all of its files."
CLONE_LIMIT = 3
_MADE = ("manifest.json", "index.sqlite", "report.json")
_UNSEEN = Stamp(0, 0, 0)


@dataclass(frozen=True)
class Order:
    """What is to be taken out of the releases: what it is known by, the number in the log, and the day.

    `names` are the releases that have been through it, by the names they had before.
    """

    withheld: Withheld
    number: int
    on: str
    names: Mapping[str, str] = field(default_factory=dict)


def redact(release: Release, going: Going, order: Order, folder: Path, *, after: Release | None) -> Manifest:
    """Write the release into `folder` without what goes. `after` is the one before it, already redacted: files that
    are the same may be shared with that one, and with no other."""
    store.discard(folder)
    folder.mkdir(parents=True)
    base = Base(release.manifest.base_iri)
    counts, kinds = _counts(release, going)
    content = _write_shards(release, going, order, folder, after, base, counts, kinds)
    _write_store(folder, content, after)
    _write_texts(release, going, order, folder)
    _write_index(release, going, order, folder, base)
    manifest = _manifest(release, going, order, content, counts, kinds)
    sealed = replace(manifest, files=_entries(folder))
    write_text(folder / "manifest.json", sealed.as_json())
    sync_tree(folder)
    return sealed


def _counts(release: Release, going: Going) -> tuple[dict[str, int], dict[str, int]]:
    """How many statements and records there are when what goes has gone."""
    counts, kinds = dict(release.manifest.counts), dict(release.manifest.kinds)
    for name, gone in going.lines.items():
        counts["quads"] -= len(gone)
        if not name.startswith("graph-"):
            counts["record_quads"] -= len(gone)
    for key in (key for key, left in going.records.items() if not left):
        counts["records"] -= 1
        kinds[key.partition("/")[0]] -= 1
    return counts, kinds


def _write_shards(
    release: Release,
    going: Going,
    order: Order,
    folder: Path,
    after: Release | None,
    base: Base,
    counts: dict[str, int],
    kinds: Mapping[str, int],
) -> dict[str, str]:
    """Every shard without what goes, and its digest; the release's own graph says that something went."""
    content: dict[str, str] = {}
    (folder / "shards").mkdir()
    for name in shards.names():
        gone = going.lines.get(name, frozenset())
        lines = [line for line in shards.read(release.path / "shards", name) if line not in gone]
        if name == "graph-release" and going:
            before = len(lines)
            lines = _said_of_itself(lines, base, order, kinds, going, counts["quads"])
            counts["quads"] += len(lines) - before
        said = digest("".join(lines))
        if lines and after is not None and after.manifest.content.get(name) == said:
            shards.share(after.path / "shards", folder / "shards", name)
            content[name] = said
        elif code := shards.write(folder / "shards", name, lines):
            content[name] = code
    return content


def _said_of_itself(
    lines: Sequence[str], base: Base, order: Order, kinds: Mapping[str, int], going: Going, quads: int
) -> list[str]:
    """The release's own graph with the numbers as they are now, the note, and a tombstone for each record that went."""
    graph = base.graph("release")
    dataset = NamedNode(base.iri + "catalog#samverkansgrafen")
    whole = {f"{base.iri}catalog#{kind}": number for kind, number in kinds.items()}
    kept: list[Quad] = []
    for quad in parsed(lines):
        counted = quad.predicate == VOID.entities and isinstance(quad.subject, NamedNode)
        number = whole.get(quad.subject.value) if counted and isinstance(quad.subject, NamedNode) else None
        if counted and number is None:
            number = sum(kinds.values())
        if quad.predicate != VOID.triples:
            kept.append(quad if number is None else Quad(quad.subject, quad.predicate, _number(number), graph))
    for language, note in (("sv", NOTE_SV), ("en", NOTE_EN)):
        kept.append(Quad(dataset, SKOS.note, Literal(note.format(on=order.on), language=language), graph))
    for key in _told_gone(going, order, base.iri):
        kept += _tombstone(NamedNode(base.iri + key), base, order.on)
    others = quads - len(lines)
    made = canonical(kept)
    return canonical([*kept, Quad(dataset, VOID.triples, _number(others + len(made) + 1), graph)])


def _told_gone(going: Going, order: Order, base_iri: str) -> list[str]:
    """The records that went, whose names can be said: a short name may be what was taken down."""
    return [key for key, left in going.records.items() if not left and not order.withheld.holds(base_iri + key)]


def _tombstone(thing: NamedNode, base: Base, on: str) -> list[Quad]:
    """That a thing was removed, and when: as the tombstones in the files say it."""
    graph = base.graph("release")
    return [
        Quad(thing, base.ns("removedOn"), Literal(on, datatype=XSD.date), graph),
        *(Quad(thing, base.ns("removalReason"), Literal(text, language=lang), graph) for lang, text in _REASON.items()),
    ]


_REASON = {"sv": "Posten är borttagen ur alla utgåvor.", "en": "The record has been removed from every release."}


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _write_store(folder: Path, content: Mapping[str, str], after: Release | None) -> None:
    """The store of these shards: made whole, or as a clone of the one before it, which never held what goes."""
    difference = _difference(folder, content, after) if after is not None else None
    if difference is not None and after is not None:
        removed, added = (parsed(lines) for lines in difference)
        store.clone(after.store, folder / "store", remove=removed, add=added)
        whole = not store.differs(folder / "store", gone=removed, there=added)
    else:
        texts = ("".join(shards.read(folder / "shards", name)).encode() for name in content)
        store.make(folder / "store", texts)
        every = (line for name in shards.names() for line in shards.read(folder / "shards", name))
        whole = fingerprint(every) == store_fingerprint(folder / "store")
    if not whole:
        raise CorruptRelease(
            "The redacted store read back from the disk doesn't hold what was written to it; the disk may be failing. "
            "Run `kg takedown --resume` when it is mended.",
            message_sv="Det rensade lagret som lästes tillbaka från disken stämmer inte; disken kan vara på väg att gå "
            "sönder. Kör `kg takedown --resume` när den är hel.",
        )
    store.tidy(folder / "store")


def _difference(folder: Path, content: Mapping[str, str], after: Release) -> tuple[list[str], list[str]] | None:
    """What to take away from the store before this one and what to add; None where a store of its own costs less."""
    removed: list[str] = []
    added: list[str] = []
    for name in {*content, *after.manifest.content}:
        if content.get(name) != after.manifest.content.get(name):
            before, now = (set(shards.read(top / "shards", name)) for top in (after.path, folder))
            removed += sorted(before - now)
            added += sorted(now - before)
    few = len(removed) + len(added) < max(1, after.manifest.counts["quads"]) / CLONE_LIMIT
    return (removed, added) if few else None


def _write_texts(release: Release, going: Going, order: Order, folder: Path) -> None:
    """Every other file of the release, with what was taken down out of it."""
    for path in sorted(release.path.rglob("*")):
        name = path.relative_to(release.path).as_posix()
        if path.is_file() and name.partition("/")[0] not in ("store", "shards") and name not in _MADE:
            write_text(folder / name, _clean(name, path.read_text("utf-8"), going, order))
    report = json.loads((release.path / "report.json").read_text("utf-8"))
    said = [each.as_json() for each in _left((from_json(each) for each in report), going, order)]
    write_text(folder / "report.json", json.dumps(said, ensure_ascii=False, indent=1) + "\n")


def _clean(name: str, text: str, going: Going, order: Order) -> str:
    """A file's text without what was taken down, byte for byte as it was where it held nothing of it."""
    if not name.endswith((".json", ".jsonld")):
        return order.withheld.cleaned(text)
    before = json.loads(text)
    after = order.withheld.cleaned_json(before)
    gone = _told_gone(going, order, str(before["base"])) if name == "model.json" else []
    if isinstance(after, dict) and gone:
        entries = {f"{after['base']}{key}": {"date": order.on, "reason": _REASON, "replacedBy": None} for key in gone}
        after["gone"] = dict(sorted({**after.get("gone", {}), **entries}.items()))
    if name == "links.json" and isinstance(after, dict):
        subjects = {subject.rpartition("#")[0] or subject for subject in going.subjects()}
        told = {part: [each for each in said if not _is_about(each, subjects)] for part, said in after.items()}
        after = told
    return text if after == before else json.dumps(after, ensure_ascii=False, indent=1) + "\n"


def _is_about(link: Mapping[str, str], subjects: Iterable[str]) -> bool:
    """Whether a link's reason is about something that lost a statement: the next build says it again, if it may."""
    return any(subject.endswith(f"/{link['subject']}") for subject in subjects)


def _left(findings: Iterable[Finding], going: Going, order: Order) -> Iterable[Finding]:
    """The findings that are about nothing that goes, with nothing of it in their texts."""
    subjects = going.subjects()
    for finding in findings:
        if finding.focus not in subjects:
            said = finding.as_json()
            clean = order.withheld.cleaned_json(said, in_finding=True)
            yield from_json(clean) if isinstance(clean, dict) and clean != said else finding


def _write_index(release: Release, going: Going, order: Order, folder: Path, base: Base) -> None:
    """A new index. Of a record that lost something the next build must look at the file again, and not trust ours."""
    with (
        index.reading(release.path / "index.sqlite") as before,
        index.writing(folder / "index.sqlite", None) as made,
    ):
        found = dict(before.findings())
        for key, entry in before.entries().items():
            findings = tuple(_left(found.get(key, ()), going, order))
            left = going.records.get(key)
            if left is None:
                made.replace(replace(entry, findings=findings), before.references(key))
            elif left:
                again = replace(entry, stamp=_UNSEEN, seen_ns=0, text_digest="", findings=findings)
                again = replace(again, digest=digest("".join(left)), quads=len(left))
                made.replace(again, references(parsed(left), base))


def _manifest(
    release: Release,
    going: Going,
    order: Order,
    content: Mapping[str, str],
    counts: Mapping[str, int],
    kinds: Mapping[str, int],
) -> Manifest:
    """The manifest, with no digest left of anything that held what goes: with one, the value could be guessed."""
    before = release.manifest
    code = content_hash(content)
    return replace(
        before,
        id=release_id(before.sequence, code),
        content_hash=code,
        previous=order.names.get(before.previous) if before.previous else None,
        counts=dict(counts),
        kinds=dict(kinds),
        content=dict(content),
        inputs={name: "" if going and name in _TELLING else said for name, said in before.inputs.items()},
        redactions=order.number,
        redacted_on=order.on if going else before.redacted_on,
        files={},
    )


_TELLING = frozenset({"accepted", "context", "links", "tombstones", "vocabulary"})
"""The inputs whose digests are of statements."""


def _entries(folder: Path) -> dict[str, FileEntry]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): entry_of(path) for path in files}
