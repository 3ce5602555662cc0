"""What travels between the web process and an examiner arrives as it was sent."""

import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import errors
from kg.errors import BadInput, BadSyntax, KgError, UnsupportedMediaType
from kg.examine.handed import Handed
from kg.examine.wire import Asked, Request, encode_request, read_request, refusal, refusal_head
from kg.place import Place

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
HANDED = st.builds(Handed, TEXTS, st.binary(max_size=300_000), st.none() | TEXTS)
ASKED = st.none() | st.builds(Asked, TEXTS, st.sampled_from(["sv", "en"]), st.none() | TEXTS)


@given(st.lists(HANDED, max_size=4), st.none() | TEXTS, ASKED, st.booleans())
def test_a_request_arrives_as_it_was_sent(
    handed: list[Handed], kind: str | None, asked: Asked | None, by_steward: bool
) -> None:
    request = Request(tuple(handed), kind, asked, by_steward)
    reading, writing = os.pipe()

    def send() -> None:
        with os.fdopen(writing, "wb") as out:
            out.write(b"".join(encode_request(request)))

    sending = threading.Thread(target=send)
    sending.start()
    assert read_request(reading) == request
    assert read_request(reading) is None
    sending.join()
    os.close(reading)


def test_a_single_part_is_not_copied() -> None:
    data = b"x" * 1000
    assert encode_request(Request((Handed("a", data),)))[1] is data


@pytest.mark.parametrize("kind", [BadSyntax, UnsupportedMediaType, BadInput])
@pytest.mark.parametrize("place", [None, Place("a.xlsx", sheet="Blad", cell="B2"), Place("a.ttl", 3, 4, 9)])
def test_a_refusal_arrives_as_it_was_made(kind: type[KgError], place: Place | None) -> None:
    told = refusal(refusal_head(kind("en", message_sv="sv", place=place)))
    assert (type(told), told.message, told.message_sv, told.place) == (kind, "en", "sv", place)


@pytest.mark.parametrize("name", ["Nothing", "annotations", "Place", "Sequence"])
def test_a_refusal_of_a_class_that_is_none_is_bad_input(name: str) -> None:
    head = {**refusal_head(BadInput("en")), "class": name}
    assert type(refusal(head)) is errors.BadInput
