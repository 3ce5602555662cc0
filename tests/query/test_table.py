"""An answer as a table of text: whole in a file, and no wider than the terminal where people read it."""

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.table import table
from tests.query.workers import BASE_IRI

LONG = "Länsstyrelsen i Västmanlands län, som samordnade arbetet i fem kommuner"
XSD = "http://www.w3.org/2001/XMLSchema#"


def _body(*rows: dict[str, str | int]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))

    def term(value: str | int) -> dict[str, str]:
        if isinstance(value, int):
            return {"type": "literal", "value": str(value), "datatype": f"{XSD}integer"}
        return {"type": "literal", "value": value}

    bound = [{name: term(value) for name, value in row.items()} for row in rows]
    return json.dumps({"head": {"vars": names}, "results": {"bindings": bound}}).encode()


def _columns(line: str) -> int:
    """How many columns a terminal gives a line."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in line)


def test_a_table_in_a_file_holds_every_cell_whole() -> None:
    told = table(_body({"namn": LONG, "år": 2019}), BASE_IRI, "sv")
    assert LONG in told
    assert "…" not in told


@pytest.mark.parametrize("room", [40, 60, 80, 200])
def test_a_table_in_a_terminal_is_no_wider_than_it(room: int) -> None:
    told = table(_body({"namn": LONG, "text": LONG, "summa": 36691291}, {"namn": "Sala"}), BASE_IRI, "sv", room=room)
    assert max(map(_columns, told.splitlines())) <= room
    assert "36691291" in told, "a number that is cut is another number"
    assert "Sala" in told
    assert ("…" in told) == (room < 200)


def test_columns_that_need_little_leave_their_room_to_the_others() -> None:
    [_, _, row, _] = table(_body({"kort": "Sala", "lång": LONG}), BASE_IRI, "sv", room=60).splitlines()
    assert row == f"Sala  {LONG[:53]}…"


def test_where_there_are_too_many_columns_some_of_each_is_read() -> None:
    told = table(_body({f"kolumn{n}": LONG for n in range(20)}), BASE_IRI, "sv", room=40)
    assert re.findall(r"\S+…", told.splitlines()[2]) == ["Länssty…"] * 20


@given(st.lists(st.text(min_size=1, max_size=90), min_size=1, max_size=4), st.integers(46, 120))
def test_no_line_is_wider_than_the_terminal(cells: list[str], room: int) -> None:
    told = table(_body({f"c{n}": cell for n, cell in enumerate(cells)}), BASE_IRI, "en", room=room)
    assert max(map(_columns, told.split("\n"))) <= room
