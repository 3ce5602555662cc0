"""Run the service: zygotes for query workers and examiners first, then one web process with a few threads.

It ends on a signal. A zygote that ends before that is started again.
"""

import contextlib
import errno
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from kg.errors import BadSettings
from kg.examine.faults import Limits as ExamineLimits
from kg.examine.pool import ExaminerPool, job_of
from kg.inbox.inbox import Inbox
from kg.query.keeper import Keeper
from kg.query.leash import QUERIES, Leash, ZygoteProcess
from kg.query.memory import BYTES_PER_STATEMENT
from kg.query.pool import Pool
from kg.query.question import MIB, Limits
from kg.query.sandbox import die_with, give_memory_back
from kg.release.layout import Release
from kg.release.publish import trustworthy
from kg.serve.app import READY, SITE, create_app
from kg.serve.ask.quick import QuickLane
from kg.serve.history.archive import Archive
from kg.serve.http.bridge import Bridge
from kg.serve.http.limits import max_body
from kg.serve.publishing import PublisherProcess
from kg.serve.shelf import HomeShelf, Opened
from kg.settings import Settings

log = logging.getLogger(__name__)

# Many more than processors: those that wait for a slow query must not keep pages from being made.
THREADS = 16
EXAMINERS = "kg.examine.zygote"
_PATIENCE_SECONDS = 5
_BODY_SECONDS = 10.0
# How long a thread that makes a page may keep the loop, which answers lookups, from its turn.
_SWITCH_SECONDS = 0.0005
# How many of the younger generation's collections come before a whole one may; Python's own choice is 10.
_YOUNGER_COLLECTIONS = 100
# What the server says goes where all else goes, not to standard output.
_SERVER_LOG = {"handlers": {}, "loggers": {"_granian": {"propagate": True}}}


def run(settings: Settings, home: Path) -> None:
    """Serve the releases of a home until a signal comes.

    BadSettings when the port is taken, NoRelease without a release, CorruptRelease where none is whole.
    """
    # Here a refusal is a sentence; in the web process it would be the server's own trouble.
    release, _ = trustworthy(home)
    placed = replace(settings, port=free_port(settings.host, settings.port))
    with contextlib.ExitStack() as ending:
        zygotes = ZygoteProcess.start_all([QUERIES, EXAMINERS] if has_shapes(release) else [QUERIES])
        publishers = [PublisherProcess(replace(placed, home=home))] if has_shapes(release) else []
        keeper = Keeper([*zygotes, *publishers])
        ending.callback(keeper.close)
        _logging()
        log.info("serving at %s", placed.public)
        # Forked, not spawned: the web process is started before there are threads.
        multiprocessing.set_start_method("fork", force=True)
        server = Granian(
            "kg.serve",
            address=placed.host,
            port=placed.port,
            interface=Interfaces.RSGI,
            workers=1,
            websockets=False,
            log_level=LogLevels.warning,
            log_dictconfig=_SERVER_LOG,
            workers_kill_timeout=_PATIENCE_SECONDS,
        )
        keeper.keep()
        sockets = [each.path for each in zygotes]
        server.serve(target_loader=partial(web, placed, home, sockets, os.getpid()), wrap_loader=False)


def web(settings: Settings, home: Path, zygotes: Sequence[Path], parent: int) -> Bridge:
    """What the web process runs: the application behind its bridge. It ends when its parent does, however that ends."""
    die_with(parent)
    give_memory_back()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    sys.setswitchinterval(_SWITCH_SECONDS)
    _logging()
    made = application(settings, home, *zygotes)
    threads = ThreadPoolExecutor(THREADS, thread_name_prefix="kg-web")
    lane = QuickLane(made.extensions[SITE], threads)
    bridge = Bridge(made, threads=threads, max_body=max_body, body_seconds=_BODY_SECONDS, lane=lane.answer)
    _collect_seldom()
    return bridge


def _collect_seldom() -> None:
    """Leave what lives as long as this process out of garbage collections, and make whole ones rare.

    Everything waits for one: 0.1 s for the modules alone, and most of what requests leave needs none.
    """
    gc.collect()
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _YOUNGER_COLLECTIONS)


def application(settings: Settings, home: Path, queries: Path, examiners: Path | None = None) -> Flask:
    """The application, with an engine for the current release already warm, and examiners where it has shapes."""
    leash = Leash(queries)
    pool = ExaminerPool(examiners, limits=examine_limits(settings)) if examiners is not None else None

    def open_release(release: Release) -> Opened:
        if pool is not None and has_shapes(release):
            pool.follow(job_of(release, settings.root))
        return open_pool(settings, leash, release, copy_bytes=copy_bytes(settings, release))

    shelf = HomeShelf(home, open_release)
    shelf.current()
    inbox = Inbox(home) if pool is not None else None
    archive = Archive(home, shelf, partial(open_pool, replace(settings, workers=1), leash))
    made = create_app(settings, shelf, inbox=inbox, examiner=pool, archive=archive)
    shelf.follow(made.extensions[READY])
    return made


def has_shapes(release: Release) -> bool:
    """Whether something can be handed in to it; a throw-away release of plain files has no shapes."""
    return (release.path / "shapes.ttl").is_file()


def copy_bytes(settings: Settings, release: Release) -> int:
    """What a copy of the release in memory may take; none where it wouldn't fit into what the settings give it."""
    most = settings.copy_mib * MIB
    return most if release.manifest.counts.get("quads", 0) * BYTES_PER_STATEMENT <= most else 0


def open_pool(settings: Settings, leash: Leash, release: Release, copy_bytes: int = 0) -> Opened:
    """The query workers of a release, within the settings' limits."""
    pool = Pool(
        release.store,
        release.manifest.base_iri,
        leash=leash,
        union=release.manifest.union,
        disjoint=release.manifest.union,
        limits=limits(settings),
        workers=settings.workers,
        copy_bytes=copy_bytes,
    )
    return Opened(pool, pool.close, pool.rest)


def limits(settings: Settings) -> Limits:
    """What a question may cost, by the settings."""
    return Limits(
        deadline_seconds=settings.deadline_seconds,
        max_rows=settings.max_rows,
        max_bytes=settings.max_mib * MIB,
        worker_memory_bytes=settings.worker_mib * MIB,
    )


def examine_limits(settings: Settings) -> ExamineLimits:
    """What checking a hand-in may cost, by the settings."""
    return ExamineLimits(
        examiners=settings.examiners,
        deadline_seconds=settings.examine_seconds,
        memory_bytes=settings.examiner_mib * MIB,
    )


def free_port(host: str, port: int) -> int:
    """The port, or any free one for 0; BadSettings says what to do when it is taken.

    The server shares a port with whoever else does; so it is tried first, by a socket that doesn't.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as wrong:
            raise _unusable(host, port, wrong) from wrong
        return int(tried.getsockname()[1])


def _unusable(host: str, port: int, wrong: OSError) -> BadSettings:
    if wrong.errno == errno.EADDRINUSE:
        return BadSettings(
            f"Port {port} on {host} is already in use. Stop what uses it, or choose another with --port.",
            message_sv=f"Port {port} på {host} används redan. Stoppa det som använder den, eller välj en annan "
            "med --port.",
        )
    return BadSettings(
        f"{host} port {port} can't be listened on: {wrong.strerror}. Choose others with --host and --port.",
        message_sv=f"Det går inte att lyssna på {host} port {port}: {wrong.strerror}. Välj andra med --host och "
        "--port.",
    )


def _logging() -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
