"""The page where people write queries: a form that works without scripts, tested examples, answers as tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from kg.errors import KgError
from kg.query import guard
from kg.query.question import Answer
from kg.serve import frame
from kg.serve.ask import questions, tables
from kg.serve.ask.tables import Table
from kg.serve.visit import Visit
from kg.serve.words import pick

_ROWS = (("CSV", "csv"), ("JSON", "json"), ("TSV", "tsv"), ("XML", "xml"))
_GRAPH = (("Turtle", "ttl"), ("JSON-LD", "jsonld"), ("RDF/XML", "rdf"), ("N-Triples", "nt"))
_START = """SELECT ?class (COUNT(?thing) AS ?things)
WHERE { ?thing a ?class }
GROUP BY ?class
ORDER BY DESC(?things)
LIMIT 20
"""


@dataclass(frozen=True)
class Result:
    """An answer as the page shows it: a table, or a graph as Turtle, and where to fetch it in other forms."""

    table: Table | None
    graph: str
    downloads: Sequence[tuple[str, str]]


def empty(visit: Visit) -> bytes:
    """The page before anything is asked."""
    return _page(visit, "", None, None)


def answered(visit: Visit, text: str, answer: Answer) -> bytes:
    """The page with an answer below the query."""
    tabular = answer.form in ("SELECT", "ASK")
    downloads = [
        (label, f"sparql?{urlencode({'query': text, 'format': extension})}")
        for label, extension in (_ROWS if tabular else _GRAPH)
    ]
    result = Result(
        table=_table(visit, answer) if tabular else None,
        graph="" if tabular else answer.body.decode(),
        downloads=downloads,
    )
    return _page(visit, text, result, None)


def _table(visit: Visit, answer: Answer) -> Table:
    return tables.read(answer.body, visit.site.base, visit.lang, of_files=visit.edition.of_files)


def refused(visit: Visit, text: str, refusal: KgError, sentence: str) -> bytes:
    """The page with what is wrong above the query, which is kept as it was written."""
    return _page(visit, text, None, refusal, sentence)


def _page(visit: Visit, text: str, result: Result | None, refusal: KgError | None, sentence: str = "") -> bytes:
    edition = visit.edition
    return frame.page(
        visit,
        "sparql.html",
        {
            "query": text,
            "starter": _START,
            "lines": min(24, max(8, (text or _START).count("\n") + 3)),
            "result": result,
            "refusal": refusal,
            "sentence": sentence,
            "examples": _examples(visit),
            "limits": visit.site.settings,
            "union": edition.release.manifest.union,
        },
        title=visit.say("Fel: frågan kunde inte besvaras") if refusal else visit.say("Fråga med SPARQL"),
        description=visit.say("Ställ egna frågor till grafen med SPARQL 1.1."),
    )


def _examples(visit: Visit) -> list[tuple[str, str]]:
    made = []
    for each in questions.standing(visit.edition, visit.site):
        form = guard.inspect(each.text, visit.site.base.iri).form
        asked = questions.Asked(each, each.bindings({}, visit.site.base), form)
        text = questions.published(asked, visit.site.base.iri)
        made.append((pick(each.question, visit.lang), f"sparql?{urlencode({'query': text})}"))
    return made
