"""The stewards' queue: the submissions in one state, and how publishing what is accepted goes."""

from collections.abc import Callable, Mapping

from flask import Response

from kg.inbox.values import Publication, Session, State
from kg.rdf.findings import from_json
from kg.serve.checking.findings import all_shown
from kg.serve.handing.where import inbox_of
from kg.serve.http import private
from kg.serve.visit import Visit

_PAGE = 50


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
            "rows": rows[:_PAGE],
            "more": rows[_PAGE - 1][0].number if len(rows) > _PAGE else None,
            "chosen": chosen.value,
            "counts": [(state.value, state_words(visit)[state], count) for state, count in inbox.counts().items()],
            "publication": publication(visit),
            "held_links": held_links(visit),
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
