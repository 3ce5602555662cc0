"""The catalogue that harvesters read (DCAT-AP-SE 3.0.1), and the provenance of the release (PROV).

What people write stands in `data/catalogue.ttl`, copied into the release; here it meets what only the release and the
deployer know: files with sizes and checksums, times, publisher, contact point. Every node has an IRI, every IRI is
absolute. Without settings for a publisher a marked placeholder stands in, so that a trial run has a whole catalogue;
`placeholders` tells what is missing before it may be harvested.
"""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.errors import BadSettings
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCAT, DCTERMS, FOAF, RDF, VCARD, XSD
from kg.release.bundle import manifest_of
from kg.release.distributions import files, public, texts, through
from kg.release.figures_told import in_catalogue
from kg.release.layout import Release
from kg.release.provenance import provenance
from kg.release.series import earlier, with_earlier
from kg.settings import Settings

Json = Mapping[str, object]
PUBLISHER_TYPES = (
    "Academia-ScientificOrganisation", "Company", "IndustryConsortium", "LocalAuthority", "NationalAuthority",
    "NonGovernmentalOrganisation", "NonProfitOrganisation", "RegionalAuthority", "StandardisationBody",
    "SupraNationalAuthority",
)  # fmt: skip
_ADDRESSES = frozenset(
    (DCAT.endpointURL, DCAT.endpointDescription, DCAT.landingPage, DCAT.accessURL, DCAT.downloadURL, FOAF.homepage)
)
_NUMBER = re.compile(r"([0-9]{6})-?([0-9]{4})")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def of(release: Release, settings: Settings) -> list[Triple]:
    """The catalogue of a release with what lies in it and in its dumps, and the earlier releases that are kept."""
    before = [(each, alone(each.release, settings)) for each in earlier(release)]
    return with_earlier(alone(release, settings), before, settings)


def alone(release: Release, settings: Settings) -> list[Triple]:
    """The same without earlier releases."""
    return describe(release, manifest_of(release), authored(release), settings)


def authored(release: Release) -> list[Quad]:
    """What people wrote of the catalogue, as the release holds it; nothing when it holds none."""
    path = release.path / "catalogue.ttl"
    if not path.is_file():
        return []
    return read(path.read_bytes(), TURTLE, base_iri=release.manifest.base_iri, source="catalogue.ttl")


def describe(release: Release, dumps: Json | None, authored: Iterable[Quad], settings: Settings) -> list[Triple]:
    """The catalogue: `authored`, with a distribution for each file of `dumps`, publisher, contact, dates, provenance.

    `dumps` is a dumps bundle's manifest, None while there is none. BadSettings when a setting can't stand in it.
    """
    said = [_reachable(quad.triple, release, settings) for quad in authored]
    publisher, contact = _publisher(release, settings), _contact(release, settings)
    catalogues, datasets, services = (_of_type(said, each) for each in (DCAT.Catalog, DCAT.Dataset, DCAT.DataService))
    series = _of_type(said, DCAT.DatasetSeries)
    modified = Literal(release.manifest.built_at, datatype=XSD.dateTime)
    for resource in (*catalogues, *datasets, *series):
        said.append(Triple(resource, DCTERMS.modified, modified))
    for resource in (*catalogues, *datasets, *series, *services):
        said.append(Triple(resource, DCTERMS.publisher, publisher[0].subject))
    for resource in (*datasets, *series, *services) if contact else ():
        said.append(Triple(resource, DCAT.contactPoint, contact[0].subject))
    for dataset in datasets:
        said += _version(dataset, release)
        said += files(dataset, release, dumps, settings)
        said += [t for service in services for t in through(dataset, service, said, release, settings)]
    said += _rights(said)
    said += provenance(release, datasets[0] if datasets else None)
    said += in_catalogue(release, datasets[0] if datasets else None)
    return list(dict.fromkeys([*said, *publisher, *contact]))


def placeholders(settings: Settings) -> list[str]:
    """The settings that are missing before the catalogue may be harvested; where one is, a placeholder stands in.

    >>> from kg.settings import read
    >>> placeholders(read({"KG_PUBLISHER_NAME": "Exempelmyndigheten", "KG_CONTACT_NAME": "Öppna data"}))
    ['KG_PUBLIC_URL', 'KG_PUBLISHER_NUMBER', 'KG_CONTACT_EMAIL']
    """
    needed = {
        "KG_PUBLIC_URL": settings.public_url,
        "KG_PUBLISHER_NAME": settings.publisher_name,
        "KG_PUBLISHER_NUMBER": settings.publisher_number,
        "KG_CONTACT_NAME": settings.contact_name,
        "KG_CONTACT_EMAIL": settings.contact_email,
    }
    return [name for name, value in needed.items() if not value]


