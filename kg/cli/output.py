"""What commands share: the language option, how findings and refusals are printed, progress on a terminal."""

import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from kg.errors import KgError, Refused
from kg.rdf.findings import Finding, counted

Command = TypeVar("Command", bound=Callable[..., Any])  # click's own decorators take any callable

_STEPS = {
    "scan": ("Läser filerna", "Looking at the files"),
    "parse": ("Tolkar posterna", "Parsing the records"),
    "derive": ("Räknar ut det som följer", "Deriving what follows"),
    "validate": ("Kontrollerar mot formerna", "Checking against the shapes"),
    "shards": ("Skriver uppgifterna", "Writing the statements"),
    "store": ("Bygger lagret", "Building the store"),
    "texts": ("Skriver modell och index", "Writing model and index"),
    "read back": ("Läser tillbaka", "Reading it back"),
    "manifest": ("Räknar kontrollsummor", "Hashing"),
    "flush": ("Skriver till disken", "Flushing to the disk"),
    "rename": ("Förseglar", "Sealing"),
    "point": ("Publicerar", "Publishing"),
    "history": ("Skriver ändringsloggen", "Writing the change log"),
    "dumps": ("Gör nedladdningarna", "Making the downloads"),
    "harvest": ("Provar skörden", "Rehearsing the harvest"),
    "files": ("Kontrollerar filerna", "Checking the files"),
    "content": ("Kontrollerar innehållet", "Checking the content"),
}


def speaks(command: Command) -> Command:
    """Give a command the option `--lang`."""
    option = click.option(
        "--lang", type=click.Choice(["sv", "en"]), default="sv", show_default=True, callback=_remember, help="Language."
    )
    return option(command)


def _remember(context: click.Context, _: click.Parameter, value: str) -> str:
    context.find_root().meta["kg.lang"] = value
    _Spoken.lang = value
    return value


class _Spoken:
    """The language of this process's complaints: `main` prints them after click has let go of its context."""

    lang = "sv"


def complain(wrong: KgError) -> None:
    """Print a refusal and its findings on stderr."""
    if isinstance(wrong, Refused):
        for finding in wrong.findings:
            click.echo(finding.text(_Spoken.lang), err=True)
    click.echo(f"{wrong.title(_Spoken.lang)}: {wrong.text(_Spoken.lang)}", err=True)


def progress(lang: str) -> Callable[[str], None]:
    """A teller of steps: one line that is written over on a terminal, silent elsewhere."""
    if not sys.stderr.isatty():
        return lambda _: None

    def tell(step: str) -> None:
        sv, en = _STEPS.get(step, ("", ""))
        said = sv if lang == "sv" else en
        click.echo(f"\r\x1b[K{said}{' …' if said else ''}", err=True, nl=False)

    return tell


def print_findings(findings: Iterable[Finding], lang: str) -> None:
    """A line a finding, then how many there are of each level."""
    every = list(findings)
    for finding in every:
        click.echo(finding.text(lang))
    click.echo(counted(every, lang))
