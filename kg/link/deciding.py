"""From scores to decisions, by the thresholds of a rule. What isn't verified is never accepted by a program."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.link.authority import Thresholds
from kg.link.ledger import Decision
from kg.names.compare import Likeness
from kg.names.index import Match


@dataclass(frozen=True)
class Verdict:
    """What a rule decides of the likest match, and in Swedish and English what kept it from being accepted."""

    decision: Decision
    match: Match | None
    why_sv: str = ""
    why_en: str = ""


def decide(matches: Sequence[Match], thresholds: Thresholds, *, verified: bool = True) -> Verdict:
    """The verdict on matches, likest first: the first is accepted where it is like enough and no other nearly as like.

    >>> decide([], Thresholds(0.92, 0.7, 0.03)).decision
    <Decision.REJECT: 'reject'>
    """
    if not matches or matches[0].score.value < thresholds.hold:
        return Verdict(Decision.REJECT, matches[0] if matches else None)
    first = matches[0]
    if first.score.value < thresholds.accept:
        return Verdict(Decision.HOLD, first, "likheten räcker inte", "the likeness is not enough")
    exact = first.score.value >= Likeness.VARIED.most
    margin = thresholds.margin if exact else _WIDER * thresholds.margin
    if len(matches) > 1 and first.score.value - matches[1].score.value < margin:
        other = matches[1].label
        return Verdict(Decision.HOLD, first, f"”{other}” är nästan lika lik", f"“{other}” is nearly as like")
    if not verified:
        return Verdict(
            Decision.HOLD, first, "uppgiften är inte bekräftad av en andra källa", "no second source confirms the entry"
        )
    return Verdict(Decision.ACCEPT, first)


_WIDER = 3
"""How much farther behind the next one must be where a slip of the hand is supposed."""
