"""The whole journey: files become records, records are judged, and what passes becomes a release that readers see."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kg.errors import CorruptRelease
from kg.inbox import links
from kg.inbox.inbox import Inbox
from kg.parse.record import Record, own
from kg.parse.vocabulary import check
from kg.query import sound
from kg.rdf.findings import Finding, in_order, violations
from kg.rdf.iris import Base
from kg.release.build import build, refused
from kg.release.changes import Changes, compare, reparse
from kg.release.derive import BATCH, derive
from kg.release.draft import Draft
from kg.release.dumps import make as make_dumps
from kg.release.figures_judged import judge_figures
from kg.release.harvest.rehearsal import make as rehearse_harvest
from kg.release.history.keeping import keep_up_or_tell
from kg.release.importing.gone import settled
from kg.release.inputs import Inputs, read_inputs, with_decisions
from kg.release.judging import judge, made, remembered
from kg.release.layout import Release, current, releases
from kg.release.publish import alone, point_at
from kg.release.standing_in import StoodIn, stand_in
from kg.release.takedown.guard import guard
from kg.release.verify import SMALL, verify_files
from kg.settings import Settings
from kg.sources.folder import scan
from kg.sources.imported import digests as imported
from kg.sources.imported import put_behind

Step = Callable[[str], None]
PROCESSES = 2


@dataclass(frozen=True)
class Outcome:
    """What a build came to: the release, the findings it publishes with, and whether it is a new one.

    `told` is what must be known of the release once it is published: that a portal can't harvest it and why, that the
    change log is damaged.
    """

    release: Release
    findings: tuple[Finding, ...]
    new: bool
    told: tuple[Finding, ...] = ()


def publish(
    settings: Settings,
    *,
    now: datetime | None = None,
    step: Step = lambda _: None,
    whole: bool = False,
    judging: bool = True,
    dumping: bool = True,
) -> Outcome:
    """Build what changed, or with `whole` everything, point readers at it, and make its dumps.

    Leaving out judging or dumping is for benches and tests alone.
    """
    with alone(settings.home):
        outcome, stood = _build(settings, now, step, whole=whole, judging=judging)
        step("point")
        point_at(settings.home, outcome.release)
        _remember(settings, stood, outcome)
        step("history")
        told = keep_up_or_tell(settings.home, Base(settings.base_iri), now=now)
        if dumping:
            step("dumps")
            make_dumps(outcome.release, settings)
            step("harvest")
            told += rehearse_harvest(outcome.release, settings)
        step("done")
    return replace(outcome, told=tuple(told))


def build_release(
    settings: Settings, *, now: datetime | None = None, step: Step = lambda _: None, judging: bool = True
) -> Outcome:
    """Build what changed into a sealed release that readers aren't pointed at."""
    with alone(settings.home):
        return _build(settings, now, step, whole=False, judging=judging)[0]


def _build(
    settings: Settings, now: datetime | None, step: Step, *, whole: bool, judging: bool
) -> tuple[Outcome, StoodIn]:
    step("scan")
    keeping_out = guard(settings.home, Base(settings.base_iri))
    stood, inputs = _stood(settings)
    inputs = replace(inputs, redactions=keeping_out.number)
    tree, base = stood.tree, inputs.base
    previous = None if whole else _whole(settings, inputs)
    known = remembered(previous)
    step("parse")
    changes = compare(tree.records, known.entries, base=base, kinds=inputs.vocabulary.kinds)
    if previous is not None and _nothing_new(previous, inputs, changes):
        told = [*stood.conflicts, *(f for each in known.findings.values() for f in each)]
        return Outcome(previous, tuple(in_order(told)), new=False), stood
    step("derive")
    draft = _draft(previous, inputs, changes)
    step("validate")
    judged = judge(draft, inputs, changes, known, processes=PROCESSES) if judging else {}
    changes.findings += keeping_out.findings(draft, inputs, tree, changes.files)
    figures = judge_figures(inputs, tree.authorities, previous, processes=PROCESSES) if judging else []
    questions = sound.faults(tree.queries, base)
    found = [*changes.findings, *check(inputs.vocabulary, tree.checks, base), *figures, *questions]
    found += [finding for each in judged.values() for finding in each]
    if violations(found):
        raise refused(in_order(found), unreadable=bool(changes.unreadable or questions))
    parts = made(draft, inputs, changes, known, judged)
    parts = replace(parts, findings=in_order([*parts.findings, *stood.conflicts]))
    release = build(settings.home, tree, inputs, draft, parts, built_at=_said(now), step=step)
    return Outcome(release, (*parts.findings, *figures), new=True), stood


