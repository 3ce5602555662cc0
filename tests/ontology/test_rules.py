"""Each rule makes what its comment promises of a tiny world, and nothing of the cases beside it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from kg.rdf.namespaces import RDF, RDFS

RULES = sorted(path.stem for path in (Path(__file__).parents[2] / "ontology/rules").iterdir())
SEK = "<http://publications.europa.eu/resource/authority/currency/SEK>"
EUR = "<http://publications.europa.eu/resource/authority/currency/EUR>"
BUDGET = "samv:amountKind <concept/beloppsslag/budget> ; samv:currency " + SEK
GRANTED = "samv:amountKind <concept/beloppsslag/beviljat-stod> ; samv:currency " + SEK
DONE = "samv:countStatus <concept/periodstatus/genomford>"
PLANNED = "samv:countStatus <concept/periodstatus/planerad>"
NORMAL = "samv:rank samv:normal"
PREFERRED = "samv:rank samv:preferred"
DEPRECATED = "samv:rank samv:deprecated"
ONE = "prov:hadPrimarySource <document/one>"
TWO = "prov:hadPrimarySource <document/two>"
BOTH = "prov:hadPrimarySource <document/one> , <document/two>"


def _facts(thing: str, property_: str, *facts: str) -> str:
    """A thing with numbered nodes of one property."""
    nodes = " , ".join(f"{thing[:-1]}#{number}>" for number in range(1, len(facts) + 1))
    said = " ".join(f"{thing[:-1]}#{number}> {fact} ." for number, fact in enumerate(facts, start=1))
    return f"{thing} {property_} {nodes} . {said}"


def _project(property_: str, *facts: str) -> str:
    return "<project/a> a samv:Project . " + _facts("<project/a>", property_, *facts)


def _partnership(property_: str, *facts: str) -> str:
    return "<partnership/a> a samv:Partnership . " + _facts("<partnership/a>", property_, *facts)


def _actor(property_: str, *facts: str) -> str:
    return "<actor/a> a samv:Actor . " + _facts("<actor/a>", property_, *facts)


def _edtf(text: str) -> str:
    return f'samv:edtf "{text}"^^edtf:EDTF'


# rule, what the case shows, the record, what the rule makes of it
CASES: list[tuple[str, str, str, str]] = [
    (
        "labels",
        "a title in two languages",
        '<project/a> dcterms:title "Ett"@sv , "One"@en .',
        '<project/a> rdfs:label "Ett"@sv , "One"@en .',
    ),
    ("labels", "a name", '<actor/a> skos:prefLabel "Ett"@sv .', '<actor/a> rdfs:label "Ett"@sv .'),
    (
        "labels",
        "the title of an agreement",
        '<partnership/a#agreement> dcterms:title "Avtal"@sv .',
        '<partnership/a#agreement> rdfs:label "Avtal"@sv .',
    ),
    ("labels", "other names are no labels", '<actor/a> skos:altLabel "AF"@sv ; dcterms:alternative "A"@sv .', ""),
    (
        "labels",
        "what is stated is not derived again",
        '<actor/a> skos:prefLabel "Ett"@sv ; rdfs:label "Ett"@sv .',
        "",
    ),
    ("types", "a project", "<project/a> a samv:Project .", "<project/a> a prov:Activity , foaf:Project ."),
    (
        "types",
        "through several steps, without what is stated",
        "<place/a> a samv:Place , samv:Municipality .",
        "<place/a> a dcterms:Location , prov:Location , schema:AdministrativeArea .",
    ),
    (
        "types",
        "through several steps, where only the narrowest is stated",
        "<place/a> a samv:County .",
        "<place/a> a samv:Place , dcterms:Location , prov:Location , schema:AdministrativeArea .",
    ),
    (
        "types",
        "an actor",
        "<actor/a> a samv:Actor .",
        "<actor/a> a org:Organization , foaf:Organization , foaf:Agent , prov:Organization , prov:Agent , "
        "schema:Organization .",
    ),
    (
        "types",
        "a partnership",
        "<partnership/a> a samv:Partnership .",
        "<partnership/a> a org:OrganizationalCollaboration , org:Organization , foaf:Organization , foaf:Agent , "
        "prov:Agent .",
    ),
    ("types", "a method", "<method/a> a samv:Method .", "<method/a> a skos:Concept ."),
    ("types", "a document", "<document/a> a samv:Document .", "<document/a> a foaf:Document , prov:Entity ."),
    (
        "types",
        "a budget",
        "<project/a#1> a samv:Budget .",
        "<project/a#1> a samv:Fact , prov:Entity .",
    ),
    (
        "types",
        "a period",
        "<project/a#1> a samv:Period .",
        "<project/a#1> a samv:Fact , prov:Entity , dcterms:PeriodOfTime .",
    ),
    ("types", "a participation", "<project/a#1> a samv:Participation .", "<project/a#1> a samv:Fact ."),
    ("types", "a record and an unknown class", "<record/x/a> a dcat:CatalogRecord . <x/a> a <x/class> .", ""),
    (
        "participation-types",
        "in a project",
        _project("samv:participation", "a samv:Participation"),
        "<project/a#1> a prov:Association .",
    ),
    (
        "participation-types",
        "in a partnership",
        _partnership("samv:participation", "a samv:Participation"),
        "<partnership/a#1> a org:Membership .",
    ),
    (
        "participation-types",
        "in another actor",
        _actor("samv:participation", "a samv:Participation"),
        "<actor/a#1> a org:Membership .",
    ),
    ("participation-types", "what is stated", _project("samv:participation", "a prov:Association"), ""),
    (
        "actor-types",
        "public, with a number",
        '<actor/a> a samv:Actor ; samv:sector <concept/sektor/offentlig> ; samv:organisationNumber "202100-2114" .',
        "<actor/a> a cv:PublicOrganisation , org:FormalOrganization .",
    ),
    (
        "actor-types",
        "a unit of another",
        "<actor/a> a samv:Actor ; org:unitOf <actor/b> .",
        "<actor/a> a org:OrganizationalUnit .",
    ),
    ("actor-types", "idea-based, without a number", "<actor/a> a samv:Actor ; samv:sector <concept/sektor/ideburen> .", ""),
    ("actor-types", "no actor", "<partnership/a> a samv:Partnership ; samv:sector <concept/sektor/offentlig> .", ""),
    (
        "period-bounds",
        "exact days",
        f"<project/a#1> {_edtf('2019-01-15/2021-11-30')} .",
        '<project/a#1> samv:earliestStart "2019-01-15"^^xsd:date ; samv:latestStart "2019-01-15"^^xsd:date ; '
        'samv:earliestEnd "2021-11-30"^^xsd:date ; samv:latestEnd "2021-11-30"^^xsd:date .',
    ),
    (
        "period-bounds",
        "seasons, also of a deprecated period",
        f"<project/a#1> {_edtf('2018-23/2020-24')} ; {DEPRECATED} .",
        '<project/a#1> samv:earliestStart "2018-09-01"^^xsd:date ; samv:latestStart "2018-11-30"^^xsd:date ; '
        'samv:earliestEnd "2020-12-01"^^xsd:date ; samv:latestEnd "2021-02-28"^^xsd:date .',
    ),
    (
        "period-bounds",
        "an open end says nothing of the end",
        f"<project/a#1> {_edtf('2018/..')} .",
        '<project/a#1> samv:earliestStart "2018-01-01"^^xsd:date ; samv:latestStart "2018-12-31"^^xsd:date .',
    ),
    ("period-bounds", "no time at all", f"<project/a#1> {_edtf('hösten 2018')} .", ""),
    (
        "thing-bounds",
        "the preferred period alone",
        _project("samv:period", f"{_edtf('2019/2020')} ; {NORMAL}", f"{_edtf('2018-11-01/2021-10-31')} ; {PREFERRED}"),
        '<project/a> samv:earliestStart "2018-11-01"^^xsd:date ; samv:latestStart "2018-11-01"^^xsd:date ; '
        'samv:earliestEnd "2021-10-31"^^xsd:date ; samv:latestEnd "2021-10-31"^^xsd:date .',
    ),
    (
        "thing-bounds",
        "every normal one where none is preferred, of a partnership",
        _partnership("samv:period", f"{_edtf('2019/..')} ; {NORMAL}", f"{_edtf('2020/..')} ; {NORMAL}"),
        '<partnership/a> samv:earliestStart "2019-01-01"^^xsd:date , "2020-01-01"^^xsd:date ; '
        'samv:latestStart "2019-12-31"^^xsd:date , "2020-12-31"^^xsd:date .',
    ),
    (
        "thing-bounds",
        "a period without a rank counts as normal",
        _project("samv:period", _edtf("../2021-11-30")),
        '<project/a> samv:earliestEnd "2021-11-30"^^xsd:date ; samv:latestEnd "2021-11-30"^^xsd:date .',
    ),
    ("thing-bounds", "never a deprecated one", _project("samv:period", f"{_edtf('2019/2020')} ; {DEPRECATED}"), ""),
    (
        "thing-bounds",
        "not that of a participation",
        "<project/a> a samv:Project . <project/a#p> a samv:Participation ; samv:period <project/a#1> . "
        f"<project/a#1> {_edtf('2019/2020')} ; {NORMAL} .",
        "",
    ),
    (
        "exact-dates",
        "definite days",
        _project("samv:period", f"{_edtf('2019-01-15/2021-11-30')} ; {NORMAL}"),
        '<project/a> samv:startsOn "2019-01-15"^^xsd:date ; samv:endsOn "2021-11-30"^^xsd:date .',
    ),
    (
        "exact-dates",
        "a definite start and an open end",
        _partnership("samv:period", f"{_edtf('2019-01-15/..')} ; {NORMAL}"),
        '<partnership/a> samv:startsOn "2019-01-15"^^xsd:date .',
    ),
    (
        "exact-dates",
        "a single day starts and ends on that day",
        _project("samv:period", f"{_edtf('2021-12-31')} ; {NORMAL}"),
        '<project/a> samv:startsOn "2021-12-31"^^xsd:date ; samv:endsOn "2021-12-31"^^xsd:date .',
    ),
    (
        "exact-dates",
        "only the end is definite",
        _project("samv:period", f"{_edtf('2018-23/2021-10-31')} ; {NORMAL}"),
        '<project/a> samv:endsOn "2021-10-31"^^xsd:date .',
    ),
    ("exact-dates", "month and season", _project("samv:period", f"{_edtf('2018-04/2020-23')} ; {NORMAL}"), ""),
    ("exact-dates", "years", _project("samv:period", f"{_edtf('2018/2020')} ; {NORMAL}"), ""),
    ("exact-dates", "doubtful days", _project("samv:period", f"{_edtf('2018-04-01~/2020-05-01?')} ; {NORMAL}"), ""),
    ("exact-dates", "no day in the calendar", _project("samv:period", f"{_edtf('2018-02-30')} ; {NORMAL}"), ""),
    ("exact-dates", "deprecated", _project("samv:period", f"{_edtf('2018-04-01')} ; {DEPRECATED}"), ""),
    (
        "exact-dates",
        "a vague preferred period hides an exact normal one",
        _project("samv:period", f"{_edtf('2018')} ; {PREFERRED}", f"{_edtf('2018-04-01')} ; {NORMAL}"),
        "",
    ),
    (
        "budget",
        "the preferred one",
        _project(
            "samv:statedBudget",
            f"samv:amount 30000000 ; {BUDGET} ; {NORMAL}",
            f"samv:amount 36691291 ; {BUDGET} ; {PREFERRED}",
        ),
        "<project/a> samv:budget 36691291 .",
    ),
    (
        "budget",
        "all that are best, where they differ",
        _project("samv:statedBudget", f"samv:amount 1 ; {BUDGET} ; {NORMAL}", f"samv:amount 2.5 ; {BUDGET} ; {NORMAL}"),
        "<project/a> samv:budget 1 , 2.5 .",
    ),
    (
        "budget",
        "the normal one beside a deprecated",
        _project("samv:statedBudget", f"samv:amount 1 ; {BUDGET} ; {NORMAL}", f"samv:amount 2 ; {BUDGET} ; {DEPRECATED}"),
        "<project/a> samv:budget 1 .",
    ),
    (
        "budget",
        "a preferred grant does not hide the budget",
        _project(
            "samv:statedBudget", f"samv:amount 1 ; {BUDGET} ; {NORMAL}", f"samv:amount 2 ; {GRANTED} ; {PREFERRED}"
        ),
        "<project/a> samv:budget 1 .",
    ),
    ("budget", "a grant is no budget", _project("samv:statedBudget", f"samv:amount 2 ; {GRANTED} ; {NORMAL}"), ""),
    (
        "budget",
        "another currency",
        _project(
            "samv:statedBudget",
            f"samv:amount 2 ; samv:amountKind <concept/beloppsslag/budget> ; samv:currency {EUR} ; {NORMAL}",
        ),
        "",
    ),
    ("budget", "no amount: unknown, not zero", _project("samv:statedBudget", f"{BUDGET} ; {NORMAL}"), ""),
    ("budget", "only a funding", _project("samv:funding", f"samv:amount 2 ; {BUDGET} ; {NORMAL}"), ""),
    (
        "participants",
        "the number that was reached",
        _project(
            "samv:participantCount", f"samv:total 360 ; {PLANNED} ; {PREFERRED}", f"samv:total 267 ; {DONE} ; {NORMAL}"
        ),
        "<project/a> samv:participants 267 .",
    ),
    (
        "participants",
        "the preferred one of two",
        _project(
            "samv:participantCount", f"samv:total 1 ; {DONE} ; {PREFERRED}", f"samv:total 2 ; {DONE} ; {NORMAL}"
        ),
        "<project/a> samv:participants 1 .",
    ),
    ("participants", "planned only", _project("samv:participantCount", f"samv:total 200 ; {PLANNED} ; {NORMAL}"), ""),
    (
        "participants",
        "suppressed: no number",
        _project("samv:participantCount", f"samv:suppressed true ; {DONE} ; {NORMAL}"),
        "",
    ),
    (
        "participants",
        "deprecated",
        _project("samv:participantCount", f"samv:total 9 ; {DONE} ; {DEPRECATED}"),
        "",
    ),
    (
        "partner",
        "the partners of a project, whatever is preferred",
        _project(
            "samv:participation",
            f"samv:actor <actor/a> ; samv:role <concept/roll/projektagare> ; {PREFERRED}",
            f"samv:actor <actor/b> ; samv:role <concept/roll/samverkanspart> ; {NORMAL}",
            f"samv:actor <actor/c> ; {NORMAL}",
        ),
        "<project/a> samv:partner <actor/a> , <actor/b> , <actor/c> .",
    ),
    (
        "partner",
        "of a partnership, once although twice stated",
        _partnership(
            "samv:participation",
            f"samv:actor <actor/a> ; samv:role <concept/roll/utforare> ; {NORMAL}",
            f"samv:actor <actor/a> ; samv:role <concept/roll/samordnare> ; {NORMAL}",
        ),
        "<partnership/a> samv:partner <actor/a> .",
    ),
    (
        "partner",
        "a funder that also takes part",
        _project(
            "samv:participation",
            f"samv:actor <actor/a> ; samv:role <concept/roll/finansiar> ; {NORMAL}",
            f"samv:actor <actor/a> ; samv:role <concept/roll/utforare> ; {NORMAL}",
        ),
        "<project/a> samv:partner <actor/a> .",
    ),
    (
        "partner",
        "one that only pays, evaluates or answers questions",
        _project(
            "samv:participation",
            f"samv:actor <actor/a> ; samv:role <concept/roll/finansiar> ; {NORMAL}",
            f"samv:actor <actor/b> ; samv:role <concept/roll/utvarderare> ; {NORMAL}",
            f"samv:actor <actor/c> ; samv:role <concept/roll/kontaktorganisation> ; {NORMAL}",
        ),
        "",
    ),
    (
        "partner",
        "deprecated, and a member of an actor",
        _project("samv:participation", f"samv:actor <actor/a> ; {DEPRECATED}")
        + _actor("samv:participation", f"samv:actor <actor/b> ; samv:role <concept/roll/medlem> ; {NORMAL}"),
        "",
    ),
    (
        "funded-by",
        "by funding, known amount or not, and by role",
        _project("samv:funding", f"samv:funder <actor/a> ; {NORMAL}", f"samv:funder <actor/b> ; {PREFERRED}")
        + " <project/a> samv:participation <project/a#p> . "
        f"<project/a#p> samv:actor <actor/c> ; samv:role <concept/roll/finansiar> ; {NORMAL} .",
        "<project/a> samv:fundedBy <actor/a> , <actor/b> , <actor/c> .",
    ),
    ("funded-by", "deprecated", _project("samv:funding", f"samv:funder <actor/a> ; {DEPRECATED}"), ""),
    (
        "funded-by",
        "another role, and a deprecated one",
        _project(
            "samv:participation",
            f"samv:actor <actor/a> ; samv:role <concept/roll/utforare> ; {NORMAL}",
            f"samv:actor <actor/b> ; samv:role <concept/roll/finansiar> ; {DEPRECATED}",
        ),
        "",
    ),
    (
        "uses-method",
        "two uses",
        _project("samv:methodUse", f"samv:method <method/a> ; {NORMAL}", f"samv:method <method/b> ; {PREFERRED}"),
        "<project/a> samv:usesMethod <method/a> , <method/b> .",
    ),
    ("uses-method", "deprecated", _project("samv:methodUse", f"samv:method <method/a> ; {DEPRECATED}"), ""),
    (
        "member",
        "the members of a samordningsförbund",
        _actor("samv:participation", f"samv:actor <actor/b> ; samv:role <concept/roll/medlem> ; {NORMAL}"),
        "<actor/a> samv:member <actor/b> .",
    ),
    (
        "member",
        "an owner, and a deprecated member",
        _actor(
            "samv:participation",
            f"samv:actor <actor/b> ; samv:role <concept/roll/agare> ; {NORMAL}",
            f"samv:actor <actor/c> ; samv:role <concept/roll/medlem> ; {DEPRECATED}",
        ),
        "",
    ),
    (
        "member",
        "in a project",
        _project("samv:participation", f"samv:actor <actor/b> ; samv:role <concept/roll/medlem> ; {NORMAL}"),
        "",
    ),
    ("about", "a claim", "<project/a> samv:claim <project/a#c> .", "<project/a#c> samv:about <project/a> ."),
    ("about", "another node", "<project/a> samv:period <project/a#c> .", ""),
    (
        "sdg-goals",
        "the goals of two activities",
        "<project/a> samv:activity <concept/aktivitet/praktik> , <concept/aktivitet/halsoinsatser> .",
        "<project/a> samv:contributesTo sdg:8 , sdg:3 .",
    ),
    ("sdg-goals", "an activity without a goal", "<project/a> samv:activity <concept/aktivitet/erfarenhetsutbyte> .", ""),
    (
        "disagreement-budget",
        "30 000 000 against 36 691 291",
        _project(
            "samv:statedBudget",
            f"samv:amount 30000000 ; {BUDGET} ; {NORMAL} ; {ONE}",
            f"samv:amount 36691291 ; {BUDGET} ; {PREFERRED} ; {TWO}",
        ),
        "<project/a> samv:disagreesOn samv:statedBudget .",
    ),
    (
        "disagreement-budget",
        "the same sum, of another sort of number",
        _project(
            "samv:statedBudget",
            f"samv:amount 30 ; {BUDGET} ; {NORMAL} ; {ONE}",
            f"samv:amount 30.0 ; {BUDGET} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-budget",
        "another kind of amount",
        _project(
            "samv:statedBudget",
            f"samv:amount 1 ; {BUDGET} ; {NORMAL} ; {ONE}",
            f"samv:amount 2 ; {GRANTED} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-budget",
        "one source",
        _project(
            "samv:statedBudget",
            f"samv:amount 1 ; {BUDGET} ; {NORMAL} ; {ONE}",
            f"samv:amount 2 ; {BUDGET} ; {NORMAL} ; {ONE}",
        ),
        "",
    ),
    (
        "disagreement-budget",
        "one is deprecated",
        _project(
            "samv:statedBudget",
            f"samv:amount 1 ; {BUDGET} ; {DEPRECATED} ; {ONE}",
            f"samv:amount 2 ; {BUDGET} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-budget",
        "one currency against another",
        _project(
            "samv:statedBudget",
            f"samv:amount 1 ; {BUDGET} ; {NORMAL} ; {ONE}",
            f"samv:amount 2 ; samv:amountKind <concept/beloppsslag/budget> ; samv:currency {EUR} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-budget",
        "one fact with two sources",
        _project("samv:statedBudget", f"samv:amount 1 ; {BUDGET} ; {NORMAL} ; {BOTH}"),
        "",
    ),
    (
        "disagreement-funding",
        "one funder, two sums",
        _project(
            "samv:funding",
            f"samv:funder <actor/a> ; samv:amount 17244907 ; {GRANTED} ; {NORMAL} ; {ONE}",
            f"samv:funder <actor/a> ; samv:amount 22600000 ; {GRANTED} ; {NORMAL} ; {TWO}",
        ),
        "<project/a> samv:disagreesOn samv:funding .",
    ),
    (
        "disagreement-funding",
        "two funders",
        _project(
            "samv:funding",
            f"samv:funder <actor/a> ; samv:amount 1 ; {GRANTED} ; {NORMAL} ; {ONE}",
            f"samv:funder <actor/b> ; samv:amount 2 ; {GRANTED} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-funding",
        "one without an amount",
        _project(
            "samv:funding",
            f"samv:funder <actor/a> ; {NORMAL} ; {ONE}",
            f"samv:funder <actor/a> ; samv:amount 2 ; {GRANTED} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-funding",
        "budget against grant, and one deprecated",
        _project(
            "samv:funding",
            f"samv:funder <actor/a> ; samv:amount 1 ; {BUDGET} ; {NORMAL} ; {ONE}",
            f"samv:funder <actor/a> ; samv:amount 2 ; {GRANTED} ; {NORMAL} ; {TWO}",
            f"samv:funder <actor/a> ; samv:amount 3 ; {GRANTED} ; {DEPRECATED} ; {ONE}",
        ),
        "",
    ),
    (
        "disagreement-period",
        "the ends cannot be the same",
        _project(
            "samv:period",
            f"{_edtf('2018-23/2020-23')} ; {NORMAL} ; {ONE}",
            f"{_edtf('2018-11-01/2021-10-31')} ; {NORMAL} ; {TWO}",
        ),
        "<project/a> samv:disagreesOn samv:period .",
    ),
    (
        "disagreement-period",
        "the starts of a partnership cannot be the same",
        _partnership("samv:period", f"{_edtf('2019/..')} ; {NORMAL} ; {ONE}", f"{_edtf('2018')} ; {NORMAL} ; {TWO}"),
        "<partnership/a> samv:disagreesOn samv:period .",
    ),
    (
        "disagreement-period",
        "one is only more precise",
        _project(
            "samv:period",
            f"{_edtf('2019/2021')} ; {NORMAL} ; {ONE}",
            f"{_edtf('2019-01-15/2021-11-30')} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-period",
        "one is silent about the end",
        _project("samv:period", f"{_edtf('2019/..')} ; {NORMAL} ; {ONE}", f"{_edtf('2019/2020')} ; {NORMAL} ; {TWO}"),
        "",
    ),
    (
        "disagreement-period",
        "one source, or deprecated",
        _project(
            "samv:period",
            f"{_edtf('2018/2019')} ; {NORMAL} ; {ONE}",
            f"{_edtf('2020/2021')} ; {NORMAL} ; {ONE}",
            f"{_edtf('2022/2023')} ; {DEPRECATED} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-period",
        "a participation may be shorter than its project",
        "<project/a> a samv:Project ; samv:period <project/a#1> . <project/a#p> samv:period <project/a#2> . "
        f"<project/a#1> {_edtf('2018/2021')} ; {NORMAL} ; {ONE} . <project/a#2> {_edtf('2019/2020')} ; {NORMAL} ; {TWO} .",
        "",
    ),
    (
        "disagreement-participants",
        "two totals that were reached",
        _project(
            "samv:participantCount",
            f"samv:total 180 ; {DONE} ; {NORMAL} ; {ONE}",
            f"samv:total 200 ; {DONE} ; {NORMAL} ; {TWO}",
        ),
        "<project/a> samv:disagreesOn samv:participantCount .",
    ),
    (
        "disagreement-participants",
        "the same total, but not the same number of women",
        _project(
            "samv:participantCount",
            f"samv:total 9 ; samv:women 5 ; {DONE} ; {NORMAL} ; {ONE}",
            f"samv:total 9 ; samv:women 6 ; {DONE} ; {NORMAL} ; {TWO}",
        ),
        "<project/a> samv:disagreesOn samv:participantCount .",
    ),
    (
        "disagreement-participants",
        "planned against reached",
        _project(
            "samv:participantCount",
            f"samv:total 360 ; {PLANNED} ; {NORMAL} ; {ONE}",
            f"samv:total 267 ; {DONE} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-participants",
        "one source, one deprecated, one silent",
        _project(
            "samv:participantCount",
            f"samv:total 1 ; {DONE} ; {NORMAL} ; {ONE}",
            f"samv:total 2 ; {DONE} ; {NORMAL} ; {ONE}",
            f"samv:total 3 ; {DONE} ; {DEPRECATED} ; {TWO}",
            f"samv:women 4 ; {DONE} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-claim",
        "two lists of parties, one longer",
        _project(
            "samv:claim",
            f"samv:onProperty samv:partner ; samv:claimedValue <actor/a> , <actor/b> ; {NORMAL} ; {ONE}",
            f"samv:onProperty samv:partner ; samv:claimedValue <actor/a> ; {NORMAL} ; {TWO}",
        ),
        "<project/a> samv:disagreesOn samv:partner .",
    ),
    (
        "disagreement-claim",
        "two names of a partnership",
        _partnership(
            "samv:claim",
            f'samv:onProperty dcterms:title ; samv:claimedValue "IOP Ett"@sv ; {NORMAL} ; {ONE}',
            f'samv:onProperty dcterms:title ; samv:claimedValue "IOP ett"@sv ; {NORMAL} ; {TWO}',
        ),
        "<partnership/a> samv:disagreesOn dcterms:title .",
    ),
    (
        "disagreement-claim",
        "the same list in another order",
        _project(
            "samv:claim",
            f"samv:onProperty samv:partner ; samv:claimedValue <actor/a> , <actor/b> ; {NORMAL} ; {ONE}",
            f"samv:onProperty samv:partner ; samv:claimedValue <actor/b> , <actor/a> ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-claim",
        "another property, one source, deprecated",
        _project(
            "samv:claim",
            f"samv:onProperty samv:partner ; samv:claimedValue <actor/a> ; {NORMAL} ; {ONE}",
            f"samv:onProperty samv:fundedBy ; samv:claimedValue <actor/b> ; {NORMAL} ; {TWO}",
            f"samv:onProperty samv:partner ; samv:claimedValue <actor/c> ; {NORMAL} ; {ONE}",
            f"samv:onProperty samv:partner ; samv:claimedValue <actor/d> ; {DEPRECATED} ; {TWO}",
        ),
        "",
    ),
]


@pytest.mark.parametrize(
    ("rule", "shown", "record", "expected"), CASES, ids=[f"{rule}: {shown}" for rule, shown, _, _ in CASES]
)
def test_a_rule_makes_what_it_promises(world, rule: str, shown: str, record: str, expected: str) -> None:
    assert world.derive(rule, record) == world.triples(expected), shown


def test_every_rule_has_a_case_and_a_counter_case() -> None:
    assert sorted({rule for rule, _, _, made in CASES if made}) == RULES
    assert sorted({rule for rule, _, _, made in CASES if not made}) == RULES


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_sees_one_record_at_a_time(world, rule: str) -> None:
    records = [record for _, _, record, _ in CASES]
    alone = [world.derive(rule, record) for record in records]
    assert world.derive(rule, *records) == set().union(*alone)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_speaks_of_what_the_record_owns_and_repeats_nothing(world, rule: str) -> None:
    for _, _, record, _ in CASES:
        stated = world.triples(record)
        nodes = {triple.subject for triple in stated} | {triple.object for triple in stated}
        made = world.derive(rule, record)
        assert {triple.subject for triple in made} <= nodes
        assert not made & stated


def _constructed(world, rule: str) -> Iterator[NamedNode]:
    """The properties that a rule's template writes."""
    text = (world.root / "rules" / f"{rule}.rq").read_text(encoding="utf-8")
    template = text.partition("CONSTRUCT")[2].partition("WHERE")[0]
    for word in re.findall(r"(?:\?\w+\s+|;\s+)(a|\w+:\w+)\s+\??\w", template):
        prefix, _, local = word.partition(":")
        yield RDF.type if word == "a" else RDFS.label if prefix == "rdfs" else world.iri(f"ns#{local}")


def test_the_ontology_names_the_rule_of_every_derived_property(world) -> None:
    named = {
        (triple.object.value, triple.subject.value)
        for triple in world.vocabulary
        if triple.predicate == world.iri("ns#derivedBy")
    }
    made = {(rule, term.value) for rule in RULES for term in _constructed(world, rule)}
    by_hand = {("release", world.iri("ns#checkedWith").value)}
    ours = {pair for pair in made if pair[1].startswith(world.base)}
    assert ours | by_hand == named
    assert {pair[1] for pair in made - ours} == {RDF.type.value, RDFS.label.value}
