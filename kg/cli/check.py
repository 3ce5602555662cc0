"""`kg check`: judge record files before they are handed on."""

import json
import sys
from pathlib import Path

import click

from kg.cli.output import print_findings, speaks
from kg.pipeline import check_files
from kg.rdf.findings import UNREADABLE, violations
from kg.settings import read


@click.command("check")
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--media-type", help="Media type of what is read from standard input (-).")
@speaks
def command(paths: tuple[str, ...], form: str, media_type: str | None, lang: str) -> None:
    """Check record files or folders (PATHS), or standard input (-), against our shapes.

    Everything that is wrong is told at once. What the records point at is looked up in data/records.
    """
    stdin = sys.stdin.buffer.read() if "-" in paths else None
    found = check_files(read(), [Path(path) for path in paths if path != "-"], stdin=stdin, media_type=media_type)
    if form == "json":
        click.echo(json.dumps([finding.as_json() for finding in found], ensure_ascii=False, indent=1))
    else:
        print_findings(found, lang)
    if violations(found):
        raise click.exceptions.Exit(2 if any(each.component == UNREADABLE for each in found) else 1)
