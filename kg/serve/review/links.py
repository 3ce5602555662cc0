"""The stewards' page of links that wait for people: why each waits, and a yes or a no with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from flask import Response

from kg.errors import BadInput, BadRequest, Conflict, KgError
from kg.inbox.links import LinkDecision, NewDecision, Verdict, decide, decided
from kg.inbox.values import Session
from kg.names.strength import in_words
from kg.rdf.namespaces import prefixes
from kg.serve.handing.where import inbox_of
from kg.serve.http import private
from kg.serve.http.bodies import posted
from kg.serve.http.problems import sentence
from kg.serve.review import queue, session
from kg.serve.visit import Visit
from kg.serve.words import alphabetical, pick

PER_PAGE = 50


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
    """The links that wait, by authority, then in alphabetical order, a page of them."""
    said = visit.params.one("page")
    if said is not None and not (said.isascii() and said.isdigit() and int(said[:9]) > 0 and len(said) <= 9):
        raise BadRequest(f"The page {said!r} isn't a page number.", message_sv=f"Sidan {said!r} är inget sidnummer.")
    return _page(visit, steward, waiting(visit), int(said or 1))


def say(visit: Visit, steward: Session) -> Response:
    """Do what the steward says of one link, and go on to the one that then stands in its place.

    A refusal gives the page back with what was written still there.
    """
    fields = posted(visit).fields
    session.must_prove(visit, steward, fields.get("proof", ""))
    held = waiting(visit)
    place = next((n for n, each in enumerate(held) if each.id == fields.get("id")), None)
    try:
        _say(visit, steward, fields, None if place is None else held[place])
    except (BadInput, Conflict) as wrong:
        if isinstance(wrong, BadRequest):
            raise
        return _page(visit, steward, held, _page_of(place or 0), fields, wrong)
    left = waiting(visit)
    if not left:
        return private.see(visit, "review/links")
    then = min(place or 0, len(left) - 1)
    return private.see(visit, f"review/links?page={_page_of(then)}#lank-{left[then].id}")


def waiting(visit: Visit) -> list[Held]:
    """The links that the release holds and nobody has decided on since."""
    settled = {_pair(each) for each in decided(inbox_of(visit))}
    held = (_held(visit, each) for each in cast("Sequence[Mapping[str, str]]", visit.edition.links.get("held", ())))
    left = [each for each in held if (each.authority, each.subject, each.predicate, each.object) not in settled]
    return sorted(left, key=lambda each: (each.authority, alphabetical(each.label)))


def count(visit: Visit) -> int:
    """How many links wait."""
    return len(waiting(visit))


def _page_of(place: int) -> int:
    return place // PER_PAGE + 1


def _say(visit: Visit, steward: Session, fields: Mapping[str, str], one: Held | None) -> None:
    action = fields.get("action", "")
    if action not in ("accept", "reject"):
        raise BadRequest("Say accept or reject.", message_sv="Säg accept eller reject.")
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


def _page(
    visit: Visit,
    steward: Session,
    held: Sequence[Held],
    number: int,
    written: Mapping[str, str] | None = None,
    wrong: KgError | None = None,
) -> Response:
    """One page of the links; the last where there are fewer by now."""
    pages = max(1, _page_of(len(held) - 1))
    number = min(number, pages)
    first = (number - 1) * PER_PAGE
    return private.page(
        visit,
        "review_links.html",
        {
            "steward": steward,
            "held": held[first : first + PER_PAGE],
            "first": first + 1,
            "total": len(held),
            "page_number": number,
            "pages": pages,
            "written": written or {},
            "wrong": sentence(visit, wrong) if wrong else "",
            "publication": queue.publication(visit),
        },
        title=visit.say("Länkar som väntar") + (f" ({number}/{pages})" if pages > 1 else ""),
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
        why=in_words(said["sv" if visit.lang == "sv" else "en"], visit.lang),
        confidence=said["confidence"],
        said=short or said["predicate"],
        named=pick(visit.edition.model.term_label(said["predicate"]), visit.lang),
    )


def _pair(decision: LinkDecision) -> tuple[str, str, str, str]:
    return decision.authority, decision.subject, decision.predicate, decision.object
