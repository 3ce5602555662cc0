"""What is most like a thing, and why: an answer whose rows say other things, and what each shares with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.query.prepared import rows_of
from kg.query.question import Question, Term
from kg.query.questions import StandingQuestion, Value
from kg.rdf.formats import SPARQL_JSON
from kg.rdf.iris import Base
from kg.serve.model import Model
from kg.serve.thing.shown import page_of
from kg.serve.visit import Visit
from kg.serve.words import pick

SHOWN = 5
_ROWS = 100
"""Rows asked for: each of the few may share many things with this one."""


@dataclass(frozen=True)
class Reason:
    """In what two things are alike, and what they share in that."""

    what: str
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    """A thing that is like another: its name, its page, and the reasons."""

    name: str
    path: str
    reasons: tuple[Reason, ...]


def of(visit: Visit, question: StandingQuestion, values: Mapping[str, Value]) -> tuple[Alike, ...]:
    """The few things most like the one that is asked of, the likest first; the columns are those the question names."""
    text = f"{question.text}\nLIMIT {_ROWS}\n"
    answer = visit.edition.engine.ask(Question(text, SPARQL_JSON.media_type, bindings=values))
    return nearest(rows_of(answer), question.because, visit.lang, visit.edition.model, visit.site.base)


def nearest(
    rows: Iterable[Mapping[str, Term]], because: Sequence[str], lang: str, model: Model, base: Base
) -> tuple[Alike, ...]:
    """The first few things of some rows, each with what it shares, by what that is."""
    other, aspect, trait = because
    found: dict[str, tuple[str, dict[str, list[str]]]] = {}
    for row in rows:
        thing, what = row[other].value, row[aspect].value
        if thing not in found and len(found) == SHOWN:
            break
        _, reasons = found.setdefault(thing, (_name(row, other, lang), {}))
        word = pick(model.term_label(what), lang) or _name(row, aspect, lang)
        shared = reasons.setdefault(word, [])
        shared += [name for name in [_name(row, trait, lang)] if name not in shared]
    return tuple(
        Alike(name, _page(iri, base), tuple(Reason(what, tuple(shared)) for what, shared in reasons.items()))
        for iri, (name, reasons) in found.items()
    )


def _name(row: Mapping[str, Term], column: str, lang: str) -> str:
    names = {"sv": f"{column}Name", "en": f"{column}NameEn"}
    said = {tag: row[name].value for tag, name in names.items() if name in row}
    return pick(said, lang, row[column].value)


def _page(iri: str, base: Base) -> str:
    path = base.path_of(iri)
    return page_of(path) if path else iri
