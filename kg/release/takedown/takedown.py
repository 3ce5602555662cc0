"""Take something down: out of every release, its files, its downloads and the inbox, for good.

First it is written in the log how to know what goes; then each release is made anew, the oldest first, and put in the
place of the old one, which is destroyed. Killed at any point, each release is the old one or the new one, and
`carry_out` goes on where it stopped. Copies elsewhere and the history of git are for people to see to.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.errors import CorruptRelease
from kg.inbox import redactions
from kg.inbox.inbox import Inbox
from kg.inbox.redactions import Entry, Redaction
from kg.rdf.iris import Base
from kg.release import layout, shards, store
from kg.release.dumps import make as make_dumps
from kg.release.durable import storage, sync
from kg.release.exchange import exchange
from kg.release.harvest.rehearsal import make as rehearse_harvest
from kg.release.history.keeping import keep_up
from kg.release.history.redacting import redact as redact_log
from kg.release.layout import Manifest, Release, open_release, releases
from kg.release.publish import alone, point_at
from kg.release.takedown.inbox import clean_inbox
from kg.release.takedown.redact_lines import Looking
from kg.release.takedown.redact_release import Order, redact
from kg.release.takedown.withheld import RECORD, Marks, Withheld
from kg.release.verify import SMALL, verify_files
from kg.release.walk import parsed
from kg.settings import Settings

Step = Callable[[str], None]
_WORDS_THAT_TELL = 2
_TEXTS = ("http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")


@dataclass(frozen=True)
class TakenDown:
    """What came of it: statements removed by release (as it is called now), hand-ins cleaned, releases left damaged."""

    releases: dict[str, int]
    submissions: int
    damaged: tuple[str, ...]

    @property
    def statements(self) -> int:
        """How many statements went, counted in every release."""
        return sum(self.releases.values())


def of_record(key: str) -> list[Entry]:
    """The entry for a whole record, its thing and the thing's nodes."""
    return [{"what": RECORD, "key": key}]


def of_statements(
    home: Path, marks: Marks, quads: Iterable[tuple[str, str, NamedNode | Literal | None]]
) -> list[Entry]:
    """The entries for statements (a subject, a property, and a value or None for every value)."""
    found: list[Entry] = []
    for subject, predicate, value in quads:
        found.append(marks.of_statement(subject, predicate, value))
        values = [value] if value is not None else _values(home, subject, predicate)
        found += [entry for each in values if (entry := _in_findings(marks, each))]
    return found


def _in_findings(marks: Marks, value: NamedNode | Literal) -> Entry | None:
    """How to know a removed text where a finding quotes it; a number or a single word is quoted of other things too."""
    if not isinstance(value, Literal) or value.datatype.value not in _TEXTS:
        return None
    entry = marks.of_text(value.value, in_findings_only=True)
    told = entry is not None and int(str(entry.get("count", _WORDS_THAT_TELL))) >= _WORDS_THAT_TELL
    return entry if told else None


def _values(home: Path, subject: str, predicate: str) -> set[NamedNode | Literal]:
    """What a property of a subject says in any release."""
    start = f"<{subject}> <{predicate}> "
    lines = {
        line
        for release in releases(home)
        for name in release.manifest.content
        for line in shards.read(release.path / "shards", name)
        if line.startswith(start)
    }
    return {quad.object for quad in parsed(sorted(lines)) if isinstance(quad.object, NamedNode | Literal)}


def count(home: Path, entries: Sequence[Entry], marks: Marks) -> dict[str, int]:
    """How many statements would go from each release; nothing is changed."""
    looking = _Lookings(entries, marks)
    return {release.id: looking.at(release).through(release).count for release in releases(home)}


def take_down(settings: Settings, entries: Sequence[Entry], *, at: str, step: Step = lambda _: None) -> TakenDown:
    """Write it in the log, then carry out everything in the log that isn't carried out yet."""
    with storage(settings.home), alone(settings.home), closing(Inbox(settings.home)) as inbox:
        redactions.begin(inbox, entries, at=at)
        step("log")
        return _carry_out(settings, inbox, step)


def carry_out(settings: Settings, *, step: Step = lambda _: None) -> TakenDown:
    """Go on with what was interrupted, and take what the log tells out of releases that were put back."""
    with storage(settings.home), alone(settings.home), closing(Inbox(settings.home)) as inbox:
        return _carry_out(settings, inbox, step)


def _carry_out(settings: Settings, inbox: Inbox, step: Step) -> TakenDown:
    log = redactions.log(inbox)
    if not log:
        return TakenDown({}, 0, ())
    home, marks = settings.home, Marks(redactions.key(inbox))
    entries = [entry for redaction in log for entry in redaction.entries]
    work = home / "takedown"
    keep_up(home)
    _sweep(work)
    cleaned = clean_inbox(inbox, Withheld(entries, marks, Base(settings.base_iri)), Base(settings.base_iri))
    step("inbox")
    done, damaged = _redact_all(home, log[-1], _Lookings(entries, marks), work, step)
    _sweep_bundles(home, work)
    for release in releases(home):
        if _wish(work, release).exists():
            make_dumps(release, settings)
            rehearse_harvest(release, settings)
            step("dumps")
    _redact_history(home, log[-1], _Lookings(entries, marks))
    step("history")
    store.discard(work)
    sync(home)
    if not damaged:
        redactions.finish(inbox, log[-1].number)
        step("finish")
    return TakenDown(done, cleaned, tuple(damaged))


