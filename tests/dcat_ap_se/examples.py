"""Examples of the profile: a class with every property, and for each constraint a resource that breaks just that one.

What the examples point at stands in `world.ttl`. A comment says what is expected of each:
`# expects: se:dataset-title-required Violation on dataset-title-required`.
"""

from collections.abc import Mapping

from tests.dcat_ap_se.constraints import REGULATION, Constraint, of
from tests.dcat_ap_se.table import EU, TEMPLATES, Row, rows, short
from tests.dcat_ap_se.writing import prefixes

BASE = "https://data.example.se/"
_TYPES = {
    "dcat:contactPoint": "vcard:Organization",
    "dcat:foaf:Agent": "foaf:Agent",
    "dcat:prov:qualifiedAttribution": "prov:Attribution",
}
_VALUES: Mapping[str, tuple[str, ...]] = {
    "accessService": ("ex:service",),
    "accessURL": (f"<{BASE}download/>",),
    "agent": ("ex:publisher",),
    "byteSize": ('"5120"^^xsd:nonNegativeInteger',),
    "catalog": ("ex:catalog",),
    "checksum": ("ex:checksum",),
    "conformsTo": ("ex:standard",),
    "contactPoint": ("ex:contact",),
    "creator": ("ex:publisher",),
    "dataset": ("ex:dataset",),
    "distribution": ("ex:distribution",),
    "downloadURL": (f"<{BASE}download/a.csv>", f"<{BASE}download/b.csv>"),
    "endpointDescription": (f"<{BASE}openapi.json>",),
    "endpointURL": (f"<{BASE}api>",),
    "fn": ('"Öppna data"@sv',),
    "format": (f"<{EU}file-type/CSV>",),
    "hasAddress": ("ex:address",),
    "hasEmail": ("<mailto:data@example.se>",),
    "hasPart": ("ex:catalog",),
    "hasTelephone": ("ex:telephone",),
    "hasURL": (f"<{BASE}>",),
    "hasVersion": ("ex:dataset",),
    "homepage": (f"<{BASE}>",),
    "identifier": ('"0b6c2c2e-6f0e-4f39-9a0e-3a7a8f1d2b11"',),
    "inSeries": ("ex:series",),
    "isPartOf": ("ex:catalog",),
    "isReferencedBy": (f"<{BASE}report>",),
    "issued": ('"2026-01-31"^^xsd:date',),
    "landingPage": (f"<{BASE}>",),
    "language": (f"<{EU}language/SWE>", f"<{EU}language/ENG>"),
    "license": ("<http://creativecommons.org/publicdomain/zero/1.0/>",),
    "mbox": ("<mailto:data@example.se>",),
    "modified": ('"2026-02-01T12:00:00Z"^^xsd:dateTime',),
    "offers": ("ex:offer",),
    "otherIdentifier": ('"dnr 12-2026"',),
    "page": ("ex:page",),
    "provenance": ("ex:provenance",),
    "publisher": ("<http://dataportal.se/organisation/SE2021000000>",),
    "qualifiedAttribution": ("ex:attribution",),
    "qualifiedRelation": ("ex:relationship",),
    "relation": (f"<{BASE}other>",),
    "rights": ("ex:rights",),
    "sameAs": (f"<{BASE}id/us>",),
    "servesDataset": ("ex:dataset",),
    "service": ("ex:service",),
    "source": ("ex:dataset",),
    "spatial": ("<http://sws.geonames.org/2661886/>",),
    "spatialResolutionInMeters": ('"25.0"^^xsd:decimal',),
    "subject": (f"<{BASE}concept/places>",),
    "temporal": ("ex:period",),
    "temporalResolution": ('"P1D"^^xsd:duration',),
    "themeTaxonomy": (f"<{EU}data-theme>",),
    "version": ('"1.0"',),
    "versionInfo": ('"1.0"',),
}
Resource = dict[str, tuple[str, ...]]


