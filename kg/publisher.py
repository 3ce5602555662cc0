"""Publish what stewards accept, as soon as they do: a process beside the web server, which itself never publishes.

    python -m kg.publisher PARENT SECONDS < settings.json

It ends with its parent. Whatever it is killed in, readers see a whole release, and the next one begins where it was.
It also clears submitters' addresses that have been kept long enough.
"""

import json
import logging
import os
import select
import sys
import time
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime, timedelta
from pathlib import Path

from kg.errors import CorruptRelease, KgError, NoRelease, Refused, Unavailable
from kg.inbox import links
from kg.inbox.inbox import Inbox
from kg.inbox.standing import digest_of
from kg.inbox.values import Publication
from kg.pipeline import Outcome, publish
from kg.rdf.findings import Finding
from kg.release.layout import current
from kg.settings import Settings

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
_AGAIN = timedelta(seconds=60)
_TIDY = timedelta(hours=1)


class Publisher:
    """Looks whether anything is accepted that readers don't see yet, and publishes it."""

    def __init__(
        self, settings: Settings, inbox: Inbox, *, publishing: Callable[[Settings], Outcome] = publish
    ) -> None:
        self._settings = settings
        self._inbox = inbox
        self._publish = publishing
        self._seen: int | None = None
        self._again: datetime | None = None
        self._tidied: datetime | None = None
        self._without_downloads = ""

    def look(self) -> None:
        """Publish what is accepted and isn't published, if that can be done now; clear addresses in time."""
        if not self._inbox.exists():
            return
        self._tidy()
        now, version = self._inbox.clock(), self._inbox.version()
        if version == self._seen and (self._again is None or now < self._again):
            return
        self._seen, self._again = version, None
        if self._is_wanted(now):
            self._try(now)

    def _is_wanted(self, now: datetime) -> bool:
        standing, last = self._inbox.standings(), self._inbox.last_publication()
        on_links = links.last_number(links.decided(self._inbox))
        wanted = digest_of(standing, links=on_links)
        if last is None:
            return bool(standing or on_links)
        if last.digest != wanted:
            return True
        if last.release is None:
            return self._is_due(last, now)
        return self._lacks_downloads()

    def _is_due(self, last: Publication, now: datetime) -> bool:
        """What failed is tried again after a while: the files may have been mended."""
        due = datetime.fromisoformat(last.at) + _AGAIN
        if now < due:
            self._again = due
        return now >= due

    def _lacks_downloads(self) -> bool:
        """Whether the current release was published and its downloads weren't made; that is tried once."""
        try:
            release = current(self._settings.home)
        except (NoRelease, CorruptRelease):
            return False
        tried, self._without_downloads = self._without_downloads == release.id, release.id
        return release.bundle("dumps") is None and not tried

    def _try(self, now: datetime) -> None:
        standing, on_links = self._inbox.standings(), links.last_number(links.decided(self._inbox))
        begun = time.monotonic()
        try:
            outcome = self._publish(self._settings)
        except Unavailable as busy:
            log.info("publishing waits: %s", busy.message)
            self._again = now + timedelta(seconds=1)
        except KgError as wrong:
            log.error("what is accepted can't be published: %s", wrong.message)
            self._inbox.failed(standing, problem(wrong), links=on_links)
            self._again = now + _AGAIN
        else:
            log.info("published %s in %.1f s", outcome.release.id, time.monotonic() - begun)
            # What was accepted meanwhile is seen at once.
            self._again = self._inbox.clock()

    def _tidy(self) -> None:
        now = self._inbox.clock()
        if self._tidied is None or now >= self._tidied + _TIDY:
            self._tidied = now
            gone = self._inbox.tidy(self._settings.retain_days)
            if gone:
                log.info("cleared %d addresses of submitters", gone)


def problem(wrong: KgError) -> dict[str, object]:
    """Why publishing failed, as the review pages show it."""
    findings = wrong.findings if isinstance(wrong, Refused) else ()
    return {
        "title": {"sv": wrong.title("sv"), "en": wrong.title("en")},
        "message": {"sv": wrong.text("sv"), "en": wrong.text("en")},
        "findings": [each.as_json() for each in findings if isinstance(each, Finding)],
    }


def run(settings: Settings, parent: int, pause: float) -> None:
    """Look twice a second until the parent ends; `pause` is waited first, after a start that went wrong."""
    ended = os.pidfd_open(parent)
    poll = select.poll()
    poll.register(ended, select.POLLIN)
    if poll.poll(pause * 1000):
        return
    inbox = Inbox(settings.home)
    publisher = Publisher(settings, inbox)
    while not poll.poll(LOOK_SECONDS * 1000):
        try:
            publisher.look()
        except KgError as wrong:
            # The inbox itself can't be read or written just now.
            log.error("%s", wrong.message)
            if poll.poll(_AGAIN.total_seconds() * 1000):
                return


def settings_from(text: str) -> Settings:
    """The settings that `as_text` wrote."""
    said = json.loads(text)
    kept = {each.name: said[each.name] for each in fields(Settings)}
    return replace(Settings(**kept), home=Path(said["home"]), root=Path(said["root"]))


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        run(settings_from(sys.stdin.read()), int(sys.argv[1]), float(sys.argv[2]))
    except ProcessLookupError:
        sys.exit("the process to publish for has ended")
