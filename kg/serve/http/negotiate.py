"""Which of a resource's variants a client wants: media type, language and content coding by RFC 9110 §12.

Pure functions over header values. A resource states its variants as data; nothing here knows what they hold.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_RANGE = re.compile(rf"\s*(?P<type>{_WORD})(?:/(?P<subtype>{_WORD}))?\s*(?P<rest>;.*)?", re.DOTALL)
_PARAMETER = re.compile(rf"\s*;\s*(?:(?P<name>{_WORD})\s*=\s*(?P<value>{_WORD}|{_QUOTED}))?\s*")
_ELEMENT = re.compile(rf'(?:[^,"]|{_QUOTED}|")+')
_QUALITY = re.compile(r"\d{0,3}(?:\.\d*)?")
_MAX_ELEMENTS = 100


@dataclass(frozen=True)
class Variant:
    """One representation of a resource: its media type, and the extension and label its own address has."""

    media_type: str
    extension: str = ""
    label: str = ""
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def content_type(self) -> str:
        """The Content-Type to send.

        >>> Variant("text/turtle", "ttl", parameters=(("charset", "utf-8"),)).content_type
        'text/turtle; charset=utf-8'
        """
        return self.media_type + "".join(f"; {name}={value}" for name, value in self.parameters)


@dataclass(frozen=True)
class MediaRange:
    """One element of an Accept header."""

    type: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    quality: float

    @property
    def specificity(self) -> tuple[bool, bool, int]:
        """How narrow the range is: `a/b;c=d` over `a/b` over `a/*` over `*/*` (§12.5.1)."""
        return (self.type != "*", self.subtype != "*", len(self.parameters))

    def covers(self, variant: Variant) -> bool:
        """Whether the variant lies within this range."""
        type_, _, subtype = variant.media_type.partition("/")
        return (
            self.type in ("*", type_)
            and self.subtype in ("*", subtype)
            and self.parameters <= {(name, value.lower()) for name, value in variant.parameters}
        )


def media_ranges(headers: Iterable[str]) -> tuple[MediaRange, ...]:
    """The ranges of all Accept headers; an element that isn't one is passed over.

    >>> [(r.type, r.subtype, r.quality) for r in media_ranges(["text/turtle, */*;q=0.1"])]
    [('text', 'turtle', 1.0), ('*', '*', 0.1)]
    """
    found = (_media_range(element) for element in _elements(headers))
    return tuple(each for each in found if each is not None)


def best(variants: Sequence[Variant], headers: Sequence[str]) -> Variant | None:
    """The variant the client likes best; None when it takes none of them.

    No Accept, or one without a single readable range, takes anything. Equal wishes: a type named outright wins
    over one that a wildcard lets in, then the first in our order.
    """
    ranges = media_ranges(headers)
    if not ranges:
        return variants[0] if variants else None
    rated = [(*_rating(variant, ranges), -place, variant) for place, variant in enumerate(variants)]
    wanted = [each for each in rated if each[0] > 0]
    return max(wanted, key=lambda each: each[:3])[3] if wanted else None


def language(available: Sequence[str], headers: Sequence[str]) -> str:
    """The language to answer in, by RFC 4647 lookup; the first of ours when none is wished for.

    >>> language(["sv", "en"], ["da, en-GB;q=0.8, sv;q=0.5"])
    'en'
    """
    wishes = dict(_weighted(headers))
    scored = [(_language_quality(tag, wishes), -place, tag) for place, tag in enumerate(available)]
    quality, _, tag = max(scored)
    return tag if quality > 0 else available[0]


def coding(available: Sequence[str], headers: Sequence[str]) -> str:
    """The content coding to send, `identity` for none (§12.5.3); ours come in order of preference.

    >>> coding(["br", "gzip"], ["gzip, deflate, br"])
    'br'
    >>> coding(["br", "gzip"], ["gzip;q=0.5, identity"])
    'identity'
    """
    wishes = dict(_weighted(headers))
    if not wishes:
        return "identity"
    scored = [(wishes.get(name, wishes.get("*", 0.0)), -place, name) for place, name in enumerate(available)]
    plain = (wishes.get("identity", 0.001), -len(available), "identity")
    quality, _, name = max([*scored, plain])
    return name if quality > 0 else "identity"


def _rating(variant: Variant, ranges: Iterable[MediaRange]) -> tuple[float, tuple[bool, bool, int]]:
    covering = [each for each in ranges if each.covers(variant)]
    if not covering:
        return 0.0, (False, False, 0)
    specificity = max(each.specificity for each in covering)
    return max(each.quality for each in covering if each.specificity == specificity), specificity


def _media_range(element: str) -> MediaRange | None:
    found = _RANGE.fullmatch(element)
    if found is None:
        return None
    # Java's own client sends a bare `*`.
    subtype = found["subtype"] or ("*" if found["type"] == "*" else "")
    if not subtype or (found["type"] == "*" and subtype != "*"):
        return None
    read = _parameters(found["rest"] or "")
    if read is None:
        return None
    parameters, quality = read
    return MediaRange(found["type"].lower(), subtype.lower(), frozenset(parameters), quality)


def _parameters(rest: str) -> tuple[list[tuple[str, str]], float] | None:
    """The parameters that narrow a range and its weight; None when they can't be read."""
    parameters: list[tuple[str, str]] = []
    place = 0
    while place < len(rest):
        found = _PARAMETER.match(rest, place)
        if found is None:
            return None
        place = found.end()
        name, value = (found["name"] or "").lower(), _unquoted(found["value"] or "")
        if name == "q":
            # What follows the weight is an extension, not part of the range.
            quality = _quality(value)
            return None if quality is None else (parameters, quality)
        # A profile is a hint that may be passed over (RFC 6906 §3).
        if name and name != "profile":
            parameters.append((name, value.lower()))
    return parameters, 1.0


def _weighted(headers: Iterable[str]) -> list[tuple[str, float]]:
    """Simple elements with their weights, lower case, the last of equals winning."""
    weighted = []
    for element in _elements(headers):
        name, semicolon, rest = element.partition(";")
        read = _parameters(semicolon + rest)
        if read is not None and re.fullmatch(_WORD, name.strip()):
            weighted.append((name.strip().lower(), read[1]))
    return weighted


def _language_quality(tag: str, wishes: dict[str, float]) -> float:
    """The weight of the range that names the tag, or of the best range within it; `*` only where none does."""
    within = [weight for wish, weight in wishes.items() if wish == tag or wish.startswith(f"{tag}-")]
    return wishes.get(tag, max(within)) if within else wishes.get("*", 0.0)


def _elements(headers: Iterable[str]) -> list[str]:
    found = [each.strip() for header in headers for each in _ELEMENT.findall(header)]
    return [each for each in found if each][:_MAX_ELEMENTS]


def _quality(text: str) -> float | None:
    if not text or text == "." or not _QUALITY.fullmatch(text):
        return None
    return min(float(text), 1.0)


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text
