"""A query made to hurt gets a problem document before long, and the web process never notices."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whole.hostile import everything
from tests.whole.process import Served, serving

DEADLINE = 3
NAMES = sorted(everything("http://127.0.0.1:9/"))


@pytest.fixture(scope="module")
def canary() -> Iterator[socket.socket]:
    """A listener that nobody should call."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        yield listener


@pytest.fixture(scope="module")
def served(real_home: Path) -> Iterator[Served]:
    settings = {
        "KG_HOME": str(real_home),
        "KG_DEADLINE_SECONDS": str(DEADLINE),
        "KG_WORKER_MIB": "512",
        "KG_WORKERS": "2",
    }
    with serving(settings) as made:
        yield made


@pytest.mark.parametrize("name", NAMES)
def test_a_query_made_to_hurt_is_answered_with_a_problem_document(
    name: str, served: Served, canary: socket.socket
) -> None:
    before = served.children()
    host, port = canary.getsockname()
    status, headers, body = served.ask(everything(f"http://{host}:{port}/")[name])
    assert 400 <= status <= 504
    assert status != 500
    assert headers["Content-Type"].startswith("application/problem+json")
    problem = json.loads(body)
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert served.children() == before
    assert served.ask("ASK {}")[0] == 200
    with pytest.raises(TimeoutError):
        canary.accept()
