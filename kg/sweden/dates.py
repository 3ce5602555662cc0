"""Times as people in Sweden write them, as EDTF of level 1: `hösten 2018 – våren 2020`, `sedan 15 januari 2019`.

As exact as the words and no more: a day, month or season that isn't said is never made up. English words are read too.
"""

import calendar
import re
import unicodedata
from datetime import date

from kg.rdf.edtf import bounds, certainly_before
from kg.sweden.unclear import Unclear

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januari january jan", "februari february feb", "mars march mar", "april apr", "maj may", "juni june jun",
            "juli july jul", "augusti august aug", "september sept sep", "oktober october okt oct",
            "november nov", "december dec",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_SEASONS = {
    word: code
    for code, words in (
        ("21", "våren vår vårterminen vårtermin vt spring"),
        ("22", "sommaren sommar summer"),
        ("23", "hösten höst höstterminen hösttermin ht autumn fall"),
        ("24", "vintern vinter winter"),
    )
    for word in words.split()
}
_TERMS = frozenset(("vårterminen", "vårtermin", "vt", "höstterminen", "hösttermin", "ht"))
_ABOUT = ("ca", "cirka", "circa", "omkring", "runt", "ungefär", "about", "around", "approximately")
_PERHAPS = ("kanske", "troligen", "möjligen", "förmodligen", "perhaps", "probably", "possibly")
_DOUBT = dict.fromkeys(_ABOUT, "~") | dict.fromkeys(_PERHAPS, "?")
_PASSED_OVER = frozenset((
    "den", "det", "år", "året", "under", "av", "i", "in", "on", "the", "of", "year", "början", "slutet", "mitten",
    "early", "late", "mid",
))  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_SEASON = "(?P<season>" + "|".join(sorted(_SEASONS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _YEAR,
        rf"{_YEAR}-(?P<number>\d\d?)(?:-(?P<day>\d\d?))?",
        rf"{_YEAR}(?P<number>\d\d)(?P<day>\d\d)",
        rf"(?P<day>\d\d?)(?::?[ae]|st|nd|rd|th)? {_MONTH},? {_YEAR}",
        rf"{_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?,? {_YEAR}",
        rf"(?P<day>\d\d?)/(?P<number>\d\d?)[ /-]{_YEAR}",
        rf"(?P<day>\d\d?)\.(?P<number>\d\d?)\.{_YEAR}",
        rf"(?P<last>sista|last day) {_MONTH} {_YEAR}",
        rf"{_MONTH},? {_YEAR}",
        rf"{_SEASON} {_YEAR}(?:[/–-](?P<next>(?:1[89]|20)?\d\d))?",
        r"(?P<decade>(?:1[89]|20)[1-9])0(?:-talet|s|-tal)",
    )
)  # fmt: skip
_TO = r"till(?: och med)?|t\.? ?o\.? ?m\.?|tom|until|to|through"
_SINCE = re.compile(
    r"(?:(?:pågår|pågått|ongoing) )?(?:sedan|since) (?P<start>.+)|(?P<onward>.+?) (?:och framåt|onwards?|tills vidare)"
)
_FROM = re.compile(r"(?:från(?: och med)?|fr\.? ?o\.? ?m\.?|fom|from|starting) (?P<start>.+)")
_UNTIL = re.compile(rf"(?:fram till|{_TO}) (?P<end>.+)")
_BETWEEN = re.compile(
    rf"\s+[-–—]+\s*|\s*[–—]+\s*|\s+(?:{_TO})\s+|(?<=\d{{4}})-(?=\d{{4}}|[^\W\d_])|(?<=\d{{4}}-\d\d-\d\d)-(?=\d{{4}}-)|(?<=[^\W\d_])-(?=[^\W\d_])"
)
_OPEN = frozenset((
    "pågår", "pågående", "nu", "idag", "i dag", "tills vidare", "öppet", "..",
    "ongoing", "now", "today", "present", "open",
))  # fmt: skip


