"""The profile as a table: a row for each property of each class, read from DIGG's templates (CC BY 4.0).

`properties.csv` and `controlled_values.csv` hold what stands in the RDForms templates of diggsweden/DCAT-AP-SE,
version 3.0.1. Here two rows of one property in one class become one, and names are written out.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
NAMESPACES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "odrs": "http://schema.theodi.org/odrs#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority/"
_TRUNCATED = 40
"""So many choices the table gives at most; the whole list stands among the controlled values."""


@dataclass(frozen=True)
class Template:
    """A class of the profile: its slug in the shapes' names, what is judged, and what it is called in a sentence."""

    slug: str
    targets: tuple[str, ...]
    sv: str
    en: str


TEMPLATES: Mapping[str, Template] = {
    "dcat:Catalog": Template("catalog", ("sh:targetClass dcat:Catalog",), "Katalogen", "The catalogue"),
    "dcat:Dataset": Template("dataset", ("sh:targetClass dcat:Dataset",), "Datamängden", "The dataset"),
    "dcat:DatasetSeries": Template(
        "series", ("sh:targetClass dcat:DatasetSeries",), "Datamängdsserien", "The dataset series"
    ),
    "dcat:Distribution": Template(
        "distribution", ("sh:targetClass dcat:Distribution",), "Distributionen", "The distribution"
    ),
    "dcat:DataService": Template("service", ("sh:targetClass dcat:DataService",), "Datatjänsten", "The data service"),
    "dcat:contactPoint": Template(
        "contact",
        ("sh:targetClass vcard:Kind", "sh:targetClass vcard:Organization", "sh:targetClass vcard:Individual"),
        "Kontaktuppgiften",
        "The contact point",
    ),
    "dcat:foaf:Agent": Template(
        "agent",
        ("sh:targetClass foaf:Agent", "sh:targetClass foaf:Organization", "sh:targetClass foaf:Person"),
        "Aktören",
        "The agent",
    ),
    "dcterms:LicenseDocument": Template(
        "licence", ("sh:targetClass dcterms:LicenseDocument",), "Licensen", "The licence"
    ),
    "dcat:prov:qualifiedAttribution": Template(
        "attribution", ("sh:targetClass prov:Attribution",), "Den kvalificerade aktören", "The attribution"
    ),
    "dcterms:Standard": Template("standard", ("sh:targetClass dcterms:Standard",), "Standarden", "The standard"),
    # A home page is typed foaf:Document too, and has no title in the profile: only documentation has.
    "foaf:Document": Template("document", ("sh:targetObjectsOf foaf:page",), "Dokumentationen", "The documentation"),
}


@dataclass(frozen=True)
class Row:
    """What the profile says of a property of a class; `path` is empty for a group that the template gives none."""

    template: str
    path: str
    sv: str
    en: str
    required: bool
    recommended: bool
    once: bool
    node: str
    form: str
    classes: tuple[str, ...]
    choices: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The last part of its shape's name."""
        if self.path == "adms:identifier":
            return "otherIdentifier"
        return self.path.partition(":")[2] or {"Format": "format", "License": "license"}[self.en]


@cache
def rows() -> tuple[Row, ...]:
    """Every property of every class, each once."""
    merged: dict[tuple[str, str], Row] = {}
    for each in _read():
        key = (each.template, each.path or each.en)
        merged[key] = _both(merged[key], each) if key in merged else each
    return tuple(merged.values())


@cache
def labels() -> Mapping[str, tuple[str, str]]:
    """Every controlled value that is an IRI, with its names in Swedish and English."""
    with (HERE / "controlled_values.csv").open(encoding="utf-8") as file:
        found = {
            each["value"]: (each["label_sv"] or each["label_en"], each["label_en"] or each["label_sv"])
            for each in csv.DictReader(file)
            if each["value"].startswith("http")
        }
    return dict(sorted(found.items()))


def short(iri: str) -> str:
    """A name with its prefix; an IRI without one in angle brackets.

    >>> short("http://xmlns.com/foaf/0.1/Agent"), short("rdf:type"), short("http://data.europa.eu/bna/c_1")
    ('foaf:Agent', 'rdf:type', '<http://data.europa.eu/bna/c_1>')
    """
    # The template's own writing; the vocabulary's namespace is the http one.
    iri = iri.replace("https://www.w3.org/ns/org#", NAMESPACES["org"])
    for prefix, namespace in NAMESPACES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri if iri.partition(":")[0] in NAMESPACES else f"<{iri}>"


def _read() -> Iterator[Row]:
    with (HERE / "properties.csv").open(encoding="utf-8") as file:
        for each in csv.DictReader(file):
            path = short(each["property"]) if each["property"] else ""
            yield Row(
                template=each["class_template"],
                path=path,
                sv=each["label_sv"].replace("Indentifierare", "Identifierare"),
                en=each["label_en"],
                required=int(each["min"] or 0) > 0,
                recommended=each["obligation"] == "recommended",
                once=each["max"] == "1",
                node=each["nodetype"],
                form=each["form_type"],
                classes=_classes(each["constraints"]),
                choices=_choices(path, each["choices"]),
            )


def _classes(constraints: str) -> tuple[str, ...]:
    said = json.loads(constraints) if constraints else {}
    found = said.get("rdf:type") or said.get(NAMESPACES["rdf"] + "type") or ()
    return tuple(short(each) for each in ([found] if isinstance(found, str) else found))


def _choices(path: str, said: str) -> tuple[str, ...]:
    found = tuple(said.split("|")) if said else ()
    if len(found) < _TRUNCATED:
        return found
    prefix = {"dcterms:language": f"{EU}language/", "dcatap:hvdCategory": "http://data.europa.eu/bna/"}[path]
    return tuple(value for value in labels() if value.startswith(prefix))


def _both(one: Row, other: Row) -> Row:
    return replace(
        one,
        required=one.required or other.required,
        recommended=one.recommended or other.recommended,
        once=one.once or other.once,
        node=other.node if other.form == "group" else one.node,
        form=other.form,
        classes=one.classes or other.classes,
        choices=(*one.choices, *other.choices),
    )
