"""Answers beside a thing: the standing questions that say they are shown on the pages of its class, asked of it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from kg.query.question import Question
from kg.query.questions import StandingQuestion
from kg.rdf.formats import SPARQL_JSON
from kg.serve.ask import alike, questions
from kg.serve.ask.alike import Alike
from kg.serve.ask.tables import Table
from kg.serve.visit import Visit
from kg.serve.words import pick

ROWS = 10
"""Rows of an answer on the page of a thing; the question's own page has them all."""


@dataclass(frozen=True)
class Beside:
    """One answer: its heading, its table or what is missing for one, what it can't know, and its own page."""

    name: str
    heading: str
    path: str
    table: Table | None
    missing: str
    coverage: str
    alike: tuple[Alike, ...] | None = None
    """The things that are most like this one, where the question is about that; then there is no table."""


def of(visit: Visit, thing: str, types: Collection[str]) -> tuple[Beside, ...]:
    """The answers for a thing of these classes, in the order of the questions."""
    if visit.edition.of_files:
        return ()
    base = visit.site.base
    return tuple(
        _asked(visit, each, thing)
        for each in questions.standing(visit.edition, visit.site)
        if each.parameters and any(base.ns(name).value in types for name in each.shown)
    )


def _asked(visit: Visit, question: StandingQuestion, thing: str) -> Beside:
    base = visit.site.base
    name = question.parameters[0].name
    values = {**question.bindings({}, base), name: NamedNode(thing)}
    lacking = question.lacks(visit.edition.release.manifest.content)
    table = None
    if not lacking and not question.because:
        answer = visit.edition.engine.ask(Question(question.text, SPARQL_JSON.media_type, bindings=values))
        whole = questions.table(visit, answer, values)
        table = replace(whole, rows=whole.rows[:ROWS])
    return Beside(
        name=question.name,
        heading=pick(question.heading, visit.lang),
        path=f"questions/{question.name}?{urlencode({name: base.path_of(thing) or thing})}",
        table=table,
        missing=pick(question.missing, visit.lang) if lacking else "",
        coverage=pick(question.coverage, visit.lang),
        alike=alike.of(visit, question, values) if question.because and not lacking else None,
    )
