"""Whether there is a browser to test with."""

import pytest

from tests.browser.conftest import CHROMIUM


def test_there_is_a_chromium() -> None:
    if CHROMIUM is None:
        pytest.skip("No Chromium here: `make test-deps` installs one. The pages were not tried in a browser.")
    assert CHROMIUM
