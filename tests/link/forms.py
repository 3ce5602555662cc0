"""Every way in which a kommun's name is written, made from its names alone: the same each time it is run.

.venv/bin/python -m tests.link.forms     writes tests/link/labelled/kommuner.csv again
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from kg.sweden.names import folded, plain

LABELLED = Path(__file__).parent / "labelled"
ENTRIES = Path(__file__).parents[2] / "data" / "authorities" / "scb" / "entries.csv"
COLUMNS = ("text", "kind", "code", "form")
_ROWS = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")
_NEIGHBOURS = {row[at]: row[at + 1] if at + 1 < len(row) else row[at - 1] for row in _ROWS for at in range(len(row))}
"""The key beside each on a Swedish keyboard."""


def typos(text: str, seed: int) -> Iterator[tuple[str, str]]:
    """One slip of each sort, within the first word after its first letter; the seed says where."""
    length = len(text.split()[0])
    at = 1 + seed % (length - 1)
    letter = text[at]
    yield "dropped", text[:at] + text[at + 1 :]
    yield "doubled", text[:at] + letter + text[at:]
    if at + 1 < length and text[at + 1] != letter:
        yield "swapped", text[:at] + text[at + 1] + letter + text[at + 2 :]
    if letter.lower() in _NEIGHBOURS:
        yield "neighbour", text[:at] + _NEIGHBOURS[letter.lower()] + text[at + 1 :]


def forms(official: str, short: str, in_use: str, english: str, code: str) -> Iterator[tuple[str, str]]:
    """The names of one kommun as people write them."""
    yield "official", official
    yield "in use", in_use
    yield "short", short
    yield "stad", f"{short} stad"
    yield "no genitive", f"{short} kommun"
    yield "genitive", f"{official}s"
    yield "kommunen i", f"kommunen i {short}"
    yield "upper", official.upper()
    yield "upper short", short.upper()
    yield "lower", official.lower()
    yield "spaces", f"  {official.replace(' ', '  ')} "
    yield "english", english
    yield "undotted", folded(official)
    yield "undotted short", folded(short)
    yield "misspelt sort", official.replace("kommun", "komun")
    yield from typos(official, int(code))


def rows() -> list[tuple[str, str, str, str]]:
    """The labelled forms of all kommuner; one that is another kommun's very name names that one, and is left out."""
    with ENTRIES.open(encoding="utf-8", newline="") as file:
        kommuner = [row for row in csv.DictReader(file) if len(row["code"]) == 4]
    made: list[tuple[str, str, str, str]] = []
    taken: dict[str, str] = {}
    for row in kommuner:
        short, *others = row["alt_labels"].split("|")
        for name in (row["label_sv"], short, *others, f"{short} kommun", f"{short} stad"):
            taken.setdefault(plain(name), row["code"])
    for row in kommuner:
        short, *others = row["alt_labels"].split("|")
        in_use = others[0] if others else row["label_sv"]
        for form, text in dict.fromkeys(forms(row["label_sv"], short, in_use, row["label_en"], row["code"])):
            if taken.get(plain(text), row["code"]) == row["code"]:
                # A short name alone is the place's: for the body it is asked once, and is to be held.
                kinds = ("place",) if form.endswith(" short") else ("place", "actor")
                made += [(text, kind, row["code"], form) for kind in kinds]
    return made


def written() -> str:
    """The rows as CSV."""
    lines = [",".join(COLUMNS), *(",".join(row) for row in rows())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (LABELLED / "kommuner.csv").write_text(written(), encoding="utf-8")
