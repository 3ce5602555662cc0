"""Check before handing in: `POST /validate` answers with a report, and keeps nothing of what was sent.

What was sent is read by an examiner, and the report written by it: never here. A report is 200 whatever it finds; what
can't be read is 400 with its line and column.
"""

from dataclasses import dataclass

from flask import Blueprint, Response

from kg.errors import BadRequest, KgError, UnsupportedMediaType
from kg.examine.handed import Handed
from kg.examine.pool import Examiners
from kg.examine.wire import AS_PAGE, Asked
from kg.parse.media import TABLE_FORMATS, XLSX, table_format
from kg.rdf.formats import RDF_FORMATS, TURTLE, rdf_by_media_type
from kg.serve.checking import page as validate_page
from kg.serve.http import bodies, negotiate, problems, respond
from kg.serve.http.bodies import Posted
from kg.serve.http.negotiate import Variant
from kg.serve.http.refusals import NothingThere, NoVariant, Signpost, no_page
from kg.serve.http.respond import Offer
from kg.serve.model import Kind
from kg.serve.thing.documents import PAGE, UTF8
from kg.serve.visit import Visit
from kg.validate import profiles

REPORTS = (
    Variant("application/json", "json", "JSON"),
    Variant("text/turtle", "ttl", "Turtle", UTF8),
    Variant("application/ld+json", "jsonld", "JSON-LD"),
    Variant("application/sarif+json", "sarif", "SARIF"),
    PAGE,
    Variant("text/plain", "txt", "Text", UTF8),
    Variant(XLSX.media_type, XLSX.extension, "Excel"),
)
ANSWERS = "application/json"
"""A form's answers as JSON: what the form and the API for submissions send."""
MEDIA_TYPES = (*(each.media_type for each in (*RDF_FORMATS, *TABLE_FORMATS)), ANSWERS)
_UTF8 = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
_METHODS = ["GET", "HEAD", "POST", "OPTIONS"]


@dataclass(frozen=True)
class Order:
    """What is to be checked, the one kind whose shapes are asked for, or the profile, and the form of the report."""

    handed: Handed
    kind: Kind | None
    form: Variant
    profile: str | None = None


def validate(visit: Visit) -> Response:
    """The page where people check a text or a file, or the report on one."""
    examiners = visit.site.examiner
    if visit.edition.of_files or examiners is None:
        raise no_page(visit.path)
    if visit.method == "POST":
        return _checked(visit, examiners)
    respond.choose(visit, (PAGE,))
    example = visit.params.one("example")
    kind = _kind(visit, example) if example else None
    key = ("validate", example or "", *profiles.names(visit.site.settings.root))
    offer = Offer(key=key, described_by="om", vary=("Accept",))
    return respond.answer(visit, PAGE, lambda: validate_page.empty(visit, kind), offer)


def _checked(visit: Visit, examiners: Examiners) -> Response:
    """The report; a browser that sent what can't be checked gets its page back, with what is wrong."""
    posted = Posted(None)
    try:
        posted = bodies.posted(visit)
        order = _order(visit, posted)
        form = AS_PAGE if order.form is PAGE else order.form.extension
        asked = Asked(form, visit.lang, order.kind.name if order.kind else None, order.profile)
        report = examiners.report([order.handed], asked)
    except KgError as refusal:
        if isinstance(refusal, NoVariant) or not _wants_page(visit, posted):
            raise
        response = problems.problem(visit, refusal)
        response.response = [validate_page.refused(visit, posted.fields, refusal)]
        response.headers["Content-Type"] = PAGE.content_type
        response.headers["Content-Length"] = str(len(response.response[0]))
        return response
    body = validate_page.answered(visit, posted.fields, order.handed.name, report) if order.form is PAGE else report
    return _sent(visit, body, order.form)


def _sent(visit: Visit, body: bytes, form: Variant) -> Response:
    response = respond.plain(visit, body, form.content_type, cache="private, no-store")
    response.headers["Vary"] = "Accept, Accept-Language"
    if form.extension == XLSX.extension:
        name = visit.say("rattas")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    if form.media_type != "text/turtle" and form.media_type.startswith("text/"):
        response.headers["Content-Language"] = visit.lang
    return response


def _wants_page(visit: Visit, posted: Posted) -> bool:
    named = visit.params.all("format")
    if named or "format" in posted.fields:
        return (named[0] if named else posted.fields["format"]) == PAGE.extension
    return negotiate.best(REPORTS, visit.header("Accept")) is PAGE


