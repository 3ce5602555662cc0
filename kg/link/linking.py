"""Link our things to one authority: candidates, scores, and new lines for its ledger. Nothing decided is decided again.

An accepted line whose reasons no longer hold is held, so that people look at it; nothing else of a ledger changes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg import __version__
from kg.link.authority import Authority, Entry, Rule
from kg.link.deciding import Verdict, decide
from kg.link.ledger import Decision, Justification, Ledger, Line, Pair
from kg.names.compare import Likeness, Reason, Score, compare
from kg.names.described import Described
from kg.names.index import Index, Match
from kg.rdf.namespaces import OWL, SKOS

TOOL = "kg link"
_SAME_THING = frozenset((OWL.sameAs.value, SKOS.exactMatch.value))


@dataclass(frozen=True)
class Linked:
    """What linking came to: lines to add, lines to change, and how many things had no entry like enough."""

    authority: str
    new: tuple[Line, ...]
    changed: tuple[Line, ...]
    kept: Mapping[Decision, int]
    without: int

    @property
    def lines(self) -> tuple[Line, ...]:
        """What the ledger gains."""
        return (*self.new, *self.changed)


def link(authority: Authority, ledger: Ledger, things: Mapping[str, Described], *, today: str) -> Linked:
    """Look for an entry for each thing by each rule of the authority, and look again at what was accepted before."""
    known = ledger.by_pair()
    changed = [line for each in known.values() if (line := _again(each, authority, things, today)) is not None]
    still = {**known, **{line.pair: line for line in changed}}
    new: dict[Pair, Line] = {}
    without = 0
    for rule in authority.rules:
        finder = _Finder(authority, rule)
        settled = {pair.subject for pair, line in still.items() if _settles(line, rule)}
        left = [thing for key, thing in sorted(things.items()) if thing.kind == rule.kind and key not in settled]
        lines = [_line(thing, rule, finder, today) for thing in left]
        without += lines.count(None)
        new |= {line.pair: line for line in _apart(lines, still.values()) if line.pair not in still}
    return Linked(
        authority.name,
        tuple(new[pair] for pair in sorted(new)),
        tuple(changed),
        Counter(line.decision for line in known.values()),
        without,
    )


def _settles(line: Line, rule: Rule) -> bool:
    """Whether a thing needs no more looking: a link by this rule's property is accepted, or waits for people."""
    return line.pair.predicate == rule.predicate and line.decision is not Decision.REJECT


class _Finder:
    """The entries that a rule may link to."""

    def __init__(self, authority: Authority, rule: Rule) -> None:
        entries = [each for each in authority.entries if each.iri and each.kind == rule.kind]
        self._rule = rule
        self._entries = {each.iri: each for each in entries}
        self._index = Index(each.described() for each in entries)
        self._within = {code: each for each in entries for code in each.contains}

    def matches(self, thing: Described) -> list[Match]:
        """The entries for a thing, likest first."""
        if self._rule.by == "same":
            return self._index.like(thing)
        found = ((code, self._within[code]) for code in thing.codes if code in self._within)
        return [Match(each.described(), Score(1.0, (Reason(Likeness.CONTAINS, code),))) for code, each in found]

    def entry(self, iri: str) -> Entry:
        """The entry of an IRI."""
        return self._entries[iri]


def _line(thing: Described, rule: Rule, finder: _Finder, today: str) -> Line | None:
    matches = finder.matches(thing)
    if not matches:
        return None
    entry = finder.entry(matches[0].key)
    verdict = decide(matches, rule.thresholds, verified=entry.verified)
    if verdict.match is None or verdict.decision is Decision.REJECT:
        return None
    return Line(
        Pair(thing.key, rule.predicate, entry.iri),
        verdict.decision,
        _justification(verdict.match.score),
        today,
        _told(verdict, entry, "en"),
        _told(verdict, entry, "sv"),
        confidence=f"{verdict.match.score.value:.2f}",
        subject_label=thing.label,
        object_label=entry.label,
        tool=TOOL,
        tool_version=__version__,
    )


