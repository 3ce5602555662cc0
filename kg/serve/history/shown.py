"""Changes in words: what happened, to what, and when; and what a publication came to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.release.history.log import (
    ADDED,
    CHANGED,
    GRAPH,
    MERGED,
    PUT_BACK,
    REMOVED,
    Log,
    LoggedChange,
    Publication,
)
from kg.serve import dates
from kg.serve.thing.shown import page_of
from kg.serve.visit import Visit
from kg.serve.words import pick


@dataclass(frozen=True)
class Row:
    """A change in a list: the word for what happened, and where it leads."""

    number: int
    word: str
    said: str
    label: str
    kind: str
    target: str
    target_path: str | None
    path: str


@dataclass(frozen=True)
class Section:
    """Changes of one publication, with what it came to in all."""

    heading: str
    summary: str
    release: str
    release_path: str | None
    rows: tuple[Row, ...]


def said(visit: Visit, word: str) -> str:
    """What happened, as a word on a label."""
    return {
        ADDED: visit.say("ny"),
        CHANGED: visit.say("ändrad"),
        MERGED: visit.say("sammanslagen"),
        REMOVED: visit.say("borttagen"),
        PUT_BACK: visit.say("återställd"),
    }[word]


def label(visit: Visit, change: LoggedChange) -> str:
    """What the changed thing is called; one that has no name by its short name."""
    if change.kind == GRAPH:
        return graph(visit, change.key.partition("/")[2])
    return pick(change.labels, visit.lang, change.key.partition("/")[2])


def graph(visit: Visit, name: str) -> str:
    """What one of the release's own graphs holds."""
    known = {
        "links": visit.say("Länkar till andra register"),
        "vocabulary": visit.say("Ontologin och begreppslistorna"),
        "release": visit.say("Vad utgåvan säger om sig själv"),
        "context": visit.say("Uppgifter om sammanhanget"),
    }
    return known.get(name, name)


def kind(visit: Visit, name: str) -> str:
    """What a kind is called."""
    if name == GRAPH:
        return visit.say("Grafen själv")
    known = visit.edition.model.kind(name)
    return pick(known.label, visit.lang, name) if known else name


def row(visit: Visit, change: LoggedChange) -> Row:
    """A change as a line of a list."""
    path = visit.site.base.path_of(change.target) if change.target else None
    return Row(
        number=change.number,
        word=change.word,
        said=said(visit, change.word),
        label=label(visit, change),
        kind=kind(visit, change.kind),
        target=(path or change.target or "").rpartition("/")[2],
        target_path=page_of(path) if path else None,
        path=f"changes/{change.number}.html",
    )


def sections(visit: Visit, log: Log, changes: Sequence[LoggedChange]) -> list[Section]:
    """Changes under the publication that each belongs to, in the order they come."""
    known = {each.number: each for each in log.publications()}
    counts = log.counts()
    kept = {each.id for each in visit.site.archive.kept()}
    found: dict[int, list[Row]] = {}
    for each in changes:
        found.setdefault(each.publication, []).append(row(visit, each))
    return [
        Section(
            heading=dates.moment(known[number].at, visit.lang),
            summary=f"{how(visit, known[number])} {summary(visit, counts.get(number, {}))}",
            release=known[number].release,
            release_path=f"releases/{known[number].release}.html" if known[number].release in kept else None,
            rows=tuple(rows),
        )
        for number, rows in found.items()
    ]


def how(visit: Visit, publication: Publication) -> str:
    """Why readers came to see something else."""
    if publication.how == "rollback":
        return visit.say("Tillbaka till en tidigare utgåva.")
    if publication.how == "takedown":
        return visit.say("Uppgifter togs bort för gott ur alla utgåvor.")
    if publication.before is None:
        return visit.say("Den första utgåvan i loggen.")
    return visit.say("Ny utgåva.")


def summary(visit: Visit, counts: Mapping[str, int]) -> str:
    """How many records were added, changed and so on, in words."""
    told = [
        _counted(visit, word, counts[word]) for word in (ADDED, PUT_BACK, CHANGED, MERGED, REMOVED) if word in counts
    ]
    return f"{', '.join(told)}." if told else visit.say("Inga poster ändrades.")


def _counted(visit: Visit, word: str, count: int) -> str:
    n, one = {"n": dates.number(str(count), visit.lang)}, count == 1
    return {
        ADDED: visit.say("1 ny post") if one else visit.say("{n} nya poster", n),
        PUT_BACK: visit.say("1 återställd") if one else visit.say("{n} återställda", n),
        CHANGED: visit.say("1 ändrad") if one else visit.say("{n} ändrade", n),
        MERGED: visit.say("1 sammanslagen") if one else visit.say("{n} sammanslagna", n),
        REMOVED: visit.say("1 borttagen") if one else visit.say("{n} borttagna", n),
    }[word]