def _reachable(triple: Triple, release: Release, settings: Settings) -> Triple:
    """An address of ours as readers reach it; names stay as they are."""
    path = None
    if triple.predicate in _ADDRESSES and isinstance(triple.object, NamedNode):
        iri = triple.object.value
        path = "" if iri == release.manifest.base_iri else Base(release.manifest.base_iri).path_of(iri)
    return triple if path is None else Triple(triple.subject, triple.predicate, public(settings, path))


def _version(dataset: NamedNode, release: Release) -> list[Triple]:
    # Portals know a dataset again by an identifier only where it is a UUID.
    known = str(uuid.uuid5(uuid.NAMESPACE_URL, dataset.value))
    said = [
        Triple(dataset, DCAT.version, Literal(release.id)),
        Triple(dataset, DCTERMS.identifier, Literal(known)),
    ]
    if release.manifest.previous:
        before = NamedNode(Base(release.manifest.base_iri).iri_of(f"releases/{release.manifest.previous}"))
        said.append(Triple(dataset, DCAT.previousVersion, before))
    return said


def _rights(said: Sequence[Triple]) -> list[Triple]:
    """The statement of rights that people wrote, on every distribution."""
    statements = _of_type(said, DCTERMS.RightsStatement)
    return [Triple(each, DCTERMS.rights, one) for each in _of_type(said, DCAT.Distribution) for one in statements[:1]]


def _publisher(release: Release, settings: Settings) -> list[Triple]:
    """The publisher, its own IRI first; a placeholder says in its name that it is one."""
    found = _NUMBER.fullmatch(settings.publisher_number)
    if settings.publisher_number and not found:
        raise _unusable("KG_PUBLISHER_NUMBER", settings.publisher_number, "NNNNNN-NNNN", "202100-0000")
    if settings.publisher_type not in PUBLISHER_TYPES:
        raise _unusable("KG_PUBLISHER_TYPE", settings.publisher_type, ", ".join(PUBLISHER_TYPES), "LocalAuthority")
    iri = f"{release.manifest.base_iri}catalog#publisher"
    agent = NamedNode(f"http://dataportal.se/organisation/SE{found[1]}{found[2]}" if found else iri)
    named = settings.publisher_name
    names = {
        "sv": named or "Provkörning utan utgivare (sätt KG_PUBLISHER_NAME)",
        **({} if named else {"en": "Trial run without a publisher (set KG_PUBLISHER_NAME)"}),
    }
    kind = NamedNode(f"http://purl.org/adms/publishertype/{settings.publisher_type}")
    said = [Triple(agent, RDF.type, FOAF.Agent), *texts(agent, FOAF.name, names), Triple(agent, DCTERMS.type, kind)]
    if found:
        said.append(Triple(agent, DCTERMS.identifier, Literal(f"{found[1]}-{found[2]}")))
    return said


def _contact(release: Release, settings: Settings) -> list[Triple]:
    """Whom to ask, a role and never a person; nothing where no address is set, since nobody would answer."""
    email = settings.contact_email
    if not email:
        return []
    if not _EMAIL.fullmatch(email):
        raise _unusable("KG_CONTACT_EMAIL", email, "name@organisation.se", "data@example.se")
    node, address = NamedNode(f"{release.manifest.base_iri}catalog#contact"), NamedNode(f"mailto:{email}")
    return [
        Triple(node, RDF.type, VCARD.Organization),
        Triple(node, VCARD.fn, Literal(settings.contact_name or settings.publisher_name or email, language="sv")),
        Triple(node, VCARD.hasEmail, address),
        Triple(address, RDF.type, VCARD.Email),
    ]


def _of_type(said: Iterable[Triple], klass: NamedNode) -> list[NamedNode]:
    found = {t.subject for t in said if t.predicate == RDF.type and t.object == klass}
    return sorted((each for each in found if isinstance(each, NamedNode)), key=lambda each: each.value)


def _unusable(name: str, value: str, form: str, example: str) -> BadSettings:
    return BadSettings(
        f"{name} is {value!r}: it must be {form}, e.g. {example!r}.",
        message_sv=f"{name} är {value!r}: skriv den som {form}, t.ex. {example!r}.",
    )
