"""What of a list is asked for: words, values, years and an order, read from an address and written as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from kg.serve.http.params import Params
from kg.serve.lists.facets import RESERVED, Facets

FROM, TO = "-from", "-to"
_FAR = 9999


@dataclass(frozen=True)
class Complaint:
    """What is wrong with an address, in both languages."""

    sv: str
    en: str

    def said(self, lang: str) -> str:
        """The sentence in that language."""
        return self.en if lang == "en" else self.sv


@dataclass(frozen=True)
class Span:
    """Years from and to, both within; None where that side is open."""

    first: int | None = None
    last: int | None = None


@dataclass(frozen=True)
class Choice:
    """What is asked for. `picked` are the values of each facet by their words, `order` a column's word, `-` before it
    for the largest or latest first; `complaints` say what of the address can't be followed."""

    words: str = ""
    picked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)
    order: str = ""
    complaints: tuple[Complaint, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether values or years are chosen."""
        return bool(self.picked or self.spans)

    @property
    def deep(self) -> bool:
        """Whether this is more than one value of one facet: too many such lists for anybody to keep them all."""
        several = sum(len(each) for each in self.picked.values()) > 1
        return bool(several or self.words or self.spans or self.order or self.complaints)

    @property
    def query(self) -> str:
        """The choice as the query of an address: each thing once, always in the same order."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [(word, code) for word, codes in self.picked.items() for code in codes]
        for word, span in self.spans.items():
            pairs += [
                (word + end, str(year)) for end, year in ((FROM, span.first), (TO, span.last)) if year is not None
            ]
        pairs += [("sort", self.order)] if self.order else []
        return urlencode(pairs)

    def without(self, word: str, code: str) -> "Choice":
        """The choice but for one value of a facet."""
        left = {w: tuple(c for c in codes if (w, c) != (word, code)) for w, codes in self.picked.items()}
        return replace(self, picked={w: codes for w, codes in left.items() if codes})

    def without_years(self, word: str) -> "Choice":
        """The choice but for the years of a facet."""
        return replace(self, spans={w: span for w, span in self.spans.items() if w != word})

    def ordered(self, order: str) -> "Choice":
        """The choice in another order."""
        return replace(self, order=order)


def read(params: Params, facets: Facets, orders: Sequence[str]) -> Choice:
    """What an address asks for. A value that nothing has is kept, and chooses nothing; years that are none, and what
    the list can't be narrowed by, are complained of."""
    complaints: list[Complaint] = []
    spans = {each.word: _span(params, each.word, complaints) for each in facets.years}
    picked = {each.word: _codes(params.all(each.word), facets, each.word) for each in facets.values}
    order = params.one("sort") or ""
    if order and order not in orders:
        complaints.append(_no_order(order, orders))
        order = ""
    complaints += _unknown(params, facets)
    return Choice(
        words=params.words(),
        picked={word: codes for word, codes in picked.items() if codes},
        spans={word: span for word, span in spans.items() if span != Span()},
        order=order,
        complaints=tuple(complaints),
    )


def _codes(given: Sequence[str], facets: Facets, word: str) -> tuple[str, ...]:
    facet = next(each for each in facets.values if each.word == word)
    found = {code for text in given if text for code in ([each.code for each in facet.named(text)] or [text])}
    return tuple(sorted(found))


def _span(params: Params, word: str, complaints: list[Complaint]) -> Span:
    first, last = (_year(params, word + end, complaints) for end in (FROM, TO))
    if first is not None and last is not None and first > last:
        complaints.append(
            Complaint(
                f"Från ({first}) ligger efter till ({last}). Byt plats på åren.",
                f"From ({first}) is after to ({last}). Let the years change places.",
            )
        )
        return Span()
    return Span(first, last)


def _year(params: Params, name: str, complaints: list[Complaint]) -> int | None:
    said = (params.one(name) or "").strip()
    if said.isascii() and said.isdigit() and len(said) <= len(str(_FAR)):
        return int(said)
    if said:
        sv, en = "är inget årtal. Skriv till exempel 2019.", "is no year. Write for example 2019."
        complaints.append(Complaint(f"”{said[:40]}” {sv}", f"“{said[:40]}” {en}"))
    return None


def _no_order(order: str, orders: Sequence[str]) -> Complaint:
    known = ", ".join(orders)
    if not known:
        return Complaint("Listan har bara en ordning.", "The list has only one order.")
    return Complaint(
        f"Listan kan inte ordnas efter ”{order[:40]}”. Den kan ordnas efter: {known}.",
        f"The list can't be sorted by “{order[:40]}”. It can be sorted by: {known}.",
    )


def _unknown(params: Params, facets: Facets) -> list[Complaint]:
    ours = {each.word for each in facets.values} | {each.word + end for each in facets.years for end in (FROM, TO)}
    strange = sorted(params.names() - ours - RESERVED)
    known = ", ".join(sorted(ours))
    if not strange:
        return []
    said = ", ".join(f"”{name[:40]}”" for name in strange[:3])
    told = ", ".join(f"“{name[:40]}”" for name in strange[:3])
    if not known:
        return [Complaint(f"Listan går inte att välja ur efter {said}.", f"The list can't be narrowed by {told}.")]
    return [
        Complaint(
            f"Listan går inte att välja ur efter {said}. Det går efter: {known}.",
            f"The list can't be narrowed by {told}. It can by: {known}.",
        )
    ]
