"""The page where people check a text or a file before they hand it in; it works without scripts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.rdf.formats import RDF_FORMATS, TURTLE
from kg.rdf.graphs import write
from kg.serve import frame
from kg.serve.http import problems
from kg.serve.model import Kind
from kg.serve.thing import reading
from kg.serve.visit import Visit
from kg.validate import profiles

_REPORTS = (("JSON", "json"), ("Turtle", "ttl"), ("SARIF", "sarif"), ("Text", "txt"))


@dataclass(frozen=True)
class Answer:
    """What the page shows below its heading: what was checked, and what came of it; or why nothing did."""

    name: str = ""
    report: Mapping[str, object] | None = None
    refusal: KgError | None = None


def empty(visit: Visit, example_of: Kind | None) -> bytes:
    """The page before anything is checked; with a kind, a record of it to try, made faulty."""
    fields = {"text": example(visit, example_of)} if example_of else {}
    return _page(visit, fields, Answer())


def answered(visit: Visit, fields: Mapping[str, str], name: str, report: bytes) -> bytes:
    """The page with the findings; the text is kept as it was written."""
    return _page(visit, fields, Answer(name=name, report=json.loads(report)))


def refused(visit: Visit, fields: Mapping[str, str], refusal: KgError) -> bytes:
    """The page with what is wrong above the text, which is kept as it was written."""
    return _page(visit, fields, Answer(refusal=refusal))


def example(visit: Visit, kind: Kind) -> str:
    """A published record of a kind as Turtle, without what it must say first: something to find."""
    engine, base = visit.edition.engine, visit.site.base
    found = reading.first_of(engine, kind.class_iri)
    path = base.path_of(found) if found else None
    if found is None or path is None:
        return ""
    thing = NamedNode(found)
    needed = {each.path for each in visit.edition.model.kind_class(kind).fields if each.minimum and not each.derived}
    triples = reading.graph_triples(engine, base.iri_of(f"record/{path}"))
    left_out = next((t.predicate for t in triples if t.subject == thing and t.predicate.value in needed), None)
    kept = [each for each in triples if each.subject != thing or each.predicate != left_out]
    return write(kept, TURTLE, base_iri=base.iri).decode()


def _page(visit: Visit, fields: Mapping[str, str], answer: Answer) -> bytes:
    refusal = answer.refusal
    title = visit.say("Kontrollera uppgifter")
    if refusal is not None:
        title = visit.say("Fel: det gick inte att kontrollera")
    elif answer.report is not None:
        title = visit.say("Resultat av kontrollen: {summary}", {"summary": answer.report["summary"]})
    return frame.page(
        visit,
        "validate.html",
        {
            "text": fields.get("text", ""),
            "lines": min(24, max(8, fields.get("text", "").count("\n") + 3)),
            "syntax": fields.get("syntax") or TURTLE.media_type,
            "syntaxes": [(each.media_type, each.label) for each in RDF_FORMATS],
            "shapes": fields.get("shapes", ""),
            "kinds": visit.edition.model.kinds,
            "profiles": profiles.names(visit.site.settings.root),
            "answer": answer,
            "sentence": problems.sentence(visit, refusal) if refusal is not None else "",
            "reports": _REPORTS,
            "public": visit.site.settings.public,
        },
        title=title,
        description=visit.say("Kontrollera uppgifter mot Samverkansgrafens former innan du lämnar in dem."),
    )