def edtf_of(text: str) -> str | Unclear:
    """The EDTF text of a time in words or figures; Unclear says why it can't be one.

    >>> edtf_of("hösten 2018 – våren 2020"), edtf_of("15 januari 2019"), edtf_of("sedan 2019")
    ('2018-23/2020-21', '2019-01-15', '2019/..')
    """
    plain = _plain(text)
    if len(plain) > _LONGEST:
        return _no_time(f"{plain[:_LONGEST]} …")
    if _is_edtf(plain.upper()):
        return plain.upper()
    if _LOOKS_LIKE_EDTF.fullmatch(plain):
        return _no_day(text)
    said = plain.casefold()
    found = _whole(said if said.endswith("..") else said.removesuffix("."))
    if found is None:
        return _no_time(text)
    return found if _is_edtf(found) else _no_day(text)


def halves(text: str) -> tuple[str, str]:
    """A time as two boxes, from and to, would hold it; `..` stands for what isn't over. `joined` makes it one again.

    >>> halves("hösten 2018 – våren 2020"), halves("2018"), halves("sedan 2019")
    (('hösten 2018', 'våren 2020'), ('2018', '2018'), ('2019', '..'))
    """
    plain, found = _plain(text), edtf_of(text)
    start, end = _cut(plain)
    if isinstance(found, Unclear):
        return (start, end or "") if end is not None else (plain, "")
    first, slash, last = found.partition("/")
    if not slash:
        return (found, found) if end is not None else (plain, plain)
    if end is None or plain == found:
        return first, last
    return start, ".." if end.casefold() in _OPEN else end


def joined(first: str, last: str) -> str:
    """The text of a time whose start and end were written in a box each; an empty one is not known.

    >>> edtf_of(joined("hösten 2018", "")), edtf_of(joined("", "2020")), edtf_of(joined("2019", ".."))
    ('2018-23/', '/2020', '2019/..')
    """
    start, end = first.strip(), last.strip()
    return f"{start} – {end}".strip() if start or end else ""


def _whole(plain: str) -> str | None:
    """A period, open or closed, or a single time."""
    if found := _SINCE.fullmatch(plain):
        return _joined(_single((found["start"] or found["onward"]).rstrip(" -–—")), "..")
    single = _single(plain)
    if single is not None:
        return single
    if found := _UNTIL.fullmatch(plain):
        return _joined("", _single(found["end"]))
    opened = _FROM.fullmatch(plain)
    start, end = _cut(opened["start"] if opened else plain)
    if end is None:
        return _joined(_single(start), "") if opened else None
    return _pair(start, end)


def _cut(plain: str) -> tuple[str, str | None]:
    """The two sides of the mark between them; one mark only, or the text says more than a period."""
    marks = list(_BETWEEN.finditer(plain))
    if not marks and plain.endswith(("-", "–", "—")):
        return plain.rstrip("-–— "), ""
    if len(marks) != 1:
        return plain, None
    return plain[: marks[0].start()].strip(), plain[marks[0].end() :].strip()


def _pair(start: str, end: str) -> str | None:
    last = ".." if end in _OPEN else "" if not end else _single(end)
    first = "" if not start else _single(start)
    if first is None and last:
        first = _single(f"{start} {last[:4]}") or _day_beside(start, end)
        if first and _is_edtf(first) and _is_edtf(last) and certainly_before(bounds(last), bounds(first)):
            return None
    return _joined(first, last)


def _day_beside(start: str, end: str) -> str | None:
    """`15–20 januari 2019`: the first day has the month of the second."""
    rest = re.fullmatch(r"\d\d?(?P<rest> .+)", end)
    return _single(start + rest["rest"]) if rest and re.fullmatch(r"\d\d?", start) else None


def _joined(first: str | None, last: str | None) -> str | None:
    if first is None or last is None or not (first.strip(".") or last.strip(".")):
        return None
    return None if "/" in first or "/" in last else f"{first}/{last}"


