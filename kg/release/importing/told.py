"""What an import tells: notes as rows are read, and at the end how many rows came to what."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kg.parse.bank.opened import Export
from kg.parse.bank.rows import Note

NAMED = 20
"""So many changed and gone rows are named; of the rest the number is told."""


@dataclass(frozen=True)
class Told:
    """A note on a row, by the row's number."""

    row: int
    note: Note


@dataclass(frozen=True)
class Listener:
    """Who wants to know while an import goes on: of each note, and of how many bytes of the file have been read."""

    note: Callable[[Told], None] = lambda _: None
    come: Callable[[int, int], None] = lambda _, __: None


@dataclass
class Tally:
    """How many rows came to what; `changed` and `gone` name the first of them by identifier and title.

    `leaving` are earlier records that people must say of whether they go; `kept` those whose row is faulty or waits.
    """

    read: int = 0
    elsewhere: int = 0
    passed_by: int = 0
    faulty: int = 0
    held: int = 0
    ours: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    leaving: int = 0
    kept: int = 0
    owners: int = 0
    changed_rows: list[tuple[str, str]] = field(default_factory=list)
    gone_rows: list[tuple[str, str]] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many rows are records now."""
        return self.new + self.changed + self.same

    def name(self, rows: list[tuple[str, str]], row: str, title: str) -> None:
        """Name a row among the first."""
        if len(rows) < NAMED:
            rows.append((row, title))


@dataclass(frozen=True)
class Outcome:
    """What an import came to; not `counts` when the earlier import still does: a try, or nothing to import."""

    export: Export
    tally: Tally
    counts: bool
