"""What a request asks of the change log: which changes, and from where on. Read strictly: nonsense is a sentence."""

from dataclasses import dataclass

from kg.errors import BadRequest
from kg.release.history.log import GRAPH, Log, Wish
from kg.serve.history import times
from kg.serve.visit import Visit

PER_PAGE = 100
_FILTERS = ("since", "until", "kind", "thing", "publication")
_LARGEST = 10**15


@dataclass(frozen=True)
class Asked:
    """The changes asked for, the parameters that say so, and the cursor: at most one of the three."""

    wish: Wish
    given: tuple[tuple[str, str], ...]
    after: int | None = None
    before: int | None = None
    archive: int | None = None


def read(visit: Visit, log: Log, *, cursors: tuple[str, ...]) -> Asked:
    """What the address asks for; BadRequest says what can't be read. Only these cursors mean something here."""
    known = {*_FILTERS, *cursors, "lang"}
    strange = sorted(visit.params.names() - known)
    if strange:
        names = ", ".join(sorted(known))
        raise BadRequest(
            f"There is no parameter {strange[0]!r} here; there are: {names}.",
            message_sv=f"Det finns ingen parameter {strange[0]!r} här; de som finns är: {names}.",
        )
    given = {name: value.strip() for name in _FILTERS if (value := visit.params.one(name)) and value.strip()}
    wish = _in_order(
        Wish(
            since=times.since(given["since"]) if "since" in given else None,
            until=times.until(given["until"]) if "until" in given else None,
            kind=_kind(visit, log, given["kind"]) if "kind" in given else None,
            key=_key(visit, given["thing"]) if "thing" in given else None,
            publication=_number("publication", given["publication"]) if "publication" in given else None,
        )
    )
    after, before = (_cursor(visit, name) for name in ("after", "before"))
    return Asked(wish, tuple(given.items()), after, before, _archive(visit, log, wish))


def archives(full: int) -> tuple[str, str]:
    """Which archives a feed with so many full ones has, in English and in Swedish."""
    if full == 0:
        return (
            f"There is none yet: the first is made when there are {PER_PAGE} changes. Leave the parameter out.",
            f"Det finns inget än: det första görs när ändringarna är {PER_PAGE}. Utelämna parametern.",
        )
    en, sv = ("number 1", "nummer 1") if full == 1 else (f"1 to {full}", f"1 till {full}")
    return (
        f"Those there are: {en}, the oldest changes first. Leave the parameter out for the latest changes.",
        f"De som finns är: {sv}, de äldsta ändringarna först. Utelämna parametern för de senaste ändringarna.",
    )


def _cursor(visit: Visit, name: str) -> int | None:
    value = visit.params.one(name)
    return None if value is None else _number(name, value)


def _archive(visit: Visit, log: Log, wish: Wish) -> int | None:
    value = visit.params.one("archive")
    if value is None or _is_number(value):
        return None if value is None else int(value)
    en, sv = archives(log.total(wish) // PER_PAGE)
    raise BadRequest(
        f"The parameter archive says {value!r}, which is no number of an archive. {en}",
        message_sv=f"Parametern archive anger {value!r}, som inte är numret på något arkiv. {sv}",
    )


def _in_order(wish: Wish) -> Wish:
    if wish.since is not None and wish.until is not None and wish.since >= wish.until:
        raise BadRequest(
            "'since' is later than 'until': nothing lies between them. Swap them.",
            message_sv="'since' är senare än 'until': inget ligger mellan dem. Byt plats på dem.",
        )
    return wish


def _kind(visit: Visit, log: Log, name: str) -> str:
    known = sorted({*(kind.name for kind in visit.edition.model.kinds), *log.kinds(), GRAPH})
    if name not in known:
        raise BadRequest(
            f"There is no kind {name!r}; there are: {', '.join(known)}.",
            message_sv=f"Det finns inget slag {name!r}; de som finns är: {', '.join(known)}.",
        )
    return name


def _key(visit: Visit, text: str) -> str:
    """The key of a thing, given by its IRI or its path."""
    base = visit.site.base
    owner = base.owner_of(text if text.startswith(base.iri) else base.iri_of(text))
    if owner is not None:
        return f"{owner.kind}/{owner.slug}"
    if text.startswith(f"{GRAPH}/"):
        return text
    raise BadRequest(
        f"{text!r} is no thing of ours: write it as kind/name, or as its whole IRI.",
        message_sv=f"{text!r} är ingenting av vårt: skriv det som slag/namn, eller som hela dess IRI.",
    )


def _number(name: str, text: str) -> int:
    if not _is_number(text):
        raise BadRequest(
            f"The parameter {name} says {text!r}, which is no whole number from 0 up, in digits alone. "
            "Follow the links instead.",
            message_sv=f"Parametern {name} anger {text!r}, som inte är ett heltal från 0 och uppåt, i bara siffror. "
            "Följ länkarna i stället.",
        )
    return int(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < len(str(_LARGEST))
