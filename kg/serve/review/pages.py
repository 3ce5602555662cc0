"""The stewards' pages: the queue, a submission beside what is published, and the decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date

from flask import Blueprint, Response

from kg.errors import BadInput, BadRequest, Conflict, KgError, Refused, Unavailable
from kg.inbox.values import Publication, Revision, Session, State, Submission
from kg.query.question import Engine
from kg.rdf.findings import counted, from_json, violations
from kg.serve.checking.findings import all_shown
from kg.serve.handing import status
from kg.serve.handing.status import Status
from kg.serve.handing.where import examiners_of, inbox_of
from kg.serve.http import private, respond
from kg.serve.http.bodies import posted
from kg.serve.http.problems import findings_of, sentence
from kg.serve.http.refusals import Signpost
from kg.serve.lists.listing import Listings
from kg.serve.review import comparing, deciding, duplicates, in_force, session
from kg.serve.review.comparing import Difference
from kg.serve.review.deciding import Bench, Choice
from kg.serve.review.duplicates import Suspect
from kg.serve.thing import reading
from kg.serve.visit import Visit
from kg.serve.words import pick

_PAGE = 50
_NEVER = "-"


@dataclass(frozen=True)
class Reviewed:
    """One record of a submission as a steward sees it."""

    revision: Revision
    turtle: str
    before: str
    seen: str
    is_new: bool
    is_stale: bool
    difference: Difference
    suspects: tuple[Suspect, ...]


def queue(visit: Visit, steward: Session) -> Response:
    """The submissions in one state, latest first, and how publishing goes."""
    if not visit.path.endswith("/"):
        return private.see(visit, "review/")
    inbox = inbox_of(visit)
    chosen = _state(visit.params.one("state"))
    before = visit.params.one("before")
    rows = inbox.listed([chosen], limit=_PAGE + 1, before=int(before) if before and before.isdecimal() else None)
    return private.page(
        visit,
        "review_queue.html",
        {
            "steward": steward,
            "rows": rows[:_PAGE],
            "more": rows[_PAGE - 1][0].number if len(rows) > _PAGE else None,
            "chosen": chosen.value,
            "counts": [(state.value, _state_words(visit)[state], count) for state, count in inbox.counts().items()],
            "publication": publication(visit),
        },
        title=visit.say("Granska"),
    )


def publication(visit: Visit) -> dict[str, object]:
    """What a steward should know of publishing: what waits to be, why it can't be, which files are in conflict."""
    inbox = inbox_of(visit)
    last = inbox.last_publication()
    unpublished = [each.key for each in inbox.standings() if last is None or last.at <= each.accepted_at]
    return {
        "problem": _problem(visit, last),
        "conflicts": all_shown((from_json(each) for each in (last.conflicts if last else ())), visit.lang),
        "unpublished": unpublished if last is None or last.release is None else [],
    }


def _problem(visit: Visit, last: Publication | None) -> dict[str, object] | None:
    if last is None or last.problem is None:
        return None
    message, findings = last.problem["message"], last.problem.get("findings")
    said = message if isinstance(message, Mapping) else {}
    found = [from_json(each) for each in findings] if isinstance(findings, list) else []
    return {"at": last.at, "message": said.get(visit.lang, ""), "findings": all_shown(found, visit.lang)}


class Reviewing:
    """The page of one submission and what is decided there; lists of things are made once a release."""

    def __init__(self, listings: Listings) -> None:
        self._listings = listings

    def show(self, visit: Visit, steward: Session, number: int) -> Response:
        """A submission beside what is in force."""
        return self._page(visit, steward, _read(visit, number), {}, None)

    def decide(self, visit: Visit, steward: Session, number: int) -> Response:
        """Do what the steward says; a refusal gives the page back with what was written still there."""
        fields = posted(visit).fields
        session.must_prove(visit, steward, fields.get("proof", ""))
        found = _read(visit, number)
        try:
            _decided(visit, steward, found, fields)
        except (Refused, BadInput, Conflict, Unavailable) as wrong:
            if isinstance(wrong, BadRequest):
                raise
            return self._page(visit, steward, _read(visit, number), fields, wrong)
        return private.see(visit, f"review/{number}")

    def _page(
        self, visit: Visit, steward: Session, found: Status, fields: Mapping[str, str], wrong: KgError | None
    ) -> Response:
        submission, waits = found.submission, found.submission.state is State.WAITING
        records = [self._reviewed(visit, found, each, fields) for each in found.revisions]
        return private.page(
            visit,
            "review_submission.html",
            {
                "steward": steward,
                "submission": submission,
                "status": found,
                "state": _state_words(visit)[submission.state],
                "verdicts": status.verdicts(visit),
                "contact": inbox_of(visit).contact(submission.receipt),
                "organisation": _organisation(visit, submission),
                "records": records,
                "same": duplicates.waiting(inbox_of(visit), submission, [each.key for each in found.revisions]),
                "findings": all_shown(found.findings, visit.lang),
                "counted": counted(found.findings, visit.lang),
                "waits": waits,
                "stops": bool(violations(found.findings)),
                "ground_needed": deciding.needs_ground(found.findings),
                "stale": any(each.is_stale for each in records),
                "written": fields,
                "wrong": sentence(visit, wrong) if wrong else "",
                "wrong_findings": all_shown(findings_of(wrong), visit.lang) if wrong else [],
                "publication": publication(visit),
            },
            title=visit.say("Inlämning {number}", {"number": submission.number}),
            status=wrong.status if wrong else 200,
        )

    def _reviewed(self, visit: Visit, found: Status, revision: Revision, fields: Mapping[str, str]) -> Reviewed:
        base, engine = visit.site.base, visit.edition.engine
        before = in_force.of(revision.key, inbox_of(visit), engine, base)
        proposed = [quad.triple for quad in in_force.read_record(revision.key, revision.in_force, base).quads]
        waits = found.submission.state is State.WAITING
        old = before.triples if before else ()
        return Reviewed(
            revision=revision,
            turtle=fields.get(f"turtle:{revision.key}") or revision.in_force,
            before=in_force.written(old, base) if old else "",
            seen=before.digest if before else _NEVER,
            is_new=before is None,
            is_stale=waits and deciding.stale(revision, before.digest if before else None),
            difference=comparing.compare(visit, old, proposed),
            suspects=duplicates.suspects(visit, self._listings, revision.key, proposed) if waits and not old else (),
        )


