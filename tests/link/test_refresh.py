"""Refreshing an authority: shown before it is taken over, taken over whole, and harmless when upstream is not well."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import NotFound, StorageFailed
from kg.link.refresh import Refreshed, refresh, refreshable
from kg.settings import Settings, read
from tests.link.services import HEAD, KOMMUNER, kolada, places, wikidata
from tests.sources.upstream.kolada_service import Kolada
from tests.sources.upstream.services import NO_ROUTE, Came, Given, Service, refusing, said, serving, silent
from tests.workshop import NOON, Workshop, workshop

FIGURES = {("N01951", code, year, "T"): float(code) + year for code in KOMMUNER.values() for year in (2025, 2026)}
RESULTS = "application/sparql-results+json"


@pytest.fixture
def tiny(tmp_path: Path) -> Workshop:
    return places(workshop(tmp_path))


@pytest.fixture
def service() -> Iterator[Service]:
    with serving(Kolada(FIGURES)) as served:
        yield served


def _settings(tiny: Workshop, seconds: str = "20") -> Settings:
    return read(
        {
            "KG_ROOT": str(tiny.root),
            "KG_HOME": str(tiny.home),
            "KG_BASE_IRI": tiny.base_iri,
            "KG_REFRESH_SECONDS": seconds,
            "KG_CONTACT_EMAIL": "data@example.se",
        }
    )


def _refresh(tiny: Workshop, name: str, *, accept: bool = False, seconds: str = "20") -> Refreshed:
    [came] = refresh(_settings(tiny, seconds), [name], accept=accept, now=NOON)
    assert came.text("sv") != came.text("en")
    return came


def _everything(folder: Path) -> str:
    """One sum of all that lies in a folder."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in found)).hexdigest()


def test_a_difference_is_shown_and_nothing_changes(tiny: Workshop, service: Service) -> None:
    kolada(tiny, service.url)
    before = _everything(tiny.root)
    came = _refresh(tiny, "kolada")
    assert (came.changed, came.accepted, came.exit_code) == (True, False, 1)
    assert "6 nya, 0 ändrade, 0 borta, 0 som förut" in came.text("sv")
    assert "+ folkmangd 1981 2026 total: 4007" in came.text("en")
    assert "`kg link --authority kolada --refresh --accept`" in came.text("sv")
    assert _everything(tiny.root) == before


def test_an_accepted_difference_becomes_the_snapshot_with_its_date_and_sum(tiny: Workshop, service: Service) -> None:
    kolada(tiny, service.url)
    came = _refresh(tiny, "kolada", accept=True)
    assert (came.accepted, came.exit_code) == (True, 0)
    figures = tiny.read("data/authorities/kolada/figures.csv")
    assert figures.splitlines()[:2] == ["series,place,year,sex,value,status", "folkmangd,0128,2025,total,2153,"]
    vouched = tiny.read("data/authorities/kolada/figures.ttl")
    assert '"2026-03-04"^^xsd:date' in vouched
    assert hashlib.sha256(figures.encode()).hexdigest() in vouched
    assert not list((tiny.root / "data/authorities/kolada").glob(".*"))
    again = _refresh(tiny, "kolada", accept=True)
    assert (again.changed, again.exit_code) == (False, 0)
    assert "Inget nytt." in again.text("sv")


def test_what_is_accepted_is_what_was_shown(tiny: Workshop) -> None:
    figures = dict(FIGURES)
    with serving(Kolada(figures)) as service:
        kolada(tiny, service.url)
        shown = _refresh(tiny, "kolada").text("sv").partition("Ingenting")[0]
        asked = len(service.asked)
        figures[("N01951", "1981", 2026, "T")] = 1.0
        accepted = _refresh(tiny, "kolada", accept=True)
        assert accepted.text("sv").partition("Godtaget")[0] == shown
        assert len(service.asked) == asked
        assert "4007 → 1" in _refresh(tiny, "kolada").text("sv")


def test_what_changed_is_told_by_its_cells(tiny: Workshop) -> None:
    with serving(Kolada(FIGURES)) as service:
        kolada(tiny, service.url)
        _refresh(tiny, "kolada", accept=True)
    now = {**FIGURES, ("N01951", "1981", 2026, "T"): 99.5}
    del now[("N01951", "0128", 2026, "T")]
    with serving(Kolada(now)) as service:
        kolada(tiny, service.url, "shrink=0.5")
        text = _refresh(tiny, "kolada").text("en")
    assert "0 new, 1 changed, 1 gone, 4 as before" in text
    assert "~ folkmangd 1981 2026 total: value 4007 → 99.5" in text
    assert "- folkmangd 0128 2026 total: 2154" in text


