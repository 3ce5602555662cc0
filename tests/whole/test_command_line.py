"""The command line on the real data: asked in every way and form, here and elsewhere, explained, and checked."""

import csv
import gzip
import io
import json
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.release.layout import current
from tests.bench.servers import load_oxigraph, oxigraph
from tests.whole.process import Served, kg, kgs, serving
from tests.whole.said import BASE, spaced
from tests.whole.served import ROOT
from tests.workshop import Workshop

ROWS = "SELECT ?project ?budget { ?project <ns#budget> ?budget } ORDER BY DESC(?budget) LIMIT 2"
GRAPH = "CONSTRUCT { <project/kiis> ?p ?o } WHERE { <project/kiis> ?p ?o }"
Ended = subprocess.CompletedProcess[bytes]


@pytest.fixture(scope="module")
def at(real_home: Path) -> dict[str, str]:
    """The settings of someone who asks the real release."""
    return {"KG_HOME": str(real_home), "KG_ROOT": str(ROOT)}


def _table(ended: Ended) -> list[list[str]]:
    assert ended.returncode == 0, ended.stderr.decode()
    return list(csv.reader(io.StringIO(ended.stdout.decode())))


# kg query


def test_rows_come_in_every_form(at: dict[str, str]) -> None:
    forms = ("table", "json", "csv", "tsv", "xml")
    ended = dict(zip(forms, kgs(at, [("query", ROWS, "--format", form) for form in forms]), strict=True))
    assert {form: each.returncode for form, each in ended.items()} == dict.fromkeys(forms, 0)
    rows = _table(ended["csv"])
    assert rows[0] == ["project", "budget"]
    assert [row[1] for row in rows[1:]] == ["39000000", "38296142"]
    found = json.loads(ended["json"].stdout)["results"]["bindings"]
    assert [each["budget"]["value"] for each in found] == ["39000000", "38296142"]
    assert b"<%s>\t39000000\n" % rows[1][0].encode() in ended["tsv"].stdout
    parsed = ox.parse_query_results(ended["xml"].stdout, ox.QueryResultsFormat.XML)
    assert isinstance(parsed, ox.QuerySolutions)
    assert [str(row["project"]) for row in parsed] == [f"<{row[0]}>" for row in rows[1:]]
    shown = ended["table"].stdout.decode()
    assert f"<{rows[1][0].removeprefix(BASE)}>" in shown
    assert shown.splitlines()[-1] == "(2 rader)"


def test_graphs_come_in_every_form(at: dict[str, str]) -> None:
    forms = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdf": ox.RdfFormat.RDF_XML,
    }
    ended = kgs(at, [("query", GRAPH, "--format", form) for form in forms])
    graphs = [
        {str(quad.triple) for quad in ox.parse(each.stdout, form)}
        for each, form in zip(ended, forms.values(), strict=True)
    ]
    assert len(graphs[0]) > 50
    assert graphs == [graphs[0]] * len(forms)


def test_a_form_that_does_not_fit_is_refused_with_those_that_do(at: dict[str, str]) -> None:
    ended = kg(at, "query", GRAPH, "--format", "csv", "--lang", "en")
    assert ended.returncode == 2
    assert b"A CONSTRUCT query can't be answered as csv; choose one of ttl, nt, jsonld, rdf." in ended.stderr


def test_a_question_is_asked_by_name_from_a_file_and_from_standard_input(at: dict[str, str], tmp_path: Path) -> None:
    path = ROOT / "data/queries/iop-parties.rq"
    file = tmp_path / "mine.rq"
    file.write_bytes(path.read_bytes())
    words = ("--format", "csv", "--lang", "en")
    ended = kgs(at, [("query", "iop-parties", *words), ("query", str(file), *words)])
    ended.append(kg(at, "query", "-", *words, given=path.read_bytes()))
    assert len(_table(ended[0])) > 3
    assert [each.stdout for each in ended] == [ended[0].stdout] * 3
    # What the answer can't know is told, and never among the rows.
    assert [each.stderr.decode().partition(":")[0] for each in ended] == ["Note"] * 3
    assert b"selection" not in ended[0].stdout


