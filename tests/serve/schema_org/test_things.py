"""A thing in schema.org's words, by the alignment that the data hold and no code."""

import json

from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import Literal, NamedNode

from kg.rdf.namespaces import RDF, RDFS, SKOS
from kg.serve.schema_org.things import Alignment, alignment, described
from kg.serve.schema_org.writing import CONTEXT
from kg.serve.thing.page import ThingPage
from kg.serve.thing.statements import Name, Statements

NS = "https://example.org/ns#"
THING = "https://example.org/boat/hope"


def page(**changes: object) -> ThingPage:
    said = dict.fromkeys(ThingPage.__dataclass_fields__, "")
    given = {"iri": THING, "title": "Hoppet", "other_titles": (("en", "Hope"),), "summary": "En båt.", **changes}
    return ThingPage(**{**said, **given})  # type: ignore[arg-type]  # only what the test looks at is filled in


def row(term: str, how: NamedNode, other: str) -> dict[str, NamedNode]:
    return {"term": NamedNode(NS + term), "how": how, "other": NamedNode(CONTEXT + other)}


def test_types_and_properties_are_told_apart_and_only_near_ones_count() -> None:
    rows = [
        row("Boat", RDFS.subClassOf, "Vehicle"),
        row("Sail", SKOS.narrowMatch, "Thing"),
        row("owner", RDFS.subPropertyOf, "funder"),
        row("crew", SKOS.relatedMatch, "member"),
        row("ferry", SKOS.relatedMatch, "BoatTrip"),
    ]
    assert alignment(rows) == Alignment({f"{NS}Boat": "Vehicle", f"{NS}ferry": "BoatTrip"}, {f"{NS}owner": "funder"})


ALIGNED = Alignment(
    {f"{NS}Boat": "Vehicle", f"{NS}ferry": "BoatTrip"}, {f"{NS}owner": "funder", f"{NS}built": "startDate"}
)


def test_a_thing_has_the_types_of_its_classes_and_of_the_concepts_it_is_sorted_by() -> None:
    said = Statements(
        {
            THING: {
                RDF.type.value: (NamedNode(f"{NS}Boat"),),
                f"{NS}sort": (NamedNode(f"{NS}ferry"),),
                f"{NS}owner": (
                    NamedNode("https://example.org/actor/a"),
                    NamedNode("https://example.org/actor/nameless"),
                ),
                f"{NS}built": (Literal("1903"), Literal("nittonhundratre", language="sv")),
            }
        },
        {"https://example.org/actor/a": Name({"sv": "Aktören", "en": "The actor"})},
    )
    assert described(said, page(), ALIGNED, "en") == {
        "@context": "https://schema.org/",
        "@type": ["Vehicle", "BoatTrip"],
        "@id": THING,
        "url": THING,
        "name": "Hoppet",
        "alternateName": ["Hope"],
        "description": "En båt.",
        "funder": {"@id": "https://example.org/actor/a", "name": "The actor"},
        "startDate": "1903",
    }


def test_a_thing_without_a_counterpart_says_nothing() -> None:
    said = Statements({THING: {RDF.type.value: (NamedNode(f"{NS}Balloon"),)}})
    assert described(said, page(), ALIGNED, "sv") is None


def test_a_page_of_the_service_carries_it_where_the_release_is_aligned(client: FlaskClient) -> None:
    found = list(html.fromstring(client.get("/project/broar.html").data).iter("script"))
    assert all(json.loads(each.text_content())["@context"] == CONTEXT for each in found)
