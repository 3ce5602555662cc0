"""`kg query`: ask a release, or any SPARQL endpoint."""

import re
import shutil
import sys
from pathlib import Path

import click

from kg.cli.output import speaks
from kg.errors import BadRequest
from kg.query.ask import Asked, ask_release, ask_remote, formats_for, the_question
from kg.query.table import table
from kg.rdf.iris import Base
from kg.release.layout import Release, current, find
from kg.settings import Settings, read

_FORMATS = ("table", "json", "csv", "tsv", "xml", "ttl", "nt", "jsonld", "rdf")


@click.command("query")
@click.argument("query")
@click.option("--release", "name", help="Ask this release instead of the published one.")
@click.option("--endpoint", help="Ask this SPARQL endpoint instead.")
@click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="Give a parameter of the question a value."
)
@click.option("--format", "form", type=click.Choice(_FORMATS), help="table for rows, ttl for graphs, if not said.")
@speaks
def command(
    query: str, name: str | None, endpoint: str | None, params: tuple[str, ...], form: str | None, lang: str
) -> None:
    """Ask QUERY: SPARQL text, a file, - for standard input, or the name of a standing question (docs/questions.md).

    \b
    kg query projects-of-actor --param actor=actor/malmo-kommun
    kg query 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'
    """
    settings = read()
    release = _release(settings, name, needed=endpoint is None)
    asked = the_question(_text(query), release, Base(settings.base_iri), _pairs(params))
    media_type = formats_for(asked, form)
    if endpoint is not None:
        answer = ask_remote(asked, endpoint, media_type, settings)
    else:
        if release is None:
            raise AssertionError("a release was needed")
        answer = ask_release(asked, release, media_type, settings)
    if form in (None, "table") and answer.form in ("SELECT", "ASK"):
        # Into a file or another program goes every cell whole.
        room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo(table(answer.body, settings.base_iri, lang, room=room))
    else:
        sys.stdout.buffer.write(answer.body)
        sys.stdout.buffer.flush()
    _say_coverage(asked, lang)
    if release is not None and endpoint is None and asked.standing and asked.standing.lacks(release.manifest.content):
        click.echo(asked.standing.missing.get(lang, ""), err=True)


def _release(settings: Settings, name: str | None, *, needed: bool) -> Release | None:
    if name is not None:
        return find(settings.home, name)
    if needed or (settings.home / "current").exists():
        return current(settings.home)
    return None


def _text(query: str) -> str:
    """What was given, or what the file or standard input holds."""
    if query == "-":
        return sys.stdin.read()
    path = Path(query) if len(query) < 1000 and "\n" not in query else None
    if path is not None and path.suffix in (".rq", ".sparql") and path.is_file():
        return path.read_text("utf-8")
    return query


def _pairs(params: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for said in params:
        pair = re.fullmatch(r"\??(?P<name>\w+)=(?P<value>.*)", said, re.DOTALL)
        if pair is None:
            raise BadRequest(f"--param {said!r} is not NAME=VALUE.", message_sv=f"--param {said!r} är inte NAMN=VÄRDE.")
        found[pair["name"]] = pair["value"]
    return found


def _say_coverage(asked: Asked, lang: str) -> None:
    """What the answer can't know goes to stderr, so that it never ends up in a table of data."""
    coverage = asked.coverage.get(lang)
    if coverage:
        click.echo(f"{'Obs' if lang == 'sv' else 'Note'}: {coverage}", err=True)
