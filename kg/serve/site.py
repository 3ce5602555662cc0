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
from kg.serve.http.answers import Answers
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
    inbox: Inbox | None = None
    examiner: Examiners | None = None


def make(settings: Settings, shelf: Shelf, *, inbox: Inbox | None = None, examiner: Examiners | None = None) -> Site:
    """A site for these settings and releases."""
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
        answers=Answers(32 * MIB),
        fingerprint=assets.fingerprint(here.parent) + repr(settings),
        inbox=inbox,
        examiner=examiner,
    )
