"""The faults that the benchmark plants break every constraint of the shapes, and pySHACL finds the same of them."""

from collections import Counter

from kg.validate.reference import by_pyshacl
from tests.bench.faults import examples, faults, pairs
from tests.validate.compiled import ours


def test_every_constraint_of_the_shapes_is_broken_by_a_fault_and_both_find_the_same() -> None:
    compiled, base = ours.compiled(), ours.BASE.iri
    planted = faults(examples(base), compiled, base, tries=0).alone()
    found = Counter(each for case in planted for each in compiled.judge(case))
    assert {(each.shape, each.component) for each in found} == pairs(compiled)
    assert found == Counter(by_pyshacl(planted, ours.shapes(), ours.ontology(), processes=2))