def _stood(settings: Settings) -> tuple[StoodIn, Inputs]:
    """The files with accepted records in the place of those they replace, and what else a build works from."""
    base = Base(settings.base_iri)
    with closing(Inbox(settings.home)) as inbox:
        decided = links.decided(inbox)
        tree = settled(put_behind(scan(settings.root), settings.home), base, decided)
        inputs = read_inputs(tree, base)
        stood = stand_in(tree, inbox.standings(), inputs)
    stood, inputs = replace(stood, links=links.last_number(decided)), with_decisions(inputs, tree, decided)
    return stood, replace(inputs, digests={**inputs.digests, **imported(settings.home), "accepted": stood.digest})


def _remember(settings: Settings, stood: StoodIn, outcome: Outcome) -> None:
    """Tell the inbox which release holds what was accepted, and what the files have taken up."""
    with closing(Inbox(settings.home)) as inbox:
        inbox.published(
            stood.standing,
            absorbed=stood.absorbed,
            conflicts=[finding.as_json() for finding in stood.conflicts],
            release=outcome.release.id,
            links=stood.links,
        )


def _whole(settings: Settings, inputs: Inputs) -> Release | None:
    """The newest release that is whole, has this base and every takedown behind it; None begins from nothing."""
    for release in reversed(releases(settings.home)):
        if release.manifest.base_iri != inputs.base.iri or release.manifest.redactions < inputs.redactions:
            continue
        try:
            verify_files(release, hashing_up_to=SMALL)
        except CorruptRelease:
            continue
        return release
    return None


def _nothing_new(previous: Release, inputs: Inputs, changes: Changes) -> bool:
    """Whether the previous release was made from just these files."""
    moved = changes.parsed or changes.removed or changes.findings
    return not moved and dict(previous.manifest.inputs) == inputs.digests


def _draft(previous: Release | None, inputs: Inputs, changes: Changes) -> Draft:
    """The records to look at anew: those whose text changed, and all of them when what judges them changed."""
    draft = Draft(inputs.base, previous, removed=set(changes.removed))
    keys = set(changes.parsed)
    if previous is not None and previous.manifest.inputs["judging"] != inputs.rules_digest:
        keys |= changes.unchanged
    ordered = sorted(keys)
    version = inputs.shapes.version
    for start in range(0, len(ordered), BATCH):
        some = [_read_anew(key, inputs, changes) for key in ordered[start : start + BATCH]]
        # A store for each batch: in memory the engine keeps room for what was ever in one.
        derived = derive(some, inputs.rules, inputs.vocabulary, inputs.base, shapes_version=version)
        for record in some:
            draft.take(record, derived[record.key])
    return draft


def _read_anew(key: str, inputs: Inputs, changes: Changes) -> Record:
    """A record as rules and shapes see it: without what is worked out, and what isn't its own."""
    kinds = inputs.vocabulary.kinds
    record = changes.parsed.get(key) or reparse(key, changes, base=inputs.base, kinds=kinds)
    record, changes.remarks[key] = inputs.worked_out.taken_out(record, inputs.base)
    return own(record, inputs.base) if changes.findings else record


def is_current(settings: Settings) -> bool:
    """Whether readers are pointed at a release made from the files as they are now; NoRelease when there is none."""
    stood, inputs = _stood(settings)
    now = current(settings.home)
    known = remembered(now).entries
    changes = compare(stood.tree.records, known, base=inputs.base, kinds=inputs.vocabulary.kinds)
    return _nothing_new(now, inputs, changes)


def _said(now: datetime | None) -> str:
    moment = now if now is not None else datetime.now(UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
