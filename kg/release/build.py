"""Make a release: write it in scratch, read it back, seal it, and move it into place by one rename.

Nothing here decides what is in it (`draft`, `derive`, `validate` have), nor whether readers see it (`publish`).
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg import __version__
from kg.errors import CorruptRelease, Refused, Unreadable
from kg.rdf.canonical import lines
from kg.rdf.findings import Finding, Level
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read, write
from kg.release import shards, store
from kg.release.describe import release_graph
from kg.release.draft import Draft, other_graphs
from kg.release.durable import storage, sync, sync_tree, write_text
from kg.release.figures_told import described
from kg.release.index import Entry, writing
from kg.release.inputs import Inputs
from kg.release.layout import FileEntry, Manifest, Release, next_sequence, open_release, release_id, releases_folder
from kg.release.verify import content_hash, entry_of, fingerprint, store_fingerprint
from kg.sources.folder import Tree

CLONE_LIMIT = 3
"""A clone is made when the difference is less than one part in this of what exists."""
CLONED = 1_000_000
"""A larger difference, in statements, is never applied to a clone: it would fill the memory."""
BATCH = 20_000
"""Lines that are read as statements at a time."""


@dataclass(frozen=True)
class Made:
    """What goes into a release besides the draft: entries to write in the index, and the findings of every record."""

    entries: Sequence[tuple[Entry, frozenset[str] | None]]
    findings: Sequence[Finding]
    kinds: Mapping[str, int]


def build(
    home: Path, tree: Tree, inputs: Inputs, draft: Draft, made: Made, *, built_at: str, step: Callable[[str], None]
) -> Release:
    """A sealed release from the draft; StorageFailed or CorruptRelease leave what is published as it was."""
    sequence = next_sequence(home)
    scratch = home / "scratch" / f"{sequence:04d}"
    with storage(home):
        store.discard(scratch)
        scratch.mkdir(parents=True)
        step("shards")
        content, extra = _write_shards(scratch, inputs, draft, made)
        step("store")
        removed, added, cloned = _write_store(scratch, draft, content, extra)
        step("texts")
        _write_texts(scratch, tree, inputs, draft, made)
        step("read back")
        _read_back(scratch, removed, added, cloned=cloned)
        step("manifest")
        manifest = _manifest(scratch, inputs, draft, made, content, sequence, built_at)
        write_text(scratch / "manifest.json", manifest.as_json())
        step("flush")
        sync_tree(scratch, known=_shared(scratch, draft.previous))
        step("rename")
        target = releases_folder(home) / manifest.id
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch.rename(target)
        sync(target.parent)
    return open_release(target)


def _write_shards(
    scratch: Path, inputs: Inputs, draft: Draft, made: Made
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Write the shards that changed and share the rest; give every shard's digest, and the other graphs' lines."""
    folder = scratch / "shards"
    folder.mkdir()
    touched = draft.touched()
    before = dict(draft.previous.manifest.content) if draft.previous else {}
    content: dict[str, str] = {}
    for name in shards.names()[: shards.RECORD_SHARDS]:
        if name in touched:
            code = shards.write(folder, name, draft.shard(name, touched[name]))
            if code:
                content[name] = code
        elif name in before and draft.previous:
            shards.share(draft.previous.path / "shards", folder, name)
            content[name] = before[name]
    extra = _other_lines(inputs, draft, made)
    for name, text in extra.items():
        code = shards.write(folder, f"graph-{name}", text)
        if code:
            content[f"graph-{name}"] = code
    return content, extra


def _other_lines(inputs: Inputs, draft: Draft, made: Made) -> dict[str, list[str]]:
    vocabulary, links, figures = inputs.vocabulary.lines(), lines(inputs.links), lines(inputs.figures)
    quads = _record_quads(draft) + len(vocabulary) + len(links) + len(figures)
    release = release_graph(
        inputs.base,
        quads=quads,
        kinds=made.kinds,
        classes=inputs.vocabulary.kinds,
        tombstones=inputs.tombstones,
    )
    return {"context": figures, "links": links, "release": release, "vocabulary": vocabulary}


