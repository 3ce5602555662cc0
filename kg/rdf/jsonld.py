"""Write compact JSON-LD with a given context, so that reading it back gives exactly the same statements.

Properties, classes and datatypes get the context's short names; things keep their whole IRI, which a reader who
knows only JSON can follow. The terms used are embedded, so a document stands alone. A name that would change what
some IRI in the document means (a term `tag` beside the IRI `tag:…`) isn't used.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.errors import BadInput
from kg.rdf.jsonld_terms import Definition, Json, scheme_of, terms_of
from kg.rdf.namespaces import RDF, XSD

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Graph: TypeAlias = NamedNode | BlankNode | DefaultGraph
Subject: TypeAlias = NamedNode | BlankNode | Triple
Said: TypeAlias = tuple[NamedNode, Term]

_LOCAL = re.compile(r"[\w.%-]+")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,15}")
_EXACT = 2**53 - 1  # the largest whole number that every JSON reader keeps
_TYPE, _STRING, _INTEGER, _BOOLEAN = (each.value for each in (RDF.type, XSD.string, XSD.integer, XSD.boolean))


class Words:
    """A context made ready for writing; it remembers which of its names were used.

    `schemes` are those of every IRI that will be written: a name among them is left out of the context.
    """

    def __init__(self, context: Mapping[str, object], base_iri: str, *, schemes: Collection[str]) -> None:
        self._terms = terms_of(context, base_iri, schemes=schemes)
        self._longest_first = sorted(self._terms.prefixes.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        self._short: dict[str, str] = {}
        self._used: dict[str, Json] = {}

    def context(self) -> dict[str, Json]:
        """The names used so far, in alphabetical order."""
        return dict(sorted(self._used.items()))

    def node(self, subject: Subject, triples: Iterable[Said]) -> Json:
        """One object: a subject with its types and then its properties by name."""
        types: list[str] = []
        found: defaultdict[str, list[Json]] = defaultdict(list)
        maps: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for predicate, value in triples:
            iri = predicate.value
            if iri == _TYPE and not isinstance(value, Literal):
                types.append(self._vocabulary(value))
                continue
            known = self._terms.definitions.get(iri)
            if known is not None and "@language" in known.container:
                if isinstance(value, Literal) and value.language and not value.direction:
                    maps[self._name(known)][value.language].append(value.value)
                    continue
                known = None
            key = self._name(known) if known else self._shortened(iri)
            found[key].append(self._value(value, known.coercion if known else None))
        # Types come first: so a reader can stream the document (https://www.w3.org/TR/json-ld11-streaming/#key-ordering).
        said: dict[str, Json] = {self._keyword(self._terms.type, "@type"): _one_or_all(sorted(types))} if types else {}
        said[self._keyword(self._terms.id, "@id")] = _reference(subject)
        properties: dict[str, Json] = {key: self._list(key, values) for key, values in found.items()}
        properties |= {
            key: {tag: _one_or_all(sorted(texts)) for tag, texts in sorted(tags.items())} for key, tags in maps.items()
        }
        return said | dict(sorted(properties.items()))

    def graph(self, name: Graph, nodes: Sequence[Json]) -> Json:
        """A named graph with its nodes."""
        if isinstance(name, DefaultGraph):
            raise ValueError("the default graph has no name: its nodes stand in the document itself")
        return {self._keyword(self._terms.id, "@id"): _reference(name), "@graph": nodes}

    def _value(self, term: Term, coercion: str | None) -> Json:
        if not isinstance(term, Literal):
            said = _reference(term)
            return said if coercion == "@id" else {self._keyword(self._terms.id, "@id"): said}
        if term.direction:
            raise _cannot_hold("a text with a base direction", "en text med skrivriktning")
        if term.language:
            return {"@language": term.language, "@value": term.value}
        datatype = term.datatype.value
        if coercion == datatype:
            return _native(term.value, datatype)
        if datatype == _STRING:
            return {"@value": term.value} if coercion else term.value
        native = _native(term.value, datatype)
        if coercion is None and not isinstance(native, str):
            return native
        return {"@type": self._shortened(datatype), "@value": term.value}

    def _vocabulary(self, term: Subject) -> str:
        return self._shortened(term.value) if isinstance(term, NamedNode) else _reference(term)

    def _shortened(self, iri: str) -> str:
        known = self._short.get(iri)
        if known is not None:
            return known
        for name, namespace in self._longest_first:
            rest = iri[len(namespace) :]
            if iri.startswith(namespace) and _LOCAL.fullmatch(rest):
                self._used[name] = namespace
                return self._short.setdefault(iri, f"{name}:{rest}")
        return self._short.setdefault(iri, iri)

    def _list(self, key: str, values: list[Json]) -> Json:
        ordered = sorted(values, key=_in_order) if len(values) > 1 else values
        known = self._used.get(key)
        whole = isinstance(known, Mapping) and "@set" in str(known.get("@container"))
        return ordered if whole else _one_or_all(ordered)

    def _name(self, known: Definition) -> str:
        if known.name not in self._used:
            self._used[known.name] = known.as_json()
        return known.name

    def _keyword(self, name: str, keyword: str) -> str:
        if name != keyword:
            self._used[name] = keyword
        return name


def write(
    statements: Iterable[Quad] | Iterable[Triple],
    context: Mapping[str, object],
    base_iri: str,
    *,
    dataset: bool = False,
) -> bytes:
    """The statements as one JSON-LD document, sorted; graph names are dropped unless a dataset is wanted.

    >>> from kg.rdf.namespaces import DCTERMS
    >>> said = [Triple(NamedNode("https://example.org/a"), DCTERMS.title, Literal("A", language="sv"))]
    >>> print(write(said, {"title": DCTERMS.title.value}, "https://example.org/").decode())
    {
     "@context": {
      "title": "http://purl.org/dc/terms/title"
     },
     "@graph": [
      {
       "@id": "https://example.org/a",
       "title": {
        "@language": "sv",
        "@value": "A"
       }
      }
     ]
    }
    <BLANKLINE>
    """
    graphs = _by_graph(statements, dataset=dataset)
    schemes = schemes_of(s for triples in graphs.values() for s in triples)
    schemes |= {scheme_of(name.value) for name in graphs if isinstance(name, NamedNode)}
    words = Words(context, base_iri, schemes=schemes)
    nodes: list[Json] = []
    for name in sorted(graphs, key=str):
        inside = [words.node(subject, pairs) for subject, pairs in by_subject(graphs[name])]
        nodes += inside if isinstance(name, DefaultGraph) else [words.graph(name, inside)]
    return "".join([head(words), *listed(nodes), TAIL]).encode()


def schemes_of(triples: Iterable[Triple]) -> set[str]:
    """The schemes of every IRI in the statements, datatypes too.

    >>> sorted(schemes_of([Triple(NamedNode("urn:a"), NamedNode("http://a/b"), NamedNode("tag:c"))]))
    ['http', 'tag', 'urn']
    """
    found: set[str] = set()
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, NamedNode):
                found.add(scheme_of(term.value))
            elif isinstance(term, Literal) and not term.language:
                found.add(scheme_of(term.datatype.value))
    return found


def by_subject(triples: Iterable[Triple]) -> Iterator[tuple[Subject, list[Said]]]:
    """Each subject once, in order, with what is said of it."""
    found: dict[Subject, list[Said]] = {}
    for triple in triples:
        found.setdefault(triple.subject, []).append((triple.predicate, triple.object))
    yield from sorted(found.items(), key=lambda pair: _reference(pair[0]))


def head(words: Words) -> str:
    """The beginning of a document, up to its first node: call it when every node has been made."""
    text = json.dumps(words.context(), ensure_ascii=False, indent=1).replace("\n", "\n ")
    return f'{{\n "@context": {text},\n "@graph": ['


def listed(nodes: Iterable[Json], *, first: bool = True) -> Iterator[str]:
    """The nodes as text between `head` and `TAIL`; `first` says whether the document's first is among them."""
    for number, node in enumerate(nodes):
        text = json.dumps(node, ensure_ascii=False, indent=1).replace("\n", "\n  ")
        yield ("\n  " if first and number == 0 else ",\n  ") + text


