"""What is kept of answers takes the memory that was granted and no more, whatever is asked; the latest stay."""

from hypothesis import given
from hypothesis import strategies as st

from kg.serve.http.answers import MOST_BYTES, OVERHEAD, Answers

LIMIT = 10_000


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(0, 12_000)), max_size=60))
def test_answers_never_take_more_than_was_granted(asked: list[tuple[str, int]]) -> None:
    kept, told = Answers(LIMIT), dict[str, bytes]()
    for tag, size in asked:
        told[tag] = bytes(size)
        kept.put(tag, told[tag])
        held = [body for each in told if (body := kept.get(each)) is not None]
        assert kept.size == sum(len(body) + OVERHEAD for body in held) <= LIMIT


def test_many_small_answers_count_for_what_they_take() -> None:
    kept = Answers(LIMIT)
    for number in range(1000):
        kept.put(str(number), b"")
    assert [kept.get(str(number)) for number in (0, 999)] == [None, b""]
    assert kept.size <= LIMIT


def test_what_was_asked_for_lately_stays() -> None:
    kept = Answers(3 * (OVERHEAD + 10))
    for tag in ("a", "b", "c"):
        kept.put(tag, bytes(10))
    kept.get("a")
    kept.put("d", bytes(10))
    assert [kept.get(tag) is not None for tag in "abcd"] == [True, False, True, True]


def test_a_large_answer_is_not_kept_and_pushes_nothing_out() -> None:
    kept = Answers(100 * MOST_BYTES)
    kept.put("small", b"x")
    kept.put("large", bytes(MOST_BYTES + 1))
    assert (kept.get("small"), kept.get("large")) == (b"x", None)


def test_nothing_is_kept_of_a_release_that_is_served_no_more() -> None:
    kept = Answers(LIMIT)
    kept.follow("0001")
    kept.put("a", b"x")
    kept.follow("0001")
    assert kept.get("a") == b"x"
    kept.follow("0002")
    assert (kept.get("a"), kept.size) == (None, 0)


def test_nothing_is_kept_where_no_memory_is_granted() -> None:
    kept = Answers(0)
    kept.put("a", b"")
    assert (kept.get("a"), kept.size) == (None, 0)
