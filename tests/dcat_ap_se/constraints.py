"""What each row of the profile asks, as SHACL: one constraint a property shape, so that each fault is told once.

The rule of reading: a mandatory property that is missing is a violation, a recommended one a warning. What stands there
is judged by its node type. A thing that the catalogue itself holds (a publisher, a dataset) must be described in it; of
an address elsewhere we only ask that nobody says that it is something else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.dcat_ap_se.table import EU, TEMPLATES, Row, short

VIOLATION, WARNING, INFO = "Violation", "Warning", "Info"
REGULATION = "<http://data.europa.eu/eli/reg_impl/2023/138/oj>"
OPEN_LISTS = ("themeTaxonomy", "applicableLegislation", "hadRole", "classification")
"""Lists that DIGG's templates offer and DCAT-AP does not close: another value is told, and stops nothing."""
_DATES = ("xsd:date", "xsd:dateTime", "xsd:gYear", "xsd:gYearMonth")
_DATATYPES = {
    "temporalResolution": ("xsd:duration", "en varaktighet", "a duration", '"P1D"^^xsd:duration'),
    "spatialResolutionInMeters": ("xsd:decimal", "ett decimaltal", "a decimal number", '"25.0"^^xsd:decimal'),
    "byteSize": ("xsd:nonNegativeInteger", "ett helt antal byte", "a whole number of bytes", '"5120"^^xsd:nonNegativeInteger'),
}  # fmt: skip
_DESCRIBED = {"dcat:dataset": ("dcat:DatasetSeries",), "dcterms:rights": ("dcterms:RightsStatement",)}
"""Classes that DCAT-AP 3 also takes where the template names another."""


@dataclass(frozen=True)
class Constraint:
    """A property shape with one constraint: `asks` is Turtle, `component` what SHACL calls a breach of it."""

    row: Row
    slug: str
    path: str
    asks: str
    component: str
    level: str
    sv: str
    en: str

    @property
    def name(self) -> str:
        """The name of its shape."""
        return f"se:{TEMPLATES[self.row.template].slug}-{self.row.slug}-{self.slug}"


def of(row: Row) -> list[Constraint]:
    """Every constraint of a row."""
    return [*_counts(row), *_values(row)]


def _counts(row: Row) -> Iterator[Constraint]:
    template = TEMPLATES[row.template]
    one = row.path or {"format": "dcterms:format", "license": "dcterms:license"}[row.slug]
    paths, said = _paths(row)
    if row.slug == "type" and template.slug == "contact":
        yield from _kind(row)
        return
    if row.slug == "hvdCategory":
        yield _high_value(row)
    elif row.required:
        yield Constraint(
            row, "required", paths, "sh:minCount 1", "MinCount", VIOLATION,
            f"{template.sv} saknar den obligatoriska uppgiften ”{row.sv}”. Lägg till {said}.",
            f"{template.en} lacks the mandatory property ‘{row.en}’. Add {said.replace('eller', 'or')}.",
        )  # fmt: skip
    elif row.recommended:
        rare = row.slug == "classification"
        only = (" Den behövs bara för den som får ta ut avgifter.", " Only those who may charge fees need it.")
        yield Constraint(
            row, "recommended", paths, "sh:minCount 1", "MinCount", INFO if rare else WARNING,
            f"{template.sv} saknar den rekommenderade uppgiften ”{row.sv}”. Lägg till {said} om uppgiften finns."
            + (only[0] if rare else ""),
            f"{template.en} lacks the recommended property ‘{row.en}’. Add {said.replace('eller', 'or')} if it is "
            "known." + (only[1] if rare else ""),
        )  # fmt: skip
    if row.once:
        lenient = row.slug in ("accessURL", "applicableLegislation")
        for slug, path in (("once", one), *((("media-type-once", "dcat:mediaType"),) if row.slug == "format" else ())):
            yield Constraint(
                row, slug, _paths(row)[0] if row.slug == "classification" else path, "sh:maxCount 1", "MaxCount",
                WARNING if lenient else VIOLATION,
                f"”{row.sv}” ({path}) står flera gånger, och profilen tar en. Behåll den som gäller.",
                f"‘{row.en}’ ({path}) stands several times, and the profile takes one. Keep the one that applies.",
            )  # fmt: skip


