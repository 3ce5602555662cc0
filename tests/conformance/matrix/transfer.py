"""How an answer travels: HEAD and OPTIONS, scripts from other sites, tags and 304, content codings."""

import gzip

import brotli  # type: ignore[import-untyped]  # it ships no types

from tests.conformance.matrix.check import CONSTRUCT, CSV, JSON, LARGE, SELECT, XML, Check, http, must_answer
from tests.conformance.wire import Endpoint, as_mapping

_ORIGIN = [("Origin", "https://elsewhere.example")]
_FETCH = "https://fetch.spec.whatwg.org/#http-cors-protocol"


def head(endpoint: Endpoint) -> None:
    """HEAD is GET without its body: the same status and headers"""
    for query, accept in ((SELECT, CSV), (CONSTRUCT, "text/turtle"), ("ASK {", JSON)):
        full, bare = endpoint.get(query, accept), endpoint.get(query, accept, method="HEAD")
        assert bare.status == full.status, (full.status, bare.status)
        assert bare.body == b""
        told = as_mapping(bare)
        for name, value in as_mapping(full).items():
            if name not in ("date", "content-length", "transfer-encoding", "connection"):
                assert told.get(name) == value, name


def length(endpoint: Endpoint) -> None:
    """An answer says how long it is, and HEAD says the same"""
    full, bare = endpoint.get(SELECT, CSV), endpoint.get(SELECT, CSV, method="HEAD")
    assert full.header("Content-Length") == str(len(full.body)) == bare.header("Content-Length")


def options(endpoint: Endpoint) -> None:
    """OPTIONS names the methods"""
    reply = endpoint.bare(method="OPTIONS")
    assert reply.status in (200, 204), reply.status
    assert {"get", "post"} <= reply.listed("Allow"), reply.header("Allow")


def cors(endpoint: Endpoint) -> None:
    """A script from another site may read an answer"""
    for query in (SELECT, CONSTRUCT):
        assert _allows(endpoint.get(query, headers=_ORIGIN).header("Access-Control-Allow-Origin"))


def cors_of_errors(endpoint: Endpoint) -> None:
    """… and what an error says"""
    reply = endpoint.get("ASK {", headers=_ORIGIN)
    assert reply.status == 400, reply.status
    assert _allows(reply.header("Access-Control-Allow-Origin"))


def cors_headers(endpoint: Endpoint) -> None:
    """… and the tag of an answer"""
    assert "etag" in endpoint.get(SELECT, headers=_ORIGIN).listed("Access-Control-Expose-Headers")


def preflight(endpoint: Endpoint) -> None:
    """A script from another site may ask first, and post `application/sparql-query`"""
    wish = [("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type")]
    reply = endpoint.send("OPTIONS", endpoint.path, [*_ORIGIN, *wish])
    assert reply.status in (200, 204), reply.status
    assert _allows(reply.header("Access-Control-Allow-Origin"))
    assert reply.listed("Access-Control-Allow-Headers") & {"content-type", "*"}


def tag(endpoint: Endpoint) -> None:
    """An answer has a strong ETag, the same when asked again"""
    one, again = (endpoint.get(SELECT, CSV).header("ETag") for _ in range(2))
    assert one.startswith('"'), one
    assert one == again


def tag_per_form(endpoint: Endpoint) -> None:
    """Each form of an answer has its own ETag"""
    replies = [endpoint.get(LARGE, accept) for accept in (JSON, XML, CSV)]
    replies.append(endpoint.get(LARGE, CSV, headers=[("Accept-Encoding", "gzip")]))
    tags = [reply.header("ETag") for reply in replies]
    assert all(tags)
    assert len(set(tags)) == len(tags), tags


def not_modified(endpoint: Endpoint) -> None:
    """If-None-Match with the ETag is 304, without a body"""
    tagged = endpoint.get(SELECT, CSV).header("ETag")
    for value in (tagged, f'"other", W/{tagged}', "*"):
        reply = endpoint.get(SELECT, CSV, headers=[("If-None-Match", value)])
        assert (reply.status, reply.body) == (304, b""), (value, reply.status)
        assert reply.header("ETag") == tagged
    assert endpoint.get(SELECT, CSV, headers=[("If-None-Match", tagged)], method="HEAD").status == 304


