"""Read what is handed in, whatever its format, and split it into records; what belongs to no record is told.

Every statement and every answer keeps its place. What a format can't be read as is collected, for its owner to be told
all at once.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.errors import BadSyntax, UnsupportedMediaType
from kg.examine.handed import Handed
from kg.names.index import Index
from kg.parse.answers.answers import Answers, parse_answers
from kg.parse.answers.fill import Filled, fill
from kg.parse.answers.form_model import FormModel
from kg.parse.answers.stating import Answered
from kg.parse.candidate import Candidate
from kg.parse.media import table_format
from kg.parse.record import owner_of, stranger
from kg.parse.sheet.reading import SheetAnswers, in_cells, read_sheet, sheet_texts
from kg.place import Place
from kg.rdf.canonical import in_graph
from kg.rdf.findings import Finding, Level
from kg.rdf.formats import TURTLE, Format, rdf_by_media_type, rdf_by_path
from kg.rdf.iris import Base, Owner
from kg.rdf.located.locate import locate
from kg.rdf.located.spots import Key, Located, Spot
from kg.rdf.namespaces import FOAF, RDF
from kg.validate.raw_texts import raw_texts

_VAGUE = ("application/octet-stream", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data")
"""What is said of anything: then the name knows better."""

Text = tuple[Place, str]


@dataclass(frozen=True)
class Reader:
    """What reading takes: who owns what, and for answers the form, the names and the day."""

    base: Base
    kinds: Mapping[str, str]
    form: FormModel
    names: Callable[[], Index]
    today: date


@dataclass
class Read:
    """What came of reading: candidates, findings, what couldn't be read at all, and every text there is."""

    candidates: list[Candidate] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unreadable: list[BadSyntax] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


def read_all(handed: Iterable[Handed], reader: Reader) -> Read:
    """Everything that was handed in, read; UnsupportedMediaType for a format that nobody reads here."""
    read = Read()
    for each in handed:
        read.texts += raw_texts(each.name, each.data)
        try:
            _read(each, reader, read)
        except BadSyntax as wrong:
            read.unreadable.append(wrong)
    return read


def format_of(name: str, media_type: str | None) -> Format:
    """The RDF format of something handed in: by its media type, else by its name; Turtle when neither says.

    >>> format_of("kiis.jsonld", None).name, format_of("-", "application/trig").name
    ('jsonld', 'trig')
    """
    said = (media_type or "").partition(";")[0].strip().lower()
    if said and said not in _VAGUE:
        form = rdf_by_media_type(said)
        if form is None:
            raise UnsupportedMediaType(
                f"{media_type!r} is no format that is read here; text/turtle is.",
                message_sv=f"{media_type!r} är inget format som läses här; text/turtle är det.",
            )
        return form
    return rdf_by_path(name) or (rdf_by_media_type(said) if said == "text/plain" else None) or TURTLE


def _read(handed: Handed, reader: Reader, read: Read) -> None:
    if table_format(handed.name, handed.media_type) is not None:
        _read_sheet(handed, reader, read)
    elif _is_answers(handed):
        _read_answers(handed, reader, read)
    else:
        form = format_of(handed.name, handed.media_type)
        located = locate(handed.data, form, base_iri=reader.base.iri, source=handed.name)
        plain = handed.data.decode("utf-8", "replace")
        read.texts += _texts(located, handed.name, plain, reader.base.iri)
        _split(located, handed.name, reader, read)


def _is_answers(handed: Handed) -> bool:
    """Whether a JSON text is answers, and no JSON-LD."""
    said = (handed.media_type or "").partition(";")[0].strip().lower()
    if said != "application/json" and not (said in ("", *_VAGUE) and handed.name.lower().endswith(".json")):
        return False
    try:
        whole = json.loads(handed.data)
    except (ValueError, RecursionError):
        return said == "application/json"
    return isinstance(whole, dict) and ("answers" in whole or "kind" in whole) and "@context" not in whole


