"""The gate: personal details in what is handed in are found before anything is kept, and never repeated.

A personal number stops the hand-in. Bare digits that may be one, a named e-mail address and a telephone number are
warnings that wait for a steward's recorded decision. What is looked through is every text: literals, IRIs, comments,
cells, properties of a document, file names; whoever reads the format hands them over with their places.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.place import Place
from kg.rdf.findings import Finding, Level
from kg.sweden import addresses, personnummer, telephones
from kg.sweden.lookalikes import readings
from kg.sweden.personnummer import Kind
from kg.validate.discreet import discreet

PERSONAL_NUMBER = "personal-number"
POSSIBLE_NUMBER = "possible-personal-number"
NAMED_ADDRESS = "named-e-mail-address"
TELEPHONE = "telephone-number"
NEEDS_DECISION = frozenset({POSSIBLE_NUMBER, NAMED_ADDRESS, TELEPHONE})
"""The components of warnings that a steward must decide on, with a ground, before the hand-in can be accepted."""

_FEWEST_DIGITS = 7
# An unusual letter, an escape, a bracket as in `(at)`, or an at sign that isn't that of a language or a directive.
_SUSPECT = re.compile(r"[^\x00-\x7f\u00c0-\u024f]|[%\\&(\[{]|@(?!(?:sv|en|prefix|base)(?![\w.-]))")
MOST_PLACES = 20
_OURS = {"no-contact-details": (NAMED_ADDRESS, TELEPHONE), "no-personal-identity-number#query": (PERSONAL_NUMBER,)}

Text = tuple[Place, str]


@dataclass(frozen=True)
class _Sight:
    """Something seen at a place; `what` tells it from others, and is never shown."""

    component: str
    what: str = field(repr=False)
    place: Place
    kind: Kind | None = None


def gate(texts: Iterable[Text], *, about: str, own: Iterable[Text] = ()) -> list[Finding]:
    """Every finding of personal details in the texts; `about` is the IRI that the findings are said of.

    A place with a line and no column is that of a whole line: the finding gets the columns of what was found. `own` are
    the submitter's own details, which the inbox keeps to itself: in them only numbers are looked for.
    """
    sights = [sight for place, text in texts for sight in _all(place, text)]
    sights += [sight for place, text in own for sight in _numbers(place, text)]
    sure = {sight.what for sight in sights if sight.component == PERSONAL_NUMBER}
    groups: dict[tuple[str, str, str], list[_Sight]] = defaultdict(list)
    for sight in sights:
        if sight.component == POSSIBLE_NUMBER and sight.what in sure:
            sight = replace(sight, component=PERSONAL_NUMBER)
        apart = _column(sight.place) if sight.component == POSSIBLE_NUMBER else sight.what
        groups[sight.component, sight.place.source, apart].append(sight)
    return [discreet(_finding(about, component, group)) for (component, _, _), group in groups.items()]


def stops(findings: Iterable[Finding]) -> bool:
    """Whether a personal number was found: then nothing of the hand-in may be kept."""
    return any(finding.component == PERSONAL_NUMBER for finding in findings)


def undecided(findings: Iterable[Finding]) -> list[Finding]:
    """The warnings that wait for a steward's decision."""
    return [finding for finding in findings if finding.component in NEEDS_DECISION]


def without_repeats(judged: Iterable[Finding], gated: Sequence[Finding]) -> list[Finding]:
    """What the shapes found, less what the gate has said of the same thing, and at a better place.

    Of addresses and telephone numbers the gate knows more than a shape can: it has the last word. A number that only a
    shape takes for a personal number (its check digit is wrong) still counts.
    """
    said = {finding.component for finding in gated}
    return [each for each in judged if not _is_said(each.shape or "", said)]


def _is_said(shape: str, said: set[str | None]) -> bool:
    rule = shape.rpartition("/rule/")[2]
    return rule == "no-contact-details" or bool(said.intersection(_OURS.get(rule, ())))


def _all(place: Place, text: str) -> Iterator[_Sight]:
    if not worth_a_look(text):
        return
    yield from _numbers(place, text)
    for address in addresses.find(text):
        if not address.of_an_office:
            said = text[address.start : address.end].casefold()
            yield _Sight(NAMED_ADDRESS, said, _at(place, address.start, address.end))
    for number in telephones.find(text):
        said = re.sub(r"\D", "", text[number.start : number.end])
        yield _Sight(TELEPHONE, said, _at(place, number.start, number.end))


def worth_a_look(text: str) -> bool:
    """Whether a text may hold any of these: most lines of a record can't, and looking properly costs ten times as much.

    It has digits enough for a telephone number, the sign of an address, or something that may stand for either.
    """
    return _SUSPECT.search(text) is not None or sum(map(text.count, "0123456789")) >= _FEWEST_DIGITS


def _numbers(place: Place, text: str) -> Iterator[_Sight]:
    for number in personnummer.find(text):
        component = PERSONAL_NUMBER if number.sure else POSSIBLE_NUMBER
        what = _digits(text[number.start : number.end])
        yield _Sight(component, what, _at(place, number.start, number.end), number.kind)