def _single(plain: str) -> str | None:
    """One date, month, season, year or decade, with its doubt."""
    words, doubt = [], ""
    for word in plain.replace("c:a", "ca").split():
        bare = word.strip(",.")
        if bare in _DOUBT:
            doubt = _DOUBT[bare]
        elif bare not in _PASSED_OVER:
            words.append(word.rstrip(","))
    said = " ".join(words)
    if said.endswith("?"):
        said, doubt = said.rstrip("? "), "?"
    if "/" not in said and _is_edtf(said.upper()):
        return f"{said.upper()}{doubt}"
    for form in _FORMS:
        if found := form.fullmatch(said):
            return _written(found.groupdict(), doubt)
    return None


def _written(found: dict[str, str | None], doubt: str) -> str | None:
    year, day = found.get("year"), found.get("day")
    if decade := found.get("decade"):
        return f"{decade}X{doubt}"
    if season := found.get("season"):
        return _season(season, year or "", found.get("next"), doubt)
    number = _MONTHS[found["month"] or ""] if found.get("month") else found.get("number")
    if number is None:
        return f"{year}{doubt}"
    if found.get("last"):
        day = str(calendar.monthrange(int(year or ""), int(number))[1])
    written = f"{year}-{int(number):02}"
    return f"{written}-{int(day):02}{doubt}" if day else f"{written}{doubt}"


def _season(word: str, year: str, following: str | None, doubt: str) -> str | None:
    """A season; a winter is two years' and must name both, a term is about as long as its season."""
    code = _SEASONS[word]
    after = (year[:2] + following if len(following) == 2 else following) if following else None
    if (code == "24") != (after is not None and int(after) == int(year) + 1):
        return None
    return f"{year}-{code}{doubt or ('~' if word in _TERMS else '')}"


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).replace("−", "-").split())


_LONGEST = 80
_LOOKS_LIKE_EDTF = re.compile(r"\d{4}-\d\d(-\d\d)?(/(\d{4}-\d\d(-\d\d)?|\.\.)?)?")


def _is_edtf(text: str) -> bool:
    try:
        found = bounds(text)
    except ValueError:
        return False
    known = [day for day in (found.earliest_start, found.latest_end) if day is not None]
    return all(date(1800, 1, 1) <= day < date(2100, 1, 1) for day in known) and text == text.strip()


def _no_day(text: str) -> Unclear:
    return Unclear(
        f"”{text}” finns inte i kalendern. Kontrollera dag, månad och år.",
        f"‘{text}’ is not in the calendar. Check the day, the month and the year.",
    )


def _no_time(text: str) -> Unclear:
    if re.search(r"\b(vintern?|winter)\b", text.casefold()):
        return Unclear(
            f"”{text}” kan vara två vintrar. Skriv båda åren, till exempel vintern 2019/2020.",
            f"‘{text}’ may be either of two winters. Write both years, for example winter 2019/2020.",
        )
    return Unclear(
        f"”{text}” går inte att läsa som en tid. Skriv till exempel 15 januari 2019, januari 2019, hösten 2018, 2018, "
        "hösten 2018 – våren 2020 eller sedan 2019.",
        f"‘{text}’ can't be read as a time. Write for example 15 January 2019, January 2019, autumn 2018, 2018, "
        "autumn 2018 – spring 2020 or since 2019.",
    )


def language_of(text: str) -> str:
    """The language of a time's words: English where one of them is English alone, else Swedish.

    >>> language_of("autumn 2018"), language_of("hösten 2018"), language_of("15/1 2019")
    ('en', 'sv', 'sv')
    """
    words = set(re.findall(r"[^\W\d_]+", text.casefold()))
    return "en" if words & _ENGLISH and not words & _SWEDISH else "sv"


_ENGLISH = frozenset((
    "january", "february", "march", "june", "july", "august", "october", "may", "spring", "summer", "autumn", "fall",
    "winter", "since", "from", "until", "to", "year", "about", "around", "perhaps", "probably", "early", "late",
    "onwards", "ongoing", "the", "of",
))  # fmt: skip
_SWEDISH = frozenset((
    "januari", "februari", "mars", "maj", "juni", "juli", "augusti", "oktober", "våren", "hösten", "sommaren",
    "vintern", "sedan", "från", "till",
))  # fmt: skip
