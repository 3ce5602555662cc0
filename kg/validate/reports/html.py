"""The report as a page: whole, without scripts, for the screen, for print and for a reader that speaks it aloud."""

from collections.abc import Iterator
from html import escape

from kg.rdf.findings import Finding, counted, level_word
from kg.validate.reports.report import Report, by_source, seen

_WORDS = {
    "sv": {
        "title": "Granskning",
        "fine": "Inget att anmärka på.",
        "shapes": "Granskat med formerna, version",
        "also": "Även här",
        "elsewhere": "Utan plats",
        "line": "Rad",
        "in": "i",
        "one": "fynd",
        "many": "fynd",
    },
    "en": {
        "title": "Check",
        "fine": "Nothing to remark on.",
        "shapes": "Checked with the shapes, version",
        "also": "Also here",
        "elsewhere": "Without a place",
        "line": "Line",
        "in": "in",
        "one": "finding",
        "many": "findings",
    },
}
_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --line: #767676; --soft: #f3f3f1;
  --violation: #a61c1c; --warning: #7a4b00; --info: #0b5394; --mark: #ffe08a; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #161616; --line: #9a9a9a; --soft: #232323;
  --violation: #ff9b9b; --warning: #f2c063; --info: #8cc4ff; --mark: #6b5200; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; font: 1rem/1.55 system-ui, sans-serif;
  color: var(--ink); background: var(--paper); }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; overflow-wrap: anywhere; }
ol { list-style: none; margin: 0; padding: 0; }
li.finding { border-left: .35rem solid var(--info); padding: .1rem 0 .1rem 1rem; margin: 0 0 1.5rem;
  break-inside: avoid; }
li.violation { border-color: var(--violation); } li.warning { border-color: var(--warning); }
.level { font-weight: 700; color: var(--info); } .violation .level { color: var(--violation); }
.warning .level { color: var(--warning); }
p { margin: .25rem 0; overflow-wrap: anywhere; } .about { font-weight: 600; }
.place { font-variant-numeric: tabular-nums; }
pre { margin: .5rem 0; padding: .5rem .75rem; overflow-x: auto; background: var(--soft); white-space: pre-wrap;
  overflow-wrap: anywhere; font: .9rem/1.5 ui-monospace, monospace; }
mark { background: var(--mark); color: inherit; text-decoration: underline wavy var(--violation); }
@media print { body { max-width: none; padding: 0; } pre { border: 1px solid var(--line); } }
"""


def write(report: Report, lang: str) -> str:
    """A page of its own in Swedish (`sv`) or English."""
    words = _WORDS["sv" if lang == "sv" else "en"]
    parts = [
        part for source, found in by_source(report.findings).items() for part in _source(source, found, report, lang)
    ]
    version = f"<p>{words['shapes']} {escape(report.shapes_version)}.</p>" if report.shapes_version else ""
    summary = escape(counted(report.findings, lang)) if report.findings else words["fine"]
    return f"""<!DOCTYPE html>
<html lang="{"sv" if lang == "sv" else "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{words["title"]}: {summary}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{words["title"]}</h1>
<p>{summary[:1].upper() + summary[1:]}{"" if summary.endswith(".") else "."}</p>
{version}
{chr(10).join(parts)}
</main>
</body>
</html>
"""


def _source(source: str, found: list[Finding], report: Report, lang: str) -> Iterator[str]:
    words = _WORDS["sv" if lang == "sv" else "en"]
    name = escape(seen(source)) or words["elsewhere"]
    yield f"<h2>{name} <small>({len(found)} {words['one'] if len(found) == 1 else words['many']})</small></h2>\n<ol>"
    for each in found:
        yield _finding(each, report, lang)
    yield "</ol>"


def _finding(finding: Finding, report: Report, lang: str) -> str:
    words = _WORDS["sv" if lang == "sv" else "en"]
    word = level_word(finding.level, lang)
    place = escape(seen(_inside(finding, words["line"])))
    about = finding.about(lang)
    lines = [
        f'<li class="finding {finding.level.value}">',
        f'<p><span class="level">{word[:1].upper() + word[1:]}</span> <span class="place">{place}</span></p>',
        f'<p class="about">{escape(seen(about))}</p>' if about else "",
        f"<p>{escape(seen(finding.message(lang)))}</p>",
        _excerpt(finding, report),
        f"<p>{escape(seen(hint))}</p>" if (hint := finding.hint(lang)) else "",
    ]
    if finding.also:
        lines.append(f"<p>{words['also']}: {escape(seen(', '.join(map(str, finding.also))))}</p>")
    return "\n".join(line for line in [*lines, "</li>"] if line)


def _inside(finding: Finding, line: str) -> str:
    """The place within its source: a line and column, a cell, a field."""
    place = finding.place
    if place is None:
        return finding.record
    if place.line is not None and place.cell is None:
        return f"{line} {place.line}:{place.column}" if place.column is not None else f"{line} {place.line}"
    return str(place).removeprefix(place.source).lstrip(":")


def _excerpt(finding: Finding, report: Report) -> str:
    shown = report.excerpt(finding.place)
    if shown is None:
        return ""
    at = f"<mark>{escape(shown.at)}</mark>" if shown.at else ""
    return f"<pre>{escape(shown.before)}{at}{escape(shown.after)}</pre>"