def example_files() -> dict[str, str]:
    """Every example by its path below tests/shapes/dcat-ap-se/."""
    files = {"world.ttl": WORLD}
    for name, template in TEMPLATES.items():
        mine = [row for row in rows() if row.template == name]
        whole = {**_type(name), **{_path(row): good(row) for row in mine if not _is_kind(row)}}
        files[f"valid/{template.slug}/everything.ttl"] = _file(
            f"{template.en} with every property of the profile.", [_written(f"{template.slug}-everything", whole)], []
        )
        needed = {
            **_type(name),
            **{_path(row): good(row) for row in mine if (row.required or row.recommended) and not _is_kind(row)},
        }
        needed = {path: value for path, value in needed.items() if path != "dcatap:hvdCategory"}
        for row in mine:
            files[f"invalid/{template.slug}/{row.slug}.ttl"] = _broken(row, needed)
    return {path: text for path, text in files.items() if text}


def good(row: Row) -> tuple[str, ...]:
    """Values that the profile takes."""
    if row.slug == "identifier" and row.template == "dcat:foaf:Agent":
        return ('"202100-0000"',)
    if row.slug in ("name", "title", "description", "keyword", "versionNotes"):
        return (f'"{row.sv}"@sv', f'"{row.en}"@en')
    if row.choices and row.slug != "language":
        return (short(row.choices[-1]),)
    return _VALUES[row.slug]


def _type(name: str) -> Resource:
    # What is judged by being documentation may be of any type.
    return {"a": (_TYPES.get(name, name),)}


def _path(row: Row) -> str:
    return row.path or {"format": "dcterms:format", "license": "dcterms:license"}[row.slug]


def _is_kind(row: Row) -> bool:
    return row.path == "rdf:type"


def _broken(row: Row, needed: Resource) -> str:
    """A resource for each constraint of a property, whole but for that."""
    made, expects = [], []
    for each in of(row):
        name = each.name.removeprefix("se:")
        made.append(_written(name, {**needed, **_wrong(each, needed)}))
        expects.append(f"# expects: {each.name} {each.level} on {name}\n")
        if each.slug == "once" and row.slug in ("applicableLegislation", "classification"):
            expects.append(f"# expects: {each.name.removesuffix('once')}list Warning on {name}\n")
    about = f"{TEMPLATES[row.template].en}: what can be wrong with ‘{row.en}’ ({_path(row)})."
    return _file(about, made, expects) if made else ""


def _wrong(each: Constraint, needed: Resource) -> Resource:
    """The properties that break a constraint; an empty one is taken out."""
    row, path = each.row, _path(each.row)
    if _is_kind(row):
        return {"a": ("vcard:Kind",) if each.slug == "required" else ("vcard:Organization", "vcard:Individual")}
    if row.slug == "hvdCategory" and each.slug == "required":
        return {"dcatap:applicableLegislation": (REGULATION,)}
    if each.slug in ("required", "recommended"):
        return {path: ()}
    if each.slug == "media-type-once":
        media = "https://www.iana.org/assignments/media-types/"
        return {"dcat:mediaType": (f"<{media}text/csv>", f"<{media}application/json>")}
    if each.slug == "once":
        high_value = row.slug == "applicableLegislation" and row.template != "dcat:Distribution"
        category = {"dcatap:hvdCategory": ("<http://data.europa.eu/bna/c_ac64a52d>",)} if high_value else {}
        return {path: _twice(row), **category}
    return {path: (_wrong_value(each),)}