def _redact_history(home: Path, last: Redaction, looking: "_Lookings") -> None:
    """The same out of the log of changes, which outlives the releases."""
    kept = releases(home)
    if kept:
        pointed = (home / "current").resolve().name
        release = next((each for each in kept if each.id == pointed), kept[-1])
        redact_log(home, looking.withheld(release), release, on=last.at[:10], now=datetime.fromisoformat(last.at))


def _sweep(work: Path) -> None:
    """Clear away what an interrupted run left half made; which releases wish for downloads stays known."""
    work.mkdir(parents=True, exist_ok=True)
    for path in work.iterdir():
        if path.is_dir():
            store.discard(path)


def _wish(work: Path, release: Release) -> Path:
    """A file that lies there as long as the release's downloads are to be made again."""
    return work / f"downloads-{release.manifest.sequence}"


class _Lookings:
    """How to look through releases: one for each base that releases were made with."""

    def __init__(self, entries: Sequence[Entry], marks: Marks) -> None:
        self._entries, self._marks = entries, marks
        self._made: dict[str, tuple[Withheld, Looking]] = {}

    def at(self, release: Release) -> Looking:
        """What looks through this release."""
        return self._of(release)[1]

    def withheld(self, release: Release) -> Withheld:
        """What is looked for in this release."""
        return self._of(release)[0]

    def _of(self, release: Release) -> tuple[Withheld, Looking]:
        base_iri = release.manifest.base_iri
        if base_iri not in self._made:
            withheld = Withheld(self._entries, self._marks, Base(base_iri))
            self._made[base_iri] = withheld, Looking(withheld)
        return self._made[base_iri]


def _redact_all(
    home: Path, last: Redaction, looking: _Lookings, work: Path, step: Step
) -> tuple[dict[str, int], list[str]]:
    """Every release made anew, the oldest first; what went from each, and the names of those too damaged to read."""
    done: dict[str, int] = {}
    names: dict[str, str] = {}
    damaged = list(_unreadable(home))
    after: Release | None = None
    for release in releases(home):
        if release.manifest.redactions >= last.number:
            names[release.id], after = release.id, release
            continue
        try:
            verify_files(release, hashing_up_to=SMALL)
        except CorruptRelease:
            damaged.append(release.id)
            continue
        going = looking.at(release).through(release)
        order = Order(looking.withheld(release), last.number, last.at[:10], names)
        alike = after if after is not None and after.manifest.base_iri == release.manifest.base_iri else None
        made = redact(release, going, order, work / release.id, after=alike)
        step("made")
        names[release.id] = made.id
        after = _put(home, release, work / release.id, made, work, step)
        done[made.id] = going.count
    return done, damaged


def _unreadable(home: Path) -> Iterator[str]:
    """The release directories whose manifest can't be read."""
    known = {release.id for release in releases(home)}
    folder = layout.releases_folder(home)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in known:
            yield path.name


def _put(home: Path, old: Release, staged: Path, made: Manifest, work: Path, step: Step) -> Release:
    """The new release in the place of the old one, which is destroyed; readers are never without one."""
    target = layout.releases_folder(home) / made.id
    if old.bundle("dumps") is not None and (made.id != old.id or _reads_otherwise(old.path, staged)):
        _wish(work, old).touch()
        _destroy(home / "bundles" / old.id, work)
    if target == old.path:
        exchange(staged, target)
        sync(target.parent)
        step("placed")
        store.discard(staged)
        return open_release(target)
    if target.exists():
        store.discard(staged)
    else:
        staged.rename(target)
        sync(target.parent)
    step("placed")
    release = open_release(target)
    if (home / "current").is_symlink() and (home / "current").resolve() == old.path.resolve():
        point_at(home, release)
        step("pointed")
    _destroy(home / "bundles" / old.id, work)
    _destroy(old.path, work)
    step("destroyed")
    return release


def _reads_otherwise(old: Path, new: Path) -> bool:
    """Whether the downloads of the one would say something else than those of the other."""
    names = ("model.json", "context.jsonld")
    return any((old / name).read_bytes() != (new / name).read_bytes() for name in names)


def _destroy(folder: Path, work: Path) -> None:
    """Take a folder out of everybody's sight at once, then remove it."""
    if folder.exists():
        doomed = work / f"doomed-{folder.parent.name}-{folder.name}"
        store.discard(doomed)
        folder.rename(doomed)
        sync(folder.parent)
        store.discard(doomed)


def _sweep_bundles(home: Path, work: Path) -> None:
    """Downloads of releases that aren't there any more go too."""
    known = {release.id for release in releases(home)}
    folder = home / "bundles"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in known:
            _destroy(path, work)
