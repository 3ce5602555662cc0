"""`kg import`: a project bank's export becomes records, and every row that can't is told."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from kg.cli.output import speaks
from kg.place import Place
from kg.release.importing.importing import Request, import_export
from kg.release.importing.report import Report, opened
from kg.release.importing.told import Listener, Outcome, Tally, Told
from kg.settings import read
from kg.sweden.projectbanks.about import About
from kg.sweden.projectbanks.banks import BANKS


@click.command("import")
@click.argument("bank", type=click.Choice(list(BANKS)))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--only-about", "about", multiple=True, help="Only rows that say these words; * ends a word that goes on."
)
@click.option("--retrieved", type=click.DateTime(["%Y-%m-%d"]), help="The day the file was fetched.  [the file's own]")
@click.option(
    "--report", "report", type=click.Path(path_type=Path), help="Write the faulty rows to this file, .csv or .json."
)
@click.option(
    "--let-go", "letting_go", is_flag=True, help="Let earlier records that FILE lacks become tombstones, unasked."
)
@click.option("--dry-run", "trying", is_flag=True, help="Read and judge everything, and change nothing.")
@speaks
def command(
    bank: str,
    file: Path,
    about: tuple[str, ...],
    retrieved: datetime | None,
    report: Path | None,
    letting_go: bool,
    trying: bool,
    lang: str,
) -> None:
    """Import FILE, the export of a project BANK (esf or kohesio, CSV or .gz), as records that the next build takes in.

    What is imported replaces that bank's earlier import, all of it at once; what is new, changed and gone is told.
    Every row that can't be imported is listed with its row, its column and what is wrong; the others are imported. A
    row that may be a record we have waits in kg links review, and so does a record whose row is gone. Words given by
    --only-about are looked for in names, aims and summaries; summaries themselves are never kept.

    \b
    kg import esf esf_projektbanken.csv --only-about "utrikes född*" --only-about etablering
    kg import kohesio kohesio_SE_pp21-27.csv.gz --report faults.csv && kg publish

    Exit codes: 0 every row was read, 1 some rows are faulty, 2 the file isn't an export of the bank.
    """
    settings = read()
    request = Request(bank, file, About.of(about), retrieved.date() if retrieved else None, trying, letting_go)
    with _report(report) as written, _bar(lang) as come:
        listener = Listener(note=_telling(file.name, lang, written), come=come)
        outcome = import_export(settings, request, now=datetime.now(UTC), listener=listener)
    for line in _summary(outcome, trying, lang):
        click.echo(line)
    if outcome.tally.faulty:
        raise click.exceptions.Exit(1)


def _telling(name: str, lang: str, report: Report | None) -> Callable[[Told], None]:
    """Print each note as it comes, and write it to the report."""

    def tell(told: Told) -> None:
        note = told.note
        word = {True: ("fel", "fault"), False: ("tips", "hint")}[note.stops][lang != "sv"]
        row = f"rad {told.row}" if lang == "sv" else f"row {told.row}"
        said = note.sv if lang == "sv" else note.en
        heading = f"{note.heading}: " if note.heading else ""
        cell = Place(name, cell=note.place.cell) if note.heading else Place(name)
        click.echo(
            f"\r\x1b[K{cell}: {word}: {row}: {heading}{said}" if _live() else f"{cell}: {word}: {row}: {heading}{said}"
        )
        if report is not None:
            report.add(told)

    return tell


@contextmanager
def _report(path: Path | None) -> Iterator[Report | None]:
    if path is None:
        yield None
        return
    with opened(path) as report:
        yield report


@contextmanager
def _bar(lang: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that is drawn over on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _, __: None
        return
    label = "Importerar" if lang == "sv" else "Importing"
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def come(at: int, of: int) -> None:
            bar.length = max(of, 1)
            bar.update(at - bar.pos)

        yield come


def _live() -> bool:
    """Whether notes and the bar are written over each other on one terminal."""
    return sys.stderr.isatty() and sys.stdout.isatty()


def _summary(outcome: Outcome, trying: bool, lang: str) -> Iterator[str]:
    swedish, tally = lang == "sv", outcome.tally
    for sv, en, count in _lines(tally):
        if count:
            yield f"{sv if swedish else en}: {count}"
    yield from _named("Ändrade" if swedish else "Changed", tally.changed_rows, tally.changed)
    yield from _named("Borta" if swedish else "Gone", tally.gone_rows, tally.gone)
    if trying:
        yield "Det var ett försök: inget är ändrat." if swedish else "This was a dry run: nothing is changed."
    elif not outcome.counts:
        yield (
            "Ingen rad blev en post, så det som importerades förut gäller fortfarande."
            if swedish
            else "No row became a record, so what was imported before still counts."
        )
    else:
        yield (
            "Importen är klar. Publicera den med kg publish."
            if swedish
            else "The import is done. Publish it with kg publish."
        )


def _lines(tally: Tally) -> Sequence[tuple[str, str, int]]:
    return (
        ("Lästa rader", "Rows read", tally.read),
        ("Handlar inte om Sverige", "Not about Sweden", tally.elsewhere),
        ("Säger inte orden i --only-about", "Not about what --only-about says", tally.passed_by),
        ("Felaktiga rader, som inte importeras", "Faulty rows, not imported", tally.faulty),
        (
            "Kan vara poster som finns; avgör med kg links review",
            "May be records we have; decide with kg links review",
            tally.held,
        ),
        ("Är poster som finns", "Are records we have", tally.ours),
        ("Nya poster", "New records", tally.new),
        ("Ändrade poster", "Changed records", tally.changed),
        ("Poster som förut", "Records as before", tally.same),
        ("Borta sedan förra importen", "Gone since the import before", tally.gone),
        (
            "Väntar på att någon avgör om de ska bort, i kg links review",
            "Wait for somebody to say whether they go, in kg links review",
            tally.leaving,
        ),
        (
            "Tidigare poster som behålls, för raden är felaktig eller väntar",
            "Earlier records that are kept, as their row is faulty or waits",
            tally.kept,
        ),
        ("Stödmottagare som fick egna poster", "Beneficiaries that got records of their own", tally.owners),
    )


def _named(word: str, named: Sequence[tuple[str, str]], count: int) -> Iterator[str]:
    for identifier, title in named:
        yield f"{word}: {identifier} {title}"
    if count > len(named) > 0:
        yield f"{word}: … (+{count - len(named)})"