def _read_answers(handed: Handed, reader: Reader, read: Read) -> None:
    answers, findings = parse_answers(handed.data, handed.name)
    filled = fill(answers, reader.form, reader.names(), base=reader.base, today=reader.today, source=handed.name)
    read.findings += [*findings, *_named(filled, reader.base)]
    read.candidates += _made_of(answers, filled)
    read.texts += [text for each in filled.candidates for text in _texts(each.located, handed.name)]


def _read_sheet(handed: Handed, reader: Reader, read: Read) -> None:
    sheet = read_sheet(handed.data, handed.name, handed.media_type, reader.form)
    read.findings += sheet.findings
    read.texts += sheet_texts(handed.data, handed.name, handed.media_type)
    for said in sheet.things:
        filled = fill(
            said.answers, reader.form, reader.names(), base=reader.base, today=reader.today, source=handed.name
        )
        read.findings += in_cells(_named(filled, reader.base), said)
        read.candidates += [
            replace(each, located=_in_cells(each.located, said)) for each in _made_of(said.answers, filled)
        ]
    read.texts += [text for each in read.candidates for text in _texts(each.located, handed.name)]


def _made_of(answers: Answers, filled: Filled) -> list[Candidate]:
    """The records that answers make; the first is the one that they are about."""
    about, beside = filled.candidates[:1], filled.candidates[1:]
    return [*(replace(each, answers=answers) for each in about), *(replace(each, is_beside=True) for each in beside)]


def _named(filled: Filled, base: Base) -> list[Finding]:
    """What couldn't be read of answers, with the node and the property that lack a value for it."""
    lacking = {
        place.field: asked
        for candidate in filled.candidates
        if isinstance(candidate.located, Answered)
        for asked, place in candidate.located.asked.items()
    }
    found = []
    for each in filled.findings:
        field_of = each.place.field.rpartition("/")[0] if each.place and each.place.field else None
        node, predicate = lacking.get(field_of, (None, None)) if field_of else (None, None)
        if filled.candidates and each.place and each.place.field != "kind":
            owner = filled.candidates[0].owner
            each = replace(each, record=base.record(owner.kind, owner.slug).value)
        found.append(replace(each, focus=node[1:-1], path=predicate[1:-1]) if node and predicate else each)
    return found


@dataclass(frozen=True)
class _Moved(Located):
    """Places by address, told as the cells of a sheet."""

    inner: Located = field(default_factory=lambda: Located((), {}))
    said: SheetAnswers | None = None

    def place(self, subject: str, predicate: str | None = None, object: str | None = None) -> Place | None:
        place = self.inner.place(subject, predicate, object)
        return self.said.at(place) if self.said is not None else place


def _in_cells(located: Located, said: SheetAnswers) -> Located:
    def at(place: Place) -> Place:
        return said.at(place) or place

    spots: dict[Key, Spot] = {
        key: Spot(at(spot.subject), at(spot.predicate), at(spot.object)) for key, spot in located.spots.items()
    }
    return _Moved(located.quads, spots, located, said)


def _texts(located: Located, source: str, plain: str = "", base_iri: str = "") -> Iterator[Text]:
    """Every literal and IRI of what was read, with where it stands, that isn't in the plain text as it is: escapes."""
    nowhere = Place(source, 1, 1)
    seen: set[str] = set()
    for quad in located.quads:
        for term, said in ((quad.subject, ()), (quad.object, (str(quad.predicate), str(quad.object)))):
            if not isinstance(term, Literal | NamedNode) or term.value in seen:
                continue
            seen.add(term.value)
            if not plain or term.value.removeprefix(base_iri) not in plain:
                yield located.place(str(quad.subject), *said) or nowhere, term.value


