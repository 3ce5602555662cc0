"""Put together what the shapes may read of each record: the record, and the records of the things it points at."""

from collections.abc import Callable, Iterable, Sequence

from kg.validate.shacl import Case


def cases(
    keys: Iterable[str], triples_of: Callable[[str], Sequence[str]], references_of: Callable[[str], Iterable[str]]
) -> list[Case]:
    """A case for each record key; a record that doesn't exist has no triples, and its absence is what is judged."""
    return [_case(key, triples_of, references_of) for key in sorted(keys)]


def _case(key: str, triples_of: Callable[[str], Sequence[str]], references_of: Callable[[str], Iterable[str]]) -> Case:
    own = triples_of(key)
    focus = tuple(dict.fromkeys(line[1 : line.index(">")] for line in own))
    around = [line for other in sorted(references_of(key)) for line in triples_of(other)]
    return Case(key, focus, (*own, *around))
