"""The import source: records that project banks' exports have become, which stand behind the record files.

home/imported/<bank>/current -> 0002                      one symbolic link, moved by one rename
home/imported/<bank>/0002/records/<kind>/<slug>.ttl       a record for each row, and for its beneficiary and the file
                          leaving/records/…               records whose row has left the bank, until people say more
                          beside/<kind>/<slug>.ttl        what the row adds to another bank's record of the same thing
                          <bank>.sssom.tsv                rows that wait for people: they may be records that we have
                          book.sqlite · digest            which row became what; one digest of everything here
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kg.rdf.canonical import digest
from kg.sources.folder import Raw, Stamp, Tree, files_in
from kg.sweden.projectbanks.banks import BANKS

CURRENT = "current"
RECORDS, LEAVING, BESIDE = "records", "leaving/records", "beside"


@dataclass(frozen=True)
class JointRaw(Raw):
    """A record of one bank with what others add to it, as one Turtle text."""

    parts: tuple[Raw, ...]

    def read(self) -> bytes:
        """The parts one after another: a prefix may be declared again."""
        return b"\n".join(part.read() for part in self.parts)


def home_of(home: Path, bank: str) -> Path:
    """Where the imports of a bank lie."""
    return home / "imported" / bank


def current(home: Path, bank: str) -> Path | None:
    """The import of a bank that counts; None before the first."""
    link = home_of(home, bank) / CURRENT
    return link.resolve() if link.is_dir() else None


def digests(home: Path) -> dict[str, str]:
    """One digest of what is imported, under its name; empty when nothing is."""
    said = [
        f"{bank} {(found / 'digest').read_text('utf-8')}\n"
        for bank in BANKS
        if (found := current(home, bank)) is not None
    ]
    return {"imported": digest("".join(said))} if said else {}


def ledgers(home: Path) -> tuple[Raw, ...]:
    """The ledgers of rows that wait for people, one a bank."""
    found = []
    for bank in BANKS:
        folder = current(home, bank)
        path = folder / f"{bank}.sssom.tsv" if folder is not None else None
        if path is not None and path.is_file():
            said = path.stat()
            stamp = Stamp(said.st_size, said.st_mtime_ns, said.st_ino)
            found.append(Raw(f"imported/{bank}/{path.name}", path, stamp))
    return tuple(found)


def put_behind(tree: Tree, home: Path) -> Tree:
    """The tree with every imported record that no file of its own stands for; the first bank to have one wins.

    The ledgers of rows that wait come before those among the files, which have the last word.
    """
    tree = replace(tree, ledgers=(*ledgers(home), *tree.ledgers))
    taken = {_key(raw) for raw in tree.records}
    added: dict[str, Raw] = {}
    for folder in (RECORDS, LEAVING):
        for raw in (raw for bank in BANKS for raw in _files(home, bank, folder)):
            key = _key(raw)
            if key not in taken:
                added.setdefault(key, raw)
    if not added:
        return tree
    beside = [raw for bank in BANKS for raw in _files(home, bank, BESIDE)]
    records = sorted((*tree.records, *_joined(added, beside).values()), key=lambda raw: raw.name)
    return replace(tree, records=tuple(records))


def _joined(records: dict[str, Raw], beside: Iterable[Raw]) -> dict[str, Raw]:
    """The records, each with what other banks than its own say beside it."""
    found = dict(records)
    for more in beside:
        one = found.get(_key(more))
        if one is not None and _bank(one) != _bank(more):
            found[_key(more)] = _joint(one, more)
    return found


def _joint(one: Raw, more: Raw) -> JointRaw:
    parts = (*(one.parts if isinstance(one, JointRaw) else (one,)), more)
    stamp = Stamp(
        sum(part.stamp.size for part in parts),
        max(part.stamp.modified_ns for part in parts),
        # Either file may be another one next time, and a stamp is all that is looked at.
        sum(part.stamp.inode << (20 * at) for at, part in enumerate(parts)) % (1 << 62),
    )
    return JointRaw(one.name, one.path, stamp, parts)


def _files(home: Path, bank: str, folder: str) -> tuple[Raw, ...]:
    """The files of a bank's import, named as if nothing had been imported before: the number is left out."""
    top = current(home, bank)
    if top is None or not (top / folder).is_dir():
        return ()
    # A hundred thousand of them: a path as an object costs more than the look at the disk.
    return tuple(Raw(f"imported/{bank}/{raw.name}", raw.path, raw.stamp) for raw in files_in(top, top / folder))


def _key(raw: Raw) -> str:
    kind, _, file = raw.name.rpartition("/")
    return f"{kind.rpartition('/')[2]}/{file.rpartition('.')[0]}"


def _bank(raw: Raw) -> str:
    return raw.name.split("/", 2)[1]
