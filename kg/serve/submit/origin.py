"""What a draft was begun from: a record of a submission, for its submitter to correct or for a steward to edit."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Quad

from kg.errors import BadRequest
from kg.examine.handed import Handed
from kg.inbox import edits
from kg.inbox.inbox import Inbox
from kg.inbox.values import Revision, State, Submission
from kg.parse.answers.answers import Answers, Said, parse_answers, read_answers
from kg.parse.answers.form_model import FormModel
from kg.parse.answers.unfill import beyond, unfill
from kg.rdf.canonical import text_of
from kg.rdf.formats import NTRIPLES, TURTLE
from kg.rdf.graphs import write
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, PROV
from kg.serve.review.in_force import read_record

JSON = "application/json"


@dataclass(frozen=True)
class Origin:
    """The submission by receipt, and its record by key; `reason` is why a steward said no to it.

    What the form can't hold of the record is `beyond`, as N-Triples. A steward's edit has the submission's `number`.
    """

    receipt: str
    key: str | None = None
    reason: str | None = None
    number: int | None = None
    beyond: str = ""

    def as_json(self) -> dict[str, object]:
        """The origin as plain values."""
        return {
            "supersedes": self.receipt,
            "key": self.key,
            "reason": self.reason,
            "number": self.number,
            "beyond": self.beyond,
        }


def origin_in(said: Mapping[str, object]) -> Origin | None:
    """The origin that `as_json` wrote."""
    receipt, key, reason, number = said.get("supersedes"), said.get("key"), said.get("reason"), said.get("number")
    if not isinstance(receipt, str):
        return None
    return Origin(
        receipt,
        key if isinstance(key, str) else None,
        reason if isinstance(reason, str) else None,
        number if isinstance(number, int) else None,
        str(said.get("beyond") or ""),
    )


@dataclass(frozen=True)
class Begun:
    """The answers of a record that was handed in, and the statements that they can't hold."""

    answers: Answers
    beyond: tuple[Quad, ...] = ()

    @property
    def beyond_lines(self) -> str:
        """The statements that the answers can't hold, as N-Triples."""
        return write([each.triple for each in self.beyond], NTRIPLES, base_iri="").decode() if self.beyond else ""


def answers_of(revision: Revision, submission: Submission, inbox: Inbox, model: FormModel, base: Base) -> Begun:
    """The answers that a record was made of, as they were kept; those that make it, where it came as data."""
    kind, _, slug = revision.key.partition("/")
    if revision.answers is not None:
        return Begun(read_answers(json.loads(revision.answers), "")[0])
    if submission.media_type == JSON:
        sent = parse_answers(inbox.body(submission.receipt), "")[0]
        if sent.kind == kind and sent.slug in (None, slug):
            return Begun(sent)
    quads = read_record(revision.key, revision.turtle, base).quads
    return Begun(unfill(quads, model, base), beyond(quads, model, base))


def answers_sent(submission: Submission, inbox: Inbox, kind: str) -> Answers:
    """The answers of a submission in which no record could be read; BadRequest where it has none of that kind."""
    answers = Answers("")
    if submission.media_type == JSON:
        answers = parse_answers(inbox.body(submission.receipt), "")[0]
    if answers.kind != kind:
        raise BadRequest(
            "There are no answers of that kind in the submission. Correct the file, and hand it in again.",
            message_sv="Det finns inga svar av det slaget i inlämningen. Rätta filen, och lämna in den igen.",
        )
    return answers


def in_the_submission(
    answers: Answers, revision: Revision, others: Sequence[str], source_kind: str, base: Base
) -> Answers:
    """The answers of a record as a part of its submission: under its own name, and with the source that they describe
    named where that is a record beside."""
    named = replace(answers, slug=revision.key.partition("/")[2])
    if not answers.source or source_kind in answers.source:
        return named
    quads = read_record(revision.key, revision.turtle, base).quads
    used = {base.path_of(text_of(q.object)) for q in quads if q.predicate in (DCTERMS.source, PROV.hadPrimarySource)}
    beside = [key for key in others if key in used and key.partition("/")[0] == source_kind]
    return replace(named, source={source_kind: Said(beside[0])}) if len(beside) == 1 else named


def proposed(inbox: Inbox, receipt: str) -> dict[str, str]:
    """The records of a submission that wait, as Turtle: as stewards have edited them, where they have."""
    edited = edits.of(inbox, receipt)
    return {
        each.key: edited[each.key].turtle if each.key in edited else each.turtle
        for each in inbox.revisions(receipt)
        if each.waits
    }


def part(revision: Revision) -> Handed:
    """A record as one part of several that are handed in: as it was answered, where it was."""
    if revision.answers is not None:
        return Handed(f"{revision.key}.json", revision.answers.encode(), JSON)
    return as_turtle(revision.key, revision.turtle)


def as_turtle(key: str, turtle: str) -> Handed:
    """A record in our own writing, as one part of several."""
    return Handed(f"{key}.ttl", turtle.encode(), TURTLE.media_type)


def waiting(inbox: Inbox, origin: Origin) -> list[Revision]:
    """The other records of the submission that wait beside this one: they come along when it is corrected."""
    revisions = inbox.revisions(origin.receipt)
    if not any(each.waits and each.key == origin.key for each in revisions):
        return []
    return [each for each in revisions if each.waits and each.key != origin.key]


def replaced(inbox: Inbox, origin: Origin) -> str | None:
    """The receipt of the submission whose place a correction takes: not of one that waits on without the record."""
    waits = inbox.submission(origin.receipt).state is State.WAITING
    decided = any(each.key == origin.key and not each.waits for each in inbox.revisions(origin.receipt))
    return None if waits and decided else origin.receipt
