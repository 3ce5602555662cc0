"""docs/conformance.md says what the service does now."""

from tests.conformance import report
from tests.conformance.asked import Asked
from tests.conformance.figures import figures
from tests.conformance.manifests import suites


def test_the_page_is_fresh(asked: Asked) -> None:
    suite = suites()
    assert suite is not None
    found = figures(asked, suite)
    assert report.page(found) == report.PAGE.read_text("utf-8"), (
        "docs/conformance.md is stale: run python -m tests.conformance.report --write"
    )


def test_we_do_all_that_oxigraphs_server_does_and_more(asked: Asked) -> None:
    suite = suites()
    assert suite is not None
    matrix = figures(asked, suite).matrix
    assert [name for name, (own, other) in matrix.items() if other and not own] == []
    assert sum(own for own, _ in matrix.values()) > sum(other for _, other in matrix.values())
