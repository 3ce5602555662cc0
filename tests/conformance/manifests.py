"""The W3C's manifests: which tests there are, what each asks of which data, and what it expects.

The suites are no part of the project. They lie where KG_SUITES says, or in `../shared/suites` beside the checkout.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple

from kg.rdf.formats import engine_rdf, rdf_by_path
from kg.settings import read

Term = NamedNode | BlankNode | Literal | Triple
ROOT = Path(__file__).parent.parent.parent
# Where the suites are published: relative IRIs in queries and data mean names below it.
PUBLISHED = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

EVALUATION = ("QueryEvaluationTest", "CSVResultFormatTest")
POSITIVE = "PositiveSyntaxTest11"
NEGATIVE = "NegativeSyntaxTest11"
QUERY_FOLDERS = (
    "aggregates",
    "bind",
    "bindings",
    "cast",
    "construct",
    "exists",
    "functions",
    "grouping",
    "negation",
    "project-expression",
    "property-path",
    "subquery",
    "syntax-query",
)
RESULT_FOLDERS = ("csv-tsv-res", "json-res")


@dataclass(frozen=True)
class Case:
    """A test of one query: `data` make up the default graph, each of `graph_data` is a named graph of its own IRI."""

    folder: Path
    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    graph_data: tuple[Path, ...] = ()
    result: Path | None = None

    @property
    def id(self) -> str:
        """What we call the test: its folder and the last part of its IRI."""
        return f"{self.folder.name}/{self.name}"

    @property
    def base(self) -> str:
        """What relative IRIs in the query are resolved against."""
        return f"{PUBLISHED}{self.folder.name}/"

    @property
    def text(self) -> str:
        """The query."""
        return self.query.read_text("utf-8")


@dataclass(frozen=True)
class Exchange:
    """One request of a protocol test, and what its answer must be like."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    statuses: tuple[str, ...]
    boolean: bool | None
    form: str | None


@dataclass(frozen=True)
class ProtocolCase:
    """A protocol test: its requests in order, and the graphs that it needs, by IRI."""

    name: str
    title: str
    graphs: tuple[tuple[str, Path], ...]
    exchanges: tuple[Exchange, ...]


def suites() -> Path | None:
    """The folder of the SPARQL 1.1 suites; None where nobody has put them."""
    told = read().suites
    folder = Path(told) if told else ROOT.parent / "shared" / "suites"
    return folder / "sparql11" if (folder / "sparql11").is_dir() else None


def cases(suite: Path, *folders: str) -> list[Case]:
    """The tests of some folders, in the manifests' order."""
    return [case for folder in folders for case in _cases(suite / folder)]


def protocol_cases(suite: Path) -> list[ProtocolCase]:
    """The tests of the protocol."""
    manifest = _Manifest(suite / "protocol" / "manifest.ttl")
    return [_protocol_case(manifest, entry) for entry in manifest.entries()]


def names(suite: Path, folder: str, manifest: str = "manifest.ttl") -> list[str]:
    """The names of the tests of any manifest."""
    found = _Manifest(suite / folder / manifest)
    return [entry.value.rpartition("#")[2] for entry in found.entries()]


def _cases(folder: Path) -> Iterator[Case]:
    manifest = _Manifest(folder / "manifest.ttl")
    for entry in manifest.entries():
        kind = manifest.iri(entry, RDF + "type").rpartition("#")[2]
        action = manifest.one(entry, MF + "action")
        query = manifest.one(action, QT + "query") or action
        result = manifest.one(entry, MF + "result")
        yield Case(
            folder=folder,
            name=entry.value.rpartition("#")[2],
            kind=kind,
            query=_file(folder, query),
            data=tuple(_file(folder, each) for each in manifest.all(action, QT + "data")),
            graph_data=tuple(_file(folder, each) for each in manifest.all(action, QT + "graphData")),
            result=None if result is None else _file(folder, result),
        )


def _file(folder: Path, iri: Term | None) -> Path:
    if not isinstance(iri, NamedNode):
        raise ValueError(f"{folder.name}: {iri} names no file")
    return folder / iri.value.rpartition("/")[2]


