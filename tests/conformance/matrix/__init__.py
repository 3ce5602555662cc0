"""The protocol matrix: what a client may expect of an endpoint, one check each, asked of any server over HTTP.

A check's name is the first line of its docstring. It says nothing where the server does as expected, and raises
AssertionError where it doesn't. The data that it asks about is `DATA`.
"""

from tests.conformance.matrix import dataset, description, negotiation, operations, refusals, transfer
from tests.conformance.matrix.check import Check

CHECKS: tuple[Check, ...] = (
    *operations.CHECKS,
    *dataset.CHECKS,
    *negotiation.CHECKS,
    *transfer.CHECKS,
    *refusals.CHECKS,
    *description.CHECKS,
)
