"""The downloads of a release, a bundle beside it: RDF in six formats and tables, made from its shards and sealed once.

Before they are offered, every dump is read again and compared, statement by statement, with the shards: by the engine's
parser, RDF/XML also by libxml2, and all of them by rdflib, literals as written. rdflib is slow, so above `whole_up_to`
statements it reads, instead of the whole dumps, dumps of some whole shards written in the same way. A difference is
CorruptRelease, and nothing is offered.
"""

import json
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from kg import __version__
from kg.errors import CorruptRelease, EngineUnavailable
from kg.rdf.canonical import digest
from kg.release import bundle, shards, store, tables, void, writers
from kg.release.bundle import Json
from kg.release.durable import storage, sync, sync_tree, write_text
from kg.release.layout import Release
from kg.release.reread import Reading, Task, end_with_parent, read_again
from kg.release.survey import survey
from kg.release.verify import entry_of, fingerprint
from kg.release.walk import Walk, as_triple
from kg.release.writers import DUMPS, Dump
from kg.settings import Settings

WHOLE_UP_TO = 60_000
SAMPLE = 20_000
PARALLEL_FROM = 20_000


def make(release: Release, settings: Settings, *, whole_up_to: int = WHOLE_UP_TO) -> Path:
    """The release's sealed dumps: those that lie there whole, or new ones; CorruptRelease when one can't be trusted."""
    home = settings.home
    target = home / "bundles" / release.id / "dumps"
    scratch = home / "scratch" / f"dumps-{release.id}"
    with storage(home):
        if bundle.is_whole(target):
            return target
        for folder in (target, scratch):
            store.discard(folder)
        scratch.mkdir(parents=True)
        try:
            manifest = _from_earlier(release, scratch) or _anew(release, scratch, whole_up_to)
            write_text(scratch / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
            sync_tree(scratch)
            target.parent.mkdir(parents=True, exist_ok=True)
            scratch.rename(target)
        finally:
            store.discard(scratch)
        for folder in (target.parent, target.parent.parent, home):
            sync(folder)
    return target


def _anew(release: Release, scratch: Path, whole_up_to: int) -> Json:
    walk = Walk(release)
    seen = survey(walk)
    if seen.triples != release.manifest.counts["quads"]:
        raise _differs(release, f"its shards hold {seen.triples} statements", f"delarna har {seen.triples} uppgifter")
    context, model = release.context(), release.model()
    writers.write(walk, scratch, seen, context)
    made: list[Json] = []
    _check(
        release,
        scratch,
        shards.names(),
        by_rdflib=seen.triples <= whole_up_to,
        # Not in a thread: what the engine gives may be let go in the thread that asked for it alone.
        meanwhile=lambda: made.extend(tables.write(walk, scratch, model)),
    )
    if seen.triples > whole_up_to:
        _check_sample(release, scratch, context)
    _share_equal(release, scratch)
    files = [*map(_described, DUMPS), *made]
    return {
        "release": release.id,
        "content_hash": release.manifest.content_hash,
        "made_from": _made_from(release),
        "kg_version": __version__,
        "files": [{**said, **_measured(scratch / str(said["name"]))} for said in files],
        "statistics": void.statistics(seen, walk),
    }


def _from_earlier(release: Release, scratch: Path) -> Json | None:
    """The files of another release's dumps by hard link, where they were made from just this content."""
    wanted = _made_from(release)
    for folder in _others(release):
        said = bundle.read(folder)
        if said.get("made_from") != wanted or not bundle.is_whole(folder, hashed=True):
            continue
        for each in bundle.files(said):
            os.link(folder / str(each["name"]), scratch / str(each["name"]))
        return {**said, "release": release.id}
    return None


def _share_equal(release: Release, scratch: Path) -> None:
    """Put a file of the newest other dumps in the place of one with the same bytes: the disk holds them once."""
    for folder in _others(release)[:1]:
        for each in bundle.files(bundle.read(folder)):
            mine, other = scratch / str(each["name"]), folder / str(each["name"])
            if mine.is_file() and entry_of(mine) == entry_of(other):
                mine.unlink()
                os.link(other, mine)


def _check(
    release: Release,
    folder: Path,
    names: Sequence[str],
    *,
    by_rdflib: bool,
    meanwhile: Callable[[], None] = lambda: None,
) -> None:
    """Read every dump in a folder again and compare it with the shards of these names; if not, CorruptRelease.

    Others do the reading, in processes of their own; `meanwhile` is done here.
    """
    source = release.path / "shards"

    def lines() -> Iterator[str]:
        return (line for name in names for line in shards.read(source, name))

    dataset, merged = fingerprint(lines()), fingerprint(map(as_triple, lines()))
    tasks = [Task(folder / dump.name, dump.form, by_rdflib) for dump in DUMPS]
    readings = _read_all(tasks, meanwhile, processes=2 if dataset[0] >= PARALLEL_FROM else 1)
    for dump, reading in zip(DUMPS, readings, strict=True):
        wanted = dataset if dump.graphs else merged
        if reading.fault:
            raise _differs(release, f"{dump.name}: {reading.fault}", f"{dump.name}: {reading.fault}")
        for parser, found in reading.fingerprints:
            if found != wanted:
                said = f"{dump.name}, read by {parser}, holds {found[0]} statements where the release holds {wanted[0]}"
                raise _differs(
                    release, said, f"{dump.name} läst av {parser}: {found[0]} uppgifter i stället för {wanted[0]}"
                )


def _check_sample(release: Release, scratch: Path, context: Mapping[str, object]) -> None:
    """Let rdflib read dumps of some whole shards, written as the whole ones are."""
    names: list[str] = []
    count = 0
    for number in range(shards.RECORD_SHARDS):
        # 91 shares no factor with 256: every shard comes once, from all over.
        name = f"{number * 91 % shards.RECORD_SHARDS:02x}"
        names.append(name)
        count += len(shards.read(release.path / "shards", name))
        if count >= SAMPLE:
            break
    folder = scratch / "sample"
    folder.mkdir()
    walk = Walk(release, only=names)
    writers.write(walk, folder, survey(walk), context)
    _check(release, folder, names, by_rdflib=True)
    store.discard(folder)


def _read_all(tasks: Sequence[Task], meanwhile: Callable[[], None], *, processes: int) -> list[Reading]:
    """What each file holds, read in processes of their own: rdflib's switches are for a whole process."""
    try:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, mp_context=context, initializer=end_with_parent) as pool:
            waiting = [pool.submit(read_again, task) for task in tasks]
            meanwhile()
            return [each.result() for each in waiting]
    except BrokenProcessPool as wrong:
        raise EngineUnavailable(
            "A process that reads the downloads again died; none are offered. Run the command again, with more memory "
            "if it repeats.",
            message_sv="En process som läser nedladdningarna igen dog; inga erbjuds. Kör kommandot igen, med mer minne "
            "om det upprepas.",
        ) from wrong


