"""One writer a format: each takes the parts of a walk in turn and leaves one file; same content, same bytes.

Turtle, TriG and RDF/XML are the engine's, batch by batch, under a head of ours: the engine orders prefixes by a hash.
"""

import gzip
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, TypeAlias, cast

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat, Triple

from kg.rdf import jsonld
from kg.rdf.formats import JSONLD, NQUADS, NTRIPLES, RDFXML, TRIG, TURTLE, Format
from kg.rdf.jsonld import Words
from kg.rdf.namespaces import RDF
from kg.release import shards
from kg.release.survey import Survey
from kg.release.walk import OWN_GRAPHS, Part, Walk, as_triple, graph_of, parsed

BATCH = 4000
_SUBJECT = re.compile(r"(?m)^(?=[^\t\n])")
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>|( , )|([A-Za-z][\w-]*):(\S*\\\S*)')


@dataclass(frozen=True)
class Dump:
    """What a dump is: its format, whether it is compressed, whether it keeps the named graphs."""

    form: Format
    packed: bool
    graphs: bool

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"samverkansgrafen.{self.form.extension}{'.gz' if self.packed else ''}"


DUMPS = (
    Dump(TURTLE, packed=False, graphs=False),
    Dump(TRIG, packed=False, graphs=True),
    Dump(NQUADS, packed=True, graphs=True),
    Dump(NTRIPLES, packed=True, graphs=False),
    Dump(JSONLD, packed=False, graphs=False),
    Dump(RDFXML, packed=False, graphs=False),
)


Json: TypeAlias = Mapping[str, object]


def write(walk: Walk, folder: Path, seen: Survey, context: Json) -> None:
    """Every dump of what is walked through, in one walk and a few megabytes of memory."""
    with ExitStack() as opened:
        writers = []
        for dump in DUMPS:
            handle = opened.enter_context(_file(folder / dump.name, packed=dump.packed))
            aside = opened.enter_context(tempfile.TemporaryFile(dir=folder))
            writers.append(_writer(dump, handle, aside, walk, seen, context))
        for part in walk.parts():
            quads = part.quads()
            for writer in writers:
                writer.take(part, quads)
        for writer in writers:
            writer.end()


class Writer(Protocol):
    """What takes the parts of a walk in turn."""

    def take(self, part: Part, quads: list[Quad]) -> None:
        """Write a part, or keep it for the next batch; `quads` are its statements parsed."""
        ...

    def end(self) -> None:
        """Write what is left."""
        ...


class Lines:
    """N-Quads, or N-Triples where the graphs are left out."""

    def __init__(self, handle: IO[bytes], *, graphs: bool) -> None:
        self._handle = handle
        self._graphs = graphs

    def take(self, part: Part, quads: list[Quad]) -> None:
        """Write the part's lines."""
        said = part.lines if self._graphs else map(as_triple, part.lines)
        self._handle.write("".join(said).encode())

    def end(self) -> None:
        """Nothing is left: lines are written as they come."""


class Turtle:
    """The merged graph as Turtle: a block for each subject, an empty line between them."""

    def __init__(self, handle: IO[bytes], named: Mapping[str, str]) -> None:
        self._handle = handle
        self._named = named
        self._waiting: list[Triple] = []
        handle.write(_head(named))

    def take(self, part: Part, quads: list[Quad]) -> None:
        """Write the part's statements with those of the next parts."""
        self._waiting += [quad.triple for quad in quads]
        if len(self._waiting) >= BATCH:
            self.end()

    def end(self) -> None:
        """Write what waits."""
        self._handle.write(_SUBJECT.sub("\n", _turtle(self._waiting, self._named)).encode())
        self._waiting = []


class Trig:
    """The dataset as TriG: a graph for each record, then the release's own graphs, each in one block."""

    def __init__(self, handle: IO[bytes], named: Mapping[str, str], walk: Walk, aside: IO[bytes]) -> None:
        self._handle = handle
        self._named = named
        self._walk = walk
        self._aside = aside
        self._own = {walk.base.graph(name).value for name in OWN_GRAPHS}
        self._derived = walk.base.graph("derived").value
        handle.write(_head(named))

    def take(self, part: Part, quads: list[Quad]) -> None:
        """Write the part's own graph; what is derived is put aside, to stand together."""
        graphs: dict[str, list[Triple]] = {}
        for quad, line in zip(quads, part.lines, strict=True):
            graphs.setdefault(graph_of(line), []).append(quad.triple)
        for name, triples in graphs.items():
            if name not in self._own:
                self._graph(name, [_indented(_turtle(triples, self._named))])
        self._aside.write(_indented(_turtle(graphs.get(self._derived, []), self._named)))

    def end(self) -> None:
        """Write the release's own graphs."""
        if self._aside.tell():
            self._aside.seek(0)
            self._graph(self._derived, iter(lambda: self._aside.read(1 << 20), b""))
        for name in shards.OTHER_GRAPHS:
            triples = [quad.triple for quad in parsed(self._walk.graph(name))]
            if triples:
                self._graph(self._walk.base.graph(name).value, [_indented(_turtle(triples, self._named))])

    def _graph(self, name: str, body: Iterable[bytes]) -> None:
        self._handle.write(f"\n<{name}> {{\n".encode())
        self._handle.writelines(body)
        self._handle.write(b"}\n")


