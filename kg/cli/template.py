"""`kg template`: the sheet one fills in."""

import sys
from pathlib import Path
from typing import cast

import click

from kg.cli.output import speaks
from kg.errors import BadInput
from kg.parse.media import CSV, TABLE_FORMATS, XLSX
from kg.parse.sheet.columns import Lang
from kg.rdf.reasons import denied
from kg.release.sheet_template import TemplateFile, template
from kg.settings import read


@click.command("template")
@click.argument("kind")
@click.option(
    "--format",
    "form",
    type=click.Choice([XLSX.name, CSV.name]),
    default=XLSX.name,
    show_default=True,
    help="A workbook with drop-downs and help, or a CSV file and its description (CSV on the Web).",
)
@click.option("--output", type=click.Path(), help="Write here, or to standard output (-); else a name is chosen.")
@speaks
def command(kind: str, form: str, output: str | None, lang: str) -> None:
    """Make the sheet that records of KIND are filled in in, from the shapes as they are.

    What is filled in is checked with kg check, which names the cell of each fault.
    """
    wanted = next(each for each in TABLE_FORMATS if each.name == form)
    name = Path(output).name if output not in (None, "-") else None
    files = template(read(), kind, wanted, cast("Lang", lang), name=name)
    if output == "-":
        sys.stdout.buffer.write(files[0].data)
        sys.stdout.buffer.flush()
        return
    folder = Path(output).parent if output else Path()
    for file in files:
        _write(folder / file.name, file, lang, over=output is not None)


def _write(path: Path, file: TemplateFile, lang: str, *, over: bool) -> None:
    """Write a file; one that is there already may be filled in, so only a path that was given is written over."""
    try:
        with path.open("wb" if over else "xb") as handle:
            handle.write(file.data)
    except FileExistsError as wrong:
        raise BadInput(
            f"{path} is there already. Move it, or give another name with --output.",
            message_sv=f"{path} finns redan. Flytta den, eller ange ett annat namn med --output.",
        ) from wrong
    except OSError as wrong:
        raise BadInput(
            f"{path} can't be written: {wrong.strerror}.",
            message_sv=f"{path} går inte att skriva: {denied(wrong)}.",
        ) from wrong
    click.echo(f"Skrev {path}." if lang == "sv" else f"Wrote {path}.")
