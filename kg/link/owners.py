"""Which of our things a bank's beneficiary is: its organisationsnummer decides, else the very name, and else none."""

from functools import lru_cache

from kg.link.compare import Described, Likeness
from kg.link.index import Index

_SURE = Likeness.VARIED.most
"""The same name but for inflection: a slip of the pen is never taken for the same name here."""
_REMEMBERED = 20_000


class Owners:
    """Our things of one kind, to be recognised by name and number.

    >>> sala = Described("actor/sala-kommun", "actor", ("Sala kommun",), organisationsnummer="212000-2098")
    >>> owners = Owners(Index([sala]), "actor")
    >>> owners.known("SALA KOMMUN", None), owners.known("Sala kommun", "212000-0142")
    ('actor/sala-kommun', None)
    """

    def __init__(self, index: Index, kind: str) -> None:
        self._index = index
        self._kind = kind
        self._numbers = {each.organisationsnummer: each.key for each in index.of([kind]) if each.organisationsnummer}
        self.known = lru_cache(maxsize=_REMEMBERED)(self._known)

    def _known(self, name: str, number: str | None) -> str | None:
        """The key of the one that has the number, or alone has the name and no other number."""
        if number is not None and number in self._numbers:
            return self._numbers[number]
        likely = self._index.like(Described("", self._kind, (name,), organisationsnummer=number), limit=2)
        sure = [match.key for match in likely if match.score.value >= _SURE]
        return sure[0] if len(sure) == 1 else None