def _protocol_case(manifest: "_Manifest", entry: NamedNode) -> ProtocolCase:
    action = manifest.one(entry, MF + "action")
    given = manifest.all(entry, UT + "graphData")
    return ProtocolCase(
        name=entry.value.rpartition("#")[2],
        title=manifest.text(entry, MF + "name"),
        graphs=tuple(
            (manifest.text(each, RDFS + "label"), _file(manifest.folder, manifest.one(each, UT + "graph")))
            for each in given
        ),
        exchanges=tuple(_exchange(manifest, each) for each in manifest.items(manifest.one(action, HT + "requests"))),
    )


def _exchange(manifest: "_Manifest", request: Term) -> Exchange:
    answer = manifest.one(request, HT + "resp")
    body = manifest.one(request, HT + "body")
    boolean = manifest.one(answer, MF + "expectedBoolean")
    form = manifest.one(answer, MF + "expectedFormat")
    headers = manifest.items(manifest.one(request, HT + "headers"))
    return Exchange(
        method=manifest.text(request, HT + "methodName"),
        target=manifest.text(request, HT + "absolutePath"),
        headers=tuple((manifest.text(h, HT + "fieldName"), manifest.text(h, HT + "fieldValue")) for h in headers),
        body=None
        if body is None
        else manifest.text(body, CNT + "chars").encode(manifest.text(body, CNT + "characterEncoding")),
        statuses=tuple(s.value[-3:] for s in manifest.all(answer, MF + "expectedStatus") if isinstance(s, NamedNode)),
        boolean=None if boolean is None else str(getattr(boolean, "value", "")) == "true",
        form=str(getattr(form, "value", "")) or None,
    )


class _Manifest:
    """A manifest's statements, looked up."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parent
        self._base = f"{PUBLISHED}{path.parent.name}/{path.name}"
        self._store = Store()
        self._store.load(path.read_bytes(), RdfFormat.TURTLE, base_iri=self._base)

    def entries(self) -> list[NamedNode]:
        """The tests, in order."""
        found = self.items(self.one(NamedNode(self._base), MF + "entries"))
        return [each for each in found if isinstance(each, NamedNode)]

    def all(self, subject: Term | None, predicate: str) -> list[Term]:
        """The values of a property, in a steady order."""
        if not isinstance(subject, NamedNode | BlankNode):
            return []
        found = [quad.object for quad in self._store.quads_for_pattern(subject, NamedNode(predicate), None, None)]
        return sorted(found, key=str)

    def one(self, subject: Term | None, predicate: str) -> Term | None:
        """The value of a property, if it has one."""
        return next(iter(self.all(subject, predicate)), None)

    def text(self, subject: Term | None, predicate: str) -> str:
        """The value of a property that has a text."""
        found = self.one(subject, predicate)
        if not isinstance(found, Literal):
            raise ValueError(f"{self.folder.name}: {subject} has no {predicate}")
        return found.value

    def iri(self, subject: Term | None, predicate: str) -> str:
        """The value of a property that has an IRI."""
        found = self.one(subject, predicate)
        if not isinstance(found, NamedNode):
            raise ValueError(f"{self.folder.name}: {subject} has no {predicate}")
        return found.value

    def items(self, head: Term | None) -> list[Term]:
        """The members of a list."""
        found = []
        while head is not None and head != NamedNode(RDF + "nil"):
            found += self.all(head, RDF + "first")[:1]
            head = self.one(head, RDF + "rest")
        return found


def quads(path: Path, base: str, graph: NamedNode | None) -> list[Quad]:
    """The statements of a data file, in a graph; its blank nodes are its own."""
    form = rdf_by_path(path.name)
    if form is None:
        raise ValueError(f"{path} is no RDF file")
    found = ox.parse(path=path, format=engine_rdf(form), base_iri=base + path.name, rename_blank_nodes=True)
    return [Quad(q.subject, q.predicate, q.object, graph) if graph is not None else q for q in found]
