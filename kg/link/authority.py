"""An authority: another open dataset that our things are linked to, as a snapshot with its rules for linking.

data/authorities/<name>/about.ttl says where it comes from, on what terms, what was left out, and by which rules things
are linked to it: the thresholds stand there. entries.csv beside it holds the entries.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import BadSyntax, NotFound
from kg.names.described import Described
from kg.place import Place
from kg.rdf.canonical import digest
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import decoded, read
from kg.rdf.iris import Base, is_iri
from kg.rdf.namespaces import DCTERMS, VOID
from kg.rdf.nearest import nearest
from kg.rdf.reasons import in_swedish
from kg.sources.folder import Raw

COLUMNS = (
    "iri", "kind", "label_sv", "label_en", "alt_labels", "code", "organisationsnummer", "contains", "verified",
    "sources", "note_sv", "note_en",
)  # fmt: skip
"""The columns that every entries.csv begins with; an authority may have more after them."""


@dataclass(frozen=True)
class Thresholds:
    """From which score a link is accepted or held, and how far the next one must be behind."""

    accept: float
    hold: float
    margin: float


@dataclass(frozen=True)
class Rule:
    """How things of one kind are linked: which property, by what, from which scores.

    `by` is `same`, where an entry is the thing, or `contains`, where the thing's code is among those of the entry.
    `codes` are the properties that a thing's codes stand in.
    """

    kind: str
    predicate: str
    by: str
    codes: tuple[str, ...]
    thresholds: Thresholds


@dataclass(frozen=True)
class Entry:
    """One thing of an authority's. What isn't verified by a second source is never linked by itself."""

    iri: str
    kind: str
    label_sv: str
    label_en: str
    alt_labels: tuple[str, ...]
    code: str
    organisationsnummer: str
    contains: tuple[str, ...]
    verified: bool
    sources: str
    note_sv: str
    note_en: str

    @property
    def label(self) -> str:
        """What it is called."""
        return self.label_sv or self.label_en or self.code

    def described(self) -> Described:
        """The entry as far as comparing needs."""
        return Described(
            key=self.iri,
            kind=self.kind,
            labels=tuple(filter(None, (self.label_sv, self.label_en))),
            alt_labels=self.alt_labels,
            codes=tuple(filter(None, (self.code,))),
            organisationsnummer=self.organisationsnummer or None,
        )


@dataclass(frozen=True)
class Authority:
    """A snapshot of another dataset, and how we link to it."""

    name: str
    title: Mapping[str, str]
    issued: str
    prefixes: Mapping[str, str]
    rules: tuple[Rule, ...]
    entries: tuple[Entry, ...]

    def entry(self, iri: str) -> Entry | None:
        """The entry of an IRI."""
        return next((each for each in self.entries if each.iri == iri), None)


def authorities(files: Iterable[Raw], base: Base) -> dict[str, Authority]:
    """The authorities in data/authorities, by name; BadSyntax for the first file that breaks the format."""
    folders: dict[str, dict[str, Raw]] = {}
    for raw in files:
        path = PurePosixPath(raw.name)
        folders.setdefault(path.parent.name, {})[path.name] = raw
    found = {}
    for name, raws in sorted(folders.items()):
        if "about.ttl" in raws and "entries.csv" in raws:
            found[name] = _authority(name, raws["about.ttl"], raws["entries.csv"], base)
    return found


def named(name: str, among: Mapping[str, Authority]) -> Authority:
    """The authority of that name; NotFound with the nearest name when there is none."""
    if name in among:
        return among[name]
    near = nearest(name, among) or ", ".join(among)
    raise NotFound(
        f"There is no authority {name!r}. Did you mean {near}?",
        message_sv=f"Det finns ingen auktoritet {name!r}. Menade du {near}?",
    )


def of_names(files: Iterable[Raw], base: Base) -> Thresholds:
    """From which likeness a name that a source writes means a thing of ours: data/authorities/names.ttl."""
    raw = next((each for each in files if each.name.endswith("authorities/names.ttl")), None)
    if raw is None:
        raise NotFound(
            "data/authorities/names.ttl is missing; it says how like a name must be.",
            message_sv="data/authorities/names.ttl saknas; den säger hur lika ett namn ska vara.",
        )
    said = _Said(read(raw.read(), TURTLE, base_iri=base.iri, source=raw.name), raw.name, base)
    one = NamedNode(base.iri_of("authority/names"))
    return Thresholds(*(said.number(one, term) for term in ("accept", "hold", "margin")))


def _authority(name: str, about: Raw, entries: Raw, base: Base) -> Authority:
    quads = read(about.read(), TURTLE, base_iri=base.iri, source=about.name)
    said = _Said(quads, about.name, base)
    one = NamedNode(base.iri_of(f"authority/{name}"))
    told = said.text(NamedNode(base.iri_of(f"authority/{name}/entries.csv")), base.ns("sha256"))
    data = entries.read()
    if told != digest(data):
        raise BadSyntax(
            f"its SHA-256 is {digest(data)}, and about.ttl says {told or 'nothing'}. Look through the change, then "
            "write the new sum there.",
            message_sv=f"dess SHA-256 är {digest(data)}, och about.ttl säger {told or 'ingenting'}. Granska ändringen "
            "och skriv sedan den nya summan där.",
            place=Place(entries.name),
        )
    rules = sorted(quad.subject.value for quad in quads if quad.object == base.ns("LinkRule"))  # type: ignore[union-attr]  # no blank nodes: see _Said
    space, prefix = said.text(one, VOID.uriSpace), said.text(one, base.ns("prefix"))
    return Authority(
        name=name,
        title=said.texts(one, DCTERMS.title),
        issued=said.text(one, DCTERMS.issued),
        prefixes={prefix: space} if prefix and space else {},
        rules=tuple(_rule(NamedNode(iri), said) for iri in rules),
        entries=_entries(data, entries.name),
    )


class _Said:
    """What an about.ttl says, by subject and property."""

    def __init__(self, quads: Iterable[Quad], source: str, base: Base) -> None:
        self._source = source
        self._base = base
        self.ns = base.ns
        self._values: dict[tuple[str, str], list[Literal | NamedNode]] = {}
        for quad in quads:
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, Literal | NamedNode):
                raise self.wrong(
                    "this file has blank nodes; give the nodes IRIs", "filen har blanka noder; ge dem IRI:er"
                )
            self._values.setdefault((quad.subject.value, quad.predicate.value), []).append(quad.object)

    def all(self, subject: NamedNode, predicate: NamedNode) -> tuple[str, ...]:
        """The values, in the order of the alphabet."""
        return tuple(sorted(each.value for each in self._values.get((subject.value, predicate.value), ())))

    def text(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The first value; empty when nothing is said."""
        return next(iter(self.all(subject, predicate)), "")

    def texts(self, subject: NamedNode, predicate: NamedNode) -> dict[str, str]:
        """The texts by language."""
        found = self._values.get((subject.value, predicate.value), ())
        return {each.language or "": each.value for each in found if isinstance(each, Literal)}

    def number(self, subject: NamedNode, term: str) -> float:
        """A share from 0 to 1."""
        said = self.text(subject, self.ns(term))
        try:
            value = float(said)
        except ValueError:
            value = -1.0
        if not 0 <= value <= 1:
            name = subject.value.removeprefix(self._base.iri)
            raise self.wrong(f"<{name}> has no {term} from 0 to 1", f"<{name}> har inget {term} från 0 till 1")
        return value

    def wrong(self, en: str, sv: str) -> BadSyntax:
        """What to raise."""
        return BadSyntax(f"{en}.", message_sv=f"{sv}.", place=Place(self._source))


