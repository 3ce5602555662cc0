"""Judge the figures of graph/context by the shapes, before they come into a release: each, its series and its table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from pyoxigraph import NamedNode

from kg.place import Place
from kg.rdf.canonical import lines
from kg.rdf.findings import Finding
from kg.rdf.iris import Base
from kg.release.figures import FILE, node_of
from kg.release.inputs import Inputs
from kg.release.layout import Release
from kg.release.shards import as_triples
from kg.sources.folder import Raw
from kg.sources.upstream.figures import read
from kg.validate.cases import Case
from kg.validate.paths import statements
from kg.validate.placing import Scene, Written
from kg.validate.report import told
from kg.validate.shacl import validate

SHOWN = 20
"""Figures told of that break one and the same rule; the rest are counted: often it is all of a series."""


def judge_figures(
    inputs: Inputs, authorities: Iterable[Raw], previous: Release | None, *, processes: int
) -> list[Finding]:
    """What the shapes find in the figures; nothing when the same figures were judged by the same shapes before."""
    before = dict(previous.manifest.inputs) if previous is not None else {}
    if not inputs.figures or all(before.get(name) == inputs.digests[name] for name in ("context", "judging")):
        return []
    focus = dict.fromkeys(quad.subject.value for quad in inputs.figures if isinstance(quad.subject, NamedNode))
    raised = validate(
        [Case("", tuple(focus), tuple(as_triples(lines(inputs.figures))))],
        inputs.shapes.ntriples(inputs.base.iri),
        "".join(as_triples(inputs.vocabulary.lines())).encode(),
        processes=processes,
    )
    if not raised:
        return []
    said = statements(inputs.figures)
    scene = Scene(Written(()), said, said, inputs.book, inputs.derivations)
    places = _places(authorities, inputs.base)
    found = [replace(each, place=places.get(each.focus or "")) for each in told(raised, scene, inputs.base)]
    return list(_few(sorted(found, key=lambda each: each.order)))


def _places(authorities: Iterable[Raw], base: Base) -> Mapping[str, Place]:
    """Where each figure stands: the file, and the line of its row."""
    found: dict[str, Place] = {}
    for raw in authorities:
        path = PurePosixPath(raw.name)
        if path.name == FILE:
            for line, figure in enumerate(read(raw.read(), raw.name), start=2):
                found[node_of(figure, path.parent.name, base).value] = Place(raw.name, line)
    return found


def _few(found: Iterable[Finding]) -> Iterator[Finding]:
    """The first of each rule, and of each that has more, how many they are."""
    count: dict[str | None, int] = {}
    last: dict[str | None, Finding] = {}
    for each in found:
        count[each.shape] = count.get(each.shape, 0) + 1
        last[each.shape] = each
        if count[each.shape] <= SHOWN:
            yield each
    for shape, number in count.items():
        if number > SHOWN:
            sv = f"Samma sak gäller {number - SHOWN} tal till. {last[shape].message_sv}"
            en = f"The same is so of {number - SHOWN} more figures. {last[shape].message_en}"
            yield replace(last[shape], message_sv=sv, message_en=en)
