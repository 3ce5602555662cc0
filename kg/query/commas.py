"""CSV for the tables that the engine's own breaks: it writes IRIs without quotation marks, and they may hold commas.

https://www.w3.org/TR/sparql11-results-csv-tsv/#csv
"""

import csv
import io
import re

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

from kg.query.sink import Sink

_TEXT = re.compile(rb'"[^"]*+"')


def part_columns(table: bytes | bytearray, columns: int) -> bool:
    """Whether every comma outside a text parts two columns.

    >>> part_columns(b'a,b\\r\\n1,"2,3"\\r\\n', 2), part_columns(b'a,b\\r\\n1,http://example.org/2,3\\r\\n', 2)
    (True, False)
    """
    bare = _TEXT.sub(b"", table)
    return bare.count(b",") == max(columns - 1, 0) * bare.count(b"\r\n")


def write(solutions: QuerySolutions, sink: Sink) -> None:
    """The whole table, into a sink, with every cell that needs it between quotation marks."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow([variable.value for variable in solutions.variables])
    sink.write(_taken(line))
    for solution in solutions:
        writer.writerow(["" if term is None else _cell(term) for term in solution])
        sink.write(_taken(line))


def _taken(line: io.StringIO) -> bytes:
    data = line.getvalue().encode()
    line.seek(0)
    line.truncate()
    return data


def _cell(term: NamedNode | BlankNode | Literal | Triple) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
