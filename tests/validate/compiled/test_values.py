"""Which forms a datatype has, and how values compare."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.validate.compiled.terms import XSD, Literal, language, literal, text
from kg.validate.compiled.values import compared, well_typed

_FORMS = {
    "integer": (("0", "-12", "+007", "9" * 200), ("", "1.0", "1e3", "0x1", " 1", "1_000", "٣", "ett")),
    "decimal": (("1", "-1.50", ".5", "5."), ("", ".", "1e3", "NaN", "1,5")),
    "double": (("1", "1.5e-3", "INF", "-INF", "NaN"), ("", "inf", "infinity", "1e", "1e1.5")),
    "boolean": (("true", "false", "1", "0"), ("TRUE", "ja", "")),
    "date": (
        ("2020-02-29", "2020-02-29Z", "2020-02-29+02:00", "-0044-03-15", "12020-01-01", "2000-02-29"),
        ("2021-02-29", "1900-02-29", "2020-4-1", "20200101", "2020-13-01", "2020-01-01T00:00:00", "2020-01-01+15:00"),
    ),
    "dateTime": (
        ("2020-01-01T00:00:00", "2020-01-01T23:59:59.999Z", "2020-01-01T24:00:00", "2020-01-01T12:00:00-14:00"),
        ("2020-01-01", "2020-01-01T24:00:01", "2020-01-01T25:00:00", "2020-01-01 00:00:00", "2020-02-30T00:00:00"),
    ),
    "time": (("12:00:00", "23:59:59.5Z"), ("24:00", "12:60:00")),
    "duration": (("P1Y2M3DT4H5M6.7S", "-P1D", "PT0S"), ("P", "PT", "P1S", "1D")),
    "dayTimeDuration": (("P1DT1H", "PT5M"), ("P1Y", "P1M")),
    "yearMonthDuration": (("P1Y", "P14M"), ("P1D", "PT1H")),
    "byte": (("127", "-128"), ("128", "-129")),
    "positiveInteger": (("1",), ("0", "-1")),
    "nonNegativeInteger": (("0", "12"), ("-1",)),
    "unsignedLong": (("18446744073709551615",), ("18446744073709551616", "9" * 101)),
    "hexBinary": (("", "0aFF"), ("0", "0g")),
    "base64Binary": (("", "aGVq", "aGU="), ("a", "aGVqx")),
    "gYear": (("2020", "anything: no form of it is checked"), ()),
}


@pytest.mark.parametrize("datatype", _FORMS)
def test_a_datatype_has_the_forms_of_xml_schema_and_no_others(datatype: str) -> None:
    good, bad = _FORMS[datatype]
    assert [form for form in good if not well_typed(Literal(form, XSD + datatype, ""))] == []
    assert [form for form in bad if well_typed(Literal(form, XSD + datatype, ""))] == []


def _typed(said: object, datatype: str) -> str:
    return f'"{said}"^^<{XSD}{datatype}>'


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        (_typed("1.50", "decimal"), _typed("1.5", "double"), 0),
        (_typed("2", "integer"), _typed("10", "byte"), -1),
        (_typed("NaN", "double"), _typed("1", "integer"), None),
        (_typed("INF", "double"), _typed("9" * 90, "integer"), 1),
        (_typed("9" * 101, "integer"), _typed("1", "integer"), None),
        (_typed("x", "integer"), _typed("1", "integer"), None),
        ('"a"', '"b"', -1),
        ('"a"@sv', '"b"@sv', -1),
        ('"a"@sv', '"b"@en', None),
        ('"1"', _typed("1", "integer"), None),
        (_typed("false", "boolean"), _typed("1", "boolean"), -1),
        (_typed("2020-01-01", "date"), _typed("2020-01-01T00:00:00", "dateTime"), None),
        (_typed("2020-01-01T00:00:00", "dateTime"), _typed("2020-01-01T00:00:00Z", "dateTime"), None),
        (_typed("2020-01-01T24:00:00Z", "dateTime"), _typed("2020-01-02T02:00:00+02:00", "dateTime"), 0),
        (_typed("12:00:00Z", "time"), _typed("13:30:00+02:00", "time"), 1),
        (_typed("P1Y", "duration"), _typed("P13M", "duration"), -1),
        (_typed("P1M", "duration"), _typed("P30D", "duration"), None),
        (_typed("-P1D", "duration"), _typed("PT0S", "duration"), -1),
        ('"POINT(1 2)"^^<http://example.org/wkt>', '"POINT(1 2)"^^<http://example.org/wkt>', 0),
        ('"POINT(1 2)"^^<http://example.org/wkt>', '"POINT(1  2)"^^<http://example.org/wkt>', None),
        ("<http://example.org/a>", "<http://example.org/b>", None),
        ("_:a", "_:a", None),
    ],
)
def test_values_compare_as_in_sparql_or_not_at_all(one: str, other: str, order: int | None) -> None:
    assert compared(one, other) == order
    assert compared(other, one) == (None if order is None else -order)


def _order(one: object, other: object) -> int:
    return (one > other) - (one < other)  # type: ignore[operator]  # two dates, or two numbers


@given(st.dates(), st.dates())
def test_dates_are_ordered_as_pythons(one: date, other: date) -> None:
    assert compared(_typed(one, "date"), _typed(other, "date")) == _order(one, other)


@given(st.datetimes(min_value=datetime(2, 1, 1)), st.datetimes(min_value=datetime(2, 1, 1)), st.integers(-14, 14))
def test_moments_are_ordered_as_pythons(one: datetime, other: datetime, hours: int) -> None:
    here, there = one.replace(tzinfo=timezone(timedelta(hours=hours))), other.replace(tzinfo=UTC)
    first, second = here.isoformat(), there.isoformat()
    assert compared(_typed(first, "dateTime"), _typed(second, "dateTime")) == _order(here, there)
    assert compared(_typed(one.isoformat(), "dateTime"), _typed(other.isoformat(), "dateTime")) == _order(one, other)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.integers())
def test_numbers_are_ordered_across_their_datatypes(one: Decimal, other: int) -> None:
    if len(f"{one:f}") <= 100 and len(str(other)) <= 100:
        assert compared(_typed(f"{one:f}", "decimal"), _typed(other, "integer")) == _order(one, other)


def test_a_term_is_taken_apart() -> None:
    assert literal('"a\\"b\\u00e5\\n"@sv-se') == Literal(
        'a"bå\n', "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "sv-se"
    )
    assert [language(term) for term in ('"a"@sv', '"a"', _typed("1", "integer"), "<http://example.org/>", "_:a")] == [
        "sv",
        "",
        "",
        "",
        "",
    ]
    assert [text(term) for term in ('"a"@sv', "<http://example.org/>", "_:a")] == ["a", "http://example.org/", None]
