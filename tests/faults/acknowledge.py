"""Kill the service at random moments around an acknowledgement or a decision, and look at what is left.

    python -m tests.faults.acknowledge --rounds 300

A round starts the service in a process of its own, hands things in one after the other and lets a steward accept some,
and kills that process (SIGKILL) at a random moment. What was asked and what was answered is written to a log of the
client's own, flushed to the disk line by line. Then the service is started again and everything unanswered is asked
again with the same Idempotency-Key. In the end each thing that was handed in is kept exactly once, under the receipt
that was given; and a submission is accepted if and only if a decision says so and its record stands. Where it has two
records, both are decided or neither is.
"""

import contextlib
import http.client
import json
import os
import random
import re
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from kg.inbox.inbox import Inbox
from kg.inbox.values import State
from tests.faults import stepping
from tests.faults.stepping import end_with, in_a_child, say
from tests.serve.reception import reception
from tests.workshop import Workshop, record, workshop

PASSWORD = "en bro över vattnet"
AT_ONCE = 4
_NOTHING = "when all was answered"
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}


@dataclass
class Tally:
    """What was asked and answered, what each kill hit, and what went wrong."""

    rounds: int = 0
    handed_in: int = 0
    acknowledged: int = 0
    accepted: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    kept_unanswered: int = 0
    wrong: list[str] = field(default_factory=list)

    def table(self) -> str:
        """The figures, a line each."""
        kills = ", ".join(f"{number} {where}" for where, number in sorted(self.killed.items()))
        return (
            f"{sum(self.killed.values())} kills in {self.rounds} rounds: {kills}\n"
            f"{self.handed_in} handed in, {self.acknowledged} acknowledged before a kill, {self.accepted} accepted\n"
            f"{self.kept_unanswered} were kept and the answer never came; asked again they got the receipt they had\n"
            f"{len(self.wrong)} lost, doubled or half decided"
        )


@dataclass
class Log:
    """What the client knows: by key what was handed in, and the receipt; the numbers whose acceptance was answered."""

    path: Path
    sent: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)
    accepted: set[int] = field(default_factory=set)

    def write(self, *words: str) -> None:
        """A line that is on the disk when this returns."""
        with self.path.open("a") as file:
            file.write(" ".join(words) + "\n")
            file.flush()
            os.fsync(file.fileno())


