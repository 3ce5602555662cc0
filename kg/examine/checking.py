"""Check files, folders and standard input without building anything: what `kg check` stands on."""

import gzip
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from kg.errors import BadSyntax, NotFound
from kg.examine.by_shapes import examine_by
from kg.examine.desks import desk_of
from kg.examine.examination import examine_each
from kg.examine.handed import Handed
from kg.inbox.inbox import Inbox
from kg.parse.media import table_format
from kg.place import Place
from kg.rdf.findings import in_order
from kg.rdf.formats import rdf_by_path
from kg.rdf.iris import Base
from kg.release.inputs import read_inputs
from kg.release.standing_in import stand_in
from kg.settings import Settings
from kg.sources.folder import files_in, scan
from kg.sources.imported import put_behind
from kg.validate.profiles import profile
from kg.validate.reports.report import Report

STDIN = "-"


def check_files(
    settings: Settings,
    paths: Sequence[Path],
    *,
    stdin: bytes | None = None,
    media_type: str | None = None,
    processes: int = 2,
) -> Report:
    """Every finding of records in files, by our own shapes, beside what a build would publish.

    That is data/records with accepted records in the place of their files, and imports behind. A file that another
    version of its record was accepted over gets the build's warning.
    """
    tree = scan(settings.root)
    handed = [*given(paths, settings.root), *_standard_input(stdin, media_type)]
    inputs = read_inputs(tree, Base(settings.base_iri))
    with closing(Inbox(settings.home)) as inbox:
        stood = stand_in(tree, inbox.standings(), inputs)
    around = put_behind(stood.tree, settings.home)
    examined = examine_each(handed, desk_of(inputs, stood.tree, around, processes=processes))
    names = {each.name for each in handed}
    conflicts = [each for each in stood.conflicts if each.place is not None and each.place.source in names]
    return Report(tuple(in_order([*examined.findings, *conflicts])), _texts(handed), examined.shapes_version)


def check_by(
    paths: Sequence[Path],
    shapes: Sequence[Path],
    context: Sequence[Path] = (),
    *,
    root: Path,
    stdin: bytes | None = None,
    media_type: str | None = None,
) -> Report:
    """Every result of any shapes on any RDF; BadShapes when they can't be applied."""
    handed = [*given(paths, root, tables=False), *_standard_input(stdin, media_type)]
    base_iri = _base_of(handed)
    found = examine_by(handed, given(shapes, root), given(context, root), base_iri=base_iri)
    return Report(found, _texts(handed))


def check_profile(
    paths: Sequence[Path],
    name: str,
    context: Sequence[Path] = (),
    *,
    root: Path,
    stdin: bytes | None = None,
    media_type: str | None = None,
) -> Report:
    """Every result of a profile of ours on any RDF; NotFound when there is no profile of that name."""
    chosen = profile(root, name)
    shapes, codes = ([raw.path for raw in each] for each in (chosen.shapes, chosen.codes))
    return check_by(paths, shapes, [*context, *codes], root=root, stdin=stdin, media_type=media_type)


def given(paths: Iterable[Path], root: Path, *, tables: bool = True) -> list[Handed]:
    """The files at these paths, folders walked, .gz unpacked; NotFound for a path that isn't there.

    In a folder only what we read is taken up, except among the records, where a strange file is a fault. Without
    `tables` a sheet is passed by there, and BadSyntax where it is named itself: others' shapes know nothing of sheets.
    """
    found = []
    for path in paths:
        if not path.exists():
            raise NotFound(f"There is no file {path}.", message_sv=f"Filen {path} finns inte.")
        for raw in files_in(root, path):
            if path.is_dir() and not _is_read(raw.name):
                continue
            if not tables and table_format(raw.name) is not None:
                if path.is_dir():
                    continue
                raise BadSyntax(
                    "a sheet is judged by our own shapes alone: leave --shapes and --profile out, or give RDF.",
                    message_sv="ett kalkylblad bedöms bara av våra egna former: utelämna --shapes och --profile, eller "
                    "ge RDF.",
                    place=Place(raw.name),
                )
            found.append(Handed(raw.name, unpacked(raw.read(), raw.name)))
    return found


def unpacked(data: bytes, name: str) -> bytes:
    """The bytes of a file, unpacked where its name ends in .gz; BadSyntax when it isn't packed so."""
    if not name.endswith(".gz"):
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as wrong:
        raise BadSyntax(
            "the compressed file is damaged, cut off or no gzip file; fetch it or make it again.",
            message_sv="den packade filen är skadad, avklippt eller ingen gzip-fil; hämta eller gör den på nytt.",
            place=Place(name),
        ) from wrong


def _is_read(name: str) -> bool:
    return name.startswith("data/records/") or rdf_by_path(name) is not None or table_format(name) is not None


def _standard_input(data: bytes | None, media_type: str | None) -> list[Handed]:
    return [Handed(STDIN, data, media_type)] if data is not None else []


def _base_of(handed: Sequence[Handed]) -> str:
    """Relative IRIs are resolved against the file's own address, as others do it, where there is one file."""
    names = [each.name for each in handed if each.name != STDIN]
    return Path(names[0]).resolve().as_uri() if len(names) == 1 else Path.cwd().as_uri() + "/"


def _texts(handed: Iterable[Handed]) -> dict[str, bytes]:
    return {each.name: each.data for each in handed}
