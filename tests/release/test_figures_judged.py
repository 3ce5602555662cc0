"""Figures and the shapes: judged when a release is built, told by file and line, and a whole cube in the release.

The rules and words here are the real ones, beside three real kommuner and made-up figures.
"""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import NamedNode, Quad

from kg.errors import Refused
from kg.link.refresh_snapshot import beside
from kg.rdf.findings import Finding
from kg.rdf.iris import Base
from kg.release.figures_judged import SHOWN, judge_figures
from kg.release.inputs import Inputs, read_inputs
from kg.sources.folder import scan
from kg.sources.upstream.configuration import upstream
from kg.sources.upstream.figures import Figure, Key, written
from tests.workshop import BASE, Workshop

REPOSITORY = Path(__file__).parents[2]
QUERIES = sorted((Path(__file__).parent / "cube").glob("*.rq"))
KOMMUNER = ("sala", "norberg", "koping")
FILE = "data/authorities/kolada/figures.csv"
# Normalisation, phase 1 (https://www.w3.org/TR/vocab-data-cube/#normalize-algorithm): what the short forms stand for.
PHASE = """PREFIX qb: <http://purl.org/linked-data/cube#>
INSERT { ?spec qb:componentProperty ?part . ?part a ?sort } WHERE {
  VALUES (?short ?sort) { (qb:dimension qb:DimensionProperty) (qb:measure qb:MeasureProperty)
                          (qb:attribute qb:AttributeProperty) }
  ?spec ?short ?part
}"""


def _figures(**changed: str) -> list[Figure]:
    """Three series of three kommuner, for two years, for all, women and men; some values are others."""
    made = []
    for series, value in (("folkmangd", "22400"), ("utrikes-fodda", "12.5"), ("sysselsatta-utrikes-fodda", "60.5")):
        for code in ("1981", "1962", "1983"):
            for year in (2023, 2024):
                for sex in ("total", "women", "men"):
                    said = changed.get(f"{series}_{code}_{year}_{sex}".replace("-", "_"), value)
                    made.append(Figure(Key(series, code, year, sex), Decimal(said)))
    return made


def _world(folder: Path) -> Workshop:
    """The real ontology, shapes and configuration, and three places without what they are parts of."""
    root = folder / "root"
    for each in ("ontology", "shapes", "data/authorities/kolada"):
        shutil.copytree(REPOSITORY / each, root / each)
    made = Workshop(root, folder / "home")
    for slug in KOMMUNER:
        made.write(f"data/records/place/{slug}.ttl", (REPOSITORY / f"data/records/place/{slug}.ttl").read_bytes())
    return made


@pytest.fixture
def world(tmp_path: Path) -> Workshop:
    return _world(tmp_path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """What a build works from, with figures that are as they should; read once."""
    made = _world(tmp_path_factory.mktemp("cube"))
    _accept(made, _figures())
    return made.inputs()


def _accept(world: Workshop, figures: Iterable[Figure]) -> None:
    about = upstream(world.root / "data/authorities/kolada", Base(world.base_iri))
    assert about is not None
    beside(about, "figures.csv", written(figures)).put_in_place("2026-03-04")


def _judged(world: Workshop) -> list[Finding]:
    tree = scan(world.root)
    return judge_figures(read_inputs(tree, BASE), tree.authorities, None, processes=1)


def _cube(inputs: Inputs, *more: Quad) -> ox.Store:
    store = ox.Store()
    store.extend(Quad(q.subject, q.predicate, q.object) for q in (*inputs.vocabulary.quads, *inputs.figures, *more))
    store.update(PHASE)
    return store


def test_figures_that_are_as_they_should_raise_nothing(whole: Inputs) -> None:
    assert judge_figures(whole, (), None, processes=1) == []
    assert judge_figures(replace(whole, figures=()), (), None, processes=1) == []


def test_a_figure_that_breaks_a_rule_is_told_by_its_file_and_line(world: Workshop) -> None:
    _accept(world, _figures(utrikes_fodda_1981_2024_women="130"))
    [found] = _judged(world)
    row = world.read(FILE).splitlines().index("utrikes-fodda,1981,2024,women,130,") + 1
    assert (found.place and found.place.source, found.place and found.place.line) == (FILE, row)
    assert "mellan 0 och 100 procent" in found.message_sv
    assert "between 0 and 100 per cent" in found.message_en


def test_a_description_that_lacks_what_a_reader_needs_is_told_once_for_all_its_figures(world: Workshop) -> None:
    _accept(world, _figures())
    about = "data/authorities/kolada/about.ttl"
    world.edit(about, "dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;", "")
    text = world.read(about)
    world.write(about, text.replace("samv:unit <concept/enhet/personer> ;", "", 1))
    shapes = [str(each.shape).partition("shapes/")[2] for each in _judged(world)]
    assert {name: shapes.count(name) for name in set(shapes)} == {
        "figure-table#license": 1,
        "figure-series#unit": 1,
        "figure#unit": 18,
    }
    assert len(_figures()) // 3 == 18 <= SHOWN


def test_a_bad_figure_never_comes_into_a_release(world: Workshop) -> None:
    _accept(world, _figures(sysselsatta_utrikes_fodda_1962_2023_men="-1"))
    with pytest.raises(Refused) as refused:
        world.build(judging=True)
    assert FILE in {each.place.source for each in refused.value.findings if each.place}
    assert not list((world.home / "releases").glob("*"))


def test_what_breaks_one_rule_again_and_again_is_counted(world: Workshop) -> None:
    _accept(world, [Figure(Key("utrikes-fodda", "1981", 1990 + n, "total"), Decimal(101)) for n in range(SHOWN + 5)])
    found = _judged(world)
    assert len(found) == SHOWN + 1
    assert [each for each in found if "Samma sak gäller 5 tal till." in each.message_sv]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_the_cube_keeps_the_integrity_constraints_of_the_recommendation(whole: Inputs, path: Path) -> None:
    assert not _cube(whole).query(path.read_text("utf-8"))


def test_a_constraint_that_is_broken_is_seen(whole: Inputs) -> None:
    observed = next(q.subject for q in whole.figures if q.predicate == BASE.ns("figureValue"))
    assert isinstance(observed, NamedNode)
    own = {q.predicate: q for q in whole.figures if q.subject == observed}
    qb = "http://purl.org/linked-data/cube#"
    twin = NamedNode(f"{observed.value}-igen")
    broken = {
        "ic-01-one-data-set": Quad(observed, NamedNode(f"{qb}dataSet"), NamedNode("https://example.org/figures/annan")),
        "ic-02-one-structure": Quad(
            NamedNode("https://example.org/figures/kolada"), NamedNode(f"{qb}structure"), BASE.ns("annan")
        ),
        "ic-19-codes-from-the-list": Quad(observed, BASE.ns("figureSex"), BASE.concept("fodelseregion", "alla")),
    }
    queries = {path.stem: path.read_text("utf-8") for path in QUERIES}
    for name, quad in broken.items():
        assert _cube(whole, quad).query(queries[name]), name
    copied = [Quad(twin, q.predicate, q.object) for q in own.values()]
    assert _cube(whole, *copied).query(queries["ic-12-no-two-alike"])
    for name, gone in (
        ("ic-11-every-dimension", "figureBirth"),
        ("ic-13-required-attributes", "unit"),
        ("ic-14-all-measures", "figureValue"),
    ):
        store = _cube(whole)
        quad = own[BASE.ns(gone)]
        store.remove(Quad(quad.subject, quad.predicate, quad.object))
        assert store.query(queries[name]), name
