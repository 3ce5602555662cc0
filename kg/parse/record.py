"""A record file becomes a Record: its statements in its own graph, and what is wrong with it as a text and as a record.

Pure: bytes in, Record out. What its shapes say is `validate`'s work, not ours.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import Place
from kg.rdf.canonical import changed_by_the_store, digest, has_blank_nodes, in_graph, lines, otherwise, text_of
from kg.rdf.findings import Finding, Level
from kg.rdf.formats import Format, rdf_by_path
from kg.rdf.graphs import read
from kg.rdf.iris import SLUG, Base, Owner, slug
from kg.rdf.namespaces import FOAF, RDF

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
        known = ", ".join(kinds)
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


def check(record: Record, *, base: Base, kinds: Mapping[str, str]) -> list[Finding]:
    """What is wrong with it before any shape is asked: identity, ownership, blank nodes, literals."""
    return [
        *_identity(record, base, kinds),
        *_ownership(record, base),
        *_blank_nodes(record, base),
        *_literals(record, base),
        *_texts(record, base),
    ]


def own(record: Record, base: Base) -> Record:
    """The record without what it may not hold, blank nodes and statements about others: what rules and shapes see."""
    kept = tuple(
        quad
        for quad in record.quads
        if isinstance(quad.subject, NamedNode)
        and not has_blank_nodes(quad)
        and base.owner_of(quad.subject.value) == record.owner
    )
    return replace(record, quads=kept, text="".join(lines(kept)))


def _identity(record: Record, base: Base, kinds: Mapping[str, str]) -> list[Finding]:
    thing = base.mint(record.owner.kind, record.owner.slug)
    about = base.record(record.owner.kind, record.owner.slug)
    wanted = NamedNode(kinds[record.owner.kind])
    found: list[Finding] = []
    if not any(q.subject == thing and q.predicate == RDF.type and q.object == wanted for q in record.quads):
        types = sorted(text_of(q.object) for q in record.quads if q.subject == thing and q.predicate == RDF.type)
        said_sv = f"är {', '.join(types)}" if types else "har ingen typ"
        said_en = f"is {', '.join(types)}" if types else "has no type"
        found.append(
            _finding(
                about.value,
                record.source,
                f"Filen ligger bland {record.owner.kind} och ska beskriva <{thing.value}> som {wanted.value}, "
                f"men den {said_sv}. Rätta typen, filnamnet eller mappen.",
                f"The file lies among {record.owner.kind} and must describe <{thing.value}> as {wanted.value}, "
                f"but it {said_en}. Mend the type, the file name or the folder.",
                focus=thing.value,
                path=RDF.type.value,
            )
        )
    topics = [q.object for q in record.quads if q.subject == about and q.predicate == FOAF.primaryTopic]
    if topics != [thing]:
        found.append(
            _finding(
                about.value,
                record.source,
                f"Posten <{about.value}> ska ha exakt ett foaf:primaryTopic, <{thing.value}>.",
                f"The record <{about.value}> must have exactly one foaf:primaryTopic, <{thing.value}>.",
                focus=about.value,
                path=FOAF.primaryTopic.value,
            )
        )
    return found


def _ownership(record: Record, base: Base) -> list[Finding]:
    """Every subject is the thing, one of its nodes, or its record: so no statement can stand in two records."""
    subjects = dict.fromkeys(q.subject for q in record.quads if isinstance(q.subject, NamedNode))
    strangers = [subject for subject in subjects if base.owner_of(subject.value) != record.owner]
    return [
        _finding(
            base.record(record.owner.kind, record.owner.slug).value,
            record.source,
            f"<{stranger.value}> hör inte hemma i den här posten. {_belongs(stranger, base, 'sv')}",
            f"<{stranger.value}> does not belong in this record. {_belongs(stranger, base, 'en')}",
            focus=stranger.value,
        )
        for stranger in strangers
    ]


def _belongs(stranger: NamedNode, base: Base, lang: str) -> str:
    other = base.owner_of(stranger.value)
    if other is None:
        if lang == "sv":
            return "En post talar bara om sin sak, sakens noder (#…) och posten själv."
        return "A record speaks of its thing, the thing's nodes (#…) and itself, and of nothing else."
    place = f"data/records/{other.kind}/{other.slug}.ttl"
    return f"Flytta uppgifterna till {place}." if lang == "sv" else f"Move the statements to {place}."


def _blank_nodes(record: Record, base: Base) -> list[Finding]:
    count = sum(has_blank_nodes(quad) for quad in record.quads)
    if not count:
        return []
    return [
        _finding(
            base.record(record.owner.kind, record.owner.slug).value,
            record.source,
            f"{count} {'uppgift' if count == 1 else 'uppgifter'} använder blanka noder ([…] eller _:). Ge noderna egna "
            f"namn, t.ex. <{record.key}#period-2019>.",
            f"{count} {'statement uses' if count == 1 else 'statements use'} blank nodes ([…] or _:). Give the nodes "
            f"names of their own, e.g. "
            f"<{record.key}#period-2019>.",
        )
    ]


def _literals(record: Record, base: Base) -> list[Finding]:
    found = []
    for quad, stored in changed_by_the_store(record.quads):
        literal = quad.object
        if not isinstance(literal, Literal):
            continue
        found.append(_about(record, base, quad, *otherwise(literal, stored)))
    return found


def _texts(record: Record, base: Base) -> list[Finding]:
    """Texts that some format we publish can't write: RDF/XML has no control characters, RDF 1.1 no directions."""
    found = []
    for quad in record.quads:
        literal = quad.object
        if not isinstance(literal, Literal):
            continue
        if odd := _NOT_IN_XML.search(literal.value):
            sv = f"Texten har ett osynligt tecken, U+{ord(odd[0]):04X}, som inte kan stå i XML. Ta bort det."
            en = f"The text holds an invisible character, U+{ord(odd[0]):04X}, that XML can't hold. Take it away."
            found.append(_about(record, base, quad, sv, en))
        if literal.direction is not None:
            sv = f"Skriv texten utan skrivriktning, bara med språket: @{literal.language}."
            en = f"Write the text without a direction, with its language alone: @{literal.language}."
            found.append(_about(record, base, quad, sv, en))
    return found