def _order(visit: Visit, posted: Posted) -> Order:
    named = visit.params.one("format") or posted.fields.get("format")
    form = next((each for each in REPORTS if named in (each.extension, each.media_type)), None)
    if named and form is None:
        raise NoVariant(REPORTS)
    form = form or respond.choose(visit, REPORTS)
    shapes = visit.params.one("shapes") or posted.fields.get("shapes")
    # The page's one field offers the profiles among the kinds.
    named_there = shapes if shapes in profiles.names(visit.site.settings.root) else None
    profile = visit.params.one("profile") or posted.fields.get("profile") or named_there
    chosen = _profile(visit, profile) if profile else None
    kind = _kind(visit, shapes) if shapes and not named_there else None
    return Order(_of_a_format_that_is_read(posted.handed or _typed(posted)), kind, form, chosen)


def _profile(visit: Visit, said: str) -> str:
    """The profile of ours by that name; NothingThere names those there are."""
    known = profiles.names(visit.site.settings.root)
    if said not in known:
        listed = ", ".join(known) or "–"
        raise NothingThere(
            f"There is no profile {said!r} here. There are: {listed}.",
            message_sv=f"Det finns ingen profil {said!r} här. De som finns är: {listed}.",
        )
    return said


def _typed(posted: Posted) -> Handed:
    """The text that was written in the form."""
    text = posted.fields.get("text", "")
    if not text.strip():
        raise BadRequest(
            "Nothing was handed in. Write a text in the field 'text', choose a file in 'file', or send the content as "
            "the body with its media type, e.g. Content-Type: text/turtle.",
            message_sv="Inget lämnades in. Skriv en text i fältet 'text', välj en fil i 'file', eller skicka "
            "innehållet för sig med sitt format, t.ex. Content-Type: text/turtle.",
        )
    media_type = posted.fields.get("syntax") or TURTLE.media_type
    known = rdf_by_media_type(media_type) or table_format("", media_type)
    return Handed(f"text.{known.extension if known else 'json'}", text.encode("utf-8", "replace"), media_type)


def _of_a_format_that_is_read(handed: Handed) -> Handed:
    """What was handed in; UnsupportedMediaType lists what is read where its media type is another."""
    said, _, parameters = (handed.media_type or "").partition(";")
    media_type = said.strip().lower()
    is_text = media_type == ANSWERS or rdf_by_media_type(media_type) is not None
    if media_type and not is_text and table_format(handed.name, media_type) is None:
        every = ", ".join(MEDIA_TYPES)
        raise UnsupportedMediaType(
            f"{media_type!r} isn't read here. Read are: {every}.",
            message_sv=f"{media_type!r} läses inte här. De här läses: {every}.",
        )
    charset = _charset(parameters)
    if is_text and charset not in _UTF8:
        raise UnsupportedMediaType(
            f"What was handed in is in {charset!r}; send it as UTF-8.",
            message_sv=f"Det inlämnade är i {charset!r}; skicka det som UTF-8.",
        )
    return handed


def _charset(parameters: str) -> str:
    pairs = (each.partition("=") for each in parameters.split(";"))
    return next((value.strip().strip('"').lower() for name, _, value in pairs if name.strip().lower() == "charset"), "")


def _kind(visit: Visit, said: str) -> Kind:
    """The kind whose shapes a name or an IRI of ours means; NothingThere names those there are, and fetches nothing."""
    model, base = visit.edition.model, visit.site.base
    kind = model.kind(said.removeprefix(base.iri_of("shapes/")))
    if kind is None:
        raise NothingThere(
            f"There are no shapes {said!r} here. Leave the parameter out, or name a kind.",
            message_sv=f"Det finns inga former {said!r} här. Utelämna parametern, eller ange ett slag.",
            near=[Signpost(each.name, f"shapes/{each.name}") for each in model.kinds],
        )
    return kind


def blueprint() -> Blueprint:
    """The route of checking."""
    routes = Blueprint("validate", __name__)
    routes.add_url_rule("/validate", "validate", validate, methods=_METHODS)

    def with_slash(visit: Visit) -> Response:
        query = visit.request.query_string.decode("latin-1")
        return respond.see(visit, f"validate{'?' if query else ''}{query}", status=308, vary=())

    routes.add_url_rule("/validate/", "slash", with_slash, methods=_METHODS)
    return routes
