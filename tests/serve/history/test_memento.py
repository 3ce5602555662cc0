"""Time travel: every address as of a release that readers once saw, by name or by time (RFC 7089)."""

import re
from dataclasses import replace

import pytest
from lxml import html

from kg.release.layout import current
from kg.release.publish import prune
from tests.serve.history.served import Served, path_of, served
from tests.workshop import Workshop

NOON = "Wed, 04 Mar 2026 12:00:00 GMT"
QUERY = "/sparql?query=SELECT%20%3Ft%20%7B%20%3Chttps%3A%2F%2Fexample.org%2Fproject%2Fbro%3E%20%3Fp%20%3Ft%20%7D"


def _first(told: Served) -> str:
    return told.archive.kept()[0].id


def _links(header: str) -> dict[str, str]:
    """The targets of a Link header by relation."""
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"', header)
    return {relation: target for target, relations in found for relation in relations.split()}


@pytest.mark.parametrize(
    "path", ["/project/bro.ttl", "/project/bro.html?lang=en", "/project.csv", QUERY, "/project/bro.jsonld"]
)
def test_everything_can_be_asked_as_of_an_earlier_release(told: Served, path: str) -> None:
    glue = "&" if "?" in path else "?"
    then = told.client.get(f"{path}{glue}release={_first(told)}")
    now = told.client.get(path)
    assert (then.status_code, then.headers["X-Release"]) == (200, _first(told))
    assert then.headers["Memento-Datetime"] == NOON
    assert "Memento-Datetime" not in now.headers
    assert then.headers["ETag"] != now.headers["ETag"]
    if "csv" not in path:
        assert ("Bridge" in then.text, "Bridge" in now.text) == (True, False)


def test_a_thing_that_was_there_then_is_there_as_of_then(told: Served) -> None:
    assert told.client.get("/project/ensam.ttl").status_code == 404
    assert told.client.get(f"/project/ensam.ttl?release={_first(told)}").status_code == 200
    assert told.client.get("/project/ny.ttl").status_code == 200
    third = told.archive.kept()[2].id
    moved = told.client.get(f"/project/ny?release={third}")
    assert (moved.status_code, path_of(moved.headers["Location"])) == (301, f"/project/bro?release={third}")


def test_a_release_is_named_by_its_number_or_the_beginning_of_its_name(told: Served) -> None:
    for name in ("1", "0001", _first(told)[:8]):
        assert told.client.get(f"/project/bro.ttl?release={name}").headers["X-Release"] == _first(told)


def test_links_within_the_graph_keep_the_release_and_others_do_not(told: Served) -> None:
    first = _first(told)
    answer = told.client.get(f"/project/bro.html?release={first}")
    page = html.document_fromstring(answer.text)
    for link in page.xpath("//a/@href"):
        if link.startswith(("http", "#")):
            continue
        timeless = re.search(r"/(releases|changes|submit|static|feed)", link) or link == "./bro.html"
        assert (f"release={first}" in link) == (not timeless), link
    for relation, target in _links(answer.headers["Link"]).items():
        if relation in ("alternate", "describedby"):
            assert f"release={first}" in target
    redirect = told.client.get(f"/project/bro?release={first}", headers={"Accept": "text/turtle"})
    assert path_of(redirect.headers["Location"]) == f"/project/bro.ttl?release={first}"