TAIL = "\n ]\n}\n"


def _by_graph(statements: Iterable[Quad] | Iterable[Triple], *, dataset: bool) -> dict[Graph, set[Triple]]:
    graphs: defaultdict[Graph, set[Triple]] = defaultdict(set)
    for each in statements:
        if isinstance(each, Quad):
            graphs[each.graph_name if dataset else DefaultGraph()].add(each.triple)
        else:
            graphs[DefaultGraph()].add(each)
    return dict(graphs)


def _reference(term: Subject) -> str:
    if isinstance(term, Triple):
        raise _cannot_hold("a statement about a statement", "en uppgift om en uppgift")
    return term.value if isinstance(term, NamedNode) else f"_:{term.value}"


def _native(text: str, datatype: str) -> str | int | bool:
    """A number or boolean of JSON's own where every reader gives back exactly this literal; else its text."""
    if datatype == _BOOLEAN and text in ("true", "false"):
        return text == "true"
    if datatype == _INTEGER and _WHOLE.fullmatch(text) and abs(int(text)) <= _EXACT:
        return int(text)
    return text


def _one_or_all(values: Sequence[Json]) -> Json:
    return values[0] if len(values) == 1 else values


def _in_order(value: Json) -> tuple[str, str]:
    return type(value).__name__, json.dumps(value, ensure_ascii=False, sort_keys=True)


def _cannot_hold(what: str, what_sv: str) -> BadInput:
    return BadInput(
        f"JSON-LD can't hold {what}: ask for N-Quads or TriG instead.",
        message_sv=f"JSON-LD kan inte bära {what_sv}: hämta N-Quads eller TriG i stället.",
    )
