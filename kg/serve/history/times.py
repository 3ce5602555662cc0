"""Which addresses have a past, and how times are written where one is asked for."""

import re
from datetime import UTC, datetime, timedelta

from kg.errors import BadRequest

# What is about the service, or about the history itself, is as it is now.
_TIMELESS = (
    "changes", "feed.atom", "healthz", "metrics", "openapi.json", "readyz", "releases", "review", "robots.txt",
    "sitemap.xml", "static", "submissions", "submit", "timemap", "validate",
)  # fmt: skip
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HTTP = re.compile(r"(\w{3}), (\d{2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII)
_LOGGED = "%Y-%m-%dT%H:%M:%SZ"


def has_past(path: str) -> bool:
    """Whether what lies at a path can be asked as of an earlier release.

    >>> has_past("/project/kiis"), has_past("/releases/"), has_past("changes.json"), has_past("/changes-made")
    (True, False, False, True)
    """
    first = path.lstrip("/").partition("?")[0].partition("#")[0].partition("/")[0]
    return first not in _TIMELESS and first.partition(".")[0] not in ("changes",)


def http_date(at: str) -> str:
    """A time of the log as HTTP writes it (RFC 9110 §5.6.7).

    >>> http_date("2026-03-04T12:00:00Z")
    'Wed, 04 Mar 2026 12:00:00 GMT'
    """
    said = datetime.strptime(at, _LOGGED).replace(tzinfo=UTC)
    return f"{_DAYS[said.weekday()]}, {said:%d} {_MONTHS[said.month - 1]} {said:%Y %H:%M:%S} GMT"


def of_http(text: str) -> str | None:
    """The time that HTTP wrote, as the log writes it; None for anything else.

    >>> of_http("Wed, 04 Mar 2026 12:00:00 GMT")
    '2026-03-04T12:00:00Z'
    """
    found = _HTTP.fullmatch(text.strip())
    if found is None or found[3] not in _MONTHS:
        return None
    day, _, year, hour, minute, second = (int(each) if each.isdigit() else 0 for each in found.groups()[1:])
    try:
        said = datetime(year, _MONTHS.index(found[3]) + 1, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    return said.strftime(_LOGGED) if _DAYS[said.weekday()] == found[1] else None


def asked_for(text: str) -> str:
    """The value of Accept-Datetime as the log writes times; BadRequest for any but HTTP's own form (RFC 7089 §2.1)."""
    found = of_http(text)
    if found is None:
        raise BadRequest(
            f"Accept-Datetime says {text!r}, which isn't a time as HTTP writes it. Write it as "
            "'Wed, 04 Mar 2026 12:00:00 GMT'.",
            message_sv=f"Accept-Datetime anger {text!r}, som inte är en tid så som HTTP skriver den. Skriv den som "
            "”Wed, 04 Mar 2026 12:00:00 GMT”.",
        )
    return found


def since(text: str) -> str:
    """The first second that `since` takes in, as the log writes times (UTC): of a day, its first."""
    return _written(_read("since", text))


def until(text: str) -> str:
    """The first second that `until` leaves out: a day and a moment that are named are taken in."""
    step = timedelta(days=1) if _DAY.fullmatch(text) else timedelta(seconds=1)
    try:
        return _written(_read("until", text) + step)
    except OverflowError as wrong:
        raise _no_time("until", text) from wrong


def _written(said: datetime) -> str:
    # Not by strftime, which leaves out the zeros of early years.
    return said.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _read(name: str, text: str) -> datetime:
    try:
        if _DAY.fullmatch(text):
            return datetime.fromisoformat(text).replace(tzinfo=UTC)
        if _MOMENT.fullmatch(text):
            return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        raise _no_time(name, text) from wrong
    raise _no_time(name, text)


def _no_time(name: str, text: str) -> BadRequest:
    return BadRequest(
        f"The parameter {name} says {text!r}, which is no date and no time that can be read here. Write a day, "
        "2026-03-04, or a time with its zone, 2026-03-04T12:00:00Z.",
        message_sv=f"Parametern {name} anger {text!r}, som inte är något datum eller någon tid som går att läsa här. "
        "Skriv en dag, 2026-03-04, eller en tid med sin zon, 2026-03-04T12:00:00Z.",
    )
