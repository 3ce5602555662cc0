"""The harvest rehearsed: a whole catalogue passes, each thing that a portal would stumble over is found, all is told."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.rdf.formats import RDFXML
from kg.rdf.graphs import read, write
from kg.rdf.namespaces import DCAT, DCTERMS, FOAF
from kg.release import dumps
from kg.release.harvest import mqa, rehearsal
from kg.release.harvest.checks import Check, checks, harvest
from kg.release.harvest.fetching import PAGES, REDIRECTS, Answer, Fetch, answered, follow, of_files
from kg.release.harvest.statements import statements
from kg.release.layout import Release
from kg.serve.app import create_app
from kg.serve.shelf import HomeShelf
from kg.settings import Settings
from kg.settings import read as read_settings
from tests.serve.reception import open_engine
from tests.workshop import Workshop, workshop

ROOT = Path(__file__).parents[2]
PUBLIC = "https://grafen.example.se/"
DEPLOYED = {
    "KG_BASE_IRI": "https://example.org/",
    "KG_PUBLIC_URL": PUBLIC,
    "KG_PUBLISHER_NAME": "Exempelmyndigheten",
    "KG_PUBLISHER_NUMBER": "202100-1234",
    "KG_CONTACT_NAME": "Öppna data",
    "KG_CONTACT_EMAIL": "data@example.se",
    "KG_ROOT": str(ROOT),
}
HARVEST = f"{PUBLIC}datasets/dcat"


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The tiny world with the project's own catalogue text, published with its dumps; to be read, not written to."""
    made = workshop(tmp_path_factory.mktemp("harvested"))
    made.write("data/catalogue.ttl", (ROOT / "data/catalogue.ttl").read_text("utf-8"))
    dumps.make(made.point(), made.settings)
    return made


@pytest.fixture
def release(world: Workshop) -> Release:
    return world.built()


@pytest.fixture
def settings(world: Workshop) -> Settings:
    """Those of a deployer who has filled everything in."""
    return replace(read_settings(DEPLOYED), home=world.home)


@pytest.fixture
def fetch(release: Release, settings: Settings) -> Fetch:
    return of_files(release, settings)


def failed(found: list[Check]) -> list[str]:
    return [each.name for each in found if not each.passed]


def test_a_filled_in_catalogue_can_be_harvested(release: Release, settings: Settings, fetch: Fetch) -> None:
    rehearsed = rehearsal.rehearse(release, settings, fetch)
    assert failed(list(rehearsed.checks)) == []
    assert rehearsed.violations == 0
    assert rehearsed.harvestable
    # What settings don't hold of an organisation's role, and what only those who charge fees say.
    assert [(each["level"], each["shape"]) for each in rehearsed.said["findings"]] == [
        ("warning", "agent-description-recommended"),
        ("warning", "contact-hasAddress-recommended"),
        ("warning", "contact-hasTelephone-recommended"),
        ("info", "agent-classification-recommended"),
    ]


def test_it_scores_as_data_europa_eu_counts(release: Release, settings: Settings, fetch: Fetch) -> None:
    score = rehearsal.rehearse(release, settings, fetch).said["mqa"]
    assert (score["of"], score["rating"]["en"]) == (405, "Excellent")
    assert [each["of"] for each in score["dimensions"]] == [100, 100, 110, 75, 20]
    # The services have no files to download.
    lost = [each for group in score["dimensions"] for each in group["indicators"] if each["points"] < each["of"]]
    assert {each["name"] for each in lost} <= {"download-url", "download-answers", "byte-size"}
    assert all(each["among"] - each["having"] == 3 for each in lost)


def test_each_indicator_has_the_points_of_the_published_method(
    release: Release, settings: Settings, fetch: Fetch
) -> None:
    score = rehearsal.rehearse(release, settings, fetch).said["mqa"]
    assert {each["name"]: each["of"] for group in score["dimensions"] for each in group["indicators"]} == {
        "keyword": 30, "theme": 30, "spatial": 20, "temporal": 20,
        "access-url": 50, "download-url": 20, "download-answers": 30,
        "format": 20, "media-type": 10, "format-list": 10, "open-format": 20, "machine-readable": 20, "compliance": 30,
        "licence": 20, "licence-list": 10, "access-rights": 10, "access-rights-list": 5, "contact": 20, "publisher": 10,
        "rights": 5, "byte-size": 5, "issued": 5, "modified": 5,
    }  # fmt: skip
    assert [limit for limit, _, _ in mqa.RATINGS] == [351, 221, 121, 0]


def test_each_star_has_its_ground(release: Release, settings: Settings, fetch: Fetch) -> None:
    stars = rehearsal.rehearse(release, settings, fetch).said["stars"]
    assert [each["given"] for each in stars["stars"]] == [each["asked"]["en"] != "" for each in stars["stars"]]
    assert stars["count"] == 5
    assert all(each["found"]["sv"] for each in stars["stars"])


