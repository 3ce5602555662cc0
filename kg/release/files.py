"""A throw-away release of any RDF files: graphs exactly as in the files, no shapes, no model, gone with the server."""

import gzip
import zlib
from codecs import BOM_UTF8
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, Quad

from kg import __version__
from kg.errors import BadSyntax, NotFound, StorageFailed, UnsupportedMediaType
from kg.place import Place
from kg.rdf.canonical import digest
from kg.rdf.formats import RDFXML, Format, engine_rdf, rdf_by_path
from kg.rdf.graphs import bad_syntax, must_be_whole, must_have_no_mark, must_not_declare_entities
from kg.rdf.nesting import must_be_shallow
from kg.rdf.reasons import denied
from kg.rdf.watched import Watched
from kg.release import store
from kg.release.durable import point, storage, write_text
from kg.release.layout import Manifest, Release, open_release, release_id

BATCH = 100_000


def home_of(files: Sequence[Path], home: Path, *, base_iri: str, union: bool) -> Release:
    """A home whose current release has the statements of the files; BadSyntax tells file, line and column.

    Blank nodes of different files stay different. With `union` the default graph holds every statement once.
    """
    forms = [_format(path) for path in files]
    scratch = home / "scratch"
    with storage(home):
        scratch.mkdir(parents=True)
        count = _fill(scratch / "store", list(zip(files, forms, strict=True)), union=union)
        manifest = _manifest(files, count, base_iri)
        write_text(scratch / "manifest.json", manifest.as_json())
        target = home / "releases" / manifest.id
        target.parent.mkdir()
        scratch.rename(target)
        point(home / "current", f"releases/{manifest.id}")
    return open_release(target)


def _fill(folder: Path, files: Sequence[tuple[Path, Format]], *, union: bool) -> int:
    def load(opened: ox.Store) -> None:
        for path, form in files:
            _load(opened, path, form)
        if union:
            _unite(opened)

    return store.fill(folder, load)


def _format(path: Path) -> Format:
    if not path.is_file():
        raise NotFound(f"There is no file {path}.", message_sv=f"Filen {path} finns inte.")
    form = rdf_by_path(path.name)
    if form is None:
        raise UnsupportedMediaType(
            f"{path}: the extension doesn't say which RDF format this is; use .ttl, .trig, .nt, .nq, .jsonld or .rdf "
            "(and .gz after it if it is compressed).",
            message_sv=f"{path}: filändelsen säger inte vilket RDF-format det är; använd .ttl, .trig, .nt, .nq, "
            ".jsonld eller .rdf (och .gz efter om filen är komprimerad).",
        )
    return form


def _load(opened: ox.Store, path: Path, form: Format) -> None:
    base_iri, data = path.absolute().as_uri(), None
    try:
        with _opened(path) as handle:
            if form == RDFXML:
                data = handle.read()
                must_not_declare_entities(data, str(path))
                must_be_whole(data, str(path))
                must_be_shallow(data, form, str(path))
                opened.bulk_load(data, engine_rdf(form), base_iri=base_iri)
            else:
                must_have_no_mark(handle.peek(len(BOM_UTF8)), str(path))
                watched = cast("IO[bytes]", Watched(cast("IO[bytes]", handle), form, str(path)))
                opened.bulk_load(watched, engine_rdf(form), base_iri=base_iri)
    except SyntaxError as wrong:
        raise bad_syntax(wrong, form, str(path), data) from wrong
    except (gzip.BadGzipFile, EOFError, zlib.error) as wrong:
        raise BadSyntax(
            "the compressed file is damaged or cut off; fetch it again.",
            message_sv="den packade filen är skadad eller avklippt; hämta den igen.",
            place=Place(str(path)),
        ) from wrong
    except PermissionError as wrong:
        raise StorageFailed(
            f"{path} can't be read: {wrong.strerror}.",
            message_sv=f"{path} går inte att läsa: {denied(wrong)}.",
        ) from wrong


def _opened(path: Path) -> gzip.GzipFile | BufferedReader:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


def _unite(opened: ox.Store) -> None:
    """Put every statement of a named graph into the default graph too, where a set holds it once."""
    batch = []
    for quad in opened.quads_for_pattern(None, None, None, None):
        if not isinstance(quad.graph_name, DefaultGraph):
            batch.append(Quad(quad.subject, quad.predicate, quad.object))
        if len(batch) >= BATCH:
            opened.bulk_extend(batch)
            batch = []
    opened.bulk_extend(batch)


def _manifest(files: Sequence[Path], count: int, base_iri: str) -> Manifest:
    said = "".join(f"{path.absolute()} {path.stat().st_size} {path.stat().st_mtime_ns}\n" for path in files)
    code = digest(said)
    return Manifest(
        id=release_id(0, code),
        sequence=0,
        content_hash=code,
        built_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        previous=None,
        kg_version=__version__,
        base_iri=base_iri,
        union=False,
        shapes_version="",
        counts={"quads": count, "record_quads": 0, "records": 0},
        kinds={},
        inputs={"files": ", ".join(path.name for path in files)},
        content={},
    )
