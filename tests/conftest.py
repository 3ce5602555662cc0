"""What the tests share: the tiny world to build in, a published copy of it, and golden files."""

from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from tests.workshop import Workshop, workshop

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[str, str], None]


# What passes here passes there: the same examples in every run, and no clock. `--examples` looks for new ones.
hypothesis.settings.register_profile("settled", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.load_profile("settled")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write what is said now to tests/golden/.")
    parser.addoption(
        "--examples",
        type=int,
        metavar="TIMES",
        help="Run the properties alone, on new examples, this many times as many.",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `--examples`, keep the properties and let each look for examples that no run has seen."""
    times = config.getoption("--examples")
    if times is None:
        return
    properties = [item for item in items if hypothesis.is_hypothesis_test(getattr(item, "obj", None))]
    for item in properties:
        held = item.obj._hypothesis_internal_use_settings  # type: ignore[attr-defined]
        item.obj._hypothesis_internal_use_settings = hypothesis.settings(  # type: ignore[attr-defined]
            held, max_examples=held.max_examples * times, derandomize=False, deadline=None, database=None
        )
    items[:] = properties


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the file of that name in tests/golden/."""

    def compare(name: str, said: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(said, "utf-8")
        assert path.read_text("utf-8") == said

    return compare


@pytest.fixture
def tiny(tmp_path: Path) -> Workshop:
    """The tiny world, nothing built."""
    return workshop(tmp_path)


@pytest.fixture(scope="session")
def _published_once(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    made = workshop(tmp_path_factory.mktemp("published"))
    made.publish(judging=True)
    return made


@pytest.fixture
def published(_published_once: Workshop, tmp_path: Path) -> Workshop:
    """The tiny world, judged and published, to do with as one likes."""
    return _published_once.copied_to(tmp_path)
