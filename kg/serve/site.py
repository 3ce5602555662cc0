"""What a running service is made of, handed to every view: nothing here is global."""

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.examine.pool import Examiners
from kg.inbox.inbox import Inbox
from kg.rdf.iris import Base
from kg.release.describe import LICENCE
from kg.serve import assets, words
from kg.serve.assets import Assets
from kg.serve.history.archive import Archive
from kg.serve.http.answers import Answers
from kg.serve.http.pace import LOG_INS_PER_HOUR, Pace
from kg.serve.shelf import Shelf
from kg.serve.words import Words
from kg.settings import Settings

MIB = 1024 * 1024
LICENSE = LICENCE.value


@dataclass(frozen=True)
class Site:
    """The settings, the shelf of releases, and what pages are made of.

    Without an inbox and an examiner, as over plain files, nothing can be handed in.
    """

    settings: Settings
    shelf: Shelf
    base: Base
    words: Words
    assets: Assets
    templates: Environment
    answers: Answers
    fingerprint: str
    archive: Archive
    hand_ins: Pace
    log_ins: Pace
    inbox: Inbox | None = None
    examiner: Examiners | None = None


def make(
    settings: Settings,
    shelf: Shelf,
    *,
    inbox: Inbox | None = None,
    examiner: Examiners | None = None,
    archive: Archive | None = None,
) -> Site:
    """A site for these settings and releases; without an archive only the release served can be asked."""
    here = Path(__file__).parent
    environment = Environment(
        loader=FileSystemLoader(here / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return Site(
        settings=settings,
        shelf=shelf,
        base=Base(settings.base_iri),
        words=words.read(),
        assets=assets.read(),
        templates=environment,
        answers=Answers(settings.cache_mib * MIB),
        fingerprint=assets.fingerprint(here.parent) + repr(settings),
        archive=archive or Archive(settings.home, shelf),
        hand_ins=Pace(settings.hand_ins_per_hour),
        log_ins=Pace(LOG_INS_PER_HOUR),
        inbox=inbox,
        examiner=examiner,
    )
