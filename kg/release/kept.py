"""What a build holds of many records, kept small: texts packed, and unpacked each time somebody asks.

A record's lines as a list take twenty times as much. A build of a hundred thousand records has to hold them all, since
a record is judged beside those that it points at.
"""

import zlib
from collections.abc import Iterator, Mapping, MutableMapping

import pyoxigraph as ox
from pyoxigraph import RdfFormat

from kg.parse.record import Record
from kg.rdf.canonical import split
from kg.rdf.iris import Owner

_LEVEL = 1
"""Packing harder takes five times as long, and saves a tenth."""


class KeptLines(MutableMapping[str, list[str]]):
    """The N-Quads lines of each record, by its key."""

    def __init__(self, lines: Mapping[str, list[str]] | None = None) -> None:
        self._packed: dict[str, bytes] = {}
        self.update(lines or {})

    def __getitem__(self, key: str) -> list[str]:
        return split(_unpacked(self._packed[key]))

    def __setitem__(self, key: str, lines: list[str]) -> None:
        self._packed[key] = _packed("".join(lines))

    def __delitem__(self, key: str) -> None:
        del self._packed[key]

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class KeptRecords(MutableMapping[str, Record]):
    """Records by their keys; one that is given back says the same, its statements in the order of their lines."""

    def __init__(self) -> None:
        self._packed: dict[str, tuple[Owner, str, bytes]] = {}

    def __getitem__(self, key: str) -> Record:
        owner, source, packed = self._packed[key]
        text = _unpacked(packed)
        return Record(owner, source, tuple(ox.parse(text.encode(), RdfFormat.N_QUADS, lenient=True)), text)

    def __setitem__(self, key: str, record: Record) -> None:
        self._packed[key] = record.owner, record.source, _packed(record.text)

    def __delitem__(self, key: str) -> None:
        del self._packed[key]

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode(), _LEVEL)


def _unpacked(data: bytes) -> str:
    return zlib.decompress(data).decode()
