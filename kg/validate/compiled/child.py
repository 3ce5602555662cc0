"""What runs in a validator process, `python -m kg.validate.compiled.child`: shapes first, then shift after shift.

The first line of standard input is {shapes, ontology}, both N-Triples; each line after it is a shift, {records, cases}.
For each shift it writes a line: the results as a JSON array.
"""

import json
import sys
from collections.abc import Iterator
from typing import IO

from kg.validate.compiled.compiled import Compiled
from kg.validate.compiled.compiler import compile_shapes
from kg.validate.compiled.graph import index, joined
from kg.validate.raised import Raised


def main(taken: IO[bytes], given: IO[str]) -> None:
    """Judge what comes, until nothing more does."""
    said = json.loads(taken.readline())
    compiled = compile_shapes(said["shapes"].encode(), said["ontology"].encode())
    if not isinstance(compiled, Compiled):
        raise TypeError(f"these shapes don't compile: {compiled.reasons}")
    for line in taken:
        shift = json.loads(line)
        rows = [raised.as_row() for raised in judged(compiled, shift["records"], shift["cases"])]
        given.write(json.dumps(rows) + "\n")
        given.flush()


def judged(
    compiled: Compiled, records: dict[str, list[str]], cases: list[tuple[list[str] | None, list[str]]]
) -> Iterator[Raised]:
    """What the shapes raise on the cases of a shift; each record is indexed once, whoever reads it."""
    indexed = {key: index(lines) for key, lines in records.items()}
    for focus, keys in cases:
        own = joined([indexed[key] for key in keys])
        yield from compiled.judge_indexed(own, [line for key in keys for line in records[key]], focus)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout)
