"""Answers as values, read by parsers that are not the engine's, and compared up to the names of blank nodes."""

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox
import rdflib
from rdflib.namespace import XSD
from rdflib.query import Result
from rdflib.term import BNode, Identifier, Literal, Node, URIRef

Row = tuple[Identifier | None, ...]
RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")


RESULT_FORMS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
}
GRAPH_FORMS = {
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
}


@dataclass(frozen=True)
class Table:
    """The answer to a SELECT: its variables, and its rows in order."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE."""

    rows: frozenset[Row]


Answer = Table | Triples | bool


def read(body: bytes, media_type: str) -> Answer:
    """The answer in a body; a CSV table holds plain texts, for the format tells no more."""
    kind = media_type.partition(";")[0].strip()
    with _literals_as_written():
        if kind == "text/csv":
            return _csv(body)
        if kind == "text/tab-separated-values":
            return _tsv(body)
        if kind in RESULT_FORMS:
            return _result(Result.parse(io.BytesIO(body), format=RESULT_FORMS[kind]))
        return Triples(frozenset(tuple(map(_plain, triple)) for triple in graph(body, kind)))


def graph(body: bytes, media_type: str, base: str | None = None) -> rdflib.Graph:
    """The graph in a body, read by rdflib."""
    found = rdflib.Graph()
    with warnings.catch_warnings():
        # rdflib reads JSON-LD through a class of its own that it has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        return found.parse(io.BytesIO(body), format=GRAPH_FORMS[media_type], publicID=base)


def read_expected(body: bytes, suffix: str, base: str) -> Answer:
    """The answer that a suite's result file holds; some tables are written as graphs there."""
    media_type = {
        ".srx": "application/sparql-results+xml",
        ".srj": "application/sparql-results+json",
        ".csv": "text/csv",
        ".tsv": "text/tab-separated-values",
        ".ttl": "text/turtle",
    }[suffix]
    if suffix == ".ttl" and b"ResultSet" in body:
        with _literals_as_written():
            return _described(graph(body, "text/turtle", base))
    return read(body, media_type)


