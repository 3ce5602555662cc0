"""One CSV table a kind and one a class of nodes, made from the model alone: no kind is named here.

A kind's table has a row for each thing: its properties, then those of its record. What a thing's nodes say (a budget, a
participation) stands in a long table of its own, a row for each node, with its owner and its source. UTF-8, RFC 4180.

Several values in a cell are separated by ` | `, labels in the order of their IRIs; a text that holds the separator
itself can't be told from two here, only in the RDF dumps. A text that a spreadsheet would take for a formula (it begins
with = + - @, a tab or a carriage return) gets a `'` in front; numbers and dates stay as they are.
Beside each table lies its description in CSV on the Web: titles in two languages, datatypes and property IRIs.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, RDF, RDFS, SKOS
from kg.release.columns import Json, Text, fields_of
from kg.release.sheets import Group, Said, Sheet
from kg.release.survey import space_of
from kg.release.walk import Part, Walk

_NAMES = (RDFS.label.value, SKOS.prefLabel.value, DCTERMS.title.value)
_TYPE = (RDF.type.value, False)


def write(walk: Walk, folder: Path, model: Json) -> list[dict[str, object]]:
    """Write every table and its description into the folder, read each again, and tell what was made."""
    plan = _Plan(model, walk.base)
    for part in walk.parts():
        plan.look(part)
    with ExitStack() as opened:
        for sheet in plan.sheets:
            sheet.open(opened.enter_context((folder / f"{sheet.name}.csv").open("wb")))
        labels = plan.labels()
        for part in walk.parts():
            plan.fill(part, labels)
    made = []
    for sheet in plan.sheets:
        sheet.check(folder)
        text = json.dumps(sheet.described(), ensure_ascii=False, indent=1) + "\n"
        (folder / f"{sheet.name}.csv-metadata.json").write_bytes(text.encode())
        made += sheet.files()
    return made


class _Plan:
    """Every table of a release: first everything is looked at, then the rows are filled in."""

    def __init__(self, model: Json, base: Base) -> None:
        self._base = base
        kinds = [each for each in _listed(model, "kinds") if isinstance(each, Mapping)]
        classes: Mapping[str, Json] = _mapping(model, "classes")
        fields = [one for said in classes.values() for one in fields_of(said)]
        self._inverse = {each.path for each in fields if each.inverse}
        self._of_nodes = {each.path: each.node_class for each in fields if each.node_class}
        self._names: dict[str, dict[str, str]] = {}
        self._pointing: defaultdict[tuple[str, str], list[NamedNode]] = defaultdict(list)
        self._kinds = {str(kind["name"]): _kind_sheet(kind, model, base.iri) for kind in kinds}
        self._nodes: dict[str, Sheet] = {}
        for iri in sorted({each.node_class for each in fields if each.node_class} - {kind["class"] for kind in kinds}):
            name = _file_name(iri)
            label = _words(classes.get(iri, {}), "label")
            group = Group(iri, model, base.iri, nodes=True)
            self._nodes[iri] = Sheet(f"node-{name}" if name in self._kinds else name, label, [group], owned=True)

    @property
    def sheets(self) -> list[Sheet]:
        """The tables of kinds in the model's order, then those of nodes by class."""
        return [*self._kinds.values(), *self._nodes.values()]

    def look(self, part: Part) -> None:
        """Note a part: names, who points at whom, and what the columns have to hold."""
        quads = part.quads()
        for quad in quads:
            self._note(quad)
        for sheet, _, subjects in self._rows(part.key, _by_subject(quads)):
            for group, said in zip(sheet.groups, subjects, strict=True):
                group.look(said)

    def fill(self, part: Part, labels: Mapping[str, str]) -> None:
        """Write the rows that a part gives."""
        found = _by_subject(part.quads())
        for sheet, first, subjects in self._rows(part.key, found):
            sheet.add(
                first if len(first) == 1 else [*first[:2], labels.get(first[1], ""), *first[2:]], subjects, labels
            )

    def labels(self) -> dict[str, str]:
        """What things are called: in Swedish, else in English, else in any language."""
        return {iri: said.get("sv") or said.get("en") or said[min(said)] for iri, said in self._names.items()}

    def _rows(self, key: str, found: Mapping[str, Said]) -> Iterable[tuple[Sheet, list[str], list[Said]]]:
        """The rows of a part: its table, its own first cells, and what is said of its subjects."""
        kind = self._kinds.get(key.partition("/")[0])
        thing, record = self._base.iri + key, f"{self._base.iri}record/{key}"
        if kind is None or thing not in found:
            return
        yield kind, [thing], [self._with_pointing(thing, found[thing]), found.get(record, {})]
        pointing = _pointing(found)
        for iri, said in found.items():
            if iri in (thing, record):
                continue
            parents = pointing.get(iri, [])
            known = self._class_of(said, parents)
            if known is not None:
                names = [name for name, _ in parents]
                yield known, [iri, thing, thing if thing in names or not names else names[0]], [said]

    def _class_of(self, said: Said, parents: Sequence[tuple[str, str]]) -> Sheet | None:
        """The table of a node: the one its parent's property leads to, where it is of several classes."""
        types = sorted(each.value for each in said.get(_TYPE, ()) if isinstance(each, NamedNode))
        wanted = [iri for _, path in parents if (iri := self._of_nodes.get(path)) in types and iri is not None]
        return next((self._nodes[iri] for iri in (*wanted, *types) if iri in self._nodes), None)

    def _note(self, quad: Quad) -> None:
        path = quad.predicate.value
        if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
            if path in _NAMES and ("#" not in quad.subject.value or not self._base.owner_of(quad.subject.value)):
                said = self._names.setdefault(quad.subject.value, {})
                said.setdefault(quad.object.language or "", quad.object.value)
        elif path in self._inverse and isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
            self._pointing[(path, quad.object.value)].append(quad.subject)

    def _with_pointing(self, thing: str, said: Said) -> Said:
        """What is said of a thing, and what points at it by properties that the model shows in that direction."""
        pointing = {(path, True): self._pointing.get((path, thing), ()) for path in self._inverse}
        return {**said, **pointing}


