"""What a PxWebApi 2 service calls its tables: looked for by words, or asked for by their identifiers.

GET tables?query=…&pageNumber=… · GET tables/{id} (https://github.com/PxTools/PxApiSpecs, PxAPI-2.yml: TablesResponse).
The service is asked for the longest word; that label and variables have them all is seen to here, for its search knows
whole words and we want parts of them. A label ends in the years that the table has, which grow: they are no part of the
title.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from urllib.parse import quote, urlencode, urljoin

from kg.errors import EndpointFailed
from kg.sources.upstream.cache import Asked
from kg.sources.upstream.candidate import Candidate, plain
from kg.sources.upstream.configuration import Upstream
from kg.sources.upstream.errand import Errand, Sender, odd
from kg.sources.upstream.json_text import load, mapping, sequence, text, wrong_type

_PAGE = 100
_YEARS = re.compile(r"[.,;]?\s+(År|Månad|Kvartal|Vecka|Year|Month|Quarter|Week)\s+[12]\d{3}.*$", re.IGNORECASE)
_SEXES = frozenset({"kön", "sex", "gender"})


def candidates(errand: Errand, sender: Sender, upstream: Upstream, words: Sequence[str]) -> list[Candidate]:
    """The tables whose label and variables have all the words; EndpointFailed for an answer not as documented."""
    wanted = [word.casefold() for word in words]
    found = {
        table.code: table
        for table, told in _all(errand, sender, upstream, words[0])
        if all(word in told.casefold() for word in wanted)
    }
    return [found[code] for code in sorted(found)]


def named(errand: Errand, sender: Sender, upstream: Upstream, codes: Sequence[str]) -> dict[str, Candidate]:
    """The tables of these identifiers; EndpointFailed for one that the service hasn't."""
    found: dict[str, Candidate] = {}
    for code in sorted(set(codes)):
        url = f"{urljoin(upstream.url, 'tables')}/{quote(code, safe='')}?{_lang(upstream)}"
        said = errand.bring(Asked(url, "application/json"), sender, partial(load, url=url))
        table, _ = _table(said, url, "svaret", "the answer")
        if table.code != code:
            raise odd(url, f"svaret är om {table.code!r}", f"the answer is of {table.code!r}")
        found[code] = table
    return found


def _all(errand: Errand, sender: Sender, upstream: Upstream, query: str) -> Iterator[tuple[Candidate, str]]:
    """Every table of every page, with its label and the names of its variables as one text."""
    number, last = 1, 1
    while number <= last:
        asked = urlencode({"query": query, "pageNumber": number, "pageSize": _PAGE}, quote_via=quote)
        url = f"{urljoin(upstream.url, 'tables')}?{_lang(upstream)}&{asked}"
        said = errand.bring(Asked(url, "application/json"), sender, partial(load, url=url))
        for place, each in enumerate(sequence(said.get("tables"), url, "tables")):
            where = f"tables[{place}]"
            yield _table(mapping(each, url, where, where), url, where, where)
        last = _pages(mapping(said.get("page"), url, "page", "page").get("totalPages"), url)
        number += 1
        if number > errand.manners.max_pages:
            raise _endless(url, number - 1)


def _pages(said: object, url: str) -> int:
    if not isinstance(said, int) or isinstance(said, bool):
        raise wrong_type(url, "page.totalPages", "page.totalPages", "ett heltal", "a whole number")
    return said


def _table(said: Mapping[str, object], url: str, where_sv: str, where_en: str) -> tuple[Candidate, str]:
    names = [text(each, url, "variableNames") for each in sequence(said.get("variableNames"), url, "variableNames")]
    code, label = (plain(text(said.get(name), url, name)) for name in ("id", "label"))
    if not code or not label:
        raise odd(url, f"{where_sv} saknar id eller rubrik", f"{where_en} has no identifier or label")
    first, last = (each if isinstance(each, str) else "" for each in (said.get("firstPeriod"), said.get("lastPeriod")))
    title = _YEARS.sub("", label).rstrip(" .")
    by_sex = any(name.casefold() in _SEXES for name in names)
    about = plain(", ".join(names))
    return Candidate(code, title, about, plain(f"{first}–{last}".strip("–")), by_sex), f"{label} {about}"


def _lang(upstream: Upstream) -> str:
    return urlencode({"lang": upstream.options.get("lang", "sv")})


def _endless(url: str, count: int) -> EndpointFailed:
    return odd(url, f"sidorna är fler än {count}", f"there are more than {count} pages")
