"""Everything that goes by a name in a release, with its other names, its classes and its codes: read once a release.

Reading is by prepared questions, through the query workers; looking up is in memory. What else is said of a thing is
asked for when somebody needs it.
"""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from pyoxigraph import Literal, NamedNode

from kg.errors import ResultTooLarge
from kg.names.codes import code_form
from kg.names.compare import Likeness, Score
from kg.names.described import Described
from kg.names.index import Index
from kg.query import prepared
from kg.query.question import Engine, Term
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, RDF, RDFS, SKOS
from kg.serve.model import Labels
from kg.serve.reconcile import schema
from kg.serve.reconcile.facts import Facts
from kg.serve.reconcile.schema import IDENTITIES, Schema
from kg.serve.shelf import Edition
from kg.serve.thing import reading
from kg.serve.words import alphabetical, pick
from kg.sweden.names import folded, plain
from kg.sweden.organisationsnummer import written

_OTHER_NAMES = (SKOS.altLabel.value, SKOS.hiddenLabel.value, DCTERMS.alternative.value)
_ENDINGS = "0123456789abcdefghijklmnopqrstuvwxyz-"
_KEPT = 2
_CERTAINLY = 0.95


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing or a concept: its identifier here, its types as IRIs, its names, and its codes by property."""

    id: str
    types: frozenset[str]
    names: Labels
    codes: tuple[tuple[str, str], ...]
    described: Described

    def name(self, lang: str) -> str:
        """What it is called, never empty."""
        return pick(self.names, lang, self.id)


class Register:
    """The entities of a release, found by identifier, code, name and the beginning of a name."""

    def __init__(self, made: Schema, entities: Iterable[Entity], engine: Engine) -> None:
        self.schema = made
        self.facts = Facts(engine)
        self._engine = engine
        ordered = sorted(entities, key=lambda each: (alphabetical(each.name("sv")), each.id))
        self.entities = {each.id: each for each in ordered}
        self._groups: dict[str, list[Entity]] = defaultdict(list)
        self._codes: dict[tuple[str, str], list[Entity]] = defaultdict(list)
        for each in ordered:
            self._groups[each.described.kind].append(each)
            for property_, value in each.codes:
                self._codes[property_, code_form(value)].append(each)
        self._index = Index(each.described for each in ordered)
        self._beginnings = [(_beginnings(each), each) for each in ordered]

    def near(self, text: str, kinds: Collection[str], limit: int) -> dict[str, Score]:
        """The entities of some groups that a text may be the name of, with how like each is."""
        # What lacks a rare word that the text has is further away than one slip: no need to look for it.
        found = self._index.near(text, kinds=kinds, limit=limit, enough=Likeness.TYPO.most)
        return {each.key: each.score for each in found}

    def entity(self, said: str) -> Entity | None:
        """The entity that an identifier, an IRI of ours or one of its page's addresses names."""
        path = self.schema.base.path_of(said) or said.strip().lstrip("/")
        return self.entities.get(path) or self.entities.get(path.removesuffix(".html"))

    def coded(self, property_: str, value: str) -> list[Entity]:
        """The entities that have this code as the value of a property."""
        return self._codes.get((property_, code_form(value)), [])

    def with_code(self, value: str) -> list[Entity]:
        """The entities that have this as the value of any property that decides."""
        found = (self.coded(each.iri, value) for each in self.schema.properties if each.decides)
        return list({each.id: each for entities in found for each in entities}.values())

    def iri(self, entity: Entity) -> str:
        """The IRI of an entity."""
        return self.schema.base.iri_of(entity.id)

    def named(self, iri: str) -> tuple[str, tuple[str, ...]] | None:
        """The identifier and the names of what an IRI stands for; None when it is no entity."""
        found = self.entities.get(self.schema.base.path_of(iri) or "")
        return None if found is None else (found.id, found.described.names)

    def saying(self, conditions: Iterable[tuple[str, Collection[str]]]) -> list[Entity]:
        """The entities that say all of this themselves: of each property, one of the values."""
        found: set[str] | None = None
        for property_, values in conditions:
            terms = [term for value in values for term in self._terms(value)]
            things = {thing for term in terms for thing in reading.with_value(self._engine, property_, term)}
            found = things if found is None else found & things
        paths = sorted(self.schema.base.path_of(each) or "" for each in found or ())
        return [self.entities[each] for each in paths if each in self.entities]

    def _terms(self, value: str) -> list[NamedNode | Literal]:
        """What a value may stand for: an entity, by its identifier or its name, or just the text."""
        meant = self.entity(value)
        alike = {} if meant else self.near(value, self.kinds(()), 3)
        ids = [meant.id] if meant else [id_ for id_, score in alike.items() if score.value >= _CERTAINLY]
        return [*(NamedNode(self.schema.base.iri_of(each)) for each in ids), Literal(value)]

    def kinds(self, types: Collection[str], *, every: bool = False) -> list[str]:
        """The groups of entities, as the index has them, that are of some of the types, or of every one."""
        wanted = frozenset(types)
        types_of = {kind: group[0].types for kind, group in self._groups.items()}
        return [k for k, of in types_of.items() if not wanted or (wanted <= of if every else wanted & of)]

    def beginning(self, prefix: str, types: Collection[str]) -> Iterator[Entity]:
        """The entities with a name, a code or an identifier that begins so; those whose whole name does come first."""
        start, wanted = folded(plain(prefix)), frozenset(types)
        if not start:
            return
        first, word = f"\n{start}", f" {start}"
        rest: list[Entity] = []
        for names, each in self._beginnings:
            if wanted and not wanted & each.types:
                continue
            if first in names:
                yield each
            elif word in names:
                rest.append(each)
        yield from rest


