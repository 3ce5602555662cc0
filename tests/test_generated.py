"""Files that code generates are as the code would make them now."""

import pytest

from tests.generated import GENERATED, ROOT


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_a_generated_file_is_fresh(name: str) -> None:
    made = GENERATED[name]()
    assert made == (ROOT / name).read_text("utf-8"), f"{name} is stale: run python -m tests.generated --write"
