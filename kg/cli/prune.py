"""`kg prune`: clear away old releases."""

import click

from kg.cli.output import speaks
from kg.release.publish import alone, prune
from kg.settings import read


@click.command("prune")
@click.option("--keep", type=click.IntRange(min=1), required=True, help="How many of the newest releases to keep.")
@speaks
def command(keep: int, lang: str) -> None:
    """Remove all but the newest releases, and their downloads; the published one always stays."""
    home = read().home
    with alone(home):
        gone = prune(home, keep)
    for name in gone:
        click.echo(name)
    if not gone:
        click.echo("Inget att ta bort." if lang == "sv" else "Nothing to remove.")
    elif len(gone) == 1:
        click.echo("1 utgåva borttagen." if lang == "sv" else "1 release removed.")
    else:
        click.echo(f"{len(gone)} utgåvor borttagna." if lang == "sv" else f"{len(gone)} releases removed.")
