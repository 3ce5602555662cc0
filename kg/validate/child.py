"""What runs in a validator process, `python -m kg.validate.child`: pySHACL, and nothing else imports it.

It reads one JSON object from standard input, {shapes, ontology, shares: [{text, focus}]}, all graphs as N-Triples, and
writes the results of all shares as one JSON array; or, where the shapes can't be applied, an object that says why.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyoxigraph as ox
import pyshacl
import rdflib
import rdflib.plugin
from pyparsing import ParseBaseException
from pyshacl.errors import ReportableRuntimeError
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.query import Processor
from rdflib.term import BNode, Literal, Node, URIRef

from kg.rdf.findings import Terms
from kg.validate.raised import Raised

_REPEATED = ((SH.zeroOrMorePath, "*"), (SH.oneOrMorePath, "+"), (SH.zeroOrOnePath, "?"))
_HOLE = re.compile(r"\\\{\\?[?$]\w+\\\}")
"""`{?name}` in a message template, as `re.escape` leaves it."""


def main() -> None:
    """Judge what standard input hands over."""
    json.dump(answer(json.load(sys.stdin.buffer)), sys.stdout, ensure_ascii=True)


def answer(said: Mapping[str, Any]) -> list[list[object]] | dict[str, str]:
    """The results of all shares as rows; or, where the shapes can't be applied, what is wrong."""
    rdflib.NORMALIZE_LITERALS = False
    rdflib.plugin.register("sparql", Processor, "kg.validate.processor", "KeptProcessor")
    shapes, ontology = _graph(said["shapes"]), _graph(said["ontology"])
    try:
        return [
            raised.as_row()
            for share in said["shares"]
            for raised in judge(share["text"], share["focus"], shapes, ontology)
        ]
    except (ReportableRuntimeError, ParseBaseException, re.error) as wrong:
        return {"wrong": getattr(wrong, "message", None) or str(wrong)}


def judge(text: str, focus: Sequence[str] | None, shapes: rdflib.Graph, ontology: rdflib.Graph) -> list[Raised]:
    """The results on the focus nodes of one share of records; on every focus node where none are named.

    What the records point at is judged too, and its results dropped: pySHACL's own `focus_nodes` filters inside nested
    shapes as well, where it takes a value that isn't listed for one that conforms.
    """
    rdflib.NORMALIZE_LITERALS = False  # pySHACL turns it on again at the end of each run
    data = _graph(text)
    for triple in ontology:
        data.add(triple)
    _, report, _ = pyshacl.validate(
        data,
        shacl_graph=shapes,
        inference="none",
        advanced=False,
        inplace=True,
        meta_shacl=False,
    )
    if isinstance(report, ReportableRuntimeError):
        raise report
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL gave no report: {report}")
    found = _results(report, shapes)
    if focus is None:
        return list(found)
    wanted = frozenset(focus)
    return [raised for raised in found if raised.focus in wanted]


def _results(report: rdflib.Graph, shapes: rdflib.Graph) -> Iterable[Raised]:
    """Top-level results only: details repeat what their parent says."""
    for whole in report.subjects(RDF.type, SH.ValidationReport):
        for result in report.objects(whole, SH.result):
            said = [m for m in report.objects(result, SH.resultMessage) if isinstance(m, Literal)]
            constraint = report.value(result, SH.sourceConstraint)
            templates = list(shapes.objects(constraint, SH.message)) if constraint else []
            if not _has_words(report, result, shapes):
                said = []
            messages = sorted((_language(m, templates), str(m)) for m in said)
            yield Raised(
                focus=_text(report.value(result, SH.focusNode)) or "",
                path=_text(report.value(result, SH.resultPath)),
                value=_text(report.value(result, SH.value)),
                severity=str(report.value(result, SH.resultSeverity)),
                shape=_text(report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)),
                component=str(report.value(result, SH.sourceConstraintComponent)),
                messages=tuple(messages),
                terms=Terms(
                    focus=_written(report.value(result, SH.focusNode)) or "",
                    path=_path(report.value(result, SH.resultPath), report),
                    value=_written(report.value(result, SH.value)),
                    shape=_written(report.value(result, SH.sourceShape)),
                    constraint=_written(report.value(result, SH.sourceConstraint)),
                ),
            )


def _has_words(report: rdflib.Graph, result: Node, shapes: rdflib.Graph) -> bool:
    """Whether the messages are somebody's own; where a shape has none, pySHACL makes some up, in English alone."""
    component = report.value(result, SH.sourceConstraintComponent)
    owners = [report.value(result, name) for name in (SH.sourceShape, SH.sourceConstraint)]
    own = any((owner, SH.message, None) in shapes for owner in owners if owner is not None)
    return own or not str(component).startswith(str(SH))


def _language(message: Literal, templates: Sequence[Node]) -> str:
    """The language of a message; pySHACL drops that of a SPARQL constraint's, so its template is looked up."""
    if message.language:
        return str(message.language)
    for template in templates:
        pattern = _HOLE.sub(".*", re.escape(str(template)))
        if isinstance(template, Literal) and re.fullmatch(pattern, str(message), re.DOTALL):
            return str(template.language or "")
    return ""


def _path(node: Node | None, graph: rdflib.Graph) -> str | None:
    """A property path as SPARQL writes it: `<a>/^<b>`."""
    if not isinstance(node, BNode):
        return _written(node)
    for sign, form in ((SH.inversePath, "^{}"), *((each, "{}" + mark) for each, mark in _REPEATED)):
        if (inner := graph.value(node, sign)) is not None:
            return form.format(_bracketed(inner, graph))
    choices = graph.value(node, SH.alternativePath)
    steps = [_bracketed(each, graph) for each in Collection(graph, node if choices is None else choices)]
    return ("/" if choices is None else "|").join(steps)


def _bracketed(node: Node, graph: rdflib.Graph) -> str:
    said = _path(node, graph) or ""
    return f"({said})" if isinstance(node, BNode) else said


def _written(node: Node | None) -> str | None:
    """A term as N-Triples."""
    if isinstance(node, BNode):
        return f"_:{node}"
    if isinstance(node, Literal):
        datatype = None if node.datatype is None else ox.NamedNode(str(node.datatype))
        return str(ox.Literal(str(node), language=node.language) if node.language else _typed(str(node), datatype))
    return None if node is None else f"<{node}>"


def _typed(text: str, datatype: ox.NamedNode | None) -> ox.Literal:
    return ox.Literal(text) if datatype is None else ox.Literal(text, datatype=datatype)


def _text(node: Node | None) -> str | None:
    return None if node is None or isinstance(node, BNode) else str(node)


def _graph(ntriples: str) -> rdflib.Graph:
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


if __name__ == "__main__":
    main()