@pytest.mark.parametrize(
    ("lang", "said"), [("sv", "Du ser grafen som den var i utgåva"), ("en", "You see the graph as it was in release")]
)
def test_a_page_as_of_then_says_so_at_its_top_with_the_way_to_the_latest(told: Served, lang: str, said: str) -> None:
    page = html.document_fromstring(told.client.get(f"/project/?release={_first(told)}&lang={lang}").text)
    [note] = page.xpath("//aside[@class='as-of']")
    assert said in note.text_content()
    assert note.xpath(".//a/@href") == [f"./?lang={lang}"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not html.document_fromstring(told.client.get("/project/").text).xpath("//aside[@class='as-of']")


@pytest.mark.parametrize(
    ("at", "publication"),
    [
        ("Wed, 04 Mar 2026 12:00:00 GMT", 0),
        ("Wed, 04 Mar 2026 12:00:01 GMT", 1),
        ("Wed, 04 Mar 2026 12:00:02 GMT", 2),
        ("Tue, 05 Jan 2100 12:00:00 GMT", 1),
        ("Wed, 04 Mar 1998 12:00:00 GMT", 0),
    ],
)
def test_a_time_leads_to_the_release_that_readers_saw_then(told: Served, at: str, publication: int) -> None:
    kept = told.archive.kept()[publication]
    answer = told.client.get("/project/bro.ttl?lang=en", headers={"Accept-Datetime": at})
    assert answer.status_code == 302
    assert path_of(answer.headers["Location"]) == f"/project/bro.ttl?lang=en&release={kept.id}"
    assert "accept-datetime" in answer.headers["Vary"].lower()
    assert "Memento-Datetime" not in answer.headers
    links = _links(answer.headers["Link"])
    assert {"original", "timegate", "timemap", "first", "last", "memento"} <= set(links)
    there = told.client.get(path_of(answer.headers["Location"]), headers={"Accept-Datetime": at})
    assert (there.status_code, there.headers["X-Release"]) == (200, kept.id)
    assert {"original", "timegate", "timemap", "first", "last"} <= set(_links(there.headers["Link"]))


def test_what_is_posted_is_answered_from_then_at_once(told: Served) -> None:
    query = 'SELECT ?t { <https://example.org/project/bro> ?p ?t FILTER(STR(?t) = "Bridge") }'
    asked = {"content_type": "application/sparql-query", "data": query}
    then = told.client.post("/sparql", headers={"Accept-Datetime": NOON, "Accept": "text/csv"}, **asked)
    now = told.client.post("/sparql", headers={"Accept": "text/csv"}, **asked)
    named = told.client.post(f"/sparql?release={_first(told)}", headers={"Accept": "text/csv"}, **asked)
    assert (then.text.count("Bridge"), now.text.count("Bridge")) == (2, 0)
    assert then.text == named.text
    assert then.headers["Memento-Datetime"] == NOON


def test_an_address_tells_where_its_past_is(told: Served) -> None:
    for path in ("/project/bro.ttl", "/project/", "/"):
        answer = told.client.get(path)
        assert "Accept-Datetime" in answer.headers["Vary"]
        links = _links(answer.headers["Link"])
        assert path_of(links["original"]) == path
        mapped = told.client.get(path_of(links["timemap"]))
        assert (mapped.status_code, mapped.mimetype) == (200, "application/link-format")


def test_a_timemap_lists_the_releases_that_have_the_thing(told: Served) -> None:
    kept = [each.id for each in told.archive.kept()]
    listed = told.client.get("/timemap/json/project/ensam").json["mementos"]["list"]
    assert [each["uri"].rpartition("=")[2] for each in listed] == [kept[0], kept[2]]
    for each in listed:
        assert told.client.get(path_of(each["uri"])).status_code == 303
    text = told.client.get("/timemap/link/project/bro.ttl?lang=sv").text
    assert text.count('memento"') == 3
    assert 'rel="first memento"; datetime="Wed, 04 Mar 2026 12:00:00 GMT"' in text
    assert "bro.ttl?lang=sv&release=" in text
    assert told.client.get("/timemap/link/project/none").status_code == 404
    assert told.client.get("/timemap/link/changes").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "nothing/",
        "a/b/c/",
        "project/bro.pdf",
        "project/bro%23x",
        "concept/none",
        "concept/none/of-it",
        "questions/none",
        "graph/none",
        "shapes/none",
        "download/none.csv",
        "nothing.csv",
        "å/ä",
    ],
)
def test_what_never_was_has_no_timemap(told: Served, path: str) -> None:
    for form in ("link", "json"):
        answer = told.client.get(f"/timemap/{form}/{path}")
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json"), path


@pytest.mark.parametrize(
    "path", ["", "ns", "ns.ttl", "concept/", "project/", "project", "project.csv", "sparql", "graph/links", "shapes/"]
)
def test_what_is_no_record_has_a_timemap_of_every_release(told: Served, path: str) -> None:
    answer = told.client.get(f"/timemap/json/{path}")
    assert answer.status_code == 200, path
    assert len(answer.json["mementos"]["list"]) == len(told.archive.kept())


def test_what_was_removed_still_has_a_timemap(tiny: Workshop) -> None:
    tiny.point()
    note = 'samv:removedOn "2025-02-03"^^xsd:date ; samv:removalReason "Fanns aldrig."@sv , "Never was."@en .'
    tombstones = tiny.read("data/tombstones.ttl")
    tiny.remove("data/records/project/ensam.ttl")
    tiny.write("data/tombstones.ttl", f"{tombstones}\n<project/ensam> {note}\n<project/aldrig> {note}\n")
    tiny.point()
    told = served(tiny)
    for path in ("project/ensam", "record/project/ensam", "project/ensam.ttl"):
        answer = told.client.get(f"/timemap/json/{path}")
        assert [each["uri"].rpartition("=")[2] for each in answer.json["mementos"]["list"]] == [
            told.archive.kept()[0].id
        ]
    listed = told.client.get("/timemap/json/project/aldrig").json["mementos"]["list"]
    assert [each["uri"].rpartition("=")[2] for each in listed] == [told.archive.kept()[1].id]


@pytest.mark.parametrize("value", ["igår", "2026-03-04", "Wed, 31 Feb 2026 12:00:00 GMT", ""])
def test_a_bad_time_is_refused(told: Served, value: str) -> None:
    answer = told.client.get("/project/bro.ttl", headers={"Accept-Datetime": value, "Accept-Language": "en"})
    assert answer.status_code == 400
    assert "Wed, 04 Mar 2026 12:00:00 GMT" in answer.json["detail"]


