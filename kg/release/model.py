"""What pages, tables and forms know of kinds and fields, read from the ontology and the shapes: model.json.

A new kind is an ontology entry and a shape: this module finds both, and nothing else in `kg` names a kind.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.parse.vocabulary import Vocabulary
from kg.rdf.iris import Base
from kg.rdf.namespaces import DASH, DCTERMS, OWL, RDF, RDFS, SH, SKOS
from kg.release.choosing import concepts
from kg.validate.shapes import Shapes

Json: TypeAlias = "Mapping[str, object]"
Text = dict[str, str]


def model(vocabulary: Vocabulary, shapes: Shapes, base: Base) -> dict[str, object]:
    """The model as JSON: kinds, classes with their fields, groups of fields, and every term's words."""
    graph = ox.Store()
    graph.extend([Quad(q.subject, q.predicate, q.object) for q in (*vocabulary.quads, *shapes.quads)])
    reader = _Reader(graph, base)
    return {
        "base": base.iri,
        "kinds": reader.kinds(vocabulary.kinds),
        "classes": reader.classes(),
        "groups": reader.groups(),
        "terms": reader.terms(),
        "schemes": reader.schemes(),
        "concepts": concepts(vocabulary.quads),
        "properties": reader.properties(),
    }


class _Reader:
    def __init__(self, store: ox.Store, base: Base) -> None:
        self._store = store
        self._base = base

    def kinds(self, declared: Mapping[str, str]) -> list[Json]:
        found = []
        for name, iri in declared.items():
            node = NamedNode(iri)
            order = self._number(node, self._base.ns("kindOrder"))
            found.append(
                {
                    "name": name,
                    "class": iri,
                    "label": self._text(node, RDFS.label),
                    "plural": self._text(node, self._base.ns("pluralLabel")) or self._text(node, RDFS.label),
                    "definition": self._text(node, SKOS.definition),
                    "order": order if order is not None else 99,
                    "shape": self._shape_of(node),
                }
            )
        return sorted(found, key=lambda kind: (str(kind["order"]).zfill(6), str(kind["name"])))

    def classes(self) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for quad in self._store.quads_for_pattern(None, SH.targetClass, None, None):
            if isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
                fields = [self._field(node) for node in self._nodes(quad.subject, SH.property)]
                known = found.get(quad.object.value)
                earlier = known["fields"] if known else []
                named_by = self._named_by(quad.subject) or (known["named_by"] if known else [])
                every = [*(earlier if isinstance(earlier, list) else []), *(f for f in fields if f)]
                found[quad.object.value] = {
                    "label": self._text(quad.object, RDFS.label),
                    "definition": self._text(quad.object, SKOS.definition),
                    "fields": _merged(every),
                    "named_by": named_by,
                    "main": self._first(quad.subject, self._base.ns("mainAnswer")) or (known or {}).get("main"),
                    "subclasses": self._subjects(RDFS.subClassOf, quad.object),
                }
        return dict(sorted(found.items()))

    def groups(self) -> dict[str, Json]:
        nodes = self._typed(SH.PropertyGroup)
        return {n.value: {"label": self._text(n, RDFS.label), "order": self._number(n, SH.order) or 0} for n in nodes}

    def terms(self) -> dict[str, Json]:
        nodes = {q.subject for q in self._store.quads_for_pattern(None, RDFS.label, None, None)}
        named = sorted((n for n in nodes if isinstance(n, NamedNode)), key=lambda n: n.value)
        return {
            n.value: {"label": self._text(n, RDFS.label), "definition": self._text(n, SKOS.definition)}
            for n in named
            if n not in set(self._typed(SH.PropertyGroup))
        }

    def schemes(self) -> list[Json]:
        return [
            {
                "iri": n.value,
                "label": self._text(n, SKOS.prefLabel) or self._text(n, DCTERMS.title) or self._text(n, RDFS.label),
                "definition": self._text(n, SKOS.definition) or self._text(n, DCTERMS.description),
            }
            for n in self._typed(SKOS.ConceptScheme)
        ]

    def properties(self) -> list[str]:
        """Every property that the ontology has words for; one of another vocabulary is told by its small letter."""
        kinds = (RDF.Property, OWL.ObjectProperty, OWL.DatatypeProperty)
        ours = {node.value for kind in kinds for node in self._typed(kind) if self._text(node, RDFS.label)}
        theirs = {
            iri for iri in self.terms() if not self._nodes(NamedNode(iri), RDF.type) and _local(iri)[:1].islower()
        }
        return sorted(ours | theirs)

    def _field(self, shape: NamedNode) -> dict[str, object] | None:
        path, inverse = self._path(shape)
        if path is None:
            return None
        node_shape = next(iter(self._nodes(shape, SH.node)), None)
        target = next(iter(self._nodes(node_shape, SH.targetClass)), None) if node_shape else None
        klass = next(iter(self._nodes(shape, _CLASS)), None)
        return {
            "path": path.value,
            "inverse": inverse,
            "name": self._text(shape, SH.name) or self._text(path, RDFS.label),
            "description": self._text(shape, SH.description),
            "order": self._number(shape, SH.order) or 0,
            "group": next((n.value for n in self._nodes(shape, SH.group)), None),
            "datatype": next((n.value for n in self._nodes(shape, SH.datatype)), None),
            "class": klass.value if klass else None,
            "node_class": target.value if target else self._node_class(klass),
            "min": self._number(shape, SH.minCount),
            "max": self._number(shape, SH.maxCount),
            "derived": self._flag(path, self._base.ns("derived")) or self._flag(shape, self._base.ns("derived")),
            **self._asked(shape, path, node_shape),
        }

    def _asked(self, shape: NamedNode, path: NamedNode, node_shape: NamedNode | None) -> dict[str, object]:
        """What a form needs beside what a page shows, where the shape says it: choices, bounds, how it is asked."""
        either = [term for term in self._list(shape, _OR) if isinstance(term, NamedNode)]
        choices = [term.value for term in self._list(shape, _IN) if isinstance(term, NamedNode)]
        ranges = self._nodes(path, RDFS.range)
        asked: dict[str, object] = {
            "datatypes": [n.value for each in either for n in self._nodes(each, SH.datatype)] or None,
            "classes": [n.value for each in either for n in self._nodes(each, _CLASS)] or None,
            "scheme": self._scheme(node_shape) if node_shape else None,
            "choices": choices or None,
            "node_kind": self._first(shape, SH.nodeKind),
            "pattern": self._first(shape, SH.pattern),
            "least": self._number(shape, SH.minInclusive),
            "most": self._number(shape, SH.maxInclusive),
            "unique_lang": self._flag(shape, SH.uniqueLang) or None,
            "of_properties": RDF.Property in ranges or None,
            "default": self._first(shape, SH.defaultValue),
            "goes_with": self._first(shape, self._base.ns("goesWith")),
            "long": self._first(shape, DASH.singleLine) == "false" or None,
            "seldom": self._flag(shape, self._base.ns("seldomAsked")) or None,
            "read_only": self._flag(shape, DASH.readOnly) or None,
            "examples": self._text(shape, SKOS.example),
            "message": self._text(shape, SH.message),
            **{key: self._words(shape, self._base.ns(name)) or None for key, name in _CALLED.items()},
            "of_full_record": self._flag(shape, self._base.ns("ofFullRecord")) or None,
            "facet": self._number(shape, self._base.ns("facetOrder")),
            "facet_through": self._first(shape, self._base.ns("facetThrough")),
        }
        return {name: value for name, value in asked.items() if value not in (None, {})}

    def _scheme(self, node_shape: NamedNode) -> str | None:
        """The scheme that a value belongs to, where the shape of the value says so."""
        for inner in self._nodes(node_shape, SH.property):
            if SKOS.inScheme in self._nodes(inner, SH.path):
                return self._first(inner, SH.hasValue)
        return None

    def _named_by(self, shape: NamedNode) -> list[Json]:
        terms = self._list(shape, self._base.ns("namedBy"))
        return [{"property" if isinstance(term, NamedNode) else "word": term.value} for term in terms]

    def _list(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
        """The members of a list in their order."""
        heads = [q.object for q in self._store.quads_for_pattern(subject, predicate, None, None)]
        found: list[NamedNode | Literal] = []
        while heads and isinstance(heads[0], BlankNode):
            head = heads[0]
            first = [q.object for q in self._store.quads_for_pattern(head, RDF.first, None, None)]
            found.extend(term for term in first if isinstance(term, NamedNode | Literal))
            heads = [q.object for q in self._store.quads_for_pattern(head, RDF.rest, None, None)]
        return found

    def _first(self, subject: NamedNode, predicate: NamedNode) -> str | None:
        for quad in self._store.quads_for_pattern(subject, predicate, None, None):
            if isinstance(quad.object, NamedNode | Literal):
                return quad.object.value
        return None

    def _subjects(self, predicate: NamedNode, value: NamedNode) -> list[str]:
        found = {q.subject for q in self._store.quads_for_pattern(None, predicate, value, None)}
        return sorted(n.value for n in found if isinstance(n, NamedNode))

    def _path(self, shape: NamedNode) -> tuple[NamedNode | None, bool]:
        for quad in self._store.quads_for_pattern(shape, SH.path, None, None):
            if isinstance(quad.object, NamedNode):
                return quad.object, False
            for inner in self._store.quads_for_pattern(quad.object, SH.inversePath, None, None):  # type: ignore[arg-type]
                if isinstance(inner.object, NamedNode):
                    return inner.object, True
        return None, False

    def _node_class(self, klass: NamedNode | None) -> str | None:
        """The class of a value that lives inside the record: one that has a shape and is no kind."""
        if klass is None or self._number(klass, self._base.ns("kindOrder")) is not None:
            return None
        shaped = any(True for _ in self._store.quads_for_pattern(None, SH.targetClass, klass, None))
        kind = any(True for _ in self._store.quads_for_pattern(klass, self._base.ns("kind"), None, None))
        return klass.value if shaped and not kind else None

    def _shape_of(self, klass: NamedNode) -> str | None:
        shapes = sorted(str(q.subject) for q in self._store.quads_for_pattern(None, SH.targetClass, klass, None))
        return shapes[0].strip("<>") if shapes else None

    def _typed(self, klass: NamedNode) -> list[NamedNode]:
        found = {q.subject for q in self._store.quads_for_pattern(None, RDF.type, klass, None)}
        return sorted((n for n in found if isinstance(n, NamedNode)), key=lambda n: n.value)

    def _nodes(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        found = {q.object for q in self._store.quads_for_pattern(subject, predicate, None, None)}
        return sorted((n for n in found if isinstance(n, NamedNode)), key=lambda n: n.value)

    def _text(self, subject: NamedNode, predicate: NamedNode) -> Text:
        said = {}
        for quad in self._store.quads_for_pattern(subject, predicate, None, None):
            if isinstance(quad.object, Literal):
                said[quad.object.language or "en"] = quad.object.value
        return dict(sorted(said.items(), reverse=True))

    def _words(self, subject: NamedNode, predicate: NamedNode) -> list[str]:
        """Every text of a property, whatever its language."""
        objects = (q.object for q in self._store.quads_for_pattern(subject, predicate, None, None))
        return sorted({o.value for o in objects if isinstance(o, Literal)})

    def _number(self, subject: NamedNode, predicate: NamedNode) -> float | int | None:
        for quad in self._store.quads_for_pattern(subject, predicate, None, None):
            if isinstance(quad.object, Literal):
                value = float(quad.object.value)
                return int(value) if value.is_integer() else value
        return None

    def _flag(self, subject: NamedNode, predicate: NamedNode) -> bool:
        objects = (q.object for q in self._store.quads_for_pattern(subject, predicate, None, None))
        return any(isinstance(o, Literal) and o.value == "true" for o in objects)


def _merged(fields: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    """One field a path: several property shapes may constrain the same field; the first that is named shows it."""
    found: dict[tuple[str, bool], dict[str, object]] = {}
    for each in sorted(fields, key=lambda f: (not f["name"], f["order"] or 999)):
        key = (str(each["path"]), bool(each["inverse"]))
        known = found.setdefault(key, dict(each))
        for name, value in each.items():
            if known.get(name) in (None, {}):
                known[name] = value
    return sorted(found.values(), key=lambda f: (float(str(f["order"])), str(f["path"])))


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


_CALLED = {"labels": "sourceLabel", "start_labels": "startLabel", "end_labels": "endLabel", "counted_as": "countedAs"}
"""What a draft is read by: the words that lead to a field."""
_CLASS = NamedNode("http://www.w3.org/ns/shacl#class")
_OR = NamedNode("http://www.w3.org/ns/shacl#or")
_IN = NamedNode("http://www.w3.org/ns/shacl#in")
