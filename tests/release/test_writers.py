"""Whatever the statements, every writer's file gives just those statements back, to two parsers each."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

from kg.rdf.canonical import lines
from kg.rdf.iris import Base
from kg.rdf.namespaces import RDF
from kg.release import writers
from kg.release.reread import Task, read_again
from kg.release.survey import survey
from kg.release.verify import fingerprint
from kg.release.walk import Part, Walk, as_triple, in_order, subject_of
from kg.release.writers import DUMPS
from tests.strategies import BASE_IRI, iris, literals, predicates

CONTEXT = {"@context": {"id": "@id", "type": "@type", "title": {"@id": "dcterms:title", "@container": "@language"}}}
BASE = Base(BASE_IRI)


class Handed(Walk):
    """A walk through statements at hand; their subjects come each in one part."""

    def __init__(self, quads: Sequence[Quad]) -> None:
        self.base = BASE
        self._quads = quads

    def parts(self) -> Iterator[Part]:
        found: dict[str, list[str]] = {}
        for line in lines(self._quads):
            found.setdefault(subject_of(line)[:1], []).append(line)
        yield from (Part(key, in_order(said)) for key, said in found.items())

    def graph(self, name: str) -> tuple[str, ...]:
        return in_order(lines(quad for quad in self._quads if quad.graph_name == self.base.graph(name)))


graphs = st.sampled_from([
    BASE.record("project", "a"), BASE.record("project", "b"),
    *(BASE.graph(name) for name in ("derived", "links", "vocabulary", "release")),
])  # fmt: skip
statements = st.one_of(
    st.builds(Quad, iris(), predicates(), iris() | literals(), graphs),
    st.builds(lambda subject, kind, graph: Quad(subject, RDF.type, kind, graph), iris(), predicates(), graphs),
)
# A statement stands in one graph: the same in two would be one in the merged graph, and two in the dataset.
alone = st.lists(statements, max_size=12, unique_by=lambda quad: str(quad.triple))


@settings(deadline=None, max_examples=150)
@given(alone)
def test_every_dump_gives_back_what_was_written(quads: list[Quad]) -> None:
    walk = Handed(quads)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        writers.write(walk, folder, survey(walk), CONTEXT)
        for dump in DUMPS:
            said = lines(quads)
            wanted = fingerprint(said if dump.graphs else map(as_triple, said))
            reading = read_again(Task(folder / dump.name, dump.form, by_rdflib=True))
            assert reading.fault is None, dump.name
            assert dict(reading.fingerprints) == {"pyoxigraph": wanted, "rdflib": wanted}, dump.name
