"""Files as they lie on the disk."""

import gzip
import hashlib
from pathlib import Path

import pytest

from kg.errors import BadInput, BadSyntax
from kg.parse.bank.opened import export_at, reading


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "export.csv"
    path.write_bytes(data)
    return path


def _all(path: Path) -> bytes:
    with reading(export_at(path)) as pieces:
        return b"".join(pieces)


@pytest.mark.parametrize("data", [b"a;b\n", b"a;b\n" * 900_000], ids=["a line", "many"])
def test_a_plain_file_is_read_as_it_is(tmp_path: Path, data: bytes) -> None:
    assert _all(_file(tmp_path, data)) == data


def test_a_packed_file_is_unpacked_and_known_by_its_own_sum(tmp_path: Path) -> None:
    packed = gzip.compress(b"a;b\n" * 900_000, mtime=0) + gzip.compress(b"c;d\n", mtime=0)
    path = _file(tmp_path, packed)
    assert _all(path) == b"a;b\n" * 900_000 + b"c;d\n"
    assert export_at(path).sha256 == hashlib.sha256(packed).hexdigest()


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html>", b" <?xml?>", b'{"a": 1}', b"[1]", b"\x89PNG\r\n", b"", b"\xef\xbb\xbf\r\n", b"PK\x03\x04rest", b"\xff\xfea\x00", b"%PDF-1.7", b"\xd0\xcf\x11\xe0",
        gzip.compress(b"PK\x03\x04", mtime=0), b"\x1f\x8bnonsense",
    ],
)  # fmt: skip
def test_what_is_no_csv_is_refused_before_a_row_is_read(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadSyntax):
        export_at(_file(tmp_path, data))


def test_a_packed_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, gzip.compress(bytes(range(256)) * 4000 + b"a;b\n" * 1000)[:-20])
    with pytest.raises(BadSyntax, match="cut off"):
        _all(path)


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "ingen.csv", tmp_path):
        with pytest.raises(BadInput):
            export_at(path)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, b"a;b\n")
    export = export_at(path)
    path.write_bytes(b"c;d\n")
    with reading(export) as pieces, pytest.raises(BadInput, match="changed"):
        list(pieces)
