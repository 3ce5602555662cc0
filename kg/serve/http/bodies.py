"""What comes in by POST: one file as the body itself or in a form, within a size. Nothing of it is parsed here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.errors import BadRequest, LengthRequired, PayloadTooLarge, UnsupportedMediaType
from kg.examine.handed import Handed
from kg.parse.media import TABLE_FORMATS
from kg.rdf.formats import RDF_FORMATS
from kg.serve.http.limits import MAX_BODY, MAX_HAND_IN, MIB
from kg.serve.visit import Visit

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
_NAME = 200


@dataclass(frozen=True)
class Posted:
    """What was posted: a file, where there is one, and the fields of the form around it."""

    handed: Handed | None
    fields: Mapping[str, str] = field(default_factory=dict)


def posted(visit: Visit) -> Posted:
    """The file and the fields of a request; a BadRequest of some kind when it can't be read."""
    request = visit.request
    if (request.content_length or 0) > MAX_BODY:
        raise too_large()
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType(
            "A coded body isn't read here; send it without Content-Encoding.",
            message_sv="Ett packat innehåll läses inte här; skicka det utan Content-Encoding.",
        )
    if request.mimetype in (FORM, MULTIPART):
        return _form(visit)
    data = request.get_data(cache=False, parse_form_data=False)
    if not data:
        raise BadRequest(
            "Nothing was handed in: the body is empty.", message_sv="Inget lämnades in: innehållet är tomt."
        )
    name = visit.params.one("name") or f"body.{_extension(request.mimetype)}"
    return Posted(_handed(name, data, request.headers.get("Content-Type")))


def must_say_its_length(visit: Visit) -> None:
    """LengthRequired for a body in pieces: the server doesn't tell one that was cut off from one that ended.

    One with a length is refused by the bridge when it is cut off.
    """
    if visit.header("Transfer-Encoding"):
        raise LengthRequired(
            "What is handed in here says its length: send it with Content-Length, not in pieces.",
            message_sv="Det som lämnas in här anger sin längd: skicka det med Content-Length, inte i delar.",
        )


def _form(visit: Visit) -> Posted:
    form = visit.request.form
    twice = [name for name, values in form.lists() if len(values) > 1]
    if twice:
        raise BadRequest(
            f"The field {twice[0]!r} is given several times; give it once.",
            message_sv=f"Fältet {twice[0]!r} anges flera gånger; ange det en gång.",
        )
    files = [each for each in visit.request.files.getlist("file") if each.filename]
    if len(files) > 1:
        raise BadRequest(
            "Several files were given; hand in one at a time.",
            message_sv="Flera filer angavs; lämna in en i taget.",
        )
    fields = dict(form.items())
    if not files:
        return Posted(None, fields)
    return Posted(_handed(files[0].filename or "", files[0].read(), files[0].mimetype or None), fields)


def _handed(name: str, data: bytes, media_type: str | None) -> Handed:
    if len(data) > MAX_HAND_IN:
        raise too_large()
    plain = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable()).strip()
    said = media_type if media_type and not media_type.startswith("application/octet-stream") else None
    return Handed(plain[:_NAME] or "body", data, said)


def _extension(media_type: str) -> str:
    """The extension of a body without a name, so that its places can be told."""
    known = {each: form.extension for form in (*RDF_FORMATS, *TABLE_FORMATS) for each in form.media_types}
    return known.get(media_type, "json" if media_type == "application/json" else "txt")


def too_large() -> PayloadTooLarge:
    """The refusal of what is larger than is read."""
    return PayloadTooLarge(
        f"What was handed in is larger than {MAX_HAND_IN // MIB} MiB; divide it into several.",
        message_sv=f"Det inlämnade är större än {MAX_HAND_IN // MIB} MiB; dela upp det i flera.",
    )