class _Quiet(WSGIRequestHandler):
    """Requests that nobody reads about."""

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(WSGIServer):
    """A server on a socket that is open already."""

    def __init__(self, listener: socket.socket, application: object) -> None:
        super().__init__(listener.getsockname(), _Quiet, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.server_name, self.server_port = "localhost", listener.getsockname()[1]
        self.setup_environ()
        self.set_app(application)  # type: ignore[arg-type]


def rounds(world: Workshop, count: int, *, seed: int, tell: Callable[[str], None] = lambda _: None) -> Tally:
    """Kill the service so many times and compare what it kept with what the client was told."""
    chance, tally = random.Random(seed), Tally()
    log = Log(world.home.parent / "client.log")
    steward = _logged_in(world)
    usual = 0.5
    while sum(tally.killed.values()) < count:
        number = tally.rounds
        tally.rounds += 1
        before = set(log.receipts)
        texts = {f"{seed}-{number}-{n}": _text(f"{number}-{n}") for n in range(AT_ONCE)}
        with _serving(world) as (process, port):
            _ask(port, "GET", "/review/", b"", {"Cookie": steward[0]})
            where, took = _until_killed(process, port, texts, log, steward, chance.uniform(0, usual))
            usual = took if where == _NOTHING else usual * 1.05
        if where != _NOTHING:
            tally.killed[where] += 1
        unanswered = [key for key in texts if key not in log.receipts]
        kept = _kept(world)
        tally.kept_unanswered += sum(key in kept for key in unanswered)
        tally.acknowledged += len(set(log.receipts) - before)
        with _serving(world) as (_, port):
            for key in unanswered:
                _hand_in(port, key, texts[key], log)
        tally.wrong += _wrong(world, log)
        tell(f"{number:>4} killed {where}")
    tally.handed_in, tally.accepted = len(log.sent), len(log.accepted)
    return tally


def _text(name: str) -> str:
    """One record, or for every other name two, of which a steward accepts the first and rejects the second."""
    first = record("project", f"prov-{name}", f'dcterms:title "Prov {name}"@sv')
    if int(name[-1]) % 2 == 0:
        return first
    return first + record("project", f"prov-{name}-nej", f'dcterms:title "Prov {name}, nej"@sv')


class _Killed(Exception):
    """The service died while it was asked."""


def _until_killed(
    process: int, port: int, texts: dict[str, str], log: Log, steward: tuple[str, str], after: float
) -> tuple[str, float]:
    """Ask until the service dies or everything is answered; what it was doing then, and how long it all took."""
    doing, begun = _NOTHING, time.monotonic()

    def kill(_signal: int, _frame: FrameType | None) -> None:
        os.kill(process, signal.SIGKILL)

    signal.signal(signal.SIGALRM, kill)
    signal.setitimer(signal.ITIMER_REAL, max(after, 0.0001))
    try:
        for key, text in texts.items():
            doing = "during a hand-in"
            receipt = _hand_in(port, key, text, log)
            doing = "during a decision"
            _accept(port, receipt, log, steward)
        doing = _NOTHING
    except _Killed:
        pass
    took = time.monotonic() - begun
    signal.setitimer(signal.ITIMER_REAL, 0)
    return doing, took


def _ask(port: int, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        headers, said = dict(answer.getheaders()), answer.read()
        if len(said) != int(headers.get("Content-Length", "-1" if _says_its_length(answer.status) else "0")):
            raise http.client.IncompleteRead(said)
        return answer.status, headers, said
    except (OSError, http.client.HTTPException) as gone:
        raise _Killed from gone
    finally:
        connection.close()


def _says_its_length(status: int) -> bool:
    """Whether an answer with that status says how long it is; one that was cut off may not have come to that."""
    return status != 303


def _hand_in(port: int, key: str, text: str, log: Log) -> str:
    log.write("sent", key)
    log.sent[key] = text
    headers = {"Content-Type": "text/turtle", "Idempotency-Key": key, "Accept": "application/json"}
    status, _, body = _ask(port, "POST", "/submissions", text.encode(), headers)
    assert status == 202, body
    receipt = str(json.loads(body)["receipt"])
    log.write("receipt", key, receipt)
    assert log.receipts.get(key, receipt) == receipt, f"{key} got another receipt"
    log.receipts[key] = receipt
    return receipt


def _accept(port: int, receipt: str, log: Log, steward: tuple[str, str]) -> None:
    cookie, proof = steward
    number, keys = _number(log, receipt)
    said = {"action": "decide" if len(keys) > 1 else "accept", "proof": proof}
    for key, decision in zip(keys, ("accept", "reject"), strict=False):
        said |= {f"decision:{key}": decision, f"reason:{key}": "Nej."}
    fields = urlencode(said)
    status, _, body = _ask(port, "POST", f"/review/{number}", fields.encode(), {**_FORM, "Cookie": cookie})
    assert status == 303, body.decode()
    log.write("accepted", str(number))
    log.accepted.add(number)


def _number(log: Log, receipt: str) -> tuple[int, list[str]]:
    """The number of a submission, and the names of its records."""
    with contextlib.closing(Inbox(log.path.parent / "home")) as inbox:
        return inbox.submission(receipt).number, [each.key for each in inbox.revisions(receipt)]


def _kept(world: Workshop) -> dict[str, list[tuple[str, bytes]]]:
    """What the inbox holds, by key."""
    with contextlib.closing(Inbox(world.home)) as inbox, inbox.reading() as connection:
        found: dict[str, list[tuple[str, bytes]]] = {}
        for row in connection.execute("SELECT idempotency_key, receipt, body FROM submission"):
            found.setdefault(row["idempotency_key"], []).append((row["receipt"], bytes(row["body"])))
        return found


def _wrong(world: Workshop, log: Log) -> Iterator[str]:
    """Everything that must hold after a kill and a retry."""
    kept = _kept(world)
    for key, text in log.sent.items():
        if kept.get(key) != [(log.receipts[key], text.encode())]:
            yield f"{key}: acknowledged as {log.receipts[key]}, kept as {[each for each, _ in kept.get(key, [])]}"
    with contextlib.closing(Inbox(world.home)) as inbox:
        standing = {each.submission for each in inbox.standings()}
        for receipt in log.receipts.values():
            submission = inbox.submission(receipt)
            decided = [each.verdict for each in inbox.decisions(receipt)]
            states = [each.state for each in inbox.revisions(receipt)]
            is_accepted = submission.state is State.ACCEPTED
            whole = ["accepted", "rejected"][: len(states)]
            if not (is_accepted == (decided == whole) == (states == whole) == (submission.number in standing)):
                yield f"{receipt}: {submission.state}, decided {decided}, records {states}"
            if submission.number in log.accepted and not is_accepted:
                yield f"{receipt}: its acceptance was answered and is gone"


def _logged_in(world: Workshop) -> tuple[str, str]:
    """A steward's cookie and proof; a session outlives the process that began it."""
    with contextlib.closing(Inbox(world.home)) as inbox:
        inbox.add_account("granskare", PASSWORD)
    with _serving(world) as (_, port):
        _, headers, page = _ask(port, "GET", "/review/login", b"", _FORM)
        given = {"Cookie": headers["Set-Cookie"].partition(";")[0]}
        token = re.search(r'name="token" value="([^"]+)"', page.decode())
        assert token is not None
        fields = urlencode({"name": "granskare", "password": PASSWORD, "token": token[1]}).encode()
        _, cookies = _cookies(port, fields, {**_FORM, **given})
        cookie = next(each.partition(";")[0] for each in cookies if each.startswith("samverkan_granskning"))
        _, _, page = _ask(port, "GET", "/review/", b"", {"Cookie": cookie, "Accept": "text/html"})
    proof = re.search(r'name="proof" value="([^"]+)"', page.decode())
    assert proof is not None
    return cookie, proof[1]


def _cookies(port: int, fields: bytes, headers: dict[str, str]) -> tuple[int, list[str]]:
    """The cookies that a log-in sets, and those that it takes away."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with contextlib.closing(connection):
        connection.request("POST", "/review/login", fields, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers.get_all("Set-Cookie", [])


@contextlib.contextmanager
def _serving(world: Workshop) -> Iterator[tuple[int, int]]:
    """The service in a process of its own, killed at the end where it lives."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = os.fork()
        if process == 0:
            end_with(lambda: Server(listener, reception(world).app).serve_forever())
        port = listener.getsockname()[1]
    try:
        yield process, port
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _rounds(folder: Path, count: int, seed: int) -> Tally:
    world = workshop(folder)
    in_a_child(world.point)
    return rounds(world, count, seed=seed, tell=say)


if __name__ == "__main__":
    sys.exit(stepping.main(__doc__, _rounds, default=300))