def test_a_parameter_changes_the_answer(at: dict[str, str]) -> None:
    ended = kg(at, "query", "projects-of-actor", "--param", "actor=actor/malmo-kommun", "--format", "csv")
    rows = _table(ended)
    assert len(rows) > 1
    assert {row[0] for row in rows[1:]} == {f"{BASE}actor/malmo-kommun"}
    assert {row[1] for row in rows[1:]} == {f"{BASE}project/internationella-kvinnor-malmo"}


def test_what_cannot_be_asked_is_told(at: dict[str, str]) -> None:
    wanted = {
        ("iop-partie",): "There is no question 'iop-partie'. Did you mean iop-parties?",
        ("iop-parties", "--param", "actor=x"): "The question iop-parties has no parameter 'actor'; it has: –.",
        ("SELECT * { ?s ?p }",): "query:1:19: the query isn't whole: a statement may lack a part",
        (
            "ASK { ?s a samv:Project }",
        ): f"query:1:12: the prefix samv: is not declared; begin the query with PREFIX samv: <{BASE}ns#>.",
        ("ASK {}", "--param", "a=b"): "--param is for standing questions",
        ("ASK {}", "--endpoint", "http://127.0.0.1:9/sparql"): "http://127.0.0.1:9/sparql",
    }
    ended = kgs(at, [("query", "--lang", "en", *arguments) for arguments in wanted])
    assert [each.returncode for each in ended] == [2, 2, 2, 2, 2, 3]
    for said, each in zip(wanted.values(), ended, strict=True):
        assert said in each.stderr.decode()
        assert each.stdout == b""


def test_an_earlier_release_is_asked_by_its_number(published: Workshop) -> None:
    published.edit("data/records/project/bro.ttl", "Bridge", "Span")
    published.point()
    at = {"KG_HOME": str(published.home), "KG_BASE_IRI": published.base_iri}
    query = "SELECT ?t { <project/bro> <http://purl.org/dc/terms/title> ?t FILTER(LANG(?t) = 'en') }"
    assert _table(kg(at, "query", query, "--format", "csv")) == [["t"], ["Span"]]
    assert _table(kg(at, "query", query, "--format", "csv", "--release", "1")) == [["t"], ["Bridge"]]
    assert "Bridge" in kg(at, "explain", "project/bro", "--release", "1", "--lang", "en").stdout.decode()


# Elsewhere


@pytest.fixture(scope="module")
def ours(at: dict[str, str]) -> Iterator[Served]:
    with serving({**at, "KG_WORKERS": "2"}) as served:
        yield served


