"""A snapshot as its file holds it: its rows, whether a fetched one is sane beside it, and putting it in its place.

entries.csv is what things are linked to, figures.csv what is told of places. What is written is whole or not at all,
and about.ttl, or figures.ttl which is written here, vouches for it by its SHA-256.
"""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StorageFailed
from kg.link.accepting import accept, unwritten
from kg.link.refresh_difference import Difference, Rows, difference
from kg.rdf.canonical import digest
from kg.sources.upstream import figures
from kg.sources.upstream.configuration import Series, Upstream
from kg.sources.upstream.errand import odd

ENTRIES, FIGURES = "entries.csv", "figures.csv"


@dataclass(frozen=True)
class Snapshot:
    """A fetched snapshot beside the one that we have: which file, what it would say, and how it differs."""

    upstream: Upstream
    file: str
    data: bytes
    difference: Difference

    def put_in_place(self, date: str, *, step: Callable[[str], None] = lambda _: None) -> None:
        """Make it the authority's snapshot from `date` on; StorageFailed leaves the old one as it was."""
        folder = self.upstream.folder
        if self.file == FIGURES:
            vouching, text = "figures.ttl", _vouched(folder.name, self.data, date)
        else:
            vouching, text = "about.ttl", _told_anew(folder / "about.ttl", folder / self.file, self.data, date)
        accept(folder, {vouching: text.encode(), self.file: self.data}, step=step)


def beside(upstream: Upstream, file: str, data: bytes) -> Snapshot:
    """The fetched file beside ours; EndpointFailed when it is empty or has lost more rows than the options allow."""
    path = upstream.folder / file
    head, now = rows(file, data)
    before = _aligned(head, *rows(file, path.read_bytes())) if path.is_file() else {}
    _must_be_sane(upstream, before, now)
    return Snapshot(upstream, file, data, difference(head, before, now))


def rows(file: str, data: bytes) -> tuple[tuple[str, ...], Rows]:
    """What the cells of a row are called, and the rows by what they are about."""
    if file == FIGURES:
        found = figures.read(data, file)
        return ("value", "status"), {_about(each.key): _cells(each) for each in found}
    table = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    head = table[0] if table else []
    at = head.index("iri") if "iri" in head else 0
    code = head.index("code") if "code" in head else at
    return tuple(head), {row[at] or row[code]: tuple(row) for row in table[1:] if len(row) == len(head)}


def _aligned(head: tuple[str, ...], old: tuple[str, ...], before: Rows) -> Rows:
    """The rows we have with the cells of the new head: a column that is new was empty before."""
    said = {key: dict(zip(old, cells, strict=True)) for key, cells in before.items()}
    return {key: tuple(cells.get(name, "") for name in head) for key, cells in said.items()}


def with_earlier(upstream: Upstream, found: list[figures.Figure], year: int) -> list[figures.Figure]:
    """The figures with those that we hold of earlier years than were asked for: time passing takes nothing away."""
    path = upstream.folder / FIGURES
    held = figures.read(path.read_bytes(), f"data/authorities/{upstream.name}/{FIGURES}") if path.is_file() else []
    first, names = year - upstream.whole("years", 6) + 1, {each.name for each in upstream.series}
    return [*found, *(each for each in held if each.key.year < first and each.key.series in names)]


def must_be_likely(upstream: Upstream, found: list[figures.Figure], year: int) -> None:
    """EndpointFailed when a series has no value, or one is outside its options `least` and `most`, or of the future."""
    for series in upstream.series:
        own = [each for each in found if each.key.series == series.name and each.value is not None]
        if not own:
            raise odd(
                upstream.url,
                f"serien {series.name} ({series.code}) har inga värden",
                f"the series {series.name} ({series.code}) has no values",
            )
        for each in own:
            _must_be_likely(upstream.url, series, each, year)


def _must_be_likely(url: str, series: Series, each: figures.Figure, year: int) -> None:
    least, most = (_bound(series.options, name) for name in ("least", "most"))
    value = float(each.value or 0)
    if each.key.year > year or (least is not None and value < least) or (most is not None and value > most):
        said = f"{_about(each.key)}: {value:g}"
        raise odd(url, f"{said} är orimligt", f"{said} is out of all reason")


def _bound(options: Mapping[str, str], name: str) -> float | None:
    said = options.get(name, "")
    return float(said) if re.fullmatch(r"-?\d+(\.\d+)?", said) else None


def _must_be_sane(upstream: Upstream, before: Rows, now: Rows) -> None:
    if not now:
        raise odd(upstream.url, "svaret är tomt", "the answer is empty")
    gone = len(set(before) - set(now))
    allowed = upstream.seconds("shrink", 0.1)
    if before and gone > allowed * len(before):
        raise odd(
            upstream.url,
            f"{gone} av våra {len(before)} rader saknas i svaret, mer än den andel {allowed:g} som får försvinna "
            '(samv:option "shrink=…")',
            f"{gone} of our {len(before)} rows are missing from the answer, more than the share {allowed:g} that "
            f'may go (samv:option "shrink=…")',
        )


def _about(key: figures.Key) -> str:
    return f"{key.series} {key.place} {key.year} {key.sex}"


def _cells(each: figures.Figure) -> tuple[str, str]:
    return ("" if each.value is None else figures.plain(each.value), each.status)


def _vouched(name: str, data: bytes, date: str) -> str:
    return f"""# Written by `kg link --authority {name} --refresh --accept`: when figures.csv was fetched, and its sum.
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix samv: <ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<figures/{name}> dcterms:issued "{date}"^^xsd:date .
<authority/{name}/figures.csv> samv:sha256 "{digest(data)}" .
"""


def _told_anew(about: Path, entries: Path, data: bytes, date: str) -> str:
    """The text of about.ttl with the new sum and the new date; nothing else of what people wrote is touched."""
    try:
        text, old = about.read_text("utf-8"), digest(entries.read_bytes())
    except OSError as wrong:
        raise unwritten(about.parent, wrong) from wrong
    if text.count(old) != 1:
        raise StorageFailed(
            f"{about} doesn't hold the SHA-256 of {entries.name} just once ({old}); mend it, then accept again.",
            message_sv=f"{about} har inte SHA-256-summan för {entries.name} precis en gång ({old}); rätta det och "
            "godta sedan på nytt.",
        )
    return re.sub(r'(dcterms:issued\s+)"[^"]*"', rf'\g<1>"{date}"', text.replace(old, digest(data)), count=1)
