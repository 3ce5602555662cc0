"""The W3C's SHACL suite through the command: `kg check DATA --shapes SHAPES --format ttl`, report against report.

Reports are the same when they are isomorphic in what the suite compares: nodes, paths, values, shapes, components,
severities, and those messages that a test names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlparse

import pyoxigraph as ox
from click.testing import CliRunner
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, Store

from kg.cli import kg
from kg.errors import KgError
from kg.rdf.namespaces import RDF, SH
from tests.conformance.manifests import MF, Term, suites

SHT = "http://www.w3.org/ns/shacl-test#"
_COMPARED = frozenset(
    (
        RDF.type, SH.conforms, SH.result, SH.focusNode, SH.resultPath, SH.resultSeverity, SH.sourceConstraint,
        SH.sourceConstraintComponent, SH.sourceShape, SH.value,
    )
)  # fmt: skip
_NAMED_ELSEWHERE = frozenset((SH.sourceShape, SH.focusNode, SH.value, SH.sourceConstraint))
"""What points at nodes of the data and the shapes: of a blank one only that it is the same is compared."""


@dataclass(frozen=True)
class ShaclCase:
    """A test: data, shapes, and the report that is expected; None where validating must fail."""

    folder: str
    name: str
    data: Path
    shapes: Path
    expected: frozenset[Quad] | None
    messages: frozenset[Term]


def shacl_suite() -> Path | None:
    """The folder of the suite; None where nobody has put it."""
    suite = suites()
    folder = suite.parent / "shacl" / "tests" if suite else None
    return folder if folder is not None and folder.is_dir() else None


def shacl_cases(folder: Path) -> list[ShaclCase]:
    """Every test, those too that the manifests forget."""
    return [case for path in sorted(folder.rglob("*.ttl")) for case in _in_file(path, folder)]


def fault(case: ShaclCase) -> str | None:
    """What the command does otherwise than the test expects; None where it does as expected."""
    words = ["check", str(case.data), "--shapes", str(case.shapes), "--format", "ttl"]
    done = CliRunner().invoke(kg, words, standalone_mode=False)
    if case.expected is None:
        return None if isinstance(done.exception, KgError) else "it validated what can't be validated"
    if done.exception is not None:
        return repr(done.exception)
    store = Store()
    store.load(done.stdout.encode(), RdfFormat.TURTLE)
    root = next(iter(store.quads_for_pattern(None, RDF.type, SH.ValidationReport))).subject
    got = _report(store, root, case.messages)
    if got == case.expected:
        return None
    return f"more: {sorted(map(str, got - case.expected))}\nless: {sorted(map(str, case.expected - got))}"


def _in_file(path: Path, folder: Path) -> Iterator[ShaclCase]:
    store = Store()
    store.load(path.read_bytes(), RdfFormat.TURTLE, base_iri=path.resolve().as_uri())
    for entry in sorted(store.quads_for_pattern(None, RDF.type, NamedNode(f"{SHT}Validate")), key=str):
        action, result = _one(store, entry.subject, f"{MF}action"), _one(store, entry.subject, f"{MF}result")
        messages = frozenset(quad.object for quad in store.quads_for_pattern(None, SH.resultMessage, None))
        yield ShaclCase(
            folder=path.parent.relative_to(folder).as_posix(),
            name=path.stem,
            data=_path(_one(store, action, f"{SHT}dataGraph")),
            shapes=_path(_one(store, action, f"{SHT}shapesGraph")),
            expected=None if result == NamedNode(f"{SHT}Failure") else _report(store, result, messages),
            messages=messages,
        )


def _one(store: Store, subject: Term, predicate: str) -> Term:
    found: Term = next(iter(store.quads_for_pattern(subject, NamedNode(predicate), None))).object
    return found


def _path(iri: Term) -> Path:
    if not isinstance(iri, NamedNode):
        raise ValueError(f"{iri} names no file")
    return Path(unquote(urlparse(iri.value).path))


def _report(store: Store, root: Term, messages: frozenset[Term]) -> frozenset[Quad]:
    """What is compared of a report, its blank nodes named canonically."""
    found: list[Quad] = []
    ahead, seen = [root], set()
    while ahead:
        node = ahead.pop()
        if node in seen:
            continue
        seen.add(node)
        kinds = {quad.object for quad in store.quads_for_pattern(node, RDF.type, None)}
        for quad in store.quads_for_pattern(node, None, None):
            if quad.predicate == SH.resultMessage:
                found += [quad] if quad.object in messages else []
            elif quad.predicate in _COMPARED or not kinds & {SH.ValidationReport, SH.ValidationResult}:
                found.append(quad)
                if isinstance(quad.object, BlankNode) and quad.predicate not in _NAMED_ELSEWHERE:
                    ahead.append(quad.object)
    dataset = Dataset([ox.Quad(q.subject, q.predicate, q.object) for q in found])
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(dataset)