def test_an_answer_that_has_lost_too_much_is_refused(tiny: Workshop) -> None:
    with serving(Kolada(FIGURES)) as service:
        kolada(tiny, service.url)
        _refresh(tiny, "kolada", accept=True)
    before = tiny.read("data/authorities/kolada/figures.csv")
    with serving(Kolada({key: value for key, value in FIGURES.items() if key[1] == "1981"})) as service:
        kolada(tiny, service.url)
        came = _refresh(tiny, "kolada", accept=True)
    assert came.exit_code == 3
    assert "4 av våra 6 rader saknas" in came.text("sv")
    assert tiny.read("data/authorities/kolada/figures.csv") == before


@pytest.mark.parametrize(
    "figures",
    [{}, {("N01951", "1981", 2026, "T"): None}, {("N01951", "1981", 2026, "T"): -5.0}],
    ids=["nothing", "no value", "below what the series can be"],
)
def test_an_unlikely_answer_is_refused(tiny: Workshop, figures: dict[tuple[str, str, int, str], float | None]) -> None:
    with serving(Kolada(figures)) as service:
        kolada(tiny, service.url)
        came = _refresh(tiny, "kolada", accept=True)
    assert came.exit_code == 3
    assert not (tiny.root / "data/authorities/kolada/figures.csv").exists()


def _rows(*rows: tuple[str, str, str]) -> Given:
    bindings = [
        {
            "item": {"type": "uri", "value": f"http://www.wikidata.org/entity/{item}"},
            "name": {"type": "literal", "value": name},
            "code": {"type": "literal", "value": code},
        }
        for item, name, code in rows
    ]
    return said({"head": {"vars": ["item", "name", "code"]}, "results": {"bindings": bindings}}, kind=RESULTS)


def test_entries_keep_what_people_wrote_and_old_codes_are_passed_over(tiny: Workshop) -> None:
    answer = _rows(("Q1", "Sala kommun", "1981"), ("Q1", "Sala kommun", "1683"), ("Q2", "Norberg", "1962"))
    with serving(lambda _: answer) as service:
        wikidata(tiny, service.url)
        came = _refresh(tiny, "wikidata", accept=True)
    assert came.accepted
    assert "label_sv Sala → Sala kommun" in came.text("en")
    assert tiny.read("data/authorities/wikidata/entries.csv").splitlines()[1:] == [
        "http://www.wikidata.org/entity/Q1,place,Sala kommun,,Sala stad,1981,,,yes,two lists,,,",
        "http://www.wikidata.org/entity/Q5,place,Länet,,,19,,,yes,two lists,,,",
        "http://www.wikidata.org/entity/Q9,actor,Verket,,,,202100-2114,,yes,one list,,,",
        "http://www.wikidata.org/entity/Q2,place,Norberg,,,1962,,,,,,,",
    ]
    about = tiny.read("data/authorities/wikidata/about.ttl")
    assert '"2026-03-04"^^xsd:date' in about
    assert hashlib.sha256((tiny.root / "data/authorities/wikidata/entries.csv").read_bytes()).hexdigest() in about


def test_one_thing_with_two_of_our_codes_is_refused(tiny: Workshop) -> None:
    with serving(lambda _: _rows(("Q1", "Sala", "1981"), ("Q1", "Sala", "1962"))) as service:
        wikidata(tiny, service.url)
        came = _refresh(tiny, "wikidata", accept=True)
    assert "två värden för code" in came.text("sv")


def test_a_description_that_does_not_vouch_for_the_entries_is_left_alone(tiny: Workshop) -> None:
    with serving(lambda _: _rows(("Q1", "Sala kommun", "1981"))) as service:
        wikidata(tiny, service.url)
        tiny.write("data/authorities/wikidata/about.ttl", "<a> <b> <c> .")
        came = _refresh(tiny, "wikidata", accept=True)
    assert isinstance(came.failure, StorageFailed)
    assert tiny.read("data/authorities/wikidata/about.ttl") == "<a> <b> <c> ."


