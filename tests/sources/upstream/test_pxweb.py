"""PxWebApi 2: limits are read and kept, only codes that the table has are asked for, odd tables are told of."""

import json
from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from kg.errors import BadSettings, EndpointFailed
from kg.sources.upstream import pxweb
from kg.sources.upstream.cache import Cache
from kg.sources.upstream.configuration import Series, Upstream
from kg.sources.upstream.errand import Errand
from kg.sources.upstream.figures import Figure
from kg.sources.upstream.web import Web
from tests.sources.upstream.services import HASTY, Came, Given, said, serving

CODES = {
    "Region": ["00", "1980", "1981", "1982"],
    "Kon": ["1", "2"],
    "ContentsCode": ["BE0101N1"],
    "Tid": ["2022", "2023", "2024"],
}
OPTIONS = {"Region": "places", "Kon": "1:men,2:women", "Tid": "years", "least": "1", "hide-below": "5"}


def _dimension(codes: list[str], *, listed: bool) -> dict[str, object]:
    index: object = codes if listed else {code: place for place, code in enumerate(codes)}
    return {"label": "", "category": {"index": index, "label": {code: code for code in codes}}}


def _dataset(codes: Mapping[str, list[str]], **more: object) -> dict[str, object]:
    return {
        "version": "2.0",
        "class": "dataset",
        "id": list(codes),
        "size": [len(each) for each in codes.values()],
        "dimension": {name: _dimension(each, listed=name == "Kon") for name, each in codes.items()},
        **more,
    }


class PxWeb:
    """A table of four regions: the value is the region's code times ten and the sex, and one cell is missing."""

    def __init__(self, *, most: int = 100_000, sparse: bool = False) -> None:
        self.most = most
        self.sparse = sparse

    def __call__(self, came: Came) -> Given:
        if came.path == "/api/v2/config":
            return said({"maxDataCells": self.most, "maxCallsPerTimeWindow": 30, "timeWindow": 1})
        if came.path == "/api/v2/tables/TAB638/metadata":
            return said(_dataset(CODES))
        if came.path != "/api/v2/tables/TAB638/data" or came.method != "POST":
            return Given(status=404)
        wanted = {each["variableCode"]: each["valueCodes"] for each in json.loads(came.body)["selection"]}
        order = {name: wanted[name] for name in CODES if name in wanted}
        values: list[int | None] = [
            int(cell[0]) * 10 + (int(cell[1]) if "Kon" in order else 0) for cell in product(*order.values())
        ]
        if len(values) > self.most:
            return Given(status=403)
        values[0] = None
        status = {"0": ".."}
        held: object = {str(n): v for n, v in enumerate(values) if v is not None} if self.sparse else values
        return said(_dataset(order, value=held, status=status), kind="application/json")


def _figures(home: Path, url: str, places: list[str], options: Mapping[str, str] = OPTIONS) -> list[Figure]:
    web = Web(HASTY)
    series = (Series("folkmangd", "TAB638", options),)
    about = Upstream("scb", home, "pxweb-2", url + "api/v2/", {"years": "2"}, series)
    try:
        return pxweb.figures(Errand(HASTY, Cache(home)), web, about, places, 2024)
    finally:
        web.close()


@pytest.mark.parametrize("sparse", [False, True])
def test_cells_become_figures(tmp_path: Path, sparse: bool) -> None:
    with serving(PxWeb(sparse=sparse)) as served:
        found = _figures(tmp_path, served.url, ["1980", "1981", "2584"])
    said = {(each.key.place, each.key.year, each.key.sex): each.value for each in found}
    assert said[("1981", 2024, "women")] == Decimal(19812)
    assert said[("1980", 2024, "men")] == Decimal(19801)
    assert {year for _, year, _ in said} == {2023, 2024}
    assert {place for place, _, _ in said} == {"1980", "1981"}


