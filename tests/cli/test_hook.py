"""The pre-commit hooks: what pre-commit runs is a command that works, and fails where it must."""

import re
import shlex

import pytest

from tests.cli.commands import REPOSITORY, Said, kg
from tests.workshop import Workshop, record

HOOKS = {
    found["id"]: found
    for found in re.finditer(
        r"- id: (?P<id>\S+)\n(?:  .*\n)*?  entry: (?P<entry>.*)\n(?:  .*\n)*?  files: (?P<files>.*)\n",
        (REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"),
    )
}


def _run(tiny: Workshop, hook: str, names: list[str], *arguments: str) -> Said:
    """As pre-commit does: the entry, the arguments, then those of the changed files that the hook is for."""
    program, *words = shlex.split(HOOKS[hook]["entry"])
    assert program == "kg"
    return kg(tiny, *words, *arguments, *[name for name in names if re.search(HOOKS[hook]["files"], name)])


def test_there_is_a_hook_for_records_and_one_for_shapes_of_ones_own() -> None:
    assert set(HOOKS) == {"kg-check", "kg-check-shapes"}


@pytest.mark.parametrize(("partner", "code"), [("norrby-kommun", 0), ("ingen", 1)])
def test_a_commit_of_a_record_is_checked_beside_the_others(tiny: Workshop, partner: str, code: int) -> None:
    body = f"dcterms:title 'Ny'@sv, 'New'@en ; samv:partner <actor/{partner}>"
    tiny.write("data/records/project/ny.ttl", record("project", "ny", body))
    assert _run(tiny, "kg-check", ["data/records/project/ny.ttl", "README.md"]).code == code


@pytest.mark.parametrize(("number", "code"), [(4, 0), (6, 1)])
def test_a_commit_of_any_rdf_is_checked_by_shapes_of_ones_own(tiny: Workshop, number: int, code: int) -> None:
    shacl = "http://www.w3.org/ns/shacl#"
    tiny.write("mine.ttl", f"<urn:s> <{shacl}targetObjectsOf> <urn:p> ; <{shacl}maxInclusive> 5 .")
    tiny.write("data.ttl", f"<urn:a> <urn:p> {number} .")
    assert _run(tiny, "kg-check-shapes", ["data.ttl", "notes.txt"], "--shapes", "mine.ttl").code == code
