"""The same answers found another way, in plain Python over the statements, to hold against the queries."""

from pyoxigraph import Literal, NamedNode, Store, Triple

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


def single_source(store: Store) -> set[NamedNode]:
    """The facts, claims apart, that are not deprecated and name one source."""
    sources: dict[NamedNode, set[NamedNode | Literal]] = {}
    for quad in store.quads_for_pattern(None, PROV.hadPrimarySource, None, None):
        sources.setdefault(quad.subject, set()).add(quad.object)
    return {
        fact
        for fact, named in sources.items()
        if len(named) == 1 and not _is(store, fact, BASE.ns("rank"), BASE.ns("deprecated"))
        if not _is(store, fact, RDF.type, BASE.ns("Claim"))
    }


def _is(store: Store, subject: NamedNode, predicate: NamedNode, value: NamedNode) -> bool:
    return next(store.quads_for_pattern(subject, predicate, value, None), None) is not None


def things(store: Store) -> set[NamedNode]:
    """Everything that a record is about."""
    return {quad.object for quad in store.quads_for_pattern(None, FOAF.primaryTopic, None, None)}
