"""`kg check`: judge what is handed over by our shapes, or any RDF by any others."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from kg.cli.output import speaks
from kg.examine.checking import check_by, check_files, check_profile
from kg.rdf.findings import UNREADABLE
from kg.rdf.formats import TURTLE
from kg.rdf.iris import Base
from kg.settings import Settings, read
from kg.validate.reports import html, plain_json, rdf, sarif, text
from kg.validate.reports.report import Report

_WRITERS: Mapping[str, Callable[[Report, str, Settings], str]] = {
    "text": lambda report, lang, _: text.write(report, lang, colour=sys.stdout.isatty()),
    "json": lambda report, _, __: plain_json.write(report),
    "sarif": lambda report, lang, _: sarif.write(report, lang),
    "ttl": lambda report, _, settings: rdf.write(report, TURTLE, Base(settings.base_iri)).decode(),
    "html": lambda report, lang, _: html.write(report, lang),
}


@click.command("check")
@click.argument("paths", nargs=-1, required=True)
@click.option("--shapes", "shapes", multiple=True, type=click.Path(), help="Judge by these SHACL shapes alone.")
@click.option("--profile", help="Judge by a profile that ships with kg alone, for example dcat-ap-se.")
@click.option(
    "--data",
    "context",
    multiple=True,
    type=click.Path(),
    help="Read this beside what is judged by --shapes or --profile.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_WRITERS)),
    default="text",
    show_default=True,
    help="text for people, sarif for code hosts, ttl a sh:ValidationReport.",
)
@click.option("--media-type", help="Media type of what is read from standard input (-).")
@speaks
def command(
    paths: tuple[str, ...],
    shapes: tuple[str, ...],
    profile: str | None,
    context: tuple[str, ...],
    form: str,
    media_type: str | None,
    lang: str,
) -> None:
    """Check files or folders (PATHS), or standard input (-), against our shapes, or any RDF against any shapes.

    Every RDF syntax is read, CSV and XLSX sheets, and answers as JSON; .gz too. Everything that is wrong is told at
    once, with its line and column or cell. What records point at is looked up in data/records, among what stewards have
    accepted, and in imports. With --shapes nothing of ours is asked: the data may be any RDF, its named graphs merged,
    and owl:imports is never fetched.

    \b
    kg check data/records
    kg check draft.ttl --format sarif > kg.sarif
    kg check data.ttl --shapes shapes.ttl --data codes.ttl --format ttl
    kg check catalogue.rdf --profile dcat-ap-se

    Exit codes: 0 nothing stops publication (warnings don't), 1 findings that do, 2 something can't be read.
    """
    settings = read()
    if context and not (shapes or profile):
        raise click.UsageError("--data is read beside what is judged by --shapes; our own records need none.")
    if shapes and profile:
        raise click.UsageError("Give --shapes or --profile, not both: each judges alone.")
    stdin = sys.stdin.buffer.read() if "-" in paths else None
    files = [Path(path) for path in paths if path != "-"]
    beside = [Path(each) for each in context]
    if profile:
        report = check_profile(files, profile, beside, root=settings.root, stdin=stdin, media_type=media_type)
    elif shapes:
        by = [Path(each) for each in shapes]
        report = check_by(files, by, beside, root=settings.root, stdin=stdin, media_type=media_type)
    else:
        report = check_files(settings, files, stdin=stdin, media_type=media_type)
    click.echo(_WRITERS[form](report, lang, settings), nl=False)
    if not report.acceptable:
        raise click.exceptions.Exit(2 if any(each.component == UNREADABLE for each in report.findings) else 1)
