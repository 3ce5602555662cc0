"""The W3C's SHACL suite: what each test validates with which shapes, and the report that it expects.

The suite is no part of the project. It lies where KG_SUITES says, or in `../shared/suites` beside the checkout.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.rdf.canonical import split
from kg.rdf.findings import Terms
from kg.rdf.namespaces import RDF
from kg.settings import read
from kg.validate.compiled.model import sh
from kg.validate.compiled.source import Source
from kg.validate.raised import Raised

ROOT = Path(__file__).parents[3]
_MF = "<http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#{}>"
_SHT = "<http://www.w3.org/ns/shacl-test#{}>"
_TYPE = str(RDF.type)
Told = tuple[str | None, ...]


@dataclass(frozen=True)
class SuiteCase:
    """A test: shapes and data as N-Triples lines, and the results it expects; None where validating must fail."""

    id: str
    shapes: tuple[str, ...]
    data: tuple[str, ...]
    expected: Counter[Told] | None

    @property
    def blank(self) -> frozenset[str]:
        """The blank nodes of shapes and data; those of a report from another file are others' names for the same."""
        return frozenset(word for line in (*self.shapes, *self.data) for word in line.split() if word.startswith("_:"))


def suite() -> Path | None:
    """The folder of the suite; None where nobody has put it."""
    told = read().suites
    folder = (Path(told) if told else ROOT.parent / "shared" / "suites") / "shacl" / "tests"
    return folder if folder.is_dir() else None


def suite_cases(folder: Path) -> list[SuiteCase]:
    """Every test of the suite, those too that its manifests forget."""
    return [case for path in sorted(folder.rglob("*.ttl")) for case in _in_file(path, folder)]


def told(raised: Iterable[Raised], blank: Iterable[str] = ()) -> Counter[Told]:
    """Results as the suite compares them; a blank node that isn't known is any."""
    known = frozenset(blank)
    return Counter(
        _row(each.terms, f"<{each.severity}>", f"<{each.component}>", known) for each in raised if each.terms
    )


def _row(terms: Terms, severity: str, component: str, known: frozenset[str]) -> Told:
    return tuple(
        "_:" if term is not None and term.startswith("_:") and term not in known else term
        for term in (terms.focus, terms.path, terms.value, terms.shape, severity, component)
    )


def _in_file(manifest: Path, root: Path) -> Iterator[SuiteCase]:
    source = Source(_lines(manifest))
    for number, node in enumerate(source.graph.subjects(_TYPE, _SHT.format("Validate"))):
        yield _case(source, node, manifest, root, number)


def _case(source: Source, node: str, manifest: Path, root: Path, number: int) -> SuiteCase:
    [action] = source.graph.objects(node, _MF.format("action"))
    [data] = source.graph.objects(action, _SHT.format("dataGraph"))
    [shapes] = source.graph.objects(action, _SHT.format("shapesGraph"))
    [result] = source.graph.objects(node, _MF.format("result"))
    name = str(manifest.relative_to(root).with_suffix(""))
    read_shapes, read_data = _lines(_path(shapes)), _lines(_path(data))
    blank = {word for line in (*read_shapes, *read_data) for word in line.split() if word.startswith("_:")}
    return SuiteCase(
        id=f"{name}#{number}" if number else name,
        shapes=read_shapes,
        data=read_data,
        expected=None if result == _SHT.format("Failure") else _expected(source, result, frozenset(blank)),
    )


def _expected(source: Source, report: str, known: frozenset[str]) -> Counter[Told]:
    return Counter(_expected_row(source, each, known) for each in source.objects(report, "result"))


def _expected_row(source: Source, result: str, known: frozenset[str]) -> Told:
    def one(name: str) -> str | None:
        return next(iter(source.objects(result, name)), None)

    path = one("resultPath")
    terms = Terms(
        one("focusNode") or "",
        None if path is None else str(source.path(path)),
        one("value"),
        one("sourceShape"),
    )
    return _row(terms, one("resultSeverity") or sh("Violation"), one("sourceConstraintComponent") or "", known)


def _lines(path: Path) -> tuple[str, ...]:
    """The statements of a file. Its blank nodes are called the same each time it is read, and by no other file's names."""
    text = path.read_bytes()
    quads = ox.parse(text, ox.RdfFormat.TURTLE, base_iri=path.as_uri())
    written = ox.serialize(_renamed(quads, path.stem), format=ox.RdfFormat.N_TRIPLES) or b""
    return tuple(split(written.decode()))


def _renamed(quads: Iterable[ox.Quad], stem: str) -> Iterator[ox.Triple]:
    labels: dict[str, ox.BlankNode] = {}

    def called(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        if isinstance(term, ox.BlankNode):
            mark = "".join(letter for letter in stem if letter.isalnum())
            return labels.setdefault(term.value, ox.BlankNode(f"{mark}x{len(labels)}"))
        assert not isinstance(term, ox.Triple)
        return term

    for quad in quads:
        subject = called(quad.subject)
        assert not isinstance(subject, ox.Literal)
        yield ox.Triple(subject, quad.predicate, called(quad.object))


def _path(iri: str) -> Path:
    return Path(iri.removeprefix("<file://").removesuffix(">"))
