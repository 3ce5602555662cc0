"""What pages ask of a release, by the prepared questions: statements with names, mentions, sources, lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import NotFound
from kg.query import prepared
from kg.query.question import Engine, Term
from kg.serve.model import Labels
from kg.serve.thing import statements
from kg.serve.thing.statements import Name, Statements

Row = Mapping[str, Term]


@dataclass(frozen=True)
class Mention:
    """That something refers to a thing: what it is, what it is called, and by which property, in which roles."""

    iri: str
    labels: Labels
    properties: tuple[str, ...]
    roles: tuple[Labels, ...] = ()


def known(engine: Engine, iri: str) -> bool:
    """Whether anything is published about an IRI."""
    return prepared.boolean(engine, "page-known", {"thing": _named(iri)})


def used(engine: Engine, iri: str) -> bool:
    """Whether an IRI is used as a property."""
    return prepared.boolean(engine, "page-used", {"thing": _named(iri)})


def first_of(engine: Engine, class_iri: str) -> str | None:
    """One thing of a class, always the same in a release; None where there is none."""
    rows = prepared.rows(engine, "page-first", {"type": _named(class_iri)})
    found = rows[0]["thing"] if rows else None
    return found.value if isinstance(found, NamedNode) else None


def record_triples(engine: Engine, record: str) -> list[Triple]:
    """Every published statement on what a record speaks of: the thing, its nodes, the record itself."""
    return prepared.triples(engine, "page-statements", {"record": _named(record)})


def description_triples(engine: Engine, iri: str) -> list[Triple]:
    """Every published statement with that subject."""
    return prepared.triples(engine, "page-description", {"thing": _named(iri)})


def scheme_triples(engine: Engine, scheme: str) -> list[Triple]:
    """Every statement on a concept scheme and its concepts."""
    concepts_ = prepared.triples(engine, "page-scheme", {"scheme": _named(scheme)})
    return [*description_triples(engine, scheme), *concepts_]


def ontology_triples(engine: Engine, ontology: str) -> list[Triple]:
    """Every statement on the ontology and its terms."""
    terms_ = prepared.triples(engine, "page-ontology", {"ontology": _named(ontology)})
    return [*description_triples(engine, ontology), *terms_]


def graph_triples(engine: Engine, graph: str) -> list[Triple]:
    """Every statement in a named graph."""
    return prepared.triples(engine, "page-graph", {"graph": _named(graph)})


def of_record(engine: Engine, record: str) -> Statements:
    """The statements of a record with the names of what they mention."""
    rows = prepared.rows(engine, "page-names", {"record": _named(record)})
    return statements.of(record_triples(engine, record), _names(rows, "thing"))


def of_thing(engine: Engine, iri: str) -> Statements:
    """The statements on one IRI with the names of what they mention."""
    rows = prepared.rows(engine, "page-names-around", {"thing": _named(iri)})
    return statements.of(description_triples(engine, iri), _names(rows, "other"))


def mentions(engine: Engine, iri: str) -> list[Mention]:
    """The records that mention a thing, each once."""
    return _mentions(prepared.rows(engine, "page-mentions", {"thing": _named(iri)}), "owner")


def references(engine: Engine, iri: str) -> list[Mention]:
    """What refers to an IRI in whatever graph, each once."""
    return _mentions(prepared.rows(engine, "page-references", {"thing": _named(iri)}), "other")


def sources(engine: Engine, record: str) -> Mapping[str, Statements]:
    """What is known of each document that a record's facts come from."""
    found: dict[str, list[Row]] = {}
    for row in prepared.rows(engine, "page-sources", {"record": _named(record)}):
        found.setdefault(row["document"].value, []).append(row)
    return {document: _statements(document, rows) for document, rows in found.items()}


def things(engine: Engine, class_iri: str) -> dict[str, Labels]:
    """The things of a class and what they are called."""
    named = _names(prepared.rows(engine, "page-things", {"type": _named(class_iri)}), "thing")
    return {iri: name.labels for iri, name in named.items()}


def column(engine: Engine, class_iri: str, property_: str) -> Sequence[Row]:
    """The values of a property on the things of a class: thing, value."""
    return prepared.rows(engine, "page-column", {"type": _named(class_iri), "property": _named(property_)})


def column_names(engine: Engine, class_iri: str, property_: str) -> dict[str, Labels]:
    """What those values are called; apart from them, because many things share a few values."""
    rows = prepared.rows(engine, "page-column-names", {"type": _named(class_iri), "property": _named(property_)})
    return {iri: name.labels for iri, name in _names(rows, "value").items()}


def facet(engine: Engine, class_iri: str, property_: str, through: str, *, inverse: bool) -> Sequence[Row]:
    """What the things of a class are narrowed by, through a property of their values: thing, value."""
    bindings = {"type": _named(class_iri), "property": _named(property_), "through": _named(through)}
    return prepared.rows(engine, "page-facet-inverse" if inverse else "page-facet", bindings)


def value_names(engine: Engine, property_: str) -> dict[str, Labels]:
    """What the values of a property are called."""
    rows = prepared.rows(engine, "page-value-names", {"property": _named(property_)})
    return {iri: name.labels for iri, name in _names(rows, "value").items()}


