"""Judge records by shapes: by our own validator, and where it can't apply the shapes, by pySHACL.

Few records are judged here and now, many in validator processes. pySHACL always works in processes of its own: it flips
a switch of rdflib's for the whole process.
"""

from collections.abc import Callable, Sequence

from kg.validate.cases import Case
from kg.validate.compiled.compiled import Compiled
from kg.validate.compiled.compiler import compile_shapes
from kg.validate.raised import Raised
from kg.validate.reference import by_pyshacl
from kg.validate.shifts import judged_in_shifts

__all__ = ["Case", "judge_by", "validate"]

FEW = 150
"""So many records are judged while a validator process starts."""


def validate(cases: Sequence[Case], shapes: bytes, ontology: bytes, *, processes: int) -> list[Raised]:
    """Every result that the shapes raise on the cases; EngineUnavailable when a validator process dies.

    BadShapes when the shapes are such that no validator can apply them.
    """
    if not cases:
        return []
    return judge_by(shapes, ontology, processes=processes)(cases)


def judge_by(shapes: bytes, ontology: bytes, *, processes: int) -> Callable[[Sequence[Case]], list[Raised]]:
    """The shapes as a judge of cases, beside an ontology, both N-Triples: read once, for any number of cases.

    It judges as `validate` does, and is for one thread.
    """
    compiled = compile_shapes(shapes, ontology)
    if not isinstance(compiled, Compiled):
        reasons = compiled.reasons
        return lambda cases: by_pyshacl(cases, shapes, ontology, processes=processes, reasons=reasons)

    def judge(cases: Sequence[Case]) -> list[Raised]:
        if len(cases) > FEW:
            return judged_in_shifts(cases, shapes, ontology, processes=processes)
        return [raised for case in cases for raised in compiled.judge(case)]

    return judge