def _organisation(visit: Visit, submission: Submission) -> Signpost | None:
    """The organisation that handed it in, by its name."""
    iri = submission.organisation
    path = visit.site.base.path_of(iri) if iri else None
    if iri is None or path is None:
        return None
    return Signpost(pick(reading.called(visit.edition.engine, iri), visit.lang, path), path)


def _decided(visit: Visit, steward: Session, found: Status, fields: Mapping[str, str]) -> None:
    submission, inbox = found.submission, inbox_of(visit)
    action = fields.get("action", "")
    if action == "reject":
        inbox.reject(submission.receipt, steward.account, fields.get("reason", ""), submission.shapes_version)
    elif action == "accept":
        deciding.accept(bench_of(visit, visit.edition.engine), submission, _choice(steward, found, fields))
    else:
        raise BadRequest("Say accept or reject.", message_sv="Säg accept eller reject.")


def bench_of(visit: Visit, engine: Engine) -> Bench:
    """What deciding takes."""
    return Bench(inbox_of(visit), examiners_of(visit), engine, visit.site.base, _today(visit))


def _today(visit: Visit) -> date:
    return inbox_of(visit).clock().astimezone(UTC).date()


def _choice(steward: Session, found: Status, fields: Mapping[str, str]) -> Choice:
    seen: dict[str, str | None] = {}
    edited: dict[str, str] = {}
    for each in found.revisions:
        said = fields.get(f"seen:{each.key}")
        if said is not None:
            seen[each.key] = None if said == _NEVER else said
        turtle = fields.get(f"turtle:{each.key}", "").replace("\r\n", "\n").strip()
        if turtle and turtle != each.turtle.strip():
            edited[each.key] = turtle + "\n"
    return Choice(
        steward.account,
        seen,
        edited,
        reason=fields.get("note"),
        ground=fields.get("ground"),
        despite_conflict=fields.get("despite") == "yes",
    )


def file(visit: Visit, steward: Session, number: int) -> Response:
    """What was handed in, byte for byte; to be saved, never shown."""
    submission = inbox_of(visit).numbered(number)
    body = inbox_of(visit).body(submission.receipt)
    response = Response([body], content_type="application/octet-stream", direct_passthrough=True)
    response.headers["Content-Length"] = str(len(body))
    response.headers.set("Content-Disposition", "attachment", filename=f"inlamning-{number}{_suffix(submission)}")
    return respond.dressed(visit, response)


def _suffix(submission: Submission) -> str:
    suffix = submission.name.rpartition(".")[2]
    return f".{suffix}" if suffix.isascii() and suffix.isalnum() and len(suffix) <= 8 else ""


def _read(visit: Visit, number: int) -> Status:
    return status.read(visit, inbox_of(visit).numbered(number).receipt)


def _state(said: str | None) -> State:
    return State(said) if said in set(State) else State.WAITING


def _state_words(visit: Visit) -> dict[State, str]:
    return {
        State.WAITING: visit.say("Väntar"),
        State.ACCEPTED: visit.say("Godkänd"),
        State.REJECTED: visit.say("Avslagen"),
        State.WITHDRAWN: visit.say("Återtagen"),
        State.SUPERSEDED: visit.say("Ersatt"),
    }


def blueprint(listings: Listings) -> Blueprint:
    """The routes of the review pages."""
    routes = Blueprint("review", __name__)
    read = ["GET", "HEAD", "OPTIONS"]
    reviewing = Reviewing(listings)
    routes.add_url_rule("/review/login", "login", session.log_in_page, methods=read)
    routes.add_url_rule("/review/login", "log_in", session.log_in, methods=["POST"])
    routes.add_url_rule("/review/logout", "log_out", session.stewards_only(session.log_out), methods=["POST"])
    guarded = session.stewards_only
    routes.add_url_rule("/review", "bare", guarded(queue), methods=read)
    routes.add_url_rule("/review/", "queue", guarded(queue), methods=read)
    routes.add_url_rule("/review/<int:number>", "show", guarded(reviewing.show), methods=read)
    routes.add_url_rule("/review/<int:number>", "decide", guarded(reviewing.decide), methods=["POST"])
    routes.add_url_rule("/review/<int:number>/file", "file", guarded(file), methods=read)
    return routes
