"""Say nothing of what must not be repeated: personal numbers blanked out of lines, values and sentences."""

from kg.rdf.findings import Finding, from_json
from kg.sweden import personnummer

BLANK = "•"


def blanked(text: str) -> str:
    """The text with a • for every character of what may be a personal number: as long as before, so places hold.

    >>> blanked("Deltagare 900101-9802 slutade.")
    'Deltagare ••••••••••• slutade.'
    """
    for number in personnummer.find(text):
        text = text[: number.start] + BLANK * (number.end - number.start) + text[number.end :]
    return text


def discreet(finding: Finding) -> Finding:
    """The finding with every such number blanked, wherever in it one stands; itself where none does."""
    said = finding.as_json()
    quiet = _quiet(said)
    return from_json(quiet) if quiet != said and isinstance(quiet, dict) else finding


def _quiet(said: object) -> object:
    if isinstance(said, str):
        return blanked(said)
    if isinstance(said, dict):
        return {name: _quiet(value) for name, value in said.items()}
    return [_quiet(each) for each in said] if isinstance(said, list | tuple) else said
