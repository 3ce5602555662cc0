"""Take what was taken down out of the log: out of every change that said it, old or new, and out of names.

The log tells afterwards that something was removed and on which day, never what. Where readers still saw it, a
publication of its own gives the record whole as it is now: whoever keeps a copy replaces what they have of it.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pyoxigraph import Literal

from kg.rdf.iris import Base
from kg.release.diff import Difference
from kg.release.durable import storage
from kg.release.history.keeping import Row, labels, lines_now, moment, rows, write
from kg.release.history.log import CHANGED, GRAPH, NAME, REMOVED, Log, packed, unpacked, writing
from kg.release.layout import Release, number_of, releases
from kg.release.takedown import withheld as known
from kg.release.takedown.redact_lines import Rules, following
from kg.release.takedown.withheld import Withheld
from kg.release.walk import parsed


@dataclass(frozen=True)
class _Held:
    """A change as it lies in the log, its lines unpacked."""

    number: int
    removed: tuple[str, ...]
    added: tuple[str, ...]
    whole: bool
    labels: Mapping[str, str]

    def without(self, going: Collection[str], silent: Collection[str]) -> "_Held":
        """The change without some lines, and without names that must not be said."""
        kept = {tag: text for tag, text in self.labels.items() if text not in silent}
        removed, added = (tuple(line for line in said if line not in going) for said in (self.removed, self.added))
        return _Held(self.number, removed, added, self.whole, kept)


def redact(home: Path, withheld: Withheld, current: Release, *, on: str, now: datetime) -> int:
    """Take it out of the log of a home, and give how many changes said any of it.

    `current` is what readers are pointed at, already without it; `on` is the day that is written.
    """
    if not (home / NAME).is_file():
        return 0
    base = Base(current.manifest.base_iri)
    with storage(home), writing(home / NAME) as log:
        cleaning = _Cleaning(log, withheld, base, Rules(current, base), on)
        lost = {key for key in cleaning.records() if cleaning.clean(key)}
        _rename(log, home, forget=cleaning.count > 0)
        made = [*_whole(lost, current, base, withheld), *rows(log, _others(log, current, lost), current)]
        if made:
            write(log, current, made, how="takedown", at=moment(log.last(), now))
    return cleaning.count


class _Cleaning:
    """Cleans the changes of one record after the other; `count` of them said what was taken down."""

    def __init__(self, log: Log, withheld: Withheld, base: Base, rules: Rules, on: str) -> None:
        self._log, self._withheld, self._base, self._rules, self._on = log, withheld, base, rules, on
        self.count = 0

    def records(self) -> list[str]:
        """Every record and graph that the log speaks of."""
        return [row[0] for row in self._log.connection.execute("SELECT DISTINCT key FROM change ORDER BY key")]

    def clean(self, key: str) -> bool:
        """Clean the changes of a record; whether what they come to is another thing than before."""
        held = self._held(key)
        said = {line for each in held for line in (*each.removed, *each.added)}
        taken = self._withheld.taken(sorted(said))
        going = taken | self._following(key, held, taken)
        silent = {quad.object.value for quad in parsed(sorted(going)) if isinstance(quad.object, Literal)}
        silent |= {text for each in held for text in each.labels.values() if self._withheld.holds(text)}
        for before in held:
            after = before.without(going, silent)
            if after != before:
                self._replace(after)
        if self._withheld.holds(self._base.iri + key):
            self._log.connection.execute(
                "UPDATE change SET key = ?, target = NULL WHERE key = ?", (_nameless(key), key)
            )
        self._log.connection.executemany(
            "UPDATE change SET target = NULL WHERE key = ? AND target = ?",
            [(key, each) for each in self._targets(key) if self._withheld.holds(each)],
        )
        return _folded(held) != _folded([each.without(going, ()) for each in held])

    def _held(self, key: str) -> list[_Held]:
        found = self._log.connection.execute(
            "SELECT number, removed, added, whole, labels FROM change JOIN lines ON change = number WHERE key = ? "
            "ORDER BY number",
            (key,),
        )
        return [
            _Held(number, tuple(unpacked(removed)), tuple(unpacked(added)), bool(whole), json.loads(said))
            for number, removed, added, whole, said in found
        ]

    def _following(self, key: str, held: Sequence[_Held], taken: Collection[str]) -> set[str]:
        """The derived lines that stood on what was taken, in any state that the record was ever in."""
        if not taken or key.startswith(f"{GRAPH}/"):
            return set()
        found: set[str] = set()
        for place in range(len(held)):
            state = sorted(_folded(held[: place + 1]))
            mine = frozenset(taken).intersection(state)
            if mine:
                found |= following(key, state, mine, self._rules, self._base)
        return found

    def _replace(self, held: _Held) -> None:
        self.count += 1
        self._log.connection.execute(
            "UPDATE lines SET removed = ?, added = ? WHERE change = ?",
            (packed(held.removed), packed(held.added), held.number),
        )
        self._log.connection.execute(
            "UPDATE change SET labels = ?, redacted = ? WHERE number = ?",
            (json.dumps(held.labels, ensure_ascii=False, sort_keys=True), self._on, held.number),
        )

    def _targets(self, key: str) -> list[str]:
        rows = self._log.connection.execute(
            "SELECT DISTINCT target FROM change WHERE key = ? AND target NOT NULL", (key,)
        )
        return [row[0] for row in rows]


def _folded(held: Sequence[_Held]) -> set[str]:
    said: set[str] = set()
    for each in held:
        said = set() if each.whole else said.difference(each.removed)
        said.update(each.added)
    return said


def _nameless(key: str) -> str:
    return f"{key.partition('/')[0]}/{known.REMOVED}"


def _whole(lost: Collection[str], current: Release, base: Base, withheld: Withheld) -> list[Row]:
    """For each record that readers saw more of, all that it says now."""
    made = []
    for key in sorted(lost):
        lines = lines_now(current, key)
        word = CHANGED if lines else REMOVED
        shown = _nameless(key) if withheld.holds(base.iri + key) else key
        made.append(Row(shown, word, labels(lines, base.iri + key), None, whole=True, gone=b"", new=packed(lines)))
    return made


def _others(log: Log, current: Release, lost: Collection[str]) -> list[Difference]:
    """What else reads otherwise in the release's own graphs: its counts, and that something was removed."""
    keys = {row[0] for row in log.connection.execute("SELECT DISTINCT key FROM change WHERE kind = ?", (GRAPH,))}
    found = [
        Difference(key, frozenset(log.state(key)), frozenset(lines_now(current, key)))
        for key in sorted(keys - set(lost))
    ]
    return [each for each in found if each.before != each.after]


def _rename(log: Log, home: Path, *, forget: bool) -> None:
    """Releases by the names they have now. One that isn't kept is told by its number: its name was made from all that
    it said."""
    names = {each.manifest.sequence: each.id for each in releases(home)}
    for each in log.publications():
        new = [_name(name, names, forget=forget) if name else None for name in (each.release, each.before)]
        if new != [each.release, each.before]:
            log.connection.execute(
                "UPDATE publication SET release = ?, before = ? WHERE number = ?", (*new, each.number)
            )


def _name(name: str, names: Mapping[int, str], *, forget: bool) -> str:
    number = number_of(name) or int(name.partition("-")[0])
    return names.get(number, f"{number:04d}" if forget else name)
