"""Know again what was taken down, from the log's keyed digests alone: in statements, in texts, in what is handed in.

A number of a person is known however it is written, a text by its words in a row whatever stands between them: so an
address is known in an IRI too. Nothing here holds what it looks for.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from kg.inbox.redactions import Entry
from kg.rdf.iris import Base, slug
from kg.release.walk import parsed
from kg.sweden import personnummer, telephones
from kg.sweden.lookalikes import readings

REMOVED = "borttaget"
"""What stands in the place of a removed text where a text must stand."""

RECORD, STATEMENT, WORDS, NUMBER, TELEPHONE = "record", "statement", "words", "number", "telephone"
_WORD = re.compile(r"[^\W_]+")
_LAST_DIGITS = 9
_SLOW = 2**14
_SHORT, _MOST_KEPT = 200, 200_000


@dataclass(frozen=True)
class Marks:
    """How to write down, and know again, what must not be written down: digests under a key that lies with the log."""

    key: bytes = field(repr=False)

    def quick(self, text: str) -> str:
        """A keyed digest; for words, of which there are many to look at."""
        return hashlib.blake2b(text.encode(), key=self.key, digest_size=20).hexdigest()

    def slow(self, text: str) -> str:
        """One that costs time to try, for what there are few of: numbers, and values of a known property."""
        return hashlib.scrypt(text.encode(), salt=self.key, n=_SLOW, r=8, p=1, dklen=20).hex()

    def of_text(self, text: str, *, in_findings_only: bool = False) -> Entry | None:
        """The entry for a text: a number, a telephone number, or words in a row; None for a text without words."""
        plain = text.strip()
        for number in personnummer.find(plain):
            if (number.start, number.end) == (0, len(plain)):
                return {"what": NUMBER, "digest": self.slow(_number(plain))}
        for telephone in telephones.find(plain):
            if (telephone.start, telephone.end) == (0, len(plain)):
                return {"what": TELEPHONE, "digest": self.slow(_telephone(plain))}
        words = [word for word, _, _ in _words(plain)]
        if not words:
            return None
        only = {"in_findings_only": True} if in_findings_only else {}
        return {"what": WORDS, "count": len(words), "digest": self.quick(" ".join(words)), **only}

    def of_statement(self, subject: str, predicate: str, value: NamedNode | Literal | None) -> Entry:
        """The entry for a statement; without a value, for every value of the property there."""
        said = None if value is None else self.slow(f"<{subject}> <{predicate}> {value}")
        return {"what": STATEMENT, "subject": self.quick(subject), "predicate": predicate, "object": said}


class Withheld:
    """What was taken down, to be looked for."""

    def __init__(self, entries: Iterable[Entry], marks: Marks, base: Base) -> None:
        self._marks, self._base = marks, base
        self._records: set[str] = set()
        self._statements: dict[str, list[tuple[str, str | None]]] = {}
        self._numbers: set[str] = set()
        self._telephones: set[str] = set()
        self._words: dict[int, set[str]] = {}
        self._in_findings: dict[int, set[str]] = {}
        self._seen: dict[str, bool] = {}
        for entry in entries:
            self._take(entry)

    def _take(self, entry: Entry) -> None:
        what = entry["what"]
        if what == RECORD:
            self._records.add(str(entry["key"]))
        elif what == STATEMENT:
            value = entry["object"]
            said = (str(entry["predicate"]), None if value is None else str(value))
            self._statements.setdefault(str(entry["subject"]), []).append(said)
        elif what == NUMBER:
            self._numbers.add(str(entry["digest"]))
        elif what == TELEPHONE:
            self._telephones.add(str(entry["digest"]))
        else:
            kept = self._in_findings if entry.get("in_findings_only") else self._words
            kept.setdefault(int(str(entry["count"])), set()).add(str(entry["digest"]))

    def __bool__(self) -> bool:
        """Whether anything was ever taken down."""
        return bool(
            self._records or self._statements or self._numbers or self._telephones or self._words or self._in_findings
        )

    def takes_record(self, key: str) -> bool:
        """Whether the record of that key was taken down whole."""
        return key in self._records

    def taken(self, lines: Sequence[str]) -> set[str]:
        """Those of the N-Quads lines that were taken down."""
        quads = parsed(lines)
        named = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
        subjects = {subject: self._about(subject) for subject in named}
        return {line for line, quad in zip(lines, quads, strict=True) if self._takes(quad, subjects)}

    def _takes(self, quad: Quad, subjects: dict[str, tuple[bool, list[tuple[str, str | None]]]]) -> bool:
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            return False
        whole, some = subjects[quad.subject.value]
        return whole or self.holds(quad.object.value) or any(self._is(quad, said) for said in some)

    def _about(self, subject: str) -> tuple[bool, list[tuple[str, str | None]]]:
        """Whether everything said of a subject was taken down, and else which statements."""
        if self._records:
            owner = self._base.owner_of(subject)
            if owner is not None and f"{owner.kind}/{owner.slug}" in self._records:
                return True, []
        some = self._statements.get(self._marks.quick(subject), []) if self._statements else []
        return self.holds(subject), some

    def _is(self, quad: Quad, said: tuple[str, str | None]) -> bool:
        predicate, digest = said
        if quad.predicate.value != predicate:
            return False
        return digest is None or self._marks.slow(f"{quad.subject} {quad.predicate} {quad.object}") == digest

    def holds(self, text: str) -> bool:
        """Whether a text, a literal's or an IRI, holds something that was taken down."""
        known = self._seen.get(text)
        if known is None:
            known = any(True for _ in self._spans(text, self._words))
            if len(text) <= _SHORT and len(self._seen) < _MOST_KEPT:
                self._seen[text] = known
        return known

    def cleaned(self, text: str, *, in_finding: bool = False) -> str:
        """The text with what was taken down out of it; `in_finding` also the values of removed statements."""
        kinds = [self._words, self._in_findings] if in_finding else [self._words]
        spans = sorted({span for words in kinds for span in self._spans(text, words)}, reverse=True)
        least = len(text)
        for start, end in spans:
            if end <= least:
                text, least = text[:start] + REMOVED + text[end:], start
        return text

    def cleaned_json(self, said: object, *, in_finding: bool = False) -> object:
        """The same of every text in a JSON value."""
        if isinstance(said, str):
            return self.cleaned(said, in_finding=in_finding)
        if isinstance(said, dict):
            return {name: self.cleaned_json(value, in_finding=in_finding) for name, value in said.items()}
        return [self.cleaned_json(each, in_finding=in_finding) for each in said] if isinstance(said, list) else said

    def _spans(self, text: str, words: dict[int, set[str]]) -> Iterator[tuple[int, int]]:
        if self._numbers:
            for number in personnummer.find(text):
                if self._marks.slow(_number(text[number.start : number.end])) in self._numbers:
                    yield number.start, number.end
        if self._telephones:
            for telephone in telephones.find(text):
                if self._marks.slow(_telephone(text[telephone.start : telephone.end])) in self._telephones:
                    yield telephone.start, telephone.end
        if words:
            found = _words(text)
            for count, digests in words.items():
                yield from self._windows(found, count, digests)

    def _windows(
        self, found: Sequence[tuple[str, int, int]], count: int, digests: set[str]
    ) -> Iterator[tuple[int, int]]:
        for first in range(len(found) - count + 1):
            window = found[first : first + count]
            if self._marks.quick(" ".join(word for word, _, _ in window)) in digests:
                yield window[0][1], window[-1][2]


def _words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text as a short name has them, each with where it was written: `Åsa` is `asa` in an IRI."""
    plain = readings(text)[-1]
    return [
        (_as_in_names(match[0]), *plain.written(match.start(), match.end())) for match in _WORD.finditer(plain.text)
    ]


@lru_cache(maxsize=100_000)
def _as_in_names(word: str) -> str:
    return slug(word) or word


def _number(written: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", readings(written)[-1].text.upper())[-10:]


def _telephone(written: str) -> str:
    return re.sub(r"[^0-9]", "", readings(written)[-1].text)[-_LAST_DIGITS:]
