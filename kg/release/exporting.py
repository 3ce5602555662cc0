"""Write accepted records as record files, for a checkout: `<folder>/<kind>/<slug>.ttl`, in our one way of writing."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.inbox.values import Standing
from kg.release.durable import storage, sync


@dataclass(frozen=True)
class Exported:
    """A file that was written, or that said the same already; `beside` are other files of the same record."""

    path: Path
    written: bool
    beside: tuple[Path, ...]


def export(standing: Iterable[Standing], folder: Path) -> list[Exported]:
    """A file for each accepted record that the files don't say yet; each is whole or not there."""
    with storage(folder):
        return [_exported(each, folder) for each in standing]


def _exported(standing: Standing, folder: Path) -> Exported:
    path = folder / f"{standing.key}.ttl"
    text = standing.turtle.encode()
    same = path.is_file() and path.read_bytes() == text
    if not same:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.new")
        draft.write_bytes(text)
        sync(draft)
        draft.replace(path)
    others = sorted(each for each in path.parent.glob(f"{path.stem}.*") if each != path)
    return Exported(path, not same, tuple(others))
