"""What changed, over HTTP: the list, each change, the feed; strict about what is asked, and never more than a page."""

from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from lxml import etree, html

from kg.release.history.log import Wish
from kg.release.layout import current
from kg.serve.history import asked
from tests.serve.history.served import Served, path_of, served
from tests.workshop import BASE_IRI, Workshop

AS = "https://www.w3.org/ns/activitystreams#"
ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}"


def number_of(told: Served, key: str, publication: int) -> int:
    """The number of a change."""
    with told.archive.log() as log:
        [found] = log.following(Wish(key=key, publication=publication), 0, 10)
    return found.number


def words(told: Served, path: str) -> str:
    """The words of a page."""
    answer = told.client.get(path, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), answer.text
    return " ".join(html.document_fromstring(answer.text).xpath("//main")[0].text_content().split())


def test_the_page_tells_what_happened_the_latest_first(told: Served) -> None:
    page = words(told, "/changes")
    assert page.index("Tillbaka till en tidigare utgåva.") < page.index("Den första utgåvan i loggen. 6 nya poster.")
    assert "sammanslagen med bro" in page
    assert "återställd" in page
    assert "Ny utgåva. 1 ny post, 1 ändrad, 1 borttagen." in page


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_page_says_the_same_in_both_languages_and_leads_somewhere(told: Served, lang: str) -> None:
    merged = number_of(told, "project/ny", 3)
    for path in ("/changes", f"/changes/{merged}.html", "/releases/", "/changes?kind=project&since=2026-03-04"):
        glue = "&" if "?" in path else "?"
        page = html.document_fromstring(told.client.get(f"{path}{glue}lang={lang}").text)
        assert page.get("lang") == lang
        assert len(page.xpath("//h1")) == 1
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        page.make_links_absolute(f"http://localhost{path}")
        for link in page.xpath("//main//a/@href"):
            if link.startswith("http://localhost"):
                answer = told.client.get(link.removeprefix("http://localhost"))
                assert answer.status_code in (200, 303, 301), (path, link, answer.status_code)


def test_texts_in_labels_are_texts_everywhere(told: Served) -> None:
    assert "<b>arch" not in told.client.get("/changes?lang=en", headers={"Accept": "text/html"}).text
    feed = etree.fromstring(told.client.get("/feed.atom?lang=en").data)
    titles = [each.text for each in feed.iter(f"{ATOM}title")]
    assert "Span & <b>arch</b>: changed" in titles


def test_a_change_is_told_in_words_as_an_activity_as_graphs_and_as_a_patch(told: Served) -> None:
    number = number_of(told, "project/bro", 2)
    page = words(told, f"/changes/{number}?lang=en")
    assert "Bridge" in page
    assert "Span" in page
    said = told.client.get(f"/changes/{number}", headers={"Accept": "application/activity+json"}).json
    assert (said["type"], said["change"], said["object"]["id"]) == ("Update", "changed", BASE_IRI + "project/bro")
    quads = list(ox.parse(told.client.get(f"/changes/{number}.trig").data, ox.RdfFormat.TRIG))
    here = f"{BASE_IRI}changes/{number}"
    for name, value in (("removed", "Bridge"), ("added", "Span & <b>arch</b>")):
        titles = {q.object.value for q in quads if q.graph_name == ox.NamedNode(f"{here}#{name}")}
        assert value in titles
    again = list(ox.parse(told.client.get(f"/changes/{number}.jsonld").data, ox.RdfFormat.JSON_LD))
    assert set(again) == set(quads)
    patch = told.client.get(f"/changes/{number}.rdfp").text
    assert patch.startswith(f"H id <{here}> .\n")
    assert '"Bridge"@en' in next(line for line in patch.splitlines() if line.startswith("D ") and "title" in line)


def test_the_record_after_a_change_is_the_record_as_it_was_then(told: Served) -> None:
    number = number_of(told, "project/bro", 1)
    after = {quad.triple for quad in ox.parse(told.client.get(f"/changes/{number}.ttl").data, ox.RdfFormat.TURTLE)}
    first = told.archive.kept()[0].id
    then = told.client.get(f"/project/bro.ttl?release={first}").data
    assert after == {quad.triple for quad in ox.parse(then, ox.RdfFormat.TURTLE)}
    removed = number_of(told, "project/ensam", 2)
    answer = told.client.get(f"/changes/{removed}.ttl", headers={"Accept-Language": "en"})
    assert (answer.status_code, "nothing is said of project/ensam" in answer.json["detail"]) == (404, True)


