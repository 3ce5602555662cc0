"""Answer queries from one read-only store, one at a time, in a process of its own that may die of any of them.

It is forked from the zygote, or from an office with a copy of the store: it confines itself, opens its store, says
that it is ready, and answers until the other side is gone. Results are serialised by the thread that made them, because
the engine ends the process when another touches them.
"""

import re
import resource
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast
from xml.parsers import expat

import pyoxigraph as ox
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple, Variable

from kg.errors import EngineUnavailable
from kg.query import commas, landlock, sandbox, yielding
from kg.query.lexer import place
from kg.query.mistakes import finding
from kg.query.sink import Sink, TooLarge
from kg.query.undeclared import undeclared
from kg.query.wire import Job, Reply, Request, Value, decode_request, encode_reply, read_frame, write_all
from kg.rdf import formats, graphs
from kg.rdf.formats import RDFXML, SPARQL_CSV, SPARQL_XML, Format
from kg.rdf.namespaces import prefixes

_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_SHORT_BYTES = 64 * 1024
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
# Most of what the parser expected are character classes, which help nobody; a reason is a few words in a row.
_REASON = re.compile(r"(?<![\w'\"])[A-Z]\w+(?: [\w'?$*-]+){2,}")
_UNKNOWN_FUNCTION = re.compile(r"The custom function (<[^>]*>) is not supported")


class NotXml(Exception):
    """The answer can't be written as XML."""


def run(job: Job, channel: int, parent: int, copy: Store | None = None) -> None:
    """Answer what comes through the channel until it is closed, from the job's store or from a copy of it in memory."""
    try:
        store = _opened(job, parent, copy)
    except (EngineUnavailable, OSError, RuntimeError, ValueError) as wrong:
        _send(channel, Reply({"fault": "start", "detail": str(wrong)}, b""))
        return
    desk = Desk(store, job)
    yielding.prepare()
    _send(channel, Reply({}, b""))
    while (payload := read_frame(channel)) is not None:
        with yielding.Often():
            reply = desk.reply(decode_request(payload))
        try:
            _send(channel, reply)
        except (BrokenPipeError, ConnectionResetError):
            return


def _opened(job: Job, parent: int, copy: Store | None) -> Store:
    sandbox.die_with(parent)
    sandbox.be_silent()
    sandbox.limit_files()
    if job.sandbox:
        landlock.show_only([Path(job.store)] if copy is None else [])
        sandbox.confine()
    store = Store.read_only(job.store) if copy is None else copy
    sandbox.limit_memory(job.memory_bytes)
    return store


def _send(channel: int, reply: Reply) -> None:
    front, body = encode_reply(reply), reply.body
    if len(body) < _SHORT_BYTES:
        write_all(channel, front + body)
    else:
        write_all(channel, front)
        write_all(channel, body)


@dataclass(frozen=True)
class _View:
    """A store and the part of it that a query sees."""

    store: Store
    union: bool = False
    default: list[NamedNode | BlankNode | DefaultGraph] | None = None
    named: list[NamedNode | BlankNode] | None = None


