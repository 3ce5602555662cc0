"""A series that nobody has chosen a measure for: what it may be is listed, the choice is written, a new title is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import NotFound
from kg.link.refresh import Refreshed, choose_series, refresh
from kg.rdf.iris import Base
from kg.settings import read
from kg.sources.upstream.configuration import upstream
from tests.cli.commands import kg
from tests.link.services import PREFIXES, kolada, places
from tests.link.test_refresh import FIGURES, NOON
from tests.link.titles_services import EMPLOYED, KPIS, Tables, Titled, kpi
from tests.sources.upstream.kolada_service import Kolada
from tests.sources.upstream.services import Given, Service, serving
from tests.workshop import Workshop, workshop

ABOUT, CHOSEN = "data/authorities/kolada/about.ttl", "data/authorities/kolada/chosen.ttl"
UNCHOSEN = """
<figures/kolada#sysselsatta> a samv:Series ; rdfs:label "Sysselsatta"@sv , "Employed"@en ;
    samv:soughtBy "utrikes födda" , "Sysselsättningsgrad" ; samv:comparedSex <concept/kon/kvinnor> .
"""
WOMEN = {("N02268", code, 2025, "K"): 60.5 for code in ("1981", "1962", "0128")}


@pytest.fixture
def tiny(tmp_path: Path) -> Workshop:
    return places(workshop(tmp_path))


@pytest.fixture
def service() -> Iterator[Service]:
    with serving(Titled(Kolada({**FIGURES, **WOMEN}))) as served:
        yield served


@pytest.fixture
def world(tiny: Workshop, service: Service) -> Workshop:
    """Kolada with a chosen series and one that nobody has chosen."""
    kolada(tiny, service.url)
    tiny.edit(ABOUT, "samv:series <figures/kolada#folkmangd> .", "samv:series <figures/kolada#folkmangd> , "
              "<figures/kolada#sysselsatta> .")  # fmt: skip
    tiny.write(ABOUT, tiny.read(ABOUT) + UNCHOSEN)
    return tiny


def _settings(tiny: Workshop) -> dict[str, str]:
    return {
        "KG_ROOT": str(tiny.root),
        "KG_HOME": str(tiny.home),
        "KG_BASE_IRI": tiny.base_iri,
        "KG_REFRESH_SECONDS": "20",
    }


def _refresh(tiny: Workshop, name: str = "kolada", *, accept: bool = False) -> Refreshed:
    [came] = refresh(read(_settings(tiny)), [name], accept=accept, now=NOON)
    assert came.text("sv") != came.text("en")
    return came


def _choose(tiny: Workshop, name: str = "kolada", **choices: str) -> Refreshed:
    return choose_series(read(_settings(tiny)), name, choices, now=NOON)


def test_what_an_unchosen_series_may_be_is_listed_beside_the_figures_of_the_others(world: Workshop) -> None:
    came = _refresh(world)
    assert (came.changed, came.exit_code) == (True, 1)
    text = came.text("sv")
    assert "6 nya, 0 ändrade" in text
    assert "? sysselsatta (Sysselsatta) saknas: välj vad serien är, bland 2 med ”Sysselsättningsgrad”" in text
    assert f"N02268  {EMPLOYED} · kvinnor och män för sig · 2025 (2026-11-28)" in text
    assert "N99999  Sysselsättningsgrad bland UTRIKES FÖDDA utan uppdelning · inte uppdelat på kön" in text
    assert "`kg link --authority kolada --refresh --choose sysselsatta=ID`" in text
    assert "women and men apart" in came.text("en")


def test_figures_of_the_chosen_are_accepted_while_others_wait(world: Workshop) -> None:
    came = _refresh(world, accept=True)
    assert (came.accepted, came.exit_code) == (True, 0)
    assert "saknas" in came.text("sv")
    again = _refresh(world)
    assert (again.changed, again.exit_code) == (False, 1)


def test_nothing_to_choose_from_is_told_and_waits_for_nobody(world: Workshop) -> None:
    world.edit(ABOUT, '"Sysselsättningsgrad"', '"utbildning"')
    _refresh(world, accept=True)
    came = _refresh(world)
    assert came.exit_code == 0
    assert "saknas: inget där har ”utrikes födda”, ”utbildning” i rubriken" in came.text("sv")


def test_a_choice_is_written_with_title_and_day_and_its_figures_are_fetched(world: Workshop) -> None:
    before = world.read(ABOUT)
    came = _choose(world, sysselsatta="N02268")
    assert (came.exit_code, came.accepted) == (0, True)
    assert f"= sysselsatta: N02268 {EMPLOYED}" in came.text("sv")
    assert world.read(ABOUT) == before
    about = upstream(world.root / "data/authorities/kolada", Base(world.base_iri))
    assert about is not None
    assert [(each.name, each.code, each.title) for each in about.series] == [
        ("folkmangd", "N01951", ""),
        ("sysselsatta", "N02268", EMPLOYED),
    ]
    assert about.unchosen == ()
    assert '"2026-03-04"^^xsd:date' in world.read(CHOSEN)
    assert "+ sysselsatta 1981 2025 women: 60.5" in _refresh(world).text("en")


def test_a_choice_that_lacks_a_word_is_written_and_the_word_is_told(world: Workshop) -> None:
    came = _choose(world, sysselsatta="N02269")
    assert came.exit_code == 0
    assert "Obs, där står inte: utrikes födda." in came.text("sv")
    assert "Mind, it doesn't say: utrikes födda." in came.text("en")


def test_a_second_choice_keeps_the_first_and_a_new_one_displaces_the_old(world: Workshop) -> None:
    _choose(world, sysselsatta="N99999")
    _choose(world, folkmangd="N01951")
    _choose(world, sysselsatta="N02268")
    said = world.read(CHOSEN)
    assert (said.count("skos:notation"), said.count("N01951"), said.count("N02268")) == (2, 1, 1)
    assert "Invånare totalt, antal" in said


def test_titles_are_written_so_that_nothing_in_them_is_read_as_more(tiny: Workshop) -> None:
    sly = 'Andel "x"@sv ; <a> <b> \\ . # utrikes födda'
    with serving(Titled(Kolada(FIGURES), [*KPIS, kpi("N1", sly)])) as served:
        kolada(tiny, served.url)
        _choose(tiny, folkmangd="N1")
    about = upstream(tiny.root / "data/authorities/kolada", Base(tiny.base_iri))
    assert about is not None
    assert (about.series[0].code, about.series[0].title) == ("N1", sly)


@pytest.mark.parametrize(
    ("choices", "said_sv"),
    [
        ({"sysselsatta": "N00000"}, "N00000 finns inte där"),
        ({"sysselsatt": "N02268"}, "Menade du sysselsatta?"),
        ({"sysselsatta": "N01951"}, "folkmangd=N01951, sysselsatta=N01951"),
    ],
    ids=["no such key figure", "no such series", "another series already"],
)
def test_a_choice_that_cannot_be_is_told_and_nothing_is_written(
    world: Workshop, choices: dict[str, str], said_sv: str
) -> None:
    came = _choose(world, **choices)
    assert came.exit_code != 0
    assert said_sv in came.text("sv")
    assert not (world.root / CHOSEN).exists()


def test_a_choice_for_an_authority_that_is_never_asked_is_not_found(world: Workshop) -> None:
    with pytest.raises(NotFound):
        _choose(world, "nuts", sysselsatta="N02268")


def test_a_title_that_has_changed_is_told_and_no_figures_are_taken_until_it_is_chosen_anew(tiny: Workshop) -> None:
    kpis = {"N01951": kpi("N01951", "Invånare totalt, antal")}
    service = Titled(Kolada(FIGURES), list(kpis.values()))
    with serving(service) as served:
        kolada(tiny, served.url)
        _choose(tiny, folkmangd="N01951")
        service.kpis = [kpi("N01951", "Invånare 65+, antal")]
        came = _refresh(tiny, accept=True)
        assert (came.changed, came.accepted, came.exit_code) == (True, False, 1)
        assert "”Invånare totalt, antal” → ”Invånare 65+, antal”" in came.text("sv")
        assert "Godta skillnaden" not in came.text("sv")
        assert not (tiny.root / "data/authorities/kolada/figures.csv").exists()
        _choose(tiny, folkmangd="N01951")
        assert _refresh(tiny, accept=True).accepted


def test_a_key_figure_that_is_gone_is_told(tiny: Workshop) -> None:
    service = Titled(Kolada(FIGURES))
    with serving(service) as served:
        kolada(tiny, served.url)
        _choose(tiny, folkmangd="N01951")
        service.kpis = []
        came = _refresh(tiny, accept=True)
    assert came.exit_code == 3
    assert "N01951 finns inte där" in came.text("sv")


def test_a_fault_while_looking_leaves_all_as_it_was(world: Workshop, service: Service) -> None:
    whole = service.answer
    service.answer = lambda came: Given(status=404) if came.path.endswith("/kpi") else whole(came)
    came = _refresh(world, accept=True)
    assert came.exit_code == 3
    assert "HTTP 404" in came.text("sv")
    assert not (world.root / "data/authorities/kolada/figures.csv").exists()


def test_a_release_tells_what_a_series_is_there_but_not_how_it_was_sought(world: Workshop) -> None:
    _choose(world, sysselsatta="N02268")
    _refresh(world, accept=True)
    quads = world.built().path / "figures.ttl"
    text = quads.read_text("utf-8")
    assert f'"{EMPLOYED}"@sv' in text
    assert "soughtBy" not in text


SCB = """
<authority/scb#refresh> a samv:Refresh ; samv:protocol "pxweb-2" ; dcat:endpointURL <{url}api/v2/> ;
    samv:option "codes=actor" , "years=2" , "pause=0" ; samv:series <figures/scb#utbildning> .
