"""Rows out of a stream of bytes, however it is cut up."""

import csv
import io
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadSyntax
from kg.parse.bank.stream import LONGEST, RawRow, rows

_CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)


def _read(text: str | bytes, *, size: int = 1 << 20, delimiter: str = ";") -> list[RawRow]:
    data = text.encode() if isinstance(text, str) else text
    return list(rows(_cut(data, size), delimiter, "x.csv"))


def _cut(data: bytes, size: int) -> Iterable[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


@given(
    st.lists(st.lists(_CELLS, min_size=2, max_size=4).filter(lambda row: any(map(str.strip, row))), max_size=6),
    st.integers(1, 40),
    st.sampled_from([";", ","]),
    st.booleans(),
)
def test_what_is_written_is_read_whatever_the_pieces(
    table: list[list[str]], size: int, delimiter: str, marked: bool
) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    data = (b"\xef\xbb\xbf" if marked else b"") + file.getvalue().encode()
    assert [list(row.cells) for row in _read(data, size=size, delimiter=delimiter)] == table


def test_a_row_knows_its_number_and_the_line_it_begins_at() -> None:
    found = _read('a;b\r\n"två\r\nrader";c\r\n\r\nd;e')
    assert [(row.number, row.line, row.cells) for row in found] == [
        (1, 1, ("a", "b")),
        (2, 2, ("två\r\nrader", "c")),
        (4, 5, ("d", "e")),
    ]


def test_a_row_that_is_too_long_is_passed_by_and_the_next_is_read() -> None:
    found = _read(b"a;b\n" + b"x" * (10 * LONGEST) + b";y\nc;d\n", size=70_000)
    assert [(row.number, row.wrong is None) for row in found] == [(1, True), (2, False), (3, True)]


def test_a_cell_that_is_too_long_is_told_of_its_row() -> None:
    found = _read("a;b\n" + "x" * 150_000 + ";y\nc;d\n")
    assert [row.wrong is None for row in found] == [True, False, True]


@pytest.mark.parametrize("row", ['a"b;c', '"a"b;c', 'a;"b"c"'])
def test_stray_quotation_marks_are_told_of_their_row(row: str) -> None:
    [_, found, *_] = _read(f"a;b\n{row}\nc;d\n")
    assert found.wrong is not None or len(found.cells) == 2


def test_a_quotation_mark_that_is_never_closed_is_told() -> None:
    [_, found] = _read('a;b\n"c;d\ne;f\n')
    assert found.wrong is not None
    assert "stängs aldrig" in found.wrong.sv


def test_a_null_character_is_told_of_its_row() -> None:
    [_, found, last] = _read("a;b\nc\0;d\ne;f\n")
    assert found.wrong is not None
    assert last.cells == ("e", "f")


def test_a_byte_that_is_no_utf8_is_told_with_its_line() -> None:
    with pytest.raises(BadSyntax) as caught:
        _read(b"a;b\nc;d\n" + "å;ä\n".encode("cp1252"))
    assert str(caught.value.place) == "x.csv:3"
