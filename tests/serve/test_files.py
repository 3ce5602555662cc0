"""Downloads: whole, in ranges, with what proves that they arrived; and static files for ever."""

import base64
import hashlib
import re

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RangeNotSatisfiable
from kg.serve.http import ranges
from tests.serve import world

FILE = "/download/samverkan.nq"


def test_a_file_comes_whole_with_its_digest(client: FlaskClient) -> None:
    answer = client.get(FILE)
    digest = hashlib.sha256(answer.data)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="samverkan.nq"'
    assert answer.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    assert answer.headers["ETag"] == f'"{digest.hexdigest()[:32]}"'
    assert answer.headers["X-Release"] == world.FIRST
    assert answer.mimetype == "application/n-quads"
    assert int(answer.headers["Content-Length"]) == len(answer.data)


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=5-", 5, None), ("bytes=-7", -7, None), ("BYTES=3-3", 3, 4)],
)
def test_a_range_is_served(client: FlaskClient, asked: str, start: int, end: int | None) -> None:
    whole = client.get(FILE).data
    answer = client.get(FILE, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.data == whole[start:end]
    first = start % len(whole)
    assert answer.headers["Content-Range"] == f"bytes {first}-{first + len(answer.data) - 1}/{len(whole)}"


def test_a_range_outside_the_file_says_how_long_it_is(client: FlaskClient) -> None:
    size = len(client.get(FILE).data)
    answer = client.get(FILE, headers={"Range": "bytes=999999999-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{size}"
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "lines=1-2", "bytes=9-3", "bytes=x", "bytes=-", "nonsense"])
def test_what_is_no_single_range_gets_the_whole(client: FlaskClient, asked: str) -> None:
    assert client.get(FILE, headers={"Range": asked}).status_code == 200


def test_if_range_names_the_bytes_it_was_begun_with(client: FlaskClient) -> None:
    tag = client.get(FILE).headers["ETag"]
    assert client.get(FILE, headers={"Range": "bytes=0-1", "If-Range": tag}).status_code == 206
    assert client.get(FILE, headers={"Range": "bytes=0-1", "If-Range": '"other"'}).status_code == 200
    assert client.get(FILE, headers={"Range": "bytes=0-1", "If-Range": f"W/{tag}"}).status_code == 200


def test_head_of_a_file_has_no_range(client: FlaskClient) -> None:
    answer = client.head(FILE, headers={"Range": "bytes=0-1"})
    assert answer.status_code == 200
    assert answer.headers["Accept-Ranges"] == "bytes"


def test_the_page_lists_sizes_and_sums(client: FlaskClient) -> None:
    page = client.get("/download/").text
    assert hashlib.sha256(client.get(FILE).data).hexdigest() in page
    assert world.FIRST in page


@pytest.mark.parametrize("name", ["nix", "manifest.json", ".hidden", "..", "a/b"])
def test_only_listed_files_are_given(client: FlaskClient, name: str) -> None:
    assert client.get(f"/download/{name}").status_code == 404


def test_a_static_file_lasts_under_its_hashed_name(client: FlaskClient) -> None:
    page = client.get("/").text
    name = re.search(r'href="\./(static/samverkan\.[0-9a-f]{12}\.css)"', page)
    assert name is not None
    answer = client.get(f"/{name[1]}")
    assert answer.mimetype == "text/css"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/samverkan.css").status_code == 404


@given(st.integers(1, 50), st.integers(0, 60), st.integers(0, 60), st.sampled_from(["{a}-{b}", "{a}-", "-{b}"]))
def test_a_span_is_what_slicing_gives(size: int, a: int, b: int, form: str) -> None:
    data = bytes(range(size))
    try:
        found = ranges.span("bytes=" + form.format(a=a, b=b), size)
    except RangeNotSatisfiable:
        assert (form.startswith("{a}") and a >= size) or (form == "-{b}" and b == 0)
        return
    got = data if found is None else data[found.start : found.end + 1]
    expected = {"{a}-{b}": data[a : b + 1] if b >= a else data, "{a}-": data[a:], "-{b}": data[-b:] if b else b""}
    assert got == expected[form]