def _kind_sheet(kind: Json, model: Json, base_iri: str) -> Sheet:
    label = _words(kind, "plural") or _words(kind, "label")
    groups = [Group(str(kind["class"]), model, base_iri), Group(None, model, base_iri, prefix="record_")]
    return Sheet(str(kind["name"]), label, groups, owned=False)


def _by_subject(quads: Iterable[Quad]) -> dict[str, dict[tuple[str, bool], list[object]]]:
    found: dict[str, dict[tuple[str, bool], list[object]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            said = found.setdefault(quad.subject.value, {})
            said.setdefault((quad.predicate.value, False), []).append(quad.object)
    return found


def _pointing(found: Mapping[str, Said]) -> dict[str, list[tuple[str, str]]]:
    """For each node of a part who points at it, and by which property."""
    pointing: dict[str, list[tuple[str, str]]] = {}
    for name, said in sorted(found.items()):
        for (path, _), values in sorted(said.items(), key=lambda pair: pair[0]):
            for value in values:
                if isinstance(value, NamedNode) and value.value in found:
                    pointing.setdefault(value.value, []).append((name, path))
    return pointing


def _file_name(iri: str) -> str:
    """A class as a file name.

    >>> _file_name("http://purl.org/dc/terms/PeriodOfTime")
    'period-of-time'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+", "-", iri[len(space_of(iri)) :]).strip("-").lower()


def _listed(said: Json, name: str) -> Sequence[object]:
    value = said.get(name)
    return value if isinstance(value, list) else []


def _mapping(said: Json, name: str) -> Mapping[str, Json]:
    value = said.get(name)
    return value if isinstance(value, Mapping) else {}


def _words(said: Json, name: str) -> Text:
    return {tag: str(text) for tag, text in _mapping(said, name).items()}
