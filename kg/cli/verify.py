"""`kg verify`: does a release hold what it says?"""

import click

from kg.cli.output import progress, speaks
from kg.release.layout import current, find
from kg.release.verify import verify
from kg.settings import read


@click.command("verify")
@click.argument("release", required=False)
@speaks
def command(release: str | None, lang: str) -> None:
    """Read the published release, or RELEASE, again from the disk: every file, every statement."""
    home = read().home
    target = find(home, release) if release else current(home)
    verify(target, tell=progress(lang))
    counts = target.manifest.counts
    if lang == "sv":
        click.echo(f"Utgåva {target.id} är hel: {len(target.manifest.files)} filer, {counts['quads']} uppgifter.")
    else:
        click.echo(f"Release {target.id} is whole: {len(target.manifest.files)} files, {counts['quads']} statements.")