def _record_quads(draft: Draft) -> int:
    """How many statements the records have now, from how many they had and what the draft changes."""
    before = draft.previous.manifest.counts["record_quads"] if draft.previous else 0
    keys = {*draft.fresh, *draft.removed}
    return before + sum(draft.count(key) - len(draft.before(key)) for key in keys)


def _write_store(
    scratch: Path, draft: Draft, content: Mapping[str, str], extra: Mapping[str, list[str]]
) -> tuple[list[str], list[str], bool]:
    difference = _difference(draft, extra)
    if difference is not None and draft.previous is not None:
        removed, added = difference
        store.clone(draft.previous.store, scratch / "store", remove=_quads(removed), add=_quads(added))
        _refuse_repeats(scratch, added)
        return removed, added, True
    texts = ("".join(shards.read(scratch / "shards", name)).encode() for name in content)
    store.make(scratch / "store", texts)
    _refuse_repeats(scratch, [line for text in extra.values() for line in text])
    return [], [], False


def _difference(draft: Draft, extra: Mapping[str, list[str]]) -> tuple[list[str], list[str]] | None:
    """The lines that the previous release's store loses and gets; None where a store is to be made whole."""
    if draft.previous is None:
        return None
    limit = min(max(1, draft.previous.manifest.counts["quads"]) / CLONE_LIMIT, CLONED)
    difference = draft.difference(limit=limit)
    if difference is None:
        return None
    removed, added = difference
    old = other_graphs(draft.previous.path / "shards")
    for name, text in extra.items():
        removed += sorted(set(old[name]) - set(text))
        added += sorted(set(text) - set(old[name]))
    return (removed, added) if len(removed) + len(added) < limit else None


def _refuse_repeats(scratch: Path, added: Sequence[str]) -> None:
    """A statement stands in one graph only: the default graph is their union, and must count nothing twice.

    Records can't share one with each other or with what is derived (every subject has one owner), so in a whole
    build only the links, the vocabulary and the release's own graph are looked up.
    """
    repeats = store.repeated(scratch / "store", _quads(added))
    found = [
        Finding(
            record=other,
            level=Level.VIOLATION,
            message_sv=f"Samma uppgift står i två grafer, <{_bare(quad.graph_name)}> och <{other}>: {quad.triple}. "
            "Behåll den i en av dem.",
            message_en=f"The same statement stands in two graphs, <{_bare(quad.graph_name)}> and <{other}>: "
            f"{quad.triple}. Keep it in one of them.",
        )
        for quad, other in repeats
    ]
    if found:
        store.discard(scratch)
        raise refused(found)


def refused(findings: Sequence[Finding], *, unreadable: bool = False) -> Refused:
    """The refusal of a build, with all its findings at once; `unreadable` when a file couldn't even be parsed."""
    count = sum(each.level is Level.VIOLATION for each in findings)
    kind = Unreadable if unreadable else Refused
    return kind(
        f"Nothing is built: {count} {'fault' if count == 1 else 'faults'} must be mended first.",
        message_sv=f"Ingen utgåva byggs: {count} fel måste rättas först.",
        findings=findings,
    )


