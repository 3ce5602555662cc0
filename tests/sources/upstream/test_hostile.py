"""Answers as documented, then spoilt: each connector gives figures or rows, or says in a sentence what was wrong."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import EndpointFailed
from kg.sources import endpoint
from kg.sources.upstream import figures, kolada, kolada_titles, pxweb, pxweb_titles
from kg.sources.upstream.cache import Asked, Cache, Held
from kg.sources.upstream.configuration import Series, Upstream
from kg.sources.upstream.errand import Answer, Errand
from tests.sources.upstream.services import HASTY

URL = "https://data.example.se/"
PLACES, YEAR = ["1981"], 2024
CELL = {"gender": "T", "count": 1, "status": "", "value": 0.5, "isdeleted": False}
KOLADA = {"values": [{"kpi": "N1", "municipality": "1981", "period": YEAR, "values": [CELL]}], "next_url": None}
KEY_FIGURES = {"values": [{"id": "N1", "title": "Folk", "is_divided_by_gender": 1, "publ_period": "2024"}]}
TABLE = {
    "id": ["Region", "Tid"],
    "size": [1, 1],
    "dimension": {
        "Region": {"category": {"index": ["1981"], "label": {"1981": "Sala"}}},
        "Tid": {"category": {"index": {"2024": 0}, "label": {"2024": "2024"}}},
    },
    "value": [1],
    "status": {"0": ".."},
    **{"maxDataCells": 10, "maxCallsPerTimeWindow": 30, "timeWindow": 1},
}
TABLES = {
    "tables": [{"id": "N1", "label": "Folk 2024", "variableNames": ["kön"], "firstPeriod": "1968", "lastPeriod": "2"}],
    "page": {"totalPages": 1},
}
ITEM = {"type": "uri", "value": "http://www.wikidata.org/entity/Q1"}
NAME = {"type": "literal", "value": "Sala", "xml:lang": "sv"}
ROWS = {"head": {"vars": ["item", "name"]}, "results": {"bindings": [{"item": ITEM, "name": NAME}]}}
ODD: list[object] = [None, True, 0, -1, 0.5, "", "1", "\ud800", "\0", "http://[", URL + "\ud800", "//x y\n", 10**30, -(10**400),
       float("nan"), float("inf"), [], {}, [[]], {"": {}}, "x" * 9000]  # fmt: skip


class Told:
    """A sender that is told what to answer."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def send(self, asked: Asked, held: Held | None, seconds: float) -> Answer:
        """The same, whatever is asked."""
        return Answer(200, self.body)


def _ways(said: object) -> Iterator[tuple[str | int, ...]]:
    """The way to every part of a value."""
    parts = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for key, part in parts:
        yield (key,)
        yield from ((key, *further) for further in _ways(part))


@st.composite
def spoilt(draw: st.DrawFn, documented: object) -> bytes:
    """A documented answer with one to three parts that are odd, gone or there twice; now and then no JSON at all."""
    made = deepcopy(documented)
    for _ in range(draw(st.integers(1, 3))):
        ways = sorted(_ways(made), key=str)
        if not ways:
            break
        *road, last = draw(st.sampled_from(ways))
        holder = made
        for step in road:
            holder = holder[step]  # type: ignore[index]
        change = draw(st.sampled_from(["odd", "odd", "gone", "twice"]))
        if change == "gone":
            del holder[last]  # type: ignore[attr-defined]
        elif change == "twice" and isinstance(holder, list):
            holder.append(deepcopy(holder[int(last)]))
        else:
            holder[last] = deepcopy(draw(st.sampled_from(ODD)))  # type: ignore[index]
    body = json.dumps(made).encode()
    whole = [body] * 8
    return draw(
        st.sampled_from([*whole, body[:-9], b"\xef\xbb\xbf" + body, body.decode().encode("utf-16"), body + b"\xff"])
    )


def _upstream(home: Path) -> Upstream:
    series = (Series("folkmangd", "N1", {"Region": "places", "Tid": "years"}),)
    return Upstream("here", home, "", URL, {"years": "2"}, series)


def _kolada(errand: Errand, sender: Told, about: Upstream) -> bytes:
    return figures.written(kolada.figures(errand, sender, about, PLACES, YEAR))


def _pxweb(errand: Errand, sender: Told, about: Upstream) -> bytes:
    return figures.written(pxweb.figures(errand, sender, about, PLACES, YEAR))


def _key_figures(errand: Errand, sender: Told, about: Upstream) -> bytes:
    found = kolada_titles.candidates(errand, sender, about, ["Folk"])
    return str([*found, kolada_titles.named(errand, sender, about, ["N1"])]).encode()


def _tables(errand: Errand, sender: Told, about: Upstream) -> bytes:
    return str(pxweb_titles.candidates(errand, sender, about, ["Folk"])).encode()


READERS = {
    "kolada": (_kolada, KOLADA),
    "key figures": (_key_figures, KEY_FIGURES),
    "pxweb": (_pxweb, TABLE),
    "tables": (_tables, TABLES),
}


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=40)
@given(data=st.data())
def test_a_spoilt_answer_is_read_or_refused_in_a_sentence(name: str, data: st.DataObject) -> None:
    reader, documented = READERS[name]
    sender = Told(data.draw(spoilt(documented)))
    with TemporaryDirectory() as home:
        _read_or_refused(lambda: reader(Errand(HASTY, Cache(Path(home))), sender, _upstream(Path(home))))


@given(body=spoilt(ROWS))
def test_spoilt_rows_are_read_or_refused_in_a_sentence(body: bytes) -> None:
    _read_or_refused(lambda: str(endpoint.read(body, URL, at_most=500)).encode())


def _read_or_refused(read: Callable[[], bytes]) -> None:
    try:
        read()
    except EndpointFailed as refused:
        for said in (refused.message, refused.message_sv):
            assert URL in said
            assert said.encode().endswith(b".")


def _nested(levels: int) -> bytes:
    """One binding that is a statement about a statement about a statement."""
    start = b'{"type":"triple","value":{"subject":{"type":"uri","value":"a:b"},"predicate":{"type":"uri","value":"a:b"},"object":'
    name = b'{"type":"literal","value":"x"}'
    return (
        b'{"head":{"vars":["item"]},"results":{"bindings":[{"item":' + start * levels + name + b"}}" * levels + b"}]}}"
    )


@pytest.mark.parametrize(
    "body",
    [
        _nested(20_000),
        json.dumps({"head": {"vars": [f"v{n}" for n in range(200)]}, "results": {"bindings": [{}]}}).encode(),
        json.dumps({"head": {"vars": ["item"]}, "results": {"bindings": [{}] * 501}}).encode(),
    ],
    ids=["as deep as ends a process", "wider than any query", "more rows than asked for"],
)
def test_rows_past_reason_are_refused_before_they_cost_anything(body: bytes) -> None:
    with pytest.raises(EndpointFailed):
        endpoint.read(body, URL, at_most=500)
