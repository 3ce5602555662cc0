"""Figures as rows: what is written is read back, and what was tampered with is told of by its line."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadSyntax
from kg.sources.upstream.figures import HEAD, SEXES, Figure, Key, number, plain, read, written

VALUES = st.decimals(min_value=-(10**9), max_value=10**9, places=4).map(lambda value: Decimal(plain(value)))
KEYS = st.builds(
    Key,
    st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True),
    st.from_regex(r"[0-9]{4}", fullmatch=True),
    st.integers(1900, 2100),
    st.sampled_from(SEXES),
)
FIGURES = st.lists(st.builds(Figure, KEYS, st.none() | VALUES, st.sampled_from(["", "Missing", "a, b"])),
                   unique_by=lambda each: each.key)  # fmt: skip


@given(FIGURES)
def test_figures_written_are_read_back_in_order(figures: list[Figure]) -> None:
    assert read(written(figures), "figures.csv") == sorted(figures, key=lambda each: each.key)


@given(st.one_of(st.text(), st.none(), st.booleans(), st.lists(st.integers())))
def test_what_is_no_number_is_none(value: object) -> None:
    assert number(value) is None


@pytest.mark.parametrize(
    "row",
    [
        "folkmangd,1980,2024,total",
        "folkmangd,1980,24,total,1,",
        "folkmangd,1980,2024,alla,1,",
        "folkmangd,1980,2024,total,1e9,",
        "folkmangd,,2024,total,1,",
        "Folkmängd,1980,2024,total,1,",
        "ok,1980,2024,total,1,\nok,1980,2024,total,2,",
        'ok,1980,2024,total,1,"',
    ],
)
def test_a_row_that_is_none_is_told_by_its_line(row: str) -> None:
    with pytest.raises(BadSyntax) as refused:
        read(f"{','.join(HEAD)}\n{row}\n".encode(), "figures.csv")
    assert refused.value.place is not None
    assert refused.value.place.line in (2, 3)


def test_a_file_without_its_head_is_refused() -> None:
    with pytest.raises(BadSyntax):
        read(b"a,b\n", "figures.csv")
