"""Where a visitor comes from, and how often the visitor has come."""

from kg.serve.visit import Visit


def address_of(visit: Visit) -> str:
    """Where the visitor comes from, as far as the proxies in front are believed."""
    hops = [each.strip() for value in visit.header("X-Forwarded-For") for each in value.split(",")]
    trusted = visit.site.settings.proxies
    if trusted and len(hops) >= trusted:
        return hops[-trusted]
    return str(visit.request.environ.get("REMOTE_ADDR") or "")


def count_hand_in(visit: Visit) -> None:
    """Count something that the visitor hands in or begins; TooManyTries when it is more than is taken in."""
    visit.site.hand_ins.count(address_of(visit))


def count_log_in(visit: Visit) -> None:
    """Count a try to log in; TooManyTries when there have been too many."""
    visit.site.log_ins.count(address_of(visit))
