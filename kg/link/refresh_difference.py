"""What differs between our snapshot and the one that was fetched: rows added, changed and gone, in words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Rows = Mapping[str, tuple[str, ...]]
"""The rows of a snapshot: what a row is about, and its cells."""

SHOWN = 20
"""Rows told of each sort; the rest are counted."""


@dataclass(frozen=True)
class Difference:
    """The rows that are new, that have other cells than before, and that are no longer there."""

    head: tuple[str, ...]
    before: Rows
    now: Rows
    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.changed or self.gone)

    def text(self, lang: str) -> str:
        """The difference, a line a row: `+` what is new, `~` what changed and how, `-` what is gone."""
        return "\n".join([self._counted(lang), *self._lines(lang)])

    def _counted(self, lang: str) -> str:
        same = len(self.now) - len(self.added) - len(self.changed)
        if lang == "sv":
            return f"{len(self.added)} nya, {len(self.changed)} ändrade, {len(self.gone)} borta, {same} som förut"
        return f"{len(self.added)} new, {len(self.changed)} changed, {len(self.gone)} gone, {same} as before"

    def _lines(self, lang: str) -> Iterable[str]:
        yield from _told("+", self.added, lambda key: _cells(self.now[key]), lang)
        yield from _told("~", self.changed, self._change, lang)
        yield from _told("-", self.gone, lambda key: _cells(self.before[key]), lang)

    def _change(self, key: str) -> str:
        pairs = zip(self.head, self.before[key], self.now[key], strict=True)
        return ", ".join(f"{name} {old or '–'} → {new or '–'}" for name, old, new in pairs if old != new)


def difference(head: Sequence[str], before: Rows, now: Rows) -> Difference:
    """What differs, each sort in the order of its keys; `head` names the cells of a row."""
    return Difference(
        tuple(head),
        before,
        now,
        added=tuple(sorted(set(now) - set(before))),
        changed=tuple(sorted(key for key in now if key in before and before[key] != now[key])),
        gone=tuple(sorted(set(before) - set(now))),
    )


def _told(sign: str, keys: Sequence[str], said: Callable[[str], str], lang: str) -> Iterable[str]:
    for key in keys[:SHOWN]:
        yield f"  {sign} {key}: {said(key)}".rstrip(": ")
    if len(keys) > SHOWN:
        rest = len(keys) - SHOWN
        yield f"  {sign} … och {rest} till" if lang == "sv" else f"  {sign} … and {rest} more"


def _cells(cells: Iterable[str]) -> str:
    return ", ".join(cell for cell in cells if cell)
