"""`kg verify`: does a release hold what it says, and does the change log come to what readers were shown?"""

from pathlib import Path

import click

from kg.cli.output import progress, speaks
from kg.release import bundle
from kg.release.history.checking import check
from kg.release.history.mending import mend
from kg.release.layout import current, find
from kg.release.verify import verify
from kg.settings import read


@click.command("verify")
@click.argument("release", required=False)
@click.option("--mend", "mends", is_flag=True, help="Make the change log anew where it is gone or damaged.")
@speaks
def command(release: str | None, mends: bool, lang: str) -> None:
    """Read the published release, or RELEASE, again from the disk: every file, every statement, every download.

    Without RELEASE the change log is read too, and each publication in it held to what readers were shown. With --mend
    a log that is gone or damaged is made anew of the releases that are kept: what pruned ones changed is lost, and the
    changes get new numbers.
    """
    home = read().home
    target = find(home, release) if release else current(home)
    verify(target, tell=progress(lang))
    bundle.verify(target)
    counts = target.manifest.counts
    if lang == "sv":
        click.echo(f"Utgåva {target.id} är hel: {len(target.manifest.files)} filer, {counts['quads']} uppgifter.")
    else:
        click.echo(f"Release {target.id} is whole: {len(target.manifest.files)} files, {counts['quads']} statements.")
    if mends and mend(home):
        click.echo("Ändringsloggen är gjord på nytt." if lang == "sv" else "The change log is made anew.")
    if mends or not release:
        _log(home, lang)


def _log(home: Path, lang: str) -> None:
    said = check(home)
    if lang == "sv":
        click.echo(
            f"Ändringsloggen är hel. Publiceringar: {said.publications}, av dem jämförda med det som visades: "
            f"{said.compared}. Ändringar: {said.changes}."
        )
    else:
        click.echo(
            f"The change log is whole. Publications: {said.publications}, of them compared with what was shown: "
            f"{said.compared}. Changes: {said.changes}."
        )
