"""`kg releases`: what there is, newest last."""

import json

import click

from kg.cli.output import speaks
from kg.errors import NoRelease
from kg.release.layout import current, releases
from kg.settings import read


@click.command("releases")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@speaks
def command(form: str, lang: str) -> None:
    """List the releases, oldest first; the published one is marked with a star."""
    home = read().home
    every = releases(home)
    try:
        now = current(home).id
    except NoRelease:
        now = ""
    if form == "json":
        said = [
            {
                "id": each.id,
                "current": each.id == now,
                "built_at": each.manifest.built_at,
                "content_hash": each.manifest.content_hash,
                "records": each.manifest.counts["records"],
                "statements": each.manifest.counts["quads"],
            }
            for each in every
        ]
        click.echo(json.dumps(said, indent=1))
        return
    if not every:
        click.echo("Inga utgåvor än: kör `kg publish`." if lang == "sv" else "No releases yet: run `kg publish`.")
    words = ("poster", "uppgifter") if lang == "sv" else ("records", "statements")
    for each in every:
        counts = each.manifest.counts
        star = "*" if each.id == now else " "
        numbers = f"{counts['records']:>7} {words[0]} {counts['quads']:>9} {words[1]}"
        click.echo(f"{star} {each.id}  {each.manifest.built_at}  {numbers}")
