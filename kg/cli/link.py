"""`kg link`: find links to other open datasets, and remember every decision in the ledgers."""

import sys
from datetime import UTC, datetime

import click

from kg.cli.output import progress, speaks
from kg.link.keeping import link_all
from kg.link.ledger import Decision, Line
from kg.link.linking import Linked
from kg.link.refresh import choose_series, linkable, refresh
from kg.settings import Settings, read


@click.command("link")
@click.option("--authority", "names", multiple=True, metavar="NAME", help="A folder of data/authorities; else all.")
@click.option(
    "--refresh", "asks", is_flag=True, help="Ask the net what the authorities say today, and show what differs."
)
@click.option("--accept", "accepts", is_flag=True, help="With --refresh: take over what differs, then link.")
@click.option(
    "--choose",
    "choices",
    multiple=True,
    metavar="SERIES=ID",
    help="With --refresh and one --authority: which key figure or table a series of it is, among those shown.",
)
@speaks
def command(names: tuple[str, ...], asks: bool, accepts: bool, choices: tuple[str, ...], lang: str) -> None:
    """Link places, actors and documents to other open datasets: new lines in data/links/*.sssom.tsv.

    Nothing that was decided is decided again. Exit code 1 when something new waits for people: see kg links review.
    Without --refresh nothing leaves this machine.
    """
    settings = read()
    if accepts and not asks:
        raise click.UsageError("--accept goes with --refresh.")
    if choices:
        sys.exit(_chosen(settings, names, choices, alone=asks and not accepts, lang=lang))
    if asks and (code := _refreshed(settings, names, accepts=accepts, lang=lang)):
        sys.exit(code)
    linked = tuple(name for name in names if not asks or linkable(settings.root, name))
    if asks and (not accepts or (names and not linked)):
        return
    done = link_all(settings, linked, today=datetime.now(UTC).date().isoformat())
    for each in done:
        _tell(each, lang)
    waits = any(line.decision is Decision.HOLD for each in done for line in each.lines)
    sys.exit(1 if waits else 0)


def _refreshed(settings: Settings, names: tuple[str, ...], *, accepts: bool, lang: str) -> int:
    """Print what asking the net came to, and give the gravest exit code."""
    done = refresh(settings, names, accept=accepts, step=progress(lang))
    for each in done:
        click.echo(each.text(lang))
    return max((each.exit_code for each in done), default=0)


def _chosen(settings: Settings, names: tuple[str, ...], choices: tuple[str, ...], *, alone: bool, lang: str) -> int:
    """Print what the choices came to, and give the exit code."""
    pairs = dict(each.partition("=")[::2] for each in choices)
    if not alone or len(names) != 1 or len(pairs) != len(choices) or not all(pairs) or not all(pairs.values()):
        raise click.UsageError("--choose SERIES=ID goes with --refresh and one --authority, and not with --accept.")
    done = choose_series(settings, names[0], pairs, step=progress(lang))
    click.echo(done.text(lang))
    return done.exit_code


def _tell(linked: Linked, lang: str) -> None:
    """What came of one authority, in a line; then each line that waits, with why."""
    new = [line for line in linked.new if line.decision is Decision.ACCEPT]
    held = [line for line in linked.new if line.decision is Decision.HOLD]
    kept = linked.kept.get(Decision.ACCEPT, 0) - len(linked.changed)
    if lang == "sv":
        click.echo(
            f"{linked.authority}: {len(new)} nya länkar, {len(held)} väntar på beslut, {kept} gäller sedan förut."
        )
    else:
        click.echo(
            f"{linked.authority}: {len(new)} new links, {len(held)} wait for a decision, {kept} stand from before."
        )
    for line in held:
        _line("väntar" if lang == "sv" else "held", line, lang)
    for line in linked.changed:
        _line("gäller inte längre" if lang == "sv" else "no longer stands", line, lang)


def _line(word: str, line: Line, lang: str) -> None:
    click.echo(f"  {word}: {line.subject_label} ({line.pair.subject}) – {line.object_label} <{line.pair.object}>")
    click.echo(f"    {line.told(lang)}")
