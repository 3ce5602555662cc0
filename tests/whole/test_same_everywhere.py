"""Documents in four forms, SPARQL, dumps, the page and `kg explain` say the same of a thing, and of which release it is."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from flask.testing import FlaskClient
from lxml import html
from rdflib import Graph, Namespace
from rdflib.namespace import DCAT, DCTERMS, PROV, RDF

from kg.query.local import engine_for
from kg.query.pool import Pool
from kg.release.layout import current
from kg.serve.thing.explain import explain
from tests.whole import said
from tests.whole.said import BASE, FORMS
from tests.whole.served import ROOT, settings

SAMV = Namespace(f"{BASE}ns#")
VOID = Namespace("http://rdfs.org/ns/void#")
# DCAT 3 has it; rdflib's list of DCAT is of version 2.
VERSION = rdflib.URIRef("http://www.w3.org/ns/dcat#version")
LANGUAGES = ("sv", "en")
DUMPS = {
    "samverkansgrafen.ttl": ox.RdfFormat.TURTLE,
    "samverkansgrafen.trig": ox.RdfFormat.TRIG,
    "samverkansgrafen.nq.gz": ox.RdfFormat.N_QUADS,
    "samverkansgrafen.nt.gz": ox.RdfFormat.N_TRIPLES,
    "samverkansgrafen.rdf": ox.RdfFormat.RDF_XML,
    "samverkansgrafen.jsonld": ox.RdfFormat.JSON_LD,
}
# What stands in the record's graph, and what is derived and linked of the subjects there.
ABOUT = """CONSTRUCT { ?s ?p ?o } WHERE {
  { GRAPH <record/PATH> { ?s ?p ?o } }
  UNION { GRAPH <record/PATH> { ?s ?any ?other } GRAPH <graph/derived> { ?s ?p ?o } }
  UNION { GRAPH <record/PATH> { ?s ?any ?other } GRAPH <graph/links> { ?s ?p ?o } }
}"""


def _paths(kind: str, how_many: int) -> list[str]:
    """Things of a kind, spread over all there are."""
    names = sorted(path.stem for path in (ROOT / "data/records" / kind).glob("*.ttl"))
    return [f"{kind}/{name}" for name in names[:: max(1, len(names) // how_many)]]


PROJECTS = _paths("project", 1000)
OTHERS = [path for kind in ("actor", "partnership", "method", "document", "place") for path in _paths(kind, 3)]
CONCEPTS = ["concept/partnerskapsform/iop", "concept/aktivitet/praktik"]


@pytest.fixture(autouse=True)
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep rdflib from rewriting literals."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.fixture(scope="module")
def engine(real_home: Path) -> Iterator[Pool]:
    release = current(real_home)
    with engine_for(release.store, base_iri=BASE, union=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def dumps(real_home: Path) -> dict[str, set[str]]:
    """Every dump's statements."""
    folder = current(real_home).bundle("dumps")
    assert folder is not None
    found = {name: (folder / name).read_bytes() for name in DUMPS}
    return {
        name: said.dumped(gzip.decompress(data) if name.endswith(".gz") else data, DUMPS[name])
        for name, data in found.items()
    }