def _about(record: Record, base: Base, quad: Quad, sv: str, en: str) -> Finding:
    about = base.record(record.owner.kind, record.owner.slug).value
    return _finding(
        about,
        record.source,
        sv,
        en,
        focus=text_of(quad.subject),
        path=quad.predicate.value,
        value=text_of(quad.object),
    )


def _finding(
    about: str,
    source: str,
    sv: str,
    en: str,
    *,
    focus: str | None = None,
    path: str | None = None,
    value: str | None = None,
) -> Finding:
    return Finding(about, Level.VIOLATION, sv, en, Place(source), focus, path, value)


def references(quads: Sequence[Quad], base: Base) -> frozenset[str]:
    """The records, as `kind/slug`, of the things that these statements point at."""
    owners = {base.owner_of(q.object.value) for q in quads if isinstance(q.object, NamedNode)}
    own = {base.owner_of(q.subject.value) for q in quads if isinstance(q.subject, NamedNode)}
    return frozenset(f"{owner.kind}/{owner.slug}" for owner in owners - own if owner is not None)


def two_claims(sources: Mapping[str, Sequence[str]], base: Base) -> list[Finding]:
    """A violation for every record that several files claim; the mapping is record key → files."""
    return [
        _finding(
            f"{base.iri}record/{key}",
            files[1],
            f"Flera filer säger sig vara posten {key}: {', '.join(files)}. Behåll en.",
            f"Several files claim to be the record {key}: {', '.join(files)}. Keep one.",
        )
        for key, files in sorted(sources.items())
        if len(files) > 1
    ]
