"""The stewards' queue: the submissions in one state, and how publishing what is accepted goes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Response

from kg.inbox.values import Publication, Session, State, Submission
from kg.rdf.findings import from_json
from kg.serve.checking.findings import all_shown
from kg.serve.handing.named import called
from kg.serve.handing.where import inbox_of
from kg.serve.http import private
from kg.serve.visit import Visit

_PAGE = 50
_SHOWN, _NAMED = 3, 10


@dataclass(frozen=True)
class Row:
    """A submission in the queue: its first records by name and key, and how many more it has."""

    submission: Submission
    records: tuple[tuple[str, str], ...]
    more: int


def show(visit: Visit, steward: Session, *, held_links: Callable[[Visit], int]) -> Response:
    """The submissions in one state, latest first, how publishing goes, and how many links wait."""
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
            "rows": [Row(each, _named(visit, each, keys), max(0, len(keys) - _SHOWN)) for each, keys in rows[:_PAGE]],
            "more": rows[_PAGE - 1][0].number if len(rows) > _PAGE else None,
            "chosen": chosen.value,
            "counts": [(state.value, state_words(visit)[state], count) for state, count in inbox.counts().items()],
            "publication": publication(visit),
            "held_links": held_links(visit),
        },
        title=visit.say("Granska"),
    )


def _named(visit: Visit, submission: Submission, keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The first records of a submission: what each is called, and its key."""
    if not keys:
        return ()
    revisions = inbox_of(visit).revisions(submission.receipt)[:_SHOWN]
    return tuple((called(visit, each.key, each.in_force), each.key) for each in revisions)


def publication(visit: Visit) -> dict[str, object]:
    """What a steward should know of publishing: what waits to be, why it can't be, which files are in conflict."""
    inbox = inbox_of(visit)
    last = inbox.last_publication()
    shown = inbox.standings() if last is None or last.release is None else ()
    unpublished = [each for each in shown if last is None or last.at <= each.accepted_at]
    names = [called(visit, each.key, each.turtle) for each in unpublished[:_NAMED]]
    more = len(unpublished) - len(names)
    return {
        "problem": _problem(visit, last),
        "conflicts": all_shown((from_json(each) for each in (last.conflicts if last else ())), visit.lang),
        "unpublished": [*names, visit.say("och {n} till", {"n": more})] if more else names,
    }


def _problem(visit: Visit, last: Publication | None) -> dict[str, object] | None:
    if last is None or last.problem is None:
        return None
    message, findings = last.problem["message"], last.problem.get("findings")
    said = message if isinstance(message, Mapping) else {}
    found = [from_json(each) for each in findings] if isinstance(findings, list) else []
    return {"at": last.at, "message": said.get(visit.lang, ""), "findings": all_shown(found, visit.lang)}


def _state(said: str | None) -> State:
    return State(said) if said in set(State) else State.WAITING


def state_words(visit: Visit) -> dict[State, str]:
    """What each state of a submission is called."""
    return {
        State.WAITING: visit.say("Väntar"),
        State.ACCEPTED: visit.say("Godkänd"),
        State.REJECTED: visit.say("Avslagen"),
        State.WITHDRAWN: visit.say("Återtagen"),
        State.SUPERSEDED: visit.say("Ersatt"),
    }
