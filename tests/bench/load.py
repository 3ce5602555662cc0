"""Bounded HTTP load from one process: keep-alive connections in threads, each request timed."""

import http.client
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Load:
    """What a load came to: answers a second, and the median and 99th percentile of one, in milliseconds."""

    per_second: float
    median_ms: float
    p99_ms: float


def ask(endpoint: str, query: str, *, accept: str = "application/sparql-results+json", timeout: float = 60) -> bytes:
    """One query by GET; a status other than 200 is an error."""
    return _get(_connection(endpoint, timeout), _path(endpoint, query), accept)


def attempt(endpoint: str, query: str) -> int:
    """The status of one query by POST, whatever it is."""
    connection = _connection(endpoint, 60)
    connection.request("POST", urlsplit(endpoint).path, query, {"Content-Type": "application/sparql-query"})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def load(endpoint: str, queries: Sequence[str], *, connections: int = 4, pause: float = 0.0) -> Load:
    """Ask every query once, over that many connections at a time, with a pause after each answer."""
    shares = [queries[number::connections] for number in range(connections)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        times = [each for share in pool.map(lambda share: _run(endpoint, share, pause), shares) for each in share]
    took = time.perf_counter() - begun
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return Load(len(queries) / took, statistics.median(ordered) * 1000, p99 * 1000)


def _run(endpoint: str, queries: Sequence[str], pause: float) -> list[float]:
    connection = _connection(endpoint, 60)
    times = []
    for query in queries:
        begun = time.perf_counter()
        _get(connection, _path(endpoint, query), "application/sparql-results+json")
        times.append(time.perf_counter() - begun)
        time.sleep(pause)
    return times


def _connection(endpoint: str, timeout: float) -> http.client.HTTPConnection:
    parts = urlsplit(endpoint)
    return http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=timeout)


def _path(endpoint: str, query: str) -> str:
    return f"{urlsplit(endpoint).path}?{urlencode({'query': query})}"


def _get(connection: http.client.HTTPConnection, path: str, accept: str) -> bytes:
    connection.request("GET", path, headers={"Accept": accept})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {body[:300]!r}")
    return body
