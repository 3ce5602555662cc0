"""What a build does of imported records that people have let go: they leave, and a tombstone stands in their place."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from pyoxigraph import Literal, NamedNode, Triple

from kg.inbox.links import LinkDecision
from kg.link.leaving import REPLACED, takes_away
from kg.link.ledger import Decision, Line
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import write
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, XSD
from kg.release.linking import ledgers
from kg.sources.accepted import AcceptedRaw
from kg.sources.folder import Raw, Stamp, Tree
from kg.sources.imported import LEAVING
from kg.sweden.projectbanks.banks import BANKS

_NAME = "imported/tombstones.ttl"


def settled(tree: Tree, base: Base, decided: Sequence[LinkDecision] = ()) -> Tree:
    """The tree without the imported records that were let go; a tombstone for each that no other file speaks of."""
    gone = {line.pair.subject: line for line in _accepted(tree, base, decided)}
    if not gone:
        return tree
    records = tuple(raw for raw in tree.records if not (_leaves(raw) and _key(raw) in gone))
    left = {_key(raw) for raw in records}
    stones = [line for key, line in sorted(gone.items()) if key not in left]
    if not stones:
        return replace(tree, records=records)
    data = write([triple for line in stones for triple in _tombstone(line, base)], TURTLE, base_iri=base.iri)
    made = AcceptedRaw(_NAME, Path(_NAME), Stamp(len(data), 0, 0), data)
    return replace(tree, records=records, tombstones=(*tree.tombstones, made))


def _accepted(tree: Tree, base: Base, decided: Sequence[LinkDecision]) -> Iterable[Line]:
    files = tuple(raw for raw in tree.ledgers if PurePosixPath(raw.name).name.partition(".")[0] in BANKS)
    words = [each for each in decided if each.authority in BANKS]
    for ledger in ledgers(replace(tree, ledgers=files), base, words) if files or words else ():
        for line in ledger.lines:
            if takes_away(line) and line.decision is Decision.ACCEPT:
                yield line


def _tombstone(line: Line, base: Base) -> list[Triple]:
    """That a thing was removed, when and why, and what stands in its place: as data/tombstones.ttl says it."""
    thing = NamedNode(base.iri_of(line.pair.subject))
    said = [
        Triple(thing, base.ns("removedOn"), Literal(line.date, datatype=XSD.date)),
        Triple(thing, base.ns("removalReason"), Literal(line.comment_sv, language="sv")),
        Triple(thing, base.ns("removalReason"), Literal(line.comment, language="en")),
    ]
    if line.pair.predicate == REPLACED:
        said.append(Triple(thing, DCTERMS.isReplacedBy, NamedNode(line.pair.object)))
    return said


def _leaves(raw: Raw) -> bool:
    parts = PurePosixPath(raw.name).parts
    return parts[0] == "imported" and raw.name.startswith(f"imported/{parts[1]}/{LEAVING}/")


def _key(raw: Raw) -> str:
    path = PurePosixPath(raw.name)
    return f"{path.parent.name}/{path.stem}"