class RdfXml:
    """The merged graph as RDF/XML: an element for each subject, named by its first type."""

    def __init__(self, handle: IO[bytes], named: Mapping[str, str]) -> None:
        self._handle = handle
        self._named = {"rdf": RDF.iri, **named}
        self._waiting: list[Triple] = []
        spaces = "".join(f'\n\txmlns:{name}="{iri}"' for name, iri in sorted(self._named.items()))
        handle.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'.encode())

    def take(self, part: Part, quads: list[Quad]) -> None:
        """Write the part's statements with those of the next parts."""
        self._waiting += [quad.triple for quad in quads]
        if len(self._waiting) >= BATCH:
            self._flush()

    def end(self) -> None:
        """Write what waits, and close the document."""
        self._flush()
        self._handle.write(b"</rdf:RDF>\n")

    def _flush(self) -> None:
        if self._waiting:
            raw = ox.serialize(self._waiting, format=RdfFormat.RDF_XML, prefixes=self._named) or b""
            inside = raw[raw.index(b">\n", raw.index(b"<rdf:RDF")) + 2 : raw.rindex(b"</rdf:RDF>")]
            # XML readers turn a bare carriage return into a line feed (XML 1.0 §2.11), and the engine writes it bare.
            self._handle.write(inside.replace(b"\r", b"&#xD;"))
            self._waiting = []


class JsonLd:
    """The merged graph as JSON-LD: an object for each subject; the context is known last and stands first."""

    def __init__(self, handle: IO[bytes], words: Words, aside: IO[bytes]) -> None:
        self._handle = handle
        self._words = words
        self._aside = aside
        self._first = True

    def take(self, part: Part, quads: list[Quad]) -> None:
        """Put the part's objects aside."""
        nodes = [self._words.node(subject, said) for subject, said in jsonld.by_subject(q.triple for q in quads)]
        self._aside.write("".join(jsonld.listed(nodes, first=self._first)).encode())
        self._first = self._first and not nodes

    def end(self) -> None:
        """Write the context and then the objects."""
        self._handle.write(jsonld.head(self._words).encode())
        self._aside.seek(0)
        shutil.copyfileobj(self._aside, self._handle)
        self._handle.write(jsonld.TAIL.encode())


def _writer(dump: Dump, handle: IO[bytes], aside: IO[bytes], walk: Walk, seen: Survey, context: Json) -> Writer:
    if dump.form == TURTLE:
        return Turtle(handle, seen.prefixes())
    if dump.form == TRIG:
        return Trig(handle, seen.prefixes(), walk, aside)
    if dump.form == RDFXML:
        return RdfXml(handle, seen.prefixes())
    if dump.form == JSONLD:
        return JsonLd(handle, Words(context, walk.base.iri, schemes=seen.schemes), aside)
    return Lines(handle, graphs=dump.graphs)


@contextmanager
def _file(path: Path, *, packed: bool) -> Iterator[IO[bytes]]:
    with path.open("wb") as raw:
        if not packed:
            yield raw
            return
        # No name and no time in the archive: the same content gives the same bytes.
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=6, mtime=0) as handle:
            yield cast("IO[bytes]", handle)


def _head(named: Mapping[str, str]) -> bytes:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(named.items())).encode()


def _turtle(triples: list[Triple], named: Mapping[str, str]) -> str:
    """The engine's Turtle without its head, one value a line: easier to read, and to compare with another release's.

    A short name that needs a backslash is written out: rdflib 7 doesn't take the backslash away again.
    """
    raw = ox.serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(named)) or b""
    body = raw.decode().split("\n", len(named))[-1]

    def piece(found: re.Match[str]) -> str:
        if found[2]:
            return "<" + named[found[2]] + re.sub(r"\\(.)", r"\1", found[3]) + ">"
        return " ,\n\t\t" if found[1] else found[0]

    return _PIECE.sub(piece, body) if triples else ""


def _indented(text: str) -> bytes:
    return re.sub(r"(?m)^(?=.)", "\t", text).encode()
