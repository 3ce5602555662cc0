"""Ledgers as SSSOM/TSV files: read strictly, written the same every time.

https://mapping-commons.github.io/sssom/ with two slots of our own, `decision` and `comment_sv`. A subject is one of our
paths with the prefix `samverkan:`, which is the base of whoever builds.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.errors import BadSyntax
from kg.link.ledger import Decision, Ledger, Line, Pair
from kg.place import Place
from kg.rdf.graphs import decoded
from kg.rdf.iris import Base, is_iri
from kg.rdf.namespaces import prefixes
from kg.rdf.reasons import in_swedish

OURS = "samverkan"
SLOTS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "decision", "mapping_justification",
    "confidence", "mapping_date", "author_label", "mapping_tool", "mapping_tool_version", "comment", "comment_sv",
)  # fmt: skip
"""The columns, in their order. All but the labels, the one who decided, and the confidence must be filled."""


def read(data: bytes, source: str, base: Base) -> Ledger:
    """A ledger file; BadSyntax says in which line and column it breaks the format, or repeats a pair."""
    text = decoded(data, source)
    every = text.split("\n")
    count = next((at for at, line in enumerate(every) if not line.startswith("#")), len(every))
    head, known = _head([line[1:] for line in every[:count]], source)
    names = {**prefixes(base.iri), **known, **_ours(base)}
    table = csv.reader(io.StringIO("\n".join(every[count:]), newline=""), delimiter="\t", strict=True)
    found: dict[Pair, Line] = {}
    try:
        for at, cells in enumerate(table):
            place = _Place(source, count + table.line_num)
            if at == 0:
                _must_be_columns(cells, place)
            elif cells:
                line = _line(cells, names, base, place)
                if line.pair in found:
                    raise place.wrong("subject_id", "this pair has a line already", "paret har redan en rad")
                found[line.pair] = line
    except csv.Error as wrong:
        raise _Place(source, count + table.line_num).wrong(None, f"{wrong}", in_swedish(f"{wrong}")) from wrong
    name = source.rpartition("/")[2].removesuffix(".sssom.tsv")
    return Ledger(name, tuple(head), known, tuple(found[pair] for pair in sorted(found)))


def write(ledger: Ledger, base: Base) -> bytes:
    """The ledger as a file: prefixes in alphabetical order, lines in the order of their pairs."""
    known = {**_ours(base), **ledger.prefixes}
    names = {**prefixes(base.iri), **ledger.prefixes, **_ours(base)}
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter="\t", lineterminator="\n")
    writer.writerow(SLOTS)
    used = {OURS, "semapv"}
    for line in sorted(ledger.lines, key=lambda line: line.pair):
        cells = _cells(line, names)
        used |= {cells[slot].partition(":")[0] for slot in ("predicate_id", "object_id")}
        writer.writerow([cells[slot] for slot in SLOTS])
    said = {name: known.get(name, names[name]) for name in sorted(used | ledger.prefixes.keys()) if name in names}
    map_ = ["curie_map:", *(f'  {name}: "{iri}"' for name, iri in said.items())]
    return "".join(f"#{line}\n" for line in (*ledger.head, *map_)).encode() + table.getvalue().encode()


@dataclass(frozen=True)
class _Place:
    """A line of a ledger file."""

    source: str
    number: int

    def wrong(self, slot: str | None, en: str, sv: str) -> BadSyntax:
        column = SLOTS.index(slot) + 1 if slot in SLOTS else None
        at, there = (f"{slot}: ", f"{slot}: ") if slot else ("", "")
        return BadSyntax(
            f"{at}{en}. Mend the line in the ledger.",
            message_sv=f"{there}{sv}. Rätta raden i liggaren.",
            place=Place(self.source, self.number, column),
        )


def _ours(base: Base) -> dict[str, str]:
    """The prefixes that mean whatever base is built with, whatever the head says."""
    return {OURS: base.iri, "samv": base.ns("").value}


def _head(lines: Sequence[str], source: str) -> tuple[list[str], dict[str, str]]:
    """The slots of the head, and the prefixes of its `curie_map`."""
    kept: list[str] = []
    known: dict[str, str] = {}
    inside = False
    for number, line in enumerate(lines, 1):
        if not line.startswith(" "):
            inside = line.rstrip() == "curie_map:"
            if not inside:
                kept.append(line)
        elif not inside:
            kept.append(line)
        elif found := _PREFIX.fullmatch(line):
            known[found[1]] = found[2]
        else:
            raise _Place(source, number).wrong(
                None, f"{line.strip()!r} is no prefix with an IRI", f"{line.strip()!r} är inget prefix med en IRI"
            )
    return kept, known


def _must_be_columns(cells: Sequence[str], place: _Place) -> None:
    if tuple(cells) != SLOTS:
        wanted = ", ".join(SLOTS)
        raise place.wrong(None, f"the columns must be {wanted}", f"kolumnerna ska vara {wanted}")


def _line(cells: Sequence[str], names: Mapping[str, str], base: Base, place: _Place) -> Line:
    if len(cells) != len(SLOTS):
        raise place.wrong(
            None, f"{len(cells)} cells instead of {len(SLOTS)}", f"{len(cells)} celler i stället för {len(SLOTS)}"
        )
    said = dict(zip(SLOTS, cells, strict=True))
    for slot in ("subject_id", "predicate_id", "object_id", "mapping_justification", "comment", "comment_sv"):
        if not said[slot].strip():
            raise place.wrong(slot, "it is empty", "den är tom")
    for slot, text in said.items():
        if _CONTROL.search(text):
            raise place.wrong(
                slot, "it holds a line break or a control character", "den har radbrytning eller styrtecken"
            )
    subject = base.path_of(_iri(said["subject_id"], "subject_id", names, place))
    if subject is None:
        raise place.wrong(
            "subject_id", f"{said['subject_id']!r} is none of ours", f"{said['subject_id']!r} är inte vår"
        )
    predicate, object_ = (_iri(said[slot], slot, names, place) for slot in ("predicate_id", "object_id"))
    if bool(said["author_label"]) == bool(said["mapping_tool"]):
        raise place.wrong(
            "author_label",
            "say who decided: an organisation's role, or a tool",
            "säg vem som beslöt: en roll eller ett verktyg",
        )
    return Line(
        Pair(subject, predicate, object_),
        _decision(said["decision"], place),
        said["mapping_justification"],
        _day(said["mapping_date"], place),
        said["comment"],
        said["comment_sv"],
        confidence=_confidence(said["confidence"], place),
        subject_label=said["subject_label"],
        object_label=said["object_label"],
        author=said["author_label"],
        tool=said["mapping_tool"],
        tool_version=said["mapping_tool_version"],
    )


def _iri(curie: str, slot: str, names: Mapping[str, str], place: _Place) -> str:
    prefix, colon, rest = curie.partition(":")
    full = ""
    if colon and prefix in names and _SAFE.fullmatch(rest):
        full = names[prefix] + rest
    elif prefix in ("http", "https") and _SAFE.fullmatch(curie):
        full = curie
    if full and is_iri(full):
        return full
    raise place.wrong(
        slot, f"{curie!r} has no prefix that the head explains", f"{curie!r} har inget prefix som huvudet förklarar"
    )


def _decision(said: str, place: _Place) -> Decision:
    if said not in set(Decision):
        raise place.wrong(
            "decision", f"{said!r} is none of accept, hold, reject", f"{said!r} är inget av accept, hold, reject"
        )
    return Decision(said)


def _day(said: str, place: _Place) -> str:
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError as wrong:
        raise place.wrong("mapping_date", f"{said!r} is no day", f"{said!r} är ingen dag") from wrong


def _confidence(said: str, place: _Place) -> str:
    if said and not _SHARE.fullmatch(said):
        raise place.wrong("confidence", f"{said!r} is not from 0 to 1", f"{said!r} är inte från 0 till 1")
    return said


def _cells(line: Line, names: Mapping[str, str]) -> dict[str, str]:
    return {
        "subject_id": f"{OURS}:{line.pair.subject}",
        "subject_label": line.subject_label,
        "predicate_id": _curie(line.pair.predicate, names),
        "object_id": _curie(line.pair.object, names),
        "object_label": line.object_label,
        "decision": line.decision.value,
        "mapping_justification": line.justification,
        "confidence": line.confidence,
        "mapping_date": line.date,
        "author_label": line.author,
        "mapping_tool": line.tool,
        "mapping_tool_version": line.tool_version,
        "comment": line.comment,
        "comment_sv": line.comment_sv,
    }


def _curie(iri: str, names: Mapping[str, str]) -> str:
    """The IRI by the prefix that says most of it; whole where none fits."""
    fits = [(len(known), prefix) for prefix, known in names.items() if iri.startswith(known) and iri != known]
    return f"{max(fits)[1]}:{iri[max(fits)[0] :]}" if fits else iri


_PREFIX = re.compile(r'  ([A-Za-z][\w-]*): "([^"\s]+)"')
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SAFE = re.compile(r'[^\s<>"{}|\\^`\x00-\x20]+')
_SHARE = re.compile(r"0(?:\.[0-9]+)?|1(?:\.0+)?")
