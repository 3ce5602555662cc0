"""`kg submissions`: the review queue, as the review pages have it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from kg.cli.output import print_findings, speaks
from kg.errors import NotFound
from kg.examine.around import release_around
from kg.examine.examination import Desk, examine_each
from kg.examine.handed import Examined, Handed
from kg.examine.released import judge_of
from kg.inbox import edits
from kg.inbox.inbox import Inbox
from kg.inbox.values import Edit, Revision, State, Submission
from kg.names.index import Index
from kg.query.local import engine_for
from kg.release.exporting import export as write_files
from kg.release.judged_by import inputs_of
from kg.release.layout import current
from kg.serve.handing.telling import findings_in
from kg.serve.review import deciding
from kg.serve.review.bench import Bench, text_of
from kg.serve.review.deciding import Choice
from kg.settings import Settings, read

_WORDS = {
    State.WAITING: ("väntar", "waiting"),
    State.ACCEPTED: ("godkänd", "accepted"),
    State.REJECTED: ("avslagen", "rejected"),
    State.WITHDRAWN: ("återtagen", "withdrawn"),
    State.SUPERSEDED: ("ersatt", "superseded"),
}
_only = click.option(
    "--only",
    "keys",
    multiple=True,
    metavar="KEY",
    help="This record alone, as project/kiis; may be given several times.",
)
_account = click.option("--account", required=True, help="The steward who decides: a name in `kg stewards list`.")


@click.group("submissions")
def command() -> None:
    """What has been handed in, by number or receipt: look at it, decide on it, write what is accepted as files."""


@command.command("list")
@click.option("--state", type=click.Choice([each.value for each in State]), default="waiting", show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@speaks
def list_(state: str, form: str, lang: str) -> None:
    """List the submissions in one state, latest first."""
    with closing(Inbox(read().home)) as inbox:
        rows = inbox.listed([State(state)], limit=1_000_000)
    if form == "json":
        said = [
            {
                "number": each.number,
                "received": each.received_at,
                "name": each.name,
                "faults": each.faults,
                "records": keys,
            }
            for each, keys in rows
        ]
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
        return
    for each, keys in rows:
        faults = f"{each.faults} {('fel', 'faults')[lang != 'sv']}"
        click.echo(f"{each.number:>5}  {each.received_at}  {faults:>9}  {each.name}  {' '.join(keys)}")
    if not rows:
        click.echo("Här finns inga inlämningar." if lang == "sv" else "There are no submissions here.")


@command.command("show")
@click.argument("submission")
@click.option("--turtle", is_flag=True, help="Print the records instead.")
@speaks
def show(submission: str, turtle: bool, lang: str) -> None:
    """Tell everything about SUBMISSION: state, records, findings, decisions."""
    with closing(Inbox(read().home)) as inbox:
        found = _find(inbox, submission)
        revisions = inbox.revisions(found.receipt)
        edited = edits.of(inbox, found.receipt)
        if turtle:
            for each in revisions:
                click.echo(text_of(each, edited))
            return
        click.echo(
            f"{found.number}  {found.receipt}  {_WORDS[found.state][lang != 'sv']}  {found.received_at}  {found.name}"
        )
        for each in revisions:
            click.echo("  ".join(("", *_told(each, edited.get(each.key), lang))))
        print_findings(findings_in(inbox.report(found.receipt)), lang)
        for made in inbox.decisions(found.receipt):
            word = _WORDS[State(made.verdict)][lang != "sv"]
            said = [made.at, made.key, word, made.account, made.reason, made.ground]
            click.echo("  ".join(part for part in said if part))


@command.command("accept")
@click.argument("submission")
@_account
@click.option("--ground", help="Why what the warnings are about may be published, where they ask for a decision.")
@click.option("--note", help="A note that the submitter reads.")
@click.option("--turtle", "files", multiple=True, type=click.Path(path_type=Path), help="An edited record, as Turtle.")
@click.option("--despite-conflict", is_flag=True, help="Replace what somebody else has changed meanwhile.")
@_only
@speaks
def accept(
    submission: str,
    account: str,
    keys: tuple[str, ...],
    ground: str | None,
    note: str | None,
    files: tuple[Path, ...],
    despite_conflict: bool,
    lang: str,
) -> None:
    """Accept SUBMISSION: its records are judged again, and are published by the running server or the next kg publish.

    With --only the rest waits on. A record that points at a new one is accepted with it or after it. What a steward has
    edited at /review/ is accepted as edited.

    To edit: kg submissions show NUMBER --turtle > record.ttl, change it, and give it with --turtle.
    """
    settings = read()
    with closing(Inbox(settings.home)) as inbox, _bench(settings, inbox) as bench:
        found = _find(inbox, submission)
        choice = Choice(
            _known(inbox, account),
            seen={},
            edited=_edited(bench, files),
            reason=note,
            ground=ground,
            despite_conflict=despite_conflict,
            only=frozenset(keys) or None,
        )
        deciding.accept(bench, found, choice)
    click.echo(_decided(found, State.ACCEPTED, lang, keys))


@command.command("reject")
@click.argument("submission")
@_account
@click.option("--reason", required=True, help="Why; the submitter reads it.")
@_only
@speaks
def reject(submission: str, account: str, reason: str, keys: tuple[str, ...], lang: str) -> None:
    """Reject SUBMISSION with a reason; with --only the rest waits on."""
    settings = read()
    with closing(Inbox(settings.home)) as inbox:
        found, who = _find(inbox, submission), _known(inbox, account)
        if keys:
            no = Choice(who, seen={}, only=frozenset(), rejected=dict.fromkeys(keys, reason))
            with _bench(settings, inbox) as bench:
                deciding.accept(bench, found, no)
        else:
            inbox.reject(found.receipt, who, reason, found.shapes_version)
    click.echo(_decided(found, State.REJECTED, lang, keys))


@command.command("withdraw")
@click.argument("submission")
@_account
@click.option("--reason", help="Why; the submitter reads it.")
@speaks
def withdraw(submission: str, account: str, reason: str | None, lang: str) -> None:
    """Take SUBMISSION back for a submitter who asks for it."""
    with closing(Inbox(read().home)) as inbox:
        found = _find(inbox, submission)
        inbox.withdraw(found.receipt, account=_known(inbox, account), reason=reason)
    click.echo(_decided(found, State.WITHDRAWN, lang))


@command.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@speaks
def export(folder: Path, lang: str) -> None:
    """Write what is accepted as record files, FOLDER/<kind>/<slug>.ttl, for git: FOLDER is data/records.

    Once the files say what was accepted, and that has been published, the files are what counts.
    """
    with closing(Inbox(read().home)) as inbox:
        done = write_files(inbox.standings(), folder)
    for each in done:
        if each.written:
            click.echo(str(each.path))
        for other in each.beside:
            say = (
                "Ta bort den andra filen om samma post" if lang == "sv" else "Remove the other file of the same record"
            )
            click.echo(f"{say}: {other}", err=True)
    if not any(each.written for each in done):
        click.echo("Inget att skriva." if lang == "sv" else "Nothing to write.")


@command.command("tidy")
@speaks
def tidy(lang: str) -> None:
    """Clear submitters' addresses that have been kept for KG_RETAIN_DAYS after the decision, and old drafts."""
    settings = read()
    with closing(Inbox(settings.home)) as inbox:
        gone = inbox.tidy(settings.retain_days) if inbox.exists() else 0
    click.echo(f"{'Rensade adresser' if lang == 'sv' else 'Addresses cleared'}: {gone}")