def test_the_list_as_turtle_says_what_the_list_as_json_says(told: Served) -> None:
    data = told.client.get("/changes.json?after=0").json
    triples = set(ox.parse(told.client.get("/changes.ttl?after=0").data, ox.RdfFormat.TURTLE))
    items = {q.object.value for q in triples if q.predicate == ox.NamedNode(AS + "items")}
    assert items == {each["id"] for each in data["orderedItems"]}
    assert not [q for q in triples if isinstance(q.object, ox.BlankNode)]
    names = {q.object.value for q in triples if q.predicate == ox.NamedNode(AS + "name")}
    assert {"Bro", "Ensam", "Ny"} <= names


def test_a_merger_moves_and_a_removal_deletes(told: Served) -> None:
    merged = told.client.get(f"/changes/{number_of(told, 'project/ny', 3)}.json").json
    assert (merged["type"], merged["target"]["id"]) == ("Move", BASE_IRI + "project/bro")
    removed = told.client.get(f"/changes/{number_of(told, 'project/ensam', 2)}.json").json
    assert (removed["type"], "result" in removed) == ("Delete", False)
    back = told.client.get(f"/changes/{number_of(told, 'project/ensam', 3)}.json").json
    assert (back["type"], back["change"]) == ("Create", "put-back")


def test_the_feed_is_atom_with_deletions(told: Served) -> None:
    answer = told.client.get("/feed.atom", headers={"Accept-Language": "en"})
    assert answer.mimetype == "application/atom+xml"
    feed = etree.fromstring(answer.data)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    for name in ("id", "title", "updated", "author"):
        assert len(feed.findall(ATOM + name)) == 1
    assert {each.get("rel") for each in feed.findall(f"{ATOM}link")} >= {"self", "alternate", "license"}
    for entry in feed.findall(f"{ATOM}entry"):
        assert entry.findtext(f"{ATOM}id").startswith(BASE_IRI)
        assert entry.findtext(f"{ATOM}updated") <= feed.findtext(f"{ATOM}updated")
    gone = {each.get("ref"): each.get("when") for each in feed.findall(f"{TOMBSTONE}deleted-entry")}
    assert set(gone) == {BASE_IRI + "project/ensam", BASE_IRI + "project/ny"}


def test_only_what_is_asked_for_is_told(told: Served) -> None:
    def total(query: str) -> int:
        return int(told.client.get(f"/changes.json?{query}").json["totalItems"])

    every = total("")
    assert total("kind=project") + total("kind=actor") + total("kind=graph") == every
    assert total("thing=project/bro") == total(f"thing={BASE_IRI}project/bro") == 2
    assert total("until=2026-03-03") == total("since=2100-01-01") == 0
    assert total("since=2026-03-04&until=2026-03-04T12:00:00Z") == total("publication=1") == 9
    assert total("since=2026-03-04T12:00:01Z&until=2026-03-04T12:00:01Z") == total("publication=2")
    assert "Inga ändringar passar in" in words(told, "/changes?since=2100-01-01")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=igår", "since says 'igår'"),
        ("until=2026-02-30", "until says '2026-02-30'"),
        ("since=2026-03-05&until=2026-03-04", "Swap them"),
        ("kind=bil", "There is no kind 'bil'"),
        ("thing=ingenting", "'ingenting' is no thing"),
        ("after=-1", "after says '-1', which is no whole number"),
        ("after=1&after=2", "given 2 times"),
        ("publication=x", "publication says 'x'"),
        ("sinse=2026-03-04", "no parameter 'sinse'"),
        ("before=3", "no parameter 'before'"),
    ],
)
def test_nonsense_is_a_sentence(told: Served, query: str, said: str) -> None:
    answer = told.client.get(f"/changes.json?{query}", headers={"Accept-Language": "en"})
    assert answer.status_code == 400
    assert said in answer.json["detail"]


@pytest.mark.parametrize(
    "path", ["/changes/0", "/changes/999999", "/changes/x", "/changes/12.pdf", "/changes/²", "/feed.atom?archive=1"]
)
def test_what_is_not_there_is_not_found(told: Served, path: str) -> None:
    assert told.client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("number", "status"), [("0", 404), ("7", 404), ("-1", 400), ("x", 400), ("", 400), ("1.5", 400)]
)
def test_who_asks_for_an_archive_that_is_not_is_told_what_was_given_and_which_there_are(
    told: Served, number: str, status: int
) -> None:
    for lang, there in (
        ("en", "There is none yet: the first is made when there are 100 changes."),
        ("sv", "Det finns inget än"),
    ):
        answer = told.client.get(f"/feed.atom?archive={number}", headers={"Accept-Language": lang})
        assert answer.status_code == status
        assert (number if status == 404 else repr(number)) in answer.json["detail"]
        assert there in answer.json["detail"]


