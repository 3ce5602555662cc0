"""A record file becomes a Record: its statements in its own graph, and what is wrong with it as a text and as a record.

Pure: bytes in, Record out. What its shapes say is `validate`'s work, not ours.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.place import Place
from kg.rdf.canonical import changed_by_the_store, digest, has_blank_nodes, in_graph, lines, otherwise, text_of
from kg.rdf.findings import Finding, Level
from kg.rdf.formats import Format, rdf_by_path
from kg.rdf.graphs import read
from kg.rdf.iris import SLUG, Base, Owner, odd_host, slug
from kg.rdf.located.spots import Located
from kg.rdf.namespaces import DCAT, FOAF, RDF

Term = NamedNode | BlankNode | Literal | Triple
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Record:
    """One record: who it is, its statements in its own graph, what it points at, and where it was read."""

    owner: Owner
    source: str
    quads: tuple[Quad, ...]
    text: str

    @property
    def key(self) -> str:
        """`kind/slug`, the short name of the record everywhere in a build."""
        return f"{self.owner.kind}/{self.owner.slug}"

    @property
    def digest(self) -> str:
        """The SHA-256 of its canonical statements."""
        return digest(self.text)


def owner_of(source: str, base: Base, kinds: Mapping[str, str]) -> Owner | Finding:
    """The record that a file's path names, `…/records/<kind>/<slug>.<ext>`; a finding when it names none."""
    parts = PurePosixPath(source).parts
    stem, kind = PurePosixPath(parts[-1]).stem, parts[-2] if len(parts) > 1 else ""
    if kind not in kinds or len(parts) < 3 or parts[-3] != "records":
        known = ", ".join(kinds) or "…"
        return _finding(
            base.iri,
            source,
            f"Filen ligger inte i data/records/<slag>/, där slag är ett av {known}. Flytta den dit.",
            f"The file does not lie in data/records/<kind>/, where kind is one of {known}. Move it there.",
        )
    if not SLUG.fullmatch(stem):
        hint = slug(stem) or "kort-namn"
        return _finding(
            base.iri,
            source,
            f"Filnamnet {stem!r} kan inte bli en IRI: använd a-z, 0-9 och enkla bindestreck, t.ex. {hint!r}.",
            f"The file name {stem!r} can't be an IRI: use a-z, 0-9 and single hyphens, e.g. {hint!r}.",
        )
    if rdf_by_path(source) is None:
        return _finding(
            base.record(kind, stem).value,
            source,
            "Filändelsen säger inte vilket format filen har: använd .ttl.",
            "The extension doesn't say which format the file has: use .ttl.",
        )
    return Owner(kind, stem)


def parse(data: bytes, source: str, owner: Owner, *, base: Base, form: Format | None = None) -> Record:
    """The record in a file's bytes; BadSyntax, with line and column, when they are no RDF."""
    form = form or rdf_by_path(source)
    if form is None:
        raise ValueError(f"{source} has no format: owner_of refuses such names")
    statements = read(data, form, base_iri=base.iri, source=source)
    quads = tuple(dict.fromkeys(in_graph(statements, base.record(owner.kind, owner.slug))))
    return Record(owner, source, quads, "".join(lines(quads)))


def check(record: Record, *, base: Base, kinds: Mapping[str, str], located: Located | None = None) -> list[Finding]:
    """What is wrong with it before any shape is asked: identity, ownership, blank nodes, literals.

    With `located` each finding is at the line and column, or the cell or field, where the fault was written.
    """
    reading = _Reading(record, base, located)
    return [
        *reading.identity(kinds[record.owner.kind]),
        *reading.ownership(),
        *reading.blank_nodes(),
        *reading.literals(),
        *reading.texts(),
    ]


def own(record: Record, base: Base) -> Record:
    """The record without what it may not hold, blank nodes and statements about others: what rules and shapes see."""
    subjects = {q.subject for q in record.quads if isinstance(q.subject, NamedNode)}
    owned = {subject for subject in subjects if base.owner_of(subject.value) == record.owner}
    kept = tuple(quad for quad in record.quads if quad.subject in owned and not has_blank_nodes(quad))
    return record if len(kept) == len(record.quads) else replace(record, quads=kept, text="".join(lines(kept)))


