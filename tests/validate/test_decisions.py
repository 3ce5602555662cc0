"""Only a steward decides that a small number is shown: what a submitter writes as a decision is taken out, and said."""

import pytest

from kg.parse.candidate import Candidate
from kg.rdf.canonical import in_graph, lines
from kg.rdf.findings import Level
from kg.rdf.formats import TURTLE
from kg.rdf.iris import Owner
from kg.rdf.located.locate import locate
from kg.validate.decisions import OWN_DECISION, without_own_decisions
from tests.workshop import BASE

DECISION = 'samv:disclosureDecision "Publicerat, beslutat 2026-11-22."@sv'
TEXT = f"""@prefix samv: <ns#> .
<project/lyft> samv:participantCount <project/lyft#antal> ; samv:outcome <project/lyft#arbete> .
<project/lyft#antal> samv:total 49 .
<project/lyft#arbete> samv:value 45 ; samv:shareOf <project/lyft#antal> ; samv:task "I arbete."@sv ;
    {DECISION} .
"""


def candidate(text: str) -> Candidate:
    located = locate(text.encode(), TURTLE, base_iri=BASE.iri, source="lyft.ttl")
    return Candidate(Owner("project", "lyft"), "lyft.ttl", located.quads, located)


def published(text: str) -> list[str]:
    return lines(in_graph([quad.triple for quad in candidate(text).quads], BASE.record("project", "lyft")))


def test_a_decision_of_the_submitters_own_is_taken_out_where_it_stands() -> None:
    kept, [finding] = without_own_decisions(candidate(TEXT), [], BASE)
    assert (finding.level, finding.component, str(finding.place)) == (Level.INFO, OWN_DECISION, "lyft.ttl:5:29")
    assert [quad.predicate.value for quad in kept.quads if "Decision" in quad.predicate.value] == []
    assert len(kept.quads) == len(candidate(TEXT).quads) - 1


def test_a_decision_that_is_published_stays_with_its_numbers() -> None:
    assert without_own_decisions(candidate(TEXT), published(TEXT), BASE) == (candidate(TEXT), [])


@pytest.mark.parametrize(("old", "new"), [("samv:total 49", "samv:total 48"), ("samv:value 45", "samv:value 44")])
def test_a_published_decision_covers_no_other_numbers(old: str, new: str) -> None:
    assert len(without_own_decisions(candidate(TEXT.replace(old, new)), published(TEXT), BASE)[1]) == 1


def test_a_published_decision_still_covers_numbers_that_are_described_otherwise() -> None:
    other = TEXT.replace("I arbete.", "I arbete vid avslut.")
    assert without_own_decisions(candidate(other), published(TEXT), BASE)[1] == []


def test_without_a_decision_the_candidate_stays_itself() -> None:
    plain = candidate(TEXT.replace(f" ;\n    {DECISION}", ""))
    assert without_own_decisions(plain, [], BASE) == (plain, [])
