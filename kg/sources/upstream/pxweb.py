"""PxWebApi 2, as SCB serves its tables: limits, what a table holds, and the cells asked for, as json-stat2.

https://github.com/PxTools/PxApiSpecs: GET config · GET tables/{id}/metadata · POST tables/{id}/data with a selection.
A series says in its options which codes it takes of each variable: `Alder=20-64`, `Region=places`, `Tid=years`, and
`Civilstand=-` for one that it leaves out.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import prod
from urllib.parse import quote, urlencode, urljoin

from kg.errors import EndpointFailed
from kg.sources.upstream.cache import Asked
from kg.sources.upstream.configuration import Series, Upstream, unusable
from kg.sources.upstream.errand import Errand, Sender, odd
from kg.sources.upstream.figures import Figure, Key
from kg.sources.upstream.json_text import load
from kg.sources.upstream.jsonstat import Cell, cells, dimensions

_JSON = "application/json, application/vnd.json-stat+json, application/json-stat"
_CELLS = 100_000
"""Cells in one call where the service doesn't say; the older interface's limit."""
_ALL_TOGETHER = "-"
"""What a series says of a variable that it leaves out: the service then sums over it."""


def figures(errand: Errand, sender: Sender, upstream: Upstream, places: Sequence[str], year: int) -> list[Figure]:
    """The figures of every series for these places, of the option `years` last years that the table has."""
    most = _limits(errand, sender, upstream)
    found: dict[Key, Figure] = {}
    for series in upstream.series:
        for each, url in _of_series(errand, sender, upstream, series, (places, year, most)):
            if found.setdefault(each.key, each) != each:
                said = f"{each.key.place}, {each.key.year}"
                raise odd(url, f"två olika värden för {said}", f"two different values for {said}")
    return list(found.values())


def _limits(errand: Errand, sender: Sender, upstream: Upstream) -> int:
    """The cells allowed in one call; the pace becomes what the service asks for, where that is slower than ours."""
    url = urljoin(upstream.url, "config")
    said = errand.bring(Asked(url, "application/json"), sender, partial(load, url=url))
    calls, window, most = (_count(said.get(name)) for name in ("maxCallsPerTimeWindow", "timeWindow", "maxDataCells"))
    if calls is not None and window is not None:
        errand.pause = max(errand.pause, min(window / calls, errand.manners.longest_wait))
    return most or _CELLS


def _count(said: object) -> int | None:
    """A whole number from 1, within reason; None for anything else."""
    return said if isinstance(said, int) and not isinstance(said, bool) and 0 < said < 10**9 else None


def _of_series(
    errand: Errand, sender: Sender, upstream: Upstream, series: Series, wanted: tuple[Sequence[str], int, int]
) -> Iterator[tuple[Figure, str]]:
    places, year, most = wanted
    table = urljoin(upstream.url, f"tables/{quote(series.code, safe='')}/")
    lang = urlencode({"lang": upstream.options.get("lang", "sv"), "outputFormat": "json-stat2"})
    about = f"{table}metadata?{lang}"
    held = errand.bring(Asked(about, _JSON), sender, lambda body: dimensions(load(body, about), about))
    selection = _selection(upstream, series, held, places, year, about)
    url = f"{table}data?{lang}"
    for part in _parts(selection, _variable(upstream, series, "places"), most):
        asked = [{"variableCode": name, "valueCodes": list(codes)} for name, codes in part.items()]
        body = json.dumps({"selection": asked}, ensure_ascii=False)
        for cell in errand.bring(Asked(url, _JSON, body), sender, lambda got: list(cells(load(got, url), url))):
            yield _figure(cell, upstream, series, url), url


def _selection(
    upstream: Upstream, series: Series, held: Mapping[str, Sequence[str]], places: Sequence[str], year: int, url: str
) -> dict[str, list[str]]:
    """The codes to ask for of each variable, all of them such as the table has."""
    first = year - upstream.whole("years", 6) + 1
    made: dict[str, list[str]] = {}
    for name, codes in held.items():
        said = series.variables.get(name, "*")
        if said == _ALL_TOGETHER:
            continue
        if said == "places":
            made[name] = sorted(set(codes) & set(places))
        elif said == "years":
            made[name] = [code for code in codes if code.isdecimal() and first <= int(code) <= year]
        else:
            taken = [each.partition(":")[0] for each in said.split(",")]
            made[name] = list(codes) if said == "*" else [code for code in taken if code in codes]
            if said != "*" and len(made[name]) != len(taken):
                raise odd(url, f"tabellen saknar {said!r} i {name}", f"the table lacks {said!r} in {name}")
        if not made[name]:
            raise odd(url, f"inget av det vi frågar efter finns i {name}", f"nothing that we ask for is in {name}")
    missing = sorted(name for name in series.variables if name not in held)
    if missing:
        raise odd(url, f"tabellen saknar {missing[0]}", f"the table lacks {missing[0]}")
    return made


def _parts(selection: Mapping[str, list[str]], by: str, most: int) -> Iterator[dict[str, list[str]]]:
    """The selection in calls that the service allows, parted by place."""
    each = prod(len(codes) for name, codes in selection.items() if name != by)
    count = max(1, most // each)
    places = selection[by]
    for start in range(0, len(places), count):
        yield {**selection, by: places[start : start + count]}


def _variable(upstream: Upstream, series: Series, word: str) -> str:
    """The variable that a series says holds the places, or the years."""
    found = [name for name, said in series.variables.items() if said == word]
    if len(found) != 1:
        raise unusable(upstream.folder, f"{series.name}: {word}")
    return found[0]


def _figure(cell: Cell, upstream: Upstream, series: Series, url: str) -> Figure:
    place, year = (cell.at[_variable(upstream, series, word)] for word in ("places", "years"))
    sexes = {
        code: word
        for name, said in series.variables.items()
        for code, _, word in (each.partition(":") for each in said.split(","))
        if word and cell.at.get(name) == code
    }
    sex = next(iter(sexes.values()), "total")
    if sex not in ("total", "women", "men"):
        raise unusable(upstream.folder, f"{series.name}: {sex}")
    if not year.isdecimal():
        raise _no_year(url, year)
    return Figure(Key(series.name, place, int(year), sex), cell.value, cell.status)


def _no_year(url: str, year: str) -> EndpointFailed:
    return odd(url, f"{year!r} är inget årtal", f"{year!r} is no year")
