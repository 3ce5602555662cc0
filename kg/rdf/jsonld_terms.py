"""The terms of a JSON-LD context, read for writing with: prefixes, and one definition a property."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.rdf.namespaces import prefixes

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json]"

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
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


@dataclass(frozen=True)
class Terms:
    """What a context offers a writer: its names for namespaces, for properties, for `@id` and for `@type`."""

    prefixes: Mapping[str, str]
    definitions: Mapping[str, Definition]
    id: str
    type: str


def terms_of(context: Mapping[str, object], base_iri: str, *, schemes: Collection[str]) -> Terms:
    """The terms of a context and the house's prefixes, without names that are schemes of IRIs in use."""
    inner = context.get("@context", context)
    given = inner if isinstance(inner, Mapping) else {}
    safe = {
        name: said
        for name, said in {**prefixes(base_iri), **given}.items()
        if _NAME.fullmatch(name) and name not in schemes
    }
    named = {name: said for name, said in safe.items() if isinstance(said, str) and said.endswith(_DELIMITERS)}
    defined = _definitions(safe, named)
    taken = {scheme_of(iri) for known in defined.values() for iri in (known.iri, known.coercion or "")}
    return Terms(
        prefixes={name: iri for name, iri in named.items() if name not in taken},
        definitions={iri: known for iri, known in defined.items() if known.name not in taken},
        id=next((name for name in sorted(safe) if safe[name] == "@id"), "@id"),
        type=next((name for name in sorted(safe) if safe[name] == "@type"), "@type"),
    )


def scheme_of(iri: str) -> str:
    """What stands before an IRI's first colon."""
    return iri.partition(":")[0]


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
