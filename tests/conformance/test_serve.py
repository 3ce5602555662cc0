"""`kg serve FILE` as a process of its own: whole groups of W3C tests over HTTP, each in the format its result is in."""

import gzip
from pathlib import Path

import pytest

from tests.conformance import evaluation, servers
from tests.conformance.exclusions import expected
from tests.conformance.manifests import EVALUATION, QUERY_FOLDERS, RESULT_FOLDERS, Case, cases, suites
from tests.conformance.rooms import dataset_name, dataset_of, write_nquads

SUITE = suites()
CASES = [case for case in cases(SUITE, *QUERY_FOLDERS, *RESULT_FOLDERS) if case.kind in EVALUATION] if SUITE else []

# Each stands for all tests of its folder that are asked of the same data.
SAMPLES = (
    "json-res/jsonres01",
    "csv-tsv-res/csv01",
    "csv-tsv-res/csv03",
    "aggregates/agg-min-01",
    "functions/strdt01",
    "property-path/pp34",
    "construct/constructwhere01",
)


def group(name: str) -> list[Case]:
    """The tests asked of the same data as one of them."""
    one = next(case for case in CASES if case.id == name)
    return [case for case in CASES if dataset_name(case) == dataset_name(one)]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_served_file_answers_as_the_engine_and_the_w3c_say(name: str, tmp_path: Path) -> None:
    found = group(name)
    plain = write_nquads(tmp_path / "data.nq", dataset_of(found[0]))
    file = tmp_path / "data.nq.gz"
    file.write_bytes(gzip.compress(plain.read_bytes()))
    wrong = []
    with servers.ours(file, settings={"KG_BASE_IRI": found[0].base}) as endpoint:
        for case in found:
            engine = evaluation.engine_answer(case)
            form = evaluation.written_as(case, engine)
            reply = endpoint.post(case.text.encode(), form)
            same = reply.status == 200 and evaluation.is_the_engines(case, reply.answer(), form, engine)
            if not same or evaluation.verdict(case, reply.answer()) != expected(case.id):
                wrong.append((case.id, reply))
    assert wrong == []
