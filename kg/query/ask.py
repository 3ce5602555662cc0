"""Ask once, from the command line: what was given becomes a question, and a release or an endpoint answers it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from kg.errors import BadRequest
from kg.query.guard import inspect
from kg.query.local import engine_for
from kg.query.question import MIB, Answer, Limits, Question
from kg.query.questions import StandingQuestion, named, parse_question, read_questions
from kg.query.remote import Remote
from kg.query.standalone import standalone
from kg.rdf.formats import SPARQL_JSON, TURTLE, by_name
from kg.rdf.iris import Base
from kg.release.layout import Release
from kg.settings import Settings


@dataclass(frozen=True)
class Asked:
    """A question as it was put: its text, its form, the values of its parameters, and what its answer can't know."""

    text: str
    form: str
    base: Base
    standing: StandingQuestion | None = None
    bindings: Mapping[str, NamedNode | Literal] = field(default_factory=dict)

    @property
    def coverage(self) -> Mapping[str, str]:
        """In each language, what the answer rests on; empty for a question of somebody's own."""
        return self.standing.coverage if self.standing else {}


def the_question(given: str, release: Release | None, base: Base, params: Mapping[str, str]) -> Asked:
    """A standing question by its name, or the SPARQL given; NotFound suggests the nearest name."""
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", given.strip()) and release is not None:
        standing: StandingQuestion | None = named(read_questions(release.queries(), base), given.strip())
    else:
        standing = parse_question(given, base) if given.startswith("# name:") else None
    if standing is None and params:
        raise BadRequest(
            "--param is for standing questions; write the value into the query instead.",
            message_sv="--param är för färdiga frågor; skriv värdet i frågan i stället.",
        )
    text = standing.text if standing else given
    form = inspect(text, base.iri).form
    return Asked(text, form, base, standing, standing.bindings(params, base) if standing else {})


def formats_for(asked: Asked, name: str | None) -> str:
    """The media type of the answer: what was asked for, or JSON for rows and Turtle for graphs."""
    rows = asked.form in ("SELECT", "ASK")
    if name in (None, "table"):
        return SPARQL_JSON.media_type if rows else TURTLE.media_type
    form = by_name(name or "")
    is_graph = name in ("ttl", "nt", "jsonld", "rdf")
    if form is None or is_graph == rows:
        kinds = "table, json, csv, tsv, xml" if rows else "ttl, nt, jsonld, rdf"
        raise BadRequest(
            f"A {asked.form} query can't be answered as {name}; choose one of {kinds}.",
            message_sv=f"En {asked.form}-fråga kan inte besvaras som {name}; välj något av {kinds}.",
        )
    return form.media_type


def ask_release(asked: Asked, release: Release, media_type: str, settings: Settings) -> Answer:
    """The release's answer, from a confined worker that ends with it."""
    limits = Limits(
        deadline_seconds=settings.deadline_seconds,
        max_rows=settings.max_rows,
        max_bytes=settings.max_mib * MIB,
        worker_memory_bytes=settings.worker_mib * MIB,
    )
    manifest = release.manifest
    with engine_for(release.store, base_iri=manifest.base_iri, union=manifest.union, limits=limits) as engine:
        return engine.ask(Question(asked.text, media_type, bindings=asked.bindings))


def ask_remote(asked: Asked, endpoint: str, media_type: str, settings: Settings) -> Answer:
    """Another endpoint's answer; a standing question goes there with its values written in."""
    text = standalone(asked.standing, asked.bindings, asked.base.iri) if asked.standing else asked.text
    return Remote(endpoint, timeout_seconds=settings.deadline_seconds).ask(Question(text, media_type))
