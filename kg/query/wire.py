"""What pool and worker say to each other over their socket: framed, plain, and nothing that runs when it is read.

A request is a length and what is asked; a reply is two lengths, how it went, JSON where it went wrong, and bytes.
Lengths are four bytes, most significant first. What most questions say, and most replies, is said without JSON: the
fewer things a lookup touches between two processes, the less of each is gone from the processor's caches.
"""

import json
import os
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.query.question import Term

Value = str | int | float | bool | None
PIECE = 1024 * 1024
REQUEST_HEAD = struct.Struct("!I")
REPLY_HEAD = struct.Struct("!IId?")
_ASKED = struct.Struct("!BI?")


@dataclass(frozen=True)
class Job:
    """What a worker is for: one store, how its default graph is made, and what one question may cost."""

    store: str
    base_iri: str
    union: bool
    disjoint: bool
    sandbox: bool
    max_rows: int
    max_bytes: int
    memory_bytes: int


@dataclass(frozen=True)
class Request:
    """One query for a worker. `default` and `named` are the graphs asked; None leaves the store's own dataset."""

    text: str
    format: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    names_graphs: bool = True
    bindings: Mapping[str, Term] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """It is the text alone, of the store as it is."""
        return self.default is None and self.named is None and not self.bindings


class Reply(NamedTuple):
    """A worker's reply: a head that tells what went wrong, or is empty, and the serialised answer.

    It took so many seconds. A worker that is worn takes no further question.
    """

    head: Mapping[str, Value]
    body: bytes
    seconds: float = 0.0
    worn: bool = False


def encode_job(job: Job) -> dict[str, Value]:
    """A job as JSON can hold it."""
    return asdict(job)


def encode_request(request: Request) -> bytes:
    """A request as one frame."""
    form, text = request.format.encode(), request.text.encode("utf-8", "surrogatepass")
    rest = b"" if request.is_plain else _encode_rest(request)
    asked = _ASKED.pack(len(form), len(text), request.names_graphs)
    return b"".join((REQUEST_HEAD.pack(len(asked) + len(form) + len(text) + len(rest)), asked, form, text, rest))


def decode_request(payload: bytes) -> Request:
    """The request in a frame's payload."""
    form_size, text_size, names_graphs = _ASKED.unpack_from(payload)
    text_at = _ASKED.size + form_size
    rest_at = text_at + text_size
    form = payload[_ASKED.size : text_at].decode()
    text = payload[text_at:rest_at].decode("utf-8", "surrogatepass")
    if len(payload) == rest_at:
        return Request(text, form, names_graphs=names_graphs)
    rest = json.loads(payload[rest_at:])
    return Request(
        text,
        form,
        default=None if rest["default"] is None else tuple(rest["default"]),
        named=None if rest["named"] is None else tuple(rest["named"]),
        names_graphs=names_graphs,
        bindings={name: _decode_term(term) for name, term in rest["bindings"].items()},
    )


def _encode_rest(request: Request) -> bytes:
    said = {
        "default": request.default,
        "named": request.named,
        "bindings": {name: _encode_term(term) for name, term in request.bindings.items()},
    }
    return json.dumps(said).encode()


def encode_reply(reply: Reply) -> bytes:
    """The front of a reply's frame; the body follows it as it is."""
    payload = json.dumps(reply.head).encode() if reply.head else b""
    return REPLY_HEAD.pack(len(payload), len(reply.body), reply.seconds, reply.worn) + payload


def decode_reply(data: bytes | bytearray, most_bytes: int) -> Reply | None:
    """The reply that these bytes begin with, where all of it is there; ValueError when it is longer than that, or
    is none."""
    if len(data) < REPLY_HEAD.size:
        return None
    head_size, body_size, seconds, worn = REPLY_HEAD.unpack_from(data)
    start = REPLY_HEAD.size + head_size
    if head_size + body_size > most_bytes:
        raise ValueError("a reply longer than anybody asked for")
    if len(data) < start + body_size:
        return None
    head = json.loads(data[REPLY_HEAD.size : start]) if head_size else {}
    return Reply(head, bytes(memoryview(data)[start : start + body_size]), seconds, worn)


def read_frame(source: int) -> bytes | None:
    """The payload of the next request; None when the other side is gone."""
    head = read_exactly(source, REQUEST_HEAD.size)
    return None if head is None else read_exactly(source, REQUEST_HEAD.unpack(head)[0])


def write_all(target: int, data: bytes) -> None:
    """Write every byte, however few the socket takes at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(target, rest[:PIECE]) :]


def read_exactly(source: int, size: int) -> bytes | None:
    """The next so many bytes; None when the other side is gone."""
    data = bytearray()
    while len(data) < size:
        try:
            piece = os.read(source, min(PIECE, size - len(data)))
        except ConnectionResetError:
            return None
        if not piece:
            return None
        data += piece
    return bytes(data)


def _encode_term(term: Term) -> dict[str, str | None]:
    if isinstance(term, Literal):
        return {"literal": term.value, "language": term.language, "datatype": term.datatype.value}
    if isinstance(term, BlankNode):
        return {"blank": term.value}
    return {"iri": term.value}


def _decode_term(said: Mapping[str, str]) -> Term:
    if "iri" in said:
        return NamedNode(said["iri"])
    if "blank" in said:
        return BlankNode(said["blank"])
    if said["language"]:
        return Literal(said["literal"], language=said["language"])
    return Literal(said["literal"], datatype=NamedNode(said["datatype"]))
