"""`/reconcile` and what lies beneath it: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/.

The address alone gives the manifest to a program and a page to a person. `queries` is a batch, `query` one query as
the first version had it, `extend` a request for data; by GET or by POST of a form. JSONP is for clients older than
CORS, and is refused.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Blueprint, Response

from kg.errors import BadRequest, PayloadTooLarge, UnsupportedMediaType
from kg.serve import frame
from kg.serve.http import bodies, params, respond
from kg.serve.http.limits import MAX_QUERY, MIB
from kg.serve.http.negotiate import Variant, media_ranges
from kg.serve.http.params import Params
from kg.serve.http.refusals import no_page
from kg.serve.http.respond import Offer
from kg.serve.reconcile import asked, matching, preview, suggest, wording
from kg.serve.reconcile import extend as extending
from kg.serve.reconcile import manifest as manifests
from kg.serve.reconcile.limits import Clock, Gate
from kg.serve.reconcile.register import Register, Registers
from kg.serve.thing.documents import PAGE
from kg.serve.visit import Visit
from kg.serve.words import LANGUAGES, pick

JSON = Variant("application/json", "json", "JSON")
_QUESTIONS = ("queries", "query", "extend")
_METHODS = ["GET", "HEAD", "OPTIONS"]
Json = dict[str, object]


@dataclass(frozen=True)
class Reconciling:
    """The views of reconciliation."""

    registers: Registers
    gate: Gate = field(default_factory=Gate)

    def service(self, visit: Visit) -> Response:
        """The manifest, the page, or the answer to what is asked."""
        _must_be_released(visit)
        given = _posted(visit) if visit.method == "POST" else visit.params
        if "callback" in given:
            raise BadRequest(
                "JSONP isn't offered; leave 'callback' out, any site may read the answer (CORS).",
                message_sv="JSONP finns inte här; utelämna 'callback', svaret får läsas från alla webbplatser.",
            )
        questions = [name for name in _QUESTIONS if name in given]
        if len(questions) > 1:
            raise BadRequest(
                f"Both {questions[0]!r} and {questions[1]!r} are given; ask one thing at a time.",
                message_sv=f"Både {questions[0]!r} och {questions[1]!r} anges; fråga en sak åt gången.",
            )
        if questions:
            return self._answer(visit, questions[0], given.one(questions[0]) or "")
        if visit.method == "POST":
            raise _nothing_asked()
        return self._bare(visit)

    def _answer(self, visit: Visit, name: str, text: str) -> Response:
        def made() -> Json:
            register = self._register(visit)
            with self.gate.inside():
                clock = Clock(visit.site.settings.deadline_seconds)
                if name == "extend":
                    return extending.extension(visit, register, asked.fetch(text, register.schema), clock)
                if name == "query":
                    return _result(visit, register, asked.single(text, register.schema), clock)
                batch = asked.batch(text, register.schema)
                return {key: _result(visit, register, each, clock) for key, each in batch.items()}

        return _send(visit, made, name, text)

    def _bare(self, visit: Visit) -> Response:
        # A wildcard alone is a program that didn't say: it gets the manifest, as the standard asks.
        ranges = media_ranges(visit.header("Accept"))
        html = any(each.type == "text" and each.subtype == "html" and each.quality > 0 for each in ranges)
        register = self._register(visit)
        if html:
            offer = Offer(("reconcile",), alternates=(("reconcile", JSON.media_type),), vary=("Accept",))
            return respond.answer(visit, PAGE, lambda: _guide(visit, register), offer)
        return _send(visit, lambda: manifests.manifest(visit, register.schema), "manifest", vary=("Accept",))

    def _register(self, visit: Visit) -> Register:
        """The register of the release that is asked; reading one takes its turn as a batch does."""
        _must_be_released(visit)
        found = self.registers.at_hand(visit.edition)
        if found is not None:
            return found
        with self.gate.inside():
            return self.registers.of(visit.edition)

    def suggest(self, visit: Visit, what: str) -> Response:
        """What completes a beginning: entities, types or properties."""
        register = self._register(visit)

        def made() -> Json:
            if what == "entity":
                with self.gate.inside():
                    return {"result": suggest.entities(visit, register)}
            among = suggest.types if what == "type" else suggest.properties
            return {"result": among(visit, register.schema)}

        return _send(visit, made, "suggest", what, _address(visit))

    def flyout(self, visit: Visit, what: str) -> Response:
        """A few words on what was suggested."""
        register = self._register(visit)
        return _send(visit, lambda: suggest.flyout(visit, what, register), "flyout", what, _address(visit))

    def properties(self, visit: Visit) -> Response:
        """The properties that can be fetched for a type."""
        register = self._register(visit)
        return _send(visit, lambda: suggest.proposed(visit, register.schema), "properties", _address(visit))

    def preview(self, visit: Visit) -> Response:
        """The small page on an entity, that anybody may frame."""
        register = self._register(visit)
        entity = register.entity(visit.params.one("id") or "")
        if entity is None:
            raise suggest.unknown(visit.params.one("id") or "")
        offer = Offer(("reconcile", "preview", entity.id))
        answer = respond.answer(visit, PAGE, lambda: preview.page(visit, register, entity), offer)
        answer.headers["Content-Security-Policy"] = preview.CSP
        return answer

    def view(self, visit: Visit) -> Response:
        """From an identifier to what it stands for; one that is gone leads to its tombstone."""
        id_ = visit.params.one("id") or ""
        entity = self._register(visit).entity(id_)
        base = visit.site.base
        if entity is not None:
            return respond.see(visit, entity.id, vary=())
        owner = base.owner_of(base.iri_of(base.path_of(id_) or id_))
        if owner is None:
            raise suggest.unknown(id_)
        return respond.see(visit, f"{owner.kind}/{owner.slug}", vary=())


def _must_be_released(visit: Visit) -> None:
    if visit.edition.of_files:
        raise no_page(visit.path)


def _result(visit: Visit, register: Register, query: asked.Query, clock: Clock) -> Json:
    clock.check()
    found = matching.candidates(register, query)
    return {"result": [wording.candidate(visit, register.schema, each) for each in found]}


def _send(visit: Visit, make: Callable[[], Json], *key: str, vary: tuple[str, ...] = ()) -> Response:
    """The answer as JSON; what was posted is kept nowhere."""
    posted = visit.method == "POST"
    offer = Offer(("reconcile", *key, visit.lang), vary=(*vary, "Accept-Language"), lasting=not posted)
    return respond.answer(visit, JSON, lambda: _written(make()), offer)


def _written(said: Json) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


def _address(visit: Visit) -> str:
    return visit.request.query_string.decode("latin-1")


def _guide(visit: Visit, register: Register) -> bytes:
    schema, lang = register.schema, visit.lang
    return frame.page(
        visit,
        "reconcile.html",
        {
            # Whoever reads English gets an address that answers in English, whatever program asks.
            "address": visit.site.settings.public + ("reconcile" if lang == LANGUAGES[0] else f"reconcile?lang={lang}"),
            "codes": [
                (wording.named(each, lang), each.id, pick(each.description, lang))
                for each in schema.properties
                if each.decides
            ],
            "types": [(wording.named(each, lang), each.id) for each in schema.types],
            "batch": asked.BATCH,
        },
        title=visit.say("Matcha dina namn mot grafen"),
    )


def _posted(visit: Visit) -> Params:
    """The fields of a form that was posted, with those of the address."""
    request = visit.request
    if (request.content_length or 0) > MAX_QUERY:
        raise _too_large()
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType(
            "A coded body isn't read here; send it without Content-Encoding.",
            message_sv="Ett packat innehåll läses inte här; skicka det utan Content-Encoding.",
        )
    if request.mimetype == bodies.MULTIPART:
        return visit.params.plus(Params(list(bodies.posted(visit).fields.items())))
    if request.mimetype != bodies.FORM:
        raise UnsupportedMediaType(
            f"Queries are posted as {bodies.FORM}, not as {request.mimetype or 'a body without a media type'}.",
            message_sv=f"Frågor skickas som {bodies.FORM}, inte som {request.mimetype or 'ett namnlöst format'}.",
        )
    body = request.get_data(cache=False, parse_form_data=False)
    if len(body) > MAX_QUERY:
        raise _too_large()
    return visit.params.plus(params.read(body, "body", "innehållet"))


def _too_large() -> PayloadTooLarge:
    return PayloadTooLarge(
        f"The batch is larger than {MAX_QUERY // MIB} MiB; send fewer queries at a time.",
        message_sv=f"Omgången är större än {MAX_QUERY // MIB} MiB; skicka färre frågor åt gången.",
    )


def _nothing_asked() -> BadRequest:
    return BadRequest(
        "Nothing is asked: give 'queries' or 'extend' in the form.",
        message_sv="Inget efterfrågas: ange 'queries' eller 'extend' i formuläret.",
    )


def blueprint(registers: Registers) -> Blueprint:
    """The routes of reconciliation."""
    views = Reconciling(registers)
    routes = Blueprint("reconcile", __name__)
    what = "<any(entity,type,property):what>"

    def with_slash(visit: Visit) -> Response:
        return respond.see(visit, "reconcile", status=308, vary=())

    routes.add_url_rule("/reconcile", "service", views.service, methods=[*_METHODS, "POST"])
    routes.add_url_rule("/reconcile/", "slash", with_slash, methods=[*_METHODS, "POST"])
    routes.add_url_rule(f"/reconcile/suggest/{what}", "suggest", views.suggest, methods=_METHODS)
    routes.add_url_rule(f"/reconcile/flyout/{what}", "flyout", views.flyout, methods=_METHODS)
    routes.add_url_rule("/reconcile/properties", "properties", views.properties, methods=_METHODS)
    routes.add_url_rule("/reconcile/preview", "preview", views.preview, methods=_METHODS)
    routes.add_url_rule("/reconcile/view", "view", views.view, methods=_METHODS)
    return routes
