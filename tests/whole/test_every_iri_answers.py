"""Every IRI of ours leads to something that speaks of it, in whichever form one asks; every link on a page leads on."""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from kg.errors import KgError
from kg.release.layout import current
from tests.whole.said import BASE
from tests.whole.served import ROOT, served, settings
from tests.workshop import Workshop

READERS = {"text/turtle": ox.RdfFormat.TURTLE, "application/ld+json": ox.RdfFormat.JSON_LD}
# A page costs ten times what a document does: of these, some.
EVERY = {"text/turtle": 1, "application/ld+json": 3, "text/html": 12}
# Of these things there are hundreds alike.
MANY = ("place/", "actor/", "record/")
ONE_IN = 8
WITH_DATA = frozenset(
    ("project", "actor", "partnership", "method", "document", "place", "record", "graph", "shapes", "concept", "ns")
    + ("catalog", "questions", "resource", "releases")
)
ALIKE = 6
MAX_PAGES = 400
STARTS = (
    "/",
    "/?lang=en",
    "/project/kiis.html",
    "/graph/derived.html",
    "/shapes/project.html",
    "/resource?iri=http://www.wikidata.org/entity/Q503361",
    "/problems",
)


def documents(terms: set[str]) -> dict[str, set[str]]:
    """The IRIs of ours by the path of the document that they are found in."""
    found: dict[str, set[str]] = defaultdict(set)
    for iri in terms:
        if iri.startswith(BASE):
            found[iri.removeprefix(BASE).partition("#")[0]].add(iri)
    return found


def named(quads: Iterator[ox.Quad] | Iterator[ox.Triple]) -> set[str]:
    """Every IRI in the statements: subjects, predicates, objects, datatypes, graphs."""
    found: set[str] = set()
    for each in quads:
        graph = each.graph_name if isinstance(each, ox.Quad) else None
        for term in (each.subject, each.predicate, each.object, graph):
            if isinstance(term, ox.Literal):
                term = term.datatype
            if isinstance(term, ox.NamedNode):
                found.add(term.value)
    return found


def spread(paths: list[str]) -> list[str]:
    """All paths, but of the kinds with very many things only every so many."""
    many = [path for path in paths if path.startswith(MANY)]
    return sorted({*many[::ONE_IN], *(path for path in paths if path not in set(many))})


def followed(client: FlaskClient, path: str, accept: str) -> TestResponse:
    """The answer at the end of the redirects."""
    for _ in range(4):
        answer = client.get(path, headers={"Accept": accept})
        if answer.status_code not in (301, 303, 308):
            return answer
        path = answer.headers["Location"]
        assert path.startswith("/"), f"{path} leads away"
    raise AssertionError(f"{path}: no end of redirects")


@pytest.fixture(scope="module")
def iris(real_home: Path) -> dict[str, set[str]]:
    """The IRIs of the release by document."""
    folder = current(real_home).bundle("dumps")
    assert folder is not None
    data = gzip.decompress((folder / "samverkansgrafen.nq.gz").read_bytes())
    return documents(named(ox.parse(data, ox.RdfFormat.N_QUADS)))


# IRIs


@pytest.mark.parametrize("accept", EVERY)
def test_every_iri_in_the_release_leads_to_what_speaks_of_it(
    accept: str, real: FlaskClient, iris: dict[str, set[str]]
) -> None:
    assert len(iris) > 1500
    paths = spread(sorted(iris))
    for path in paths[:: EVERY[accept]]:
        answer = followed(real, f"/{path}", accept)
        assert answer.status_code == 200, path
        assert answer.headers["Content-Type"].startswith(accept), path
        if accept in READERS:
            silent = iris[path] - named(ox.parse(answer.data, READERS[accept]))
            assert not silent, f"{path} says nothing of {sorted(silent)}"


def test_every_iri_in_catalogue_and_void_leads_to_what_speaks_of_it(real: FlaskClient) -> None:
    """The documents are written by hand and by program; their nodes have IRIs too."""
    data = real.get("/catalog.nt").data
    void = real.get("/.well-known/void", headers={"Accept": "application/n-triples"}).data
    found = documents(named(ox.parse(data + b"\n" + void, ox.RdfFormat.N_TRIPLES)))
    assert {"catalog", ".well-known/void"} <= set(found)
    for path, terms in sorted(found.items()):
        answer = followed(real, f"/{path}", "text/turtle")
        assert answer.status_code == 200, path
        silent = terms - named(ox.parse(answer.data, ox.RdfFormat.TURTLE))
        assert not silent, f"{path} says nothing of {sorted(silent)}"


