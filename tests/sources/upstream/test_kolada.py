"""Kolada: every page, every batch, what has no value, and every way its answers can be odd."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from kg.errors import EndpointFailed
from kg.sources.upstream import kolada
from kg.sources.upstream.cache import Cache
from kg.sources.upstream.configuration import Series, Upstream
from kg.sources.upstream.errand import Errand
from kg.sources.upstream.figures import Figure, Key
from kg.sources.upstream.web import Web
from tests.sources.upstream.kolada_service import Kolada
from tests.sources.upstream.services import HASTY, Came, Given, said, serving

SERIES = (Series("folkmangd", "N01951", {}), Series("andel", "N02926", {}))


def _figures(home: Path, url: str, places: list[str], **options: str) -> list[Figure]:
    web = Web(HASTY)
    about = Upstream("kolada", home, "kolada-3", url + "v3/", {"years": "2", **options}, SERIES)
    try:
        return kolada.figures(Errand(HASTY, Cache(home)), web, about, places, 2025)
    finally:
        web.close()


def test_figures_are_read_from_every_page(tmp_path: Path) -> None:
    made = {("N01951", f"{code:04d}", 2025, "T"): code + 0.5 for code in range(1000, 1060)}
    service = Kolada(made, page=7)
    with serving(service) as served:
        service.url = served.url
        found = _figures(tmp_path, served.url, [code for _, code, _, _ in made])
    assert {each.key.place: each.value for each in found} == {
        code: Decimal(str(value)) for (_, code, _, _), value in made.items()
    }
    assert {len(each.path.split("/")[6].split(",")) for each in served.asked} == {25, 10}


def test_women_men_and_all_are_told_apart_and_what_has_no_value_says_why(tmp_path: Path) -> None:
    made = {("N02926", "1980", 2024, "K"): 20.0, ("N02926", "1980", 2024, "M"): 19, ("N02926", "1980", 2024, "T"): None}
    with serving(Kolada(made)) as served:
        found = _figures(tmp_path, served.url, ["1980"])
    assert sorted(found, key=lambda each: each.key) == [
        Figure(Key("andel", "1980", 2024, "men"), Decimal(19)),
        Figure(Key("andel", "1980", 2024, "total"), None, "Missing"),
        Figure(Key("andel", "1980", 2024, "women"), Decimal("20.0")),
    ]


def test_other_places_than_those_asked_for_are_left_out(tmp_path: Path) -> None:
    row = {"kpi": "N01951", "municipality": "9999", "period": 2024, "values": [{"gender": "T", "value": 1}]}
    with serving(lambda _: said({"values": [row], "next_url": None})) as served:
        assert _figures(tmp_path, served.url, ["1980"]) == []


def _row(**changed: object) -> dict[str, object]:
    return {"kpi": "N01951", "municipality": "1980", "period": 2024, "values": [{"gender": "T", "value": 1}], **changed}


ODD: dict[str, Callable[[Came], object]] = {
    "values is no list": lambda _: {"values": {}},
    "no values": lambda _: {"count": 0},
    "a row is no object": lambda _: {"values": [1]},
    "another key figure": lambda _: {"values": [_row(kpi="N1")]},
    "a number for a code": lambda _: {"values": [_row(municipality=1980)]},
    "a year in words": lambda _: {"values": [_row(period="2024")]},
    "a year of another time": lambda _: {"values": [_row(period=20240)]},
    "an unknown gender": lambda _: {"values": [_row(values=[{"gender": "X", "value": 1}])]},
    "a value in words": lambda _: {"values": [_row(values=[{"gender": "T", "value": "1"}])]},
    "a value beyond reason": lambda _: {"values": [_row(values=[{"gender": "T", "value": 10**400}])]},
    "the same twice": lambda _: {"values": [_row(values=[{"gender": "T", "value": n} for n in (1, 2)])]},
    "a page elsewhere": lambda _: {"values": [], "next_url": "http://192.0.2.1/v3/data"},
    "the same page again": lambda came: {"values": [], "next_url": f"{came.path}?per_page=5000"},
    "pages without end": lambda came: {
        "values": [],
        "next_url": f"{came.path}?page={int(came.query.get('page', ['1'])[0]) + 1}",
    },
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_answer_is_told_in_both_languages(tmp_path: Path, what: str) -> None:
    with serving(lambda came: said(ODD[what](came))) as served:
        with pytest.raises(EndpointFailed) as refused:
            _figures(tmp_path, served.url, ["1980"])
        assert len(served.asked) <= HASTY.max_pages
    assert "description" in refused.value.message
    assert "beskrivning" in refused.value.message_sv


def test_a_run_that_broke_goes_on_where_it_was(tmp_path: Path) -> None:
    made = {("N01951", f"{code:04d}", 2025, "T"): 1.0 for code in range(1000, 1060)}
    service, broken = Kolada(made), [True]

    def answer(came: Came) -> Given:
        return Given(status=404) if broken and "1050" in came.path else service(came)

    with serving(answer) as served:
        with pytest.raises(EndpointFailed):
            _figures(tmp_path, served.url, [code for _, code, _, _ in made])
        broken.clear()
        assert len(_figures(tmp_path, served.url, [code for _, code, _, _ in made])) == 60
    assert len(served.asked) == 4
