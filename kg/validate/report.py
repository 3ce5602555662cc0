"""From what a validator raised to findings that a person can act on: in words, at their places, each fault once."""

from collections.abc import Iterable
from dataclasses import replace

from kg.rdf.findings import Finding, Level, Terms
from kg.rdf.iris import Base
from kg.validate.book import Book
from kg.validate.causes import once
from kg.validate.hints import Known, hinted
from kg.validate.paths import Statements
from kg.validate.placing import Scene, placed
from kg.validate.raised import Raised
from kg.validate.sentences import sentence
from kg.validate.wording import about

_SH = "http://www.w3.org/ns/shacl#"
_LEVELS = {f"{_SH}Violation": Level.VIOLATION, f"{_SH}Warning": Level.WARNING, f"{_SH}Info": Level.INFO}


def told(
    raised: Iterable[Raised],
    scene: Scene,
    base: Base | None,
    known: Known | None = None,
    before: Iterable[Finding] = (),
    *,
    every: bool = False,
) -> list[Finding]:
    """The findings of what was handed in: placed, each fault once, with hints.

    `before` are findings made while it was read; one that explains a result stands in its place. Without a base nothing
    is known of records. With `every` each result is told, also those that another explains.
    """
    found = [_placed(_worded(each, scene.book, scene.among, base), scene) for each in raised]
    kept = [*before, *found] if every else once([*before, *found], scene)
    return [hinted(each, scene, known) for each in kept]


def _worded(raised: Raised, book: Book, among: Statements, base: Base | None) -> Finding:
    """A result in words, without a place."""
    terms = replace(raised.terms or _as_terms(raised), severity=raised.severity)
    raised = replace(raised, terms=terms)
    owner = base.owner_of(raised.focus) if base else None
    return Finding(
        record=base.record(owner.kind, owner.slug).value if base and owner else raised.focus or terms.focus,
        level=_LEVELS.get(raised.severity, Level.VIOLATION),
        message_sv=sentence(raised, book, among, "sv"),
        message_en=sentence(raised, book, among, "en"),
        focus=raised.focus or terms.focus,
        path=raised.path or terms.path,
        value=raised.value if raised.value is not None else terms.value,
        shape=raised.shape,
        component=raised.component,
        about_sv=about(terms, book, among, "sv"),
        about_en=about(terms, book, among, "en"),
        terms=terms,
        said=raised.messages,
    )


def _as_terms(raised: Raised) -> Terms:
    """The terms of a result that names only nodes."""
    shape = f"<{raised.shape}>" if raised.shape else None
    path = f"<{raised.path}>" if raised.path else None
    return Terms(f"<{raised.focus}>", path, None, shape)


def _placed(finding: Finding, scene: Scene) -> Finding:
    if finding.terms is None:
        return finding
    place, also = placed(finding.terms, finding.component or "", scene)
    return replace(finding, place=place, also=also)
