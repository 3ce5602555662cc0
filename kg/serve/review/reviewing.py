"""The page of one submission: each record beside what is in force, and what the steward decides of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from flask import Response

from kg.errors import BadInput, BadRequest, Conflict, KgError, Refused, Unavailable
from kg.examine.handed import Handed
from kg.inbox import edits
from kg.inbox.values import Edit, Revision, Session, State, Submission
from kg.query.question import Engine
from kg.rdf.canonical import digest
from kg.rdf.findings import Finding, counted, violations
from kg.serve.checking.fields import shown_at_fields
from kg.serve.checking.findings import all_shown
from kg.serve.handing import telling
from kg.serve.handing.named import name_in
from kg.serve.handing.telling import Status
from kg.serve.handing.where import examiners_of, inbox_of
from kg.serve.http import private
from kg.serve.http.bodies import posted
from kg.serve.http.problems import findings_of, sentence
from kg.serve.http.refusals import Signpost
from kg.serve.lists.listing import Listings
from kg.serve.review import comparing, deciding, duplicates, in_force, queue, session
from kg.serve.review.bench import Bench, needs, text_of
from kg.serve.review.comparing import Difference
from kg.serve.review.deciding import Choice
from kg.serve.review.duplicates import Suspect
from kg.serve.submit.origin import JSON, as_turtle
from kg.serve.thing import reading
from kg.serve.visit import Visit
from kg.serve.words import pick

_NEVER = "-"
_SAID = ("accept", "reject", "later")


@dataclass(frozen=True)
class Reviewed:
    """One record of a submission as a steward sees it; `edit` is what a steward has made of it before the decision."""

    revision: Revision
    name: str
    word: str
    turtle: str
    proposed: str
    before: str
    seen: str
    is_new: bool
    is_stale: bool
    difference: Difference
    suspects: tuple[Suspect, ...]
    faults: int
    needs: tuple[Revision, ...]
    edit: Edit | None = None
    edited: Difference | None = None

    @property
    def waits(self) -> bool:
        """Whether nothing is decided of it."""
        return self.revision.waits

    @property
    def version(self) -> str:
        """What tells the text that the steward sees from later ones."""
        return digest(self.proposed)

    @property
    def text_version(self) -> str:
        """What tells the text in the box from what a steward makes of it by hand."""
        return digest(self.proposed.strip())

    @property
    def turtle_is_changed(self) -> bool:
        """Whether a steward has changed it by hand, on a page that was given back."""
        return self.turtle.replace("\r\n", "\n").strip() != self.proposed.strip()


class Reviewing:
    """The page of one submission and what is decided there; lists of things are made once a release."""

    def __init__(self, listings: Listings) -> None:
        self._listings = listings

    def show(self, visit: Visit, steward: Session, number: int) -> Response:
        """A submission beside what is in force."""
        return self._page(visit, steward, read(visit, number), {}, None)

    def decide(self, visit: Visit, steward: Session, number: int) -> Response:
        """Do what the steward says; a refusal gives the page back with what was written still there."""
        fields = posted(visit).fields
        session.must_prove(visit, steward, fields.get("proof", ""))
        found = read(visit, number)
        try:
            _decided(visit, steward, found, fields)
        except (Refused, BadInput, Conflict, Unavailable) as wrong:
            if isinstance(wrong, BadRequest):
                raise
            return self._page(visit, steward, read(visit, number), fields, wrong)
        return private.see(visit, f"review/{number}")

    def _page(
        self, visit: Visit, steward: Session, found: Status, fields: Mapping[str, str], wrong: KgError | None
    ) -> Response:
        submission, waits = found.submission, found.submission.state is State.WAITING
        edited = edits.of(inbox_of(visit), submission.receipt) if waits else {}
        findings, again = _findings(visit, found, edited)
        records = [self._reviewed(visit, found, each, fields, edited, findings) for each in found.revisions]
        return private.page(
            visit,
            "review_submission.html",
            {
                "steward": steward,
                "submission": submission,
                "status": found,
                "state": _state(visit, found),
                "verdicts": telling.verdicts(visit),
                "contact": inbox_of(visit).contact(submission.receipt),
                "organisation": _organisation(visit, submission),
                "records": records,
                "waiting": [each for each in records if each.waits],
                "forms": {each.name for each in visit.edition.model.kinds},
                "same": duplicates.waiting(inbox_of(visit), submission, [each.key for each in found.revisions]),
                "findings": shown_at_fields(visit, findings),
                "again": again,
                "counted": counted(findings, visit.lang),
                "waits": waits,
                "stops": bool(violations(findings)),
                "ground_needed": deciding.needs_ground(findings),
                "stale": any(each.is_stale for each in records),
                "written": fields,
                "wrong": sentence(visit, wrong) if wrong else "",
                "wrong_findings": all_shown(findings_of(wrong), visit.lang) if wrong else [],
                "publication": queue.publication(visit),
            },
            title=visit.say("Inlämning {number}", {"number": submission.number}),
            status=wrong.status if wrong else 200,
        )

    def _reviewed(
        self,
        visit: Visit,
        found: Status,
        revision: Revision,
        fields: Mapping[str, str],
        edited: Mapping[str, Edit],
        findings: Sequence[Finding],
    ) -> Reviewed:
        base, key, bench = visit.site.base, revision.key, bench_of(visit, visit.edition.engine)
        before = in_force.of(key, bench.inbox, bench.engine, base)
        text = text_of(revision, edited)
        proposed = [quad.triple for quad in in_force.read_record(key, text, base).quads]
        sent = [quad.triple for quad in in_force.read_record(key, revision.turtle, base).quads]
        old = before.triples if before else ()
        record = base.iri_of(f"record/{key}")
        return Reviewed(
            revision=revision,
            name=name_in(proposed, visit, key),
            word=telling.record_words(visit, revision),
            turtle=fields.get(f"turtle:{key}") or text,
            proposed=text,
            before=in_force.written(old, base) if old else "",
            seen=before.digest if before else _NEVER,
            is_new=before is None,
            is_stale=revision.waits and deciding.stale(revision, before.digest if before else None),
            difference=comparing.compare(visit, old, proposed),
            suspects=duplicates.suspects(visit, self._listings, key, proposed) if revision.waits and not old else (),
            faults=len(violations(tuple(each for each in findings if each.record == record))),
            needs=needs(bench, text, key, found.revisions) if revision.waits else (),
            edit=edited.get(key),
            edited=comparing.compare(visit, sent, proposed) if key in edited else None,
        )


def read(visit: Visit, number: int) -> Status:
    """Everything about the submission of that number."""
    return telling.read(visit, inbox_of(visit).numbered(number).receipt)


def bench_of(visit: Visit, engine: Engine) -> Bench:
    """What deciding takes."""
    return Bench(inbox_of(visit), examiners_of(visit), engine, visit.site.base, _today(visit))


def _today(visit: Visit) -> date:
    return inbox_of(visit).clock().astimezone(UTC).date()


def _findings(visit: Visit, found: Status, edited: Mapping[str, Edit]) -> tuple[Sequence[Finding], bool]:
    """What was found when it was handed in; what is found now where a steward has edited it, if it can be checked."""
    if not edited:
        return found.findings, False
    waiting = [each for each in found.revisions if each.waits]
    try:
        examined = examiners_of(visit).examine([_part(each, edited) for each in waiting], by_steward=True)
    except KgError:
        return found.findings, False
    # What couldn't be read of answers isn't in the records that were made of them.
    left = {visit.site.base.iri_of(f"record/{each.key}") for each in waiting if each.key not in edited}
    unread = [each for each in found.findings if each.shape is None and each.record in left]
    return tuple(dict.fromkeys((*unread, *examined.findings))), True


def _part(revision: Revision, edited: Mapping[str, Edit]) -> Handed:
    edit = edited.get(revision.key)
    if edit is None or edit.beyond:
        return as_turtle(revision.key, text_of(revision, edited))
    return Handed(f"{edit.key}.json", edit.answers.encode(), JSON)


def _organisation(visit: Visit, submission: Submission) -> Signpost | None:
    """The organisation that handed it in, by its name."""
    iri = submission.organisation
    path = visit.site.base.path_of(iri) if iri else None
    if iri is None or path is None:
        return None
    return Signpost(pick(reading.called(visit.edition.engine, iri), visit.lang, path), path)


def _state(visit: Visit, found: Status) -> str:
    """Where the submission stands, in a word or two."""
    if found.is_partly:
        return telling.in_words(visit, found)[0]
    return queue.state_words(visit)[found.submission.state]


def _decided(visit: Visit, steward: Session, found: Status, fields: Mapping[str, str]) -> None:
    submission, inbox = found.submission, inbox_of(visit)
    action, _, key = fields.get("action", "").partition(":")
    if action == "reject":
        inbox.reject(submission.receipt, steward.account, fields.get("reason", ""), submission.shapes_version)
    elif action in ("accept", "decide"):
        bench = bench_of(visit, visit.edition.engine)
        deciding.accept(bench, submission, _choice(steward, found, fields, each=action == "decide"))
    elif action == "drop":
        edits.drop(inbox, submission.receipt, key)
    else:
        raise BadRequest("Say accept, decide or reject.", message_sv="Säg accept, decide eller reject.")


def _choice(steward: Session, found: Status, fields: Mapping[str, str], *, each: bool) -> Choice:
    """What the steward decided: of every record that waits, or of `each` on its own."""
    seen: dict[str, str | None] = {}
    for revision in found.revisions:
        said = fields.get(f"seen:{revision.key}")
        if said is not None:
            seen[revision.key] = None if said == _NEVER else said
    decided = {key: fields.get(f"decision:{key}", "later") for key in (r.key for r in found.revisions if r.waits)}
    return Choice(
        steward.account,
        seen,
        _turtle(found, fields),
        reason=fields.get("note"),
        ground=fields.get("ground"),
        despite_conflict=fields.get("despite") == "yes",
        proposed={name.removeprefix("version:"): v for name, v in fields.items() if name.startswith("version:")},
        only=_only(decided) if each else None,
        rejected={k: fields.get(f"reason:{k}", "") for k, d in decided.items() if d == "reject"} if each else {},
    )


def _only(decided: Mapping[str, str]) -> frozenset[str]:
    if not any(said in _SAID[:2] for said in decided.values()):
        raise BadInput(
            "Choose what is to happen with at least one record.",
            message_sv="Välj vad som ska ske med minst en post.",
        )
    return frozenset(key for key, said in decided.items() if said == "accept")


def _turtle(found: Status, fields: Mapping[str, str]) -> dict[str, str]:
    """The records whose text the steward has changed by hand, as `was:` tells what it was."""
    changed: dict[str, str] = {}
    for each in found.revisions:
        text = fields.get(f"turtle:{each.key}", "").replace("\r\n", "\n").strip()
        if text and digest(text) != fields.get(f"was:{each.key}", digest(each.turtle.strip())):
            changed[each.key] = text + "\n"
    return changed
