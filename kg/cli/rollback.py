"""`kg rollback`: point readers at an earlier release."""

import click

from kg.cli.output import speaks
from kg.release.publish import alone, rollback
from kg.settings import read


@click.command("rollback")
@click.argument("release", required=False)
@speaks
def command(release: str | None, lang: str) -> None:
    """Serve the release before the current one, or RELEASE, from now on; it is verified first."""
    home = read().home
    with alone(home):
        target = rollback(home, release)
    click.echo(f"{'Nu visas utgåva' if lang == 'sv' else 'Now serving release'} {target.id}.")
