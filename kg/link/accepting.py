"""Take over a snapshot whole: its files lie on the disk before one rename says that they count, then each is moved.

data/authorities/<name>/.accepting/<file>   not yet said to count; the next one sweeps it
                        .accepted/<file>    counts, and is read in the place of <file> (kg.sources.folder)

Killed or cut off at any moment, every reader has the old snapshot or the new one; `finish` moves what was left.
"""

import contextlib
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from kg.errors import StorageFailed
from kg.rdf.reasons import denied
from kg.sources.folder import ACCEPTED
from kg.sources.lasting import sync, write

_DRAFT = ".accepting"


def accept(folder: Path, files: Mapping[str, bytes], *, step: Callable[[str], None] = lambda _: None) -> None:
    """Put files, by their names, in the folder of an authority, all or none; StorageFailed where the disk refuses.

    `step` is told what is about to be done: draft, commit, each file's name, sweep.
    """
    finish(folder)
    draft = folder / _DRAFT
    try:
        step("draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        for name, data in sorted(files.items()):
            write(draft / name, data)
        sync(draft)
        step("commit")
        draft.rename(folder / ACCEPTED)
        sync(folder)
    except OSError as wrong:
        shutil.rmtree(draft, ignore_errors=True)
        raise unwritten(folder, wrong) from wrong
    finish(folder, step=step)


def finish(folder: Path, *, step: Callable[[str], None] = lambda _: None) -> None:
    """Move what counts already into its place: what was interrupted is done, and where nothing was, nothing is."""
    accepted = folder / ACCEPTED
    if not accepted.is_dir():
        return
    try:
        # Two commands may finish the same thing; what one has moved, the other doesn't find.
        with contextlib.suppress(FileNotFoundError):
            for path in sorted(accepted.iterdir()):
                step(path.name)
                path.replace(folder / path.name)
            sync(folder)
            step("sweep")
            accepted.rmdir()
        sync(folder)
    except OSError as wrong:
        raise _unmoved(folder, wrong) from wrong


def finish_all(root: Path) -> None:
    """Finish what was interrupted for any authority under the root."""
    for accepted in sorted((root / "data" / "authorities").glob(f"*/{ACCEPTED}")):
        finish(accepted.parent)


def unwritten(folder: Path, wrong: OSError) -> StorageFailed:
    """That a folder refuses, and that nothing of it has changed."""
    return StorageFailed(
        f"{folder} can't be written: {wrong.strerror}. The snapshot is as it was.",
        message_sv=f"{folder} går inte att skriva: {denied(wrong)}. Kopian är som förut.",
    )


def _unmoved(folder: Path, wrong: OSError) -> StorageFailed:
    return StorageFailed(
        f"{folder} can't be written: {wrong.strerror}. The snapshot in {ACCEPTED} counts already; make room, or let kg "
        "write there, and run `kg link` again to move it into place.",
        message_sv=f"{folder} går inte att skriva: {denied(wrong)}. Kopian i {ACCEPTED} gäller redan; gör plats "
        "eller ge kg rätt att skriva där, och kör `kg link` igen så flyttas den på plats.",
    )
