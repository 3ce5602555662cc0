"""Lines and columns: counted from 1, in letters, and never past the end of a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.place import Place
from kg.rdf.located.text import Span, Text


@pytest.mark.parametrize(
    ("said", "span", "place"),
    [
        ("abc", (0, 3), (1, 1, 4)),
        ("å😀c", (2, 3), (1, 3, 4)),
        ("ab\ncd\n", (3, 5), (2, 1, 3)),
        ("ab\n", (0, 3), (1, 1, 3)),
        ("ab\r\ncd", (1, 6), (1, 2, 3)),
        ("a\u2028b", (2, 3), (1, 3, 4)),
        ("", (0, 0), (1, 1, 1)),
    ],
)
def test_a_place_is_a_line_and_two_columns(said: str, span: Span, place: tuple[int, int, int]) -> None:
    assert Text("x", said).place(span) == Place("x", *place)


@given(st.text("ab\n\r å", max_size=40), st.data())
def test_the_letters_at_a_place_are_those_of_the_span_up_to_the_end_of_its_line(said: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(said)))
    end = data.draw(st.integers(start, len(said)))
    place = Text("x", said).place((start, end))
    assert place.line is not None
    assert place.column is not None
    assert place.end_column is not None
    line = said.split("\n")[place.line - 1]
    assert (
        said[start:end].split("\n")[0].removesuffix("\r" if "\n" in said[start:end] else "\0")
        == (line[place.column - 1 : place.end_column - 1])
    )
