"""Accept, hold or reject: by the thresholds, by how far behind the next one is, and by what is verified."""

import pytest

from kg.link.authority import Thresholds
from kg.link.deciding import decide
from kg.link.ledger import Decision
from kg.names.compare import Likeness, Reason, Score
from kg.names.described import Described
from kg.names.index import Match

THRESHOLDS = Thresholds(0.92, 0.7, 0.03)


def _match(value: float, key: str = "a") -> Match:
    return Match(Described(key, "place", (key,)), Score(value, (Reason(Likeness.LABEL, key),)))


@pytest.mark.parametrize(
    ("values", "decision"),
    [
        ((), Decision.REJECT),
        ((0.69,), Decision.REJECT),
        ((0.7,), Decision.HOLD),
        ((0.91,), Decision.HOLD),
        ((0.92,), Decision.ACCEPT),
        ((0.99, 0.95), Decision.ACCEPT),
        ((0.99, 0.97), Decision.HOLD),
        ((0.93, 0.85), Decision.HOLD),
        ((0.93, 0.84), Decision.ACCEPT),
    ],
)
def test_the_likest_is_accepted_where_it_is_like_enough_and_alone(
    values: tuple[float, ...], decision: Decision
) -> None:
    matches = [_match(value, key) for value, key in zip(values, "abc", strict=False)]
    assert decide(matches, THRESHOLDS).decision is decision


def test_what_is_not_verified_is_held_and_says_so() -> None:
    verdict = decide([_match(1.0)], THRESHOLDS, verified=False)
    assert verdict.decision is Decision.HOLD
    assert verdict.why_sv == "uppgiften är inte bekräftad av en andra källa"


def test_what_is_held_for_a_rival_names_it() -> None:
    verdict = decide([_match(0.99, "Habo"), _match(0.98, "Håbo")], THRESHOLDS)
    assert verdict.why_en == "“Håbo” is nearly as like"
