"""The catalogue: what DCAT-AP-SE 3.0.1 asks for, on the project's own text; without settings an honest placeholder.

The obligations in `dcat_ap_se_3.0.1.csv` are those of DIGG's templates (diggsweden/DCAT-AP-SE, CC BY 4.0), as far as
they touch what this catalogue holds.
"""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.errors import BadSettings
from kg.rdf.canonical import digest
from kg.rdf.formats import RDFXML, TURTLE
from kg.rdf.graphs import read, write
from kg.rdf.namespaces import DCAT, DCTERMS, FOAF, PREFIXES, PROV, RDF, SPDX, VCARD
from kg.release import bundle, catalogue
from kg.release.distributions import LICENCE
from kg.release.layout import Release
from kg.settings import Settings
from kg.settings import read as read_settings
from kg.validate.shacl import Case, validate

ROOT = Path(__file__).parents[2]
PUBLIC = "https://grafen.example.se/"
DEPLOYED = {
    "KG_BASE_IRI": "https://example.org/",
    "KG_PUBLIC_URL": PUBLIC,
    "KG_PUBLISHER_NAME": "Exempelmyndigheten",
    "KG_PUBLISHER_NUMBER": "202100-1234",
    "KG_CONTACT_NAME": "Öppna data",
    "KG_CONTACT_EMAIL": "data@example.se",
}
DATASET = NamedNode("https://example.org/catalog#samverkansgrafen")
OBLIGATIONS = list(csv.DictReader((Path(__file__).parent / "dcat_ap_se_3.0.1.csv").read_text("utf-8").splitlines()))


@pytest.fixture
def settings() -> Settings:
    """Those of a deployer who has filled everything in."""
    return read_settings(DEPLOYED)


@pytest.fixture
def authored() -> list[Quad]:
    """The project's own catalogue text, in the planted world's base."""
    path = ROOT / "data" / "catalogue.ttl"
    return read(path.read_bytes(), TURTLE, base_iri="https://example.org/", source=path.name)


@pytest.fixture
def said(garden: Release, authored: list[Quad], settings: Settings) -> list[Triple]:
    """The catalogue of the planted world with that text."""
    return catalogue.describe(garden, bundle.manifest_of(garden), authored, settings)


def values(said: Sequence[Triple], subject: object, predicate: NamedNode) -> list[NamedNode | Literal]:
    found = [t.object for t in said if t.subject == subject and t.predicate == predicate]
    return [each for each in found if isinstance(each, NamedNode | Literal)]


def of_type(said: Sequence[Triple], klass: NamedNode) -> list[NamedNode]:
    return [
        t.subject for t in said if t.predicate == RDF.type and t.object == klass and isinstance(t.subject, NamedNode)
    ]


def whole(name: str) -> NamedNode:
    prefix, _, rest = name.partition(":")
    return NamedNode(PREFIXES[prefix] + rest if prefix in PREFIXES else name)


@pytest.mark.parametrize("row", OBLIGATIONS, ids=lambda row: f"{row['class']}-{row['property'].rpartition('/')[2]}")
def test_every_obligation_of_the_profile_is_met(said: list[Triple], row: dict[str, str]) -> None:
    subjects = of_type(said, whole(row["class"]))
    assert subjects
    for subject in subjects:
        found = values(said, subject, whole(row["property"]))
        assert len(found) >= (1 if row["min"] == "recommended" else int(row["min"])), subject
        assert not row["max"] or len(found) <= int(row["max"]), subject
        for value in found:
            assert fits(said, value, row["value"]), (subject, value)


def fits(said: Sequence[Triple], value: NamedNode | Literal, wanted: str) -> bool:
    if wanted in ("text", "literal", "date"):
        dates = ("date", "dateTime", "gYear", "gYearMonth")
        return (
            isinstance(value, Literal)
            and {
                "text": value.language in ("sv", "en"),
                "literal": True,
                "date": value.datatype.value.rpartition("#")[2] in dates,
            }[wanted]
        )
    if not isinstance(value, NamedNode):
        return False
    return wanted == "iri" or value in of_type(said, whole(wanted))


def test_titles_and_descriptions_stand_in_swedish_and_in_english(said: list[Triple]) -> None:
    for klass in (DCAT.Catalog, DCAT.Dataset, DCAT.DataService, DCAT.Distribution):
        for subject in of_type(said, klass):
            for predicate in (DCTERMS.title, DCTERMS.description):
                tags = [v.language for v in values(said, subject, predicate) if isinstance(v, Literal)]
                assert sorted(str(tag) for tag in tags) == ["en", "sv"], subject


