"""From what a validator raised to findings that a person can act on."""

from collections.abc import Iterable, Mapping

from kg.errors import Place
from kg.rdf.findings import Finding, Level
from kg.rdf.iris import Base
from kg.validate.raised import Raised

_SH = "http://www.w3.org/ns/shacl#"
_LEVELS = {f"{_SH}Violation": Level.VIOLATION, f"{_SH}Warning": Level.WARNING, f"{_SH}Info": Level.INFO}


def findings(raised: Iterable[Raised], sources: Mapping[str, str], base: Base) -> list[Finding]:
    """A finding for each result; `sources` says in which file each record, by its key, was read."""
    return [_finding(each, sources, base) for each in raised]


def _finding(raised: Raised, sources: Mapping[str, str], base: Base) -> Finding:
    owner = base.owner_of(raised.focus)
    key = f"{owner.kind}/{owner.slug}" if owner else ""
    source = sources.get(key)
    said = dict(raised.messages)
    english = said.get("en") or next(iter(said.values()), _plain(raised, "en"))
    return Finding(
        record=base.record(owner.kind, owner.slug).value if owner else raised.focus,
        level=_LEVELS.get(raised.severity, Level.VIOLATION),
        message_sv=_with_place(said.get("sv") or _plain(raised, "sv"), raised, base),
        message_en=_with_place(english, raised, base),
        place=Place(source) if source else None,
        focus=raised.focus,
        path=raised.path,
        value=raised.value,
        shape=raised.shape,
        component=raised.component,
    )


def _with_place(message: str, raised: Raised, base: Base) -> str:
    """The sentence, led by the node and property it is about, so that two alike can be told apart."""
    node = base.path_of(raised.focus) or raised.focus
    path = f" {_short(raised.path)}" if raised.path else ""
    return f"<{node}>{path}: {message}"


def _short(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2] or iri


def _plain(raised: Raised, lang: str) -> str:
    rule = raised.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    value = f" {raised.value!r}" if raised.value else ""
    if lang == "sv":
        return f"Värdet{value} uppfyller inte regeln {rule}."
    return f"The value{value} does not meet the rule {rule}."