def test_every_authority_that_says_how_is_asked_and_one_failure_stops_no_other(
    tiny: Workshop, service: Service
) -> None:
    kolada(tiny, service.url)
    wikidata(tiny, refusing())
    assert refreshable(tiny.root) == ["kolada", "wikidata"]
    came = refresh(_settings(tiny), now=NOON)
    assert [(each.name, each.exit_code) for each in came] == [("kolada", 1), ("wikidata", 3)]


def test_an_authority_that_does_not_say_how_is_not_found(tiny: Workshop) -> None:
    kolada(tiny, refusing())
    with pytest.raises(NotFound) as refused:
        refresh(_settings(tiny), ["kolad"])
    assert "kolada" in refused.value.message_sv


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kolada-3", "kolada-9"),
        ("years=2", "years=two"),
        ("pause=0", "pause=soon"),
        ('skos:notation "N01951" ;', ""),
        ("codes=actor", "codes=nowhere"),
        ("a samv:Refresh", "a samv:Refresh ; ; ]"),
    ],
)
def test_a_description_that_cannot_be_used_is_told(tiny: Workshop, service: Service, old: str, new: str) -> None:
    kolada(tiny, service.url)
    tiny.edit("data/authorities/kolada/about.ttl", old, new)
    came = _refresh(tiny, "kolada")
    assert came.exit_code == 2
    assert service.asked == []


@pytest.mark.parametrize("entries", ["iri,kind\nx,y\n", 'iri,"kind\n', "{head}a,b\n", "\xff"])
def test_entries_that_are_no_table_are_told(tiny: Workshop, entries: str) -> None:
    with serving(lambda _: _rows(("Q1", "Sala", "1981"))) as service:
        wikidata(tiny, service.url)
        tiny.write("data/authorities/wikidata/entries.csv", entries.format(head=HEAD).encode("latin-1"))
        came = _refresh(tiny, "wikidata", accept=True)
    assert came.exit_code == 2
    assert "entries.csv" in came.text("sv")


def test_earlier_years_than_are_asked_for_stay(tiny: Workshop) -> None:
    with serving(Kolada(FIGURES)) as service:
        kolada(tiny, service.url)
        _refresh(tiny, "kolada", accept=True)
        [came] = refresh(_settings(tiny), ["kolada"], now=NOON.replace(year=2027))
    assert "0 nya, 0 ändrade, 0 borta, 6 som förut" in came.text("sv")


@pytest.mark.parametrize("query", ["", "SELECT * WHERE { ?s ?p ?o }"])
def test_a_query_that_is_missing_or_has_no_order_is_told(tiny: Workshop, query: str) -> None:
    wikidata(tiny, refusing())
    tiny.write("data/authorities/wikidata/refresh.rq", query)
    assert _refresh(tiny, "wikidata").exit_code == 2


@pytest.mark.parametrize("where", ["no route", "refused", "hanging"])
@pytest.mark.parametrize("name", ["kolada", "wikidata"])
def test_an_unplugged_network_is_told_within_the_time_and_changes_nothing(
    tiny: Workshop, where: str, name: str
) -> None:
    release = tiny.point()
    before = _everything(tiny.root / "data"), release.manifest.content_hash
    with silent() as hanging:
        url = {"no route": NO_ROUTE, "refused": refusing(), "hanging": hanging}[where]
        kolada(tiny, url)
        wikidata(tiny, url)
        kept = _everything(tiny.root / "data")
        came = _refresh(tiny, name, accept=True, seconds="1")
    assert came.exit_code == 3
    assert url in came.text("sv")
    assert _everything(tiny.root / "data") == kept != before[0]
    assert tiny.point().manifest.content_hash == before[1]


def test_a_broken_run_goes_on_where_it_was(tiny: Workshop) -> None:
    broken, whole = [True], Kolada(FIGURES, page=2)

    def answer(came: Came) -> Given:
        return Given(status=404) if broken and "page" in came.query else whole(came)

    with serving(answer) as service:
        whole.url = service.url
        kolada(tiny, service.url)
        assert _refresh(tiny, "kolada").exit_code == 3
        broken.clear()
        assert _refresh(tiny, "kolada").changed
        assert ["page" in each.query for each in service.asked] == [False, True, True, True]