def test_the_running_service_answers_as_its_files_do(
    world: Workshop, release: Release, settings: Settings, fetch: Fetch
) -> None:
    client = create_app(settings, HomeShelf(world.home, open_engine)).test_client()
    asked = rehearsal.rehearse(release, settings, over_http(client))
    assert asked.said == rehearsal.rehearse(release, settings, fetch).said


def test_the_pages_that_files_stand_in_for_are_answered_by_the_service(world: Workshop, settings: Settings) -> None:
    fetch = over_http(create_app(settings, HomeShelf(world.home, open_engine)).test_client())
    assert {path: follow(fetch, PUBLIC + path, "*/*").ok for path in PAGES} == dict.fromkeys(PAGES, True)


def over_http(client: FlaskClient) -> Fetch:
    """The service behind the portal's seam, its public address mapped to where it runs."""

    def fetch(address: str, accept: str) -> Answer:
        if not address.startswith(PUBLIC):
            return Answer(404)
        got = client.get("/" + address.removeprefix(PUBLIC), headers={"Accept": accept})
        headers = {name: value for name, value in got.headers.items() if value is not None}
        return answered(got.status_code, headers, got.data)

    return fetch


@pytest.mark.parametrize("status", REDIRECTS)
def test_redirects_are_followed_as_portals_follow_them(fetch: Fetch, settings: Settings, status: int) -> None:
    def moved(address: str, accept: str) -> Answer:
        if address == HARVEST:
            return Answer(status, {"location": f"{PUBLIC}catalog.rdf"})
        return fetch(address, accept)

    said, found = harvest(moved, settings)
    assert failed(found) == []
    assert said.things(DCAT.Catalog)


def test_a_ring_of_redirects_ends(settings: Settings) -> None:
    found = follow(lambda address, _: Answer(301, {"location": address}), HARVEST, "*/*")
    assert (found.ok, len(found.addresses)) == (False, 6)


def rewritten(fetch: Fetch, change: Callable[[list[Triple]], list[Triple]]) -> Fetch:
    """The same service with another catalogue."""

    def changed(address: str, accept: str) -> Answer:
        answer = fetch(address, accept)
        if answer.media_type != RDFXML.media_type:
            return answer
        triples = [quad.triple for quad in read(answer.body, RDFXML, base_iri=PUBLIC, source="catalog")]
        return answered(200, answer.headers, write(change(triples), RDFXML, base_iri=PUBLIC))

    return changed


def put(predicate: NamedNode, value: NamedNode | Literal | BlankNode) -> Callable[[list[Triple]], list[Triple]]:
    """Put another value in the place of a property's values."""
    return lambda triples: [
        Triple(each.subject, predicate, value) if each.predicate == predicate else each for each in triples
    ]


CC0 = "creativecommons.org/publicdomain/zero/1.0"
FAULTS = [
    ("licence", put(DCTERMS.license, NamedNode(f"https://{CC0}/"))),
    ("licence", put(DCTERMS.license, NamedNode(f"http://{CC0}"))),
    ("licence", lambda triples: [each for each in triples if each.predicate != DCTERMS.license]),
    ("blank-nodes", put(DCTERMS.spatial, BlankNode("somewhere"))),
    ("iris", put(FOAF.homepage, NamedNode("urn:example:home"))),
    ("answers", put(DCAT.accessURL, NamedNode(f"{PUBLIC}download/gone"))),
    ("answers", put(DCAT.endpointURL, NamedNode("https://elsewhere.example.se/sparql"))),
    ("files", put(DCAT.byteSize, Literal("1"))),
    ("contact", put(DCAT.contactPoint, NamedNode("http://dataportal.se/organisation/SE2021001234"))),
]


@pytest.mark.parametrize(("name", "change"), FAULTS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(FAULTS)])
def test_what_a_portal_would_stumble_over_is_found(
    fetch: Fetch, settings: Settings, name: str, change: Callable[[list[Triple]], list[Triple]]
) -> None:
    faulty = rewritten(fetch, change)
    said, _ = harvest(faulty, settings)
    assert failed(checks(said, faulty, settings)) == [name]


def test_a_relative_iri_in_what_was_fetched_is_found(fetch: Fetch, settings: Settings) -> None:
    def relative(address: str, accept: str) -> Answer:
        answer = fetch(address, accept)
        return (
            answered(answer.status, answer.headers, answer.body.replace(PUBLIC.encode(), b"/"))
            if answer.body
            else answer
        )

    said, _ = harvest(relative, settings)
    assert "iris" in failed(checks(said, relative, settings))