def test_it_conforms_to_the_shapes_of_dcat_ap_and_they_would_find_a_fault(said: list[Triple]) -> None:
    told = read_settings().suites
    path = (Path(told) if told else ROOT.parent / "shared" / "suites") / "dcat" / "dcat-ap-3.0.1-shapes.ttl"
    if not path.is_file():
        pytest.skip(f"SEMIC's shapes for DCAT-AP 3.0.1 are not at {path}: put them there or set KG_SUITES")
    shapes = read(path.read_bytes(), TURTLE, base_iri="https://example.org/", source=path.name)
    plain = "".join(f"{quad.triple} .\n" for quad in shapes).encode()
    assert validate([case(said)], plain, b"", processes=1) == []
    faulty = [triple for triple in said if triple.predicate != DCAT.accessURL]
    assert len(validate([case(faulty)], plain, b"", processes=1)) == len(of_type(said, DCAT.Distribution))


def case(said: Sequence[Triple]) -> Case:
    focus = sorted({str(triple.subject)[1:-1] for triple in said})
    return Case("catalogue", tuple(focus), tuple(f"{triple} .\n" for triple in said))


def test_there_are_no_blank_nodes_and_every_iri_is_absolute(said: list[Triple]) -> None:
    terms = [term for triple in said for term in (triple.subject, triple.predicate, triple.object)]
    assert not any(isinstance(term, BlankNode | Triple) for term in terms)
    iris = {term.value for term in terms if isinstance(term, NamedNode)}
    assert {iri.partition(":")[0] for iri in iris} == {"http", "https", "mailto"}


def test_licence_and_vocabulary_iris_are_the_http_ones(said: list[Triple]) -> None:
    licences = {str(t.object) for t in said if t.predicate == DCTERMS.license}
    assert licences == {"<http://creativecommons.org/publicdomain/zero/1.0/>"}
    assert not any("https://www.w3.org/ns/org" in str(t) for t in said)


def test_each_file_is_a_distribution_that_proves_itself(garden: Release, said: list[Triple]) -> None:
    folder = garden.bundle("dumps")
    assert folder is not None
    node = NamedNode("https://example.org/catalog#distribution-samverkansgrafen-nq-gz")
    data = (folder / "samverkansgrafen.nq.gz").read_bytes()
    assert values(said, node, DCAT.downloadURL) == [NamedNode(f"{PUBLIC}download/samverkansgrafen.nq.gz")]
    assert values(said, node, DCAT.byteSize) == [Literal(str(len(data)), datatype=whole("xsd:nonNegativeInteger"))]
    assert values(said, node, DCTERMS.format) == [
        NamedNode("http://publications.europa.eu/resource/authority/file-type/RDF_N_QUADS")
    ]
    assert values(said, node, DCAT.mediaType) == [
        NamedNode("https://www.iana.org/assignments/media-types/application/n-quads")
    ]
    assert values(said, node, DCAT.compressFormat) == [
        NamedNode("https://www.iana.org/assignments/media-types/application/gzip")
    ]
    [checksum] = values(said, node, SPDX.checksum)
    assert values(said, checksum, SPDX.checksumValue) == [Literal(digest(data), datatype=whole("xsd:hexBinary"))]
    names = {path.name for path in folder.iterdir() if path.suffix not in (".json", ".csv-metadata")}
    downloads = {str(t.object)[1:-1].rpartition("/")[2] for t in said if t.predicate == DCAT.downloadURL}
    assert downloads == {name for name in names if not name.endswith("-metadata.json")}


def test_a_portal_finds_the_interface_on_the_dataset(said: list[Triple]) -> None:
    nodes = [d for d in values(said, DATASET, DCAT.distribution) if values(said, d, DCAT.accessService)]
    found = {
        (each.value, type_.value.rpartition("media-types/")[2])
        for node in nodes
        for each in values(said, node, DCAT.accessURL)
        for type_ in values(said, node, DCAT.mediaType)
    }
    assert found == {
        (f"{PUBLIC}sparql", "application/sparql-results+json"),
        (f"{PUBLIC}reconcile", "application/json"),
        (f"{PUBLIC}changes.json", "application/json"),
    }
    served = [s for node in nodes for s in values(said, node, DCAT.accessService)]
    assert sorted(map(str, served)) == sorted(map(str, of_type(said, DCAT.DataService)))


def test_each_service_says_what_it_serves_how_to_speak_with_it_and_whom_to_ask(said: list[Triple]) -> None:
    standards = of_type(said, DCTERMS.Standard)
    for service in of_type(said, DCAT.DataService):
        assert values(said, service, DCAT.servesDataset) == [DATASET]
        assert NamedNode(f"{PUBLIC}openapi.json") in values(said, service, DCAT.endpointDescription)
        assert values(said, service, DCTERMS.license) == [LICENCE]
        assert set(values(said, service, DCTERMS.conformsTo)) <= set(standards)
        assert values(said, service, DCTERMS.conformsTo)
        assert len(values(said, service, DCAT.contactPoint)) == len(values(said, service, DCTERMS.publisher)) == 1


