"""Ask the net what an authority says today, show how it differs from our snapshot, and take it over when told to.

This is the one thing in `kg` that speaks to the net, and only when a person asks for it. What was fetched lands in
`KG_HOME/upstream/`; `data/authorities/<name>/` changes only with `accept`, all at once or not at all.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import KgError, NotFound
from kg.link.codes import things_by_code
from kg.link.refresh_entries import merged, query
from kg.link.refresh_snapshot import ENTRIES, FIGURES, Snapshot, beside, must_be_likely, with_earlier
from kg.rdf.iris import Base
from kg.rdf.nearest import nearest
from kg.settings import Settings
from kg.sources import endpoint
from kg.sources.folder import scan
from kg.sources.upstream import figures, kolada, pxweb
from kg.sources.upstream.cache import Cache
from kg.sources.upstream.configuration import FILES, Upstream, unusable, upstream
from kg.sources.upstream.errand import Errand, Sender
from kg.sources.upstream.manners import Manners, agent
from kg.sources.upstream.web import Web

Fetch = Callable[[Errand, Sender, Upstream, Sequence[str], int], list[figures.Figure]]
FIGURES_BY: Mapping[str, Fetch] = {"kolada-3": kolada.figures, "pxweb-2": pxweb.figures}
"""The protocols that figures come by."""
SPARQL = "sparql-1.1"
"""The protocol that entries come by."""


@dataclass(frozen=True)
class Refreshed:
    """What came of asking one authority: a difference, taken over or not, or the failure that left all as it was."""

    name: str
    said_sv: str
    said_en: str
    changed: bool = False
    accepted: bool = False
    failure: KgError | None = None

    @property
    def exit_code(self) -> int:
        """For the shell: 0 nothing new or taken over, 1 something new waits for `--accept`, else the failure's own."""
        if self.failure is not None:
            return self.failure.exit_code
        return 1 if self.changed and not self.accepted else 0

    def text(self, lang: str) -> str:
        """What to print, several lines: the difference or the failure, and what to do next."""
        return self.said_sv if lang == "sv" else self.said_en


def refresh(
    settings: Settings,
    names: Sequence[str] = (),
    *,
    accept: bool = False,
    now: datetime | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> tuple[Refreshed, ...]:
    """Ask these authorities, or every one that says in its folder how it is refreshed; `step` is told each address.

    NotFound when a name is no folder of data/authorities, or one that doesn't say how. What goes wrong upstream is
    told in the answer, never raised: the next authority is asked all the same.
    """
    moment = now if now is not None else datetime.now(UTC)
    wanted = _wanted(settings, names)
    return tuple(_refreshed(settings, each, accept=accept, now=moment, step=step) for each in wanted)


def refreshable(root: Path) -> list[str]:
    """The authorities that say how they are refreshed, by name."""
    folder = root / "data" / "authorities"
    found = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    return [path.name for path in found if any("samv:Refresh" in _text(path / name) for name in FILES)]


def linkable(root: Path, name: str) -> bool:
    """Whether things are linked to that authority, which then has entries: some have figures alone."""
    return (root / "data" / "authorities" / name / ENTRIES).is_file()


def _wanted(settings: Settings, names: Sequence[str]) -> list[Path]:
    known = refreshable(settings.root)
    for name in names:
        if name not in known:
            said = nearest(name, known) or ", ".join(known) or "–"
            raise NotFound(
                f"{name!r} doesn't say how it is refreshed. Did you mean {said}? See docs/connectors.md.",
                message_sv=f"{name!r} säger inte hur den förnyas. Menade du {said}? Se docs/connectors.md.",
            )
    return [settings.root / "data" / "authorities" / name for name in dict.fromkeys(names or known)]


def _refreshed(
    settings: Settings, folder: Path, *, accept: bool, now: datetime, step: Callable[[str], None]
) -> Refreshed:
    name = folder.name
    try:
        said = upstream(folder, Base(settings.base_iri))
        if said is None:
            raise unusable(folder, "samv:Refresh")
        errand = _errand(settings, said, step)
        snapshot = _fetched(settings, said, errand, now.year)
        if accept and snapshot.difference.any:
            snapshot.put_in_place(now.astimezone(UTC).strftime("%Y-%m-%d"))
        if accept or not snapshot.difference.any:
            # A difference that waits keeps its run open: what is accepted next is what was shown.
            errand.finish()
    except KgError as wrong:
        sv, en = wrong.text("sv"), wrong.text("en")
        return Refreshed(name, f"{name}: {sv}", f"{name}: {en}", failure=wrong)
    changed = snapshot.difference.any
    return Refreshed(
        name,
        f"{name}: {snapshot.difference.text('sv')}\n{_next(name, changed, accept, 'sv')}",
        f"{name}: {snapshot.difference.text('en')}\n{_next(name, changed, accept, 'en')}",
        changed=changed,
        accepted=accept and changed,
    )


def _errand(settings: Settings, said: Upstream, step: Callable[[str], None]) -> Errand:
    manners = Manners(
        agent(settings),
        total=settings.refresh_seconds,
        request=min(120.0, settings.refresh_seconds),
        pause=said.seconds("pause", 1.0),
    )
    return Errand(manners, Cache(settings.home / "upstream" / said.name), step=step)


def _fetched(settings: Settings, said: Upstream, errand: Errand, year: int) -> Snapshot:
    """What the authority says today, looked through, beside what we have."""
    codes = _codes(settings, said)
    if said.protocol == SPARQL:
        found = endpoint.rows(errand, said.url, query(said), page_size=said.whole("page", 500))
        return beside(said, ENTRIES, merged(said, found, codes))
    if said.protocol in FIGURES_BY and codes:
        with closing(Web(errand.manners)) as web:
            told = FIGURES_BY[said.protocol](errand, web, said, _long(codes, said), year)
        must_be_likely(said, told, year)
        return beside(said, FIGURES, figures.written(with_earlier(said, told, year)))
    raise unusable(said.folder, f"samv:protocol {said.protocol!r}, codes={said.options.get('codes', '')}")


def _codes(settings: Settings, said: Upstream) -> frozenset[str]:
    """The codes that our things of the kind `codes` have: what is told of other codes is of other times."""
    kind = said.options.get("codes", "")
    if not kind:
        return frozenset()
    found = things_by_code(scan(settings.root).records, kind, Base(settings.base_iri))
    if not found:
        raise unusable(said.folder, f"codes={kind}")
    return frozenset(found)


def _long(codes: frozenset[str], said: Upstream) -> list[str]:
    """The codes of as many digits as the option says: kommuner have four, län two."""
    digits = said.whole("digits", 4)
    return sorted(code for code in codes if len(code) == digits)


def _next(name: str, changed: bool, accept: bool, lang: str) -> str:
    """What the reader may do now."""
    if not changed:
        return "Inget nytt." if lang == "sv" else "Nothing new."
    if accept:
        if lang == "sv":
            return "Godtaget. Kör `kg link` och `kg publish` när du vill att det ska synas."
        return "Accepted. Run `kg link` and `kg publish` when you want it to show."
    command = f"`kg link --authority {name} --refresh --accept`"
    if lang == "sv":
        return f"Ingenting är ändrat än. Godta skillnaden med {command}."
    return f"Nothing is changed yet. Accept the difference with {command}."


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() else ""
