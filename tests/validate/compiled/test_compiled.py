"""Compiled shapes judge one record beside what it points at, and nothing but that."""

import pickle
import subprocess
import sys
import time

from kg.validate.cases import Case
from tests.validate.compiled import ours
from tests.validate.compiled.suite import ROOT
from tests.validate.compiled.test_same import lines

_FLAWED = f"""@base <{ours.BASE.iri}> . @prefix samv: <ns#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<project/tomt> a samv:Project ; samv:period <project/tomt#tid> ; dcterms:title "Tomt" .
<project/tomt#tid> a samv:Period ; samv:earliestStart "2020-01-01"^^xsd:date ; samv:latestEnd "2019-01-01"^^xsd:date ."""
_TOMT = f"{ours.BASE.iri}project/tomt"
_CASE = Case("project/tomt", (_TOMT, f"{_TOMT}#tid"), lines(_FLAWED))


def test_a_record_gets_every_result_with_its_terms() -> None:
    found = {(each.shape or "").removeprefix(ours.BASE.iri): each for each in ours.compiled().judge(_CASE)}
    said = found["shapes/rule/end-not-before-start#query"]
    assert said.messages[0] == (
        "en",
        "The end date (2019-01-01) is before the start date (2020-01-01). Check the year.",
    )
    assert said.terms is not None
    assert (said.terms.focus, said.terms.path) == (f"<{_TOMT}#tid>", f"<{ours.BASE.iri}ns#edtf>")
    assert "shapes/project#title" in found


def test_only_the_nodes_that_are_asked_about_get_results() -> None:
    compiled = ours.compiled()
    every = compiled.judge(_CASE)
    for node in (_TOMT, f"{_TOMT}#tid"):
        alone = compiled.judge(Case("", (node,), _CASE.statements))
        assert sorted(alone, key=str) == sorted((each for each in every if each.focus == node), key=str)


def test_a_record_is_judged_the_same_whatever_was_judged_before() -> None:
    compiled = ours.compiled()
    first = compiled.judge(_CASE)
    other = Case("", (f"{_TOMT}#tid",), tuple(line.replace("2019-01-01", "2024-01-01") for line in _CASE.statements))
    assert all("end-not-before" not in (each.shape or "") for each in compiled.judge(other))
    assert [compiled.judge(_CASE) for _ in range(430)] == [first] * 430


def test_compiled_shapes_can_be_sent_to_another_process() -> None:
    compiled = ours.compiled()
    expected = compiled.judge(_CASE)
    assert pickle.loads(pickle.dumps(compiled)).judge(_CASE) == expected


def test_a_warm_judge_takes_milliseconds() -> None:
    compiled = ours.compiled()
    compiled.judge(_CASE)
    times = []
    for _ in range(20):
        begun = time.thread_time()
        compiled.judge(_CASE)
        times.append(time.thread_time() - begun)
    assert min(times) < 0.02


def test_judging_needs_neither_pyshacl_nor_rdflib() -> None:
    code = "import sys, kg.validate.compiled.child; print({'rdflib', 'pyshacl'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == b"set()"
