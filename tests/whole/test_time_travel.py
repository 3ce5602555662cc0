"""A running service asked as of earlier releases: it agrees with the command line, and a crowd of them exhausts nothing."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from kg.release.layout import releases
from kg.serve.history.archive import ENGINES
from tests.cli.commands import kg
from tests.whole.process import Served, serving
from tests.workshop import BASE_IRI, Workshop, workshop

BRO = "data/records/project/bro.ttl"
QUERY = "SELECT ?t { <https://example.org/project/bro> <http://purl.org/dc/terms/title> ?t } ORDER BY ?t"
SPARQL = "/sparql?query=" + quote(QUERY)
SLOW = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
WORKERS = 2


@pytest.fixture(scope="module")
def eight(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """A world with eight releases, its bridge called Bridge 0 to Bridge 7."""
    world = workshop(tmp_path_factory.mktemp("eight"))
    world.edit(BRO, '"Bridge"@en', '"Bridge 0"@en')
    world.point()
    for number in range(1, 8):
        world.edit(BRO, f'"Bridge {number - 1}"@en', f'"Bridge {number}"@en')
        world.point()
    return world


def _settings(world: Workshop, **more: str) -> dict[str, str]:
    return {"KG_HOME": str(world.home), "KG_BASE_IRI": BASE_IRI, "KG_WORKERS": str(WORKERS), **more}


def _as_of(served: Served, release: str, address: str = SPARQL) -> tuple[int, str, str]:
    status, headers, body = served.get(f"{address}&release={release}", "text/csv")
    return status, str(headers["X-Release"]), body.decode()


def test_every_release_answers_as_itself_however_it_is_asked(eight: Workshop) -> None:
    with serving(_settings(eight)) as served:
        for number, release in list(enumerate(releases(eight.home)))[::3]:
            status, name, body = _as_of(served, release.id)
            assert (status, name, f"Bridge {number}" in body) == (200, release.id, True)
            said = kg(eight, "query", QUERY, "--release", release.id, "--format", "csv")
            assert said.out.replace("\r\n", "\n") == body.replace("\r\n", "\n")
            page = served.get(f"/project/bro.html?lang=en&release={release.id}", "text/html")
            assert f"Bridge {number}".encode() in page[2]


def test_who_asks_all_releases_in_turn_exhausts_neither_processes_nor_the_patience_of_others(eight: Workshop) -> None:
    names = [each.id for each in releases(eight.home)]
    with serving(_settings(eight)) as served:
        alone = len(served.family())
        most = 0

        def ask(turn: int) -> int:
            return _as_of(served, names[turn % len(names)])[0]

        with ThreadPoolExecutor(12) as threads:
            asked = [threads.submit(ask, turn) for turn in range(160)]
            while not all(each.done() for each in asked):
                most = max(most, len(served.family()))
                assert served.get("/project/bro.ttl")[0] == 200
        answers = {each.result() for each in asked}
        assert 200 in answers
        assert answers <= {200, 503}
        # One worker each, and one that is starting in the place of one that is done for.
        assert most <= alone + 2 * ENGINES
        assert len(served.family()) <= alone + ENGINES
        for name in names:
            assert _as_of(served, name)[0] == 200


def test_slow_questions_to_earlier_releases_leave_the_latest_alone(eight: Workshop) -> None:
    names = [each.id for each in releases(eight.home)]
    with serving(_settings(eight, KG_DEADLINE_SECONDS="2")) as served:
        alone = len(served.family())
        with ThreadPoolExecutor(12) as threads:
            asked = [threads.submit(_as_of, served, name, SLOW) for name in names[:-1] * 2]
            most = 0
            while not all(each.done() for each in asked):
                most = max(most, len(served.family()))
                assert served.get("/project/bro.ttl")[0] == 200
        answers = {each.result()[0] for each in asked}
        assert answers <= {503, 504}
        assert 504 in answers
        assert most <= alone + 3 * ENGINES
        assert _as_of(served, names[0])[0] == 200
