"""`kg takedown`: take something out of every release, its files and the inbox, for good."""

import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click
from pyoxigraph import Literal, NamedNode

from kg.cli.output import progress, speaks
from kg.errors import BadRequest
from kg.inbox import redactions
from kg.inbox.inbox import Inbox
from kg.inbox.redactions import Entry
from kg.rdf.formats import NQUADS
from kg.rdf.graphs import read as read_statements
from kg.rdf.iris import Base
from kg.rdf.namespaces import prefixes
from kg.release.takedown.takedown import TakenDown, carry_out, count, of_record, of_statements, take_down
from kg.release.takedown.withheld import Marks
from kg.settings import Settings, read


@click.command("takedown")
@click.argument("iri", required=False)
@click.option("--property", "predicate", help="With IRI: the property, as dcterms:title or an IRI.")
@click.option(
    "--value", "with_value", is_flag=True, help="With IRI and --property: that value, read from standard input."
)
@click.option("--record", is_flag=True, help="With IRI: the whole record of the thing.")
@click.option("--matching", is_flag=True, help="Every statement with the text read from standard input.")
@click.option("--statements", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A file of N-Quads.")
@click.option("--resume", is_flag=True, help="Go on with one that was interrupted, or after a copy was put back.")
@click.option("--dry-run", is_flag=True, help="Only count what would go.")
@click.option("--yes", is_flag=True, help="Don't ask first.")
@click.option("--export-log", type=click.Path(path_type=Path, dir_okay=False), help="Write the log to a file, to keep.")
@click.option("--import-log", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Take in such a file.")
@speaks
def command(
    iri: str | None,
    predicate: str | None,
    with_value: bool,
    record: bool,
    matching: bool,
    statements: Path | None,
    resume: bool,
    dry_run: bool,
    yes: bool,
    export_log: Path | None,
    import_log: Path | None,
    lang: str,
) -> None:
    """Take statements out of every release, its downloads and the inbox, and destroy the old files.

    A text to look for is never given on the command line, where it would be remembered: it is read from standard
    input. What was taken down can't be published again. Git and copies elsewhere are yours to see to:
    docs/personal-data.md.

    \b
    kg takedown project/kiis --property samv:aim
    kg takedown --matching < text.txt --yes
    """
    settings = read()
    if export_log is not None or import_log is not None:
        _carry(settings, export_log, import_log, lang)
        return
    if resume:
        _say(carry_out(settings, step=progress(lang)), lang)
        return
    with closing(Inbox(settings.home)) as inbox:
        marks = Marks(redactions.key(inbox))
    entries = _asked(settings, marks, iri, predicate, with_value, record, matching, statements)
    found = count(settings.home, entries, marks)
    for name, number in found.items():
        click.echo(f"{name}  {number:>7} {'uppgifter' if lang == 'sv' else 'statements'}")
    if dry_run:
        return
    if not yes:
        click.confirm(
            "Detta går inte att ångra. Ta bort?" if lang == "sv" else "This can't be undone. Take it down?", abort=True
        )
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    _say(take_down(settings, entries, at=at, step=progress(lang)), lang)


def _asked(
    settings: Settings,
    marks: Marks,
    iri: str | None,
    predicate: str | None,
    with_value: bool,
    record: bool,
    matching: bool,
    statements: Path | None,
) -> list[Entry]:
    """The entries for what was asked; BadRequest unless it is exactly one thing."""
    base = Base(settings.base_iri)
    asked = (iri is not None, matching, statements is not None)
    if asked == (True, False, False) and record != (predicate is not None):
        if predicate is None:
            return of_record(_key(str(iri), base))
        said = _with_values(_iri(str(iri), base), _property(predicate, base), with_value)
        return of_statements(settings.home, marks, said)
    if asked == (False, True, False):
        entry = marks.of_text(_typed())
        if entry is not None:
            return [entry]
    if asked == (False, False, True) and statements is not None:
        return of_statements(settings.home, marks, _in_file(statements, base))
    raise BadRequest(
        "Say one thing to take down: IRI with --property or --record, --matching with a text on standard input, or "
        "--statements with a file.",
        message_sv="Ange en sak att ta bort: IRI med --property eller --record, --matching med en text på standard in, "
        "eller --statements med en fil.",
    )


def _in_file(path: Path, base: Base) -> list[tuple[str, str, NamedNode | Literal | None]]:
    quads = read_statements(path.read_bytes(), NQUADS, base_iri=base.iri, source=str(path))
    return [
        (quad.subject.value, quad.predicate.value, quad.object)
        for quad in quads
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
    ]


def _with_values(subject: str, predicate: str, with_value: bool) -> list[tuple[str, str, NamedNode | Literal | None]]:
    """The statement without its value; with one, that text in whatever language or datatype, and that IRI."""
    if not with_value:
        return [(subject, predicate, None)]
    text = _typed()
    return [(subject, predicate, value) for value in _terms(text)]


def _terms(text: str) -> list[NamedNode | Literal]:
    found: list[NamedNode | Literal] = [Literal(text)]
    found += [Literal(text, language=language) for language in ("sv", "en")]
    if ":" in text and not any(c in text for c in ' <>"{}|^`\\'):
        found.append(NamedNode(text))
    return found


def _typed() -> str:
    """The text on standard input, without the line's end; on a terminal it isn't shown."""
    if sys.stdin.isatty():
        return str(click.prompt("Text", hide_input=True))
    return sys.stdin.read().rstrip("\r\n")


def _iri(said: str, base: Base) -> str:
    return said if ":" in said else base.iri_of(said)


def _key(said: str, base: Base) -> str:
    owner = base.owner_of(_iri(said, base))
    if owner is None:
        raise BadRequest(
            f"{said!r} is no record of ours: give kind/slug.",
            message_sv=f"{said!r} är ingen av våra poster: ange slag/namn.",
        )
    return f"{owner.kind}/{owner.slug}"


def _property(said: str, base: Base) -> str:
    known = prefixes(base.iri)
    prefix, _, name = said.partition(":")
    if prefix in known:
        return known[prefix] + name
    if "://" not in said:
        raise BadRequest(
            f"{said!r} is no property: write one as dcterms:title, or a whole IRI.",
            message_sv=f"{said!r} är ingen egenskap: skriv en som dcterms:title, eller en hel IRI.",
        )
    return said


def _carry(settings: Settings, export_log: Path | None, import_log: Path | None, lang: str) -> None:
    """Write the log to a file, or take one in."""
    with closing(Inbox(settings.home)) as inbox:
        if export_log is not None:
            export_log.touch(mode=0o600)
            export_log.write_text(redactions.exported(inbox), "utf-8")
        if import_log is not None:
            try:
                new = redactions.imported(inbox, import_log.read_text("utf-8"))
            except (ValueError, KeyError) as wrong:
                raise BadRequest(
                    f"{import_log} is no log that `kg takedown --export-log` wrote.",
                    message_sv=f"{import_log} är ingen logg som `kg takedown --export-log` har skrivit.",
                ) from wrong
            if lang == "sv":
                click.echo(f"{new} borttagningar lades till. Kör `kg takedown --resume`.")
            else:
                click.echo(f"{new} takedowns were added. Run `kg takedown --resume`.")


def _say(done: TakenDown, lang: str) -> None:
    """What was done, and what is left for people to do."""
    if lang == "sv":
        click.echo(
            f"{done.statements} uppgifter är borttagna ur {len(done.releases)} utgåvor, och {done.submissions} "
            "inlämningar är rensade."
        )
        click.echo("Kvar att göra: git, säkerhetskopior och andras kopior. Se docs/personal-data.md.")
    else:
        click.echo(
            f"{done.statements} statements are gone from {len(done.releases)} releases, and {done.submissions} "
            "hand-ins are cleaned."
        )
        click.echo("Left to do: git, backups and other people's copies. See docs/personal-data.md.")
    for name in done.damaged:
        said = (
            f"releases/{name} är skadad och kunde inte rensas. Ta bort katalogen och kör `kg takedown --resume`."
            if lang == "sv"
            else f"releases/{name} is damaged and could not be cleaned. Remove the directory and run "
            "`kg takedown --resume`."
        )
        click.echo(said, err=True)
    if done.damaged:
        raise click.exceptions.Exit(1)
