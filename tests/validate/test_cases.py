"""Cases are put together when they are asked for, and sent in shifts that hold each record once."""

import pytest

from kg.validate.cases import Case, Cases, cases, shifts

_SAID = {
    "project/a": ["<http://e.x/a> <http://e.x/p> <http://e.x/b> .\n", '<http://e.x/a#n> <http://e.x/p> "1" .\n'],
    "project/b": ["<http://e.x/b> <http://e.x/p> <http://e.x/a> .\n"],
    "actor/c": ['<http://e.x/c> <http://e.x/p> "å" .\n'],
}
_POINTING = {"project/a": ["project/b", "actor/c"], "project/b": ["project/a", "project/b"], "actor/c": ["actor/none"]}


def _every() -> Cases:
    return cases(_SAID, lambda key: _SAID.get(key, []), lambda key: _POINTING[key])


def test_a_case_is_the_record_and_then_what_it_points_at() -> None:
    assert [case.key for case in _every()] == ["actor/c", "project/a", "project/b"]
    own, around = _SAID["project/a"], [*_SAID["actor/c"], *_SAID["project/b"]]
    assert _every()[1] == Case("project/a", ("http://e.x/a", "http://e.x/a#n"), (*own, *around))


def test_a_record_that_points_at_itself_is_read_once() -> None:
    assert _every()[2].statements == (*_SAID["project/b"], *_SAID["project/a"])


def test_some_of_the_cases_are_cases_too() -> None:
    assert [case.key for case in _every()[1:]] == ["project/a", "project/b"]
    with pytest.raises(IndexError):
        _every()[3]


@pytest.mark.parametrize("size", [1, 2, 5])
def test_shifts_hold_every_case_once_and_each_record_once(size: int) -> None:
    every = list(shifts(_every(), size))
    assert sum(len(shift.cases) for shift in every) == 3
    for shift in every:
        for focus, read in shift.cases:
            [case] = [case for case in _every() if case.focus == focus]
            assert tuple(line for key in read for line in shift.records[key]) == case.statements


def test_cases_that_somebody_else_put_together_are_sent_as_they_are() -> None:
    whole = Case("", None, ('<http://e.x/a> <http://e.x/p> "1" .\n',))
    [shift] = shifts([whole], 10)
    assert (shift.records, shift.cases) == ({"0": list(whole.statements)}, [(None, ["0"])])
