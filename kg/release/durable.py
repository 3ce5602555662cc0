"""Writing so that it lasts: flush to the disk, then move into place by one rename. Disk trouble becomes a sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StorageFailed
from kg.rdf.reasons import denied
from kg.sources.lasting import sync as sync


@contextmanager
def storage(where: Path) -> Iterator[None]:
    """Turn the file system's refusals into StorageFailed: full, read-only, not allowed."""
    try:
        yield
    except OSError as wrong:
        raise storage_failed(where, wrong) from wrong


def storage_failed(where: Path, wrong: OSError) -> StorageFailed:
    """What a refusal of the file system means to the person who asked."""
    if wrong.errno in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(wrong):
        return StorageFailed(
            f"The disk that holds {where} is full. Free some space (`kg prune --keep 3`) and run the command again; "
            "what is published is whole.",
            message_sv=f"Disken där {where} ligger är full. Frigör plats (`kg prune --keep 3`) och kör kommandot igen; "
            "det som är publicerat är helt.",
        )
    if wrong.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return StorageFailed(
            f"{where} can't be written to ({wrong.strerror}). Choose another folder with KG_HOME, or change its "
            "rights.",
            message_sv=f"Det går inte att skriva i {where} ({denied(wrong)}). Välj en annan mapp med "
            "KG_HOME, eller ändra rättigheterna.",
        )
    said = wrong.strerror or str(wrong)
    return StorageFailed(
        f"{where}: {said}. What is published is whole.",
        message_sv=f"{where}: {denied(wrong)}. Det som är publicerat är helt.",
    )


def write_text(path: Path, text: str) -> None:
    """A whole file; `sync` makes it last."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def sync_tree(top: Path, *, known: frozenset[str] = frozenset()) -> None:
    """Flush every file under a folder, then every folder, deepest first; `known` files already lie on the disk."""
    folders = [top]
    for path in sorted(top.rglob("*")):
        if path.is_dir():
            folders.append(path)
        elif path.relative_to(top).as_posix() not in known:
            sync(path)
    for folder in reversed(folders):
        sync(folder)


def point(link: Path, target: str) -> None:
    """Make a symbolic link point at `target`, whole or not at all: readers see the old or the new."""
    draft = link.with_name(link.name + ".new")
    draft.unlink(missing_ok=True)
    draft.symlink_to(target)
    draft.replace(link)
    sync(link.parent)