def _digits(written: str) -> str:
    """What is left of a number when the way it was written is taken away: the same number is the same."""
    return re.sub(r"[^0-9A-Z]", "", readings(written)[-1].text.upper())[-10:]


def _at(place: Place, start: int, end: int) -> Place:
    if place.line is None or place.column is not None:
        return place
    return replace(place, column=start + 1, end_column=end + 1)


def _column(place: Place) -> str:
    """The column or field that a place stands in: bare digits are counted, not told one by one."""
    cell = (place.cell or "").rstrip("0123456789")
    inside = re.sub(r"[0-9]+", "*", place.field or place.pointer or "")
    return f"{place.sheet or ''}!{cell}!{inside}"


def _finding(about: str, component: str, sights: Sequence[_Sight]) -> Finding:
    places = _best([sight.place for sight in sights])
    count = len({(sight.what, sight.place) for sight in sights if sight.place in places})
    sv, en = _sentence(component, sights[0].kind, count)
    hint_sv, hint_en = _HINTS[component]
    if _is_a_name(places[0]):
        sv, en = f"I filens namn: {sv}", f"In the file's name: {en}"
    return Finding(
        record=about,
        level=Level.VIOLATION if component == PERSONAL_NUMBER else Level.WARNING,
        message_sv=sv,
        message_en=en,
        place=places[0],
        component=component,
        also=tuple(places[1:MOST_PLACES]),
        hint_sv=hint_sv,
        hint_en=hint_en,
    )


def _best(places: Sequence[Place]) -> list[Place]:
    """The places to point at: those that tell most. A cell or a field tells more than a line of the same file."""
    ranks = {place: _rank(place) for place in places}
    best = min(ranks.values())
    return [place for place, rank in ranks.items() if rank == best]


def _rank(place: Place) -> int:
    if place.cell is not None or place.field is not None or place.pointer is not None:
        return 0
    if place.line is None:
        return 3
    return 1 if place.end_column is not None else 2


def _is_a_name(place: Place) -> bool:
    return _rank(place) == 3


def _sentence(component: str, kind: Kind | None, count: int) -> tuple[str, str]:
    if component == PERSONAL_NUMBER:
        sv, en = _NUMBERS[kind or Kind.PERSONNUMMER]
        return (
            f"Stopp: här står något som ser ut som ett {sv}. Ett sådant får aldrig lämnas in. Ta bort det överallt och "
            "lämna in igen. Numret visas inte här.",
            f"Stop: something here looks like a {en}. Such a number may never be handed in. Remove it everywhere and "
            "hand in again. The number is not shown here.",
        )
    if component == POSSIBLE_NUMBER:
        if count == 1:
            return (
                "Ett tal här kan vara ett personnummer utan bindestreck. Är det ett personnummer ska det bort.",
                "A number here may be a personal identity number without its hyphen. If it is, it must be removed.",
            )
        return (
            f"{count} tal här kan vara personnummer utan bindestreck. Är de personnummer ska de bort.",
            f"{count} numbers here may be personal identity numbers without their hyphen. If they are, they must be "
            "removed.",
        )
    return _CONTACTS[component]


_NUMBERS = {
    Kind.PERSONNUMMER: ("personnummer", "Swedish personal identity number"),
    Kind.SAMORDNINGSNUMMER: ("samordningsnummer", "Swedish coordination number"),
    Kind.INTERIM: ("tillfälligt personnummer", "temporary Swedish identity number"),
}
_CONTACTS = {
    NAMED_ADDRESS: (
        "Här står en e-postadress som kan vara en persons. Ta bort den. Står den kvar tar en granskare ställning innan "
        "uppgiften kan godkännas.",
        "An e-mail address here may be a person's. Remove it. If it stays, a steward decides on it before this can be "
        "accepted.",
    ),
    TELEPHONE: (
        "Här står något som ser ut som ett telefonnummer. Ta bort det. Står det kvar tar en granskare ställning innan "
        "uppgiften kan godkännas.",
        "Something here looks like a telephone number. Remove it. If it stays, a steward decides on it before this can "
        "be accepted.",
    ),
}
_HINTS = {
    PERSONAL_NUMBER: (
        "Skriv ett antal eller en roll i stället, till exempel ”en deltagare”.",
        "Write a count or a role instead, for example ‘a participant’.",
    ),
    POSSIBLE_NUMBER: (
        "Är det något annat, till exempel ett löpnummer, kan en granskare godkänna det.",
        "If it is something else, for example a serial number, a steward can accept it.",
    ),
    NAMED_ADDRESS: (
        "Ange organisationen, eller en funktionsadress som registrator@example.se.",
        "Give the organisation, or an office's address such as registrator@example.se.",
    ),
    TELEPHONE: (
        "Ange organisationen; dess växel står på dess egen webbplats.",
        "Give the organisation; its switchboard is on its own web site.",
    ),
}
