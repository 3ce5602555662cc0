"""An engine for one command leaves nothing behind."""

from pathlib import Path

import pytest

from kg.errors import EngineUnavailable
from kg.query.local import engine_for
from tests.query.workers import BASE_IRI, ended_within, values


def test_an_engine_lasts_as_long_as_its_block(numbered: Path) -> None:
    with engine_for(numbered, base_iri=BASE_IRI, union=True) as engine:
        pids = engine.pids()
        assert values(engine, "SELECT (COUNT(*) AS ?n) { ?s <number> ?n }") == [("300",)]
    assert len(pids) == 1
    assert all(ended_within(pid, 5) for pid in pids)


def test_an_engine_on_no_store_says_why_it_cannot_be(tmp_path: Path) -> None:
    with (
        pytest.raises(EngineUnavailable, match="a query worker could not start"),
        engine_for(tmp_path / "none", base_iri=BASE_IRI, union=True),
    ):
        pass