def _split(located: Located, name: str, reader: Reader, read: Read) -> None:
    """A text's statements, each to the record that owns its subject."""
    by_path = owner_of(name, reader.base, reader.kinds)
    if PurePosixPath(name).parts[:2] == ("data", "records"):
        if isinstance(by_path, Finding):
            read.findings.append(by_path)
        else:
            read.candidates.append(_candidate(by_path, name, located.quads, located, reader.base))
        return
    owned, rest = _by_owner(located.quads, reader)
    if not owned:
        if isinstance(by_path, Owner):
            read.candidates.append(_candidate(by_path, name, located.quads, located, reader.base))
        else:
            read.findings.append(_of_nothing(located, name, reader))
        return
    for owner, quads in owned.items():
        read.candidates.append(_candidate(owner, name, quads, located, reader.base))
    about = next(iter(owned))
    record = reader.base.record(about.kind, about.slug).value
    for subject in dict.fromkeys(quad.subject for quad in rest):
        if isinstance(subject, NamedNode):
            read.findings.append(stranger(subject, reader.base, record, located.place(str(subject)) or Place(name)))


def _candidate(owner: Owner, name: str, quads: Sequence[Quad], located: Located, base: Base) -> Candidate:
    kept = tuple(dict.fromkeys(in_graph(quads, base.record(owner.kind, owner.slug))))
    return Candidate(owner, name, kept, located)


def _by_owner(quads: Sequence[Quad], reader: Reader) -> tuple[dict[Owner, list[Quad]], list[Quad]]:
    """The statements of each record that is handed in, and those that belong to none of them.

    A thing is handed in when it is said of what sort it is, or its record is there; what else is said of things that
    others publish is no record. Where no thing is so, whatever is spoken of is meant to be one.
    """
    subjects = {quad.subject: None for quad in quads if isinstance(quad.subject, NamedNode)}
    owner_of = {subject: reader.base.owner_of(subject.value) for subject in subjects}
    grouped: dict[Owner | None, list[Quad]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            owner = owner_of[quad.subject]
            grouped.setdefault(owner if owner and owner.kind in reader.kinds else None, []).append(quad)
    owners = [owner for owner in grouped if owner is not None]
    handed_in = [owner for owner in owners if _is_handed_in(owner, grouped[owner], reader.base)] or owners
    owned = {owner: grouped[owner] for owner in handed_in}
    rest = [quad for owner, group in grouped.items() if owner not in owned for quad in group]
    _give_blank_nodes(quads, owned)
    return owned, rest


def _is_handed_in(owner: Owner, quads: Iterable[Quad], base: Base) -> bool:
    thing, record = base.mint(owner.kind, owner.slug), base.record(owner.kind, owner.slug)
    return any(
        quad.subject == record or (quad.subject == thing and quad.predicate in (RDF.type, FOAF.primaryTopic))
        for quad in quads
    )


def _give_blank_nodes(quads: Sequence[Quad], owned: dict[Owner, list[Quad]]) -> None:
    """What is said of a blank node goes with whoever names it; it is told there, and not published."""
    if not owned:
        return
    first = next(iter(owned))
    holders = {quad.object: owner for owner, group in owned.items() for quad in group}
    for quad in quads:
        if isinstance(quad.subject, BlankNode):
            owner = holders.get(quad.subject, first)
            holders.setdefault(quad.object, owner)
            owned[owner].append(quad)


def _of_nothing(located: Located, name: str, reader: Reader) -> Finding:
    """Nothing in a text is about a thing of ours."""
    first = next((str(quad.subject) for quad in located.quads), "")
    kinds = ", ".join(reader.kinds)
    thing = f"<{reader.base.iri}{next(iter(reader.kinds), 'project')}/kort-namn>"
    return Finding(
        reader.base.iri,
        Level.VIOLATION,
        f"Här finns ingen post. En post beskriver en sak vars IRI är av formen {thing}, av något av slagen {kinds}.",
        f"There is no record here. A record describes a thing whose IRI is like {thing}, of one of the kinds {kinds}.",
        located.place(first) or Place(name),
    )
