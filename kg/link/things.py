"""Our own things as far as linking needs them: what they are called, their codes, their organisationsnummer."""

from collections.abc import Collection, Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import BadSyntax
from kg.link.compare import Described
from kg.parse.record import owner_of, parse
from kg.rdf.iris import Base, Owner
from kg.rdf.namespaces import DCTERMS, SKOS
from kg.sources.folder import Raw
from kg.sweden.organisationsnummer import written

_LABELS = (SKOS.prefLabel.value, DCTERMS.title.value)
_ALT_LABELS = (SKOS.altLabel.value, DCTERMS.alternative.value)


def described(key: str, quads: Iterable[Quad], base: Base, *, codes: Collection[str] = ()) -> Described:
    """The thing of that key by its statements; `codes` are the properties that its codes stand in."""
    thing = NamedNode(base.iri + key)
    said: dict[str, list[Literal]] = {}
    for quad in quads:
        if quad.subject == thing and isinstance(quad.object, Literal):
            said.setdefault(quad.predicate.value, []).append(quad.object)
    numbers = (each.value for values in said.values() for each in values if not each.language and written(each.value))
    return Described(
        key=key,
        kind=key.partition("/")[0],
        labels=_texts(said, _LABELS),
        alt_labels=_texts(said, _ALT_LABELS),
        codes=_texts(said, sorted(codes)),
        organisationsnummer=min(numbers, default=None),
    )


def things(
    files: Iterable[Raw], base: Base, *, kinds: Mapping[str, str], wanted: Collection[str], codes: Collection[str]
) -> dict[str, Described]:
    """The things of the wanted kinds in the record files, by key; one whose file can't be read is left out."""
    found: dict[str, Described] = {}
    for raw in files:
        owner = owner_of(raw.name, base, kinds)
        if not isinstance(owner, Owner) or owner.kind not in wanted:
            continue
        try:
            record = parse(raw.read(), raw.name, owner, base=base)
        except BadSyntax:
            continue
        found[record.key] = described(record.key, record.quads, base, codes=codes)
    return found


def _texts(said: Mapping[str, list[Literal]], properties: Iterable[str]) -> tuple[str, ...]:
    """The values of some properties, Swedish before others, each once."""
    found = [each for property_ in properties for each in said.get(property_, ())]
    ordered = sorted(found, key=lambda each: (each.language != "sv", each.value))
    return tuple(dict.fromkeys(each.value for each in ordered))