def _rule(rule: NamedNode, said: _Said) -> Rule:
    kind, by = said.text(rule, said.ns("linksKind")), said.text(rule, said.ns("linksBy"))
    predicate = said.text(rule, VOID.linkPredicate)
    if not kind or not predicate or by not in ("same", "contains"):
        raise said.wrong(
            f"<{rule.value}> lacks linksKind, void:linkPredicate or linksBy (same or contains)",
            f"<{rule.value}> saknar linksKind, void:linkPredicate eller linksBy (same eller contains)",
        )
    thresholds = Thresholds(*(said.number(rule, term) for term in ("accept", "hold", "margin")))
    return Rule(kind, predicate, by, said.all(rule, said.ns("codeProperty")), thresholds)


def _entries(data: bytes, source: str) -> tuple[Entry, ...]:
    table = csv.reader(io.StringIO(decoded(data, source), newline=""), strict=True)
    found: dict[str, Entry] = {}
    try:
        for number, cells in enumerate(table):
            if number == 0:
                _must_begin(cells, source)
                continue
            if len(cells) < len(COLUMNS):
                raise _wrong(source, table.line_num, "there are too few cells", "det är för få celler")
            entry = _entry(dict(zip(COLUMNS, cells, strict=False)))
            key = entry.iri or entry.code
            if entry.iri and not is_iri(entry.iri):
                raise _wrong(source, table.line_num, f"{entry.iri!r} is no IRI", f"{entry.iri!r} är ingen IRI")
            if not key or key in found:
                raise _wrong(
                    source, table.line_num, "iri and code are empty or taken", "iri och code är tomma eller upptagna"
                )
            found[key] = entry
    except csv.Error as wrong:
        raise _wrong(source, table.line_num, str(wrong), in_swedish(str(wrong))) from wrong
    return tuple(found.values())


def _must_begin(cells: list[str], source: str) -> None:
    if tuple(cells[: len(COLUMNS)]) != COLUMNS:
        wanted = ",".join(COLUMNS)
        raise _wrong(source, 1, f"the columns must begin with {wanted}", f"kolumnerna ska börja med {wanted}")


def _entry(said: Mapping[str, str]) -> Entry:
    return Entry(
        iri=said["iri"],
        kind=said["kind"],
        label_sv=said["label_sv"],
        label_en=said["label_en"],
        alt_labels=tuple(filter(None, said["alt_labels"].split("|"))),
        code=said["code"],
        organisationsnummer=said["organisationsnummer"],
        contains=tuple(filter(None, said["contains"].split("|"))),
        verified=said["verified"] == "yes",
        sources=said["sources"],
        note_sv=said["note_sv"],
        note_en=said["note_en"],
    )


def _wrong(source: str, line: int, en: str, sv: str) -> BadSyntax:
    return BadSyntax(f"{en}.", message_sv=f"{sv}.", place=Place(source, line))
