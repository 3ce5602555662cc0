"""What the web process and an examiner say to each other: what was handed in, bytes as they are, and what came of it.

The frames are those of `query.wire`; behind a request's JSON come the bytes of every part, one after the other.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kg import errors
from kg.errors import BadInput, KgError
from kg.examine.handed import Handed
from kg.place import Place
from kg.query.wire import REQUEST_HEAD, Value, read_exactly, read_frame

AS_PAGE = "page"
"""The form of a report that is made into a page by whoever asked: JSON."""
AS_DRAFT = "draft"
"""The form of what is made of a description instead of a report: a draft of a record, as JSON."""
_PLACE = ("source", "line", "column", "end_column", "pointer", "sheet", "cell", "field")


@dataclass(frozen=True)
class Asked:
    """A report that is asked for: its form by name, and its language; with `kind`, on records of that kind alone.

    With `profile` what was handed in is judged by that profile of ours, and by nothing else.
    """

    form: str
    lang: str
    kind: str | None = None
    profile: str | None = None


@dataclass(frozen=True)
class Request:
    """What was handed in; what the rows of a sheet are, where it doesn't say so itself; and the report asked for.

    Without a report the outcome itself is the answer. What is `by_steward` may hold a steward's decisions.
    """

    handed: tuple[Handed, ...]
    kind: str | None = None
    asked: Asked | None = None
    by_steward: bool = False


def encode_request(request: Request) -> tuple[bytes, bytes]:
    """A request's frame, and the bytes that follow it; those of a single part aren't copied."""
    parts = [{"name": each.name, "media_type": each.media_type, "size": len(each.data)} for each in request.handed]
    asked = asdict(request.asked) if request.asked else None
    said = {"parts": parts, "kind": request.kind, "asked": asked, "by_steward": request.by_steward}
    payload = json.dumps(said).encode()
    data = [each.data for each in request.handed]
    return REQUEST_HEAD.pack(len(payload)) + payload, data[0] if len(data) == 1 else b"".join(data)


def read_request(channel: int) -> Request | None:
    """The next request that comes through a channel; None when the other side is gone."""
    payload = read_frame(channel)
    if payload is None:
        return None
    said = json.loads(payload)
    handed = []
    for part in said["parts"]:
        data = read_exactly(channel, part["size"])
        if data is None:
            return None
        handed.append(Handed(part["name"], data, part["media_type"]))
    asked = Asked(**said["asked"]) if said["asked"] else None
    return Request(tuple(handed), said["kind"], asked, said["by_steward"])


def refusal_head(wrong: KgError) -> dict[str, Value]:
    """A reply's head that tells why what was handed in can't be read."""
    place = wrong.place or Place("")
    return {
        "fault": "refused",
        "class": type(wrong).__name__,
        "message": wrong.message,
        "message_sv": wrong.message_sv,
        "placed": wrong.place is not None,
        **{name: getattr(place, name) for name in _PLACE},
    }


def refusal(head: Mapping[str, Value]) -> KgError:
    """The error that `refusal_head` wrote; of a class that we don't know of, its sentence as bad input."""
    found = getattr(errors, str(head.get("class")), None)
    kind = found if isinstance(found, type) and issubclass(found, KgError) else BadInput
    place = Place(**{name: head.get(name) for name in _PLACE}) if head.get("placed") else None  # type: ignore[arg-type]  # what `refusal_head` wrote
    return kind(str(head.get("message")), message_sv=str(head.get("message_sv")), place=place)
