"""Titles: what Kolada and PxWebApi call their measures, found by words or asked for, and every way it can be odd."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import EndpointFailed
from kg.sources.upstream import kolada_titles, pxweb_titles
from kg.sources.upstream.cache import Cache
from kg.sources.upstream.candidate import Candidate
from kg.sources.upstream.configuration import Upstream
from kg.sources.upstream.errand import Errand
from kg.sources.upstream.web import Web
from tests.link.titles_services import EMPLOYED, Tables, Titled, kpi, table
from tests.sources.upstream.kolada_service import Kolada
from tests.sources.upstream.services import HASTY, Came, Given, said, serving

WORDS = ("sysselsättningsgrad", "utrikes födda")


def _kolada(home: Path, url: str, *words: str) -> list[Candidate]:
    about = Upstream("kolada", home, "kolada-3", url + "v3/", {}, ())
    web = Web(HASTY)
    try:
        return kolada_titles.candidates(Errand(HASTY, Cache(home)), web, about, words or WORDS)
    finally:
        web.close()


def _tables(home: Path, url: str, *words: str) -> list[Candidate]:
    about = Upstream("scb", home, "pxweb-2", url + "api/v2/", {}, ())
    web = Web(HASTY)
    try:
        return pxweb_titles.candidates(Errand(HASTY, Cache(home)), web, about, words)
    finally:
        web.close()


@pytest.mark.parametrize("page", [1, 5000])
def test_key_figures_with_all_the_words_are_told_with_what_one_chooses_by(tmp_path: Path, page: int) -> None:
    service = Titled(Kolada({}), page=page)
    with serving(service) as served:
        service.url = served.url
        found = _kolada(tmp_path, served.url)
    assert [(each.code, each.by_sex) for each in found] == [("N02268", True), ("N99999", False)]
    assert found[0] == Candidate("N02268", EMPLOYED, f"{EMPLOYED}. Källa: SCB.", "2025 (2026-11-28)", by_sex=True)
    assert served.asked[0].query["title"] == ["sysselsättningsgrad"]


def test_one_hit_and_none_are_answers_too(tmp_path: Path) -> None:
    with serving(Titled(Kolada({}))) as served:
        assert [each.code for each in _kolada(tmp_path, served.url, "arbetslöshet", "utrikes")] == ["N02282"]
        assert _kolada(tmp_path, served.url, "utrikes födda", "utbildning") == []


def test_key_figures_are_asked_for_by_their_identifiers_25_at_a_time(tmp_path: Path) -> None:
    every = [kpi(f"N{n:05d}", f"Mått {n}") for n in range(30)]
    with serving(Titled(Kolada({}), every)) as served:
        about = Upstream("kolada", tmp_path, "kolada-3", served.url + "v3/", {}, ())
        web = Web(HASTY)
        codes = [*(str(each["id"]) for each in every), "N77777"]
        found = kolada_titles.named(Errand(HASTY, Cache(tmp_path)), web, about, codes)
        web.close()
    assert sorted(found) == [f"N{n:05d}" for n in range(30)]
    assert len(served.asked) == 2


def test_what_a_terminal_would_obey_is_left_out(tmp_path: Path) -> None:
    sly = kpi("N1", "Sysselsättningsgrad\n\x1b[2J utrikes födda\u202e")
    with serving(Titled(Kolada({}), [sly])) as served:
        [found] = _kolada(tmp_path, served.url)
    assert found.title == "Sysselsättningsgrad [2J utrikes födda"


def test_tables_of_every_page_are_told_without_their_years(tmp_path: Path) -> None:
    with serving(Tables()) as served:
        found = _tables(tmp_path, served.url, "utbildningsnivå", "föd", "region")
        assert [each.code for each in found] == ["TAB7001", "TAB7003"]
        assert found[0].title == "Befolkning efter region, utbildningsnivå, födelseregion och kön"
        assert (found[0].period, found[0].by_sex, found[1].by_sex) == ("2008–2024", True, False)
        assert _tables(tmp_path, served.url, "hemlighet") == []
    assert served.asked[0].query["query"] == ["utbildningsnivå"]
    assert [each.query["pageNumber"] for each in served.asked[:2]] == [["1"], ["2"]]


def _values(*each: object) -> dict[str, object]:
    return {"values": list(each), "next_url": None}


ODD: dict[str, Callable[[Came], object]] = {
    "no values": lambda _: {"count": 0},
    "a key figure that is no object": lambda _: _values("N02268"),
    "a number for an identifier": lambda _: _values(kpi("N1", "x", id=2268)),
    "an identifier that is an address": lambda _: _values(kpi("../N1", "x")),
    "no title": lambda _: _values(kpi("N1", "")),
    "a title that is null": lambda _: _values({**kpi("N1", "x"), "title": None}),
    "a division in words": lambda _: _values(kpi("N1", "x", is_divided_by_gender="ja")),
    "a page elsewhere": lambda _: {"values": [], "next_url": "http://192.0.2.1/v3/kpi"},
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_list_of_key_figures_is_told_in_both_languages(tmp_path: Path, what: str) -> None:
    with serving(lambda came: said(ODD[what](came))) as served, pytest.raises(EndpointFailed) as refused:
        _kolada(tmp_path, served.url)
    assert "description" in refused.value.message
    assert "beskrivning" in refused.value.message_sv


def _listed(*tables: object, **page: object) -> dict[str, object]:
    return {"tables": list(tables), "page": {"totalPages": 1, **page}}


ODD_TABLES: dict[str, object] = {
    "no tables": {"page": {"totalPages": 1}},
    "no page": {"tables": []},
    "pages in words": _listed(totalPages="1"),
    "pages without end": _listed(totalPages=10**9),
    "a table that is no object": _listed(1),
    "a label that is null": _listed(table("TAB1", "x") | {"label": None}),
    "no names of variables": _listed(table("TAB1", "x") | {"variableNames": None}),
}


@pytest.mark.parametrize("what", ODD_TABLES)
def test_an_odd_list_of_tables_is_told_in_both_languages(tmp_path: Path, what: str) -> None:
    with serving(lambda _: said(ODD_TABLES[what])) as served:
        with pytest.raises(EndpointFailed) as refused:
            _tables(tmp_path, served.url, "x")
        assert len(served.asked) <= HASTY.max_pages
    assert refused.value.message_sv != refused.value.message


def _once(fault: Given) -> Callable[[Came], Given]:
    """A service that answers so the first time, and then as it should."""
    service, broken = Titled(Kolada({})), [fault]
    return lambda came: broken.pop() if broken else service(came)


@pytest.mark.parametrize(
    "fault",
    [Given(status=429, headers=(("Retry-After", "0"),)), Given(status=500), Given(b'{"values": [', cut=True)],
    ids=["too many", "broken", "cut"],
)
def test_a_passing_fault_is_tried_again(tmp_path: Path, fault: Given) -> None:
    with serving(_once(fault)) as served:
        assert len(_kolada(tmp_path, served.url)) == 2


@pytest.mark.parametrize(
    ("fault", "said_sv"),
    [
        (Given(status=429), "HTTP 429"),
        (Given(status=500), "HTTP 500"),
        (Given(b'{"values": []}' * 9, cut=True), "höggs av"),
        (Given(b'{"values": ['), "inte JSON"),
        (Given(b"<html></html>", kind="text/html"), "text/html"),
    ],
    ids=["too many", "broken", "cut", "half", "a page for people"],
)
def test_a_lasting_fault_is_one_sentence(tmp_path: Path, fault: Given, said_sv: str) -> None:
    with serving(lambda _: fault) as served, pytest.raises(EndpointFailed) as refused:
        _kolada(tmp_path, served.url)
    assert said_sv in refused.value.message_sv
