"""`kg draft`: a draft of a record out of a description that somebody has written."""

import json
import sys
from datetime import date
from pathlib import Path

import click

from kg.cli.output import speaks
from kg.errors import BadInput
from kg.examine.drafting import STDIN, Drafted, draft_of, given
from kg.parse.document.lines import MOST_BYTES
from kg.parse.document.report import as_json, as_text
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import write
from kg.rdf.reasons import denied
from kg.settings import read


@click.command("draft")
@click.argument("document", type=click.Path())
@click.option("--kind", help="What the document describes; the first of the kinds when it isn't said.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "ttl"]),
    default="text",
    show_default=True,
    help="What was found in words; the same as JSON, with the answers; or the draft record as Turtle.",
)
@click.option("--source", help="What the facts stand in: a document of the graph, or the title of a new one.")
@click.option("--output", type=click.Path(), help="Write here instead of to standard output.")
@speaks
def command(document: str, kind: str | None, form: str, source: str | None, output: str | None, lang: str) -> None:
    """Make a draft of a record out of DOCUMENT: .txt, .md, .html or .docx, or standard input (-).

    Labelled facts (Plats, Tidsperiod, Finansiering …) are found and placed; what is uncertain or missing is told, and
    nothing is guessed. People are left out. A personal identity number stops it.

    \b
    kg draft beskrivning.docx
    kg draft sida.html --format json --output utkast.json
    """
    data = sys.stdin.buffer.read(MOST_BYTES + 1) if document == STDIN else given(Path(document))
    drafted = draft_of(read(), data, document, kind, stands_in=source)
    written = _written(drafted, form, lang)
    if output is None:
        click.echo(written, nl=False)
        return
    try:
        Path(output).write_text(written, "utf-8")
    except OSError as wrong:
        raise BadInput(
            f"{output} can't be written: {wrong.strerror}.",
            message_sv=f"{output} går inte att skriva: {denied(wrong)}.",
        ) from wrong


def _written(drafted: Drafted, form: str, lang: str) -> str:
    if form == "json":
        return json.dumps(as_json(drafted.draft), ensure_ascii=False, indent=2) + "\n"
    if form == "text":
        return as_text(drafted.draft, drafted.kind_label, lang)
    statements = [quad.triple for each in drafted.records(date.today()).candidates for quad in each.quads]
    return write(statements, TURTLE, base_iri=drafted.base.iri).decode()
