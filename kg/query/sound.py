"""Whether the questions that come with the data can be asked, before a release carries them: every fault at once."""

from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import BadSyntax, KgError
from kg.place import Place
from kg.query import guard
from kg.query.lexer import tokens
from kg.query.questions import StandingQuestion, columns_in, question_in
from kg.rdf import own_queries
from kg.rdf.findings import Finding, unreadable
from kg.rdf.iris import Base
from kg.sources.folder import Raw


def faults(files: Iterable[Raw], base: Base) -> list[Finding]:
    """A violation for each file of questions, or of the words for their columns, that can't be used as it is."""
    found = list[Finding]()
    for raw in files:
        try:
            _read(raw, base)
        except BadSyntax as wrong:
            found.append(unreadable(wrong, base.iri_of("questions/")))
    return found


def _read(raw: Raw, base: Base) -> None:
    text = raw.text()
    if raw.name.endswith(".csv"):
        columns_in(text, raw.name)
        return
    question = question_in(text, raw.name, base)
    _must_be_answered(text, raw.name, base)
    # Of nothing: what is wanted is that it can be parsed.
    own_queries.ask(ox.Store(), text, raw.name, base_iri=base.iri)
    _must_use_its_parameters(question, raw.name)


def _must_be_answered(text: str, source: str, base: Base) -> None:
    """BadSyntax for a query that the guard would refuse whoever asks it."""
    try:
        guard.inspect(text, base.iri)
    except KgError as wrong:
        place = Place(source, wrong.place.line, wrong.place.column) if wrong.place else Place(source)
        raise BadSyntax(wrong.message, message_sv=wrong.message_sv, place=place) from wrong


def _must_use_its_parameters(question: StandingQuestion, source: str) -> None:
    """BadSyntax for a parameter that the query never names: whoever gave it a value would get the same answer."""
    used = {token.text[1:] for token in tokens(question.text) if token.kind == "variable"}
    for number, line in enumerate(question.text.splitlines(), start=1):
        name = next((each.name for each in question.parameters if line.startswith(f"# param: {each.name} =")), None)
        if name is not None and name not in used:
            raise BadSyntax(
                f"the query never names the parameter {name}: write ?{name} in it, or take the parameter away.",
                message_sv=f"frågan nämner aldrig parametern {name}: skriv ?{name} i den, eller ta bort parametern.",
                place=Place(source, number),
            )