@dataclass(frozen=True)
class _Reading:
    """A record as it was read, and where each of its statements was written."""

    record: Record
    base: Base
    located: Located | None

    def identity(self, wanted: str) -> list[Finding]:
        kind, slug = self.record.owner.kind, self.record.owner.slug
        thing, about = self.base.mint(kind, slug), self.base.record(kind, slug)
        found: list[Finding] = []
        types = [q.object for q in self.record.quads if q.subject == thing and q.predicate == RDF.type]
        if NamedNode(wanted) not in types:
            named = ", ".join(sorted(map(text_of, types)))
            found.append(
                self._finding(
                    f"Posten handlar om {kind} och ska beskriva <{thing.value}> som {wanted}, men den "
                    f"{f'är {named}' if named else 'har ingen typ'}. Rätta typen eller namnet.",
                    f"The record is about a {kind} and must describe <{thing.value}> as {wanted}, but it "
                    f"{f'is {named}' if named else 'has no type'}. Mend the type or the name.",
                    thing,
                    RDF.type,
                    types[0] if types else None,
                )
            )
        topics = [q.object for q in self.record.quads if q.subject == about and q.predicate == FOAF.primaryTopic]
        if topics != [thing]:
            found.append(
                self._finding(
                    f"Posten <{about.value}> ska ha exakt ett foaf:primaryTopic, <{thing.value}>.",
                    f"The record <{about.value}> must have exactly one foaf:primaryTopic, <{thing.value}>.",
                    about,
                    FOAF.primaryTopic,
                    next((topic for topic in topics if topic != thing), None),
                )
            )
        elif not any(
            q.subject == about and q.predicate == RDF.type and q.object == DCAT.CatalogRecord for q in self.record.quads
        ):
            # Without it no shape of records would look at this one.
            found.append(
                self._finding(
                    f"Posten <{about.value}> ska ha typen dcat:CatalogRecord. Skriv ”a dcat:CatalogRecord”.",
                    f"The record <{about.value}> must be of type dcat:CatalogRecord. Write ‘a dcat:CatalogRecord’.",
                    about,
                    RDF.type,
                )
            )
        return found

    def ownership(self) -> list[Finding]:
        """Every subject is the thing, one of its nodes, or its record: so no statement can stand in two records."""
        subjects = dict.fromkeys(q.subject for q in self.record.quads if isinstance(q.subject, NamedNode))
        strangers = [each for each in subjects if self.base.owner_of(each.value) != self.record.owner]
        return [stranger(each, self.base, self._about, self._place(each)) for each in strangers]

    def blank_nodes(self) -> list[Finding]:
        """Each blank node once, where it is first written."""
        holders: dict[BlankNode | Triple, Quad] = {}
        for quad in self.record.quads:
            for term in (quad.object, quad.subject):
                if isinstance(term, BlankNode | Triple):
                    holders.setdefault(term, quad)
        example = f"<{self.record.key}#period-2019>"
        return [
            self._finding(
                f"En blank nod ([…] eller _:) har inget namn. Ge den ett eget, t.ex. {example}.",
                f"A blank node ([…] or _:) has no name. Give it one of its own, e.g. {example}.",
                quad.subject,
                quad.predicate,
                quad.object,
            )
            for quad in holders.values()
        ]

    def literals(self) -> list[Finding]:
        return [
            self._finding(*otherwise(quad.object, stored), quad.subject, quad.predicate, quad.object)
            for quad, stored in changed_by_the_store(self.record.quads)
            if isinstance(quad.object, Literal)
        ]

    def texts(self) -> list[Finding]:
        """What some reader can't take: XML no control characters, RDF 1.1 no directions, rdflib no odd host."""
        found = []
        for quad in self.record.quads:
            literal = quad.object
            if isinstance(literal, NamedNode) and (said := odd_host(literal.value)):
                found.append(self._finding(*said, quad.subject, quad.predicate, literal))
            if not isinstance(literal, Literal):
                continue
            if odd := _NOT_IN_XML.search(literal.value):
                sv = f"Texten har ett osynligt tecken, U+{ord(odd[0]):04X}, som inte kan stå i XML. Ta bort det."
                en = f"The text holds an invisible character, U+{ord(odd[0]):04X}, that XML can't hold. Take it away."
                found.append(self._finding(sv, en, quad.subject, quad.predicate, literal))
            if literal.direction is not None:
                sv = f"Skriv texten utan skrivriktning, bara med språket: @{literal.language}."
                en = f"Write the text without a direction, with its language alone: @{literal.language}."
                found.append(self._finding(sv, en, quad.subject, quad.predicate, literal))
        return found

    @property
    def _about(self) -> str:
        return self.base.record(self.record.owner.kind, self.record.owner.slug).value

    def _place(self, subject: Term, predicate: Term | None = None, value: Term | None = None) -> Place:
        """Where a value stands, else its property, its subject, the thing itself; at worst the file."""
        thing = self.base.mint(self.record.owner.kind, self.record.owner.slug)
        found = None
        if self.located is not None:
            said = [None if each is None else str(each) for each in (predicate, value)]
            found = self.located.place(str(subject), *said) or self.located.place(str(thing))
        return found or Place(self.record.source)

    def _finding(
        self, sv: str, en: str, subject: Term, predicate: Term | None = None, value: Term | None = None
    ) -> Finding:
        return Finding(
            self._about,
            Level.VIOLATION,
            sv,
            en,
            self._place(subject, predicate, value),
            _named(subject),
            _named(predicate),
            _named(value),
        )


