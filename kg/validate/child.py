"""What runs in a validator process, `python -m kg.validate.child`: pySHACL, and nothing else imports it.

It reads one JSON object from standard input, {shapes, ontology, shares: [{text, focus}]}, all graphs as N-Triples, and
writes the results of all shares as one JSON array.
"""

import json
import re
import sys
from collections.abc import Iterable, Sequence

import pyoxigraph as ox
import pyshacl
import rdflib
import rdflib.plugin
from rdflib.namespace import RDF, SH
from rdflib.query import Processor
from rdflib.term import BNode, Literal, Node, URIRef

from kg.validate.raised import Raised

_HOLE = re.compile(r"\\\{\\?[?$]\w+\\\}")
"""`{?name}` in a message template, as `re.escape` leaves it."""


def main() -> None:
    """Judge what standard input hands over."""
    rdflib.NORMALIZE_LITERALS = False
    rdflib.plugin.register("sparql", Processor, "kg.validate.processor", "KeptProcessor")
    said = json.load(sys.stdin.buffer)
    shapes, ontology = _graph(said["shapes"]), _graph(said["ontology"])
    rows = [
        raised.as_row() for share in said["shares"] for raised in judge(share["text"], share["focus"], shapes, ontology)
    ]
    json.dump(rows, sys.stdout, ensure_ascii=True)


def judge(text: str, focus: Sequence[str], shapes: rdflib.Graph, ontology: rdflib.Graph) -> list[Raised]:
    """The results on the focus nodes of one share of records.

    What the records point at is judged too, and its results dropped: pySHACL's own `focus_nodes` filters inside nested
    shapes as well, where it takes a value that isn't listed for one that conforms.
    """
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
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL gave no report: {report}")
    wanted = frozenset(focus)
    return [raised for raised in _results(report, shapes) if raised.focus in wanted]


def _results(report: rdflib.Graph, shapes: rdflib.Graph) -> Iterable[Raised]:
    """Top-level results only: details repeat what their parent says."""
    for whole in report.subjects(RDF.type, SH.ValidationReport):
        for result in report.objects(whole, SH.result):
            said = [m for m in report.objects(result, SH.resultMessage) if isinstance(m, Literal)]
            constraint = report.value(result, SH.sourceConstraint)
            templates = list(shapes.objects(constraint, SH.message)) if constraint else []
            messages = sorted((_language(m, templates), str(m)) for m in said)
            yield Raised(
                focus=_text(report.value(result, SH.focusNode)) or "",
                path=_text(report.value(result, SH.resultPath)),
                value=_text(report.value(result, SH.value)),
                severity=str(report.value(result, SH.resultSeverity)),
                shape=_text(report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)),
                component=str(report.value(result, SH.sourceConstraintComponent)),
                messages=tuple(messages),
            )


def _language(message: Literal, templates: Sequence[Node]) -> str:
    """The language of a message; pySHACL drops that of a SPARQL constraint's, so its template is looked up."""
    if message.language:
        return str(message.language)
    for template in templates:
        pattern = _HOLE.sub(".*", re.escape(str(template)))
        if isinstance(template, Literal) and re.fullmatch(pattern, str(message), re.DOTALL):
            return str(template.language or "en")
    return "en"


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
