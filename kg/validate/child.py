"""What runs in a validator process: pySHACL, once per share of records. Nothing else imports pySHACL."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
import pyshacl
import rdflib
import rdflib.plugin
from rdflib.namespace import RDF, SH
from rdflib.query import Processor
from rdflib.term import BNode, Literal, Node, URIRef


@dataclass(frozen=True)
class Raised:
    """One validation result, as plain values: pySHACL's report without its graph."""

    focus: str
    path: str | None
    value: str | None
    severity: str
    shape: str | None
    component: str
    messages: tuple[tuple[str, str], ...]


class _Prepared:
    """The shapes and the ontology, read once in each validator process."""

    shapes: rdflib.Graph
    ontology: rdflib.Graph


def prepare(shapes: bytes, ontology: bytes) -> None:
    """Read the shapes and the ontology; called once in each process."""
    rdflib.NORMALIZE_LITERALS = False
    rdflib.plugin.register("sparql", Processor, "kg.validate.processor", "KeptProcessor")
    _Prepared.shapes = _graph(shapes)
    _Prepared.ontology = _graph(ontology)


def judge(share: tuple[bytes, tuple[str, ...]]) -> list[Raised]:
    """The results on the focus nodes of one share of records.

    What the records point at is judged too, and its results dropped: pySHACL's own `focus_nodes` filters inside nested
    shapes as well, where it takes a value that isn't listed for one that conforms.
    """
    text, focus = share
    data = _graph(text)
    for triple in _Prepared.ontology:
        data.add(triple)
    _, report, _ = pyshacl.validate(
        data,
        shacl_graph=_Prepared.shapes,
        inference="none",
        advanced=False,
        inplace=True,
        meta_shacl=False,
    )
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL gave no report: {report}")
    wanted = frozenset(focus)
    return [raised for raised in _results(report) if raised.focus in wanted]


def _results(report: rdflib.Graph) -> Iterable[Raised]:
    """Top-level results only: details repeat what their parent says."""
    for whole in report.subjects(RDF.type, SH.ValidationReport):
        for result in report.objects(whole, SH.result):
            messages = sorted(
                (str(m.language or "en"), str(m)) for m in report.objects(result, SH.resultMessage)
                if isinstance(m, Literal)
            )  # fmt: skip
            yield Raised(
                focus=_text(report.value(result, SH.focusNode)) or "",
                path=_text(report.value(result, SH.resultPath)),
                value=_text(report.value(result, SH.value)),
                severity=str(report.value(result, SH.resultSeverity)),
                shape=_text(report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)),
                component=str(report.value(result, SH.sourceConstraintComponent)),
                messages=tuple(messages),
            )


def _text(node: Node | None) -> str | None:
    return None if node is None or isinstance(node, BNode) else str(node)


def _graph(ntriples: bytes) -> rdflib.Graph:
    graph = rdflib.Graph()
    for quad in ox.parse(ntriples, ox.RdfFormat.N_TRIPLES):
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = None if term.datatype.value.endswith("#string") else URIRef(term.datatype.value)
        return Literal(term.value, datatype=datatype)
    raise ValueError("triple terms are refused before validation")
