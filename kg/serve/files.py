"""Dumps to download, whole or in ranges, with what proves that they arrived whole; and the static files of pages."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Blueprint, Response

from kg.errors import CorruptRelease, RangeNotSatisfiable
from kg.release.layout import Release
from kg.serve import frame
from kg.serve.http import conditions, ranges, respond
from kg.serve.http.bridge import FileSpan
from kg.serve.http.problems import problem
from kg.serve.http.ranges import Span
from kg.serve.http.refusals import NothingThere, Signpost, no_page
from kg.serve.http.respond import Offer
from kg.serve.site import LICENSE
from kg.serve.thing import documents
from kg.serve.visit import Visit

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Dump:
    """A file to download, as its manifest describes it."""

    name: str
    media_type: str
    label: Mapping[str, str]
    size: int
    sha256: str
    what: str
    encoding: str | None = None

    @property
    def content_type(self) -> str:
        """What the file is: a packed one is an archive, whatever it holds."""
        if self.encoding == "gzip":
            return "application/gzip"
        text = self.media_type.startswith("text/") and "charset" not in self.media_type
        return f"{self.media_type}; charset=utf-8" if text else self.media_type

    @property
    def etag(self) -> str:
        """A strong tag: the file's own hash."""
        return f'"{self.sha256[:32]}"'


@dataclass(frozen=True)
class Bundle:
    """The dumps of one release."""

    release: Release
    folder: Path
    dumps: tuple[Dump, ...]

    def named(self, name: str) -> Dump | None:
        """The dump of that name."""
        return next((each for each in self.dumps if each.name == name), None)


def bundle(visit: Visit) -> Bundle | None:
    """The dumps of the current release, or of the latest before it while those are being made; of one that is asked
    for by name, its own alone."""
    own = visit.edition.release
    others = [] if visit.is_past else visit.site.shelf.all()
    earlier = [r for r in others if r.manifest.sequence < own.manifest.sequence]
    for release in (own, *reversed(earlier)):
        folder = release.bundle("dumps")
        if folder is not None:
            return Bundle(release, folder, _dumps(folder))
    return None


def index(visit: Visit) -> Response:
    """The page of downloads."""
    if not visit.path.endswith("/"):
        return respond.see(visit, "download/", status=308, vary=())
    found = bundle(visit)
    key = ("download", found.release.id if found else "")
    return respond.answer(
        visit,
        documents.PAGE,
        lambda: frame.page(
            visit,
            "download.html",
            {
                "bundle": found,
                "groups": groups(visit, found.dumps) if found else (),
                "current": found is not None and found.release.id == visit.edition.id,
            },
            title=visit.say("Ladda ner"),
            description=visit.say("Hela grafen som filer, med kontrollsummor."),
        ),
        Offer(key),
    )


def groups(visit: Visit, dumps: tuple[Dump, ...]) -> list[tuple[str, list[Dump]]]:
    """The files under headings: the whole graph, the tables, what describes the tables, and whatever else."""
    headings = {
        visit.say("Hela grafen"): ("graph", "dataset"),
        visit.say("Tabeller"): ("table",),
        visit.say("Beskrivning av tabellernas kolumner"): ("table-description",),
    }
    named = {what for each in headings.values() for what in each}
    found = [(title, [each for each in dumps if each.what in whats]) for title, whats in headings.items()]
    found.append((visit.say("Annat"), [each for each in dumps if each.what not in named]))
    return [(title, each) for title, each in found if each]


