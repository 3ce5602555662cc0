"""Which of our things a bank's beneficiary is: its organisationsnummer decides, else the very name, and else none."""

from collections import defaultdict
from functools import lru_cache

from kg.names.compare import Likeness, compare
from kg.names.described import Described
from kg.names.index import Index
from kg.sweden.names import folded, plain, taken_apart

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
        self._kind = kind
        self._named: dict[str, dict[str, Described]] = defaultdict(dict)
        for each in index.of([kind]):
            for form in (form for name in each.names for form in _forms(name)):
                self._named[form][each.key] = each
        self._numbers = {each.organisationsnummer: each.key for each in index.of([kind]) if each.organisationsnummer}
        self.known = lru_cache(maxsize=_REMEMBERED)(self._known)

    def _known(self, name: str, number: str | None) -> str | None:
        """The key of the one that has the number, or alone has the name and no other number."""
        if number is not None and number in self._numbers:
            return self._numbers[number]
        said = Described("", self._kind, (name,), organisationsnummer=number)
        likely = {key: each for form in _forms(name) for key, each in self._named.get(form, {}).items()}
        sure = [key for key, each in likely.items() if compare(said, each).value >= _SURE]
        return sure[0] if len(sure) == 1 else None


def _forms(name: str) -> tuple[str, str]:
    """Names that are the same but for inflection share one of these: none other need be compared."""
    return folded(taken_apart(name).text), folded(plain(name))