@pytest.mark.parametrize(("full", "en", "sv"), [(1, ": number 1,", ": nummer 1,"), (12, ": 1 to 12,", ": 1 till 12,")])
def test_the_archives_that_there_are_are_told(full: int, en: str, sv: str) -> None:
    told_en, told_sv = asked.archives(full)
    assert (en in told_en, sv in told_sv) == (True, True)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_feed_in_a_language_leads_to_pages_in_that_language(told: Served, lang: str) -> None:
    chosen = etree.fromstring(told.client.get(f"/feed.atom?lang={lang}").data)
    by_header = etree.fromstring(told.client.get("/feed.atom", headers={"Accept-Language": lang}).data)
    assert chosen.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    for feed, wanted in ((chosen, {f"lang={lang}"}), (by_header, {"lang=en"} if lang == "en" else {""})):
        pages = [each for each in feed.iter(f"{ATOM}link") if each.get("type") == "text/html"]
        assert {each.get("rel") for each in pages} >= {"alternate", "related"}
        assert {urlsplit(each.get("href")).query for each in pages} == wanted
        for each in pages:
            page = told.client.get(path_of(each.get("href")), headers={"Accept": "text/html"})
            assert page.headers["Content-Language"] == lang


@pytest.mark.parametrize("path", ["/changes", "/changes.json", "/changes/1.trig", "/feed.atom"])
def test_an_answer_can_be_asked_for_again_at_no_cost(told: Served, path: str) -> None:
    first = told.client.get(path)
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["X-Release"] == current(told.world.home).id
    by_tag = told.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    by_time = told.client.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    earlier = told.client.get(path, headers={"If-Modified-Since": "Wed, 04 Mar 2020 12:00:00 GMT"})
    other = {"If-None-Match": '"x"', "If-Modified-Since": first.headers["Last-Modified"]}
    assert (by_tag.status_code, by_time.status_code, earlier.status_code) == (304, 304, 200)
    assert told.client.get(path, headers=other).status_code == 200


@pytest.mark.parametrize("path", ["/changes", "/changes.json", "/changes/1.trig", "/feed.atom"])
def test_who_wants_it_as_it_was_before_it_changed_gets_412(told: Served, path: str) -> None:
    first = told.client.get(path)
    changed = first.headers["Last-Modified"]

    def status(**given: str) -> int:
        headers = {name.replace("_", "-"): value for name, value in given.items()}
        return told.client.get(path, headers=headers).status_code

    earlier = "Wed, 04 Mar 2009 12:00:00 GMT"
    assert status(If_Unmodified_Since=earlier) == 412
    assert status(If_Unmodified_Since=changed) == status(If_Unmodified_Since="igår") == 200
    assert status(If_Unmodified_Since=earlier, If_Match=first.headers["ETag"]) == 200, "a tag goes before a time"
    assert status(If_Unmodified_Since=changed, If_Modified_Since=changed) == 304


def test_every_page_tells_where_the_feed_is(told: Served) -> None:
    page = html.document_fromstring(told.client.get("/project/bro.html").text)
    [link] = page.xpath("//link[@type='application/atom+xml']/@href")
    assert link == "../feed.atom"


def test_what_is_published_is_in_the_feed_at_once(tiny: Workshop) -> None:
    tiny.point()
    service = served(tiny)
    before = service.client.get("/changes.json")
    tiny.edit("data/records/project/bro.ttl", '"Bridge"@en', '"Span"@en')
    tiny.point()
    after = service.client.get("/changes.json", headers={"If-None-Match": before.headers["ETag"]})
    assert after.json["totalItems"] == before.json["totalItems"] + 1


def test_releases_are_told_with_what_they_changed(told: Served) -> None:
    page = words(told, "/releases/")
    assert "Tillbaka till en tidigare utgåva." in page
    assert "6 nya poster." in page
    now = current(told.world.home).id
    assert "1 sammanslagen" in page
    assert "Se grafen som den är i den här utgåvan" in words(told, f"/releases/{now}.html")


def test_a_home_from_before_there_was_a_log_says_so(tiny: Workshop) -> None:
    tiny.point()
    (tiny.home / "history.sqlite").unlink()
    service = served(tiny)
    assert "Inga ändringar är skrivna än." in words(service, "/changes")
    assert service.client.get("/changes.json?after=0").json["orderedItems"] == []
    assert service.client.get("/feed.atom").status_code == 200
    assert current(tiny.home).id in words(service, "/releases/")
    assert service.client.get(f"/project/bro.ttl?release={current(tiny.home).id}").status_code == 200
