"""Find where a text tells of people one may turn to: under labels such as Kontakt, beside titles, e-mail, telephone.

What is found knows where it stands, never what it says. Names of people are known by what stands beside them; a name
alone in a text is not found, and whoever uses this says so.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.sweden import addresses, personnummer, telephones


class What(StrEnum):
    """Which sort of detail it is."""

    PERSON = "person"
    ADDRESS = "e-mail"
    TELEPHONE = "telephone"
    NUMBER = "number"
    """bare digits that may be a personal number"""


@dataclass(frozen=True, order=True)
class Contact:
    """A detail that was found: where in the text it stands, and its sort."""

    start: int
    end: int
    what: What


_LABEL = re.compile(
    r"""kontakt | kontakter | kontakta\ oss | kontakt(?:person|uppgift|information|väg|adress)(?:er|en|erna|ar)? |
    (?:\w{0,20}projekt|process|team|verksamhets|insats)led(?:are|aren|ning|ningen) | projektansvarig |
    ansvarig(?:\ person|\ handläggare|\ utgivare)? | \w{0,20}handläggare | \w{0,20}chef |
    (?:uppgifts|rapport)lämnare | rapportör | tel | telefon | telefonnummer | mobil | mobilnummer | e-?post |
    e-?postadress | mejl | mail | e-?mail | postadress | besöksadress | foto | fotograf | text | skribent | redaktör |
    contacts? | contact\ (?:us|persons?|details|information) | project\ (?:manager|leader) | phone | telephone | mobile
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TITLE = (
    r"(?:[^\W\d_][\w-]{0,25})?(?:ledare|chef|samordnare|koordinator|handläggare|kontaktperson|ansvarig|utredare|strateg|rektor|"
    r"sekreterare|coach|kurator|direktör|konsulent|vägledare|ordförande|lärare|utvecklare|specialist|manager|coordinator|director|officer)"
    r"(?:n|en|s)?"
)
_PART = r"[A-ZÅÄÖÉÜ](?:[a-zåäöéèüáóíøæ]{1,24}|\.)(?:-[A-ZÅÄÖÉÜ][a-zåäöéèüáóíøæ]{1,24})?"
_NAME = rf"{_PART}(?:[ \u00a0](?:(?:von|af|de|van|al|el|bin)[ \u00a0])?{_PART}){{1,3}}"
_ASK = (
    r"(?:[Kk]ontakta|[Kk]ontakt|[Rr]ing|[Mm]ejla|[Mm]aila|[Hh]ör av dig till|[Vv]änd dig till|[Tt]ala med|"
    r"[Ff]rågor till|[Ff]rågor besvaras av|[Cc]ontact|[Cc]all)(?: gärna)?"
)
_SAY = r"(?:säger|berättar|menar|förklarar|konstaterar|tycker|hälsar|says|explains)"
_NAMED = tuple(
    re.compile(form)
    for form in (
        rf"\b(?i:{_TITLE})\b(?:\s*[:,–-])?\s+(?:är\s+|heter\s+|is\s+)?(?P<name>{_NAME})",
        rf"{_ASK}:?\s+(?:(?i:{_TITLE})\s+)?(?P<name>{_NAME})",
        rf"{_SAY}\s+(?:(?i:{_TITLE})\s+)?(?P<name>{_NAME})",
        rf"(?P<name>{_NAME})\s*(?:,|\(|–|-)\s*(?:[^\W\d_][\w-]{{0,20}}\s){{0,2}}(?i:{_TITLE})\b",
        rf"(?P<name>{_NAME})\s+{_SAY}\b",
    )
)
_ALONE = re.compile(_NAME)
_A_BODY = re.compile(
    r"kommun|region|länsstyrelse|förmedling|försäkringskass|förbund|förening|stiftelse|skol|universitet|studie|stad|län\b|verk|"
    r"myndighet|råd|nämnd|förvaltning|enhet|cent(?:er|rum)|projekt|kors|kyrk|församling|bolag|\bAB\b|kansli|byrå|fond|akademi",
    re.IGNORECASE,
)


def is_label(text: str) -> bool:
    """Whether a label announces people or how to reach them.

    >>> is_label("Kontakt/projektledare"), is_label("Kontaktpersoner"), is_label("Plats")
    (True, True, False)
    """
    bare = re.sub(r"\s(?:på|hos|för|vid|i|om|at|for)\s.*", "", text.strip(), flags=re.DOTALL)
    parts = [part.strip(" :*") for part in re.split(r"[/,&]|\boch\b|\band\b", bare)]
    return bool(text.strip()) and all(_LABEL.fullmatch(part) for part in parts if part) and any(parts)


def is_title(text: str) -> bool:
    """Whether a label is a title, which a person may have as well as an organisation.

    >>> is_title("Samordnare"), is_title("Samverkanspart")
    (True, False)
    """
    return bool(re.fullmatch(rf"(?i:{_TITLE})", text.strip(" :*")))


def details(text: str) -> Iterator[Contact]:
    """The telephone numbers, people's e-mail addresses and bare digits that may be a personal number, in a text."""
    yield from (Contact(each.start, each.end, What.TELEPHONE) for each in telephones.find(text))
    yield from (Contact(each.start, each.end, What.ADDRESS) for each in addresses.find(text) if not each.of_an_office)
    yield from (Contact(each.start, each.end, What.NUMBER) for each in personnummer.find(text))


def people(text: str, *, is_known: Callable[[str], bool]) -> Iterator[Contact]:
    """The names of people that titles and verbs tell of; `is_known` tells the names of organisations from them.

    >>> {found.start for found in people("Kontakta projektledare Namn Namnsson.", is_known=lambda name: False)}
    {23}
    """
    for form in _NAMED:
        for found in form.finditer(text):
            if _may_be_a_person(found["name"], is_known):
                yield Contact(*found.span("name"), What.PERSON)


def names(text: str, *, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Every name in a text that is known to tell of people: what stands under Kontakt."""
    yield from (found[0] for found in _ALONE.finditer(text) if _may_be_a_person(found[0], is_known))


def named_by_address(text: str) -> Iterator[str]:
    """The words of people's e-mail addresses, as `namn namnsson`: a name elsewhere in the text may be theirs."""
    for address in addresses.find(text):
        words = re.findall(r"[^\W\d_]+", text[address.start : address.end].partition("@")[0])
        if not address.of_an_office and len(words) > 1:
            yield " ".join(words).casefold()


def told_again(text: str, told: Iterable[str], by_address: Iterable[str]) -> Iterator[Contact]:
    """Where names that are known to be people's stand in another text."""
    known = {_plain(name) for name in told} | {_plain(name) for name in by_address}
    for found in _ALONE.finditer(text) if known else ():
        words = list(re.finditer(r"\S+", found[0]))
        for first in range(len(words)):
            for last in range(first + 1, len(words)):
                if _plain(found[0][words[first].start() : words[last].end()]) in known:
                    yield Contact(found.start() + words[first].start(), found.start() + words[last].end(), What.PERSON)


def _may_be_a_person(name: str, is_known: Callable[[str], bool]) -> bool:
    return not _A_BODY.search(name) and not is_known(name)


def _plain(name: str) -> str:
    """A name as an e-mail address would write it."""
    flat = unicodedata.normalize("NFD", name.casefold())
    return re.sub(r"[^a-z ]", "", flat)
