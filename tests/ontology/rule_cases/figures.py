"""The budget and the number of participants: the best ranked statement of the right kind."""

from tests.ontology.rule_cases.words import (
    BUDGET,
    DEPRECATED,
    DONE,
    EUR,
    GRANTED,
    NORMAL,
    PLANNED,
    PREFERRED,
    Case,
    project,
)

CASES: list[Case] = [
    (
        "budget",
        "the preferred one",
        project(
            "samv:statedBudget",
            f"samv:amount 30000000 ; {BUDGET} ; {NORMAL}",
            f"samv:amount 36691291 ; {BUDGET} ; {PREFERRED}",
        ),
        "<project/a> samv:budget 36691291 .",
    ),
    (
        "budget",
        "all that are best, where they differ",
        project("samv:statedBudget", f"samv:amount 1 ; {BUDGET} ; {NORMAL}", f"samv:amount 2.5 ; {BUDGET} ; {NORMAL}"),
        "<project/a> samv:budget 1 , 2.5 .",
    ),
    (
        "budget",
        "the normal one beside a deprecated",
        project(
            "samv:statedBudget", f"samv:amount 1 ; {BUDGET} ; {NORMAL}", f"samv:amount 2 ; {BUDGET} ; {DEPRECATED}"
        ),
        "<project/a> samv:budget 1 .",
    ),
    (
        "budget",
        "a preferred grant does not hide the budget",
        project(
            "samv:statedBudget", f"samv:amount 1 ; {BUDGET} ; {NORMAL}", f"samv:amount 2 ; {GRANTED} ; {PREFERRED}"
        ),
        "<project/a> samv:budget 1 .",
    ),
    ("budget", "a grant is no budget", project("samv:statedBudget", f"samv:amount 2 ; {GRANTED} ; {NORMAL}"), ""),
    (
        "budget",
        "another currency",
        project(
            "samv:statedBudget",
            f"samv:amount 2 ; samv:amountKind <concept/beloppsslag/budget> ; samv:currency {EUR} ; {NORMAL}",
        ),
        "",
    ),
    ("budget", "no amount: unknown, not zero", project("samv:statedBudget", f"{BUDGET} ; {NORMAL}"), ""),
    ("budget", "only a funding", project("samv:funding", f"samv:amount 2 ; {BUDGET} ; {NORMAL}"), ""),
    (
        "participants",
        "the number that was reached",
        project(
            "samv:participantCount", f"samv:total 360 ; {PLANNED} ; {PREFERRED}", f"samv:total 267 ; {DONE} ; {NORMAL}"
        ),
        "<project/a> samv:participants 267 .",
    ),
    (
        "participants",
        "the preferred one of two",
        project("samv:participantCount", f"samv:total 1 ; {DONE} ; {PREFERRED}", f"samv:total 2 ; {DONE} ; {NORMAL}"),
        "<project/a> samv:participants 1 .",
    ),
    ("participants", "planned only", project("samv:participantCount", f"samv:total 200 ; {PLANNED} ; {NORMAL}"), ""),
    (
        "participants",
        "suppressed: no number",
        project("samv:participantCount", f"samv:suppressed true ; {DONE} ; {NORMAL}"),
        "",
    ),
    (
        "participants",
        "deprecated",
        project("samv:participantCount", f"samv:total 9 ; {DONE} ; {DEPRECATED}"),
        "",
    ),
    (
        "budget",
        "what is preferred but is no such budget hides nothing",
        project(
            "samv:statedBudget",
            f"samv:amount 1 ; {BUDGET} ; {NORMAL}",
            f"samv:amount 2 ; samv:amountKind <concept/beloppsslag/budget> ; samv:currency {EUR} ; {PREFERRED}",
            f"{BUDGET} ; {PREFERRED}",
        )
        + f" <project/a> samv:funding <project/a#f> . <project/a#f> samv:amount 3 ; {BUDGET} ; {PREFERRED} .",
        "<project/a> samv:budget 1 .",
    ),
    (
        "participants",
        "what is preferred but is no such number hides nothing",
        project("samv:participantCount", f"samv:total 1 ; {DONE} ; {NORMAL}", f"samv:women 2 ; {DONE} ; {PREFERRED}")
        + f" <project/a#other> samv:total 3 ; {DONE} ; {PREFERRED} .",
        "<project/a> samv:participants 1 .",
    ),
]
