"""Whoever asks may hang up at any moment: what is done for it ends once, and never after it is done."""

import pytest

from kg.query.asker import Asker, HungUp


def test_who_hangs_up_ends_what_is_done() -> None:
    asker, ended = Asker(), list[str]()
    with asker.waiting(lambda: ended.append("it")):
        assert not ended
        asker.hang_up()
        assert ended == ["it"]
    assert asker.is_gone


def test_what_is_done_is_not_ended() -> None:
    asker, ended = Asker(), list[str]()
    with asker.waiting(lambda: ended.append("it")):
        pass
    asker.hang_up()
    assert not ended


def test_nothing_begins_for_who_is_gone() -> None:
    asker = Asker()
    asker.hang_up()
    with pytest.raises(HungUp), asker.waiting(lambda: None):
        pytest.fail("it began")