def test_addresses_are_where_readers_reach_them_and_names_stay(said: list[Triple]) -> None:
    assert values(said, NamedNode("https://example.org/catalog"), FOAF.homepage) == [NamedNode(PUBLIC)]
    assert values(said, NamedNode("https://example.org/catalog#sparql"), DCAT.endpointURL) == [
        NamedNode(f"{PUBLIC}sparql")
    ]
    assert of_type(said, DCAT.Dataset) == [DATASET]


def test_publisher_and_contact_are_the_deployers(said: list[Triple]) -> None:
    publisher = NamedNode("http://dataportal.se/organisation/SE2021001234")
    assert of_type(said, FOAF.Agent) == [publisher]
    assert values(said, publisher, FOAF.name) == [Literal("Exempelmyndigheten", language="sv")]
    [contact] = of_type(said, VCARD.Organization)
    assert contact != publisher
    assert values(said, contact, VCARD.hasEmail) == [NamedNode("mailto:data@example.se")]


def test_without_settings_a_placeholder_says_that_it_is_one(garden: Release, authored: list[Quad]) -> None:
    bare = read_settings({"KG_BASE_IRI": "https://example.org/"})
    said = catalogue.describe(garden, bundle.manifest_of(garden), authored, bare)
    [publisher] = of_type(said, FOAF.Agent)
    assert publisher == NamedNode("https://example.org/catalog#publisher")
    assert values(said, publisher, FOAF.name) == [
        Literal("Provkörning utan utgivare (sätt KG_PUBLISHER_NAME)", language="sv"),
        Literal("Trial run without a publisher (set KG_PUBLISHER_NAME)", language="en"),
    ]
    assert of_type(said, VCARD.Organization) == []
    assert catalogue.placeholders(bare) == [
        "KG_PUBLIC_URL", "KG_PUBLISHER_NAME", "KG_PUBLISHER_NUMBER", "KG_CONTACT_NAME", "KG_CONTACT_EMAIL",
    ]  # fmt: skip


def test_nothing_is_missing_where_everything_is_set(settings: Settings) -> None:
    assert catalogue.placeholders(settings) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("publisher_number", "2021001"),
        ("publisher_number", "https://example.se"),
        ("publisher_type", "Ministry"),
        ("contact_email", "fråga oss"),
        ("contact_email", "a@b@example.se"),
    ],
)
def test_a_setting_that_can_not_stand_in_the_catalogue_is_said(
    garden: Release, settings: Settings, name: str, value: str
) -> None:
    with pytest.raises(BadSettings, match=f"KG_{name.upper()} is {value!r}: it must be"):
        catalogue.of(garden, replace(settings, **{name: value}))


def test_before_the_dumps_are_made_there_is_a_catalogue_without_files(
    garden: Release, authored: list[Quad], settings: Settings
) -> None:
    said = catalogue.describe(garden, None, authored, settings)
    assert not any(t.predicate == DCAT.downloadURL for t in said)
    assert len(of_type(said, DCAT.Distribution)) == len(of_type(said, DCAT.DataService)) == 3


def test_of_reads_what_the_release_holds(garden: Release, settings: Settings) -> None:
    said = catalogue.of(garden, settings)
    assert Literal("The tiny world", language="en") in values(
        said, NamedNode("https://example.org/catalog"), DCTERMS.title
    )
    assert any(t.predicate == DCAT.downloadURL for t in said)


def test_the_release_tells_where_it_comes_from(garden: Release, said: list[Triple]) -> None:
    entity = NamedNode(f"https://example.org/releases/{garden.id}")
    assert entity in of_type(said, PROV.Entity)
    [at] = values(said, entity, PROV.generatedAtTime)
    assert at.value == garden.manifest.built_at
    used = values(said, entity, PROV.wasDerivedFrom)
    assert len(used) == len(garden.manifest.inputs)
    codes = {v.value for each in used for v in values(said, each, DCTERMS.identifier)}
    assert codes == {f"sha256:{code}" for code in garden.manifest.inputs.values()}
    [program] = of_type(said, PROV.SoftwareAgent)
    assert values(said, entity, PROV.wasAttributedTo) == [program]


def test_a_later_release_names_the_one_before(garden: Release, authored: list[Quad], settings: Settings) -> None:
    later = Release(garden.path, replace(garden.manifest, previous="0000-0123456789ab"))
    said = catalogue.describe(later, None, authored, settings)
    before = NamedNode("https://example.org/releases/0000-0123456789ab")
    assert values(said, NamedNode(f"https://example.org/releases/{garden.id}"), PROV.wasRevisionOf) == [before]
    assert values(said, DATASET, DCAT.previousVersion) == [before]
    assert values(said, DATASET, DCAT.version) == [Literal(garden.id)]


def test_harvesters_read_it_as_rdf_xml(said: list[Triple]) -> None:
    text = write(said, RDFXML, base_iri="https://example.org/")
    assert {quad.triple for quad in read(text, RDFXML, base_iri="https://never.example/", source="catalog")} == set(
        said
    )
