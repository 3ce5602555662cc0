"""Kolada's API, version 3: key figures of kommuner, at most 25 identifiers of each sort in a call, page by page.

https://api.kolada.se/v3/docs: GET data/kpi/{ids}/municipality/{ids}/year/{years}?per_page=… answers
{"values": [{"kpi", "municipality", "period", "values": [{"gender", "value", "status", "isdeleted"}]}], "next_url"}
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from urllib.parse import quote, urljoin, urlsplit

from kg.sources.upstream.cache import Asked
from kg.sources.upstream.candidate import plain
from kg.sources.upstream.configuration import Upstream
from kg.sources.upstream.errand import Errand, Sender, odd
from kg.sources.upstream.figures import Figure, Key, number
from kg.sources.upstream.json_text import load, mapping, sequence, text, wrong_type

IDS = 25
"""Identifiers in one call, and years, at most: Kolada refuses more."""
_SEXES = {"T": "total", "K": "women", "M": "men"}


def figures(errand: Errand, sender: Sender, upstream: Upstream, places: Sequence[str], year: int) -> list[Figure]:
    """The figures of every series for these kommuner, of the option `years` last years, `year` among them."""
    codes = {each.code: each.name for each in upstream.series}
    years = range(year - upstream.whole("years", 6) + 1, year + 1)
    found: dict[Key, Figure] = {}
    for kpis in batches(sorted(codes)):
        for some in batches(sorted(places)):
            for period in batches([str(each) for each in years]):
                first = urljoin(upstream.url, "/".join(["data/kpi", kpis, "municipality", some, "year", period]))
                first += f"?per_page={upstream.whole('per-page', 5000)}"
                for url, page in pages(errand, sender, first):
                    for each in _figures(page, url, codes):
                        _put(found, each, url)
    wanted = set(places)
    return [each for each in found.values() if each.key.place in wanted]


def batches(ids: Sequence[str]) -> Iterator[str]:
    """The identifiers, as many in each piece of an address as a call may hold."""
    for start in range(0, len(ids), IDS):
        yield ",".join(quote(each, safe="") for each in ids[start : start + IDS])


def pages(errand: Errand, sender: Sender, first: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The pages from the first; EndpointFailed when they lead elsewhere, in a ring, or never end."""
    url, seen = first, set[str]()
    while True:
        seen.add(url)
        if len(seen) > errand.manners.max_pages:
            raise odd(first, f"sidorna är fler än {len(seen) - 1}", f"there are more than {len(seen) - 1} pages")
        page = errand.bring(Asked(url, "application/json"), sender, partial(load, url=url))
        yield url, page
        further = page.get("next_url")
        if further is None or further == "":
            return
        url = _further(first, url, text(further, url, "next_url"), seen)


def _further(first: str, url: str, said: str, seen: set[str]) -> str:
    try:
        further = urljoin(url, said)
        elsewhere = urlsplit(further)[:2] != urlsplit(first)[:2]
    except ValueError:  # no address at all: "http://["
        elsewhere = True
    if elsewhere:
        raise odd(url, f"nästa sida ligger hos en annan tjänst, {said!r}", f"the next page is elsewhere, {said!r}")
    if further in seen:
        raise odd(url, "nästa sida är en som redan lästs", "the next page is one that was read already")
    return further


def _figures(page: Mapping[str, object], url: str, codes: Mapping[str, str]) -> Iterator[Figure]:
    for place, said in enumerate(sequence(page.get("values"), url, "values")):
        where = f"values[{place}]"
        each = mapping(said, url, where, where)
        series = codes.get(text(each.get("kpi"), url, f"{where}.kpi"))
        if series is None:
            raise odd(url, f"{where}.kpi är inget vi frågade efter", f"{where}.kpi isn't what was asked for")
        code, year = text(each.get("municipality"), url, f"{where}.municipality"), each.get("period")
        if not isinstance(year, int) or isinstance(year, bool) or not 1900 <= year <= 2100:
            raise wrong_type(url, f"{where}.period", f"{where}.period", "ett årtal", "a year")
        for inner, value in enumerate(sequence(each.get("values"), url, f"{where}.values")):
            at = f"{where}.values[{inner}]"
            yield from _figure(mapping(value, url, at, at), url, at, (series, code, year))


def _figure(said: Mapping[str, object], url: str, where: str, about: tuple[str, str, int]) -> Iterator[Figure]:
    sex = _SEXES.get(text(said.get("gender"), url, f"{where}.gender"))
    if sex is None:
        raise odd(url, f"{where}.gender är varken T, K eller M", f"{where}.gender is neither T, K nor M")
    if said.get("isdeleted") is True:
        return
    raw = said.get("value")
    value = number(raw)
    if raw is not None and value is None:
        raise wrong_type(url, f"{where}.value", f"{where}.value", "ett tal", "a number")
    status = said.get("status")
    yield Figure(Key(*about, sex), value, plain(status) if isinstance(status, str) else "")


def _put(found: dict[Key, Figure], each: Figure, url: str) -> None:
    if found.setdefault(each.key, each) != each:
        said = f"{each.key.series}, {each.key.place}, {each.key.year}"
        raise odd(url, f"två olika värden för {said}", f"two different values for {said}")
