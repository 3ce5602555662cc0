"""The competency questions: each with its words, what its answer can't know, its answer, and its query."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response
from pyoxigraph import NamedNode

from kg.errors import BadRequest
from kg.query import guard
from kg.query.question import Answer, Question
from kg.query.questions import Parameter, StandingQuestion, Value, named, read_columns, read_questions
from kg.query.standalone import standalone
from kg.rdf.formats import JSONLD, SPARQL_CSV, SPARQL_JSON, TURTLE
from kg.rdf.iris import Base
from kg.serve import frame
from kg.serve.ask import choices, tables
from kg.serve.ask.tables import Table, Wording
from kg.serve.http import respond
from kg.serve.http.negotiate import Variant
from kg.serve.http.refusals import no_page
from kg.serve.http.respond import Offer
from kg.serve.shelf import Edition
from kg.serve.site import Site
from kg.serve.thing import documents
from kg.serve.thing.documents import PAGE, UTF8
from kg.serve.visit import Visit
from kg.serve.words import pick

QUERY = Variant("application/sparql-query", "rq", "SPARQL", (("charset", "utf-8"),))
CSV = Variant("text/csv", "csv", "CSV", (*UTF8, ("header", "present")))
JSON = Variant("application/sparql-results+json", "json", "JSON")
TTL = Variant("text/turtle", "ttl", "Turtle", UTF8)
LD = Variant("application/ld+json", "jsonld", "JSON-LD")
FORMS = (PAGE, CSV, JSON, TTL, LD, QUERY)
_TABULAR, _GRAPH = (CSV, JSON, QUERY), (TTL, LD, QUERY)
_WRITTEN = {CSV: SPARQL_CSV, JSON: SPARQL_JSON, TTL: TURTLE, LD: JSONLD}


@dataclass(frozen=True)
class Asked:
    """A question with values for its parameters."""

    question: StandingQuestion
    values: Mapping[str, Value]
    form: str

    @property
    def forms(self) -> tuple[Variant, ...]:
        """The forms its answer has besides the page."""
        return _TABULAR if self.form in ("SELECT", "ASK") else _GRAPH


@dataclass(frozen=True)
class Questions:
    """The views of questions."""

    site: Site

    def all(self, visit: Visit) -> Response:
        """The list of questions."""
        if not visit.path.endswith("/"):
            return respond.see(visit, "questions/", status=308, vary=())
        every = standing(visit.edition, self.site)
        return respond.answer(
            visit,
            PAGE,
            lambda: frame.page(visit, "questions.html", {"questions": every}, title=visit.say("Frågor")),
            Offer(("questions",)),
        )

    def one(self, visit: Visit, name: str) -> Response:
        """A question's page, answer or query."""
        start, form = documents.split(name, FORMS)
        question = named(standing(visit.edition, self.site), start)
        asked = Asked(question, self._values(visit, question), guard.inspect(question.text, self.site.base.iri).form)
        if form is not None and form is not PAGE and form not in asked.forms:
            raise no_page(visit.path)
        chosen = form or respond.choose(visit, (PAGE, *asked.forms))
        query = urlencode([(name, plain(value, self.site.base)) for name, value in _changed(asked)])
        suffix = f"?{query}" if query else ""
        offer = Offer(
            key=("question", question.name, repr(sorted(asked.values.items()))),
            alternates=tuple((f"questions/{start}.{f.extension}{suffix}", f.media_type) for f in (PAGE, *asked.forms)),
            vary=() if form else ("Accept",),
            located_at=None if form else f"questions/{start}.{chosen.extension}{suffix}",
            filename=f"{start}.{chosen.extension}",
        )
        return respond.answer(visit, chosen, lambda: self._body(visit, asked, chosen, suffix), offer)

    def _values(self, visit: Visit, question: StandingQuestion) -> Mapping[str, Value]:
        ours = {each.name for each in question.parameters}
        names = visit.params.names() - {"lang", "release"}
        strange = sorted(names - ours)
        if strange:
            known = ", ".join(sorted(ours)) or "–"
            raise BadRequest(
                f"The question {question.name} has no parameter {strange[0]!r}; it has: {known}.",
                message_sv=f"Frågan {question.name} har ingen parameter {strange[0]!r}; den har: {known}.",
            )
        given = {name: visit.params.one(name) or "" for name in names}
        by_name = {each.name: each for each in question.parameters}
        typed = {name: self._typed(visit, by_name[name], value) for name, value in given.items() if value}
        return question.bindings(typed, self.site.base)

    def _typed(self, visit: Visit, parameter: Parameter, text: str) -> str:
        """What was typed; a thing's name stands for its IRI."""
        if "/" in text or not isinstance(parameter.default, NamedNode):
            return text
        return choices.of(visit, parameter).iri(text) or text

    def _body(self, visit: Visit, asked: Asked, form: Variant, suffix: str) -> bytes:
        if form is QUERY:
            return published(asked, self.site.base.iri).encode()
        if form is PAGE:
            return self._page(visit, asked, suffix)
        return _ask(visit.edition, asked, _WRITTEN[form].media_type).body

    def _asked_for(self, visit: Visit, parameter: Parameter, value: Value) -> choices.Box:
        typed = visit.params.one(parameter.name) or plain(value, self.site.base)
        return choices.box(parameter, choices.of(visit, parameter), value, typed)

    def _page(self, visit: Visit, asked: Asked, suffix: str) -> bytes:
        tabular = asked.form in ("SELECT", "ASK")
        lacking = asked.question.lacks(visit.edition.release.manifest.content)
        answer = _ask(visit.edition, asked, (SPARQL_JSON if tabular else TURTLE).media_type)
        text = published(asked, self.site.base.iri)
        title = pick(asked.question.question, visit.lang)
        return frame.page(
            visit,
            "question.html",
            {
                "question": asked.question,
                "parameters": [
                    self._asked_for(visit, each, asked.values[each.name]) for each in asked.question.parameters
                ],
                "missing": pick(asked.question.missing, visit.lang) if lacking else "",
                "table": table(visit, answer, asked.values) if tabular else None,
                "graph": "" if tabular else answer.body.decode(),
                "query": text,
                "editor": f"sparql?{urlencode({'query': text})}",
                "forms": [(f"questions/{asked.question.name}.{f.extension}{suffix}", f.label) for f in asked.forms],
            },
            title=title,
            description=pick(asked.question.coverage, visit.lang),
        )


