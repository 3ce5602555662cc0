"""Run the service: a zygote for query workers first, then one web process with a few threads. Ends on a signal."""

import errno
import logging
import multiprocessing
import os
import socket
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from kg.errors import BadSettings
from kg.query.leash import Leash, ZygoteProcess
from kg.query.pool import Pool
from kg.query.question import MIB, Limits
from kg.query.sandbox import die_with
from kg.release.layout import Release
from kg.release.publish import trustworthy
from kg.serve import sparql
from kg.serve.app import create_app
from kg.serve.bridge import Bridge
from kg.serve.shelf import HomeShelf, Opened
from kg.settings import Settings

log = logging.getLogger(__name__)

# Many more than processors: those that wait for a slow query must not keep pages from being made.
THREADS = 16
_PATIENCE_SECONDS = 5
_BODY_SECONDS = 10.0
# What the server says goes where all else goes, not to standard output.
_SERVER_LOG = {"handlers": {}, "loggers": {"_granian": {"propagate": True}}}


def run(settings: Settings, home: Path) -> None:
    """Serve the releases of a home until a signal comes.

    BadSettings when the port is taken, NoRelease without a release, CorruptRelease where none is whole.
    """
    # Here a refusal is a sentence; in the web process it would be the server's own trouble.
    trustworthy(home)
    placed = replace(settings, port=free_port(settings.host, settings.port))
    zygote = ZygoteProcess.start()
    try:
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
            log_level=LogLevels.warning,
            log_dictconfig=_SERVER_LOG,
            workers_kill_timeout=_PATIENCE_SECONDS,
        )
        server.serve(target_loader=partial(web, placed, home, zygote.path, os.getpid()), wrap_loader=False)
    finally:
        zygote.close()


def web(settings: Settings, home: Path, zygote: Path, parent: int) -> Bridge:
    """What the web process runs: the application behind its bridge. It ends when its parent does, however that ends."""
    die_with(parent)
    _logging()
    made = application(settings, home, zygote)
    return Bridge(made, threads=THREADS, max_body=sparql.MAX_BODY, body_seconds=_BODY_SECONDS)


def application(settings: Settings, home: Path, zygote: Path) -> Flask:
    """The application, with an engine for the current release already warm."""
    leash = Leash(zygote)
    shelf = HomeShelf(home, partial(open_pool, settings, leash))
    shelf.current()
    return create_app(settings, shelf)


def open_pool(settings: Settings, leash: Leash, release: Release) -> Opened:
    """The query workers of a release, within the settings' limits."""
    pool = Pool(
        release.store,
        release.manifest.base_iri,
        leash=leash,
        union=release.manifest.union,
        disjoint=release.manifest.union,
        limits=limits(settings),
        workers=settings.workers,
    )
    return Opened(pool, pool.close)


def limits(settings: Settings) -> Limits:
    """What a question may cost, by the settings."""
    return Limits(
        deadline_seconds=settings.deadline_seconds,
        max_rows=settings.max_rows,
        max_bytes=settings.max_mib * MIB,
        worker_memory_bytes=settings.worker_mib * MIB,
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
