"""The report for a terminal: each sentence with its place, then the line itself with a mark under what is wrong."""

from collections.abc import Iterator

from kg.rdf.findings import Finding, Level, counted, level_word
from kg.validate.reports.report import Report, seen

_COLOURS = {Level.VIOLATION: "31", Level.WARNING: "33", Level.INFO: "36"}
_SAYING = {"sv": ("också", "tips"), "en": ("also", "hint")}


def write(report: Report, lang: str, *, colour: bool = False) -> str:
    """The findings, a line or some lines each, and how many there are; `colour` is for terminals alone."""
    lines = [line for each in report.findings for line in _finding(each, report, lang, colour=colour)]
    return "\n".join([*lines, counted(report.findings, lang), ""])


def _finding(finding: Finding, report: Report, lang: str, *, colour: bool) -> Iterator[str]:
    def paint(text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if colour and text else text

    tone = _COLOURS[finding.level]
    place = seen(str(finding.place or finding.record))
    word = paint(level_word(finding.level, lang), f"1;{tone}")
    yield f"{paint(place, '1')}: {word}: {seen(finding.sentence(lang))}"
    shown = report.excerpt(finding.place)
    number = str(finding.place.line) if finding.place and shown else ""
    margin = " " * (len(number) + 2)
    if shown is not None:
        yield f"  {number} | {shown.before}{shown.at}{shown.after}"
        if finding.place is not None and finding.place.column is not None:
            yield f"{margin} | {' ' * len(shown.before)}{paint('^' * max(1, len(shown.at)), tone)}"
    also, hint = _SAYING["sv" if lang == "sv" else "en"]
    if said := finding.hint(lang):
        yield f"{margin} = {hint}: {seen(said)}"
    if finding.also:
        yield f"{margin} = {also}: {', '.join(seen(str(each)) for each in finding.also)}"
