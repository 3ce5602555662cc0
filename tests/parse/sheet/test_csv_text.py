"""CSV as people save it: any delimiter, any end of line, and a sentence where letters or quotation marks go wrong."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BadSyntax
from kg.parse.sheet.csv_text import guarded, read_csv, unguarded
from kg.parse.sheet.table import LONGEST, MOST_ROWS, letters, number
from tests.conftest import Golden
from tests.parse.sheets import texts

_WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_delimiter_and_the_end_of_line_are_taken_as_they_come(delimiter: str, end: str, mark: str) -> None:
    text = mark + end.join([delimiter.join(["Titel", "Plats"]), delimiter.join(["Språkstegen", "Sala"])])
    assert texts(read_csv(text.encode(), "a.csv")) == {"A1": "Titel", "B1": "Plats", "A2": "Språkstegen", "B2": "Sala"}


def test_the_delimiter_that_excel_names_is_used_and_its_line_is_a_row() -> None:
    assert texts(read_csv(b"sep=,\r\na;b,c\r\n", "a.csv")) == {"A2": "a;b", "B2": "c"}


def test_a_delimiter_within_quotation_marks_parts_nothing() -> None:
    assert texts(read_csv(b'"a;b;c",d\n', "a.csv")) == {"A1": "a;b;c", "B1": "d"}


def test_cells_have_the_name_a_spreadsheet_gives_them_and_the_line_an_editor_shows() -> None:
    sheet = read_csv('a;b\n"två\nrader";"""citat"""\n\n;sist\n'.encode(), "a.csv")
    places = {
        cell.text: (cell.place.cell, cell.place.line, cell.place.column)
        for row in sheet.rows
        for cell in row.cells.values()
    }
    assert places["två\nrader"] == ("A2", 2, 1)
    assert places['"citat"'] == ("B2", 3, 8)
    assert places["sist"] == ("B4", 5, 2)


@settings(deadline=None)
@given(st.lists(st.lists(_WORDS, min_size=2, max_size=5), min_size=1, max_size=6), st.sampled_from(["\r\n", "\n"]))
def test_what_any_program_writes_is_read_cell_by_cell(rows: list[list[str]], end: str) -> None:
    made = io.StringIO()
    csv.writer(made, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([["a", "b"], *rows])
    wanted = {
        f"{letters(column)}{row}": unguarded(text).strip()
        for row, cells in enumerate(rows, start=2)
        for column, text in enumerate(cells, start=1)
        if unguarded(text).strip()
    }
    assert texts(read_csv(made.getvalue().encode(), "a.csv")) == {"A1": "a", "B1": "b", **wanted}


@settings(deadline=None)
@given(st.text(alphabet="'=+-@\tab "))
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t"))


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=16384))
def test_letters_and_numbers_name_the_same_column(column: int) -> None:
    assert number(letters(column)) == column


_UNREADABLE = {
    "empty": b"",
    "only-a-mark": b"\xef\xbb\xbf\r\n",
    "utf-16": "Titel;Plats".encode("utf-16"),
    "latin-1": "Titel;Plats\nSpråkstegen;Sala\n".encode("latin-1"),
    "no-letter": b"Titel;Plats\n\xff\xff\n",
    "null": b"Titel;\x00Plats\n",
    "open-quote": b'Titel;Plats\n"aldrig;stangd\n',
    "after-quote": b'Titel;Plats\n"stangd" for tidigt;Sala\n',
    "wide": b";".join([b"x"] * 1_000_000),
    "long": b"Titel;Plats\n" + b"a;b\n" * (MOST_ROWS + 1),
}


@pytest.mark.parametrize("name", _UNREADABLE)
def test_what_cannot_be_read_is_a_sentence_with_its_line(name: str, golden: Golden) -> None:
    with pytest.raises(BadSyntax) as caught:
        read_csv(_UNREADABLE[name], "tabell.csv")
    golden(f"parse/csv-{name}.txt", f"{caught.value.text('sv')}\n{caught.value.text('en')}\n")


def test_a_text_longer_than_a_cell_is_trouble_at_its_cell() -> None:
    [_, row] = read_csv(b"a;b\n" + b"x" * (LONGEST + 1) + b";c\n", "a.csv").rows
    assert row.cells[1].trouble is not None
    assert (row.cells[1].text, row.cells[2].text) == ("", "c")


def test_a_million_empty_columns_cost_no_more_than_their_bytes() -> None:
    assert texts(read_csv(b"a,b\n" + b"," * 1_000_000 + b"\n", "a.csv")) == {"A1": "a", "B1": "b"}


def test_a_letter_of_another_encoding_is_named_and_placed_behind_a_byte_order_mark_too() -> None:
    with pytest.raises(BadSyntax, match=r"^a\.csv:2: the text isn't UTF-8: 'å' is written as in Windows-1252"):
        read_csv(b"\xef\xbb\xbfTitel\n\xe5\nxyz\n", "a.csv")
