"""Findings as pages show them: the worst first, each with its place, its sentence and its hint."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.rdf.findings import Finding, Level, level_word


@dataclass(frozen=True)
class ShownFinding:
    """One finding in the page's language."""

    level: str
    word: str
    place: str
    about: str
    sentence: str
    hint: str
    also: tuple[str, ...]
    component: str


def shown(finding: Finding, lang: str) -> ShownFinding:
    """A finding in words."""
    word = level_word(finding.level, lang)
    return ShownFinding(
        level=finding.level.value,
        word=word[:1].upper() + word[1:],
        place=str(finding.place) if finding.place is not None else "",
        about=finding.about(lang) or "",
        sentence=finding.message(lang),
        hint=finding.hint(lang) or "",
        also=tuple(str(each) for each in finding.also),
        component=finding.component or "",
    )


def all_shown(findings: Iterable[Finding], lang: str) -> list[ShownFinding]:
    """Findings in words, the worst first."""
    order = list(Level)
    return [shown(each, lang) for each in sorted(findings, key=lambda each: order.index(each.level))]