@dataclass(frozen=True)
class _AtDesk:
    """Those who examine, in this process: what a steward gives at the command line is no stranger's."""

    desk: Desk

    def examine(self, handed: Sequence[Handed], *, by_steward: bool) -> Examined:
        """What came of it."""
        return examine_each(handed, self.desk, by_steward=by_steward)


@contextmanager
def _bench(settings: Settings, inbox: Inbox) -> Iterator[Bench]:
    """What deciding takes, by the published release."""
    release = current(settings.home)
    inputs = inputs_of(release)
    desk = Desk(inputs, release_around(release.store, inputs.base), judge_of(inputs), lambda: Index(()))
    with engine_for(release.store, base_iri=release.manifest.base_iri, union=release.manifest.union) as engine:
        yield Bench(inbox, _AtDesk(desk), engine, inputs.base, datetime.now(UTC).date())


def _edited(bench: Bench, files: Sequence[Path]) -> dict[str, str]:
    """The edited records, by the names they give themselves."""
    handed = [Handed(path.name, path.read_bytes(), "text/turtle") for path in files]
    if not handed:
        return {}
    return {each.key: each.turtle for each in bench.examiners.examine(handed, by_steward=True).records}


def _find(inbox: Inbox, said: str) -> Submission:
    if not inbox.exists():
        raise NotFound("Nothing has been handed in here.", message_sv="Inget har lämnats in här.")
    return inbox.numbered(int(said)) if said.isdecimal() else inbox.submission(said)


def _known(inbox: Inbox, account: str) -> str:
    if account not in {name for name, _ in inbox.accounts()}:
        raise NotFound(
            f"There is no account {account!r}. Make one with kg stewards add.",
            message_sv=f"Det finns inget konto {account!r}. Lägg upp ett med kg stewards add.",
        )
    return account


def _decided(found: Submission, state: State, lang: str, keys: Sequence[str] = ()) -> str:
    about = f", {', '.join(keys)}" if keys else ""
    return f"{'Inlämning' if lang == 'sv' else 'Submission'} {found.number}{about}: {_WORDS[state][lang != 'sv']}."


def _told(revision: Revision, edit: Edit | None, lang: str) -> Iterator[str]:
    """A record in a line: its name, where it stands, who has edited it, the release it is in."""
    yield revision.key
    state = State.ACCEPTED if revision.stands else State(revision.state)
    yield _WORDS[state][lang != "sv"]
    if edit is not None:
        yield f"redigerad av {edit.account}" if lang == "sv" else f"edited by {edit.account}"
    if revision.published_in:
        yield f"→ {revision.published_in}"