<figures/scb> a qb:DataSet ; samv:series <figures/scb#utbildning> .
<figures/scb#utbildning> a samv:Series ; rdfs:label "Utbildning"@sv , "Education"@en ;
    samv:soughtBy "utbildningsnivå" , "föd" , "region" ; samv:option "Region=places" , "Tid=years" .
"""


def test_tables_are_listed_and_chosen_and_a_longer_series_of_years_is_no_new_title(tiny: Workshop) -> None:
    service = Tables()
    with serving(service) as served:
        tiny.write("data/authorities/scb/about.ttl", PREFIXES + SCB.format(url=served.url))
        came = _refresh(tiny, "scb", accept=True)
        assert came.exit_code == 0
        assert "TAB7001  Befolkning efter region, utbildningsnivå, födelseregion och kön · kvinnor" in came.text("sv")
        assert _choose(tiny, "scb", utbildning="TAB7001").accepted
        table = dict(service.tables[0])
        service.tables = [{**table, "label": str(table["label"]).replace("2024", "2025")}]
        later = _refresh(tiny, "scb")
    assert "heter något annat" not in later.text("sv")
    about = upstream(tiny.root / "data/authorities/scb", Base(tiny.base_iri))
    assert about is not None
    assert about.series[0].code == "TAB7001"


def test_every_configuration_of_ours_can_be_read_and_says_its_figures_where_they_are_chosen() -> None:
    root, base = Path(__file__).parents[2] / "data" / "authorities", Base("https://example.org/")
    found = {name: upstream(root / name, base) for name in ("kolada", "scb-befolkning", "scb-utbildning")}
    said = {
        name: ([each.code for each in about.series], [each.name for each in about.unchosen])
        for name, about in found.items()
        if about is not None
    }
    assert said == {
        "kolada": (["N01951", "N02268", "N02926"], ["utbildning-utrikes-fodda"]),
        "scb-befolkning": (["TAB638"], []),
        "scb-utbildning": ([], ["utbildning-utrikes-fodda"]),
    }


def test_the_command_chooses_one_series_of_one_authority_at_a_time_of_asking(world: Workshop) -> None:
    asked = ("link", "--authority", "kolada", "--refresh")
    for wrong in (asked[:3], ("link", "--refresh"), (*asked, "--accept")):
        assert kg(world, *wrong, "--choose", "sysselsatta=N02268").code == 2
    for said in ("sysselsatta", "=N02268", "sysselsatta="):
        assert kg(world, *asked, "--choose", said).code == 2
    done = kg(world, *asked, "--choose", "sysselsatta=N02268", "--lang", "en")
    assert (done.code, done.out.splitlines()[1]) == (0, f"  = sysselsatta: N02268 {EMPLOYED}")
    assert "Fetch the figures with" in done.out
