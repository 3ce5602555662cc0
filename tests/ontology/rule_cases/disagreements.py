"""Where two sources differ on times, numbers or claims, and the many cases where they do not disagree."""

from tests.ontology.rule_cases.words import (
    DEPRECATED,
    DONE,
    NORMAL,
    ONE,
    PLANNED,
    TWO,
    Case,
    edtf,
    measured,
    partnership,
    project,
)

CASES: list[Case] = [
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
    (
        "disagreement-period",
        "an earlier one is deprecated, and a participation has two",
        project("samv:period", f"{edtf('2018/2019')} ; {NORMAL} ; {ONE}", f"{edtf('2016/2017')} ; {DEPRECATED} ; {TWO}")
        + " <project/a#p> a samv:Participation ; samv:period <project/a#1> , <project/a#3> . "
        f"<project/a#3> {edtf('2020/2021')} ; {NORMAL} ; {TWO} .",
        "",
    ),
    (
        "disagreement-participants",
        "one number from two sources",
        project(
            "samv:participantCount",
            f"samv:total 9 ; {DONE} ; {NORMAL} ; {ONE}",
            f"samv:total 9 ; {DONE} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
]
