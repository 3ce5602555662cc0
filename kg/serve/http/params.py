"""Parameters of a request, read strictly: a byte that isn't UTF-8 is refused, and nothing is dropped in silence."""

from collections.abc import Iterator
from urllib.parse import parse_qsl

from kg.errors import BadRequest

MAX_FIELDS = 200
MAX_WORDS = 200
"""Characters of the words that are searched for."""


class Params:
    """Names with their values, in order; a name may stand several times."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._pairs = pairs

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._pairs)

    def __contains__(self, name: str) -> bool:
        return any(each == name for each, _ in self._pairs)

    def names(self) -> set[str]:
        """The names that are given."""
        return {name for name, _ in self._pairs}

    def words(self) -> str:
        """What is searched for, `q`, with single spaces; empty for nothing, BadRequest for what is too long."""
        said = " ".join((self.one("q") or "").split())
        if len(said) > MAX_WORDS:
            raise BadRequest(
                f"The words are more than {MAX_WORDS} characters; search for fewer.",
                message_sv=f"Sökorden är mer än {MAX_WORDS} tecken; sök på färre.",
            )
        return said

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a name."""
        return tuple(value for each, value in self._pairs if each == name)

    def one(self, name: str) -> str | None:
        """The value of a name that may be given once; twice is BadRequest."""
        values = self.all(name)
        if len(values) > 1:
            raise BadRequest(
                f"The parameter {name!r} is given {len(values)} times; give it once.",
                message_sv=f"Parametern {name!r} anges {len(values)} gånger; ange den en gång.",
            )
        return values[0] if values else None

    def plus(self, other: "Params") -> "Params":
        """These and then the others."""
        return Params([*self._pairs, *other._pairs])


def read(data: bytes, where_en: str, where_sv: str) -> Params:
    """The parameters of a query string or form body; BadRequest when they can't be read.

    >>> list(read(b"query=ASK+%7B%7D&lang=sv", "query string", "adressen"))
    [('query', 'ASK {}'), ('lang', 'sv')]
    """
    try:
        text = data.decode("utf-8")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except UnicodeDecodeError as wrong:
        raise BadRequest(
            f"The {where_en} isn't UTF-8; percent-encode the parameters as UTF-8.",
            message_sv=f"Parametrarna i {where_sv} är inte UTF-8; procentkoda dem som UTF-8.",
        ) from wrong
    except ValueError as wrong:
        raise BadRequest(
            f"The {where_en} has more than {MAX_FIELDS} parameters.",
            message_sv=f"Det är fler än {MAX_FIELDS} parametrar i {where_sv}.",
        ) from wrong
    return Params(pairs)
