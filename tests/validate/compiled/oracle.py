"""pySHACL as an oracle: in a process of its own, for it flips a switch of rdflib's, kept while there are questions."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from kg.validate.child import answer
from kg.validate.raised import Raised, from_row

Oracle = Callable[[Sequence[str], Sequence[str]], list[Raised] | None]


@contextmanager
def oracle() -> Iterator[Oracle]:
    """Asks pySHACL what shapes say of a whole graph, both as N-Triples lines; None where it can't apply them."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield lambda shapes, data: pool.submit(_told, "".join(shapes), "".join(data)).result()


def _told(shapes: str, data: str) -> list[Raised] | None:
    try:
        rows = answer({"shapes": shapes, "ontology": "", "shares": [{"text": data, "focus": None}]})
    except Exception:
        return None
    return None if isinstance(rows, dict) else [from_row(_listed(row)) for row in rows]


def _listed(row: list[object]) -> list[object]:
    """A row as it is after its way through JSON: tuples have become lists."""
    return [_plain(each) for each in row]


def _plain(value: object) -> object:
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