def _paths(row: Row) -> tuple[str, str]:
    """The path as Turtle, and as it is told to people."""
    if row.slug == "format":
        return "[ sh:alternativePath ( dcterms:format dcat:mediaType ) ]", "dcterms:format eller dcat:mediaType"
    if row.slug == "classification":
        # The template writes the namespace with https; W3C's has http. Both are read.
        other = "<https://www.w3.org/ns/org#classification>"
        return f"[ sh:alternativePath ( {row.path} {other} ) ]", row.path
    path = row.path or "dcterms:license"
    return path, path


def _kind(row: Row) -> Iterator[Constraint]:
    """The type of a contact point: one of two, whatever else it is."""
    asks = f"sh:qualifiedValueShape [ sh:in ( {' '.join(map(short, row.choices))} ) ] ;"
    yield Constraint(
        row, "required", "rdf:type", f"{asks} sh:qualifiedMinCount 1", "QualifiedMinCount", VIOLATION,
        "Kontaktuppgiften säger inte vad den är. Skriv typen vcard:Organization (en roll eller enhet) eller "
        "vcard:Individual.",
        "The contact point does not say what it is. Write the type vcard:Organization (a role or unit) or "
        "vcard:Individual.",
    )  # fmt: skip
    yield Constraint(
        row, "once", "rdf:type", f"{asks} sh:qualifiedMaxCount 1", "QualifiedMaxCount", VIOLATION,
        "Kontaktuppgiften är både vcard:Organization och vcard:Individual. Behåll den typ som gäller.",
        "The contact point is both vcard:Organization and vcard:Individual. Keep the type that applies.",
    )  # fmt: skip


def _high_value(row: Row) -> Constraint:
    template = TEMPLATES[row.template]
    asks = (
        f"sh:or ( [ sh:path {row.path} ; sh:minCount 1 ] "
        f"[ sh:not [ sh:path dcatap:applicableLegislation ; sh:hasValue {REGULATION} ] ] )"
    )
    return Constraint(
        row, "required", "", asks, "Or", VIOLATION,
        f"{template.sv} är angiven som värdefull (förordning 2023/138) och saknar ”{row.sv}”. Lägg till "
        f"{row.path} ur listan <http://data.europa.eu/bna/>.",
        f"{template.en} is said to be of high value (regulation 2023/138) and lacks ‘{row.en}’. Add {row.path} "
        "from the list <http://data.europa.eu/bna/>.",
    )  # fmt: skip


def _values(row: Row) -> Iterator[Constraint]:
    path = row.path or "dcterms:license"
    if row.slug in ("format", "otherIdentifier") or (row.slug == "type" and row.template == "dcat:contactPoint"):
        return
    if row.slug == "classification":
        path = _paths(row)[0]
    told = ("”" + row.sv + "” (" + (row.path or "dcterms:license") + ")", f"‘{row.en}’ ({row.path or path})")
    if row.choices:
        yield _list(row, path, told)
    elif row.node == "LANGUAGE_LITERAL":
        yield _text(row, path, told)
        yield _tagged(row, path, told)
    elif row.node in ("LITERAL", "ONLY_LITERAL"):
        yield _text(row, path, told)
    elif row.node == "DATATYPE_LITERAL":
        yield _typed(row, path, told)
    elif row.classes:
        yield from _described(row, path, told)
    else:
        yield _linked(row, path, told)


def _list(row: Row, path: str, told: tuple[str, str]) -> Constraint:
    language = row.slug == "language"
    pattern = f'sh:pattern "^{EU}language/[A-Z0-9_]+$"'.replace(".", "\\\\.")
    asks = pattern if language else f"sh:in ( {' '.join(map(short, row.choices))} )"
    where = f"{EU}language/" if language else row.choices[0].rpartition("/")[0] + "/"
    like = f"{EU}language/SWE" if language else row.choices[0]
    service_type = row.slug == "type" and row.template == "dcat:DataService"
    closed = row.slug not in OPEN_LISTS and not service_type
    return Constraint(
        row, "list", path, asks, "Pattern" if language else "In", VIOLATION if closed else WARNING,
        f"Värdet i {told[0]} finns inte i profilens lista. Välj ett ur <{where}>, till exempel <{like}>.",
        f"The value of {told[1]} is not in the profile's list. Choose one from <{where}>, for example <{like}>.",
    )  # fmt: skip


