"""The places, the public actors and their links as authored: complete, coded right, tied to each other."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.link import sssom
from kg.link.ledger import Decision
from kg.rdf.iris import Base

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://example.org/samverkan/"
PREFIXES = f"""
PREFIX samv: <{BASE}ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX geo: <http://www.w3.org/2003/01/geo/wgs84_pos#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX void: <http://rdfs.org/ns/void#>
BASE <{BASE}>
"""


def authored() -> Iterator[Path]:
    """Every file of records of these kinds, every link file, and the catalogue."""
    for kind in ("place", "actor", "document"):
        yield from sorted((ROOT / "data" / "records" / kind).glob("*.ttl"))
    yield from sorted((ROOT / "data" / "links").glob("*.ttl"))
    yield ROOT / "data" / "catalogue.ttl"


def linked(path: Path) -> list[Quad]:
    """The accepted links of a ledger whose subjects have records: those of concepts stand in the vocabulary."""
    lines = sssom.read(path.read_bytes(), path.name, Base(BASE)).lines
    pairs = [line.pair for line in lines if line.decision is Decision.ACCEPT]
    made = [(urljoin(BASE, pair.subject), pair.predicate, pair.object) for pair in pairs]
    return [Quad(*map(NamedNode, each)) for each in made if not each[0].startswith((f"{BASE}concept/", f"{BASE}ns#"))]


@pytest.fixture(scope="module")
def store() -> Store:
    """All authored files of this part in one graph."""
    store = Store()
    for path in authored():
        store.load(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=BASE)
    for path in (ROOT / "data" / "links").glob("*.sssom.tsv"):
        store.extend(linked(path))
    return store


def rows(store: Store, pattern: str) -> list[tuple[str, ...]]:
    """The rows of `pattern`, each value as its text."""
    found = store.query(PREFIXES + pattern)
    return [tuple(term.value for term in row) for row in found]


def sums_to_ten(number: str) -> bool:
    """Whether the check digit of an organisation number is right (Luhn).

    >>> sums_to_ten("202100-2114"), sums_to_ten("202100-2115")
    (True, False)
    """
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(number.replace("-", "")))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def test_there_are_290_municipalities_and_21_counties(store: Store) -> None:
    kinds = Counter(kind for _, kind in rows(store, "SELECT ?p ?kind { ?p a samv:Place, ?kind }"))
    assert kinds == {f"{BASE}ns#Place": 311, f"{BASE}ns#Municipality": 290, f"{BASE}ns#County": 21}


def test_every_code_is_a_string_of_its_own(store: Store) -> None:
    found = store.query(PREFIXES + "SELECT ?p ?code { ?p a samv:Place ; skos:notation ?code }")
    codes = [row["code"] for row in found]
    assert len({code.value for code in codes}) == len(codes) == 311
    assert all(isinstance(code, Literal) and code.datatype.value.endswith("#string") for code in codes)
    assert Counter(len(code.value) for code in codes) == {4: 290, 2: 21}


def test_every_municipality_lies_in_the_county_of_its_first_two_digits(store: Store) -> None:
    found = rows(
        store,
        """SELECT ?p ?code ?county {
        ?p a samv:Municipality ; skos:notation ?code ; samv:within ?lan .
        ?lan a samv:County ; skos:notation ?county }""",
    )
    assert len(found) == 290
    assert [row for row in found if row[1][:2] != row[2]] == []


def test_a_lau_code_repeats_the_code_of_the_municipality(store: Store) -> None:
    found = rows(store, "SELECT ?code ?lau { ?p skos:notation ?code ; samv:lauCode ?lau }")
    assert len(found) == 290
    assert [row for row in found if row[1] != f"SE_{row[0]}"] == []


def test_county_letters_are_21_and_different(store: Store) -> None:
    letters = [letter for (letter,) in rows(store, "SELECT ?x { ?p a samv:County ; samv:countyLetter ?x }")]
    assert len(letters) == len(set(letters)) == 21
    assert all(re.fullmatch("[A-Z]{1,2}", letter) for letter in letters)


def test_every_place_is_named_in_both_languages_and_lies_in_sweden(store: Store) -> None:
    found = rows(
        store,
        """SELECT ?p ?lat ?long {
        ?p a samv:Place ; skos:prefLabel ?sv, ?en ; geo:lat ?lat ; geo:long ?long .
        FILTER(LANG(?sv) = "sv" && LANG(?en) = "en") }""",
    )
    assert len(found) == 311
    assert [row for row in found if not (55 < float(row[1]) < 69.2 and 10.9 < float(row[2]) < 24.3)] == []


def test_coordinates_are_written_canonically() -> None:
    for path in sorted((ROOT / "data" / "records" / "place").glob("*.ttl")):
        figures = re.findall(r"geo:(?:lat|long) +(\S+)", path.read_text(encoding="utf-8"))
        assert len(figures) == 2, path.name
        assert all(re.fullmatch(r"\d{2}\.\d*[1-9]", figure) for figure in figures), path.name


def test_names_that_meet_in_one_slug_are_told_apart_by_code(store: Store) -> None:
    found = rows(
        store,
        """SELECT ?place ?code ?name { ?place skos:notation ?code ; skos:prefLabel ?name .
                           FILTER(STR(?name) IN ("Habo", "Håbo") && LANG(?name) = "sv") } ORDER BY ?code""",
    )
    assert found == [
        (f"{BASE}place/habo-0305", "0305", "Håbo"),
        (f"{BASE}place/habo-0643", "0643", "Habo"),
    ]
    assert not (ROOT / "data/records/place/habo.ttl").exists()
    assert not (ROOT / "data/records/actor/habo-kommun.ttl").exists()


def test_every_municipality_and_county_has_its_public_actors(store: Store) -> None:
    found = rows(
        store,
        """SELECT ?type ?place {
        VALUES (?type ?kind) { (<concept/aktorstyp/kommun> samv:Municipality)
                               (<concept/aktorstyp/region> samv:County)
                               (<concept/aktorstyp/lansstyrelse> samv:County) }
        ?actor a samv:Actor ; samv:actorType ?type ; samv:area ?place . ?place a ?kind }""",
    )
    counts = Counter(kind.rsplit("/", 1)[1] for kind, _ in found)
    assert counts == {"kommun": 290, "region": 21, "lansstyrelse": 21}
    assert len(set(found)) == len(found)


def test_gotland_is_one_actor_that_is_both_municipality_and_region(store: Store) -> None:
    found = rows(
        store,
        """SELECT ?actor {
        ?actor samv:actorType <concept/aktorstyp/kommun>, <concept/aktorstyp/region> ;
               skos:altLabel "Region Gotland"@sv }""",
    )
    assert found == [(f"{BASE}actor/gotlands-kommun",)]
    assert not (ROOT / "data/records/actor/region-gotland.ttl").exists()


def test_organisation_numbers_are_of_legal_persons_and_pass_their_check_digit(store: Store) -> None:
    numbers = [row[0] for row in rows(store, "SELECT ?number { ?actor samv:organisationNumber ?number }")]
    assert len(numbers) >= 126  # 84 municipalities, 7 regions, 21 boards, 13 agencies and SKR
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert re.fullmatch(r"\d\d[2-9]\d{3}-\d{4}", number), number
        assert sums_to_ten(number), number


def test_a_municipality_without_a_number_says_that_it_is_missing(store: Store) -> None:
    found = rows(
        store,
        """SELECT ?actor ?status { ?actor samv:actorType <concept/aktorstyp/kommun> .
                           FILTER NOT EXISTS { ?actor samv:organisationNumber ?number }
                           ?record foaf:primaryTopic ?actor ; samv:recordStatus ?status ; samv:missing ?what .
                           FILTER(LANG(?what) = "sv") }""",
    )
    assert len(found) == 206
    assert {status for _, status in found} == {f"{BASE}concept/poststatus/partial"}


def test_every_place_is_one_thing_in_wikidata(store: Store) -> None:
    found = rows(store, "SELECT ?place ?item { ?place a samv:Place ; owl:sameAs ?item }")
    assert len(found) == 311
    assert len({item for _, item in found}) == 311
    assert all(re.fullmatch(r"http://www\.wikidata\.org/entity/Q\d+", item) for _, item in found)


def test_every_municipality_lies_within_the_nuts_region_of_its_county(store: Store) -> None:
    within = rows(
        store,
        """SELECT ?place ?nuts ?expected {
        ?place a samv:Municipality ; samv:withinNuts ?nuts ; samv:within/samv:counterpartNuts ?expected }""",
    )
    assert len(within) == 290
    assert [row for row in within if row[1] != row[2]] == []
    counterparts = rows(store, "SELECT ?place ?nuts { ?place a samv:County ; samv:counterpartNuts ?nuts }")
    assert len({nuts for _, nuts in counterparts}) == len(counterparts) == 21
    assert rows(store, "SELECT ?p { ?p samv:withinNuts ?a ; samv:counterpartNuts ?b }") == []


def test_a_portal_link_spells_the_organisation_number_of_its_actor(store: Store) -> None:
    found = rows(
        store,
        """SELECT ?iri ?number { ?actor owl:sameAs ?iri ; samv:organisationNumber ?number .
                           FILTER(STRSTARTS(STR(?iri), "http://dataportal.se/")) }""",
    )
    assert len(found) == 110
    pattern = "http://dataportal.se/organisation/SE{}"
    assert [row for row in found if row[0] != pattern.format(row[1].replace("-", ""))] == []


def test_stockholm_county_has_no_eurovoc_concept_and_the_other_twenty_do(store: Store) -> None:
    found = rows(
        store,
        """SELECT ?place ?concept { ?place a samv:County ; skos:closeMatch ?concept .
                           FILTER(STRSTARTS(STR(?concept), "http://eurovoc.europa.eu/")) }""",
    )
    assert len({concept for _, concept in found}) == len(found) == 20
    assert f"{BASE}place/stockholms-lan" not in {place for place, _ in found}


def test_no_external_identifier_names_two_of_our_things(store: Store) -> None:
    items = Counter(item for _, item in rows(store, "SELECT ?thing ?item { ?thing owl:sameAs ?item }"))
    assert [item for item, times in items.items() if times > 1] == []


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "links").glob("*.ttl")), ids=lambda path: path.stem)
def test_a_link_file_says_what_it_is_and_links_only_things_that_exist(path: Path, store: Store) -> None:
    header = urljoin(BASE, f"links/{path.stem}")
    links = Store()
    links.load(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=BASE)
    described = rows(links, f"SELECT DISTINCT ?p {{ <{header}> a void:Linkset ; ?p ?o }}")
    short = {term.rsplit("/", 1)[1].rsplit("#", 1)[-1] for (term,) in described}
    assert short == {"type", "title", "description", "linkPredicate", "source", "license", "issued"}
    declared = {term for (term,) in rows(links, f"SELECT ?o {{ <{header}> void:linkPredicate ?o }}")}
    assert {quad.subject for quad in links} == {NamedNode(header)}
    statements = linked(path.with_suffix(".sssom.tsv"))
    assert {quad.predicate.value for quad in statements} == declared
    for quad in statements:
        assert store.query(f"ASK {{ ?record <http://xmlns.com/foaf/0.1/primaryTopic> {quad.subject} }}"), quad


def test_every_source_that_is_cited_has_a_record(store: Store) -> None:
    cited = rows(store, "SELECT DISTINCT ?document { ?thing dcterms:source ?document }")
    unknown = rows(
        store,
        """SELECT DISTINCT ?document { ?thing dcterms:source ?document .
                             FILTER NOT EXISTS { ?document a samv:Document } }""",
    )
    assert len(cited) >= 24
    assert unknown == []


@pytest.mark.parametrize("kind", ["place", "actor", "document"])
def test_a_record_file_speaks_only_of_its_own_thing(kind: str) -> None:
    for path in sorted((ROOT / "data" / "records" / kind).glob("*.ttl")):
        thing, record = f"{BASE}{kind}/{path.stem}", f"{BASE}record/{kind}/{path.stem}"
        for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=BASE):
            assert isinstance(quad.subject, NamedNode), (path.name, quad)
            assert quad.subject.value.split("#")[0] in (thing, record), (path.name, quad)


def test_there_are_no_blank_nodes_and_no_absolute_names_of_ours() -> None:
    for path in authored():
        text = path.read_text(encoding="utf-8")
        assert "w3id.org/samverkan" not in text, path.name
        assert "@base" not in text, path.name
        quads = list(parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=BASE))
        assert [q for q in quads if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)] == []


@pytest.mark.parametrize(
    "described",
    [
        "?thing a void:Linkset ; dcterms:description ?text",
        "?thing samv:documentType <concept/dokumenttyp/register> ; dcterms:description ?text",
        "?thing a dcat:Catalog ; dcterms:description ?text",
    ],
)
def test_a_description_stands_in_swedish_and_in_english(described: str, store: Store) -> None:
    languages = Counter(rows(store, f"SELECT (LANG(?text) AS ?language) {{ {described} }}"))
    assert languages[("sv",)] == languages[("en",)] > 0
    assert set(languages) == {("sv",), ("en",)}


def test_the_catalogue_has_what_a_deployer_need_not_know(store: Store) -> None:
    services = [f"catalog#{name}" for name in ("andringar", "avstamning", "sparql")]
    for thing in ("catalog", "catalog#samverkansgrafen", *services):
        titles = rows(store, f"SELECT (LANG(?x) AS ?language) ?x {{ <{thing}> dcterms:title ?x }}")
        assert sorted(language for language, _ in titles) == ["en", "sv"]
        assert all(len(title.split()) < 10 for _, title in titles)
    assert rows(store, "SELECT ?x { <catalog> dcat:dataset ?x }") == [(f"{BASE}catalog#samverkansgrafen",)]
    assert rows(store, "SELECT ?x { <catalog> dcat:service ?x }") == [(f"{BASE}{each}",) for each in services]
    assert (
        rows(
            store,
            "SELECT ?x { ?thing dcterms:publisher|dcat:contactPoint ?x . ?thing a ?kind "
            "FILTER(?kind IN (dcat:Catalog, dcat:Dataset, dcat:DataService)) }",
        )
        == []
    )
