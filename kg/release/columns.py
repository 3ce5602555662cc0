"""The columns of a table, from the model: which properties it shows, under which headers, as what datatypes.

A field whose values are things gives two columns (IRI and label), one whose values are texts one for each language.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyoxigraph import Literal, NamedNode

from kg.rdf.namespaces import FOAF, PROV, RDF, XSD, prefixes
from kg.release.survey import space_of

Json = Mapping[str, object]
Text = Mapping[str, str]
LANGUAGES = ("sv", "en")
JOINT = " | "
_CSVW = {
    XSD.integer.value: "integer",
    XSD.decimal.value: "decimal",
    XSD.boolean.value: "boolean",
    XSD.date.value: "date",
    XSD.dateTime.value: "dateTime",
    XSD.gYear.value: "gYear",
    XSD.gYearMonth.value: "gYearMonth",
    XSD.anyURI.value: "anyURI",
}
UNTOUCHED = frozenset(_CSVW) - {XSD.anyURI.value}
"""Datatypes whose values a spreadsheet can't take for a formula, or rightly takes for a number."""
_EXTRA = {"sv": " (namn)", "en": " (name)"}


@dataclass(frozen=True)
class Field:
    """A property as the model tells of it, in one direction."""

    path: str
    inverse: bool
    name: Text
    datatype: str | None
    of_things: bool
    node_class: str | None
    single: bool


@dataclass
class Seen:
    """What a look at the data showed of a field's values, where the model leaves it open."""

    languages: set[str] = field(default_factory=set)
    datatypes: set[str] = field(default_factory=set)
    things: bool = False
    own: bool = False

    def take(self, value: object, base_iri: str) -> None:
        """Note a value."""
        if isinstance(value, NamedNode):
            self.things = True
            self.own = self.own or value.value.startswith(base_iri)
        elif isinstance(value, Literal):
            self.languages.add(value.language or "")
            self.datatypes.add(value.datatype.value)

    @property
    def datatype(self) -> str:
        """The one datatype of CSV on the Web that holds every value."""
        found = {_CSVW.get(each, "string") for each in self.datatypes}
        return "decimal" if found == {"integer", "decimal"} else found.pop() if len(found) == 1 else "string"


@dataclass(frozen=True)
class Column:
    """One column: its header, titles, property, what it shows of a value, and its datatype in CSV on the Web.

    `of_record`: it tells of the row's record, not of the thing that the row is about.
    """

    name: str
    titles: Text
    field: Field
    shows: str  # `value`, `label`, or `text` in `language`
    language: str = ""
    datatype: str = "string"
    of_record: bool = False

    def as_json(self) -> Json:
        """The column as CSV on the Web describes it.

        A converter says of the row's thing what the columns say: so those that no property of it is told in are kept
        out, and one value that is a thing is an IRI, not a text. For several in a cell the standard has no word.
        """
        said: dict[str, object] = {"name": self.name, "titles": dict(self.titles), "datatype": self.datatype}
        told = self.shows != "label" and not self.field.inverse
        if told:
            said["propertyUrl"] = self.field.path
        if self.of_record or not told:
            said["suppressOutput"] = True
        if self.datatype == "anyURI" and self.field.datatype is None and self.field.single:
            said["valueUrl"] = f"{{+{self.name}}}"
        if self.language:
            said["lang"] = self.language
        if not self.field.single:
            said["separator"] = JOINT
        return said


def fields_of(said: Json) -> list[Field]:
    """The fields of a class in the model, in their order."""
    listed = said.get("fields")
    return [_field(each) for each in listed if isinstance(each, Mapping)] if isinstance(listed, Sequence) else []


def joined(several: Iterable[Sequence[Field]]) -> list[Field]:
    """Fields of several classes, each property once, the first class's first."""
    found: dict[tuple[str, bool], Field] = {}
    for each in (one for fields in several for one in fields):
        found.setdefault((each.path, each.inverse), each)
    return list(found.values())


def source_field() -> Field:
    """Where a node's fact was read: every table of nodes has it, whether or not the model lists it."""
    name = {"sv": "källa", "en": "source"}
    return Field(PROV.hadPrimarySource.value, False, name, None, of_things=True, node_class=None, single=False)


def type_field() -> Field:
    """Which of the kind's own classes a thing is of, where there are several."""
    return Field(
        RDF.type.value, False, {"sv": "typ", "en": "type"}, None, of_things=True, node_class=None, single=False
    )


def columns(
    fields: Sequence[Field], seen: Mapping[tuple[str, bool], Seen], base_iri: str, *, prefix: str = ""
) -> list[Column]:
    """The columns of these fields; a header that is taken gets its vocabulary's prefix in front.

    `prefix` begins every header of columns that tell of the rows' records.
    """
    made: list[Column] = []
    taken: set[str] = set()
    for each in fields:
        start = prefix + _local(each.path, base_iri)
        if each.inverse:
            start += "_of"
        if start in taken:
            start = prefix + _prefixed(each.path, base_iri)
        taken.add(start)
        found = _columns_of(each, start, seen.get((each.path, each.inverse), Seen()))
        made += [replace(column, of_record=bool(prefix)) for column in found]
    return made


def shown(each: Field, *, nodes: bool) -> bool:
    """Whether a table shows a field: a thing's own nodes have tables of their own, and a record's thing is its row."""
    return (nodes or not each.node_class) and each.path not in (RDF.type.value, FOAF.primaryTopic.value)


def _columns_of(each: Field, name: str, seen: Seen) -> list[Column]:
    titles = dict(each.name) or {"en": name}
    if each.of_things or each.inverse or (each.datatype is None and seen.things):
        # Where texts are among the values they are no addresses.
        value = Column(name, titles, each, "value", datatype="string" if seen.datatypes else "anyURI")
        if each.node_class or not (each.of_things or each.inverse or seen.own):
            return [value]
        named = {tag: text + _EXTRA.get(tag, " (name)") for tag, text in titles.items()}
        return [value, Column(f"{name}_label", named, each, "label")]
    if each.datatype == RDF.langString.value or (each.datatype is None and seen.languages - {""}):
        others = sorted(seen.languages - {"", *LANGUAGES})
        bare = [Column(name, titles, each, "text")] if "" in seen.languages else []
        return [
            *bare,
            *(Column(f"{name}_{_safe(tag)}", _in(titles, tag), each, "text", tag) for tag in (*LANGUAGES, *others)),
        ]
    datatype = _CSVW.get(each.datatype, "string") if each.datatype else seen.datatype
    return [Column(name, titles, each, "value", datatype=datatype)]


def _in(titles: Text, tag: str) -> Text:
    return {language: f"{text} ({tag})" for language, text in titles.items()}


def _field(said: Json) -> Field:
    name = said.get("name")
    datatype, nodes = said.get("datatype"), said.get("node_class")
    return Field(
        path=str(said["path"]),
        inverse=said.get("inverse") is True,
        name=name if isinstance(name, Mapping) else {},
        datatype=datatype if isinstance(datatype, str) else None,
        of_things=bool(said.get("class") or said.get("node_class")),
        node_class=nodes if isinstance(nodes, str) else None,
        single=said.get("max") == 1,
    )


def _local(iri: str, base_iri: str) -> str:
    return _safe(iri[len(space_of(iri)) :]) or _prefixed(iri, base_iri)


def _prefixed(iri: str, base_iri: str) -> str:
    space = space_of(iri)
    known = next((name for name, namespace in prefixes(base_iri).items() if namespace == space), "other")
    return f"{known}_{_safe(iri[len(space) :])}"


def _safe(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")