def test_a_cell_without_value_keeps_its_status(tmp_path: Path) -> None:
    with serving(PxWeb()) as served:
        missing = [each for each in _figures(tmp_path, served.url, ["1980"]) if each.value is None]
    assert [(each.key.place, each.status) for each in missing] == [("1980", "..")]


def test_no_call_asks_for_more_cells_than_the_service_allows(tmp_path: Path) -> None:
    with serving(PxWeb(most=4)) as served:
        found = _figures(tmp_path, served.url, ["1980", "1981", "1982"])
    assert len(found) == 12
    assert [each.method for each in served.asked].count("POST") == 3


def test_a_code_that_the_table_lacks_is_told(tmp_path: Path) -> None:
    with serving(PxWeb()) as served, pytest.raises(EndpointFailed) as refused:
        _figures(tmp_path, served.url, ["1980"], {**OPTIONS, "Kon": "1:men,3:women"})
    assert "Kon" in refused.value.message


def test_a_variable_that_the_table_lacks_is_told(tmp_path: Path) -> None:
    with serving(PxWeb()) as served, pytest.raises(EndpointFailed) as refused:
        _figures(tmp_path, served.url, ["1980"], {**OPTIONS, "Alder": "20-64"})
    assert "Alder" in refused.value.message


def test_a_variable_left_out_is_summed_over_by_the_service(tmp_path: Path) -> None:
    with serving(PxWeb()) as served:
        found = _figures(tmp_path, served.url, ["1980"], {"Region": "places", "Tid": "years", "Kon": "-"})
    assert {each.key.sex for each in found} == {"total"}
    assert "Kon" not in served.asked[-1].body.decode()


def test_no_place_of_ours_in_the_table_is_told(tmp_path: Path) -> None:
    with serving(PxWeb()) as served, pytest.raises(EndpointFailed):
        _figures(tmp_path, served.url, ["0180"])


def test_a_series_says_where_places_and_years_stand(tmp_path: Path) -> None:
    with serving(PxWeb()) as served, pytest.raises(BadSettings):
        _figures(tmp_path, served.url, ["1980"], {"Tid": "years"})


ODD: dict[str, dict[str, object]] = {
    "no dimensions": {"id": ["Region"], "size": [1]},
    "a size that doesn't fit": {**_dataset(CODES), "size": [4, 2, 1, 4]},
    "places with gaps": {
        **_dataset({"A": ["x"]}),
        "dimension": {"A": {"category": {"index": {"x": 1}}}},
    },
    "the same code twice": {**_dataset({"A": ["x", "x"]}), "dimension": {"A": {"category": {"index": ["x", "x"]}}}},
    "words as places": {**_dataset({"A": ["x"]}), "dimension": {"A": {"category": {"index": {"x": "0"}}}}},
    "no index": {**_dataset({"A": ["x", "y"]}), "dimension": {"A": {"category": {"label": {"x": "", "y": ""}}}}},
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_table_is_told(tmp_path: Path, what: str) -> None:
    def answer(came: Came) -> Given:
        return said(ODD[what]) if came.path.endswith("metadata") else PxWeb()(came)

    with serving(answer) as served, pytest.raises(EndpointFailed) as refused:
        _figures(tmp_path, served.url, ["1980"])
    assert "beskrivning" in refused.value.message_sv


@pytest.mark.parametrize(
    "changed",
    [
        {"value": [1]},
        {"value": None},
        {"value": {"99": 1}},
        {"value": {"-1": 1}},
        {"value": ["1", "2", "3", "4"]},
        {"value": "1"},
        {"size": [10**9, 1, 1, 1]},
    ],
    ids=str,
)
def test_odd_cells_are_told(tmp_path: Path, changed: dict[str, object]) -> None:
    whole = PxWeb()

    def answer(came: Came) -> Given:
        given = whole(came)
        return said({**json.loads(given.body), **changed}) if came.method == "POST" else given

    with serving(answer) as served, pytest.raises(EndpointFailed) as refused:
        _figures(tmp_path, served.url, ["1980"])
    assert "beskrivning" in refused.value.message_sv
