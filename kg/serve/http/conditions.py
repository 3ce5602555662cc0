"""Conditions that an answer must meet or not be given: If-Match, If-Unmodified-Since (RFC 9110 §13.1.1, §13.1.4)."""

import re

from kg.errors import PreconditionFailed
from kg.serve.history import times
from kg.serve.visit import Visit

_TAG = re.compile(r'(?:W/)?"[^"]*"')


def must_hold(visit: Visit, etag: str, modified: str | None) -> None:
    """PreconditionFailed where the client wants another representation than the one with this tag and this time.

    To be asked once it is certain that there is one: an error goes before what was asked of it (§13.2.1).
    """
    given = ", ".join(visit.header("If-Match"))
    if given:
        # A weak tag never matches: what it names need not be the same bytes.
        if given.strip() != "*" and etag not in _TAG.findall(given):
            raise PreconditionFailed(
                f"If-Match says {given[:200]!r}, and what is here now has the tag {etag}. Fetch it anew.",
                message_sv=f"If-Match anger {given[:200]!r}, men det som finns här nu har stämpeln {etag}. "
                "Hämta det på nytt.",
            )
        return
    since = visit.header("If-Unmodified-Since")
    seen = times.of_http(since[0]) if since and modified is not None else None
    if seen is not None and modified is not None and seen < modified:
        raise PreconditionFailed(
            f"If-Unmodified-Since says {since[0]!r}, and what is here changed {times.http_date(modified)}. "
            "Fetch it anew.",
            message_sv=f"If-Unmodified-Since anger {since[0]!r}, men det som finns här ändrades "
            f"{times.http_date(modified)}. Hämta det på nytt.",
        )


def are_set(visit: Visit) -> bool:
    """Whether the client says any such condition."""
    return bool(visit.header("If-Match") or visit.header("If-Unmodified-Since"))