def _sparql(client: FlaskClient, query: str, accept: str = "text/turtle") -> str:
    answer = client.post("/sparql", data=query, content_type="application/sparql-query", headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    return answer.text


# Documents, SPARQL and dumps


@pytest.mark.parametrize("path", [*PROJECTS, *OTHERS, *CONCEPTS, "concept/roll", "graph/links"])
def test_a_document_says_the_same_in_every_form(path: str, real: FlaskClient) -> None:
    forms = {ext: said.statements(real.get(f"/{path}.{ext}").data, ext) for ext in FORMS}
    assert forms["ttl"]
    assert [ext for ext in FORMS if forms[ext] != forms["ttl"]] == []


@pytest.mark.parametrize("path", [*PROJECTS, *OTHERS])
def test_a_document_says_what_sparql_says(path: str, real: FlaskClient) -> None:
    asked = said.statements(_sparql(real, ABOUT.replace("PATH", path)), "ttl")
    assert said.statements(real.get(f"/{path}.ttl").data, "ttl") == asked


@pytest.mark.parametrize("name", DUMPS)
def test_a_dump_holds_what_the_documents_say(name: str, real: FlaskClient, dumps: dict[str, set[str]]) -> None:
    for path in (*PROJECTS, *OTHERS, *CONCEPTS):
        missing = said.dumped(real.get(f"/{path}.nt").data, ox.RdfFormat.N_TRIPLES) - dumps[name]
        assert not missing, path


def test_dumps_and_sparql_hold_as_many_statements_as_the_manifest_says(
    real: FlaskClient, real_home: Path, dumps: dict[str, set[str]]
) -> None:
    count = _sparql(real, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv").split()[1]
    wanted = current(real_home).manifest.counts["quads"]
    assert int(count) == wanted
    assert {name: len(found) for name, found in dumps.items()} == dict.fromkeys(DUMPS, wanted)


def test_a_standing_question_answers_the_same_as_csv_as_json_and_by_sparql(real: FlaskClient) -> None:
    rows = real.get("/questions/source-disagreements.csv").text
    query = real.get("/questions/source-disagreements.rq").text
    assert len(rows.splitlines()) > 3
    assert _sparql(real, query, "text/csv") == rows
    answer = json.loads(real.get("/questions/source-disagreements.json").text)
    assert len(answer["results"]["bindings"]) == len(list(csv.DictReader(io.StringIO(rows))))


def test_the_list_of_a_kind_and_its_table_join_values_alike(real: FlaskClient) -> None:
    listed = {row["iri"]: row for row in csv.DictReader(io.StringIO(real.get("/project.csv").text))}
    table = {row["iri"]: row for row in csv.DictReader(io.StringIO(real.get("/download/project.csv").text))}
    assert set(listed) == set(table)
    for iri, row in table.items():
        assert sorted(listed[iri]["spatial"].split(" | ")) == sorted(row["spatial_label"].split(" | "))
        assert listed[iri]["budget"] == row["budget"]


# Pages and the terminal


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PROJECTS)
def test_page_and_terminal_say_every_sum_date_title_and_source(
    path: str, lang: str, real: FlaskClient, real_home: Path, engine: Pool
) -> None:
    document = said.graph(real.get(f"/{path}.ttl").data, "ttl")
    page = said.words(real.get(f"/{path}.html?lang={lang}").text)
    told = said.spaced(explain(path, current(real_home), engine, settings(ROOT, real_home), lang))
    for wanted in _wanted(document, path, lang, real):
        assert wanted in page, f"{wanted!r} is not on the page"
        assert wanted in told, f"{wanted!r} is not told in the terminal"


def _wanted(document: Graph, path: str, lang: str, real: FlaskClient) -> set[str]:
    found = {said.kronor(amount) for amount in document.objects(None, SAMV.amount)}
    for edtf in (*document.objects(None, SAMV.edtf), *document.objects(None, SAMV.measuredAt)):
        found |= set(said.dates(edtf, lang))
    found.add(_title(document, BASE + path, lang))
    sources = {*document.objects(None, PROV.hadPrimarySource), *document.objects(None, DCTERMS.source)}
    assert sources
    for source in sources:
        about = said.graph(real.get(f"/{source.removeprefix(BASE)}.ttl").data, "ttl")
        found.add(_title(about, source, lang))
    return found


def _title(document: Graph, thing: str, lang: str) -> str:
    """The thing's title in that language, in Swedish where it has none."""
    titles = {title.language: str(title) for title in document.objects(rdflib.URIRef(thing), DCTERMS.title)}
    return said.spaced(titles.get(lang) or titles["sv"])


@pytest.mark.parametrize(
    ("lang", "register", "collection"),
    [
        ("sv", "Kvinna in i Sverige – post i ESF-rådets projektbank", "Exempelsamling – att nå utrikesfödda kvinnor"),
        ("en", "Kvinna in i Sverige – entry in the Swedish ESF Council's project bank", "Collection of examples"),
    ],
)
def test_both_budgets_of_kiis_stand_side_by_side_each_with_its_source(
    lang: str, register: str, collection: str, real: FlaskClient, real_home: Path, engine: Pool
) -> None:
    page = html.document_fromstring(real.get(f"/project/kiis.html?lang={lang}").text)
    told = explain("project/kiis", current(real_home), engine, settings(ROOT, real_home), lang)
    for amount, source in (("36691291", register), ("30000000", collection)):
        assert said.spaced(_sources_beside(page, said.kronor(amount))).startswith(source)
        number = _number_beside(told, said.kronor(amount))
        assert said.spaced(told).partition(f"[{number}] {source}")[1]


def _sources_beside(page: html.HtmlElement, amount: str) -> str:
    """The source in the list that the number beside a stated budget leads to."""
    [row] = [row for row in page.get_element_by_id("fakta-statedBudget").iter("li", "tr") if _says(row, amount)]
    [reference] = row.xpath(".//a[contains(@class, 'ref')]/@href")
    return str(page.get_element_by_id(reference.removeprefix("#")).text_content())


def _says(row: html.HtmlElement, amount: str) -> bool:
    return amount in said.spaced(row.text_content())


def _number_beside(told: str, amount: str) -> str:
    [line] = [said.spaced(line) for line in told.splitlines() if said.spaced(line).startswith(amount)]
    return line.partition("[")[2].partition("]")[0]


# Which release


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/project/",
        "/project.csv",
        "/project/kiis",
        "/project/kiis.html",
        "/project/kiis.ttl",
        "/record/project/kiis.nt",
        "/concept/roll.jsonld",
        "/ns.rdf",
        "/graph/derived.nt",
        "/shapes/project.ttl",
        "/sparql",
        "/sparql?query=ASK%7B%7D",
        "/sparql?query=SELEKT",
        "/questions/",
        "/questions/iop-parties.csv",
        "/catalog.rdf",
        "/datasets/dcat",
        "/.well-known/void",
        "/download/",
        "/download/project.csv",
        "/releases/",
        "/sitemap.xml",
        "/resource?iri=http://www.wikidata.org/entity/Q34",
        "/there/is/nothing/here",
    ],
)
def test_every_answer_names_the_release(path: str, real: FlaskClient, real_home: Path) -> None:
    assert real.get(path).headers["X-Release"] == current(real_home).id


