"""The links graph of a release: what the heads in data/links/*.ttl say, and the accepted lines of the ledgers beside.

A link without an accepted line is not published. What the vocabulary says already is not said again. Beside the graph
a release has links.json: why each thing is linked, and which links wait for people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode, Quad

from kg.errors import BadSyntax
from kg.inbox.links import LinkDecision
from kg.link import sssom
from kg.link.leaving import takes_away
from kg.link.ledger import Decision, Justification, Ledger, Line, Pair, new
from kg.place import Place
from kg.rdf.canonical import digest
from kg.rdf.iris import Base
from kg.sources.folder import Tree, digest_of

ROLE = "Samverkansgrafens förvaltare"
"""Who decided, as the ledger says it: a role, never a person."""


@dataclass(frozen=True)
class Links:
    """The links graph, what links.json says, and a digest of all that they were made from."""

    quads: tuple[Quad, ...]
    told: dict[str, object]
    digest: str


def links(
    tree: Tree, heads: Iterable[Quad], base: Base, *, among: Iterable[Quad] = (), decided: Sequence[LinkDecision] = ()
) -> Links:
    """The links by the ledgers, with what stewards have decided in the place of their lines.

    `heads` are what data/links/*.ttl says, `among` what the vocabulary says. BadSyntax where a head says a link, or a
    ledger breaks its format.
    """
    found = list(heads)
    for quad in found:
        _must_be_head(quad, base)
    graph, said = base.graph("links"), {quad.triple for quad in among}
    every = [(each.name, line) for each in ledgers(tree, base, decided) for line in each.lines]
    every = [(name, line) for name, line in every if line.decision is Decision.HOLD or not takes_away(line)]
    for _, line in every:
        if line.decision is Decision.ACCEPT:
            quad = Quad(*_terms(line.pair, base), graph)
            # What the vocabulary says of its own terms is not said again; of a record's, that would be a fault.
            if quad.triple not in said or base.owner_of(base.iri_of(line.pair.subject)):
                found.append(quad)
    return Links(tuple(dict.fromkeys(found)), _told(every), _digest(tree, decided))


def ledgers(tree: Tree, base: Base, decided: Iterable[LinkDecision] = ()) -> list[Ledger]:
    """The ledgers in the tree, by name, with what stewards have decided in the place of their lines."""
    found: dict[str, Ledger] = {}
    for read in (sssom.read(raw.read(), raw.name, base) for raw in tree.ledgers):
        # What an import holds comes first, and what the ledger among the files says of the same pair counts.
        found[read.name] = found[read.name].with_lines(read.lines) if read.name in found else read
    for each in decided:
        ledger = found.get(each.authority) or new(each.authority, each.authority, {})
        pair = Pair(each.subject, each.predicate, each.object)
        line = ledger.by_pair().get(pair)
        if line is None or not _is_later(line, each):
            found[ledger.name] = ledger.with_lines([_by_steward(each, line, pair)])
    return [found[name] for name in sorted(found)]


def name_of(authority: str, pair: Pair) -> str:
    """A short name for a line, to be typed: the same as long as the pair is."""
    return digest(f"{authority} {pair.subject} {pair.predicate} {pair.object}")[:8]


def _is_later(line: Line, decision: LinkDecision) -> bool:
    """Whether the line says the decision already, or was written after it: then the files are what counts."""
    exported = line.author == ROLE and line.decision == decision.verdict and line.comment.startswith(decision.reason)
    return exported or line.date > decision.at[:10]


def _by_steward(decision: LinkDecision, before: Line | None, pair: Pair) -> Line:
    """A steward's word as a line: it keeps what the line said before it."""
    line = before or Line(pair, Decision.HOLD, "", "", "", "", "", decision.subject_label, decision.object_label)
    made = replace(
        line,
        decision=Decision(decision.verdict),
        justification=Justification.BY_PEOPLE.value,
        date=decision.at[:10],
        comment=decision.reason,
        comment_sv=decision.reason,
        author=ROLE,
        tool="",
        tool_version="",
    )
    if before is None:
        return made
    earlier_en, earlier_sv = (text.removesuffix(".") for text in (before.comment, before.comment_sv))
    return replace(
        made,
        comment=f"{made.comment} (before: {earlier_en})",
        comment_sv=f"{made.comment_sv} (innan: {earlier_sv})",
    )


def _must_be_head(quad: Quad, base: Base) -> None:
    subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
    if not (base.path_of(subject) or "links/").startswith("links/"):
        raise BadSyntax(
            f"<{subject}> is linked here, but a link stands in a ledger, data/links/<name>.sssom.tsv, with a decision. "
            "Move it there: `kg link` finds most of them.",
            message_sv=f"<{subject}> länkas här, men en länk står i en liggare, data/links/<namn>.sssom.tsv, med ett "
            "beslut. Flytta den dit: `kg link` hittar de flesta.",
            place=Place("data/links"),
        )


def _terms(pair: Pair, base: Base) -> tuple[NamedNode, NamedNode, NamedNode]:
    return NamedNode(base.iri_of(pair.subject)), NamedNode(pair.predicate), NamedNode(pair.object)


def _told(every: Iterable[tuple[str, Line]]) -> dict[str, object]:
    accepted, held = [], []
    for name, line in every:
        said = {
            "authority": name,
            "subject": line.pair.subject,
            "predicate": line.pair.predicate,
            "object": line.pair.object,
        }
        said |= {"sv": line.comment_sv, "en": line.comment, "date": line.date, "by": line.author or _tool(line)}
        if line.decision is Decision.ACCEPT:
            accepted.append({**said, "object_label": line.object_label})
        elif line.decision is Decision.HOLD:
            named = {"label": line.subject_label, "object_label": line.object_label}
            held.append({"id": name_of(name, line.pair), **said, **named, "confidence": line.confidence})
    return {"accepted": accepted, "held": held}


def _tool(line: Line) -> str:
    return f"{line.tool} {line.tool_version}".strip()


def _digest(tree: Tree, decided: Iterable[LinkDecision]) -> str:
    """What the links were made from: files, and words that no file says yet."""
    words = "".join(f"{each.number} {each}\n" for each in decided)
    return digest(f"{digest_of((*tree.links, *tree.ledgers))}{words}")
