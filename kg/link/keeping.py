"""Link everything: read our things and the authorities, link, and write the ledgers that changed."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import StorageFailed
from kg.link import ledger, sssom
from kg.link.authority import Authority, authorities, named
from kg.link.compare import Described
from kg.link.ledger import Ledger
from kg.link.linking import Linked, link
from kg.link.things import things
from kg.parse.vocabulary import read_vocabulary
from kg.rdf.iris import Base
from kg.settings import Settings
from kg.sources.folder import Tree, scan


def link_all(settings: Settings, names: Sequence[str] = (), *, today: str) -> list[Linked]:
    """Link our things to these authorities, or to all, and write each ledger that gained or changed a line.

    NotFound for a name that is no authority, BadSyntax for a file that can't be read: then nothing is written.
    """
    tree, base = scan(settings.root), Base(settings.base_iri)
    known = authorities(tree.authorities, base)
    chosen = [named(name, known) for name in names] or list(known.values())
    before = {each.name: each for each in ledgers(tree, base)}
    ours = _things(tree, base, known.values())
    done, written = [], []
    for authority in chosen:
        one = before.get(authority.name) or ledger.new(
            authority.name, authority.title.get("en", ""), authority.prefixes
        )
        linked = link(authority, one, ours, today=today)
        done.append(linked)
        if linked.lines:
            written.append(one.with_lines(linked.lines))
    save(settings.root, written, base)
    return done


def ledgers(tree: Tree, base: Base) -> list[Ledger]:
    """The ledgers in the files, in the order of their names."""
    return [sssom.read(raw.read(), raw.name, base) for raw in tree.ledgers]


def save(root: Path, changed: Iterable[Ledger], base: Base) -> None:
    """Write ledgers to data/links, each whole or not at all; StorageFailed where the folder refuses."""
    for each in changed:
        path = root / "data" / "links" / f"{each.name}.sssom.tsv"
        draft = path.with_name(f".{path.name}.new")
        try:
            path.parent.mkdir(exist_ok=True)
            draft.write_bytes(sssom.write(each, base))
            draft.replace(path)
        except OSError as wrong:
            raise StorageFailed(
                f"{path} can't be written: {wrong.strerror}. Make room, or let kg write there, and try again.",
                message_sv=f"{path} går inte att skriva: {wrong.strerror}. Gör plats eller ge kg rätt att skriva där.",
            ) from wrong


def _things(tree: Tree, base: Base, known: Iterable[Authority]) -> dict[str, Described]:
    rules = [rule for each in known for rule in each.rules]
    return things(
        tree.records,
        base,
        kinds=read_vocabulary(tree.ontology, base).kinds,
        wanted={rule.kind for rule in rules},
        codes={code for rule in rules for code in rule.codes},
    )
