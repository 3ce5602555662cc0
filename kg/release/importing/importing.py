"""Import an export of a project bank: read it row by row, sort the rows, judge their records, put all in place at once.

Nothing is published here: the next build takes in what was imported. What was imported before counts until the end.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain, islice, repeat
from pathlib import Path

from kg.errors import BadInput, Unavailable
from kg.inbox import links
from kg.inbox.inbox import Inbox
from kg.link import ledger, sssom
from kg.link.ledger import Decision, Pair
from kg.parse.bank import rows
from kg.parse.bank.opened import Export, export_at, reading
from kg.parse.bank.template import Template, read_template
from kg.rdf.iris import Base
from kg.release.durable import storage
from kg.release.importing.batch import Judge
from kg.release.importing.job import Job
from kg.release.importing.known import decided, known
from kg.release.importing.making import Maker
from kg.release.importing.shelf import Shelf, importing_alone
from kg.release.importing.sorting import Sorter
from kg.release.importing.told import Listener, Outcome
from kg.release.inputs import Inputs, read_inputs
from kg.release.publish import alone
from kg.release.standing_in import stand_in
from kg.release.takedown.guard import Guard, guard
from kg.settings import Settings
from kg.sources.folder import Tree, scan
from kg.sweden.projectbanks.about import About
from kg.sweden.projectbanks.banks import BANKS
from kg.sweden.projectbanks.formats import Format

FIRST, BATCH = 100, 1000
"""Rows that are in memory at a time: a few to begin with, so that faults are told at once."""


@dataclass(frozen=True)
class Request:
    """What to import: a bank's export, the rows about something or all, and when the file was fetched.

    `trying` reads and judges everything and puts nothing in place; `letting_go` lets earlier records that the export
    lacks become tombstones, without asking of each.
    """

    bank: str
    path: Path
    about: About
    retrieved: date | None = None
    trying: bool = False
    letting_go: bool = False


@dataclass(frozen=True)
class There:
    """The record files there are, and what people have decided on pairs of them and a bank's rows."""

    tree: Tree
    decided: Mapping[Pair, Decision]


def import_export(settings: Settings, request: Request, *, now: datetime, listener: Listener) -> Outcome:
    """Import the export; BadInput when the file isn't one of the bank's, and then nothing is changed."""
    export, base = export_at(request.path), Base(settings.base_iri)
    with importing_alone(settings.home, request.bank):
        there, inputs = _there(settings, request.bank, base)
        job = _job(request, export, there, inputs, settings.root, now)
        with _shelf(settings.home, job) as shelf:
            keeping_out = guard(settings.home, base)
            judge = Judge(inputs, keeping_out, lambda key: key in job.known.keys or key in shelf.book)
            maker = Maker(job, shelf, judge, listener, there.decided)
            maker.file()
            _read(job, maker, shelf, listener)
            tally = maker.end()
            counts = not request.trying and bool(tally.records or tally.held or tally.ours)
            if counts:
                _put_in_place(settings.home, job, shelf, maker, keeping_out)
    return Outcome(export, tally, counts)


def _put_in_place(home: Path, job: Job, shelf: Shelf, maker: Maker, keeping_out: Guard) -> None:
    """Let the import count, when nobody else writes; Unavailable where something was taken down meanwhile."""
    held = ledger.new(job.form.name, job.form.called_en, {job.form.name: job.form.page})
    written = sssom.write(held.with_lines(maker.lines), job.base)
    code = shelf.book.digest()
    shelf.close()
    with alone(home, wait=True):
        if guard(home, job.base).number != keeping_out.number:
            raise Unavailable(
                "Something was taken down while the import was made. Import again: what was taken down is kept out.",
                message_sv="Något togs bort medan importen gjordes. Importera igen: det som togs bort hålls utanför.",
            )
        shelf.put_in_place(written, code)


def _read(job: Job, maker: Maker, shelf: Shelf, listener: Listener) -> None:
    """Every row of the file, a batch at a time."""
    with reading(job.export) as pieces:
        found = rows.read(pieces, job.form, job.export.name)
        sorter = Sorter(job, found.header, shelf.book)
        for size in chain((FIRST,), repeat(BATCH)):
            batch = [sorter.sort(row) for row in islice(found.rows, size)]
            if not batch:
                return
            maker.make(found.header, batch)
            listener.come(pieces.at, job.export.size)


@contextmanager
def _shelf(home: Path, job: Job) -> Iterator[Shelf]:
    """A shelf of our own, of which nothing is left unless it was put in place."""
    with storage(home):
        shelf = Shelf(home, job.form.name, job.base)
        try:
            yield shelf
        finally:
            shelf.close()
            shelf.throw_away()


def _there(settings: Settings, bank: str, base: Base) -> tuple[There, Inputs]:
    """What a build works from, imports apart: the files with accepted records in their places, and people's words."""
    tree = scan(settings.root)
    inputs = read_inputs(tree, base)
    with closing(Inbox(settings.home)) as inbox:
        words = links.decided(inbox)
        tree = stand_in(tree, inbox.standings(), inputs).tree
    return There(tree, decided(settings.root, bank, base, words)), inputs


def _job(request: Request, export: Export, there: There, inputs: Inputs, root: Path, now: datetime) -> Job:
    form = BANKS[request.bank]
    template = _template(root, form, inputs.base)
    written = datetime.fromtimestamp(export.path.stat().st_mtime, UTC).date()
    return Job(
        form=form,
        template=template,
        export=export,
        base=inputs.base,
        known=known(there.tree, inputs, template, there.decided),
        about=request.about,
        today=now.astimezone(UTC).date().isoformat(),
        retrieved=(request.retrieved or written).isoformat(),
        rules=inputs.rules_digest,
        letting_go=request.letting_go,
    )


def _template(root: Path, form: Format, base: Base) -> Template:
    """The bank's template among the files; BadInput where there is none."""
    path = root / "data" / "banks" / f"{form.name}.ttl"
    if not path.is_file():
        raise BadInput(
            f"{path} is missing: it says what a row of {form.called_en} becomes.",
            message_sv=f"{path} saknas: den säger vad en rad ur {form.called_sv} blir.",
        )
    return read_template(path.read_bytes(), path.relative_to(root).as_posix(), base)