def of_engine(found: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> Answer:
    """The engine's own answer, taken term by term."""
    with _literals_as_written():
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        if isinstance(found, ox.QueryTriples):
            return Triples(frozenset(tuple(map(_term, triple)) for triple in found))
        variables = tuple(variable.value for variable in found.variables)
        rows = (tuple(None if term is None else _term(term) for term in solution) for solution in found)
        return Table(variables, tuple(rows))


def as_csv(answer: Answer) -> Answer:
    """What CSV can tell of an answer."""
    if not isinstance(answer, Table):
        return answer
    return Table(answer.variables, tuple(tuple(_csv_cell(term) for term in row) for row in answer.rows))


def as_values(answer: Answer) -> Answer:
    """The answer with every number, date and truth value written in one way: 1.0 and 1 are the same decimal."""
    with _literals_as_written():
        if isinstance(answer, Table):
            return Table(answer.variables, tuple(tuple(map(_value, row)) for row in answer.rows))
        if isinstance(answer, Triples):
            return Triples(frozenset(tuple(map(_value, row)) for row in answer.rows))
        return answer


def same(one: Answer, other: Answer, *, ordered: bool) -> bool:
    """Whether two answers say the same: equal as bags of rows (lists if `ordered`) up to blank nodes."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, Triples) or isinstance(other, Triples):
        return isinstance(one, Triples) and isinstance(other, Triples) and _same_bag([*one.rows], [*other.rows])
    if set(one.variables) != set(other.variables):
        return False
    mine, theirs = list(one.rows), [_arranged(row, other.variables, one.variables) for row in other.rows]
    if not ordered:
        return _same_bag(mine, theirs)
    return len(mine) == len(theirs) and _fits(list(zip(mine, theirs, strict=True)), {}) is not None


def _arranged(row: Row, have: Sequence[str], want: Sequence[str]) -> Row:
    return tuple(row[have.index(name)] for name in want)


def _same_bag(mine: list[Row], theirs: list[Row]) -> bool:
    if Counter(map(_shape, mine)) != Counter(map(_shape, theirs)):
        return False
    blank = [row for row in mine if any(isinstance(term, BNode) for term in row)]
    return _matched(blank, [row for row in theirs if any(isinstance(term, BNode) for term in row)], {})


def _matched(mine: list[Row], theirs: list[Row], names: Mapping[BNode, BNode]) -> bool:
    """Whether every row finds a partner under one renaming of blank nodes."""
    if not mine:
        return True
    for at, partner in enumerate(theirs):
        if _shape(partner) == _shape(mine[0]):
            extended = _fits([(mine[0], partner)], names)
            if extended is not None and _matched(mine[1:], theirs[:at] + theirs[at + 1 :], extended):
                return True
    return False


def _fits(pairs: Sequence[tuple[Row, Row]], names: Mapping[BNode, BNode]) -> Mapping[BNode, BNode] | None:
    """The renaming, extended so that the rows of each pair are equal; None where there is none."""
    found = dict(names)
    for one, other in pairs:
        if _shape(one) != _shape(other):
            return None
        for mine, theirs in zip(one, other, strict=True):
            if isinstance(mine, BNode) and isinstance(theirs, BNode) and found.setdefault(mine, theirs) != theirs:
                return None
    return found if len(set(found.values())) == len(found) else None


def _shape(row: Row) -> tuple[object, ...]:
    return tuple("blank" if isinstance(term, BNode) else term for term in row)


def _result(found: Result) -> Answer:
    if found.type == "ASK":
        return bool(found.askAnswer)
    variables = tuple(str(name) for name in found.vars or ())
    by_name = [{str(name): term for name, term in binding.items()} for binding in found.bindings]
    return Table(variables, tuple(tuple(_plain(row.get(name)) for name in variables) for row in by_name))


def _described(found: rdflib.Graph) -> Table:
    """A table written in the vocabulary of result sets."""
    variables = tuple(sorted(str(name) for name in found.objects(None, RS.resultVariable)))
    rows = []
    for solution in found.objects(None, RS.solution):
        bindings = list(found.objects(solution, RS.binding))
        by_name = {str(found.value(each, RS.variable)): found.value(each, RS.value) for each in bindings}
        rows.append(tuple(_plain(by_name.get(name)) for name in variables))
    return Table(variables, tuple(rows))


def _csv(body: bytes) -> Answer:
    head, *rows = csv.reader(io.StringIO(body.decode(), newline=""))
    # A line with nothing on it is a row of one empty cell where there is one variable.
    cells = (tuple(map(_read_cell, row or [""] * len(head))) for row in rows)
    return Table(tuple(head), tuple(cells))


def _tsv(body: bytes) -> Answer:
    """rdflib's own reader of TSV skips rows that are empty and trips over negative numbers."""
    head, *rows = body.decode().removesuffix("\n").split("\n")
    if not head:
        return Table((), ((),) * len(rows))
    variables = tuple(name.removeprefix("?") for name in head.split("\t"))
    return Table(variables, tuple(tuple(map(_read_term, row.split("\t"))) for row in rows))


def _read_term(cell: str) -> Identifier | None:
    found = _TERM.fullmatch(cell)
    if found is None:
        raise ValueError(f"{cell!r} is no term")
    if found["iri"] is not None:
        return URIRef(found["iri"])
    if found["label"] is not None:
        return BNode(found["label"])
    if found["text"] is not None:
        text = _ESCAPE.sub(lambda escape: _ESCAPES[escape[1]], found["text"])
        if found["language"]:
            return Literal(text, lang=found["language"].lower())
        return _plain(Literal(text, datatype=URIRef(found["datatype"]) if found["datatype"] else None))
    for name, datatype in (("integer", XSD.integer), ("decimal", XSD.decimal), ("double", XSD.double)):
        if found[name] is not None:
            return Literal(cell, datatype=datatype)
    return Literal(cell, datatype=XSD.boolean) if cell else None


_TERM = re.compile(
    r"""<(?P<iri>[^>]*)> | _:(?P<label>\S+) | (?P<integer>[+-]?\d+) | (?P<decimal>[+-]?\d*\.\d+)
    | (?P<double>[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+) | true | false
    | "(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<datatype>[^>]*)>)? |""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", '"': '"', "'": "'", "\\": "\\"}


def _read_cell(cell: str) -> Identifier:
    return BNode(cell[2:]) if cell.startswith("_:") else Literal(cell)


def _csv_cell(term: Identifier | None) -> Identifier:
    """CSV can't tell a text that begins as the name of a blank node from one."""
    return term if isinstance(term, BNode) else _read_cell("" if term is None else str(term))


def _plain(term: Node | None) -> Identifier | None:
    """The term as RDF 1.1 has it: a plain text is an xsd:string, and a language tag has no case."""
    if not isinstance(term, Literal):
        return term if isinstance(term, Identifier) else None
    if term.language:
        return Literal(str(term), lang=term.language.lower())
    return Literal(str(term), datatype=None if term.datatype == XSD.string else term.datatype)


def _value(term: Identifier | None) -> Identifier | None:
    if not isinstance(term, Literal) or term.datatype is None:
        return term
    return Literal(str(_READINGS.get(term.datatype, str)(str(term))), datatype=term.datatype)


_READINGS: Mapping[URIRef, Callable[[str], object]] = {
    XSD.integer: int,
    XSD.decimal: lambda text: Decimal(text).normalize() + 0,
    XSD.double: float,
    XSD.float: float,
    XSD.boolean: lambda text: text in ("true", "1"),
}


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Identifier:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Triple):
        raise ValueError("a triple term is not SPARQL 1.1")
    if term.language:
        return Literal(term.value, lang=term.language.lower())
    datatype = URIRef(term.datatype.value)
    return Literal(term.value, datatype=None if datatype == XSD.string else datatype)


@contextmanager
def _literals_as_written() -> Iterator[None]:
    """rdflib would write "01" as "1" while reading; a comparison must not."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
