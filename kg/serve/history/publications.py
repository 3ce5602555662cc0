"""What readers have been shown, in the order they were shown it: each publication in words."""

from dataclasses import dataclass

from kg.serve.history import shown
from kg.serve.visit import Visit


@dataclass(frozen=True)
class Told:
    """A publication in words; `number` is None for a release from before the log."""

    number: int | None
    at: str
    release: str
    how: str
    summary: str
    records: int
    statements: int
    is_kept: bool
    is_now: bool


def told(visit: Visit) -> list[Told]:
    """Every publication, latest first; where there is no log, the releases that are kept."""
    every = visit.site.archive.publications()
    if not every:
        return _without_log(visit)
    with visit.site.archive.log() as log:
        counts = log.counts()
    kept = {each.id for each in visit.site.archive.kept()}
    now = visit.site.shelf.current().id
    return [
        Told(
            number=each.number,
            at=each.at,
            release=each.release,
            how=shown.how(visit, each),
            summary=shown.summary(visit, counts.get(each.number, {})),
            records=each.records,
            statements=each.statements,
            is_kept=each.release in kept,
            is_now=each is every[-1] and each.release == now,
        )
        for each in reversed(every)
    ]


def _without_log(visit: Visit) -> list[Told]:
    now = visit.site.shelf.current().id
    return [
        Told(
            number=None,
            at=each.manifest.built_at,
            release=each.id,
            how="",
            summary="",
            records=each.manifest.counts.get("records", 0),
            statements=each.manifest.counts.get("quads", 0),
            is_kept=True,
            is_now=each.id == now,
        )
        for each in reversed(visit.site.shelf.all())
    ]
