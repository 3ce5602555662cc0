"""Exports of project banks as large as wanted, with names that nobody has: the same number gives the same file.

Some rows are faulty, some beneficiaries people, some rows projects that we have; how many of each is known.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from kg.parse.sheet.table import letters
from kg.sweden.check_digit import is_right
from kg.sweden.projectbanks.banks import BANKS

_FIRST = [
    "Nya",
    "Vägar",
    "Steg",
    "Fler",
    "Unga",
    "Bro",
    "Språk",
    "Kraft",
    "Växa",
    "Mötes",
    "Arbets",
    "Hälso",
    "Framtids",
    "Lokala",
    "Digitala",
    "Gröna",
]
_SECOND = [
    "vägen till arbete",
    "platsen för språk",
    "kraft i norr",
    "steg in",
    "på jobbet",
    "för utrikes födda kvinnor",
    "i hela länet",
]
_BODIES = ("kommun", "folkhögskola", "Utbildning AB", "ideell förening", "samordningsförbund", "stiftelse")
_PLACES = [
    "Norrbyn",
    "Sörhamn",
    "Västerfors",
    "Östmark",
    "Lillsjö",
    "Storvik",
    "Granbygden",
    "Älvnäs",
    "Ängsta",
    "Åsele-Tuna",
]


@dataclass(frozen=True)
class Planted:
    """How many rows of each sort an export has; `cells` are those with a fault, as a spreadsheet names them."""

    rows: int
    personal: int
    cells: frozenset[str]

    @property
    def faulty(self) -> int:
        """How many rows have a fault."""
        return len(self.cells)


def write(bank: str, path: Path, count: int, *, seed: int = 1, changed: bool = False) -> Planted:
    """An export of that many rows, and what is planted in it: every 200th row is faulty, every 500th names a person.

    Every 100th row of one that is `changed` says another rate than before.
    """
    random, form = Random(seed), BANKS[bank]
    row: Callable[[int, Random], dict[str, str]] = _esf if bank == "esf" else _kohesio
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, delimiter=form.delimiter)
        table.writerow([column.heading for column in form.columns])
        for number in range(count):
            said = row(number, random)
            if number % 200 == 199:
                said["budget"] = "okänt belopp"
            elif number % 500 == 250:
                said["ownerNumber"], said["owner"] = "900101-9802", "Kim Exempelsson"
            if changed and number % 100 == 50:
                said["rate"] = "41%" if bank == "esf" else "41.0"
            table.writerow([said.get(column.name, "") for column in form.columns])
    letter = letters([column.name for column in form.columns].index("budget") + 1)
    return Planted(
        count,
        sum(n % 500 == 250 and n % 200 != 199 for n in range(count)),
        frozenset(f"{letter}{number + 2}" for number in range(199, count, 200)),
    )


def _esf(number: int, random: Random) -> dict[str, str]:
    start, end = _days(random)
    budget = random.randrange(400_000, 60_000_000)
    body, code = _body(random)
    return {
        "id": f"{21 + number // 36_000:02d}-{number // 36 % 1000:03d}-S{number % 36 + 1:02d}",
        "owner": body.upper(),
        "ownerNumber": code.replace("-", ""),
        "city": body.split()[0].upper(),
        "country": "Sverige",
        "title": _title(number, random),
        "priority": "1 Sysselsättning, kompetens, inkludering",
        "objective": "A.1 Etablering på arbetsmarknaden för utrikes födda",
        "intervention": "134. Åtgärder för att förbättra tillgången till sysselsättning",
        "budget": f"{budget:,}".replace(",", random.choice((" ", "\u00a0", "\u202f"))),
        "rate": f"{random.choice((40, 50, 66, 90))}%",
        "support": f"{budget * 2 // 5:,}".replace(",", "\u00a0"),
        "summary": "<p>Projektet &ndash; som är påhittat &ndash; ger stöd;\r\n</p><ul><li>språk</li></ul>" * 8,
        "summaryEnglish": "<p>The project gives support</p>",
        "start": start.isoformat(),
        "end": end.isoformat(),
        "fund": "ESF+",
        "programme": "2021SE05SFPR",
    }


def _kohesio(number: int, random: Random) -> dict[str, str]:
    start, end = _days(random)
    budget = random.randrange(40_000, 6_000_000) + random.randrange(100) / 100
    body, code = _body(random)
    case = f"{21 + number // 36_000:02d}-{number // 36 % 1000:03d}-S{number % 36 + 1:02d}"
    title = _title(number, random)
    return {
        "id": f"https://linkedopendata.eu/entity/Q{7_000_000 + number}",
        "localId": f"2021SE05SFPR001_{case}" if number % 2 else f"{20_200_000 + number}",
        "titleEnglish": f"{title} (in English)",
        "title": title,
        "summaryEnglish": "The project gives support. " * 20,
        "summary": "Projektet ger stöd. " * 20,
        "country": "Sweden",
        "countryCode": "SE",
        "start": start.strftime("%d/%m/%Y"),
        "end": end.strftime("%d/%m/%Y"),
        "rate": "40.0",
        "budget": f"{budget}",
        "currency": "EUR",
        "support": f"{budget * 0.4:.2f}",
        "owner": body,
        "ownerNumber": code.replace("-", ""),
        "fundCode": "ESF+" if number % 2 else "ERDF",
        "fund": "European Social Fund Plus" if number % 2 else "European Regional Development Fund",
        "programme": "National ESF+ programme",
        "objective": "A more social and inclusive Europe",
        "intervention": "Measures to improve access to employment",
    }


def _title(number: int, random: Random) -> str:
    return f"{random.choice(_FIRST)}{random.choice(_SECOND)} {random.choice(_PLACES)} {number}"


def _days(random: Random) -> tuple[date, date]:
    start = date(2021, 1, 1) + timedelta(days=random.randrange(1500))
    return start, start + timedelta(days=random.randrange(90, 1100))


def _body(random: Random) -> tuple[str, str]:
    """A body nobody knows, one of six thousand, and a number that none has: the series 559999 isn't given out."""
    which = random.randrange(6000)
    place, sort = _PLACES[which % len(_PLACES)], _BODIES[which % len(_BODIES)]
    return f"{place} {which} {sort}", _number(which)


def _number(which: int) -> str:
    nine = f"559{999_000 - which // 1000:06d}"[:6] + f"{which % 1000:03d}"
    return next(f"{nine[:6]}-{nine[6:]}{last}" for last in range(10) if is_right(f"{nine}{last}"))


def lines(path: Path) -> Iterator[str]:
    """The lines of an export, for tests that change them."""
    yield from path.read_text("utf-8-sig").splitlines()
