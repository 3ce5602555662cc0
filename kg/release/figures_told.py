"""What a release tells of the tables of figures in it: in VoID whose they are, in the catalogue whom to credit."""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, QB, RDF, RDFS
from kg.release.figures import GRAPH
from kg.release.layout import Release

FILE = "figures.ttl"
"""The description of the tables and their series, without the observations."""


def described(figures: Iterable[Quad]) -> list[Triple]:
    """Everything said of tables and series."""
    kept = list(figures)
    observed = {quad.subject for quad in kept if quad.predicate == RDF.type and quad.object == QB.Observation}
    return [quad.triple for quad in kept if quad.subject not in observed]


def in_void(release: Release) -> list[Triple]:
    """Of graph/context, its sources; of each table, what people wrote of it, its terms among that."""
    graph, said = Base(release.manifest.base_iri).graph(GRAPH), _said(release)
    tables = _tables(said)
    return [*(Triple(graph, DCTERMS.source, table) for table in tables), *(t for t in said if t.subject in tables)]


def in_catalogue(release: Release, dataset: NamedNode | None) -> list[Triple]:
    """A statement of provenance for each table: the credit its source asks for, and its own terms."""
    base, said = Base(release.manifest.base_iri), _said(release)
    found: list[Triple] = []
    if dataset is None:
        return found
    for table in _tables(said):
        name = table.value.rpartition("/")[2]
        node = NamedNode(base.iri_of(f"catalog#provenance-{name}"))
        found += [Triple(dataset, DCTERMS.provenance, node), Triple(node, RDF.type, DCTERMS.ProvenanceStatement)]
        found += [Triple(node, RDFS.label, text) for text in _credits(said, table, base)]
    return found


def _credits(said: Iterable[Triple], table: NamedNode, base: Base) -> list[Literal]:
    about = [each for each in said if each.subject == table]
    terms = ", ".join(str(t.object)[1:-1] for t in about if t.predicate == DCTERMS.license)
    words = {"sv": "Tal om platser. {credit}. Villkor: {terms}", "en": "Figures of places. {credit}. Terms: {terms}"}
    return [
        Literal(words[t.object.language].format(credit=t.object.value, terms=terms or "–"), language=t.object.language)
        for t in about
        if t.predicate == base.ns("attribution") and isinstance(t.object, Literal) and t.object.language in words
    ]


def _tables(said: Iterable[Triple]) -> list[NamedNode]:
    found = {t.subject for t in said if t.predicate == RDF.type and t.object == QB.DataSet}
    return sorted((each for each in found if isinstance(each, NamedNode)), key=lambda each: each.value)


def _said(release: Release) -> list[Triple]:
    path = release.path / FILE
    if not path.is_file():
        return []
    quads = read(path.read_bytes(), TURTLE, base_iri=release.manifest.base_iri, source=FILE)
    return [quad.triple for quad in quads]
