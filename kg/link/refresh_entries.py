"""The entries of an authority from the rows of a SPARQL endpoint, by the query and columns that its folder says.

samv:option "query=refresh.rq" , "columns=iri:item code:code label_sv:sv" , "codes=place" , "kind=place" , "page=500"
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.errors import BadSyntax
from kg.link.authority import COLUMNS
from kg.place import Place
from kg.rdf.graphs import decoded
from kg.rdf.iris import is_iri
from kg.sources.endpoint import Row
from kg.sources.upstream.candidate import plain
from kg.sources.upstream.configuration import Upstream, unusable
from kg.sources.upstream.errand import odd
from kg.sweden import organisationsnummer

_COLUMN = re.compile(r"[a-z][a-z0-9_]*")


def query(upstream: Upstream) -> str:
    """The text of the authority's query; BadSettings when it is missing or doesn't order its rows."""
    name = upstream.options.get("query", "")
    path = upstream.folder / name
    if not name or path.parent != upstream.folder or not path.is_file():
        raise unusable(upstream.folder, f"query={name}")
    text = path.read_text("utf-8")
    if "ORDER BY" not in text.upper():
        raise unusable(upstream.folder, f"query={name} (ORDER BY)")
    return text


def merged(upstream: Upstream, found: Sequence[Row], codes: frozenset[str]) -> bytes:
    """Our entries with what the rows say of them, and the rows' own new ones, as the text of entries.csv.

    Columns that ours lack come last. A row whose code is none of `codes` is history and passed over; an entry that the
    query can't tell of stays. A cell that the rows say nothing of keeps what people wrote there.
    """
    columns = _columns(upstream)
    ours = _present(upstream.folder / "entries.csv")
    told: dict[str, dict[str, str]] = {}
    for each in found:
        said = _said(upstream, each, columns)
        if "code" not in columns or not codes or said["code"] in codes:
            _put(told, said, upstream)
    every = {key: row for key, row in ours.items() if not _asked_for(upstream, row)}
    for iri, said in told.items():
        before = ours.get(iri, {"kind": upstream.options.get("kind", "")})
        every[iri] = {**before, **{column: value for column, value in said.items() if value}}
    head = list(dict.fromkeys([*COLUMNS, *(name for row in ours.values() for name in row), *columns]))
    order = {key: place for place, key in enumerate(ours)}
    return _written(head, [every[key] for key in sorted(every, key=lambda key: (order.get(key, len(order)), key))])


def _asked_for(upstream: Upstream, row: Mapping[str, str]) -> bool:
    """Whether the query can tell of an entry: it is of its kind, with a code of as many digits as it asks for."""
    kind, digits = upstream.options.get("kind"), upstream.options.get("digits")
    return kind in (None, row["kind"]) and digits in (None, str(len(row["code"])))


def _columns(upstream: Upstream) -> dict[str, str]:
    """Which variable each column is filled from."""
    said = [each.partition(":") for each in upstream.options.get("columns", "").split()]
    made = {column: variable for column, _, variable in said}
    if not made.get("iri") or any(not variable for variable in made.values()) or not all(map(_COLUMN.fullmatch, made)):
        raise unusable(upstream.folder, f"columns={upstream.options.get('columns', '')}")
    return made


def _said(upstream: Upstream, row: Row, columns: Mapping[str, str]) -> dict[str, str]:
    said = {column: plain(row.get(variable, "")) for column, variable in columns.items()}
    if not said["iri"].startswith(("http://", "https://")) or not is_iri(said["iri"]):
        raise odd(upstream.url, f"en rad saknar IRI ({said})", f"a row has no IRI ({said})")
    if "organisationsnummer" in said:
        said["organisationsnummer"] = organisationsnummer.written(said["organisationsnummer"]) or ""
    return said


def _put(told: dict[str, dict[str, str]], said: dict[str, str], upstream: Upstream) -> None:
    """Note a row, or what a further row says of the same thing; two codes or numbers for one thing are refused."""
    row = told.setdefault(said["iri"], {})
    for column, value in said.items():
        before = row.get(column, "")
        if column == "alt_labels":
            row[column] = "|".join(dict.fromkeys(each for each in [*before.split("|"), value] if each))
        elif not before:
            row[column] = value
        elif value and value != before and column in ("code", "organisationsnummer"):
            iri = said["iri"]
            raise odd(
                upstream.url,
                f"{iri} har två värden för {column}, {before} och {value}",
                f"{iri} has two values for {column}, {before} and {value}",
            )


def _present(path: Path) -> dict[str, dict[str, str]]:
    """Our entries as they stand, by IRI, or by code where they have none; BadSyntax when the file is no such table."""
    if not path.is_file():
        return {}
    source = f"data/authorities/{path.parent.name}/{path.name}"
    table = csv.DictReader(io.StringIO(decoded(path.read_bytes(), source), newline=""), strict=True)
    try:
        found = [dict(row) for row in table]
    except csv.Error as wrong:
        raise _no_table(source, table.line_num) from wrong
    if not set(COLUMNS) <= set(table.fieldnames or ()):
        raise _no_table(source, 1)
    for line, row in enumerate(found, start=2):
        if None in row or None in row.values():
            raise _no_table(source, line)
    return {row["iri"] or row["code"]: row for row in found}


def _no_table(source: str, line: int) -> BadSyntax:
    return BadSyntax(
        f"the columns must be {', '.join(COLUMNS)}, and each row have as many; mend the file first.",
        message_sv=f"kolumnerna ska vara {', '.join(COLUMNS)}, och varje rad ha lika många; rätta filen först.",
        place=Place(source, line),
    )


def _written(head: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(head)
    table.writerows([[row.get(name, "") or "" for name in head] for row in rows])
    return out.getvalue().encode()
