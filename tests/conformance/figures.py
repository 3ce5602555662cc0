"""How each suite went, in numbers: asked through `Asked`, so that what a test has asked isn't asked again."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.conformance import descriptions
from tests.conformance.asked import OURS, THEIRS, Asked
from tests.conformance.evaluation import Syntax
from tests.conformance.exclusions import DIFFERS, GRAPH_STORE, REFUSED_SYNTAX, SAME_VALUES, UPDATES
from tests.conformance.manifests import (
    EVALUATION,
    POSITIVE,
    QUERY_FOLDERS,
    RESULT_FOLDERS,
    Case,
    cases,
    names,
    protocol_cases,
)
from tests.conformance.matrix import CHECKS
from tests.conformance.shacl import fault, shacl_cases, shacl_suite


@dataclass(frozen=True)
class Suite:
    """One suite's tests: how many give what the W3C expects, how many the same values, how many differ or are left."""

    name: str
    tests: int
    equal: int
    same_values: int = 0
    differ: int = 0
    excluded: int = 0
    as_engine: int | None = None


@dataclass(frozen=True)
class Figures:
    """Every suite, the protocol tests that Oxigraph's server passes, and who passes which check of the matrix."""

    suites: tuple[Suite, ...]
    shacl: tuple[Suite, ...]
    their_protocol: int
    their_description: int
    matrix: Mapping[tuple[str, str], tuple[bool, bool]]


def figures(asked: Asked, suite: Path) -> Figures:
    """Ask everything that wasn't asked yet."""
    protocol = protocol_cases(suite)
    counted = [case for case in protocol if case.name not in UPDATES]
    return Figures(
        suites=(
            *(each for folder in (*QUERY_FOLDERS, *RESULT_FOLDERS) if (each := _evaluated(asked, suite, folder)).tests),
            _syntax(asked, suite),
            Suite(
                "protocol",
                tests=len(protocol),
                equal=sum(asked.protocol_fault(case, OURS) is None for case in counted),
                excluded=len(protocol) - len(counted),
            ),
            Suite(
                "service-description",
                tests=len(descriptions.CASES),
                equal=sum(asked.description_fault(name, OURS) is None for name in descriptions.CASES),
            ),
            _graph_store(suite),
        ),
        shacl=tuple(_shacl()),
        their_protocol=sum(asked.protocol_fault(case, THEIRS) is None for case in counted),
        their_description=sum(asked.description_fault(name, THEIRS) is None for name in descriptions.CASES),
        matrix={
            (check.area, check.id): (asked.fault(check, OURS) is None, asked.fault(check, THEIRS) is None)
            for check in CHECKS
        },
    )


def _shacl() -> Iterator[Suite]:
    """The suite of SHACL by its folders, every test through the command."""
    suite = shacl_suite()
    every = shacl_cases(suite) if suite else []
    for folder in dict.fromkeys(case.folder for case in every):
        inside = [case for case in every if case.folder == folder]
        yield Suite(folder, tests=len(inside), equal=sum(fault(case) is None for case in inside))


def _evaluated(asked: Asked, suite: Path, folder: str) -> Suite:
    found = [asked.outcome(case) for case in cases(suite, folder) if case.kind in EVALUATION]
    verdicts = Counter(outcome.verdict for outcome in found)
    return Suite(
        folder,
        tests=len(found),
        equal=verdicts["equal"],
        same_values=verdicts[SAME_VALUES],
        differ=verdicts[DIFFERS],
        as_engine=sum(not outcome.unlike_engine for outcome in found),
    )


def _syntax(asked: Asked, suite: Path) -> Suite:
    found = [case for case in cases(suite, *QUERY_FOLDERS) if case.kind not in EVALUATION]
    equal = [case for case in found if _reads_as_expected(asked, case)]
    return Suite("syntax (all folders)", tests=len(found), equal=len(equal), differ=len(REFUSED_SYNTAX))


def _reads_as_expected(asked: Asked, case: Case) -> bool:
    wanted = Syntax(200, "") if case.kind == POSITIVE else Syntax(400, "bad-query")
    return asked.syntax(case) == wanted


def _graph_store(suite: Path) -> Suite:
    count = sum(len(names(suite, "graph-store-protocol", manifest)) for manifest in GRAPH_STORE)
    return Suite("graph-store-protocol", tests=count, equal=0, excluded=count)
