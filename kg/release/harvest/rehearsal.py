"""The whole rehearsal of a harvest, and where its outcome is kept: a bundle beside the release, `quality.json`.

It is made after the dumps. A catalogue that a portal could not harvest is told, and stops nothing: the release is
published already.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize

from kg.errors import KgError, NotFound
from kg.rdf.canonical import digest
from kg.rdf.findings import Finding, Level
from kg.release import bundle, store
from kg.release.bundle import Json
from kg.release.durable import storage, sync, sync_tree, write_text
from kg.release.harvest import mqa, stars
from kg.release.harvest.checks import Check, checks, harvest
from kg.release.harvest.fetching import Fetch, of_files
from kg.release.harvest.statements import Statements
from kg.release.layout import Release
from kg.settings import Settings
from kg.validate.cases import Case
from kg.validate.profiles import Profile, profile
from kg.validate.raised import Raised
from kg.validate.shacl import judge_by

PROFILE = "dcat-ap-se"
BUNDLE = "quality"
FILE = "quality.json"
_SH = "http://www.w3.org/ns/shacl#"
_LEVELS = {f"{_SH}Violation": Level.VIOLATION, f"{_SH}Warning": Level.WARNING, f"{_SH}Info": Level.INFO}


@dataclass(frozen=True)
class Rehearsed:
    """What a rehearsal came to: every check, what the profile's shapes say, and as plain values all that was `said`."""

    checks: tuple[Check, ...]
    violations: int
    said: Json

    @property
    def harvestable(self) -> bool:
        """Whether a portal could harvest the catalogue as it is."""
        return not self.violations and all(each.passed for each in self.checks)


def make(release: Release, settings: Settings) -> list[Finding]:
    """Rehearse the harvest of a release and keep the outcome; what a person must know of it, never an error."""
    about = f"{release.manifest.base_iri}catalog"
    try:
        rehearsed = rehearse(release, settings, of_files(release, settings))
        _keep(release, settings, rehearsed)
    except KgError as wrong:
        return [
            Finding(
                about,
                Level.WARNING,
                f"Skörden av katalogen gick inte att prova: {wrong.message_sv}",
                f"The harvest of the catalogue couldn't be rehearsed: {wrong.message}",
            )
        ]
    return [] if rehearsed.harvestable else [_told(about, rehearsed)]


def quality(release: Release) -> Json | None:
    """What the rehearsal of a release came to, as plain values; None where none is kept."""
    folder = release.bundle(BUNDLE)
    if folder is None:
        return None
    try:
        said = json.loads((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) else None


def rehearse(release: Release, settings: Settings, fetch: Fetch) -> Rehearsed:
    """Harvest the catalogue as a portal would, through `fetch`, and judge what was read."""
    said, fetched = harvest(fetch, settings)
    asked = (*fetched, *checks(said, fetch, settings))
    raised = _judged(said, settings.root)
    wrong = sum(_level(each) is Level.VIOLATION for each in raised or ())
    # The portal's own rules are no part of the profile.
    conforms = raised is not None and not any(_breaks_the_profile(each) for each in raised)
    scored = mqa.as_json(mqa.indicators(said, fetch, conforms=conforms))
    made = Rehearsed(asked, wrong, {})
    return Rehearsed(
        asked,
        wrong,
        {
            "release": release.id,
            "built_at": release.manifest.built_at,
            "address": f"{settings.public}datasets/dcat",
            "harvestable": made.harvestable,
            "checks": [each.as_json() for each in asked],
            "profile": {"name": PROFILE, "version": "3.0.1", "judged": raised is not None, "violations": wrong},
            "findings": [_plain(each) for each in sorted(raised or (), key=_order)],
            "mqa": scored,
            "stars": stars.as_json(stars.stars(said, release)),
        },
    )


def _judged(said: Statements, root: Path) -> Sequence[Raised] | None:
    """What the profile's shapes raise; None where the profile isn't at hand."""
    try:
        chosen = profile(root, PROFILE)
    except NotFound:
        return None
    lines = tuple(f"{each} .\n" for each in said.triples)
    return judge_by(_ntriples(chosen), b"", processes=1)([Case("catalog", None, lines)])


def _ntriples(chosen: Profile) -> bytes:
    quads = [
        quad
        for raw in chosen.shapes
        for quad in parse(raw.read(), RdfFormat.TURTLE, base_iri=raw.path.as_uri(), rename_blank_nodes=True)
    ]
    return serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""


def _level(raised: Raised) -> Level:
    return _LEVELS.get(raised.severity, Level.VIOLATION)


def _breaks_the_profile(raised: Raised) -> bool:
    return _level(raised) is Level.VIOLATION and "#harvest-" not in (raised.shape or "")


def _order(raised: Raised) -> tuple[int, str, str, str]:
    rank = list(Level).index(_level(raised))
    return (rank, str(raised.shape), str(raised.focus), str(raised.value))


def _plain(raised: Raised) -> Json:
    words = dict(raised.messages)
    return {
        "level": _level(raised).value,
        "shape": (raised.shape or "").rpartition("#")[2],
        "focus": raised.focus,
        "value": raised.value,
        "message": {"sv": words.get("sv", ""), "en": words.get("en", "")},
    }


def _keep(release: Release, settings: Settings, rehearsed: Rehearsed) -> None:
    """Put the outcome beside the release, in the place of an earlier one of it; the same one is left alone."""
    text = json.dumps(rehearsed.said, ensure_ascii=False, indent=1) + "\n"
    home = settings.home
    target = home / "bundles" / release.id / BUNDLE
    scratch = home / "scratch" / f"{BUNDLE}-{release.id}"
    with storage(home):
        if bundle.is_whole(target) and (target / FILE).read_text("utf-8") == text:
            return
        store.discard(scratch)
        scratch.mkdir(parents=True)
        write_text(scratch / FILE, text)
        files = [{"name": FILE, "bytes": len(text.encode()), "sha256": digest(text)}]
        write_text(scratch / "manifest.json", json.dumps({"release": release.id, "files": files}, indent=1) + "\n")
        sync_tree(scratch)
        store.discard(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch.rename(target)
        sync(target.parent)


def _told(about: str, rehearsed: Rehearsed) -> Finding:
    failed = [each for each in rehearsed.checks if not each.passed]
    sv = [f"kontrollen ”{each.sv}” ({each.found_sv})" for each in failed]
    en = [f"the check “{each.en}” ({each.found_en})" for each in failed]
    if rehearsed.violations:
        sv.append(f"{rehearsed.violations} fel mot DCAT-AP-SE")
        en.append(f"{rehearsed.violations} violations of DCAT-AP-SE")
    return Finding(
        about,
        Level.WARNING,
        f"En dataportal kan inte skörda katalogen som den är. Det som brister: {'; '.join(sv)}. Läs mer på "
        "/catalog/quality.",
        f"A data portal can't harvest the catalogue as it is. What falls short: {'; '.join(en)}. Read more at "
        "/catalog/quality.",
    )
