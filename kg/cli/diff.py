"""`kg diff`: what changed between two releases."""

import json

import click

from kg.cli.output import speaks
from kg.release.diff import RecordChange, diff
from kg.release.layout import find
from kg.settings import read

_WORDS = {"added": ("ny", "added"), "removed": ("borttagen", "removed"), "changed": ("ändrad", "changed")}


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@speaks
def command(old: str, new: str, form: str, lang: str) -> None:
    """Tell added, changed and removed statements between the releases OLD and NEW, record by record."""
    home = read().home
    changes = diff(find(home, old), find(home, new))
    if form == "json":
        click.echo(json.dumps([each.as_json() for each in changes], ensure_ascii=False, indent=1))
        return
    for each in changes:
        _print(each, lang)
    if not changes:
        click.echo("Utgåvorna säger samma sak." if lang == "sv" else "The releases say the same.")
    elif len(changes) == 1:
        click.echo("1 post skiljer sig." if lang == "sv" else "1 record differs.")
    else:
        click.echo(f"{len(changes)} poster skiljer sig." if lang == "sv" else f"{len(changes)} records differ.")


def _print(record: RecordChange, lang: str) -> None:
    click.echo(f"{record.name} ({_WORDS[record.word][lang != 'sv']})")
    for change in record.changes:
        click.echo(f"  <{change.subject}> <{change.predicate}>")
        for value in change.before:
            click.echo(f"    - {value}")
        for value in change.after:
            click.echo(f"    + {value}")