def test_a_changed_file_is_told_from_the_one_that_was_promised(fetch: Fetch, settings: Settings) -> None:
    def tampered(address: str, accept: str) -> Answer:
        answer = fetch(address, accept)
        return replace(answer, sha256=hashlib.sha256(b"other").hexdigest()) if address.endswith(".nq.gz") else answer

    said, _ = harvest(tampered, settings)
    [check] = [each for each in checks(said, tampered, settings) if not each.passed]
    assert (check.name, check.found_en) == ("files", f"{PUBLIC}download/samverkansgrafen.nq.gz")


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        (Answer(404), ["fetch", "parse"]),
        (answered(200, {"content-type": "text/turtle"}, b""), ["fetch", "parse"]),
        (answered(200, {"content-type": RDFXML.media_type}, b"<html><p>hej"), ["parse"]),
    ],
)
def test_what_is_no_catalogue_is_told_and_raises_nothing(
    release: Release, settings: Settings, answer: Answer, names: list[str]
) -> None:
    _, found = harvest(lambda *_: answer, settings)
    assert failed(found) == names
    assert not rehearsal.rehearse(release, settings, lambda *_: answer).harvestable


def test_an_indicator_gets_its_points_by_the_share_that_has_it() -> None:
    files = [NamedNode(f"https://example.org/{n}") for n in range(4)]
    said = [
        Triple(each, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), DCAT.Distribution) for each in files
    ]
    said.append(Triple(files[0], DCTERMS.license, NamedNode(f"http://{CC0}/")))
    found = {each.name: each for each in mqa.indicators(statements(said), lambda *_: Answer(404), conforms=False)}
    assert (found["licence"].points, found["licence"].having, found["licence"].among) == (5, 1, 4)
    assert found["keyword"].points == 0
    assert mqa.as_json(list(found.values()))["rating"] == {"sv": "Dåligt", "en": "Bad"}


def test_a_trial_run_says_what_is_missing(release: Release, world: Workshop) -> None:
    bare = replace(read_settings({"KG_BASE_IRI": "https://example.org/", "KG_ROOT": str(ROOT)}), home=world.home)
    rehearsed = rehearsal.rehearse(release, bare, of_files(release, bare))
    [check] = [each for each in rehearsed.checks if not each.passed]
    assert check.name == "settings"
    assert "KG_PUBLIC_URL, KG_PUBLISHER_NAME" in check.found_sv
    assert {each["shape"] for each in rehearsed.said["findings"] if each["level"] == "violation"} >= {
        "harvest-download-url-value"
    }
    # Addresses of one's own machine break the portal's rules, and not the profile.
    [compliance] = [
        each
        for group in rehearsed.said["mqa"]["dimensions"]
        for each in group["indicators"]
        if each["name"] == "compliance"
    ]
    assert compliance["points"] == 30


def test_without_the_profile_the_rest_is_rehearsed(release: Release, settings: Settings, world: Workshop) -> None:
    without = replace(settings, root=world.root)
    said = rehearsal.rehearse(release, without, of_files(release, without)).said
    assert said["profile"] == {"name": "dcat-ap-se", "version": "3.0.1", "judged": False, "violations": 0}


@pytest.fixture
def kept(tmp_path: Path) -> Workshop:
    """A world of one's own, published without downloads."""
    made = workshop(tmp_path)
    made.point()
    return made


def test_what_it_came_to_is_kept_beside_the_release_and_the_same_is_left_alone(kept: Workshop) -> None:
    release = kept.built()
    [told] = rehearsal.make(release, kept.settings)
    assert told.level == "warning"
    assert "KG_PUBLIC_URL" in told.message_sv
    assert "KG_PUBLIC_URL" in told.message_en
    folder = release.bundle("quality")
    assert folder is not None
    before = (folder / "quality.json").stat().st_ino
    rehearsal.make(release, kept.settings)
    assert (folder / "quality.json").stat().st_ino == before
    said = rehearsal.quality(release)
    assert said is not None
    assert (said["release"], said["harvestable"]) == (release.id, False)
    rehearsal.make(release, replace(kept.settings, public_url="https://other.example.se/"))
    again = rehearsal.quality(release)
    assert again is not None
    assert again["address"] == "https://other.example.se/datasets/dcat"


def test_a_setting_that_can_not_be_used_is_told_and_nothing_is_kept(kept: Workshop) -> None:
    release = kept.built()
    [told] = rehearsal.make(release, replace(kept.settings, publisher_type="Ministry"))
    assert told.message_en.startswith("The harvest of the catalogue couldn't be rehearsed: KG_PUBLISHER_TYPE")
    assert rehearsal.quality(release) is None


def test_publishing_rehearses_and_tells(kept: Workshop) -> None:
    outcome = kept.publish()
    assert [each.level for each in outcome.told] == ["warning"]
    assert rehearsal.quality(outcome.release) is not None


def test_a_spoiled_outcome_counts_as_none(kept: Workshop) -> None:
    release = kept.built()
    rehearsal.make(release, kept.settings)
    folder = release.bundle("quality")
    assert folder is not None
    (folder / "quality.json").write_text("{")
    assert rehearsal.quality(release) is None


def test_quads_are_read_as_statements() -> None:
    quad = Quad(NamedNode("https://example.org/a"), DCTERMS.title, Literal("A"))
    assert statements([quad.triple]).one("https://example.org/a", DCTERMS.title) == "A"
