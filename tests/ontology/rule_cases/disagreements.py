"""Where two sources differ, and the many cases where they do not."""

from tests.ontology.rule_cases.words import (
    BOTH,
    BUDGET,
    DEPRECATED,
    DONE,
    EUR,
    GRANTED,
    NORMAL,
    ONE,
    PLANNED,
    PREFERRED,
    TWO,
    Case,
    edtf,
    measured,
    partnership,
    project,
)

CASES: list[Case] = [
    (
        "disagreement-budget",
        "30 000 000 against 36 691 291",
        project(
            "samv:statedBudget",
            f"samv:amount 30000000 ; {BUDGET} ; {NORMAL} ; {ONE}",
            f"samv:amount 36691291 ; {BUDGET} ; {PREFERRED} ; {TWO}",
        ),
        "<project/a> samv:disagreesOn samv:statedBudget .",
    ),
    (
        "disagreement-budget",
        "the same sum, of another sort of number",
        project(
            "samv:statedBudget",
            f"samv:amount 30 ; {BUDGET} ; {NORMAL} ; {ONE}",
            f"samv:amount 30.0 ; {BUDGET} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-budget",
        "another kind of amount",
        project(
            "samv:statedBudget",
            f"samv:amount 1 ; {BUDGET} ; {NORMAL} ; {ONE}",
            f"samv:amount 2 ; {GRANTED} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-budget",
        "one source",
        project(
            "samv:statedBudget",
            f"samv:amount 1 ; {BUDGET} ; {NORMAL} ; {ONE}",
            f"samv:amount 2 ; {BUDGET} ; {NORMAL} ; {ONE}",
        ),
        "",
    ),
    (
        "disagreement-budget",
        "one is deprecated",
        project(
            "samv:statedBudget",
            f"samv:amount 1 ; {BUDGET} ; {DEPRECATED} ; {ONE}",
            f"samv:amount 2 ; {BUDGET} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-budget",
        "one currency against another",
        project(
            "samv:statedBudget",
            f"samv:amount 1 ; {BUDGET} ; {NORMAL} ; {ONE}",
            f"samv:amount 2 ; samv:amountKind <concept/beloppsslag/budget> ; samv:currency {EUR} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-budget",
        "one fact with two sources",
        project("samv:statedBudget", f"samv:amount 1 ; {BUDGET} ; {NORMAL} ; {BOTH}"),
        "",
    ),
    (
        "disagreement-funding",
        "one funder, two sums",
        project(
            "samv:funding",
            f"samv:funder <actor/a> ; samv:amount 17244907 ; {GRANTED} ; {NORMAL} ; {ONE}",
            f"samv:funder <actor/a> ; samv:amount 22600000 ; {GRANTED} ; {NORMAL} ; {TWO}",
        ),
        "<project/a> samv:disagreesOn samv:funding .",
    ),
    (
        "disagreement-funding",
        "two funders",
        project(
            "samv:funding",
            f"samv:funder <actor/a> ; samv:amount 1 ; {GRANTED} ; {NORMAL} ; {ONE}",
            f"samv:funder <actor/b> ; samv:amount 2 ; {GRANTED} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-funding",
        "one without an amount",
        project(
            "samv:funding",
            f"samv:funder <actor/a> ; {NORMAL} ; {ONE}",
            f"samv:funder <actor/a> ; samv:amount 2 ; {GRANTED} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-funding",
        "budget against grant, and one deprecated",
        project(
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
        project(
            "samv:period",
            f"{edtf('2018-23/2020-23')} ; {NORMAL} ; {ONE}",
            f"{edtf('2018-11-01/2021-10-31')} ; {NORMAL} ; {TWO}",
        ),
        "<project/a> samv:disagreesOn samv:period .",
    ),
    (
        "disagreement-period",
        "the starts of a partnership cannot be the same",
        partnership("samv:period", f"{edtf('2019/..')} ; {NORMAL} ; {ONE}", f"{edtf('2018')} ; {NORMAL} ; {TWO}"),
        "<partnership/a> samv:disagreesOn samv:period .",
    ),
    (
        "disagreement-period",
        "one is only more precise",
        project(
            "samv:period",
            f"{edtf('2019/2021')} ; {NORMAL} ; {ONE}",
            f"{edtf('2019-01-15/2021-11-30')} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-period",
        "one is silent about the end",
        project("samv:period", f"{edtf('2019/..')} ; {NORMAL} ; {ONE}", f"{edtf('2019/2020')} ; {NORMAL} ; {TWO}"),
        "",
    ),
    (
        "disagreement-period",
        "one source, or deprecated",
        project(
            "samv:period",
            f"{edtf('2018/2019')} ; {NORMAL} ; {ONE}",
            f"{edtf('2020/2021')} ; {NORMAL} ; {ONE}",
            f"{edtf('2022/2023')} ; {DEPRECATED} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-period",
        "a participation may be shorter than its project",
        "<project/a> a samv:Project ; samv:period <project/a#1> . <project/a#p> samv:period <project/a#2> . "
        f"<project/a#1> {edtf('2018/2021')} ; {NORMAL} ; {ONE} . "
        f"<project/a#2> {edtf('2019/2020')} ; {NORMAL} ; {TWO} .",
        "",
    ),
    (
        "disagreement-participants",
        "two totals that were reached",
        project(
            "samv:participantCount",
            f"samv:total 180 ; {DONE} ; {NORMAL} ; {ONE}",
            f"samv:total 200 ; {DONE} ; {NORMAL} ; {TWO}",
        ),
        "<project/a> samv:disagreesOn samv:participantCount .",
    ),
    (
        "disagreement-participants",
        "the same total, but not the same number of women",
        project(
            "samv:participantCount",
            f"samv:total 9 ; samv:women 5 ; {DONE} ; {NORMAL} ; {ONE}",
            f"samv:total 9 ; samv:women 6 ; {DONE} ; {NORMAL} ; {TWO}",
        ),
        "<project/a> samv:disagreesOn samv:participantCount .",
    ),
    (
        "disagreement-participants",
        "counted in years that may be the same",
        project(
            "samv:participantCount",
            f"samv:total 15 ; {DONE} ; {measured('2022')} ; {NORMAL} ; {ONE}",
            f"samv:total 22 ; {DONE} ; {measured('2022-05-16')} ; {NORMAL} ; {TWO}",
        ),
        "<project/a> samv:disagreesOn samv:participantCount .",
    ),
    (
        "disagreement-participants",
        "one says when it was counted, the other does not",
        project(
            "samv:participantCount",
            f"samv:total 15 ; {DONE} ; {NORMAL} ; {ONE}",
            f"samv:total 22 ; {DONE} ; {measured('2022-05-16')} ; {NORMAL} ; {TWO}",
        ),
        "<project/a> samv:disagreesOn samv:participantCount .",
    ),
    (
        "disagreement-participants",
        "counted at different times",
        project(
            "samv:participantCount",
            f"samv:total 15 ; {DONE} ; {measured('2021')} ; {NORMAL} ; {ONE}",
            f"samv:total 22 ; {DONE} ; {measured('2022-05-16')} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-participants",
        "planned against reached",
        project(
            "samv:participantCount",
            f"samv:total 360 ; {PLANNED} ; {NORMAL} ; {ONE}",
            f"samv:total 267 ; {DONE} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-participants",
        "one source, one deprecated, one silent",
        project(
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
        project(
            "samv:claim",
            f"samv:onProperty samv:partner ; samv:claimedValue <actor/a> , <actor/b> ; {NORMAL} ; {ONE}",
            f"samv:onProperty samv:partner ; samv:claimedValue <actor/a> ; {NORMAL} ; {TWO}",
        ),
        "<project/a> samv:disagreesOn samv:partner .",
    ),
    (
        "disagreement-claim",
        "two names of a partnership",
        partnership(
            "samv:claim",
            f'samv:onProperty dcterms:title ; samv:claimedValue "IOP Ett"@sv ; {NORMAL} ; {ONE}',
            f'samv:onProperty dcterms:title ; samv:claimedValue "IOP ett"@sv ; {NORMAL} ; {TWO}',
        ),
        "<partnership/a> samv:disagreesOn dcterms:title .",
    ),
    (
        "disagreement-claim",
        "the same list in another order",
        project(
            "samv:claim",
            f"samv:onProperty samv:partner ; samv:claimedValue <actor/a> , <actor/b> ; {NORMAL} ; {ONE}",
            f"samv:onProperty samv:partner ; samv:claimedValue <actor/b> , <actor/a> ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
    (
        "disagreement-claim",
        "another property, one source, deprecated",
        project(
            "samv:claim",
            f"samv:onProperty samv:partner ; samv:claimedValue <actor/a> ; {NORMAL} ; {ONE}",
            f"samv:onProperty samv:fundedBy ; samv:claimedValue <actor/b> ; {NORMAL} ; {TWO}",
            f"samv:onProperty samv:partner ; samv:claimedValue <actor/c> ; {NORMAL} ; {ONE}",
            f"samv:onProperty samv:partner ; samv:claimedValue <actor/d> ; {DEPRECATED} ; {TWO}",
        ),
        "",
    ),
]
