"""Hand something in: have it examined, keep it, give a receipt. The one way in, for the API and for the form."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.errors import BadRequest, Refused, Unreadable
from kg.examine.handed import Examined, Handed
from kg.inbox.values import NewRevision, NewSubmission
from kg.place import Place
from kg.rdf.findings import UNREADABLE, violations
from kg.serve.handing.where import examiners_of, inbox_of
from kg.serve.http.visitors import count_hand_in
from kg.serve.review import in_force
from kg.serve.thing import reading
from kg.serve.visit import Visit
from kg.validate import personal

_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_LONGEST_ADDRESS = 254
_KEY = re.compile(r"[!-~]{1,200}")


@dataclass(frozen=True)
class Submitter:
    """Who hands in: an organisation of the graph, by path or IRI, and an address that only stewards see."""

    organisation: str | None = None
    contact: str | None = None
    idempotency_key: str | None = None
    supersedes: str | None = None


@dataclass(frozen=True)
class Beside:
    """What comes along from the submission that is corrected: records that stay as they were, and what each record was
    written from."""

    handed: tuple[Handed, ...] = ()
    parents: Mapping[str, str | None] = field(default_factory=dict)


def hand_in(
    visit: Visit, handed: Handed, submitter: Submitter, *, kind: str | None = None, beside: Beside | None = None
) -> str:
    """The receipt of what is now kept, its faults with it.

    Refused, and nothing kept, when a personal number is found in it or when it holds nothing at all; BadSyntax when it
    can't be read; TooManyTries when the visitor hands in more than is taken in. `kind` is what the rows of a sheet are,
    where it doesn't say so itself.
    """
    count_hand_in(visit)
    inbox, examiners, along = inbox_of(visit), examiners_of(visit), beside or Beside()
    checked = _checked(visit, submitter)
    earlier = inbox.earlier(_new(handed, checked, None, ()))
    if earlier is not None:
        return earlier
    examined = examiners.examine([handed, *along.handed], kind=kind)
    must_be_fit_to_keep(examined)
    return inbox.keep(_new(handed, checked, examined, _revisions(visit, examined, along.parents)))


def must_be_fit_to_keep(examined: Examined) -> None:
    """Refused for what must not be kept, and for nothing."""
    if personal.stops(examined.findings):
        raise Refused(
            "It holds a personal identity number, so nothing of it has been kept. Take the number away and hand it in "
            "again.",
            message_sv="Det innehåller ett personnummer eller samordningsnummer, så inget av det har sparats. Ta bort "
            "numret och lämna in igen.",
            findings=[each for each in examined.findings if each.component == personal.PERSONAL_NUMBER],
        )
    if any(each.component == UNREADABLE for each in examined.findings) and not examined.records:
        raise Unreadable(
            "What was handed in can't be read, so nothing of it has been kept.",
            message_sv="Det inlämnade går inte att läsa, så inget av det har sparats.",
            findings=examined.findings,
        )
    if not examined.records and not examined.findings:
        raise Refused(
            "There is no record in what was handed in, so nothing has been kept.",
            message_sv="Det finns ingen post i det inlämnade, så inget har sparats.",
        )


def _checked(visit: Visit, submitter: Submitter) -> Submitter:
    key, contact = submitter.idempotency_key, (submitter.contact or "").strip() or None
    if key is not None and not _KEY.fullmatch(key):
        raise BadRequest(
            "Idempotency-Key is 1 to 200 visible ASCII characters, for example a UUID.",
            message_sv="Idempotency-Key är 1 till 200 synliga ASCII-tecken, till exempel ett UUID.",
        )
    if contact is not None and (len(contact) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(contact)):
        raise BadRequest(
            "The contact is no e-mail address. Write one like kansliet@example.se, or leave it out.",
            message_sv="Kontakten är ingen e-postadress. Skriv en som kansliet@example.se, eller utelämna den.",
        )
    said = (("contact", contact), ("organisation", submitter.organisation))
    own = [(Place(name), text) for name, text in said if text]
    found = personal.gate((), about=visit.site.base.iri, own=own)
    if personal.stops(found):
        raise Refused(
            "The contact details hold a personal identity number, so nothing has been kept. Take it away.",
            message_sv="Kontaktuppgifterna innehåller ett personnummer eller samordningsnummer, så inget har sparats. "
            "Ta bort det.",
        )
    return Submitter(_organisation(visit, submitter.organisation), contact, key, submitter.supersedes)


def _organisation(visit: Visit, said: str | None) -> str | None:
    """The organisation's IRI, given as such or by its path; BadRequest when the graph has no such thing."""
    text = (said or "").strip()
    if not text:
        return None
    base = visit.site.base
    iri = text if base.path_of(text) else base.iri_of(text)
    owner = base.owner_of(iri)
    if owner is None or "#" in iri or not reading.known(visit.edition.engine, iri):
        raise BadRequest(
            f"There is no organisation {text!r} in the graph. Give one by its path, as actor/norbergs-kommun, or leave "
            "it out.",
            message_sv=f"Det finns ingen organisation {text!r} i grafen. Ange en med sin sökväg, som "
            "actor/norbergs-kommun, eller utelämna den.",
        )
    return iri


def _revisions(visit: Visit, examined: Examined, parents: Mapping[str, str | None]) -> tuple[NewRevision, ...]:
    inbox, base = inbox_of(visit), visit.site.base
    made = []
    for record in examined.records:
        before = in_force.of(record.key, inbox, visit.edition.engine, base)
        digest = in_force.read_record(record.key, record.turtle, base).digest
        parent = parents.get(record.key, before.digest if before else None)
        answers = json.dumps(record.answers, ensure_ascii=False) if record.answers is not None else None
        made.append(NewRevision(record.key, record.turtle, digest, parent, answers))
    return tuple(made)


def _new(
    handed: Handed, submitter: Submitter, examined: Examined | None, revisions: tuple[NewRevision, ...]
) -> NewSubmission:
    # The records stand in the revisions; the report is what was found.
    report = {**examined.as_json(), "records": []} if examined else {}
    return NewSubmission(
        name=handed.name,
        media_type=handed.media_type,
        body=handed.data,
        report=json.dumps(report, ensure_ascii=False),
        shapes_version=examined.shapes_version if examined else "",
        revisions=revisions,
        organisation=submitter.organisation,
        contact=submitter.contact,
        idempotency_key=submitter.idempotency_key,
        supersedes=submitter.supersedes,
        faults=len(violations(examined.findings)) if examined else 0,
    )
