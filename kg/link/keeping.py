"""Link everything: read our things and the authorities, link, and write the ledgers that changed."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace as changing
from pathlib import Path

from kg.errors import StorageFailed
from kg.inbox.inbox import Inbox
from kg.inbox.links import decided
from kg.link import ledger, sssom
from kg.link.accepting import finish_all
from kg.link.authority import Authority, authorities, named
from kg.link.ledger import Ledger, Pair
from kg.link.linking import Linked, link
from kg.link.things import things
from kg.names.described import Described
from kg.parse.vocabulary import read_vocabulary
from kg.rdf.iris import Base
from kg.rdf.reasons import denied
from kg.settings import Settings
from kg.sources.accepted import files_behind, put_in
from kg.sources.folder import Tree, scan
from kg.sources.lasting import replace


def link_all(settings: Settings, names: Sequence[str] = (), *, today: str) -> list[Linked]:
    """Link our things to these authorities, or to all, and write each ledger that gained or changed a line.

    Ours are those in the files, with what stewards have accepted in their place: it needn't be exported first. Nor must
    a link that they have rejected be, to be left alone.
    NotFound for a name that is no authority, BadSyntax for a file that can't be read: then nothing is written.
    """
    finish_all(settings.root)
    tree, base = scan(settings.root), Base(settings.base_iri)
    known = authorities(tree.authorities, base)
    chosen = [named(name, known) for name in names] or list(known.values())
    before = {each.name: each for each in ledgers(tree, base)}
    ours = _things(_accepted(tree, settings.home), base, known.values())
    rejected = _rejected(settings.home)
    done, written = [], []
    for authority in chosen:
        one = before.get(authority.name) or ledger.new(
            authority.name, authority.title.get("en", ""), authority.prefixes
        )
        linked = _without(link(authority, one, ours, today=today), rejected)
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
        try:
            path.parent.mkdir(exist_ok=True)
            replace(path, sssom.write(each, base))
        except OSError as wrong:
            raise StorageFailed(
                f"{path} can't be written: {wrong.strerror}. Make room, or let kg write there, and try again.",
                message_sv=f"{path} går inte att skriva: {denied(wrong)}. Gör plats eller ge kg rätt att skriva där.",
            ) from wrong


def _accepted(tree: Tree, home: Path) -> Tree:
    """The tree with accepted records in the place of their files, as a build has it."""
    with closing(Inbox(home)) as inbox:
        standing = {each.key: each for each in inbox.standings()}
    return put_in(tree, standing, files_behind(tree, standing))


def _rejected(home: Path) -> frozenset[tuple[str, Pair]]:
    """The links that stewards have rejected, by authority: a newer line of ours would stand before their word."""
    with closing(Inbox(home)) as inbox:
        words = decided(inbox)
    return frozenset(
        (each.authority, Pair(each.subject, each.predicate, each.object)) for each in words if each.verdict == "reject"
    )


def _without(linked: Linked, rejected: frozenset[tuple[str, Pair]]) -> Linked:
    new, changed = (
        tuple(line for line in lines if (linked.authority, line.pair) not in rejected)
        for lines in (linked.new, linked.changed)
    )
    return changing(linked, new=new, changed=changed)


def _things(tree: Tree, base: Base, known: Iterable[Authority]) -> dict[str, Described]:
    rules = [rule for each in known for rule in each.rules]
    return things(
        tree.records,
        base,
        kinds=read_vocabulary(tree.ontology, base).kinds,
        wanted={rule.kind for rule in rules},
        codes={code for rule in rules for code in rule.codes},
    )
