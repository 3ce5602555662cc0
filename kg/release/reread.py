"""Read dumps again with parsers that didn't write them. This runs in processes of its own: it sets rdflib's switches.

rdflib reads into a store without indexes, so that reading takes time but little memory.
"""

import gzip
import multiprocessing
import os
import threading
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, cast
from xml.sax import SAXException

import pyoxigraph as ox
import rdflib
from lxml import etree
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat
from rdflib.store import Store

from kg.rdf.formats import JSONLD, RDFXML, Format, engine_rdf
from kg.release.verify import fingerprint

BATCH = 20_000
Fingerprint = tuple[int, int]
_RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "nt",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}


@dataclass(frozen=True)
class Task:
    """A file to read again: its format, and whether rdflib reads it too."""

    path: Path
    form: Format
    by_rdflib: bool


@dataclass(frozen=True)
class Reading:
    """What each parser made of the file, by the parser's name; `fault` is what one of them said instead."""

    fingerprints: tuple[tuple[str, Fingerprint], ...]
    fault: str | None = None


def end_with_parent() -> None:
    """End this process when the one that started it is gone: a killed command leaves no reader waiting for ever."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def read_again(task: Task) -> Reading:
    """The fingerprints of a file's statements: by the engine, by rdflib where asked for, and XML's form by lxml."""
    found: list[tuple[str, Fingerprint]] = []
    try:
        if task.form == RDFXML:
            _well_formed(task.path)
        found.append(("pyoxigraph", fingerprint(_lines(_by_engine(task)))))
        if task.by_rdflib:
            found.append(("rdflib", _by_rdflib(task)))
    except (SyntaxError, ValueError, OSError, rdflib.exceptions.Error, SAXException, etree.XMLSyntaxError) as wrong:
        return Reading(tuple(found), f"{type(wrong).__name__}: {wrong}")
    return Reading(tuple(found))


def _by_engine(task: Task) -> Iterator[Quad]:
    # JSON-LD is written so that it can be streamed; read otherwise, it takes eleven times its size in memory.
    form = RdfFormat.STREAMING_JSON_LD if task.form == JSONLD else engine_rdf(task.form)
    with _opened(task.path) as handle:
        yield from ox.parse(handle, form)


def _by_rdflib(task: Task) -> Fingerprint:
    """What rdflib reads, with literals as they are written and not as rdflib would rather have them."""
    rdflib.NORMALIZE_LITERALS = False
    tally = _Tally()
    with warnings.catch_warnings(), _opened(task.path) as handle:
        # rdflib 7 warns of its own insides whenever a dataset is read.
        warnings.simplefilter("ignore", DeprecationWarning)
        # Against an http base rdflib would tidy up absolute IRIs too: `a/;` becomes `a/`, `a/../b` becomes `b`.
        rdflib.Dataset(store=tally).parse(handle, format=_RDFLIB[task.form.name], publicID="urn:x-relative:")
    return tally.fingerprint()


class _Tally(Store):
    """A store that answers nothing: it only writes down the statements it is given."""

    context_aware = True
    graph_aware = True
    formula_aware = False

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[Quad] = []
        self._said: list[str] = []

    def add(self, triple: tuple[object, object, object], context: object, quoted: bool = False) -> None:
        """Take note of a statement."""
        name = str(getattr(context, "identifier", context))
        graph = DefaultGraph() if name == "urn:x-rdflib:default" else NamedNode(name)
        subject, predicate, value = triple
        self._waiting.append(Quad(_term(subject), NamedNode(str(predicate)), _term(value), graph))  # type: ignore[arg-type]
        if len(self._waiting) >= BATCH:
            self._flush()

    def add_graph(self, graph: object) -> None:
        """A graph is known by its statements."""

    def remove_graph(self, graph: object) -> None:
        """No reader takes back what it has read: only empty graphs are removed."""

    def fingerprint(self) -> Fingerprint:
        """That of every statement so far."""
        self._flush()
        return fingerprint(self._said)

    def _flush(self) -> None:
        self._said += _lines(self._waiting)
        self._waiting = []


def _term(node: object) -> NamedNode | BlankNode | Literal:
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if not isinstance(node, rdflib.Literal):
        return NamedNode(str(node))
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), datatype=NamedNode(str(node.datatype))) if node.datatype else Literal(str(node))


def _lines(quads: Iterable[Quad]) -> Iterator[str]:
    waiting = iter(quads)
    while batch := list(islice(waiting, BATCH)):
        raw = ox.serialize(batch, format=RdfFormat.N_QUADS) or b""
        yield from (f"{line}\n" for line in raw.decode().split("\n")[:-1])


def _well_formed(path: Path) -> None:
    """XMLSyntaxError when it isn't XML to libxml2, which shares no code with the writer."""
    for _, element in etree.iterparse(path, events=("end",), resolve_entities=False, no_network=True, huge_tree=True):
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")
