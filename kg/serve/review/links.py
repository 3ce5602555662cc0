"""The stewards' page of links that wait for people: why each waits, and a yes or a no with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from flask import Response

from kg.errors import BadInput, BadRequest, Conflict, KgError
from kg.inbox.links import LinkDecision, NewDecision, Verdict, decide, decided
from kg.inbox.values import Session
from kg.rdf.namespaces import prefixes
from kg.serve.handing.where import inbox_of
from kg.serve.http import private
from kg.serve.http.bodies import posted
from kg.serve.http.problems import sentence
from kg.serve.review import queue, session
from kg.serve.visit import Visit
from kg.serve.words import alphabetical, pick


@dataclass(frozen=True)
class Held:
    """A link that waits: what is to be linked to what, how, why it waits, and how alike they are."""

    id: str
    authority: str
    subject: str
    predicate: str
    object: str
    label: str
    object_label: str
    why: str
    confidence: str
    said: str
    """The property by its short name, as data has it."""
    named: str
    """The property in words."""


def show(visit: Visit, steward: Session) -> Response:
    """The links that wait, by authority, then in alphabetical order."""
    return _page(visit, steward, {}, None)


def say(visit: Visit, steward: Session) -> Response:
    """Do what the steward says of one link; a refusal gives the page back with what was written still there."""
    fields = posted(visit).fields
    session.must_prove(visit, steward, fields.get("proof", ""))
    try:
        _say(visit, steward, fields)
    except (BadInput, Conflict) as wrong:
        if isinstance(wrong, BadRequest):
            raise
        return _page(visit, steward, fields, wrong)
    return private.see(visit, "review/links")


def waiting(visit: Visit) -> list[Held]:
    """The links that the release holds and nobody has decided on since."""
    settled = {_pair(each) for each in decided(inbox_of(visit))}
    held = (_held(visit, each) for each in cast("Sequence[Mapping[str, str]]", visit.edition.links.get("held", ())))
    left = [each for each in held if (each.authority, each.subject, each.predicate, each.object) not in settled]
    return sorted(left, key=lambda each: (each.authority, alphabetical(each.label)))


def count(visit: Visit) -> int:
    """How many links wait."""
    return len(waiting(visit))


def _say(visit: Visit, steward: Session, fields: Mapping[str, str]) -> None:
    action = fields.get("action", "")
    if action not in ("accept", "reject"):
        raise BadRequest("Say accept or reject.", message_sv="Säg accept eller reject.")
    one = next((each for each in waiting(visit) if each.id == fields.get("id")), None)
    if one is None:
        raise Conflict(
            "That link no longer waits: somebody else has decided on it. Look at the list again.",
            message_sv="Den länken väntar inte längre: någon annan har beslutat om den. Se listan på nytt.",
        )
    verdict: Verdict = "accept" if action == "accept" else "reject"
    decide(
        inbox_of(visit),
        steward.account,
        NewDecision(
            one.authority,
            one.subject,
            one.predicate,
            one.object,
            verdict,
            fields.get("reason", ""),
            one.label,
            one.object_label,
        ),
    )


def _page(visit: Visit, steward: Session, written: Mapping[str, str], wrong: KgError | None) -> Response:
    return private.page(
        visit,
        "review_links.html",
        {
            "steward": steward,
            "held": waiting(visit),
            "written": written,
            "wrong": sentence(visit, wrong) if wrong else "",
            "publication": queue.publication(visit),
        },
        title=visit.say("Länkar som väntar"),
        status=wrong.status if wrong else 200,
    )


def _held(visit: Visit, said: Mapping[str, str]) -> Held:
    known = prefixes(visit.site.base.iri)
    short = next(
        (f"{p}:{said['predicate'][len(iri) :]}" for p, iri in known.items() if said["predicate"].startswith(iri)), ""
    )
    return Held(
        id=said["id"],
        authority=said["authority"],
        subject=said["subject"],
        predicate=said["predicate"],
        object=said["object"],
        label=said["label"] or said["subject"],
        object_label=said["object_label"] or said["object"],
        why=said["sv" if visit.lang == "sv" else "en"],
        confidence=said["confidence"],
        said=short or said["predicate"],
        named=pick(visit.edition.model.term_label(said["predicate"]), visit.lang),
    )


def _pair(decision: LinkDecision) -> tuple[str, str, str, str]:
    return decision.authority, decision.subject, decision.predicate, decision.object
