"""The how-to is true: its Python runs against a service, and what it names is there."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.serve.reconcile import addresses, asked, limits, manifest, matching, suggest
from kg.serve.reconcile.register import Register
from tests.examine.desks import ROOT
from tests.serve.running import Running, running

GUIDE = (ROOT / "docs/reconcile.md").read_text("utf-8")


@pytest.fixture(scope="module")
def service(matched_home: Path) -> Iterator[Running]:
    """The service as a process of its own."""
    with running(matched_home) as started:
        yield started


def test_the_python_of_the_guide_runs(service: Running) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    told = code.replace("https://data.example.se/", f"{service.address}/")
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    last = done.stdout.splitlines()[-2:]
    assert last[0].startswith("Stockholms stad actor/stockholms-kommun {'organisationNumber': [{'str': '212000-0142'}]")
    assert last[1].startswith("Köping kommun actor/kopings-kommun ")
    assert "Sahla kommun → actor/sala-kommun 84.0" in done.stdout


def test_every_property_and_type_that_the_guide_names_is_one(names: Register) -> None:
    table = GUIDE.partition("| your column |")[2].partition("\n\n")[0]
    for id_, does in re.findall(r"\| `([^`]+)` \| (.+?) \|", table):
        found = names.schema.property(id_)
        assert found is not None, id_
        assert found.decides == (does == "decides"), id_
    for name in re.findall(r"\*\*([^*]+)\*\*", GUIDE.partition("3. ")[2].partition("4. ")[0]):
        assert names.schema.type(name) is not None, name


def test_the_guide_gives_the_limits_that_hold() -> None:
    flat = " ".join(GUIDE.split())
    assert f"a batch of {asked.BATCH} at most" in flat
    assert f"{asked.MAX_TEXT} characters a text" in flat
    assert f"{asked.MAX_VALUES} values a property" in flat
    assert f"{asked.MAX_IDS} entities and {asked.MAX_PROPERTIES} properties" in flat
    assert f"{suggest.SHOWN} at a time" in flat
    assert f"a frame of {manifest.WIDTH} × {manifest.HEIGHT}" in flat
    assert f"({100 * matching.ACCEPT:.0f} or more)" in flat
    assert limits.WAITING == 4


def test_the_guide_names_every_address() -> None:
    for rule in re.findall(r'f?"(/reconcile[^"]*)"', Path(addresses.__file__).read_text("utf-8")):
        assert rule.partition("/{what}")[0].rstrip("/") in GUIDE