def _named(term: Term | None) -> str | None:
    """A term as a finding tells it; a blank node is called otherwise each time it is read, so it has no name here."""
    return None if term is None or isinstance(term, BlankNode | Triple) else text_of(term)


def stranger(subject: NamedNode, base: Base, about: str, place: Place) -> Finding:
    """The violation that something is said of a thing that none of the records handed in may speak of."""
    sv, en = _belongs(subject, base, "sv"), _belongs(subject, base, "en")
    return Finding(
        about,
        Level.VIOLATION,
        f"<{subject.value}> hör inte hemma i den här posten. {sv}",
        f"<{subject.value}> does not belong in this record. {en}",
        place,
        subject.value,
    )


def _belongs(stranger: NamedNode, base: Base, lang: str) -> str:
    other = base.owner_of(stranger.value)
    if other is None:
        if lang == "sv":
            return "En post talar bara om sin sak, sakens noder (#…) och posten själv."
        return "A record speaks of its thing, the thing's nodes (#…) and itself, and of nothing else."
    place = f"data/records/{other.kind}/{other.slug}.ttl"
    return f"Flytta uppgifterna till {place}." if lang == "sv" else f"Move the statements to {place}."


def _finding(about: str, source: str, sv: str, en: str) -> Finding:
    return Finding(about, Level.VIOLATION, sv, en, Place(source))


def references(quads: Sequence[Quad], base: Base) -> frozenset[str]:
    """The records, as `kind/slug`, of the things that these statements point at."""
    objects = {q.object.value for q in quads if isinstance(q.object, NamedNode)}
    subjects = {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}
    owners, own = {base.owner_of(each) for each in objects}, {base.owner_of(each) for each in subjects}
    return frozenset(f"{owner.kind}/{owner.slug}" for owner in owners - own if owner is not None)


def two_claims(sources: Mapping[str, Sequence[str]], base: Base) -> list[Finding]:
    """A violation for every record that several files claim; the mapping is record key → files."""
    return [
        claimed(f"{base.iri}record/{key}", key, [Place(file) for file in files])
        for key, files in sorted(sources.items())
        if len(files) > 1
    ]


def claimed(about: str, key: str, places: Sequence[Place]) -> Finding:
    """The violation that several files claim to be one record: at the second, and at the others."""
    files = ", ".join(place.source for place in places)
    return Finding(
        about,
        Level.VIOLATION,
        f"Flera filer säger sig vara posten {key}: {files}. Behåll en.",
        f"Several files claim to be the record {key}: {files}. Keep one.",
        places[1],
        also=(places[0], *places[2:]),
    )