def test_every_shape_leads_to_what_speaks_of_it(real: FlaskClient, real_home: Path) -> None:
    data = (current(real_home).path / "shapes.ttl").read_bytes()
    found = documents(named(ox.parse(data, ox.RdfFormat.TURTLE, base_iri=BASE)))
    ours = {path: terms for path, terms in found.items() if path.startswith("shapes/")}
    assert len(ours) > 5
    for path in sorted(ours)[::9]:
        answer = followed(real, f"/{path}", "text/turtle")
        assert answer.status_code == 200, path
        assert not ours[path] - named(ox.parse(answer.data, ox.RdfFormat.TURTLE)), path


def test_every_type_of_problem_has_a_place_on_the_page_its_iri_leads_to(real: FlaskClient) -> None:
    page = html.document_fromstring(real.get("/problems").text)
    for kind in _kinds(KgError):
        assert page.get_element_by_id(kind.slug) is not None


def _kinds(root: type[KgError]) -> list[type[KgError]]:
    """The kinds of error that `kg.errors` draws."""
    below = [each for each in root.__subclasses__() if each.__module__ == KgError.__module__]
    return [root, *(kind for each in below for kind in _kinds(each))]


def test_what_was_removed_says_so_and_what_was_merged_leads_to_its_heir(published: Workshop) -> None:
    published.write(
        "data/tombstones.ttl",
        published.read("data/tombstones.ttl")
        + """
<project/borta> samv:removedOn "2025-02-03"^^xsd:date ;
    samv:removalReason "Fanns aldrig."@sv , "Never was."@en .
""",
    )
    published.point()
    with served(published.settings) as client:
        for path in ("project/borta", "record/project/borta"):
            for accept, reader in READERS.items():
                answer = followed(client, f"/{path}", accept)
                assert answer.status_code == 410
                assert f"{published.base_iri}{path}" in named(ox.parse(answer.data, reader))
            page = followed(client, f"/{path}", "text/html")
            assert page.status_code == 410
            assert "Fanns aldrig." in page.text
        for path in ("project/gammal", "record/project/gammal"):
            moved = client.get(f"/{path}", headers={"Accept": "text/turtle"})
            assert moved.status_code == 301
            heir = path.replace("gammal", "bro")
            assert moved.headers["Location"].endswith(f"/{heir}")
            final = followed(client, f"/{path}", "text/turtle")
            assert final.status_code == 200
            assert f"{published.base_iri}{heir}" in named(ox.parse(final.data, ox.RdfFormat.TURTLE))
        assert client.get("/project/aldrig").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["project/kiis", "project/kiis/", "project", "concept/roll", "download", "resource?iri=" + BASE + "project/kiis"],
)
def test_a_redirect_keeps_the_language_asked_for(path: str, real: FlaskClient) -> None:
    address = f"/{path}{'&' if '?' in path else '?'}lang=en"
    answer = followed(real, address, "text/html")
    assert (answer.status_code, answer.headers["Content-Language"]) == (200, "en")
    assert followed(real, address.replace("=en", "=sv"), "text/html").headers["Content-Language"] == "sv"
    answer = real.get(address.replace("=en", "=sv"), headers={"Accept": "text/html", "Accept-Language": "en"})
    assert answer.headers["Location"].endswith("lang=sv")


# Links


@dataclass(frozen=True)
class Page:
    """A page that was read: what it is called in the site, and its parsed body."""

    path: str
    body: html.HtmlElement
    headers: dict[str, str]

    def links(self) -> list[str]:
        """Where its links, pictures and style sheets point, as they are written."""
        return [str(each) for each in self.body.xpath("//@href | //@src | //@action")]

    def leads_to(self) -> list[str]:
        """The addresses on this site that its links lead to, with query and without fragment."""
        found = [urlsplit(urljoin(f"http://here{self.path}", link)) for link in self.links()]
        return [f"{each.path}?{each.query}" if each.query else each.path for each in found if each.netloc == "here"]


def manner(address: str) -> tuple[str, str, tuple[str, ...]]:
    """What an address has in common with others of its manner: first step, extension, names of parameters."""
    parts = urlsplit(address)
    first = parts.path.split("/")[1]
    last = parts.path.rpartition("/")[2]
    return first, last.partition(".")[2] if first != "download" else "", tuple(re.findall(r"(\w+)=", parts.query)[:2])


