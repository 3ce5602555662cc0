"""Who may decide that a small number is shown: a steward. What a submitter writes as a decision is taken out, and said.

A decision that is published already stays, as long as the numbers it was about are the same.
"""

from collections.abc import Iterable, Set
from dataclasses import replace

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from kg.parse.candidate import Candidate
from kg.place import Place
from kg.rdf.findings import Finding, Level
from kg.rdf.iris import Base

OWN_DECISION = "own-disclosure-decision"
"""The component of the finding that a submitter's decision was taken out."""


def without_own_decisions(
    candidate: Candidate, published: Iterable[str], base: Base
) -> tuple[Candidate, list[Finding]]:
    """The candidate less the decisions that no steward has made, and an info for each.

    `published` are the N-Quads lines of the same record as it is published; none for a new one.
    """
    decision = base.ns("disclosureDecision")
    claimed = [quad for quad in candidate.quads if quad.predicate == decision]
    if not claimed:
        return candidate, []
    about = base.record(candidate.owner.kind, candidate.owner.slug)
    before = {quad.triple for quad in _parsed(published) if quad.graph_name == about}
    now = {quad.triple for quad in candidate.quads}
    taken = {
        quad
        for quad in claimed
        if quad.triple not in before or _numbers(quad, before, base) != _numbers(quad, now, base)
    }
    kept = tuple(quad for quad in candidate.quads if quad not in taken)
    found = [_finding(quad, candidate, about) for quad in claimed if quad in taken]
    return replace(candidate, quads=kept), found


def _parsed(lines: Iterable[str]) -> Iterable[Quad]:
    return ox.parse("".join(lines).encode(), RdfFormat.N_QUADS, lenient=True)


def _numbers(decided: Quad, triples: Set[Triple], base: Base) -> Set[Triple]:
    """What a decision rests on: all but the words that its node, and the whole it is a share of, say."""
    share_of = base.ns("shareOf")
    nodes = {decided.subject, *(t.object for t in triples if t.subject == decided.subject and t.predicate == share_of)}
    return {t for t in triples if t.subject in nodes and not (isinstance(t.object, Literal) and t.object.language)}


def _finding(quad: Quad, candidate: Candidate, about: NamedNode) -> Finding:
    place = candidate.located.place(str(quad.subject), str(quad.predicate), str(quad.object))
    return Finding(
        record=about.value,
        level=Level.INFO,
        message_sv="Bara en granskare kan besluta att ett litet tal får visas. Beslutet är borttaget ur inlämningen, "
        "och talen prövas som om det inte fanns.",
        message_en="Only a steward can decide that a small number may be shown. The decision is taken out of the "
        "hand-in, and the numbers are judged as if it were not there.",
        place=place or Place(candidate.source),
        focus=quad.subject.value if isinstance(quad.subject, NamedNode) else None,
        path=quad.predicate.value,
        component=OWN_DECISION,
        hint_sv="Skriv i stället i källan var myndigheten har publicerat talet, så kan granskaren pröva det.",
        hint_en="Say in the source where the public body has published the number; the steward can then try it.",
    )
