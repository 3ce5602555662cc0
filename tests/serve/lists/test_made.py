"""What takes a while is made once, whoever asks for it meanwhile, and what can't be made is made again."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.serve.app import READY, create_app
from kg.serve.lists.made import Made
from kg.serve.shelf import Edition
from tests.serve import world


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return world.in_process(world.build(tmp_path_factory.mktemp("made")))


def test_who_asks_for_what_is_being_made_gets_the_same_and_who_asks_for_another_does_not_wait(edition: Edition) -> None:
    made, begun, may_end = Made[object](), threading.Event(), threading.Event()
    one, other = edition.model.kinds[:2]

    def slowly() -> object:
        begun.set()
        assert may_end.wait(60)
        return object()

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(made.of, edition, one, slowly)
        assert begun.wait(60)
        second = threads.submit(made.of, edition, one, object)
        assert made.of(edition, other, lambda: "at once") == "at once"
        may_end.set()
        assert first.result() is second.result() is made.of(edition, one, object)


def test_what_could_not_be_made_is_made_for_the_next(edition: Edition) -> None:
    made, kind = Made[str](), edition.model.kinds[0]
    with pytest.raises(ZeroDivisionError):
        made.of(edition, kind, lambda: str(1 // 0))
    assert made.of(edition, kind, lambda: "made") == "made"


def test_the_lists_of_an_edition_can_be_made_before_anybody_asks(
    tmp_path: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(world.settings(tmp_path), world.OneShelf(edition))
    app.extensions[READY](edition)
    monkeypatch.setattr("kg.serve.lists.listing._make", None)
    monkeypatch.setattr("kg.serve.lists.facets.of", None)
    for kind in edition.model.kinds:
        assert app.test_client().get(f"/{kind.name}/", headers={"Accept": "text/html"}).status_code == 200
