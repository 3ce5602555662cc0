"""Run the W3C's query tests against the service, and say how each answer compares with the engine's and with theirs."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conformance import results
from tests.conformance.manifests import Case
from tests.conformance.results import GRAPH_FORMS, Answer, Table, Triples
from tests.conformance.rooms import Room, dataset_of, in_memory

CSV = "text/csv"
TABLE_FORMS = ("application/sparql-results+json", "application/sparql-results+xml", "text/tab-separated-values", CSV)
BOOLEAN_FORMS = TABLE_FORMS[:2]
_ORDERED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)


@dataclass(frozen=True)
class Outcome:
    """How a test went: the formats in which the service says other than the engine, and what the W3C would say.

    `verdict` is "equal" when every term is the expected one, "same values" when only the writing of numbers differs,
    else "differs".
    """

    unlike_engine: tuple[str, ...]
    verdict: str
    got: Answer
    expected: Answer


@dataclass(frozen=True)
class Syntax:
    """What the service said of a query: its status, and where it refused it, the name of the problem."""

    status: int
    problem: str


def syntax(case: Case, room: Room) -> Syntax:
    """Ask the query of no data at all; what it is made of is the question, not what it finds."""
    client = room.client(case.base, "no data", [])
    response = ask(client, case.text, "application/sparql-results+json, text/turtle;q=0.9, */*;q=0.1")
    said = response.get_json() if response.mimetype == "application/problem+json" else {}
    return Syntax(response.status_code, str(said.get("type", "")).rpartition("#")[2])


def outcome(case: Case, room: Room) -> Outcome:
    """Ask the service in every format, ask the engine alone, and compare."""
    client = room.of_case(case)
    engine = engine_answer(case)
    answers = {form: _answer(client, case.text, form) for form in _forms(engine)}
    unlike = tuple(form for form, answer in answers.items() if not is_the_engines(case, answer, form, engine))
    got = answers[written_as(case, engine)]
    return Outcome(unlike, verdict(case, got), got, expectation(case))


def engine_answer(case: Case) -> Answer:
    """What the engine gives in memory, with nothing of ours around it."""
    return results.of_engine(in_memory(dataset_of(case)).query(case.text, base_iri=case.base))


def is_the_engines(case: Case, answer: Answer, form: str, engine: Answer) -> bool:
    """Whether an answer read from a format is all that the format can tell of the engine's."""
    told = results.as_csv(engine) if form == CSV else engine
    return results.same(answer, told, ordered=_is_ordered(case))


def written_as(case: Case, engine: Answer) -> str:
    """The format that the W3C's result is written in; the first that fits where it is none of ours."""
    written = {".csv": CSV, ".tsv": "text/tab-separated-values", ".srx": "application/sparql-results+xml"}
    forms = _forms(engine)
    form = written.get(case.result.suffix if case.result else "", forms[0])
    return form if form in forms else forms[0]


def expectation(case: Case) -> Answer:
    """What the W3C expects."""
    if case.result is None:
        raise ValueError(f"{case.id} expects nothing")
    return results.read_expected(case.result.read_bytes(), case.result.suffix, case.base)


def verdict(case: Case, got: Answer) -> str:
    """How an answer stands to what the W3C expects."""
    expected, ordered = expectation(case), _is_ordered(case)
    if results.same(got, expected, ordered=ordered):
        return "equal"
    if results.same(results.as_values(got), results.as_values(expected), ordered=ordered):
        return "same values"
    return "differs"


def ask(client: FlaskClient, text: str, accept: str, way: str = "get") -> TestResponse:
    """The service's answer, in one of the protocol's three ways."""
    headers = {"Accept": accept}
    if way == "get":
        return client.get(f"/sparql?query={quote(text, safe='')}", headers=headers)
    if way == "form":
        return client.post("/sparql", data={"query": text}, headers=headers)
    return client.post("/sparql", data=text.encode(), content_type="application/sparql-query", headers=headers)


def _answer(client: FlaskClient, text: str, form: str) -> Answer:
    way = {"application/sparql-results+xml": "form", "text/tab-separated-values": "direct"}.get(form, "get")
    response = ask(client, text, form, way)
    if response.status_code != 200 or not response.content_type.startswith(form):
        raise AssertionError(f"{response.status}, {response.content_type}: {response.get_data(as_text=True)}")
    return results.read(response.get_data(), response.content_type)


def _forms(answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, Triples):
        return tuple(GRAPH_FORMS)
    return TABLE_FORMS if isinstance(answer, Table) else BOOLEAN_FORMS


def _is_ordered(case: Case) -> bool:
    return _ORDERED.search(case.text) is not None
