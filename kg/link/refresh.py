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
from kg.link.accepting import finish_all
from kg.link.codes import things_by_code
from kg.link.refresh_choice import choose, lacking
from kg.link.refresh_entries import merged, query
from kg.link.refresh_series import Seen, seen
from kg.link.refresh_snapshot import ENTRIES, FIGURES, Snapshot, beside, must_be_likely, with_earlier
from kg.rdf.iris import Base
from kg.rdf.nearest import nearest
from kg.settings import Settings
from kg.sources import endpoint
from kg.sources.folder import scan
from kg.sources.upstream import figures, kolada, pxweb
from kg.sources.upstream.cache import Cache
from kg.sources.upstream.candidate import Candidate
from kg.sources.upstream.configuration import CHOSEN, FILES, Upstream, unusable, upstream
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
    waits: bool = False
    failure: KgError | None = None

    @property
    def exit_code(self) -> int:
        """For the shell: 0 nothing new or taken over, 1 something waits for a person, else the failure's own."""
        if self.failure is not None:
            return self.failure.exit_code
        return 1 if self.waits or (self.changed and not self.accepted) else 0

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
    finish_all(settings.root)
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
    try:
        said = _described(settings, folder)
        errand = _errand(settings, said, step)
        series = _seen(said, errand)
        snapshot = _fetched(settings, said, errand, now.year)
        changed = snapshot is not None and snapshot.difference.any
        taken = accept and changed and not series.changed
        if snapshot is not None and taken:
            snapshot.put_in_place(now.astimezone(UTC).strftime("%Y-%m-%d"))
        if taken or not changed:
            # A difference that waits keeps its run open: what is accepted next is what was shown.
            errand.finish()
    except KgError as wrong:
        return _failed(folder.name, wrong)
    sv, en = (_told(folder.name, snapshot, series, lang, accepted=taken) for lang in ("sv", "en"))
    waits = bool(series.changed) or (series.waits and not accept)
    return Refreshed(folder.name, sv, en, changed=changed, accepted=taken, waits=waits)


def choose_series(
    settings: Settings,
    name: str,
    choices: Mapping[str, str],
    *,
    now: datetime | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> Refreshed:
    """Write which key figure or table each of these series of an authority is, as the service calls it today.

    NotFound when the authority doesn't say how it is refreshed; every other fault is told in the answer, and then
    nothing is written.
    """
    [folder] = _wanted(settings, [name])
    moment = now if now is not None else datetime.now(UTC)
    try:
        said = _described(settings, folder)
        errand = _errand(settings, said, step)
        with closing(Web(errand.manners)) as web:
            made = choose(errand, web, said, choices, Base(settings.base_iri), moment.astimezone(UTC).date())
        errand.finish()
    except KgError as wrong:
        return _failed(name, wrong)
    sv, en = (_chosen(said, made, lang) for lang in ("sv", "en"))
    command = f"`kg link --authority {name} --refresh`"
    return Refreshed(
        name,
        f"{name}: valt och skrivet i {CHOSEN}.{sv}\nHämta talen med {command}.",
        f"{name}: chosen, and written in {CHOSEN}.{en}\nFetch the figures with {command}.",
        accepted=True,
    )


def _chosen(said: Upstream, made: Sequence[tuple[str, Candidate]], lang: str) -> str:
    """A line for each choice, with what it lacks of the words that the series was sought by."""
    lines = []
    for series, each in made:
        lines.append(f"\n  = {series}: {each.code} {each.title}")
        if words := lacking(said, series, each):
            warning = "Obs, där står inte" if lang == "sv" else "Mind, it doesn't say"
            lines.append(f"\n    {warning}: {', '.join(words)}.")
    return "".join(lines)


def _described(settings: Settings, folder: Path) -> Upstream:
    said = upstream(folder, Base(settings.base_iri))
    if said is None:
        raise unusable(folder, "samv:Refresh")
    return said


def _seen(said: Upstream, errand: Errand) -> Seen:
    with closing(Web(errand.manners)) as web:
        return seen(errand, web, said)


def _failed(name: str, wrong: KgError) -> Refreshed:
    return Refreshed(name, f"{name}: {wrong.text('sv')}", f"{name}: {wrong.text('en')}", failure=wrong)


def _told(name: str, snapshot: Snapshot | None, series: Seen, lang: str, *, accepted: bool) -> str:
    """The difference, what is to be said of the series, and what the reader may do now."""
    about = [series.text(lang)] if series.text(lang) else []
    if snapshot is None:
        return "\n".join([f"{name}:", *about])
    changed = snapshot.difference.any
    last = [] if changed and series.changed else [_next(name, changed, accepted, lang)]
    return "\n".join([f"{name}: {snapshot.difference.text(lang)}", *about, *last])


def _errand(settings: Settings, said: Upstream, step: Callable[[str], None]) -> Errand:
    manners = Manners(
        agent(settings),
        total=settings.refresh_seconds,
        request=min(120.0, settings.refresh_seconds),
        pause=said.seconds("pause", 1.0),
    )
    return Errand(manners, Cache(settings.home / "upstream" / said.name), step=step)


def _fetched(settings: Settings, said: Upstream, errand: Errand, year: int) -> Snapshot | None:
    """What the authority says today, looked through, beside what we have; None while no series of it is chosen."""
    codes = _codes(settings, said)
    if said.protocol == SPARQL:
        found = endpoint.rows(errand, said.url, query(said), page_size=said.whole("page", 500))
        return beside(said, ENTRIES, merged(said, found, codes))
    if said.protocol in FIGURES_BY and said.unchosen and not said.series:
        return None
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
