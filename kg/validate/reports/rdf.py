"""The report for RDF tools: a standard `sh:ValidationReport`, with our places and hints beside each result.

https://www.w3.org/TR/shacl/#validation-report. What SHACL has no words for is in our own namespace: docs/check.md.
"""

from collections.abc import Iterator
from itertools import count

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.place import Place
from kg.rdf.findings import Finding, Level
from kg.rdf.formats import Format
from kg.rdf.graphs import write as write_graph
from kg.rdf.iris import Base, is_iri
from kg.rdf.namespaces import RDF, SH, XSD
from kg.validate.paths import Path, parse
from kg.validate.reports.report import Report

_SEVERITIES = {Level.VIOLATION: SH.Violation, Level.WARNING: SH.Warning, Level.INFO: SH.Info}
_REPEATED = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}
_PARTS = {
    "source": "inSource",
    "line": "line",
    "column": "column",
    "end_column": "endColumn",
    "pointer": "pointer",
    "sheet": "sheet",
    "cell": "cell",
    "field": "field",
}
_ORDER = {"report": 0, "result": 1}
Term = NamedNode | BlankNode | Literal | Triple


def write(report: Report, form: Format, base: Base) -> bytes:
    """The report as RDF; blank nodes of the data keep the names that they were judged under."""
    return write_graph(list(_Writing(base).report(report)), form, base_iri=base.iri)


class _Writing:
    def __init__(self, base: Base) -> None:
        self._base = base
        self._numbers = count(1)

    def report(self, report: Report) -> Iterator[Quad]:
        whole = self._node("report")
        yield Quad(whole, RDF.type, SH.ValidationReport)
        yield Quad(whole, SH.conforms, Literal(report.conforms))
        results = [self._node("result") for _ in report.findings]
        for node in results:
            yield Quad(whole, SH.result, node)
        for node, finding in zip(results, report.findings, strict=True):
            yield from self._result(node, finding)

    def _node(self, name: str) -> BlankNode:
        """A name that no data has, and the same the next time."""
        return BlankNode(f"kg-{_ORDER.get(name, 2)}-{name}-{next(self._numbers):05}")

    def _result(self, node: BlankNode, finding: Finding) -> Iterator[Quad]:
        terms = finding.terms
        severity = NamedNode(terms.severity) if terms and terms.severity else _SEVERITIES[finding.level]
        yield Quad(node, RDF.type, SH.ValidationResult)
        yield Quad(node, SH.resultSeverity, severity)
        yield Quad(node, SH.focusNode, _term(terms.focus) if terms else _named(finding.focus or finding.record))
        yield Quad(node, SH.sourceConstraintComponent, self._component(finding))
        if terms is None:
            if finding.path and is_iri(finding.path):
                yield Quad(node, SH.resultPath, NamedNode(finding.path))
            if finding.shape and is_iri(finding.shape):
                yield Quad(node, SH.sourceShape, NamedNode(finding.shape))
            if finding.value is not None and finding.path:
                yield Quad(node, SH.value, Literal(finding.value))
        else:
            for name, said in (
                (SH.value, terms.value),
                (SH.sourceShape, terms.shape),
                (SH.sourceConstraint, terms.constraint),
            ):
                if said is not None:
                    yield Quad(node, name, _term(said))
            if terms.path is not None:
                path = self._path(parse(terms.path))
                yield from path[1]
                yield Quad(node, SH.resultPath, path[0])
        for message in _messages(finding):
            yield Quad(node, SH.resultMessage, message)
        yield from self._places(node, finding)

    def _component(self, finding: Finding) -> NamedNode:
        """A component of SHACL's, or the check of ours that no shape made."""
        said = finding.component or "reading"
        return NamedNode(said) if ":" in said else NamedNode(f"{self._base.iri}shapes/check/{said}")

    def _places(self, node: BlankNode, finding: Finding) -> Iterator[Quad]:
        for lang, said in (("sv", finding.hint_sv), ("en", finding.hint_en)):
            if said:
                yield Quad(node, self._base.ns("hint"), Literal(said, language=lang))
        named = [("writtenAt", finding.place), *(("alsoWrittenAt", place) for place in finding.also)]
        for name, place in named:
            if place is not None:
                inner = self._node("place")
                yield Quad(node, self._base.ns(name), inner)
                yield from self._place(inner, place)

    def _place(self, node: BlankNode, place: Place) -> Iterator[Quad]:
        for part, name in _PARTS.items():
            value = getattr(place, part)
            if value is not None and value != "":
                said = Literal(str(value), datatype=XSD.integer) if isinstance(value, int) else Literal(str(value))
                yield Quad(node, self._base.ns(name), said)

    def _path(self, path: Path) -> tuple[NamedNode | BlankNode, list[Quad]]:
        """A property path as SHACL writes one, and the statements that it takes."""
        if path.simple:
            return NamedNode(path.predicate[1:-1]), []
        inner = [self._path(part) for part in path.parts]
        quads = [quad for _, every in inner for quad in every]
        if path.sign == "/":
            head, listed = self._list([node for node, _ in inner])
            return head, [*quads, *listed]
        node = self._node("path")
        if path.sign == "|":
            choices, listed = self._list([each for each, _ in inner])
            return node, [*quads, *listed, Quad(node, SH.alternativePath, choices)]
        name = SH.inversePath if path.sign == "^" else NamedNode(SH.iri + _REPEATED[path.sign])
        return node, [*quads, Quad(node, name, inner[0][0])]

    def _list(self, members: list[NamedNode | BlankNode]) -> tuple[BlankNode, list[Quad]]:
        nodes = [self._node("list") for _ in members]
        quads = []
        for number, (node, member) in enumerate(zip(nodes, members, strict=True), 1):
            rest = nodes[number] if number < len(nodes) else RDF.nil
            quads += [Quad(node, RDF.first, member), Quad(node, RDF.rest, rest)]
        return nodes[0], quads


def _named(text: str) -> NamedNode | Literal:
    """What a finding is about: an IRI, or, of a file in which nothing could be read, the name of the file."""
    return NamedNode(text) if is_iri(text) else Literal(text)


def _messages(finding: Finding) -> list[Literal]:
    """The shape's own words as it says them, and the sentence in both languages."""
    own = [Literal(text, language=lang) if lang else Literal(text) for lang, text in finding.said]
    if any(not lang for lang, _ in finding.said):
        return own
    ours = [Literal(finding.message_sv, language="sv"), Literal(finding.message_en, language="en")]
    return list(dict.fromkeys([*own, *ours]))


def _term(text: str) -> Term:
    """The term that an N-Triples text writes."""
    if text.startswith("<"):
        return NamedNode(text[1:-1])
    if text.startswith("_:"):
        return BlankNode(text[2:])
    found: Term = next(iter(ox.parse(f"<a:a> <a:a> {text} .", ox.RdfFormat.N_TRIPLES))).object
    return found
