"""The same answers found another way, in plain Python over the statements, to hold against the queries."""

from collections import Counter

from pyoxigraph import NamedNode, Store, Triple

from kg.rdf.namespaces import DCTERMS, FOAF, PROV, RDF
from tests.questions.asking import BASE, shown

ASKED = ("statedBudget", "budget", "funding", "fundedBy", "period", "startsOn", "endsOn", "participation", "partner")


def everything_about(store: Store, project: NamedNode) -> set[Triple]:
    """The statements of the project's record, those derived about its subjects, and those that describe its sources."""
    record = _record_of(project)
    stated = {quad.triple for quad in store.quads_for_pattern(None, None, None, record)}
    subjects = {triple.subject for triple in stated}
    derived = store.quads_for_pattern(None, None, None, BASE.graph("derived"))
    found = stated | {quad.triple for quad in derived if quad.subject in subjects}
    sources = {t.object for t in stated if t.predicate in (DCTERMS.source, PROV.hadPrimarySource)}
    for source in sources:
        if isinstance(source, NamedNode):
            found |= {quad.triple for quad in store.quads_for_pattern(source, None, None, _record_of(source))}
    return found


def _record_of(thing: NamedNode) -> NamedNode:
    owner = BASE.owner_of(thing.value)
    if owner is None:
        raise ValueError(f"{thing} is no thing of ours")
    return BASE.record(owner.kind, owner.slug)


def disagreements(store: Store) -> set[tuple[str, ...]]:
    """Which things the rules say that sources disagree about, and on what, among money, dates and partners."""
    asked = {BASE.ns(name) for name in ASKED}
    found = store.quads_for_pattern(None, BASE.ns("disagreesOn"), None, BASE.graph("derived"))
    return {(shown(quad.subject), shown(quad.object)) for quad in found if quad.object in asked}


def single_source(store: Store) -> set[str]:
    """The facts, claims apart, that are not deprecated and name one source."""
    named = Counter(shown(quad.subject) for quad in store.quads_for_pattern(None, PROV.hadPrimarySource, None, None))
    deprecated = store.quads_for_pattern(None, BASE.ns("rank"), BASE.ns("deprecated"), None)
    claims = store.quads_for_pattern(None, RDF.type, BASE.ns("Claim"), None)
    left_out = {shown(quad.subject) for quad in (*deprecated, *claims)}
    return {fact for fact, sources in named.items() if sources == 1} - left_out


def things(store: Store) -> set[str]:
    """Everything that a record is about."""
    return {shown(quad.object) for quad in store.quads_for_pattern(None, FOAF.primaryTopic, None, None)}