@pytest.fixture(scope="module")
def pages(real: FlaskClient) -> dict[str, Page]:
    """Pages that links lead to, some of every manner; that each address answers was seen on the way."""
    waiting, seen, alike = [*STARTS], set[str](), defaultdict[object, int](int)
    read: dict[str, Page] = {}
    while waiting and len(read) < MAX_PAGES:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = real.get(path, headers={"Accept": "text/html"})
        assert answer.status_code in (200, 303, 308), f"{path}: {answer.status_code}"
        if answer.status_code != 200:
            waiting.insert(0, answer.headers["Location"])
        elif answer.headers["Content-Type"].startswith("text/html"):
            page = read[path] = Page(path, html.document_fromstring(answer.text), dict(answer.headers))
            for link in page.leads_to():
                if link not in seen and alike[manner(link)] < ALIKE:
                    alike[manner(link)] += 1
                    waiting.append(link)
    assert len(read) > 150
    return read


def test_no_link_names_our_own_host_or_runs_a_script(pages: dict[str, Page]) -> None:
    own = settings(ROOT, Path()).public
    for page in pages.values():
        for link in page.links():
            scheme = urlsplit(link).scheme
            assert scheme in ("", "http", "https", "mailto"), f"{page.path}: {link}"
            assert not link.startswith((own, "//", "/")), f"{page.path}: {link}"


def test_every_page_has_one_heading_a_title_a_language_and_the_other_language(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert len(page.body.xpath("//h1[normalize-space()]")) == 1, page.path
        assert page.body.xpath("//title[normalize-space()]"), page.path
        assert page.body.get("lang") == page.headers["Content-Language"], page.path
        assert page.body.xpath("//header//a[@hreflang]/@href"), page.path
        assert page.body.xpath("//*[@id='innehall']"), page.path


def test_a_page_with_data_names_its_other_forms(pages: dict[str, Page]) -> None:
    seen = set()
    for page in pages.values():
        first = page.path.split("/")[1].partition(".")[0].partition("?")[0]
        if first in WITH_DATA and page.path.partition("?")[0] not in (
            "/questions/",
            "/concept/",
            "/releases/",
            "/shapes/",
        ):
            seen.add(first)
            assert page.headers["Link"].count('rel="alternate"') >= 2, page.path
    assert seen == WITH_DATA


def test_no_page_names_an_element_twice(pages: dict[str, Page]) -> None:
    for page in pages.values():
        names = page.body.xpath("//@id")
        assert sorted(names) == sorted({*names} - {""}), page.path


def test_every_link_within_the_page_of_a_thing_with_nodes_finds_its_place(real: FlaskClient) -> None:
    folder = ROOT / "data/records"
    files = {path.relative_to(folder).with_suffix(""): path.read_text("utf-8") for path in folder.rglob("*.ttl")}
    with_nodes = sorted(str(name) for name, text in files.items() if f"<{name}#" in text)
    assert len(with_nodes) > 10
    for name in with_nodes:
        for path in (f"/{name}.html", f"/record/{name}.html"):
            page = html.document_fromstring(real.get(path).text)
            places = page.xpath("//@id")
            assert len(places) == len(set(places)), path
            lost = {link[1:] for link in page.xpath("//@href") if link.startswith("#")} - set(places)
            assert not lost, f"{path}: {sorted(lost)}"


def test_the_page_of_a_thing_calls_everything_by_a_name(pages: dict[str, Page]) -> None:
    things = [
        page for page in pages.values() if page.path.startswith(("/project/", "/actor/", "/partnership/", "/place/"))
    ]
    assert len(things) > 20
    for page in things:
        unnamed = [
            text for text in page.body.xpath("//main//a/text()") if re.fullmatch(r"[a-z]+/[a-z0-9/-]+(#.*)?", text)
        ]
        assert not unnamed, page.path


def test_a_source_is_mentioned_as_a_source_and_in_no_role(real: FlaskClient) -> None:
    page = html.document_fromstring(real.get("/document/exempelsamling-2021.html?lang=sv").text)
    [group] = page.xpath("//a[contains(@href, 'project/kiis.html')]/ancestor::div[@class='fact']")
    assert "källa" in group.text_content()
    assert "Utvärderare" not in group.text_content()


def test_a_link_into_a_page_finds_its_place_there(pages: dict[str, Page]) -> None:
    for page in pages.values():
        for link in page.links():
            target = urlsplit(urljoin(f"http://here{page.path}", link))
            there = pages.get(f"{target.path}?{target.query}" if target.query else target.path)
            if target.fragment and target.netloc == "here" and there is not None:
                assert unquote(target.fragment) in there.body.xpath("//@id"), f"{page.path}: {link}"