class Desk:
    """Where questions about one store are answered; it keeps the last dataset it had to copy together."""

    def __init__(self, store: Store, job: Job) -> None:
        self._store = store
        self._job = job
        self._copied: tuple[object, Store] | None = None
        self._fresh = _peak_bytes()

    def reply(self, request: Request) -> Reply:
        """How it went, and the answer; a fault is said by name, and what is not foreseen ends the process."""
        started = time.perf_counter()
        head: dict[str, Value] = {}
        body = b""
        try:
            body = self._answer(request)
        except SyntaxError as wrong:
            head = (
                finding.told(request.text, str(wrong))
                or _undeclared_prefix(request.text, self._job.base_iri)
                or _syntax_fault(str(wrong), request.text)
            )
        except TooLarge as wrong:
            head = {"fault": wrong.what}
        except NotXml as wrong:
            head = {"fault": "xml", "detail": str(wrong)}
        except MemoryError:
            self._copied = None
            head = {"fault": "memory"}
        except PermissionError as wrong:
            head = {"fault": "denied", "detail": str(wrong)}
        except (RuntimeError, OSError, ValueError) as wrong:
            head = _engine_fault(str(wrong))
        # A worker that has swollen leaves less room for the next question: the pool replaces it.
        worn = _peak_bytes() - self._fresh > self._job.memory_bytes // 4
        return Reply(head, body, time.perf_counter() - started, worn)

    def _answer(self, request: Request) -> bytes:
        form = formats.by_name(request.format)
        if form is None:
            raise ValueError(f"no format {request.format!r}")
        result = self._ask(request)
        if isinstance(result, ox.QueryTriples):
            return self._graph(result, form)
        if isinstance(result, ox.QueryBoolean):
            return _boolean(result, form)
        return self._table(request, result, form)

    def _ask(self, request: Request) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        view = self._view(request)
        return view.store.query(
            request.text,
            base_iri=self._job.base_iri,
            use_default_graph_as_union=view.union,
            default_graph=view.default,
            named_graphs=view.named,
            substitutions={Variable(name): term for name, term in request.bindings.items()},
        )

    def _view(self, request: Request) -> "_View":
        """The dataset asked for. Where a statement may stand in two graphs, the engine's own union would repeat it."""
        if request.default is None and request.named is None:
            if self._job.union and not self._job.disjoint:
                return _View(self._merged(request))
            return _View(self._store, union=self._job.union)
        default, named = _nodes(request.default), _nodes(request.named)
        if len(default) > 1 and not self._job.disjoint:
            return _View(self._merged(request), default=[DefaultGraph()], named=[*named])
        return _View(self._store, default=[*default], named=[*named])

    def _merged(self, request: Request) -> Store:
        """The asked graphs in one, each statement once: the RDF merge that SPARQL's default graph is
        (https://www.w3.org/TR/sparql11-query/#specifyingDataset)."""
        key = (request.default, request.named, request.names_graphs)
        if self._copied is None or self._copied[0] != key:
            self._copied = None
            self._copied = (key, self._copy_together(request))
        return self._copied[1]

    def _copy_together(self, request: Request) -> Store:
        copy = Store()
        whole = request.default is None and request.named is None
        for graph in (None,) if whole else _nodes(request.default):
            found = self._store.quads_for_pattern(None, None, None, graph)
            copy.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in found)
        if request.names_graphs:
            for name in self._store.named_graphs() if whole else _nodes(request.named):
                copy.bulk_extend(self._store.quads_for_pattern(None, None, None, name))
                copy.add_graph(name)
        return copy

    def _table(self, request: Request, result: ox.QuerySolutions, form: Format) -> bytes:
        columns = len(result.variables)
        sink = self._sink(form)
        result.serialize(cast(IO[bytes], sink), formats.engine_results(form))
        if form == SPARQL_XML:
            return _as_xml(sink.body)
        if form == SPARQL_CSV and not commas.part_columns(sink.body, columns):
            again, sink = self._ask(request), self._sink(form)
            if isinstance(again, ox.QuerySolutions):
                commas.write(again, sink)
        return bytes(sink.body)

    def _sink(self, form: Format) -> Sink:
        return Sink(form, max_rows=self._job.max_rows, max_bytes=self._job.max_bytes)

    def _graph(self, result: ox.QueryTriples, form: Format) -> bytes:
        found: set[Triple] = set()
        for triple in result:
            found.add(triple)
            if len(found) > self._job.max_rows:
                raise TooLarge("rows")
        body = graphs.write(found, form, base_iri=self._job.base_iri)
        if len(body) > self._job.max_bytes:
            raise TooLarge("bytes")
        if form == RDFXML:
            _must_be_xml(body)
        return body


def _as_xml(table: bytearray) -> bytes:
    """The table, so that an XML reader finds in it what was put in."""
    if _NOT_XML.search(table):
        raise NotXml("a value with a control character")
    # A reader makes a bare carriage return into a line feed (https://www.w3.org/TR/xml/#sec-line-ends).
    return bytes(table.replace(b"\r", b"&#xD;"))


def _boolean(result: ox.QueryBoolean, form: Format) -> bytes:
    return result.serialize(format=formats.engine_results(form)) or b""


def _nodes(iris: tuple[str, ...] | None) -> list[NamedNode]:
    return [NamedNode(iri) for iri in dict.fromkeys(iris or ())]


def _must_be_xml(body: bytes) -> None:
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(body, True)
    except expat.ExpatError as wrong:
        raise NotXml("a property that can't be made into an XML name, or a value with a control character") from wrong


def _undeclared_prefix(text: str, base_iri: str) -> dict[str, Value]:
    """A prefix that the query uses and doesn't declare, where, and what it stands for in our house."""
    token = undeclared(text)
    if token is None:
        return {}
    where, name = place(text, token.start), token.text.partition(":")[0]
    meant = prefixes(base_iri).get(name, "")
    return {"fault": "prefix", "line": where.line, "column": where.column, "prefix": f"{name}:", "meant": meant}


def _syntax_fault(message: str, text: str) -> dict[str, Value]:
    """Line and column from the engine's message, what stands there, and its reason, where it gives one in words."""
    found = _PLACE.match(message)
    if not found:
        return {"fault": "syntax", "detail": message[:300]}
    line, column = int(found[1]), int(found[2])
    lines = text.split("\n")
    there = lines[line - 1][column - 1 :] if line <= len(lines) else ""
    reason = _REASON.search(found[3])
    return {
        "fault": "syntax",
        "line": line,
        "column": column,
        "near": there.strip()[:40],
        "open": text.count("{") > text.count("}"),
        "detail": reason[0] if reason else "",
    }


def _engine_fault(message: str) -> dict[str, Value]:
    """An unknown function, a call out, a value for what isn't selected: the asker's fault; else the engine's."""
    unknown = _UNKNOWN_FUNCTION.match(message)
    if unknown:
        return {"fault": "function", "detail": unknown[1]}
    if message.startswith("failed to lookup address"):
        # Without a network and without the files that names are looked up in, the engine says this of a host by name.
        return {"fault": "denied", "detail": message}
    return {"fault": "binding" if "SELECT projection" in message else "engine", "detail": message}


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
