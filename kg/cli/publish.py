"""`kg publish`: build what changed and serve it from now on."""

import click

from kg.cli.output import progress, speaks
from kg.pipeline import Outcome, publish
from kg.rdf.findings import counted
from kg.settings import read


@click.command("publish")
@click.option("--whole", is_flag=True, help="Build everything from the files, standing on no earlier release.")
@speaks
def command(whole: bool, lang: str) -> None:
    """Build what changed, point readers at the new release, and make its downloads.

    A running server follows within a second. When nothing changed, the newest release is published as it is.
    """
    report(publish(read(), step=progress(lang), whole=whole), lang)


def report(outcome: Outcome, lang: str) -> None:
    """Say which release a build came to, and how many findings it carries."""
    release = outcome.release
    counts = release.manifest.counts
    if lang == "sv":
        word = "Ny utgåva" if outcome.new else "Inget är ändrat; utgåvan är"
        said = f"{word} {release.id}: {counts['records']} poster, {counts['quads']} uppgifter"
    else:
        word = "New release" if outcome.new else "Nothing has changed; the release is"
        said = f"{word} {release.id}: {counts['records']} records, {counts['quads']} statements"
    click.echo(f"{said}; {counted(outcome.findings, lang)}.")
    for each in outcome.told:
        click.echo(each.text(lang), err=True)
