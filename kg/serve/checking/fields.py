"""Findings on answers, at the names of the form's fields instead of their addresses."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.parse.answers.form_model import last
from kg.rdf.findings import Finding, Level
from kg.serve.checking.findings import ShownFinding, shown
from kg.serve.model import ClassModel
from kg.serve.visit import Visit
from kg.serve.words import pick


def shown_at_fields(visit: Visit, findings: Iterable[Finding]) -> list[ShownFinding]:
    """Findings in words, the worst first; one at an answer stands at the field's name."""
    order = list(Level)
    return [_shown(visit, each) for each in sorted(findings, key=lambda each: order.index(each.level))]


def _shown(visit: Visit, finding: Finding) -> ShownFinding:
    made = shown(finding, visit.lang)
    address = finding.place.field if finding.place is not None else None
    if not address:
        return made
    owner = visit.site.base.owner_of(finding.record)
    kind = visit.edition.model.kind(owner.kind) if owner is not None else None
    holder = visit.edition.model.kind_class(kind) if kind is not None else None
    return replace(made, place=name_of(visit, address, holder) or made.place)


def name_of(visit: Visit, address: str, holder: ClassModel | None) -> str:
    """What an address of the answers about a thing is called; empty where the form has no such field.

    ‘participation/0/actor/0’ is ‘Parties 1: Actor’.
    """
    first = address.partition("/")[0]
    if first in ("record", "source"):
        return visit.say("Posten") if first == "record" else visit.say("Källan")
    names = list(_names(visit, address.split("/"), holder))
    said = ": ".join(names)
    return said[:1].upper() + said[1:]


def _names(visit: Visit, parts: list[str], holder: ClassModel | None) -> Iterator[str]:
    for key, index in zip(parts[::2], [*parts[1::2], ""], strict=False):
        fields = holder.fields if holder is not None else ()
        asked = next((each for each in fields if not each.inverse and last(each.path) == key), None)
        if asked is None:
            return
        holder = visit.edition.model.classes.get(asked.node_class or "")
        name = pick(asked.name, visit.lang, key)
        yield f"{name} {int(index) + 1}" if holder is not None and index.isdecimal() else name