def test_page_catalogue_void_and_downloads_are_of_the_release_that_the_header_names(
    real: FlaskClient, real_home: Path
) -> None:
    release = current(real_home)
    assert f"Utgåva {release.id} " in said.words(real.get("/project/kiis.html?lang=sv").text)
    catalogue = said.graph(real.get("/catalog.ttl").data, "ttl")
    datasets = list(catalogue.subjects(RDF.type, DCAT.Dataset))
    assert [str(catalogue.value(each, VERSION)) for each in datasets] == [release.id] * len(datasets)
    void = said.graph(real.get("/.well-known/void", headers={"Accept": "text/turtle"}).data, "ttl")
    assert {str(version) for version in void.objects(None, VERSION)} == {release.id}
    assert {str(moment) for moment in void.objects(None, DCTERMS.modified)} == {release.manifest.built_at}
    folder = release.bundle("dumps")
    assert folder is not None
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["release"] == release.id
    assert release.id in said.words(real.get("/download/").text)


def test_the_numbers_told_of_the_release_are_its_own(real: FlaskClient, real_home: Path) -> None:
    manifest = current(real_home).manifest
    void = said.graph(real.get("/.well-known/void", headers={"Accept": "text/turtle"}).data, "ttl")
    dataset = rdflib.URIRef(f"{BASE}catalog#samverkansgrafen")
    assert [str(number) for number in void.objects(dataset, VOID.triples)] == [str(manifest.counts["quads"])]
    assert [str(number) for number in void.objects(dataset, VOID.entities)] == [str(manifest.counts["records"])]
    front = said.words(real.get("/?lang=sv").text)
    assert f"{manifest.kinds['project']} Projekt" in front
    assert f"{manifest.kinds['actor']} Aktörer" in front