def _twice(row: Row) -> tuple[str, str]:
    one = good(row)[0]
    others = {
        "publisher": "<http://dataportal.se/organisation/SE2021000000-b>", "creator": "ex:other-publisher", "agent": "ex:other-publisher",
        "isPartOf": "ex:other-catalog", "rights": "ex:other-rights", "checksum": "ex:other-checksum",
        "byteSize": '"5121"^^xsd:nonNegativeInteger', "temporalResolution": '"P2D"^^xsd:duration',
        "spatialResolutionInMeters": '"26.0"^^xsd:decimal', "issued": '"2026"^^xsd:gYear',
        "modified": '"2026-03"^^xsd:gYearMonth', "version": '"1.1"', "versionInfo": '"1.1"',
        "homepage": f"<{BASE}start>", "accessURL": f"<{BASE}download/c>",
        "format": f"<{EU}file-type/JSON>", "license": "<http://creativecommons.org/licenses/by/4.0/>",
        "applicableLegislation": "<http://data.europa.eu/eli/dir/2019/1024/oj>",
        "classification": f"<{BASE}concept/other>",
    }  # fmt: skip
    return one, others.get(row.slug) or short(row.choices[0])


def _wrong_value(each: Constraint) -> str:
    outside = f"<{BASE}concept/outside-the-list>"
    if each.slug == "class":
        # A reference to nothing in the file, a node without a type, or a thing of another type.
        if each.row.slug == "hasEmail":
            return "<mailto:checksum@example.se>"
        if each.row.slug == "publisher":
            return "<http://dataportal.se/organisation/SE2021000000-c>"
        if each.row.form == "choice" and each.row.node == "RESOURCE":
            return f"<{BASE}not-described>"
        return "[]" if each.row.node == "RESOURCE" else "ex:checksum"
    return {
        "text": f"<{BASE}a-link>",
        "language": '"utan språk"',
        "list": outside,
        "datatype": '"i våras"@sv',
        "iri": '"www.example.se"',
    }[each.slug]


def _written(name: str, resource: Resource) -> str:
    said = [f"{path} {' , '.join(values)}" for path, values in resource.items() if values]
    text = " ;\n    ".join(said)
    pointing = {"document": "foaf:page", "service": "dcat:accessService"}.get(name.partition("-")[0])
    pointed = f"ex:report {pointing} <{BASE}{name}> .\n" if pointing else ""
    return f"<{BASE}{name}> {text} .\n{pointed}"


def _file(about: str, parts: list[str], expects: list[str]) -> str:
    body = "\n".join(parts)
    head = f"# {about}\n{''.join(expects)}\n"
    world = f"@prefix ex: <{BASE}world/> .\n" if "ex:" in body else ""
    return head + prefixes(body) + world + "\n" + body


def _world() -> str:
    """What the examples point at: things of the right type, and nothing more."""
    types = {
        "address": "vcard:Address", "attribution": "prov:Attribution", "catalog": "dcat:Catalog",
        "checksum": "spdx:Checksum", "contact": "vcard:Organization", "dataset": "dcat:Dataset",
        "distribution": "dcat:Distribution", "offer": "schema:Offer", "other-catalog": "dcat:Catalog",
        "other-checksum": "spdx:Checksum", "other-publisher": "foaf:Organization",
        "other-rights": "dcterms:RightsStatement", "page": "foaf:Document", "period": "dcterms:PeriodOfTime",
        "provenance": "dcterms:ProvenanceStatement", "publisher": "foaf:Agent", "relationship": "dcat:Relationship",
        "rights": "odrs:RightsStatement", "series": "dcat:DatasetSeries", "service": "dcat:DataService",
        "standard": "dcterms:Standard", "telephone": "vcard:Voice",
    }  # fmt: skip
    body = "\n".join(f"ex:{name} a {type_} ." for name, type_ in types.items()) + "\n"
    body += "".join(f"<http://dataportal.se/organisation/SE2021000000{end}> a foaf:Agent .\n" for end in ("", "-b"))
    body += "ex:middle a dcat:Catalog ; dcterms:hasPart ex:other-catalog .\n"
    body += "<mailto:checksum@example.se> a spdx:Checksum .\n"
    return _file("What the examples of the profile point at; it is read beside them and not judged.", [body], [])


WORLD = _world()
