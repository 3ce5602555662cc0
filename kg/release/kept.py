"""What a build holds of many records, kept small: texts packed, and unpacked each time somebody asks.

A record's lines as a list take twenty times as much. A build of a hundred thousand records has to hold them all, since
a record is judged beside those that it points at.
"""

import zlib
from abc import abstractmethod
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Generic, TypeVar

import pyoxigraph as ox
from pyoxigraph import RdfFormat

from kg.parse.record import Record
from kg.rdf.canonical import split
from kg.rdf.iris import Owner

_LEVEL = 1
"""Packing harder takes five times as long, and saves a tenth."""


V = TypeVar("V")
P = TypeVar("P")


class _Kept(MutableMapping[str, V], Generic[V, P]):
    """Values by the keys of records, held packed as P."""

    def __init__(self, values: Mapping[str, V] | None = None) -> None:
        self._held: dict[str, P] = {}
        self.update(values or {})

    @abstractmethod
    def _pack(self, value: V) -> P: ...

    @abstractmethod
    def _unpack(self, held: P) -> V: ...

    def __getitem__(self, key: str) -> V:
        return self._unpack(self._held[key])

    def __setitem__(self, key: str, value: V) -> None:
        self._held[key] = self._pack(value)

    def __delitem__(self, key: str) -> None:
        del self._held[key]

    def __contains__(self, key: object) -> bool:
        return key in self._held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


class KeptLines(_Kept[list[str], bytes]):
    """The N-Quads lines of each record, by its key."""

    def _pack(self, value: list[str]) -> bytes:
        return _packed("".join(value))

    def _unpack(self, held: bytes) -> list[str]:
        return split(_unpacked(held))


class KeptRecords(_Kept[Record, tuple[Owner, str, bytes]]):
    """Records by their keys; one that is given back says the same, its statements in the order of their lines."""

    def _pack(self, value: Record) -> tuple[Owner, str, bytes]:
        return value.owner, value.source, _packed(value.text)

    def _unpack(self, held: tuple[Owner, str, bytes]) -> Record:
        owner, source, packed = held
        text = _unpacked(packed)
        return Record(owner, source, tuple(ox.parse(text.encode(), RdfFormat.N_QUADS, lenient=True)), text)


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode(), _LEVEL)


def _unpacked(data: bytes) -> str:
    return zlib.decompress(data).decode()
