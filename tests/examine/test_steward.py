"""A decision that only a steward can make stays when a steward hands it over, and is taken out of anybody else's."""

from kg.examine.desks import tree_desk
from kg.examine.examination import examine_each
from kg.examine.handed import Handed
from kg.sources.folder import scan
from kg.validate.decisions import OWN_DECISION
from tests.workshop import BASE, Workshop

DECISION = 'samv:disclosureDecision "Publicerat av Norrby kommun."@sv ;'


def test_a_decision_stays_by_a_steward_alone(tiny: Workshop) -> None:
    desk = tree_desk(scan(tiny.root), BASE, processes=1)
    text = tiny.read("data/records/project/bro.ttl").replace("dcterms:title", f"{DECISION} dcterms:title")
    handed = [Handed("bro.ttl", text.encode(), "text/turtle")]
    by_steward, by_others = examine_each(handed, desk), examine_each(handed, desk, by_steward=False)
    assert "disclosureDecision" in by_steward.records[0].turtle
    assert "disclosureDecision" not in by_others.records[0].turtle
    assert [each.component for each in by_others.findings if each.component == OWN_DECISION] == [OWN_DECISION]
    assert [each for each in by_steward.findings if each.component == OWN_DECISION] == []
