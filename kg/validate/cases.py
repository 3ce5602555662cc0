"""What the shapes may read of each record: the record, and the records of the things it points at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload


@dataclass(frozen=True)
class Case:
    """A record to judge: its nodes, and as N-Triples everything its shapes may read.

    Without nodes it is a whole graph: every node that a shape targets is judged.
    """

    key: str
    focus: tuple[str, ...] | None
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Shift:
    """Some cases as they are sent to a validator process: each record's statements once, whoever reads them.

    A case is its nodes, and the records that it reads.
    """

    records: dict[str, list[str]]
    cases: list[tuple[tuple[str, ...] | None, list[str]]]

    def as_json(self) -> dict[str, object]:
        """The shift as plain values."""
        return {"records": self.records, "cases": self.cases}


@dataclass(frozen=True)
class Cases(Sequence[Case]):
    """The cases of many records, each put together when it is asked for: all at once they would fill the memory."""

    keys: Sequence[str]
    triples_of: Callable[[str], Sequence[str]]
    references_of: Callable[[str], Iterable[str]]

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, at: int) -> Case: ...
    @overload
    def __getitem__(self, at: slice) -> "Cases": ...
    def __getitem__(self, at: int | slice) -> "Case | Cases":
        if isinstance(at, slice):
            return Cases(self.keys[at], self.triples_of, self.references_of)
        key = self.keys[at]
        own = self.triples_of(key)
        around = [line for other in self._around(key) for line in self.triples_of(other)]
        return Case(key, _subjects(own), (*own, *around))

    def shift(self) -> Shift:
        """All of them as they are sent."""
        read = {key: [key, *self._around(key)] for key in self.keys}
        records = {each: list(self.triples_of(each)) for each in dict.fromkeys(e for r in read.values() for e in r)}
        return Shift(records, [(_subjects(records[key]), read[key]) for key in self.keys])

    def _around(self, key: str) -> list[str]:
        return sorted(set(self.references_of(key)) - {key})


def cases(
    keys: Iterable[str], triples_of: Callable[[str], Sequence[str]], references_of: Callable[[str], Iterable[str]]
) -> Cases:
    """A case for each record key; a record that doesn't exist has no triples, and its absence is what is judged."""
    return Cases(sorted(keys), triples_of, references_of)


def shifts(every: Sequence[Case], size: int) -> Iterator[Shift]:
    """The cases in shifts of so many."""
    for start in range(0, len(every), size):
        some = every[start : start + size]
        yield some.shift() if isinstance(some, Cases) else _of_their_own(some)


def _of_their_own(some: Sequence[Case]) -> Shift:
    records = {str(number): list(case.statements) for number, case in enumerate(some)}
    return Shift(records, [(case.focus, [str(number)]) for number, case in enumerate(some)])


def _subjects(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line[1 : line.index(">")] for line in lines))
