"""Receipts and codes: what nobody can guess and everybody can read aloud."""

import re
import secrets

# Crockford's alphabet without what is mistaken for something else, and without U.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _SIZE = 3, 4


def new(prefix: str) -> str:
    """A fresh one, with 58 bits of chance: `S` for a submission, `U` for a draft (utkast)."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_SIZE)) for _ in range(_GROUPS))
    return "-".join([prefix, *groups])


def read(text: str, prefix: str) -> str | None:
    """The receipt or code somebody typed, as we write it; None when it can't be one.

    >>> read(" s7k3m q9tx 2fhb", "S")
    'S-7K3M-Q9TX-2FHB'
    >>> read("project/kiis", "S") is None
    True
    """
    plain = re.sub(r"[\s-]+", "", text[:64]).upper()
    if not re.fullmatch(f"{prefix}[{_LETTERS}]{{{_GROUPS * _SIZE}}}", plain):
        return None
    rest = plain.removeprefix(prefix)
    return "-".join([prefix, *(rest[at : at + _SIZE] for at in range(0, len(rest), _SIZE))])
