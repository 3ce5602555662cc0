"""What is sent over the socket is what arrives."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.query.question import Term
from kg.query.wire import (
    REQUEST_HEAD,
    Reply,
    Request,
    Value,
    decode_reply,
    decode_request,
    encode_reply,
    encode_request,
    read_frame,
    write_all,
)

TERMS = [
    NamedNode("http://example.org/å"),
    BlankNode("b1"),
    Literal('a "text"\n'),
    Literal("en text", language="sv"),
    Literal(7),
    Literal("2019-01-15", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date")),
    Literal("2018-23", datatype=NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")),
]


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_a_term_arrives_as_it_was(term: Term) -> None:
    request = Request("ASK {}", "json", bindings={"x": term})
    assert decode_request(encode_request(request)[REQUEST_HEAD.size :]) == request


@given(st.text(), st.none() | st.lists(st.text()).map(tuple), st.booleans())
def test_a_request_arrives_as_it_was(text: str, graphs: tuple[str, ...] | None, names_graphs: bool) -> None:
    request = Request(text, "csv", default=graphs, named=graphs, names_graphs=names_graphs)
    assert decode_request(encode_request(request)[REQUEST_HEAD.size :]) == request


def test_a_frame_is_read_whole_and_its_end_is_told() -> None:
    source, target = os.pipe()
    frame = encode_request(Request("ASK {}", "json"))
    write_all(target, frame)
    assert read_frame(source) == frame[REQUEST_HEAD.size :]
    write_all(target, frame[:3])
    os.close(target)
    assert read_frame(source) is None
    os.close(source)


HEADS = st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text())


@given(HEADS, st.binary(), st.floats(allow_nan=False), st.booleans())
def test_a_reply_arrives_as_it_was_and_not_before_all_of_it_has_come(
    head: dict[str, Value], body: bytes, seconds: float, worn: bool
) -> None:
    reply = Reply(head, body, seconds, worn)
    said = encode_reply(reply) + body
    assert decode_reply(said, len(said)) == reply
    assert decode_reply(bytearray(said), len(said)) == reply
    assert decode_reply(said[:-1], len(said)) is None


def test_a_reply_longer_than_anybody_asked_for_is_told_from_its_front() -> None:
    front = encode_reply(Reply({}, b"12345"))
    assert decode_reply(front, 5) is None
    with pytest.raises(ValueError, match="longer than anybody asked for"):
        decode_reply(front, 4)
