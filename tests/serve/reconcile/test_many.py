"""A search among very many finds what the longer search finds, when it is sure."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.link.compare import Described, Likeness
from kg.link.index import Index
from kg.serve.reconcile.many import Many
from kg.serve.reconcile.register import Register


@pytest.fixture(scope="module")
def both(names: Register) -> tuple[Index, Many]:
    """The longer search and the shorter, among the same things."""
    every = [each.described for each in names.entities.values()]
    return Index(every), Many(every)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_one_slip_parts_from_a_name_is_found_by_both(
    names: Register, both: tuple[Index, Many], data: st.DataObject
) -> None:
    every = [each.described for each in names.entities.values()]
    name = data.draw(st.sampled_from([name for each in every for name in each.names]))
    place = data.draw(st.integers(0, len(name) - 1))
    text = name[:place] + data.draw(st.sampled_from(["", name[place] * 2, "x"])) + name[place + 1 :]
    longer, shorter = both
    sure = [each for each in longer.near(text, limit=40) if each.score.value >= Likeness.TYPO.most]
    found = {each.key: each.score.value for each in shorter.near(text, limit=40)}
    if sure:
        assert found[sure[0].key] == sure[0].score.value


def test_a_name_that_lacks_the_rare_word_is_no_rival() -> None:
    alma, alva = Described("a", "", ("Projekt Alma i Norrby",)), Described("b", "", ("Projekt Alva i Norrby",))
    others = [Described(f"c{n}", "", (f"Projekt Annat{n} i Norrby",)) for n in range(50)]
    found = Many([alma, alva, *others]).near("Projket Alma i Norrby", limit=5)
    assert [each.key for each in found if each.score.value >= Likeness.TYPO.most] == ["a"]


def test_words_that_most_have_find_nothing_by_themselves() -> None:
    many = Many([Described(f"p{n}", "", (f"Projekt nummer {n}",)) for n in range(100)])
    assert len(many.near("Projekt nummer", limit=40)) <= 40
    assert many.near("xyzzy", limit=5) == []
