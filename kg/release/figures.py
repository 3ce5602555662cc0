"""Figures of places, as accepted snapshots hold them, as statements: RDF Data Cube observations in graph/context.

https://www.w3.org/TR/vocab-data-cube/. Nothing is there until somebody has fetched figures; nothing of what people
know of places depends on them. What a source has no value for, or a count too small to tell, is no observation.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import BadSyntax
from kg.link.codes import things_by_code
from kg.place import Place
from kg.rdf.canonical import digest, has_blank_nodes, must_be_kept
from kg.rdf.iris import Base
from kg.rdf.namespaces import QB, RDF, XSD
from kg.sources.folder import ACCEPTED, Raw
from kg.sources.upstream.configuration import Series, statements, unusable, upstream
from kg.sources.upstream.figures import Figure, plain, read

FILE = "figures.csv"
GRAPH = "context"
_SEXES = {"total": "alla", "women": "kvinnor", "men": "man"}


def context_quads(authorities: Iterable[Raw], records: Iterable[Raw], base: Base) -> tuple[Quad, ...]:
    """The statements of graph/context; BadSyntax for the first file that isn't what its description vouches for."""
    files = [raw for raw in authorities if PurePosixPath(raw.name).name == FILE]
    kept = list(records) if files else []
    return tuple(dict.fromkeys(quad for raw in files for quad in _of(raw, kept, base)))


def _of(raw: Raw, records: Iterable[Raw], base: Base) -> Iterator[Quad]:
    folder, data = raw.path.parent, raw.read()
    folder = folder.parent if folder.name == ACCEPTED else folder
    about = upstream(folder, base)
    if about is None:
        raise unusable(folder, "figures.csv, samv:Refresh")
    told = statements(folder, base)
    _must_be_vouched_for(raw, data, told, base)
    yield from _described(folder, told, base)
    places = things_by_code(records, about.options.get("codes", ""), base)
    series = {each.name: each for each in about.series}
    told_of = [
        (figure, series[figure.key.series], places[figure.key.place])
        for figure in read(data, raw.name)
        if figure.key.place in places and figure.key.series in series
    ]
    kept = [each for each in told_of if _may_be_told(each[0], each[1])]
    latest = {name: max((f.key.year for f, s, _ in kept if s.name == name), default=0) for name in series}
    measures = {name: _measure(each, about.name, told, base) for name, each in series.items()}
    for figure, known, place in kept:
        yield from _observation(figure, measures[known.name], place, base)
        if figure.key.year == latest[known.name]:
            yield from _compared(figure, measures[known.name], base)


@dataclass(frozen=True)
class _Measure:
    """What every figure of a series says: its table and series, unit, region of birth, and for whom it is compared."""

    table: str
    series: NamedNode
    units: tuple[NamedNode, ...]
    births: tuple[NamedNode, ...]
    compared: tuple[NamedNode, ...]


def _measure(series: Series, table: str, told: Iterable[Quad], base: Base) -> _Measure:
    node = NamedNode(f"{base.iri_of(f'figures/{table}')}#{series.name}")
    units, births, compared = (
        tuple(q.object for q in told if q.subject == node and q.predicate == each and isinstance(q.object, NamedNode))
        for each in map(base.ns, ("unit", "figureBirth", "comparedSex"))
    )
    return _Measure(table, node, units, births or (base.concept("fodelseregion", "alla"),), compared)


def _compared(figure: Figure, measure: _Measure, base: Base) -> Iterator[Quad]:
    """That the figure is the one to compare its place by, where the series says for whom it is compared."""
    if base.concept("kon", _SEXES[figure.key.sex]) in measure.compared:
        node = node_of(figure, measure.table, base)
        yield Quad(node, base.ns("comparedIn"), measure.series, base.graph(GRAPH))


def node_of(figure: Figure, table: str, base: Base) -> NamedNode:
    """The IRI of a figure, of the table of that name."""
    key = figure.key
    return NamedNode(f"{base.iri_of(f'figures/{table}')}#{key.series}-{key.place}-{key.year}-{_SEXES[key.sex]}")


def _described(folder: Path, told: Iterable[Quad], base: Base) -> Iterator[Quad]:
    """What people wrote of the data set and its series; how they are asked for stays with us."""
    start = base.iri_of(f"figures/{folder.name}")
    kept = [
        quad
        for quad in told
        if isinstance(quad.subject, NamedNode)
        and (quad.subject.value == start or quad.subject.value.startswith(f"{start}#"))
        and quad.predicate not in (base.ns("option"), base.ns("soughtBy"))
    ]
    source = f"data/authorities/{folder.name}"
    must_be_kept(kept, source)
    if any(has_blank_nodes(quad) for quad in kept):
        raise BadSyntax(
            "the description has blank nodes; give the nodes IRIs.",
            message_sv="beskrivningen har blanka noder; ge noderna IRI:er.",
            place=Place(source),
        )
    graph = base.graph(GRAPH)
    for quad in kept:
        yield Quad(quad.subject, quad.predicate, quad.object, graph)
    yield Quad(NamedNode(start), RDF.type, QB.DataSet, graph)
    yield Quad(NamedNode(start), QB.structure, base.ns("figureStructure"), graph)


def _observation(figure: Figure, measure: _Measure, place: NamedNode, base: Base) -> Iterator[Quad]:
    graph, key = base.graph(GRAPH), figure.key
    node = node_of(figure, measure.table, base)
    said: list[tuple[NamedNode, NamedNode | Literal]] = [
        (RDF.type, QB.Observation),
        (QB.dataSet, NamedNode(base.iri_of(f"figures/{measure.table}"))),
        (base.ns("figurePlace"), place),
        (base.ns("figureYear"), Literal(str(key.year), datatype=XSD.gYear)),
        (base.ns("figureSeries"), measure.series),
        (base.ns("figureSex"), base.concept("kon", _SEXES[key.sex])),
        (base.ns("figureValue"), Literal(plain(figure.value or Decimal(0)), datatype=XSD.decimal)),
        *((base.ns("figureBirth"), birth) for birth in measure.births),
        *((base.ns("unit"), unit) for unit in measure.units),
    ]
    for predicate, value in said:
        yield Quad(node, predicate, value, graph)


def _may_be_told(figure: Figure, series: Series) -> bool:
    """Whether there is a value, and one that is no count of so few that they could be known again."""
    least = series.options.get("hide-below", "")
    if figure.value is None:
        return False
    return not (least.isdecimal() and 0 < abs(figure.value) < int(least))


def _must_be_vouched_for(raw: Raw, data: bytes, told: Iterable[Quad], base: Base) -> None:
    name = PurePosixPath(raw.name)
    node = NamedNode(base.iri_of(f"authority/{name.parent.name}/{name.name}"))
    sums = {q.object for q in told if q.subject == node and q.predicate == base.ns("sha256")}
    if sums != {Literal(digest(data))}:
        raise BadSyntax(
            f"its SHA-256 is not what figures.ttl beside it says. Take back the file, or fetch it again with `kg link "
            f"--authority {name.parent.name} --refresh --accept`.",
            message_sv="dess SHA-256 är inte den som figures.ttl bredvid säger. Ta tillbaka filen, eller hämta den på "
            f"nytt med `kg link --authority {name.parent.name} --refresh --accept`.",
            place=Place(raw.name),
        )
