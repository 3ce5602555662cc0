"""Judge any RDF by any shapes: a SHACL validator with places, that knows nothing of records.

The data graph is everything given, with what is read beside it as context; named graphs are merged. Every result that
the shapes raise is told, as SHACL says. Nothing is fetched: `owl:imports` is left alone.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox
from pyoxigraph import BlankNode, Quad, RdfFormat, Triple

from kg.errors import BadShapes, BadSyntax
from kg.examine.handed import Handed
from kg.examine.reading import format_of
from kg.examine.soundness import broken
from kg.rdf.findings import Finding, unreadable
from kg.rdf.located.locate import locate
from kg.rdf.located.spots import Key, Located, Spot
from kg.validate.book import Book
from kg.validate.cases import Case
from kg.validate.evidence import Derivations
from kg.validate.paths import Statements, statements
from kg.validate.placing import Scene, Written
from kg.validate.raised import Raised
from kg.validate.report import told
from kg.validate.shacl import judge_by

HERE = "http://localhost/"
"""What relative IRIs in a file are resolved against when nobody says anything else."""

_PREFIX = re.compile(r"(?m)^\s*@?prefix\s+([\w.-]*):\s*<([^<>]*)>", re.IGNORECASE)


@dataclass(frozen=True)
class _Loaded:
    """Texts that were read, and what couldn't be."""

    parts: tuple[Located, ...]
    unreadable: tuple[BadSyntax, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)

    @property
    def quads(self) -> list[Quad]:
        return [quad for part in self.parts for quad in part.quads]


def examine_by(
    given: Sequence[Handed], shapes: Sequence[Handed], context: Sequence[Handed] = (), *, base_iri: str = HERE
) -> list[Finding]:
    """Every result of the shapes on what is given; BadShapes when they can't be applied.

    A shape that can't be read raises; of the data, what can't be read is a finding beside the others.
    """
    data, beside = _loaded(given, "d", base_iri), _loaded(context, "c", base_iri)
    read_shapes = _loaded(shapes, "s", base_iri)
    for wrong in (*read_shapes.unreadable, *beside.unreadable):
        raise wrong
    among = statements([*data.quads, *beside.quads])
    raised = _judged(among, read_shapes)
    scene = _scene(data, among, read_shapes, base_iri)
    kept = [each for each in raised if not _is_context(each, data, beside)]
    found = told(kept, scene, None, every=True)
    found += [unreadable(wrong, base_iri) for wrong in data.unreadable]
    return sorted(found, key=lambda each: each.order)


def _loaded(handed: Iterable[Handed], mark: str, base_iri: str) -> _Loaded:
    parts, wrong, prefixes = [], [], dict[str, str]()
    several = tuple(handed)
    for number, each in enumerate(several):
        form = format_of(each.name, each.media_type)
        try:
            located = locate(each.data, form, base_iri=base_iri, source=each.name)
        except BadSyntax as unread:
            wrong.append(unread)
            continue
        prefixes.update(_declared(each.data))
        parts.append(apart(located, f"{mark}{number}") if len(several) > 1 or mark != "d" else located)
    return _Loaded(tuple(parts), tuple(wrong), prefixes)


def _declared(data: bytes) -> dict[str, str]:
    """The prefixes that a Turtle text declares, for calling things as its writer does."""
    return {name: iri for name, iri in _PREFIX.findall(data.decode("utf-8", "replace")) if ":" in iri}


def apart(located: Located, mark: str) -> Located:
    """The same text with its blank nodes renamed: those of two files are never the same."""
    nodes = {f"_:{node.value}": BlankNode(f"{mark}x{node.value}") for quad in located.quads for node in _blanks(quad)}
    if not nodes:
        return located
    named = {old: str(new) for old, new in nodes.items()}
    quads = tuple(
        Quad(
            nodes.get(str(q.subject), q.subject),
            q.predicate,
            nodes.get(str(q.object), q.object),
            q.graph_name,
        )
        for q in located.quads
    )
    spots: dict[Key, Spot] = {(named.get(s, s), p, named.get(o, o)): spot for (s, p, o), spot in located.spots.items()}
    return Located(quads, spots)


def _blanks(quad: Quad) -> list[BlankNode]:
    return [term for term in (quad.subject, quad.object) if isinstance(term, BlankNode)]


def _judged(among: Statements, shapes: _Loaded) -> list[Raised]:
    judge = judge_by(_ntriples(shapes.quads), b"", processes=1)
    lines = tuple(f"{subject} {predicate} {value} .\n" for subject, predicate, value in among.every)
    try:
        return judge([Case("", None, lines)])
    except BadShapes as wrong:
        raise broken(shapes.parts) or wrong from wrong


def _ntriples(quads: Iterable[Quad]) -> bytes:
    triples = list(dict.fromkeys(Triple(quad.subject, quad.predicate, quad.object) for quad in quads))
    return ox.serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _scene(data: _Loaded, among: Statements, shapes: _Loaded, base_iri: str) -> Scene:
    return Scene(
        written=Written(data.parts),
        given=statements(data.quads),
        among=among,
        book=Book(statements(shapes.quads), among, base_iri, {**shapes.prefixes, **data.prefixes}),
        derivations=Derivations({}),
    )


def _is_context(raised: Raised, data: _Loaded, beside: _Loaded) -> bool:
    """Whether a result is about a node that only the context speaks of: it is read, and not judged."""
    if not beside.parts or raised.terms is None:
        return False
    focus = raised.terms.focus
    mentioned = any(focus in (str(quad.subject), str(quad.object)) for quad in data.quads)
    return not mentioned and any(str(quad.subject) == focus for quad in beside.quads)