def _text(row: Row, path: str, told: tuple[str, str]) -> Constraint:
    return Constraint(
        row, "text", path, "sh:nodeKind sh:Literal", "NodeKind", VIOLATION,
        f"{told[0]} ska vara text. Skriv den inom citattecken i stället för som länk.",
        f"{told[1]} must be text. Write it in quotation marks instead of as a link.",
    )  # fmt: skip


def _tagged(row: Row, path: str, told: tuple[str, str]) -> Constraint:
    return Constraint(
        row, "language", path, "sh:or ( [ sh:datatype rdf:langString ] [ sh:nodeKind sh:BlankNodeOrIRI ] )", "Or",
        WARNING,
        f"{told[0]} saknar språk. Skriv språket efter texten: @sv för svenska, @en för engelska.",
        f"{told[1]} has no language. Write the language after the text: @sv for Swedish, @en for English.",
    )  # fmt: skip


def _typed(row: Row, path: str, told: tuple[str, str]) -> Constraint:
    if row.slug in _DATATYPES:
        datatype, sv, en, like = _DATATYPES[row.slug]
        asks, component = f"sh:datatype {datatype}", "Datatype"
    else:
        asks = f"sh:or ( {' '.join(f'[ sh:datatype {each} ]' for each in _DATES)} )"
        component, sv, en, like = "Or", "ett datum", "a date", '"2026-01-31"^^xsd:date'
    return Constraint(
        row, "datatype", path, asks, component, VIOLATION,
        f"{told[0]} ska vara {sv} med sin datatyp, till exempel {like}.",
        f"{told[1]} must be {en} with its datatype, for example {like}.",
    )  # fmt: skip


def _described(row: Row, path: str, told: tuple[str, str]) -> Iterator[Constraint]:
    classes = (*row.classes, *_DESCRIBED.get(row.path, ()))
    these = " ".join(f"[ sh:class {each} ]" for each in classes)
    untyped = "sh:path rdf:type ; sh:maxCount 0"
    listed_sv, listed_en = " eller ".join(classes), " or ".join(classes)
    if row.node == "URI":
        yield _linked(row, path, told)
    if row.node == "RESOURCE" and row.form == "choice":
        yield Constraint(
            row, "class", path, f"sh:or ( {these} )" if len(classes) > 1 else f"sh:class {classes[0]}",
            "Or" if len(classes) > 1 else "Class", VIOLATION,
            f"{told[0]} pekar på något som inte beskrivs här som {listed_sv}. Beskriv det i samma fil, eller rätta "
            "IRI:n.",
            f"{told[1]} points to something that is not described here as {listed_en}. Describe it in the same file, "
            "or correct the IRI.",
        )  # fmt: skip
        return
    loose = f"[ {untyped} ]"
    if row.node == "RESOURCE":
        loose = f"[ sh:nodeKind sh:IRI ; sh:property [ {untyped} ] ]"
    yield Constraint(
        row, "class", path, f"sh:or ( {these} {loose} )", "Or", VIOLATION,
        f"{told[0]} ska vara {listed_sv}, och är här något annat. Rätta typen, eller peka på rätt resurs.",
        f"{told[1]} must be {listed_en}, and is something else here. Correct the type, or point to the right resource.",
    )  # fmt: skip


def _linked(row: Row, path: str, told: tuple[str, str]) -> Constraint:
    resource = row.node != "URI"
    kind = "sh:BlankNodeOrIRI" if resource else "sh:IRI"
    return Constraint(
        row, "iri", path, f"sh:nodeKind {kind}", "NodeKind", VIOLATION,
        f"{told[0]} ska vara en IRI, till exempel en webbadress. Skriv <https://…> i stället för text eller en nod "
        "utan namn.",
        f"{told[1]} must be an IRI, a web address for example. Write <https://…> instead of text or a node without a "
        "name.",
    )  # fmt: skip
