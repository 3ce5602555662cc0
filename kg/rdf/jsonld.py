"""Write compact JSON-LD with a given context, so that reading it back gives exactly the same statements.

Properties, classes and datatypes get the context's short names; things keep their whole IRI, which a reader who
knows only JSON can follow. The terms used are embedded, so a document stands alone. A name that would change what
some IRI in the document means (a term `tag` beside the IRI `tag:…`) isn't used.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.errors import BadInput
from kg.rdf.namespaces import RDF, XSD, prefixes

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json]"
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Graph: TypeAlias = NamedNode | BlankNode | DefaultGraph
Subject: TypeAlias = NamedNode | BlankNode | Triple
Said: TypeAlias = tuple[NamedNode, Term]

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_LOCAL = re.compile(r"[\w.%-]+")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,15}")
_EXACT = 2**53 - 1  # the largest whole number that every JSON reader keeps
_DELIMITERS = tuple(":/?#[]@")
_CONTAINERS = ({"@language"}, {"@set"}, {"@language", "@set"}, set[str]())


@dataclass(frozen=True)
class Definition:
    """A term of the context: its name, its property, what its values are taken to be, and how they lie."""

    name: str
    iri: str
    coercion: str | None
    container: frozenset[str]

    def as_json(self) -> Json:
        """The definition as it stands in a context."""
        said: dict[str, Json] = {"@id": self.iri}
        if self.coercion:
            said["@type"] = self.coercion
        if self.container:
            said["@container"] = sorted(self.container) if len(self.container) > 1 else next(iter(self.container))
        return said if len(said) > 1 else self.iri


class Words:
    """A context made ready for writing; it remembers which of its names were used.

    `schemes` are those of every IRI that will be written: a name among them is left out of the context.
    """

    def __init__(self, context: Mapping[str, object], base_iri: str, *, schemes: Collection[str]) -> None:
        inner = context.get("@context", context)
        given = inner if isinstance(inner, Mapping) else {}
        safe = {
            name: said
            for name, said in {**prefixes(base_iri), **given}.items()
            if _NAME.fullmatch(name) and name not in schemes
        }
        named = _prefixes(safe)
        defined = _definitions(safe, named)
        taken = {scheme_of(iri) for known in defined.values() for iri in (known.iri, known.coercion or "")}
        self._prefixes = {name: iri for name, iri in named.items() if name not in taken}
        self._definitions = {iri: known for iri, known in defined.items() if known.name not in taken}
        self._id = next((n for n in sorted(safe) if safe[n] == "@id"), "@id")
        self._type = next((n for n in sorted(safe) if safe[n] == "@type"), "@type")
        self._longest_first = sorted(self._prefixes.items(), key=lambda pair: (-len(pair[1]), pair[0]))
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
            if predicate == RDF.type and not isinstance(value, Literal):
                types.append(self._vocabulary(value))
                continue
            known = self._definitions.get(predicate.value)
            if known is not None and "@language" in known.container:
                if isinstance(value, Literal) and value.language and not value.direction:
                    maps[self._name(known)][value.language].append(value.value)
                    continue
                known = None
            key = self._name(known) if known else self._shortened(predicate.value)
            found[key].append(self._value(value, known.coercion if known else None))
        # Types come first: so a reader can stream the document (https://www.w3.org/TR/json-ld11-streaming/#key-ordering).
        said: dict[str, Json] = {self._keyword(self._type, "@type"): _one_or_all(sorted(types))} if types else {}
        said[self._keyword(self._id, "@id")] = _reference(subject)
        properties: dict[str, Json] = {key: self._list(key, values) for key, values in found.items()}
        properties |= {
            key: {tag: _one_or_all(sorted(texts)) for tag, texts in sorted(tags.items())} for key, tags in maps.items()
        }
        return said | dict(sorted(properties.items()))

    def graph(self, name: Graph, nodes: Sequence[Json]) -> Json:
        """A named graph with its nodes."""
        if isinstance(name, DefaultGraph):
            raise ValueError("the default graph has no name: its nodes stand in the document itself")
        return {self._keyword(self._id, "@id"): _reference(name), "@graph": nodes}

    def _value(self, term: Term, coercion: str | None) -> Json:
        if not isinstance(term, Literal):
            said = _reference(term)
            return said if coercion == "@id" else {self._keyword(self._id, "@id"): said}
        if term.direction:
            raise _cannot_hold("a text with a base direction", "en text med skrivriktning")
        if term.language:
            return {"@language": term.language, "@value": term.value}
        datatype = term.datatype.value
        if coercion == datatype:
            return _native(term)
        if datatype == XSD.string.value:
            return {"@value": term.value} if coercion else term.value
        native = _native(term)
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
        ordered = sorted(values, key=_in_order)
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


def scheme_of(iri: str) -> str:
    """What stands before an IRI's first colon."""
    return iri.partition(":")[0]


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


def _prefixes(safe: Mapping[str, object]) -> dict[str, str]:
    return {name: said for name, said in safe.items() if isinstance(said, str) and said.endswith(_DELIMITERS)}


def _definitions(safe: Mapping[str, object], named: Mapping[str, str]) -> dict[str, Definition]:
    """The terms by the property each stands for; a definition that says more than we write with is passed over."""
    found: dict[str, Definition] = {}
    for name in sorted(safe):
        said = safe[name]
        whole = {"@id": said} if isinstance(said, str) and name not in named else said
        if not isinstance(whole, Mapping) or not {"@id"} <= set(whole) <= {"@id", "@type", "@container"}:
            continue
        listed_as = whole.get("@container")
        container = {listed_as} if isinstance(listed_as, str) else set(listed_as or ())
        coercion = whole.get("@type")
        iri = _whole(str(whole["@id"]), named)
        if iri.startswith("@") or ":" not in iri or container not in _CONTAINERS or coercion in ("@json", "@vocab"):
            continue
        typed = coercion if coercion in (None, "@id", "@none") else _whole(str(coercion), named)
        known = Definition(name, iri, None if typed == "@none" else typed, frozenset(container))
        if not (known.coercion and "@language" in container):
            found.setdefault(iri, known)
    return found


def _whole(iri: str, named: Mapping[str, str]) -> str:
    prefix, _, rest = iri.partition(":")
    return named[prefix] + rest if prefix in named and not rest.startswith("//") else iri


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


def _native(literal: Literal) -> str | int | bool:
    """A number or boolean of JSON's own where every reader gives back exactly this literal; else its text."""
    if literal.datatype == XSD.boolean and literal.value in ("true", "false"):
        return literal.value == "true"
    if literal.datatype == XSD.integer and _WHOLE.fullmatch(literal.value) and abs(int(literal.value)) <= _EXACT:
        return int(literal.value)
    return literal.value


def _one_or_all(values: Sequence[Json]) -> Json:
    return values[0] if len(values) == 1 else values


def _in_order(value: Json) -> tuple[str, str]:
    return type(value).__name__, json.dumps(value, ensure_ascii=False, sort_keys=True)


def _cannot_hold(what: str, what_sv: str) -> BadInput:
    return BadInput(
        f"JSON-LD can't hold {what}: ask for N-Quads or TriG instead.",
        message_sv=f"JSON-LD kan inte bära {what_sv}: hämta N-Quads eller TriG i stället.",
    )