def table(visit: Visit, answer: Answer, values: Mapping[str, Value]) -> Table:
    """An answer as people read it; the columns that only repeat what was asked are left out."""
    words = read_columns(visit.edition.release.path / "queries/columns.csv")
    return tables.worded(tables.read(answer.body, visit.site.base, visit.lang), words, _wording(visit), known=values)


def _wording(visit: Visit) -> Wording:
    model = visit.edition.model
    return Wording(
        lang=visit.lang,
        label=lambda iri: pick(model.term_label(iri), visit.lang),
        words={"true": visit.say("ja"), "false": visit.say("nej")},
    )


def standing(edition: Edition, site: Site) -> list[StandingQuestion]:
    """The questions published with the release, by number."""
    return read_questions(edition.release.queries(), site.base)


def published(asked: Asked, base_iri: str) -> str:
    """The query as anybody can run it anywhere: with its base, and the values of its parameters."""
    return standalone(asked.question, asked.values, base_iri)


def plain(value: Value, base: Base) -> str:
    """A parameter's value as people type it: a thing of ours by its path."""
    ours = base.path_of(value.value) if isinstance(value, NamedNode) else None
    return ours or value.value


def _changed(asked: Asked) -> list[tuple[str, Value]]:
    defaults: dict[str, Parameter] = {each.name: each for each in asked.question.parameters}
    return [(name, value) for name, value in sorted(asked.values.items()) if defaults[name].default != value]


def _ask(edition: Edition, asked: Asked, media_type: str) -> Answer:
    return edition.engine.ask(Question(asked.question.text, media_type, bindings=asked.values))


def blueprint(site: Site) -> Blueprint:
    """The routes of questions."""
    views = Questions(site)
    routes = Blueprint("questions", __name__)
    methods = ["GET", "HEAD", "OPTIONS"]
    for rule in ("/questions", "/questions/"):
        routes.add_url_rule(rule, rule, views.all, methods=methods)
    routes.add_url_rule("/questions/<name>", "one", views.one, methods=methods)
    return routes