def aligned(engine: Engine, vocabulary: str) -> Sequence[Row]:
    """Our terms and concepts that have a counterpart in another vocabulary: term, how, other."""
    return prepared.rows(engine, "page-aligned", {"vocabulary": Literal(vocabulary)})


def periods(engine: Engine, class_iri: str) -> Sequence[Row]:
    """The times of the things of a class: thing, edtf, rank."""
    return prepared.rows(engine, "page-periods", {"type": _named(class_iri)})


def concepts(engine: Engine, scheme: str) -> dict[str, Statements]:
    """What is said of each concept of a scheme."""
    return _grouped(prepared.rows(engine, "page-concepts", {"scheme": _named(scheme)}), "concept")


def uses(engine: Engine, scheme: str) -> dict[str, int]:
    """How many records use each concept of a scheme."""
    rows = prepared.rows(engine, "page-uses", {"scheme": _named(scheme)})
    return {row["concept"].value: int(row["records"].value) for row in rows}


def schemes(engine: Engine) -> dict[str, Statements]:
    """What is said of each concept scheme."""
    return _grouped(prepared.rows(engine, "page-schemes"), "scheme")


def terms(engine: Engine, ontology: str) -> dict[str, Statements]:
    """What is said of each term of the ontology."""
    given = prepared.rows(engine, "page-terms", {"ontology": _named(ontology)})
    return _grouped(given, "term")


def called(engine: Engine, iri: str) -> Labels:
    """What a thing is called, by language; empty when nobody says."""
    found = _names(prepared.rows(engine, "name-of", {"thing": _named(iri)}), "thing")
    return found[iri].labels if iri in found else {}


def with_value(engine: Engine, property_: str, value: Term) -> list[str]:
    """The things that say this of a property."""
    found = prepared.rows(engine, "same-value", {"property": _named(property_), "value": value})
    return sorted({row["thing"].value for row in found})


def graphs(engine: Engine) -> list[tuple[str, int]]:
    """The named graphs and their sizes, largest first."""
    return [(row["graph"].value, int(row["statements"].value)) for row in prepared.rows(engine, "page-graphs")]


def size(engine: Engine) -> int:
    """How many statements the default graph has."""
    return int(prepared.rows(engine, "page-size")[0]["statements"].value)


def classes(engine: Engine) -> list[tuple[str, int, str]]:
    """The classes that have things, how many, and a name."""
    found = prepared.rows(engine, "page-classes")
    return [
        (row["class"].value, int(row["things"].value), row["label"].value if "label" in row else "")
        for row in found
        if "class" in row and isinstance(row["class"], NamedNode)
    ]


def _named(iri: str) -> NamedNode:
    """The IRI as a term; what can't be one names nothing."""
    try:
        return NamedNode(iri)
    except ValueError as wrong:
        raise NotFound(f"{iri!r} isn't an IRI.", message_sv=f"{iri!r} är ingen IRI.") from wrong


def _names(rows: Iterable[Row], variable: str) -> dict[str, Name]:
    labels: dict[str, dict[str, str]] = {}
    sectors: dict[str, str] = {}
    # An engine gives rows in any order, and what is made of them must be the same.
    for row in sorted(rows, key=lambda row: str(row.get("label"))):
        iri, label = row[variable].value, row.get("label")
        if isinstance(label, Literal):
            labels.setdefault(iri, {}).setdefault(_tag(label), label.value)
        if "sector" in row:
            sectors[iri] = row["sector"].value
    return {iri: Name(dict(sorted(labels[iri].items())), sectors.get(iri)) for iri in sorted(labels)}


def _mentions(rows: Iterable[Row], variable: str) -> list[Mention]:
    labels: dict[str, dict[str, str]] = {}
    properties: dict[str, set[str]] = {}
    roles: dict[str, dict[str, dict[str, str]]] = {}
    for row in rows:
        iri, label, role = row[variable].value, row.get("label"), row.get("roleLabel")
        labels.setdefault(iri, {})
        if isinstance(label, Literal):
            labels[iri].setdefault(_tag(label), label.value)
        properties.setdefault(iri, set()).add(row["property"].value)
        if isinstance(role, Literal):
            roles.setdefault(iri, {}).setdefault(row["role"].value if "role" in row else role.value, {})[_tag(role)] = (
                role.value
            )
    return [
        Mention(iri, said, tuple(sorted(properties[iri])), tuple(roles.get(iri, {}).values()))
        for iri, said in labels.items()
    ]


def _grouped(rows: Iterable[Row], variable: str) -> dict[str, Statements]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[variable].value, []).append(row)
    return {iri: _statements(iri, rows) for iri, rows in found.items()}


def _statements(iri: str, rows: Iterable[Row]) -> Statements:
    subject = NamedNode(iri)
    triples, names = [], []
    for row in rows:
        property_ = row["property"]
        if isinstance(property_, NamedNode):
            triples.append(Triple(subject, property_, row["value"]))
        if "label" in row and isinstance(row["value"], NamedNode):
            names.append({"thing": row["value"], "label": row["label"]})
    return statements.of(triples, _names(names, "thing"))


def _tag(literal: Literal) -> str:
    return (literal.language or "sv").partition("-")[0]