def modified(endpoint: Endpoint) -> None:
    """If-None-Match with another ETag, or that of another form, is 200"""
    other = endpoint.get(SELECT, JSON).header("ETag") or '"other"'
    for value in ('"other"', other):
        must_answer(endpoint.get(SELECT, CSV, headers=[("If-None-Match", value)]), CSV)


def errors_are_never_not_modified(endpoint: Endpoint) -> None:
    """An error is an error, whatever If-None-Match says"""
    assert endpoint.get("ASK {", headers=[("If-None-Match", "*")]).status == 400


def errors_are_not_kept(endpoint: Endpoint) -> None:
    """An error says that it isn't to be cached"""
    assert "no-store" in endpoint.get("ASK {").listed("Cache-Control")


def gzipped(endpoint: Endpoint) -> None:
    """A large answer is coded with gzip where it is wished for"""
    reply = endpoint.get(LARGE, CSV, headers=[("Accept-Encoding", "gzip")])
    assert reply.header("Content-Encoding") == "gzip"
    assert gzip.decompress(reply.body) == endpoint.get(LARGE, CSV).body


def brotlied(endpoint: Endpoint) -> None:
    """… and with brotli"""
    reply = endpoint.get(LARGE, CSV, headers=[("Accept-Encoding", "br")])
    assert reply.header("Content-Encoding") == "br"
    assert brotli.decompress(reply.body) == endpoint.get(LARGE, CSV).body


def not_coded(endpoint: Endpoint) -> None:
    """An answer is never coded unasked, nor with what has the weight 0"""
    for headers in ([], [("Accept-Encoding", "gzip;q=0, br;q=0")], [("Accept-Encoding", "identity")]):
        reply = endpoint.get(LARGE, CSV, headers=headers)
        must_answer(reply, CSV)
        assert not reply.header("Content-Encoding")


def coding_varies(endpoint: Endpoint) -> None:
    """`Vary` names Accept-Encoding, coded or not"""
    for wish in ("gzip", "identity"):
        reply = endpoint.get(LARGE, CSV, headers=[("Accept-Encoding", wish)])
        assert "accept-encoding" in reply.listed("Vary"), reply.header("Vary")


def same_every_way(endpoint: Endpoint) -> None:
    """GET, form and direct POST give the same bytes"""
    bodies = {
        endpoint.get(LARGE, CSV).body,
        endpoint.post_form([("query", LARGE)], CSV).body,
        endpoint.post(LARGE.encode(), CSV).body,
    }
    assert len(bodies) == 1


def _allows(value: str) -> bool:
    return value in ("*", "https://elsewhere.example")


_AREA = "Carrying an answer"
CHECKS = (
    http(_AREA, "9.3.2", "must", head),
    http(_AREA, "8.6", "should", length),
    http(_AREA, "9.3.7", "should", options),
    Check(_AREA, "Fetch: CORS protocol", _FETCH, "ours", cors),
    Check(_AREA, "Fetch: CORS protocol", _FETCH, "ours", cors_of_errors),
    Check(_AREA, "Fetch: CORS protocol", _FETCH, "ours", cors_headers),
    Check(_AREA, "Fetch: CORS protocol", _FETCH, "ours", preflight),
    http(_AREA, "8.8.3", "should", tag),
    http(_AREA, "8.8.3", "should", tag_per_form),
    http(_AREA, "13.1.2", "should", not_modified),
    http(_AREA, "13.1.2", "must", modified),
    http(_AREA, "13.2.1", "must", errors_are_never_not_modified),
    Check(
        _AREA,
        "RFC 9111 §5.2.2.5",
        "https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.5",
        "ours",
        errors_are_not_kept,
    ),
    http(_AREA, "12.5.3", "may", gzipped),
    http(_AREA, "12.5.3", "may", brotlied),
    http(_AREA, "12.5.3", "must", not_coded),
    http(_AREA, "12.5.5", "should", coding_varies),
    http(_AREA, "9.3.3", "ours", same_every_way),
)
