"""What pool and worker say to each other over their socket: framed, plain, and nothing that runs when it is read.

A request is a length and JSON; a reply is two lengths, JSON and bytes. Lengths are four bytes, most significant first.
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
REPLY_HEAD = struct.Struct("!II")


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


class Reply(NamedTuple):
    """A worker's reply: a head that says how it went, and the serialised answer."""

    head: dict[str, Value]
    body: bytes


def encode_job(job: Job) -> dict[str, Value]:
    """A job as JSON can hold it."""
    return asdict(job)


def encode_request(request: Request) -> bytes:
    """A request as one frame."""
    said = {
        "text": request.text,
        "format": request.format,
        "default": request.default,
        "named": request.named,
        "names_graphs": request.names_graphs,
        "bindings": {name: _encode_term(term) for name, term in request.bindings.items()},
    }
    payload = json.dumps(said).encode()
    return REQUEST_HEAD.pack(len(payload)) + payload


def decode_request(payload: bytes) -> Request:
    """The request in a frame's payload."""
    said = json.loads(payload)
    return Request(
        text=said["text"],
        format=said["format"],
        default=None if said["default"] is None else tuple(said["default"]),
        named=None if said["named"] is None else tuple(said["named"]),
        names_graphs=said["names_graphs"],
        bindings={name: _decode_term(term) for name, term in said["bindings"].items()},
    )


def encode_reply(head: Mapping[str, Value], body: bytes) -> bytes:
    """The front of a reply's frame; the body follows it as it is."""
    payload = json.dumps(head).encode()
    return REPLY_HEAD.pack(len(payload), len(body)) + payload


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
