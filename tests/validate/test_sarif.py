"""Whatever is found, wherever, is told to code hosts as SARIF 2.1.0 wants it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.place import Place
from kg.rdf.findings import Finding, Level
from kg.validate.reports import sarif
from kg.validate.reports.report import Report
from tests.strategies import texts
from tests.validate.sarif_structure import faults
from tests.validate.test_reports import FINE, REPORT

SOURCES = (
    "data/records/project/bro.ttl", "bro å.ttl", "-", "a:b.ttl", "c:/d#e?f.ttl", "/tmp/x y.ttl", "50%.ttl", "[1].csv", "./a",
    "../up.ttl", "//host/x.ttl", "“citat”.ttl", "g.zip/h i.ttl", "namn\udcff.ttl",
)  # fmt: skip
PARTS = st.none() | st.integers(1, 99)
PLACES = st.builds(
    lambda source, line, column, length, cell: Place(
        source, line, column if line else None, column + length if line and column and length else None, cell=cell
    ),
    st.sampled_from(SOURCES), PARTS, PARTS, PARTS, st.none() | st.sampled_from(["C7", "AA120"]),
)  # fmt: skip
SHAPES = ("https://example.org/shapes/project#total", "urn:s", "http://exempel.se/å b", None)
FOUND = st.builds(
    Finding,
    st.just("https://example.org/record/project/bro"), st.sampled_from(Level), texts().filter(str.strip), texts().filter(str.strip),
    st.none() | PLACES, st.none() | st.just("https://example.org/project/bro"), st.none() | texts(), st.none() | texts(),
    st.sampled_from(SHAPES), st.none() | texts(), st.lists(PLACES, max_size=3).map(tuple),
)  # fmt: skip


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("report", [REPORT, FINE], ids=["faults", "none"])
def test_a_report_is_as_the_standard_says(report: Report, lang: str) -> None:
    assert faults(sarif.write(report, lang)) == []


@given(st.lists(FOUND, max_size=4))
def test_whatever_is_found_is_told_as_the_standard_says(found: list[Finding]) -> None:
    text = sarif.write(Report(tuple(found)), "sv")
    assert faults(text) == []
    text.encode()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"version": "2.0.0"}, "version"),
        ({"runs/0/tool/driver/name": ""}, "runs/0/tool/driver/name"),
        ({"runs/0/columnKind": "bytes"}, "runs/0/columnKind"),
        ({"runs/0/results/0/level": "fatal"}, "runs/0/results/0/level"),
        ({"runs/0/results/0/ruleIndex": 9}, "runs/0/results/0/ruleIndex"),
        ({"runs/0/results/0/message": {}}, "runs/0/results/0/message/text"),
    ],
)
def test_the_standard_is_read_so_that_what_breaks_it_is_seen(change: dict[str, object], fault: str) -> None:
    said = json.loads(sarif.write(REPORT, "sv"))
    for path, value in change.items():
        *steps, last = path.split("/")
        at = said
        for step in steps:
            at = at[int(step)] if isinstance(at, list) else at[step]
        at[last] = value
    assert faults(json.dumps(said)) == [fault]
