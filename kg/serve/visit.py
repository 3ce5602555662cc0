"""One request, as views see it: its language, its wishes, the release it is answered from, and how to link from it."""

import contextlib
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from flask import Request

from kg.errors import KgError
from kg.serve.history import times
from kg.serve.http import negotiate, params
from kg.serve.http.compress import CODINGS
from kg.serve.http.params import Params
from kg.serve.shelf import Edition
from kg.serve.site import Site
from kg.serve.words import LANGUAGES

_PATH_SAFE = "/:@!$&'()*+,;=~-._%"


class Visit:
    """A request to a site. What it needs is worked out when asked for, and once."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site = site
        self.request = request
        self.path = request.path
        self.method = request.method
        self._edition: Edition | None = None
        self._params: Params | None = None
        self._lang: str | None = None
        self._release: str | None = None

    @property
    def edition(self) -> Edition:
        """The release this answer is made from, the same however often it is asked for: the one that the address
        asks for, or the one served now."""
        if self._edition is None:
            asked = self.asked_release
            self._edition = self.site.shelf.current() if asked is None else self.site.archive.named(asked)
        return self._edition

    @property
    def edition_if_any(self) -> Edition | None:
        """The release, else the one served now, or None where there is none: an error page must not fail."""
        with contextlib.suppress(KgError):
            return self.edition
        with contextlib.suppress(KgError):
            return self.site.shelf.current()
        return None

    @property
    def has_past(self) -> bool:
        """Whether what is asked for can be asked as of an earlier release."""
        return times.has_past(self.path)

    @property
    def asked_release(self) -> str | None:
        """The release that the address asks for, as it is written there; None where it asks for none, or can't."""
        if self._release is None and self.has_past and b"release=" in self.request.query_string:
            self._release = self.params.one("release")
        return self._release

    def ask_release(self, name: str) -> None:
        """Answer from that release, whatever the address says."""
        self._release, self._edition = name, None

    @property
    def is_past(self) -> bool:
        """Whether a release is asked for by name."""
        try:
            return self.asked_release is not None
        except KgError:
            return False

    @property
    def params(self) -> Params:
        """The parameters of the address."""
        if self._params is None:
            self._params = params.read(self.request.query_string, "query string", "adressen")
        return self._params

    def header(self, name: str) -> list[str]:
        """Every value of a request header; the server hands several of them over as one, with commas."""
        value = self.request.environ.get(f"HTTP_{name.upper().replace('-', '_')}")
        return [value] if value is not None else []

    @property
    def asked_language(self) -> str | None:
        """The language the address asks for, where it asks."""
        try:
            asked = self.params.all("lang")
        except KgError:
            return None
        return asked[0] if asked and asked[0] in LANGUAGES else None

    @property
    def lang(self) -> str:
        """The language to answer in: the address decides, then Accept-Language, then Swedish."""
        if self._lang is None:
            self._lang = self.asked_language or negotiate.language(LANGUAGES, self.header("Accept-Language"))
        return self._lang

    @property
    def coding(self) -> str:
        """The content coding the client wants."""
        return negotiate.coding(CODINGS, self.header("Accept-Encoding"))

    def say(self, text: str, values: Mapping[str, object] | None = None) -> str:
        """A text of ours in the visitor's language."""
        return self.site.words.say(self.lang, text, values)

    @property
    def root(self) -> str:
        """The way from this page to the front page, as a relative reference."""
        return "../" * (self.path.count("/") - 1) or "./"

    def href(self, path: str) -> str:
        """A path-relative link for pages; it keeps the language and the release that the address asks for.

        Relative, so that the same page works under any address and behind any proxy.
        """
        kept = path if path.startswith("static/") else self.in_language(self.in_release(path))
        before, hash_, fragment = kept.partition("#")
        return self.root + quote(before, safe=_PATH_SAFE + "?") + hash_ + quote(fragment, safe=_PATH_SAFE + "?")

    def in_language(self, path: str) -> str:
        """The path, with the language that the address asks for where it says none itself."""
        before, hash_, fragment = path.partition("#")
        if not self.asked_language or "lang=" in before.partition("?")[2]:
            return path
        return f"{before}{'&' if '?' in before else '?'}lang={self.asked_language}{hash_}{fragment}"

    def in_release(self, path: str) -> str:
        """The path, with the release that the address asks for where it has a past and names none itself."""
        before, hash_, fragment = path.partition("#")
        if not self.is_past or not times.has_past(before) or "release=" in before.partition("?")[2]:
            return path
        name = self._edition.id if self._edition is not None else self.asked_release
        return f"{before}{'&' if '?' in before else '?'}release={quote(name or '', safe='')}{hash_}{fragment}"

    def location(self, path: str) -> str:
        """Where a path of ours is for programs: at the public URL, or from the root where none is set. ASCII only."""
        return (self.site.settings.public_url or "/") + quote(path, safe=_PATH_SAFE + "?#")

    def here(self, changes: Mapping[str, str | None]) -> str:
        """This very page with some parameters changed, or taken away with None."""
        try:
            given = list(self.params)
        except KgError:
            given = []
        kept = [(name, value) for name, value in given if name not in changes]
        new = [(name, value) for name, value in changes.items() if value is not None]
        query = urlencode([*kept, *new])
        last = self.path.rpartition("/")[2]
        return "./" + quote(last, safe=_PATH_SAFE) + (f"?{query}" if query else "")
