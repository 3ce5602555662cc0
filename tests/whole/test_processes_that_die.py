"""Whatever process of the service dies, it is there again before long, and the web process lives on."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.query.workers import ended_within
from tests.whole.process import Served, children, serving
from tests.whole.served import ROOT

# Two on a machine that does nothing else.
SECONDS = 8.0
RECORD = (ROOT / "data/records/project/kiis.ttl").read_bytes()


@pytest.fixture(scope="module")
def served(real_home: Path) -> Iterator[Served]:
    with serving({"KG_HOME": str(real_home), "KG_WORKERS": "2"}) as made:
        _answers_within(made, 30)
        yield made


def _running(served: Served, module: str) -> int:
    """The process that runs a module."""
    (found,) = [pid for pid in served.children() if module in Path(f"/proc/{pid}/cmdline").read_text()]
    return found


def _answers_within(served: Served, seconds: float) -> None:
    """Wait until queries are answered and hand-ins are checked."""
    until = time.monotonic() + seconds
    while not (_asks(served) and _checks(served)):
        assert time.monotonic() < until, "it does not answer again in time"
        time.sleep(0.05)


def _asks(served: Served) -> bool:
    status, headers, _ = served.ask(f"ASK {{}} # {time.monotonic_ns()}")
    assert status == 200 or (status == 503 and headers["Retry-After"])
    return status == 200


def _checks(served: Served) -> bool:
    headers = {"Content-Type": "text/turtle", "Accept": "application/json"}
    status, answered, body = served.post("/validate", RECORD, headers)
    assert status == 200 or (status == 503 and answered["Retry-After"])
    return status == 200 and b'"conforms": true' in body


@pytest.mark.parametrize("module", ["kg.query.zygote", "kg.examine.zygote"])
def test_a_zygote_that_is_killed_is_started_again_and_the_same_web_process_answers(module: str, served: Served) -> None:
    web = served.web
    zygote = _running(served, module)
    below = children(zygote)
    os.kill(zygote, signal.SIGKILL)
    _answers_within(served, SECONDS)
    assert all(ended_within(pid, 5) for pid in below)
    assert _running(served, module) != zygote
    assert served.web == web
    assert f"{module} has ended; starting it again" in served.said()


def test_an_office_of_examiners_that_is_killed_is_opened_again(served: Served) -> None:
    (office,) = children(_running(served, "kg.examine.zygote"))
    os.kill(office, signal.SIGKILL)
    _answers_within(served, SECONDS)


def test_a_zygote_that_is_killed_again_and_again_is_started_each_time(served: Served) -> None:
    for _ in range(2):
        os.kill(_running(served, "kg.examine.zygote"), signal.SIGKILL)
        _answers_within(served, SECONDS)