def _told(verdict: Verdict, entry: Entry, lang: str) -> str:
    """Why, in one text: the score, where the entry stands, and what kept it from being accepted."""
    score = verdict.match.score.text(lang) if verdict.match else ""
    said = [score, f"{'källa' if lang == 'sv' else 'source'}: {entry.sources}" if entry.sources else ""]
    why = verdict.why_sv if lang == "sv" else verdict.why_en
    if why:
        note = entry.note_sv if lang == "sv" else entry.note_en
        said.append(f"{'väntar' if lang == 'sv' else 'held'}: {why}" + (f" ({note})" if note else ""))
    return "; ".join(filter(None, said))


def _justification(score: Score) -> str:
    likeness = score.reasons[0].likeness
    if likeness in (Likeness.CODE, Likeness.NUMBER, Likeness.CONTAINS, Likeness.CODE_ALONE):
        return Justification.BY_CODE.value
    exact = likeness.most >= Likeness.VARIED.most
    return Justification.BY_NAME.value if exact else Justification.BY_LIKENESS.value


def _again(line: Line, authority: Authority, things: Mapping[str, Described], today: str) -> Line | None:
    """The line as held, when it was accepted and its reasons no longer hold; None while they do."""
    if line.decision is not Decision.ACCEPT:
        return None
    broken = _broken(line, authority, things)
    if broken is None:
        return None
    sv, en = broken
    return replace(
        line,
        decision=Decision.HOLD,
        date=today,
        author="",
        tool=TOOL,
        tool_version=__version__,
        comment=f"held: {en}; accepted {line.date} because {line.comment}",
        comment_sv=f"väntar: {sv}; godkänd {line.date} för att {line.comment_sv}",
    )


def _broken(line: Line, authority: Authority, things: Mapping[str, Described]) -> tuple[str, str] | None:
    """What of an accepted line's reasons has changed, in Swedish and English."""
    rule = next(
        (
            r
            for r in authority.rules
            if r.predicate == line.pair.predicate and line.pair.subject.startswith(f"{r.kind}/")
        ),
        None,
    )
    entry = authority.entry(line.pair.object)
    if entry is None:
        return "uppgiften finns inte längre i ögonblicksbilden", "the entry is gone from the snapshot"
    if rule is None:
        return None
    thing = things.get(line.pair.subject)
    if thing is None:
        return "vår post finns inte längre", "our record is gone"
    if not entry.verified and not line.by_people:
        return "uppgiften är inte längre bekräftad", "the entry is no longer confirmed"
    if rule.by == "contains":
        inside = any(code in entry.contains for code in thing.codes)
        return None if inside else ("området omfattar inte koden", "the area does not contain the code")
    score = compare(thing, entry.described())
    contradicted = score.reasons[0].likeness in (Likeness.OTHER_CODE, Likeness.OTHER_NUMBER)
    if not contradicted and (line.by_people or score.value >= rule.thresholds.accept):
        return None
    return f"nu {score.text('sv')}", f"now {score.text('en')}"


def _apart(found: Iterable[Line | None], before: Iterable[Line]) -> list[Line]:
    """The lines; two things of ours can't both be the same thing of theirs.

    What is less like than another, or than what is accepted already, goes; those that are equally like are held.
    """
    lines = [line for line in found if line is not None]
    best: dict[str, list[str]] = {}
    for line in (*before, *lines):
        if line.decision is Decision.ACCEPT and line.pair.predicate in _SAME_THING:
            best.setdefault(line.pair.object, []).append(line.confidence or "1.00")
    kept = []
    for line in lines:
        rivals = best.get(line.pair.object, [])
        if line.pair.predicate not in _SAME_THING or not rivals or rivals == [line.confidence]:
            kept.append(line)
        elif line.confidence >= max(rivals):
            alone = rivals.count(max(rivals)) == 1 and line.decision is Decision.ACCEPT
            kept.append(line if alone else _held_apart(line))
    return kept


def _held_apart(line: Line) -> Line:
    return replace(
        line,
        decision=Decision.HOLD,
        comment=f"{line.comment}; held: something else of ours is just as like this",
        comment_sv=f"{line.comment_sv}; väntar: något annat hos oss är precis lika likt",
    )