def _described(dump: Dump) -> Json:
    form = dump.form.label
    if dump.graphs:
        label = {
            "sv": f"Hela grafen som {form}, en namngiven graf för varje post",
            "en": f"The whole graph as {form}, a named graph for each record",
        }
    else:
        label = {"sv": f"Hela grafen som {form}", "en": f"The whole graph as {form}"}
    return {
        "name": dump.name,
        "media_type": dump.form.media_type,
        "encoding": "gzip" if dump.packed else None,
        "format": dump.form.name,
        "label": label,
        "what": "dataset" if dump.graphs else "graph",
    }


def _measured(path: Path) -> Json:
    entry = entry_of(path)
    return {"bytes": entry.size, "sha256": entry.sha256}


def _made_from(release: Release) -> str:
    """What decides every byte of the dumps: the content, the model and context, and the program."""
    texts = [(release.path / name).read_bytes() for name in ("model.json", "context.jsonld")]
    said = [release.manifest.content_hash, release.manifest.base_iri, __version__, *map(digest, texts)]
    return digest(" ".join(said))


def _others(release: Release) -> list[Path]:
    """The dumps of other releases, the newest first."""
    top = release.path.parent.parent / "bundles"
    names = sorted((path.name for path in top.iterdir()), reverse=True) if top.is_dir() else []
    return [
        top / name / "dumps" for name in names if name != release.id and (top / name / "dumps/manifest.json").is_file()
    ]


def _differs(release: Release, en: str, sv: str) -> CorruptRelease:
    return CorruptRelease(
        f"The downloads of release {release.id} aren't offered: {en}. Run `kg verify` and publish again.",
        message_sv=f"Nedladdningarna för utgåva {release.id} erbjuds inte: {sv}. Kör `kg verify` och publicera om.",
    )
