"""A question that says so stands answered on the pages of things; without its figures the page says what is missing."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.link.refresh_snapshot import beside
from kg.rdf.iris import Base
from kg.sources.upstream.configuration import upstream
from kg.sources.upstream.figures import Figure, Key, written
from tests.link.services import kolada, places
from tests.whole.served import served
from tests.workshop import Workshop, workshop

QUESTION = """# name: like
# number: 1
# question@sv: Vilka aktörer har nästan lika stora tal som en viss?
# question@en: Which actors have figures nearly as large as a certain one?
# coverage@sv: Bara de som har tal.
# coverage@en: Only those that have figures.
# graph: context
# missing@sv: Talen saknas än: hämta dem.
# missing@en: The figures are still missing: fetch them.
# shown: Actor
# heading@sv: Nästan lika stora
# heading@en: Nearly as large
# param: here = <actor/sala> ; Aktör / Actor
PREFIX samv: <ns#>

SELECT ?here ?like ?figure WHERE {
  ?one samv:figurePlace ?here ; samv:figureValue ?own .
  ?other samv:figurePlace ?like ; samv:figureValue ?figure .
  FILTER(?like != ?here && ABS(?own - ?figure) < 10)
}
ORDER BY ?here ?like ?figure
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Workshop:
    made = places(workshop(tmp_path))
    kolada(made, "http://127.0.0.1:9/")
    made.write("data/queries/like.rq", QUESTION)
    return made


@contextmanager
def _pages(tiny: Workshop, *figures: tuple[str, int]) -> Iterator[FlaskClient]:
    """The pages of a release with these figures, by kommunkod."""
    about = upstream(tiny.root / "data/authorities/kolada", Base(tiny.base_iri))
    assert about is not None
    if figures:
        rows = [Figure(Key("folkmangd", code, 2026, "total"), Decimal(value)) for code, value in figures]
        beside(about, "figures.csv", written(rows)).put_in_place("2026-03-04")
    tiny.point()
    with served(tiny.settings) as client:
        yield client


def test_the_answer_stands_on_the_page_asked_of_its_thing(tiny: Workshop) -> None:
    with _pages(tiny, ("1981", 100), ("1962", 105), ("0128", 900)) as client:
        page = client.get("/actor/sala.html").text
        assert "Nästan lika stora" in page
        assert "105" in page
        assert "900" not in page
        assert 'href="../questions/like?here=actor%2Fsala"' in page
        assert "Inget i den här utgåvan passar in." in client.get("/actor/salem.html").text
        assert "Nearly as large" in client.get("/actor/sala.html?lang=en").text


def test_other_things_have_no_such_section(tiny: Workshop) -> None:
    with _pages(tiny, ("1981", 100)) as client:
        assert "Nästan lika stora" not in client.get("/project/bro.html").text


def test_without_figures_page_and_question_say_what_is_missing(tiny: Workshop) -> None:
    with _pages(tiny) as client:
        for path in ("/actor/sala.html", "/questions/like.html"):
            assert "Talen saknas än: hämta dem." in client.get(path).text
        assert "still missing" in client.get("/questions/like.html?lang=en").text
        assert client.get("/questions/like.csv").text.strip() == "here,like,figure"
        assert client.get("/graph/context.ttl").status_code == 404
        assert "context" not in client.get("/.well-known/void", headers={"Accept": "text/turtle"}).text


def test_figures_have_addresses_of_their_own(tiny: Workshop) -> None:
    with _pages(tiny, ("1981", 100)) as client:
        assert client.get("/graph/context.html").status_code == 200
        assert "Källa: Kolada" in client.get("/figures/kolada.ttl").text
        assert client.get("/figures/kolada", headers={"Accept": "text/html"}).status_code == 200
        assert "graph/context" in client.get("/sparql", headers={"Accept": "text/turtle"}).text