def _bare(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _write_texts(scratch: Path, tree: Tree, inputs: Inputs, draft: Draft, made: Made) -> None:
    """What of a release is read as text: model, context, shapes, rules, questions, catalogue, report, index."""
    write_text(scratch / "model.json", _json(inputs.model))
    write_text(scratch / "context.jsonld", _json(inputs.context))
    write_text(scratch / "links.json", _json(inputs.told))
    base_iri = inputs.base.iri
    declared = f"@base <{base_iri}> .\n".encode()
    texts = [raw.read() for raw in tree.shapes]
    write_text(scratch / "shapes.ttl", b"\n".join(declared + text for text in texts).decode())
    if inputs.figures:
        told = write(described(inputs.figures), TURTLE, base_iri=base_iri).decode()
        write_text(scratch / "figures.ttl", told)
    for raw in tree.rules:
        write_text(scratch / "rules" / raw.path.name, raw.text())
    for raw in tree.queries:
        write_text(scratch / "queries" / raw.path.name, raw.text())
    for raw in tree.catalogue:
        quads = read(raw.read(), TURTLE, base_iri=base_iri, source=raw.name)
        write_text(scratch / "catalogue.ttl", write(quads, TURTLE, base_iri=base_iri).decode())
    write_text(scratch / "report.json", _json([finding.as_json() for finding in made.findings]))
    previous = draft.previous.path / "index.sqlite" if draft.previous else None
    with writing(scratch / "index.sqlite", previous) as index:
        for key in draft.removed:
            index.remove(key)
        for entry, pointing in made.entries:
            index.replace(entry, pointing)


def _read_back(scratch: Path, removed: Sequence[str], added: Sequence[str], *, cloned: bool) -> None:
    """The store as the disk gives it: a clone holds the difference, a whole one exactly its shards' statements."""
    folder = scratch / "store"
    if cloned:
        wrong = store.differs(folder, gone=_quads(removed), there=_quads(added))
    else:
        every = (line for name in shards.names() for line in shards.read(scratch / "shards", name))
        wrong = fingerprint(every) != store_fingerprint(folder)
    if wrong:
        raise CorruptRelease(
            "The store read back from the disk doesn't hold what was written to it; the disk may be failing.",
            message_sv="Lagret som lästes tillbaka från disken stämmer inte med det som skrevs; disken kan vara på väg "
            "att gå sönder.",
        )
    store.tidy(folder)


def _manifest(
    scratch: Path,
    inputs: Inputs,
    draft: Draft,
    made: Made,
    content: Mapping[str, str],
    sequence: int,
    built_at: str,
) -> Manifest:
    code = content_hash(content)
    records = _record_quads(draft)
    other = sum(len(shards.read(scratch / "shards", f"graph-{name}")) for name in shards.OTHER_GRAPHS)
    unsealed = Manifest(
        id=release_id(sequence, code),
        sequence=sequence,
        content_hash=code,
        built_at=built_at,
        previous=draft.previous.id if draft.previous else None,
        kg_version=__version__,
        base_iri=inputs.base.iri,
        union=True,
        shapes_version=inputs.shapes.version,
        counts={"quads": records + other, "record_quads": records, "records": sum(made.kinds.values())},
        kinds=dict(made.kinds),
        inputs=dict(inputs.digests),
        content=dict(content),
        redactions=inputs.redactions,
    )
    return replace(unsealed, files=_entries(scratch, draft.previous))


def _entries(scratch: Path, previous: Release | None) -> dict[str, FileEntry]:
    """Every file's hash; a file shared by hard link was hashed when its first release was sealed."""
    shared = _shared(scratch, previous)
    found = {}
    for path in sorted(scratch.rglob("*")):
        if path.is_file():
            name = path.relative_to(scratch).as_posix()
            known = previous.manifest.files.get(name) if previous and name in shared else None
            found[name] = known or entry_of(path)
    return found


def _shared(scratch: Path, previous: Release | None) -> frozenset[str]:
    """The files that are the previous release's own, by hard link."""
    if previous is None:
        return frozenset()
    found = set()
    for path in scratch.rglob("*"):
        name = path.relative_to(scratch).as_posix()
        other = previous.path / name
        if path.is_file() and name in previous.manifest.files and other.exists() and path.samefile(other):
            found.add(name)
    return frozenset(found)


def _quads(text: Sequence[str]) -> Iterator[Quad]:
    """The statements of N-Quads lines, some at a time: as objects they take much more room."""
    for start in range(0, len(text), BATCH):
        yield from ox.parse("".join(text[start : start + BATCH]).encode(), ox.RdfFormat.N_QUADS, lenient=True)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
