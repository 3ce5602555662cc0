"""Several values in one cell: how they are joined and taken apart, so that nothing a person wrote is lost.

Names that are chosen stand with a semicolon between them, anything else with a bar, as in the tables we publish. A
semicolon or a bar that belongs to a value is written twice.
"""

import re
from collections.abc import Sequence

_SEMICOLON = re.compile(r";;|;|\n")
_BAR = re.compile(r"(?<=\s)\|(?=\s)")
_BARS = re.compile(r"(?:(?<=\s)|^)\|(\|+)(?=\s|$)")
_LONE_BARS = re.compile(r"(?:(?<=\s)|^)(\|+)(?=\s|$)")


def split(text: str, *, chosen: bool) -> list[str]:
    """The values in a cell; `chosen` are names out of a list.

    >>> split("Norberg; Sala", chosen=True), split("Ge stöd; hjälpa | Lära ut", chosen=False)
    (['Norberg', 'Sala'], ['Ge stöd; hjälpa', 'Lära ut'])
    """
    parts = [piece for each in _BAR.split(text) for piece in (_apart(each) if chosen else [each])]
    plain = (_BARS.sub(r"\1", each.strip()).strip() for each in parts)
    return [each for each in plain if each]


def joined(values: Sequence[str], *, chosen: bool) -> str:
    """The cell that `split` takes apart into these values.

    >>> joined(["Norberg", "Sala"], chosen=True), joined(["a | b", "c"], chosen=False)
    ('Norberg; Sala', 'a || b | c')
    """
    safe = [_LONE_BARS.sub(r"|\1", each.strip()) for each in values]
    return "; ".join(each.replace(";", ";;") for each in safe) if chosen else " | ".join(safe)


def _apart(text: str) -> list[str]:
    """The pieces between single semicolons and line breaks; a double one is a semicolon of the value."""
    pieces, at = [""], 0
    for found in _SEMICOLON.finditer(text):
        pieces[-1] += text[at : found.start()]
        if found[0] == ";;":
            pieces[-1] += ";"
        else:
            pieces.append("")
        at = found.end()
    pieces[-1] += text[at:]
    return pieces
