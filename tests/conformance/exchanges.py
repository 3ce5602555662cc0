"""Run a protocol test of the W3C's: send each request as it is written, and hold the reply to what is expected."""

from tests.conformance.exclusions import UPDATES
from tests.conformance.manifests import Exchange, ProtocolCase
from tests.conformance.results import Table, Triples
from tests.conformance.wire import Endpoint, Reply

# The path that every request of the manifest begins with; each service puts its own there.
WRITTEN = "/sparql/"
_FORMS = {
    "boolean": {"application/sparql-results+xml", "application/sparql-results+json"},
    "tabular": {
        "application/sparql-results+xml",
        "application/sparql-results+json",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"application/rdf+xml", "text/turtle", "application/n-triples"},
}


def run(case: ProtocolCase, endpoint: Endpoint) -> None:
    """AssertionError where a reply isn't as expected; of an update, that it is refused is expected."""
    if case.name in UPDATES:
        reply = send(case.exchanges[0], endpoint)
        assert 400 <= reply.status < 500, f"{reply.status}: {reply.body[:200]!r}"
        return
    for exchange in case.exchanges:
        _must_be_as_expected(send(exchange, endpoint), exchange)


def send(exchange: Exchange, endpoint: Endpoint) -> Reply:
    """The reply to one request."""
    if not exchange.target.startswith(WRITTEN):
        raise ValueError(f"{exchange.target} doesn't begin with {WRITTEN}")
    target = endpoint.path + exchange.target.removeprefix(WRITTEN)
    return endpoint.send(exchange.method, target, exchange.headers, exchange.body)


def _must_be_as_expected(reply: Reply, exchange: Exchange) -> None:
    assert f"{reply.status // 100}xx" in exchange.statuses, f"{reply.status}: {reply.body[:200]!r}"
    if exchange.form is None:
        return
    assert reply.media_type in _FORMS[exchange.form], reply.media_type
    answer = reply.answer()
    assert isinstance(answer, {"boolean": bool, "tabular": Table, "RDF": Triples}[exchange.form]), answer
    if exchange.boolean is not None:
        assert answer is exchange.boolean, answer
