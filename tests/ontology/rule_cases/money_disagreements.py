"""Where two sources give different sums, and the many cases where they do not disagree."""

from tests.ontology.rule_cases.words import (
    BOTH,
    BUDGET,
    DEPRECATED,
    EUR,
    GRANTED,
    NORMAL,
    ONE,
    PREFERRED,
    TWO,
    Case,
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
        "disagreement-funding",
        "one source, one sum from two sources, and another currency",
        project(
            "samv:funding",
            f"samv:funder <actor/a> ; samv:amount 1 ; {GRANTED} ; {NORMAL} ; {ONE}",
            f"samv:funder <actor/a> ; samv:amount 1 ; {GRANTED} ; {NORMAL} ; {TWO}",
            f"samv:funder <actor/b> ; samv:amount 2 ; {GRANTED} ; {NORMAL} ; {ONE}",
            f"samv:funder <actor/b> ; samv:amount 3 ; {GRANTED} ; {NORMAL} ; {ONE}",
            f"samv:funder <actor/c> ; samv:amount 4 ; {GRANTED} ; {NORMAL} ; {ONE}",
            "samv:funder <actor/c> ; samv:amount 5 ; samv:amountKind <concept/beloppsslag/beviljat-stod> ; "
            f"samv:currency {EUR} ; {NORMAL} ; {TWO}",
        ),
        "",
    ),
]