class Registers:
    """The registers that have been made, of the latest few releases that somebody asked."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._made: OrderedDict[str, Register] = OrderedDict()
        self._lock = threading.Lock()

    def at_hand(self, edition: Edition) -> Register | None:
        """The register of an edition, where it is made already."""
        return self._made.get(edition.id)

    def of(self, edition: Edition) -> Register:
        """The register of an edition, made when it is first asked for, once however many ask."""
        found = self._made.get(edition.id)
        if found is not None:
            return found
        with self._lock:
            found = self._made.get(edition.id)
            if found is None:
                found = self._made[edition.id] = read(edition, self._base)
                while len(self._made) > _KEPT:
                    self._made.popitem(last=False)
            return found


def read(edition: Edition, base: Base) -> Register:
    """Everything with a name in an edition."""
    raw = edition.release.model()
    made = schema.schema(edition.model, raw, base)
    reader = _Reader(edition, made, base)
    reader.concepts(cast("Mapping[str, Mapping[str, object]]", raw.get("concepts") or {}))
    reader.things()
    return Register(made, reader.entities(), edition.engine)


class _Reader:
    def __init__(self, edition: Edition, made: Schema, base: Base) -> None:
        self._edition = edition
        self._schema = made
        self._base = base
        self._types: dict[str, set[str]] = {}
        self._names: dict[str, dict[str, str]] = defaultdict(dict)
        self._others: dict[str, dict[str, None]] = defaultdict(dict)
        self._codes: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)

    def things(self) -> None:
        """The things of every kind: what they are called, which classes they are of, which codes they have."""
        engine, classes = self._edition.engine, {kind.name: kind.class_iri for kind in self._edition.model.kinds}
        for iri, value in rows(engine, RDFS.label.value):
            owner = self._base.owner_of(iri)
            if isinstance(value, Literal) and owner is not None and owner.kind in classes and "#" not in iri:
                self._types.setdefault(iri, {classes[owner.kind]})
                self._names[iri].setdefault((value.language or "sv").partition("-")[0], value.value)
        for each in self._schema.types:
            if set(each.broader) & set(classes.values()):
                for iri in reading.with_value(engine, RDF.type.value, NamedNode(each.iri)):
                    self._types.get(iri, set()).add(each.iri)
        for property_ in _OTHER_NAMES:
            for iri, value in rows(engine, property_):
                if iri in self._types:
                    self._others[iri][value.value] = None
        for property_ in (each.iri for each in self._schema.properties if each.decides):
            for iri, value in rows(engine, property_):
                if iri in self._types:
                    self._codes[iri][property_, value.value] = None

    def concepts(self, raw: Mapping[str, Mapping[str, object]]) -> None:
        """The concepts of our own lists, as the model has them."""
        for iri, each in raw.items():
            scheme = str(each["scheme"])
            if self._schema.type_of(scheme) is None or self._base.path_of(iri) is None:
                continue
            self._types[iri] = set(self._schema.above(scheme))
            self._names[iri] |= cast("Mapping[str, str]", each["label"])
            self._others[iri] |= dict.fromkeys(cast("list[str]", each["alternative"]))

    def entities(self) -> Iterator[Entity]:
        """What was read, thing by thing."""
        words: dict[frozenset[str], str] = {}
        for iri, said in self._types.items():
            types = frozenset(said)
            kind = words.setdefault(types, " ".join(sorted(schema.identifier(each, self._base) for each in types)))
            names = self._names.get(iri) or {"sv": iri.rpartition("/")[2]}
            codes, path = tuple(self._codes.get(iri, ())), self._base.path_of(iri) or iri
            yield Entity(path, types, names, codes, _described(path, kind, names, self._others.get(iri, ()), codes))


def rows(engine: Engine, property_: str, *, end: str = "") -> Iterator[tuple[str, Term]]:
    """Every thing with each value of a property; too many for one answer are asked for by how their IRIs end."""
    bindings: dict[str, Term] = {"property": NamedNode(property_), "end": Literal(end)}
    try:
        found = prepared.rows(engine, "names", bindings)
    except ResultTooLarge:
        for letter in _ENDINGS:
            yield from rows(engine, property_, end=letter + end)
        return
    for row in found:
        yield row["thing"].value, row["value"]


def _described(
    id_: str, kind: str, names: Labels, others: Iterable[str], codes: Iterable[tuple[str, str]]
) -> Described:
    """An entity as comparing needs it; what it is in other registers is no code of its own."""
    values = dict.fromkeys(value for property_, value in codes if property_ not in IDENTITIES)
    number = next((found for found in map(written, values) if found), None)
    shown = tuple(dict.fromkeys(names.values()))
    rest = tuple(each for each in others if each not in shown)
    return Described(id_, kind, shown, rest, tuple(each for each in values if written(each) is None), number)


def _beginnings(each: Entity) -> str:
    """What somebody may begin to write of an entity, each on a line of its own that begins with no space."""
    codes = (value for _, value in each.codes if "://" not in value)
    said = (*each.described.names, *codes, each.id, each.id.rpartition("/")[2])
    return "".join(f"\n{folded(plain(one))}" for one in dict.fromkeys(said))