@pytest.fixture(scope="module")
def theirs(real_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Oxigraph's own server with our whole dump."""
    folder = current(real_home).bundle("dumps")
    assert folder is not None
    work = tmp_path_factory.mktemp("theirs")
    dump = work / "all.nq"
    dump.write_bytes(gzip.decompress((folder / "samverkansgrafen.nq.gz").read_bytes()))
    load_oxigraph(work / "store", dump)
    with oxigraph(work / "store") as address:
        yield f"{address}/query"


@pytest.mark.parametrize("where", ["ours", "theirs"])
def test_another_endpoint_answers_as_the_release_does(
    where: str, at: dict[str, str], ours: Served, theirs: str
) -> None:
    endpoint = f"{ours.address}/sparql" if where == "ours" else theirs
    questions = [
        ("projects-of-actor", "--param", "actor=actor/malmo-kommun", "--format", "csv"),
        ("source-disagreements", "--format", "csv"),
        ("everything-about-project", "--format", "nt"),
    ]
    asked = [("query", *each, *more) for each in questions for more in ((), ("--endpoint", endpoint))]
    ended = kgs(at, asked)
    assert {each.returncode for each in ended} == {0}
    for here, there in zip(ended[::2], ended[1::2], strict=True):
        assert here.stdout
        assert sorted(here.stdout.splitlines()) == sorted(there.stdout.splitlines())


def test_an_address_that_is_no_endpoint_is_told(at: dict[str, str], ours: Served) -> None:
    ended = kg(at, "query", "--lang", "en", "ASK {}", "--endpoint", f"{ours.address}/project/")
    assert (ended.returncode, ended.stdout) == (3, b"")
    assert f"{ours.address}/project/ failed: HTTP 405".encode() in ended.stderr


# kg explain


def test_anything_of_ours_is_explained(at: dict[str, str]) -> None:
    wanted = {
        "project/kiis": "36 691 291 kr",
        f"{BASE}project/kiis": "30 000 000 kr",
        "project/kiis#budget-exempelsamling-2021": "Exempelsamling – att nå utrikesfödda kvinnor",
        "concept/partnerskapsform/iop": "Idéburet offentligt partnerskap",
        "ns#budget": "budget",
        "actor/malmo-kommun": "212000-1124",
    }
    for said, ended in zip(wanted.values(), kgs(at, [("explain", iri) for iri in wanted]), strict=True):
        assert (ended.returncode, ended.stderr) == (0, b"")
        assert said in spaced(ended.stdout.decode())


def test_what_is_not_there_is_said_with_the_nearest_that_is(at: dict[str, str]) -> None:
    wanted = {
        "project/kis": "Did you mean project/kiis?",
        "cykel/rod": "says nothing about",
        "a b": "says nothing about",
    }
    for said, ended in zip(wanted.values(), kgs(at, [("explain", iri, "--lang", "en") for iri in wanted]), strict=True):
        assert (ended.returncode, ended.stdout) == (2, b"")
        assert said in ended.stderr.decode()
        assert len(ended.stderr.splitlines()) == 1


# kg check


def test_a_record_as_published_is_sound(at: dict[str, str]) -> None:
    ended = kg(at, "check", str(ROOT / "data/records/project/kiis.ttl"), "--lang", "en")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.decode() == "no faults, no warnings, no hints\n"


def test_all_that_is_wrong_is_told_at_once_from_a_file_and_from_standard_input(
    at: dict[str, str], tmp_path: Path
) -> None:
    text = (ROOT / "data/records/project/kiis.ttl").read_text("utf-8")
    for right, wrong in (
        ('"2019-01-15/2021-11-30"', '"2021-11-30/2019-01-15"'),
        ("samv:amount 36691291", "samv:amount -36691291"),
        ("concept/insatskategori/vagledande", "concept/insatskategori/vilseledande"),
        ("samv:total 180", "samv:total 181"),
    ):
        assert right in text
        text = text.replace(right, wrong)
    file = tmp_path / "kiis.ttl"
    file.write_text(text, "utf-8")
    with ThreadPoolExecutor(2) as pool:
        told, piped = pool.map(
            lambda each: kg(at, "check", "--format", "json", each, given=text.encode()), (str(file), "-")
        )
    assert (told.returncode, piped.returncode) == (1, 1)
    found = json.loads(told.stdout)["findings"]
    assert [{**each, "file": "-"} for each in found] == json.loads(piped.stdout)["findings"]
    faults = {each["message"]["en"] for each in found if each["level"] == "violation"}
    assert len(faults) >= 4
    assert any("2021-11-30" in each and "2019-01-15" in each for each in faults)
    for each in found:
        assert each["file"].endswith("kiis.ttl")
        assert set(each["message"]) == {"sv", "en"}


@pytest.mark.parametrize("way", ["file", "standard input"])
def test_broken_turtle_is_told_with_line_and_column(way: str, at: dict[str, str], tmp_path: Path) -> None:
    data = b"@prefix samv: <ns#> .\n<project/x> a samv:Project\n  <b> .\n"
    file = tmp_path / "x.ttl"
    file.write_bytes(data)
    ended = kg(at, "check", "--lang", "en", str(file) if way == "file" else "-", given=data)
    assert ended.returncode == 2
    assert f"{file if way == 'file' else '-'}:3:" in ended.stdout.decode()
    assert b"Traceback" not in ended.stderr
