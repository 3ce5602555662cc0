"""Where something can be handed in: the inbox and the examiners of a site, which one over plain files lacks."""

from kg.errors import Unavailable
from kg.examine.pool import Examiners
from kg.inbox.inbox import Inbox
from kg.serve.visit import Visit


def inbox_of(visit: Visit) -> Inbox:
    """The inbox; Unavailable where nothing can be handed in."""
    if visit.site.inbox is None or visit.edition.of_files:
        raise _closed()
    return visit.site.inbox


def examiners_of(visit: Visit) -> Examiners:
    """Those who examine; Unavailable where nothing can be handed in."""
    if visit.site.examiner is None:
        raise _closed()
    return visit.site.examiner


def _closed() -> Unavailable:
    return Unavailable(
        "Nothing can be handed in here just now.", message_sv="Det går inte att lämna in något här just nu."
    )