def file(visit: Visit, name: str) -> Response:
    """A dump, or a range of it."""
    found = bundle(visit)
    dump = found.named(name) if found else None
    if found is None or dump is None or not _NAME.fullmatch(name):
        raise NothingThere(
            f"There is no file {name!r} to download.",
            message_sv=f"Det finns ingen fil {name!r} att ladda ner.",
            near=[Signpost(visit.say("Ladda ner"), "download/")],
        )
    headers = _headers(visit, found, dump)
    if visit.method in ("GET", "HEAD"):
        conditions.must_hold(visit, dump.etag, None)
    if visit.method in ("GET", "HEAD") and (respond.has(visit, dump.etag) or respond.has(visit, "*")):
        return respond.dressed(visit, Response(status=304, headers=headers))
    try:
        span = ranges.span(_range_of(visit, dump), dump.size)
    except RangeNotSatisfiable as refusal:
        response = problem(visit, refusal)
        response.headers["Content-Range"] = f"bytes */{dump.size}"
        return response
    return _send(visit, found.folder / dump.name, dump, span, headers)


def static(visit: Visit, name: str) -> Response:
    """A static file under its lasting name."""
    asset = visit.site.assets.by_name.get(name)
    if asset is None:
        raise no_page(visit.path)
    return respond.plain(visit, asset.body, asset.media_type, cache="public, max-age=31536000, immutable")


def _range_of(visit: Visit, dump: Dump) -> str | None:
    """The Range header, unless If-Range names other bytes than these (§13.1.5)."""
    headers = visit.request.headers
    if visit.method != "GET" or ("If-Range" in headers and headers["If-Range"].strip() != dump.etag):
        return None
    return headers.get("Range")


def _headers(visit: Visit, found: Bundle, dump: Dump) -> dict[str, str]:
    digest = base64.b64encode(bytes.fromhex(dump.sha256)).decode()
    return {
        "ETag": dump.etag,
        "X-Release": found.release.id,
        "Accept-Ranges": "bytes",
        "Cache-Control": "public, no-cache",
        "Content-Disposition": f'attachment; filename="{dump.name}"',
        "Repr-Digest": f"sha-256=:{digest}:",
        "Link": f'<{visit.location("catalog")}>; rel="describedby", <{LICENSE}>; rel="license"',
    }


def _send(visit: Visit, path: Path, dump: Dump, span: Span | None, headers: dict[str, str]) -> Response:
    part = span or Span(0, dump.size - 1)
    if not path.is_file():
        raise CorruptRelease(f"The file {dump.name} is missing.", message_sv=f"Filen {dump.name} saknas.")
    body = FileSpan(path, part.start, part.end + 1)
    response = Response(body, status=206 if span else 200, headers=headers, direct_passthrough=True)
    response.headers["Content-Type"] = dump.content_type
    response.headers["Content-Length"] = str(part.length)
    if span:
        response.headers["Content-Range"] = f"bytes {span.start}-{span.end}/{dump.size}"
    return respond.dressed(visit, response)


def _dumps(folder: Path) -> tuple[Dump, ...]:
    try:
        said = json.loads((folder / "manifest.json").read_text("utf-8"))
        return tuple(_dump(cast("Mapping[str, object]", each)) for each in said["files"])
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise CorruptRelease(
            "The list of downloads can't be read.", message_sv="Listan över nedladdningar går inte att läsa."
        ) from wrong


def _dump(said: Mapping[str, object]) -> Dump:
    label = said.get("label")
    return Dump(
        name=str(said["name"]),
        media_type=str(said["media_type"]),
        label={str(k): str(v) for k, v in label.items()} if isinstance(label, Mapping) else {},
        size=int(str(said["bytes"])),
        sha256=str(said["sha256"]),
        what=str(said.get("what", "")),
        encoding=str(said["encoding"]) if said.get("encoding") else None,
    )


def blueprint() -> Blueprint:
    """The routes of downloads and static files."""
    routes = Blueprint("files", __name__)
    methods = ["GET", "HEAD", "OPTIONS"]
    routes.add_url_rule("/download", "index-bare", index, methods=methods)
    routes.add_url_rule("/download/", "index", index, methods=methods)
    routes.add_url_rule("/download/<name>", "file", file, methods=methods)
    routes.add_url_rule("/static/<name>", "static", static, methods=methods)
    return routes
