"""How what was taken down is known in the inbox: in records as statements, in reports and drafts as text, in bytes."""

import json
from dataclasses import dataclass

from kg.errors import BadSyntax
from kg.inbox import redact
from kg.inbox.inbox import Inbox
from kg.parse.record import Record, parse
from kg.parse.workbook.texts import every_text
from kg.rdf.canonical import digest, lines
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import write
from kg.rdf.iris import Base, Owner
from kg.release.takedown.withheld import Withheld
from kg.release.walk import parsed
from kg.validate.raw_texts import raw_texts

_ZIP = b"PK\x03\x04"


def clean_inbox(inbox: Inbox, withheld: Withheld, base: Base) -> int:
    """Take it out of everything that is kept there; give how many hand-ins held any of it."""
    return redact.redact(inbox, _Cleaner(withheld, base))


@dataclass(frozen=True)
class _Cleaner:
    withheld: Withheld
    base: Base

    def text(self, text: str) -> str:
        if text[:1] not in "{[":
            return self.withheld.cleaned(text, in_finding=True)
        try:
            said = json.loads(text)
        except ValueError:
            return self.withheld.cleaned(text, in_finding=True)
        clean = self.withheld.cleaned_json(said, in_finding=True)
        return text if clean == said else json.dumps(clean, ensure_ascii=False)

    def body_holds(self, name: str, media_type: str | None, body: bytes) -> bool:
        try:
            texts = [*raw_texts(name, body), *(every_text(body, name) if body.startswith(_ZIP) else ())]
        except BadSyntax:
            return True  # Nobody can say that it doesn't.
        return any(self.withheld.holds(text) for _, text in texts)

    def record(self, key: str, turtle: str) -> tuple[str, str] | None:
        if not turtle:
            return None
        kind, _, slug = key.partition("/")
        if self.withheld.takes_record(key):
            return "", digest("")
        try:
            record = parse(turtle.encode(), f"{key}.ttl", Owner(kind, slug), base=self.base, form=TURTLE)
        except BadSyntax:
            return ("", digest("")) if self.withheld.holds(turtle) else None
        return self._without(record)

    def _without(self, record: Record) -> tuple[str, str] | None:
        said = lines(record.quads)
        taken = self.withheld.taken(said)
        if not taken:
            return None
        kept = [line for line in said if line not in taken]
        turtle = write([quad.triple for quad in parsed(kept)], TURTLE, base_iri=self.base.iri).decode() if kept else ""
        return turtle, digest("".join(kept))
