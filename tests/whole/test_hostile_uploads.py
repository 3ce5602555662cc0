"""Whatever is handed in, a sentence comes back before long, nothing is fetched, and the web process never notices."""

import contextlib
import http.client
import json
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.whole import uploads
from tests.whole.hostile_documents import DOCUMENTS
from tests.whole.process import Served, serving
from tests.whole.uploads import PERSONAL_NUMBER, Canaries, Upload

SECONDS = 10.0
ROOM = 50 * 1024 * 1024
SECRET = "kanariefågeln sjunger"
PATHS = ("/validate", "/submissions")


@dataclass
class Listener:
    """Something that nobody should call, and how often it was called."""

    socket: socket.socket
    calls: int = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        host, port = self.socket.getsockname()
        return f"http://{host}:{port}/{SECRET.split()[0]}"

    def listen(self) -> None:
        """Count who calls, until it is closed."""
        while True:
            try:
                self.socket.accept()[0].close()
            except OSError:
                return
            self.calls += 1


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        made = Listener(opened)
        counting = threading.Thread(target=made.listen)
        counting.start()
        yield made
        opened.shutdown(socket.SHUT_RDWR)
        counting.join()


@pytest.fixture(scope="module")
def canaries(listener: Listener, tmp_path_factory: pytest.TempPathFactory) -> Canaries:
    path = tmp_path_factory.mktemp("canary") / "secret.txt"
    path.write_text(SECRET)
    return Canaries(listener.url, str(path))


@pytest.fixture(scope="module")
def served(real_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("handed-in") / "home"
    shutil.copytree(real_home, home, symlinks=True)
    settings = {"KG_HOME": str(home), "KG_EXAMINE_SECONDS": "2", "KG_EXAMINER_MIB": "512", "KG_WORKERS": "2"}
    with serving(settings) as made:
        while made.get("/readyz")[0] != 200:
            time.sleep(0.05)
        # What is read for the first time stays in memory: that is no cost of any upload.
        for _ in range(3):
            assert _posted(made, "/validate", Upload(uploads.record().encode(), uploads.TURTLE))[0] == 200
        yield made


@pytest.fixture(scope="module")
def before(served: Served) -> int:
    """The memory of the web process before anything hostile."""
    return _memory(served.web)


def _memory(pid: int) -> int:
    """How much memory a process holds, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


def _posted(served: Served, path: str, upload: Upload) -> tuple[int, str, bytes]:
    """Status, media type and body of the answer, which may come before the whole upload is sent."""
    parts = urlsplit(served.address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.request("POST", path, upload.body, {"Content-Type": upload.content_type, **upload.headers})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers["Content-Type"], body


@pytest.mark.parametrize(("name", "path"), [(name, path) for name in uploads.names() for path in PATHS])
def test_an_upload_made_to_hurt_is_answered_with_a_sentence(
    name: str, path: str, served: Served, canaries: Canaries, listener: Listener, before: int
) -> None:
    upload = uploads.made(name, canaries)
    web, begun = served.web, time.monotonic()
    status, media_type, body = _posted(served, path, upload)
    took = time.monotonic() - begun
    said = json.loads(body)
    assert took < SECONDS
    if status not in (200, 202) or upload.refused:
        assert 400 <= status < 500, said
        assert media_type == "application/problem+json"
        assert said["status"] == status
        assert said["detail"].endswith((".", "?"))
    assert listener.calls == 0
    assert SECRET not in body.decode()
    assert PERSONAL_NUMBER not in body.decode()
    assert served.web == web
    assert _memory(web) - before < ROOM


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_description_made_to_hurt_is_answered_with_a_page(
    name: str, served: Served, canaries: Canaries, listener: Listener, before: int
) -> None:
    file, make = DOCUMENTS[name]
    web, begun = served.web, time.monotonic()
    status, media_type, body = _posted(served, "/submit/project/description", _as_form(file, make(canaries)))
    assert time.monotonic() - begun < SECONDS
    assert status == 200 or 400 <= status < 500
    assert media_type.startswith("text/html")
    assert (b'class="fault"' in body) == (status != 200)
    assert listener.calls == 0
    assert SECRET not in body.decode()
    assert PERSONAL_NUMBER not in body.decode()
    assert served.web == web
    assert _memory(web) - before < ROOM


def _as_form(name: str, data: bytes) -> Upload:
    """A file as a browser's form sends it."""
    mark = b"----grans"
    disposition = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    body = b"--" + mark + b"\r\n" + disposition + data + b"\r\n--" + mark + b"--\r\n"
    return Upload(body, f"multipart/form-data; boundary={mark.decode()}", headers={"Accept": "text/html"})


def test_there_are_more_than_sixty_of_them() -> None:
    assert len(uploads.names()) > 60


def test_after_all_that_a_record_is_checked_as_ever(served: Served) -> None:
    status, _, body = _posted(served, "/validate", Upload(uploads.record().encode(), uploads.TURTLE))
    assert status == 200
    assert "Traceback" not in served.said()
    assert PERSONAL_NUMBER not in served.said()
    assert json.loads(body)["shapes_version"]
