"""Findings at the fields they are about, in the words of the form: names, not addresses and properties."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.parse.answers.form_model import FormClass, FormModel, Takes
from kg.rdf.findings import Finding, Level, level_word
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, PROV
from kg.serve.submit.offered import Offer
from kg.serve.words import pick

_SOURCES = frozenset((PROV.hadPrimarySource.value, DCTERMS.source.value))
_IRI = re.compile(r"<([^<>\s]+)>")
_PROPERTY = re.compile(r"\s*\([a-z]+:[A-Za-z]+(?:\s(?:true|false))?\)")


@dataclass(frozen=True)
class Told:
    """A finding as a form shows it: at an address, `None` where it is about the whole."""

    address: str | None
    level: Level
    word: str
    sentence: str
    hint: str

    @property
    def stops(self) -> bool:
        """Whether it must be mended before the record can be accepted."""
        return self.level is Level.VIOLATION


@dataclass(frozen=True)
class Findings:
    """What was found, each thing once at each field; none where nobody could check."""

    told: tuple[Told, ...] = ()
    checked: bool = True
    _at: dict[str, list[Told]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for each in self.told:
            self._at.setdefault(each.address or "", []).append(each)

    def at(self, address: str) -> list[Told]:
        """What was found at exactly this address."""
        return self._at.get(address, [])

    def under(self, address: str) -> list[Told]:
        """What was found at an address and within it."""
        inside = f"{address}/"
        return [
            each for each in self.told if each.address and (each.address == address or each.address.startswith(inside))
        ]

    @property
    def stopping(self) -> list[Told]:
        """What must be mended."""
        return [each for each in self.told if each.stops]


def told(findings: Iterable[Finding], kind: str, offer: Offer, base: Base, lang: str) -> Findings:
    """The findings on answers, each at its field and in plain words; the same said twice at a field is said once."""
    model = offer.form
    every = (_told(each, kind, model, offer, base, lang) for each in findings)
    return Findings(tuple(dict.fromkeys(every)))


def _told(finding: Finding, kind: str, model: FormModel, offer: Offer, base: Base, lang: str) -> Told:
    word = level_word(finding.level, lang)
    return Told(
        address=address_of(finding, kind, model),
        level=finding.level,
        word=word[:1].upper() + word[1:],
        sentence=in_plain_words(finding.message(lang), offer, base, lang),
        hint=in_plain_words(finding.hint(lang) or "", offer, base, lang),
    )


def address_of(finding: Finding, kind: str, model: FormModel) -> str | None:
    """The answer that a finding is about: where something is missing, the field that asks for it."""
    at = finding.place.field if finding.place else None
    holder = _holder(at, kind, model)
    if holder is None or finding.path is None:
        return at
    if finding.path in _SOURCES:
        return "source"
    missing = holder.at(finding.path)
    return at if missing is None else "/".join(part for part in (at, missing.key) if part)


def _holder(at: str | None, kind: str, model: FormModel) -> FormClass | None:
    """The class of the statement at an address; None where a field or a value stands there."""
    if at == "record":
        return model.record
    holder = model.of_kind(kind)
    parts = at.split("/") if at else []
    for key, index in zip(parts[::2], [*parts[1::2], None], strict=False):
        asked = holder.field(key) if holder else None
        if asked is None or asked.takes is not Takes.NODE or index is None:
            return None
        holder = model.node(asked)
    return holder


def in_plain_words(text: str, offer: Offer, base: Base, lang: str) -> str:
    """A sentence without the addresses and names that only programs know.

    ‘Give for example <concept/roll/samordnare> (samv:role).’ becomes ‘Give for example Coordinator.’
    """
    named = _IRI.sub(lambda found: _name(found[1], offer, base, lang), text)
    return _PROPERTY.sub("", named)


def _name(iri: str, offer: Offer, base: Base, lang: str) -> str:
    path = (base.path_of(iri) or iri).partition("#")[0]
    choices: Mapping[str, Mapping[str, str]] = offer.concepts
    if base.iri + path in choices:
        return pick(choices[base.iri + path], lang, path)
    kind = path.partition("/")[0]
    return offer.shown(path, (kind,), lang) if offer.form.kind(kind) else iri
