"""Rows of banks: headings found, cells read, faults at their cells."""

import csv
import io
from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from kg.errors import BadSyntax
from kg.parse.bank.rows import BankRow, read
from kg.sweden.projectbanks.banks import BANKS
from tests.bank_exports import VAXER, VAXER_I_KOHESIO, export_of


def _rows(bank: str, *rows: Mapping[str, str]) -> list[BankRow]:
    return list(read([export_of(bank, *rows)], BANKS[bank], "x.csv").rows)


def _faults(row: Mapping[str, str], bank: str = "esf") -> list[tuple[str | None, str | None]]:
    [found] = _rows(bank, row)
    return [(note.place.cell, note.heading) for note in found.notes if note.stops]


def test_the_cells_of_a_row_become_values() -> None:
    [row] = _rows("esf", VAXER)
    assert not row.notes
    assert row.values["budget"] == Decimal(4973906)
    assert row.values["ownerNumber"] == "212000-3005"
    assert row.values["edtf"] == "2023-09-04/2025-12-31"
    assert (row.number, row.line) == (2, 2)


def test_a_summary_is_looked_in_and_is_no_value() -> None:
    [row] = _rows("esf", VAXER)
    assert "utrikes" in row.prose[0]
    assert not any("utrikes" in str(value) for value in row.values.values())


def test_kohesio_is_read_by_its_own_headings() -> None:
    [row] = _rows("kohesio", VAXER_I_KOHESIO)
    assert not row.notes
    assert row.values["budget"] == Decimal("433478.4")
    assert row.values["operation"] == "23-017-S01"
    assert row.belongs


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"budget": "okänt"}, ("J2", "Total projektbudget / Total budget SEK")),
        ({"start": "31/02/2020"}, ("O2", "Startdatum / Start date")),
        ({"end": "2020-01-01"}, ("P2", "Slutdatum / End date")),
        ({"title": " "}, ("F2", "Namn på insatsen / Operation Name")),
        ({"id": ""}, ("A2", "Diarienummer / Operation ID")),
        ({"rate": "900%"}, ("K2", "Unionens medfinansieringsgrad / Union co-financing rate")),
        ({"ownerNumber": "2120003006"}, ("C2", "Projektägare organisationsnummer / Beneficiary ID")),
    ],
)
def test_a_fault_stands_at_its_cell_and_names_its_column(cells: Mapping[str, str], fault: tuple[str, str]) -> None:
    assert _faults({**VAXER, **cells}) == [fault]


def test_every_fault_of_a_row_is_told() -> None:
    assert len(_faults({**VAXER, "budget": "x", "support": "y", "start": "z"})) == 3


def test_what_may_be_a_person_has_neither_name_nor_number() -> None:
    [row] = _rows("esf", {**VAXER, "owner": "Kim Exempelsson", "ownerNumber": "900101-9802"})
    assert not row.stopped
    assert not {"owner", "ownerNumber"} & row.values.keys()
    assert [note.place.cell for note in row.notes] == ["C2"]
    assert "Kim" not in str(row)


def test_a_row_of_another_width_is_told_as_a_whole() -> None:
    data = export_of("esf", VAXER) + b"bara;tre;celler\r\n"
    *_, last = read([data], BANKS["esf"], "x.csv").rows
    assert last.stopped
    assert last.notes[0].heading is None


def test_headings_may_stand_in_any_order_with_others_among_them() -> None:
    form = BANKS["esf"]
    columns = [column.heading for column in reversed(form.columns)]
    cells = [VAXER.get(column.name, "").replace("\r\n", " ").replace(";", ",") for column in reversed(form.columns)]
    data = ";".join(["Ny kolumn", *columns]) + "\n" + ";".join(["x", *cells]) + "\n"
    [row] = read([data.encode()], form, "x.csv").rows
    assert row.values["title"] == "Exempelbyn växer"


def test_another_delimiter_is_named() -> None:
    with pytest.raises(BadSyntax, match="parted by commas"):
        read([export_of("esf", VAXER, delimiter=",")], BANKS["esf"], "x.csv")


def test_the_export_of_another_bank_is_refused_by_the_headings_it_lacks() -> None:
    with pytest.raises(BadSyntax, match="Diarienummer"):
        read([export_of("kohesio", VAXER_I_KOHESIO)], BANKS["esf"], "x.csv")


def test_a_row_without_any_title_is_told() -> None:
    assert _faults({**VAXER_I_KOHESIO, "title": "", "titleEnglish": ""}, "kohesio") == [
        ("D2", "Operation_Name_Programme_Language")
    ]


def test_the_line_that_spreadsheet_programs_begin_with_is_no_heading() -> None:
    found = read([b"sep=;\r\n" + export_of("esf", VAXER).removeprefix(b"\xef\xbb\xbf")], BANKS["esf"], "x.csv")
    assert [row.values["id"] for row in found.rows] == ["23-017-S01"]


def test_lines_that_end_with_a_carriage_return_alone_are_told_as_such() -> None:
    data = export_of("esf", VAXER).replace(b"\r\n", b"\r").replace(b"\n", b"\r")
    with pytest.raises(BadSyntax, match="carriage return"):
        read([data], BANKS["esf"], "x.csv")


@pytest.mark.parametrize("turned", [lambda cells: cells[::-1], lambda cells: [*cells, "mer"]])
def test_columns_are_found_by_their_headings_wherever_they_stand(turned: Callable[[list[str]], list[str]]) -> None:
    table = csv.reader(io.StringIO(export_of("esf", VAXER).decode("utf-8-sig"), newline=""), delimiter=";")
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(turned(cells) for cells in table)
    [row] = read([out.getvalue().encode()], BANKS["esf"], "x.csv").rows
    assert (row.values["id"], row.values["title"], row.notes) == ("23-017-S01", "Exempelbyn växer", ())
