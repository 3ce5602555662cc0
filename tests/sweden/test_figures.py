"""Figures in running text are found where they follow a clear pattern, with what they count and how sure they are."""

import time
from decimal import Decimal

import pytest

from kg.sweden.figures import find, only_counts

COUNTED = ["deltagare", "personer", "kvinnor", "män", "procent", "kronor", "av"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("120 kvinnor deltog", [("120", "kvinnor", None)]),
        ("1 200 utrikes födda kvinnor deltog", [("1200", "kvinnor", None)]),
        ("45 av 49 deltagare fullföljde", [("45", "av", "49")]),
        ("45 av de totalt 49 som började", []),
        ("38 procent gick vidare", [("38", "procent", None)]),
        ("22,5\u00a0% gick vidare", [("22.5", "procent", None)]),
        ("en budget på 3,5 miljoner kronor", [("3500000", "kronor", None)]),
        ("36\u00a0691\u00a0291 kr och 4 mkr", [("36691291", "kronor", None), ("4000000", "kronor", None)]),
        ("332 personer, varav 196 kvinnor och 136 män", [("332", "personer", None), ("196", "kvinnor", None), ("136", "män", None)]),
        ("Under 2019 deltog många kvinnor", []),
        ("3,5 miljoner människor", []),
        ("tel. 08-465 004 01, dnr 2018/00566", []),
        ("2019-01-15", []),
        ("kl. 10:30 deltagare", []),
    ],
)  # fmt: skip
def test_a_clear_pattern_is_found(text: str, found: list[tuple[str, str, str | None]]) -> None:
    said = [(str(each.value), each.unit, str(each.of) if each.of is not None else None) for each in find(text, COUNTED)]
    assert said == found


def test_an_estimate_says_that_it_is_one() -> None:
    [figure] = find("drygt 120 kvinnor deltog i en kurs. Sedan", COUNTED)
    assert (figure.about, figure.value) == (True, Decimal(120))
    assert (
        "drygt 120 kvinnor deltog i en kurs. Sedan"[figure.start : figure.end] == "drygt 120 kvinnor deltog i en kurs"
    )


def test_a_value_that_says_more_than_how_many_is_no_count() -> None:
    assert [each.unit for each in only_counts("120 personer (80 kvinnor, 40 män)", COUNTED) or []] == ["personer", "kvinnor", "män"]  # fmt: skip
    for text in ("cirka 120 kvinnor", "120 kvinnor per år", "inga", "45 av 49 deltagare", ""):
        assert only_counts(text, COUNTED) is None


@pytest.mark.parametrize(
    "text", ["1 " * 100_000, "1" * 200_000, "1 av " * 40_000, "1 a a a " * 25_000, "1 000 " * 30_000]
)
def test_a_long_text_takes_no_longer_than_its_length(text: str) -> None:
    begun = time.process_time()
    find(text, COUNTED)
    assert time.process_time() - begun < 5
