"""The report on a hand-in, written where it was read: its text is as untrusted as the findings are long.

The web process sends the bytes on as they are; for its own page it takes `AS_PAGE`, the findings with their lines as
JSON.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace

from kg.errors import BadSyntax
from kg.examine.handed import Examined
from kg.examine.wire import AS_PAGE, Asked, Request
from kg.parse.workbook.marked import mark
from kg.rdf.findings import UNREADABLE, Finding, Level, counted, level_word
from kg.rdf.formats import JSONLD, TURTLE
from kg.rdf.iris import Base
from kg.validate.reports import plain_json, rdf, sarif, text
from kg.validate.reports.report import Report

Write = Callable[[Report, str, Base], str | bytes]
FORMS: Mapping[str, Write] = {
    "json": lambda report, lang, base: plain_json.write(report),
    "ttl": lambda report, lang, base: rdf.write(report, TURTLE, base),
    "jsonld": lambda report, lang, base: rdf.write(report, JSONLD, base),
    "sarif": lambda report, lang, base: sarif.write(report, lang),
    "txt": lambda report, lang, base: text.write(report, lang),
    "xlsx": lambda report, lang, base: marked(report, lang),
    AS_PAGE: lambda report, lang, base: page(report, lang),
}
"""How a report is written in each form, by the extension its file would have."""


def written(examined: Examined, request: Request, asked: Asked, base: Base) -> bytes:
    """The report in the form asked for; BadSyntax for what can't be read at all."""
    unreadable = next((each for each in examined.findings if each.component == UNREADABLE), None)
    if unreadable is not None and not examined.records:
        raise BadSyntax(unreadable.message_en, message_sv=unreadable.message_sv, place=unreadable.place)
    found = examined if asked.kind is None else of_kind(examined, asked.kind, base)
    texts = {each.name: each.data for each in request.handed}
    report = FORMS[asked.form](Report(found.findings, texts, found.shapes_version), asked.lang, base)
    return report.encode("utf-8", "replace") if isinstance(report, str) else report


def marked(report: Report, lang: str) -> bytes:
    """The workbook that was handed in, with what was found shown in it; BadSyntax when it is none."""
    name, data = next(iter(report.texts.items()))
    return mark(data, report.findings, lang, name)


def of_kind(examined: Examined, kind: str, base: Base) -> Examined:
    """What was found on records of that kind, and on what belongs to no record."""

    def belongs(finding: Finding) -> bool:
        owner = base.owner_of(finding.record)
        return owner is None or owner.kind == kind

    return replace(examined, findings=tuple(each for each in examined.findings if belongs(each)))


def page(report: Report, lang: str) -> str:
    """The findings as our own page shows them, the worst first, each with the line it stands in."""
    order = list(Level)
    found = sorted(report.findings, key=lambda each: order.index(each.level))
    said = {
        "acceptable": report.acceptable,
        "summary": counted(report.findings, lang),
        "findings": [_shown(each, report, lang) for each in found],
    }
    return json.dumps(said)


def _shown(finding: Finding, report: Report, lang: str) -> dict[str, object]:
    word = level_word(finding.level, lang)
    excerpt = report.excerpt(finding.place)
    return {
        "level": finding.level.value,
        "word": word[:1].upper() + word[1:],
        "place": str(finding.place) if finding.place is not None else "",
        "about": finding.about(lang) or "",
        "sentence": finding.message(lang),
        "hint": finding.hint(lang) or "",
        "also": [str(each) for each in finding.also],
        "component": finding.component or "",
        "excerpt": asdict(excerpt) if excerpt is not None else None,
    }
