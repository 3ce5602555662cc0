"""What is accepted is published by a process of its own, once, and again when it failed."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from kg.errors import KgError, Refused, Unavailable
from kg.inbox import links
from kg.inbox.inbox import Inbox
from kg.link.ledger import Decision
from kg.pipeline import Outcome, publish
from kg.publisher import Publisher, settings_from
from kg.rdf.findings import Finding, Level
from kg.rdf.namespaces import SKOS
from kg.release.layout import current
from kg.serve.publishing import as_text
from kg.settings import Settings
from tests.inbox.conftest import Clock, new
from tests.inbox.handing import accepted, file_digest
from tests.workshop import Workshop, ledger, record

KEY = "project/bro"


class Press:
    """Publishes without judging, and counts; `fails` is raised instead where it is set."""

    def __init__(self) -> None:
        self.runs = 0
        self.dumping = True
        self.fails: KgError | None = None
        self.during: Callable[[], None] = lambda: None

    def __call__(self, settings: Settings) -> Outcome:
        self.runs += 1
        if self.fails is not None:
            raise self.fails
        outcome = publish(settings, judging=False, dumping=self.dumping)
        self.during()
        return outcome


@pytest.fixture
def clock() -> Clock:
    """A clock at noon."""
    return Clock()


@pytest.fixture
def inbox(published: Workshop, clock: Clock) -> Iterator[Inbox]:
    """The inbox of the published world, as the web process has it open."""
    with closing(Inbox(published.home, clock=clock)) as opened:
        yield opened


@pytest.fixture
def press() -> Press:
    """A press that works."""
    return Press()


@pytest.fixture
def publisher(published: Workshop, clock: Clock, press: Press) -> Iterator[Publisher]:
    """A publisher over the published world."""
    with closing(Inbox(published.home, clock=clock)) as own:
        yield Publisher(published.settings, own, publishing=press)


def _accept(inbox: Inbox, world: Workshop, word: str) -> None:
    before = inbox.in_force(KEY)
    text = world.read(f"data/records/{KEY}.ttl").replace("Bridge", word)
    accepted(inbox, text, KEY, parent=before[0] if before else file_digest(world, KEY))


def test_without_an_inbox_nothing_is_done(publisher: Publisher, published: Workshop, press: Press) -> None:
    publisher.look()
    assert press.runs == 0
    assert not (published.home / "inbox").exists()


def test_what_is_accepted_is_published_once(
    publisher: Publisher, inbox: Inbox, published: Workshop, press: Press
) -> None:
    inbox.keep(new())
    publisher.look()
    assert press.runs == 0, "what waits isn't published"
    _accept(inbox, published, "Span")
    before = current(published.home)
    for _ in range(3):
        publisher.look()
    assert press.runs == 1
    assert current(published.home).manifest.previous == before.id
    last = inbox.last_publication()
    assert last is not None
    assert last.release == current(published.home).id


def test_a_word_on_a_link_is_published_once(
    publisher: Publisher, inbox: Inbox, published: Workshop, press: Press
) -> None:
    link = ("project/bro", SKOS.exactMatch.value, "https://elsewhere.example/bro")
    published.write("data/links/more.sssom.tsv", ledger("more", link, decision=Decision.HOLD))
    links.decide(inbox, "granskare", links.NewDecision("more", *link, "accept", "vi har frågat"))
    for _ in range(3):
        publisher.look()
    assert press.runs == 1
    accepted_links = current(published.home).links()["accepted"]
    assert "project/bro" in {each["subject"] for each in accepted_links}  # type: ignore[attr-defined]
    last = inbox.last_publication()
    assert last is not None
    assert last.release == current(published.home).id


def test_downloads_that_were_never_made_are_made_once(
    publisher: Publisher, inbox: Inbox, published: Workshop, press: Press
) -> None:
    press.dumping = False
    _accept(inbox, published, "Span")
    for _ in range(4):
        publisher.look()
    assert press.runs == 2


def test_what_is_accepted_meanwhile_is_published_next(
    publisher: Publisher, inbox: Inbox, published: Workshop, press: Press
) -> None:
    _accept(inbox, published, "Span")
    press.during = lambda: (setattr(press, "during", lambda: None), _accept(inbox, published, "Arch"))[0]
    publisher.look()
    publisher.look()
    publisher.look()
    assert press.runs == 2
    assert not published.publish(dumping=False).new
    assert [each.turtle.count("Arch") for each in inbox.standings()] == [1]


def test_a_refused_build_is_told_and_tried_again_later(
    publisher: Publisher, inbox: Inbox, published: Workshop, press: Press, clock: Clock
) -> None:
    finding = Finding("https://example.org/record/project/bro", Level.VIOLATION, "Titel saknas.", "No title.")
    press.fails = Refused("Nothing is built.", message_sv="Ingen utgåva byggs.", findings=[finding])
    _accept(inbox, published, "Span")
    before = current(published.home)
    publisher.look()
    publisher.look()
    assert press.runs == 1
    assert current(published.home) == before
    last = inbox.last_publication()
    assert last is not None
    assert last.problem is not None
    assert last.problem["message"] == {"sv": "Ingen utgåva byggs.", "en": "Nothing is built."}
    assert json.dumps(last.problem["findings"]).count("Titel saknas.") == 1
    press.fails = None
    clock.on(seconds=61)
    publisher.look()
    assert press.runs == 2
    assert current(published.home) != before


def test_a_publisher_that_finds_another_at_work_waits_a_second(
    publisher: Publisher, inbox: Inbox, published: Workshop, press: Press, clock: Clock
) -> None:
    press.fails = Unavailable("Another kg command is writing.", message_sv="Ett annat kg-kommando skriver.")
    _accept(inbox, published, "Span")
    publisher.look()
    publisher.look()
    assert (press.runs, inbox.last_publication()) == (1, None)
    press.fails = None
    clock.on(seconds=1)
    publisher.look()
    assert press.runs == 2


def test_a_new_publisher_takes_up_what_another_left(published: Workshop, inbox: Inbox, press: Press) -> None:
    _accept(inbox, published, "Span")
    published.built()
    with closing(Inbox(published.home)) as own:
        Publisher(published.settings, own, publishing=press).look()
    assert press.runs == 1
    assert current(published.home).manifest.sequence == 2, "the sealed release is taken, none is made anew"


def test_readers_who_were_pointed_back_are_left_there(published: Workshop, inbox: Inbox, press: Press) -> None:
    accepted(inbox, record("actor", "ny", 'samv:name "Ny"@sv'), "actor/ny", parent=None)
    with closing(Inbox(published.home)) as own:
        Publisher(published.settings, own, publishing=press).look()
    (published.home / "current").unlink()
    (first,) = (published.home / "releases").glob("0001-*")
    (published.home / "current").symlink_to(f"releases/{first.name}")
    with closing(Inbox(published.home)) as own:
        Publisher(published.settings, own, publishing=press).look()
    assert press.runs == 1
    assert current(published.home).id == first.name


def test_addresses_are_cleared_in_passing(
    publisher: Publisher, inbox: Inbox, published: Workshop, clock: Clock
) -> None:
    receipt = inbox.keep(new(contact="kansliet@example.se"))
    inbox.reject(receipt, "granskare", "Nej.", "v1")
    publisher.look()
    clock.on(days=published.settings.retain_days)
    publisher.look()
    assert inbox.contact(receipt) is None


def test_settings_reach_the_process_whole(published: Workshop) -> None:
    assert settings_from(as_text(published.settings)) == published.settings
