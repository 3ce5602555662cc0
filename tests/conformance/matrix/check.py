"""What a check is, the small world it asks about, and what several checks have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException

from rdflib.term import Literal

from tests.conformance.results import Table
from tests.conformance.wire import Endpoint, Reply

EX = "http://example.org/"
ONE, TWO, MANY = f"{EX}graph/one", f"{EX}graph/two", f"{EX}graph/many"

# Graph one and graph two have a statement in common; the default graph has one of its own.
DATA = "\n".join(
    [
        f'<{EX}default> <{EX}in> "default" .',
        f'<{EX}both> <{EX}in> "both" <{ONE}> .',
        f'<{EX}both> <{EX}in> "both" <{TWO}> .',
        f'<{EX}one> <{EX}in> "one" <{ONE}> .',
        f'<{EX}one> <{EX}name> "Åsa från Öjebyn"@sv <{ONE}> .',
        f'<{EX}two> <{EX}in> "two" <{TWO}> .',
        *(
            f'<{EX}many/{n}> <{EX}number> "{n}"^^<http://www.w3.org/2001/XMLSchema#integer> <{MANY}> .'
            for n in range(300)
        ),
        "",
    ]
)

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TABULAR = (JSON, XML, CSV, TSV)
GRAPHS = ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

SELECT = f"SELECT ?x {{ ?x <{EX}in> 'default' }}"
ASK = "ASK {}"
CONSTRUCT = f"CONSTRUCT {{ ?x <{EX}was> ?o }} WHERE {{ ?x <{EX}in> ?o }}"
DESCRIBE = f"DESCRIBE <{EX}default>"
LARGE = f"SELECT ?x ?n {{ GRAPH <{MANY}> {{ ?x <{EX}number> ?n }} }} ORDER BY ?n"

PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"
RFC9110 = "https://www.rfc-editor.org/rfc/rfc9110"


@dataclass(frozen=True)
class Check:
    """Something to expect: which part of the matrix, whose rule (its name and address), and how to see it.

    `level` is how strongly the rule asks: must, should, may; or "ours", where no standard asks but a client gains.
    """

    area: str
    rule: str
    link: str
    level: str
    run: Callable[[Endpoint], None]

    @property
    def name(self) -> str:
        """What is expected, in a sentence."""
        return (self.run.__doc__ or "").partition("\n")[0].rstrip(".")

    @property
    def id(self) -> str:
        """The check as a test's name."""
        return self.run.__name__

    def passes(self, endpoint: Endpoint) -> bool:
        """Whether the server does as expected."""
        try:
            self.run(endpoint)
        except (AssertionError, HTTPException, OSError):
            return False
        return True


def protocol(area: str, section: str, anchor: str, level: str, run: Callable[[Endpoint], None]) -> Check:
    """A check of a rule of the SPARQL 1.1 Protocol."""
    return Check(area, f"SPARQL 1.1 Protocol §{section}", f"{PROTOCOL}#{anchor}", level, run)


def http(area: str, section: str, level: str, run: Callable[[Endpoint], None]) -> Check:
    """A check of a rule of HTTP."""
    return Check(area, f"RFC 9110 §{section}", f"{RFC9110}#section-{section}", level, run)


def must_answer(reply: Reply, *media_types: str) -> None:
    """The reply is 200 and of one of these types."""
    assert reply.status == 200, f"{reply.status}: {reply.body[:200]!r}"
    assert not media_types or reply.media_type in media_types, reply.media_type


def must_refuse(reply: Reply, *statuses: int) -> None:
    """The reply is an error of the client's, of one of these statuses where they are given."""
    assert reply.status in (statuses or range(400, 500)), f"{reply.status}: {reply.body[:200]!r}"


def column(reply: Reply) -> list[str]:
    """The values of an answer of one variable, sorted."""
    must_answer(reply)
    answer = reply.answer()
    assert isinstance(answer, Table), answer
    return sorted(str(row[0]) for row in answer.rows)


def number(reply: Reply) -> int:
    """The only value of an answer that counts."""
    must_answer(reply)
    answer = reply.answer()
    assert isinstance(answer, Table), answer
    value = answer.rows[0][0]
    assert isinstance(value, Literal), value
    return int(value)
