"""`kg links`: the links that wait for people, and the words that were given on them."""

from contextlib import closing

import click

from kg.cli.output import speaks
from kg.errors import NotFound
from kg.inbox.inbox import Inbox
from kg.inbox.links import NewDecision, Verdict, decide, decided
from kg.link.keeping import ledgers, save
from kg.link.ledger import Decision, Line
from kg.rdf.iris import Base
from kg.release.linking import ledgers as as_decided
from kg.release.linking import name_of
from kg.settings import read
from kg.sources.folder import scan
from kg.sources.imported import put_behind


@click.group("links")
def command() -> None:
    """Links to other open datasets that wait for a decision, and the decisions that were made."""


@command.command("review")
@click.option("--authority", help="Only the links to this one.")
@click.option("--accept", "accepted", metavar="ID", help="Let the link of that id be published.")
@click.option("--reject", "rejected", metavar="ID", help="Say that the two are not linked so.")
@click.option("--because", "reason", default="", help="Why; whoever sees the link reads it.")
@click.option("--account", default="", help="The steward who decides: a name in `kg stewards list`.")
@speaks
def review(
    authority: str | None, accepted: str | None, rejected: str | None, reason: str, account: str, lang: str
) -> None:
    """List the links that wait, each with its id and why it waits; or decide on one of them.

    A decision is kept in the inbox: the running server or the next kg publish goes by it, and kg links export writes it
    to the ledger.
    """
    settings = read()
    tree, base = put_behind(scan(settings.root), settings.home), Base(settings.base_iri)
    with closing(Inbox(settings.home)) as inbox:
        held = {
            name_of(each.name, line.pair): (each.name, line)
            for each in as_decided(tree, base, decided(inbox))
            for line in each.lines
            if line.decision is Decision.HOLD and authority in (None, each.name)
        }
        if accepted is None and rejected is None:
            _list(held, lang)
            return
        if accepted is not None and rejected is not None:
            raise click.UsageError("--accept and --reject: say one of them.")
        verdict: Verdict = "accept" if accepted is not None else "reject"
        one = _find(accepted or rejected or "", held)
        _known(inbox, account)
        decide(inbox, account, _decision(one, verdict, reason))
    words = {
        "accept": ("Länken godkänd", "The link is accepted"),
        "reject": ("Länken avslagen", "The link is rejected"),
    }
    click.echo(f"{words[verdict][lang != 'sv']}: {one[1].subject_label} – {one[1].object_label}.")


@command.command("export")
@speaks
def export(lang: str) -> None:
    """Write the decisions in the inbox to the ledgers, data/links/*.sssom.tsv, for git."""
    settings = read()
    tree, base = scan(settings.root), Base(settings.base_iri)
    with closing(Inbox(settings.home)) as inbox:
        now = as_decided(tree, base, decided(inbox))
    before = {each.name: each.lines for each in ledgers(tree, base)}
    changed = [each for each in now if before.get(each.name) != each.lines]
    save(settings.root, changed, base)
    for each in changed:
        click.echo(f"data/links/{each.name}.sssom.tsv")
    if not changed:
        click.echo("Inget att skriva." if lang == "sv" else "Nothing to write.")


def _list(held: dict[str, tuple[str, Line]], lang: str) -> None:
    for name, (authority, line) in held.items():
        click.echo(f"{name}  {authority}: {line.subject_label} ({line.pair.subject}) – {line.object_label}")
        click.echo(f"          <{line.pair.predicate}> <{line.pair.object}>")
        click.echo(f"          {line.told(lang)}")
    if not held:
        click.echo("Inga länkar väntar." if lang == "sv" else "No links wait.")


def _find(name: str, held: dict[str, tuple[str, Line]]) -> tuple[str, Line]:
    if name not in held:
        raise NotFound(
            f"No held link has the id {name!r}. List them with kg links review.",
            message_sv=f"Ingen länk som väntar har id {name!r}. Lista dem med kg links review.",
        )
    return held[name]


def _known(inbox: Inbox, account: str) -> None:
    if not inbox.exists() or account not in {name for name, _ in inbox.accounts()}:
        raise NotFound(
            f"There is no account {account!r}. Say --account; make one with kg stewards add.",
            message_sv=f"Det finns inget konto {account!r}. Ange --account; lägg upp ett med kg stewards add.",
        )


def _decision(one: tuple[str, Line], verdict: Verdict, reason: str) -> NewDecision:
    authority, line = one
    pair = line.pair
    return NewDecision(
        authority, pair.subject, pair.predicate, pair.object, verdict, reason, line.subject_label, line.object_label
    )