@pytest.mark.parametrize("name", ["9999", "x", "0001-000000000000", "..%2F..%2Fetc", "", "%00", "0001-"])
def test_a_release_that_never_was_is_not_found_and_those_there_are_are_listed(told: Served, name: str) -> None:
    answer = told.client.get(f"/project/bro.ttl?release={name}", headers={"Accept-Language": "en"})
    if name == "0001-":
        assert answer.status_code == 200
        return
    assert answer.status_code == 404
    assert _first(told) in answer.json["detail"]
    page = told.client.get(f"/?release={name}", headers={"Accept": "text/html"})
    assert (page.status_code, "as-of" in page.text) == (404, False)


def test_a_release_named_twice_is_a_fault(told: Served) -> None:
    assert told.client.get("/project/bro.ttl?release=1&release=2").status_code == 400
    assert told.client.get("/?release=1&release=2", headers={"Accept": "text/html"}).status_code == 400


def test_a_pruned_release_is_gone_and_time_leads_to_one_that_is_kept(tiny: Workshop) -> None:
    first = tiny.point()
    tiny.edit("data/records/project/bro.ttl", '"Bridge"@en', '"Span"@en')
    second = tiny.point()
    service = served(tiny)
    assert service.client.get(f"/project/bro.ttl?release={first.id}").status_code == 200
    prune(tiny.home, 1)
    answer = service.client.get(f"/project/bro.ttl?release={first.id}", headers={"Accept-Language": "en"})
    assert (answer.status_code, second.id in answer.json["detail"]) == (410, True)
    led = service.client.get("/project/bro.ttl", headers={"Accept-Datetime": NOON})
    assert led.headers["Location"].endswith(f"release={second.id}")


def test_what_was_only_built_is_nobodys_to_ask(tiny: Workshop) -> None:
    tiny.point()
    tiny.edit("data/records/project/bro.ttl", '"Bridge"@en', '"Secret"@en')
    built = tiny.built()
    service = served(tiny)
    answer = service.client.get(f"/project/bro.ttl?release={built.id}")
    assert (answer.status_code, "Secret" in answer.text) == (404, False)
    assert built.id not in service.client.get("/releases/").text


def test_what_is_from_before_a_takedown_is_nobodys_to_ask(tiny: Workshop) -> None:
    first = tiny.point()
    tiny.edit("data/records/project/bro.ttl", '"Bridge"@en', '"Span"@en')
    tiny.point()
    service = served(tiny)
    assert service.client.get(f"/project/bro.ttl?release={first.id}").status_code == 200
    now = current(tiny.home)
    # As if a takedown had been through that one and not through the first, which was put back from a copy.
    (now.path / "manifest.json").write_text(replace(now.manifest, redactions=1).as_json(), "utf-8")
    assert service.client.get(f"/project/bro.ttl?release={first.id}").status_code == 404


def test_what_is_about_now_has_no_past(told: Served) -> None:
    first = _first(told)
    for path in ("/changes.json", "/releases/", "/feed.atom", "/healthz", "/robots.txt"):
        glue = "?" if path not in ("/changes.json", "/feed.atom") else None
        answer = told.client.get(f"{path}?release={first}" if glue else path, headers={"Accept-Datetime": NOON})
        assert answer.status_code == 200, path
        assert answer.headers["X-Release"] == current(told.world.home).id
        assert "Memento-Datetime" not in answer.headers


def test_downloads_as_of_then_are_those_of_then(tiny: Workshop) -> None:
    tiny.publish()
    tiny.edit("data/records/project/bro.ttl", '"Bridge"@en', '"Span"@en')
    tiny.publish()
    service = served(tiny)
    first, last = (each.id for each in service.archive.kept())
    name = "samverkansgrafen.ttl"
    then, now = (service.client.get(f"/download/{name}?release={each}") for each in (first, last))
    assert (then.headers["X-Release"], now.headers["X-Release"]) == (first, last)
    assert ("Bridge" in then.text, "Bridge" in now.text) == (True, False)
    page = service.client.get(f"/download/?release={first}").text
    assert f"{name}?release={first}" in page


def test_a_page_that_was_the_latest_says_so_no_longer_when_there_is_a_later(tiny: Workshop) -> None:
    first = tiny.point()
    service = served(tiny)
    path = f"/project/bro.html?release={first.id}"
    before = service.client.get(path)
    assert "som är den senaste" in before.text
    tiny.edit("data/records/project/bro.ttl", '"Bridge"@en', '"Span"@en')
    tiny.point()
    after = service.client.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, "Du ser grafen som den var i utgåva" in after.text) == (200, True)


def test_the_catalogue_as_of_then_points_at_the_files_of_then(tiny: Workshop) -> None:
    first = tiny.publish().release
    tiny.edit("data/records/project/bro.ttl", '"Bridge"@en', '"Span"@en')
    tiny.publish()
    service = served(tiny)
    then = service.client.get(f"/catalog.ttl?release={first.id}").text
    files = set(re.findall(r"<(https://[^>]*/download/[^>?]+\?release=[^>]*)>", then))
    assert files
    assert all(each.endswith(f"?release={first.id}") for each in files)
    for each in sorted(files)[:2]:
        assert service.client.get(path_of(each)).headers["X-Release"] == first.id
    assert "?release=" not in service.client.get("/catalog.ttl").text
