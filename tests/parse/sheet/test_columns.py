"""The columns of every kind: named apart in both languages, and found again by their keys."""

import re

import pytest

from kg.parse.sheet.columns import LANGS, KindSheet, column_of, headings, kind_sheet, normal
from tests.parse.conftest import Asking

KINDS = ["project", "actor", "partnership", "method", "document", "place"]


@pytest.fixture(params=KINDS)
def sheet(request: pytest.FixtureRequest, asking: Asking) -> KindSheet:
    kind = asking.model.kind(request.param)
    assert kind is not None
    return kind_sheet(asking.model, kind)


def test_every_kind_has_a_sheet(asking: Asking) -> None:
    assert [kind.name for kind in asking.model.kinds] == KINDS


def test_no_two_columns_of_a_sheet_have_the_same_heading(sheet: KindSheet) -> None:
    for lang in LANGS:
        every = [column.heading(lang) for column in sheet.columns]
        assert len(set(map(normal, every))) == len(every)
        for table in sheet.tables:
            within = [column.heading(lang, within=table.within) for column in table.columns]
            assert len(set(map(normal, within))) == len(within)


def test_a_key_leads_back_to_its_column_and_says_the_same_in_every_language(sheet: KindSheet, asking: Asking) -> None:
    for column in sheet.columns:
        assert column_of(asking.model, sheet.kind, column.key) == column


def test_a_heading_is_known_in_both_languages_and_as_a_key(sheet: KindSheet) -> None:
    for table in sheet.tables:
        known = headings(table)
        for column in table.columns:
            for said in (column.key, column.heading("sv", within=table.within), column.heading("en")):
                assert known[normal(said)] == column


def test_sheets_are_named_as_excel_allows_and_apart(sheet: KindSheet) -> None:
    for lang in LANGS:
        titles = [table.title(lang) for table in sheet.tables]
        assert len({title.casefold() for title in titles}) == len(titles)
        assert all(re.fullmatch(r"[^\[\]:*?/\\']{1,31}", title) for title in titles)


def test_a_field_comes_where_the_shapes_place_it_and_what_few_need_comes_last(asking: Asking) -> None:
    kind = asking.model.kind("project")
    assert kind is not None
    [own, participation, *_] = kind_sheet(asking.model, kind).tables
    assert [column.key for column in own.columns[:4]] == ["title@sv", "title@en", "alternative@sv", "alternative@en"]
    assert own.columns[0].required
    assert not own.columns[1].required
    keys = [column.key for column in participation.columns]
    assert keys.index("participation.role") < keys.index("participation.rank")


@pytest.mark.parametrize(
    "key",
    [
        "nothing",
        "title.x",
        "participation",
        "participation.@id@sv",
        "record.nothing",
        "source.nothing",
        ".",
        "@sv",
        "@id",
        "^x",
    ],
)
def test_a_key_that_leads_nowhere_is_none(key: str, asking: Asking) -> None:
    kind = asking.model.kind("project")
    assert kind is not None
    assert column_of(asking.model, kind, key) is None


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("title@fi", "Titel (fi)"),
        ("participation.@id", "Medverkan: Namn i posten"),
        ("record.issued", "Posten: Publicerad"),
        ("claim.claimedValue^http://www.w3.org/2001/XMLSchema#date", "Det källorna säger olika om: Källan säger (date)"),
    ],
)  # fmt: skip
def test_a_key_may_name_what_no_template_shows(key: str, heading: str, asking: Asking) -> None:
    kind = asking.model.kind("project")
    assert kind is not None
    column = column_of(asking.model, kind, key)
    assert column is not None
    assert (column.key, column.heading("sv")) == (key, heading)
