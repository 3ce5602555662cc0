"""What we have beside an import: which records there are, what they are called, what people have decided of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kg.inbox.links import LinkDecision
from kg.link import sssom
from kg.link.duplicates import Duplicates
from kg.link.ledger import Decision, Pair
from kg.link.owners import Owners
from kg.link.things import things
from kg.names.index import Index
from kg.parse.bank.template import Template
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS
from kg.release.inputs import Inputs
from kg.sources.folder import Tree


@dataclass(frozen=True)
class Known:
    """The records there are, by key; and our things, to be recognised in a bank's rows."""

    keys: frozenset[str]
    owners: Owners
    duplicates: Duplicates


def known(tree: Tree, inputs: Inputs, template: Template, decided: Mapping[Pair, Decision]) -> Known:
    """What the tree has that the rows of a bank may speak of."""
    row, owner = template.kind("row"), template.kind("owner")
    described = things(
        tree.records,
        inputs.base,
        kinds=inputs.vocabulary.kinds,
        wanted=(row, owner),
        codes=[DCTERMS.identifier.value],
    )
    ours = [each for each in described.values() if each.kind == row]
    bodies = [each for each in described.values() if each.kind == owner]
    paths = (PurePosixPath(raw.name) for raw in tree.records)
    return Known(
        frozenset(f"{path.parent.name}/{path.stem}" for path in paths),
        Owners(Index(bodies), owner),
        Duplicates(Index(ours), decided, template.hold),
    )


def decided(root: Path, bank: str, base: Base, words: Iterable[LinkDecision]) -> dict[Pair, Decision]:
    """What people have decided on the rows of a bank: by the ledger among the files, and since then by their words."""
    path = root / "data" / "links" / f"{bank}.sssom.tsv"
    found: dict[Pair, Decision] = {}
    if path.is_file():
        ledger = sssom.read(path.read_bytes(), path.relative_to(root).as_posix(), base)
        found.update((line.pair, line.decision) for line in ledger.lines)
    for word in words:
        if word.authority == bank:
            found[Pair(word.subject, word.predicate, word.object)] = Decision(word.verdict)
    return found
