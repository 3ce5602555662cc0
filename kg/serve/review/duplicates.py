"""Things that a new record may be another description of: the same code or page, or much the same name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import product

from pyoxigraph import Literal, NamedNode, Triple

from kg.inbox.inbox import Inbox
from kg.inbox.values import Submission
from kg.names.compare import Likeness, compare_names
from kg.names.described import ALT_LABELS
from kg.rdf.canonical import text_of
from kg.rdf.edtf import bounds
from kg.rdf.namespaces import DCTERMS, EDTF, FOAF, OWL, RDFS, SKOS
from kg.serve.lists.listing import Item, Listings
from kg.serve.thing import reading
from kg.serve.visit import Visit
from kg.serve.words import pick
from kg.sweden.names import Taken, plain, taken_apart

_LINKS = frozenset({OWL.sameAs, SKOS.exactMatch, FOAF.homepage, FOAF.page})
_NAMES = frozenset({DCTERMS.title, DCTERMS.alternative, SKOS.prefLabel, SKOS.altLabel, RDFS.label})
_ALIKE = 0.86
_SLIPS = 2
_MOST = 8


@dataclass(frozen=True)
class Suspect:
    """A published thing that may be the same, what it is called, and why we think so."""

    path: str
    label: str
    reasons: tuple[str, ...]


def suspects(visit: Visit, listings: Listings, key: str, triples: Sequence[Triple]) -> tuple[Suspect, ...]:
    """The published things of the same kind that the record may describe once more; itself is none."""
    kind = visit.edition.model.kind(key.partition("/")[0])
    if kind is None:
        return ()
    thing = visit.site.base.iri_of(key)
    own = [each for each in triples if text_of(each.subject) == thing]
    listing = listings.of(visit.edition, kind)
    reasons: dict[str, dict[str, None]] = {}
    for iri, why in (*_same_values(visit, thing, own), *_same_names(visit, listing.items, thing, own)):
        reasons.setdefault(iri, {})[why] = None
    items = {each.iri: each for each in listing.items}
    found = [
        Suspect(items[iri].path, items[iri].label(visit.lang), (*why, *_also(visit, items[iri], triples)))
        for iri, why in reasons.items()
        if iri in items
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.reasons), each.label))[:_MOST])


def waiting(inbox: Inbox, submission: Submission, keys: Iterable[str]) -> list[tuple[str, Submission]]:
    """The other submissions that wait with a record of the same name."""
    return [(key, other) for key in keys for other in inbox.waiting_with(key) if other.receipt != submission.receipt]


def _same_values(visit: Visit, thing: str, own: Iterable[Triple]) -> Iterable[tuple[str, str]]:
    """Things with the same code (text without a language), page or entry elsewhere."""
    for each in own:
        value = each.object
        is_code = isinstance(value, Literal) and not value.language and value.datatype.value.endswith("#string")
        if isinstance(value, Literal | NamedNode) and (is_code or each.predicate in _LINKS):
            for iri in reading.with_value(visit.edition.engine, each.predicate.value, value):
                if iri != thing:
                    yield iri, visit.say("Samma uppgift: {value}", {"value": value.value})


def _same_names(visit: Visit, items: Sequence[Item], thing: str, own: Iterable[Triple]) -> Iterable[tuple[str, str]]:
    names = [each.object for each in own if each.predicate in _NAMES and isinstance(each.object, Literal)]
    for name, property_ in product(names, ALT_LABELS):
        for iri in reading.with_value(visit.edition.engine, property_.value, name):
            if iri != thing:
                yield iri, visit.say("Liknande namn: {value}", {"value": name.value})
    wanted = {form: taken_apart(each.value) for each in names if (form := plain(each.value))}
    for item in items:
        if item.iri == thing:
            continue
        for text in item.said.values():
            if _is_one_of(text, wanted):
                yield item.iri, visit.say("Liknande namn: {value}", {"value": text})
                break


def _is_one_of(text: str, wanted: Mapping[str, Taken]) -> bool:
    form, taken = plain(text), taken_apart(text)
    same = ((taken.sort, taken.text) == (each.sort, each.text) for each in wanted.values() if each.words)
    return any(same) or any(_alike(form, each) for each in wanted)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    # By the measure of the links, where no more than slips of the hand may part them.
    if abs(len(one) - len(other)) <= _SLIPS and compare_names(one, other)[1] >= Likeness.SHORT_TYPO.most:
        return True
    shorter, longer = sorted((len(one), len(other)))
    # Names that differ more than this in length can't be alike enough; looking closer costs more.
    if 2 * shorter < _ALIKE * (shorter + longer) or not set(one.split()) & set(other.split()):
        return False
    matcher = SequenceMatcher(None, one, other)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _also(visit: Visit, item: Item, triples: Sequence[Triple]) -> list[str]:
    """What else the two have in common: places and the like, and the time."""
    mentioned = {each.object.value for each in triples if isinstance(each.object, NamedNode)}
    times = [text_of(each.object) for each in triples if _is_time(each.object)]
    entries = [each for cell in item.cells for each in cell]
    shared = [pick(each.said, visit.lang) for each in entries if each.term.value in mentioned]
    at_once = [
        pick(each.said, visit.lang)
        for each in entries
        if _is_time(each.term) and any(_overlap(each.term.value, time) for time in times)
    ]
    said = [visit.say("Gemensamt: {value}", {"value": ", ".join(shared)})] if shared else []
    return said + ([visit.say("Samtidigt: {value}", {"value": ", ".join(at_once)})] if at_once else [])


def _is_time(term: object) -> bool:
    return isinstance(term, Literal) and term.datatype == EDTF.EDTF


def _overlap(one: str, other: str) -> bool:
    """Whether two vague times may have a day in common."""
    try:
        first, second = bounds(one), bounds(other)
    except ValueError:
        return False
    return _starts(first.earliest_start) <= _ends(second.latest_end) and _starts(second.earliest_start) <= _ends(
        first.latest_end
    )


def _starts(day: date | None) -> date:
    return day or date.min


def _ends(day: date | None) -> date:
    return day or date.max
